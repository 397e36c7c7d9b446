/* adapters/sqlite/group_commit.c: writers that wait at the same time share one transaction, and so one wait for the disk. */
#include "group_commit.h"

fa_status fai_sql_group_init(fai_sql_group *g, fai_sql_connection *writer, fa_error *err)
{
    if (pthread_mutex_init(&g->lock, NULL) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    g->writer = writer;
    g->led = false;
    g->first = NULL;
    g->last = &g->first;
    return FA_OK;
}

void fai_sql_group_destroy(fai_sql_group *g)
{
    pthread_mutex_destroy(&g->lock);
}

static bool is_in_transaction(const fai_sql_group *g)
{
    return sqlite3_get_autocommit(g->writer->db) == 0;
}

/* Runs one work of several: what it did is undone when it fails. false: the transaction is lost. */
static bool run_among(fai_sql_group *g, fai_sql_turn *t)
{
    t->st = fai_sql_run_control(g->writer, FAI_SQL_SAVE, &t->why);
    if (t->st == FA_OK) {
        t->st = t->work(g->writer, t->payload, &t->why);
        if (!is_in_transaction(g))
            return false;
        if (t->st != FA_OK && fai_sql_run_control(g->writer, FAI_SQL_ROLLBACK_TO_SAVE, NULL) != FA_OK)
            return false;
        if (fai_sql_run_control(g->writer, FAI_SQL_RELEASE, NULL) != FA_OK)
            return false;
    }
    return true;
}

/* Runs the works from `first` on that can be run as one with it. false: the transaction is lost. */
static bool run_as_one(fai_sql_group *g, fai_sql_turn *first)
{
    void *payloads[FAI_SQL_BATCH];
    size_t count = 0;

    for (fai_sql_turn *t = first; t != NULL; t = t->next)
        if (t->works == first->works) {
            payloads[count++] = t->payload;
            t->st = FA_OK;
            t->ran = true;
        }
    return first->works(g->writer, payloads, count, NULL) == FA_OK && is_in_transaction(g);
}

/* A transaction for all. false: nothing was kept. */
static bool run_together(fai_sql_group *g, fai_sql_turn *batch)
{
    bool good = fai_sql_run_control(g->writer, FAI_SQL_BEGIN_IMMEDIATE, NULL) == FA_OK;

    for (fai_sql_turn *t = batch; good && t != NULL; t = t->next)
        if (t->work != NULL)
            good = run_among(g, t);
        else if (!t->ran)
            good = run_as_one(g, t);
    if (good)
        good = fai_sql_run_control(g->writer, FAI_SQL_COMMIT, NULL) == FA_OK;
    if (!good && is_in_transaction(g))
        (void)fai_sql_run_control(g->writer, FAI_SQL_ROLLBACK, NULL);
    return good;
}

static void run_alone(fai_sql_group *g, fai_sql_turn *t)
{
    t->st = fai_sql_run_control(g->writer, FAI_SQL_BEGIN_IMMEDIATE, &t->why);
    if (t->st == FA_OK)
        t->st = t->work != NULL ? t->work(g->writer, t->payload, &t->why)
                                : t->works(g->writer, &t->payload, 1, &t->why);
    if (t->st == FA_OK)
        t->st = fai_sql_run_control(g->writer, FAI_SQL_COMMIT, &t->why);
    if (t->st != FA_OK && is_in_transaction(g))
        (void)fai_sql_run_control(g->writer, FAI_SQL_ROLLBACK, NULL);
}

static void run_batch(fai_sql_group *g, fai_sql_turn *batch)
{
    if (batch->next != NULL && run_together(g, batch))
        return;
    for (fai_sql_turn *t = batch; t != NULL; t = t->next)
        run_alone(g, t);
}

/* Takes the first works off the queue. */
static fai_sql_turn *take_batch(fai_sql_group *g)
{
    fai_sql_turn *batch = g->first;
    fai_sql_turn *end = batch;

    for (int i = 1; i < FAI_SQL_BATCH && end->next != NULL; i++)
        end = end->next;
    g->first = end->next;
    if (g->first == NULL)
        g->last = &g->first;
    end->next = NULL;
    return batch;
}

/* Runs what waits, wakes those who waited, and hands the lead to the next who waits. Nobody who wakes needs the lock, which
 * is why each has a semaphore of its own. */
static void lead(fai_sql_group *g, const fai_sql_turn *own)
{
    fai_sql_turn *batch, *heir;

    pthread_mutex_lock(&g->lock);
    batch = take_batch(g);
    pthread_mutex_unlock(&g->lock);
    run_batch(g, batch);
    while (batch != NULL) {
        fai_sql_turn *next = batch->next; /* a turn is gone once its owner knows that it is done */

        if (batch != own)
            sem_post(&batch->wake);
        batch = next;
    }
    pthread_mutex_lock(&g->lock);
    heir = g->first;
    g->led = heir != NULL;
    pthread_mutex_unlock(&g->lock);
    if (heir != NULL) {
        heir->leads = true;
        sem_post(&heir->wake);
    }
}

fa_status fai_sql_group_write(fai_sql_group *g, fai_sql_turn *turn, fa_error *err)
{
    bool leads;

    turn->st = FA_EINTERNAL;
    if (sem_init(&turn->wake, 0, 0) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no semaphore left");
    pthread_mutex_lock(&g->lock);
    *g->last = turn;
    g->last = &turn->next;
    leads = !g->led;
    g->led = true;
    pthread_mutex_unlock(&g->lock);
    if (!leads) {
        while (sem_wait(&turn->wake) != 0)
            ; /* a signal came in between */
        leads = turn->leads;
    }
    if (leads)
        lead(g, turn);
    sem_destroy(&turn->wake);
    if (turn->st != FA_OK && err != NULL)
        *err = turn->why;
    return turn->st;
}
