/* Any content that holds together, as a filing: what is read refers to what is there. */
#include <stdint.h>
#include <stdlib.h>

#include <finanalyst/finance.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_place(const fa_content *c, const fa_place *p)
{
    if (p->page < 0 || (uint32_t)p->page > c->page_count || p->element == NULL)
        abort();
    if (p->page > 0 && (p->text_start > p->text_end || p->text_end > c->pages[p->page - 1].text_len))
        abort();
}

static void check(const fa_content *c, const fa_filing *f)
{
    for (uint32_t i = 0; i < f->fact_count; i++) {
        if (f->facts[i].label == NULL || f->facts[i].concept == NULL || f->facts[i].unit == NULL)
            abort();
        check_place(c, &f->facts[i].place);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fa_content_limits limits = FA_CONTENT_LIMITS_INIT;
    const fa_content *content = NULL;
    const fa_filing *filing = NULL, *copy = NULL;
    fa_error err = {0};

    limits.memory_bytes = 16 << 20;
    if (fa_content_parse(data, size, &limits, &content, NULL) != FA_OK)
        return 0;
    if (fa_filing_read(content, "sample.pdf", &filing, &err) == FA_OK) {
        check(content, filing);
        if (fa_filing_copy(filing, &copy, &err) != FA_OK || copy->fact_count != filing->fact_count)
            abort();
    } else if (err.code != FA_ETOOLARGE) {
        abort();
    }
    fa_filing_free(copy);
    fa_filing_free(filing);
    fa_content_free(content);
    return 0;
}
