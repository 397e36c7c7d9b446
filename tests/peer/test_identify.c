/* Who may ask at the port of a service that runs alone: identities that the gateway or another service signed for that very request,
 * and nothing else. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../token/keeper.h"
#include "host.h"
#include "peer_host.h"
#include "unit.h"

/* A listener with a route of each kind, that tells who it takes the caller for. */
static peer_host service;
static CURL *curl;

static fa_status tell(void *payload, const http_request *req, http_reply *reply, fa_error *err)
{
    const http_caller *who = http_caller_of(req);

    (void)payload;
    (void)err;
    return fa_buf_printf(http_reply_body(reply), "%s|%s|%s|%s|%s|%s", who->user.s, who->credential.s,
                         who->is_admin ? "admin" : "", who->is_service ? "service" : "", who->scope,
                         who->address);
}

static const http_route routes[] = {
    {"GET", "/all", HTTP_FOR_ALL, HTTP_BODY_NONE, tell, "", "", ""},
    {"GET", "/user", HTTP_FOR_USER, HTTP_BODY_NONE, tell, "", "", ""},
    {"GET", "/admin", HTTP_FOR_ADMIN, HTTP_BODY_NONE, tell, "", "", ""},
    {"GET", "/service", HTTP_FOR_SERVICE, HTTP_BODY_NONE, tell, "", "", ""},
    {"POST", "/service", HTTP_FOR_SERVICE, HTTP_BODY_NONE, tell, "", "", ""},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};

static void set_up(void)
{
    ck_assert_int_eq(curl_global_init(CURL_GLOBAL_DEFAULT), 0);
    peer_host_start(&service, "document", routes, NULL);
    curl = curl_easy_init();
    ck_assert_ptr_nonnull(curl);
}

static void tear_down(void)
{
    curl_easy_cleanup(curl);
    peer_host_stop(&service);
}

static char got[1024];

static size_t take(char *bytes, size_t size, size_t count, void *payload)
{
    size_t len = size * count, at = strlen(got);

    (void)payload;
    (void)snprintf(got + at, sizeof got - at, "%.*s", (int)len, bytes);
    return len;
}

/* Asks with that header; returns the status, and the body in `got`. */
static long ask_with(const char *method, const char *target, const char *header)
{
    struct curl_slist *headers = header == NULL ? NULL : curl_slist_append(NULL, header);
    char url[512];
    long status = 0;

    got[0] = '\0';
    (void)snprintf(url, sizeof url, "%s%s", peer_host_url(&service), target);
    curl_easy_reset(curl);
    (void)curl_easy_setopt(curl, CURLOPT_URL, url);
    (void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 10000L);
    ck_assert_int_eq(curl_easy_perform(curl), CURLE_OK);
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    return status;
}

static fa_claims claims(const char *subject, const char *role)
{
    fa_claims c = {.issued = fa_clock_now(&service.clock)};

    c.not_before = c.issued;
    c.expires = c.issued + 30000;
    (void)snprintf(c.issuer, sizeof c.issuer, "gateway");
    (void)snprintf(c.audience, sizeof c.audience, "document");
    (void)snprintf(c.subject, sizeof c.subject, "%s", subject);
    (void)snprintf(c.role, sizeof c.role, "%s", role);
    return c;
}

static void bind_to(fa_claims *c, const char *method, const char *target)
{
    fa_digest d;

    (void)snprintf(c->method, sizeof c->method, "%s", method);
    fa_hash_begin(&service.hasher, &d);
    fa_hash_update(&service.hasher, &d, target, strlen(target));
    fa_hash_finish_hex(&service.hasher, &d, c->target);
}

static void sign(const fa_claims *c, const char *type, const char *secret, fa_buf *out)
{
    fa_token_key key = {.secret = secret, .secret_len = strlen(secret)};

    fa_buf_init(out, 8192);
    (void)fa_buf_puts(out, "X-FA-Identity: ");
    ck_assert_int_eq(fa_token_make(&service.signer, &key, type, c, out, NULL), FA_OK);
}

/* Asks with an identity of that type, signed with that secret. */
static long ask_signed(const char *method, const char *target, const fa_claims *c, const char *type,
                       const char *secret)
{
    fa_buf header;
    long status;

    sign(c, type, secret, &header);
    status = ask_with(method, target, header.data);
    fa_buf_clear(&header);
    return status;
}

