/* compose/ports.c: the checking wrappers of the ports by which services see each other. What reaches an adapter has been looked at
 * here, so that an adapter need not. */
#include <string.h>

#include <finanalyst/port/event_sink.h>
#include <finanalyst/port/readings.h>
#include <finanalyst/port/user_directory.h>

#include "base/ids.h"
#include "base/port.h"

static fa_status no_port(fa_error *err, const char *what)
{
    return fa_fail(err, FA_EINVALID, "there is no %s", what);
}

static fa_status no_op(fa_error *err, const char *name, const char *op)
{
    return fa_fail(err, FA_EUNSUPPORTED, "the adapter %s cannot %s", name == NULL ? "without a name" : name,
                   op);
}

static fa_status missing(fa_error *err, const char *what)
{
    return fa_fail_field(err, FA_EINVALID, what, "%s is missing", what);
}

#define NEED(port, op, what)                                                                                 \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return no_port(err, what);                                                                       \
        if (!FAI_PORT_HAS(port, op))                                                                         \
            return no_op(err, (port)->ops->name, #op);                                                       \
    } while (0)

/* Closes a port, whatever its kind, and makes it none. */
#define CLOSE(port)                                                                                          \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return;                                                                                          \
        if (FAI_PORT_HAS(port, close))                                                                       \
            (port)->ops->close((port)->self);                                                                \
        memset((port), 0, sizeof *(port));                                                                   \
    } while (0)

static fa_status check_id(const fa_id *id, const char *prefix, fa_error *err)
{
    fa_id same;

    if (memchr(id->s, '\0', sizeof id->s) == NULL)
        return fa_fail_field(err, FA_EINVALID, "id", "the id has no end");
    return fa_id_parse(id->s, prefix, &same, err);
}

static fa_status check_document(const fa_id *owner, const fa_id *document, fa_error *err)
{
    fa_status st = fai_owner_check(owner, err);

    return st != FA_OK ? st : check_id(document, "doc_", err);
}

/* ---- readings ---- */

fa_status fa_readings_start(const fa_readings *r, fa_id owner, fa_id document, fa_job_visit_fn visit,
                            void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, start, "way to have documents read");
    st = check_document(&owner, &document, err);
    return st != FA_OK ? st : r->ops->start(r->self, owner, document, visit, payload, err);
}

fa_status fa_readings_cancel(const fa_readings *r, fa_id owner, fa_id document, fa_error *err)
{
    fa_status st;

    NEED(r, cancel, "way to have documents read");
    st = check_document(&owner, &document, err);
    return st != FA_OK ? st : r->ops->cancel(r->self, owner, document, err);
}

fa_status fa_readings_forget(const fa_readings *r, fa_id owner, fa_id document, fa_error *err)
{
    fa_status st;

    NEED(r, forget, "way to have documents read");
    st = check_document(&owner, &document, err);
    return st != FA_OK ? st : r->ops->forget(r->self, owner, document, err);
}

fa_status fa_readings_forget_owner(const fa_readings *r, fa_id owner, fa_error *err)
{
    fa_status st;

    NEED(r, forget_owner, "way to have documents read");
    st = fai_owner_check(&owner, err);
    return st != FA_OK ? st : r->ops->forget_owner(r->self, owner, err);
}

fa_status fa_readings_count(const fa_readings *r, fa_id owner, uint64_t *analyses, uint64_t *answers,
                            fa_error *err)
{
    fa_status st;

    NEED(r, count, "way to have documents read");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK && (analyses == NULL || answers == NULL))
        st = missing(err, "out");
    return st != FA_OK ? st : r->ops->count(r->self, owner, analyses, answers, err);
}

fa_status fa_readings_find_answer(const fa_readings *r, fa_id owner, int64_t number, fa_id *out,
                                  fa_error *err)
{
    fa_status st;

    NEED(r, find_answer, "way to have documents read");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK && out == NULL)
        st = missing(err, "out");
    if (st == FA_OK && (number <= 0 || number == INT64_MAX))
        st = fa_fail(err, FA_ENOTFOUND, "there is no such answer");
    return st != FA_OK ? st : r->ops->find_answer(r->self, owner, number, out, err);
}

void fa_readings_close(fa_readings *r)
{
    CLOSE(r);
}

/* ---- users ---- */

fa_status fa_directory_get(const fa_user_directory *d, fa_id id, fa_user *out, fa_error *err)
{
    fa_status st;

    NEED(d, get, "directory of users");
    st = check_id(&id, "usr_", err);
    if (st == FA_OK && out == NULL)
        st = missing(err, "out");
    return st != FA_OK ? st : d->ops->get(d->self, id, out, err);
}

fa_status fa_directory_find(const fa_user_directory *d, int64_t legacy_id, fa_user *out, fa_error *err)
{
    NEED(d, find, "directory of users");
    if (out == NULL)
        return missing(err, "out");
    if (legacy_id <= 0)
        return fa_fail(err, FA_ENOTFOUND, "there is no such user");
    return d->ops->find(d->self, legacy_id, out, err);
}

fa_status fa_directory_list(const fa_user_directory *d, fa_id after, uint32_t limit, fa_user_visit_fn visit,
                            void *payload, fa_error *err)
{
    fa_status st = FA_OK;

    NEED(d, list, "directory of users");
    if (after.s[0] != '\0')
        st = check_id(&after, "usr_", err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    if (st != FA_OK || limit == 0)
        return st;
    return d->ops->list(d->self, after, limit, visit, payload, err);
}

fa_status fa_directory_count(const fa_user_directory *d, uint64_t *out, fa_error *err)
{
    NEED(d, count, "directory of users");
    return out == NULL ? missing(err, "out") : d->ops->count(d->self, out, err);
}

fa_status fa_directory_events(const fa_user_directory *d, uint64_t after, uint32_t limit,
                              fa_user_event_visit_fn visit, void *payload, fa_error *err)
{
    NEED(d, events, "directory of users");
    if (visit == NULL)
        return missing(err, "visit");
    return limit == 0 ? FA_OK : d->ops->events(d->self, after, limit, visit, payload, err);
}

fa_status fa_directory_authenticate(const fa_user_directory *d, const fa_actor *who, const char *credential,
                                    fa_actor *out, fa_error *err)
{
    NEED(d, authenticate, "directory of users");
    if (who == NULL || credential == NULL || out == NULL)
        return missing(err, "credential");
    return d->ops->authenticate(d->self, who, credential, out, err);
}

void fa_user_directory_close(fa_user_directory *d)
{
    CLOSE(d);
}

/* ---- events ---- */

fa_status fa_event_sink_record(const fa_event_sink *s, const fa_event *events, uint32_t count, fa_error *err)
{
    NEED(s, record, "place for events");
    if (count == 0)
        return FA_OK;
    return events == NULL ? missing(err, "events") : s->ops->record(s->self, events, count, err);
}

void fa_event_sink_close(fa_event_sink *s)
{
    CLOSE(s);
}
