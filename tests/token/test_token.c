/* Tokens: what is made holds, and nothing else does. */
#include <finanalyst/token.h>

#include <stdio.h>
#include <string.h>

#include "keeper.h"
#include "unit.h"

static const fa_time noon = INT64_C(1767268800000); /* 2026-01-01T12:00:00Z */

static fa_token_signer signer;
static fa_token_keys *keys;
static fa_token_key key;
static fa_buf token;

static void set_up(void)
{
    signer = keeper_open();
    key = keeper_key(&signer, "one", 1);
    ck_assert_int_eq(fa_token_keys_new(&signer, &keys, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_add(keys, "one", key.public_key, NULL), FA_OK);
    fa_buf_init(&token, 1 << 14);
}

static void tear_down(void)
{
    fa_buf_clear(&token);
    fa_token_keys_free(keys);
    fa_token_signer_close(&signer);
}

static fa_claims claims(void)
{
    fa_claims c = {.issuer = "https://issuer.example",
                   .audience = "finanalyst",
                   .subject = "usr_1",
                   .session = "ses_1",
                   .id = "tok_1",
                   .role = "user",
                   .issued = noon,
                   .not_before = noon,
                   .expires = noon + 600000};

    return c;
}

static fa_token_policy policy(void)
{
    fa_token_policy p = FA_TOKEN_POLICY_INIT;

    p.type = FA_TOKEN_TYPE_ACCESS;
    p.issuer = "https://issuer.example";
    p.audience = "finanalyst";
    p.now = noon;
    return p;
}

static void make(const fa_claims *c)
{
    fa_buf_reset(&token);
    ck_assert_int_eq(fa_token_make(&signer, &key, FA_TOKEN_TYPE_ACCESS, c, &token, NULL), FA_OK);
}

static fa_status verify(const fa_token_policy *p)
{
    fa_claims out;

    return fa_token_verify(keys, token.data, token.len, p, &out, NULL);
}

/* base64url, for tokens that the library would not make. */
static void put_encoded(fa_buf *out, const void *bytes, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const uint8_t *p = bytes;

    for (size_t bit = 0; bit < len * 8; bit += 6) {
        unsigned two = (unsigned)p[bit / 8] << 8 | (bit / 8 + 1 < len ? p[bit / 8 + 1] : 0u);

        (void)fa_buf_append(out, &digits[two >> (10 - bit % 8) & 63], 1);
    }
}

/* A token of that header and payload, rightly signed. */
static void forge(const char *header, const char *payload)
{
    uint8_t signature[FA_ED25519_SIGNATURE];

    fa_buf_reset(&token);
    put_encoded(&token, header, strlen(header));
    (void)fa_buf_puts(&token, ".");
    put_encoded(&token, payload, strlen(payload));
    ck_assert_int_eq(fa_token_signer_sign(&signer, key.public_key, token.data, token.len, signature, NULL),
                     FA_OK);
    (void)fa_buf_puts(&token, ".");
    put_encoded(&token, signature, sizeof signature);
}

START_TEST(a_token_says_what_it_was_made_of)
{
    fa_claims c = claims(), back;
    fa_token_policy p = policy();

    snprintf(c.scope, sizeof c.scope, "documents:read ask");
    snprintf(c.request, sizeof c.request, "req-1");
    snprintf(c.method, sizeof c.method, "GET");
    snprintf(c.target, sizeof c.target, "abc");
    snprintf(c.actor, sizeof c.actor, "analysis");
    snprintf(c.address, sizeof c.address, "192.0.2.1");
    make(&c);
    ck_assert_int_eq(fa_token_verify(keys, token.data, token.len, &p, &back, NULL), FA_OK);
    ck_assert_mem_eq(&back, &c, sizeof c);
}
END_TEST

START_TEST(a_token_holds_in_its_time_and_the_leeway_only)
{
    static const struct {
        fa_time at;
        fa_status st;
    } cases[] = {{-30001, FA_EUNAUTHENTICATED},
                 {-30000, FA_OK},
                 {0, FA_OK},
                 {629999, FA_OK},
                 {630000, FA_EUNAUTHENTICATED}};
    fa_claims c = claims();
    fa_token_policy p = policy();

    make(&c);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        p.now = noon + cases[i].at;
        ck_assert_int_eq(verify(&p), cases[i].st);
    }
}
END_TEST

