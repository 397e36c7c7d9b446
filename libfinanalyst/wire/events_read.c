/* wire/events_read.c: events as senders write them: one object, or a list. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/decimal.h>
#include <finanalyst/wire.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"

enum { BODY_MAX = 4 << 20, DAY_MS = 86400000 };

/* The events and what they lend. */
typedef struct batch {
    fai_arena arena;
    fa_event events[];
} batch;

/* One event being read. */
typedef struct reading {
    const fai_json *node;
    fai_str text; /* of the object, for the data, which is kept as it is */
    fai_arena *arena;
    fa_event *event;
    fa_error *err;
} reading;

/* ---- the raw text of a member ---- */

/* Behind the value that begins at s[at]. The text was parsed already: it is whole, and well nested. */
static size_t skip_value(fai_str s, size_t at)
{
    int depth = 0;

    for (; at < s.n; at++) {
        char c = s.p[at];

        if (c == '"') {
            for (at++; at < s.n && s.p[at] != '"'; at++)
                at += s.p[at] == '\\';
            if (depth == 0)
                return at + 1;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return at;
            if (--depth == 0)
                return at + 1;
        } else if (depth == 0 && (c == ',' || c == ':' || fai_is_space(c))) {
            return at;
        }
    }
    return at;
}

static size_t skip_to_value(fai_str s, size_t at)
{
    while (at < s.n && (fai_is_space(s.p[at]) || s.p[at] == ',' || s.p[at] == ':'))
        at++;
    return at;
}

/* The next value behind *at, which may be a key too; empty at the closing bracket. */
static fai_str next_value(fai_str s, size_t *at)
{
    size_t from = skip_to_value(s, *at);

    *at = skip_value(s, from);
    return fai_str_sub(s, from, *at);
}

/* The member's value as it was written; empty when its key is written in another way. */
static fai_str raw_member(fai_str object, const char *quoted_key)
{
    size_t at = 1;

    for (fai_str key = next_value(object, &at); key.n != 0; key = next_value(object, &at)) {
        fai_str value = next_value(object, &at);

        if (fai_str_equal(key, fai_str_of(quoted_key)))
            return value;
    }
    return (fai_str){"", 0};
}

/* ---- members ---- */

static fa_status refuse(const reading *r, const char *field, const char *what)
{
    return fa_fail_field(r->err, FA_EINVALID, field, "%s %s", field, what);
}

/* NULL: not there, or null. */
static const fai_json *member(reading *r, const char *name)
{
    const fai_json *node = fai_json_get(r->node, name);

    return fai_json_is_null(node) ? NULL : node;
}

static fa_status read_text(reading *r, const char *name, const char **out)
{
    const fai_json *node = member(r, name);

    *out = "";
    if (node == NULL)
        return FA_OK;
    if (fai_json_text(node) == NULL)
        return refuse(r, name, "is a text");
    *out = fai_arena_strdup(r->arena, fai_json_text(node));
    return *out != NULL ? FA_OK : fa_fail(r->err, FA_ENOMEM, "out of memory for events");
}

static fa_status read_id(reading *r, const char *name, const char *prefix, fa_id *out)
{
    const fai_json *node = member(r, name);

    if (node == NULL)
        return FA_OK;
    if (fa_id_parse(fai_json_text(node), prefix, out, NULL) != FA_OK)
        return refuse(r, name, "is not such an id");
    return FA_OK;
}

static fa_status read_number(reading *r, const char *name, uint64_t *out)
{
    const fai_json *node = member(r, name);
    int64_t value = 0;

    if (node != NULL && (fai_json_int(node, &value, NULL) != FA_OK || value < 0))
        return refuse(r, name, "is a whole number from 0");
    *out = (uint64_t)value;
    return FA_OK;
}

/* A constant by its name; of is one of fa_event_type_of and its like. */
#define READ_NAME(r, name, of, out)                                                                          \
    do {                                                                                                     \
        const fai_json *named = member(r, name);                                                             \
        (out) = of(fai_json_text(named));                                                                    \
        if (named != NULL && (out) == 0)                                                                     \
            return refuse(r, name, "is not one of the names that there are");                                \
    } while (0)

static bool two_digits(const char *text, int max, int *out)
{
    if (!fai_is_digit(text[0]) || !fai_is_digit(text[1]))
        return false;
    *out = (text[0] - '0') * 10 + text[1] - '0';
    return *out <= max;
}

