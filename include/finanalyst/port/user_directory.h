/* port/user_directory.h: how the other services see users, in this process or another. */
#ifndef FINANALYST_PORT_USER_DIRECTORY_H
#define FINANALYST_PORT_USER_DIRECTORY_H

#include <finanalyst/user.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Users as the operator sees them, codes as in user.h. For implementers: any thread may call any op; things are lent to visit for
 * the call. */
typedef struct fa_user_directory_ops {
    size_t struct_size;
    const char *name;
    fa_status (*get)(void *self, fa_id id, fa_user *out, fa_error *err);
    fa_status (*find)(void *self, int64_t legacy_id, fa_user *out, fa_error *err);
    /* Oldest first, behind `after`, at most limit. */
    fa_status (*list)(void *self, fa_id after, uint32_t limit, fa_user_visit_fn visit, void *payload,
                      fa_error *err);
    fa_status (*count)(void *self, uint64_t *out, fa_error *err);
    /* As fa_user_events. */
    fa_status (*events)(void *self, uint64_t after, uint32_t limit, fa_user_event_visit_fn visit,
                        void *payload, fa_error *err);
    /* As fa_user_authenticate. */
    fa_status (*authenticate)(void *self, const fa_actor *who, const char *credential, fa_actor *out,
                              fa_error *err);
    void (*close)(void *self);
} fa_user_directory_ops;

typedef struct fa_user_directory {
    const fa_user_directory_ops *ops;
    void *self;
} fa_user_directory;

FA_API fa_status fa_directory_get(const fa_user_directory *d, fa_id id, fa_user *out, fa_error *err);
FA_API fa_status fa_directory_find(const fa_user_directory *d, int64_t legacy_id, fa_user *out,
                                   fa_error *err);
FA_API fa_status fa_directory_list(const fa_user_directory *d, fa_id after, uint32_t limit,
                                   fa_user_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_directory_count(const fa_user_directory *d, uint64_t *out, fa_error *err);
FA_API fa_status fa_directory_events(const fa_user_directory *d, uint64_t after, uint32_t limit,
                                     fa_user_event_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_directory_authenticate(const fa_user_directory *d, const fa_actor *who,
                                           const char *credential, fa_actor *out, fa_error *err);
FA_API void fa_user_directory_close(fa_user_directory *d);

#ifdef __cplusplus
}
#endif
#endif
