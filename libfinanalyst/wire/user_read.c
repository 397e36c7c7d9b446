/* wire/user_read.c: accounts as another service wrote them. */
#include <string.h>

#include "wire/read.h"

typedef struct taker {
    fa_user_visit_fn visit;
    void *payload;
    fa_buf preferences; /* of the account under way */
} taker;

static void read_preferences(fai_wire_reader *r, fa_buf *text, char out[FA_PREFERENCES_BYTES])
{
    const fai_json *node = fai_wire_member(r, "preferences");
    fai_json_writer w;

    fa_buf_reset(text);
    fai_json_begin(&w, text);
    if (fai_json_is_object(node))
        fai_json_node(&w, NULL, node);
    if (text->len == 0 || text->len >= FA_PREFERENCES_BYTES)
        fai_wire_note(r, "preferences");
    else
        memcpy(out, text->data, text->len + 1);
}

static fa_role read_role(fai_wire_reader *r)
{
    fa_role role = fa_role_of(fai_wire_read_text(r, "role"));

    if (role == 0)
        fai_wire_note(r, "role");
    return role;
}

static fa_status take_user(void *payload, const fai_json *node, fa_error *err)
{
    taker *t = payload;
    fai_wire_reader r = {.node = node};
    fa_user user = {.id = fai_wire_read_id(&r, "id")};
    fa_status st;

    user.legacy_id = fai_wire_read_number(&r, "legacy_id", 0, INT64_MAX);
    fai_wire_read_chars(&r, "email", user.email, sizeof user.email);
    fai_wire_read_chars(&r, "full_name", user.full_name, sizeof user.full_name);
    fai_wire_read_chars(&r, "avatar_url", user.avatar_url, sizeof user.avatar_url);
    read_preferences(&r, &t->preferences, user.preferences);
    user.role = read_role(&r);
    user.active = fai_wire_read_flag(&r, "is_active");
    user.locked = fai_wire_read_flag(&r, "is_locked");
    user.verified = fai_wire_read_flag(&r, "is_verified");
    user.has_totp = fai_wire_read_flag(&r, "has_totp");
    user.has_password = fai_wire_read_flag(&r, "has_password");
    user.last_login = fai_wire_read_time(&r, "last_login");
    user.created = fai_wire_read_time(&r, "created_at");
    user.updated = fai_wire_read_time(&r, "updated_at");
    user.version = (uint32_t)fai_wire_read_count(&r, "version", UINT32_MAX);
    if (*user.id.s == '\0')
        fai_wire_note(&r, "id");
    st = t->preferences.bad == FA_ENOMEM ? fa_buf_check(&t->preferences, err) : fai_wire_read_end(&r, err);
    return st == FA_OK ? t->visit(t->payload, &user, err) : st;
}

fa_status fa_users_from_json(const char *text, size_t len, fa_user_visit_fn visit, void *payload,
                             fa_error *err)
{
    taker t = {.visit = visit, .payload = payload};
    fa_status st;

    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "nobody takes the accounts");
    fa_buf_init(&t.preferences, FAI_WIRE_LIST_MAX);
    st = fai_wire_read_items(text, len, take_user, &t, err);
    fa_buf_clear(&t.preferences);
    return st;
}