/* RFC 3339: "2026-01-31T23:59:59.123Z", or with "+01:00" for the Z; digits below a millisecond are dropped. */
static bool parse_time(const char *text, fa_time *out)
{
    char day[11] = "";
    int hour, minute, second, ms = 0, ahead = 0, ahead_minutes = 0, scale = 100;
    fa_date date;

    if (strlen(text) < 20)
        return false;
    memcpy(day, text, 10);
    date = fa_date_parse(day);
    if (date == FA_DATE_NONE || (text[10] != 'T' && text[10] != 't') || !two_digits(text + 11, 23, &hour) ||
        text[13] != ':' || !two_digits(text + 14, 59, &minute) || text[16] != ':' ||
        !two_digits(text + 17, 59, &second))
        return false;
    text += 19;
    if (*text == '.' && fai_is_digit(text[1]))
        for (text++; fai_is_digit(*text); text++, scale /= 10)
            ms += (*text - '0') * scale;
    *out = (fa_time)date * DAY_MS + ((hour * 60 + minute) * 60 + second) * (fa_time)1000 + ms;
    if ((*text == 'Z' || *text == 'z') && text[1] == '\0')
        return true;
    if ((*text != '+' && *text != '-') || strlen(text) != 6 || !two_digits(text + 1, 23, &ahead) ||
        text[3] != ':' || !two_digits(text + 4, 59, &ahead_minutes))
        return false;
    *out -= (*text == '+' ? 1 : -1) * (fa_time)(ahead * 60 + ahead_minutes) * 60000;
    return true;
}

static fa_status read_time(reading *r)
{
    const fai_json *node = member(r, "at");
    const char *text = fai_json_text(node);

    if (node != NULL && (text == NULL || !parse_time(text, &r->event->at)))
        return refuse(r, "at", "is a moment such as 2026-01-31T23:59:59.123Z");
    return FA_OK;
}

static fa_status read_data(reading *r)
{
    const fai_json *node = member(r, "data");
    fai_str raw;

    r->event->data = "";
    if (node == NULL)
        return FA_OK;
    raw = raw_member(r->text, "\"data\"");
    if (!fai_json_is_object(node) || raw.n == 0)
        return refuse(r, "data", "is an object");
    r->event->data = fai_arena_strndup(r->arena, raw.p, raw.n);
    return r->event->data != NULL ? FA_OK : fa_fail(r->err, FA_ENOMEM, "out of memory for events");
}

static fa_status read_cost(reading *r)
{
    const fai_json *node = member(r, "cost");
    const char *text = fai_json_text(node);
    fa_decimal cost;
    fa_status st;

    if (node == NULL)
        return FA_OK;
    if (text == NULL)
        return refuse(r, "cost", "is a decimal number as a text");
    st = fa_decimal_parse(text, strlen(text), &cost, NULL);
    if (st == FA_OK)
        st = fa_decimal_shift(cost, 6, &cost, NULL);
    if (st == FA_OK)
        st = fa_decimal_round(cost, 0, FA_ROUND_HALF_EVEN, &cost, NULL);
    if (st != FA_OK || cost.hi != 0 || cost.lo > INT64_MAX)
        return refuse(r, "cost", "is a decimal number as a text, not below 0");
    r->event->cost_micros = (int64_t)cost.lo;
    return FA_OK;
}

static fa_status read_success(reading *r)
{
    const fai_json *node = member(r, "success");
    bool success = true;

    if (node != NULL && !fai_json_bool(node, &success))
        return refuse(r, "success", "is true or false");
    r->event->failed = !success;
    return FA_OK;
}

static fa_status read_duration(reading *r)
{
    uint64_t duration = 0;
    bool there = !fai_json_is_null(fai_json_get(r->node, "duration_us")) &&
                 fai_json_get(r->node, "duration_us") != NULL;
    fa_status st = read_number(r, "duration_us", &duration);

    if (st == FA_OK && there)
        r->event->duration_us = (int64_t)duration;
    return st;
}

static fa_status read_what(reading *r)
{
    fa_event *e = r->event;
    fa_status st;

    READ_NAME(r, "type", fa_event_type_of, e->type);
    READ_NAME(r, "operation", fa_operation_of, e->operation);
    READ_NAME(r, "outcome", fa_outcome_of, e->outcome);
    if (e->type == FA_EVENT_NONE)
        return refuse(r, "type", "is missing");
    st = read_text(r, "event_id", &e->id);
    if (st == FA_OK)
        st = read_id(r, "user_id", "usr_", &e->user);
    if (st == FA_OK)
        st = read_time(r);
    if (st == FA_OK)
        st = read_text(r, "session", &e->session);
    if (st == FA_OK)
        st = read_data(r);
    return st == FA_OK ? read_id(r, "document_id", "doc_", &e->document) : st;
}

