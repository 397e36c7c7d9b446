/* wire/storage_json.c: what the storage service tells: objects, usage, findings; and a quota as administrators send it. */
#include "wire/shapes.h"

enum { BODY_MAX = 4096 };

static const char *state_name(fa_object_state state)
{
    switch (state) {
    case FA_OBJECT_PENDING:
        return "pending";
    case FA_OBJECT_STORED:
        return "stored";
    case FA_OBJECT_DAMAGED:
        return "damaged";
    case FA_OBJECT_REMOVED:
        return "removed";
    }
    return NULL;
}

fa_status fa_object_to_json(const fa_object *object, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "name", object->name);
    fai_wire_id(&w, "user_id", object->owner);
    fai_json_number(&w, "size_bytes", (int64_t)object->size_bytes);
    fai_wire_text(&w, "sha256", object->sha256);
    fai_json_string(&w, "status", state_name(object->state));
    fai_wire_time(&w, "created_at", object->created);
    fai_wire_time(&w, "updated_at", object->touched);
    fai_wire_time(&w, "checked_at", object->checked);
    fai_json_number(&w, "version", object->version);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

/* What has no limit is null. */
static void put_limit(fai_json_writer *w, const char *key, uint64_t limit)
{
    if (limit > INT64_MAX)
        fai_json_null(w, key);
    else
        fai_json_number(w, key, (int64_t)limit);
}

fa_status fa_usage_to_json(const fa_usage *usage, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    const fa_quota *q = &usage->quota;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "user_id", usage->owner);
    fai_json_number(&w, "size_bytes", (int64_t)usage->bytes);
    fai_json_number(&w, "objects", (int64_t)usage->objects);
    fai_json_number(&w, "reserved_bytes", (int64_t)usage->reserved_bytes);
    fai_json_number(&w, "reserved_objects", (int64_t)usage->reserved_objects);
    put_limit(&w, "free_bytes",
              q->max_bytes == FA_UNLIMITED  ? FA_UNLIMITED
              : q->max_bytes > usage->bytes ? q->max_bytes - usage->bytes
                                            : 0);
    fai_json_object(&w, "quota");
    put_limit(&w, "max_bytes", q->max_bytes);
    put_limit(&w, "max_objects", q->max_objects);
    put_limit(&w, "max_object_bytes", q->max_object_bytes);
    fai_json_boolean(&w, "own", usage->own_quota);
    fai_json_end_object(&w);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

static const char *kind_name(fa_finding_kind kind)
{
    switch (kind) {
    case FA_FINDING_STALE_UPLOAD:
        return "stale_upload";
    case FA_FINDING_REMOVED:
        return "removed";
    case FA_FINDING_ORPHAN:
        return "orphan";
    case FA_FINDING_MISSING:
        return "missing";
    case FA_FINDING_DAMAGED:
        return "damaged";
    case FA_FINDING_MENDED:
        return "mended";
    case FA_FINDING_OF_USER:
        return "of_user";
    case FA_FINDING_EXPIRED:
        return "expired";
    }
    return NULL;
}

fa_status fa_finding_to_json(const fa_finding *finding, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "kind", kind_name(finding->kind));
    fai_wire_id(&w, "user_id", finding->owner);
    fai_json_string(&w, "name", finding->name);
    fai_json_number(&w, "size_bytes", (int64_t)finding->size_bytes);
    fai_json_boolean(&w, "done", finding->done);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

/* ---- a quota ---- */

static fa_status take_limit(const fai_json *body, const char *key, size_t *members, uint64_t *out,
                            fa_error *err)
{
    const fai_json *node = fai_json_get(body, key);
    int64_t value = 0;

    *out = FA_UNLIMITED;
    if (node == NULL)
        return FA_OK;
    ++*members;
    if (fai_json_is_null(node))
        return FA_OK;
    if (fai_json_int(node, &value, NULL) != FA_OK || value < 0)
        return fa_fail_field(err, FA_EINVALID, key, "%s is a whole number from 0, or null for no limit", key);
    *out = (uint64_t)value;
    return FA_OK;
}

static fa_status read_quota(const fai_json *body, fa_quota *quota, fa_error *err)
{
    static const char *const known[] = {"max_bytes", "max_objects", "max_object_bytes", NULL};
    const char *other;
    size_t members = 0;
    fa_status st;

    if (!fai_json_is_object(body))
        return fa_fail_field(err, FA_EINVALID, "/", "the body is not a JSON object");
    other = fai_json_unknown(body, known);
    if (other != NULL)
        return fa_fail_field(err, FA_EINVALID, other, "a quota has no member of that name");
    st = take_limit(body, "max_bytes", &members, &quota->max_bytes, err);
    if (st == FA_OK)
        st = take_limit(body, "max_objects", &members, &quota->max_objects, err);
    if (st == FA_OK)
        st = take_limit(body, "max_object_bytes", &members, &quota->max_object_bytes, err);
    if (st == FA_OK && members == 0)
        st = fa_fail_field(err, FA_EINVALID, "/",
                           "a quota has max_bytes, max_objects and max_object_bytes, one of them at least");
    return st;
}

fa_status fa_quota_from_json(const char *text, size_t len, fa_quota *out, fa_error *err)
{
    fai_json *body = NULL;
    fa_quota quota;
    fa_status st;

    if (text == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a text and a place for the quota are needed");
    st = fai_json_parse(text, len, BODY_MAX, &body, err);
    if (st == FA_OK)
        st = read_quota(body, &quota, err);
    if (st == FA_OK)
        *out = quota;
    fai_json_free(body);
    return st;
}
