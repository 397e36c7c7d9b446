/* compat/questions.c: analyses, questions with what they were answered, and their export. */
#include <string.h>

#include "compat/handlers.h"

enum { PAGE = 200 };

static fa_id user_of(const http_request *req)
{
    return http_caller_of(req)->user;
}

/* The old interface knew no document that waits to be read: it had no analysis then. */
static fa_status not_read(fa_status st, fa_error *err)
{
    return st == FA_ECONFLICT
               ? fa_fail(err, FA_ENOTFOUND, "Analysis not found: the document has not been read yet")
               : st;
}

fa_status compat_analysis(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    compat_file doc;
    const fa_record *record = NULL;
    fa_status st = compat_find_file(r, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = not_read(fa_record_analyse(r->records, doc.owner, doc.id, &record, NULL, err), err);
    if (st == FA_OK)
        st = fa_record_to_legacy_json(record, http_reply_body(reply), err);
    fa_record_free(record);
    return st;
}

fa_status compat_ask(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m = FA_MEMBER_INIT("question", FA_MEMBER_TEXT, true);
    compat_routes *r = service;
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    compat_file doc;
    const fa_record *record = NULL;
    void *hold = NULL;
    fa_status st = compat_find_file(r, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = compat_members(req, &m, 1, &hold, err);
    if (st == FA_OK) {
        in.question = m.text;
        in.documents = &doc.id;
        in.document_count = 1;
        st = fa_record_ask(r->records, doc.owner, &in, &record, NULL, err);
    }
    if (st == FA_OK)
        http_reply_tell(reply, doc.id, record->outcome);
    if (st == FA_OK)
        st = fa_record_to_legacy_json(record, http_reply_body(reply), err);
    fa_members_free(hold);
    fa_record_free(record);
    return st;
}

/* ---- lists ---- */

typedef struct listing {
    fa_buf *out;
    uint32_t count, of_page;
    int64_t last;
} listing;

static fa_status add_record(void *payload, const fa_record *record, fa_error *err)
{
    listing *l = payload;

    l->of_page++;
    l->last = record->legacy_id;
    if (l->count++ > 0)
        fa_buf_puts(l->out, ",");
    return fa_record_to_legacy_json(record, l->out, err);
}

static fa_status list_records(const compat_routes *r, const compat_file *doc, listing *l, fa_error *err)
{
    fa_record_query query = FA_RECORD_QUERY_INIT;
    fa_status st = FA_OK;

    query.document = doc->id;
    query.limit = PAGE;
    for (l->of_page = PAGE; st == FA_OK && l->of_page == PAGE; query.before = l->last) {
        l->of_page = 0;
        st = fa_record_list(r->records, doc->owner, &query, add_record, l, err);
    }
    return st;
}

fa_status compat_questions(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    listing l = {.out = http_reply_body(reply)};
    compat_file doc;
    fa_status st = compat_find_file(service, req, user_of(req), &doc, err);

    fa_buf_puts(l.out, "[");
    if (st == FA_OK)
        st = list_records(service, &doc, &l, err);
    fa_buf_puts(l.out, "]");
    return st;
}

/* ---- export ---- */

static fa_status write_csv(const compat_routes *r, const fa_record *analysis, FILE *file, fa_error *err)
{
    fa_sheets sheets = {NULL, NULL};
    fa_status st = fa_sheets_csv_open(http_write_file, file, &sheets, err);

    if (st == FA_OK)
        st = fa_record_export(r->records, analysis->owner, analysis->id, &sheets, err);
    fa_sheets_close(&sheets);
    return st;
}

static fa_status write_markdown(const compat_routes *r, const fa_record *analysis, FILE *file, fa_error *err)
{
    fa_sheets sheets = {NULL, NULL};
    fa_status st = fa_sheets_markdown_open(http_write_file, file, &sheets, err);

    if (st == FA_OK)
        st = fa_record_export(r->records, analysis->owner, analysis->id, &sheets, err);
    fa_sheets_close(&sheets);
    return st;
}

typedef struct format {
    const char *name; /* and the end of the file's name */
    const char *type;
    fa_status (*write)(const compat_routes *r, const fa_record *analysis, FILE *file, fa_error *err);
} format;

static const format formats[] = {{"csv", "text/csv; charset=utf-8", write_csv},
                                 {"txt", "text/plain; charset=utf-8", write_markdown}};

static fa_status find_format(const char *name, const format **out, fa_error *err)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(name == NULL ? "csv" : name, formats[i].name) == 0) {
            *out = &formats[i];
            return FA_OK;
        }
    return fa_fail_field(err, FA_EINVALID, "format", "a format is csv or txt");
}

