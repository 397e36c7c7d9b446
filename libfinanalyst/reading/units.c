/* reading/units.c: lines that state units, and rows that depart from them. */
#include "reading/units.h"

#include <string.h>

#include "base/text.h"

/* Where the clause that holds position `at` begins: behind the last comma, semicolon or bracket. */
static size_t clause_start(fai_str s, size_t at)
{
    while (at > 0 && s.p[at - 1] != ',' && s.p[at - 1] != ';' && s.p[at - 1] != '(' && s.p[at - 1] != ')')
        at--;
    return at;
}

/* "in millions", "(millions", "millions of", "$ in": the words that a line of units has around its scale. */
static bool stands_as_unit(fai_str s, size_t at, size_t len)
{
    fai_str before = fai_str_trim(fai_str_sub(s, 0, at)),
            behind = fai_str_trim(fai_str_sub(s, at + len, s.n));

    if (before.n == 0 || before.p[before.n - 1] == '(' || before.p[before.n - 1] == '$')
        return true;
    if (fai_str_ends_ci(before, FAI_STR(" in")) || fai_str_equal_ci(before, FAI_STR("in")) ||
        fai_str_ends_ci(before, FAI_STR("(in")) || fai_str_ends_ci(before, FAI_STR("(in:")) ||
        fai_str_ends_ci(before, FAI_STR("$in")))
        return true;
    if (fai_str_starts_ci(behind, FAI_STR("of ")) && fai_str_find_ci(behind, FAI_STR("dollars"), 0) < 16)
        return true;
    if (fai_str_ends_ci(before, FAI_STR("dollars")) || fai_str_ends_ci(before, FAI_STR("in u.s.$")) ||
        fai_str_ends_ci(before, FAI_STR("amounts")))
        return true;
    return fai_str_find_ci(before, FAI_STR(" in "), 0) != FAI_NPOS &&
           before.n - fai_str_find_ci(before, FAI_STR(" in "), 0) < 24 &&
           (fai_str_ends_ci(before, FAI_STR("u.s.")) || fai_str_ends_ci(before, FAI_STR("of")));
}

static void take_scale(fai_str s, size_t at, int scale, fai_units *out)
{
    size_t from = clause_start(s, at), shares;
    fai_str clause = fai_str_sub(s, from, at);

    shares = fai_str_find_ci(clause, FAI_STR("shares"), 0);
    if (shares == FAI_NPOS && fai_str_starts_ci(fai_str_trim(clause), FAI_STR("which are")))
        shares = fai_str_find_ci(fai_str_sub(s, 0, from), FAI_STR("shares"), 0);
    if (shares != FAI_NPOS && fai_str_find_ci(clause, FAI_STR("dollars"), 0) == FAI_NPOS &&
        fai_str_find_ci(clause, FAI_STR("and shares"), 0) == FAI_NPOS) {
        out->shares_stated = true;
        out->share_scale = scale;
    } else if (!out->stated) {
        out->stated = true;
        out->scale = scale;
    }
}

/* "£m", "US$'000", "RMB'Million", "€bn": a sign or code of a currency with its scale joined to it. */
static bool joined_scale(fai_str s, int *scale)
{
    static const char *const currencies[] = {"$",   "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5",
                                             "usd", "eur",          "gbp",      "rmb"};
    static const struct {
        fai_str word;
        int scale;
    } scales[] = {{{"million", 7}, 6},  {{"mn", 2}, 6}, {{"m", 1}, 6},    {{"billion", 7}, 9}, {{"bn", 2}, 9},
                  {{"thousand", 8}, 3}, {{"k", 1}, 3},  {{"000s", 4}, 3}, {{"000", 3}, 3}};

    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        fai_str mark = fai_str_of(currencies[i]);

        for (size_t at = 0; (at = fai_str_find_ci(s, mark, at)) != FAI_NPOS; at += mark.n) {
            fai_str rest = fai_str_sub(s, at + mark.n, s.n);

            if (fai_is_alpha(mark.p[0]) && at > 0 && fai_is_alnum(s.p[at - 1]))
                continue;
            if (fai_str_starts_ci(rest, FAI_STR("'")))
                rest = fai_str_sub(rest, 1, rest.n);
            else if (fai_str_starts_ci(rest, FAI_STR("\xE2\x80\x99")))
                rest = fai_str_sub(rest, 3, rest.n);
            for (size_t k = 0; k < sizeof scales / sizeof *scales; k++) {
                char next = rest.n > scales[k].word.n ? rest.p[scales[k].word.n] : ' ';

                if (scales[k].word.n >= 7 && fai_str_starts_ci(rest, FAI_STR(" ")))
                    rest = fai_str_sub(rest, 1, rest.n); /* "€ million" */
                if (!fai_str_starts_ci(rest, scales[k].word) || fai_is_alnum(next) || next == ',' ||
                    next == '.')
                    continue;
                *scale = scales[k].scale;
                return true;
            }
        }
    }
    return false;
}

