/* adapters/curl/http.c: calls to one HTTP origin: no redirects, no proxies, every wait bounded, failures that pass tried
 * again within a budget, and a breaker for an origin that does not answer. */
#include "http.h"

#include <curl/curl.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

enum {
    IDLE_MAX = 8,
    CONNECT_MS = 2000,
    SHORT_MS = 30000,
    STALL_S = 60,
    NAME_S = 5, /* what is started anew may be at another address under its name */
    TRIES = 3,
    JITTER_MIN_MS = 50,
    JITTER_MAX_MS = 500,
    RETRY_AFTER_MAX_S = 30,
    RETRY_PRICE = 5, /* a call pays in 1: retries are at most a fifth of the calls */
    BUDGET_MAX = 50,
    BREAKER_FAILURES = 5,
    BREAKER_OPEN_MS = 5000
};

struct fai_curl_client {
    fai_curl_options options;
    pthread_mutex_t lock;
    CURL *idle[IDLE_MAX];
    int idle_count;
    int budget;
    /* The breaker: closed while failures < BREAKER_FAILURES, else open until then, when one call probes. */
    int failures;
    int opened; /* times in a row */
    fa_time closed_until;
    bool probing;
};

/* One attempt. */
typedef struct transfer {
    const fai_curl_call *call;
    fai_curl_answer *answer;
    CURL *curl;
    uint64_t sent;
    fa_status st; /* why a callback stopped it */
    fa_error why;
} transfer;

/* ---- client ---- */

