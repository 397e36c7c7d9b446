/* wire/user_json.c: accounts, sessions, keys and the trail as JSON. */
#include "wire/csv.h"
#include "wire/shapes.h"

fa_status fa_user_to_json(const fa_user *user, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "id", user->id);
    fai_json_number(&w, "legacy_id", user->legacy_id);
    fai_json_string(&w, "email", user->email);
    fai_wire_text(&w, "full_name", user->full_name);
    fai_wire_text(&w, "avatar_url", user->avatar_url);
    /* It was checked when it was stored. */
    fai_json_literal(&w, "preferences", user->preferences[0] == '\0' ? "{}" : user->preferences);
    fai_json_string(&w, "role", fa_role_name(user->role));
    fai_json_boolean(&w, "is_admin", user->role == FA_ROLE_ADMIN);
    fai_json_boolean(&w, "is_active", user->active);
    fai_json_boolean(&w, "is_locked", user->locked);
    fai_json_boolean(&w, "is_verified", user->verified);
    fai_json_boolean(&w, "has_totp", user->has_totp);
    fai_json_boolean(&w, "has_password", user->has_password);
    fai_wire_time(&w, "last_login", user->last_login);
    fai_wire_time(&w, "created_at", user->created);
    fai_wire_time(&w, "updated_at", user->updated);
    fai_json_number(&w, "version", user->version);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

fa_status fa_session_to_json(const fa_session *session, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "id", session->id);
    fai_wire_text(&w, "device", session->agent);
    fai_wire_text(&w, "ip", session->address);
    fai_wire_time(&w, "created_at", session->created);
    fai_wire_time(&w, "last_used_at", session->last_used);
    fai_wire_time(&w, "expires_at", session->expires);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

/* Words parted by blanks as a list. */
static void write_words(fai_json_writer *w, const char *key, const char *words)
{
    fai_json_array(w, key);
    while (*words != '\0') {
        size_t len = 0;

        while (words[len] != '\0' && words[len] != ' ')
            len++;
        if (len != 0)
            fai_json_slice(w, NULL, words, len);
        words += len;
        while (*words == ' ')
            words++;
    }
    fai_json_end_array(w);
}

fa_status fa_api_key_to_json(const fa_api_key *key, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "id", key->id);
    fai_json_string(&w, "name", key->name);
    fai_json_string(&w, "prefix", key->prefix);
    write_words(&w, "scopes", key->scope);
    write_words(&w, "ip_allow", key->addresses);
    fai_wire_time(&w, "created_at", key->created);
    fai_wire_time(&w, "expires_at", key->expires);
    fai_wire_time(&w, "last_used_at", key->last_used);
    fai_json_number(&w, "version", key->version);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

fa_status fa_audit_entry_to_json(const fa_audit_entry *entry, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_number(&w, "seq", (int64_t)entry->seq);
    fai_wire_time(&w, "time", entry->time);
    fai_wire_id(&w, "actor", entry->actor);
    fai_json_string(&w, "action", entry->action);
    fai_wire_text(&w, "target", entry->target);
    fai_wire_text(&w, "ip", entry->address);
    fai_wire_text(&w, "request_id", entry->request);
    fai_wire_text(&w, "detail", entry->detail);
    fai_json_string(&w, "hash", entry->hash);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

fa_status fa_audit_entry_to_csv(const fa_audit_entry *entry, fa_buf *out, fa_error *err)
{
    fai_csv_writer w = {out, false};

    if (entry == NULL) {
        fai_csv_plain(&w, "seq,time,actor,action,target,ip,request_id,detail,previous_hash,hash");
    } else {
        fai_csv_number(&w, (int64_t)entry->seq);
        fai_csv_time(&w, entry->time);
        fai_csv_text(&w, entry->actor.s);
        fai_csv_text(&w, entry->action);
        fai_csv_text(&w, entry->target);
        fai_csv_text(&w, entry->address);
        fai_csv_text(&w, entry->request);
        fai_csv_text(&w, entry->detail);
        fai_csv_text(&w, entry->previous);
        fai_csv_text(&w, entry->hash);
    }
    fai_csv_end_row(&w);
    return fa_buf_check(out, err);
}

fa_status fa_tokens_to_json(const fa_tokens *tokens, fa_time now, bool refresh, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "access_token", tokens->access);
    fai_json_string(&w, "token_type", "bearer");
    fai_json_number(&w, "expires_in",
                    tokens->access_expires > now ? (tokens->access_expires - now) / 1000 : 0);
    if (refresh) {
        fai_json_string(&w, "refresh_token", tokens->refresh);
        fai_wire_text(&w, "device_token", tokens->device);
    }
    fai_wire_time(&w, "refresh_expires_at", tokens->refresh_expires);
    fai_wire_id(&w, "session_id", tokens->session);
    (void)fa_buf_puts(out, ",\"user\":");
    (void)fa_user_to_json(&tokens->user, out, NULL);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}
