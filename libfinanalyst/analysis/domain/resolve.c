/* analysis/domain/resolve.c: the companies that a question names, and the filings that fit it best. */
#include "analysis/domain/resolve.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/vec.h"
#include "retrieval/terms.h"

enum { MAX_TOKENS = 400, NAME_TOKENS = 12 };

/* A word of the question or of a name: letters and digits, with how it was written. */
typedef struct token {
    fai_str text;
    bool capital;  /* begins with a capital or digit */
    bool capitals; /* all letters are capitals */
    bool owner;    /* followed by 's or s' */
    bool initial;  /* first of the text or of a sentence */
} token;

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static size_t apostrophe(const char *p)
{
    if (p[0] == '\'')
        return 1;
    return strncmp(p, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

/* Letters of any script (bytes over 127 but the typographic quotes) belong to words. */
static bool is_word_byte(const char *p)
{
    return fai_is_alnum(*p) || ((unsigned char)*p >= 0xc3 && strncmp(p, "\xe2\x80", 2) != 0) ||
           ((unsigned char)*p >= 0x80 && (unsigned char)*p < 0xc0);
}

static uint32_t tokens_of(const char *text, token *out, uint32_t max)
{
    uint32_t count = 0;
    bool start = true;

    for (const char *p = text; *p != '\0' && count < max;) {
        const char *from = p;
        token t = {0};

        if (strncmp(p, "\xe2\x80", 2) == 0 && p[2] != '\0') {
            p += 3;
            continue;
        }
        if (!is_word_byte(p)) {
            if (*p == '.' || *p == '?' || *p == ':' || *p == '\n')
                start = true;
            p++;
            continue;
        }
        t.capitals = true;
        while (*p != '\0' && is_word_byte(p) && strncmp(p, "\xe2\x80", 2) != 0) {
            if (fai_is_alpha(*p) && !is_upper(*p))
                t.capitals = false;
            p++;
        }
        t.text = (fai_str){from, (size_t)(p - from)};
        t.capital = is_upper(*from) || fai_is_digit(*from) || (unsigned char)*from >= 0x80;
        if (apostrophe(p) > 0) {
            size_t skip = apostrophe(p);

            if (fai_lower(p[skip]) == 's' && !fai_is_alnum(p[skip + 1])) {
                t.owner = true;
                p += skip + 1;
            } else if (fai_lower(p[-1]) == 's' && !fai_is_alnum(p[skip])) {
                t.owner = true;
                p += skip;
            }
        }
        t.initial = start;
        start = false;
        out[count++] = t;
    }
    return count;
}

static bool is_one_of(fai_str word, const char *list)
{
    size_t at = 0;
    fai_str all = fai_str_of(list);

    while (word.n > 0 && (at = fai_str_find_word_ci(all, word, at)) != FAI_NPOS) {
        bool left = at == 0 || list[at - 1] == ' ';
        bool right = list[at + word.n] == ' ' || list[at + word.n] == '\0';

        if (left && right)
            return true;
        at++;
    }
    return false;
}

static const char legal_words[] = "inc incorporated corp corporation co company companies ltd limited plc "
                                  "llc lp llp nv sa ag se ab asa spa "
                                  "holding holdings group the trust de and com";
/* First words that name no company by themselves. */
static const char common_words[] =
    "american america united general national international first best new advanced applied global home bank "
    "foot southern northern western eastern north south east west central pacific atlantic us u.s capital "
    "dollar family old public great royal standard modern texas california york federal city state digital "
    "energy air oil gas water auto automatic super cash gold silver union universal consolidated dominion "
    "delta alpha beta omega target key live royal real life world smart open free sun star delta summit "
    "financial health medical data micro power service services the regional industrial northern principal "
    "progressive discover charles henry johnson raymond martin edison waste molson crown equity simon total "
    "public block gap square norfolk church";

static uint32_t name_tokens(const char *company, token *out, bool *the)
{
    uint32_t n = tokens_of(company, out, NAME_TOKENS);
    uint32_t from = 0;

    *the = false;
    while (n > 1 && is_one_of(out[n - 1].text, legal_words))
        n--;
    if (n > 1 && fai_str_equal_ci(out[0].text, FAI_STR("the"))) {
        from = 1;
        *the = true;
    }
    memmove(out, out + from, (n - from) * sizeof *out);
    return n - from;
}

/* Whether the words of the name, joined, equal some words of the text, joined: "FootLocker", "Foot Locker's". */
static bool has_joined(const token *text, uint32_t count, const token *name, uint32_t words,
                       bool need_capital)
{
    char joined[128];
    size_t len = 0;

    for (uint32_t i = 0; i < words; i++) {
        if (len + name[i].text.n >= sizeof joined)
            return false;
        for (size_t k = 0; k < name[i].text.n; k++)
            joined[len++] = fai_lower(name[i].text.p[k]);
    }
    for (uint32_t i = 0; i < count; i++) {
        size_t at = 0;

        if (need_capital && !text[i].capital)
            continue;
        for (uint32_t k = i; k < count && at < len; k++) {
            fai_str t = text[k].text;

            if (is_one_of(t, "and") && k > i)
                continue;
            if (at + t.n > len || !fai_str_equal_ci(t, (fai_str){joined + at, t.n}))
                break;
            at += t.n;
            if (at == len)
                return true;
        }
    }
    return false;
}

static bool is_finance_acronym(fai_str t)
{
    return is_one_of(
        t, "US USA UK EU FY EPS ROA ROE ROI ROIC DIO DSO DPO CCC FCF CFO CEO COO CAGR EBIT EBITDA "
           "EBITDAR PPE PPNE PP COGS SG SGA GAAP USD EUR GBP TTM LTM YTD QTD JV IT HR R D AR AP AND "
           "A E M NM IN OF TO IS AT ON IF IFRS SEC MD BS PL CF NAV CET MW ESG AI Q1 Q2 Q3 Q4 H1 H2 "
           "I OR AS BY AN DA WACC NOPAT DCF PE EV MDA TV PC NAM EMEA APAC LACC");
}

/* Initials or the ticker, in capitals: "GE", "IBM". */
static bool has_capitals(const token *text, uint32_t count, fai_str word)
{
    if (word.n < 2 || is_finance_acronym(word))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (text[i].capitals && fai_str_equal_ci(text[i].text, word))
            return true;
    return false;
}

static bool has_initials(const token *text, uint32_t count, const token *name, uint32_t words)
{
    char initials[NAME_TOKENS];
    size_t n = 0;

    for (uint32_t i = 0; i < words; i++)
        if (!is_one_of(name[i].text, "and of the"))
            initials[n++] = name[i].text.p[0];
    if (n >= 2 && has_capitals(text, count, (fai_str){initials, n}))
        return true;
    /* "AmEx", "FedEx": two letters of each of two words */
    if (words == 2 && name[0].text.n > 2 && name[1].text.n > 2) {
        char four[4] = {name[0].text.p[0], name[0].text.p[1], name[1].text.p[0], name[1].text.p[1]};

        for (uint32_t i = 0; i < count; i++)
            if (text[i].capital && fai_str_equal_ci(text[i].text, (fai_str){four, 4}))
                return true;
    }
    return false;
}

/* "P&G", "J&J": initials of a name, taken apart by the tokens. */
static bool has_ampersand(const char *text, const token *name, uint32_t words)
{
    char pair[4];

    if (words < 2 || words > 3)
        return false;
    pair[0] = name[0].text.p[0];
    pair[1] = '&';
    pair[2] = name[words - 1].text.p[0];
    return fai_str_find_word_ci(fai_str_of(text), (fai_str){pair, 3}, 0) != FAI_NPOS;
}

static bool has_ticker(const token *text, uint32_t count, const char *tickers)
{
    token names[NAME_TOKENS];
    uint32_t n = tokens_of(tickers, names, NAME_TOKENS);

    for (uint32_t i = 0; i < n; i++)
        if (has_capitals(text, count, names[i].text))
            return true;
    return false;
}

/* The file's name up to its first mark or digit names the company more often than not: "BESTBUY_2023.pdf". */
static bool has_file_name(const token *text, uint32_t count, const char *file)
{
    token name = {0};
    size_t n = 0;

    while (fai_is_alpha(file[n]) || (n == 0 && fai_is_digit(file[n]) && fai_is_alpha(file[1])))
        n++;
    name.text = (fai_str){file, n};
    if (n < 2 || (n < 4 && !fai_is_digit(file[0])) ||
        is_one_of(name.text,
                  "annual report form filing document quarterly earnings release results sample data "
                  "statement statements financial page test"))
        return false;
    if (has_joined(text, count, &name, 1, n < 5 || is_one_of(name.text, common_words)))
        return true;
    /* the joined name may begin with the words of the text: "NWFOODS" for "NW" */
    for (uint32_t i = 0; i < count && n > 5; i++)
        if (text[i].capital && text[i].text.n >= 3 && text[i].text.n < n && !text[i].initial &&
            !is_one_of(text[i].text, common_words) && !fai_is_stop_word(text[i].text.p, text[i].text.n) &&
            !is_finance_acronym(text[i].text) && fai_str_starts_ci(name.text, text[i].text))
            return true;
    return false;
}

static bool names_company(const char *question, const token *text, uint32_t count, const fa_document *doc)
{
    token name[NAME_TOKENS];
    bool the;
    uint32_t words = doc->company[0] != '\0' ? name_tokens(doc->company, name, &the) : 0;

    for (uint32_t n = words; n > 0; n--) {
        bool whole = n == words;
        bool common = n == 1 && is_one_of(name[0].text, common_words);

        if (common && !whole)
            break;
        if (n == 1 && name[0].text.n < 2)
            break;
        if (has_joined(text, count, name, n, n == 1 || common))
            return true;
    }
    if (words > 1 && (has_initials(text, count, name, words) || has_ampersand(question, name, words)))
        return true;
    return has_ticker(text, count, doc->ticker) || has_file_name(text, count, doc->name);
}

bool fai_names_company(const char *text, const fa_document *doc)
{
    token *tokens = fa_calloc(MAX_TOKENS, sizeof *tokens);
    uint32_t count;
    bool named;

    if (tokens == NULL)
        return false;
    count = tokens_of(text, tokens, MAX_TOKENS);
    named = names_company(text, tokens, count, doc);
    fa_free(tokens);
    return named;
}

/* Capitalised words that are no company's name. */
static bool is_ordinary_name(fai_str t)
{
    if (t.n > 2 && fai_str_starts_ci(t, FAI_STR("fy")) && fai_is_digit(t.p[2]))
        return true;
    return fai_is_stop_word(t.p, t.n) || is_finance_acronym(t) || fai_is_digit(t.p[0]) ||
           is_one_of(
               t,
               "january february march april may june july august september october november december "
               "income statement statements balance sheet cash flow flows operations revenue revenues net "
               "gross total operating fiscal year quarter item part note form annual report segment board "
               "tier common equity adjusted ebitda united states america europe china asia japan greater "
               "rest pacific africa latin americas international domestic ratio capex fcf p l did compare "
               "tell was were are how much does is has have list name find state who why using considering "
               "let say please per between by during excluding management company companies corporation");
}

fa_status fai_named_company(const char *question, fai_arena *arena, const char **out, fa_error *err)
{
    token *t = fai_arena_calloc(arena, MAX_TOKENS, sizeof *t);
    uint32_t count;

    *out = "";
    if (t == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    count = tokens_of(question, t, MAX_TOKENS);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t end = i;
        bool placed;

        if (!t[i].capital || fai_is_digit(t[i].text.p[0]) || fai_is_stop_word(t[i].text.p, t[i].text.n) ||
            is_ordinary_name(t[i].text))
            continue;
        while (!t[end].owner && end + 1 < count && t[end + 1].capital && !t[end + 1].initial &&
               t[end + 1].text.p - (t[end].text.p + t[end].text.n) <= 3 && !is_ordinary_name(t[end + 1].text))
            end++;
        placed =
            t[end].owner || (i > 0 && is_one_of(t[i - 1].text, "of for at did does do has have is was by "
                                                               "were are from"));
        if (placed) {
            size_t len = (size_t)(t[end].text.p + t[end].text.n - t[i].text.p);

            *out = fai_arena_strndup(arena, t[i].text.p, len);
            return *out != NULL ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory");
        }
        i = end;
    }
    return FA_OK;
}

static int by_score(const void *a, const void *b)
{
    const fai_match *x = a;
    const fai_match *y = b;

    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

fa_status fai_resolve(const char *question, const fa_document *docs, uint32_t count, fai_arena *arena,
                      fai_resolution *out, fa_error *err)
{
    token *tokens = fai_arena_calloc(arena, MAX_TOKENS, sizeof *tokens);
    fai_match *matches = fai_arena_calloc(arena, count > 0 ? count : 1, sizeof *matches);
    fai_wanted wanted;
    uint32_t words;
    uint32_t named = 0;

    memset(out, 0, sizeof *out);
    out->unknown = "";
    if (tokens == NULL || matches == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    words = tokens_of(question, tokens, MAX_TOKENS);
    fai_wanted_read(question, &wanted);
    for (uint32_t i = 0; i < count; i++)
        if (names_company(question, tokens, words, &docs[i]))
            matches[named++] = (fai_match){i, 2.0 + fai_wanted_fit(&wanted, &docs[i])};
    out->company_named = named > 0;
    if (named == 0) {
        fa_status st = fai_named_company(question, arena, &out->unknown, err);

        if (st != FA_OK)
            return st;
        for (uint32_t i = 0; i < count; i++)
            matches[named++] = (fai_match){i, fai_wanted_fit(&wanted, &docs[i])};
    }
    qsort(matches, named, sizeof *matches, by_score);
    out->matches = matches;
    out->count = named;
    return FA_OK;
}
