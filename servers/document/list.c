/* document/list.c: documents that fit a query, page by page. */
#include <string.h>

#include <finanalyst/wire.h>

#include "document/handlers.h"

enum { LIST_MAX = 200, LIST_DEFAULT = 50, YEAR_MAX = 2200 };

typedef struct listing {
    fa_buf *out;
    uint32_t limit;
    uint32_t count;
    fa_id last;
} listing;

/* One document more than asked for was fetched: that there is one says that the list goes on. */
static fa_status add_item(void *payload, const fa_document *doc, fa_error *err)
{
    listing *l = payload;

    if (l->count++ == l->limit)
        return FA_OK;
    if (l->count > 1)
        fa_buf_puts(l->out, ",");
    l->last = doc->id;
    return fa_document_to_json(doc, l->out, err);
}

static fa_status read_status(const char *name, fa_document_state *out, fa_error *err)
{
    static const char *const names[] = {"stored", "reading", "ready", "failed", "cancelled"};

    for (int i = 0; name != NULL && i < 5; i++)
        if (strcmp(names[i], name) == 0) {
            *out = (fa_document_state)(i + 1);
            return FA_OK;
        }
    return name == NULL ? FA_OK
                        : fa_fail_field(err, FA_EINVALID, "status",
                                        "status is one of stored, reading, ready, failed, cancelled");
}

static fa_status read_id(const http_request *req, const char *name, const char *prefix, fa_id *out,
                         fa_error *err)
{
    const char *text = http_query(req, name);

    if (text == NULL || fa_id_parse(text, prefix, out, NULL) == FA_OK)
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, name, "%s is not one that a list returned", name);
}

static fa_status read_query(const http_request *req, fa_document_query *query, fa_error *err)
{
    uint32_t year = 0;
    fa_status st = http_query_number(req, "fiscal_year", 0, YEAR_MAX, 0, &year, err);

    query->text = http_query(req, "q");
    query->company = http_query(req, "company");
    query->form = http_query(req, "form");
    query->tag = http_query(req, "tag");
    query->fiscal_year = (int32_t)year;
    if (st == FA_OK)
        st = read_status(http_query(req, "status"), &query->state, err);
    if (st == FA_OK)
        st = http_query_flag(req, "shared", &query->shared, err);
    if (st == FA_OK)
        st = http_query_flag(req, "deleted", &query->deleted, err);
    if (st == FA_OK)
        st = read_id(req, "collection", "col_", &query->collection, err);
    return st == FA_OK ? read_id(req, "cursor", "doc_", &query->after, err) : st;
}

fa_status document_list(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    document_routes *r = service;
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;
    listing l = {.out = http_reply_body(reply)};
    fa_status st = http_query_number(req, "limit", 1, LIST_MAX, LIST_DEFAULT, &l.limit, err);

    if (st == FA_OK)
        st = read_query(req, &query, err);
    query.limit = l.limit + 1;
    fa_buf_puts(l.out, "{\"items\":[");
    if (st == FA_OK)
        st = fa_document_select(fa_app_documents(r->app), http_caller_of(req)->user, &query, add_item, &l,
                                err);
    fa_buf_puts(l.out, "],\"next_cursor\":");
    if (l.count > l.limit)
        fa_json_quote(l.last.s, l.out);
    else
        fa_buf_puts(l.out, "null");
    fa_buf_puts(l.out, "}");
    return st;
}