static fa_status read_measures(reading *r)
{
    fa_event *e = r->event;
    fa_status st = read_duration(r);

    if (st == FA_OK)
        st = read_number(r, "size_bytes", &e->size_bytes);
    if (st == FA_OK)
        st = read_success(r);
    if (st == FA_OK)
        st = read_text(r, "vendor", &e->vendor);
    if (st == FA_OK)
        st = read_text(r, "model", &e->model);
    if (st == FA_OK)
        st = read_number(r, "input_tokens", &e->input_tokens);
    if (st == FA_OK)
        st = read_number(r, "output_tokens", &e->output_tokens);
    return st == FA_OK ? read_cost(r) : st;
}

static fa_status read_event(reading *r)
{
    static const char *const known[] = {
        "event_id",      "type",        "at",         "session", "data",   "document_id", "user_id",
        "operation",     "duration_us", "size_bytes", "success", "vendor", "model",       "input_tokens",
        "output_tokens", "cost",        "outcome",    NULL};
    const char *other;
    fa_status st;

    *r->event = (fa_event)FA_EVENT_INIT;
    if (!fai_json_is_object(r->node))
        return fa_fail_field(r->err, FA_EINVALID, "", "an event is a JSON object");
    st = read_what(r);
    if (st == FA_OK)
        st = read_measures(r);
    other = fai_json_unknown(r->node, known);
    if (st == FA_OK && other != NULL)
        return fa_fail_field(r->err, FA_EINVALID, other, "an event has no member of that name");
    return st;
}

/* ---- lists ---- */

static fa_status read_all(const fai_json *body, fai_str text, batch *b, size_t count, fa_error *err)
{
    bool list = fai_json_is_array(body);
    fa_error why = {0};
    reading r = {.arena = &b->arena, .err = &why};
    fa_status st = FA_OK;
    size_t at = 1, i;
    char field[sizeof why.field];

    for (i = 0; st == FA_OK && i < count; i++) {
        r.node = list ? fai_json_at(body, i) : body;
        r.text = list ? next_value(text, &at) : text;
        r.event = &b->events[i];
        st = read_event(&r);
    }
    if (st == FA_EINVALID) {
        if (list)
            (void)snprintf(field, sizeof field, "/%zu/%.30s", i - 1, why.field);
        else
            (void)snprintf(field, sizeof field, "/%.30s", why.field);
        return fa_fail_field(err, st, field, "%s", why.message);
    }
    if (st != FA_OK && err != NULL)
        *err = why;
    return st;
}

static fa_status read_body(const fai_json *body, fai_str text, batch **out, uint32_t *count, fa_error *err)
{
    size_t n = fai_json_is_array(body) ? fai_json_count(body) : 1;
    batch *b;
    fa_status st;

    if (n == 0)
        return fa_fail_field(err, FA_EINVALID, "/", "the list of events is empty");
    if (n > FA_EVENTS_MAX)
        return fa_fail_field(err, FA_ETOOLARGE, "/", "at most %d events are taken at once", FA_EVENTS_MAX);
    b = fa_calloc(1, sizeof *b + n * sizeof b->events[0]);
    if (b == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for events");
    fai_arena_init(&b->arena, 0);
    st = read_all(body, text, b, n, err);
    if (st == FA_OK) {
        *out = b;
        *count = (uint32_t)n;
    } else {
        fa_events_free(b->events);
    }
    return st;
}

fa_status fa_events_from_json(const char *text, size_t len, fa_event **out, uint32_t *count, fa_error *err)
{
    fai_json *body = NULL;
    batch *b = NULL;
    fa_status st;

    if (text == NULL || out == NULL || count == NULL)
        return fa_fail(err, FA_EINVALID, "a text and a place for the events are needed");
    st = fai_json_parse(text, len, BODY_MAX, &body, err);
    if (st == FA_OK)
        st = read_body(body, fai_str_trim((fai_str){text, len}), &b, count, err);
    if (st == FA_OK)
        *out = b->events;
    fai_json_free(body);
    return st;
}

void fa_events_free(fa_event *events)
{
    batch *b;

    if (events == NULL)
        return;
    b = (batch *)(void *)((char *)events - offsetof(batch, events));
    fai_arena_clear(&b->arena);
    fa_free(b);
}
