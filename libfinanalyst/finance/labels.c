/* finance/labels.c: printed labels to concepts: words folded, then ordered patterns. */
#include "finance/labels.h"

#include <string.h>

#include "base/text.h"
#include "finance/patterns.h"

enum { WORDS_MAX = 32, WORD_BYTES = 20 };

struct fai_labels {
    uint32_t initials[1]; /* by pattern; as many as there are */
};

typedef struct words {
    char text[WORDS_MAX][WORD_BYTES];
    uint8_t len[WORDS_MAX];
    int count;
} words;

/* Singular: "securities" to "security", "losses" to "loss", "taxes" to "tax", "sales" to "sale". */
static void fold_plural(char *w, uint8_t *len)
{
    size_t n = *len;

    if (n > 4 && memcmp(w + n - 3, "ies", 3) == 0) {
        w[n - 3] = 'y';
        n -= 2;
    } else if (n > 4 && (memcmp(w + n - 4, "sses", 4) == 0 || memcmp(w + n - 3, "xes", 3) == 0)) {
        n -= 2;
    } else if (n > 3 && w[n - 1] == 's' && w[n - 2] != 's' && w[n - 2] != 'u' && w[n - 2] != 'i') {
        n -= 1;
    }
    w[n] = '\0';
    *len = (uint8_t)n;
}

static bool is_dropped(const char *w)
{
    return strcmp(w, "the") == 0 || strcmp(w, "its") == 0 || strcmp(w, "our") == 0;
}

static void add_word(words *out, const char *text, size_t len, bool join)
{
    char *w;
    size_t i, at = 0;

    if (join && out->count > 0) {
        out->count--;
        at = out->len[out->count];
    } else if (out->count == WORDS_MAX) {
        return;
    }
    w = out->text[out->count];
    for (i = 0; i < len && at + i < WORD_BYTES - 1; i++)
        w[at + i] = fai_lower(text[i]);
    out->len[out->count] = (uint8_t)(at + i);
    w[at + i] = '\0';
    fold_plural(w, &out->len[out->count]);
    if (!is_dropped(w))
        out->count++;
}

static void fold(const char *label, words *out)
{
    size_t i = 0;
    bool non = false;

    out->count = 0;
    while (label[i] != '\0') {
        size_t start = i;

        if (label[i] == '&') {
            add_word(out, "and", 3, false);
            i++;
            continue;
        }
        if (!fai_is_alnum(label[i])) {
            i++;
            continue;
        }
        while (fai_is_alnum(label[i]) || (label[i] == '.' && fai_is_digit(label[i + 1])))
            i++;
        add_word(out, label + start, i - start, non);
        non = i - start == 3 && fai_str_equal_ci((fai_str){label + start, 3}, FAI_STR("non"));
        /* "stockholders'" and "company's": what follows the mark is no word. */
        if (label[i] == '\'' && label[i + 1] == 's')
            i += 2;
        else if (strncmp(label + i, "\xE2\x80\x99s", 4) == 0)
            i += 4;
    }
}

/* Whether one word of a pattern, "a|b|c", names the word. */
static bool names(const char *p, size_t n, const char *word, size_t len)
{
    size_t start = 0, i;

    for (i = 0; i <= n; i++) {
        if (i < n && p[i] != '|')
            continue;
        if (i - start == len && memcmp(p + start, word, len) == 0)
            return true;
        start = i + 1;
    }
    return false;
}

static bool match(const words *w, int at, const char *p)
{
    size_t n = 0;
    bool optional;

    while (*p == ' ')
        p++;
    if (*p == '\0')
        return at == w->count;
    while (p[n] != '\0' && p[n] != ' ')
        n++;
    if (n == 1 && *p == '*') {
        int i;

        if (p[n] == '\0')
            return true;
        for (i = at; i <= w->count; i++)
            if (match(w, i, p + n))
                return true;
        return false;
    }
    optional = p[n - 1] == '?';
    if (at < w->count && names(p, optional ? n - 1 : n, w->text[at], w->len[at]) && match(w, at + 1, p + n))
        return true;
    return optional && match(w, at, p + n);
}

