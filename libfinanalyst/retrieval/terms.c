/* retrieval/terms.c: stop words, finance synonyms and the statements that a question needs. */
#include "retrieval/terms.h"

#include <string.h>

#include "base/text.h"

/* Words of asking, of politeness and of role-play; sorted, for bsearch by eye and by code. */
static const char *const stop_words[] = {"a",
                                         "about",
                                         "access",
                                         "according",
                                         "adopting",
                                         "all",
                                         "also",
                                         "am",
                                         "among",
                                         "an",
                                         "analyst",
                                         "and",
                                         "answer",
                                         "answering",
                                         "any",
                                         "approach",
                                         "approximation",
                                         "are",
                                         "as",
                                         "asked",
                                         "assume",
                                         "assuming",
                                         "at",
                                         "available",
                                         "banker",
                                         "banking",
                                         "base",
                                         "based",
                                         "basing",
                                         "be",
                                         "been",
                                         "being",
                                         "by",
                                         "calculate",
                                         "can",
                                         "clearly",
                                         "company",
                                         "compute",
                                         "conclusions",
                                         "could",
                                         "decimal",
                                         "define",
                                         "defined",
                                         "details",
                                         "did",
                                         "do",
                                         "does",
                                         "drawing",
                                         "equities",
                                         "exact",
                                         "explain",
                                         "extract",
                                         "financial",
                                         "following",
                                         "for",
                                         "from",
                                         "give",
                                         "had",
                                         "has",
                                         "have",
                                         "he",
                                         "help",
                                         "her",
                                         "here",
                                         "his",
                                         "how",
                                         "i",
                                         "if",
                                         "in",
                                         "information",
                                         "into",
                                         "investment",
                                         "is",
                                         "it",
                                         "its",
                                         "judgment",
                                         "judgments",
                                         "like",
                                         "line",
                                         "many",
                                         "me",
                                         "metric",
                                         "metrics",
                                         "much",
                                         "my",
                                         "need",
                                         "not",
                                         "number",
                                         "of",
                                         "off",
                                         "on",
                                         "one",
                                         "only",
                                         "or",
                                         "our",
                                         "out",
                                         "outlined",
                                         "over",
                                         "places",
                                         "plainly",
                                         "please",
                                         "possible",
                                         "primarily",
                                         "provided",
                                         "public",
                                         "question",
                                         "reasonable",
                                         "relevant",
                                         "relying",
                                         "resource",
                                         "resources",
                                         "respond",
                                         "response",
                                         "round",
                                         "she",
                                         "should",
                                         "show",
                                         "shown",
                                         "standpoint",
                                         "state",
                                         "stated",
                                         "than",
                                         "that",
                                         "the",
                                         "their",
                                         "them",
                                         "then",
                                         "there",
                                         "these",
                                         "they",
                                         "this",
                                         "those",
                                         "to",
                                         "two",
                                         "under",
                                         "units",
                                         "us",
                                         "use",
                                         "used",
                                         "useful",
                                         "using",
                                         "utilize",
                                         "utilizing",
                                         "was",
                                         "we",
                                         "were",
                                         "what",
                                         "when",
                                         "where",
                                         "which",
                                         "who",
                                         "why",
                                         "will",
                                         "with",
                                         "within",
                                         "would",
                                         "you",
                                         "your"};

bool fai_is_stop_word(const char *word, size_t len)
{
    size_t lo = 0;
    size_t hi = sizeof stop_words / sizeof stop_words[0];

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = strncmp(word, stop_words[mid], len);

        if (c == 0 && stop_words[mid][len] != '\0')
            c = -1;
        if (c == 0)
            return true;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return false;
}

/* What filings call the things that questions ask about. Words behind the arrow weigh less than the question's own. */
typedef struct synonym {
    const char *asked;
    const char *words;
    double weight;
} synonym;

