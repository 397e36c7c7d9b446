/* adapters/curl/s3_place.c: the URL of an S3 store. */
#include "s3.h"

#include <stdio.h>
#include <string.h>

static fa_status wrong(fa_error *err, const char *what)
{
    return fa_fail_field(err, FA_EINVALID, "url", "the URL of an S3 store: %s", what);
}

static int nibble(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Decodes %XX of text[0..len) into out. false: too long, or not decodable. */
static bool decode(const char *text, size_t len, char *out, size_t cap)
{
    size_t i, n = 0;

    for (i = 0; i < len && n + 1 < cap; i++) {
        if (text[i] != '%') {
            out[n++] = text[i];
            continue;
        }
        if (i + 2 >= len || nibble(text[i + 1]) < 0 || nibble(text[i + 2]) < 0)
            return false;
        out[n] = (char)(nibble(text[i + 1]) << 4 | nibble(text[i + 2]));
        if (out[n++] == '\0')
            return false;
        i += 2;
    }
    out[n] = '\0';
    return i == len;
}

static bool is_made_of(const char *text, const char *letters)
{
    return strspn(text, letters) == strlen(text);
}

static fa_status check_bucket(const char *bucket, fa_error *err)
{
    size_t len = strlen(bucket);

    if (len < 3 || len > 63 || !is_made_of(bucket, "abcdefghijklmnopqrstuvwxyz0123456789.-") ||
        strstr(bucket, "..") != NULL || strchr(".-", bucket[0]) != NULL ||
        strchr(".-", bucket[len - 1]) != NULL)
        return wrong(err, "a bucket's name has 3 to 63 of a-z 0-9 . -");
    return FA_OK;
}

/* "https://host:port", with nothing behind it. */
static fa_status take_endpoint(const char *endpoint, fai_s3_place *out, char host[256], fa_error *err)
{
    size_t len;

    out->https = strncmp(endpoint, "https://", 8) == 0;
    if (!out->https && strncmp(endpoint, "http://", 7) != 0)
        return wrong(err, "an endpoint begins with http:// or https://");
    endpoint += out->https ? 8 : 7;
    len = strlen(endpoint);
    if (len > 0 && endpoint[len - 1] == '/')
        len--;
    if (len == 0 || len >= 256)
        return wrong(err, "an endpoint has a host, of at most 255 bytes");
    memcpy(host, endpoint, len);
    host[len] = '\0';
    if (!is_made_of(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_"))
        return wrong(err, "an endpoint is a host and a port, with nothing behind them");
    return FA_OK;
}

typedef struct options {
    char endpoint[300];
    char style[8];
} options;

static fa_status take_option(const char *text, size_t len, fai_s3_place *out, options *o, fa_error *err)
{
    const struct {
        const char *name;
        char *to;
        size_t cap;
    } known[] = {{"endpoint=", o->endpoint, sizeof o->endpoint},
                 {"region=", out->region, sizeof out->region},
                 {"prefix=", out->prefix, sizeof out->prefix},
                 {"style=", o->style, sizeof o->style}};
    size_t i;

    for (i = 0; i < sizeof known / sizeof *known; i++) {
        size_t name = strlen(known[i].name);

        if (len < name || memcmp(text, known[i].name, name) != 0)
            continue;
        if (known[i].to[0] != '\0')
            return wrong(err, "an option stands in it twice");
        if (!decode(text + name, len - name, known[i].to, known[i].cap))
            return wrong(err, "an option is too long, or is wrongly encoded");
        return FA_OK;
    }
    return wrong(err, "the options are endpoint, region, prefix and style");
}

static fa_status finish(fai_s3_place *out, const options *o, fa_error *err)
{
    char host[256];
    fa_status st = FA_OK;

    if (out->region[0] == '\0')
        (void)snprintf(out->region, sizeof out->region, "us-east-1");
    if (!is_made_of(out->region, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"))
        return wrong(err, "a region is made of letters, digits, - and _");
    if (!is_made_of(out->prefix, "abcdefghijklmnopqrstuvwxyz0123456789/_-"))
        return wrong(err, "a prefix is made of a-z 0-9 / _ -");
    if (o->style[0] != '\0' && strcmp(o->style, "path") != 0 && strcmp(o->style, "host") != 0)
        return wrong(err, "the style is \"path\" or \"host\"");
    out->in_host = o->style[0] != '\0' ? o->style[0] == 'h' : o->endpoint[0] == '\0';
    if (o->endpoint[0] != '\0') {
        st = take_endpoint(o->endpoint, out, host, err);
    } else {
        out->https = true;
        (void)snprintf(host, sizeof host, "s3.%s.amazonaws.com", out->region);
    }
    if (st == FA_OK)
        (void)snprintf(out->host, sizeof out->host, "%s%s%s", out->in_host ? out->bucket : "",
                       out->in_host ? "." : "", host);
    return st;
}

fa_status fai_s3_place_parse(const char *url, fai_s3_place *out, fa_error *err)
{
    static const char head[] = "s3://";
    options o = {{0}, {0}};
    const char *at;
    size_t len;
    fa_status st;

    memset(out, 0, sizeof *out);
    if (strncmp(url, head, sizeof head - 1) != 0)
        return wrong(err, "it begins with s3:// and the bucket");
    at = url + sizeof head - 1;
    len = strcspn(at, "?");
    if (len >= sizeof out->bucket)
        return wrong(err, "a bucket's name has 3 to 63 of a-z 0-9 . -");
    memcpy(out->bucket, at, len);
    st = check_bucket(out->bucket, err);
    at += len;
    while (st == FA_OK && *at != '\0') {
        at++;
        len = strcspn(at, "&");
        st = take_option(at, len, out, &o, err);
        at += len;
    }
    return st == FA_OK ? finish(out, &o, err) : st;
}
