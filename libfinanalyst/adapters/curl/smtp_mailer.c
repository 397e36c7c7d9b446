/* adapters/curl/smtp_mailer.c: mails handed to one mail server (RFC 5321), over TLS unless it is on this machine. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include <finanalyst/adapter/curl.h>

#include <curl/curl.h>
#include <pthread.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/buf.h>
#include <finanalyst/port/clock.h>
#include <finanalyst/port/mailer.h>

#include "s3.h"

enum { MAIL_BYTES = 64 << 10, URL_BYTES = 1024, CONNECT_MS = 5000, SEND_MS = 30000, REST_MS = 10000 };

typedef struct mailer {
    fa_smtp_options account; /* its strings are the mailer's */
    char url[URL_BYTES]; /* with the sender's domain as the path: the name that the server is greeted with */
    const char *protocol;
    bool plain; /* the server is on this machine: what is said stays on it */
    const fa_clock *clock;
    pthread_mutex_t lock; /* of rests_until */
    fa_time rests_until;  /* it could not be reached: mails do not each wait for it again */
} mailer;

/* ---- options ---- */

static void clear_account(fa_smtp_options *a)
{
    fai_s3_forget(a->username);
    fai_s3_forget(a->password);
    fai_s3_forget(a->from);
    fai_s3_forget(a->ca_file);
    memset(a, 0, sizeof *a);
}

static fa_status copy_account(const fa_smtp_options *from, fa_smtp_options *to, fa_error *err)
{
    const char *const given[] = {from->username, from->password, from->from, from->ca_file};
    const char **const taken[] = {&to->username, &to->password, &to->from, &to->ca_file};

    memset(to, 0, sizeof *to);
    to->struct_size = sizeof *to;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        if (given[i] == NULL || given[i][0] == '\0')
            continue;
        *taken[i] = fa_strdup(given[i]);
        if (*taken[i] == NULL) {
            clear_account(to);
            return fa_fail(err, FA_ENOMEM, "out of memory for the account of a mail server");
        }
    }
    return FA_OK;
}

static void free_options(void *options)
{
    if (options == NULL)
        return;
    clear_account(options);
    fa_free(options);
}

/* ---- where it is ---- */

/* "127.0.0.1" and its whole network, "[::1]", "localhost", each with or without a port. A name that is looked up may be
 * anywhere. */
static bool is_here(const char *authority)
{
    size_t host = strcspn(authority, ":");
    char name[INET_ADDRSTRLEN];
    unsigned char address[4];

    if (strncmp(authority, "[::1]", 5) == 0)
        return authority[5] == '\0' || authority[5] == ':';
    if (host == strlen("localhost") && strncmp(authority, "localhost", host) == 0)
        return true;
    if (host >= sizeof name)
        return false;
    memcpy(name, authority, host);
    name[host] = '\0';
    return inet_pton(AF_INET, name, address) == 1 && address[0] == 127;
}

static bool is_authority(const char *text)
{
    return *text != '\0' && strpbrk(text, "/?#@ \t\r\n\\") == NULL;
}

static fa_status set_place(mailer *m, const char *url, fa_error *err)
{
    const char *mark = strstr(url, "://"), *domain = strrchr(m->account.from, '@');
    int n;

    if (mark == NULL || !is_authority(mark + 3))
        return fa_fail(err, FA_EINVALID, "a mail server is smtp://host:port or smtps://host:port");
    m->protocol = strncmp(url, "smtps", 5) == 0 ? "smtps" : "smtp";
    m->plain = m->protocol[4] == '\0' && is_here(mark + 3);
    n = snprintf(m->url, sizeof m->url, "%s/%s", url, domain + 1);
    return n < 0 || (size_t)n >= sizeof m->url
               ? fa_fail(err, FA_EINVALID, "the name of the mail server or of the sender is too long")
               : FA_OK;
}

/* ---- rest ---- */

