/* question/wishes.c: in which unit and with how many digits the answer is wanted. */
#include <string.h>

#include "question/question.h"

typedef struct phrase {
    const char *words;
    int what; /* 'd' digits, 's' scale, '%', 'b' basis points, 'B' whole ones, 'p' points, 'y' days, 'm' money, 'n' nothing */
    int value;
} phrase;

/* clang-format off */
static const phrase phrases[] = {
    {"thousand of dollar|usd thousand|$ thousand|thousand of us dollar|us dollar thousand|thousand of usd|dollar thousand|$ k|usd k|thousand|thousand of $|thousand usd|thousand dollar|thousand of share|thousand share", 's', 3},
    {"million of dollar|usd million|$ million|us dollar million|million of usd|dollar million|$ m|$ mm|$ mn|usd m|usd mn|usd mm|million|million of us dollar|million usd|us $ million|million us dollar|million dollar|million of share|million share|mm|mn", 's', 6},
    {"billion of dollar|usd billion|$ billion|us dollar billion|billion of usd|dollar billion|$ bn|$ b|usd bn|usd b|billion|billion of us dollar|billion usd|us $ billion|billion us dollar|billion dollar|billion of share|billion share|bn|$bn", 's', 9},
    {"one decimal place|one decimal|1 decimal place|1 decimal|1 d.p.|1dp|1 dp|one digit after the decimal point|nearest tenth|1 decimal point|one decimal point|one decimal digit|a single decimal|1 digit after the point", 'd', 1},
    {"two decimal place|two decimal|2 decimal place|2 decimal|2 d.p.|2dp|2 dp|nearest hundredth|2 decimal point|two decimal point|nearest cent|two decimal digit|two digit after the decimal point", 'd', 2},
    {"three decimal place|three decimal|3 decimal place|3 decimal|3 d.p.|3dp|3 dp|3 decimal point", 'd', 3},
    {"four decimal place|four decimal|4 decimal place|4 decimal|4 d.p.|4dp", 'd', 4},
    {"0 decimal|no decimal|zero decimal|0 decimal place|no decimal place|nearest million|nearest whole|the nearest million|the nearest billion|the nearest thousand|nearest dollar|the nearest dollar|nearest whole number|nearest integer|whole number|whole percent|nearest percent", 'd', 0},
    {"whole basis point|nearest basis point", 'B', 0},
    {"basis point|bp|bps", 'b', 0},
    {"percentage point|percent point|pp|pct point|% point", 'p', 0},
    {"in percent|in %|in percentage|( percent|as a percentage|% term|percent term|in percent term|as percent|in unit of percent|in unit of percentage|( as a % )|as a %|( in % )|( % )", '%', 0},
    {"in day|( day )", 'y', 0},
    {"usd|dollar|us dollar|u.s. dollar|( in dollar per share )|dollar per share|( dollar per share )|usd per share|per share in dollar|us $|$", 'm', 0},
    {"round to|rounded to|round|rounded|give it as a ratio|as a ratio with|give it|keep the sign|negative if it fell|negative if it did not|give your answer|answer in|give the answer|express it|express your answer|express the answer|expressed|round your answer to|the nearest|nearest|please", 'n', 0},
};
/* clang-format on */

static void apply(const phrase *p, fai_wish *out)
{
    switch (p->what) {
    case 's':
        out->scaled = out->money = true;
        out->scale = p->value;
        break;
    case 'd':
        out->digits = p->value;
        break;
    case '%':
        out->percent = true;
        break;
    case 'B':
        out->bps = true;
        out->digits = 0;
        break;
    case 'b':
        out->bps = true;
        break;
    case 'p':
        out->points = true;
        break;
    case 'y':
        out->days = true;
        break;
    case 'm':
        out->money = true;
        break;
    default:
        break;
    }
}

/* The longest phrase at a place, the word that leads it in ("in", "to") included; 0 = none. */
static uint32_t phrase_at(const fai_words *w, uint32_t at, const phrase **best)
{
    static const char leads[] = "in|to|and|as|with|of|( in|, in|, to|, with";
    uint32_t lead = fai_words_match(w, at, leads), len = 0;

    *best = NULL;
    for (uint32_t from = at;; from = at + lead) {
        for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++) {
            uint32_t n = fai_words_match(w, from, phrases[k].words);

            if (n > 0 && from + n - at > len) {
                len = from + n - at;
                *best = &phrases[k];
            }
        }
        if (lead == 0 || from != at)
            break;
    }
    return len;
}

/* "as a percentage of revenue" is no wish but a quotient, "$ 5 million" and "2 million" no units but amounts. */
static bool is_wish(const fai_words *w, uint32_t at, uint32_t len, const phrase *p)
{
    bool amount =
        (at > 0 && w->items[at - 1].kind == FAI_WORD_NUMBER && strlen(w->items[at - 1].text) != 4) ||
        (at + len < w->count && w->items[at + len].kind == FAI_WORD_NUMBER);

    if (p->what == 'm' && at > 0 && fai_word_in(w, at - 1, "many"))
        return false;
    if (p->what == '%' || p->what == 'd')
        return !(at + len < w->count && fai_word_in(w, at + len, "of"));
    return !((p->what == 's' || p->what == 'm') && amount && !fai_word_in(w, at, "in|to|as|(|,"));
}

void fai_wish_read(fai_words *w, fai_wish *out)
{
    memset(out, 0, sizeof *out);
    out->digits = -1;
    for (uint32_t i = 0; i < w->count;) {
        const phrase *best;
        uint32_t len = w->items[i].named ? 0 : phrase_at(w, i, &best);

        if (len == 0 || !is_wish(w, i, len, best)) {
            i++;
            continue;
        }
        apply(best, out);
        fai_words_use(w, i, len);
        i += len;
    }
}
