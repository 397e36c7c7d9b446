/* contract/event_sink_contract.c: what every way to tell what happened must do. */
#include "event_sink_contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/adapter/local.h>

#include "host.h"
#include "unit.h"

static open_sink_fn open_one;
static close_sink_fn close_one;

static fa_analytics_service *analytics;
static fa_event_sink behind, sink;

static const fa_id ANNA = {"usr_00000000000000000000000001"}, DOCUMENT = {"doc_00000000000000000000000002"};

static void set_up(void)
{
    fa_analytics_config config = FA_ANALYTICS_CONFIG_INIT;
    fa_registry *registry = NULL;

    config.clock = "test:";
    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(host_register(registry, NULL), FA_OK);
    ck_assert_int_eq(fa_analytics_open(registry, &config, &analytics, NULL), FA_OK);
    fa_registry_free(registry);
    ck_assert_int_eq(fa_local_event_sink_open(analytics, &behind, NULL), FA_OK);
    ck_assert_int_eq(open_one(&behind, &sink, NULL), FA_OK);
}

static void tear_down(void)
{
    close_one(&sink);
    fa_event_sink_close(&behind);
    fa_analytics_close(analytics);
}

/* Events that came in: the last one's texts are kept. */
typedef struct came {
    uint32_t count;
    fa_event last;
    char id[80], session[80], data[256], vendor[100], model[100];
} came;

static fa_status see(void *payload, const fa_event *event, uint64_t sequence, fa_error *err)
{
    came *c = payload;

    (void)sequence;
    (void)err;
    c->count++;
    c->last = *event;
    (void)snprintf(c->id, sizeof c->id, "%s", event->id);
    (void)snprintf(c->session, sizeof c->session, "%s", event->session);
    (void)snprintf(c->data, sizeof c->data, "%s", event->data);
    (void)snprintf(c->vendor, sizeof c->vendor, "%s", event->vendor);
    (void)snprintf(c->model, sizeof c->model, "%s", event->model);
    return FA_OK;
}

static void look(came *c)
{
    memset(c, 0, sizeof *c);
    ck_assert_int_eq(fa_event_list(analytics, 0, 5000, see, c, NULL), FA_OK);
}

static fa_event act(const char *id, fa_event_type type)
{
    fa_event e = FA_EVENT_INIT;

    e.id = id;
    e.user = ANNA;
    e.type = type;
    return e;
}

START_TEST(tells_every_member)
{
    fa_clock clock = host_clock();
    fa_event e = act("e-1", FA_EVENT_QUESTION_ASK);
    came c;

    e.at = fa_clock_now(&clock) - 5000;
    e.session = "ses \"1\"";
    e.data = "{\"a\":[1,2.50,\"\xc3\xa9\"]}";
    e.document = DOCUMENT;
    e.operation = FA_OPERATION_QUESTION;
    e.duration_us = 0;
    e.size_bytes = 123456789012;
    e.failed = true;
    e.vendor = "house";
    e.model = "small/1";
    e.input_tokens = 4000000000;
    e.output_tokens = 7;
    e.cost_micros = 1000000 * 3 + 42;
    e.outcome = FA_OUTCOME_CONFLICT;
    ck_assert_int_eq(fa_event_sink_record(&sink, &e, 1, NULL), FA_OK);
    look(&c);
    ck_assert_uint_eq(c.count, 1);
    ck_assert_str_eq(c.id, "e-1");
    ck_assert_str_eq(c.last.user.s, ANNA.s);
    ck_assert_int_eq(c.last.type, e.type);
    ck_assert_int_eq(c.last.at, e.at);
    ck_assert_str_eq(c.session, e.session);
    ck_assert_str_eq(c.data, e.data);
    ck_assert_str_eq(c.last.document.s, DOCUMENT.s);
    ck_assert_int_eq(c.last.operation, e.operation);
    ck_assert_int_eq(c.last.duration_us, 0);
    ck_assert_uint_eq(c.last.size_bytes, e.size_bytes);
    ck_assert(c.last.failed);
    ck_assert_str_eq(c.vendor, "house");
    ck_assert_str_eq(c.model, "small/1");
    ck_assert_uint_eq(c.last.input_tokens, e.input_tokens);
    ck_assert_uint_eq(c.last.output_tokens, 7);
    ck_assert_int_eq(c.last.cost_micros, e.cost_micros);
    ck_assert_int_eq(c.last.outcome, e.outcome);
}
END_TEST

