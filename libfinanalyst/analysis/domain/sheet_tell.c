/* analysis/domain/sheet_tell.c: the shortest stretch of the best sentence that answers: an amount, a day, a reason, what
 * something is, or what stands beside the question's words. */
#include <string.h>

#include "analysis/domain/quote.h"
#include "analysis/domain/sheet.h"
#include "retrieval/terms.h"

enum { AMOUNTS = 12 };

/* A stretch of a line's text. */
typedef struct span {
    size_t from;
    size_t to;
} span;

static bool says(const fai_sheet *s, const char *phrases)
{
    return fai_mentions(s->asked, phrases);
}

static bool starts(const fai_sheet *s, const char *word)
{
    return fai_str_starts_ci(fai_str_of(s->asked), fai_str_of(word));
}

/* ---- the sentence ---- */

static bool asks_amount(const fai_sheet *s)
{
    return says(s, "how much|how many|what percentage|what percent|what is the amount|what was the amount|"
                   "what is the value|what was the value|what proportion") ||
           (starts(s, "what") &&
            says(s, "total|rate|amount|value|expense|expenses|cost|costs|revenue|income|cash|price|balance|"
                    "number|"
                    "increase in|decrease "
                    "in|debt|loss|profit|sales|margin|allowance|depreciation|amortization|percentage") &&
            !says(s, "why|reason|reasons|caused|led|drove|define|mean|represent|include|includes|consist|"
                     "consists|included|method|basis|relate|policy"));
}

static double score_of(const fai_sheet *s, const fai_sheet_line *line, bool figure)
{
    double all = fai_bag_weight(s, &s->words), share, size = fai_bag_weight(s, &line->words);
    uint32_t years = 0;

    share = all > 0 ? fai_bag_shared(s, &s->words, &line->words) / all : 0;
    for (uint32_t i = 0; i < s->years.count; i++)
        years += fai_years_has(&line->years, s->years.items[i]);
    if (s->years.count > 0)
        share += 0.12 * years / s->years.count;
    if (figure && strpbrk(line->text, "0123456789") == NULL)
        share -= 0.25;
    if (line->heading)
        share -= 0.2;
    return share - 0.0006 * size;
}

static const fai_sheet_line *best_line(const fai_sheet *s, bool figure, double *score)
{
    const fai_sheet_line *best = NULL;

    for (uint32_t i = 0; i < s->line_count; i++) {
        double now = score_of(s, &s->lines[i], figure);

        if (best == NULL || now > *score) {
            best = &s->lines[i];
            *score = now;
        }
    }
    return best;
}

/* ---- stretches ---- */

static span trim(const char *text, span x)
{
    while (x.from < x.to && (fai_is_space(text[x.from]) || strchr(",;:.", text[x.from]) != NULL))
        x.from++;
    while (x.to > x.from && (fai_is_space(text[x.to - 1]) || strchr(",;:.", text[x.to - 1]) != NULL))
        x.to--;
    return x;
}

/* Behind the first of the cues, or (keep) from it on. */
static bool behind(const char *text, const char *const *cues, bool keep, span *out)
{
    size_t best = FAI_NPOS, end = 0;

    for (; *cues != NULL; cues++) {
        size_t at = fai_str_find_word_ci(fai_str_of(text), fai_str_of(*cues), 0);

        if (at != FAI_NPOS && at < best) {
            best = at;
            end = keep ? at : at + strlen(*cues);
        }
    }
    *out = trim(text, (span){end, strlen(text)});
    return best != FAI_NPOS && out->to > out->from + 8;
}