static long ask(const char *method, const char *target, const fa_claims *c)
{
    return ask_signed(method, target, c, FA_TOKEN_TYPE_IDENTITY, PEER_SECRET);
}

#define ANNA "usr_00000000000000000000000001"
#define SESSION "ses_00000000000000000000000002"
#define KEY "apk_00000000000000000000000003"

/* ---- what is taken ---- */

START_TEST(nobody_asks_without_an_identity)
{
    ck_assert_int_eq(ask_with("GET", "/all", NULL), 200);
    ck_assert_str_eq(got, "|||||");
    ck_assert_int_eq(ask_with("GET", "/user", NULL), 401);
    ck_assert_int_eq(ask_with("GET", "/admin", NULL), 401);
    ck_assert_int_eq(ask_with("GET", "/service", NULL), 404);
}
END_TEST

START_TEST(nobody_is_somebody_at_an_address)
{
    fa_claims c = claims("nobody", "");

    (void)snprintf(c.address, sizeof c.address, "192.0.2.7");
    ck_assert_int_eq(ask("GET", "/all", &c), 200);
    ck_assert_str_eq(got, "|||||192.0.2.7");
    ck_assert_int_eq(ask("GET", "/user", &c), 401);
    ck_assert_int_eq(ask("GET", "/service", &c), 404);
}
END_TEST

START_TEST(a_user_is_taken_with_session_role_and_address)
{
    fa_claims c = claims(ANNA, "user");

    (void)snprintf(c.session, sizeof c.session, SESSION);
    (void)snprintf(c.address, sizeof c.address, "2001:db8::1");
    bind_to(&c, "GET", "/user?a=1&b=%20x");
    ck_assert_int_eq(ask("GET", "/user?a=1&b=%20x", &c), 200);
    ck_assert_str_eq(got, ANNA "|" SESSION "||||2001:db8::1");
    bind_to(&c, "GET", "/admin");
    ck_assert_int_eq(ask("GET", "/admin", &c), 403);
    bind_to(&c, "GET", "/service");
    ck_assert_int_eq(ask("GET", "/service", &c), 404);
    (void)snprintf(c.role, sizeof c.role, "admin");
    bind_to(&c, "GET", "/admin");
    ck_assert_int_eq(ask("GET", "/admin", &c), 200);
    ck_assert_str_eq(got, ANNA "|" SESSION "|admin|||2001:db8::1");
    bind_to(&c, "GET", "/service");
    ck_assert_int_eq(ask("GET", "/service", &c), 404);
}
END_TEST

START_TEST(a_key_is_taken_with_its_scope)
{
    fa_claims c = claims(ANNA, "user");

    (void)snprintf(c.id, sizeof c.id, KEY);
    (void)snprintf(c.scope, sizeof c.scope, "documents:read ask");
    ck_assert_int_eq(ask("GET", "/user", &c), 200);
    ck_assert_str_eq(got, ANNA "|" KEY "|||documents:read ask|");
    (void)snprintf(c.scope, sizeof c.scope, "profile documents:read documents:write ask analytics admin");
    ck_assert_int_eq(ask("GET", "/user", &c), 200);
}
END_TEST

START_TEST(a_service_is_taken_for_itself_alone)
{
    fa_claims c = claims("nobody", "service");

    bind_to(&c, "GET", "/service");
    ck_assert_int_eq(ask("GET", "/service", &c), 200);
    ck_assert_str_eq(got, "|||service||");
    bind_to(&c, "GET", "/user");
    ck_assert_int_eq(ask("GET", "/user", &c), 401);
    bind_to(&c, "GET", "/admin");
    ck_assert_int_eq(ask("GET", "/admin", &c), 401);
}
END_TEST

START_TEST(an_identity_that_names_no_request_holds_for_any)
{
    fa_claims c = claims(ANNA, "user");

    ck_assert_int_eq(ask("GET", "/user?x=1", &c), 200);
    ck_assert_int_eq(ask("GET", "/all", &c), 200);
}
END_TEST

/* ---- what is refused ---- */

static void expect_refused(long status)
{
    ck_assert_int_eq(status, 401);
    ck_assert_ptr_nonnull(strstr(got, "\"code\":\"unauthenticated\""));
    ck_assert_ptr_nonnull(strstr(got, "\"pointer\":\"X-FA-Identity\""));
}