static bool rests(mailer *m, fa_time now)
{
    bool does;

    (void)pthread_mutex_lock(&m->lock);
    does = now < m->rests_until;
    (void)pthread_mutex_unlock(&m->lock);
    return does;
}

static void rest_until(mailer *m, fa_time until)
{
    (void)pthread_mutex_lock(&m->lock);
    m->rests_until = until;
    (void)pthread_mutex_unlock(&m->lock);
}

/* ---- one mail ---- */

typedef struct letter {
    fa_buf text;
    size_t sent;
} letter;

static size_t read_letter(char *to, size_t size, size_t count, void *payload)
{
    letter *l = payload;
    size_t left = l->text.len - l->sent, n = size * count < left ? size * count : left;

    memcpy(to, l->text.data + l->sent, n);
    l->sent += n;
    return n;
}

static size_t drop_reply(char *bytes, size_t size, size_t count, void *payload)
{
    (void)bytes;
    (void)payload;
    return size * count;
}

#define SET(option, value)                                                                                   \
    do {                                                                                                     \
        if (code == CURLE_OK)                                                                                \
            code = curl_easy_setopt(curl, option, value);                                                    \
    } while (0)

static CURLcode set_up(const mailer *m, CURL *curl, letter *l, struct curl_slist *to, const char *from)
{
    CURLcode code = CURLE_OK;

    SET(CURLOPT_URL, m->url);
    SET(CURLOPT_PROTOCOLS_STR, m->protocol);
    SET(CURLOPT_USE_SSL, (long)(m->plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    SET(CURLOPT_TIMEOUT_MS, (long)SEND_MS);
    if (m->account.ca_file != NULL)
        SET(CURLOPT_CAINFO, m->account.ca_file);
    if (m->account.username != NULL) {
        SET(CURLOPT_USERNAME, m->account.username);
        SET(CURLOPT_PASSWORD, m->account.password);
    }
    SET(CURLOPT_MAIL_FROM, from);
    SET(CURLOPT_MAIL_RCPT, to);
    SET(CURLOPT_UPLOAD, 1L);
    SET(CURLOPT_READFUNCTION, read_letter);
    SET(CURLOPT_READDATA, l);
    SET(CURLOPT_WRITEFUNCTION, drop_reply);
    return code;
}

static bool is_unreachable(CURLcode code)
{
    return code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
           code == CURLE_OPERATION_TIMEDOUT;
}

/* Whatever the server says, the mail waits: one that is set up wrongly, or greylists, refuses good addresses too. */
static fa_status failure_of(mailer *m, CURL *curl, CURLcode code, fa_error *err)
{
    long reply = 0;

    if (code == CURLE_OUT_OF_MEMORY)
        return fa_fail(err, FA_ENOMEM, "out of memory for a mail");
    if (is_unreachable(code))
        rest_until(m, fa_clock_now(m->clock) + REST_MS);
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
    if (reply >= 400)
        return fa_fail(err, FA_EUNAVAILABLE, "the mail server refused a mail with %ld: %s", reply,
                       curl_easy_strerror(code));
    return fa_fail(err, FA_EUNAVAILABLE, "the mail server did not take a mail: %s", curl_easy_strerror(code));
}

static fa_status hand_over(mailer *m, letter *l, const char *to, fa_error *err)
{
    char from[URL_BYTES], rcpt[URL_BYTES];
    CURL *curl = curl_easy_init();
    struct curl_slist *list = NULL;
    CURLcode code = CURLE_OUT_OF_MEMORY;
    fa_status st = FA_OK;

    (void)snprintf(from, sizeof from, "<%s>", m->account.from);
    if (snprintf(rcpt, sizeof rcpt, "<%s>", to) < (int)sizeof rcpt)
        list = curl_slist_append(NULL, rcpt);
    if (curl != NULL && list != NULL)
        code = set_up(m, curl, l, list, from);
    if (code == CURLE_OK)
        code = curl_easy_perform(curl);
    if (code != CURLE_OK)
        st = failure_of(m, curl, code, err);
    curl_slist_free_all(list);
    curl_easy_cleanup(curl);
    return st;
}

static fa_status send_mail(void *self, const fa_mail *mail, fa_error *err)
{
    mailer *m = self;
    letter l = {.sent = 0};
    fa_status st;

    if (rests(m, fa_clock_now(m->clock)))
        return fa_fail(err, FA_EUNAVAILABLE, "the mail server could not be reached a moment ago");
    fa_buf_init(&l.text, MAIL_BYTES);
    st = fa_mail_write(mail, m->account.from, &l.text, err);
    if (st == FA_ETOOLARGE)
        st = fa_fail(err, FA_EINVALID, "a mail has at most %d bytes", MAIL_BYTES);
    if (st == FA_OK)
        st = hand_over(m, &l, mail->to, err);
    if (l.text.data != NULL)
        explicit_bzero(l.text.data, l.text.len); /* codes stand in it */
    fa_buf_clear(&l.text);
    return st;
}

/* ---- opening ---- */

static void close_mailer(void *self)
{
    mailer *m = self;

    clear_account(&m->account);
    (void)pthread_mutex_destroy(&m->lock);
    fa_free(m);
}

static fa_status open_mailer(const fa_registry *registry, const void *options, const fa_open_context *context,
                             const char *url, void *out, fa_error *err)
{
    static const fa_mailer_ops ops = {sizeof ops, "smtp", send_mail, close_mailer};
    mailer *m;
    fa_status st;

    (void)registry;
    if (context->clock == NULL)
        return fa_fail(err, FA_EINVALID, "a mailer needs a clock");
    m = fa_calloc(1, sizeof *m);
    if (m == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a mailer");
    m->clock = context->clock;
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        fa_free(m);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    st = copy_account(options, &m->account, err);
    if (st == FA_OK)
        st = set_place(m, url, err);
    if (st != FA_OK) {
        close_mailer(m);
        return st;
    }
    *(fa_mailer *)out = (fa_mailer){&ops, m};
    return FA_OK;
}

/* ---- registering ---- */

static fa_status check(const fa_smtp_options *o, fa_error *err)
{
    const fa_mail nobody = {{""}, o == NULL ? NULL : o->from, "", "", 0};
    fa_buf text;
    fa_status st;

    if (o == NULL || o->struct_size < sizeof *o)
        return fa_fail(err, FA_EINVALID, "there are no options for a mail server");
    if ((o->username == NULL || *o->username == '\0') != (o->password == NULL || *o->password == '\0'))
        return fa_fail_field(err, FA_EINVALID, "username", "name and password need each other");
    fa_buf_init(&text, MAIL_BYTES);
    st = fa_mail_write(&nobody, o->from, &text, err);
    fa_buf_clear(&text);
    return st == FA_EINVALID ? fa_fail_field(err, st, "from", "mails come from an address") : st;
}

static fa_status add(fa_registry *registry, const char *scheme, const fa_smtp_options *options, fa_error *err)
{
    fa_smtp_options *copy = fa_calloc(1, sizeof *copy);
    fa_status st;

    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the account of a mail server");
    st = copy_account(options, copy, err);
    if (st == FA_OK)
        st = fa_registry_add_with(registry, FA_PORT_MAILER, scheme, open_mailer, copy, free_options, err);
    if (st != FA_OK)
        free_options(copy);
    return st;
}

fa_status fa_smtp_register(fa_registry *registry, const fa_smtp_options *options, fa_error *err)
{
    fa_status st = check(options, err);

    if (st == FA_OK && curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
        st = fa_fail(err, FA_EUNAVAILABLE, "libcurl cannot start");
    if (st == FA_OK)
        st = add(registry, "smtp", options, err);
    return st == FA_OK ? add(registry, "smtps", options, err) : st;
}
