/* wire/identity_json.c: who filed what, and where that was read, as JSON. */
#include "wire/shapes.h"

static void put_item(fai_json_writer *w, const char *key, const fa_identity_item *item)
{
    if (*item->text == '\0') {
        fai_json_null(w, key);
        return;
    }
    fai_json_object(w, key);
    fai_json_string(w, "text", item->text);
    fai_wire_place(w, "place", &item->place);
    fai_json_end_object(w);
}

fa_status fa_identity_to_json(const fa_identity *identity, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    put_item(&w, "company", &identity->company);
    put_item(&w, "ticker", &identity->ticker);
    put_item(&w, "cik", &identity->cik);
    put_item(&w, "form", &identity->form);
    put_item(&w, "period", &identity->period);
    put_item(&w, "currency", &identity->currency);
    fai_wire_date(&w, "period_end", identity->period_end);
    fai_wire_date(&w, "filed", identity->filed);
    fai_wire_count(&w, "fiscal_year", identity->fiscal_year);
    fai_json_string(&w, "fiscal", fai_wire_fiscal((int32_t)identity->fiscal));
    if (identity->fiscal_year_end_month == 0) {
        fai_json_null(&w, "fiscal_year_end");
    } else {
        fai_json_object(&w, "fiscal_year_end");
        fai_json_number(&w, "month", identity->fiscal_year_end_month);
        fai_wire_count(&w, "day", identity->fiscal_year_end_day);
        fai_json_end_object(&w);
    }
    fai_wire_text(&w, "industry", identity->industry);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}
