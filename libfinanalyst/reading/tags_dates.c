/* reading/tags_dates.c: the transformation rules of inline XBRL for days. */
#include <string.h>

#include "reading/tags.h"
#include "reading/periods.h"

enum { NAME_MAX_BYTES = 48, SOME_LEAP_YEAR = 2000 };

/* The order in which numbers stand for year, month and day. */
typedef struct order {
    int year, month, day; /* index among the numbers, -1 = not there */
} order;

static bool plain_name(const char *format, char out[NAME_MAX_BYTES])
{
    const char *colon = strrchr(format, ':'), *p;
    size_t n = 0;

    for (p = colon == NULL ? format : colon + 1; *p != '\0' && n + 1 < NAME_MAX_BYTES; p++)
        if (*p != '-')
            out[n++] = fai_lower(*p);
    out[n] = '\0';
    return strncmp(out, "date", 4) == 0;
}

/* Of numbers alone: "datedaymonthyear", "date-year-month-day", "dateslashus". */
static bool order_of(const char *name, order *out)
{
    static const struct {
        const char *part;
        order order;
    } orders[] = {{"yearmonthday", {0, 1, 2}}, {"daymonthyear", {2, 1, 0}}, {"monthdayyear", {2, 0, 1}},
                  {"daymonth", {-1, 1, 0}},    {"monthday", {-1, 0, 1}},    {"doteu", {2, 1, 0}},
                  {"slasheu", {2, 1, 0}},      {"dotus", {2, 0, 1}},        {"slashus", {2, 0, 1}}};
    size_t i;

    for (i = 0; i < sizeof orders / sizeof *orders; i++)
        if (strstr(name, orders[i].part) != NULL) {
            *out = orders[i].order;
            return true;
        }
    return false;
}

/* The runs of digits of a text, at most three, and the month that a word names. */
typedef struct parts {
    int numbers[3];
    int count;
    int month;
} parts;

static void take_parts(const char *text, parts *out)
{
    memset(out, 0, sizeof *out);
    while (*text != '\0') {
        size_t n = 0;

        if (fai_is_digit(*text)) {
            int value = 0;

            for (; fai_is_digit(text[n]); n++)
                value = value > 9999 ? value : value * 10 + (text[n] - '0');
            if (out->count < 3)
                out->numbers[out->count] = value;
            out->count++;
        } else if (fai_is_alpha(*text)) {
            while (fai_is_alpha(text[n]))
                n++;
            if (out->month == 0)
                out->month = fai_month_of(text, n);
        } else {
            n = 1;
        }
        text += n;
    }
}

static int full_year(int year)
{
    return year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
}

fa_date fai_format_date(const char *format, const char *text)
{
    char name[NAME_MAX_BYTES];
    order o;
    parts p;

    if (!plain_name(format, name))
        return FA_DATE_NONE;
    take_parts(text, &p);
    /* "29 February 2024", "February 29, 2024", "2024 February 29": the day is the smaller number. */
    if (p.month != 0 && p.count == 1)
        return fa_date_make(SOME_LEAP_YEAR, p.month, p.numbers[0]);
    if (p.month != 0 && p.count == 2) {
        int first = p.numbers[0] > 31 ? 1 : 0;

        return fa_date_make(full_year(p.numbers[1 - first]), p.month, p.numbers[first]);
    }
    if (p.month != 0 || !order_of(name, &o) || p.count != (o.year < 0 ? 2 : 3))
        return FA_DATE_NONE;
    return fa_date_make(o.year < 0 ? SOME_LEAP_YEAR : full_year(p.numbers[o.year]), p.numbers[o.month],
                        p.numbers[o.day]);
}
