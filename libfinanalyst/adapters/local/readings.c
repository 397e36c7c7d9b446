/* adapters/local/readings.c: what the analysis service of the same process reads, and the records of what it told. */
#include <finanalyst/adapter/local.h>

#include <finanalyst/alloc.h>

enum { PAGE = 200 };

typedef struct readings {
    fa_analysis_service *analysis; /* lent, both */
    fa_record_service *records;    /* NULL = there are none */
} readings;

static fa_status start(void *self, fa_id owner, fa_id document, fa_job_visit_fn visit, void *payload,
                       fa_error *err)
{
    const readings *r = self;
    const fa_job *job = NULL;
    fa_status st = fa_job_start(r->analysis, owner, document, &job, err);

    if (st == FA_OK && visit != NULL)
        st = visit(payload, job, err);
    fa_job_free(job);
    return st;
}

static fa_status cancel(void *self, fa_id owner, fa_id document, fa_error *err)
{
    const readings *r = self;
    const fa_job *job = NULL;
    fa_status st = fa_job_of_document(r->analysis, owner, document, &job, err);

    if (st == FA_OK)
        st = fa_job_cancel(r->analysis, owner, job->id, err);
    fa_job_free(job);
    return st;
}

/* What was told first: it cannot be told anew from what is forgotten. */
static fa_status forget(void *self, fa_id owner, fa_id document, fa_error *err)
{
    const readings *r = self;
    fa_status st = r->records == NULL ? FA_OK : fa_record_forget(r->records, document, err);

    return st == FA_OK ? fa_analysis_forget(r->analysis, owner, document, err) : st;
}

static fa_status forget_owner(void *self, fa_id owner, fa_error *err)
{
    const readings *r = self;
    fa_status st = r->records == NULL ? FA_OK : fa_record_erase(r->records, owner, err);

    return st == FA_OK ? fa_analysis_forget_owner(r->analysis, owner, err) : st;
}

/* A look through records. */
typedef struct look {
    uint32_t seen;
    int64_t last;
    fa_id id; /* of the last */
} look;

static fa_status see(void *payload, const fa_record *record, fa_error *err)
{
    look *l = payload;

    (void)err;
    l->seen++;
    l->last = record->legacy_id;
    l->id = record->id;
    return FA_OK;
}

static fa_status count_kind(const readings *r, fa_id owner, fa_record_kind kind, uint64_t *out, fa_error *err)
{
    fa_record_query query = FA_RECORD_QUERY_INIT;
    look l = {.seen = PAGE};
    fa_status st = FA_OK;

    *out = 0;
    query.kind = kind;
    query.limit = PAGE;
    query.bare = true;
    while (r->records != NULL && st == FA_OK && l.seen == PAGE) {
        l.seen = 0;
        st = fa_record_list(r->records, owner, &query, see, &l, err);
        query.before = l.last;
        *out += l.seen;
    }
    return st;
}

static fa_status count(void *self, fa_id owner, uint64_t *analyses, uint64_t *answers, fa_error *err)
{
    fa_status st = count_kind(self, owner, FA_RECORD_ANALYSIS, analyses, err);

    return st == FA_OK ? count_kind(self, owner, FA_RECORD_ANSWER, answers, err) : st;
}

static fa_status find_answer(void *self, fa_id owner, int64_t number, fa_id *out, fa_error *err)
{
    const readings *r = self;
    fa_record_query query = FA_RECORD_QUERY_INIT;
    look l = {.seen = 0};
    fa_status st = FA_OK;

    query.before = number + 1;
    query.limit = 1;
    query.bare = true;
    if (r->records != NULL)
        st = fa_record_list(r->records, owner, &query, see, &l, err);
    if (st != FA_OK)
        return st;
    if (l.seen == 0 || l.last != number)
        return fa_fail(err, FA_ENOTFOUND, "there is no such answer");
    *out = l.id;
    return FA_OK;
}

static void close_readings(void *self)
{
    fa_free(self);
}

fa_status fa_local_readings_open(fa_analysis_service *analysis, fa_record_service *records, fa_readings *out,
                                 fa_error *err)
{
    static const fa_readings_ops ops = {.struct_size = sizeof ops,
                                        .name = "local",
                                        .start = start,
                                        .cancel = cancel,
                                        .forget = forget,
                                        .forget_owner = forget_owner,
                                        .count = count,
                                        .find_answer = find_answer,
                                        .close = close_readings};
    readings *r;

    if (analysis == NULL || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "service", "there is no analysis service");
    r = fa_alloc(sizeof *r);
    if (r == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the way to the analysis service");
    *r = (readings){analysis, records};
    *out = (fa_readings){&ops, r};
    return FA_OK;
}