START_TEST(tells_what_has_no_members)
{
    fa_event e = FA_EVENT_INIT;
    came c;

    e.type = FA_EVENT_LOGIN;
    ck_assert_int_eq(fa_event_sink_record(&sink, &e, 1, NULL), FA_OK);
    ck_assert_int_eq(fa_event_sink_record(&sink, &e, 1, NULL), FA_OK);
    look(&c);
    ck_assert_uint_eq(c.count, 2);
    ck_assert_str_ne(c.id, "");
    ck_assert_str_eq(c.last.user.s, "");
    ck_assert_int_ne(c.last.at, 0);
    ck_assert_int_eq(c.last.duration_us, -1);
    ck_assert(!c.last.failed);
    ck_assert_str_eq(c.data, "");
}
END_TEST

START_TEST(tells_the_same_event_once)
{
    fa_event e = act("e-1", FA_EVENT_LOGIN);
    came c;

    ck_assert_int_eq(fa_event_sink_record(&sink, &e, 1, NULL), FA_OK);
    ck_assert_int_eq(fa_event_sink_record(&sink, &e, 1, NULL), FA_OK);
    look(&c);
    ck_assert_uint_eq(c.count, 1);
}
END_TEST

START_TEST(names_the_event_that_is_wrong_and_records_none)
{
    fa_event e[4];
    fa_error err = {0};
    came c;

    for (int i = 0; i < 4; i++)
        e[i] = act("", FA_EVENT_LOGIN);
    e[2].type = FA_EVENT_NONE;
    ck_assert_int_eq(fa_event_sink_record(&sink, e, 4, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "/2/type");
    e[2] = act("", FA_EVENT_LOGIN);
    e[3].vendor = "house"; /* without an operation */
    ck_assert_int_eq(fa_event_sink_record(&sink, e, 4, &err), FA_EINVALID);
    ck_assert_int_eq(strncmp(err.field, "/3/", 3), 0);
    e[3] = act("", FA_EVENT_MEASURE);
    e[3].operation = FA_OPERATION_QUESTION;
    e[3].vendor = "house";
    e[3].cost_micros = -1;
    ck_assert_int_eq(fa_event_sink_record(&sink, e, 4, &err), FA_EINVALID);
    look(&c);
    ck_assert_uint_eq(c.count, 0);
}
END_TEST

START_TEST(takes_as_many_as_go_into_one_call)
{
    enum { DATA = 3000 };
    fa_event *many = calloc(FA_EVENTS_MAX + 1, sizeof *many);
    char data[DATA + 16];
    came c;

    ck_assert_ptr_nonnull(many);
    (void)snprintf(data, sizeof data, "{\"a\":\"%0*d\"}", DATA, 0);
    for (int i = 0; i <= FA_EVENTS_MAX; i++) {
        many[i] = act("", FA_EVENT_DOCUMENT_VIEW);
        many[i].data = data;
    }
    ck_assert_int_eq(fa_event_sink_record(&sink, many, FA_EVENTS_MAX, NULL), FA_OK);
    look(&c);
    ck_assert_uint_eq(c.count, FA_EVENTS_MAX);
    ck_assert_int_eq(fa_event_sink_record(&sink, many, FA_EVENTS_MAX + 1, NULL), FA_ETOOLARGE);
    ck_assert_int_eq(fa_event_sink_record(&sink, many, 0, NULL), FA_OK);
    look(&c);
    ck_assert_uint_eq(c.count, FA_EVENTS_MAX);
    free(many);
}
END_TEST

START_TEST(names_an_event_far_behind_and_records_none)
{
    fa_event *many = calloc(FA_EVENTS_MAX, sizeof *many);
    char data[4000];
    fa_error err = {0};
    came c;

    ck_assert_ptr_nonnull(many);
    (void)snprintf(data, sizeof data, "{\"a\":\"%03900d\"}", 0);
    for (int i = 0; i < FA_EVENTS_MAX; i++) {
        many[i] = act("", FA_EVENT_DOCUMENT_VIEW);
        many[i].data = data;
    }
    many[FA_EVENTS_MAX - 1].type = FA_EVENT_NONE;
    ck_assert_int_eq(fa_event_sink_record(&sink, many, FA_EVENTS_MAX, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "/499/type");
    look(&c);
    ck_assert_uint_eq(c.count, 0);
    free(many);
}
END_TEST

int event_sink_contract(const char *adapter, open_sink_fn open, close_sink_fn close)
{
    TCase *tests = tcase_create(adapter);

    open_one = open;
    close_one = close;
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, tells_every_member);
    tcase_add_test(tests, tells_what_has_no_members);
    tcase_add_test(tests, tells_the_same_event_once);
    tcase_add_test(tests, names_the_event_that_is_wrong_and_records_none);
    tcase_add_test(tests, takes_as_many_as_go_into_one_call);
    tcase_add_test(tests, names_an_event_far_behind_and_records_none);
    return unit_run(adapter, tests);
}
