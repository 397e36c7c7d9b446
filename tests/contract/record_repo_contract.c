/* contract/record_repo_contract.c: what every record repository must do. */
#include "record_repo_contract.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"

static open_record_repo_fn open_empty;
static open_record_repo_fn open_again;

enum { THREADS = 8, EACH = 25 };

static fa_record_repo repo;

static void set_up(void)
{
    fa_error err = {0};

    ck_assert_msg(open_empty(&repo, &err) == FA_OK, "%s", err.message);
}

static void tear_down(void)
{
    fa_record_repo_close(&repo);
}

/* What was acknowledged is there after closing and opening, where the adapter can. */
static void come_back(void)
{
    fa_error err = {0};

    if (open_again != NULL)
        ck_assert_msg(open_again(&repo, &err) == FA_OK, "%s", err.message);
}

static fa_id id_of(const char *prefix, unsigned n)
{
    fa_id id = {{0}};

    (void)snprintf(id.s, sizeof id.s, "%s%026u", prefix, n);
    return id;
}

static fa_id user(unsigned n)
{
    return id_of("usr_", n);
}

static fa_id document(unsigned n)
{
    return id_of("doc_", n);
}

static const char json[] = "{\"text\":\"1\0" /* bytes, whatever they are */ "\xff\"}";
static const char hash[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* A record that rests on one document, with the room that it needs. */
typedef struct made {
    fa_record record;
    fa_record_source sources[2];
    char key[65];
} made;

static const fa_record *make(made *m, unsigned owner, unsigned n, unsigned doc)
{
    (void)snprintf(m->key, sizeof m->key, "%064x", n);
    m->sources[0] = (fa_record_source){document(doc), hash};
    m->sources[1] = (fa_record_source){document(doc + 100), m->key};
    m->record = (fa_record){.id = id_of("ans_", n),
                            .kind = FA_RECORD_ANSWER,
                            .owner = user(owner),
                            .title = "Wie hoch war der Umsatz, \"netto\"?",
                            .key = m->key,
                            .engine = "1.2.3",
                            .outcome = FA_RECORD_ANSWERED,
                            .sources = m->sources,
                            .source_count = 1,
                            .json = json,
                            .json_len = sizeof json - 1,
                            .created = 1700000000123 + n};
    return &m->record;
}

static int64_t add(unsigned owner, unsigned n, unsigned doc)
{
    int64_t number = 0;
    made m;

    ck_assert_int_eq(fa_record_repo_add(&repo, make(&m, owner, n, doc), &number, NULL), FA_OK);
    return number;
}

static void expect_same(const fa_record *a, const fa_record *b)
{
    ck_assert_str_eq(a->id.s, b->id.s);
    ck_assert_int_eq(a->kind, b->kind);
    ck_assert_str_eq(a->owner.s, b->owner.s);
    ck_assert_str_eq(a->title, b->title);
    ck_assert_str_eq(a->key, b->key);
    ck_assert_str_eq(a->engine, b->engine);
    ck_assert_int_eq(a->outcome, b->outcome);
    ck_assert_int_eq(a->all, b->all);
    ck_assert_uint_eq(a->source_count, b->source_count);
    for (uint32_t i = 0; i < a->source_count; i++) {
        ck_assert_str_eq(a->sources[i].document.s, b->sources[i].document.s);
        ck_assert_str_eq(a->sources[i].sha256, b->sources[i].sha256);
    }
    ck_assert_uint_eq(a->json_len, b->json_len);
    ck_assert_mem_eq(a->json, b->json, a->json_len);
    ck_assert_int_eq(a->json[a->json_len], '\0');
    ck_assert_int_eq(a->created, b->created);
}

/* What visits saw: the numbers, in their order. */
typedef struct seen {
    const fa_record *expected; /* NULL = any */
    unsigned count;
    int64_t numbers[16];
    size_t json_len;
    unsigned fails_at; /* the visit that fails, from 1; 0 = none */
    bool looks_again;  /* uses the repository within the visit */
} seen;

static fa_status look(void *payload, const fa_record *record, fa_error *err)
{
    seen *s = payload;

    if (s->expected != NULL)
        expect_same(record, s->expected);
    if (s->count < 16)
        s->numbers[s->count] = record->legacy_id;
    s->json_len = record->json_len;
    if (s->looks_again) {
        seen again = {.expected = record};

        ck_assert_int_eq(fa_record_repo_get(&repo, record->owner, record->id, look, &again, NULL), FA_OK);
        ck_assert_int_eq(fa_record_repo_remove(&repo, record->owner, record->id, NULL), FA_OK);
        ck_assert_str_eq(record->engine, "1.2.3");
    }
    s->count++;
    return s->count == s->fails_at ? fa_fail(err, FA_ETIMEOUT, "had enough") : FA_OK;
}

static seen list(unsigned owner, const fa_record_query *query)
{
    seen s = {.count = 0};

    ck_assert_int_eq(fa_record_repo_list(&repo, user(owner), query, look, &s, NULL), FA_OK);
    return s;
}

static unsigned count(unsigned owner)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;

    q.limit = UINT32_MAX;
    return list(owner, &q).count;
}

