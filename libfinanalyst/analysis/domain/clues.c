/* analysis/domain/clues.c: how a sentence sounds, and where it stands. The weights are broad optima over development
 * questions, not sharp ones. */
#include "analysis/domain/clues.h"

#include <string.h>

#define MOVES                                                                                                \
    "change*|increase*|decrease*|growth|grow|grew|decline*|reduction|rise|rose|fall|fell|drop*|higher|"      \
    "lower|improve*"

enum { EARLY_BYTES = 80, SUBJECT_BYTES = 30, FRONT_PAGES = 15 };

enum { CUES = 3 };

/* 1 when a year asked for is named, -1 when only others are, 0 when none is. */
static int year_fit(const fai_probing *s, fai_str text)
{
    const fai_wanted *w = s->room->wanted;
    bool other = false;

    for (size_t i = 0; i + 4 <= text.n; i++) {
        int32_t year = 0;

        if ((i > 0 && fai_is_alnum(text.p[i - 1])) || (i + 4 < text.n && fai_is_alnum(text.p[i + 4])) ||
            (text.p[i] != '1' && text.p[i] != '2'))
            continue;
        for (size_t k = 0; k < 4 && year >= 0; k++)
            year = fai_is_digit(text.p[i + k]) ? year * 10 + (text.p[i + k] - '0') : -1;
        if (year < 1950 || year > 2059)
            continue;
        for (uint32_t k = 0; k < w->year_count; k++)
            if (w->years[k] == year)
                return 1;
        other = true;
    }
    return other && w->year_count > 0 ? -1 : 0;
}

/* Whether the filer itself is the subject. */
static bool is_own(const fai_probing *s, fai_str text)
{
    static const char *const starts[] = {"we ", "our ", "the company ", "it ", "us "};
    fai_str name = fai_str_of(s->room->company);
    size_t n = 0;

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (fai_str_starts_ci(text, fai_str_of(starts[i])))
            return true;
    if (fai_str_starts_ci(name, FAI_STR("the ")))
        name = fai_str_sub(name, 4, name.n);
    while (n < name.n && fai_is_alnum(name.p[n]))
        n++;
    return n > 1 &&
           fai_str_find_word_ci(fai_str_sub(text, 0, text.n < SUBJECT_BYTES ? text.n : SUBJECT_BYTES),
                                fai_str_sub(name, 0, n), 0) != FAI_NPOS;
}

/* Whether a sentence says that something moved, and names what is asked about in front or in its heading. */
static double movement_worth(const fai_probing *s, const fai_spot *x, fai_str heading)
{
    fai_str text = fai_spot_text(s, x);
    uint64_t early = fai_probing_text(s, fai_str_sub(text, 0, text.n < EARLY_BYTES ? text.n : EARLY_BYTES)) |
                     fai_probing_text(s, heading);

    if (fai_mentions_count(
            text,
            "increase*|decrease*|grew|growth|rose|decline*|fell|higher|lower|improve*|reduce*|reduction|"
            "impacted|up|down",
            1) == 0)
        return -0.2;
    return fai_probing_share(s, early, true) > 0.2 ? 0.2 : 0;
}

double fai_clues_worth(const fai_probing *s, const fai_spot *x)
{
    const fai_topic *t = s->room->topic;
    const fa_passage *page = s->room->leaves[x->leaf].page;
    fai_str text = fai_spot_text(s, x);
    fai_str heading = {"", 0};
    double worth = 0.15 * year_fit(s, text);

    if (t->needs[0] != '\0' && fai_mentions_count(text, t->needs, CUES) == 0)
        return 2 * FAI_NO_ANSWER;
    if (x->piece.heading >= 0)
        heading = fai_spot_text(s, &s->spots.items[x->piece.heading]);
    worth += (t->open ? 0.2 : 0.05) * fai_mentions_count(text, t->cues, CUES);
    if (t->sections[0] != '\0' &&
        (fai_mentions_count(heading, t->sections, CUES) > 0 || fai_mentions(page->section, t->sections)))
        worth += t->open ? 0.2 : 0.1;
    if (!fai_mentions(s->room->question, "risk*|could|may|might|uncertain*")) {
        worth -= fai_mentions_count(text, "could|may|might|would", CUES) > 0 ? 0.3 : 0;
        worth -= fai_mentions(page->section, "risk factors|item 1a") ? 0.1 : 0;
    }
    if (s->room->wanted->ahead &&
        fai_mentions_count(
            text, "expect*|plan|plans|planned|anticipate*|will|outlook|forecast*|guidance|intend*", CUES) > 0)
        worth += 0.15;
    if (text.n > 2 && text.p[0] == '(' && (fai_is_digit(text.p[1]) || text.p[2] == ')')) /* a footnote */
        worth -= 0.2;
    if (t->own)
        worth += is_own(s, text) ? 0.2 : -0.4;
    if (t->front && page->page <= FRONT_PAGES)
        worth += 0.2;
    if (fai_topic_is_cause(t)) {
        if (fai_mentions(s->room->question, MOVES))
            worth += movement_worth(s, x, heading);
        worth -= fai_mentions(page->section, "notes to|item 8") ? 0.2 : 0;
    }
    return worth;
}
