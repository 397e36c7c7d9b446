/* openapi/words.c: what the names in paths, queries, bodies and replies stand for. A name has one meaning in all services. */
#include "openapi/internal.h"

typedef struct word {
    const char *name, *schema;
} word;

#define REF(name) "{\"$ref\":\"#/components/schemas/" name "\"}"
#define TEXT "{\"type\":\"string\"}"
#define TEXT_OR_NULL "{\"type\":[\"string\",\"null\"]}"
#define FLAG "{\"type\":\"boolean\"}"
#define NUMBER "{\"type\":\"integer\",\"minimum\":0}"
#define NUMBER_OR_NULL "{\"type\":[\"integer\",\"null\"],\"minimum\":0}"
#define TIME "{\"type\":\"string\",\"format\":\"date-time\"}"
#define TIME_OR_NULL "{\"type\":[\"string\",\"null\"],\"format\":\"date-time\"}"
#define DAY "{\"type\":\"string\",\"format\":\"date\"}"
#define SECRET "{\"type\":\"string\",\"format\":\"password\"}"
#define LIST(items) "{\"type\":\"array\",\"items\":" items "}"
#define OBJECT "{\"type\":\"object\"}"
#define ID(prefix) "{\"type\":\"string\",\"pattern\":\"^" prefix "_[0-9a-hjkmnp-tv-z]{26}$\"}"

static const word words[] = {
    {"accepted", NUMBER},
    {"access_token", TEXT},
    {"action", TEXT},
    {"active", FLAG},
    {"actor", TEXT},
    {"answer", REF("Answer")},
    {"at", TIME},
    {"avatar_url", TEXT},
    {"burst", NUMBER},
    {"cached", FLAG},
    {"class", NUMBER},
    {"code", TEXT},
    {"company", TEXT_OR_NULL},
    {"comment", TEXT_OR_NULL},
    {"cookie", FLAG},
    {"created_at", TIME},
    {"current_password", SECRET},
    {"cursor", TEXT},
    {"data", OBJECT},
    {"device", TEXT_OR_NULL},
    {"device_token", TEXT_OR_NULL},
    {"document_id", ID("doc")},
    {"document_ids", LIST(ID("doc"))},
    {"download_url", TEXT},
    {"dry_run", FLAG},
    {"duplicates", NUMBER},
    {"email", TEXT},
    {"event_id", TEXT},
    {"corrected", LIST(TEXT)},
    {"currency", TEXT_OR_NULL},
    {"expires_at", TIME_OR_NULL},
    {"expires_in", NUMBER},
    {"filename", TEXT},
    {"fiscal_year", NUMBER_OR_NULL},
    {"form", TEXT_OR_NULL},
    {"found", NUMBER},
    {"found_bytes", NUMBER},
    {"from", DAY},
    {"full_name", TEXT},
    {"headers", OBJECT},
    {"id", TEXT},
    {"ip_allow", LIST(TEXT)},
    {"is_active", FLAG},
    {"is_locked", FLAG},
    {"key", REF("ApiKey")},
    {"last_used_at", TIME_OR_NULL},
    {"legacy_id", NUMBER},
    {"limit", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":200,\"default\":50}"},
    {"max_bytes", NUMBER_OR_NULL},
    {"max_object_bytes", NUMBER_OR_NULL},
    {"max_objects", NUMBER_OR_NULL},
    {"method", TEXT},
    {"name", TEXT},
    {"new_password", SECRET},
    {"next_cursor", TEXT_OR_NULL},
    {"ok", FLAG},
    {"older_than_days", "{\"type\":\"integer\",\"minimum\":1}"},
    {"otp", TEXT},
    {"password", SECRET},
    {"per_minute", NUMBER},
    {"period_end", "{\"type\":[\"string\",\"null\"],\"format\":\"date\"}"},
    {"preferences", OBJECT},
    {"product", TEXT},
    {"q", TEXT},
    {"question", "{\"type\":\"string\",\"minLength\":1}"},
    {"rating", "{\"type\":[\"integer\",\"null\"],\"minimum\":1,\"maximum\":5}"},
    {"recovery_codes", LIST(TEXT)},
    {"refresh_expires_at", TIME},
    {"refresh_token", TEXT},
    {"remember", FLAG},
    {"role", "{\"type\":\"string\",\"enum\":[\"user\",\"admin\"]}"},
    {"scopes",
     LIST("{\"type\":\"string\",\"enum\":[\"profile\",\"documents:read\",\"documents:write\",\"ask\","
          "\"analytics\",\"admin\"]}")},
    {"secret", TEXT},
    {"section", TEXT},
    {"service", TEXT},
    {"session", TEXT},
    {"session_id", ID("ses")},
    {"sha256", TEXT},
    {"size", NUMBER},
    {"stale_hours", NUMBER},
    {"status", TEXT},
    {"tags", LIST(TEXT)},
    {"thumbs", "{\"enum\":[\"up\",\"down\",null]}"},
    {"to", DAY},
    {"token", TEXT},
    {"token_type", TEXT},
    {"total", NUMBER},
    {"type", TEXT},
    {"unchecked_days", NUMBER},
    {"upload_url", TEXT},
    {"uptime_s", NUMBER},
    {"user", REF("User")},
    {"version", "{}"},
};

static const word shapes[] = {
    {"collection", REF("Collection")},
    {"analysis", REF("Analysis")},
    {"answer", REF("Answer")},
    {"document", REF("Document")},
    {"entry", REF("AuditEntry")},
    {"feedback", REF("Feedback")},
    {"finding", REF("Finding")},
    {"instance", OBJECT},
    {"job", REF("Job")},
    {"key", REF("ApiKey")},
    {"limits", OBJECT},
    {"object", REF("Object")},
    {"record", REF("Record")},
    {"report", REF("Report")},
    {"routes", OBJECT},
    {"upload", REF("Upload")},
    {"usage", REF("Usage")},
    {"user", REF("User")},
    {"JSON Web Key Set", OBJECT},
};

/* The ids of what stands in a path, by the segment before. */
static const word ids[] = {
    {"collections", ID("col")}, {"analyses", ID("ana")},  {"answers", ID("ans")},
    {"api-keys", ID("apk")},    {"documents", ID("doc")}, {"uploads", ID("upl")},
    {"feedback", ID("fbk")},    {"sessions", ID("ses")},  {"users", ID("usr")},
};

/* What stands in a path, by its own name. */
static const word segments[] = {
    {"document", ID("doc")},
    {"user", ID("usr")},
    {"name", "{\"type\":\"string\",\"pattern\":\"^[a-z0-9_-]{1,64}$\"}"},
};

static const word media_types[] = {
    {"csv", "text/csv"},
    {"json", "application/json"},
    {"md", "text/markdown"},
    {"ndjson", "application/x-ndjson"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
};

static const char *look_up(const word *list, size_t count, openapi_span name)
{
    for (size_t i = 0; i < count; i++)
        if (openapi_is(name, list[i].name))
            return list[i].schema;
    return NULL;
}

#define LOOK_UP(list, name) look_up(list, sizeof(list) / sizeof *(list), name)

const char *openapi_word(openapi_span name)
{
    return LOOK_UP(words, name);
}

const char *openapi_shape(openapi_span noun)
{
    return LOOK_UP(shapes, noun);
}

const char *openapi_segment(openapi_span before, openapi_span name)
{
    const char *known = LOOK_UP(segments, name);

    if (known == NULL && openapi_is(name, "id"))
        known = LOOK_UP(ids, before);
    return known != NULL ? known : TEXT;
}

const char *openapi_media_type(openapi_span format)
{
    return LOOK_UP(media_types, format);
}
