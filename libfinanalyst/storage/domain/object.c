/* storage/domain/object.c: the record of a stored object. */
#include "storage/domain/object.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

fa_status fai_object_check_owner(const fa_id *owner, fa_error *err)
{
    fa_id same;

    if (memchr(owner->s, '\0', sizeof owner->s) == NULL ||
        fa_id_parse(owner->s, "usr_", &same, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "user", "objects belong to a user, whose id begins with usr_");
    return FA_OK;
}

fa_status fai_object_check_name(const char *name, fa_error *err)
{
    size_t len = name == NULL ? 0 : strlen(name);

    if (len == 0 || len > FAI_OBJECT_NAME_BYTES ||
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != len)
        return fa_fail_field(err, FA_EINVALID, "name", "an object's name is 1 to %d bytes of a-z 0-9 _ -",
                             FAI_OBJECT_NAME_BYTES);
    return FA_OK;
}

static bool is_sha256(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

fa_status fai_object_check(const fa_object *object, fa_error *err)
{
    fa_id same;
    fa_status st;

    if (object == NULL)
        return fa_fail_field(err, FA_EINVALID, "object", "there is no record of an object");
    st = fai_object_check_owner(&object->owner, err);
    if (st == FA_OK)
        st = fai_object_check_name(object->name, err);
    if (st != FA_OK)
        return st;
    if (memchr(object->blob.s, '\0', sizeof object->blob.s) == NULL ||
        fa_id_parse(object->blob.s, "blb_", &same, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "blob", "an object has a blob, whose id begins with blb_");
    if (object->state < FA_OBJECT_PENDING || object->state > FA_OBJECT_REMOVED)
        return fa_fail_field(err, FA_EINVALID, "state", "an object has no state %d", (int)object->state);
    if (object->sha256 == NULL || (object->sha256[0] != '\0' && !is_sha256(object->sha256)))
        return fa_fail_field(err, FA_EINVALID, "sha256", "a SHA-256 has 64 lower-case hexadecimal digits");
    if (object->size_bytes > INT64_MAX)
        return fa_fail_field(err, FA_EINVALID, "size", "no object has so many bytes");
    return FA_OK;
}

fa_status fai_object_copy(const fa_object *object, const fa_object **out, fa_error *err)
{
    size_t name = strlen(object->name) + 1, sha256 = strlen(object->sha256) + 1;
    fa_object *copy = fa_alloc(sizeof *copy + name + sha256);
    char *room;

    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the record of an object");
    *copy = *object;
    room = (char *)(copy + 1);
    copy->name = memcpy(room, object->name, name);
    copy->sha256 = memcpy(room + name, object->sha256, sha256);
    *out = copy;
    return FA_OK;
}

void fa_object_free(const fa_object *object)
{
    fa_free((void *)(uintptr_t)object);
}

bool fai_object_is_visible(const fa_object *object)
{
    return object->state == FA_OBJECT_STORED || object->state == FA_OBJECT_DAMAGED;
}

fai_object_key fai_object_key_of(const fa_object *object)
{
    fai_object_key key;

    (void)snprintf(key.s, sizeof key.s, "%s/%s/%s", object->owner.s, object->name, object->blob.s);
    return key;
}

bool fai_object_key_parse(const char *key, fa_id *owner, char name[FAI_OBJECT_NAME_BYTES + 1], fa_id *blob)
{
    const char *first = strchr(key, '/'), *second = first == NULL ? NULL : strchr(first + 1, '/');
    fa_id whose = {{0}};

    if (second == NULL || (size_t)(first - key) >= sizeof whose.s ||
        (size_t)(second - first) > FAI_OBJECT_NAME_BYTES + 1)
        return false;
    memcpy(whose.s, key, (size_t)(first - key));
    memcpy(name, first + 1, (size_t)(second - first - 1));
    name[second - first - 1] = '\0';
    return fa_id_parse(whose.s, "usr_", owner, NULL) == FA_OK && fai_object_check_name(name, NULL) == FA_OK &&
           fa_id_parse(second + 1, "blb_", blob, NULL) == FA_OK;
}
