/* base/error.c: filling an error, and the names of its codes. */
#include <finanalyst/error.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

const char *fa_version(void)
{
    return FA_VERSION_STRING;
}

static fa_status fail(fa_error *err, fa_status code, const char *field, const char *format, va_list args)
{
    if (err == NULL)
        return code;
    memset(err, 0, sizeof *err);
    err->code = code;
    if (field != NULL)
        (void)snprintf(err->field, sizeof err->field, "%s", field);
    (void)vsnprintf(err->message, sizeof err->message, format, args);
    /* A cut may have split a character. */
    err->message[fai_utf8_whole(err->message, strlen(err->message))] = '\0';
    return code;
}

fa_status fa_fail(fa_error *err, fa_status code, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    (void)fail(err, code, NULL, format, args);
    va_end(args);
    return code;
}

fa_status fa_fail_field(fa_error *err, fa_status code, const char *field, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    (void)fail(err, code, field, format, args);
    va_end(args);
    return code;
}

const char *fa_status_name(fa_status code)
{
    static const char *const names[] = {
        "ok",        "invalid",         "not_found", "conflict",  "unavailable", "overflow",     "no_memory",
        "too_large", "unsupported",     "encrypted", "no_text",   "corrupt",     "timeout",      "cancelled",
        "internal",  "unauthenticated", "forbidden", "throttled", "expired",     "second_factor"};

    if (code > 0 || code < FA_ESECONDFACTOR)
        return "unknown";
    return names[-code];
}
