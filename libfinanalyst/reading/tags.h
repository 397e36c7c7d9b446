/* reading/tags.h: what tagged figures state: their formats, their signs, the names of their members. */
#ifndef FAI_READING_TAGS_H
#define FAI_READING_TAGS_H

#include "base/text.h"
#include "reading/reading.h"

/* How a tagged text is to be read. */
typedef enum fai_format {
    FAI_FORMAT_NONE = 0, /* no transformation: the number itself */
    FAI_FORMAT_DOT,      /* the point parts the decimals; all else groups */
    FAI_FORMAT_COMMA,    /* the comma does */
    FAI_FORMAT_UNITS,    /* words do: "5 dollars 30 cents" */
    FAI_FORMAT_ZERO,     /* whatever is printed means zero */
    FAI_FORMAT_WORDS,    /* "twenty-five" */
    FAI_FORMAT_ABSENT,   /* empty, or infinite: no number */
    FAI_FORMAT_OTHER     /* not one for numbers */
} fai_format;

/* By the local name of a transformation rule, whatever the version of the registry: "ixt:num-dot-decimal" and
 * "ixt:numdotdecimal" are the same. Source: Inline XBRL Transformation Registry 1 to 5, and that of the SEC. */
fai_format fai_format_of(const char *format);
/* The number that a text states by its format, not scaled, sign not applied. FA_EINVALID: none; FA_EOVERFLOW. */
fa_status fai_format_number(fai_format format, const char *text, fa_decimal *out);
/* A whole number in English words: "no", "two", "one hundred and five". false: something else. */
bool fai_number_words(fai_str words, int64_t *out);
/* The day that a tagged text states by its format; FA_DATE_NONE when it states none, or not by one of these. Month and
 * day alone give a day in the year 2000. */
fa_date fai_format_date(const char *format, const char *text);

/* Gives the dimensions of the tagged facts their labels: as printed in the rows, columns and headings that show the
 * member, else its name spelled out. first: the first of them in r->facts. FA_ENOMEM. */
fa_status fai_tags_name_members(fai_reading *r, size_t first, fa_error *err);
/* Gives the columns of tables the periods that most of their tagged figures have. FA_ENOMEM. */
fa_status fai_tags_date_columns(fai_reading *r, size_t first, fa_error *err);

#endif