/* One bit for each letter, one for all other signs. */
static uint32_t initial_of(char c)
{
    return (uint32_t)1 << (c >= 'a' && c <= 'z' ? c - 'a' : 26);
}

/* The initials of the labels that a pattern can match. */
static uint32_t initials_of(const char *p)
{
    uint32_t found = 0;

    for (;;) {
        if (*p == '*')
            return UINT32_MAX;
        found |= initial_of(*p);
        while (*p != '|' && *p != ' ' && *p != '\0')
            p++;
        if (*p == ' ' && p[-1] != '?')
            return found;
        if (*p == '\0')
            return p[-1] == '?' ? UINT32_MAX : found;
        p++;
    }
}

const fai_labels *fai_labels_new(fai_arena *arena)
{
    size_t i, count;
    const fai_pattern *patterns = fai_patterns(&count);
    fai_labels *made = fai_arena_alloc(arena, sizeof *made + count * sizeof made->initials[0]);

    for (i = 0; made != NULL && i < count; i++)
        made->initials[i] = initials_of(patterns[i].words);
    return made;
}

bool fai_label_matches(const char *label, const char *pattern)
{
    words w;

    fold(label, &w);
    return match(&w, 0, pattern);
}

static bool has(const words *w, const char *word)
{
    int i;

    for (i = 0; i < w->count; i++)
        if (strcmp(w->text[i], word) == 0)
            return true;
    return false;
}

/* Figures per share: what is earned, or what is paid out, by the words of label and headings together. */
static const char *per_share(const words *label, const words *path)
{
    bool basic = has(label, "basic"),
         diluted = has(label, "diluted") || has(label, "dilution") || has(label, "dilutive");
    bool off = has(label, "discontinued") || (has(path, "discontinued") && !has(path, "continuing"));
    bool on = has(label, "continuing") || (has(path, "continuing") && !has(path, "net"));

    if (has(label, "dividend") || has(label, "distribution"))
        return has(label, "paid") ? "us-gaap:CommonStockDividendsPerShareCashPaid"
                                  : "us-gaap:CommonStockDividendsPerShareDeclared";
    if (has(label, "par"))
        return has(label, "preferred") ? "us-gaap:PreferredStockParOrStatedValuePerShare"
                                       : "us-gaap:CommonStockParOrStatedValuePerShare";
    if (!basic && !diluted) {
        basic = has(path, "basic");
        diluted = has(path, "diluted") || has(path, "assuming");
    }
    if (has(label, "book") || has(label, "price") || has(label, "adjusted") || has(label, "adjustment") ||
        has(label, "effect") || has(path, "adjusted") || has(label, "granted") || has(label, "fair"))
        return "";
    if (!has(label, "income") && !has(label, "earning") && !has(label, "loss") && !has(label, "eps") &&
        !basic && !diluted && !has(path, "income") && !has(path, "earning") && !has(path, "loss"))
        return "";
    if (off)
        return diluted ? "us-gaap:IncomeLossFromDiscontinuedOperationsNetOfTaxPerDilutedShare"
                       : "us-gaap:IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicShare";
    if (on)
        return diluted ? "us-gaap:IncomeLossFromContinuingOperationsPerDilutedShare"
                       : "us-gaap:IncomeLossFromContinuingOperationsPerBasicShare";
    if (basic && diluted)
        return "us-gaap:EarningsPerShareBasicAndDiluted";
    return diluted ? "us-gaap:EarningsPerShareDiluted"
           : basic ? "us-gaap:EarningsPerShareBasic"
                   : "us-gaap:EarningsPerShareBasicAndDiluted";
}