START_TEST(gives_back_every_field_of_a_record)
{
    made m, bare;
    seen s = {.expected = make(&m, 1, 1, 1)};
    int64_t first = 0, second = 0;

    m.record.source_count = 2;
    m.record.outcome = FA_RECORD_REFUSED;
    m.record.all = true;
    make(&bare, 1, 2, 1);
    bare.record.source_count = 0;
    bare.record.title = bare.record.engine = "";
    bare.record.owner = (fa_id){{0}};
    bare.record.kind = FA_RECORD_ANALYSIS;
    bare.record.id = id_of("ana_", 2);
    bare.record.created = 0;
    ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, &first, NULL), FA_OK);
    ck_assert_int_eq(fa_record_repo_add(&repo, &bare.record, &second, NULL), FA_OK);
    ck_assert_int_ge(first, 1);
    ck_assert_int_gt(second, first);
    come_back();
    ck_assert_int_eq(fa_record_repo_get(&repo, user(1), m.record.id, look, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_record_repo_find(&repo, user(1), m.key, look, &s, NULL), FA_OK);
    ck_assert_int_eq(s.numbers[1], first);
    s.expected = &bare.record;
    ck_assert_int_eq(fa_record_repo_get(&repo, (fa_id){{0}}, bare.record.id, look, &s, NULL), FA_OK);
    ck_assert_int_eq(s.numbers[2], second);
    ck_assert_uint_eq(s.count, 3);
}
END_TEST

