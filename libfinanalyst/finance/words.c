/* finance/words.c: cutting text into words and matching phrases. Signs of one word ("R&D", "PP&E", "U.S.") stay one. */
#include "finance/words.h"

#include <string.h>

#include "base/text.h"
#include "base/vec.h"

enum { WORD_MAX = 64 };

static bool ends(const char *s, size_t n, const char *tail)
{
    size_t k = strlen(tail);

    return n >= k && memcmp(s + n - k, tail, k) == 0;
}

static size_t singular(char *s, size_t n)
{
    if (n < 4 || s[n - 1] != 's' || ends(s, n, "ss") || ends(s, n, "us") || ends(s, n, "is"))
        return n;
    if (ends(s, n, "ies") && n > 4) {
        s[n - 3] = 'y';
        return n - 2;
    }
    if (ends(s, n, "xes") || ends(s, n, "sses") || ends(s, n, "ches"))
        return n - 2;
    return n - 1;
}

void fai_word_fold(const char *p, size_t n, char *out, size_t cap)
{
    size_t len = 0;

    for (size_t i = 0; i < n && len + 1 < cap; i++)
        if (p[i] != '.' && p[i] != '\'')
            out[len++] = fai_lower(p[i]);
    len = singular(out, len);
    out[len] = '\0';
}

/* Length of a sign that means the same as an ASCII one, which is put into *as; 0 = no such sign. */
static size_t sign_at(const char *p, size_t n, char *as)
{
    static const struct {
        const char *bytes;
        char as;
    } signs[] = {{"\xE2\x80\x93", '-'}, {"\xE2\x80\x94", '-'},  {"\xE2\x88\x92", '-'},  {"\xE2\x80\x90", '-'},
                 {"\xE2\x80\x91", '-'}, {"\xE2\x80\x99", '\''}, {"\xE2\x80\x98", '\''}, {"\xE2\x80\x9C", '"'},
                 {"\xE2\x80\x9D", '"'}, {"\xC3\x97", '*'},      {"\xC3\xB7", '/'},      {"\xC2\xA0", ' '}};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t k = strlen(signs[i].bytes);

        if (n >= k && memcmp(p, signs[i].bytes, k) == 0) {
            *as = signs[i].as;
            return k;
        }
    }
    *as = *p;
    return (unsigned char)*p < 0x80 ? 1 : 0;
}

typedef struct cutter {
    const char *s;
    size_t n;
    size_t at;
    fai_arena *arena;
    FAI_VEC(fai_word) words;
    bool glue;
    bool failed;
} cutter;

static bool letter_at(const cutter *c, size_t i)
{
    return i < c->n && (fai_is_alnum(c->s[i]) || (unsigned char)c->s[i] >= 0x80);
}

static void push(cutter *c, fai_word w)
{
    w.glued = c->glue;
    c->glue = false;
    if (w.text == NULL || !fai_vec_push(&c->words, w))
        c->failed = true;
}

static void push_mark(cutter *c, char sign, size_t len)
{
    fai_word w = {.kind = FAI_WORD_MARK, .from = (uint32_t)c->at, .to = (uint32_t)(c->at + len)};

    w.text = fai_arena_strndup(c->arena, &sign, 1);
    push(c, w);
    c->at += len;
}

static void cut_number(cutter *c)
{
    size_t from = c->at, end = c->at;
    char digits[WORD_MAX];
    size_t n = 0;
    fai_word w = {.kind = FAI_WORD_NUMBER, .from = (uint32_t)from};

    while (end < c->n && (fai_is_digit(c->s[end]) || ((c->s[end] == ',' || c->s[end] == '.') &&
                                                      end + 1 < c->n && fai_is_digit(c->s[end + 1])))) {
        if (c->s[end] != ',' && n + 1 < sizeof digits)
            digits[n++] = c->s[end];
        end++;
    }
    w.text = fai_arena_strndup(c->arena, digits, n);
    w.to = (uint32_t)end;
    c->at = end;
    push(c, w);
}

