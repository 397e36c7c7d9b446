/* user/domain/account.c: what an account may say. */
#include "user/domain/account.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"

enum { LOCAL_BYTES = 64, ADDRESS_BYTES = 254, LABEL_BYTES = 63 };

const char *fa_role_name(fa_role role)
{
    return role == FA_ROLE_ADMIN ? "admin" : role == FA_ROLE_USER ? "user" : NULL;
}

fa_role fa_role_of(const char *name)
{
    if (name != NULL && strcmp(name, "admin") == 0)
        return FA_ROLE_ADMIN;
    return name != NULL && strcmp(name, "user") == 0 ? FA_ROLE_USER : (fa_role)0;
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

static bool has_control(fai_str s)
{
    size_t step;

    for (size_t at = 0; at < s.n; at += step)
        if (is_control(fai_utf8_decode(s.p + at, s.n - at, &step)))
            return true;
    return false;
}

static size_t characters(fai_str s)
{
    size_t n = 0, step;

    for (size_t at = 0; at < s.n; at += step, n++)
        (void)fai_utf8_decode(s.p + at, s.n - at, &step);
    return n;
}

/* Dots part words that are not empty. */
static bool are_words(const char *p, size_t len, const char *refused)
{
    bool empty = true;

    for (size_t i = 0; i < len; i++) {
        if (strchr(refused, p[i]) != NULL || (unsigned char)p[i] <= ' ' || (p[i] == '.' && empty))
            return false;
        empty = p[i] == '.';
    }
    return !empty;
}

static bool is_domain(const char *p, size_t len)
{
    size_t label = 0;

    if (!are_words(p, len, "!\"#$%&'()*+,/:;<=>?@[\\]^_`{|}~"))
        return false;
    for (size_t i = 0; i <= len; i++) {
        bool end = i == len || p[i] == '.';

        if (end ? p[i - 1] == '-' : label == 0 && p[i] == '-')
            return false;
        label = end ? 0 : label + 1;
        if (label > LABEL_BYTES)
            return false;
    }
    return true;
}

fa_status fai_email(const char *given, char out[FA_EMAIL_BYTES], fa_error *err)
{
    fai_str s = fai_str_trim(fai_str_of(given == NULL ? "" : given));
    const char *at = s.n == 0 ? NULL : memchr(s.p, '@', s.n);
    size_t local = at == NULL ? 0 : (size_t)(at - s.p);

    if (at == NULL || s.n > ADDRESS_BYTES || local > LOCAL_BYTES || !fai_utf8_valid(s.p, s.n) ||
        has_control(s) || !are_words(s.p, local, "\"(),:;<>[\\]") || !is_domain(at + 1, s.n - local - 1))
        return fa_fail_field(err, FA_EINVALID, "email", "that is no e-mail address");
    for (size_t i = 0; i < s.n; i++)
        out[i] = fai_lower(s.p[i]);
    memset(out + s.n, 0, FA_EMAIL_BYTES - s.n);
    return FA_OK;
}

fa_status fai_person_name(const char *given, const char *field, char out[FA_NAME_BYTES], fa_error *err)
{
    fai_str s = fai_str_trim(fai_str_of(given == NULL ? "" : given));

    if (s.n >= FA_NAME_BYTES || characters(s) > FAI_NAME_CHARACTERS)
        return fa_fail_field(err, FA_EINVALID, field, "a name has at most %d characters",
                             FAI_NAME_CHARACTERS);
    if (!fai_utf8_valid(s.p, s.n) || has_control(s))
        return fa_fail_field(err, FA_EINVALID, field, "a name holds no control characters");
    memset(out, 0, FA_NAME_BYTES);
    memcpy(out, s.p, s.n);
    return FA_OK;
}

fa_status fai_avatar(const char *given, char out[FA_URL_BYTES], fa_error *err)
{
    fai_str s = fai_str_of(given);
    bool path = s.n > 0 && s.p[0] == '/' && (s.n == 1 || (s.p[1] != '/' && s.p[1] != '\\'));
    bool good = s.n == 0 || path || fai_str_starts_ci(s, FAI_STR("https://")) ||
                fai_str_starts_ci(s, FAI_STR("http://"));

    if (!good || s.n >= FA_URL_BYTES || !fai_utf8_valid(s.p, s.n) || has_control(s) ||
        strpbrk(given, " \"<>\\") != NULL)
        return fa_fail_field(err, FA_EINVALID, "avatar_url",
                             "a picture is at an http or https URL, or at a path");
    memset(out, 0, FA_URL_BYTES);
    memcpy(out, s.p, s.n);
    return FA_OK;
}

fa_status fai_preferences(const char *given, char out[FA_PREFERENCES_BYTES], fa_error *err)
{
    size_t len = strlen(given);
    fai_json *doc = NULL;
    fa_status st = FA_EINVALID;
    bool good;

    if (len < FA_PREFERENCES_BYTES)
        st = fai_json_parse(given, len, FA_PREFERENCES_BYTES, &doc, NULL);
    good = st == FA_OK && fai_json_is_object(doc);
    fai_json_free(doc);
    if (st == FA_ENOMEM)
        return fa_fail(err, FA_ENOMEM, "out of memory for preferences");
    if (!good)
        return fa_fail_field(err, FA_EINVALID, "preferences",
                             "preferences are a JSON object of less than %d bytes", FA_PREFERENCES_BYTES);
    memset(out, 0, FA_PREFERENCES_BYTES);
    memcpy(out, given, len);
    return FA_OK;
}

fa_status fai_id_check(const fa_id *id, const char *prefix, const char *field, fa_error *err)
{
    fa_id same;

    if (memchr(id->s, '\0', sizeof id->s) == NULL || fa_id_parse(id->s, prefix, &same, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, field, "that is no id that begins with %s", prefix);
    return FA_OK;
}

void fai_take_text(char *out, size_t cap, const char *text)
{
    fai_str s = fai_str_of(text == NULL ? "" : text);
    size_t len = 0, step;

    memset(out, 0, cap);
    for (size_t at = 0; at < s.n; at += step) {
        uint32_t c = fai_utf8_decode(s.p + at, s.n - at, &step);
        bool good = !is_control(c) && fai_utf8_valid(s.p + at, step);
        size_t need = good ? step : 1;

        if (len + need >= cap)
            break;
        memcpy(out + len, good ? s.p + at : "?", need);
        len += need;
    }
}