START_TEST(knows_no_record_that_was_not_added)
{
    made m;
    seen s = {0};
    fa_error err;

    make(&m, 1, 1, 1);
    ck_assert_int_eq(fa_record_repo_get(&repo, user(1), m.record.id, look, &s, &err), FA_ENOTFOUND);
    ck_assert_int_eq(err.code, FA_ENOTFOUND);
    ck_assert_int_eq(fa_record_repo_find(&repo, user(1), m.key, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(s.count, 0);
    ck_assert_uint_eq(count(1), 0);
}
END_TEST

START_TEST(shows_nobody_what_is_another_owners)
{
    made m;
    seen s = {0};
    fa_record_query q = FA_RECORD_QUERY_INIT;

    add(1, 1, 1);
    make(&m, 1, 1, 1);
    q.document = document(1);
    ck_assert_int_eq(fa_record_repo_get(&repo, user(2), m.record.id, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_record_repo_get(&repo, (fa_id){{0}}, m.record.id, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_record_repo_find(&repo, user(2), m.key, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(count(2), 0);
    ck_assert_uint_eq(list(2, &q).count, 0);
    ck_assert_int_eq(fa_record_repo_remove(&repo, user(2), m.record.id, NULL), FA_OK);
    ck_assert_int_eq(fa_record_repo_remove_owner(&repo, user(2), NULL), FA_OK);
    ck_assert_int_eq(fa_record_repo_remove_owner(&repo, (fa_id){{0}}, NULL), FA_OK);
    ck_assert_uint_eq(count(1), 1);
    ck_assert_uint_eq(s.count, 0);
}
END_TEST

START_TEST(keeps_one_record_per_owner_and_key)
{
    made m;

    add(1, 1, 1);
    make(&m, 1, 1, 2);
    m.record.id = id_of("ans_", 9);
    ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, NULL, NULL), FA_ECONFLICT);
    ck_assert_uint_eq(count(1), 1);
    m.record.owner = user(2);
    ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, NULL, NULL), FA_OK);
    ck_assert_uint_eq(count(2), 1);
}
END_TEST

START_TEST(gives_the_newest_of_an_id_and_removes_all_of_it)
{
    made m;
    seen s = {.expected = make(&m, 1, 2, 1)};

    add(1, 1, 1);
    m.record.id = id_of("ans_", 1);
    m.record.engine = "1.2.4";
    ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_record_repo_get(&repo, user(1), m.record.id, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(count(1), 2);
    ck_assert_int_eq(fa_record_repo_remove(&repo, user(1), m.record.id, NULL), FA_OK);
    come_back();
    ck_assert_uint_eq(count(1), 0);
    ck_assert_int_eq(fa_record_repo_remove(&repo, user(1), m.record.id, NULL), FA_OK);
}
END_TEST

START_TEST(never_gives_a_number_twice)
{
    int64_t first = add(1, 1, 1);

    ck_assert_int_eq(fa_record_repo_remove(&repo, user(1), id_of("ans_", 1), NULL), FA_OK);
    come_back();
    ck_assert_int_gt(add(1, 1, 1), first);
}
END_TEST

START_TEST(lists_the_newest_first_page_by_page)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    int64_t numbers[5];
    seen s;

    for (unsigned i = 0; i < 5; i++)
        numbers[i] = add(1, 10 - i, 1 + i % 2);
    add(2, 1, 1);
    come_back();
    q.limit = 2;
    s = list(1, &q);
    ck_assert_uint_eq(s.count, 2);
    ck_assert_int_eq(s.numbers[0], numbers[4]);
    ck_assert_int_eq(s.numbers[1], numbers[3]);
    q.before = s.numbers[1];
    q.limit = UINT32_MAX;
    s = list(1, &q);
    ck_assert_uint_eq(s.count, 3);
    ck_assert_int_eq(s.numbers[2], numbers[0]);
    q.before = numbers[0];
    ck_assert_uint_eq(list(1, &q).count, 0);
    q.limit = q.before = 0;
    ck_assert_uint_eq(list(1, &q).count, 0);
}
END_TEST

START_TEST(lists_what_rests_on_a_document)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    int64_t both, one;
    seen s;
    made m;

    one = add(1, 1, 1);
    add(1, 2, 2);
    make(&m, 1, 3, 1);
    m.record.source_count = 2; /* 1 and 101 */
    ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, &both, NULL), FA_OK);
    q.document = document(1);
    s = list(1, &q);
    ck_assert_uint_eq(s.count, 2);
    ck_assert_int_eq(s.numbers[0], both);
    ck_assert_int_eq(s.numbers[1], one);
    q.before = both;
    ck_assert_uint_eq(list(1, &q).count, 1);
    q.document = document(101);
    q.before = 0;
    ck_assert_uint_eq(list(1, &q).count, 1);
    q.document = document(77);
    ck_assert_uint_eq(list(1, &q).count, 0);
}
END_TEST

START_TEST(lists_one_kind_and_leaves_the_bytes_out_when_told_so)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    made m;

    add(1, 1, 1);
    make(&m, 1, 2, 1);
    m.record.kind = FA_RECORD_ANALYSIS;
    m.record.id = id_of("ana_", 2);
    ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, NULL, NULL), FA_OK);
    q.kind = FA_RECORD_ANALYSIS;
    ck_assert_uint_eq(list(1, &q).count, 1);
    ck_assert_uint_eq(list(1, &q).json_len, sizeof json - 1);
    q.bare = true;
    ck_assert_uint_eq(list(1, &q).count, 1);
    ck_assert_uint_eq(list(1, &q).json_len, 0);
    q.document = document(1);
    ck_assert_uint_eq(list(1, &q).json_len, 0);
    q.kind = FA_RECORD_ANSWER;
    ck_assert_uint_eq(list(1, &q).count, 1);
}
END_TEST

START_TEST(removes_all_of_a_document_whoever_asked)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    made m;

    add(1, 1, 1);
    add(2, 1, 1);
    add(1, 2, 2);
    make(&m, 1, 3, 1);
    m.record.source_count = 2;
    ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_record_repo_remove_document(&repo, NULL, document(1), NULL), FA_OK);
    ck_assert_int_eq(fa_record_repo_remove_document(&repo, NULL, document(1), NULL), FA_OK);
    come_back();
    ck_assert_uint_eq(count(1), 1);
    ck_assert_uint_eq(count(2), 0);
    q.document = document(101);
    ck_assert_uint_eq(list(1, &q).count, 0);
}
END_TEST

