/* analysis/routes.c: facts, statements, questions. */
#include "analysis/routes.h"

#include <string.h>

#include <finanalyst/wire.h>

enum { FACTS_MAX = 1000, FACTS_DEFAULT = 200, HITS_MAX = 50, HITS_DEFAULT = 10 };

static const char *const kinds[] = {"", "income", "balance", "cashflow", "equity", "comprehensive"};

static fa_status read_kind(const char *name, fa_statement_kind *out, fa_error *err)
{
    for (int i = 1; i < (int)(sizeof kinds / sizeof *kinds); i++)
        if (strcmp(kinds[i], name) == 0) {
            *out = (fa_statement_kind)i;
            return FA_OK;
        }
    return fa_fail_field(err, FA_EINVALID, "statement",
                         "a statement is one of income, balance, cashflow, equity, comprehensive");
}

static fa_analysis_service *analysis_of(void *service)
{
    return ((analysis_routes *)service)->analysis;
}

typedef struct list {
    fa_buf *out;
    uint32_t limit;
    uint32_t count;
} list;

static fa_status add_fact(void *payload, const fa_fact *fact, fa_error *err)
{
    list *l = payload;

    if (l->count++ == l->limit)
        return FA_OK;
    if (l->count > 1)
        fa_buf_puts(l->out, ",");
    return fa_fact_to_json(fact, l->out, err);
}

/* One fact more than asked for is fetched: that there is one says that the list goes on. */
static fa_status facts(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const char *document = http_query(req, "document_id"), *statement = http_query(req, "statement");
    fa_fact_query query = FA_FACT_QUERY_INIT;
    list l = {.out = http_reply_body(reply)};
    fa_status st;

    if (document == NULL || fa_id_parse(document, "doc_", &query.document, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "document_id",
                             "document_id is missing, or not a document's id");
    query.concept = http_query(req, "concept");
    query.label = http_query(req, "label");
    st = statement == NULL ? FA_OK : read_kind(statement, &query.statement, err);
    if (st == FA_OK)
        st = http_query_number(req, "limit", 1, FACTS_MAX, FACTS_DEFAULT, &l.limit, err);
    if (st == FA_OK)
        st = http_query_number(req, "cursor", 0, UINT32_MAX - 1, 0, &query.offset, err);
    query.limit = l.limit + 1;
    fa_buf_puts(l.out, "{\"items\":[");
    if (st == FA_OK)
        st = fa_fact_list(analysis_of(service), http_caller_of(req)->user, &query, add_fact, &l, err);
    fa_buf_puts(l.out, "],\"next_cursor\":");
    if (l.count > l.limit)
        fa_buf_printf(l.out, "\"%u\"}", query.offset + l.limit);
    else
        fa_buf_puts(l.out, "null}");
    return st;
}

static fa_status statement(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_filing *filing = NULL;
    fa_statement_kind kind = FA_STATEMENT_NONE;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = read_kind(http_param(req, 1), &kind, err);
    if (st == FA_OK)
        st = fa_filing_get(analysis_of(service), http_caller_of(req)->user, id, &filing, err);
    if (st == FA_OK)
        st = fa_statement_to_json(filing, kind, http_reply_body(reply), err);
    fa_filing_free(filing);
    return st;
}

static fa_status identity(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_filing *filing = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = fa_filing_get(analysis_of(service), http_caller_of(req)->user, id, &filing, err);
    if (st == FA_OK)
        st = fa_identity_to_json(&filing->identity, http_reply_body(reply), err);
    fa_filing_free(filing);
    return st;
}

/* The question of the body. The caller frees *out. */
static fa_status read_question(const http_request *req, fa_question_input **out, fa_error *err)
{
    const fa_buf *body = http_json_body(req);
    fa_question_input *in = NULL;
    fa_status st = fa_question_from_json(body->data == NULL ? "" : body->data, body->len, &in, err);

    if (st == FA_OK && in->documents != NULL && in->document_count == 0) {
        fa_question_input_free(in);
        return fa_fail_field(err, FA_EINVALID, "/document_ids",
                             "document_ids is empty: leave it out to ask of all");
    }
    if (st == FA_OK)
        *out = in;
    return st;
}

static fa_status add_hit(void *payload, const fa_hit *hit, fa_error *err)
{
    list *l = payload;

    (void)err;
    fa_buf_printf(l->out, "%s{\"document_id\":\"%s\",\"document_name\":", l->count++ > 0 ? "," : "",
                  hit->document.s);
    fa_json_quote(hit->document_name, l->out);
    fa_buf_printf(l->out, ",\"page\":%d,\"score\":%.6f}", hit->page, hit->score);
    return FA_OK;
}

static fa_status search(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    list l = {.out = http_reply_body(reply)};
    fa_question_input *in = NULL;
    uint32_t limit = HITS_DEFAULT;
    fa_status st = http_query_number(req, "limit", 1, HITS_MAX, HITS_DEFAULT, &limit, err);

    if (st == FA_OK)
        st = read_question(req, &in, err);
    fa_buf_puts(l.out, "{\"items\":[");
    if (st == FA_OK)
        st = fa_search(analysis_of(service), http_caller_of(req)->user, in, limit, add_hit, &l, err);
    fa_buf_puts(l.out, "]}");
    fa_question_input_free(in);
    return st;
}

const http_route analysis_route_table[] = {
    {"POST", "/api/v1/search", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_JSON, search,
     "The pages that a question is about",
     "`{question, document_ids?: []}`, and the query `limit=1..50` (10)",
     "200 `{items: [{document_id, document_name, page, score}]}`, best first; 404; 422"},
    {"GET", "/api/v1/facts", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, facts, "The facts of a document",
     "the query `document_id=`, and to narrow them `concept=` (exact), `label=` (a part, any case), "
     "`statement=`; "
     "`limit=1..1000` (200), `cursor=`",
     "200 `{items: [fact], next_cursor}`; 404; 409 not read yet; 422"},
    {"GET", "/api/v1/documents/{id}/statements/{kind}", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, statement,
     "A statement as reported", "a kind: `income`, `balance`, `cashflow`, `equity` or `comprehensive`",
     "200 a statement: columns with periods, rows with cells; 404 also when the filing has none; 409 not "
     "read yet"},
    {"GET", "/api/v1/documents/{id}/identity", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, identity,
     "Who filed what, and where that was read", "",
     "200 `{company, ticker, cik, form, period, currency}`, each with its place, and the dates; 404; 409 not "
     "read "
     "yet"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
