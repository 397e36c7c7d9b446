/* wire/event_json.c: events as JSON and as CSV. */
#include <finanalyst/decimal.h>

#include "wire/csv.h"
#include "wire/shapes.h"

static void put_measure(fai_json_writer *w, const fa_event *e)
{
    fai_wire_text(w, "operation", fa_operation_name(e->operation));
    fai_wire_index(w, "duration_us", e->duration_us);
    fai_wire_count(w, "size_bytes", (int64_t)e->size_bytes);
    if (e->operation == FA_OPERATION_NONE)
        fai_json_null(w, "success");
    else
        fai_json_boolean(w, "success", !e->failed);
}

static void put_tokens(fai_json_writer *w, const fa_event *e)
{
    bool used = *e->vendor != '\0';

    fai_wire_text(w, "vendor", e->vendor);
    fai_wire_text(w, "model", e->model);
    fai_wire_index(w, "input_tokens", used ? (int64_t)e->input_tokens : -1);
    fai_wire_index(w, "output_tokens", used ? (int64_t)e->output_tokens : -1);
    if (used)
        fai_wire_decimal(w, "cost", fa_decimal_make(e->cost_micros, 6));
    else
        fai_json_null(w, "cost");
}

fa_status fa_event_to_json(const fa_event *e, uint64_t sequence, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_number(&w, "sequence", (int64_t)sequence);
    fai_json_string(&w, "event_id", e->id);
    fai_wire_id(&w, "user_id", e->user);
    fai_json_string(&w, "type", fa_event_type_name(e->type));
    fai_wire_time(&w, "at", e->at);
    fai_wire_text(&w, "session", e->session);
    fai_json_literal(&w, "data", *e->data == '\0' ? "null" : e->data);
    fai_wire_id(&w, "document_id", e->document);
    put_measure(&w, e);
    put_tokens(&w, e);
    fai_wire_text(&w, "outcome", fa_outcome_name(e->outcome));
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

fa_status fa_event_receipt_to_json(const fa_event_receipt *receipt, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_number(&w, "accepted", receipt->accepted);
    fai_json_number(&w, "duplicates", receipt->duplicates);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

static void put_numbers(fai_csv_writer *w, const fa_event *e)
{
    char cost[FA_DECIMAL_TEXT_MAX] = "";
    bool used = *e->vendor != '\0';

    if (e->duration_us < 0)
        fai_csv_text(w, NULL);
    else
        fai_csv_number(w, e->duration_us);
    fai_csv_number(w, (int64_t)e->size_bytes);
    fai_csv_plain(w, e->operation == FA_OPERATION_NONE ? "" : e->failed ? "false" : "true");
    fai_csv_text(w, e->vendor);
    fai_csv_text(w, e->model);
    fai_csv_number(w, (int64_t)e->input_tokens);
    fai_csv_number(w, (int64_t)e->output_tokens);
    if (used)
        (void)fa_decimal_format(fa_decimal_make(e->cost_micros, 6), cost);
    fai_csv_plain(w, cost);
}

fa_status fa_event_to_csv(const fa_event *e, uint64_t sequence, fa_buf *out, fa_error *err)
{
    fai_csv_writer w = {out, false};

    if (e == NULL) {
        fai_csv_plain(&w, "sequence,event_id,user_id,type,at,session,data,document_id,operation,duration_us,"
                          "size_bytes,success,vendor,model,input_tokens,output_tokens,cost,outcome");
    } else {
        fai_csv_number(&w, (int64_t)sequence);
        fai_csv_text(&w, e->id);
        fai_csv_text(&w, e->user.s);
        fai_csv_text(&w, fa_event_type_name(e->type));
        fai_csv_time(&w, e->at);
        fai_csv_text(&w, e->session);
        fai_csv_text(&w, e->data);
        fai_csv_text(&w, e->document.s);
        fai_csv_text(&w, fa_operation_name(e->operation));
        put_numbers(&w, e);
        fai_csv_text(&w, fa_outcome_name(e->outcome));
    }
    fai_csv_end_row(&w);
    return fa_buf_check(out, err);
}
