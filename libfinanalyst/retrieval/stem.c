/* retrieval/stem.c: the stemmer of M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980, with the two
 * changes to step 2 that he made later (bli, logi). The names of the steps are the paper's. */
#include "retrieval/stem.h"

#include <stdbool.h>
#include <string.h>

typedef struct rule {
    const char *suffix;
    const char *by;
} rule;

/* Longer endings stand before the shorter ones that they end in: the first that fits is the only one tried. */
static const rule step2[] = {{"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},   {"anci", "ance"},
                             {"izer", "ize"},    {"bli", "ble"},     {"alli", "al"},     {"entli", "ent"},
                             {"eli", "e"},       {"ousli", "ous"},   {"ization", "ize"}, {"ation", "ate"},
                             {"ator", "ate"},    {"alism", "al"},    {"iveness", "ive"}, {"fulness", "ful"},
                             {"ousness", "ous"}, {"aliti", "al"},    {"iviti", "ive"},   {"biliti", "ble"},
                             {"logi", "log"}};
static const rule step3[] = {{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"},
                             {"ical", "ic"},  {"ful", ""},   {"ness", ""}};
static const rule step4[] = {{"al", ""},   {"ance", ""}, {"ence", ""}, {"er", ""},    {"ic", ""},
                             {"able", ""}, {"ible", ""}, {"ant", ""},  {"ement", ""}, {"ment", ""},
                             {"ent", ""},  {"ion", ""},  {"ou", ""},   {"ism", ""},   {"ate", ""},
                             {"iti", ""},  {"ous", ""},  {"ive", ""},  {"ize", ""}};

static bool is_vowel(const char *w, size_t i)
{
    switch (w[i]) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
        return true;
    case 'y':
        return i > 0 && !is_vowel(w, i - 1);
    default:
        return false;
    }
}

/* The paper's m of w[0..n): how often a vowel is followed by a consonant. */
static int measure(const char *w, size_t n)
{
    int m = 0;
    bool vowel = false;

    for (size_t i = 0; i < n; i++) {
        bool now = is_vowel(w, i);

        m += vowel && !now;
        vowel = now;
    }
    return m;
}

static bool has_vowel(const char *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_vowel(w, i))
            return true;
    return false;
}

static bool ends_double(const char *w, size_t n)
{
    return n >= 2 && w[n - 1] == w[n - 2] && !is_vowel(w, n - 1);
}

/* The paper's *o: consonant, vowel, consonant at the end, the last not w, x or y. */
static bool ends_short(const char *w, size_t n)
{
    return n >= 3 && !is_vowel(w, n - 3) && is_vowel(w, n - 2) && !is_vowel(w, n - 1) && w[n - 1] != 'w' &&
           w[n - 1] != 'x' && w[n - 1] != 'y';
}

static inline bool ends(const char *w, size_t n, const char *suffix, size_t *stem)
{
    size_t len = strlen(suffix);

    if (len > n || w[n - 1] != suffix[len - 1] || memcmp(w + n - len, suffix, len) != 0)
        return false;
    *stem = n - len;
    return true;
}

static size_t step_1a(const char *w, size_t n)
{
    size_t stem;

    if (ends(w, n, "sses", &stem) || ends(w, n, "ies", &stem))
        return n - 2;
    if (ends(w, n, "ss", &stem))
        return n;
    return ends(w, n, "s", &stem) ? stem : n;
}

static size_t step_1b(char *w, size_t n)
{
    size_t stem, rest;

    if (ends(w, n, "eed", &stem))
        return measure(w, stem) > 0 ? n - 1 : n;
    if (!((ends(w, n, "ed", &stem) || ends(w, n, "ing", &stem)) && has_vowel(w, stem)))
        return n;
    n = stem;
    if (ends(w, n, "at", &rest) || ends(w, n, "bl", &rest) || ends(w, n, "iz", &rest)) {
        w[n] = 'e';
        return n + 1;
    }
    if (ends_double(w, n) && w[n - 1] != 'l' && w[n - 1] != 's' && w[n - 1] != 'z')
        return n - 1;
    if (measure(w, n) == 1 && ends_short(w, n)) {
        w[n] = 'e';
        return n + 1;
    }
    return n;
}

/* Replaces the first ending that fits where the stem before it measures more than min. */
static size_t apply(char *w, size_t n, const rule *rules, size_t count, int min)
{
    for (size_t i = 0; i < count; i++) {
        size_t stem, len;

        if (!ends(w, n, rules[i].suffix, &stem))
            continue;
        if (measure(w, stem) <= min)
            return n;
        if (strcmp(rules[i].suffix, "ion") == 0 && (stem == 0 || (w[stem - 1] != 's' && w[stem - 1] != 't')))
            return n;
        len = strlen(rules[i].by);
        memcpy(w + stem, rules[i].by, len);
        return stem + len;
    }
    return n;
}

static size_t step_5(const char *w, size_t n)
{
    if (w[n - 1] == 'e') {
        int m = measure(w, n - 1);

        if (m > 1 || (m == 1 && !ends_short(w, n - 1)))
            n--;
    }
    if (w[n - 1] == 'l' && ends_double(w, n) && measure(w, n) > 1)
        n--;
    return n;
}

size_t fai_stem(char *word, size_t len)
{
    size_t n = len;

    if (n <= 2)
        return n;
    for (size_t i = 0; i < n; i++)
        if (word[i] < 'a' || word[i] > 'z')
            return n;
    n = step_1a(word, n);
    n = step_1b(word, n);
    if (word[n - 1] == 'y' && has_vowel(word, n - 1))
        word[n - 1] = 'i';
    n = apply(word, n, step2, sizeof step2 / sizeof step2[0], 0);
    n = apply(word, n, step3, sizeof step3 / sizeof step3[0], 0);
    n = apply(word, n, step4, sizeof step4 / sizeof step4[0], 1);
    return step_5(word, n);
}
