/* question/question.c: which kind of answer a question wants. */
#include "question/question.h"

#include <string.h>

/* Whether one of the phrases stands in the question; marks the first as used. */
static bool said(fai_question *q, const char *phrases)
{
    uint32_t len, at = fai_words_find(&q->words, 0, phrases, &len);

    if (at == UINT32_MAX)
        return false;
    fai_words_use(&q->words, at, len);
    return true;
}

static bool says(const fai_question *q, const char *phrases)
{
    uint32_t len;

    return fai_words_find(&q->words, 0, phrases, &len) != UINT32_MAX;
}

static bool opens(const fai_question *q, const char *phrases)
{
    return q->core_from < q->core_to && fai_words_match(&q->words, q->core_from, phrases) > 0;
}

/* "three-year average", "2 year CAGR" */
static int years_before(fai_question *q, const char *what)
{
    static const char *const counts[] = {"two|2",   "three|3", "four|4", "five|5", "six|6",
                                         "seven|7", "eight|8", "nine|9", "ten|10"};
    uint32_t len, at = fai_words_find(&q->words, 0, what, &len);
    int years = 0;

    if (at == UINT32_MAX || at < 1)
        return 0;
    for (int n = 0; n < 9; n++)
        if (fai_word_in(&q->words, at - 1, counts[n]))
            years = n + 2;
    if (years > 0)
        fai_words_use(&q->words, at - 1, len + 1);
    return years;
}

/* The sentence that asks: the last with a question mark, else the first. A clause before a colon or a role-play
 * ("As an analyst, …") belongs to it and is told apart by its words. */
static void find_core(fai_question *q)
{
    const fai_words *w = &q->words;
    uint32_t from = 0;
    bool found = false;

    q->core_from = 0;
    q->core_to = w->count;
    for (uint32_t i = 0; i < w->count; i++) {
        const fai_word *word = &w->items[i];
        bool stop = word->kind == FAI_WORD_MARK &&
                    (word->text[0] == '.' || word->text[0] == '?' || word->text[0] == '!');

        if (!stop && i + 1 < w->count)
            continue;
        if (word->kind == FAI_WORD_MARK && word->text[0] == '?' && !found) {
            q->core_from = from;
            q->core_to = i;
            found = true;
        }
        if (!found && from == 0)
            q->core_to = stop ? i : i + 1;
        from = i + 1;
    }
}

static void refusals(fai_question *q)
{
    if (says(
            q,
            "should i|should we|should one|buy or sell|good investment|price target|target price|good "
            "buy|worth buying|worth investing|recommend buying|"
            "invest in|buy rating|sell rating|good stock|overvalued|undervalued|fair value of the stock|good "
            "time to buy|hold or sell|buy , sell or hold|buy , hold or sell|is it wise|bullish|bearish") ||
        (opens(q, "will") && says(q, "stock|share|share price|stock price")))
        q->ask = FAI_ASK_ADVICE;
    else if (opens(q, "will|what will|how much will|how will|predict|forecast|project|estimate next") ||
             says(q, "forecast for|what do you expect|predict|next year be|next fiscal year|next quarter"))
        q->ask = FAI_ASK_FORECAST;
    else if (says(q, "market capitalization|market cap|stock price|closing price|share price|current "
                     "price|trading price|trade at|trading at|p/e|price to earning|price earning ratio|p / "
                     "e|p / e ratio|pe ratio|price to book|enterprise value|dividend yield|market value of "
                     "its share|stock quote"))
        q->ask = FAI_ASK_MARKET;
}

