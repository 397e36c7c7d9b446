/* gateway/domain/trace.c: traceparent (W3C Trace Context, level 1, section 3.2). */
#include <finanalyst/gateway.h>

#include <string.h>

enum { LENGTH = FA_TRACEPARENT_BYTES - 1 };

/* Lower-case digits only, as the standard has it. */
static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_bytes(const char *text, uint8_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int high = hex(text[2 * i]), low = hex(text[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

static bool is_zero(const uint8_t *bytes, size_t count)
{
    uint8_t all = 0;

    for (size_t i = 0; i < count; i++)
        all |= bytes[i];
    return all == 0;
}

bool fa_trace_parse(const char *text, size_t len, fa_trace *out)
{
    uint8_t version;
    fa_trace t;

    if (len < LENGTH || text[2] != '-' || text[35] != '-' || text[52] != '-')
        return false;
    if (!read_bytes(text, &version, 1) || !read_bytes(text + 3, t.trace, sizeof t.trace) ||
        !read_bytes(text + 36, t.parent, sizeof t.parent) || !read_bytes(text + 53, &t.flags, 1))
        return false;
    if (version == 0xff || (len > LENGTH && (version == 0 || text[LENGTH] != '-')))
        return false;
    if (is_zero(t.trace, sizeof t.trace) || is_zero(t.parent, sizeof t.parent))
        return false;
    *out = t;
    return true;
}

fa_trace fa_trace_next(const fa_trace *from, const uint8_t random[24])
{
    fa_trace t = {.flags = 0};

    if (from != NULL) {
        t = *from;
        t.flags &= 1;
    } else {
        memcpy(t.trace, random, sizeof t.trace);
        if (is_zero(t.trace, sizeof t.trace))
            t.trace[0] = 1;
    }
    memcpy(t.parent, random + sizeof t.trace, sizeof t.parent);
    if (is_zero(t.parent, sizeof t.parent))
        t.parent[0] = 1;
    return t;
}

static char *write_bytes(char *out, const uint8_t *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < count; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    return out;
}

void fa_trace_format(const fa_trace *trace, char out[FA_TRACEPARENT_BYTES])
{
    static const uint8_t version = 0;

    out = write_bytes(out, &version, 1);
    *out++ = '-';
    out = write_bytes(out, trace->trace, sizeof trace->trace);
    *out++ = '-';
    out = write_bytes(out, trace->parent, sizeof trace->parent);
    *out++ = '-';
    out = write_bytes(out, &trace->flags, 1);
    *out = '\0';
}