START_TEST(a_token_is_for_one_purpose)
{
    fa_claims c = claims();
    fa_token_policy p;

    make(&c);
    p = policy();
    p.type = FA_TOKEN_TYPE_IDENTITY;
    ck_assert_int_eq(verify(&p), FA_EUNAUTHENTICATED);
    p.type = NULL;
    ck_assert_int_eq(verify(&p), FA_EUNAUTHENTICATED);
    p = policy();
    p.audience = "document";
    ck_assert_int_eq(verify(&p), FA_EUNAUTHENTICATED);
    p = policy();
    p.issuer = "https://issuer.example/";
    ck_assert_int_eq(verify(&p), FA_EUNAUTHENTICATED);
    p = policy();
    p.issuer = p.audience = NULL;
    ck_assert_int_eq(verify(&p), FA_OK);
}
END_TEST

START_TEST(no_byte_of_a_token_may_change)
{
    static const char others[] = "AQgw19-_.= \n\x80";
    fa_claims c = claims();
    fa_token_policy p = policy();

    make(&c);
    for (size_t i = 0; i < token.len; i++) {
        char was = token.data[i];

        for (size_t k = 0; k < sizeof others; k++) { /* the NUL too */
            if (others[k] == was)
                continue;
            token.data[i] = others[k];
            ck_assert_int_eq(verify(&p), FA_EUNAUTHENTICATED);
        }
        token.data[i] = was;
    }
    for (size_t len = 0; len < token.len; len++) {
        fa_claims out;

        ck_assert_int_eq(fa_token_verify(keys, token.data, len, &p, &out, NULL), FA_EUNAUTHENTICATED);
    }
    ck_assert_int_eq(verify(&p), FA_OK);
    (void)fa_buf_puts(&token, ".");
    ck_assert_int_eq(verify(&p), FA_EUNAUTHENTICATED);
}
END_TEST

#define GOOD "{\"sub\":\"u\",\"exp\":1767269400}"

START_TEST(a_header_decides_nothing)
{
    static const char *const headers[] = {
        "{\"alg\":\"none\",\"kid\":\"one\"}",
        "{\"alg\":\"None\",\"kid\":\"one\"}",
        "{\"alg\":\"HS256\",\"kid\":\"one\"}",
        "{\"alg\":\"eddsa\",\"kid\":\"one\"}",
        "{\"alg\":\"Ed25519\",\"kid\":\"one\"}",
        "{\"alg\":\"RS256\",\"kid\":\"one\"}",
        "{\"alg\":\"\",\"kid\":\"one\"}",
        "{\"kid\":\"one\"}",
        "{\"alg\":\"EdDSA\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"two\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"../one\"}",
        "{\"alg\":\"EdDSA\",\"kid\":[\"one\"]}",
        "{\"alg\":\"EdDSA\",\"kid\":null}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"jku\":\"https://evil.example/k\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"x5u\":\"https://evil.example/k\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"jwk\":{\"kty\":\"OKP\"}}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"crit\":[\"b64\"],\"b64\":false}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"crit\":[]}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"b64\":true}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"zip\":\"DEF\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"cty\":\"JWT\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"kid\":\"one\"}",
        "{\"alg\":\"EdDSA\",\"alg\":\"none\",\"kid\":\"one\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",}",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\"} x",
        "{\"alg\":\"EdDSA\",\"kid\":\"one\",\"typ\":\"at+jwt\"}",
        "[\"EdDSA\"]",
        "\"EdDSA\"",
        "null",
    };
    fa_token_policy p = FA_TOKEN_POLICY_INIT;

    p.now = noon;
    forge("{\"alg\":\"EdDSA\",\"kid\":\"one\"}", GOOD);
    ck_assert_int_eq(verify(&p), FA_OK);
    forge("{\"alg\":\"EdDSA\",\"kid\":\"one\",\"typ\":\"JWT\"}", GOOD);
    ck_assert_int_eq(verify(&p), FA_OK);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        forge(headers[i], GOOD);
        ck_assert_msg(verify(&p) == FA_EUNAUTHENTICATED, "%s", headers[i]);
    }
}
END_TEST