void fai_units_parse(const char *text, size_t len, fai_units *out)
{
    static const struct {
        fai_str word;
        int scale;
    } scales[] = {{{"millions", 8}, 6}, {{"thousands", 9}, 3},    {{"billions", 8}, 9},
                  {{"000s", 4}, 3},     {{"000's", 5}, 3},        {{"million", 7}, 6},
                  {{"thousand", 8}, 3}, {{"000 omitted", 11}, 3}, {{"000\xE2\x80\x99s", 7}, 3},
                  {{"mm", 2}, 6}};
    fai_str s = {text, len};
    size_t i, at;

    memset(out, 0, sizeof *out);
    for (i = 0; i < sizeof scales / sizeof *scales; i++) {
        for (at = 0; (at = fai_str_find_word_ci(s, scales[i].word, at)) != FAI_NPOS; at += scales[i].word.n)
            if (stands_as_unit(s, at, scales[i].word.n))
                take_scale(s, at, scales[i].scale, out);
    }
    if (!out->stated && joined_scale(s, &out->scale))
        out->stated = true;
    if (!out->stated && (fai_str_find_ci(s, FAI_STR("in whole dollars"), 0) != FAI_NPOS ||
                         fai_str_find_ci(s, FAI_STR("(in dollars"), 0) != FAI_NPOS ||
                         fai_str_equal_ci(fai_str_trim(s), FAI_STR("in dollars"))))
        out->stated = true;
    at = fai_str_find_ci(s, FAI_STR("except"), 0);
    if (at == FAI_NPOS)
        at = fai_str_find_ci(s, FAI_STR("excluding"), 0);
    if (at != FAI_NPOS) {
        fai_str rest = fai_str_sub(s, at, s.n);

        out->per_share = fai_str_find_ci(rest, FAI_STR("per share"), 0) != FAI_NPOS ||
                         fai_str_find_ci(rest, FAI_STR("per-share"), 0) != FAI_NPOS;
        out->shares_exempt = fai_str_find_ci(rest, FAI_STR("share and"), 0) != FAI_NPOS ||
                             fai_str_find_ci(rest, FAI_STR("shares and"), 0) != FAI_NPOS ||
                             fai_str_find_ci(rest, FAI_STR("share, "), 0) != FAI_NPOS ||
                             fai_str_find_ci(rest, FAI_STR("number of shares"), 0) != FAI_NPOS ||
                             fai_str_find_ci(rest, FAI_STR("share data"), 0) == 7 ||
                             fai_str_find_ci(rest, FAI_STR("share amounts"), 0) == 7 ||
                             fai_str_find_ci(rest, FAI_STR("and share"), 0) != FAI_NPOS;
    }
    if (out->stated || out->shares_stated)
        fai_currency_of(text, len, out->currency);
}

void fai_currency_of(const char *text, size_t len, char out[4])
{
    static const struct {
        const char *mark;
        const char *code;
    } marks[] = {{"canadian dollar", "CAD"},
                 {"c$", "CAD"},
                 {"australian dollar", "AUD"},
                 {"a$", "AUD"},
                 {"hk$", "HKD"},
                 {"s$", "SGD"},
                 {"r$", "BRL"},
                 {"u.s. dollar", "USD"},
                 {"us dollar", "USD"},
                 {"us$", "USD"},
                 {"usd", "USD"},
                 {"euro", "EUR"},
                 {"\xE2\x82\xAC", "EUR"},
                 {"pounds", "GBP"},
                 {"sterling", "GBP"},
                 {"\xC2\xA3", "GBP"},
                 {"yen", "JPY"},
                 {"\xC2\xA5", "JPY"},
                 {"renminbi", "CNY"},
                 {"rmb", "CNY"},
                 {"swiss franc", "CHF"},
                 {"chf", "CHF"},
                 {"danish kron", "DKK"},
                 {"dkk", "DKK"},
                 {"swedish kron", "SEK"},
                 {"norwegian kron", "NOK"},
                 {"rupee", "INR"},
                 {"korean won", "KRW"},
                 {"eur ", "EUR"},
                 {"gbp", "GBP"},
                 {"$", "USD"},
                 {"dollar", "USD"}};
    fai_str s = {text, len};
    size_t i;

    out[0] = '\0';
    for (i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = fai_str_find_ci(s, fai_str_of(marks[i].mark), 0);

        if (at == FAI_NPOS || (at > 0 && fai_is_alnum(marks[i].mark[0]) && fai_is_alnum(s.p[at - 1])))
            continue;
        memcpy(out, marks[i].code, 4);
        return;
    }
}

static bool has_any(const char *text, const char *const *list)
{
    for (; *list != NULL; list++)
        if (fai_has_ci(text, *list))
            return true;
    return false;
}

