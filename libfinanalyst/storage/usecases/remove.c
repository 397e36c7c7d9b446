/* storage/usecases/remove.c: removes an object. */
#include "storage/usecases/fetch.h"

/* How often it is tried when others change the same record. */
enum { TRIES = 8 };

fa_status fa_object_remove(fa_storage_service *svc, fa_id user, const char *name, fa_error *err)
{
    fa_status st = fai_storage_check(svc, &user, err);
    int i;

    for (i = 0; st == FA_OK && i < TRIES; i++) {
        const fa_object *object = NULL;

        st = fai_object_fetch_visible(svc, user, name, &object, err);
        if (st == FA_OK)
            st = fai_object_remove(svc, object, err);
        fa_object_free(object);
        if (st != FA_ECONFLICT || i + 1 == TRIES)
            break;
        st = FA_OK;
    }
    return st;
}