fa_status fai_curl_client_new(const fai_curl_options *options, fai_curl_client **out, fa_error *err)
{
    fai_curl_client *c = fa_calloc(1, sizeof *c);

    if (c == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for an HTTP client");
    if (pthread_mutex_init(&c->lock, NULL) != 0) {
        fa_free(c);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    c->options = *options;
    c->budget = BUDGET_MAX;
    *out = c;
    return FA_OK;
}

void fai_curl_client_free(fai_curl_client *c)
{
    if (c == NULL)
        return;
    while (c->idle_count > 0)
        curl_easy_cleanup(c->idle[--c->idle_count]);
    (void)pthread_mutex_destroy(&c->lock);
    fa_free(c);
}

static CURL *take_handle(fai_curl_client *c)
{
    CURL *curl = NULL;

    (void)pthread_mutex_lock(&c->lock);
    if (c->idle_count > 0)
        curl = c->idle[--c->idle_count];
    (void)pthread_mutex_unlock(&c->lock);
    if (curl == NULL)
        return curl_easy_init();
    curl_easy_reset(curl); /* keeps its connection */
    return curl;
}

static void give_handle(fai_curl_client *c, CURL *curl)
{
    (void)pthread_mutex_lock(&c->lock);
    if (c->idle_count < IDLE_MAX) {
        c->idle[c->idle_count++] = curl;
        curl = NULL;
    }
    (void)pthread_mutex_unlock(&c->lock);
    if (curl != NULL)
        curl_easy_cleanup(curl);
}

/* ---- breaker and budget ---- */

static fa_status away(const fai_curl_client *c, fa_error *err, const char *why, fa_time retry_ms)
{
    (void)fa_fail(err, FA_EUNAVAILABLE, "%s cannot be reached: %s", c->options.what, why);
    if (err != NULL)
        err->retry_ms = (uint32_t)retry_ms;
    return FA_EUNAVAILABLE;
}

static fa_status enter(fai_curl_client *c, fa_error *err)
{
    fa_time now = fa_clock_now(c->options.clock), wait = 0;

    (void)pthread_mutex_lock(&c->lock);
    if (c->budget < BUDGET_MAX)
        c->budget++;
    if (c->failures >= BREAKER_FAILURES) {
        if (now < c->closed_until)
            wait = c->closed_until - now;
        else if (c->probing)
            wait = BREAKER_OPEN_MS;
        else
            c->probing = true;
    }
    (void)pthread_mutex_unlock(&c->lock);
    return wait > 0 ? away(c, err, "it failed several times in a row", wait) : FA_OK;
}

static void leave(fai_curl_client *c, bool failed)
{
    fa_time open_ms;

    (void)pthread_mutex_lock(&c->lock);
    c->probing = false;
    if (!failed) {
        c->failures = 0;
        c->opened = 0;
    } else if (++c->failures >= BREAKER_FAILURES) {
        if (c->opened < c->options.away_max_ms / BREAKER_OPEN_MS)
            c->opened++;
        c->failures = BREAKER_FAILURES;
        open_ms = (fa_time)BREAKER_OPEN_MS * c->opened;
        c->closed_until = fa_clock_now(c->options.clock) + open_ms;
    }
    (void)pthread_mutex_unlock(&c->lock);
}

static bool afford_retry(fai_curl_client *c)
{
    bool can;

    (void)pthread_mutex_lock(&c->lock);
    can = c->budget >= RETRY_PRICE;
    if (can)
        c->budget -= RETRY_PRICE;
    (void)pthread_mutex_unlock(&c->lock);
    return can;
}

/* ---- callbacks ---- */

static size_t send_body(char *to, size_t size, size_t count, void *payload)
{
    transfer *t = payload;
    const fai_curl_call *call = t->call;
    uint64_t left = call->len - t->sent;
    size_t want = size * count < left ? size * count : (size_t)left;
    ssize_t n;

    if (want == 0)
        return 0;
    if (call->fd < 0) {
        memcpy(to, call->bytes + t->sent, want);
        t->sent += want;
        return want;
    }
    do {
        n = pread(call->fd, to, want, (off_t)(call->at + t->sent));
    } while (n < 0 && errno == EINTR);
    if (n <= 0) {
        t->st = fa_fail(&t->why, FA_EUNAVAILABLE, "the bytes to send cannot be read back");
        return CURL_READFUNC_ABORT;
    }
    t->sent += (uint64_t)n;
    return (size_t)n;
}

static int seek_body(void *payload, curl_off_t offset, int origin)
{
    transfer *t = payload;

    if (origin != SEEK_SET || offset < 0 || (uint64_t)offset > t->call->len)
        return CURL_SEEKFUNC_CANTSEEK;
    t->sent = (uint64_t)offset;
    return CURL_SEEKFUNC_OK;
}

static long status_of(CURL *curl)
{
    long status = 0;

    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

static bool is_name(const char *line, size_t len, const char *name)
{
    size_t i;

    for (i = 0; name[i] != '\0'; i++) {
        char c = i < len ? line[i] : '\0';

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != name[i])
            return false;
    }
    return i < len && line[i] == ':';
}

/* A value too long for its room is as if it were not there. */
static void keep_value(fai_curl_wanted *wanted, const char *value, size_t len)
{
    while (len > 0 && (*value == ' ' || *value == '\t')) {
        value++;
        len--;
    }
    while (len > 0 && (value[len - 1] == '\r' || value[len - 1] == '\n' || value[len - 1] == ' '))
        len--;
    wanted->value[0] = '\0';
    if (len < sizeof wanted->value && memchr(value, '\0', len) == NULL) {
        memcpy(wanted->value, value, len);
        wanted->value[len] = '\0';
    }
}

static void learn_head(transfer *t)
{
    fai_curl_answer *a = t->answer;
    curl_off_t length = -1, modified = -1;

    a->status = status_of(t->curl);
    (void)curl_easy_getinfo(t->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    (void)curl_easy_getinfo(t->curl, CURLINFO_FILETIME_T, &modified);
    a->length = length < 0 ? UINT64_MAX : (uint64_t)length;
    a->modified = modified < 0 ? 0 : (fa_time)modified * 1000;
}

static size_t take_header(char *line, size_t size, size_t count, void *payload)
{
    transfer *t = payload;
    fai_curl_answer *a = t->answer;
    size_t len = size * count, i;

    if (len >= 5 && memcmp(line, "HTTP/", 5) == 0) { /* an answer of 100 may have come before */
        for (i = 0; i < a->wanted_count; i++)
            a->wanted[i].value[0] = '\0';
        return len;
    }
    for (i = 0; i < a->wanted_count; i++) {
        size_t name = strlen(a->wanted[i].name);

        if (is_name(line, len, a->wanted[i].name))
            keep_value(&a->wanted[i], line + name + 1, len - name - 1);
    }
    return len;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *payload)
{
    transfer *t = payload;
    fai_curl_answer *a = t->answer;
    size_t len = size * count;

    if (a->status == 0)
        learn_head(t);
    if (t->call->write != NULL && a->status >= 200 && a->status < 300) {
        a->passed = true;
        t->st = t->call->write(t->call->payload, bytes, len, &t->why);
        return t->st == FA_OK ? len : len + 1; /* another number stops the transfer */
    }
    t->st = fa_buf_append(&a->body, bytes, len);
    if (t->st != FA_OK)
        (void)fa_buf_check(&a->body, &t->why);
    return t->st == FA_OK ? len : len + 1;
}

/* ---- one attempt ---- */

static struct curl_slist *headers_of(const fai_curl_call *call)
{
    struct curl_slist *list = NULL, *longer;
    fa_buf line;
    size_t i;

    fa_buf_init(&line, 16 * 1024);
    for (i = 0; i < call->header_count; i++) {
        fa_buf_reset(&line);
        (void)fa_buf_printf(&line, "%s: %s", call->headers[i].name, call->headers[i].value);
        longer = line.bad == FA_OK ? curl_slist_append(list, line.data) : NULL;
        if (longer == NULL) {
            curl_slist_free_all(list);
            list = NULL;
            break;
        }
        list = longer;
    }
    fa_buf_clear(&line);
    return list;
}

#define SET(option, value)                                                                                   \
    do {                                                                                                     \
        if (code == CURLE_OK)                                                                                \
            code = curl_easy_setopt(curl, option, value);                                                    \
    } while (0)

static CURLcode set_body(transfer *t)
{
    const fai_curl_call *call = t->call;
    CURL *curl = t->curl;
    CURLcode code = CURLE_OK;

    if (call->has_body) {
        SET(CURLOPT_UPLOAD, 1L);
        SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)call->len);
        SET(CURLOPT_READFUNCTION, send_body);
        SET(CURLOPT_READDATA, t);
        SET(CURLOPT_SEEKFUNCTION, seek_body);
        SET(CURLOPT_SEEKDATA, t);
    }
    if (strcmp(call->method, "HEAD") == 0)
        SET(CURLOPT_NOBODY, 1L);
    else
        SET(CURLOPT_CUSTOMREQUEST, call->method);
    if (!call->has_body && call->write == NULL)
        SET(CURLOPT_TIMEOUT_MS, (long)SHORT_MS);
    /* curl sends again by itself what a connection that was kept took no more. */
    if (!call->repeatable)
        SET(CURLOPT_FRESH_CONNECT, 1L);
    return code;
}

static CURLcode set_up(const fai_curl_client *c, transfer *t, struct curl_slist *headers)
{
    CURL *curl = t->curl;
    CURLcode code = CURLE_OK;

    SET(CURLOPT_URL, t->call->url);
    SET(CURLOPT_PROTOCOLS_STR, c->options.https ? "https" : "http");
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_DNS_CACHE_TIMEOUT, (long)NAME_S);
    SET(CURLOPT_PATH_AS_IS, 1L);
    SET(CURLOPT_HTTP_CONTENT_DECODING, 0L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    SET(CURLOPT_LOW_SPEED_LIMIT, 1L);
    SET(CURLOPT_LOW_SPEED_TIME, (long)STALL_S);
    SET(CURLOPT_FILETIME, 1L);
    SET(CURLOPT_HTTPHEADER, headers);
    SET(CURLOPT_HEADERFUNCTION, take_header);
    SET(CURLOPT_HEADERDATA, t);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, t);
    return code == CURLE_OK ? set_body(t) : code;
}