START_TEST(claims_are_of_their_types)
{
    static const char *const payloads[] = {
        "{}",
        "[]",
        "null",
        "foo",
        "{\"sub\":\"u\"}",
        "{\"exp\":1767269400}",
        "{\"sub\":\"\",\"exp\":1767269400}",
        "{\"sub\":1,\"exp\":1767269400}",
        "{\"sub\":\"u\",\"exp\":\"1767269400\"}",
        "{\"sub\":\"u\",\"exp\":1767269400.5}",
        "{\"sub\":\"u\",\"exp\":1e300}",
        "{\"sub\":\"u\",\"exp\":-1}",
        "{\"sub\":\"u\",\"exp\":0}",
        "{\"sub\":\"u\",\"exp\":9007199254740991}",
        "{\"sub\":\"u\",\"exp\":null}",
        "{\"sub\":\"u\",\"exp\":1767269400,\"exp\":1767269400}",
        "{\"sub\":\"u\",\"exp\":1767269400,\"aud\":[\"finanalyst\"]}",
        "{\"sub\":\"u\",\"exp\":1767269400,\"role\":{\"a\":1}}",
        "{\"sub\":\"u\",\"exp\":1767269400,\"nbf\":1767269000}",
        "{\"sub\":\"u\",\"exp\":1767269400,\"iat\":1767269000}",
        "{\"sub\":\"u\",\"exp\":1767269400} ",
    };
    fa_token_policy p = FA_TOKEN_POLICY_INIT;

    p.now = noon;
    for (size_t i = 0; i + 1 < sizeof payloads / sizeof *payloads; i++) {
        forge("{\"alg\":\"EdDSA\",\"kid\":\"one\"}", payloads[i]);
        ck_assert_msg(verify(&p) == FA_EUNAUTHENTICATED, "%s", payloads[i]);
    }
    forge("{\"alg\":\"EdDSA\",\"kid\":\"one\"}", "{\"sub\":\"u\",\"exp\":1767269400,\"new\":[1]}");
    ck_assert_int_eq(verify(&p), FA_OK); /* what is not known says nothing */
}
END_TEST

START_TEST(a_long_token_is_not_looked_at)
{
    static char long_text[FA_TOKEN_BYTES + 2];
    fa_token_policy p = policy();
    fa_claims c = claims(), out;

    memset(long_text, 'A', sizeof long_text - 1);
    ck_assert_int_eq(fa_token_verify(keys, long_text, sizeof long_text - 1, &p, &out, NULL),
                     FA_EUNAUTHENTICATED);
    memset(c.scope, 'x', sizeof c.scope); /* no end */
    ck_assert_int_eq(fa_token_make(&signer, &key, "", &c, &token, NULL), FA_EINVALID);
}
END_TEST

