/* retrieval/counting.c: from the texts of pages to the words on them. */
#include <finanalyst/search.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "base/vec.h"
#include "retrieval/stem.h"

/* A stem and its pages so far. */
typedef struct entry {
    const char *stem;
    fa_posting *postings;
    uint32_t len;
    uint32_t cap;
} entry;

typedef struct holder {
    fa_word_counts counts; /* first: a pointer to it is a pointer to the holder */
    fai_arena arena;
} holder;

typedef struct counting {
    fai_arena *arena;
    fai_arena scratch;
    fai_map words; /* from a word as it stands to the entry of its stem */
    fai_map stems;
    FAI_VEC(entry *) entries;
} counting;

/* A reader of words. */
typedef struct cursor {
    const char *at;
    char word[FA_STEM_MAX];
    size_t len;
} cursor;

/* ASCII as it stands in words; '.' parts them. */
static const char ascii[] = "................................................0123456789......."
                            "abcdefghijklmnopqrstuvwxyz......abcdefghijklmnopqrstuvwxyz.....";
/* The letters without marks for U+00C0 to U+017F; blank = no letter, or one that has no such form. */
static const char plain[] = "aaaaaa ceeeeiiii nooooo ouuuuy  aaaaaa ceeeeiiii nooooo ouuuuy y"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk llllllllll"
                            "nnnnnn   oooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* Appends a character beyond ASCII where it belongs to a word. false: it parts words. */
static bool take_wide(cursor *c, uint32_t code, size_t bytes)
{
    if (code >= 0xc0 && code <= 0x17f && plain[code - 0xc0] != ' ') {
        if (c->len + 1 < sizeof c->word)
            c->word[c->len++] = plain[code - 0xc0];
        return true;
    }
    /* signs, punctuation, arrows, boxes, private use and replacement characters */
    if (code < 0xc0 || code == 0xd7 || code == 0xf7 || (code >= 0x2000 && code < 0x2c00) ||
        (code >= 0x3000 && code < 0x3040) || (code >= 0xe000 && code < 0xf900) || code >= 0xfe00)
        return false;
    if (c->len + bytes < sizeof c->word) {
        memcpy(c->word + c->len, c->at, bytes);
        c->len += bytes;
    }
    return true;
}

/* Reads the next word into c->word; false at the end. */
static bool next_word(cursor *c)
{
    c->len = 0;
    while (*c->at != '\0') {
        unsigned char byte = (unsigned char)*c->at;
        size_t bytes = 1;
        bool inside;

        if (byte < 0x80) {
            inside = ascii[byte] != '.';
            if (inside && c->len + 1 < sizeof c->word)
                c->word[c->len++] = ascii[byte];
        } else {
            uint32_t code = fai_utf8_decode(c->at, strnlen(c->at, 4), &bytes);

            inside = take_wide(c, code, bytes);
        }
        if (!inside && c->len > 0)
            break;
        c->at += bytes;
    }
    c->word[c->len] = '\0';
    return c->len > 0;
}

size_t fa_word_stem(const char *text, char out[FA_STEM_MAX])
{
    cursor c = {text, "", 0};

    if (next_word(&c))
        c.len = fai_stem(c.word, c.len);
    memcpy(out, c.word, c.len);
    out[c.len] = '\0';
    return c.len;
}

/* The entry of a word, new or known. NULL: out of memory. */
static entry *entry_of(counting *k, cursor *c)
{
    entry *e = fai_map_get(&k->words, c->word, c->len);
    const char *word;
    size_t len;

    if (e != NULL)
        return e;
    word = fai_arena_strndup(&k->scratch, c->word, c->len);
    len = fai_stem(c->word, c->len);
    e = fai_map_get(&k->stems, c->word, len);
    if (e == NULL && word != NULL) {
        e = fai_arena_alloc(&k->scratch, sizeof *e);
        if (e == NULL || (e->stem = fai_arena_strndup(k->arena, c->word, len)) == NULL ||
            !fai_map_put(&k->stems, e->stem, len, e) || !fai_vec_push(&k->entries, e))
            return NULL;
    }
    return word != NULL && fai_map_put(&k->words, word, strlen(word), e) ? e : NULL;
}