static fa_status failure_of(const fai_curl_client *c, const transfer *t, CURLcode code, fa_error *err)
{
    if (t->st != FA_OK) {
        if (err != NULL)
            *err = t->why;
        return t->st;
    }
    if (code == CURLE_OUT_OF_MEMORY)
        return fa_fail(err, FA_ENOMEM, "out of memory for a call to %s", c->options.what);
    if (code == CURLE_OPERATION_TIMEDOUT && t->answer->passed)
        return fa_fail(err, FA_ETIMEOUT, "%s stopped sending", c->options.what);
    return away(c, err, curl_easy_strerror(code), 1000);
}

/* *transport: curl failed, not a callback. */
static fa_status attempt(fai_curl_client *c, const fai_curl_call *call, fai_curl_answer *answer,
                         long *retry_after_s, bool *transport, fa_error *err)
{
    transfer t = {.call = call, .answer = answer, .curl = take_handle(c)};
    struct curl_slist *headers = headers_of(call);
    curl_off_t after = 0;
    CURLcode code = CURLE_OUT_OF_MEMORY;
    fa_status st;
    long sent = 0;

    *transport = false;
    answer->status = 0;
    fa_buf_reset(&answer->body);
    if (t.curl != NULL && headers != NULL)
        code = set_up(c, &t, headers);
    if (code == CURLE_OK)
        code = curl_easy_perform(t.curl);
    if (code == CURLE_OK) {
        learn_head(&t);
        (void)curl_easy_getinfo(t.curl, CURLINFO_RETRY_AFTER, &after);
        st = FA_OK;
    } else {
        st = failure_of(c, &t, code, err);
        *transport = t.st == FA_OK && code != CURLE_OUT_OF_MEMORY;
    }
    if (t.curl != NULL)
        (void)curl_easy_getinfo(t.curl, CURLINFO_REQUEST_SIZE, &sent);
    answer->unsent = *transport && sent == 0;
    *retry_after_s = after > RETRY_AFTER_MAX_S ? RETRY_AFTER_MAX_S + 1 : (long)after;
    curl_slist_free_all(headers);
    if (t.curl != NULL)
        give_handle(c, t.curl);
    return st;
}

