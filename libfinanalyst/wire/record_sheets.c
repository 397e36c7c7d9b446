/* wire/record_sheets.c: analyses and answers, as they were told, on sheets: figures as numbers in base units, with their units,
 * periods and pages beside them. */
#include <stdio.h>
#include <string.h>

#include "wire/shapes.h"

enum { JSON_BYTES = 64 << 20, LINE_BYTES = 64 };

/* Sheets being filled from a parsed record. The first failure stays, and what follows it does nothing. */
typedef struct filling {
    const fa_sheets *to;
    const fai_json *doc;
    fa_buf scratch;
    fa_status st;
    fa_error *err;
} filling;

static void text(filling *f, const char *value)
{
    if (f->st == FA_OK)
        f->st = fa_sheets_text(f->to, value, f->err);
}

static void end_row(filling *f, bool head)
{
    if (f->st == FA_OK)
        f->st = fa_sheets_end_row(f->to, head, f->err);
}

static void begin_sheet(filling *f, const char *title, const char *const *heads)
{
    if (f->st == FA_OK)
        f->st = fa_sheets_sheet(f->to, title, f->err);
    for (; *heads != NULL; heads++)
        text(f, *heads);
    end_row(f, true);
}

static const char *member(const fai_json *object, const char *key)
{
    const char *value = fai_json_text(fai_json_get(object, key));

    return value == NULL ? "" : value;
}

/* A whole number, as a number; an empty cell where there is none. */
static void whole(filling *f, const fai_json *node)
{
    int64_t value;

    if (fai_json_int(node, &value, NULL) != FA_OK)
        text(f, "");
    else if (f->st == FA_OK)
        f->st = fa_sheets_number(f->to, fa_decimal_make(value, 0), f->err);
}

/* A decimal string times 10^scale; an empty cell where there is none. */
static void decimal(filling *f, const fai_json *node, int64_t scale)
{
    const char *value = fai_json_text(node);
    fa_decimal d;

    if (value == NULL || fa_decimal_parse(value, strlen(value), &d, NULL) != FA_OK || scale < 0 ||
        scale > 18 || fa_decimal_shift(d, (int)scale, &d, NULL) != FA_OK) {
        text(f, value);
        return;
    }
    if (f->st == FA_OK)
        f->st = fa_sheets_number(f->to, d, f->err);
}

/* "2024-01-01 to 2024-12-31", or the day. */
static void period(filling *f, const fai_json *node)
{
    const char *start = member(node, "start"), *end = member(node, "end");
    char line[LINE_BYTES];

    if (start[0] != '\0')
        (void)snprintf(line, sizeof line, "%s to %s", start, end);
    else
        (void)snprintf(line, sizeof line, "%s", end);
    text(f, line);
}

/* The headline figure of an answer, or of a key figure, which look the same: value, unit. */
static void figure(filling *f, const fai_json *node)
{
    int64_t scale = 0;

    (void)fai_json_int(fai_json_get(node, "scale"), &scale, NULL);
    decimal(f, fai_json_get(node, "value"), scale);
    text(f, member(node, "unit"));
}

/* "p. 4: quotation", each source on its line. */
static void sources(filling *f, const fai_json *citations)
{
    fa_buf_reset(&f->scratch);
    for (size_t i = 0; i < fai_json_count(citations); i++) {
        const fai_json *c = fai_json_at(citations, i);
        int64_t page = 0;

        if (i > 0)
            (void)fa_buf_puts(&f->scratch, "\n");
        (void)fa_buf_puts(&f->scratch, member(c, "document_name"));
        if (fai_json_int(fai_json_get(c, "page"), &page, NULL) == FA_OK)
            (void)fa_buf_printf(&f->scratch, ", p. %lld", (long long)page);
        if (member(c, "quote")[0] != '\0')
            (void)fa_buf_printf(&f->scratch, ": %s", member(c, "quote"));
    }
    if (f->st == FA_OK)
        f->st = fa_buf_check(&f->scratch, f->err);
    text(f, f->scratch.data);
}