static const synonym synonyms[] = {
    {"capex|capital expenditure*|capital spending",
     "purchases property plant equipment additions capital expenditures", 0.6},
    {"pp&e|ppe|ppne|pp&ne|fixed asset*|property, plant|property plant", "property plant equipment net", 0.6},
    {"cogs|cost of goods|cost of sales|cost of revenue", "cost sales revenue goods sold", 0.6},
    {"d&a|depreciation|ebitda", "depreciation amortization operating income", 0.6},
    {"ebitdar|ebitda", "adjusted ebitdar ebitda reconciliation", 0.6},
    {"accounts receivable|receivable*|dso|days sales", "accounts receivable trade receivables net", 0.6},
    {"accounts payable|payable*|dpo|days payable", "accounts payable trade", 0.6},
    {"inventor*|dio", "inventories merchandise", 0.6},
    {"revenue*|sales|top line|topline|top-line", "net sales revenues total revenue", 0.6},
    {"net income|net earnings|net profit|profit margin|roa|roe|retention ratio|payout|bottom line|eps",
     "net income earnings attributable", 0.6},
    {"dividend*", "dividends paid cash declared per share", 0.6},
    {"operating income|operating margin*|operating profit", "operating income operations profit margin", 0.6},
    {"gross margin*|gross profit", "gross margin profit cost sales", 0.6},
    {"working capital|quick ratio|liquidity|current assets|current liabilities|current ratio",
     "total current assets liabilities", 0.6},
    {"cash flow ratio|cash from operations|cash flow from operat*|free cash flow|free "
     "cashflow|fcf|operations, "
     "investing|operating, investing|financing activities",
     "net cash provided operating activities investing financing", 0.6},
    {"asset turnover|total assets|roa|capital intensive|capital-intensive|capital intensity", "total assets",
     0.6},
    {"tax rate|effective tax", "effective income tax rate provision taxes", 0.6},
    {"debt|borrowing*|leverage|notes outstanding",
     "long term debt short borrowings notes payable current portion", 0.6},
    {"registered to trade|national securities exchange|securities are registered|securities registered",
     "securities registered pursuant section 12 b title each class trading symbol name exchange", 0.8},
    {"legal battle*|lawsuit*|litigation|legal proceeding*|legal matter*|legal case*",
     "legal proceedings litigation lawsuits filed plaintiffs", 0.6},
    {"acqui*|takeover*|bought", "acquisitions acquired acquisition completed purchase", 0.6},
    {"geograph*|region*|countr*", "geographic regions countries united states international", 0.5},
    {"restructuring*", "restructuring impairment charges", 0.6},
    {"retiree*|pension*|postretirement", "pension benefits benefit payments expected future health care",
     0.6},
    {"derivative*|hedg*|notional", "derivative instruments notional amounts swaps hedges", 0.6},
    {"buyback*|repurchase*|bought back", "repurchased shares repurchase program cost", 0.6},
    {"product*|service*", "products services offerings", 0.4},
    {"industry|sector", "business industry competition overview", 0.5},
    {"customer*|client*", "customers accounted percent revenues", 0.5},
    {"cyclical*|seasonal*", "cyclical seasonal demand industry", 0.6},
    {"spin off|spin-off|spinoff|spinning off|spun off|divest*",
     "spin separation combination transaction costs divestiture", 0.6},
    {"segment*", "segment segments reportable", 0.5},
    {"m&a|acquisitions and divestitures|organic*", "organic acquisitions divestitures local currency", 0.7},
    {"nominee*|board member*|director*|elected|votes", "directors nominee votes election withheld proposal",
     0.6},
    {"ceo|chief executive", "chief executive officer president appointed", 0.7},
    {"previous*|prior|former*|experience", "former formerly previously prior served", 0.6},
    {"cfo", "chief financial officer appointed", 0.7},
    {"store*|location*", "stores opened closed end period total", 0.4},
    {"employee*|headcount|workforce", "employees full time workforce", 0.6},
    {"wages|payroll|compensation", "wages payroll benefits compensation labor", 0.5},
    {"sg&a|selling, general", "selling general administrative expenses", 0.7},
    {"r&d|research and development", "research development expenses", 0.7},
    {"forecast*|expect*|outlook|guidance|plan*", "expect expected outlook future plan", 0.4},
    {"retain|retention|churn", "retention attrition loyalty", 0.6},
    {"short term investments|short-term investments|marketable securities",
     "short term investments available for sale securities corporate bonds", 0.6},
    {"balance sheet|financial position", "consolidated balance sheets", 0.4},
    {"cash flow statement|statement of cash flows", "consolidated statements cash flows", 0.4},
    {"income statement|statement of income|p&l|profit and loss", "consolidated statements income operations",
     0.4},
    {"goodwill", "goodwill impairment reporting unit", 0.5},
    {"lease*", "operating lease liabilities right use assets", 0.5},
    {"risk*", "risk factors adversely affect", 0.5},
    {"audit*", "independent registered public accounting firm audit", 0.6},
    {"interest coverage|interest expense", "interest expense net amounts capitalized", 0.6},
    {"share count|shares outstanding", "shares outstanding common stock", 0.6},
};

