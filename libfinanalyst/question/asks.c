/* question/asks.c: which kind of answer a question wants, told by the words of the sentence that asks. */
#include "question/asks.h"

#include <string.h>

const char fai_up_words[] =
    "increase|increased|rise|rose|risen|grow|grew|grown|go up|gone up|went "
    "up|improve|improved|climb|climbed|expand|"
    "expanded|rising|growing|increasing|improving|strengthen|strengthened|jump|jumped";
const char fai_down_words[] =
    "decrease|decreased|fall|fell|fallen|decline|declined|drop|dropped|go down|went "
    "down|shrink|shrank|shrunk|gone down|"
    "reduce|reduced|decreasing|falling|declining|worsen|worsened|deteriorate|deteriorated|weaken|weakened";
const char fai_more_words[] = "higher|larger|greater|bigger|more|better|stronger";
const char fai_less_words[] = "lower|smaller|less|fewer|worse|weaker";
const char fai_most_words[] = "highest|largest|greatest|most|biggest|best|maximum|peak|strongest";
const char fai_least_words[] = "lowest|smallest|least|fewest|minimum|worst|weakest";
const char fai_against_words[] = "compared with|compared to|in comparison with|in comparison "
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

/* "Greater Bay": a capital inside the sentence makes a word part of a name. */
static bool proper(const fai_question *q, uint32_t at, uint32_t len)
{
    const fai_word *word = &q->words.items[at];

    return len == 1 && at > q->about && word->capital && !word->upper;
}

uint32_t fai_ask_find(const fai_question *q, const char *phrases, uint32_t *len)
{
    for (uint32_t i = q->core_from; i < q->core_to; i++) {
        if (q->words.items[i].named)
            continue;
        *len = fai_words_match(&q->words, i, phrases);
        if (*len > 0 && !q->words.items[i + *len - 1].named && i + *len <= q->core_to &&
            !proper(q, i, *len) && !bracketed(q, i))
            return i;
    }
    *len = 0;
    return UINT32_MAX;
}

bool fai_ask_says(const fai_question *q, const char *phrases)
{
    uint32_t len;

    return fai_ask_find(q, phrases, &len) != UINT32_MAX;
}

bool fai_ask_said(fai_question *q, const char *phrases)
{
    uint32_t len, at = fai_ask_find(q, phrases, &len);

    if (at == UINT32_MAX)
        return false;
    fai_words_use(&q->words, at, len);
    return true;
}

bool fai_ask_opens(const fai_question *q, const char *phrases)
{
    return q->about < q->core_to && fai_words_match(&q->words, q->about, phrases) > 0;
}

bool fai_ask_polar(const fai_question *q)
{
    return fai_ask_opens(q, "did|has|have|had|is|was|were|are|does|do");
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

int fai_ask_years(fai_question *q)
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

/* ---- kinds without comparison ---- */

/* "How does X in 2024 compare to 2023?": both figures are wanted. */
static bool ask_both(fai_question *q)
{
    if (!fai_ask_opens(q, "how does|how did|how do") ||
        !fai_ask_said(q, "compare to|compare with|compare against|compare"))
        return false;
    fai_ask_said(q, "how does|how did|how do");
    return true;
}

/* Causes and descriptions, which are texts. */
static bool ask_text(fai_question *q)
{
    if (!fai_ask_opens(
            q, "why|what drove|what caused|what explain|what led|explain|describe|discuss|who|where|"
               "summarize|summarise|what are the main|what is the nature|how does|list the|what reason|what "
               "factor") &&
        !fai_ask_says(q, "what drove|driver of|reason for|primarily due to"))
        return false;
    q->ask = FAI_ASK_WHY;
    return true;
}

static bool ask_cagr(fai_question *q)
{
    if (!fai_ask_said(
            q,
            "cagr|compound annual growth rate|compounded annual growth rate|compound growth rate|annualized "
            "growth rate|compound annual growth|average annual growth rate"))
        return false;
    q->years = fai_ask_years(q);
    q->ask = FAI_ASK_CAGR;
    return true;
}

static bool ask_over_years(fai_question *q)
{
    if (fai_ask_says(q, "average|mean|avg") && (q->when_count > 1 || (q->years = fai_ask_years(q)) > 0)) {
        fai_ask_said(
            q, "average over|on average|simple average|mean over|average annual|the average of|average of|"
               "average yearly|mean of|historical average|average|mean|avg");
        q->years = q->years > 0 ? q->years : fai_ask_years(q);
        q->ask = FAI_ASK_AVERAGE;
        return true;
    }
    if (!fai_ask_said(
            q,
            "cumulative|add up|sum of|the sum of|sum up|cumulatively|in aggregate|total over|combined total "
            "of|aggregated|aggregate|sum|combined"))
        return false;
    q->years = fai_ask_years(q);
    fai_ask_said(q, "over|combined|total");
    q->ask = FAI_ASK_SUM;
    return true;
}

static bool ask_share(fai_question *q)
{
    if (!fai_ask_said(
            q,
            "what share of|what percentage of|what proportion of|what fraction of|what percent of|how much "
            "of|what part of|what portion of|which share of|what % of|what share|what proportion|what "
            "fraction|what portion"))
        return false;
    q->ask = FAI_ASK_SHARE;
    fai_ask_said(
        q, "came from|come from|was from|is from|derived from|was generated by|was earned in|generated by|"
           "generated in|was attributable to|attributable to|relate to|represent|represented by|account for|"
           "contribute|made up|contributed by|accounted for by|did|does|spent on|consumed by|went to|went on|"
           "occurred|fell into|fell in|occur");
    return true;
}

/* "over the last three years", "for each year", "revenue trend": all years that the filings have, or so many. */
static void read_trend(fai_question *q)
{
    if (q->when_count > 0 || q->ask != FAI_ASK_VALUE)
        return;
    if (fai_ask_says(q, "last|past|previous|recent"))
        q->years = fai_ask_years(q);
    q->trend = q->years == 0 &&
               fai_ask_said(q, "for each year|each year|by year|every year|over time|trend|trending|"
                               "evolve|evolved|develop|developed|history|over the year");
}

void fai_question_ask(fai_question *q)
{
    bool (*const kinds[])(fai_question *) = {fai_ask_refused,   ask_both,        ask_text,
                                             fai_ask_threshold, ask_cagr,        ask_over_years,
                                             ask_share,         fai_ask_extreme, fai_ask_difference,
                                             fai_ask_direction, fai_ask_growth,  fai_ask_change};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i](q))
            return;
    read_trend(q);
}