/* The end of a word of letters and digits: "&" and "." inside count when letters go on behind them. */
static size_t word_end(const cutter *c, size_t i)
{
    while (i < c->n) {
        char as;
        size_t k = sign_at(c->s + i, c->n - i, &as);

        if (fai_is_alnum(c->s[i])) {
            i++;
        } else if (c->s[i] == '&' && i + 1 < c->n && fai_is_alpha(c->s[i + 1]) && i > 0 &&
                   fai_is_alpha(c->s[i - 1])) {
            i++;
        } else if (c->s[i] == '.' && i > 0 && i + 1 < c->n && fai_is_alpha(c->s[i + 1]) &&
                   (i < 2 || !fai_is_alnum(c->s[i - 2]))) {
            i++;
        } else if (k == 0) {
            size_t len = 1;

            fai_utf8_decode(c->s + i, c->n - i, &len);
            if (len == 3 && memcmp(c->s + i, "\xE2\x84\xA2", 3) == 0)
                break;
            if (len == 2 && memcmp(c->s + i, "\xC2\xAE", 2) == 0)
                break;
            i += len;
        } else {
            break;
        }
    }
    return i;
}

static bool all_upper(const char *p, size_t n)
{
    size_t letters = 0;

    for (size_t i = 0; i < n; i++) {
        if (p[i] >= 'a' && p[i] <= 'z')
            return false;
        letters += p[i] >= 'A' && p[i] <= 'Z';
    }
    return letters >= 2;
}

static void cut_word(cutter *c)
{
    size_t from = c->at, end = word_end(c, from);
    char folded[WORD_MAX];
    fai_word w = {.kind = FAI_WORD_TEXT, .from = (uint32_t)from};
    char as = 0;
    size_t k;

    if (end == from)
        end = from + 1;
    w.capital = c->s[from] >= 'A' && c->s[from] <= 'Z';
    w.upper = all_upper(c->s + from, end - from);
    fai_word_fold(c->s + from, end - from, folded, sizeof folded);
    w.text = fai_arena_strdup(c->arena, folded);
    k = end < c->n ? sign_at(c->s + end, c->n - end, &as) : 0;
    if (k > 0 && as == '\'') {
        bool s = end + k < c->n && fai_lower(c->s[end + k]) == 's' && !letter_at(c, end + k + 1);

        if (s || !letter_at(c, end + k)) {
            w.possessive = true;
            end += k + (s ? 1 : 0);
        }
    } else if (end + 1 < c->n && c->s[end] == '.' && end - from >= 3 && c->s[from + 1] == '.') {
        end++; /* the last point of "d.p." */
    }
    w.to = (uint32_t)end;
    c->at = end;
    push(c, w);
}

/* A quotation up to its closing mark; an opening mark alone is passed over. */
static void cut_quote(cutter *c, size_t len)
{
    size_t from = c->at + len, i = from;

    while (i < c->n) {
        char as;
        size_t k = sign_at(c->s + i, c->n - i, &as);

        if (k > 0 && as == '"') {
            fai_word w = {.kind = FAI_WORD_QUOTE, .from = (uint32_t)c->at, .to = (uint32_t)(i + k)};

            w.text = fai_arena_strndup(c->arena, c->s + from, i - from);
            c->at = i + k;
            push(c, w);
            return;
        }
        i += k > 0 ? k : 1;
    }
    c->at = from;
}