static const char *shares(const words *label, const words *path)
{
    bool basic = has(label, "basic"), diluted = has(label, "diluted") || has(label, "dilution");
    bool average = has(label, "average") || has(path, "average") || has(label, "used") || has(path, "used");

    if (has(label, "effect") || has(label, "dilutive") || has(label, "option"))
        return "us-gaap:WeightedAverageNumberDilutedSharesOutstandingAdjustment";
    if (!basic && !diluted) {
        basic = has(path, "basic");
        diluted = has(path, "diluted");
    }
    if (has(label, "authorized"))
        return has(label, "preferred") ? "us-gaap:PreferredStockSharesAuthorized"
                                       : "us-gaap:CommonStockSharesAuthorized";
    if (has(label, "issued") && !average)
        return has(label, "preferred") ? "us-gaap:PreferredStockSharesIssued"
                                       : "us-gaap:CommonStockSharesIssued";
    if (has(label, "treasury"))
        return "us-gaap:TreasuryStockCommonShares";
    if (basic && diluted)
        return "us-gaap:WeightedAverageNumberOfShareOutstandingBasicAndDiluted";
    if (diluted || has(label, "assuming"))
        return "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding";
    if (basic || average)
        return "us-gaap:WeightedAverageNumberOfSharesOutstandingBasic";
    return has(label, "outstanding") && !has(label, "preferred") ? "us-gaap:CommonStockSharesOutstanding"
                                                                 : "";
}

const char *fai_label_concept(const fai_labels *labels, const char *label, const char *path,
                              fa_statement_kind statement, fai_zone zone, fai_unit_kind unit)
{
    size_t i, count;
    const fai_pattern *patterns = fai_patterns(&count);
    uint32_t initial;
    words w, above;

    fold(label, &w);
    if (unit == FAI_UNIT_PER_SHARE || unit == FAI_UNIT_SHARES) {
        fold(path, &above);
        return unit == FAI_UNIT_SHARES ? shares(&w, &above) : per_share(&w, &above);
    }
    if (unit == FAI_UNIT_RATE)
        return match(&w, 0, "effective income? tax rate *")
                   ? "us-gaap:EffectiveIncomeTaxRateContinuingOperations"
                   : "";
    if (w.count == 0)
        return "";
    initial = initial_of(w.text[0][0]);
    for (i = 0; i < count; i++) {
        const fai_pattern *p = &patterns[i];

        if ((labels->initials[i] & initial) == 0)
            continue;
        if (p->statement != FA_STATEMENT_NONE && statement != p->statement &&
            !(statement == FA_STATEMENT_NONE && p->anywhere))
            continue;
        if (p->zones != 0 && zone != FAI_ZONE_NONE && (p->zones & (int)zone) == 0)
            continue;
        if (p->zones != 0 && zone == FAI_ZONE_NONE && !p->anywhere)
            continue;
        if (match(&w, 0, p->words))
        return p->concept;
    }
    return "";
}

fai_zone fai_zone_after(fai_zone zone, const char *concept)
{
    static const struct {
        const char *concept;
        fai_zone next;
    } ends[] = {{"us-gaap:AssetsCurrent", FAI_ZONE_OTHER_ASSETS},
                {"us-gaap:Assets", FAI_ZONE_CURRENT_LIABILITIES},
                {"us-gaap:LiabilitiesCurrent", FAI_ZONE_OTHER_LIABILITIES},
                {"us-gaap:Liabilities", FAI_ZONE_EQUITY},
                {"us-gaap:CommonStockValue", FAI_ZONE_EQUITY},
                {"us-gaap:PreferredStockValue", FAI_ZONE_EQUITY},
                {"us-gaap:CommonStocksIncludingAdditionalPaidInCapital", FAI_ZONE_EQUITY},
                {"us-gaap:NetCashProvidedByUsedInOperatingActivities", FAI_ZONE_INVESTING},
                {"us-gaap:NetCashProvidedByUsedInInvestingActivities", FAI_ZONE_FINANCING},
                {"us-gaap:NetCashProvidedByUsedInFinancingActivities", FAI_ZONE_SUPPLEMENT}};
    size_t i;

    for (i = 0; i < sizeof ends / sizeof *ends; i++)
        if (strcmp(concept, ends[i].concept) == 0)
            return ends[i].next;
    return zone;
}
