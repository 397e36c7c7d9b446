/* storage.h: the storage service: whose bytes are kept, how many each user may have, and order among them. */
#ifndef FINANALYST_STORAGE_H
#define FINANALYST_STORAGE_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* No limit, and a size that is not known. */
#define FA_UNLIMITED UINT64_MAX
#define FA_SIZE_UNKNOWN UINT64_MAX

typedef enum fa_object_state {
    FA_OBJECT_PENDING = 1, /* its room is reserved, its bytes are on their way */
    FA_OBJECT_STORED = 2,
    FA_OBJECT_DAMAGED = 3, /* its bytes are gone, or are not what was stored */
    FA_OBJECT_REMOVED = 4  /* it counts no more; its bytes are about to go */
} fa_object_state;

/* What a user stored. Strings are never NULL. */
typedef struct fa_object {
    fa_id owner;         /* "usr_…" */
    const char *name;    /* of the owner's choice: 1..64 of [a-z0-9_-] */
    fa_id blob;          /* "blb_…": its bytes, and never those of another */
    uint64_t size_bytes; /* while PENDING, what is reserved */
    const char *sha256;  /* 64 hexadecimal digits; "" while PENDING */
    fa_object_state state;
    fa_time created;
    fa_time touched; /* the last change; of an upload by a signed address, its end */
    fa_time checked; /* when its bytes were last found in order, 0 = never */
    uint32_t version;
} fa_object;

typedef fa_status (*fa_object_visit_fn)(void *payload, const fa_object *object, fa_error *err);

/* What a user may have. FA_UNLIMITED = no limit. */
typedef struct fa_quota {
    uint64_t max_bytes;
    uint64_t max_objects;
    uint64_t max_object_bytes;
} fa_quota;

/* What a user has. PENDING, STORED and DAMAGED objects count. */
typedef struct fa_usage {
    fa_id owner; /* none: of all users together */
    uint64_t bytes;
    uint64_t objects;
    uint64_t reserved_bytes; /* of these, on their way */
    uint64_t reserved_objects;
    fa_quota quota;
    bool own_quota; /* set for this user; else it is the standard one */
} fa_usage;

typedef fa_status (*fa_usage_visit_fn)(void *payload, const fa_usage *usage, fa_error *err);

/* URLs of the adapters; NULL = the default named beside it. */
typedef struct fa_storage_config {
    size_t struct_size;
    const char *db;     /* "memory:" */
    const char *blobs;  /* "memory:" */
    const char *hasher; /* "sodium:" */
    const char *clock;  /* "system:" */
    fa_quota quota;     /* the standard one; 0 in it: 10 GiB, 100,000 objects, 100 MiB an object */
} fa_storage_config;
#define FA_STORAGE_CONFIG_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_storage_config), NULL, NULL, NULL, NULL,                                                   \
        {                                                                                                    \
            0, 0, 0                                                                                          \
        }                                                                                                    \
    }

/* Any thread may use it. */
typedef struct fa_storage_service fa_storage_service;

/* Opens the adapters and brings the schema up to date. Failures name the setting in err->field. The registry may be freed
 * afterwards. */
FA_API fa_status fa_storage_open(const fa_registry *registry, const fa_storage_config *config,
                                 fa_storage_service **out, fa_error *err);
FA_API void fa_storage_close(fa_storage_service *svc);

/* ---- objects, each the user's own ---- */

typedef struct fa_object_upload {
    size_t struct_size;
    const char *name;
    uint64_t size_bytes; /* FA_SIZE_UNKNOWN: room is reserved as the bytes come */
    fa_read_fn read;
    void *payload;
} fa_object_upload;
#define FA_OBJECT_UPLOAD_INIT                                                                                \
    {                                                                                                        \
        sizeof(fa_object_upload), NULL, FA_SIZE_UNKNOWN, NULL, NULL                                          \
    }

/* Stores an object: durable once it returns FA_OK, and nothing of it is there, nor counts, otherwise. FA_ECONFLICT
 * "name": there is an object of that name, or one on its way. FA_ETOOLARGE "size": larger than an object may be,
 * "quota": it would exceed the user's, and the message tells what is left. FA_EINVALID "size": other than the size that was told. The caller frees *out, which may be
 * NULL. */
FA_API fa_status fa_object_put(fa_storage_service *svc, fa_id user, const fa_object_upload *in,
                               const fa_object **out, fa_error *err);
/* FA_ENOTFOUND: the user has no such object (whoever else may). */
FA_API fa_status fa_object_get(fa_storage_service *svc, fa_id user, const char *name, const fa_object **out,
                               fa_error *err);
/* Sends the bytes, checked against their SHA-256 as they pass: FA_ECORRUPT, before the last of them, when they changed at
 * rest or are gone; the object is DAMAGED from then on. */
FA_API fa_status fa_object_read(fa_storage_service *svc, fa_id user, const char *name, fa_write_fn write,
                                void *payload, fa_error *err);
/* Sends len bytes from offset on, fewer where the object ends; checked by the store. */
FA_API fa_status fa_object_read_range(fa_storage_service *svc, fa_id user, const char *name, uint64_t offset,
                                      uint64_t len, fa_write_fn write, void *payload, fa_error *err);
/* Its bytes count no more once it returns FA_OK. */
FA_API fa_status fa_object_remove(fa_storage_service *svc, fa_id user, const char *name, fa_error *err);
/* STORED and DAMAGED objects by name, behind `after` ("" = from the start). */
FA_API fa_status fa_object_list(fa_storage_service *svc, fa_id user, const char *after, uint32_t limit,
                                fa_object_visit_fn visit, void *payload, fa_error *err);
