/* adapters/local/analyst.c: documents from wherever they are, and the answers of a service in the same process. */
#include <finanalyst/adapter/local.h>

#include <finanalyst/alloc.h>

typedef struct analyst {
    const fa_document_source *documents; /* lent, both */
    fa_analysis_service *analysis;
} analyst;

static fa_status document(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                          fa_error *err)
{
    return fa_source_get(((const analyst *)self)->documents, owner, id, visit, payload, err);
}

static fa_status documents(void *self, fa_id owner, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                           void *payload, fa_error *err)
{
    return fa_source_list(((const analyst *)self)->documents, owner, after, limit, visit, payload, err);
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

static fa_status may_return(void *self, fa_id owner, fa_id id, bool *out, fa_error *err)
{
    return fa_source_may_return(((const analyst *)self)->documents, owner, id, out, err);
}

static void close_analyst(void *self)
{
    fa_free(self);
}

fa_status fa_local_analyst_open(const fa_document_source *docs, fa_analysis_service *analysis,
                                fa_analyst *out, fa_error *err)
{
    static const fa_analyst_ops ops = {sizeof ops, "local", document,      documents,
                                       filing,     answer,  close_analyst, may_return};
    analyst *a;

    if (docs == NULL || docs->ops == NULL || analysis == NULL || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "service",
                             "there is no document source or no analysis service");
    a = fa_alloc(sizeof *a);
    if (a == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the way to the analysis service");
    *a = (analyst){docs, analysis};
    *out = (fa_analyst){&ops, a};
    return FA_OK;
}
