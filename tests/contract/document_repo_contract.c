/* contract/document_repo_contract.c: what every document repository must do. */
#include "document_repo_contract.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"

static fa_status list_some(const fa_document_repo *repo, fa_id owner, fa_id after, uint32_t limit,
                           fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;

    query.after = after;
    query.limit = limit;
    return fa_document_repo_select(repo, owner, &query, visit, payload, err);
}

static open_document_repo_fn open_empty;
static open_document_repo_fn open_again;

enum { THREADS = 8, EACH = 25 };

static const fa_id mine = {"usr_00000000000000000000000001"};
static const fa_id theirs = {"usr_00000000000000000000000002"};

static fa_document_repo open_one(void)
{
    fa_document_repo repo = {NULL, NULL};
    fa_error err = {0};

    ck_assert_msg(open_empty(&repo, &err) == FA_OK, "%s", err.message);
    return repo;
}

/* What was acknowledged is there after closing and opening, where the adapter can. */
static void come_back(fa_document_repo *repo)
{
    fa_error err = {0};

    if (open_again != NULL)
        ck_assert_msg(open_again(repo, &err) == FA_OK, "%s", err.message);
}

static fa_id id_of(unsigned n)
{
    fa_id id = {{0}};

    (void)snprintf(id.s, sizeof id.s, "doc_%026u", n);
    return id;
}

static const char *sha256_of(unsigned n, char out[65])
{
    (void)snprintf(out, 65, "%064x", n);
    return out;
}

/* A record with a value of its own in every field. sha256: room for its digest. */
static fa_document document_of(unsigned n, char sha256[65])
{
    return (fa_document){.id = id_of(n),
                         .name = "Überseehandel – report.pdf",
                         .sha256 = sha256_of(n, sha256),
                         .size_bytes = 5000000000u + n,
                         .media_type = "application/pdf",
                         .state = FA_DOCUMENT_FAILED,
                         .error_code = FA_EENCRYPTED,
                         .error = "the document needs a password",
                         .page_count = 123,
                         .fact_count = 4567,
                         .company = "Nordwind & Söhne \"Works\"",
                         .ticker = "NOW NOW.B",
                         .form = "10-K/A",
                         .currency = "EUR",
                         .tags = "annual\nzwölf\n",
                         .corrected = FA_FIELD_FORM | FA_FIELD_FISCAL,
                         .detected = {"Nordwind", "10-K", fa_date_make(2022, 9, 30), 2022, 4},
                         .period_end = fa_date_make(2023, 9, 30),
                         .fiscal_year = 2023,
                         .fiscal = 8,
                         .created = 1700000000123 + n,
                         .version = 3};
}

static void expect_same(const fa_document *a, const fa_document *b)
{
    ck_assert_str_eq(a->id.s, b->id.s);
    ck_assert_str_eq(a->owner.s, b->owner.s);
    ck_assert_uint_eq(a->legacy_id, b->legacy_id);
    ck_assert_str_eq(a->name, b->name);
    ck_assert_str_eq(a->sha256, b->sha256);
    ck_assert_uint_eq(a->size_bytes, b->size_bytes);
    ck_assert_str_eq(a->media_type, b->media_type);
    ck_assert_int_eq(a->state, b->state);
    ck_assert_int_eq(a->error_code, b->error_code);
    ck_assert_str_eq(a->error, b->error);
    ck_assert_uint_eq(a->page_count, b->page_count);
    ck_assert_uint_eq(a->fact_count, b->fact_count);
    ck_assert_str_eq(a->company, b->company);
    ck_assert_str_eq(a->ticker, b->ticker);
    ck_assert_str_eq(a->form, b->form);
    ck_assert_str_eq(a->currency, b->currency);
    ck_assert_int_eq(a->period_end, b->period_end);
    ck_assert_int_eq(a->fiscal_year, b->fiscal_year);
    ck_assert_int_eq(a->fiscal, b->fiscal);
    ck_assert_int_eq(a->created, b->created);
    ck_assert_uint_eq(a->version, b->version);
    ck_assert_int_eq(a->deleted, b->deleted);
    ck_assert_str_eq(a->tags, b->tags);
    ck_assert_uint_eq(a->corrected, b->corrected);
    ck_assert_str_eq(a->detected.company, b->detected.company);
    ck_assert_str_eq(a->detected.form, b->detected.form);
    ck_assert_int_eq(a->detected.period_end, b->detected.period_end);
    ck_assert_int_eq(a->detected.fiscal_year, b->detected.fiscal_year);
    ck_assert_int_eq(a->detected.fiscal, b->detected.fiscal);
}

