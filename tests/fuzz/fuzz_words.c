/* The words of a page from any bytes: what is counted adds up, is in order, and stems fit their room. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/search.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_words(const fa_word_counts *counts)
{
    uint64_t total = 0;

    for (uint32_t i = 0; i < counts->word_count; i++) {
        const fa_word_postings *w = &counts->words[i];

        if (strlen(w->stem) >= FA_STEM_MAX || w->stem[0] == '\0')
            abort();
        if (i > 0 && strcmp(counts->words[i - 1].stem, w->stem) >= 0)
            abort();
        if (w->posting_count != 1 || w->postings[0].page != 0)
            abort();
        total += w->postings[0].count;
    }
    if (total != counts->lengths[0])
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    char stem[FA_STEM_MAX];
    const fa_word_counts *counts = NULL;
    fa_passage page = {.page = 1, .section = "", .text = text};

    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    if (fa_word_counts_make(&page, 1, &counts, NULL) == FA_OK) {
        check_words(counts);
        if ((fa_word_stem(text, stem) > 0) != (counts->word_count > 0))
            abort();
        fa_word_counts_free(counts);
    }
    free(text);
    return 0;
}
