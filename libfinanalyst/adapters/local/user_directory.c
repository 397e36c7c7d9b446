/* adapters/local/user_directory.c: the users of a service in the same process, as its operator sees them. */
#include <finanalyst/adapter/local.h>

static fa_actor operator_of(void)
{
    return (fa_actor){.role = FA_ROLE_ADMIN};
}

static fa_status get(void *self, fa_id id, fa_user *out, fa_error *err)
{
    fa_actor who = operator_of();

    return fa_admin_user_get(self, &who, id, out, err);
}

static fa_status find(void *self, int64_t legacy_id, fa_user *out, fa_error *err)
{
    fa_actor who = operator_of();

    return fa_admin_user_find(self, &who, legacy_id, out, err);
}

static fa_status list(void *self, fa_id after, uint32_t limit, fa_user_visit_fn visit, void *payload,
                      fa_error *err)
{
    fa_user_filter filter = FA_USER_FILTER_INIT;
    fa_actor who = operator_of();

    filter.order = FA_USERS_OLDEST;
    filter.limit = limit;
    filter.after = after.s[0] == '\0' ? NULL : after.s;
    return fa_admin_user_list(self, &who, &filter, visit, payload, err);
}

static fa_status count(void *self, uint64_t *out, fa_error *err)
{
    fa_user_filter everybody = FA_USER_FILTER_INIT;
    fa_actor who = operator_of();

    return fa_admin_user_count(self, &who, &everybody, out, err);
}

static fa_status events(void *self, uint64_t after, uint32_t limit, fa_user_event_visit_fn visit,
                        void *payload, fa_error *err)
{
    return fa_user_events(self, after, limit, visit, payload, err);
}

static fa_status authenticate(void *self, const fa_actor *who, const char *credential, fa_actor *out,
                              fa_error *err)
{
    return fa_user_authenticate(self, who, credential, out, err);
}

static void close_directory(void *self)
{
    (void)self; /* the service is lent */
}

fa_status fa_local_user_directory_open(fa_user_service *svc, fa_user_directory *out, fa_error *err)
{
    static const fa_user_directory_ops ops = {.struct_size = sizeof ops,
                                              .name = "local",
                                              .get = get,
                                              .find = find,
                                              .list = list,
                                              .count = count,
                                              .events = events,
                                              .authenticate = authenticate,
                                              .close = close_directory};

    if (svc == NULL || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "service", "there is no user service");
    *out = (fa_user_directory){&ops, svc};
    return FA_OK;
}
