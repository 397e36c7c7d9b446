/* analysis/domain/direction.c: the word of direction that stands last before the subject. */
#include "analysis/domain/direction.h"

#include <string.h>

#include "base/text.h"
#include "retrieval/stem.h"
#include "retrieval/terms.h"

enum { STEM_BYTES = 32 };

bool fai_direction_is_asked(const char *question)
{
    return fai_mentions(question,
                        "increase or decrease|increased or decreased|decrease or increase|rise or fall|"
                        "risen or fallen|grow or shrink|grew or shrank|higher or lower|lower or higher|"
                        "improve or decline|improved or declined|improve or worsen|up or down");
}

/* 1 or -1 for a word of direction. */
static int way_of(fai_str word)
{
    static const char up[] =
        " deleverage increase increased increases increasing higher rose rise grew growth ";
    static const char down[] =
        " leverage decrease decreased decreases decreasing lower fell fall declined decline reduced "
        "reduction ";
    char padded[STEM_BYTES + 2];
    size_t n = word.n < STEM_BYTES - 1 ? word.n : STEM_BYTES - 1;

    padded[0] = ' ';
    for (size_t i = 0; i < n; i++)
        padded[i + 1] = fai_lower(word.p[i]);
    padded[n + 1] = ' ';
    padded[n + 2] = '\0';
    return strstr(up, padded) != NULL ? 1 : strstr(down, padded) != NULL ? -1 : 0;
}

static size_t stem_of(fai_str word, char out[STEM_BYTES])
{
    size_t n = word.n < STEM_BYTES ? word.n : STEM_BYTES - 1;

    for (size_t i = 0; i < n; i++)
        out[i] = fai_lower(word.p[i]);
    return fai_stem(out, n);
}

static fai_str next_word(const char *text, size_t *at)
{
    fai_str word;

    while (text[*at] != '\0' && !fai_is_alpha(text[*at]))
        (*at)++;
    word = (fai_str){text + *at, 0};
    while (fai_is_alpha(word.p[word.n]))
        word.n++;
    *at += word.n;
    return word;
}

/* The subject is the first word of the question that means something. */
static size_t subject_of(const char *question, char stem[STEM_BYTES])
{
    size_t at = 0;

    for (fai_str word = next_word(question, &at); word.n > 0; word = next_word(question, &at)) {
        char lower[STEM_BYTES];
        size_t n = word.n < STEM_BYTES ? word.n : STEM_BYTES - 1;

        for (size_t i = 0; i < n; i++)
            lower[i] = fai_lower(word.p[i]);
        if (n > 2 && !fai_is_stop_word(lower, n))
            return stem_of(word, stem);
    }
    return 0;
}

int fai_direction_of(const char *sentence, const char *question)
{
    char subject[STEM_BYTES];
    size_t len = subject_of(question, subject);
    size_t at = 0;
    int way = 0, first = 0;

    for (fai_str word = next_word(sentence, &at); word.n > 0; word = next_word(sentence, &at)) {
        char stem[STEM_BYTES];
        int w = way_of(word);

        if (w != 0)
            way = w;
        if (first == 0)
            first = w;
        if (len > 0 && stem_of(word, stem) == len && memcmp(stem, subject, len) == 0)
            return way != 0 ? way : first;
    }
    return 0;
}