START_TEST(removes_all_of_a_document_that_one_owner_has)
{
    fa_id owner = user(2);

    add(1, 1, 1);
    add(2, 1, 1);
    add(2, 2, 2);
    ck_assert_int_eq(fa_record_repo_remove_document(&repo, &owner, document(1), NULL), FA_OK);
    come_back();
    ck_assert_uint_eq(count(1), 1);
    ck_assert_uint_eq(count(2), 1);
}
END_TEST

static fa_status note_pair(void *payload, fa_id owner, fa_id doc, fa_error *err)
{
    char *out = payload;
    size_t at = strlen(out);

    (void)snprintf(out + at, 256 - at, "%c%s ", owner.s[0] == '\0' ? '-' : owner.s[29], doc.s + 27);
    return strstr(out, "stop") != NULL ? fa_fail(err, FA_ETIMEOUT, "had enough") : FA_OK;
}

START_TEST(tells_what_records_of_each_owner_rest_on)
{
    fa_id none = {{0}};
    char out[256] = "";
    made m;

    add(2, 1, 1);
    add(1, 2, 2);
    add(1, 3, 2);
    make(&m, 1, 4, 1);
    m.record.source_count = 2; /* 1 and 101 */
    ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, NULL, NULL), FA_OK);
    make(&m, 1, 5, 7);
    m.record.owner = none;
    ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, NULL, NULL), FA_OK);
    come_back();
    ck_assert_int_eq(fa_record_repo_sources(&repo, none, none, 9, note_pair, out, NULL), FA_OK);
    ck_assert_str_eq(out, "-007 1001 1002 1101 2001 ");
    out[0] = '\0';
    ck_assert_int_eq(fa_record_repo_sources(&repo, user(1), document(1), 2, note_pair, out, NULL), FA_OK);
    ck_assert_str_eq(out, "1002 1101 ");
    (void)snprintf(out, sizeof out, "stop ");
    ck_assert_int_eq(fa_record_repo_sources(&repo, none, none, 9, note_pair, out, NULL), FA_ETIMEOUT);
    ck_assert_str_eq(out, "stop -007 ");
}
END_TEST

START_TEST(removes_all_of_an_owner)
{
    add(1, 1, 1);
    add(1, 2, 2);
    add(2, 1, 1);
    ck_assert_int_eq(fa_record_repo_remove_owner(&repo, user(1), NULL), FA_OK);
    come_back();
    ck_assert_uint_eq(count(1), 0);
    ck_assert_uint_eq(count(2), 1);
}
END_TEST

START_TEST(hands_on_the_failure_of_the_visitor_and_stops)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    seen s = {.fails_at = 2};
    fa_error err;

    for (unsigned i = 0; i < 4; i++)
        add(1, i, 1);
    ck_assert_int_eq(fa_record_repo_list(&repo, user(1), &q, look, &s, &err), FA_ETIMEOUT);
    ck_assert_str_eq(err.message, "had enough");
    ck_assert_uint_eq(s.count, 2);
    s = (seen){.fails_at = 1};
    ck_assert_int_eq(fa_record_repo_get(&repo, user(1), id_of("ans_", 1), look, &s, &err), FA_ETIMEOUT);
}
END_TEST

START_TEST(lets_visitors_use_the_repository)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    seen s = {.looks_again = true};

    for (unsigned i = 0; i < 3; i++)
        add(1, i, 1);
    ck_assert_int_eq(fa_record_repo_list(&repo, user(1), &q, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 3);
    ck_assert_uint_eq(count(1), 0);
}
END_TEST

START_TEST(refuses_what_is_no_record)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    fa_error err;
    seen s = {0};
    made m;

