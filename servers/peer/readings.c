/* peer/readings.c: having documents read and forgotten, for the other services. */
#include <finanalyst/wire.h>

#include "peer/internal.h"

static fa_status read_names(const http_request *req, fa_id *owner, fa_id *document, fa_error *err)
{
    fa_status st = peer_owner(req, owner, err);

    return st == FA_OK ? peer_id(req, 0, document, err) : st;
}

static fa_status add(void *payload, const fa_job *job, fa_error *err)
{
    return fa_job_to_json(job, peer_list_next(payload), err);
}

static fa_status start(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    peer_list l;
    fa_id owner, document;
    fa_status st = read_names(req, &owner, &document, err);

    peer_list_begin(&l, reply);
    if (st == FA_OK)
        st = fa_readings_start(service, owner, document, add, &l, err);
    peer_list_end(&l);
    return peer_told(st, err);
}

static fa_status cancel(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id owner, document;
    fa_status st = read_names(req, &owner, &document, err);

    if (st == FA_OK)
        st = fa_readings_cancel(service, owner, document, err);
    return peer_done(st, reply, err);
}

static fa_status forget(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id owner, document;
    fa_status st = read_names(req, &owner, &document, err);

    if (st == FA_OK)
        st = fa_readings_forget(service, owner, document, err);
    return peer_done(st, reply, err);
}

static fa_status forget_owner(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id owner;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = fa_readings_forget_owner(service, owner, err);
    return peer_done(st, reply, err);
}

static fa_status count(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    uint64_t analyses = 0, answers = 0;
    fa_id owner;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = fa_readings_count(service, owner, &analyses, &answers, err);
    if (st == FA_OK)
        fa_buf_printf(http_reply_body(reply), "{\"analyses\":%llu,\"answers\":%llu}",
                      (unsigned long long)analyses, (unsigned long long)answers);
    return peer_told(st, err);
}

static fa_status find_answer(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    uint64_t number;
    fa_id owner, id;
    fa_status st = peer_owner(req, &owner, err);

    if (st == FA_OK)
        st = peer_number(req, "number", 0, &number, err);
    if (st == FA_OK && number > INT64_MAX)
        st = fa_fail(err, FA_ENOTFOUND, "there is no answer of that number");
    if (st == FA_OK)
        st = fa_readings_find_answer(service, owner, (int64_t)number, &id, err);
    if (st == FA_OK)
        fa_buf_printf(http_reply_body(reply), "{\"id\":\"%s\"}", id.s);
    return peer_told(st, err);
}

const http_route peer_readings_table[] = {
    {"POST", "/internal/v1/readings/{document}", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, start,
     "For services: have a document read", "the query `owner=` (none: the host)",
     "200 `{items: [job]}`, one; 404"},
    {"POST", "/internal/v1/readings/{document}/cancel", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, cancel,
     "For services: stop its reading", "the query `owner=`", "204; 404; 409 it has ended"},
    {"DELETE", "/internal/v1/readings/{document}", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, forget,
     "For services: forget what was read and told of it", "the query `owner=`", "204"},
    {"DELETE", "/internal/v1/readings", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, forget_owner,
     "For services: forget all of an owner", "the query `owner=`", "204"},
    {"GET", "/internal/v1/record-count", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, count,
     "For services: how much is kept for an owner", "the query `owner=`", "200 `{analyses, answers}`"},
    {"GET", "/internal/v1/answer-by-number", HTTP_FOR_SERVICE, HTTP_BODY_NONE, find_answer,
     "For services: the answer of a number", "the query `owner=` and `number=`", "200 `{id}`; 404"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
