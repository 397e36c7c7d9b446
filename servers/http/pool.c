/* http/pool.c: threads for handlers that take their time. The connection of a request is suspended until its reply is made, so
 * that none of the threads that serve connections waits for it. */
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "http/internal.h"

enum { THREADS_MAX = 64, HUMBLE = 5 };

struct http_pool {
    pthread_t threads[THREADS_MAX];
    unsigned count;
    pthread_mutex_t lock;
    pthread_cond_t comes;
    http_request *first, **end;
    unsigned waiting, places;
    bool humble, stopping;
};

/* NULL: the pool ends. */
static http_request *wait_for(http_pool *p)
{
    http_request *req;

    pthread_mutex_lock(&p->lock);
    while (p->first == NULL && !p->stopping)
        pthread_cond_wait(&p->comes, &p->lock);
    req = p->first;
    if (req != NULL) {
        p->first = req->next_waiting;
        if (p->first == NULL)
            p->end = &p->first;
        p->waiting--;
    }
    pthread_mutex_unlock(&p->lock);
    return req;
}

static void *run(void *payload)
{
    http_pool *p = payload;
    http_request *req;

    if (p->humble) /* of this thread alone, on Linux */
        (void)setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), HUMBLE);
    while ((req = wait_for(p)) != NULL) {
        http_make_reply(req, req->reply);
        MHD_resume_connection(req->connection);
    }
    return NULL;
}

http_pool *http_pool_start(unsigned threads, unsigned places, bool humble)
{
    http_pool *p = calloc(1, sizeof *p);

    if (p == NULL)
        return NULL;
    p->end = &p->first;
    p->places = places;
    p->humble = humble;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->comes, NULL);
    while (p->count < threads && p->count < THREADS_MAX &&
           pthread_create(&p->threads[p->count], NULL, run, p) == 0)
        p->count++;
    if (p->count > 0)
        return p;
    http_pool_stop(p);
    return NULL;
}

bool http_pool_take(http_pool *p, http_request *req)
{
    bool taken;

    pthread_mutex_lock(&p->lock);
    taken = p->waiting < p->places;
    if (taken) {
        req->next_waiting = NULL;
        *p->end = req;
        p->end = &req->next_waiting;
        p->waiting++;
        pthread_cond_signal(&p->comes);
    }
    pthread_mutex_unlock(&p->lock);
    return taken;
}

void http_pool_stop(http_pool *p)
{
    if (p == NULL)
        return;
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->comes);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->count; i++)
        pthread_join(p->threads[i], NULL);
    pthread_cond_destroy(&p->comes);
    pthread_mutex_destroy(&p->lock);
    free(p);
}
