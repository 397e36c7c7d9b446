/* adapters/curl/remote_document_source.c: the documents of a service in another process. */
#include <string.h>

#include "remote.h"

#define DOCUMENTS "/internal/v1/documents"

/* A page on its way to whoever looks at it. */
typedef struct page {
    fa_document_visit_fn visit;
    void *payload;
    uint32_t seen, wanted;
    fa_id last;
} page;

static fa_status look(void *payload, const fa_document *doc, fa_error *err)
{
    page *p = payload;

    if (p->seen == p->wanted)
        return fa_fail(err, FA_ECORRUPT,
                       "the document service tells of more documents than it was asked for");
    p->seen++;
    p->last = doc->id;
    return p->visit(p->payload, doc, err);
}

/* One document or one page of them. */
static fa_status read_page(fai_remote_request *q, page *p, fa_error *err)
{
    fa_status st = fai_remote_send(q, err);

    if (st == FA_OK)
        st = fa_documents_from_json(q->answer.body.data, q->answer.body.len, look, p, err);
    fai_remote_end(q);
    return st;
}

static fa_status read_one(fai_remote_request *q, fa_document_visit_fn visit, void *payload, fa_error *err)
{
    page p = {.visit = visit, .payload = payload, .wanted = 1};
    fa_status st = read_page(q, &p, err);

    return st == FA_OK && p.seen == 0 ? fa_fail(err, FA_ECORRUPT, "the document service tells of no document")
                                      : st;
}

static fa_status read_pages(fai_remote *r, const char *path, fa_id owner, fa_id after, uint32_t limit,
                            fa_document_visit_fn visit, void *payload, fa_error *err)
{
    page p = {.visit = visit, .payload = payload, .last = after};
    fai_remote_request q;
    fa_status st = FA_OK;

    while (st == FA_OK && limit > 0 && p.seen == p.wanted) {
        p.wanted = limit < FAI_REMOTE_PAGE ? limit : FAI_REMOTE_PAGE;
        p.seen = 0;
        limit -= p.wanted;
        fai_remote_begin(&q, r, "GET", path);
        fai_remote_ask_owner(&q, owner);
        if (p.last.s[0] != '\0')
            fai_remote_ask(&q, "after", p.last.s);
        fai_remote_ask_number(&q, "limit", p.wanted);
        st = read_page(&q, &p, err);
    }
    return st;
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                     fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "GET", DOCUMENTS);
    fai_remote_segment(&q, id.s);
    fai_remote_ask_owner(&q, owner);
    return read_one(&q, visit, payload, err);
}

static fa_status get_legacy(void *self, fa_id owner, uint32_t legacy_id, fa_document_visit_fn visit,
                            void *payload, fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "GET", "/internal/v1/document-by-number");
    fai_remote_ask_owner(&q, owner);
    fai_remote_ask_number(&q, "number", legacy_id);
    return read_one(&q, visit, payload, err);
}

static fa_status list(void *self, fa_id owner, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                      void *payload, fa_error *err)
{
    return read_pages(self, DOCUMENTS, owner, after, limit, visit, payload, err);
}

static fa_status scan(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    return read_pages(self, "/internal/v1/document-scan", (fa_id){{0}}, after, limit, visit, payload, err);
}

/* The service has held all bytes against their sum before it sends the first. */
static fa_status content(void *self, fa_id owner, fa_id id, fa_write_fn write, void *payload, fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "GET", DOCUMENTS);
    fai_remote_segment(&q, id.s);
    fai_remote_segment(&q, "content");
    fai_remote_ask_owner(&q, owner);
    q.write = write;
    q.payload = payload;
    return fai_remote_do(&q, err);
}

static const char *or_none(const char *text)
{
    return text == NULL ? "" : text;
}

/* A report need not have the members that are not taken over. */
static fa_document whole(const fa_document *report)
{
    fa_document doc = *report;

    doc.name = or_none(doc.name);
    doc.sha256 = or_none(doc.sha256);
    doc.media_type = or_none(doc.media_type);
    doc.tags = or_none(doc.tags);
    doc.detected = (fa_detected)FA_DETECTED_NONE;
    return doc;
}

