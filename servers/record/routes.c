/* record/routes.c: questions with what they were answered, analyses of documents, and their export. */
#include "record/routes.h"

#include <string.h>

#include <finanalyst/adapter/xlsx.h>
#include <finanalyst/wire.h>

enum { LIST_MAX = 200, LIST_DEFAULT = 50 };

static fa_id user_of(const http_request *req)
{
    return http_caller_of(req)->user;
}

/* ---- questions ---- */

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

/* The bytes as they were told, whether they are new or not. Headers say which. */
static fa_status reply_answer(const fa_record *record, bool cached, http_reply *reply, fa_error *err)
{
    fa_buf *out = http_reply_body(reply);
    char location[64];

    (void)snprintf(location, sizeof location, "/api/v1/answers/%s", record->id.s);
    http_reply_header(reply, "Content-Location", location);
    http_reply_header(reply, "X-Cache", cached ? "hit" : "miss");
    http_reply_tell(reply, record->source_count == 1 ? record->sources[0].document : (fa_id){{0}},
                    record->outcome);
    (void)fa_buf_append(out, record->json, record->json_len);
    return fa_buf_check(out, err);
}

/* document: the only one to answer from, NULL = those of the body, or all. */
static fa_status answer(fa_record_service *service, const http_request *req, const fa_id *document,
                        http_reply *reply, fa_error *err)
{
    fa_question_input *in = NULL;
    const fa_record *record = NULL;
    bool cached = false;
    fa_status st = read_question(req, &in, err);

    if (st == FA_OK && document != NULL && in->documents != NULL)
        st = fa_fail_field(err, FA_EINVALID, "/document_ids", "the path names the document already");
    if (st == FA_OK && document != NULL) {
        in->documents = document;
        in->document_count = 1;
    }
    if (st == FA_OK)
        st = fa_record_ask(service, user_of(req), in, &record, &cached, err);
    if (st == FA_OK)
        st = reply_answer(record, cached, reply, err);
    fa_record_free(record);
    fa_question_input_free(in);
    return st;
}

static fa_status ask(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return answer(service, req, NULL, reply, err);
}

static fa_status ask_document(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    return st == FA_OK ? answer(service, req, &id, reply, err) : st;
}

/* ---- lists ---- */

typedef struct list {
    fa_buf *out;
    uint32_t limit;
    uint32_t count;
    int64_t last;
} list;

static fa_status add_item(void *payload, const fa_record *record, fa_error *err)
{
    list *l = payload;

    if (l->count++ == l->limit)
        return FA_OK;
    l->last = record->legacy_id;
    if (l->count > 1)
        fa_buf_puts(l->out, ",");
    return fa_record_to_json(record, l->out, err);
}

/* The number behind which the list goes on. */
static fa_status read_cursor(const http_request *req, int64_t *out, fa_error *err)
{
    const char *text = http_query(req, "cursor");
    int64_t value = 0;
    size_t digits = text == NULL ? 0 : strspn(text, "0123456789");

    if (text == NULL)
        return FA_OK;
    if (digits == 0 || digits > 18 || text[digits] != '\0')
        return fa_fail_field(err, FA_EINVALID, "cursor", "the cursor is none that was given");
    for (; *text != '\0'; text++)
        value = value * 10 + (*text - '0');
    *out = value;
    return value == 0 ? fa_fail_field(err, FA_EINVALID, "cursor", "the cursor is none that was given")
                      : FA_OK;
}

/* One record more than asked for is fetched: that there is one says that the list goes on. */
static fa_status reply_list(fa_record_service *service, const http_request *req, fa_record_query *query,
                            http_reply *reply, fa_error *err)
{
    list l = {.out = http_reply_body(reply)};
    fa_status st = http_query_number(req, "limit", 1, LIST_MAX, LIST_DEFAULT, &l.limit, err);

    if (st == FA_OK)
        st = read_cursor(req, &query->before, err);
    query->limit = l.limit + 1;
    fa_buf_puts(l.out, "{\"items\":[");
    if (st == FA_OK)
        st = fa_record_list(service, user_of(req), query, add_item, &l, err);
    fa_buf_puts(l.out, "],\"next_cursor\":");
    if (l.count > l.limit)
        fa_buf_printf(l.out, "\"%lld\"}", (long long)l.last);
    else
        fa_buf_puts(l.out, "null}");
    return st;
}