static bool says_shares(const char *text)
{
    static const char *const money[] = {
        "repurchase of", "repurchases of", "purchase of",  "purchases of",   "issuance of",
        "proceeds",      "payments",       "dividends",    "acquisition of", "tax",
        "par value",     "cost of",        "at cost",      "acquired",       "sale of",
        "value",         "settlement",     "shareholders", "net income",     "net earnings",
        "net loss",      "income",         "share-based",  "attributable",   NULL};
    static const char *const counts[] = {"weighted average",
                                         "weighted-average",
                                         "shares outstanding",
                                         "shares issued",
                                         "number of shares",
                                         "average shares",
                                         "average common shares",
                                         "average number",
                                         "shares authorized",
                                         "diluted shares",
                                         "basic shares",
                                         "shares used",
                                         "common shares",
                                         "shares of common stock outstanding",
                                         "shares repurchased",
                                         "treasury shares",
                                         NULL};

    if (fai_has_ci(text, "shares used") || fai_has_ci(text, "shares outstanding used"))
        return true;
    if (fai_has_ci(text, "price") || fai_has_ci(text, "per share"))
        return false;
    if (has_any(text, counts))
        return (fai_has_ci(text, "share") || fai_has_ci(text, "number") || fai_has_ci(text, "outstanding") ||
                fai_has_ci(text, "dilut") || fai_has_ci(text, "basic")) &&
               (fai_has_ci(text, "average") || !has_any(text, money));
    return fai_str_equal_ci(fai_str_trim(fai_str_of(text)), FAI_STR("shares"));
}

static bool names_price(const char *text)
{
    const char *p = strchr(text, '$');

    return p != NULL && fai_is_digit(p[1]) && !fai_has_ci(text, "par value");
}

static bool says_per_share(const char *text)
{
    static const char *const words[] = {"per share",     "per common share",   "per-share",       "per basic",
                                        "per diluted",   "per ordinary share", "per unit",        "per ads",
                                        "par value per", "share price",        "per basic share", NULL};

    /* "Dividends declared ($1.82 per share)" is an amount of money that names its rate. */
    if (names_price(text))
        return false;
    if (fai_has_ci(text, "shares used") || fai_has_ci(text, "shares outstanding") ||
        fai_has_ci(text, "used in") || fai_has_ci(text, "used to") || fai_has_ci(text, "weighted average") ||
        fai_has_ci(text, "weighted-average"))
        return fai_has_ci(text, "price") || fai_has_ci(text, "fair value per");
    return has_any(text, words) || fai_has_word_ci(text, "eps");
}

fai_row_kind fai_row_kind_of(const char *label, const char *path)
{
    static const char *const rates[] = {"percent",
                                        "effective tax rate",
                                        "effective income tax rate",
                                        "statutory rate",
                                        "discount rate",
                                        "as a % of",
                                        "% of ",
                                        "interest rate",
                                        "(%)",
                                        NULL};
    static const char *const counts[] = {
        "number of stores", "number of employees", "store count", "square feet", "square footage",
        "headcount",        "employees at",        "days of",     NULL};
    bool generic;

    /* The value of shares is money, whatever the words around it. */
    if ((fai_has_ci(label, "common stock") || fai_has_ci(label, "preferred stock") ||
         fai_has_ci(label, "paid-in") || fai_has_ci(label, "treasury")) &&
        (fai_has_ci(label, "paid-in") || fai_has_ci(label, "at cost") ||
         (strpbrk(label, "0123456789") != NULL && !says_per_share(label))))
        return FAI_ROW_AMOUNT;
    if (fai_has_ci(label, "par value") && !fai_has_ci(label, "par value per share") &&
        fai_has_ci(label, "stock"))
        return FAI_ROW_AMOUNT;
    if (says_per_share(label))
        return FAI_ROW_PER_SHARE;
    if (says_shares(label))
        return FAI_ROW_SHARES;
    if (has_any(label, rates))
        return FAI_ROW_PERCENT;
    if (has_any(label, counts))
        return FAI_ROW_COUNT;
    generic = fai_has_ci(label, "basic") || fai_has_ci(label, "dilut") || fai_has_ci(label, "operations") ||
              *label == '\0' || fai_has_ci(label, "declared") || fai_has_ci(label, "net income") ||
              fai_has_ci(label, "net earnings") || fai_has_ci(label, "net loss");
    if (generic && *path != '\0') {
        const char *last = path, *next;

        while ((next = strstr(last, " \xE2\x80\xBA ")) != NULL)
            last = next + 5;
        if (says_per_share(last))
            return FAI_ROW_PER_SHARE;
        if (says_shares(last))
            return FAI_ROW_SHARES;
        if (last != path && says_per_share(path) && !says_shares(path) && fai_has_ci(path, "per share"))
            return FAI_ROW_PER_SHARE;
    }
    return FAI_ROW_AMOUNT;
}
