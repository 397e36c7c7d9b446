/* analysis/domain/select_poll.c: when no primary statement has a figure, several tables that agree are to be believed, and
 * tables that contradict each other are not. */
#include "analysis/domain/select.h"

#include <string.h>

bool fai_facts_differ(const fa_fact *a, const fa_fact *b)
{
    fa_decimal gap, unit = fa_decimal_make(1, 0);
    int32_t coarse = a->decimals < b->decimals ? a->decimals : b->decimals;

    if (strcmp(a->unit, b->unit) != 0)
        return true;
    if (fa_decimal_sub(a->value, b->value, &gap, NULL) != FA_OK)
        return true;
    if (coarse > 18 || coarse < -18 || fa_decimal_shift(unit, -coarse, &unit, NULL) != FA_OK)
        return fa_decimal_sign(gap) != 0;
    return fa_decimal_compare(fa_decimal_abs(gap), unit) > 0;
}

void fai_poll_add(fai_poll *p, uint32_t doc, const fa_fact *f, int64_t tier)
{
    if (p->count == FAI_POLL)
        return;
    p->picks[p->count] = (fai_pick){doc, f};
    p->tiers[p->count++] = tier;
}

/* How many tables of the tier state the figure of the i-th pick. */
static uint32_t votes(const fai_poll *p, uint32_t i, int64_t tier)
{
    const fa_fact *f = p->picks[i].fact;
    uint32_t n = 0;

    for (uint32_t k = 0; k < p->count; k++) {
        bool again = false;

        if (p->tiers[k] != tier || fai_facts_differ(f, p->picks[k].fact))
            continue;
        for (uint32_t j = 0; j < k && !again; j++)
            again = p->tiers[j] == tier && p->picks[j].doc == p->picks[k].doc &&
                    p->picks[j].fact->table == p->picks[k].fact->table &&
                    !fai_facts_differ(f, p->picks[j].fact);
        n += again ? 0 : 1;
    }
    return n;
}

fai_found fai_poll_decide(const fai_poll *p, fai_pick *out)
{
    int64_t tier = INT64_MAX;
    uint32_t most = 0;
    bool tie = false;

    for (uint32_t i = 0; i < p->count; i++)
        tier = p->tiers[i] < tier ? p->tiers[i] : tier;
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t n = p->tiers[i] == tier ? votes(p, i, tier) : 0;

        if (n == 0 || (most > 0 && !fai_facts_differ(p->picks[i].fact, out->fact)))
            continue;
        tie = n == most || (tie && n < most);
        if (n > most) {
            most = n;
            *out = p->picks[i];
        }
    }
    return most == 0 || tie ? FAI_FOUND_SEVERAL : FAI_FOUND;
}
