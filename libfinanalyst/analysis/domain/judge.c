/* analysis/domain/judge.c: which judgement a question wants, and what judgements share. */
#include "analysis/domain/judge.h"

#include <string.h>

#include "analysis/domain/resolve.h"
#include "base/text.h"
#include "retrieval/terms.h"

/* A kind of judgement: what its questions mention. */
typedef struct judgement {
    const char *subject;
    const char *asks; /* "" = whatever is asked about the subject */
    bool (*judge)(fai_judging *j);
} judgement;

static const judgement judgements[] = {
    {"capital intensive|capital-intensive|capital intensity", "is|are|does|business|company",
     fai_judge_capital},
    {"operations, investing, and financing|operating, investing, and financing|operating, investing and "
     "financing|operations, investing and financing|operating, investing or financing|operations, investing "
     "or financing",
     "most|highest|largest|least|which", fai_judge_activities},
    {"quick ratio|liquidity profile|liquidity position",
     "healthy|adequate|sufficient|strong|reasonabl*|sound", fai_judge_liquidity},
    {"working capital", "positive|negative", fai_judge_working_capital},
    {"sold its inventory|turn over its inventory|turned over its inventory|inventory turnover",
     "roughly|how many times|meaningful|conventional", fai_judge_inventory},
    {"debt", "increas*|decreas*|reduc*|rise|risen|grow*|grew|lower*|more|less", fai_judge_debt},
    {"margin*", "consistent|stable|fluctuat*|steady|volatile", fai_judge_consistency},
    {"margin*|ratio|conversion|turnover|return on", "improv*|improving|worsen*|deteriorat*|declin*|better",
     fai_judge_profile},
    {"high growth|high-growth|growth company|fast growing|fast-growing", "is|are|does|financials|company",
     fai_judge_growth},
    {"effective tax rate|tax rate", "chang*|compar*|differ*|increas*|decreas*|rise|fall|fell|drop*",
     fai_judge_tax_rate},
    {"dividend*", "has|have|did|does|paid|pay|pays|distribut*|maintain*", fai_judge_dividends},
    {"restructuring cost*|restructuring charge*|restructuring expense*",
     "outlined|income statement*|statement of", fai_judge_restructuring},
    {"categor*|segment*|product*|service*|line of business|lines of business|business lines|businesses",
     "represent*|account for|accounted for|accounts for|make up|makes up|made "
     "up|compris*|contribut*|constitut*",
     fai_judge_categories},
    {"geograph*|which countries|what countries|which regions|what regions",
     "operate*|present|primarily|do business|active", fai_judge_geographies},
};

/* The fiscal year that the question means, by the filing's label: people name a year by the one it ends in too. */
static int32_t label_of(fai_judging *j, int32_t year)
{
    const fa_identity *who = &j->scope->docs[j->doc].filing->identity;
    int end = 0;

    if (who->period_end != FA_DATE_NONE)
        fa_date_split(who->period_end, &end, NULL, NULL);
    if (year == 0 || who->fiscal_year == 0 || year <= who->fiscal_year || year != end)
        return year;
    fai_draft_assume(
        j->draft, fai_show(j, "FY%d is taken as the year that ended in %d, which the filing calls fiscal %d.",
                           year, end, who->fiscal_year));
    return who->fiscal_year;
}

static void read_years(fai_judging *j)
{
    const fa_identity *who = &j->scope->docs[j->doc].filing->identity;
    fai_wanted wanted;
    bool interim = who->fiscal >= FA_FISCAL_Q1 && who->fiscal <= FA_FISCAL_M9;

    fai_wanted_read(j->question, &wanted);
    if (wanted.year_count > 0)
        j->year = label_of(j, wanted.years[wanted.year_count - 1]);
    if (j->year == 0)
        j->year = who->fiscal_year;
    j->base = wanted.year_count == 2 ? j->year - (wanted.years[1] - wanted.years[0]) : j->year - 1;
    if (interim && (wanted.quarter != FA_FISCAL_NONE || wanted.year_count == 0))
        j->year = 0;
}

void fai_judging_begin(fai_judging *j, const fai_scope *scope, const char *question, fai_draft *draft,
                       fa_error *err)
{
    *j = (fai_judging){.scope = scope, .question = question, .draft = draft, .err = err};
    read_years(j);
}

bool fai_judge_value(fai_judging *j, const char *name, int32_t year, fai_metric_value *out)
{
    memset(out, 0, sizeof *out);
    if (j->st == FA_OK)
        j->st = fai_metric_evaluate(j->scope, j->doc, name, year, j->draft, out, j->err);
    return j->st == FA_OK && out->found && out->meaningful;
}

bool fai_judge_is_financial(const fai_judging *j)
{
    const char *industry = j->scope->docs[j->doc].filing->identity.industry;

    return strcmp(industry, "bank") == 0 || strcmp(industry, "insurer") == 0;
}

/* A line of the filer's own income statement, to check against: its first total. */
static const fa_fact *income_line(const fa_filing *filing)
{
    const fa_fact *first = NULL;

    for (uint32_t i = 0; i < filing->fact_count; i++) {
        const fa_fact *f = &filing->facts[i];

        if (f->statement != FA_STATEMENT_INCOME || (f->flags & FA_FACT_PRIMARY) == 0 || f->place.page <= 0)
            continue;
        if ((f->flags & FA_FACT_TOTAL) != 0)
            return f;
        if (first == NULL)
            first = f;
    }
    return first;
}

bool fai_judge_not_meaningful(fai_judging *j, const char *metric, const char *reason)
{
    const fa_filing *filing = j->scope->docs[j->doc].filing;
    const fa_fact *line = income_line(filing);
    const char *who =
        filing->identity.company.text[0] != '\0' ? filing->identity.company.text : "this company";

    if (line == NULL)
        return false;
    (void)fai_draft_figure(j->draft, j->doc, line, "");
    fai_judge_answer(j, FA_ANSWER_PASSAGE, "",
                     fai_show(j, "%s is not a meaningful metric for %s: %s", metric, who, reason));
    return true;
}

fa_status fai_judge(const fai_scope *scope, const char *question, fai_draft *draft, bool *claimed,
                    fa_error *err)
{
    *claimed = false;
    if (scope->count == 0)
        return FA_OK;
    for (size_t i = 0; !*claimed && i < sizeof judgements / sizeof judgements[0]; i++) {
        fai_judging j;

        if (!fai_mentions(question, judgements[i].subject) || !fai_mentions(question, judgements[i].asks))
            continue;
        fai_judging_begin(&j, scope, question, draft, err);
        *claimed = judgements[i].judge(&j);
        if (j.st != FA_OK)
            return j.st;
        if (!*claimed)
            fai_draft_reset(draft);
    }
    return FA_OK;
}
