/* user/domain/scope.c: what an API key may do, and from where. */
#include "user/domain/scope.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* The next word of a text, which moves on behind it; empty at the end. */
static fai_str next_word(const char **at)
{
    const char *from = *at + strspn(*at, " ");
    size_t len = strcspn(from, " ");

    *at = from + len;
    return (fai_str){from, len};
}

static bool has_word(const char *words, fai_str word)
{
    for (fai_str w = next_word(&words); w.n != 0; w = next_word(&words))
        if (fai_str_equal(w, word))
            return true;
    return false;
}

bool fa_scope_allows(const char *scope, const char *needed)
{
    return scope == NULL || scope[0] == '\0' || (needed != NULL && has_word(scope, fai_str_of(needed)));
}

fa_status fai_scope(const char *given, char out[FA_SCOPE_BYTES], fa_error *err)
{
    const char *at = given == NULL ? "" : given;
    size_t len = 0;
    bool any = false;

    memset(out, 0, FA_SCOPE_BYTES);
    for (fai_str w = next_word(&at); w.n != 0; w = next_word(&at)) {
        if (!has_word(FA_SCOPES, w) || has_word(out, w))
            return fa_fail_field(err, FA_EINVALID, "scopes", "scopes are some of: %s", FA_SCOPES);
        if (any)
            out[len++] = ' ';
        memcpy(out + len, w.p, w.n); /* it fits: a part of FA_SCOPES */
        len += w.n;
        any = true;
    }
    return any ? FA_OK : fa_fail_field(err, FA_EINVALID, "scopes", "a key needs a scope");
}

/* An address, or a network of them: 4 or 16 bytes, and how many bits count. */
typedef struct network {
    uint8_t bytes[16];
    size_t len;
    unsigned bits;
} network;

static bool read_network(fai_str text, network *out)
{
    char copy[64], *slash, *end;
    unsigned long bits;

    if (text.n == 0 || text.n >= sizeof copy)
        return false;
    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    slash = strchr(copy, '/');
    if (slash != NULL)
        *slash = '\0';
    if (inet_pton(AF_INET, copy, out->bytes) == 1)
        out->len = 4;
    else if (inet_pton(AF_INET6, copy, out->bytes) == 1)
        out->len = 16;
    else
        return false;
    out->bits = (unsigned)out->len * 8;
    if (slash != NULL) {
        if (!fai_is_digit(slash[1]))
            return false;
        bits = strtoul(slash + 1, &end, 10);
        if (*end != '\0' || bits > out->bits)
            return false;
        out->bits = (unsigned)bits;
    }
    return true;
}

/* An IPv4 address in IPv6's clothes is one. */
static void unmap(network *n)
{
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

    if (n->len == 16 && n->bits >= 96 && memcmp(n->bytes, mapped, sizeof mapped) == 0) {
        memmove(n->bytes, n->bytes + 12, 4);
        n->len = 4;
        n->bits -= 96;
    }
}

static bool is_within(const network *n, const network *address)
{
    unsigned whole = n->bits / 8, rest = n->bits % 8;

    if (n->len != address->len || memcmp(n->bytes, address->bytes, whole) != 0)
        return false;
    return rest == 0 || ((n->bytes[whole] ^ address->bytes[whole]) >> (8 - rest)) == 0;
}

fa_status fai_addresses(const char *given, char out[FA_SCOPE_BYTES], fa_error *err)
{
    fai_str all = fai_str_trim(fai_str_of(given == NULL ? "" : given));
    network n;

    memset(out, 0, FA_SCOPE_BYTES);
    if (all.n >= FA_SCOPE_BYTES)
        return fa_fail_field(err, FA_EINVALID, "ip_allow", "the addresses take more than %d bytes",
                             FA_SCOPE_BYTES - 1);
    memcpy(out, all.p, all.n);
    given = out;
    for (fai_str w = next_word(&given); w.n != 0; w = next_word(&given))
        if (!read_network(w, &n))
            return fa_fail_field(err, FA_EINVALID, "ip_allow",
                                 "addresses are like 192.0.2.0/24 or 2001:db8::1");
    return FA_OK;
}

bool fai_address_allowed(const char *addresses, const char *address)
{
    network n, from;

    if (addresses[0] == '\0')
        return true;
    if (!read_network(fai_str_of(address), &from))
        return false;
    unmap(&from);
    for (fai_str w = next_word(&addresses); w.n != 0; w = next_word(&addresses)) {
        if (!read_network(w, &n))
            continue;
        unmap(&n);
        if (is_within(&n, &from))
            return true;
    }
    return false;
}

void fai_address_group(const char *address, char out[FA_ADDRESS_BYTES])
{
    network n;

    memset(out, 0, FA_ADDRESS_BYTES);
    if (!read_network(fai_str_of(address), &n)) {
        memcpy(out, "?", 1);
        return;
    }
    unmap(&n);
    if (n.len == 16)
        memset(n.bytes + 8, 0, 8); /* the /64 is one customer's */
    (void)inet_ntop(n.len == 4 ? AF_INET : AF_INET6, n.bytes, out, FA_ADDRESS_BYTES);
}