/* A report that comes in twice cannot follow itself: it is not sent again. */
static fa_status report(void *self, const fa_document *given, fa_error *err)
{
    fa_document doc = whole(given);
    fai_remote_request q;
    fa_buf json;
    fa_status st;

    fa_buf_init(&json, 64 * 1024);
    (void)fa_buf_puts(&json, "{\"items\":[");
    (void)fa_document_to_json(&doc, &json, NULL);
    (void)fa_buf_puts(&json, "]}");
    st = fa_buf_check(&json, err);
    if (st == FA_OK) {
        fai_remote_begin(&q, self, "POST", DOCUMENTS);
        fai_remote_segment(&q, doc.id.s);
        fai_remote_segment(&q, "report");
        fai_remote_ask_owner(&q, doc.owner);
        fai_remote_body(&q, &json);
        q.once = true;
        st = fai_remote_do(&q, err);
    }
    fa_buf_clear(&json);
    return st;
}

static fa_status may_return(void *self, fa_id owner, fa_id id, bool *out, fa_error *err)
{
    fa_member member = FA_MEMBER_INIT("may_return", FA_MEMBER_BOOL, true);
    fai_remote_request q;
    void *hold = NULL;
    fa_status st;

    fai_remote_begin(&q, self, "GET", DOCUMENTS);
    fai_remote_segment(&q, id.s);
    fai_remote_segment(&q, "may-return");
    fai_remote_ask_owner(&q, owner);
    st = fai_remote_tell(&q, &member, 1, &hold, err);
    fa_members_free(hold);
    if (st == FA_OK)
        *out = member.number != 0;
    return st;
}

typedef struct removals_page {
    fa_removal_visit_fn visit;
    void *payload;
    uint32_t seen, wanted;
    uint64_t last;
} removals_page;

static fa_status look_at_removal(void *payload, const fa_removal *removal, fa_error *err)
{
    removals_page *p = payload;

    if (p->seen == p->wanted)
        return fa_fail(err, FA_ECORRUPT, "the document service tells of more removals than it was asked for");
    p->seen++;
    p->last = removal->seq;
    return p->visit(p->payload, removal, err);
}

static fa_status removals(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                          void *payload, fa_error *err)
{
    removals_page p = {.visit = visit, .payload = payload, .last = after};
    fai_remote_request q;
    fa_status st = FA_OK;

    while (st == FA_OK && limit > 0 && p.seen == p.wanted) {
        p.wanted = limit < FAI_REMOTE_PAGE ? limit : FAI_REMOTE_PAGE;
        p.seen = 0;
        limit -= p.wanted;
        fai_remote_begin(&q, self, "GET", "/internal/v1/removals");
        fai_remote_ask_number(&q, "after", p.last);
        fai_remote_ask_number(&q, "limit", p.wanted);
        st = fai_remote_send(&q, err);
        if (st == FA_OK)
            st = fa_removals_from_json(q.answer.body.data, q.answer.body.len, look_at_removal, &p, err);
        fai_remote_end(&q);
    }
    return st;
}

static fa_status remove_owner(void *self, fa_id owner, fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "DELETE", DOCUMENTS);
    fai_remote_ask_owner(&q, owner);
    return fai_remote_do(&q, err);
}

static fa_status count(void *self, fa_id owner, uint64_t *out, fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "GET", "/internal/v1/document-count");
    fai_remote_ask_owner(&q, owner);
    return fai_remote_count(&q, "count", out, err);
}

fa_status fai_remote_source_open(const fa_registry *registry, const void *options,
                                 const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_document_source_ops ops = {.struct_size = sizeof ops,
                                               .name = "http",
                                               .get = get,
                                               .list = list,
                                               .content = content,
                                               .report = report,
                                               .close = fai_remote_close,
                                               .get_legacy = get_legacy,
                                               .may_return = may_return,
                                               .removals = removals,
                                               .scan = scan,
                                               .remove_owner = remove_owner,
                                               .count = count};
    fai_remote *r = NULL;
    fa_status st = fai_remote_open(registry, options, context, url, "document", &r, err);

    if (st == FA_OK)
        *(fa_document_source *)out = (fa_document_source){&ops, r};
    return st;
}