static size_t amount_at(const char *text, size_t at, bool *percent, bool *money)
{
    static const char *const signs[] = {"US$", "S$", "RM", "$", "\xE2\x82\xAC", "\xC2\xA3"};
    static const char *const scales[] = {"million", "billion", "thousand", "m",           "bn",
                                         "years",   "months",  "days",     "basis points"};
    size_t k = at;

    *percent = *money = false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && !*money; i++)
        if (strncmp(text + k, signs[i], strlen(signs[i])) == 0) {
            k += strlen(signs[i]);
            *money = true;
        }
    while (*money && text[k] == ' ')
        k++;
    if (*money && text[k] == '(')
        k++;
    if (!fai_is_digit(text[k]) ||
        (at > 0 && (fai_is_alnum(text[at - 1]) || (!*money && strchr("$.,/-", text[at - 1]) != NULL))))
        return 0;
    while (fai_is_digit(text[k]) || ((text[k] == ',' || text[k] == '.') && fai_is_digit(text[k + 1])))
        k++;
    if (*money && text[k] == ')')
        k++;
    if (text[k] == '%' || (text[k] == ' ' && text[k + 1] == '%')) {
        *percent = true;
        return k + (text[k] == '%' ? 1 : 2);
    }
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        size_t gap = text[k] == ' '                                                         ? 1
                     : (unsigned char)text[k] == 0xC2 && (unsigned char)text[k + 1] == 0xA0 ? 2
                                                                                            : 0;
        size_t n = strlen(scales[i]);

        if (strncmp(text + k + gap, scales[i], n) == 0 && !fai_is_alnum(text[k + gap + n]) &&
            (gap > 0 || i < 5))
            return k + gap + n;
    }
    return k;
}

static bool is_year(const char *text, size_t from, size_t to)
{
    return to == from + 4 && (strncmp(text + from, "20", 2) == 0 || strncmp(text + from, "19", 2) == 0);
}

static bool after_month(const char *text, size_t at)
{
    static const char *const months[] = {
        "January", "February", "March",    "April", "May",   "June", "July", "August", "September",
        "October", "November", "December", "Note",  "Topic", "ASC",  "Item", "Section"};

    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        size_t n = strlen(months[i]);

        if (at > n && strncmp(text + at - n - 1, months[i], n) == 0)
            return true;
    }
    return false;
}

/* The amounts of a text that are no years or days: in per cent, in money, or plain, whichever the question wants and
 * there is. */
static uint32_t amounts_of(const char *text, bool want_percent, bool want_money, span out[AMOUNTS])
{
    uint32_t count = 0;

    for (size_t i = 0; text[i] != '\0' && count < AMOUNTS;) {
        bool percent, money;
        size_t end = amount_at(text, i, &percent, &money);

        if (end == 0) {
            i++;
            continue;
        }
        if (!is_year(text, i, end) && !after_month(text, i) && percent == want_percent && money == want_money)
            out[count++] = (span){i, end};
        i = end;
    }
    return count;
}

static uint32_t wanted_amounts(const fai_sheet *s, const char *text, span out[AMOUNTS])
{
    bool percent = says(s, "percentage|percent|rate|%|margin|proportion");
    uint32_t n = amounts_of(text, percent, !percent, out);

    if (n == 0 && percent && !says(s, "percentage|percent|%"))
        n = amounts_of(text, false, true, out);
    if (n == 0 && !percent && !says(s, "how much"))
        n = amounts_of(text, true, false, out);
    return n > 0 || !says(s, "how many|number") ? n : amounts_of(text, false, false, out);
}

/* Years of a text in its order, repeated ones too, as far as they follow each other: "in 2019 and 2018". */
static int32_t place_of_year(const fai_sheet_line *line, int32_t year)
{
    for (uint32_t i = 0; i < line->years.count; i++)
        if (line->years.items[i] == year)
            return (int32_t)i;
    return -1;
}

/* Where the question's words begin to stand in a text: behind the first of them an amount is the more likely. */
static size_t last_word_before(fai_sheet *s, const char *text, size_t from, size_t to)
{
    fai_bag words = fai_sheet_bag(s, (fai_str){text + from, to - from}, false);

    return words.count > 0 && fai_bag_shared(s, &words, &s->words) > 0;
}

/* Of several amounts the one whose surroundings speak most of what is asked. */
static uint32_t nearest_amount(fai_sheet *s, const char *text, const span *amounts, uint32_t count)
{
    uint32_t best = 0;
    double most = -1;

    for (uint32_t i = 0; i < count; i++) {
        size_t from = i > 0 ? amounts[i - 1].to : 0, to = i + 1 < count ? amounts[i + 1].from : strlen(text);
        fai_bag before, after;
        double share;

        to = to > amounts[i].to + 50 ? amounts[i].to + 50 : to;
        from = from + 90 < amounts[i].from ? amounts[i].from - 90 : from;
        before = fai_sheet_bag(s, (fai_str){text + from, amounts[i].from - from}, false);
        after = fai_sheet_bag(s, (fai_str){text + amounts[i].to, to - amounts[i].to}, false);
        share = fai_bag_shared(s, &before, &s->words) + 0.6 * fai_bag_shared(s, &after, &s->words);

        if (share > most + 1e-9) {
            most = share;
            best = i;
        }
    }
    return best;
}