typedef struct need {
    fa_statement_kind kind;
    const char *named;   /* the statement by name */
    const char *implied; /* figures that stand in it */
} need;

static const need needs[] = {
    {FA_STATEMENT_CASHFLOW,
     "cash flow statement*|statement of cash flow*|statements of cash flow*|cash flows statement",
     "cash flow*|cashflow*|capex|capital expenditure*|dividend*|depreciation|d&a|ebitda|fcf|operations, "
     "investing|investing activit*|financing activit*|capital intensive|capital-intensive"},
    {FA_STATEMENT_BALANCE, "balance sheet*|statement of financial position|statement of financial condition",
     "working capital|current assets|current liabilit*|inventor*|receivable*|payable*|pp&e|ppe|ppne|total "
     "assets|quick ratio|current ratio|roa|roe|turnover|fixed asset*|liabilit*|ccc|cash "
     "conversion|dio|dso|dpo|"
     "cash & cash equivalents|cash and cash equivalents|equity|capital "
     "intensive|capital-intensive|debt|property, plant"},
    {FA_STATEMENT_INCOME,
     "income statement*|statement of income|statements of income|p&l*|profit and loss*|statement of "
     "operations|"
     "statement of earnings|statements of operations",
     "revenue*|cogs|cost of goods|gross margin*|gross profit|operating income|operating margin*|operating "
     "profit|net income|net profit*|net earnings|ebitda|turnover|tax rate|cagr|retention ratio|payout "
     "ratio|interest coverage|ebit|eps|earnings per share|profit margin|roa|roe|dso|dio|dpo|capital "
     "intensive|capital-intensive|net sales|total sales|restructuring cost*"},
};

/* Whether the phrase stands at text[at], and ends a word there unless its star lets it begin one. */
static bool stands_at(fai_str text, size_t at, fai_str phrase, bool prefix)
{
    size_t end = at + phrase.n;

    if (end > text.n)
        return false;
    for (size_t k = 1; k < phrase.n; k++)
        if (fai_lower(text.p[at + k]) != phrase.p[k])
            return false;
    return prefix || end == text.n || !fai_is_alnum(text.p[end]);
}

/* Phrases are in lower case. */
static bool mentions_one(fai_str text, fai_str phrase)
{
    bool prefix = phrase.n > 0 && phrase.p[phrase.n - 1] == '*';
    char first = phrase.n > 0 ? phrase.p[0] : '\0';
    char upper = first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first;

    if (prefix)
        phrase.n--;
    if (phrase.n == 0)
        return false;
    for (size_t at = 0; at < text.n; at++)
        if ((text.p[at] == first || text.p[at] == upper) && (at == 0 || !fai_is_alnum(text.p[at - 1])) &&
            stands_at(text, at, phrase, prefix))
            return true;
    return false;
}

uint32_t fai_mentions_count(fai_str text, const char *phrases, uint32_t most)
{
    uint32_t count = 0;

    while (count < most) {
        const char *end = strchr(phrases, '|');
        fai_str one = {phrases, end != NULL ? (size_t)(end - phrases) : strlen(phrases)};

        count += mentions_one(text, one);
        if (end == NULL)
            break;
        phrases = end + 1;
    }
    return count;
}

bool fai_mentions(const char *text, const char *phrases)
{
    return fai_mentions_count(fai_str_of(text), phrases, 1) > 0;
}

