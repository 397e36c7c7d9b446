/* wire/shapes.c: places, periods, units and the like as JSON. */
#include "wire/shapes.h"

#include "base/text.h"

static const char path_mark[] = " \xE2\x80\xBA ";

fa_status fai_wire_end(fai_json_writer *w, size_t start, fa_error *err)
{
    fa_status st = fa_buf_check(w->out, err);

    if (st != FA_OK && w->out->data != NULL) {
        w->out->len = start;
        w->out->data[start] = '\0';
    }
    return st;
}

void fai_wire_text(fai_json_writer *w, const char *key, const char *text)
{
    fai_json_string(w, key, text == NULL || *text == '\0' ? NULL : text);
}

void fai_wire_count(fai_json_writer *w, const char *key, int64_t value)
{
    if (value == 0)
        fai_json_null(w, key);
    else
        fai_json_number(w, key, value);
}

void fai_wire_index(fai_json_writer *w, const char *key, int64_t index)
{
    if (index < 0)
        fai_json_null(w, key);
    else
        fai_json_number(w, key, index);
}

void fai_wire_id(fai_json_writer *w, const char *key, fa_id id)
{
    fai_wire_text(w, key, id.s);
}

void fai_wire_date(fai_json_writer *w, const char *key, fa_date date)
{
    char text[11];

    fa_date_format(date, text);
    fai_wire_text(w, key, text);
}

void fai_wire_time(fai_json_writer *w, const char *key, fa_time time)
{
    char text[25];

    fa_time_format(time, text);
    fai_wire_text(w, key, time == 0 ? NULL : text);
}

void fai_wire_decimal(fai_json_writer *w, const char *key, fa_decimal value)
{
    char text[FA_DECIMAL_TEXT_MAX];

    (void)fa_decimal_format(value, text);
    fai_json_string(w, key, text);
}

void fai_wire_path(fai_json_writer *w, const char *key, const char *path)
{
    fai_str rest = fai_str_of(path);

    fai_json_array(w, key);
    while (rest.n != 0) {
        size_t mark = fai_str_find(rest, FAI_STR(path_mark), 0), end = mark == FAI_NPOS ? rest.n : mark;

        fai_json_slice(w, NULL, rest.p, end);
        rest = fai_str_sub(rest, mark == FAI_NPOS ? rest.n : mark + sizeof path_mark - 1, rest.n);
    }
    fai_json_end_array(w);
}

void fai_wire_error(fai_json_writer *w, const char *key, fa_status code, const char *message)
{
    if (code == FA_OK) {
        fai_json_null(w, key);
        return;
    }
    fai_json_object(w, key);
    fai_json_string(w, "code", fa_status_name(code));
    fai_wire_text(w, "message", message);
    fai_json_end_object(w);
}

static bool has_box(const fa_box *b)
{
    return b->x0 != 0 || b->y0 != 0 || b->x1 != 0 || b->y1 != 0;
}

static void put_box(fai_json_writer *w, const fa_box *b)
{
    if (!has_box(b)) {
        fai_json_null(w, "bbox");
        return;
    }
    fai_json_array(w, "bbox");
    fai_json_real(w, NULL, (double)b->x0, 2);
    fai_json_real(w, NULL, (double)b->y0, 2);
    fai_json_real(w, NULL, (double)b->x1, 2);
    fai_json_real(w, NULL, (double)b->y1, 2);
    fai_json_end_array(w);
}

static bool has_source(const fa_place *p)
{
    return p->source_start != p->source_end || (p->element != NULL && *p->element != '\0');
}

void fai_wire_place_members(fai_json_writer *w, const fa_place *place)
{
    fai_wire_count(w, "page", place->page);
    put_box(w, &place->box);
    if (place->text_start == place->text_end) {
        fai_json_null(w, "text_range");
    } else {
        fai_json_object(w, "text_range");
        fai_json_number(w, "start", place->text_start);
        fai_json_number(w, "end", place->text_end);
        fai_json_end_object(w);
    }
    if (!has_source(place)) {
        fai_json_null(w, "html");
        return;
    }
    fai_json_object(w, "html");
    fai_wire_text(w, "path", place->element);
    fai_json_number(w, "start", place->source_start);
    fai_json_number(w, "end", place->source_end);
    fai_json_end_object(w);
}

void fai_wire_place(fai_json_writer *w, const char *key, const fa_place *place)
{
    if (place->page == 0 && !has_box(&place->box) && place->text_start == place->text_end &&
        !has_source(place)) {
        fai_json_null(w, key);
        return;
    }
    fai_json_object(w, key);
    fai_wire_place_members(w, place);
    fai_json_end_object(w);
}

const char *fai_wire_fiscal(int32_t fiscal)
{
    static const char *const names[] = {NULL, "Q1", "Q2", "Q3", "Q4", "H1", "H2", "M9", "FY"};

    return fiscal < 0 || fiscal > FA_FISCAL_FY ? NULL : names[fiscal];
}

const char *fai_wire_statement(fa_statement_kind kind)
{
    static const char *const names[] = {NULL, "income", "balance", "cashflow", "equity", "comprehensive"};

    return (int)kind < 0 || kind > FA_STATEMENT_COMPREHENSIVE ? NULL : names[kind];
}

void fai_wire_period(fai_json_writer *w, const char *key, const fa_period *period)
{
    static const char *const types[] = {NULL, "instant", "duration"};
    int fiscal = (int)period->fiscal;

    if (period->type == FA_PERIOD_UNKNOWN && period->start == FA_DATE_NONE && period->end == FA_DATE_NONE &&
        period->fiscal_year == 0 && fiscal == FA_FISCAL_NONE) {
        fai_json_null(w, key);
        return;
    }
    fai_json_object(w, key);
    fai_json_string(w, "type",
                    (int)period->type < 0 || period->type > FA_PERIOD_DURATION ? NULL : types[period->type]);
    fai_wire_date(w, "start", period->start);
    fai_wire_date(w, "end", period->end);
    fai_json_object(w, "fiscal");
    fai_wire_count(w, "year", period->fiscal_year);
    fai_wire_count(w, "quarter", fiscal >= FA_FISCAL_Q1 && fiscal <= FA_FISCAL_Q4 ? fiscal : 0);
    fai_json_string(w, "span", fai_wire_fiscal(fiscal));
    fai_json_end_object(w);
    fai_json_end_object(w);
}

/* The currency of a unit is what stands before its stroke, where that is an ISO 4217 code: "USD/shares". */
void fai_wire_unit(fai_json_writer *w, const char *unit)
{
    char code[4] = "";
    size_t i;

    for (i = 0; i < 3 && unit[i] >= 'A' && unit[i] <= 'Z'; i++)
        code[i] = unit[i];
    fai_wire_text(w, "unit", unit);
    fai_json_string(w, "currency", i == 3 && (unit[3] == '\0' || unit[3] == '/') ? code : NULL);
}

void fai_wire_verification(fai_json_writer *w, const fa_fact *fact)
{
    fai_json_object(w, "verification");
    fai_json_string(w, "status",
                    (fact->flags & FA_FACT_DOUBTFUL) != 0   ? "conflict"
                    : (fact->flags & FA_FACT_VERIFIED) != 0 ? "verified"
                    : fact->source == FA_SOURCE_DERIVED     ? "derived"
                                                            : "unverified");
    fai_json_end_object(w);
}