START_TEST(keys_change_over_with_an_overlap)
{
    fa_token_key next = keeper_key(&signer, "two", 2);
    fa_claims c = claims();
    fa_token_policy p = policy();
    fa_buf fresh;

    make(&c);
    ck_assert_int_eq(fa_token_keys_add(keys, "two", next.public_key, NULL), FA_OK);
    fa_buf_init(&fresh, FA_TOKEN_BYTES);
    ck_assert_int_eq(fa_token_make(&signer, &next, FA_TOKEN_TYPE_ACCESS, &c, &fresh, NULL), FA_OK);
    ck_assert_int_eq(verify(&p), FA_OK);
    ck_assert_int_eq(fa_token_verify(keys, fresh.data, fresh.len, &p, &c, NULL), FA_OK);
    fa_token_keys_remove(keys, "one");
    fa_token_signer_drop(&signer, key.public_key);
    ck_assert_int_eq(verify(&p), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(fa_token_verify(keys, fresh.data, fresh.len, &p, &c, NULL), FA_OK);
    ck_assert_int_eq(fa_token_make(&signer, &key, FA_TOKEN_TYPE_ACCESS, &c, &fresh, NULL), FA_ENOTFOUND);
    fa_buf_clear(&fresh);
}
END_TEST

START_TEST(a_key_set_goes_out_and_comes_in_again)
{
    fa_token_key next = keeper_key(&signer, "two", 2);
    fa_token_keys *other = NULL;
    fa_claims c = claims();
    fa_token_policy p = policy();
    fa_buf set;

    fa_buf_init(&set, 4096);
    ck_assert_int_eq(fa_token_keys_add(keys, "two", next.public_key, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_to_json(keys, &set, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_new(&signer, &other, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_from_json(other, set.data, set.len, NULL), FA_OK);
    make(&c);
    ck_assert_int_eq(fa_token_verify(other, token.data, token.len, &p, &c, NULL), FA_OK);
    fa_token_keys_free(other);
    fa_buf_clear(&set);
}
END_TEST

#define X "\"x\":\"iojjvOYW2D9CdXIPmkzeH9QPX9hzlWUQI_L9dS4yhD4\""
#define OKP "\"kty\":\"OKP\",\"crv\":\"Ed25519\","

START_TEST(a_key_set_is_taken_whole_or_not_at_all)
{
    static const char *const sets[] = {
        "",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[1]}",
        "{\"keys\":[{" OKP X "}]}",
        "{\"keys\":[{" OKP "\"kid\":\"a\"}]}",
        "{\"keys\":[{" OKP "\"kid\":\"a\",\"x\":\"AAAA\"}]}",
        "{\"keys\":[{" OKP "\"kid\":\"a\"," X ",\"d\":\"AAAA\"}]}",
        "{\"keys\":[{" OKP "\"kid\":\"a\"," X ",\"use\":\"enc\"}]}",
        "{\"keys\":[{" OKP "\"kid\":\"a\"," X ",\"alg\":\"HS256\"}]}",
        "{\"keys\":[{" OKP "\"kid\":\"a\"," X "},{" OKP "\"kid\":\"a\"," X "}]}",
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"X25519\",\"kid\":\"a\"," X "}]}",
    };
    fa_claims c = claims();
    fa_token_policy p = policy();

    make(&c);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        ck_assert_msg(fa_token_keys_from_json(keys, sets[i], strlen(sets[i]), NULL) == FA_EINVALID, "%s",
                      sets[i]);
        ck_assert_int_eq(verify(&p), FA_OK);
    }
    ck_assert_int_eq(fa_token_keys_from_json(keys, "{\"keys\":[{" OKP "\"kid\":\"a\"," X "}]}",
                                             strlen("{\"keys\":[{" OKP "\"kid\":\"a\"," X "}]}"), NULL),
                     FA_OK);
    ck_assert_int_eq(verify(&p), FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(a_secret_stands_alone_and_is_long)
{
    static const char secret[] = "0123456789abcdef0123456789abcdef";
    fa_token_key shared = {.secret = secret, .secret_len = 32};
    fa_token_keys *other = NULL;
    fa_claims c = claims();
    fa_token_policy p = policy();

    ck_assert_int_eq(fa_token_keys_set_secret(keys, NULL, secret, 32, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_token_keys_new(&signer, &other, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_set_secret(other, NULL, secret, 31, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_token_keys_set_secret(other, NULL, secret, 32, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_add(other, "one", key.public_key, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_token_make(&signer, &shared, FA_TOKEN_TYPE_ACCESS, &c, &token, NULL), FA_OK);
    ck_assert_int_eq(fa_token_verify(other, token.data, token.len, &p, &c, NULL), FA_OK);
    ck_assert_int_eq(verify(&p), FA_EUNAUTHENTICATED);
    make(&c); /* Ed25519, to the keeper of a secret */
    ck_assert_int_eq(fa_token_verify(other, token.data, token.len, &p, &c, NULL), FA_EUNAUTHENTICATED);
    shared.secret_len = 31;
    ck_assert_int_eq(fa_token_make(&signer, &shared, FA_TOKEN_TYPE_ACCESS, &c, &token, NULL), FA_EINVALID);
    fa_token_keys_free(other);
}
END_TEST

/* RFC 7515, appendix A.1; RFC 8037, appendix A.4. */
START_TEST(the_examples_of_the_standards_hold)
{
    static const uint8_t a1[] = {3,   35,  53,  75,  43,  15,  165, 188, 131, 126, 6,   101, 119,
                                 123, 166, 143, 90,  179, 40,  230, 240, 84,  201, 40,  169, 15,
                                 132, 178, 210, 80,  46,  191, 211, 251, 90,  146, 210, 6,   71,
                                 239, 150, 138, 180, 195, 119, 98,  61,  34,  61,  46,  33,  114,
                                 5,   46,  79,  8,   192, 205, 154, 245, 103, 208, 128, 163};
    static const char a1_token[] =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkz"
        "ODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU"
        "1p1r_wW1gFWFOEjXk";
    fa_token_keys *other = NULL;
    char type[32];

    ck_assert_int_eq(fa_token_keys_new(&signer, &other, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_set_secret(other, NULL, a1, sizeof a1, NULL), FA_OK);
    ck_assert_int_eq(fa_token_open(other, a1_token, strlen(a1_token), type, &token, NULL), FA_OK);
    ck_assert_str_eq(type, "JWT");
    ck_assert_ptr_nonnull(strstr(token.data, "\"joe\""));
    fa_token_keys_free(other);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("token");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_token_says_what_it_was_made_of);
    tcase_add_test(tests, a_token_holds_in_its_time_and_the_leeway_only);
    tcase_add_test(tests, a_token_is_for_one_purpose);
    tcase_add_test(tests, no_byte_of_a_token_may_change);
    tcase_add_test(tests, a_header_decides_nothing);
    tcase_add_test(tests, claims_are_of_their_types);
    tcase_add_test(tests, a_long_token_is_not_looked_at);
    tcase_add_test(tests, keys_change_over_with_an_overlap);
    tcase_add_test(tests, a_key_set_goes_out_and_comes_in_again);
    tcase_add_test(tests, a_key_set_is_taken_whole_or_not_at_all);
    tcase_add_test(tests, a_secret_stands_alone_and_is_long);
    tcase_add_test(tests, the_examples_of_the_standards_hold);
    return unit_run("token", tests);
}
