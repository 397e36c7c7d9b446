/* http/request.c: what handlers ask of a request. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http/internal.h"

void http_copy(char *out, size_t size, const char *text)
{
    size_t n = strnlen(text, size - 1);

    memcpy(out, text, n);
    out[n] = '\0';
}

void http_put_number(fa_buf *out, const char *name, uint64_t value, const char *behind)
{
    char digits[20], *at = digits + sizeof digits;

    do {
        *--at = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    fa_buf_puts(out, name);
    fa_buf_append(out, at, (size_t)(digits + sizeof digits - at));
    fa_buf_puts(out, behind);
}

const char *http_param(const http_request *req, int n)
{
    return req->params[n];
}

fa_status http_param_id(const http_request *req, int n, const char *prefix, fa_id *out, fa_error *err)
{
    if (fa_id_parse(req->params[n], prefix, out, NULL) == FA_OK)
        return FA_OK;
    return fa_fail(err, FA_ENOTFOUND, "there is no such thing");
}

const http_caller *http_caller_of(const http_request *req)
{
    return &req->caller;
}

const char *http_request_id(const http_request *req)
{
    return req->id;
}

const char *http_method(const http_request *req)
{
    return req->method;
}

const char *http_request_target(const http_request *req)
{
    return req->line;
}

bool http_body_is_whole(const http_request *req)
{
    return req->whole;
}

const char *http_query(const http_request *req, const char *name)
{
    return req->connection == NULL
               ? NULL
               : MHD_lookup_connection_value(req->connection, MHD_GET_ARGUMENT_KIND, name);
}

const char *http_header(const http_request *req, const char *name)
{
    const http_text *text = req->text;

    if (text == NULL)
        return MHD_lookup_connection_value(req->connection, MHD_HEADER_KIND, name);
    for (size_t i = 0; i < text->count; i++)
        if ((*text->fields[i].name | 0x20) == (*name | 0x20) && strcasecmp(text->fields[i].name, name) == 0)
            return text->fields[i].value;
    return NULL;
}

fa_status http_query_number(const http_request *req, const char *name, uint32_t min, uint32_t max,
                            uint32_t fallback, uint32_t *out, fa_error *err)
{
    const char *text = http_query(req, name);
    char *end = NULL;
    unsigned long value;

    if (text == NULL) {
        *out = fallback;
        return FA_OK;
    }
    errno = 0;
    value = strtoul(text, &end, 10);
    if (errno != 0 || *end != '\0' || !isdigit((unsigned char)*text) || value < min || value > max)
        return fa_fail_field(err, FA_EINVALID, name, "%s must be a whole number from %u to %u", name, min,
                             max);
    *out = (uint32_t)value;
    return FA_OK;
}

fa_status http_query_flag(const http_request *req, const char *name, bool *out, fa_error *err)
{
    const char *text = http_query(req, name);

    *out = text != NULL && strcmp(text, "true") == 0;
    if (text == NULL || *out || strcmp(text, "false") == 0)
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, name, "%s is true or false", name);
}
