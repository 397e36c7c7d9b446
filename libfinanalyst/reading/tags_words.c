/* reading/tags_words.c: whole numbers in English words. */
#include "reading/tags.h"

typedef struct word_value {
    const char *word;
    int64_t value;
} word_value;

static const word_value small[] = {
    {"no", 0},       {"none", 0},     {"nil", 0},        {"zero", 0},      {"one", 1},       {"two", 2},
    {"three", 3},    {"four", 4},     {"five", 5},       {"six", 6},       {"seven", 7},     {"eight", 8},
    {"nine", 9},     {"ten", 10},     {"eleven", 11},    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30},  {"forty", 40},   {"fourty", 40},    {"fifty", 50},    {"sixty", 60},    {"seventy", 70},
    {"eighty", 80},  {"ninety", 90},  {"a", 1},          {"an", 1},        {"single", 1},    {"once", 1},
    {"twice", 2},    {"first", 1},    {"second", 2},     {"third", 3},     {"fourth", 4},    {"fifth", 5},
    {"sixth", 6},    {"seventh", 7},  {"eighth", 8},     {"ninth", 9},     {"tenth", 10}};

static const word_value large[] = {
    {"thousand", 1000}, {"million", 1000000}, {"billion", 1000000000}, {"trillion", 1000000000000}};

static bool look_up(const word_value *words, size_t count, fai_str word, int64_t *out)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (fai_str_equal_ci(word, fai_str_of(words[i].word))) {
            *out = words[i].value;
            return true;
        }
    return false;
}

/* The next run of letters. */
static fai_str next_word(fai_str *s)
{
    fai_str word;

    while (s->n != 0 && !fai_is_alnum(s->p[0]))
        s->p++, s->n--;
    word = *s;
    for (word.n = 0; word.n < s->n && fai_is_alnum(word.p[word.n]);)
        word.n++;
    s->p += word.n;
    s->n -= word.n;
    return word;
}

bool fai_number_words(fai_str words, int64_t *out)
{
    int64_t total = 0, group = 0, value, last = 1000;
    bool any = false;
    fai_str w;

    if (words.n > 200)
        return false;
    while ((w = next_word(&words)).n != 0) {
        if (fai_str_equal_ci(w, FAI_STR("and")) || fai_str_equal_ci(w, FAI_STR("hundreds")))
            continue;
        if (fai_str_equal_ci(w, FAI_STR("hundred"))) {
            group = group == 0 ? 100 : group * 100;
            last = 100;
        } else if (look_up(small, sizeof small / sizeof *small, w, &value)) {
            /* "two three" is no number; "twenty two" is. */
            if (any && last < 20 && value != 0)
                return false;
            group += value;
            last = value;
        } else if (look_up(large, sizeof large / sizeof *large, w, &value)) {
            total += (group == 0 ? 1 : group) * value;
            group = 0;
            last = 1000;
        } else {
            return false;
        }
        any = true;
        if (group > 999999 || total > 999999999999999)
            return false;
    }
    *out = total + group;
    return any;
}