static fa_status list_kind(void *service, const http_request *req, fa_record_kind kind, http_reply *reply,
                           fa_error *err)
{
    fa_record_query query = FA_RECORD_QUERY_INIT;
    const char *document = http_query(req, "document_id");

    query.kind = kind;
    query.bare = kind == FA_RECORD_ANALYSIS;
    if (document != NULL && fa_id_parse(document, "doc_", &query.document, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "document_id", "document_id is not a document's id");
    return reply_list(service, req, &query, reply, err);
}

static fa_status list_answers(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return list_kind(service, req, FA_RECORD_ANSWER, reply, err);
}

static fa_status list_analyses(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return list_kind(service, req, FA_RECORD_ANALYSIS, reply, err);
}

static fa_status list_questions(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_record_query query = FA_RECORD_QUERY_INIT;
    fa_status st = http_param_id(req, 0, "doc_", &query.document, err);

    return st == FA_OK ? reply_list(service, req, &query, reply, err) : st;
}

/* ---- one record ---- */

static fa_status get_record(fa_record_service *service, const http_request *req, const char *prefix,
                            http_reply *reply, fa_error *err)
{
    const fa_record *record = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, prefix, &id, err);

    if (st == FA_OK)
        st = fa_record_get(service, user_of(req), id, &record, err);
    if (st == FA_OK)
        st = fa_record_told_to_json(record, NULL, true, http_reply_body(reply), err);
    fa_record_free(record);
    return st;
}

static fa_status get_answer(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return get_record(service, req, "ans_", reply, err);
}

static fa_status get_analysis(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return get_record(service, req, "ana_", reply, err);
}

static fa_status delete_record(fa_record_service *service, const http_request *req, const char *prefix,
                               http_reply *reply, fa_error *err)
{
    fa_id id;
    fa_status st = http_param_id(req, 0, prefix, &id, err);

    if (st == FA_OK)
        st = fa_record_remove(service, user_of(req), id, err);
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return st;
}

static fa_status delete_answer(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return delete_record(service, req, "ans_", reply, err);
}

static fa_status delete_analysis(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return delete_record(service, req, "ana_", reply, err);
}

/* ---- analyses ---- */

/* The document and the recipe of the body. */
static fa_status read_order(const http_request *req, fa_id *document, fa_error *err)
{
    enum { DOCUMENTS, RECIPE, COUNT };
    fa_member members[COUNT] = {FA_MEMBER_INIT("document_ids", FA_MEMBER_WORDS, true),
                                FA_MEMBER_INIT("recipe", FA_MEMBER_TEXT, false)};
    const fa_buf *body = http_json_body(req);
    void *hold = NULL;
    fa_status st =
        fa_members_from_json(body->data == NULL ? "" : body->data, body->len, members, COUNT, &hold, err);

    if (st == FA_OK && fa_id_parse(members[DOCUMENTS].text, "doc_", document, NULL) != FA_OK)
        st = fa_fail_field(err, FA_EINVALID, "/document_ids",
                           "an analysis is of one document, named by its id");
    if (st == FA_OK && members[RECIPE].given && strcmp(members[RECIPE].text, "full") != 0)
        st = fa_fail_field(err, FA_EINVALID, "/recipe", "there is no other recipe than full");
    fa_members_free(hold);
    return st;
}

static fa_status post_analysis(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_record *record = NULL;
    char location[64];
    bool cached = false;
    fa_id document;
    fa_status st = read_order(req, &document, err);

    if (st == FA_OK)
        st = fa_record_analyse(service, user_of(req), document, &record, &cached, err);
    if (st == FA_OK)
        st = fa_record_told_to_json(record, NULL, cached, http_reply_body(reply), err);
    if (st == FA_OK) {
        (void)snprintf(location, sizeof location, "/api/v1/analyses/%s", record->id.s);
        http_reply_header(reply, "Location", location);
        http_reply_status(reply, cached ? 200 : 201);
    }
    fa_record_free(record);
    return st;
}