/* What visits saw. */
typedef struct seen {
    const fa_document *expected; /* NULL = any */
    unsigned count;
    char ids[8][32]; /* of the first visits */
    char company[64];
    uint32_t version;
    unsigned fails_at; /* the visit that fails, from 1; 0 = none */
} seen;

static fa_status look(void *payload, const fa_document *doc, fa_error *err)
{
    seen *s = payload;

    if (s->expected != NULL)
        expect_same(doc, s->expected);
    if (s->count < 8)
        (void)snprintf(s->ids[s->count], sizeof s->ids[0], "%s", doc->id.s);
    (void)snprintf(s->company, sizeof s->company, "%s", doc->company);
    s->version = doc->version;
    s->count++;
    return s->count == s->fails_at ? fa_fail(err, FA_ETIMEOUT, "had enough") : FA_OK;
}

static const fa_time NOW = 1700000000000;

static fa_status remove_record(const fa_document_repo *repo, fa_id owner, fa_id id, fa_error *err)
{
    fa_removal removal = {0, id, owner, NOW};

    return fa_document_repo_remove(repo, &removal, err);
}

static void add(const fa_document_repo *repo, unsigned n)
{
    char sha256[65];
    fa_document doc = document_of(n, sha256);

    ck_assert_int_eq(fa_document_repo_add(repo, &doc, NULL, NULL), FA_OK);
}