static void cut_one(cutter *c)
{
    char as;
    size_t k = sign_at(c->s + c->at, c->n - c->at, &as);

    if (k > 0 && fai_is_space(as)) {
        c->at += k;
    } else if (k == 1 && fai_is_digit(as)) {
        size_t end = word_end(c, c->at);
        bool mixed = false;

        for (size_t i = c->at; i < end; i++)
            mixed |= fai_is_alpha(c->s[i]);
        if (mixed)
            cut_word(c);
        else
            cut_number(c);
    } else if (k == 0 || fai_is_alnum(as)) {
        size_t len = 1;

        if (k == 0)
            fai_utf8_decode(c->s + c->at, c->n - c->at, &len);
        if (k == 0 && word_end(c, c->at) == c->at)
            c->at += len;
        else
            cut_word(c);
    } else if (as == '"') {
        cut_quote(c, k);
    } else if (as == '&') {
        fai_word w = {.text = "and", .from = (uint32_t)c->at, .to = (uint32_t)(c->at + k)};

        c->at += k;
        push(c, w);
    } else if (as == '-' && c->at > 0 && letter_at(c, c->at - 1) && letter_at(c, c->at + k) &&
               !(fai_is_digit(c->s[c->at - 1]) && fai_is_digit(c->s[c->at + k]))) {
        c->at += k;
        c->glue = true;
    } else if (strchr("()/+-*,:;.?%$=^!", as) != NULL) {
        push_mark(c, as, k);
    } else {
        c->at += k;
    }
}

bool fai_words_cut(const char *text, fai_arena *arena, fai_words *out)
{
    cutter c = {.s = text, .n = strlen(text), .arena = arena};

    memset(out, 0, sizeof *out);
    while (c.at < c.n && !c.failed)
        cut_one(&c);
    out->source = text;
    out->items = fai_arena_calloc(arena, c.words.len + 1, sizeof *out->items);
    if (out->items == NULL)
        c.failed = true;
    else if (c.words.len > 0)
        memcpy(out->items, c.words.items, c.words.len * sizeof *out->items);
    out->count = (uint32_t)c.words.len;
    fai_vec_clear(&c.words);
    return !c.failed;
}

/* Matches the phrase p[0..n) from word `at` on; returns where it ends, 0 = no match. */
static uint32_t match_phrase(const fai_words *w, uint32_t at, const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && p[i] == ' ')
        i++;
    if (i == n)
        return at;
    {
        size_t end = i;
        bool optional;
        char folded[WORD_MAX];
        uint32_t hit = 0;

        while (end < n && p[end] != ' ')
            end++;
        optional = p[end - 1] == '?' && end - i > 1;
        if (at < w->count && !w->items[at].used && w->items[at].kind != FAI_WORD_QUOTE &&
            w->items[at].text[0] == fai_lower(p[i])) { /* most differ in the first letter already */
            fai_word_fold(p + i, end - i - optional, folded, sizeof folded);
            if (strcmp(w->items[at].text, folded) == 0)
                hit = match_phrase(w, at + 1, p + end, n - end);
        }
        if (hit == 0 && optional)
            hit = match_phrase(w, at, p + end, n - end);
        return hit;
    }
}

uint32_t fai_words_match(const fai_words *w, uint32_t at, const char *phrases)
{
    uint32_t best = 0;

    while (*phrases != '\0') {
        size_t n = strcspn(phrases, "|");
        uint32_t end = match_phrase(w, at, phrases, n);

        if (end > at && end - at > best)
            best = end - at;
        phrases += n + (phrases[n] == '|');
    }
    return best;
}

bool fai_word_in(const fai_words *w, uint32_t at, const char *words)
{
    return at < w->count && w->items[at].kind != FAI_WORD_QUOTE && fai_words_match(w, at, words) == 1;
}

uint32_t fai_words_find(const fai_words *w, uint32_t from, const char *phrases, uint32_t *len)
{
    for (uint32_t i = from; i < w->count; i++) {
        uint32_t n = fai_words_match(w, i, phrases);

        if (n > 0) {
            *len = n;
            return i;
        }
    }
    *len = 0;
    return UINT32_MAX;
}

void fai_words_use(fai_words *w, uint32_t from, uint32_t count)
{
    for (uint32_t i = from; i < from + count && i < w->count; i++)
        w->items[i].used = true;
}