static void figures(fai_question *q)
{
    static const char up[] = "increase|increased|rise|rose|risen|grow|grew|grown|go up|gone up|went "
                             "up|improve|improved|climb|climbed|expand|expanded|gain|rising|growing|"
                             "increasing|improving|higher|strengthen";
    static const char down[] =
        "decrease|decreased|fall|fell|fallen|decline|declined|drop|dropped|go down|went "
        "down|shrink|shrank|shrunk|gone "
        "down|reduce|contract|decreasing|falling|declining|worsen|deteriorate|lower|weaken";
    bool did = opens(q, "did|has|have|comparing|compared with|is|was|were|are|does|do");

    if ((q->years = years_before(q, "year cagr|year compound annual growth rate|year compounded annual "
                                    "growth rate|year compound growth rate")) > 0 ||
        said(q, "cagr|compound annual growth rate|compounded annual growth rate|compound growth "
                "rate|annualized growth rate")) {
        said(q, "cagr|compound annual growth rate|compounded annual growth rate");
        q->ask = FAI_ASK_CAGR;
    } else if ((q->years = years_before(q, "year average|year mean|year avg|year historical average")) > 0 ||
               (q->when_count > 1 &&
                said(q, "average over|on average|simple average|mean over|average annual|the average of"))) {
        q->ask = FAI_ASK_AVERAGE;
        said(q, "average the three yearly ratio|average the yearly ratio");
    } else if (said(q, "cumulative|add up|sum of|the sum of|sum up|cumulatively|in aggregate|total "
                       "over|combined total of|aggregated|sum")) {
        said(q, "over|combined");
        q->ask = FAI_ASK_SUM;
    } else if (said(q, "what share of|what percentage of|what proportion of|what fraction of|what percent "
                       "of|how much of|what part of|share of total|which share of")) {
        q->ask = FAI_ASK_SHARE;
        said(q,
             "came from|come from|was from|is from|derived from|was generated by|was earned in|generated "
             "by|generated in|was attributable to|attributable to|relate to|does|did|represent|represented "
             "by|account for|contribute|made up|contributed by|accounted for by");
    } else if (said(q, "exceed|exceeded|larger than|by how much was")) {
        said(q, "by how much did|by how much does|by how many dollar did|by how much");
        q->ask = FAI_ASK_DIFFERENCE;
    } else if (opens(q, "which|in which|what year|in what year|what fiscal year") &&
               said(q, "highest|largest|higher|larger|greater|greatest|more|most|biggest|bigger|best|maximum|"
                       "peak|lowest|smallest|lower|smaller|less|least|fewest|minimum|fewer|worst")) {
        q->ask = FAI_ASK_EXTREME;
    } else if (did && says(q, "or") &&
               said(q, "higher|larger|greater|bigger|more|lower|smaller|less|fewer")) {
        q->ask = FAI_ASK_EXTREME;
    } else if (did && said(q, "higher|larger|greater|bigger|more|lower|smaller|less|fewer")) {
        q->ask = FAI_ASK_DIRECTION;
        q->yesno = true;
        said(q, "than");
    } else if (did && (said(q, down) || said(q, up))) {
        q->ask = FAI_ASK_DIRECTION;
        q->yesno = true;
        said(q, "comparing|compared with|compared to|versus|vs|relative to|or decrease|or decline|or fall");
    } else if (!says(q, "growth rate of sale and earning") &&
               (said(q, "year over year growth rate in|year over year growth rate|year over year growth|yoy "
                        "growth|year on year growth|growth rate|percentage growth in|percentage "
                        "growth|percent growth|% growth|growth in|grow or shrink|% change|percentage "
                        "change|percent change|year over year change|yoy change|change in percent|year on "
                        "year change|yoy % change|percentage increase|percentage decrease|percent "
                        "increase|relative change|% increase|% decrease|yoy") ||
                (says(q, "by what percentage|by what percent|by what %|how many percent|by how many "
                         "percent|what percentage did|how much in percent") &&
                 said(q, "change|grow|increase|decrease|decline|rise|fall|drop|shrink|grew|fell|rose")) ||
                (q->when_count > 0 && said(q, "growth|grow|grew")))) {
        q->ask = FAI_ASK_GROWTH;
        said(q,
             "by what percentage did|by what percentage|by what percent did|by what percent|by what % did|by "
             "what %|how many percent did|how much did|by how many percent did|what percentage did");
        said(q, "in|of|rate");
        said(q, "compared with|compared to|versus|vs|relative to|over|against");
    } else if (said(q, "by how much did|how many dollar more or less was|how many dollar more or le "
                       "was|absolute change in|absolute change|what was the change in|change in|dollar "
                       "change in|difference in|by how many|what was the difference in|how much did|how much "
                       "higher was|how much lower was|how much more or less was")) {
        bool moved = said(
            q, "change|changed|move|differ|increase|decrease|rise|fall|grow|decline|drop|improve|shrink");

        (void)moved;
        said(q, "than|compared with|compared to|versus|vs|dollar");
        q->ask = FAI_ASK_CHANGE;
    }
}

bool fai_question_read(const char *text, fai_arena *arena, fai_question *out)
{
    memset(out, 0, sizeof *out);
    if (!fai_words_cut(text, arena, &out->words))
        return false;
    find_core(out);
    refusals(out);
    fai_wish_read(&out->words, &out->wish);
    out->when_count = fai_whens_read(&out->words, out->whens, &out->range);
    if (out->ask == FAI_ASK_VALUE) {
        uint32_t len;

        out->down = fai_words_find(&out->words, 0,
                                   "decrease|decreased|fall|fell|decline|declined|drop|dropped|go down|went "
                                   "down|shrink|shrank|lower|lowest|smaller|smallest|less|least|fewer|fewest|"
                                   "minimum|worsen|deteriorate|worst",
                                   &len) != UINT32_MAX;
        figures(out);
        if (out->ask == FAI_ASK_VALUE &&
            (opens(out, "why|what drove|explain|describe|discuss|who|where|summarize|summarise|what are the "
                        "main|what is the nature|how does|list the") ||
             says(out, "what drove|driver of|reason for|primarily due to")))
            out->ask = FAI_ASK_WHY;
    }
    return true;
}
