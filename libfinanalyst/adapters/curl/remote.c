/* adapters/curl/remote.c: another service of ours, asked over HTTP: one request to it, who asks, and what its answer means. */
#include "remote.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/token.h>

#include "s3.h"

enum { TARGET_MAX = 2048, IDENTITY_MS = 30000 };

/* The field that tells a thing that is not there from a path that is not there: no service of ours leaves it out. */
#define RESOURCE "resource"
#define IDENTITY "X-FA-Identity"

/* ---- putting a request together ---- */

void fai_remote_begin(fai_remote_request *q, fai_remote *to, const char *method, const char *path)
{
    memset(q, 0, sizeof *q);
    q->to = to;
    q->method = method;
    q->fd = -1;
    fa_buf_init(&q->target, TARGET_MAX);
    (void)fa_buf_puts(&q->target, path);
    q->wanted[0].name = "content-type";
    q->wanted[1].name = "retry-after";
    fai_curl_answer_init(&q->answer, q->wanted, sizeof q->wanted / sizeof *q->wanted);
}

void fai_remote_segment(fai_remote_request *q, const char *text)
{
    (void)fa_buf_puts(&q->target, "/");
    fai_s3_encode(&q->target, text, false);
}

void fai_remote_ask(fai_remote_request *q, const char *name, const char *value)
{
    (void)fa_buf_printf(&q->target, "%c%s=", q->asks ? '&' : '?', name);
    fai_s3_encode(&q->target, value, true);
    q->asks = true;
}

void fai_remote_ask_number(fai_remote_request *q, const char *name, uint64_t value)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    fai_remote_ask(q, name, text);
}

void fai_remote_ask_owner(fai_remote_request *q, fa_id owner)
{
    if (owner.s[0] != '\0')
        fai_remote_ask(q, "owner", owner.s);
}

void fai_remote_body(fai_remote_request *q, const fa_buf *json)
{
    q->has_body = true;
    q->bytes = json->data;
    q->len = json->len;
}

void fai_remote_end(fai_remote_request *q)
{
    fai_curl_answer_clear(&q->answer);
    fa_buf_clear(&q->target);
}

/* ---- who asks ---- */

/* An identity that holds for this request only, as the gateway's do. */
static fa_status mint(const fai_remote *r, const fai_remote_request *q, fa_buf *out, fa_error *err)
{
    fa_claims claims = {.issued = fa_clock_now(r->clock), .subject = "nobody", .role = "service"};
    fa_digest digest;

    claims.not_before = claims.issued;
    claims.expires = claims.issued + IDENTITY_MS;
    (void)snprintf(claims.issuer, sizeof claims.issuer, "%s", r->name);
    (void)snprintf(claims.audience, sizeof claims.audience, "%s", r->audience);
    (void)snprintf(claims.method, sizeof claims.method, "%s", q->method);
    fa_hash_begin(r->hasher, &digest);
    fa_hash_update(r->hasher, &digest, q->target.data, q->target.len);
    fa_hash_finish_hex(r->hasher, &digest, claims.target);
    return fa_token_make(&r->signer, &r->key, FA_TOKEN_TYPE_IDENTITY, &claims, out, err);
}

/* ---- what an answer means ---- */

static bool is_problem(const fai_curl_answer *a)
{
    static const char type[] = "application/problem+json";

    return strncmp(a->wanted[0].value, type, sizeof type - 1) == 0;
}

/* A failure that the service tells of is its answer: the service itself is well. */
static fai_curl_verdict judge(const fai_curl_answer *a)
{
    if (!is_problem(a))
        return fai_curl_judge(a);
    return fa_problem_from_json(a->body.data, a->body.len, NULL) == FA_EUNAVAILABLE ? FAI_CURL_AGAIN
                                                                                    : FAI_CURL_FINAL;
}

/* Seconds; a date is not understood, and none of ours sends one. */
static uint32_t retry_after_ms(const fai_curl_answer *a)
{
    const char *text = a->wanted[1].value;
    uint32_t seconds = 0;

    for (; *text >= '0' && *text <= '9' && seconds < 100000; text++)
        seconds = seconds * 10 + (uint32_t)(*text - '0');
    return seconds * 1000;
}