/* ---- several attempts ---- */

fai_curl_verdict fai_curl_judge(const fai_curl_answer *answer)
{
    long status = answer->status;

    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504 ? FAI_CURL_FAILED
                                                                                             : FAI_CURL_FINAL;
}

static void wait_a_little(const fai_curl_client *c, long retry_after_s)
{
    uint8_t random[2] = {0};
    long ms = JITTER_MIN_MS, span = JITTER_MAX_MS - JITTER_MIN_MS;
    struct timespec t;

    if (fa_clock_random(c->options.clock, random, sizeof random, NULL) == FA_OK)
        ms += (long)(random[0] << 8 | random[1]) % span;
    ms += retry_after_s * 1000;
    t = (struct timespec){ms / 1000, ms % 1000 * 1000000};
    (void)nanosleep(&t, NULL);
}

fa_status fai_curl_perform(fai_curl_client *c, const fai_curl_call *call, fai_curl_answer *answer,
                           fa_error *err)
{
    fai_curl_verdict verdict = FAI_CURL_FINAL;
    long after = 0;
    bool transport = false, again = true;
    fa_status st = enter(c, err);

    answer->passed = false;
    answer->unsent = st != FA_OK;
    if (st != FA_OK)
        return st;
    for (answer->tries = 0; again;) {
        st = attempt(c, call, answer, &after, &transport, err);
        answer->tries++;
        if (transport)
            verdict = FAI_CURL_FAILED;
        else if (st == FA_OK)
            verdict = call->judge == NULL ? fai_curl_judge(answer) : call->judge(answer);
        else
            verdict = FAI_CURL_FINAL;
        again = verdict != FAI_CURL_FINAL && (call->repeatable || answer->unsent) && !answer->passed &&
                answer->tries < (answer->unsent ? c->options.connect_tries : TRIES) &&
                after <= RETRY_AFTER_MAX_S && afford_retry(c);
        if (again)
            wait_a_little(c, after);
    }
    leave(c, verdict == FAI_CURL_FAILED);
    return st;
}

void fai_curl_answer_init(fai_curl_answer *answer, fai_curl_wanted *wanted, size_t wanted_count)
{
    memset(answer, 0, sizeof *answer);
    answer->wanted = wanted;
    answer->wanted_count = wanted_count;
    fa_buf_init(&answer->body, FAI_CURL_ANSWER_MAX);
}

void fai_curl_answer_clear(fai_curl_answer *answer)
{
    fa_buf_clear(&answer->body);
}
