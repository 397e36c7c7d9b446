/* question/asks.c: which kind of answer a question wants, told by the words of the sentence that asks. */
#include <string.h>

#include "question/question.h"

static const char up_words[] =
    "increase|increased|rise|rose|risen|grow|grew|grown|go up|gone up|went "
    "up|improve|improved|climb|climbed|expand|"
    "expanded|rising|growing|increasing|improving|strengthen|strengthened|jump|jumped";
static const char down_words[] = "decrease|decreased|fall|fell|fallen|decline|declined|drop|dropped|go "
                                 "down|went down|shrink|shrank|shrunk|gone "
                                 "down|reduce|reduced|decreasing|falling|declining|worsen|worsened|"
                                 "deteriorate|deteriorated|weaken|weakened";
static const char more_words[] = "higher|larger|greater|bigger|more|better|stronger";
static const char less_words[] = "lower|smaller|less|fewer|worse|weaker";
static const char most_words[] = "highest|largest|greatest|most|biggest|best|maximum|peak|strongest";
static const char least_words[] = "lowest|smallest|least|fewest|minimum|worst|weakest";
static const char against[] = "compared with|compared to|in comparison with|in comparison "
                              "to|versus|vs|relative to|comparing|against|than";

/* Whether the word stands in brackets of the sentence. */
static bool bracketed(const fai_question *q, uint32_t at)
{
    int depth = 0;

    for (uint32_t i = q->core_from; i < at; i++) {
        const fai_word *word = &q->words.items[i];

        if (word->kind == FAI_WORD_MARK)
            depth += word->text[0] == '(' ? 1 : word->text[0] == ')' ? -1 : 0;
    }
    return depth > 0;
}

/* Finds one of the phrases in the sentence that asks, outside of brackets and of the names of figures. */
static uint32_t find(const fai_question *q, const char *phrases, uint32_t *len)
{
    for (uint32_t i = q->core_from; i < q->core_to; i++) {
        if (q->words.items[i].named)
            continue;
        *len = fai_words_match(&q->words, i, phrases);
        if (*len == 1 && i > q->about && q->words.items[i].capital && !q->words.items[i].upper)
            continue; /* "Greater Bay": part of a name */
        if (*len > 0 && i + *len <= q->core_to && !bracketed(q, i))
            return i;
    }
    return UINT32_MAX;
}

static bool says(const fai_question *q, const char *phrases)
{
    uint32_t len;

    return find(q, phrases, &len) != UINT32_MAX;
}

/* As says, and marks the first hit as used. */
static bool said(fai_question *q, const char *phrases)
{
    uint32_t len, at = find(q, phrases, &len);

    if (at == UINT32_MAX)
        return false;
    fai_words_use(&q->words, at, len);
    return true;
}

static bool opens(const fai_question *q, const char *phrases)
{
    return q->about < q->core_to && fai_words_match(&q->words, q->about, phrases) > 0;
}

/* Whether the request is for a yes or a no. */
static bool polar(const fai_question *q)
{
    return opens(q, "did|has|have|had|is|was|were|are|does|do|could|can");
}

static int count_of(const fai_words *w, uint32_t at)
{
    static const char *const counts[] = {"two|2",   "three|3", "four|4", "five|5", "six|6",
                                         "seven|7", "eight|8", "nine|9", "ten|10"};

    for (int n = 0; n < 9; n++)
        if (fai_word_in(w, at, counts[n]))
            return n + 2;
    return 0;
}

/* "three-year average of …", "2 year total revenue CAGR": the number of years; marks it as used. */
static int years_said(fai_question *q)
{
    fai_words *w = &q->words;

    for (uint32_t i = q->core_from; i + 1 < q->core_to; i++)
        if (count_of(w, i) > 0 && fai_word_in(w, i + 1, "year|yr")) {
            int years = count_of(w, i);

            fai_words_use(w, i, 2);
            return years;
        }
    return 0;
}

/* ---- what filings do not answer ---- */

static bool ask_refused(fai_question *q)
{
    if (says(q, "should i|should we|should one|should an investor|buy or sell|good investment|price "
                "target|target price|"
                "good buy|worth buying|worth investing|recommend buying|recommend|invest in|buy rating|sell "
                "rating|"
                "good stock|overvalued|undervalued|good time to buy|hold or sell|buy , sell or hold|buy , "
                "hold or "
                "sell|is it wise|bullish|bearish") ||
        (opens(q, "will|would") && says(q, "stock|share|share price|stock price")))
        q->ask = FAI_ASK_ADVICE;
    else if (
        says(q,
             "market capitalization|market cap|stock price|closing price|share price|current price|trading "
             "price|trade at|trading at|p/e|price to earning|price earning ratio|p / e|p / e ratio|pe ratio|"
             "price to book|price to sale|enterprise value|dividend yield|stock quote|closing stock price"))
        q->ask = FAI_ASK_MARKET;
    else if (opens(q, "will|what will|how much will|how will|predict|forecast|estimate next") ||
             says(q,
                  "forecast for|do you expect|predict|next year be|next fiscal year|next quarter|next year"))
        q->ask = FAI_ASK_FORECAST;
    else
        return false;
    return true;
}