FA_API void fa_object_free(const fa_object *object);

/* ---- signed addresses, where the blob store has them (else FA_EUNSUPPORTED) ---- */

/* Appends an address at which the object's bytes can be had for so many seconds. */
FA_API fa_status fa_object_sign_get(fa_storage_service *svc, fa_id user, const char *name, uint32_t seconds,
                                    fa_buf *url, fa_error *err);
/* Reserves room, and appends an address to which the bytes can be sent for so many seconds. fa_object_accept makes an
 * object of them; without it the reservation lapses. */
FA_API fa_status fa_object_sign_put(fa_storage_service *svc, fa_id user, const char *name,
                                    uint64_t size_bytes, uint32_t seconds, fa_buf *url, fa_error *err);
/* Reads what was sent to the address. FA_ENOTFOUND: nothing was, or there is no such reservation; FA_ETOOLARGE "size":
 * more than was reserved, and it is removed. The caller frees *out, which may be NULL. */
FA_API fa_status fa_object_accept(fa_storage_service *svc, fa_id user, const char *name,
                                  const fa_object **out, fa_error *err);

/* ---- quotas and usage ---- */

FA_API fa_status fa_usage_get(fa_storage_service *svc, fa_id user, fa_usage *out, fa_error *err);
FA_API fa_status fa_usage_total(fa_storage_service *svc, fa_usage *out, fa_error *err);
/* Users that have, or had, objects or a quota of their own, by id, behind `after` (none: from the start). */
FA_API fa_status fa_usage_list(fa_storage_service *svc, fa_id after, uint32_t limit, fa_usage_visit_fn visit,
                               void *payload, fa_error *err);
/* NULL: the standard one again. A quota below what the user has takes nothing away; nothing is added until there is room. */
FA_API fa_status fa_quota_set(fa_storage_service *svc, fa_id user, const fa_quota *quota, fa_error *err);

/* ---- order: steps that the host repeats until they have ended ---- */

typedef enum fa_finding_kind {
    FA_FINDING_STALE_UPLOAD = 1, /* a reservation without life: it is given up */
    FA_FINDING_REMOVED = 2,      /* bytes of a removed object that stayed: they go */
    FA_FINDING_ORPHAN = 3,       /* bytes without an object: they go */
    FA_FINDING_MISSING = 4,      /* an object without its bytes: it is marked DAMAGED */
    FA_FINDING_DAMAGED = 5,      /* an object whose bytes changed: it is marked DAMAGED */
    FA_FINDING_MENDED = 6,       /* a DAMAGED object whose bytes are in order: it is marked STORED */
    FA_FINDING_OF_USER = 7,      /* an object of the user whose things go */
    FA_FINDING_EXPIRED = 8       /* an object that is older than it may get: it goes */
} fa_finding_kind;

typedef struct fa_finding {
    fa_finding_kind kind;
    fa_id owner;
    const char *name;
    uint64_t size_bytes;
    bool done; /* it was put in order; false: in a dry run */
} fa_finding;

typedef fa_status (*fa_finding_visit_fn)(void *payload, const fa_finding *finding, fa_error *err);

enum { FA_UPKEEP_CURSOR = 256 };

/* One step of upkeep, and where the next begins. A dry run finds what a run would, and changes nothing. */
typedef struct fa_upkeep {
    size_t struct_size;
    bool dry_run;
    uint32_t limit; /* things to look at in one step, 0 = 1000 */
    fa_time before; /* see each */
    fa_id user;
    const char *prefix;        /* names that begin so; NULL = all */
    fa_finding_visit_fn visit; /* may be NULL */
    void *payload;
    char cursor[FA_UPKEEP_CURSOR]; /* "" = from the start; moved on by each step that succeeds */
    bool ended;
    uint64_t found; /* counted up by the steps */
    uint64_t found_bytes;
} fa_upkeep;
#define FA_UPKEEP_INIT                                                                                       \
    {                                                                                                        \
        sizeof(fa_upkeep), false, 0, 0, {{0}}, NULL, NULL, NULL, {0}, false, 0, 0                            \
    }

/* Gives up every upload that has not been touched since `before`, and finishes removals: what a process that was killed
 * left. Call it when a service starts, with that time, before its first upload. */
FA_API fa_status fa_storage_recover(fa_storage_service *svc, fa_time before, fa_error *err);
/* Finds stale uploads (not touched since `before`; 0 = none), removals that were not finished, objects without bytes, and
 * bytes without an object. Takes nothing that is in use, also under load. Bytes whose keys are not the service's own are
 * none of its business. */
FA_API fa_status fa_storage_sweep(fa_storage_service *svc, fa_upkeep *run, fa_error *err);
/* Removes all that `user` has, uploads under way too; at the end also a quota of its own. */
FA_API fa_status fa_storage_clean_user(fa_storage_service *svc, fa_upkeep *run, fa_error *err);
/* Retention: removes objects stored before `before` whose names begin with prefix; of `user`, or of all. */
FA_API fa_status fa_storage_expire(fa_storage_service *svc, fa_upkeep *run, fa_error *err);
/* Reads the objects that have not been found in order since `before`, and compares them with their SHA-256. */
FA_API fa_status fa_storage_scrub(fa_storage_service *svc, fa_upkeep *run, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