/* ---- answers ---- */

static bool give(fai_sheet *s, const fai_sheet_line *line, const char *choice, bool list)
{
    const fa_passage *page = s->leaves[line->leaf].page;
    fa_place place = {.page = page->page, .text_start = line->start, .text_end = line->end, .element = ""};
    int32_t at = fai_draft_cite(s->draft, 0, &place, line->text, page->section, "", "");

    fai_sheet_give(s, list ? FA_ANSWER_LIST : FA_ANSWER_PASSAGE, choice,
                   fai_sheet_print(s, "%s [%d]", line->text, (int)at + 1));
    return true;
}

static bool give_span(fai_sheet *s, const fai_sheet_line *line, span x)
{
    x = trim(line->text, x);
    return x.to > x.from &&
           give(s, line, fai_sheet_print(s, "%.*s", (int)(x.to - x.from), line->text + x.from), false);
}

static bool tell_amount(fai_sheet *s, const fai_sheet_line *line)
{
    span amounts[AMOUNTS];
    uint32_t n = wanted_amounts(s, line->text, amounts);
    const char *list = "";

    if (n == 0)
        return false;
    if (s->years.count >= 2 && n >= 2 && n >= line->years.count && line->years.count >= s->years.count) {
        for (uint32_t i = 0; i < s->years.count; i++) {
            int32_t at = place_of_year(line, s->years.items[i]);

            if (at < 0)
                return false;
            list = fai_sheet_print(s, "%s%s%.*s", list, i > 0 ? "; " : "",
                                   (int)(amounts[at].to - amounts[at].from), line->text + amounts[at].from);
        }
        return give(s, line, list, true);
    }
    if (n > 1 && s->years.count == 1 && n == line->years.count && place_of_year(line, s->years.items[0]) >= 0)
        return give_span(s, line, amounts[place_of_year(line, s->years.items[0])]);
    return give_span(s, line, amounts[nearest_amount(s, line->text, amounts, n)]);
}

/* Where a word ends that begins at `at`. */
static size_t word_end(const char *text, size_t at)
{
    while (text[at] != '\0' && !fai_is_space(text[at]))
        at++;
    return at;
}

static bool tell_day(fai_sheet *s, const fai_sheet_line *line)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    const char *text = line->text;

    for (size_t i = 0; text[i] != '\0'; i++)
        for (size_t m = 0; m < sizeof months / sizeof *months; m++) {
            size_t n = strlen(months[m]), end = i + n;

            if (strncmp(text + i, months[m], n) != 0)
                continue;
            while (text[end] == ' ' || text[end] == ',' || fai_is_digit(text[end]))
                end++;
            return give_span(s, line, (span){i, end});
        }
    for (size_t i = 0; text[i] != '\0'; i++)
        if (is_year(text, i, word_end(text, i) - (strchr(".,;", text[word_end(text, i) - 1]) != NULL)))
            return give_span(s, line, (span){i, i + 4});
    return give_span(s, line, (span){0, strlen(text)});
}

/* Takes words off the beginning that lead to what answers: "on the", "is to", "by". */
static span without_lead(const char *text, span x)
{
    static const char *const leads[] = {"on",   "in",   "of",   "by",  "to",  "for", "at",
                                        "with", "from", "the",  "is",  "are", "was", "were",
                                        "a",    "an",   "that", "and", "be",  "as"};

    for (bool more = true; more;) {
        more = false;
        x = trim(text, x);
        for (size_t i = 0; i < sizeof leads / sizeof *leads && !more; i++) {
            size_t n = strlen(leads[i]);

            if (x.to - x.from > n + 1 && text[x.from + n] == ' ' &&
                fai_str_starts_ci(fai_str_of(text + x.from), fai_str_of(leads[i]))) {
                x.from += n + 1;
                more = true;
            }
        }
    }
    return x;
}

/* A stretch goes on over words of the question that end its sentence or belong to its name: "the Harbour Street Market". */
static span with_tail(const char *text, span x)
{
    size_t at = x.to, end = x.to;
    bool named;

    while (fai_is_space(text[at]))
        at++;
    if (text[at] == '\0' ||
        (x.to > x.from && strchr(",;.:", text[x.to - 1 - (text[x.to - 1] == ' ')]) != NULL))
        return x;
    for (uint32_t words = 0; words < 2 && text[at] != '\0'; words++) {
        end = word_end(text, at);
        if (end > at && strchr(".,;", text[end - 1]) != NULL)
            return (span){x.from, end};
        named = text[at] >= 'A' && text[at] <= 'Z';
        if (named && words == 0)
            x.to = end;
        at = end;
        while (fai_is_space(text[at]))
            at++;
    }
    return text[at] == '\0' ? (span){x.from, end} : x;
}

