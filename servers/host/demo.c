/* host/demo.c: two accounts that everybody knows, and a filing to ask, for a demonstration on the loopback address. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/internal.h"

static const fa_actor operator_ = {.role = FA_ROLE_ADMIN};

static fa_status make_account(host *h, const char *email, const char *password, fa_role role, fa_user *out,
                              fa_error *err)
{
    fa_account in = FA_ACCOUNT_INIT;
    fa_error why = {0};
    fa_status st;

    in.email = email;
    in.password = password;
    in.full_name = role == FA_ROLE_ADMIN ? "Demo Administrator" : "Demo User";
    in.any_password = true;
    in.role = role;
    st = fa_admin_user_create(h->users, &operator_, &in, out, &why);
    if (st == FA_ECONFLICT) /* of an earlier start */
        return fa_admin_user_with_email(h->users, &operator_, email, out, err);
    return st == FA_OK ? st : fa_fail(err, st, "%s: %s", email, why.message);
}

static fa_status read_file(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, (FILE *)payload);
    return ferror((FILE *)payload) ? fa_fail(err, FA_EUNAVAILABLE, "the sample cannot be read") : FA_OK;
}

/* The same bytes are the same document: a later start changes nothing. */
static fa_status give_sample(host *h, fa_id owner, const char *path, fa_error *err)
{
    const char *slash = strrchr(path, '/');
    fa_upload in = FA_UPLOAD_INIT;
    const fa_document *doc = NULL;
    FILE *file = fopen(path, "rb");
    fa_status st;

    if (file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "the sample %s cannot be opened: %s", path, strerror(errno));
    in.name = slash == NULL ? path : slash + 1;
    in.read = read_file;
    in.payload = file;
    st = fa_app_ingest(h->app, owner, &in, &doc, err);
    fa_document_free(doc);
    fclose(file);
    return st;
}

/* Accounts are the user service's; another one that runs alone has nothing to make. */
fa_status host_demo(host *h, const char *sample, fa_error *err)
{
    fa_user user, admin;
    fa_status st;

    if (h->users == NULL)
        return FA_OK;
    st = make_account(h, HOST_DEMO_USER, HOST_DEMO_PASSWORD, FA_ROLE_USER, &user, err);
    if (st == FA_OK)
        st = make_account(h, HOST_DEMO_ADMIN, HOST_DEMO_ADMIN_PASSWORD, FA_ROLE_ADMIN, &admin, err);
    if (st == FA_OK && sample != NULL)
        st = give_sample(h, user.id, sample, err);
    return st;
}