#define REFUSES(change, name)                                                                                \
    do {                                                                                                     \
        make(&m, 1, 1, 1);                                                                                   \
        change;                                                                                              \
        ck_assert_int_eq(fa_record_repo_add(&repo, &m.record, NULL, &err), FA_EINVALID);                     \
        ck_assert_str_eq(err.field, name);                                                                   \
    } while (0)
    REFUSES(m.record.id = document(1), "id");
    REFUSES(m.record.owner = (fa_id){"USR_1"}, "owner");
    REFUSES(m.record.key = "ABC", "key");
    REFUSES(m.record.kind = (fa_record_kind)7, "kind");
    REFUSES(m.record.outcome = (fa_record_outcome)0, "outcome");
    REFUSES(m.record.json_len = 0, "record");
    REFUSES(m.sources[0].document = user(1), "document");
    REFUSES(m.sources[0].sha256 = "", "sha256");
    REFUSES((m.sources[1] = m.sources[0], m.record.source_count = 2), "sources");
#undef REFUSES
    ck_assert_int_eq(fa_record_repo_get(&repo, user(1), user(1), look, &s, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_record_repo_find(&repo, user(1), "", look, &s, NULL), FA_EINVALID);
    q.before = -1;
    ck_assert_int_eq(fa_record_repo_list(&repo, user(1), &q, look, &s, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_record_repo_remove_document(&repo, NULL, user(1), NULL), FA_EINVALID);
    ck_assert_uint_eq(count(1), 0);
}
END_TEST

typedef struct worker {
    unsigned first;
    unsigned won; /* keys that others wanted as well */
    unsigned failed;
} worker;

static void *work(void *payload)
{
    worker *w = payload;
    fa_record_query q = FA_RECORD_QUERY_INIT;

    for (unsigned i = 0; i < EACH; i++) {
        seen s = {0};
        fa_status st;
        made m;

        st = fa_record_repo_add(&repo, make(&m, 1, 1000000 + i, 1), NULL, NULL);
        w->won += st == FA_OK;
        w->failed += st != FA_OK && st != FA_ECONFLICT;
        make(&m, 1, w->first + i, 2);
        w->failed += fa_record_repo_add(&repo, &m.record, NULL, NULL) != FA_OK;
        s.expected = &m.record;
        w->failed += fa_record_repo_get(&repo, user(1), m.record.id, look, &s, NULL) != FA_OK;
        s.expected = NULL;
        w->failed += fa_record_repo_list(&repo, user(1), &q, look, &s, NULL) != FA_OK;
        if (i % 2 == 0)
            w->failed += fa_record_repo_remove(&repo, user(1), m.record.id, NULL) != FA_OK;
    }
    return NULL;
}

START_TEST(serves_eight_threads_at_once)
{
    pthread_t threads[THREADS];
    worker workers[THREADS];
    unsigned won = 0;

    for (unsigned i = 0; i < THREADS; i++) {
        workers[i] = (worker){1 + i * EACH, 0, 0};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_uint_eq(workers[i].failed, 0);
        won += workers[i].won;
    }
    ck_assert_uint_eq(won, EACH); /* of eight that add the same key, one does */
    come_back();
    ck_assert_uint_eq(count(1), THREADS * (EACH / 2) + EACH);
}
END_TEST

int record_repo_contract(const char *adapter, open_record_repo_fn open, open_record_repo_fn reopen)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    open_again = reopen;
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, gives_back_every_field_of_a_record);
    tcase_add_test(tests, knows_no_record_that_was_not_added);
    tcase_add_test(tests, shows_nobody_what_is_another_owners);
    tcase_add_test(tests, keeps_one_record_per_owner_and_key);
    tcase_add_test(tests, gives_the_newest_of_an_id_and_removes_all_of_it);
    tcase_add_test(tests, never_gives_a_number_twice);
    tcase_add_test(tests, lists_the_newest_first_page_by_page);
    tcase_add_test(tests, lists_what_rests_on_a_document);
    tcase_add_test(tests, lists_one_kind_and_leaves_the_bytes_out_when_told_so);
    tcase_add_test(tests, removes_all_of_a_document_whoever_asked);
    tcase_add_test(tests, removes_all_of_a_document_that_one_owner_has);
    tcase_add_test(tests, tells_what_records_of_each_owner_rest_on);
    tcase_add_test(tests, removes_all_of_an_owner);
    tcase_add_test(tests, hands_on_the_failure_of_the_visitor_and_stops);
    tcase_add_test(tests, lets_visitors_use_the_repository);
    tcase_add_test(tests, refuses_what_is_no_record);
    tcase_add_test(tests, serves_eight_threads_at_once);
    return unit_run(adapter, tests);
}
