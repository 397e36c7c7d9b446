/* record/domain/record.c: copies of records, and what a record must look like. */
#include "record/domain/record.h"

#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>

enum { SHA256_DIGITS = 64 };

static bool is_sha256(const char *text)
{
    return text != NULL && strlen(text) == SHA256_DIGITS && text[strspn(text, "0123456789abcdef")] == '\0';
}

static bool is_id(const fa_id *id, const char *prefix)
{
    fa_id parsed;

    return memchr(id->s, '\0', sizeof id->s) != NULL && fa_id_parse(id->s, prefix, &parsed, NULL) == FA_OK;
}

fa_status fai_record_check_owner(const fa_id *owner, fa_error *err)
{
    size_t len = strnlen(owner->s, sizeof owner->s);

    if (len == 0 ||
        (len < sizeof owner->s && strspn(owner->s, "abcdefghijklmnopqrstuvwxyz0123456789-_") == len &&
         strchr(owner->s, '_') != NULL))
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, "owner", "the owner is no id");
}

fa_status fai_record_check_id(const fa_id *id, fa_error *err)
{
    if (is_id(id, "ans_") || is_id(id, "ana_"))
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, "id", "the id is that of no answer and no analysis");
}

fa_status fai_record_check_document(const fa_id *id, fa_error *err)
{
    if (is_id(id, "doc_"))
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, "document", "the id is that of no document");
}

fa_status fai_record_check_key(const char *key, fa_error *err)
{
    if (is_sha256(key))
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, "key", "a key has 64 lower-case hexadecimal digits");
}

static fa_status check_sources(const fa_record *r, fa_error *err)
{
    fa_status st = FA_OK;

    for (uint32_t i = 0; st == FA_OK && i < r->source_count; i++) {
        st = fai_record_check_document(&r->sources[i].document, err);
        if (st == FA_OK && !is_sha256(r->sources[i].sha256))
            st = fa_fail_field(err, FA_EINVALID, "sha256", "a SHA-256 has 64 lower-case hexadecimal digits");
        if (st == FA_OK && i > 0 && strcmp(r->sources[i - 1].document.s, r->sources[i].document.s) >= 0)
            st = fa_fail_field(err, FA_EINVALID, "sources", "the sources are not in order, each once");
    }
    return st;
}

fa_status fai_record_check(const fa_record *r, fa_error *err)
{
    fa_status st;

    if (r == NULL)
        return fa_fail_field(err, FA_EINVALID, "record", "there is no record");
    st = fai_record_check_owner(&r->owner, err);
    if (st == FA_OK)
        st = fai_record_check_id(&r->id, err);
    if (st == FA_OK)
        st = fai_record_check_key(r->key, err);
    if (st == FA_OK)
        st = check_sources(r, err);
    if (st != FA_OK)
        return st;
    if (r->kind != FA_RECORD_ANSWER && r->kind != FA_RECORD_ANALYSIS)
        return fa_fail_field(err, FA_EINVALID, "kind", "a record is an answer or an analysis");
    if (r->outcome != FA_RECORD_ANSWERED && r->outcome != FA_RECORD_REFUSED)
        return fa_fail_field(err, FA_EINVALID, "outcome", "a record is answered or refused");
    if (r->title == NULL || r->engine == NULL || r->json == NULL || r->json_len == 0)
        return fa_fail_field(err, FA_EINVALID, "record",
                             "the record lacks its title, its version or its bytes");
    return FA_OK;
}

static int by_document(const void *a, const void *b)
{
    return strcmp(((const fa_record_source *)a)->document.s, ((const fa_record_source *)b)->document.s);
}

uint32_t fai_record_sort_sources(fa_record_source *sources, uint32_t count)
{
    uint32_t kept = 0;

    if (count > 1)
        qsort(sources, count, sizeof *sources, by_document);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || strcmp(sources[kept - 1].document.s, sources[i].document.s) != 0)
            sources[kept++] = sources[i];
    return kept;
}

/* Moves a text of len bytes to *room, with its NUL. */
static const char *move_text(char **room, const char *text, size_t len)
{
    char *at = *room;

    memcpy(at, text, len);
    at[len] = '\0';
    *room += len + 1;
    return at;
}

fa_status fa_record_copy(const fa_record *r, const fa_record **out, fa_error *err)
{
    size_t size = sizeof *r + r->source_count * sizeof *r->sources + strlen(r->title) + strlen(r->key) +
                  strlen(r->engine) + r->json_len + 4;
    fa_record_source *sources;
    fa_record *copy;
    char *room;

    for (uint32_t i = 0; i < r->source_count; i++)
        size += strlen(r->sources[i].sha256) + 1;
    copy = fa_alloc(size);
    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a record");
    *copy = *r;
    sources = (fa_record_source *)(copy + 1);
    room = (char *)(sources + r->source_count);
    for (uint32_t i = 0; i < r->source_count; i++) {
        sources[i].document = r->sources[i].document;
        sources[i].sha256 = move_text(&room, r->sources[i].sha256, strlen(r->sources[i].sha256));
    }
    copy->sources = sources;
    copy->title = move_text(&room, r->title, strlen(r->title));
    copy->key = move_text(&room, r->key, strlen(r->key));
    copy->engine = move_text(&room, r->engine, strlen(r->engine));
    copy->json = move_text(&room, r->json, r->json_len);
    *out = copy;
    return FA_OK;
}

void fa_record_free(const fa_record *record)
{
    fa_free((void *)(uintptr_t)record);
}
