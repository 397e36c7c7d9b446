/* question/asks_compare.c: questions that hold figures against each other, against a number, or against nothing that a
 * filing knows. */
#include <string.h>

#include "question/asks.h"

/* ---- what filings do not answer ---- */

/* Whether a phrase stands anywhere in the sentence: "a good investment" is advice, though "investment" is an item. */
static bool mentions(const fai_question *q, const char *phrases)
{
    uint32_t len, at = fai_words_find(&q->words, q->core_from, phrases, &len);

    return at < q->core_to;
}

bool fai_ask_refused(fai_question *q)
{
    static const char advice[] = "should i|should we|should one|should an investor|buy or sell|good "
                                 "investment|price target|target price|good buy|"
                                 "worth buying|worth investing|recommend buying|recommend|buy rating|sell "
                                 "rating|good stock|overvalued|"
                                 "undervalued|good time to buy|hold or sell|buy , sell or hold|buy , hold or "
                                 "sell|is it wise|bullish|bearish";
    static const char market[] = "market capitalization|market cap|stock price|closing price|share "
                                 "price|current price|trading price|trade at|"
                                 "trading at|p/e|price to earning|price earning ratio|p / e|p / e ratio|pe "
                                 "ratio|price to book|price to sale|"
                                 "enterprise value|dividend yield|stock quote|closing stock price";

    if (mentions(q, advice) || (fai_ask_opens(q, "will|would|should|is") && fai_ask_says(q, "invest in")) ||
        (fai_ask_opens(q, "will|would") && fai_ask_says(q, "stock|share|share price|stock price")))
        q->ask = FAI_ASK_ADVICE;
    else if (mentions(q, market))
        q->ask = FAI_ASK_MARKET;
    else if (fai_ask_opens(q, "will|what will|how much will|how will|predict|forecast|estimate next") ||
             fai_ask_says(
                 q,
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

static bool against_number(fai_question *q, const char *phrases, bool down)
{
    uint32_t len, at = fai_ask_find(q, phrases, &len);

    if (at == UINT32_MAX || !threshold_at(q, at + len))
        return false;
    fai_words_use(&q->words, at, len);
    q->down = down;
    return true;
}

bool fai_ask_threshold(fai_question *q)
{
    static const char above[] =
        "above|exceed|exceeded|greater than|more than|at least|higher than|larger than|over|"
        "surpass|surpassed|top|reach|in excess of";
    static const char below[] = "below|under|less than|lower than|smaller than|fewer than|short of";

    if (!fai_ask_polar(q))
        return false;
    if (!against_number(q, above, false) && !against_number(q, below, true)) {
        if (fai_ask_said(q, "positive|greater than zero|above zero") || fai_ask_says(q, FAI_PROFIT_WORDS))
            q->down = false;
        else if (fai_ask_said(q, "negative|below zero|less than zero") || fai_ask_says(q, FAI_LOSS_WORDS))
            q->down = true;
        else
            return false;
    }
    q->ask = FAI_ASK_THRESHOLD;
    return true;
}

/* ---- which is largest, by how much, did it rise ---- */

bool fai_ask_extreme(fai_question *q)
{
    bool which = fai_ask_opens(
        q, "which|in which|what year|in what year|what fiscal year|what segment|what region|what "
           "product|what country|who|what quarter|what was the|what is the|what were the");
    bool pick = fai_ask_polar(q) && fai_ask_says(q, "or");

    if (which && (fai_ask_said(q, fai_most_words) || fai_ask_said(q, fai_more_words)))
        q->down = false;
    else if (which && (fai_ask_said(q, fai_least_words) || fai_ask_said(q, fai_less_words)))
        q->down = true;
    else if (pick && fai_ask_said(q, fai_more_words))
        q->down = false;
    else if (pick && fai_ask_said(q, fai_less_words))
        q->down = true;
    else
        return false;
    if (q->when_count == 0)
        q->years = fai_ask_years(q);
    q->ask = FAI_ASK_EXTREME;
    return true;
}

bool fai_ask_difference(fai_question *q)
{
    if (fai_ask_polar(q))
        return false;
    if (fai_ask_says(q, "exceed|exceeded|surpass|outpace")) {
        fai_ask_said(q, "by how much did|by how much does|by how many dollar did|by how much|how much did");
        fai_ask_said(q, "exceed|exceeded|surpass|outpace");
    } else if (!fai_ask_said(
                   q,
                   "how much higher was|how much lower was|how much more was|how much less was|how much "
                   "larger was|how much smaller was|how many dollar more or less was|how many more or less|"
                   "by how much was|difference between|gap between|how much higher were|how much lower "
                   "were")) {
        return false;
    }
    fai_ask_said(q, fai_more_words);
    fai_ask_said(q, fai_less_words);
    fai_ask_said(q, "than");
    q->ask = FAI_ASK_DIFFERENCE;
    q->than = true;
    return true;
}

/* "Did it rise?", "Was it lower in A than in B?", "Did A exceed B?" */
bool fai_ask_direction(fai_question *q)
{
    if (!fai_ask_polar(q))
        return false;
    if (fai_ask_said(q, fai_more_words) || fai_ask_said(q, "exceed|exceeded|surpass|outpace")) {
        q->than = true;
    } else if (fai_ask_said(q, fai_less_words)) {
        q->down = q->than = true;
    } else if (fai_ask_said(q, fai_up_words)) {
        q->either = fai_ask_said(
            q, "or decrease|or decline|or fall|or shrink|or drop|or fell|or declined|or decreased");
    } else if (fai_ask_said(q, fai_down_words)) {
        q->down = true;
        q->either = fai_ask_said(q, "or increase|or rise|or grow|or rose|or grew|or increased");
    } else {
        return false;
    }
    fai_ask_said(q, fai_against_words);
    q->ask = FAI_ASK_DIRECTION;
    return true;
}

/* ---- growth and change ---- */

static bool moved(fai_question *q)
{
    return fai_ask_said(q, "change|changed|move|moved|differ") || fai_ask_said(q, fai_up_words) ||
           fai_ask_said(q, fai_down_words);
}

bool fai_ask_growth(fai_question *q)
{
    static const char rates[] = "year over year growth rate in|year over year growth rate|year over year "
                                "growth|yoy growth|year on year growth|"
                                "growth rate of|growth rate in|growth rate|percentage growth in|percentage "
                                "growth|percent growth|% growth|growth "
                                "in|grow or shrink|% change in|% change|percentage change in|percentage "
                                "change|percent change|year over year "
                                "change in|year over year change|yoy change|change in percent|year on year "
                                "change|yoy % change|percentage "
                                "increase in|percentage increase|percentage decrease in|percentage "
                                "decrease|percent increase|percent decrease|"
                                "relative change|% increase|% decrease|year over year|yoy|rate of growth";
    static const char how_fast[] = "by what percentage did|by what percentage|by what percent did|by what "
                                   "percent|by what % did|by what %|how many "
                                   "percent did|by how many percent did|by how many percent|what percentage "
                                   "did|how much in percent did|how fast did";
    static const char how_much[] = "how much did|how much has|by how much did|by how much has";
    bool points = q->wish.points || q->wish.bps;

    if (fai_ask_said(q, rates)) {
        fai_ask_said(q, how_fast);
        fai_ask_said(q, how_much);
        fai_ask_said(q, "growth|year over year|year on year|yoy");
    } else if (!points && fai_ask_says(q, how_fast)) {
        fai_ask_said(q, how_fast);
        if (!moved(q))
            return false;
    } else if (q->wish.percent && fai_ask_said(q, how_much)) {
        if (!moved(q))
            return false;
        fai_ask_said(q, "or shrink|or fall|or decline|or decrease");
    } else if (!fai_ask_said(q, "growth|grow|grew")) {
        return false;
    }
    fai_ask_said(q, "change|changed");
    fai_ask_said(q, fai_against_words);
    q->ask = FAI_ASK_GROWTH;
    return true;
}

bool fai_ask_change(fai_question *q)
{
    static const char how[] =
        "by how much did|by how much has|by how many|how much did|how much has|how did|how has";

    if (fai_ask_polar(q))
        return false;
    if (fai_ask_said(
            q,
            "absolute change in|the change in|change in|dollar change in|difference in|absolute change|"
            "increase in|decrease in|decline in|rise in|drop in|fall in|reduction in|increase of|decrease of|"
            "improvement in|point change")) {
        fai_ask_said(q, how);
    } else if (!fai_ask_says(q, how) || !moved(q) || !fai_ask_said(q, how)) {
        return false;
    }
    fai_ask_said(q, "did|has");
    fai_ask_said(q, fai_against_words);
    q->ask = q->wish.percent ? FAI_ASK_GROWTH : FAI_ASK_CHANGE;
    return true;
}
