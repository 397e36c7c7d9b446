/* wire/legacy_json.c: records in the form that clients of the interface before this one read. */
#include <string.h>

#include "wire/shapes.h"

enum { JSON_BYTES = 64 << 20, FIGURE_BYTES = 160 };

static void put_time(fai_json_writer *w, const char *key, fa_time time)
{
    char text[25];

    fa_time_format(time, text);
    text[strlen(text) - 1] = '\0'; /* without its zone */
    fai_json_string(w, key, text);
}

static void put_page(fai_json_writer *w, const char *key, const fai_json *object, const char *from)
{
    int64_t page = 0;

    (void)fai_json_int(fai_json_get(object, from), &page, NULL);
    fai_wire_count(w, key, page);
}

static void put_text(fai_json_writer *w, const char *key, const fai_json *object, const char *from)
{
    const char *text = fai_json_text(fai_json_get(object, from));

    fai_json_string(w, key, text == NULL ? "" : text);
}

static void put_answer(fai_json_writer *w, const fai_json *told)
{
    const fai_json *citations = fai_json_get(told, "citations");

    put_text(w, "question_text", told, "question");
    put_text(w, "answer_text", told, "text");
    fai_json_array(w, "sources");
    for (size_t i = 0; i < fai_json_count(citations); i++) {
        const fai_json *citation = fai_json_at(citations, i);

        fai_json_object(w, NULL);
        put_page(w, "page", citation, "page");
        put_text(w, "snippet", citation, "quote");
        fai_json_end_object(w);
    }
    fai_json_end_array(w);
}

/* The digits before the point in groups of three. */
static void group_digits(const char *number, fa_buf *out)
{
    size_t sign = *number == '-', whole = strcspn(number + sign, ".");

    (void)fa_buf_append(out, number, sign);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            (void)fa_buf_puts(out, ",");
        (void)fa_buf_append(out, number + sign + i, 1);
    }
    (void)fa_buf_puts(out, number + sign + whole);
}

/* "391,035 million USD", "46.2%" */
static fa_status write_figure(const fai_json *figure, fa_buf *out, fa_error *err)
{
    const char *value = fai_json_text(fai_json_get(figure, "value")),
               *unit = fai_json_text(fai_json_get(figure, "unit"));
    int64_t scale = 0;

    fa_buf_reset(out);
    (void)fa_buf_puts(out, "");
    (void)fai_json_int(fai_json_get(figure, "scale"), &scale, NULL);
    group_digits(value == NULL ? "" : value, out);
    if (scale == 3 || scale == 6 || scale == 9)
        (void)fa_buf_puts(out, scale == 3 ? " thousand" : scale == 6 ? " million" : " billion");
    else if (scale != 0)
        (void)fa_buf_printf(out, " x 10^%d", (int)scale);
    if (unit != NULL && *unit != '\0')
        (void)fa_buf_printf(out, "%s%s", strcmp(unit, "%") == 0 ? "" : " ", unit);
    return fa_buf_check(out, err);
}

static fa_status put_analysis(fai_json_writer *w, const fai_json *told, fa_error *err)
{
    const fai_json *figures = fai_json_get(told, "key_figures");
    fa_status st = FA_OK;
    fa_buf text;

    fa_buf_init(&text, FIGURE_BYTES);
    put_text(w, "summary", told, "summary");
    fai_json_array(w, "key_figures");
    for (size_t i = 0; st == FA_OK && i < fai_json_count(figures); i++) {
        const fai_json *figure = fai_json_at(figures, i);

        fai_json_object(w, NULL);
        put_text(w, "name", figure, "label");
        st = write_figure(figure, &text, err);
        fai_json_string(w, "value", text.data);
        put_page(w, "source_page", figure, "source_page");
        put_text(w, "unit", figure, "unit");
        fai_json_end_object(w);
    }
    fai_json_end_array(w);
    fa_buf_clear(&text);
    return st;
}

fa_status fa_record_to_legacy_json(const fa_record *record, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json *told = NULL;
    fai_json_writer w;
    fa_status st, end;

    if (record->json_len == 0)
        return fa_fail_field(err, FA_EINVALID, "record", "the record was read without its bytes");
    st = fai_json_parse(record->json, record->json_len, JSON_BYTES, &told, err);
    if (st != FA_OK)
        return st;
    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_number(&w, "id", record->legacy_id);
    if (record->kind == FA_RECORD_ANSWER)
        put_answer(&w, told);
    else
        st = put_analysis(&w, told, err);
    put_time(&w, "created_at", record->created);
    fai_json_end_object(&w);
    fai_json_free(told);
    end = fai_wire_end(&w, start, st == FA_OK ? err : NULL);
    return st == FA_OK ? end : st;
}
