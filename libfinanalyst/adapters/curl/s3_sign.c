/* adapters/curl/s3_sign.c: Amazon's Signature Version 4. Source: "AWS Signature Version 4 for API requests", AWS Identity
 * and Access Management User Guide; HMAC: RFC 2104. */
#include "s3_sign.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

enum { BLOCK_BYTES = 64, TEXT_MAX = 64 * 1024, PAIRS_MAX = 48 };

static const char algorithm[] = "AWS4-HMAC-SHA256";

/* ---- hashing ---- */

typedef struct mac {
    uint8_t b[FA_SHA256_BYTES];
} mac;

static void sha256(const fa_hasher *h, const void *a, size_t a_len, const void *b, size_t b_len, mac *out)
{
    fa_digest d;

    fa_hash_begin(h, &d);
    fa_hash_update(h, &d, a, a_len);
    fa_hash_update(h, &d, b, b_len);
    h->ops->finish(h->self, &d, out->b);
}

static void hmac(const fa_hasher *h, const void *key, size_t key_len, const char *text, mac *out)
{
    uint8_t inner[BLOCK_BYTES] = {0}, outer[BLOCK_BYTES];
    mac short_key;
    size_t i;

    if (key_len > BLOCK_BYTES) {
        sha256(h, key, key_len, NULL, 0, &short_key);
        key = short_key.b;
        key_len = sizeof short_key.b;
    }
    memcpy(inner, key, key_len);
    for (i = 0; i < BLOCK_BYTES; i++) {
        outer[i] = inner[i] ^ 0x5c;
        inner[i] ^= 0x36;
    }
    sha256(h, inner, sizeof inner, text, strlen(text), out);
    sha256(h, outer, sizeof outer, out->b, sizeof out->b, out);
}

static void put_hex(fa_buf *out, const mac *m)
{
    size_t i;

    for (i = 0; i < sizeof m->b; i++)
        (void)fa_buf_printf(out, "%02x", m->b[i]);
}

/* ---- pieces of text ---- */

void fai_s3_date(fa_time now, char out[17])
{
    char iso[25];

    fa_time_format(now, iso);
    (void)snprintf(out, 17, "%.4s%.2s%.2sT%.2s%.2s%.2sZ", iso, iso + 5, iso + 8, iso + 11, iso + 14,
                   iso + 17);
}

