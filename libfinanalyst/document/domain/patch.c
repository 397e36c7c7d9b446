/* document/domain/patch.c: corrections of what was read, names and tags. */
#include "document/domain/patch.h"

#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "base/text.h"
#include "document/domain/document.h"

enum { COMPANY_BYTES = 200, FORM_BYTES = 30, FIRST_YEAR = 1900, LAST_YEAR = 2200, LAST_FISCAL = 8 };

void fai_document_use_detected(fa_document *doc, uint32_t fields)
{
    if ((fields & FA_FIELD_COMPANY) != 0)
        doc->company = doc->detected.company;
    if ((fields & FA_FIELD_FORM) != 0)
        doc->form = doc->detected.form;
    if ((fields & FA_FIELD_PERIOD_END) != 0)
        doc->period_end = doc->detected.period_end;
    if ((fields & FA_FIELD_FISCAL_YEAR) != 0)
        doc->fiscal_year = doc->detected.fiscal_year;
    if ((fields & FA_FIELD_FISCAL) != 0)
        doc->fiscal = doc->detected.fiscal;
}

static fa_status set_text(const char *text, size_t most, const char *field, const char **out, fa_error *err)
{
    if (!fai_is_label(text, most))
        return fa_fail_field(err, FA_EINVALID, field,
                             "%s has 1 to %zu bytes of UTF-8, without control characters", field, most);
    *out = text;
    return FA_OK;
}

static fa_status set_number(int64_t value, int64_t least, int64_t most, const char *field, int32_t *out,
                            fa_error *err)
{
    if (value < least || value > most)
        return fa_fail_field(err, FA_EINVALID, field, "%s is a number from %lld to %lld", field,
                             (long long)least, (long long)most);
    *out = (int32_t)value;
    return FA_OK;
}

static fa_status correct(fa_document *doc, const fa_document_patch *p, fa_error *err)
{
    fa_status st = FA_OK;

    if ((p->set & FA_FIELD_COMPANY) != 0)
        st = set_text(p->company, COMPANY_BYTES, "company", &doc->company, err);
    if (st == FA_OK && (p->set & FA_FIELD_FORM) != 0)
        st = set_text(p->form, FORM_BYTES, "form", &doc->form, err);
    if (st == FA_OK && (p->set & FA_FIELD_PERIOD_END) != 0)
        st = set_number(p->period_end, fa_date_make(FIRST_YEAR, 1, 1), fa_date_make(LAST_YEAR, 12, 31),
                        "period_end", &doc->period_end, err);
    if (st == FA_OK && (p->set & FA_FIELD_FISCAL_YEAR) != 0)
        st = set_number(p->fiscal_year, FIRST_YEAR, LAST_YEAR, "fiscal_year", &doc->fiscal_year, err);
    if (st == FA_OK && (p->set & FA_FIELD_FISCAL) != 0)
        st = set_number(p->fiscal, 1, LAST_FISCAL, "fiscal", &doc->fiscal, err);
    doc->corrected |= p->set & FA_FIELD_CORRECTIONS;
    return st;
}

static int by_bytes(const void *a, const void *b)
{
    const fai_str *x = a, *y = b;
    int order = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);

    return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

/* The tags one per line, sorted, each once. */
static char *join(fai_str *tags, uint32_t count)
{
    char *out = fa_alloc((size_t)count * (FAI_TAG_BYTES + 1) + 1), *end = out;

    if (out == NULL)
        return NULL;
    qsort(tags, count, sizeof *tags, by_bytes);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && fai_str_equal(tags[i], tags[i - 1]))
            continue;
        memcpy(end, tags[i].p, tags[i].n);
        end += tags[i].n;
        *end++ = '\n';
    }
    *end = '\0';
    return out;
}

static fa_status set_tags(fa_document *doc, const fa_document_patch *p, char **out, fa_error *err)
{
    fai_str tags[FAI_TAGS];

    if (p->tag_count > FAI_TAGS || (p->tags == NULL && p->tag_count > 0))
        return fa_fail_field(err, FA_EINVALID, "tags", "a document has at most %d tags", FAI_TAGS);
    for (uint32_t i = 0; i < p->tag_count; i++) {
        tags[i] = fai_str_trim(fai_str_of(p->tags[i] == NULL ? "" : p->tags[i]));
        if (tags[i].n == 0 || tags[i].n > FAI_TAG_BYTES || !fai_is_label(p->tags[i], SIZE_MAX))
            return fa_fail_field(err, FA_EINVALID, "tags",
                                 "a tag has 1 to %d bytes of UTF-8, without control characters",
                                 FAI_TAG_BYTES);
    }
    *out = join(tags, p->tag_count);
    if (*out == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the tags of a document");
    doc->tags = *out;
    return FA_OK;
}

fa_status fai_document_patch(fa_document *doc, const fa_document_patch *p, char **tags, fa_error *err)
{
    uint32_t back = p->take_back & FA_FIELD_CORRECTIONS & ~p->set;
    fa_status st = FA_OK;

    *tags = NULL;
    if (p->version != 0 && p->version != doc->version)
        return fa_fail(err, FA_ECONFLICT, "the document changed since it was read");
    doc->corrected &= ~back;
    fai_document_use_detected(doc, back);
    if ((p->set & FA_FIELD_NAME) != 0)
        st = fai_document_name(p->name, &doc->name, err);
    if (st == FA_OK)
        st = correct(doc, p, err);
    if (st == FA_OK && (p->set & FA_FIELD_TAGS) != 0)
        st = set_tags(doc, p, tags, err);
    return st;
}