/* On a path for everybody, too: who shows a wrong identity is nobody's friend. */
START_TEST(an_identity_for_another_request_is_refused)
{
    fa_claims c = claims("nobody", "service");

    bind_to(&c, "GET", "/service");
    expect_refused(ask("POST", "/service", &c));
    expect_refused(ask("GET", "/service?", &c));
    expect_refused(ask("GET", "/service?a=1", &c));
    expect_refused(ask("GET", "/all", &c));
    bind_to(&c, "GET", "/service?owner=" ANNA);
    expect_refused(ask("GET", "/service?owner=usr_00000000000000000000000009", &c));
    expect_refused(ask("GET", "/service", &c));
    c.method[0] = '\0'; /* the target binds alone, too, and so does the method */
    expect_refused(ask("GET", "/service", &c));
    c.target[0] = '\0';
    (void)snprintf(c.method, sizeof c.method, "POST");
    expect_refused(ask("GET", "/service", &c));
    ck_assert_int_eq(ask("POST", "/service", &c), 200);
}
END_TEST

START_TEST(an_identity_for_another_service_is_refused)
{
    static const char *const names[] = {"", "analysis", "documents", "Document", "document "};
    fa_claims c = claims("nobody", "service");

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(c.audience, sizeof c.audience, "%s", names[i]);
        expect_refused(ask("GET", "/service", &c));
    }
}
END_TEST

START_TEST(an_identity_is_refused_outside_of_its_time)
{
    fa_claims c = claims("nobody", "service");

    c.issued -= 120000;
    c.not_before = c.issued;
    c.expires = c.issued + 30000;
    expect_refused(ask("GET", "/service", &c));
    c = claims("nobody", "service");
    c.issued += 600000;
    c.not_before += 600000;
    c.expires += 600000;
    expect_refused(ask("GET", "/service", &c));
}
END_TEST

START_TEST(a_token_of_another_type_or_secret_is_refused)
{
    static const char other[] = "another secret that is long enough";
    fa_claims c = claims(ANNA, "admin");

    expect_refused(ask_signed("GET", "/admin", &c, FA_TOKEN_TYPE_ACCESS, PEER_SECRET));
    expect_refused(ask_signed("GET", "/admin", &c, "", PEER_SECRET));
    expect_refused(ask_signed("GET", "/admin", &c, FA_TOKEN_TYPE_IDENTITY, other));
}
END_TEST

static void append_base64(fa_buf *out, const char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t n = strlen(text);

    for (size_t i = 0; i < n; i += 3) {
        unsigned v = (unsigned)(unsigned char)text[i] << 16 |
                     (i + 1 < n ? (unsigned)(unsigned char)text[i + 1] << 8 : 0) |
                     (i + 2 < n ? (unsigned)(unsigned char)text[i + 2] : 0);

        (void)fa_buf_printf(out, "%c%c", digits[v >> 18], digits[v >> 12 & 63]);
        if (i + 1 < n)
            (void)fa_buf_printf(out, "%c", digits[v >> 6 & 63]);
        if (i + 2 < n)
            (void)fa_buf_printf(out, "%c", digits[v & 63]);
    }
}

START_TEST(a_token_that_nobody_signed_is_refused)
{
    static const char *const heads[] = {"{\"alg\":\"none\",\"typ\":\"fa-int+jwt\"}",
                                        "{\"alg\":\"None\",\"typ\":\"fa-int+jwt\"}",
                                        "{\"alg\":\"HS256\",\"typ\":\"fa-int+jwt\"}",
                                        "{\"alg\":\"EdDSA\",\"typ\":\"fa-int+jwt\",\"kid\":\"x\"}"};
    char payload[256];
    fa_buf header;

    (void)snprintf(
        payload, sizeof payload,
        "{\"iss\":\"gateway\",\"aud\":\"document\",\"sub\":\"nobody\",\"role\":\"service\",\"exp\":%lld}",
        (long long)(fa_clock_now(&service.clock) / 1000 + 30));
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        fa_buf_init(&header, 4096);
        (void)fa_buf_puts(&header, "X-FA-Identity: ");
        append_base64(&header, heads[i]);
        (void)fa_buf_puts(&header, ".");
        append_base64(&header, payload);
        (void)fa_buf_puts(&header, ".");
        expect_refused(ask_with("GET", "/service", header.data));
        append_base64(&header, "0123456789abcdef0123456789abcdef");
        expect_refused(ask_with("GET", "/service", header.data));
        fa_buf_clear(&header);
    }
}
END_TEST

