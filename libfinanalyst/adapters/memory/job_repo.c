/* adapters/memory/job_repo.c: records of jobs in one array, in the order of their ids. A job is copied for each visit,
 * so that no visit runs under the lock. */
#include "memory.h"

#include <pthread.h>
#include <string.h>

#include <finanalyst/alloc.h>

typedef struct repo {
    pthread_mutex_t lock;
    fa_job **items; /* by id; the texts of a job follow it in the same allocation */
    size_t count;
    size_t cap;
} repo;

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for the record of a job");
}

static fa_job *copy_of(const fa_job *job)
{
    size_t step = strlen(job->step) + 1;
    size_t error = strlen(job->error) + 1;
    fa_job *copy = fa_alloc(sizeof *copy + step + error);

    if (copy == NULL)
        return NULL;
    *copy = *job;
    copy->step = memcpy(copy + 1, job->step, step);
    copy->error = memcpy((char *)(copy + 1) + step, job->error, error);
    return copy;
}

/* Where the id stands, or would. */
static size_t place_of(const repo *m, const char *id, bool *found)
{
    size_t low = 0;
    size_t high = m->count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (strcmp(m->items[mid]->id.s, id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *found = low < m->count && strcmp(m->items[low]->id.s, id) == 0;
    return low;
}

static fa_job *with_id(const repo *m, fa_id owner, fa_id id)
{
    bool found;
    size_t at = place_of(m, id.s, &found);

    return found && fa_id_equal(m->items[at]->owner, owner) ? m->items[at] : NULL;
}

/* Whether the job is one of a document of the owner's, or of any of them (NULL). */
static bool is_of(const fa_job *job, fa_id owner, const fa_id *document)
{
    return fa_id_equal(job->owner, owner) && (document == NULL || fa_id_equal(job->document, *document));
}

static fa_status insert(repo *m, fa_job *job, fa_error *err)
{
    bool found;
    size_t at = place_of(m, job->id.s, &found);

    if (found)
        return fa_fail_field(err, FA_ECONFLICT, "id", "there is a job with that id");
    if (m->count == m->cap) {
        size_t cap = m->cap == 0 ? 16 : m->cap * 2;
        fa_job **items = fa_realloc(m->items, cap * sizeof *items);

        if (items == NULL)
            return no_memory(err);
        m->items = items;
        m->cap = cap;
    }
    memmove(m->items + at + 1, m->items + at, (m->count - at) * sizeof *m->items);
    m->items[at] = job;
    m->count++;
    return FA_OK;
}

static fa_status add(void *self, const fa_job *job, fa_error *err)
{
    repo *m = self;
    fa_job *copy = copy_of(job);
    fa_status st;

    if (copy == NULL)
        return no_memory(err);
    pthread_mutex_lock(&m->lock);
    st = insert(m, copy, err);
    pthread_mutex_unlock(&m->lock);
    if (st != FA_OK)
        fa_free(copy);
    return st;
}

/* Ends the lock, and shows a copy of the job. */
static fa_status unlock_and_lend(repo *m, const fa_job *job, fa_job_visit_fn visit, void *payload,
                                 fa_error *err)
{
    bool found = job != NULL;
    fa_job *copy = found ? copy_of(job) : NULL;
    fa_status st;

    pthread_mutex_unlock(&m->lock);
    if (!found)
        return fa_fail(err, FA_ENOTFOUND, "there is no such job");
    if (copy == NULL)
        return no_memory(err);
    st = visit(payload, copy, err);
    fa_free(copy);
    return st;
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_job_visit_fn visit, void *payload, fa_error *err)
{
    repo *m = self;

    pthread_mutex_lock(&m->lock);
    return unlock_and_lend(m, with_id(m, owner, id), visit, payload, err);
}

static fa_status of_document(void *self, fa_id owner, fa_id document, fa_job_visit_fn visit, void *payload,
                             fa_error *err)
{
    repo *m = self;
    const fa_job *job = NULL;

    pthread_mutex_lock(&m->lock);
    for (size_t i = m->count; job == NULL && i > 0; i--)
        if (is_of(m->items[i - 1], owner, &document))
            job = m->items[i - 1];
    return unlock_and_lend(m, job, visit, payload, err);
}

/* The oldest queued job, or else the oldest that runs and was left alone since `stale`. */
static fa_job *next_job(const repo *m, fa_time stale)
{
    fa_job *left = NULL;

    for (size_t i = 0; i < m->count; i++) {
        fa_job *job = m->items[i];

        if (job->state == FA_JOB_QUEUED)
            return job;
        if (job->state == FA_JOB_RUNNING && job->updated < stale && left == NULL)
            left = job;
    }
    return left;
}

static fa_status claim(void *self, fa_time now, fa_time stale, fa_job_visit_fn visit, void *payload,
                       fa_error *err)
{
    repo *m = self;
    fa_job *job;

    pthread_mutex_lock(&m->lock);
    job = next_job(m, stale);
    if (job != NULL) {
        job->state = FA_JOB_RUNNING;
        job->attempts++;
        job->updated = now;
        job->version++;
    }
    return unlock_and_lend(m, job, visit, payload, err);
}

static fa_status replace(void *self, const fa_job *job, fa_error *err)
{
    repo *m = self;
    fa_job *copy = copy_of(job);
    fa_job *old = NULL;
    bool found;
    size_t at;

    if (copy == NULL)
        return no_memory(err);
    pthread_mutex_lock(&m->lock);
    at = place_of(m, job->id.s, &found);
    if (found && fa_id_equal(m->items[at]->owner, job->owner) && m->items[at]->version == job->version) {
        old = m->items[at];
        copy->version++;
        copy->cancel = copy->cancel || old->cancel;
        m->items[at] = copy;
    }
    pthread_mutex_unlock(&m->lock);
    fa_free(old != NULL ? old : copy);
    return old != NULL ? FA_OK : fa_fail(err, FA_ECONFLICT, "the job changed since it was read");
}

static fa_status cancel(void *self, fa_id owner, fa_id id, fa_error *err)
{
    repo *m = self;
    fa_job *job;
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    job = with_id(m, owner, id);
    if (job == NULL)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such job");
    else if (job->state >= FA_JOB_DONE)
        st = fa_fail(err, FA_ECONFLICT, "the job has ended already");
    else
        job->cancel = true;
    pthread_mutex_unlock(&m->lock);
    return st;
}

static void forget_some(repo *m, fa_id owner, const fa_id *document)
{
    size_t kept = 0;

    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; i < m->count; i++) {
        if (is_of(m->items[i], owner, document))
            fa_free(m->items[i]);
        else
            m->items[kept++] = m->items[i];
    }
    m->count = kept;
    pthread_mutex_unlock(&m->lock);
}

static fa_status forget(void *self, fa_id owner, fa_id document, fa_error *err)
{
    (void)err;
    forget_some(self, owner, &document);
    return FA_OK;
}

static fa_status forget_owner(void *self, fa_id owner, fa_error *err)
{
    (void)err;
    forget_some(self, owner, NULL);
    return FA_OK;
}

static void close_repo(void *self)
{
    repo *m = self;

    for (size_t i = 0; i < m->count; i++)
        fa_free(m->items[i]);
    fa_free(m->items);
    pthread_mutex_destroy(&m->lock);
    fa_free(m);
}

fa_status memory_job_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_job_repo_ops ops = {sizeof ops, "memory", add,    get,          of_document, claim,
                                        replace,    cancel,   forget, forget_owner, close_repo};
    repo *m = fa_calloc(1, sizeof *m);

    (void)context;
    (void)url;
    if (m == NULL)
        return no_memory(err);
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        fa_free(m);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    *(fa_job_repo *)out = (fa_job_repo){&ops, m};
    return FA_OK;
}