static bool is_plain(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void fai_s3_encode(fa_buf *out, const char *text, bool keep_slash)
{
    for (; *text != '\0'; text++) {
        if (is_plain(*text) || (keep_slash && *text == '/'))
            (void)fa_buf_append(out, text, 1);
        else
            (void)fa_buf_printf(out, "%%%02X", (unsigned char)*text);
    }
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void put_lower(fa_buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        char c = lower(*text);

        (void)fa_buf_append(out, &c, 1);
    }
}

static int compare_lower(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return (unsigned char)lower(*a) - (unsigned char)lower(*b);
}

/* Without blanks at its ends, rows of blanks as one. */
static void put_folded(fa_buf *out, const char *value)
{
    bool blank = false, any = false;

    for (; *value != '\0'; value++) {
        if (*value == ' ' || *value == '\t') {
            blank = true;
            continue;
        }
        if (blank && any)
            (void)fa_buf_puts(out, " ");
        (void)fa_buf_append(out, value, 1);
        blank = false;
        any = true;
    }
}

/* ---- canonical forms ---- */

/* Places of pairs in their order; equal names keep theirs. */
typedef struct order {
    size_t at[PAIRS_MAX];
    size_t count;
} order;

typedef int (*compare_fn)(const char *a, const char *b);

static fa_status sort(const fai_s3_pair *pairs, size_t count, compare_fn compare, bool by_value, order *out,
                      fa_error *err)
{
    size_t i, k;

    if (count > PAIRS_MAX)
        return fa_fail(err, FA_ETOOLARGE, "a request to the blob store has too many headers or queries");
    out->count = count;
    for (i = 0; i < count; i++) {
        for (k = i; k > 0; k--) {
            const fai_s3_pair *before = &pairs[out->at[k - 1]];
            int c = compare(before->name, pairs[i].name);

            if (c < 0 || (c == 0 && (!by_value || compare(before->value, pairs[i].value) <= 0)))
                break;
            out->at[k] = out->at[k - 1];
        }
        out->at[k] = i;
    }
    return FA_OK;
}

/* The order of the encoded texts: "%" comes before all that stays as it is. */
static int compare_encoded(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    if (*a != '\0' && *b != '\0' && is_plain(*a) != is_plain(*b))
        return is_plain(*a) ? 1 : -1;
    return (unsigned char)*a - (unsigned char)*b;
}

fa_status fai_s3_query(const fai_s3_message *m, fa_buf *out, fa_error *err)
{
    order by_name = {.count = 0};
    fa_status st = sort(m->queries, m->query_count, compare_encoded, true, &by_name, err);
    size_t i;

    if (st != FA_OK)
        return st;
    for (i = 0; i < by_name.count; i++) {
        const fai_s3_pair *q = &m->queries[by_name.at[i]];

        if (i > 0)
            (void)fa_buf_puts(out, "&");
        fai_s3_encode(out, q->name, false);
        (void)fa_buf_puts(out, "=");
        fai_s3_encode(out, q->value, false);
    }
    return fa_buf_check(out, err);
}

static void put_headers(const fai_s3_message *m, const order *by_name, fa_buf *out)
{
    size_t i;

    for (i = 0; i < by_name->count; i++) {
        const fai_s3_pair *h = &m->headers[by_name->at[i]];

        if (i > 0 && compare_lower(m->headers[by_name->at[i - 1]].name, h->name) == 0) {
            (void)fa_buf_puts(out, ",");
        } else {
            (void)fa_buf_puts(out, i > 0 ? "\n" : "");
            put_lower(out, h->name);
            (void)fa_buf_puts(out, ":");
        }
        put_folded(out, h->value);
    }
    (void)fa_buf_puts(out, "\n");
}

static void put_header_names(const fai_s3_message *m, const order *by_name, fa_buf *out)
{
    size_t i;

    for (i = 0; i < by_name->count; i++) {
        const char *name = m->headers[by_name->at[i]].name;

        if (i > 0 && compare_lower(m->headers[by_name->at[i - 1]].name, name) == 0)
            continue;
        (void)fa_buf_puts(out, i > 0 ? ";" : "");
        put_lower(out, name);
    }
}

fa_status fai_s3_canonical(const fai_s3_message *m, fa_buf *out, fa_error *err)
{
    order by_name;
    fa_status st = sort(m->headers, m->header_count, compare_lower, false, &by_name, err);

    if (st != FA_OK)
        return st;
    (void)fa_buf_printf(out, "%s\n", m->method);
    fai_s3_encode(out, m->path, true);
    (void)fa_buf_puts(out, "\n");
    st = fai_s3_query(m, out, err);
    if (st != FA_OK)
        return st;
    (void)fa_buf_puts(out, "\n");
    put_headers(m, &by_name, out);
    (void)fa_buf_puts(out, "\n");
    put_header_names(m, &by_name, out);
    (void)fa_buf_printf(out, "\n%s", m->payload);
    return fa_buf_check(out, err);
}

/* ---- signing ---- */

static void put_scope(const fai_s3_signer *s, const char date[17], fa_buf *out)
{
    (void)fa_buf_printf(out, "%.8s/%s/%s/aws4_request", date, s->region, s->service);
}

/* kSecret, then the date, the region, the service and "aws4_request" in turn. */
static fa_status derive_key(const fai_s3_signer *s, const char date[17], mac *key, fa_error *err)
{
    char day[9];
    fa_buf secret;
    fa_status st;

    (void)snprintf(day, sizeof day, "%.8s", date);
    fa_buf_init(&secret, TEXT_MAX);
    (void)fa_buf_printf(&secret, "AWS4%s", s->secret_key);
    st = fa_buf_check(&secret, err);
    if (st == FA_OK) {
        hmac(s->hasher, secret.data, secret.len, day, key);
        hmac(s->hasher, key->b, sizeof key->b, s->region, key);
        hmac(s->hasher, key->b, sizeof key->b, s->service, key);
        hmac(s->hasher, key->b, sizeof key->b, "aws4_request", key);
        memset(secret.data, 0, secret.len);
    }
    fa_buf_clear(&secret);
    return st;
}

static fa_status sign(const fai_s3_signer *s, const fai_s3_message *m, const char date[17], fa_buf *out,
                      fa_error *err)
{
    fa_buf canonical, text;
    mac digest, key;
    fa_status st;

    if (s->hasher == NULL || s->hasher->ops == NULL)
        return fa_fail(err, FA_EINVALID, "a signature needs a hasher");
    fa_buf_init(&canonical, TEXT_MAX);
    fa_buf_init(&text, TEXT_MAX);
    st = fai_s3_canonical(m, &canonical, err);
    if (st == FA_OK) {
        sha256(s->hasher, canonical.data, canonical.len, NULL, 0, &digest);
        (void)fa_buf_printf(&text, "%s\n%.16s\n", algorithm, date);
        put_scope(s, date, &text);
        (void)fa_buf_puts(&text, "\n");
        put_hex(&text, &digest);
        st = fa_buf_check(&text, err);
    }
    if (st == FA_OK)
        st = derive_key(s, date, &key, err);
    if (st == FA_OK) {
        hmac(s->hasher, key.b, sizeof key.b, text.data, &digest);
        put_hex(out, &digest);
        memset(&key, 0, sizeof key);
        st = fa_buf_check(out, err);
    }
    fa_buf_clear(&text);
    fa_buf_clear(&canonical);
    return st;
}

fa_status fai_s3_authorize(const fai_s3_signer *s, const fai_s3_message *m, fa_buf *out, fa_error *err)
{
    order by_name;
    char date[17];
    fa_status st = sort(m->headers, m->header_count, compare_lower, false, &by_name, err);

    if (st != FA_OK)
        return st;
    fai_s3_date(s->now, date);
    (void)fa_buf_printf(out, "%s Credential=%s/", algorithm, s->access_key);
    put_scope(s, date, out);
    (void)fa_buf_puts(out, ", SignedHeaders=");
    put_header_names(m, &by_name, out);
    (void)fa_buf_puts(out, ", Signature=");
    return sign(s, m, date, out, err);
}

fa_status fai_s3_presign(const fai_s3_signer *s, const fai_s3_message *m, uint32_t seconds, fa_buf *out,
                         fa_error *err)
{
    fai_s3_pair queries[PAIRS_MAX];
    fai_s3_message all = *m;
    char date[17], expires[16];
    fa_buf credential, names;
    order by_name;
    size_t n = m->query_count;
    fa_status st = sort(m->headers, m->header_count, compare_lower, false, &by_name, err);

    if (st == FA_OK && n > PAIRS_MAX - 6)
        st = fa_fail(err, FA_ETOOLARGE, "a request to the blob store has too many queries");
    if (st != FA_OK)
        return st;
    fa_buf_init(&credential, TEXT_MAX);
    fa_buf_init(&names, TEXT_MAX);
    fai_s3_date(s->now, date);
    (void)snprintf(expires, sizeof expires, "%u", (unsigned)seconds);
    (void)fa_buf_printf(&credential, "%s/", s->access_key);
    put_scope(s, date, &credential);
    put_header_names(m, &by_name, &names);
    st = fa_buf_check(&credential, err);
    if (st == FA_OK)
        st = fa_buf_check(&names, err);
    if (st == FA_OK) {
        if (n != 0)
            memcpy(queries, m->queries, n * sizeof *queries);
        queries[n++] = (fai_s3_pair){"X-Amz-Algorithm", algorithm};
        queries[n++] = (fai_s3_pair){"X-Amz-Credential", credential.data};
        queries[n++] = (fai_s3_pair){"X-Amz-Date", date};
        queries[n++] = (fai_s3_pair){"X-Amz-Expires", expires};
        queries[n++] = (fai_s3_pair){"X-Amz-SignedHeaders", names.data};
        if (s->session_token != NULL)
            queries[n++] = (fai_s3_pair){"X-Amz-Security-Token", s->session_token};
        all.queries = queries;
        all.query_count = n;
        st = fai_s3_query(&all, out, err);
    }
    if (st == FA_OK) {
        (void)fa_buf_puts(out, "&X-Amz-Signature=");
        st = sign(s, &all, date, out, err);
    }
    fa_buf_clear(&names);
    fa_buf_clear(&credential);
    return st;
}
