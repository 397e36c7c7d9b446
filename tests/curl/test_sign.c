/* Signature Version 4: the published examples of Amazon's S3 manual, rules that an encoder gets wrong, and, where
 * FA_SHARED names reference data, the whole of the published signing suite. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "s3_sign.h"
#include "unit.h"

enum { FIELDS = 16, FILE_MAX = 8192 };

static fa_hasher hasher;

static fai_s3_signer example_signer(void)
{
    /* 2013-05-24T00:00:00Z; the keys are the manual's own examples */
    return (fai_s3_signer){
        &hasher, "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", NULL, "us-east-1",
        "s3",    1369353600000};
}

static void expect_end(const fa_buf *b, const char *end)
{
    size_t len = strlen(end);

    ck_assert_uint_ge(b->len, len);
    ck_assert_str_eq(b->data + b->len - len, end);
}

START_TEST(signs_a_ranged_get_as_the_manual_does)
{
    const fai_s3_pair headers[] = {{"Host", "examplebucket.s3.amazonaws.com"},
                                   {"Range", "bytes=0-9"},
                                   {"x-amz-content-sha256", FAI_S3_NO_BODY},
                                   {"x-amz-date", "20130524T000000Z"}};
    fai_s3_signer s = example_signer();
    fai_s3_message m = {"GET", "/test.txt", NULL, 0, headers, 4, FAI_S3_NO_BODY};
    fa_buf out;

    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fai_s3_authorize(&s, &m, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data,
                     "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                     "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
                     "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    fa_buf_clear(&out);
}
END_TEST

START_TEST(signs_a_put_with_odd_letters_in_its_key)
{
    const fai_s3_pair headers[] = {
        {"Host", "examplebucket.s3.amazonaws.com"},
        {"Date", "Fri, 24 May 2013 00:00:00 GMT"},
        {"x-amz-date", "20130524T000000Z"},
        {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
        {"x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"}};
    fai_s3_signer s = example_signer();
    fai_s3_message m = {"PUT",
                        "/test$file.text",
                        NULL,
                        0,
                        headers,
                        5,
                        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"};
    fa_buf out;

    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fai_s3_authorize(&s, &m, &out, NULL), FA_OK);
    expect_end(&out, "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    fa_buf_clear(&out);
}
END_TEST

START_TEST(signs_a_list_with_queries)
{
    const fai_s3_pair headers[] = {{"Host", "examplebucket.s3.amazonaws.com"},
                                   {"x-amz-date", "20130524T000000Z"},
                                   {"x-amz-content-sha256", FAI_S3_NO_BODY}};
    const fai_s3_pair queries[] = {{"prefix", "J"}, {"max-keys", "2"}};
    fai_s3_signer s = example_signer();
    fai_s3_message m = {"GET", "/", queries, 2, headers, 3, FAI_S3_NO_BODY};
    fa_buf out;

    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fai_s3_authorize(&s, &m, &out, NULL), FA_OK);
    expect_end(&out, "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    fa_buf_clear(&out);
}
END_TEST

START_TEST(makes_the_address_of_the_manual)
{
    const fai_s3_pair host = {"host", "examplebucket.s3.amazonaws.com"};
    fai_s3_signer s = example_signer();
    fai_s3_message m = {"GET", "/test.txt", NULL, 0, &host, 1, "UNSIGNED-PAYLOAD"};
    fa_buf out;

    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fai_s3_presign(&s, &m, 86400, &out, NULL), FA_OK);
    ck_assert_str_eq(
        out.data,
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2F"
        "s3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    fa_buf_clear(&out);
}
END_TEST

START_TEST(encodes_all_but_the_unreserved)
{
    fa_buf out;

    fa_buf_init(&out, 4096);
    fai_s3_encode(&out, "aZ09-._~/ %+&=\xc3\xa9", true);
    ck_assert_str_eq(out.data, "aZ09-._~/%20%25%2B%26%3D%C3%A9");
    fa_buf_reset(&out);
    fai_s3_encode(&out, "a/b", false);
    ck_assert_str_eq(out.data, "a%2Fb");
    fa_buf_clear(&out);
}
END_TEST

START_TEST(sorts_queries_by_their_encoded_names)
{
    const fai_s3_pair queries[] = {{"b", "2"}, {"a-", ""}, {"b", "1"},    {"a", "x"},
                                   {"a/", ""}, {"B", ""},  {"a b", "c d"}};
    fai_s3_message m = {"GET", "/", queries, 7, NULL, 0, ""};
    fa_buf out;

    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fai_s3_query(&m, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data, "B=&a=x&a%20b=c%20d&a%2F=&a-=&b=1&b=2");
    fa_buf_clear(&out);
}
END_TEST

START_TEST(keys_longer_than_a_block_and_many_headers_are_no_surprise)
{
    static char secret[300];
    fai_s3_pair headers[60];
    fai_s3_signer s = example_signer();
    fai_s3_message m = {"GET", "/", NULL, 0, headers, 1, FAI_S3_NO_BODY};
    fa_buf a, b;
    fa_error err;
    size_t i;

    memset(secret, 'k', sizeof secret - 1);
    for (i = 0; i < 60; i++)
        headers[i] = (fai_s3_pair){"host", "h"};
    fa_buf_init(&a, 4096);
    fa_buf_init(&b, 4096);
    s.secret_key = secret;
    ck_assert_int_eq(fai_s3_authorize(&s, &m, &a, NULL), FA_OK);
    secret[298] = 'l';
    ck_assert_int_eq(fai_s3_authorize(&s, &m, &b, NULL), FA_OK);
    ck_assert_str_ne(a.data, b.data);
    m.header_count = 60;
    ck_assert_int_eq(fai_s3_authorize(&s, &m, &b, &err), FA_ETOOLARGE);
    fa_buf_clear(&b);
    fa_buf_clear(&a);
}
END_TEST

/* ---- the published suite ---- */

static char cases[1024]; /* its folder, "" = none */

static char *slurp(const char *name, const char *file)
{
    static char room[6][FILE_MAX];
    static int next;
    char path[2048], *text = room[next++ % 6];
    FILE *f;
    size_t len;

    (void)snprintf(path, sizeof path, "%s/%s/%s", cases, name, file);
    f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    len = fread(text, 1, FILE_MAX - 1, f);
    (void)fclose(f);
    text[len] = '\0';
    return text;
}

/* The text of "name": "value" in flat JSON; "" when it is not there. */
static const char *member(const char *json, const char *name, char *out, size_t cap)
{
    char quoted[64];
    const char *at, *end;

    (void)snprintf(quoted, sizeof quoted, "\"%s\"", name);
    at = strstr(json, quoted);
    out[0] = '\0';
    if (at == NULL)
        return out;
    at = strchr(at + strlen(quoted), '"') + 1;
    end = strchr(at, '"');
    (void)snprintf(out, cap, "%.*s", (int)(end - at), at);
    return out;
}

/* RFC 3986, section 5.2.4, and rows of slashes as one: what other services than S3 do to a path before it is signed. */
static void normalize(char *path)
{
    char out[1024];
    size_t n = 0;
    const char *at = path;

    while (*at != '\0') {
        size_t len = strcspn(at + 1, "/") + 1; /* "/segment" */

        if (len == 3 && strncmp(at, "/..", 3) == 0) {
            while (n > 0 && out[--n] != '/')
                ;
        } else if (!(len == 2 && at[1] == '.') && len > 1) {
            memcpy(out + n, at, len);
            n += len;
        }
        at += len;
        if (*at == '\0' && (at[-1] == '/' || (at[-1] == '.' && at[-2] == '/') ||
                            (at[-1] == '.' && at[-2] == '.' && at[-3] == '/')))
            out[n++] = '/';
    }
    if (n == 0)
        out[n++] = '/';
    out[n] = '\0';
    memcpy(path, out, n + 1);
}

/* A request of the suite, taken apart in place. */
typedef struct suite_request {
    fai_s3_message m;
    fai_s3_pair headers[FIELDS], queries[FIELDS];
    char path[1024];
    const char *body;
} suite_request;

static void take_target(suite_request *r, char *target, bool normalized)
{
    char *query = strchr(target, '?'), *next;

    if (query != NULL)
        *query++ = '\0';
    (void)snprintf(r->path, sizeof r->path, "%s", target);
    if (normalized)
        normalize(r->path);
    r->m.path = r->path;
    for (; query != NULL && *query != '\0'; query = next) {
        char *value;

        next = strchr(query, '&');
        if (next != NULL)
            *next++ = '\0';
        value = strchr(query, '=');
        if (value != NULL)
            *value++ = '\0';
        r->queries[r->m.query_count++] = (fai_s3_pair){query, value == NULL ? "" : value};
        if (next == NULL)
            break;
    }
}

static void take_request(suite_request *r, char *text, bool normalized)
{
    char *line = text, *end = strchr(text, '\n'), *target, *version;

    memset(r, 0, sizeof *r);
    *end = '\0';
    r->m.method = line;
    target = strchr(line, ' ');
    *target++ = '\0';
    version = strstr(target, " HTTP/1.1");
    *version = '\0';
    take_target(r, target, normalized);
    for (line = end + 1; *line != '\0' && *line != '\n'; line = end + 1) {
        char *colon = strchr(line, ':');

        end = strchr(line, '\n');
        if (end == NULL)
            end = line + strlen(line) - 1;
        else
            *end = '\0';
        *colon = '\0';
        r->headers[r->m.header_count++] = (fai_s3_pair){line, colon + 1};
    }
    r->body = *line == '\n' ? line + 1 : "";
    r->m.headers = r->headers;
    r->m.queries = r->queries;
}

/* 2015-08-30T12:36:00Z, the moment of every case. */
static const fa_time suite_now = 1440938160000;

static void check_case(const char *name)
{
    char access[64], secret[64], token[1024], hash[FA_SHA256_HEX], scratch[64];
    char *context = slurp(name, "context.json");
    bool signs_body = strstr(context, "\"sign_body\": true") != NULL,
         omits = strstr(context, "\"omit_session_token\": true");
    fai_s3_signer s = {&hasher,
                       member(context, "access_key_id", access, sizeof access),
                       member(context, "secret_access_key", secret, sizeof secret),
                       member(context, "token", token, sizeof token),
                       "us-east-1",
                       "service",
                       suite_now};
    suite_request r;
    fa_digest digest;
    fa_buf out;

    ck_assert_str_eq(member(context, "timestamp", scratch, sizeof scratch), "2015-08-30T12:36:00Z");
    if (token[0] == '\0')
        s.session_token = NULL;
    take_request(&r, slurp(name, "request.txt"), strstr(context, "\"normalize\": true") != NULL);
    fa_hash_begin(&hasher, &digest);
    fa_hash_update(&hasher, &digest, r.body, strlen(r.body));
    fa_hash_finish_hex(&hasher, &digest, hash);
    r.m.payload = hash;
    /* the address, before the headers that it has not */
    fa_buf_init(&out, 16384);
    if (!signs_body) {
        ck_assert_int_eq(fai_s3_presign(&s, &r.m, 3600, &out, NULL), FA_OK);
        expect_end(&out, slurp(name, "query-signature.txt"));
    }
    r.headers[r.m.header_count++] = (fai_s3_pair){"X-Amz-Date", "20150830T123600Z"};
    if (signs_body)
        r.headers[r.m.header_count++] = (fai_s3_pair){"x-amz-content-sha256", hash};
    if (s.session_token != NULL && !omits)
        r.headers[r.m.header_count++] = (fai_s3_pair){"X-Amz-Security-Token", token};
    fa_buf_reset(&out);
    ck_assert_int_eq(fai_s3_canonical(&r.m, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data, slurp(name, "header-canonical-request.txt"));
    fa_buf_reset(&out);
    ck_assert_int_eq(fai_s3_authorize(&s, &r.m, &out, NULL), FA_OK);
    expect_end(&out, slurp(name, "header-signature.txt"));
    fa_buf_clear(&out);
}

START_TEST(agrees_with_the_published_suite)
{
    DIR *dir = opendir(cases);
    struct dirent *entry;
    int count = 0;

    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)) != NULL) {
        if (strncmp(entry->d_name, "get-", 4) != 0 && strncmp(entry->d_name, "post-", 5) != 0)
            continue;
        check_case(entry->d_name);
        count++;
    }
    (void)closedir(dir);
    ck_assert_int_ge(count, 19);
}
END_TEST

int main(void)
{
    const char *shared = getenv("FA_SHARED");
    TCase *tests = tcase_create("sign");

    hasher = host_hasher();
    tcase_add_test(tests, signs_a_ranged_get_as_the_manual_does);
    tcase_add_test(tests, signs_a_put_with_odd_letters_in_its_key);
    tcase_add_test(tests, signs_a_list_with_queries);
    tcase_add_test(tests, makes_the_address_of_the_manual);
    tcase_add_test(tests, encodes_all_but_the_unreserved);
    tcase_add_test(tests, sorts_queries_by_their_encoded_names);
    tcase_add_test(tests, keys_longer_than_a_block_and_many_headers_are_no_surprise);
    if (shared != NULL && *shared != '\0') {
        (void)snprintf(cases, sizeof cases, "%s/data/hostile/sigv4", shared);
        tcase_add_test(tests, agrees_with_the_published_suite);
    }
    return unit_run("curl/sign", tests);
}
