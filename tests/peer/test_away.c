/* What becomes of a service that is away, or is not what it should be: a typed failure, soon, and never bytes that are wrong. */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "host.h"
#include "peer_host.h"
#include "unit.h"

static const fa_id DOCUMENT = {"doc_00000000000000000000000001"};

/* ---- a port that fails as it is told ---- */

typedef struct broken {
    fa_status st;
    const char *field;
    atomic_int calls;
} broken;

static broken faults;

static fa_status tell_fault(fa_error *err)
{
    atomic_fetch_add(&faults.calls, 1);
    (void)fa_fail_field(err, faults.st, faults.field, "it is \"%s\"", fa_status_name(faults.st));
    if (faults.st == FA_EUNAVAILABLE)
        err->retry_ms = 1;
    return faults.st;
}

static fa_status failing_get(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                             fa_error *err)
{
    (void)self;
    (void)owner;
    (void)id;
    (void)visit;
    (void)payload;
    return tell_fault(err);
}

/* Sends some of the bytes before it finds the damage. */
static fa_status failing_content(void *self, fa_id owner, fa_id id, fa_write_fn write, void *payload,
                                 fa_error *err)
{
    (void)self;
    (void)owner;
    (void)id;
    return write(payload, "some bytes", 10, err) == FA_OK ? tell_fault(err) : FA_EINTERNAL;
}

static fa_status count_three(void *self, fa_id owner, uint64_t *out, fa_error *err)
{
    (void)self;
    (void)owner;
    (void)err;
    atomic_fetch_add(&faults.calls, 1);
    *out = 3;
    return FA_OK;
}

static const fa_document_source_ops ops = {.struct_size = sizeof ops,
                                           .name = "failing",
                                           .get = failing_get,
                                           .content = failing_content,
                                           .count = count_three};
static const fa_document_source behind = {&ops, NULL};

static peer_host service;
static fa_document_source source;

static void open_source(const char *url, const char *secret)
{
    fa_error err = {0};

    ck_assert_msg(peer_host_open(FA_PORT_DOCUMENT_SOURCE, url, secret, &source, &err) == FA_OK, "%s",
                  err.message);
}

static void start(void)
{
    faults.st = FA_ENOTFOUND;
    faults.field = "";
    peer_host_start(&service, "document", peer_source_table, &behind);
}

static void stop(void)
{
    fa_document_source_close(&source);
    peer_host_stop(&service);
}

static int64_t now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static fa_status count(fa_error *err)
{
    uint64_t n = 0;
    fa_status st = fa_source_count(&source, HOST, &n, err);

    if (st == FA_OK)
        ck_assert_uint_eq(n, 3);
    return st;
}

static fa_status never(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    return fa_fail(err, FA_EINTERNAL, "nothing was to come");
}

static fa_status get(fa_error *err)
{
    memset(err, 0, sizeof *err);
    return fa_source_get(&source, HOST, DOCUMENT, never, NULL, err);
}

/* ---- failures that a service tells of ---- */

START_TEST(failures_arrive_as_they_were)
{
    fa_error err;

    start();
    open_source(peer_host_url(&service), NULL);
    for (fa_status code = FA_EINVALID; code >= FA_ESECONDFACTOR; code--) {
        if (code == FA_EUNAVAILABLE)
            continue;
        faults.st = code;
        for (int with = 0; with < 2; with++) {
            char message[40];

            faults.field = with ? "/3/name" : "";
            (void)snprintf(message, sizeof message, "it is \"%s\"", fa_status_name(code));
            ck_assert_int_eq(get(&err), code);
            ck_assert_int_eq(err.code, code);
            ck_assert_str_eq(err.field, faults.field);
            ck_assert_str_eq(err.message, message);
        }
    }
    /* Each was asked once, and the service counts as well all the same. */
    ck_assert_int_eq(atomic_load(&faults.calls), 2 * (-FA_ESECONDFACTOR - 1));
    ck_assert_int_eq(count(&err), FA_OK);
    stop();
}
END_TEST