START_TEST(every_changed_byte_is_noticed)
{
    fa_claims c = claims("nobody", "service");
    fa_buf header;

    sign(&c, FA_TOKEN_TYPE_IDENTITY, PEER_SECRET, &header);
    ck_assert_int_eq(ask_with("GET", "/service", header.data), 200);
    for (size_t i = strlen("X-FA-Identity: "); i < header.len; i += 7) {
        char was = header.data[i];

        header.data[i] = was == 'A' ? 'B' : 'A';
        expect_refused(ask_with("GET", "/service", header.data));
        header.data[i] = was;
    }
    header.data[header.len - 1] = '\0'; /* and the last one that is missing */
    expect_refused(ask_with("GET", "/service", header.data));
    fa_buf_clear(&header);
}
END_TEST

START_TEST(what_is_no_token_is_refused)
{
    static const char *const headers[] = {
        "X-FA-Identity;",       "X-FA-Identity: x",
        "X-FA-Identity: a.b.c", "X-FA-Identity: {\"sub\":\"nobody\",\"role\":\"service\"}",
        "x-fa-identity: ..",    "X-FA-Identity: Bearer x.y.z"};

    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        expect_refused(ask_with("GET", "/all", headers[i]));
}
END_TEST

START_TEST(identities_that_contradict_themselves_are_refused)
{
    static const struct {
        const char *subject, *role;
    } both[] = {{ANNA, "service"},       {ANNA, ""},
                {ANNA, "root"},          {"nobody", "user"},
                {"nobody", "admin"},     {"somebody", ""},
                {"somebody", "service"}, {"doc_00000000000000000000000001", "user"},
                {"usr_1", "user"},       {"NOBODY", "service"}};
    fa_claims c;

    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        c = claims(both[i].subject, both[i].role);
        expect_refused(ask("GET", "/all", &c));
    }
    c = claims(ANNA, "user"); /* a scope is never cut short */
    memset(c.scope, 'x', 64);
    c.scope[64] = '\0';
    expect_refused(ask("GET", "/user", &c));
    c = claims(ANNA, "user");
    memset(c.session, 'x', 32);
    c.session[32] = '\0';
    expect_refused(ask("GET", "/user", &c));
}
END_TEST

/* What a gateway of the same process has found out counts for nothing here, nor what clients make up. */
START_TEST(headers_of_other_kinds_say_nothing)
{
    ck_assert_int_eq(ask_with("GET", "/service", "X-User-Id: " ANNA), 404);
    ck_assert_int_eq(ask_with("GET", "/user", "X-FA-User: " ANNA), 401);
    ck_assert_int_ge(ask_with("GET", "/service", "!service: gateway"), 400);
    ck_assert_int_ge(ask_with("GET", "/user", "!user: " ANNA), 400);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("identify");

    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, nobody_asks_without_an_identity);
    tcase_add_test(t, nobody_is_somebody_at_an_address);
    tcase_add_test(t, a_user_is_taken_with_session_role_and_address);
    tcase_add_test(t, a_key_is_taken_with_its_scope);
    tcase_add_test(t, a_service_is_taken_for_itself_alone);
    tcase_add_test(t, an_identity_that_names_no_request_holds_for_any);
    tcase_add_test(t, an_identity_for_another_request_is_refused);
    tcase_add_test(t, an_identity_for_another_service_is_refused);
    tcase_add_test(t, an_identity_is_refused_outside_of_its_time);
    tcase_add_test(t, a_token_of_another_type_or_secret_is_refused);
    tcase_add_test(t, a_token_that_nobody_signed_is_refused);
    tcase_add_test(t, every_changed_byte_is_noticed);
    tcase_add_test(t, what_is_no_token_is_refused);
    tcase_add_test(t, identities_that_contradict_themselves_are_refused);
    tcase_add_test(t, headers_of_other_kinds_say_nothing);
    return unit_run("peer/identify", t);
}
