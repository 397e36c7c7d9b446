/* host/demo.c: two accounts that everybody knows, for a demonstration on the loopback address. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/internal.h"

static fa_status make_account(host *h, const char *email, const char *password, fa_role role, fa_error *err)
{
    fa_actor operator_ = {.role = FA_ROLE_ADMIN};
    fa_account in = FA_ACCOUNT_INIT;
    fa_user made;
    fa_error why = {0};
    fa_status st;

    in.email = email;
    in.password = password;
    in.full_name = role == FA_ROLE_ADMIN ? "Demo Administrator" : "Demo User";
    in.any_password = true;
    in.role = role;
    st = fa_admin_user_create(h->users, &operator_, &in, &made, &why);
    if (st == FA_ECONFLICT) /* of an earlier start */
        return FA_OK;
    return st == FA_OK ? st : fa_fail(err, st, "%s: %s", email, why.message);
}

fa_status host_demo(host *h, const char *sample, fa_error *err)
{
    fa_status st = make_account(h, HOST_DEMO_USER, HOST_DEMO_PASSWORD, FA_ROLE_USER, err);

    (void)sample;
    if (st == FA_OK)
        st = make_account(h, HOST_DEMO_ADMIN, HOST_DEMO_ADMIN_PASSWORD, FA_ROLE_ADMIN, err);
    return st;
}
