/* analysis/domain/select_label.c: rows by their printed labels, and concepts by their words. */
#include <string.h>

#include "analysis/domain/select.h"
#include "base/text.h"
#include "finance/words.h"

enum { LABEL_WORDS = 40, WORD_CAP = 32 };

/* The words of a label, folded; small words are left out. */
typedef struct bag {
    char words[LABEL_WORDS][WORD_CAP];
    uint32_t count;
} bag;

static bool small_word(const char *w)
{
    static const char *const small[] = {"the", "a",  "an",   "of", "for", "in", "to",
                                        "and", "on", "from", "by", "or",  "s"};

    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (strcmp(w, small[i]) == 0)
            return true;
    return false;
}

static void add(bag *b, const char *p, size_t n)
{
    if (n == 0 || b->count == LABEL_WORDS)
        return;
    fai_word_fold(p, n, b->words[b->count], WORD_CAP);
    if (!small_word(b->words[b->count]))
        b->count++;
}

static void bag_of(const char *text, bag *b)
{
    size_t from = 0, i = 0;

    b->count = 0;
    for (;; i++) {
        if (text[i] != '\0' && fai_is_alnum(text[i]))
            continue;
        add(b, text + from, i - from);
        if (text[i] == '\0')
            break;
        from = i + 1;
    }
}

/* "us-gaap:OperatingLeaseCost": operating, lease, cost */
static void bag_of_concept(const char *concept, bag *b)
{
    const char *name = strchr(concept, ':');
    size_t from = 0, i = 1;

    b->count = 0;
    name = name != NULL ? name + 1 : concept;
    if (name[0] == '\0')
        return;
    for (;; i++) {
        bool capital = name[i] >= 'A' && name[i] <= 'Z';

        if (name[i] != '\0' && !capital)
            continue;
        add(b, name + from, i - from);
        if (name[i] == '\0')
            break;
        from = i;
    }
}

static uint32_t shared(const bag *a, const bag *b)
{
    bool taken[LABEL_WORDS] = {false};
    uint32_t n = 0;

    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (!taken[k] && strcmp(a->words[i], b->words[k]) == 0) {
                taken[k] = true;
                n++;
                break;
            }
    return n;
}

/* How alike two sets of words are: twice the shared over all, in per cent. */
static int alike(const bag *a, const bag *b)
{
    return a->count + b->count == 0 ? 0 : (int)(200 * shared(a, b) / (a->count + b->count));
}

typedef struct wanted_label {
    bag words;
    char key[256]; /* squeezed */
    bool quoted;
} wanted_label;

/* The length of a label without a reference to a note: "Properties, net (Note 11)" */
static size_t without_note(const char *label)
{
    size_t n = strlen(label), at = fai_str_find_ci(fai_str_of(label), FAI_STR("(note"), 0);

    if (at == FAI_NPOS)
        at = fai_str_find_ci(fai_str_of(label), FAI_STR("(see note"), 0);
    return at == FAI_NPOS || at == 0 || label[n - 1] != ')' ? n : at;
}

/* 0..100; under the bar: another row. */
static int fit(const wanted_label *w, const fa_fact *f)
{
    char key[256];
    bag label, concept;
    int score;

    fai_squeeze(f->label, without_note(f->label), key, sizeof key);
    if (strcmp(key, w->key) == 0)
        return 100;
    bag_of(f->label, &label);
    score = alike(&w->words, &label);
    if (score >= (w->quoted ? 85 : 75) && (w->quoted || shared(&w->words, &label) == w->words.count))
        return score - 10;
    bag_of_concept(f->concept, &concept);
    return alike(&w->words, &concept) == 100 ? 70 : 0;
}

static int64_t rank(const fai_search *s, uint32_t doc, const fa_fact *f, const fai_target *t, int far,
                    int score)
{
    int64_t r = (int64_t)(100 - score) * 100000000;

    r += (int64_t)far * 1000000;
    r += s->statement != FA_STATEMENT_NONE && f->statement != s->statement ? 400000 : 0;
    r += (f->flags & FA_FACT_PRIMARY) != 0 ? 0 : 200000;
    r += (f->flags & (FA_FACT_CHANGE | FA_FACT_PERCENT)) != 0 ? 100000 : 0;
    r += fai_period_fits(&f->period, t) == 2 ? 0 : 1000;
    r += fai_doc_order(s, doc, t) * 100 + f->source * 10;
    return r;
}

static bool same_value(const fa_fact *a, const fa_fact *b)
{
    return fa_decimal_compare(fa_decimal_abs(a->value), fa_decimal_abs(b->value)) == 0 &&
           strcmp(a->unit, b->unit) == 0;
}

/* Without named parts a row of the whole company comes first, then a row that has its part in its own label. */
static int distance(const fai_search *s, uint32_t doc, const fa_fact *f, bool *failed)
{
    int far = fai_parts_fit(s, doc, f, NULL, failed);

    return far < 0 && s->mention_count == 0 ? 20 + (int)f->dim_count : far;
}

fai_found fai_select_label(const fai_search *s, const char *label, bool quoted, const fai_target *t,
                           fai_arena *arena, fai_pick *out)
{
    wanted_label *w = fai_arena_calloc(arena, 1, sizeof *w);
    int64_t best = INT64_MAX;
    bool elsewhere = false, several = false, failed = false;

    out->fact = NULL;
    if (w == NULL)
        return FAI_FOUND_FAILED;
    bag_of(label, &w->words);
    fai_squeeze(label, strlen(label), w->key, sizeof w->key);
    w->quoted = quoted;
    for (uint32_t d = 0; d < s->party->count; d++) {
        uint32_t doc = s->party->docs[d];
        const fa_filing *filing = s->scope->docs[doc].filing;

        for (uint32_t i = 0; i < filing->fact_count; i++) {
            const fa_fact *f = &filing->facts[i];
            int period = fai_period_fits(&f->period, t), score, far;
            int64_t r;

            if ((f->flags & (FA_FACT_NIL | FA_FACT_PARENT_ONLY)) != 0 || (period == 0 && elsewhere))
                continue;
            score = fit(w, f);
            if (score == 0 || (far = distance(s, doc, f, &failed)) < 0)
                continue;
            if (period == 0) {
                elsewhere = true;
                continue;
            }
            r = rank(s, doc, f, t, far, score);
            if (out->fact != NULL && r / 1000 == best / 1000 && !same_value(f, out->fact))
                several = true;
            if (r >= best)
                continue;
            if (r / 1000 != best / 1000)
                several = false;
            best = r;
            *out = (fai_pick){doc, f};
        }
    }
    if (failed)
        return FAI_FOUND_FAILED;
    if (out->fact != NULL)
        return several ? FAI_FOUND_SEVERAL : FAI_FOUND;
    return elsewhere ? FAI_FOUND_OTHER : FAI_FOUND_NOTHING;
}
