/* document/domain/document.c: copies of records, and what a record must look like. */
#include "document/domain/document.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "base/ids.h"
#include "base/text.h"

enum { TEXTS = 11 };

/* The strings of a record, in one order for all who walk them. */
static void texts_of(fa_document *doc, const char **texts[TEXTS])
{
    texts[0] = &doc->name;
    texts[1] = &doc->sha256;
    texts[2] = &doc->media_type;
    texts[3] = &doc->error;
    texts[4] = &doc->company;
    texts[5] = &doc->ticker;
    texts[6] = &doc->form;
    texts[7] = &doc->currency;
    texts[8] = &doc->tags;
    texts[9] = &doc->detected.company;
    texts[10] = &doc->detected.form;
}

fa_status fai_document_copy(const fa_document *doc, fa_document **out, fa_error *err)
{
    fa_document lent = *doc, *copy;
    const char **texts[TEXTS];
    size_t size = sizeof lent;
    char *room;
    int i;

    texts_of(&lent, texts);
    for (i = 0; i < TEXTS; i++)
        size += strlen(*texts[i]) + 1;
    copy = fa_alloc(size);
    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the record of a document");
    *copy = lent;
    room = (char *)(copy + 1);
    texts_of(copy, texts);
    for (i = 0; i < TEXTS; i++) {
        size_t len = strlen(*texts[i]) + 1;

        memcpy(room, *texts[i], len);
        *texts[i] = room;
        room += len;
    }
    *out = copy;
    return FA_OK;
}

void fa_document_free(const fa_document *doc)
{
    fa_free((void *)(uintptr_t)doc);
}

bool fai_is_sha256(const char *text)
{
    return text != NULL && strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

fa_status fai_document_check_id(const fa_id *id, fa_error *err)
{
    fa_id same;

    if (memchr(id->s, '\0', sizeof id->s) == NULL)
        return fa_fail_field(err, FA_EINVALID, "id", "the id of a document has no end");
    return fa_id_parse(id->s, "doc_", &same, err);
}

fa_status fai_document_check(const fa_document *doc, fa_error *err)
{
    static const char *const names[TEXTS] = {"name",    "sha256",   "media_type", "error",
                                             "company", "ticker",   "form",       "currency",
                                             "tags",    "detected", "detected"};
    const char **texts[TEXTS];
    fa_document lent;
    fa_status st;
    int i;

    if (doc == NULL)
        return fa_fail_field(err, FA_EINVALID, "document", "there is no record of a document");
    st = fai_document_check_id(&doc->id, err);
    if (st == FA_OK)
        st = fai_owner_check(&doc->owner, err);
    if (st != FA_OK)
        return st;
    lent = *doc;
    texts_of(&lent, texts);
    for (i = 0; i < TEXTS; i++) {
        if (*texts[i] == NULL)
            return fa_fail_field(err, FA_EINVALID, names[i], "the %s of a document is missing", names[i]);
    }
    if (!fai_is_sha256(doc->sha256))
        return fa_fail_field(err, FA_EINVALID, "sha256", "a SHA-256 has 64 lower-case hexadecimal digits");
    if (doc->state < FA_DOCUMENT_STORED || doc->state > FA_DOCUMENT_CANCELLED)
        return fa_fail_field(err, FA_EINVALID, "state", "a document has no state %d", (int)doc->state);
    return FA_OK;
}

/* C0, delete and C1: what a terminal or a log would act on. */
static bool has_control(const char *text, size_t len)
{
    size_t at = 0, step;

    for (; at < len; at += step) {
        uint32_t c = fai_utf8_decode(text + at, len - at, &step);

        if (c < 0x20 || (c >= 0x7f && c < 0xa0))
            return true;
    }
    return false;
}

bool fai_is_label(const char *text, size_t most)
{
    size_t len = text == NULL ? 0 : strlen(text);

    return len > 0 && len <= most && fai_utf8_valid(text, len) && !has_control(text, len);
}

fa_status fai_document_name(const char *given, const char **out, fa_error *err)
{
    const char *name = given, *p;
    size_t len;

    if (given == NULL)
        return fa_fail_field(err, FA_EINVALID, "name", "a file needs a name");
    for (p = given; *p != '\0'; p++) {
        if (*p == '/' || *p == '\\')
            name = p + 1;
    }
    len = strlen(name);
    if (len == 0 || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return fa_fail_field(err, FA_EINVALID, "name", "a file needs a name");
    if (len > FAI_NAME_BYTES)
        return fa_fail_field(err, FA_EINVALID, "name", "a file's name has at most %d bytes", FAI_NAME_BYTES);
    if (!fai_utf8_valid(name, len))
        return fa_fail_field(err, FA_EINVALID, "name", "the file's name is not valid UTF-8");
    if (has_control(name, len))
        return fa_fail_field(err, FA_EINVALID, "name", "the file's name holds control characters");
    *out = name;
    return FA_OK;
}