/* Adds a word unless it is there; one that is there keeps the larger weight. */
static fa_status add_term(fai_query *q, fai_arena *arena, const char *word, size_t len, double weight,
                          fa_error *err)
{
    char *copy;

    for (uint32_t i = 0; i < q->term_count; i++)
        if (strlen(q->terms[i].word) == len && memcmp(q->terms[i].word, word, len) == 0) {
            if (q->terms[i].weight < weight)
                q->terms[i].weight = weight;
            return FA_OK;
        }
    if (q->term_count == FAI_QUERY_MAX_TERMS)
        return FA_OK;
    copy = fai_arena_strndup(arena, word, len);
    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    q->terms[q->term_count++] = (fa_term){copy, weight};
    return FA_OK;
}

/* "fy2022", "fy22" and "2022" all become the year. Returns its length, 0 when the word is no such label. */
static size_t year_of(const char *word, size_t len, char out[4])
{
    const char *digits = word;
    size_t n = len;

    if (n > 2 && word[0] == 'f' && word[1] == 'y') {
        digits += 2;
        n -= 2;
    } else {
        return 0;
    }
    for (size_t i = 0; i < n; i++)
        if (!fai_is_digit(digits[i]))
            return 0;
    if (n == 4)
        memcpy(out, digits, 4);
    else if (n == 2)
        memcpy(out, "20", 2), memcpy(out + 2, digits, 2);
    return n == 4 || n == 2 ? 4 : 0;
}

static fa_status add_words(fai_query *q, fai_arena *arena, const char *text, double weight, bool filter,
                           fa_error *err)
{
    char word[48];
    size_t len = 0;
    fa_status st = FA_OK;

    for (const char *p = text; st == FA_OK; p++) {
        char c = *p;

        if (fai_is_alnum(c) || (c == '&' && len == 1 && fai_is_alpha(p[1]))) {
            if (fai_is_alnum(c) && len < sizeof word)
                word[len++] = fai_lower(c);
            continue;
        }
        if (len > 1 && !(filter && fai_is_stop_word(word, len))) {
            char year[4];
            size_t n = year_of(word, len, year);

            st =
                n > 0 ? add_term(q, arena, year, n, weight, err) : add_term(q, arena, word, len, weight, err);
        }
        len = 0;
        if (c == '\0')
            break;
    }
    return st;
}

/* Whether a word is one of a name, or some of the name's words written as one. */
static bool is_of_name(const char *name, const char *word)
{
    size_t n = strlen(word);
    size_t at = 0;

    if (fai_has_word_ci(name, word))
        return true;
    if (n < 6)
        return false;
    for (const char *p = name; *p != '\0' && at < n; p++) {
        if (!fai_is_alnum(*p))
            continue;
        if (fai_lower(*p) != word[at])
            return false;
        at++;
    }
    return at == n;
}

void fai_query_set_aside(fai_query *q, const char *name)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < q->own_count; i++) {
        fa_term term = q->terms[i];

        if (is_of_name(name, term.word)) {
            memmove(q->terms + i, q->terms + i + 1, (q->term_count - i - 1) * sizeof *q->terms);
            term.weight = 0.1;
            q->terms[q->term_count - 1] = term;
            q->own_count--;
            i--;
        } else {
            kept++;
        }
    }
    q->own_count = kept;
}

static void find_kinds(fai_query *q, const char *question)
{
    uint32_t named = 0;
    uint32_t implied = 0;

    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
        if (fai_mentions(question, needs[i].named))
            named |= 1u << needs[i].kind;
        if (fai_mentions(question, needs[i].implied))
            implied |= 1u << needs[i].kind;
    }
    q->named = named != 0;
    q->kinds = named | implied;
}

fa_status fai_query_make(const char *question, fai_arena *arena, fai_query *out, fa_error *err)
{
    fa_status st;

    memset(out, 0, sizeof *out);
    st = add_words(out, arena, question, 1.0, true, err);
    out->own_count = out->term_count;
    for (size_t i = 0; st == FA_OK && i < sizeof synonyms / sizeof synonyms[0]; i++)
        if (fai_mentions(question, synonyms[i].asked))
            st = add_words(out, arena, synonyms[i].words, synonyms[i].weight, true, err);
    find_kinds(out, question);
    out->narrative =
        fai_mentions(question, "what drove|why|who|explain why|drivers|reason*|legal|acquisition*|"
                               "customers|industry|geograph*|forecasting|expect*|events");
    return st;
}
