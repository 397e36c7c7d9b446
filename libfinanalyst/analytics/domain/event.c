/* analytics/domain/event.c: which events there are, and what a good one looks like. */
#include "analytics/domain/event.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"

enum { DAY_MS = 86400000 };

static const char *const types[] = {"",
                                    "LOGIN",
                                    "LOGOUT",
                                    "DOCUMENT_UPLOAD",
                                    "DOCUMENT_VIEW",
                                    "ANALYSIS_START",
                                    "ANALYSIS_COMPLETE",
                                    "QUESTION_ASK",
                                    "QUESTION_VIEW",
                                    "FEEDBACK_SUBMIT",
                                    "ADMIN_ACCESS",
                                    "SETTINGS_UPDATE",
                                    "ANALYSIS_EXPORT",
                                    "MEASURE"};
static const char *const operations[] = {"",        "ANALYSIS", "QUESTION", "EMBEDDING",
                                         "SUMMARY", "UPLOAD",   "EXPORT"};
static const char *const outcomes[] = {"", "verified", "unverified", "refused", "conflict"};

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static const char *name_in(const char *const *list, int count, int n)
{
    return n < 0 || n >= count ? "" : list[n];
}

static int number_in(const char *const *list, int count, const char *name)
{
    for (int i = 1; name != NULL && i < count; i++)
        if (strcmp(list[i], name) == 0)
            return i;
    return 0;
}

const char *fa_event_type_name(fa_event_type type)
{
    return name_in(types, COUNT(types), (int)type);
}

const char *fa_operation_name(fa_operation operation)
{
    return name_in(operations, COUNT(operations), (int)operation);
}

const char *fa_outcome_name(fa_outcome outcome)
{
    return name_in(outcomes, COUNT(outcomes), (int)outcome);
}

fa_event_type fa_event_type_of(const char *name)
{
    return (fa_event_type)number_in(types, COUNT(types), name);
}

fa_operation fa_operation_of(const char *name)
{
    return (fa_operation)number_in(operations, COUNT(operations), name);
}

fa_outcome fa_outcome_of(const char *name)
{
    return (fa_outcome)number_in(outcomes, COUNT(outcomes), name);
}

bool fai_is_name(const char *text, size_t max, const char *others)
{
    size_t n = 0;

    if (text == NULL)
        return false;
    for (; text[n] != '\0'; n++)
        if (n == max || (!fai_is_alnum(text[n]) && strchr(others, text[n]) == NULL))
            return false;
    return n > 0;
}

static bool is_printable(const char *text, size_t max)
{
    size_t n = 0;

    for (; text[n] != '\0'; n++)
        if (n == max || text[n] < 0x20 || text[n] > 0x7e)
            return false;
    return true;
}

static bool is_id(const fa_id *id, const char *prefix)
{
    fa_id parsed;

    return memchr(id->s, '\0', sizeof id->s) != NULL &&
           (id->s[0] == '\0' || fa_id_parse(id->s, prefix, &parsed, NULL) == FA_OK);
}

fa_event fai_event_filled(const fa_event *event)
{
    fa_event e = *event;
    const char **texts[] = {&e.id, &e.session, &e.data, &e.vendor, &e.model};

    e.struct_size = sizeof e;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] == NULL)
            *texts[i] = "";
    return e;
}

static fa_status check_what(const fa_event *e, fa_error *err)
{
    if (!fai_is_name(e->id, FA_EVENT_ID_MAX, "._:-"))
        return fa_fail_field(err, FA_EINVALID, "event_id",
                             "an event's id is 1 to %d letters, digits and . _ : -", FA_EVENT_ID_MAX);
    if (*fa_event_type_name(e->type) == '\0')
        return fa_fail_field(err, FA_EINVALID, "type", "there is no event of that type");
    if (!is_id(&e->user, "usr_"))
        return fa_fail_field(err, FA_EINVALID, "user_id", "user_id is not a user's id");
    if (!is_id(&e->document, "doc_"))
        return fa_fail_field(err, FA_EINVALID, "document_id", "document_id is not a document's id");
    if (!is_printable(e->session, FA_EVENT_SESSION_MAX))
        return fa_fail_field(err, FA_EINVALID, "session", "a session is at most %d printable characters",
                             FA_EVENT_SESSION_MAX);
    if (strnlen(e->data, FA_EVENT_DATA_MAX + 1) > FA_EVENT_DATA_MAX)
        return fa_fail_field(err, FA_EINVALID, "data", "an event's data is at most %d bytes of JSON",
                             FA_EVENT_DATA_MAX);
    return FA_OK;
}

/* Sums of what one event may say must not run over within the life of a roll-up: a day of a million events of these is
 * below 2^63. */
enum { MINUTES_MAX = 24 * 60 };
static const int64_t bytes_max = (int64_t)1 << 40, tokens_max = (int64_t)1 << 32, cost_max = 1000000000000;