START_TEST(what_may_pass_is_tried_again_and_told_in_the_end)
{
    fa_error err;

    start();
    open_source(peer_host_url(&service), NULL);
    faults.st = FA_EUNAVAILABLE;
    ck_assert_int_eq(get(&err), FA_EUNAVAILABLE);
    ck_assert_str_eq(err.message, "it is \"unavailable\"");
    ck_assert_uint_gt(err.retry_ms, 0);
    ck_assert_int_eq(atomic_load(&faults.calls), 3);
    ck_assert_int_eq(count(&err), FA_OK);
    stop();
}
END_TEST

static fa_status none_may_come(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)buf;
    (void)err;
    *(size_t *)payload += len;
    return FA_OK;
}

START_TEST(damage_is_told_and_no_byte_of_it_arrives)
{
    size_t came = 0;
    fa_error err = {0};

    start();
    open_source(peer_host_url(&service), NULL);
    faults.st = FA_ECORRUPT;
    ck_assert_int_eq(fa_source_content(&source, HOST, DOCUMENT, none_may_come, &came, &err), FA_ECORRUPT);
    ck_assert_uint_eq(came, 0);
    stop();
}
END_TEST

/* ---- services that are not the right ones ---- */

START_TEST(an_identity_that_is_not_taken_is_no_answer_to_the_question)
{
    fa_error err;

    start();
    open_source(peer_host_url(&service), "another secret that is long enough");
    ck_assert_int_eq(get(&err), FA_EUNAVAILABLE);
    ck_assert_ptr_nonnull(strstr(err.message, "identity"));
    ck_assert_int_eq(atomic_load(&faults.calls), 0);
    stop();
}
END_TEST

/* "There is no such path" is not "there is no such document". */
START_TEST(a_path_that_is_not_there_is_no_document_that_is_not_there)
{
    fa_error err;

    faults.st = FA_ENOTFOUND;
    peer_host_start(&service, "document", peer_sink_table, NULL);
    open_source(peer_host_url(&service), NULL);
    ck_assert_int_eq(get(&err), FA_EUNAVAILABLE);
    stop();
}
END_TEST

/* ---- a listener that answers anything with the same bytes ---- */

typedef struct parrot {
    int fd;
    uint16_t port;
    const char *answer; /* NULL = nothing, and the connection ends */
    pthread_t thread;
    atomic_int asked;
} parrot;

static void *repeat(void *payload)
{
    parrot *p = payload;
    char bytes[8192];
    int fd;

    while ((fd = accept(p->fd, NULL, NULL)) >= 0) {
        atomic_fetch_add(&p->asked, 1);
        if (recv(fd, bytes, sizeof bytes, 0) > 0 && p->answer != NULL)
            (void)!write(fd, p->answer, strlen(p->answer));
        (void)shutdown(fd, SHUT_WR);
        while (recv(fd, bytes, sizeof bytes, 0) > 0)
            ;
        (void)close(fd);
    }
    return NULL;
}

static void parrot_start(parrot *p, const char *answer)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;

    p->answer = answer;
    atomic_init(&p->asked, 0);
    p->fd = socket(AF_INET, SOCK_STREAM, 0);
    ck_assert_int_eq(bind(p->fd, (struct sockaddr *)&at, sizeof at), 0);
    ck_assert_int_eq(listen(p->fd, 16), 0);
    ck_assert_int_eq(getsockname(p->fd, (struct sockaddr *)&at, &len), 0);
    p->port = ntohs(at.sin_port);
    ck_assert_int_eq(pthread_create(&p->thread, NULL, repeat, p), 0);
}

