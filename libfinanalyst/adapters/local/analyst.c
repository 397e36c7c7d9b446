/* adapters/local/analyst.c: the documents and the answers of services in the same process. */
#include <finanalyst/adapter/local.h>

#include <finanalyst/alloc.h>

typedef struct analyst {
    fa_document_service *documents; /* lent, both */
    fa_analysis_service *analysis;
} analyst;

static fa_status document(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                          fa_error *err)
{
    const analyst *a = self;
    const fa_document *doc = NULL;
    fa_status st = fa_document_get(a->documents, owner, id, &doc, err);

    if (st == FA_OK)
        st = visit(payload, doc, err);
    fa_document_free(doc);
    return st;
}

static fa_status documents(void *self, fa_id owner, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                           void *payload, fa_error *err)
{
    const analyst *a = self;

    return fa_document_list(a->documents, owner, after, limit, visit, payload, err);
}

static fa_status filing(void *self, fa_id owner, fa_id id, fa_filing_visit_fn visit, void *payload,
                        fa_error *err)
{
    const analyst *a = self;
    const fa_filing *f = NULL;
    fa_status st = fa_filing_get(a->analysis, owner, id, &f, err);

    if (st == FA_OK)
        st = visit(payload, f, err);
    fa_filing_free(f);
    return st;
}

static fa_status answer(void *self, fa_id owner, const fa_question_input *in, fa_answer_visit_fn visit,
                        void *payload, fa_error *err)
{
    const analyst *a = self;
    const fa_answer *given = NULL;
    fa_status st = fa_ask(a->analysis, owner, in, &given, err);

    if (st == FA_OK)
        st = visit(payload, given, err);
    fa_answer_free(given);
    return st;
}

enum { PAGE = 200 };

/* A look through the bin. */
typedef struct looking {
    fa_id id, last;
    uint32_t seen;
    bool found;
} looking;

static fa_status compare(void *payload, const fa_document *doc, fa_error *err)
{
    looking *l = payload;

    (void)err;
    l->seen++;
    l->last = doc->id;
    l->found = l->found || fa_id_equal(doc->id, l->id);
    return FA_OK;
}

static fa_status may_return(void *self, fa_id owner, fa_id id, bool *out, fa_error *err)
{
    const analyst *a = self;
    fa_document_query bin = FA_DOCUMENT_QUERY_INIT;
    looking l = {.id = id, .seen = PAGE};
    fa_status st = FA_OK;

    bin.deleted = true;
    bin.limit = PAGE;
    while (st == FA_OK && !l.found && l.seen == PAGE) {
        l.seen = 0;
        st = fa_document_select(a->documents, owner, &bin, compare, &l, err);
        bin.after = l.last;
    }
    *out = l.found;
    return st;
}

static void close_analyst(void *self)
{
    fa_free(self);
}

fa_status fa_local_analyst_open(fa_document_service *docs, fa_analysis_service *analysis, fa_analyst *out,
                                fa_error *err)
{
    static const fa_analyst_ops ops = {sizeof ops, "local", document,      documents,
                                       filing,     answer,  close_analyst, may_return};
    analyst *a;

    if (docs == NULL || analysis == NULL || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "service", "there is no document or no analysis service");
    a = fa_alloc(sizeof *a);
    if (a == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the way to the analysis service");
    *a = (analyst){docs, analysis};
    *out = (fa_analyst){&ops, a};
    return FA_OK;
}