static fa_status check_measure(const fa_event *e, fa_error *err)
{
    bool measures = e->duration_us != -1 || e->size_bytes != 0 || e->failed;

    if (e->operation != FA_OPERATION_NONE && *fa_operation_name(e->operation) == '\0')
        return fa_fail_field(err, FA_EINVALID, "operation", "there is no such operation");
    if (e->operation == FA_OPERATION_NONE && (measures || *e->vendor != '\0' || e->type == FA_EVENT_MEASURE))
        return fa_fail_field(err, FA_EINVALID, "operation", "a measurement names its operation");
    if (e->duration_us < -1 || e->duration_us > (int64_t)MINUTES_MAX * 60 * 1000000)
        return fa_fail_field(err, FA_EINVALID, "duration_us", "a duration is 0 to 24 hours");
    if (e->size_bytes > (uint64_t)bytes_max)
        return fa_fail_field(err, FA_EINVALID, "size_bytes", "a size is at most 2^40 bytes");
    return FA_OK;
}

static fa_status check_tokens(const fa_event *e, fa_error *err)
{
    bool used = e->input_tokens != 0 || e->output_tokens != 0 || e->cost_micros != 0 || *e->model != '\0';

    if (*e->vendor == '\0')
        return used ? fa_fail_field(err, FA_EINVALID, "vendor", "a use of tokens names its vendor") : FA_OK;
    if (!fai_is_name(e->vendor, FA_EVENT_MODEL_MAX, "._:/-"))
        return fa_fail_field(err, FA_EINVALID, "vendor", "a vendor is 1 to %d letters, digits and . _ : / -",
                             FA_EVENT_MODEL_MAX);
    if (*e->model != '\0' && !fai_is_name(e->model, FA_EVENT_MODEL_MAX, "._:/-"))
        return fa_fail_field(err, FA_EINVALID, "model", "a model is 1 to %d letters, digits and . _ : / -",
                             FA_EVENT_MODEL_MAX);
    if (e->input_tokens > (uint64_t)tokens_max || e->output_tokens > (uint64_t)tokens_max)
        return fa_fail_field(err, FA_EINVALID, "input_tokens", "an event uses at most 2^32 tokens");
    if (e->cost_micros < 0 || e->cost_micros > cost_max)
        return fa_fail_field(err, FA_EINVALID, "cost", "a cost is 0 to a million");
    return FA_OK;
}

fa_status fai_event_check(const fa_event *event, fa_error *err)
{
    fa_status st;

    if (event->struct_size < sizeof *event || event->id == NULL || event->session == NULL ||
        event->data == NULL || event->vendor == NULL || event->model == NULL)
        return fa_fail(err, FA_EINVALID, "the event is not filled in");
    st = check_what(event, err);
    if (st == FA_OK)
        st = check_measure(event, err);
    if (st == FA_OK)
        st = check_tokens(event, err);
    if (st != FA_OK)
        return st;
    if (event->outcome != FA_OUTCOME_NONE &&
        (*fa_outcome_name(event->outcome) == '\0' ||
         (event->type != FA_EVENT_QUESTION_ASK && event->type != FA_EVENT_MEASURE)))
        return fa_fail_field(err, FA_EINVALID, "outcome", "only a question has an outcome");
    if (event->at <= 0)
        return fa_fail_field(err, FA_EINVALID, "at", "an event has a time");
    return FA_OK;
}

fa_status fai_event_check_new(const fa_event *event, fa_time now, fa_error *err)
{
    fa_error why = {0};
    fa_status st;

    if (event->at > now + FA_EVENT_AHEAD_MAX_MS)
        return fa_fail_field(err, FA_EINVALID, "at", "the event is not yet");
    if (event->at < now - (fa_time)FA_EVENT_AGE_MAX_DAYS * DAY_MS)
        return fa_fail_field(err, FA_EINVALID, "at", "the event is more than %d days old",
                             FA_EVENT_AGE_MAX_DAYS);
    if (*event->data == '\0')
        return FA_OK;
    st = fai_json_check(event->data, strlen(event->data), FA_EVENT_DATA_MAX, &why);
    if (st == FA_ENOMEM)
        return fa_fail(err, st, "%s", why.message);
    if (st != FA_OK || event->data[strspn(event->data, " \t\r\n")] != '{')
        return fa_fail_field(err, FA_EINVALID, "data", "an event's data is a JSON object");
    return FA_OK;
}

fa_status fai_event_check_plain(const fa_event *event, fa_error *err)
{
    if (event->type == FA_EVENT_MEASURE)
        return fa_fail_field(err, FA_EINVALID, "type", "measurements come from the services only");
    if (event->operation != FA_OPERATION_NONE || event->outcome != FA_OUTCOME_NONE || *event->vendor != '\0')
        return fa_fail_field(err, FA_EINVALID, "operation", "measurements come from the services only");
    return FA_OK;
}