static void parrot_stop(parrot *p)
{
    (void)shutdown(p->fd, SHUT_RDWR);
    (void)pthread_join(p->thread, NULL);
    (void)close(p->fd);
}

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static const struct {
    const char *answer;
    fa_status st;
} strange[] = {
    {OK_HEAD "Content-Length: 2\r\n\r\n{}", FA_ECORRUPT},
    {OK_HEAD "Content-Length: 0\r\n\r\n", FA_ECORRUPT},
    {OK_HEAD "Content-Length: 12\r\n\r\n{\"count\":-1}", FA_ECORRUPT},
    {OK_HEAD "Content-Length: 13\r\n\r\n{\"count\":\"3\"}", FA_ECORRUPT},
    {OK_HEAD "Content-Length: 6\r\n\r\n<html>", FA_ECORRUPT},
    {OK_HEAD "Content-Length: 99\r\n\r\n{\"count\":3}", FA_EUNAVAILABLE},
    {"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nnone!", FA_EUNAVAILABLE},
    {"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: "
     "20\r\n\r\n{\"code\":\"not_found\"}",
     FA_EUNAVAILABLE},
    {"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", FA_EUNAVAILABLE},
    {"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", FA_EUNAVAILABLE},
    {"HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: 20\r\n\r\n"
     "{\"code\":\"malformed\"}",
     FA_EINTERNAL},
    {"SSH-2.0-OpenSSH_9.2\r\n", FA_EUNAVAILABLE},
    {NULL, FA_EUNAVAILABLE},
};

START_TEST(what_answers_something_else_is_told_so)
{
    char url[64];
    fa_error err = {0};
    parrot p;

    parrot_start(&p, strange[_i].answer);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u", p.port);
    open_source(url, NULL);
    ck_assert_int_eq(count(&err), strange[_i].st);
    ck_assert_int_eq(err.code, strange[_i].st);
    fa_document_source_close(&source);
    parrot_stop(&p);
}
END_TEST

static fa_status keep_bytes(void *payload, const void *buf, size_t len, fa_error *err)
{
    char *text = payload;

    (void)err;
    strncat(text, buf, len);
    return FA_OK;
}

/* Bytes that end where the connection does may as well be cut. */
START_TEST(bytes_without_a_length_are_not_taken)
{
    static const char answer[] =
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\nsome bytes";
    char url[64], text[64] = "";
    fa_error err = {0};
    parrot p;

    parrot_start(&p, answer);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u", p.port);
    open_source(url, NULL);
    ck_assert_int_eq(fa_source_content(&source, HOST, DOCUMENT, keep_bytes, text, &err), FA_ECORRUPT);
    ck_assert_str_eq(text, "");
    fa_document_source_close(&source);
    parrot_stop(&p);
}
END_TEST

START_TEST(what_must_not_be_done_twice_is_sent_once)
{
    char url[64];
    fa_error err = {0};
    fa_document report = {.id = DOCUMENT,
                          .state = FA_DOCUMENT_READY,
                          .error = "",
                          .company = "",
                          .ticker = "",
                          .form = "",
                          .currency = "",
                          .period_end = FA_DATE_NONE};
    parrot p;

    parrot_start(&p, NULL);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u", p.port);
    open_source(url, NULL);
    ck_assert_int_eq(fa_source_report(&source, &report, &err), FA_EUNAVAILABLE);
    ck_assert_int_eq(atomic_load(&p.asked), 1);
    ck_assert_int_eq(count(&err), FA_EUNAVAILABLE);
    ck_assert_int_gt(atomic_load(&p.asked), 2);
    fa_document_source_close(&source);
    parrot_stop(&p);
}
END_TEST

/* ---- services that are away ---- */

/* A port of the loopback address on which nobody listens. */
static uint16_t deserted(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    ck_assert_int_eq(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&at, &len), 0);
    (void)close(fd);
    return ntohs(at.sin_port);
}

START_TEST(a_service_that_goes_away_is_told_soon_and_found_again)
{
    fa_error err = {0};
    int64_t begun;
    int i;

    start();
    open_source(peer_host_url(&service), NULL);
    ck_assert_int_eq(count(&err), FA_OK);
    peer_host_leave(&service);
    for (i = 0; i < 8; i++) {
        begun = now_ms();
        ck_assert_int_eq(count(&err), FA_EUNAVAILABLE);
        ck_assert_uint_gt(err.retry_ms, 0);
        ck_assert_uint_le(err.retry_ms, 5000);
        ck_assert_int_lt(now_ms() - begun, 4000);
    }
    /* By now it is let alone. */
    begun = now_ms();
    ck_assert_int_eq(count(&err), FA_EUNAVAILABLE);
    ck_assert_ptr_nonnull(strstr(err.message, "several times"));
    ck_assert_int_lt(now_ms() - begun, 100);
    stop();
}
END_TEST