/* ---- thresholds: "above 1.5", "exceed $10 billion", "positive" ---- */

static int scale_word(const fai_words *w, uint32_t at)
{
    return fai_word_in(w, at, "thousand|k")        ? 3
           : fai_word_in(w, at, "million|mn|mm|m") ? 6
           : fai_word_in(w, at, "billion|bn|b")    ? 9
           : fai_word_in(w, at, "trillion")        ? 12
                                                   : 0;
}

/* A number, maybe with a dollar sign before and "%" or a scale behind, that is no year. */
static bool threshold_at(fai_question *q, uint32_t at)
{
    fai_words *w = &q->words;
    uint32_t from = at;
    fa_decimal value;
    int power = 0;

    while (at < q->core_to && fai_word_in(w, at, "$|usd|roughly|about|a|the"))
        at++;
    if (at >= q->core_to || w->items[at].kind != FAI_WORD_NUMBER || w->items[at].used ||
        fa_decimal_parse(w->items[at].text, strlen(w->items[at].text), &value, NULL) != FA_OK)
        return false;
    at++;
    if (at < w->count && fai_words_match(w, at, "%|percent|per cent") > 0) {
        q->threshold_percent = true;
        at++;
    } else if (at < w->count) {
        power = scale_word(w, at);
        at += power > 0 ? 1 : 0;
    }
    if (fa_decimal_shift(value, power, &q->threshold, NULL) != FA_OK)
        return false;
    fai_words_use(w, from, at - from);
    return true;
}

static bool ask_threshold(fai_question *q)
{
    static const char above[] =
        "above|exceed|exceeded|greater than|more than|at least|higher than|larger than|over|"
        "surpass|surpassed|top|reach|in excess of";
    static const char below[] = "below|under|less than|lower than|smaller than|fewer than|short of";
    uint32_t len, at;

    if (!polar(q))
        return false;
    for (int side = 0; side < 2; side++) {
        at = find(q, side == 0 ? above : below, &len);
        if (at != UINT32_MAX && threshold_at(q, at + len)) {
            fai_words_use(&q->words, at, len);
            q->down = side == 1;
            q->ask = FAI_ASK_THRESHOLD;
            return true;
        }
    }
    if (said(q, "positive|greater than zero|above zero"))
        q->down = false;
    else if (said(q, "negative|below zero|less than zero"))
        q->down = true;
    else
        return false;
    q->ask = FAI_ASK_THRESHOLD;
    return true;
}

/* ---- several periods in one figure ---- */

static bool ask_cagr(fai_question *q)
{
    if (!said(q, "cagr|compound annual growth rate|compounded annual growth rate|compound growth "
                 "rate|annualized growth "
                 "rate|compound annual growth|average annual growth rate"))
        return false;
    q->years = years_said(q);
    q->ask = FAI_ASK_CAGR;
    return true;
}

static bool ask_over_years(fai_question *q)
{
    if (says(q, "average|mean|avg") && (q->when_count > 1 || (q->years = years_said(q)) > 0)) {
        said(q, "average over|on average|simple average|mean over|average annual|the average of|average "
                "of|average "
                "yearly|mean of|historical average|average|mean|avg");
        q->years = q->years > 0 ? q->years : years_said(q);
        q->ask = FAI_ASK_AVERAGE;
        return true;
    }
    if (said(q, "cumulative|add up|sum of|the sum of|sum up|cumulatively|in aggregate|total over|combined "
                "total of|"
                "aggregated|aggregate|sum|combined")) {
        q->years = years_said(q);
        said(q, "over|combined|total");
        q->ask = FAI_ASK_SUM;
        return true;
    }
    return false;
}

static bool ask_share(fai_question *q)
{
    if (!said(q, "what share of|what percentage of|what proportion of|what fraction of|what percent of|how "
                 "much of|"
                 "what part of|what portion of|which share of|what % of"))
        return false;
    q->ask = FAI_ASK_SHARE;
    said(q, "came from|come from|was from|is from|derived from|was generated by|was earned in|generated "
            "by|generated "
            "in|was attributable to|attributable to|relate to|represent|represented by|account "
            "for|contribute|made "
            "up|contributed by|accounted for by|did|does|spent on|consumed by|went to|went on|occurred|fell into|fell in|occur");
    return true;
}

/* ---- comparisons ---- */

static bool ask_extreme(fai_question *q)
{
    bool which = opens(
        q, "which|in which|what year|in what year|what fiscal year|what segment|what region|what product|"
           "what country|who|what quarter|what was the|what is the|what were the");
    bool pick = polar(q) && says(q, "or");

    if (which && (said(q, most_words) || said(q, more_words)))
        q->down = false;
    else if (which && (said(q, least_words) || said(q, less_words)))
        q->down = true;
    else if (pick && said(q, more_words))
        q->down = false;
    else if (pick && said(q, less_words))
        q->down = true;
    else
        return false;
    q->ask = FAI_ASK_EXTREME;
    return true;
}

