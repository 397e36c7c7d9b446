/* storage/domain/object.h: the record of a stored object. */
#ifndef FAI_STORAGE_OBJECT_H
#define FAI_STORAGE_OBJECT_H

#include <finanalyst/storage.h>

enum { FAI_OBJECT_NAME_BYTES = 64 };

/* FA_EINVALID "user", "name": it is none. */
fa_status fai_object_check_owner(const fa_id *owner, fa_error *err);
fa_status fai_object_check_name(const char *name, fa_error *err);
/* Whether a record holds together. FA_EINVALID names the member. */
fa_status fai_object_check(const fa_object *object, fa_error *err);
/* A deep copy in one allocation, freed with fa_object_free. */
fa_status fai_object_copy(const fa_object *object, const fa_object **out, fa_error *err);
/* Whether it is one that its owner sees. */
bool fai_object_is_visible(const fa_object *object);

/* The key of an object's bytes: owner, name and blob, so that bytes tell whose they are. */
typedef struct fai_object_key {
    char s[136];
} fai_object_key;
fai_object_key fai_object_key_of(const fa_object *object);
/* The parts of such a key. false: it is none. */
bool fai_object_key_parse(const char *key, fa_id *owner, char name[FAI_OBJECT_NAME_BYTES + 1], fa_id *blob);

#endif
