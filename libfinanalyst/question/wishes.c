/* question/wishes.c: in which unit and with how many digits the answer is wanted. */
#include <string.h>

#include "question/question.h"

typedef struct phrase {
    const char *words;
    int what; /* 'd' digits, 's' scale, '%', 'b' basis points, 'p' points, 'y' days, 'm' money, 'n' nothing */
    int value;
} phrase;

/* clang-format off */
static const phrase phrases[] = {
    {"thousand of dollar|usd thousand|$ thousand|in thousand of us dollar|us dollar thousand|thousand of usd|dollar thousand|usd in thousand|dollar in thousand|$ k|usd k|in thousand|in thousand of $", 's', 3},
    {"million of dollar|usd million|$ million|us dollar million|million of usd|dollar million|usd in million|dollar in million|$ m|$ mm|$ mn|usd m|usd mn|usd mm|in million|million of us dollar|million usd|in $ million|us $ million|million us dollar", 's', 6},
    {"billion of dollar|usd billion|$ billion|us dollar billion|billion of usd|dollar billion|usd in billion|dollar in billion|$ bn|$ b|usd bn|usd b|in billion|billion of us dollar|billion usd|in $ billion|us $ billion|billion us dollar", 's', 9},
    {"round to one decimal place|round to one decimal|to one decimal place|to one decimal|one decimal place|one decimal|1 decimal place|1 decimal|1 d.p.|to 1 d.p.|1dp|one digit after the decimal point|to 1 decimal place|nearest tenth|1 decimal point|one decimal point", 'd', 1},
    {"to two decimal place|to two decimal|two decimal place|two decimal|2 decimal place|2 decimal|2 d.p.|to 2 d.p.|2dp|to 2 decimal place|nearest hundredth|2 decimal point|two decimal point|nearest cent", 'd', 2},
    {"to three decimal place|to three decimal|three decimal place|three decimal|3 decimal place|3 decimal|3 d.p.|3dp", 'd', 3},
    {"four decimal place|four decimal|4 decimal place|4 decimal|4 d.p.", 'd', 4},
    {"0 decimal|no decimal|zero decimal|0 decimal place|no decimal place|whole basis point|nearest million|nearest whole|to the nearest million|to the nearest billion|to the nearest thousand|nearest dollar|rounded to the nearest million|to the nearest dollar|to the nearest whole|nearest integer|whole number", 'd', 0},
    {"basis point|bp|bps", 'b', 0},
    {"percentage point|percent point|pp|pct point|% point", 'p', 0},
    {"in percent|in %|in percentage|( percent|as a percentage|% term|percent term|in percent term|as percent", '%', 0},
    {"in day|( day )", 'y', 0},
    {"in usd|in dollar|in us dollar|in u.s. dollar|( in dollar per share )|in dollar per share|( dollar per share )|in $|dollar per share|in usd per share|per share in dollar|usd|in us $|us dollar|u.s. dollar", 'm', 0},
    {"round to|rounded to|round|rounded|give it as a ratio|as a ratio with|give it|keep the sign|negative if it fell|negative if it did not|with|give your answer|answer in|give the answer|express|expressed|round your answer to|the nearest|nearest|please|give it in percent to", 'n', 0},
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

void fai_wish_read(fai_words *w, fai_wish *out)
{
    memset(out, 0, sizeof *out);
    out->digits = -1;
    for (uint32_t i = 0; i < w->count;) {
        const phrase *best = NULL;
        uint32_t len = 0;

        for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++) {
            uint32_t n = fai_words_match(w, i, phrases[k].words);

            if (n > len) {
                len = n;
                best = &phrases[k];
            }
        }
        if (best == NULL) {
            i++;
            continue;
        }
        apply(best, out);
        fai_words_use(w, i, len);
        if (i > 0 && best->what != 'n' && fai_word_in(w, i - 1, "in|to|and|as"))
            w->items[i - 1].used = true;
        i += len;
    }
}