static fa_status meaning_of(const fai_remote *r, const fai_curl_answer *a, fa_error *err)
{
    fa_error why = {0};
    fa_status st;

    if (a->status >= 200 && a->status < 300)
        return FA_OK;
    if (!is_problem(a))
        return fa_fail(err, FA_EUNAVAILABLE, "%s answers %ld", r->what, a->status);
    st = fa_problem_from_json(a->body.data, a->body.len, &why);
    if (st == FA_EUNAUTHENTICATED && strcmp(why.field, IDENTITY) == 0)
        return fa_fail(err, FA_EUNAVAILABLE, "%s does not take the identity that it is shown", r->what);
    if (st == FA_ENOTFOUND && why.field[0] == '\0')
        return fa_fail(err, FA_EUNAVAILABLE, "%s has nothing at this path", r->what);
    if (strcmp(why.field, RESOURCE) == 0)
        why.field[0] = '\0';
    if (st == FA_EUNAVAILABLE || st == FA_ETHROTTLED)
        why.retry_ms = retry_after_ms(a);
    if (err != NULL)
        *err = why;
    return st;
}

/* ---- sending ---- */

/* The end of the bytes is where the answer says that it is, or nothing tells a cut from an end. */
static fa_status take(void *payload, const void *buf, size_t len, fa_error *err)
{
    fai_remote_request *q = payload;

    if (q->answer.length == UINT64_MAX)
        return fa_fail(err, FA_ECORRUPT, "%s does not tell how long its answer is", q->to->what);
    q->taken += len;
    return q->write(q->payload, buf, len, err);
}

static fa_status send_to(const fai_remote *r, const fai_remote_address *a, fai_remote_request *q,
                         fa_error *err)
{
    fai_s3_pair headers[] = {{IDENTITY, NULL},
                             {"Accept", "application/json"},
                             {"Expect", ""},
                             {"Content-Type", q->fd < 0 ? "application/json" : "application/octet-stream"}};
    fai_curl_call call = {.method = q->method,
                          .headers = headers,
                          .header_count = q->has_body ? 4 : 2,
                          .repeatable = !q->once,
                          .judge = judge,
                          .has_body = q->has_body,
                          .fd = q->fd,
                          .bytes = q->bytes,
                          .len = q->len,
                          .write = q->write == NULL ? NULL : take,
                          .payload = q};
    fa_buf identity, url;
    fa_status st;

    fa_buf_init(&identity, FA_TOKEN_BYTES + 1);
    fa_buf_init(&url, FAI_REMOTE_ORIGIN + TARGET_MAX);
    (void)fa_buf_printf(&url, "%s%s", a->origin, q->target.data);
    st = mint(r, q, &identity, err);
    if (st == FA_OK)
        st = fa_buf_check(&url, err);
    if (st == FA_OK) {
        headers[0].value = identity.data;
        call.url = url.data;
        st = fai_curl_perform(a->client, &call, &q->answer, err);
    }
    fa_buf_clear(&url);
    fa_buf_clear(&identity);
    return st;
}

fa_status fai_remote_send(fai_remote_request *q, fa_error *err)
{
    fai_remote *r = q->to;
    size_t first = atomic_load(&r->first);
    fa_status st = fa_buf_check(&q->target, err);
    bool again = st == FA_OK;

    for (size_t i = 0; again && i < r->count; i++) {
        size_t at = (first + i) % r->count;

        st = send_to(r, &r->addresses[at], q, err);
        again = st == FA_EUNAVAILABLE && !q->answer.passed && (q->answer.unsent || !q->once);
        if (st == FA_OK && at != first)
            atomic_store(&r->first, at);
    }
    if (st == FA_OK)
        st = meaning_of(r, &q->answer, err);
    if (st == FA_OK && q->write != NULL && q->taken != q->answer.length && q->answer.length != UINT64_MAX)
        st = fa_fail(err, FA_ECORRUPT, "%s sends other bytes than it says", r->what);
    return st;
}

fa_status fai_remote_do(fai_remote_request *q, fa_error *err)
{
    fa_status st = fai_remote_send(q, err);

    fai_remote_end(q);
    return st;
}

fa_status fai_remote_tell(fai_remote_request *q, fa_member *members, size_t count, void **hold, fa_error *err)
{
    fa_status st = fai_remote_send(q, err);

    if (st == FA_OK) {
        st = fa_members_pick_from_json(q->answer.body.data, q->answer.body.len, members, count, hold, err);
        if (st == FA_EINVALID)
            st = fa_fail(err, FA_ECORRUPT, "%s gives an answer that cannot be read", q->to->what);
    }
    fai_remote_end(q);
    return st;
}

fa_status fai_remote_count(fai_remote_request *q, const char *name, uint64_t *out, fa_error *err)
{
    fa_member member = FA_MEMBER_INIT(name, FA_MEMBER_NUMBER, true);
    const char *what = q->to->what;
    void *hold = NULL;
    fa_status st = fai_remote_tell(q, &member, 1, &hold, err);

    fa_members_free(hold);
    if (st == FA_OK && member.number < 0)
        st = fa_fail(err, FA_ECORRUPT, "%s gives an answer that cannot be read", what);
    if (st == FA_OK)
        *out = (uint64_t)member.number;
    return st;
}