/* The analysis of a document by this version, made where it is not there yet. */
static fa_status reply_part(fa_record_service *service, const http_request *req, const char *part,
                            http_reply *reply, fa_error *err)
{
    const fa_record *record = NULL;
    bool cached = false;
    fa_id document;
    fa_status st = http_param_id(req, 0, "doc_", &document, err);

    if (st == FA_OK)
        st = fa_record_analyse(service, user_of(req), document, &record, &cached, err);
    if (st == FA_OK)
        st = fa_record_told_to_json(record, part, cached, http_reply_body(reply), err);
    fa_record_free(record);
    return st;
}

static fa_status document_analysis(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return reply_part(service, req, NULL, reply, err);
}

static fa_status document_summary(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return reply_part(service, req, "summary", reply, err);
}

static fa_status document_key_figures(void *service, const http_request *req, http_reply *reply,
                                      fa_error *err)
{
    return reply_part(service, req, "key_figures", reply, err);
}

/* ---- export ---- */

static fa_status open_xlsx(fa_write_fn write, void *payload, const fa_record *analysis, fa_sheets *out,
                           fa_error *err)
{
    return fa_xlsx_sheets_open(write, payload, analysis->created, out, err);
}

static fa_status open_csv(fa_write_fn write, void *payload, const fa_record *analysis, fa_sheets *out,
                          fa_error *err)
{
    (void)analysis;
    return fa_sheets_csv_open(write, payload, out, err);
}

static fa_status open_markdown(fa_write_fn write, void *payload, const fa_record *analysis, fa_sheets *out,
                               fa_error *err)
{
    (void)analysis;
    return fa_sheets_markdown_open(write, payload, out, err);
}

typedef struct format {
    const char *name; /* and the end of the file's name */
    const char *type;
    /* NULL: as JSON */
    fa_status (*open)(fa_write_fn write, void *payload, const fa_record *analysis, fa_sheets *out,
                      fa_error *err);
} format;

static const format formats[] = {
    {"csv", "text/csv; charset=utf-8; header=present", open_csv},
    {"md", "text/markdown; charset=utf-8", open_markdown},
    {"json", "application/json", NULL},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", open_xlsx},
};

static fa_status read_format(const http_request *req, const format **out, fa_error *err)
{
    const char *name = http_query(req, "format");

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(name == NULL ? "csv" : name, formats[i].name) == 0) {
            *out = &formats[i];
            return FA_OK;
        }
    return fa_fail_field(err, FA_EINVALID, "format", "a format is one of csv, md, json, xlsx");
}

static fa_status export_to(fa_record_service *service, const fa_record *analysis, const format *f, FILE *file,
                           fa_error *err)
{
    fa_sheets sheets = {NULL, NULL};
    fa_status st;

    if (f->open == NULL)
        return fa_record_export_json(service, analysis->owner, analysis->id, http_write_file, file, err);
    st = f->open(http_write_file, file, analysis, &sheets, err);
    if (st == FA_OK)
        st = fa_record_export(service, analysis->owner, analysis->id, &sheets, err);
    fa_sheets_close(&sheets);
    return st;
}

/* Made in a file first: what fails half-way is no file that was sent. */
static fa_status reply_export(fa_record_service *service, const fa_record *analysis, const format *f,
                              http_reply *reply, fa_error *err)
{
    FILE *file = tmpfile();
    char name[96];
    fa_status st;

    if (file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "no temporary file could be made for the export");
    st = export_to(service, analysis, f, file, err);
    if (st == FA_OK && (fflush(file) != 0 || fseek(file, 0, SEEK_SET) != 0))
        st = fa_fail(err, FA_EUNAVAILABLE, "the export cannot be made");
    if (st != FA_OK) {
        (void)fclose(file);
        return st;
    }
    (void)snprintf(name, sizeof name, "attachment; filename=\"analysis_%s.%s\"",
                   analysis->sources[0].document.s, f->name);
    http_reply_header(reply, "Content-Disposition", name);
    http_reply_type(reply, f->type);
    http_reply_file(reply, file);
    return FA_OK;
}

static fa_status export_document(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_record *analysis = NULL;
    const format *f = NULL;
    fa_id document;
    fa_status st = http_param_id(req, 0, "doc_", &document, err);

    if (st == FA_OK)
        st = read_format(req, &f, err);
    if (st == FA_OK)
        st = fa_record_analyse(service, user_of(req), document, &analysis, NULL, err);
    if (st == FA_OK)
        st = reply_export(service, analysis, f, reply, err);
    fa_record_free(analysis);
    return st;
}