/* The longest stretch between words of the question, without little words at its ends. */
static bool tell_gap(fai_sheet *s, const fai_sheet_line *line)
{
    const char *text = line->text;
    size_t n = strlen(text), start = 0;
    span best = {0, 0};

    for (size_t i = 0; i <= n;) {
        size_t end = i;

        while (end < n && !fai_is_space(text[end]))
            end++;
        if (i < n && last_word_before(s, text, i, end)) {
            if (i > start && i - start > best.to - best.from)
                best = (span){start, i};
            start = end;
        } else if (end >= n && n - start > best.to - best.from) {
            best = (span){start, n};
        }
        i = end + 1;
    }
    if (starts(s, "what is") || starts(s, "what was") || starts(s, "what were") || starts(s, "what are")) {
        span x = trim(text, best), amounts[AMOUNTS];
        const char *part = fai_sheet_print(s, "%.*s", (int)(x.to - x.from), text + x.from);

        if (x.to - x.from < 70 &&
            (amounts_of(part, false, true, amounts) > 0 || amounts_of(part, true, false, amounts) > 0))
            return give_span(s, line, (span){x.from + amounts[0].from, x.from + amounts[0].to});
    }
    return give_span(s, line, without_lead(text, with_tail(text, best)));
}

static const char *const causes[] = {"due to",
                                     "because of",
                                     "because",
                                     "driven by",
                                     "attributable to",
                                     "attributed to",
                                     "as a result of",
                                     "resulted from",
                                     "resulting from",
                                     "owing to",
                                     "related to",
                                     "reflecting",
                                     NULL};
static const char *const beings[] = {"consist primarily of",
                                     "consists primarily of",
                                     "primarily consist of",
                                     "primarily consists of",
                                     "consists of",
                                     "consist of",
                                     "consisted of",
                                     "represents",
                                     "represent",
                                     "represented",
                                     "includes",
                                     "include",
                                     "included",
                                     "refers to",
                                     "means",
                                     "comprises",
                                     "comprised of",
                                     "defined as",
                                     "relates to",
                                     "relate to",
                                     "is",
                                     "are",
                                     "was",
                                     "were",
                                     NULL};

/* Whether a number that has to be computed is asked for: no sentence stands for it unless it states the amount. */
static bool asks_reckoning(const fai_sheet *s)
{
    return starts(s, "what") &&
           says(s, "percentage change|change in|change between|difference|average|sum "
                   "of|ratio|proportion|increase|decrease") &&
           !says(s, "caused|cause|reason|reasons|led|drove|due|related|relate|driver|drivers|contributed|"
                    "attributable|weighted average");
}

bool fai_sheet_tell(fai_sheet *s)
{
    bool reckoning = asks_reckoning(s), amount = asks_amount(s) || reckoning;
    double score = 0;
    const fai_sheet_line *line = best_line(s, amount, &score);
    span x;

    if (line == NULL || score < (reckoning ? 0.75 : 0.45))
        return false;
    if (amount && tell_amount(s, line))
        return true;
    if (reckoning)
        return false;
    if (!starts(s, "why") &&
        says(s, "caused|cause|reason|reasons|led to|drove|driver|drivers|due to|what led|contributed") &&
        behind(line->text, causes, true, &x))
        return give_span(s, line, x);
    if (starts(s, "when") || says(s, "what date|which date|what day"))
        return tell_day(s, line);
    if (starts(s, "what") &&
        says(s, "consist|consists|represent|represents|include|includes|mean|refer|relate|comprise|define|"
                "defined|included") &&
        behind(line->text, beings, false, &x))
        return give_span(s, line, x);
    if (starts(s, "why") || starts(s, "how") || starts(s, "is ") || starts(s, "are ") || starts(s, "does ") ||
        starts(s, "did ") || starts(s, "was ") || starts(s, "were ") || starts(s, "has "))
        return give_span(s, line, (span){0, strlen(line->text)});
    return tell_gap(s, line);
}
