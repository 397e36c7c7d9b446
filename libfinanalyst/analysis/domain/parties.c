/* analysis/domain/parties.c: the companies of the filings in scope, and their names in a question. */
#include <string.h>

#include "analysis/domain/inquiry.h"
#include "analysis/domain/resolve.h"
#include "base/text.h"

enum { NAME_WORDS = 6 };

static bool same_company(const fai_scope *scope, uint32_t a, uint32_t b)
{
    const fa_identity *x = &scope->docs[a].filing->identity, *y = &scope->docs[b].filing->identity;
    char one[128], two[128];

    if (x->cik.text[0] != '\0' && y->cik.text[0] != '\0')
        return strcmp(x->cik.text, y->cik.text) == 0;
    fai_squeeze(x->company.text, strlen(x->company.text), one, sizeof one);
    fai_squeeze(y->company.text, strlen(y->company.text), two, sizeof two);
    return one[0] != '\0' && strcmp(one, two) == 0;
}

/* "NORTHWIND FOODS INC" without the last: names in capitals are hard to read in a sentence, but they are the filing's. */
static const char *party_name(const fai_scope *scope, uint32_t doc)
{
    const char *company = scope->docs[doc].filing->identity.company.text;

    return company[0] != '\0' ? company : scope->docs[doc].name;
}

void fai_parties_read(const fai_scope *scope, fai_inquiry *out)
{
    for (uint32_t d = 0; d < scope->count; d++) {
        uint32_t p = 0;

        while (p < out->party_count && !same_company(scope, out->parties[p].docs[0], d))
            p++;
        if (p == out->party_count) {
            if (p == FAI_PARTIES)
                continue;
            out->parties[p] = (fai_party){.name = party_name(scope, d)};
            out->party_count++;
        }
        if (out->parties[p].count < FAI_PARTY_DOCS)
            out->parties[p].docs[out->parties[p].count++] = d;
    }
}

static fa_document document_of(const fai_scope *scope, uint32_t doc)
{
    const fa_identity *id = &scope->docs[doc].filing->identity;

    return (fa_document){.id = scope->docs[doc].id,
                         .name = scope->docs[doc].name,
                         .company = id->company.text,
                         .ticker = id->ticker.text,
                         .form = id->form.text,
                         .currency = id->currency.text,
                         .sha256 = "",
                         .media_type = "",
                         .error = ""};
}

static bool has_capital(const fai_words *w, uint32_t at)
{
    for (uint32_t i = w->items[at].from; i < w->items[at].to; i++)
        if (w->source[i] >= 'A' && w->source[i] <= 'Z')
            return true;
    return false;
}

/* Whether a word is one of the company's name, so that it belongs to the name begun before it. */
static bool of_name(const fa_document *doc, const fai_words *w, uint32_t at)
{
    uint32_t from = w->items[at].from, n = 0;
    char word[64];

    while (from + n < w->items[at].to && fai_is_alnum(w->source[from + n]))
        n++;
    fai_squeeze(w->source + from, n, word, sizeof word);
    return word[0] != '\0' && fai_has_word_ci(doc->company, word);
}

static bool names(const fai_inquiry *q, uint32_t from, uint32_t to, const fa_document *doc, bool *failed)
{
    const fai_words *w = &q->question.words;
    const char *text;

    if (from >= to)
        return false;
    text = fai_arena_strndup(q->arena, w->source + w->items[from].from,
                             w->items[to - 1].to - w->items[from].from);
    *failed |= text == NULL;
    return text != NULL && fai_names_company(text, doc);
}

/* The fewest words from `at` on that name the company, and those of its name that follow. */
static uint32_t name_length(const fai_inquiry *q, uint32_t at, const fa_document *doc, bool *failed)
{
    const fai_words *w = &q->question.words;

    for (uint32_t n = 1; n <= NAME_WORDS && at + n <= q->question.core_to; n++) {
        if (w->items[at + n - 1].used || w->items[at + n - 1].kind == FAI_WORD_QUOTE)
            return 0;
        if (!names(q, at, at + n, doc, failed))
            continue;
        if (names(q, at + 1, at + n, doc, failed))
            return 0; /* the name begins behind this word */
        while (!w->items[at + n - 1].possessive && at + n < q->question.core_to && !w->items[at + n].used &&
               has_capital(w, at + n) && of_name(doc, w, at + n))
            n++;
        return n;
    }
    return 0;
}

uint32_t fai_party_match(const fai_inquiry *q, uint32_t at, uint32_t *party, bool *failed)
{
    const fai_words *w = &q->question.words;
    uint32_t best = 0;

    if (!has_capital(w, at) || w->items[at].kind != FAI_WORD_TEXT)
        return 0;
    for (uint32_t p = 0; p < q->party_count; p++) {
        fa_document doc = document_of(q->scope, q->parties[p].docs[0]);
        uint32_t n = name_length(q, at, &doc, failed);

        if (n > best) {
            best = n;
            *party = p;
        }
    }
    return best;
}
