/* analysis/domain/sheet.h: a small document, a table or a few with their paragraphs, answered from its cells and phrases
 * by the words that they share with the question, whatever they are about. */
#ifndef FAI_ANALYSIS_SHEET_H
#define FAI_ANALYSIS_SHEET_H

#include "analysis/domain/answering.h"
#include "analysis/domain/extract.h"
#include "base/map.h"
#include "base/text.h"

/* Whether the first document in scope, with all its pages, is small enough and no filing with statements. */
bool fai_sheet_is_small(const fai_scope *scope, const fai_leaf *leaves, uint32_t leaf_count);
/* Answers from it. *claimed is false when nothing in it speaks clearly of what is asked; the draft is then as it was.
 * FA_ENOMEM. */
fa_status fai_sheet_answer(const fai_scope *scope, const fai_leaf *leaves, uint32_t leaf_count,
                           const char *question, fai_draft *draft, bool *claimed, fa_error *err);

/* ---- what the parts of the handler share ---- */

enum { FAI_SHEET_YEARS = 8, FAI_SHEET_INPUTS = 24, FAI_SHEET_TEXT_BYTES = 48000 };

/* Stems of a text, each once. */
typedef struct fai_bag {
    uint32_t *ids;
    uint32_t count;
} fai_bag;

typedef struct fai_years {
    int32_t items[FAI_SHEET_YEARS]; /* in the order of the text, each once */
    uint32_t count;
} fai_years;

typedef struct fai_sheet_row {
    int32_t table;
    int32_t row;
    const char *label; /* "Total" where it has none */
    const char *path;
    fai_bag label_words;
    fai_bag path_words;
    const fa_fact **cells; /* by column */
    fai_bag *head_words;   /* of each cell's column */
    fai_years *years;      /* of each cell */
    uint32_t count;
    bool total;
    bool bare; /* a total that is not said of what */
} fai_sheet_row;

/* A sentence or heading of the paragraphs. */
typedef struct fai_sheet_line {
    uint32_t leaf;
    uint32_t start; /* bytes of the page's text */
    uint32_t end;
    const char *text; /* blanks folded */
    fai_bag words;
    fai_years years;
    bool heading;
} fai_sheet_line;

typedef struct fai_sheet {
    const fa_filing *filing;
    const fai_leaf *leaves;
    uint32_t leaf_count;
    fai_arena *arena;
    fai_draft *draft;
    bool failed;    /* out of memory */
    fai_map stems;  /* to their number + 1 */
    uint32_t *seen; /* of each stem: in how many rows, heads and lines */
    uint32_t stem_count;
    uint32_t stem_room;
    uint32_t unit_count;
    fai_sheet_row *rows;
    uint32_t row_count;
    fai_sheet_line *lines;
    uint32_t line_count;
    uint32_t total; /* the stem "total" */
    bool *printed;  /* of each of the first stems: whether it stands in a label or head */
    uint32_t printed_count;
    const char *topic_text;
    fai_bag topic;     /* what the document is about, by its titles and headings */
    const char *asked; /* the question in lower case, blanks folded */
    fai_bag words;     /* of the question, without those of reckoning */
    fai_years years;   /* that it names */
} fai_sheet;

/* sheet_words.c */
/* The stems of a text without words of little meaning, years and, where `asks`, words of reckoning. */
fai_bag fai_sheet_bag(fai_sheet *s, fai_str text, bool asks);
/* Counts a text's stems once for their rarity. */
void fai_sheet_count(fai_sheet *s, const fai_bag *bag);
bool fai_bag_has(const fai_bag *bag, uint32_t id);
/* The weight of all words of a bag; of those that are in the other too. */
double fai_bag_weight(const fai_sheet *s, const fai_bag *bag);
double fai_bag_shared(const fai_sheet *s, const fai_bag *bag, const fai_bag *other);
/* The years that a text names: "2019", "FY19", "2018/19" (the later), "1/1/19". */
fai_years fai_sheet_years(fai_str text);
bool fai_years_has(const fai_years *years, int32_t year);
/* The text in lower case with single blanks; NULL: out of memory. */
char *fai_sheet_fold(fai_arena *arena, fai_str text);

/* sheet_read.c: rows, cells and lines of the document and the question. */
void fai_sheet_read(fai_sheet *s, const char *question);

/* sheet_find.c */
typedef struct fai_sheet_hit {
    const fai_sheet_row *row;
    uint32_t at; /* the cell */
    const fa_fact *cell;
    double score;
    double cover; /* 0..1: how much of what is asked for row, headings and column speak of */
    double match; /* 0..1: how much of the row's label is asked for */
} fai_sheet_hit;
/* The cell that words speak of best, of a year (0: any; the latest where several fit as well). not_row: a row that is
 * out. false: none shares a word. */
bool fai_sheet_find(const fai_sheet *s, const fai_bag *words, int32_t year, const fai_sheet_row *not_row,
                    fai_sheet_hit *out);
/* The cell of the same line item and column for another year. */
bool fai_sheet_other_year(const fai_sheet *s, const fai_sheet_hit *hit, int32_t year, fai_sheet_hit *out);
/* The years in which the hit's line item has cells of its column, as the document orders them. */
fai_years fai_sheet_years_of(const fai_sheet *s, const fai_sheet_hit *hit);

/* sheet_reckon.c, sheet_choose.c, sheet_tell.c: each answers, or returns false and leaves the draft as it was. */
bool fai_sheet_reckon(fai_sheet *s);
bool fai_sheet_choose(fai_sheet *s);
bool fai_sheet_value(fai_sheet *s);
bool fai_sheet_tell(fai_sheet *s);

/* sheet_show.c */
const char *fai_sheet_print(fai_sheet *s, const char *format, ...) FA_PRINTF(2, 3);
/* Adds the cell as a figure; returns its mark "[1]". */
const char *fai_sheet_cite(fai_sheet *s, const fa_fact *cell);
/* Makes the answer: the kind, the exact words (items parted by "; ") and the text. */
void fai_sheet_give(fai_sheet *s, fa_answer_kind kind, const char *choice, const char *text);

#endif