static fa_status export_analysis(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_record *analysis = NULL;
    const format *f = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "ana_", &id, err);

    if (st == FA_OK)
        st = read_format(req, &f, err);
    if (st == FA_OK)
        st = fa_record_get(service, user_of(req), id, &analysis, err);
    if (st == FA_OK)
        st = reply_export(service, analysis, f, reply, err);
    fa_record_free(analysis);
    return st;
}

static const char takes_format[] = "the query `format=csv` (the default), `md`, `json` or `xlsx`";
static const char gives_file[] =
    "200 a file: document, summary, key figures, ratios, statements, checks, risk factors, questions; "
    "numbers "
    "in base units with unit, period and page beside them; 404; 409 not read yet; 422 another format";
static const char takes_page[] = "the query `limit=1..200` (50) and `cursor=` (of the page before)";
static const char takes_list[] =
    "the query `document_id=` to narrow it, `limit=1..200` (50) and `cursor=` (of the page before)";

const http_route record_route_table[] = {
    {"POST", "/api/v1/ask", HTTP_FOR_USER | HTTP_WORKS | HTTP_RATE_ASK, HTTP_BODY_JSON, ask,
     "Answer a question from some or all documents, and keep the answer",
     "`{question, document_ids?: []}`, strict JSON, at most 1 MiB",
     "200 an answer; what cannot be answered is one too, with `refused: true`; asked again of the same "
     "bytes, the "
     "answer that was kept, `X-Cache: hit`; 404 an unknown document; 422"},
    {"POST", "/api/v1/documents/{id}/ask", HTTP_FOR_USER | HTTP_WORKS | HTTP_RATE_ASK, HTTP_BODY_JSON,
     ask_document, "Answer a question from one document, and keep the answer",
     "`{question}`, strict JSON, at most 1 MiB", "200 an answer, as above; 404; 409 not read yet; 422"},
    {"GET", "/api/v1/answers", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, list_answers,
     "Kept answers, newest first", takes_list,
     "200 `{items: [record with its answer], next_cursor}`; 404 an unknown document; 422"},
    {"GET", "/api/v1/documents/{id}/questions", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, list_questions,
     "Kept answers that rest on a document, newest first", takes_page,
     "200 `{items: [record with its answer], next_cursor}`; 404; 422"},
    {"GET", "/api/v1/answers/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, get_answer, "A kept answer", "",
     "200 the answer as it was told, and `legacy_id`, `created_at`, `cached`; 404"},
    {"DELETE", "/api/v1/answers/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, delete_answer, "Remove a kept answer",
     "", "204; 404"},
    {"POST", "/api/v1/analyses", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_JSON, post_analysis,
     "Analyse a document", "`{document_ids: [one], recipe?: \"full\"}`, strict JSON",
     "201 an analysis and its `Location`, or 200 the one that is there for these bytes and this version; "
     "404; 409 "
     "not read yet; 422"},
    {"GET", "/api/v1/analyses", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, list_analyses,
     "Analyses, newest first, those by older versions among them", takes_list,
     "200 `{items: [record], next_cursor}`; 404 an unknown document; 422"},
    {"GET", "/api/v1/analyses/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, get_analysis, "An analysis", "",
     "200 the analysis as it was told, and `legacy_id`, `created_at`, `cached`; 404"},
    {"DELETE", "/api/v1/analyses/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, delete_analysis, "Remove an analysis",
     "", "204; 404"},
    {"GET", "/api/v1/analyses/{id}/export", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, export_analysis,
     "An analysis with the answers that rest on its document, as a file", takes_format, gives_file},
    {"GET", "/api/v1/documents/{id}/analysis", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, document_analysis,
     "The analysis of a document by this version, made at the first time", "",
     "200 an analysis; 404; 409 not read yet"},
    {"GET", "/api/v1/documents/{id}/summary", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, document_summary,
     "Its summary", "",
     "200 `summary` in Markdown, and its `sentences` with citations; 404; 409 not read yet"},
    {"GET", "/api/v1/documents/{id}/key-figures", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE,
     document_key_figures, "Its key figures", "",
     "200 `key_figures`, each with the answer that it comes from; 404; 409 not read yet"},
    {"GET", "/api/v1/documents/{id}/export", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, export_document,
     "The analysis of a document with the answers that rest on it, as a file", takes_format, gives_file},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