/* "Did it rise?", "Was it lower in A than in B?", "Did A exceed B?" */
static bool ask_direction(fai_question *q)
{
    if (!polar(q))
        return false;
    if (said(q, more_words) || said(q, "exceed|exceeded|surpass|outpace")) {
        q->down = false;
        q->than = true;
    } else if (said(q, less_words)) {
        q->down = q->than = true;
    } else if (said(q, up_words)) {
        q->down = false;
        q->either =
            said(q, "or decrease|or decline|or fall|or shrink|or drop|or fell|or declined|or decreased");
    } else if (said(q, down_words)) {
        q->down = true;
        q->either = said(q, "or increase|or rise|or grow|or rose|or grew|or increased");
    } else {
        return false;
    }
    said(q, against);
    q->ask = FAI_ASK_DIRECTION;
    return true;
}

static bool ask_difference(fai_question *q)
{
    if (polar(q))
        return false;
    if (says(q, "exceed|exceeded|surpass|outpace")) {
        said(q, "by how much did|by how much does|by how many dollar did|by how much|how much did");
        said(q, "exceed|exceeded|surpass|outpace");
    } else if (!said(q, "how much higher was|how much lower was|how much more was|how much less was|how much "
                        "larger "
                        "was|how much smaller was|how many dollar more or less was|how many dollar more or "
                        "le was|how many more or less|by how much was|difference "
                        "between|gap between|how much higher were|how much lower were")) {
        return false;
    }
    said(q, more_words);
    said(q, less_words);
    said(q, "than");
    q->ask = FAI_ASK_DIFFERENCE;
    q->than = true;
    return true;
}

static bool ask_growth(fai_question *q)
{
    static const char rates[] =
        "year over year growth rate in|year over year growth rate|year over year growth|yoy growth|year on "
        "year growth|"
        "growth rate of|growth rate in|growth rate|percentage growth in|percentage growth|percent growth|% "
        "growth|"
        "growth in|grow or shrink|% change in|% change|percentage change in|percentage change|percent "
        "change|year over "
        "year change in|year over year change|yoy change|change in percent|year on year change|yoy % change|"
        "percentage increase in|percentage increase|percentage decrease|percent increase|relative change|% "
        "increase|"
        "% decrease|year over year|yoy|rate of growth";
    static const char how[] = "by what percentage did|by what percentage|by what percent did|by what "
                              "percent|by what % did|by what %|how "
                              "many percent did|by how many percent did|by how many percent|what percentage "
                              "did|how much in percent did|how "
                              "fast did|how much did";
    bool points = q->wish.points || q->wish.bps;

    if (said(q, rates)) {
        said(q, how);
    } else if (!points &&
               says(q, "by what percentage|by what percent|by what %|how many percent|by how many percent|"
                       "what percentage did|how much in percent|how fast did")) {
        said(q, how);
        if (!said(q, up_words) && !said(q, down_words) && !said(q, "change|changed|differ|move"))
            return false;
    } else if (q->wish.percent && said(q, "how much did|how much has") &&
               (said(q, up_words) || said(q, down_words) || said(q, "change|changed"))) {
        said(q, "grow or shrink");
    } else if (!said(q, "growth|grow|grew")) {
        return false;
    }
    said(q, "change|changed");
    said(q, against);
    q->ask = FAI_ASK_GROWTH;
    return true;
}

static bool ask_change(fai_question *q)
{
    static const char how[] =
        "by how much did|by how much has|by how many|how much did|how much has|how did|how has";
    bool moved;

    if (polar(q))
        return false;
    if (said(q,
             "absolute change in|the change in|change in|dollar change in|difference in|absolute change")) {
        said(q, how);
    } else {
        if (!says(q, how))
            return false;
        moved = said(q, "change|changed|move|moved|differ") || said(q, up_words) || said(q, down_words);
        if (!moved || !said(q, how))
            return false;
    }
    said(q, "did|has");
    said(q, against);
    q->ask = FAI_ASK_CHANGE;
    return true;
}

/* "How does X in 2024 compare to 2023?": both figures are wanted. */
static bool ask_both(fai_question *q)
{
    if (!opens(q, "how does|how did|how do") || !said(q, "compare to|compare with|compare against|compare"))
        return false;
    said(q, "how does|how did|how do");
    return true;
}

/* Causes and descriptions, which are texts. */
static bool ask_text(fai_question *q)
{
    if (!opens(
            q,
            "why|what drove|what caused|what explain|what led|explain|describe|discuss|who|where|summarize|"
            "summarise|what are the main|what is the nature|how does|list the|what reason|what factor") &&
        !says(q, "what drove|driver of|reason for|primarily due to"))
        return false;
    q->ask = FAI_ASK_WHY;
    return true;
}

void fai_question_ask(fai_question *q)
{
    bool (*const kinds[])(fai_question *) = {ask_refused,    ask_both,       ask_text,   ask_threshold,
                                             ask_cagr,       ask_over_years, ask_share,  ask_extreme,
                                             ask_difference, ask_direction,  ask_growth, ask_change};

    q->down = says(q, down_words) || says(q, less_words) || says(q, least_words);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i](q))
            return;
    if (q->when_count == 0 && says(q, "last|past|previous|recent"))
        q->years = years_said(q); /* "over the last three years" */
}
