/* adapters/curl/s3_list.c: the keys of a bucket, a page at a time (ListObjectsV2). */
#include "s3.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "s3_xml.h"

enum { PAGE = 1000, KEY_BYTES = 200, RAW_BYTES = 2048 };

/* A page as it is read. */
typedef struct listing {
    const char *prefix; /* of the store: off every key */
    uint32_t left;
    fa_blob_visit_fn visit;
    void *payload;
    /* the object under way */
    char raw[RAW_BYTES];
    fa_blob_info info;
    bool has_size;
    /* of the page */
    char last[RAW_BYTES]; /* the last name that was seen, of whatever form */
    bool truncated;
    bool visiting; /* what visit returned is not the store's fault */
} listing;

static fa_status bad(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "the blob store gave a list that cannot be read");
}

static int nibble(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* Names come encoded as URLs, so that they may hold anything. */
static fa_status take_name(listing *l, const char *text, fa_error *err)
{
    size_t n = 0;

    for (; *text != '\0'; text++) {
        if (n + 1 == sizeof l->raw)
            return bad(err);
        if (*text != '%') {
            l->raw[n++] = *text;
            continue;
        }
        if (nibble(text[1]) < 0 || nibble(text[2]) < 0)
            return bad(err);
        l->raw[n++] = (char)(nibble(text[1]) << 4 | nibble(text[2]));
        text += 2;
    }
    l->raw[n] = '\0';
    return FA_OK;
}

static fa_status take_size(listing *l, const char *text, fa_error *err)
{
    uint64_t size = 0;

    if (*text == '\0' || strlen(text) > 18)
        return bad(err);
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return bad(err);
        size = size * 10 + (uint64_t)(*text - '0');
    }
    l->info.size_bytes = size;
    l->has_size = true;
    return FA_OK;
}

static int two_digits(const char *text)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return -1;
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* "2026-01-31T12:34:56.789Z"; what is no such moment is unknown. */
static fa_time moment_of(const char *text)
{
    char day[11] = "";
    fa_date date;
    int h, m, s;

    if (strlen(text) < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return 0;
    memcpy(day, text, 10);
    date = fa_date_parse(day);
    h = two_digits(text + 11);
    m = two_digits(text + 14);
    s = two_digits(text + 17);
    if (date == FA_DATE_NONE || h < 0 || m < 0 || s < 0)
        return 0;
    return (((fa_time)date * 24 + h) * 60 + m) * 60000 + (fa_time)s * 1000;
}

/* What is no blob of ours (the bucket may hold other things) is passed by. */
static fa_status end_object(listing *l, fa_error *err)
{
    size_t prefix = strlen(l->prefix);
    const char *key = l->raw + prefix;
    fa_status st;

    if (l->raw[0] == '\0' || !l->has_size)
        return bad(err);
    memcpy(l->last, l->raw, strlen(l->raw) + 1);
    if (l->left == 0 || strncmp(l->raw, l->prefix, prefix) != 0 || *key == '\0' || strlen(key) > KEY_BYTES ||
        strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789/_-") != strlen(key))
        return FA_OK;
    l->left--;
    l->info.key = key;
    l->visiting = true;
    st = l->visit(l->payload, &l->info, err);
    l->visiting = st != FA_OK;
    return st;
}

static fa_status take_element(void *payload, const char *const *names, int depth, const char *text,
                              fa_error *err)
{
    listing *l = payload;
    fa_status st = FA_OK;

    if (fai_s3_xml_is(names, depth, "Contents", "Key"))
        return take_name(l, text, err);
    if (fai_s3_xml_is(names, depth, "Contents", "Size"))
        return take_size(l, text, err);
    if (fai_s3_xml_is(names, depth, "Contents", "LastModified"))
        l->info.modified = moment_of(text);
    if (fai_s3_xml_is(names, depth, "ListBucketResult", "IsTruncated"))
        l->truncated = strcmp(text, "true") == 0;
    if (fai_s3_xml_is(names, depth, "ListBucketResult", "Contents")) {
        st = end_object(l, err);
        l->raw[0] = '\0';
        l->has_size = false;
        l->info = (fa_blob_info){NULL, 0, 0};
    }
    return st;
}

static fa_status read_page(fai_s3_store *s, listing *l, const char *prefix, fa_error *err)
{
    fai_s3_request r = {.method = "GET"};
    char most[16];
    fai_curl_answer answer;
    fa_status st;

    (void)snprintf(most, sizeof most, "%u", l->left < PAGE ? (unsigned)l->left + 1 : (unsigned)PAGE);
    r.queries[r.query_count++] = (fai_s3_pair){"list-type", "2"};
    r.queries[r.query_count++] = (fai_s3_pair){"encoding-type", "url"};
    r.queries[r.query_count++] = (fai_s3_pair){"max-keys", most};
    if (prefix[0] != '\0')
        r.queries[r.query_count++] = (fai_s3_pair){"prefix", prefix};
    if (l->last[0] != '\0')
        r.queries[r.query_count++] = (fai_s3_pair){"start-after", l->last};
    fai_curl_answer_init(&answer, NULL, 0);
    st = fai_s3_send(s, &r, &answer, err);
    if (st == FA_OK)
        st = fai_s3_judge(&answer, err);
    l->truncated = false;
    if (st == FA_OK)
        st = answer.body.len == 0 ? bad(err)
                                  : fai_s3_xml_read(answer.body.data, answer.body.len, take_element, l, err);
    fai_curl_answer_clear(&answer);
    return st;
}

fa_status fai_s3_list(void *self, const char *prefix, const char *after, uint32_t limit,
                      fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    fai_s3_store *s = self;
    char full[RAW_BYTES], before[RAW_BYTES];
    listing *l = fa_calloc(1, sizeof *l);
    fa_status st = FA_OK;

    if (l == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to list blobs");
    *l = (listing){
        .prefix = s->place.prefix, .left = limit, .visit = visit, .payload = payload, .truncated = true};
    (void)snprintf(full, sizeof full, "%s%s", s->place.prefix, prefix);
    if (after[0] != '\0')
        (void)snprintf(l->last, sizeof l->last, "%s%s", s->place.prefix, after);
    while (st == FA_OK && l->truncated && l->left > 0) {
        memcpy(before, l->last, sizeof before);
        st = read_page(s, l, full, err);
        if (st == FA_OK && l->truncated && strcmp(before, l->last) == 0)
            st = bad(err); /* it would go on for ever */
    }
    if (st == FA_ENOTFOUND && !l->visiting) /* a bucket that is not there is no key that is not there */
        st = fa_fail(err, FA_EUNAVAILABLE, "the blob store has no such bucket");
    fa_free(l);
    return st;
}