/* ---- the document ---- */

static void pair(filling *f, const char *name, const char *value)
{
    text(f, name);
    text(f, value);
    end_row(f, false);
}

static void document(filling *f)
{
    static const char *const heads[] = {"Document", "Value", NULL};
    const fai_json *identity = fai_json_get(f->doc, "identity");

    begin_sheet(f, "Document", heads);
    pair(f, "Name", member(f->doc, "document_name"));
    pair(f, "Id", member(f->doc, "document_id"));
    pair(f, "SHA-256", member(f->doc, "sha256"));
    pair(f, "Company", member(fai_json_get(identity, "company"), "text"));
    pair(f, "Ticker", member(fai_json_get(identity, "ticker"), "text"));
    pair(f, "Form", member(fai_json_get(identity, "form"), "text"));
    pair(f, "Period end", member(identity, "period_end"));
    pair(f, "Currency", member(fai_json_get(identity, "currency"), "text"));
    pair(f, "Analysis", member(f->doc, "id"));
    pair(f, "Engine version", member(f->doc, "engine_version"));
}

/* ---- sentences, figures, checks ---- */

static void sentences(filling *f, const char *title, const char *key)
{
    static const char *const heads[] = {"Sentence", "Quoted", "Page", NULL};
    const fai_json *list = fai_json_get(f->doc, key);

    begin_sheet(f, title, heads);
    for (size_t i = 0; i < fai_json_count(list); i++) {
        const fai_json *s = fai_json_at(list, i);
        bool quoted = false;

        (void)fai_json_bool(fai_json_get(s, "quoted"), &quoted);
        text(f, member(s, "text"));
        text(f, quoted ? "yes" : "no");
        whole(f, fai_json_get(s, "source_page"));
        end_row(f, false);
    }
}

static void figures(filling *f, const char *title, const char *key)
{
    static const char *const heads[] = {"Name",    "Value",      "Unit", "Period",  "Formula",
                                        "Numbers", "Definition", "Page", "Sources", NULL};
    const fai_json *list = fai_json_get(f->doc, key);

    begin_sheet(f, title, heads);
    for (size_t i = 0; i < fai_json_count(list); i++) {
        const fai_json *k = fai_json_at(list, i), *answer = fai_json_get(k, "answer");
        const fai_json *calc = fai_json_at(fai_json_get(answer, "calcs"), 0);

        text(f, member(k, "label"));
        figure(f, k);
        period(f, fai_json_get(k, "period"));
        text(f, member(calc, "formula"));
        text(f, member(calc, "expression"));
        text(f, member(calc, "source"));
        whole(f, fai_json_get(k, "source_page"));
        sources(f, fai_json_get(answer, "citations"));
        end_row(f, false);
    }
}

static void checks(filling *f)
{
    static const char *const heads[] = {"Check", "Status", "Difference", "Tolerance",
                                        "Unit",  "Period", "Page",       NULL};
    const fai_json *list = fai_json_get(f->doc, "checks");

    begin_sheet(f, "Checks", heads);
    for (size_t i = 0; i < fai_json_count(list); i++) {
        const fai_json *c = fai_json_at(list, i), *fact = fai_json_at(fai_json_get(c, "facts"), 0);

        text(f, member(c, "name"));
        text(f, member(c, "status"));
        decimal(f, fai_json_get(c, "residual"), 0);
        decimal(f, fai_json_get(c, "tolerance"), 0);
        text(f, member(fact, "unit"));
        period(f, fai_json_get(fact, "period"));
        whole(f, fai_json_get(fact, "page"));
        end_row(f, false);
    }
}

/* ---- statements ---- */

static const char *statement_title(const char *kind)
{
    static const char *const titles[][2] = {{"income", "Income statement"},
                                            {"balance", "Balance sheet"},
                                            {"cashflow", "Cash flow statement"},
                                            {"equity", "Statement of equity"},
                                            {"comprehensive", "Comprehensive income"}};

    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i][0], kind) == 0)
            return titles[i][1];
    return "Statement";
}