START_TEST(another_address_is_asked_where_one_is_dead)
{
    char url[128];
    fa_error err = {0};
    int64_t begun;

    start();
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u,%s", deserted(), peer_host_url(&service));
    open_source(url, NULL);
    begun = now_ms();
    for (int i = 0; i < 20; i++)
        ck_assert_int_eq(count(&err), FA_OK);
    ck_assert_int_lt(now_ms() - begun, 3000);
    ck_assert_int_eq(atomic_load(&faults.calls), 20);
    fa_document_source_close(&source);
    (void)snprintf(url, sizeof url, "%s,http://127.0.0.1:%u/", peer_host_url(&service), deserted());
    open_source(url, NULL);
    ck_assert_int_eq(count(&err), FA_OK);
    peer_host_leave(&service);
    ck_assert_int_eq(count(&err), FA_EUNAVAILABLE);
    stop();
}
END_TEST

START_TEST(what_cannot_be_sent_goes_to_the_other_address_whatever_it_is)
{
    char url[128];
    fa_blob_store blobs, store;
    peer_host storage;

    ck_assert_int_eq(host_open(FA_PORT_BLOB_STORE, "memory:", &blobs, NULL), FA_OK);
    peer_host_start(&storage, "storage", peer_blobs_table, &blobs);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u,%s", deserted(), peer_host_url(&storage));
    ck_assert_int_eq(peer_host_open(FA_PORT_BLOB_STORE, url, NULL, &store, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_remove(&store, "a", NULL), FA_OK);
    fa_blob_store_close(&store);
    peer_host_stop(&storage);
    fa_blob_store_close(&blobs);
}
END_TEST

/* ---- opening ---- */

START_TEST(addresses_that_are_none_are_refused)
{
    static const char *const urls[] = {
        "http:",        "http://",       "http://a:b",         "http://a:1/path",
        "http://u@a:1", "http://a:1,",   "http://a:1,ftp://b", "http://a:123456",
        "http://a?x",   "http://[::1:1", "http://a b",         "http://a:"};
    fa_error err = {0};

    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        ck_assert_msg(peer_host_open(FA_PORT_DOCUMENT_SOURCE, urls[i], NULL, &source, &err) == FA_EINVALID,
                      "%s", urls[i]);
    open_source("http://[::1]:8002,https://host-1.example:8002/,http://document-service", NULL);
    fa_document_source_close(&source);
}
END_TEST

START_TEST(a_short_secret_is_refused)
{
    fa_error err = {0};

    ck_assert_int_eq(peer_host_open(FA_PORT_DOCUMENT_SOURCE, "http://a", "short", &source, &err),
                     FA_EINVALID);
    ck_assert_str_eq(err.field, "secret");
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("away");

    tcase_set_timeout(t, 120);
    tcase_add_test(t, failures_arrive_as_they_were);
    tcase_add_test(t, what_may_pass_is_tried_again_and_told_in_the_end);
    tcase_add_test(t, damage_is_told_and_no_byte_of_it_arrives);
    tcase_add_test(t, an_identity_that_is_not_taken_is_no_answer_to_the_question);
    tcase_add_test(t, a_path_that_is_not_there_is_no_document_that_is_not_there);
    tcase_add_loop_test(t, what_answers_something_else_is_told_so, 0, sizeof strange / sizeof *strange);
    tcase_add_test(t, bytes_without_a_length_are_not_taken);
    tcase_add_test(t, what_must_not_be_done_twice_is_sent_once);
    tcase_add_test(t, a_service_that_goes_away_is_told_soon_and_found_again);
    tcase_add_test(t, another_address_is_asked_where_one_is_dead);
    tcase_add_test(t, what_cannot_be_sent_goes_to_the_other_address_whatever_it_is);
    tcase_add_test(t, addresses_that_are_none_are_refused);
    tcase_add_test(t, a_short_secret_is_refused);
    return unit_run("peer/away", t);
}
