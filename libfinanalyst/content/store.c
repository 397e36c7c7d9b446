/* content/store.c: where a content lies: its arena, its strings, its limits. */
#include "content/store.h"

#include <string.h>

#include "base/text.h"

enum { POOL_BLOCK = 16 * 1024 };

static const char replacement[] = "\xEF\xBF\xBD";

fa_content_limits fai_limits_of(const fa_content_limits *limits)
{
    fa_content_limits l = FA_CONTENT_LIMITS_INIT;

    if (limits != NULL && limits->struct_size >= sizeof l)
        l = *limits;
    if (l.file_bytes == 0)
        l.file_bytes = (uint64_t)100 << 20;
    if (l.pages == 0)
        l.pages = 5000;
    if (l.words == 0)
        l.words = 4000000;
    if (l.cells == 0)
        l.cells = 2000000;
    if (l.tags == 0)
        l.tags = 500000;
    if (l.memory_bytes == 0)
        l.memory_bytes = (uint64_t)192 << 20;
    return l;
}

fai_content_holder *fai_content_holder_new(fa_content_kind kind, const fa_content_limits *limits)
{
    fai_content_holder *h = fa_calloc(1, sizeof *h);

    if (h == NULL)
        return NULL;
    fai_arena_init(&h->arena, limits->memory_bytes > SIZE_MAX ? SIZE_MAX : (size_t)limits->memory_bytes);
    h->pool.arena = &h->arena;
    h->content.kind = kind;
    h->content.title = "";
    return h;
}

void fa_content_free(const fa_content *c)
{
    union {
        const fa_content *content;
        fai_content_holder *holder;
    } u;

    if (c == NULL)
        return;
    u.content = c;
    fai_arena_clear(&u.holder->arena);
    fa_free(u.holder);
}

fa_status fai_no_room(const fai_arena *a, size_t need, fa_error *err)
{
    if (a->max != 0 && need > a->max - a->taken)
        return fa_fail_field(err, FA_ETOOLARGE, "memory_bytes", "the document needs more than %zu bytes",
                             a->max);
    return fa_fail(err, FA_ENOMEM, "out of memory while keeping a document");
}

char *fai_pool_room(fai_pool *p, size_t len)
{
    char *text;

    if (len >= POOL_BLOCK / 4) {
        return len == SIZE_MAX ? NULL : fai_arena_alloc(p->arena, len + 1);
    }
    if (p->left < len + 1) {
        p->at = fai_arena_alloc(p->arena, POOL_BLOCK);
        p->left = p->at == NULL ? 0 : POOL_BLOCK;
        if (p->at == NULL)
            return NULL;
    }
    text = p->at;
    p->at += len + 1;
    p->left -= len + 1;
    text[len] = '\0';
    return text;
}

/* One character of a text: its bytes in the source and, as it is kept, in `out` and *out_len. */
static size_t take_char(const char *s, size_t n, const char **out, size_t *out_len)
{
    size_t len;
    uint32_t c = fai_utf8_decode(s, n, &len);

    /* U+FFFD written out takes three bytes; decoded from what is invalid, one. */
    if (c == 0 || (c == 0xFFFD && len != 3)) {
        *out = replacement;
        *out_len = 3;
    } else {
        *out = s;
        *out_len = len;
    }
    return len;
}

static size_t plain_prefix(const char *text, size_t len)
{
    size_t i;

    for (i = 0; i < len && (unsigned char)text[i] < 0x80 && text[i] != '\0'; i++)
        continue;
    return i;
}

size_t fai_clean_len(const char *text, size_t len)
{
    size_t total = plain_prefix(text, len), i = total, n;
    const char *c;

    while (i < len) {
        i += take_char(text + i, len - i, &c, &n);
        total += n;
    }
    return total;
}

void fai_clean_copy(char *out, const char *text, size_t len)
{
    size_t i = plain_prefix(text, len), n;
    const char *c;

    memcpy(out, text, i);
    out += i;
    while (i < len) {
        i += take_char(text + i, len - i, &c, &n);
        memcpy(out, c, n);
        out += n;
    }
}

const char *fai_pool_add(fai_pool *p, const char *text, size_t len)
{
    char *copy;

    if (len == 0)
        return "";
    copy = fai_pool_room(p, fai_clean_len(text, len));
    if (copy != NULL)
        fai_clean_copy(copy, text, len);
    return copy;
}

static size_t blank_len(const char *s, size_t n)
{
    if (fai_is_space(*s))
        return 1;
    return n > 1 && memcmp(s, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Writes the folded text where out is not NULL; returns its bytes. */
static size_t fold(char *out, const char *text, size_t len)
{
    size_t total = 0, i = 0, n, k;
    bool blank = false;
    const char *c;

    while (i < len) {
        k = blank_len(text + i, len - i);
        if (k != 0) {
            blank = total != 0;
            i += k;
            continue;
        }
        if (blank) {
            if (out != NULL)
                out[total] = ' ';
            total++;
            blank = false;
        }
        i += take_char(text + i, len - i, &c, &n);
        if (out != NULL)
            memcpy(out + total, c, n);
        total += n;
    }
    return total;
}

const char *fai_pool_fold(fai_pool *p, const char *text, size_t len)
{
    size_t n = fold(NULL, text, len);
    char *copy;

    if (n == 0)
        return "";
    copy = fai_pool_room(p, n);
    if (copy != NULL)
        fold(copy, text, len);
    return copy;
}