static fa_status send_export(const compat_routes *r, const compat_file *doc, const fa_record *analysis,
                             const format *f, http_reply *reply, fa_error *err)
{
    FILE *file = tmpfile();
    char name[64];
    fa_status st;

    if (file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "no temporary file could be made for the export");
    st = f->write(r, analysis, file, err);
    if (st == FA_OK && (fflush(file) != 0 || fseek(file, 0, SEEK_SET) != 0))
        st = fa_fail(err, FA_EUNAVAILABLE, "the export cannot be made");
    if (st != FA_OK) {
        fclose(file);
        return st;
    }
    snprintf(name, sizeof name, "analysis_%u.%s", doc->number, f->name);
    http_reply_attachment(reply, file, name, f->type);
    return FA_OK;
}

fa_status compat_export(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    compat_file doc;
    const fa_record *analysis = NULL;
    const format *f = NULL;
    fa_id reader;
    fa_status st = compat_reader(r, req, &reader, err);

    if (st == FA_OK)
        st = find_format(http_query(req, "format"), &f, err);
    if (st == FA_OK)
        st = compat_find_file(r, req, reader, &doc, err);
    if (st == FA_OK)
        st = not_read(fa_record_analyse(r->records, doc.owner, doc.id, &analysis, NULL, err), err);
    if (st == FA_OK)
        st = send_export(r, &doc, analysis, f, reply, err);
    if (st == FA_OK) /* by a link nobody is signed in: then it is told who reads */
        http_reply_tell(reply, *user_of(req).s == '\0' ? reader : doc.id, 0);
    fa_record_free(analysis);
    return st;
}

/* The host that the client asked for, as the gateway tells it, which may be in another process. */
static const char *host_of(const http_request *req)
{
    const char *host = http_header(req, HTTP_HOST);

    return host != NULL ? host : http_header(req, "X-Forwarded-Host");
}

/* Where a page may open the export in a window of its own, which sends no header. */
fa_status compat_export_link(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m = FA_MEMBER_INIT("format", FA_MEMBER_TEXT, false);
    compat_file doc;
    const format *f = NULL;
    const char *host = host_of(req);
    char token[COMPAT_LINK_BYTES];
    fa_time ends = 0;
    void *hold = NULL;
    fa_buf *out = http_reply_body(reply);
    fa_status st = compat_find_file(service, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = compat_members(req, &m, 1, &hold, err);
    if (st == FA_OK)
        st = find_format(m.text, &f, err);
    if (st == FA_OK)
        st = compat_link_make(service, user_of(req), &doc, token, &ends, err);
    if (st == FA_OK) {
        fa_buf_printf(out, "{\"export_url\":\"%s%s/documents/%u/export?format=%s&token=%s\"",
                      host == NULL ? "" : "http://", host == NULL ? "" : host, doc.number, f->name, token);
        compat_put_time(out, "expires_at", ends);
        fa_buf_puts(out, "}");
    }
    fa_members_free(hold);
    return st;
}

/* ---- what is kept so that it need not be made again ---- */

typedef struct newest {
    fa_id id; /* none = there is no analysis by this version */
} newest;

static fa_status take_newest(void *payload, const fa_record *record, fa_error *err)
{
    newest *n = payload;

    (void)err;
    if (strcmp(record->engine, fa_version()) == 0)
        n->id = record->id;
    return FA_OK;
}

/* The analysis by this version is made again when it is next asked for. Those by older versions, and questions, are no cache. */
static fa_status clear_document(const compat_routes *r, const compat_file *doc, fa_error *err)
{
    fa_record_query query = FA_RECORD_QUERY_INIT;
    newest n = {{{0}}};
    fa_status st;

    query.kind = FA_RECORD_ANALYSIS;
    query.document = doc->id;
    query.limit = 1;
    query.bare = true;
    st = fa_record_list(r->records, doc->owner, &query, take_newest, &n, err);
    if (st == FA_OK && *n.id.s != '\0')
        st = fa_record_remove(r->records, doc->owner, n.id, err);
    return st == FA_ENOTFOUND ? FA_OK : st;
}

fa_status compat_clear_cache(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_file doc;
    fa_status st = compat_find_file(service, req, user_of(req), &doc, err);

    if (st == FA_OK)
        st = clear_document(service, &doc, err);
    return st == FA_OK ? compat_message(reply, "Cache cleared for this document") : st;
}

static fa_status clear_next(void *payload, const compat_file *doc, fa_error *err)
{
    return clear_document(payload, doc, err);
}

fa_status compat_clear_all(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_status st = compat_each_file(service, user_of(req), clear_next, service, err);

    return st == FA_OK ? compat_message(reply, "Cache cleared for all of your documents") : st;
}
