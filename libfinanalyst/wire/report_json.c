/* wire/report_json.c: reports as JSON and as CSV. */
#include <string.h>

#include "wire/csv.h"
#include "wire/shapes.h"

/* ---- JSON ---- */

static void put_value(fai_json_writer *w, const char *key, const fa_report_value *value, bool zeros)
{
    char text[FA_DECIMAL_TEXT_MAX];

    if (value->text != NULL)
        fai_json_string(w, key, value->text);
    else if (value->known && fa_decimal_format(value->number, text) != 0)
        fai_json_literal(w, key, text);
    else if (zeros)
        fai_json_number(w, key, 0);
    else
        fai_json_null(w, key);
}

static void put_row(fai_json_writer *w, const fa_report_section *s, uint32_t row, bool zeros)
{
    for (uint32_t i = 0; i < s->column_count; i++)
        put_value(w, s->columns[i], &s->values[row * s->column_count + i], zeros);
}

static void put_summary(fai_json_writer *w, const fa_report_section *s, bool zeros)
{
    static const char *const others[] = {"previous", "change"};

    fai_json_object(w, s->name);
    put_row(w, s, 0, zeros);
    for (uint32_t row = 1; row < s->row_count; row++) {
        fai_json_object(w, others[row - 1]);
        put_row(w, s, row, zeros);
        fai_json_end_object(w);
    }
    fai_json_end_object(w);
}

static void put_table(fai_json_writer *w, const fa_report_section *s, bool zeros)
{
    fai_json_array(w, s->name);
    for (uint32_t row = 0; row < s->row_count; row++) {
        fai_json_object(w, NULL);
        put_row(w, s, row, zeros);
        fai_json_end_object(w);
    }
    fai_json_end_array(w);
}

fa_status fa_report_to_json(const fa_report *report, bool zeros, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "report", report->name);
    fai_wire_date(&w, "from", report->from);
    fai_wire_date(&w, "to", report->to);
    fai_json_number(&w, "period_days", report->to - report->from + 1);
    for (uint32_t i = 0; i < report->section_count; i++)
        if (report->sections[i].summary)
            put_summary(&w, &report->sections[i], zeros);
        else
            put_table(&w, &report->sections[i], zeros);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

/* ---- CSV ---- */

static void put_head(fai_csv_writer *w, const fa_report_section *s)
{
    fai_csv_text(w, "section");
    if (s->summary)
        fai_csv_text(w, "period");
    for (uint32_t i = 0; i < s->column_count; i++)
        fai_csv_text(w, s->columns[i]);
    fai_csv_end_row(w);
}

static void put_cell(fai_csv_writer *w, const fa_report_value *value)
{
    char text[FA_DECIMAL_TEXT_MAX] = "";

    if (value->text != NULL) {
        fai_csv_text(w, value->text);
        return;
    }
    if (value->known)
        (void)fa_decimal_format(value->number, text);
    fai_csv_plain(w, text);
}

static void put_section(fai_csv_writer *w, const fa_report_section *s)
{
    static const char *const periods[] = {"current", "previous", "change"};

    put_head(w, s);
    for (uint32_t row = 0; row < s->row_count; row++) {
        fai_csv_text(w, s->name);
        if (s->summary)
            fai_csv_text(w, periods[row]);
        for (uint32_t i = 0; i < s->column_count; i++)
            put_cell(w, &s->values[row * s->column_count + i]);
        fai_csv_end_row(w);
    }
}

fa_status fa_report_to_csv(const fa_report *report, const char *section, fa_buf *out, fa_error *err)
{
    fai_csv_writer w = {out, false};
    uint32_t count = 0;

    for (uint32_t i = 0; i < report->section_count; i++) {
        if (section != NULL && strcmp(section, report->sections[i].name) != 0)
            continue;
        if (count++ > 0)
            fai_csv_end_row(&w);
        put_section(&w, &report->sections[i]);
    }
    if (count == 0)
        return fa_fail_field(err, FA_ENOTFOUND, "section", "the report has no such section");
    return fa_buf_check(out, err);
}