/* Heads may be alike, over columns of different spans: the periods stand in the row below. */
static void statement_head(filling *f, const fai_json *columns)
{
    text(f, "Line");
    for (size_t i = 0; i < fai_json_count(columns); i++)
        text(f, member(fai_json_at(columns, i), "head"));
    text(f, "Unit");
    text(f, "Page");
    text(f, "Concept");
    end_row(f, true);
    text(f, "Period");
    for (size_t i = 0; i < fai_json_count(columns); i++)
        period(f, fai_json_get(fai_json_at(columns, i), "period"));
    text(f, "");
    text(f, "");
    text(f, "");
    end_row(f, false);
}

static void statement_row(filling *f, const fai_json *row)
{
    const fai_json *cells = fai_json_get(row, "cells");
    const char *unit = "";

    text(f, member(row, "label"));
    for (size_t i = 0; i < fai_json_count(cells); i++) {
        const fai_json *cell = fai_json_at(cells, i);

        if (unit[0] == '\0')
            unit = member(cell, "unit");
        decimal(f, fai_json_get(cell, "value"), 0);
    }
    text(f, unit);
    whole(f, fai_json_get(fai_json_get(row, "place"), "page"));
    text(f, member(row, "concept"));
    end_row(f, false);
}

static void statements(filling *f)
{
    const fai_json *list = fai_json_get(f->doc, "statements");

    for (size_t i = 0; i < fai_json_count(list); i++) {
        const fai_json *s = fai_json_at(list, i), *rows = fai_json_get(s, "rows");

        if (f->st == FA_OK)
            f->st = fa_sheets_sheet(f->to, statement_title(member(s, "statement")), f->err);
        statement_head(f, fai_json_get(s, "columns"));
        for (size_t row = 0; row < fai_json_count(rows); row++)
            statement_row(f, fai_json_at(rows, row));
    }
}

/* ---- whole records ---- */

static fa_status fill(const fa_record *record, const fa_sheets *sheets,
                      void (*how)(filling *f, const fa_record *r), fa_error *err)
{
    filling f = {.to = sheets, .err = err};
    fai_json *doc = NULL;
    fa_status st = fai_json_parse(record->json, record->json_len, JSON_BYTES, &doc, err);

    if (st != FA_OK)
        return st;
    f.doc = doc;
    fa_buf_init(&f.scratch, JSON_BYTES);
    how(&f, record);
    fa_buf_clear(&f.scratch);
    fai_json_free(doc);
    return f.st;
}

static void fill_analysis(filling *f, const fa_record *record)
{
    (void)record;
    document(f);
    sentences(f, "Summary", "sentences");
    figures(f, "Key figures", "key_figures");
    figures(f, "Ratios", "ratios");
    statements(f);
    checks(f);
    sentences(f, "Risk factors", "risk_factors");
}

fa_status fa_analysis_to_sheets(const fa_record *record, const fa_sheets *sheets, fa_error *err)
{
    return fill(record, sheets, fill_analysis, err);
}

static void fill_answer(filling *f, const fa_record *record)
{
    char asked[25] = "";

    if (record->created != 0)
        fa_time_format(record->created, asked);
    text(f, asked);
    text(f, record->title);
    text(f, record->outcome == FA_RECORD_REFUSED ? "refused" : "answered");
    text(f, member(f->doc, "text"));
    figure(f, f->doc);
    sources(f, fai_json_get(f->doc, "citations"));
    end_row(f, false);
}

fa_status fa_answers_begin_sheet(const fa_sheets *sheets, fa_error *err)
{
    static const char *const heads[] = {"Asked", "Question", "Outcome", "Answer",
                                        "Value", "Unit",     "Sources", NULL};
    filling f = {.to = sheets, .err = err};

    begin_sheet(&f, "Questions", heads);
    return f.st;
}

fa_status fa_answer_to_row(const fa_record *record, const fa_sheets *sheets, fa_error *err)
{
    return fill(record, sheets, fill_answer, err);
}
