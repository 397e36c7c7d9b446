/* wire/read.c: reading what another service wrote. */
#include "wire/read.h"

#include <string.h>

#include "base/text.h"
#include "wire/shapes.h"

enum { ID_MAX = sizeof((fa_id *)NULL)->s - 1 };

void fai_wire_note(fai_wire_reader *r, const char *key)
{
    if (r->wrong == NULL)
        r->wrong = key;
}

const fai_json *fai_wire_member(fai_wire_reader *r, const char *key)
{
    const fai_json *node = fai_json_get(r->node, key);

    if (node == NULL)
        fai_wire_note(r, key);
    return node == NULL || fai_json_is_null(node) ? NULL : node;
}

const char *fai_wire_read_text(fai_wire_reader *r, const char *key)
{
    const fai_json *node = fai_wire_member(r, key);
    const char *text = fai_json_text(node);

    if (node != NULL && text == NULL)
        fai_wire_note(r, key);
    return text == NULL ? "" : text;
}

void fai_wire_read_chars(fai_wire_reader *r, const char *key, char *out, size_t size)
{
    const char *text = fai_wire_read_text(r, key);
    size_t len = strlen(text);

    memset(out, 0, size);
    if (len < size)
        memcpy(out, text, len);
    else
        fai_wire_note(r, key);
}

int64_t fai_wire_read_number(fai_wire_reader *r, const char *key, int64_t min, int64_t max)
{
    const fai_json *node = fai_wire_member(r, key);
    int64_t value = 0;

    if (node != NULL && (fai_json_int(node, &value, NULL) != FA_OK || value < min || value > max)) {
        fai_wire_note(r, key);
        return 0;
    }
    return value;
}

uint64_t fai_wire_read_count(fai_wire_reader *r, const char *key, uint64_t max)
{
    return (uint64_t)fai_wire_read_number(r, key, 0, max > INT64_MAX ? INT64_MAX : (int64_t)max);
}

bool fai_wire_read_flag(fai_wire_reader *r, const char *key)
{
    bool value = false;

    if (!fai_json_bool(fai_json_get(r->node, key), &value))
        fai_wire_note(r, key);
    return value;
}

fa_id fai_wire_read_id(fai_wire_reader *r, const char *key)
{
    const char *text = fai_wire_read_text(r, key);
    size_t len = strlen(text);
    fa_id id = {{0}};

    if (len > ID_MAX || strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") != len)
        fai_wire_note(r, key);
    else
        memcpy(id.s, text, len);
    return id;
}

fa_date fai_wire_read_date(fai_wire_reader *r, const char *key)
{
    const char *text = fai_wire_read_text(r, key);
    fa_date date = fa_date_parse(text);

    if (*text != '\0' && date == FA_DATE_NONE)
        fai_wire_note(r, key);
    return date;
}

/* Digits of a fixed width; -1 when there are none. */
static int number_at(const char *text, size_t digits)
{
    int value = 0;

    for (; digits > 0; digits--, text++) {
        if (!fai_is_digit(*text))
            return -1;
        value = value * 10 + (*text - '0');
    }
    return value;
}

bool fai_wire_parse_time(const char *text, fa_time *out)
{
    size_t len = strlen(text);
    int hour, minute, second, ms = 0;
    char day[11];
    fa_date date;

    if ((len != 20 && len != 24) || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[len - 1] != 'Z')
        return false;
    memcpy(day, text, 10);
    day[10] = '\0';
    date = fa_date_parse(day);
    hour = number_at(text + 11, 2);
    minute = number_at(text + 14, 2);
    second = number_at(text + 17, 2);
    if (len == 24)
        ms = text[19] == '.' ? number_at(text + 20, 3) : -1;
    if (date == FA_DATE_NONE || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
        second > 59 || ms < 0)
        return false;
    *out = (((fa_time)date * 24 + hour) * 60 + minute) * 60000 + (fa_time)second * 1000 + ms;
    return true;
}

fa_time fai_wire_read_time(fai_wire_reader *r, const char *key)
{
    const char *text = fai_wire_read_text(r, key);
    fa_time time = 0;

    if (*text != '\0' && !fai_wire_parse_time(text, &time))
        fai_wire_note(r, key);
    return time;
}

int32_t fai_wire_read_word(fai_wire_reader *r, const char *key, const char *const *names)
{
    const char *text = fai_wire_read_text(r, key);

    if (*text == '\0')
        return 0;
    for (int32_t i = 0; names[i] != NULL; i++)
        if (strcmp(text, names[i]) == 0)
            return i + 1;
    fai_wire_note(r, key);
    return 0;
}

int32_t fai_wire_read_fiscal(fai_wire_reader *r, const char *key)
{
    const char *text = fai_wire_read_text(r, key);

    if (*text == '\0')
        return FA_FISCAL_NONE;
    for (int32_t i = FA_FISCAL_Q1; i <= FA_FISCAL_FY; i++)
        if (strcmp(text, fai_wire_fiscal(i)) == 0)
            return i;
    fai_wire_note(r, key);
    return FA_FISCAL_NONE;
}

bool fai_wire_status_of(const char *word, fa_status *out)
{
    for (fa_status code = FA_OK; code >= FA_ESECONDFACTOR; code--)
        if (word != NULL && strcmp(word, fa_status_name(code)) == 0) {
            *out = code;
            return true;
        }
    return false;
}

fa_status fai_wire_read_error(fai_wire_reader *r, const char *key, const char **message)
{
    fai_wire_reader inner = {.node = fai_wire_member(r, key)};
    fa_status code = FA_OK;

    *message = "";
    if (inner.node == NULL)
        return FA_OK;
    if (!fai_wire_status_of(fai_wire_read_text(&inner, "code"), &code))
        fai_wire_note(r, key);
    *message = fai_wire_read_text(&inner, "message");
    if (inner.wrong != NULL)
        fai_wire_note(r, key);
    return code;
}

fa_status fai_wire_read_end(const fai_wire_reader *r, fa_error *err)
{
    if (r->wrong == NULL)
        return FA_OK;
    return fa_fail_field(err, FA_ECORRUPT, r->wrong, "what a service wrote has a wrong member \"%s\"",
                         r->wrong);
}

fa_status fai_wire_read_items(const char *text, size_t len, fai_wire_item_fn take, void *taker, fa_error *err)
{
    fai_json *doc = NULL;
    const fai_json *items;
    fa_status st;

    if (text == NULL)
        return fa_fail(err, FA_EINVALID, "there is no text to read");
    st = fai_json_parse(text, len, FAI_WIRE_LIST_MAX, &doc, err);
    if (st == FA_ENOMEM)
        return st;
    items = st == FA_OK ? fai_json_get(doc, "items") : NULL;
    if (!fai_json_is_array(items)) {
        fai_json_free(doc);
        return fa_fail(err, FA_ECORRUPT, "what a service wrote is no list of items");
    }
    st = FA_OK;
    for (size_t i = 0, n = fai_json_count(items); st == FA_OK && i < n; i++)
        st = take(taker, fai_json_at(items, i), err);
    fai_json_free(doc);
    return st;
}