START_TEST(gives_back_every_field_of_a_record)
{
    fa_document_repo repo = open_one();
    char sha256[65], other[65];
    fa_document doc = document_of(1, sha256);
    fa_document bare = document_of(2, other);
    seen s = {.expected = &doc};

    bare.name = bare.error = bare.company = bare.ticker = bare.form = bare.currency = bare.media_type = "";
    bare.period_end = FA_DATE_NONE;
    bare.fiscal_year = bare.fiscal = 0;
    bare.error_code = FA_OK;
    ck_assert_int_eq(fa_document_repo_add(&repo, &doc, &doc.legacy_id, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_add(&repo, &bare, &bare.legacy_id, NULL), FA_OK);
    come_back(&repo);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, doc.id, look, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_find(&repo, HOST, sha256, look, &s, NULL), FA_OK);
    s.expected = &bare;
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, bare.id, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 3);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(knows_no_record_that_was_not_added)
{
    fa_document_repo repo = open_one();
    char sha256[65];
    seen s = {0};
    fa_error err;

    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, id_of(1), look, &s, &err), FA_ENOTFOUND);
    ck_assert_int_eq(err.code, FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_find(&repo, HOST, sha256_of(1, sha256), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(list_some(&repo, HOST, (fa_id){{0}}, 10, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 0);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(refuses_a_taken_id_and_the_same_bytes_twice)
{
    fa_document_repo repo = open_one();
    char sha256[65], other[65];
    fa_document doc = document_of(1, sha256);
    fa_document same_id = document_of(1, other);
    fa_document same_bytes = document_of(2, sha256);
    seen s = {.expected = &doc};

    same_id.sha256 = sha256_of(3, other);
    doc.sha256 = same_bytes.sha256 = sha256_of(1, sha256);
    ck_assert_int_eq(fa_document_repo_add(&repo, &doc, &doc.legacy_id, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_add(&repo, &same_id, NULL, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_document_repo_add(&repo, &same_bytes, NULL, NULL), FA_ECONFLICT);
    come_back(&repo);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, doc.id, look, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, same_bytes.id, look, &s, NULL), FA_ENOTFOUND);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(lists_the_newest_first_page_by_page)
{
    static const unsigned order[] = {3, 1, 5, 2, 4};
    fa_document_repo repo = open_one();
    seen s = {0};

    for (int i = 0; i < 5; i++)
        add(&repo, order[i]);
    come_back(&repo);
    ck_assert_int_eq(list_some(&repo, HOST, (fa_id){{0}}, 2, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 2);
    ck_assert_int_eq(list_some(&repo, HOST, id_of(4), 2, look, &s, NULL), FA_OK);
    ck_assert_int_eq(list_some(&repo, HOST, id_of(2), 2, look, &s, NULL), FA_OK);
    ck_assert_int_eq(list_some(&repo, HOST, id_of(1), UINT32_MAX, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 5);
    for (unsigned i = 0; i < 5; i++)
        ck_assert_str_eq(s.ids[i], id_of(5 - i).s);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(lists_on_from_an_id_that_is_gone)
{
    fa_document_repo repo = open_one();
    seen s = {0};

    add(&repo, 1);
    add(&repo, 3);
    ck_assert_int_eq(list_some(&repo, HOST, id_of(2), 9, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 1);
    ck_assert_str_eq(s.ids[0], id_of(1).s);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(replaces_only_the_version_that_was_read)
{
    fa_document_repo repo = open_one();
    char sha256[65];
    fa_document doc = document_of(1, sha256);
    seen s = {0};

    ck_assert_int_eq(fa_document_repo_add(&repo, &doc, &doc.legacy_id, NULL), FA_OK);
    doc.company = "Ostwind Ltd";
    doc.state = FA_DOCUMENT_READY;
    doc.period_end = FA_DATE_NONE;
    ck_assert_int_eq(fa_document_repo_replace(&repo, &doc, NULL), FA_OK);
    doc.company = "Südwind Ltd";
    ck_assert_int_eq(fa_document_repo_replace(&repo, &doc, NULL), FA_ECONFLICT);
    come_back(&repo);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, doc.id, look, &s, NULL), FA_OK);
    ck_assert_str_eq(s.company, "Ostwind Ltd");
    ck_assert_uint_eq(s.version, 4);
    doc.company = "Ostwind Ltd";
    doc.version = 4;
    s.expected = &doc;
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, doc.id, look, &s, NULL), FA_OK);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(replaces_nothing_that_is_not_there_and_no_bytes_of_another)
{
    fa_document_repo repo = open_one();
    char sha256[65], other[65];
    fa_document doc = document_of(1, sha256);
    seen s = {.expected = &doc};
    fa_document changed;

    ck_assert_int_eq(fa_document_repo_replace(&repo, &doc, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_document_repo_add(&repo, &doc, &doc.legacy_id, NULL), FA_OK);
    add(&repo, 2);
    changed = doc;
    changed.sha256 = sha256_of(2, other);
    ck_assert_int_eq(fa_document_repo_replace(&repo, &changed, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, doc.id, look, &s, NULL), FA_OK);
    changed.sha256 = sha256_of(3, other);
    ck_assert_int_eq(fa_document_repo_replace(&repo, &changed, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_find(&repo, HOST, sha256, look, &s, NULL), FA_ENOTFOUND);
    fa_document_repo_close(&repo);
}
END_TEST

typedef struct removals {
    fa_removal items[8];
    uint32_t count;
} removals;

static fa_status keep_removal(void *payload, const fa_removal *removal, fa_error *err)
{
    removals *r = payload;

    (void)err;
    ck_assert_uint_lt(r->count, 8);
    r->items[r->count++] = *removal;
    return FA_OK;
}

static removals list_removals(const fa_document_repo *repo, uint64_t after, uint32_t limit)
{
    removals r = {.count = 0};

    ck_assert_int_eq(fa_document_repo_removals(repo, after, limit, keep_removal, &r, NULL), FA_OK);
    return r;
}

START_TEST(tells_of_removals_in_their_order_and_under_numbers_that_grow)
{
    fa_document_repo repo = open_one();
    removals all, rest;

    for (unsigned i = 1; i <= 3; i++)
        add(&repo, i);
    ck_assert_uint_eq(list_removals(&repo, 0, 8).count, 0);
    for (unsigned i = 3; i >= 1; i--)
        ck_assert_int_eq(remove_record(&repo, HOST, id_of(i), NULL), FA_OK);
    ck_assert_int_eq(remove_record(&repo, HOST, id_of(1), NULL), FA_OK); /* was gone */
    come_back(&repo);
    all = list_removals(&repo, 0, 8);
    ck_assert_uint_eq(all.count, 3);
    for (unsigned i = 0; i < 3; i++) {
        ck_assert_str_eq(all.items[i].document.s, id_of(3 - i).s);
        ck_assert_str_eq(all.items[i].owner.s, HOST.s);
        ck_assert_int_eq(all.items[i].time, NOW);
        if (i > 0)
            ck_assert_uint_gt(all.items[i].seq, all.items[i - 1].seq);
    }
    rest = list_removals(&repo, all.items[0].seq, 1);
    ck_assert_uint_eq(rest.count, 1);
    ck_assert_uint_eq(rest.items[0].seq, all.items[1].seq);
    ck_assert_uint_eq(list_removals(&repo, all.items[2].seq, 8).count, 0);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(drops_removals_after_their_days_and_gives_no_number_twice)
{
    fa_document_repo repo = open_one();
    fa_removal late = {.document = id_of(2), .time = NOW + (FA_REMOVAL_DAYS + 1) * (fa_time)86400000};
    uint64_t first;
    removals all;

    add(&repo, 1);
    add(&repo, 2);
    ck_assert_int_eq(remove_record(&repo, HOST, id_of(1), NULL), FA_OK);
    first = list_removals(&repo, 0, 8).items[0].seq;
    ck_assert_int_eq(fa_document_repo_remove(&repo, &late, NULL), FA_OK);
    all = list_removals(&repo, 0, 8);
    ck_assert_uint_eq(all.count, 1);
    ck_assert_str_eq(all.items[0].document.s, id_of(2).s);
    ck_assert_uint_gt(all.items[0].seq, first);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(removes_a_record_once_and_for_all)
{
    fa_document_repo repo = open_one();
    char sha256[65];
    seen s = {0};

    add(&repo, 1);
    add(&repo, 2);
    ck_assert_int_eq(remove_record(&repo, HOST, id_of(1), NULL), FA_OK);
    come_back(&repo);
    ck_assert_int_eq(remove_record(&repo, HOST, id_of(1), NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, id_of(1), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_find(&repo, HOST, sha256_of(1, sha256), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, id_of(2), look, &s, NULL), FA_OK);
    add(&repo, 1);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(hands_on_the_failure_of_the_visitor_and_stops)
{
    fa_document_repo repo = open_one();
    seen s = {.fails_at = 1};
    fa_error err;

    for (unsigned i = 1; i <= 3; i++)
        add(&repo, i);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, id_of(1), look, &s, &err), FA_ETIMEOUT);
    ck_assert_str_eq(err.message, "had enough");
    s = (seen){.fails_at = 2};
    ck_assert_int_eq(list_some(&repo, HOST, (fa_id){{0}}, 9, look, &s, &err), FA_ETIMEOUT);
    ck_assert_uint_eq(s.count, 2);
    fa_document_repo_close(&repo);
}
END_TEST

/* Uses the repository, for reading and for writing, within a visit. */
static fa_status look_deeper(void *payload, const fa_document *doc, fa_error *err)
{
    const fa_document_repo *repo = payload;
    char sha256[65];
    fa_document child = document_of(100, sha256);
    seen s = {0};
    fa_status st = fa_document_repo_get(repo, HOST, doc->id, look, &s, err);

    if (st == FA_OK)
        st = fa_document_repo_add(repo, &child, NULL, err);
    if (st == FA_OK)
        st = remove_record(repo, HOST, doc->id, err);
    ck_assert_str_eq(doc->company, document_of(1, sha256).company);
    return st;
}

START_TEST(lets_visitors_use_the_repository)
{
    fa_document_repo repo = open_one();
    seen s = {0};

    add(&repo, 1);
    ck_assert_int_eq(list_some(&repo, HOST, (fa_id){{0}}, 1, look_deeper, &repo, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, id_of(1), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, id_of(100), look, &s, NULL), FA_OK);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(refuses_what_is_no_record)
{
    fa_document_repo repo = open_one();
    char sha256[65];
    fa_document good = document_of(1, sha256);
    fa_document bad = good;
    seen s = {0};

    ck_assert_int_eq(fa_document_repo_add(&repo, NULL, NULL, NULL), FA_EINVALID);
    bad.id = (fa_id){{0}};
    ck_assert_int_eq(fa_document_repo_add(&repo, &bad, NULL, NULL), FA_EINVALID);
    bad = good;
    bad.company = NULL;
    ck_assert_int_eq(fa_document_repo_replace(&repo, &bad, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, good.id, NULL, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_find(&repo, HOST, "1'; DROP TABLE document; --", look, &s, NULL),
                     FA_EINVALID);
    ck_assert_uint_eq(s.count, 0);
    fa_document_repo_close(&repo);
}
END_TEST

typedef struct worker {
    const fa_document_repo *repo;
    unsigned first;
    unsigned won;
    unsigned failed;
} worker;

static void *work(void *payload)
{
    worker *w = payload;

    for (unsigned i = 0; i < EACH; i++) {
        char sha256[65], shared[65];
        fa_document own = document_of(w->first + i, sha256);
        fa_document contested = document_of(1000000 + i, shared);
        fa_status st;
        seen s = {.expected = &own};

        contested.id = id_of(2000000 + w->first + i);
        st = fa_document_repo_add(w->repo, &contested, NULL, NULL);
        w->won += st == FA_OK;
        w->failed += st != FA_OK && st != FA_ECONFLICT;
        w->failed += fa_document_repo_add(w->repo, &own, &own.legacy_id, NULL) != FA_OK;
        w->failed += fa_document_repo_get(w->repo, HOST, own.id, look, &s, NULL) != FA_OK;
        w->failed += fa_document_repo_replace(w->repo, &own, NULL) != FA_OK;
    }
    return NULL;
}

START_TEST(serves_eight_threads_at_once)
{
    fa_document_repo repo = open_one();
    pthread_t threads[THREADS];
    worker workers[THREADS];
    unsigned won = 0;
    seen s = {0};

    for (unsigned i = 0; i < THREADS; i++) {
        workers[i] = (worker){&repo, 1 + i * EACH, 0, 0};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_uint_eq(workers[i].failed, 0);
        won += workers[i].won;
    }
    ck_assert_uint_eq(won, EACH); /* of eight that add the same bytes, one does */
    come_back(&repo);
    ck_assert_int_eq(list_some(&repo, HOST, (fa_id){{0}}, UINT32_MAX, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, THREADS * EACH + EACH);
    fa_document_repo_close(&repo);
}
END_TEST

static fa_document add_of(const fa_document_repo *repo, fa_id owner, unsigned n, char sha256[65])
{
    fa_document doc = document_of(n, sha256);

    doc.owner = owner;
    ck_assert_int_eq(fa_document_repo_add(repo, &doc, &doc.legacy_id, NULL), FA_OK);
    return doc;
}

START_TEST(what_belongs_to_another_is_as_if_it_were_not_there)
{
    fa_document_repo repo = open_one();
    char sha256[65], other[65];
    fa_document own = add_of(&repo, mine, 1, sha256);
    fa_document doc = add_of(&repo, theirs, 2, other), stolen = doc;
    seen s = {.expected = &doc}, all = {0};

    stolen.owner = mine;
    ck_assert_int_eq(fa_document_repo_get(&repo, mine, doc.id, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, doc.id, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_get_legacy(&repo, mine, doc.legacy_id, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_find(&repo, mine, doc.sha256, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_replace(&repo, &stolen, NULL), FA_ECONFLICT);
    ck_assert_int_eq(remove_record(&repo, mine, doc.id, NULL), FA_OK);
    come_back(&repo);
    ck_assert_uint_eq(s.count, 0);
    ck_assert_int_eq(fa_document_repo_get(&repo, theirs, doc.id, look, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get_legacy(&repo, theirs, doc.legacy_id, look, &s, NULL), FA_OK);
    ck_assert_int_eq(list_some(&repo, theirs, (fa_id){{0}}, 9, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 3);
    s.expected = &own;
    ck_assert_int_eq(list_some(&repo, mine, (fa_id){{0}}, 9, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 4);
    ck_assert_int_eq(fa_document_repo_scan(&repo, (fa_id){{0}}, 9, look, &all, NULL), FA_OK);
    ck_assert_uint_eq(all.count, 2);
    ck_assert_str_eq(all.ids[0], doc.id.s);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(two_owners_may_have_the_same_bytes)
{
    fa_document_repo repo = open_one();
    char sha256[65], other[65];
    fa_document a = add_of(&repo, mine, 1, sha256), b = document_of(2, other);
    seen s = {.expected = &b};

    b.owner = theirs;
    b.sha256 = a.sha256;
    ck_assert_int_eq(fa_document_repo_add(&repo, &b, &b.legacy_id, NULL), FA_OK);
    b.id = id_of(3);
    ck_assert_int_eq(fa_document_repo_add(&repo, &b, NULL, NULL), FA_ECONFLICT);
    b.id = id_of(2);
    come_back(&repo);
    ck_assert_int_eq(fa_document_repo_find(&repo, theirs, a.sha256, look, &s, NULL), FA_OK);
    s.expected = &a;
    ck_assert_int_eq(fa_document_repo_find(&repo, mine, a.sha256, look, &s, NULL), FA_OK);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(gives_no_number_twice)
{
    fa_document_repo repo = open_one();
    char sha256[65];
    fa_document first = add_of(&repo, mine, 1, sha256);
    fa_document second = add_of(&repo, theirs, 2, sha256), third;
    seen s = {0};

    ck_assert_uint_ge(first.legacy_id, 1);
    ck_assert_uint_ne(first.legacy_id, second.legacy_id);
    ck_assert_int_eq(remove_record(&repo, theirs, second.id, NULL), FA_OK);
    come_back(&repo);
    third = add_of(&repo, theirs, 2, sha256);
    ck_assert_uint_ne(third.legacy_id, first.legacy_id);
    ck_assert_uint_ne(third.legacy_id, second.legacy_id);
    third.legacy_id = 1000;
    ck_assert_int_eq(fa_document_repo_replace(&repo, &third, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get_legacy(&repo, theirs, 1000, look, &s, NULL), FA_ENOTFOUND);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(refuses_an_owner_that_is_no_id)
{
    static const fa_id bad[] = {{"documents"}, {"usr_A"}, {"usr_/../x"}};
    fa_document_repo repo = open_one();
    char sha256[65];
    fa_document doc = document_of(1, sha256);
    fa_error err;

    for (int i = 0; i < 3; i++) {
        doc.owner = bad[i];
        ck_assert_int_eq(fa_document_repo_add(&repo, &doc, NULL, &err), FA_EINVALID);
        ck_assert_str_eq(err.field, "owner");
    }
    fa_document_repo_close(&repo);
}
END_TEST

/* ---- queries ---- */

/* The numbers of the documents that fit, newest first, as digits: "31". */
static const char *fitting(const fa_document_repo *repo, fa_id owner, const fa_document_query *query)
{
    static char digits[16];
    seen s = {0};
    fa_error err = {0};

    ck_assert_msg(fa_document_repo_select(repo, owner, query, look, &s, &err) == FA_OK, "%s", err.message);
    ck_assert_uint_lt(s.count, 9);
    for (unsigned i = 0; i < s.count; i++)
        digits[i] = s.ids[i][29];
    digits[s.count] = '\0';
    return digits;
}

/* Three documents that differ in all that can be asked for, and one of another owner like the third. */
static void fill(const fa_document_repo *repo)
{
    for (unsigned n = 1; n <= 4; n++) {
        char sha256[65];
        fa_document doc = document_of(n, sha256);

        doc.owner = n == 4 ? theirs : mine;
        doc.name = n == 1 ? "Report.pdf" : "50%_x.htm";
        doc.company = n == 2 ? "Ostwind" : "Westwind Works";
        doc.ticker = n == 2 ? "OST" : "WW";
        doc.form = n == 1 ? "10-Q" : "10-K";
        doc.fiscal_year = 2020 + (int32_t)n;
        doc.state = n == 1 ? FA_DOCUMENT_READY : FA_DOCUMENT_FAILED;
        doc.tags = n == 1 ? "a\nab\n" : n == 2 ? "ab c\n" : "";
        doc.deleted = 0;
        ck_assert_int_eq(fa_document_repo_add(repo, &doc, NULL, NULL), FA_OK);
    }
}

START_TEST(selects_what_fits_all_that_is_asked_for)
{
    static const struct {
        fa_document_query query;
        const char *expected;
    } cases[] = {{{.text = NULL}, "321"},
                 {{.text = ""}, "321"},
                 {{.text = "rEPORT"}, "1"},
                 {{.text = "wind"}, "321"},
                 {{.text = "ost"}, "2"},
                 {{.text = "%_"}, "32"},
                 {{.text = "b c"}, "2"},
                 {{.text = "nowhere"}, ""},
                 {{.company = "westWIND works"}, "31"},
                 {{.company = "Westwind"}, ""},
                 {{.form = "10-k"}, "32"},
                 {{.tag = "a"}, "1"},
                 {{.tag = "ab"}, "1"},
                 {{.tag = "ab c"}, "2"},
                 {{.tag = "b"}, ""},
                 {{.fiscal_year = 2023}, "3"},
                 {{.state = FA_DOCUMENT_FAILED}, "32"},
                 {{.form = "10-K", .company = "Ostwind"}, "2"},
                 {{.form = "10-Q", .company = "Ostwind"}, ""},
                 {{.shared = true}, ""},
                 {{.deleted = true}, ""}};
    fa_document_repo repo = open_one();

    fill(&repo);
    come_back(&repo);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_document_query query = cases[i].query;

        query.struct_size = sizeof query;
        query.limit = 8;
        ck_assert_msg(strcmp(fitting(&repo, mine, &query), cases[i].expected) == 0, "case %zu", i);
    }
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(pages_through_what_fits_in_a_stable_order)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;
    fa_document_repo repo = open_one();

    fill(&repo);
    query.form = "10-K";
    query.limit = 1;
    ck_assert_str_eq(fitting(&repo, mine, &query), "3");
    query.after = id_of(3);
    ck_assert_str_eq(fitting(&repo, mine, &query), "2");
    query.after = id_of(2);
    ck_assert_str_eq(fitting(&repo, mine, &query), "");
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(shows_the_bin_apart)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;
    fa_document_repo repo = open_one();
    char sha256[65];
    fa_document doc;

    fill(&repo);
    doc = document_of(2, sha256);
    doc.owner = mine;
    doc.deleted = 1700000000000;
    ck_assert_int_eq(fa_document_repo_replace(&repo, &doc, NULL), FA_OK);
    come_back(&repo);
    ck_assert_str_eq(fitting(&repo, mine, &query), "31");
    query.deleted = true;
    ck_assert_str_eq(fitting(&repo, mine, &query), "2");
    fa_document_repo_close(&repo);
}
END_TEST

/* ---- shares ---- */

static fa_status share(const fa_document_repo *repo, fa_id owner, unsigned n, fa_id user, fa_time created)
{
    fa_share s = {id_of(n), owner, user, created};

    return fa_document_repo_share(repo, &s, NULL);
}

static fa_status expect_share(void *payload, const fa_share *s, fa_error *err)
{
    unsigned *count = payload;

    (void)err;
    ck_assert_str_eq(s->document.s, id_of(3).s);
    ck_assert_str_eq(s->owner.s, mine.s);
    ck_assert_str_eq(s->user.s, *count == 0 ? theirs.s : "usr_00000000000000000000000003");
    ck_assert_int_eq(s->created, *count == 0 ? 7 : 5);
    ++*count;
    return FA_OK;
}

START_TEST(shows_a_document_to_those_with_whom_it_is_shared)
{
    static const fa_id third = {"usr_00000000000000000000000003"};
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;
    fa_document_repo repo = open_one();
    unsigned count = 0;
    seen s = {0};

    fill(&repo);
    query.shared = true;
    ck_assert_int_eq(fa_document_repo_get_shared(&repo, theirs, id_of(3), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(share(&repo, mine, 3, third, 5), FA_OK);
    ck_assert_int_eq(share(&repo, mine, 3, theirs, 7), FA_OK);
    ck_assert_int_eq(share(&repo, mine, 3, theirs, 9), FA_OK);
    ck_assert_int_eq(share(&repo, mine, 4, mine, 9), FA_ENOTFOUND);
    come_back(&repo);
    ck_assert_int_eq(fa_document_repo_get_shared(&repo, theirs, id_of(3), look, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get_shared(&repo, theirs, id_of(2), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_get(&repo, theirs, id_of(3), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(s.count, 1);
    ck_assert_str_eq(fitting(&repo, theirs, &query), "3");
    ck_assert_str_eq(fitting(&repo, mine, &query), "");
    ck_assert_int_eq(fa_document_repo_list_shares(&repo, mine, id_of(3), expect_share, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(fa_document_repo_list_shares(&repo, theirs, id_of(3), expect_share, &count, NULL),
                     FA_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(fa_document_repo_unshare(&repo, theirs, id_of(3), theirs, NULL), FA_OK);
    ck_assert_str_eq(fitting(&repo, theirs, &query), "3");
    ck_assert_int_eq(fa_document_repo_unshare(&repo, mine, id_of(3), theirs, NULL), FA_OK);
    ck_assert_str_eq(fitting(&repo, theirs, &query), "");
    ck_assert_str_eq(fitting(&repo, third, &query), "3");
    ck_assert_int_eq(remove_record(&repo, mine, id_of(3), NULL), FA_OK);
    ck_assert_str_eq(fitting(&repo, third, &query), "");
    fa_document_repo_close(&repo);
}
END_TEST

/* ---- collections ---- */

static fa_collection collection_of(unsigned n, fa_id owner, const char *name)
{
    fa_collection c = {.owner = owner, .name = name, .created = 1700000000000 + n, .version = 1};

    (void)snprintf(c.id.s, sizeof c.id.s, "col_%026u", n);
    return c;
}

static fa_status expect_collection(void *payload, const fa_collection *c, fa_error *err)
{
    const fa_collection *want = payload;

    (void)err;
    ck_assert_str_eq(c->id.s, want->id.s);
    ck_assert_str_eq(c->owner.s, want->owner.s);
    ck_assert_str_eq(c->name, want->name);
    ck_assert_uint_eq(c->document_count, want->document_count);
    ck_assert_int_eq(c->created, want->created);
    ck_assert_uint_eq(c->version, want->version);
    return FA_OK;
}

static fa_status keep_number(void *payload, const fa_collection *c, fa_error *err)
{
    char *digits = payload;
    size_t n = strlen(digits);

    (void)err;
    digits[n] = c->id.s[29];
    digits[n + 1] = '\0';
    return FA_OK;
}

START_TEST(keeps_collections_of_an_owner_by_their_names)
{
    fa_document_repo repo = open_one();
    fa_collection a = collection_of(1, mine, "Übersicht"), b = collection_of(2, mine, "Übersicht"),
                  c = collection_of(3, theirs, "Übersicht");
    char digits[8] = "";

    ck_assert_int_eq(fa_document_repo_add_collection(&repo, &a, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_add_collection(&repo, &b, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_document_repo_add_collection(&repo, &c, NULL), FA_OK);
    b.name = "b";
    ck_assert_int_eq(fa_document_repo_add_collection(&repo, &b, NULL), FA_OK);
    b.name = "Übersicht";
    ck_assert_int_eq(fa_document_repo_replace_collection(&repo, &b, NULL), FA_ECONFLICT);
    b.name = "c";
    ck_assert_int_eq(fa_document_repo_replace_collection(&repo, &b, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_replace_collection(&repo, &b, NULL), FA_ECONFLICT);
    b.version = 2;
    come_back(&repo);
    ck_assert_int_eq(fa_document_repo_get_collection(&repo, mine, a.id, expect_collection, &a, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get_collection(&repo, mine, b.id, expect_collection, &b, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get_collection(&repo, mine, c.id, expect_collection, &c, NULL),
                     FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_remove_collection(&repo, mine, c.id, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get_collection(&repo, theirs, c.id, expect_collection, &c, NULL),
                     FA_OK);
    ck_assert_int_eq(
        fa_document_repo_list_collections(&repo, mine, (fa_id){{0}}, 9, keep_number, digits, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_list_collections(&repo, mine, b.id, 1, keep_number, digits, NULL),
                     FA_OK);
    ck_assert_str_eq(digits, "211");
    ck_assert_int_eq(fa_document_repo_remove_collection(&repo, mine, a.id, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get_collection(&repo, mine, a.id, expect_collection, &a, NULL),
                     FA_ENOTFOUND);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(puts_documents_of_the_same_owner_into_collections)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;
    fa_document_repo repo = open_one();
    fa_collection c = collection_of(1, mine, "c");

    fill(&repo);
    ck_assert_int_eq(fa_document_repo_add_collection(&repo, &c, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_collect(&repo, mine, c.id, id_of(1), true, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_collect(&repo, mine, c.id, id_of(3), true, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_collect(&repo, mine, c.id, id_of(3), true, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_collect(&repo, mine, c.id, id_of(4), true, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_repo_collect(&repo, theirs, c.id, id_of(4), true, NULL), FA_ENOTFOUND);
    come_back(&repo);
    query.collection = c.id;
    ck_assert_str_eq(fitting(&repo, mine, &query), "31");
    ck_assert_str_eq(fitting(&repo, theirs, &query), "");
    c.document_count = 2;
    ck_assert_int_eq(fa_document_repo_get_collection(&repo, mine, c.id, expect_collection, &c, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_collect(&repo, mine, c.id, id_of(1), false, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_collect(&repo, mine, c.id, id_of(1), false, NULL), FA_OK);
    ck_assert_int_eq(remove_record(&repo, mine, id_of(3), NULL), FA_OK);
    c.document_count = 0;
    ck_assert_int_eq(fa_document_repo_get_collection(&repo, mine, c.id, expect_collection, &c, NULL), FA_OK);
    ck_assert_str_eq(fitting(&repo, mine, &query), "");
    fa_document_repo_close(&repo);
}
END_TEST

int document_repo_contract(const char *adapter, open_document_repo_fn open, open_document_repo_fn reopen)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    open_again = reopen;
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, gives_back_every_field_of_a_record);
    tcase_add_test(tests, knows_no_record_that_was_not_added);
    tcase_add_test(tests, refuses_a_taken_id_and_the_same_bytes_twice);
    tcase_add_test(tests, lists_the_newest_first_page_by_page);
    tcase_add_test(tests, lists_on_from_an_id_that_is_gone);
    tcase_add_test(tests, replaces_only_the_version_that_was_read);
    tcase_add_test(tests, replaces_nothing_that_is_not_there_and_no_bytes_of_another);
    tcase_add_test(tests, removes_a_record_once_and_for_all);
    tcase_add_test(tests, tells_of_removals_in_their_order_and_under_numbers_that_grow);
    tcase_add_test(tests, drops_removals_after_their_days_and_gives_no_number_twice);
    tcase_add_test(tests, hands_on_the_failure_of_the_visitor_and_stops);
    tcase_add_test(tests, lets_visitors_use_the_repository);
    tcase_add_test(tests, refuses_what_is_no_record);
    tcase_add_test(tests, what_belongs_to_another_is_as_if_it_were_not_there);
    tcase_add_test(tests, two_owners_may_have_the_same_bytes);
    tcase_add_test(tests, gives_no_number_twice);
    tcase_add_test(tests, refuses_an_owner_that_is_no_id);
    tcase_add_test(tests, selects_what_fits_all_that_is_asked_for);
    tcase_add_test(tests, pages_through_what_fits_in_a_stable_order);
    tcase_add_test(tests, shows_the_bin_apart);
    tcase_add_test(tests, shows_a_document_to_those_with_whom_it_is_shared);
    tcase_add_test(tests, keeps_collections_of_an_owner_by_their_names);
    tcase_add_test(tests, puts_documents_of_the_same_owner_into_collections);
    tcase_add_test(tests, serves_eight_threads_at_once);
    return unit_run(adapter, tests);
}