static bool count_one(counting *k, entry *e, uint32_t page)
{
    if (e->len > 0 && e->postings[e->len - 1].page == page) {
        e->postings[e->len - 1].count++;
        return true;
    }
    if (e->len == e->cap) {
        uint32_t cap = e->cap == 0 ? 2 : e->cap * 2;
        fa_posting *more = fai_arena_calloc(&k->scratch, cap, sizeof *more);

        if (more == NULL)
            return false;
        if (e->len > 0)
            memcpy(more, e->postings, e->len * sizeof *more);
        e->postings = more;
        e->cap = cap;
    }
    e->postings[e->len++] = (fa_posting){page, 1};
    return true;
}

static bool count_page(counting *k, const char *text, uint32_t page, uint32_t *length)
{
    cursor c = {text, "", 0};

    while (next_word(&c)) {
        entry *e = entry_of(k, &c);

        if (e == NULL || !count_one(k, e, page))
            return false;
        ++*length;
    }
    return true;
}

static int by_stem(const void *a, const void *b)
{
    return strcmp((*(entry *const *)a)->stem, (*(entry *const *)b)->stem);
}

static bool keep(counting *k, fa_word_counts *out)
{
    size_t count = k->entries.len;
    fa_word_postings *words = fai_arena_calloc(k->arena, count, sizeof *words);

    if (words == NULL)
        return false;
    if (count > 0)
        qsort(k->entries.items, count, sizeof *k->entries.items, by_stem);
    for (size_t i = 0; i < count; i++) {
        const entry *e = k->entries.items[i];
        fa_posting *postings = fai_arena_calloc(k->arena, e->len, sizeof *postings);

        if (postings == NULL)
            return false;
        memcpy(postings, e->postings, e->len * sizeof *postings);
        words[i] = (fa_word_postings){e->stem, postings, e->len};
    }
    out->words = words;
    out->word_count = (uint32_t)count;
    return true;
}

static bool count_all(counting *k, const fa_passage *pages, uint32_t count, fa_word_counts *out)
{
    uint32_t *lengths = fai_arena_calloc(k->arena, count, sizeof *lengths);

    if (lengths == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!count_page(k, pages[i].text, i, &lengths[i]))
            return false;
    out->lengths = lengths;
    out->page_count = count;
    return keep(k, out);
}

fa_status fa_word_counts_make(const fa_passage *pages, uint32_t count, const fa_word_counts **out,
                              fa_error *err)
{
    holder *h;
    counting k;
    bool done;

    if (out == NULL || (pages == NULL && count != 0))
        return fa_fail(err, FA_EINVALID, "pages and a place for their words are needed");
    h = fa_calloc(1, sizeof *h);
    if (h == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while counting words");
    memset(&k, 0, sizeof k);
    fai_arena_init(&h->arena, 0);
    fai_arena_init(&k.scratch, 0);
    k.arena = &h->arena;
    done = count_all(&k, pages, count, &h->counts);
    fai_vec_clear(&k.entries);
    fai_map_clear(&k.stems);
    fai_map_clear(&k.words);
    fai_arena_clear(&k.scratch);
    if (!done) {
        fa_word_counts_free(&h->counts);
        return fa_fail(err, FA_ENOMEM, "out of memory while counting words");
    }
    *out = &h->counts;
    return FA_OK;
}

void fa_word_counts_free(const fa_word_counts *counts)
{
    union {
        const fa_word_counts *counts;
        holder *holder;
    } u;

    if (counts == NULL)
        return;
    u.counts = counts;
    fai_arena_clear(&u.holder->arena);
    fa_free(u.holder);
}
