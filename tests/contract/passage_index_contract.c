/* contract/passage_index_contract.c: what every passage index must do. */
#include "passage_index_contract.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"

static open_passage_index_fn open_empty;
static open_passage_index_fn open_again;

enum { THREADS = 8, MAX_HITS = 64 };

static const fa_id mine = {"usr_00000000000000000000000001"};
static const fa_id theirs = {"usr_00000000000000000000000002"};

static fa_passage_index open_one(void)
{
    fa_passage_index index = {NULL, NULL};
    fa_error err = {0};

    ck_assert_msg(open_empty(&index, &err) == FA_OK, "%s", err.message);
    return index;
}

/* What was acknowledged is there after closing and opening, where the adapter can. */
static void come_back(fa_passage_index *index)
{
    fa_error err = {0};

    if (open_again != NULL)
        ck_assert_msg(open_again(index, &err) == FA_OK, "%s", err.message);
}

static fa_id id_of(unsigned n)
{
    fa_id id = {{0}};

    (void)snprintf(id.s, sizeof id.s, "doc_%026u", n);
    return id;
}

static fa_passage page_of(int32_t number, const char *text)
{
    return (fa_passage){.page = number, .section = "", .text = text};
}

/* Puts a document whose pages 1, 2, … have these texts. */
static void put_texts(const fa_passage_index *index, unsigned n, const char *const *texts, uint32_t count)
{
    fa_passage pages[16];
    fa_error err = {0};

    for (uint32_t i = 0; i < count; i++)
        pages[i] = page_of((int32_t)i + 1, texts[i]);
    ck_assert_msg(fa_passage_put(index, HOST, id_of(n), pages, count, &err) == FA_OK, "%s", err.message);
}
#define PUT(index, n, ...)                                                                                   \
    put_texts(index, n, (const char *const[]){__VA_ARGS__},                                                  \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* What a search found. */
typedef struct hits {
    fa_passage_hit items[MAX_HITS];
    uint32_t count;
    uint32_t fails_at; /* the visit that fails, from 1; 0 = none */
} hits;

static fa_status keep(void *payload, const fa_passage_hit *hit, fa_error *err)
{
    hits *h = payload;

    ck_assert_uint_lt(h->count, MAX_HITS);
    h->items[h->count++] = *hit;
    return h->count == h->fails_at ? fa_fail(err, FA_ETIMEOUT, "had enough") : FA_OK;
}

static hits search_in(const fa_passage_index *index, const char *word, const fa_id *documents, uint32_t count)
{
    fa_term term = {word, 1};
    hits h = {.count = 0};
    fa_error err = {0};

    ck_assert_msg(fa_passage_search(index, HOST, &term, 1, documents, count, MAX_HITS, keep, &h, &err) ==
                      FA_OK,
                  "%s", err.message);
    return h;
}

static hits search(const fa_passage_index *index, const char *word)
{
    return search_in(index, word, NULL, 0);
}

static hits search_terms(const fa_passage_index *index, const fa_term *terms, uint32_t count)
{
    hits h = {.count = 0};

    ck_assert_int_eq(fa_passage_search(index, HOST, terms, count, NULL, 0, MAX_HITS, keep, &h, NULL), FA_OK);
    return h;
}

static void expect_hit(const hits *h, uint32_t i, unsigned document, int32_t page)
{
    ck_assert_uint_lt(i, h->count);
    ck_assert_str_eq(h->items[i].document.s, id_of(document).s);
    ck_assert_int_eq(h->items[i].page, page);
}

/* ---- pages ---- */

static const fa_line some_lines[] = {{{72.5f, 100.25f, 300.1f, 110}, 0, 5, 0, 0},
                                     {{72.5f, 112, 299, 122.125f}, 6, 22, 0, 0},
                                     {{-1, 0, 1e6f, 3}, 23, UINT32_MAX, 0, 0}};

static fa_status expect_page(void *payload, const fa_passage *page, fa_error *err)
{
    const fa_passage *expected = payload;

    (void)err;
    ck_assert_str_eq(page->document.s, expected->document.s);
    ck_assert_int_eq(page->page, expected->page);
    ck_assert_str_eq(page->section, expected->section);
    ck_assert_str_eq(page->text, expected->text);
    ck_assert_uint_eq(page->kinds, expected->kinds);
    ck_assert_uint_eq(page->line_count, expected->line_count);
    for (uint32_t i = 0; i < page->line_count; i++) {
        ck_assert_mem_eq(&page->lines[i].box, &expected->lines[i].box, sizeof(fa_box));
        ck_assert_uint_eq(page->lines[i].text_start, expected->lines[i].text_start);
        ck_assert_uint_eq(page->lines[i].text_end, expected->lines[i].text_end);
        ck_assert_uint_eq(page->lines[i].word_first, 0);
        ck_assert_uint_eq(page->lines[i].word_count, 0);
    }
    return FA_OK;
}

START_TEST(gives_back_every_field_of_a_page)
{
    fa_passage_index index = open_one();
    fa_passage pages[] = {{.document = id_of(1),
                           .page = 3,
                           .section = "Part II › Item 8",
                           .text = "Total\nassets – 1,234 €\n",
                           .lines = some_lines,
                           .line_count = 3,
                           .kinds = 1u << 2 | 1u << 31},
                          {.document = id_of(1), .page = 70000, .section = "", .text = ""}};

    ck_assert_int_eq(fa_passage_put(&index, HOST, id_of(1), pages, 2, NULL), FA_OK);
    come_back(&index);
    ck_assert_int_eq(fa_passage_page(&index, HOST, id_of(1), 3, expect_page, &pages[0], NULL), FA_OK);
    ck_assert_int_eq(fa_passage_page(&index, HOST, id_of(1), 70000, expect_page, &pages[1], NULL), FA_OK);
    ck_assert_int_eq(fa_passage_page(&index, HOST, id_of(1), 4, expect_page, &pages[0], NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_passage_page(&index, HOST, id_of(2), 3, expect_page, &pages[0], NULL), FA_ENOTFOUND);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(tells_number_and_statements_of_a_page_found)
{
    fa_passage_index index = open_one();
    fa_passage pages[] = {page_of(7, "assets"), page_of(300, "liabilities"), page_of(301, "equity")};
    hits h;

    pages[1].kinds = 1u << 2 | 1u << 31;
    ck_assert_int_eq(fa_passage_put(&index, HOST, id_of(1), pages, 3, NULL), FA_OK);
    come_back(&index);
    h = search(&index, "liabilities");
    ck_assert_uint_eq(h.count, 1);
    expect_hit(&h, 0, 1, 300);
    ck_assert_uint_eq(h.items[0].kinds, pages[1].kinds);
    fa_passage_index_close(&index);
}
END_TEST

/* ---- words ---- */

START_TEST(finds_words_whatever_their_case_marks_and_endings)
{
    static const struct {
        const char *text;
        const char *word;
    } found[] = {{"The DEPRECIATION of buildings", "depreciation"},
                 {"the company operates stores", "operating"},
                 {"dividends declared", "dividend"},
                 {"one dividend", "dividends"},
                 {"inventories", "inventory"},
                 {"amortised", "amortised"},
                 {"(Café)", "cafe"},
                 {"in fiscal 2023, up 1,577", "2023"},
                 {"in fiscal 2023, up 1,577", "577"},
                 {"property,plant and equipment", "plant"},
                 {"long–term", "term"},
                 {"“quoted”", "quoted"},
                 {"form 10-k405", "k405"},
                 {"Ωmega", "Ωmega"}};
    fa_passage_index index = open_one();

    for (unsigned i = 0; i < sizeof found / sizeof *found; i++) {
        hits h;

        PUT(&index, i + 1, found[i].text, "nothing of the kind");
        h = search_in(&index, found[i].word, &(fa_id){{0}}, 0);
        ck_assert_uint_eq(h.count, 0);
        h = search_in(&index, found[i].word, (fa_id[]){id_of(i + 1)}, 1);
        ck_assert_msg(h.count == 1, "%s in %s", found[i].word, found[i].text);
        expect_hit(&h, 0, i + 1, 1);
    }
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(finds_no_parts_of_words)
{
    fa_passage_index index = open_one();

    PUT(&index, 1, "shareholders of 20231 and preferred2");
    ck_assert_uint_eq(search(&index, "share").count, 0);
    ck_assert_uint_eq(search(&index, "2023").count, 0);
    ck_assert_uint_eq(search(&index, "preferred").count, 0);
    ck_assert_uint_eq(search(&index, "shareholder").count, 1);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(takes_a_very_long_word_for_one)
{
    static char text[5000], word[1000];
    fa_passage_index index = open_one();

    memset(text, 'a', sizeof text - 1);
    memset(word, 'a', sizeof word - 1);
    PUT(&index, 1, text, "b");
    ck_assert_uint_eq(search(&index, word).count, 1);
    ck_assert_uint_eq(search(&index, "a").count, 0);
    fa_passage_index_close(&index);
}
END_TEST

/* ---- ranking ---- */

/* BM25 as the port states it, with the variant of search.h that never turns negative. */
static double bm25(double count, double length, double average, double pages, double with)
{
    return log(1 + (pages - with + 0.5) / (with + 0.5)) * count * 2.2 /
           (count + 1.2 * (0.25 + 0.75 * length / average));
}

START_TEST(scores_by_bm25)
{
    fa_passage_index index = open_one();
    hits h;

    PUT(&index, 1, "cash cash cash flow", "cash and other things of many kinds that nobody asks for",
        "nothing at all", "more of nothing");
    h = search(&index, "cash");
    ck_assert_uint_eq(h.count, 2);
    expect_hit(&h, 0, 1, 1);
    expect_hit(&h, 1, 1, 2);
    /* lengths 4, 11, 3, 3: on average 5.25 */
    ck_assert_double_eq_tol(h.items[0].score, bm25(3, 4, 5.25, 4, 2), 1e-5);
    ck_assert_double_eq_tol(h.items[1].score, bm25(1, 11, 5.25, 4, 2), 1e-5);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(weighs_terms_and_adds_their_scores)
{
    fa_passage_index index = open_one();
    fa_term both[] = {{"cash", 1}, {"flow", 0.25}};
    fa_term other[] = {{"cash", 0.25}, {"flow", 1}};
    fa_term none[] = {{"cash", 0}, {"absent", 3}};
    double cash, flow;
    hits h;

    PUT(&index, 1, "cash a b", "flow a b", "cash flow b", "c d e", "f g h");
    cash = bm25(1, 3, 3, 5, 2);
    flow = cash;
    h = search_terms(&index, both, 2);
    ck_assert_uint_eq(h.count, 3);
    expect_hit(&h, 0, 1, 3);
    expect_hit(&h, 1, 1, 1);
    expect_hit(&h, 2, 1, 2);
    ck_assert_double_eq_tol(h.items[0].score, cash + 0.25 * flow, 1e-5);
    ck_assert_double_eq_tol(h.items[2].score, 0.25 * flow, 1e-5);
    h = search_terms(&index, other, 2);
    expect_hit(&h, 1, 1, 2);
    ck_assert_uint_eq(search_terms(&index, none, 2).count, 0);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(finds_frequent_words_too)
{
    fa_passage_index index = open_one();

    PUT(&index, 1, "the net", "the gross", "the end");
    ck_assert_uint_eq(search(&index, "the").count, 3);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(stops_at_the_limit_with_the_best)
{
    fa_passage_index index = open_one();
    fa_term term = {"cash", 1};
    hits h = {.count = 0};

    PUT(&index, 1, "cash b c d", "cash cash c d", "cash cash cash d", "a b c d");
    ck_assert_int_eq(fa_passage_search(&index, HOST, &term, 1, NULL, 0, 2, keep, &h, NULL), FA_OK);
    ck_assert_uint_eq(h.count, 2);
    expect_hit(&h, 0, 1, 3);
    expect_hit(&h, 1, 1, 2);
    ck_assert_int_eq(fa_passage_search(&index, HOST, &term, 1, NULL, 0, 0, keep, &h, NULL), FA_OK);
    ck_assert_int_eq(fa_passage_search(&index, HOST, NULL, 0, NULL, 0, 9, keep, &h, NULL), FA_OK);
    ck_assert_uint_eq(h.count, 2);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(searches_only_the_documents_named)
{
    fa_passage_index index = open_one();
    fa_id named[] = {id_of(30), id_of(2), id_of(99), id_of(30)};
    hits h;

    for (unsigned i = 1; i <= 40; i++)
        PUT(&index, i, "cash here", "and there", "some cash");
    come_back(&index);
    h = search_in(&index, "cash", named, 4);
    ck_assert_uint_eq(h.count, 4);
    for (uint32_t i = 0; i < 4; i++)
        ck_assert(fa_id_equal(h.items[i].document, named[0]) || fa_id_equal(h.items[i].document, named[1]));
    h = search_in(&index, "cash", &named[2], 1);
    ck_assert_uint_eq(h.count, 0);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(scores_a_document_alone_as_if_there_were_no_other)
{
    fa_passage_index index = open_one();
    fa_id named = id_of(2);
    hits alone, among;

    PUT(&index, 2, "cash and cash", "only words", "a third page");
    alone = search_in(&index, "cash", &named, 1);
    PUT(&index, 1, "cash", "cash", "cash cash cash cash cash cash");
    PUT(&index, 3, "cash");
    among = search_in(&index, "cash", &named, 1);
    ck_assert_uint_eq(alone.count, 1);
    ck_assert_uint_eq(among.count, 1);
    ck_assert(alone.items[0].score == among.items[0].score);
    fa_passage_index_close(&index);
}
END_TEST

/* ---- changes ---- */

START_TEST(puts_pages_in_place_of_the_earlier_ones)
{
    fa_passage_index index = open_one();
    fa_passage expected = page_of(1, "equity");
    hits h;

    expected.document = id_of(1);
    PUT(&index, 1, "assets", "liabilities", "assets");
    PUT(&index, 2, "assets");
    PUT(&index, 1, "equity", "assets");
    come_back(&index);
    h = search(&index, "assets");
    ck_assert_uint_eq(h.count, 2);
    ck_assert_uint_eq(search(&index, "liabilities").count, 0);
    ck_assert_uint_eq(search(&index, "equity").count, 1);
    ck_assert_int_eq(fa_passage_page(&index, HOST, id_of(1), 1, expect_page, &expected, NULL), FA_OK);
    ck_assert_int_eq(fa_passage_page(&index, HOST, id_of(1), 3, expect_page, &expected, NULL), FA_ENOTFOUND);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(forgets_a_removed_document_and_no_other)
{
    fa_passage_index index = open_one();
    fa_passage expected = page_of(1, "assets");
    hits h;

    PUT(&index, 1, "assets");
    PUT(&index, 2, "assets");
    ck_assert_int_eq(fa_passage_remove(&index, HOST, id_of(1), NULL), FA_OK);
    ck_assert_int_eq(fa_passage_remove(&index, HOST, id_of(1), NULL), FA_OK);
    come_back(&index);
    h = search(&index, "assets");
    ck_assert_uint_eq(h.count, 1);
    expect_hit(&h, 0, 2, 1);
    ck_assert_int_eq(fa_passage_page(&index, HOST, id_of(1), 1, expect_page, &expected, NULL), FA_ENOTFOUND);
    PUT(&index, 3, "assets");
    PUT(&index, 1, "assets");
    ck_assert_uint_eq(search(&index, "assets").count, 3);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(holds_documents_without_pages_and_pages_without_words)
{
    fa_passage_index index = open_one();
    fa_passage blank = page_of(1, " — \n");

    ck_assert_uint_eq(search(&index, "cash").count, 0);
    ck_assert_int_eq(fa_passage_put(&index, HOST, id_of(1), NULL, 0, NULL), FA_OK);
    ck_assert_int_eq(fa_passage_put(&index, HOST, id_of(2), &blank, 1, NULL), FA_OK);
    ck_assert_uint_eq(search(&index, "cash").count, 0);
    PUT(&index, 3, "cash");
    come_back(&index);
    ck_assert_uint_eq(search(&index, "cash").count, 1);
    fa_passage_index_close(&index);
}
END_TEST

/* ---- callers ---- */

static fa_status fail_page(void *payload, const fa_passage *page, fa_error *err)
{
    (void)payload;
    (void)page;
    return fa_fail(err, FA_ECANCELLED, "not now");
}

START_TEST(hands_on_the_failure_of_the_visitor_and_stops)
{
    fa_passage_index index = open_one();
    fa_term term = {"cash", 1};
    hits h = {.fails_at = 2};
    fa_error err;

    PUT(&index, 1, "cash", "cash", "cash");
    ck_assert_int_eq(fa_passage_search(&index, HOST, &term, 1, NULL, 0, 9, keep, &h, &err), FA_ETIMEOUT);
    ck_assert_str_eq(err.message, "had enough");
    ck_assert_uint_eq(h.count, 2);
    ck_assert_int_eq(fa_passage_page(&index, HOST, id_of(1), 1, fail_page, NULL, &err), FA_ECANCELLED);
    ck_assert_str_eq(err.message, "not now");
    fa_passage_index_close(&index);
}
END_TEST

/* Reads the page that was found, and takes the document away. */
static fa_status use_index(void *payload, const fa_passage_hit *hit, fa_error *err)
{
    fa_passage expected = page_of(1, "cash");
    fa_status st;

    expected.document = hit->document;
    st = fa_passage_page(payload, HOST, hit->document, hit->page, expect_page, &expected, err);
    return st == FA_OK ? fa_passage_remove(payload, HOST, hit->document, err) : st;
}

START_TEST(lets_visitors_use_the_index)
{
    fa_passage_index index = open_one();
    fa_term term = {"cash", 1};

    PUT(&index, 1, "cash");
    ck_assert_int_eq(fa_passage_search(&index, HOST, &term, 1, NULL, 0, 9, use_index, &index, NULL), FA_OK);
    ck_assert_uint_eq(search(&index, "cash").count, 0);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(refuses_what_are_no_pages_and_no_words)
{
    static const char *const words[] = {"", "Cash", "net income", "10-k", "cash\n", NULL};
    static const double weights[] = {-1, INFINITY, NAN};
    fa_passage_index index = open_one();
    fa_passage pages[] = {page_of(1, "a"), page_of(1, "b")};
    fa_term term = {"cash", 1};
    hits h = {.count = 0};

    ck_assert_int_eq(fa_passage_put(&index, HOST, id_of(1), pages, 2, NULL), FA_EINVALID);
    pages[0].page = 0;
    ck_assert_int_eq(fa_passage_put(&index, HOST, id_of(1), pages, 1, NULL), FA_EINVALID);
    pages[1].text = NULL;
    ck_assert_int_eq(fa_passage_put(&index, HOST, id_of(1), pages + 1, 1, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_passage_put(&index, HOST, (fa_id){{0}}, pages, 0, NULL), FA_EINVALID);
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
        fa_term bad = {words[i], 1};

        ck_assert_int_eq(fa_passage_search(&index, HOST, &bad, 1, NULL, 0, 9, keep, &h, NULL), FA_EINVALID);
    }
    for (unsigned i = 0; i < 3; i++) {
        fa_term bad = {"cash", weights[i]};

        ck_assert_int_eq(fa_passage_search(&index, HOST, &bad, 1, NULL, 0, 9, keep, &h, NULL), FA_EINVALID);
    }
    ck_assert_int_eq(fa_passage_search(&index, HOST, &term, 1, NULL, 0, 9, NULL, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_passage_page(&index, HOST, id_of(1), 1, NULL, NULL, NULL), FA_EINVALID);
    fa_passage_index_close(&index);
}
END_TEST

/* ---- threads ---- */

typedef struct worker {
    const fa_passage_index *index;
    unsigned n;
    unsigned failed;
} worker;

static fa_status check_hit(void *payload, const fa_passage_hit *hit, fa_error *err)
{
    worker *w = payload;

    (void)err;
    w->failed += hit->page != 2 || !(hit->score > 0);
    return FA_OK;
}

static void *work(void *payload)
{
    worker *w = payload;

    for (unsigned i = 0; i < 12; i++) {
        fa_passage pages[] = {page_of(1, "a page about sales"), page_of(2, "a page about cash"),
                              page_of(3, "a page about equity and its change")};
        fa_term term = {"cash", 1};
        fa_id own = id_of(w->n);
        unsigned before = w->failed;

        w->failed += fa_passage_put(w->index, HOST, own, pages, 3, NULL) != FA_OK;
        w->failed += fa_passage_search(w->index, HOST, &term, 1, NULL, 0, 99, check_hit, w, NULL) != FA_OK;
        if (i % 3 == 1)
            w->failed += fa_passage_remove(w->index, HOST, own, NULL) != FA_OK;
        w->failed += fa_passage_search(w->index, HOST, &term, 1, &own, 1, 99, check_hit, w, NULL) != FA_OK;
        if (before != w->failed)
            return NULL;
    }
    return NULL;
}

START_TEST(serves_eight_threads_at_once)
{
    fa_passage_index index = open_one();
    pthread_t threads[THREADS];
    worker workers[THREADS];

    for (unsigned i = 0; i < THREADS; i++) {
        workers[i] = (worker){&index, i + 1, 0};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_uint_eq(workers[i].failed, 0);
    }
    come_back(&index);
    ck_assert_uint_eq(search(&index, "cash").count, THREADS);
    fa_passage_index_close(&index);
}
END_TEST

static void put_of(const fa_passage_index *index, fa_id owner, unsigned n, const char *text)
{
    fa_passage page = page_of(1, text);

    ck_assert_int_eq(fa_passage_put(index, owner, id_of(n), &page, 1, NULL), FA_OK);
}

static hits search_of(const fa_passage_index *index, fa_id owner, const fa_id *documents, uint32_t count)
{
    fa_term term = {"cash", 1};
    hits h = {.count = 0};

    ck_assert_int_eq(fa_passage_search(index, owner, &term, 1, documents, count, MAX_HITS, keep, &h, NULL),
                     FA_OK);
    return h;
}

static fa_status see(void *payload, const fa_passage *page, fa_error *err)
{
    (void)page;
    (void)err;
    ++*(unsigned *)payload;
    return FA_OK;
}

START_TEST(what_belongs_to_another_is_as_if_it_were_not_there)
{
    fa_passage_index index = open_one();
    fa_id document = id_of(2);
    unsigned visits = 0;
    hits alone, beside;

    put_of(&index, mine, 1, "cash and more cash\n");
    alone = search_of(&index, mine, NULL, 0);
    put_of(&index, theirs, 2, "cash\n");
    beside = search_of(&index, mine, NULL, 0);
    ck_assert_uint_eq(beside.count, 1);
    expect_hit(&beside, 0, 1, 1);
    ck_assert(alone.items[0].score == beside.items[0].score);
    ck_assert_uint_eq(search_of(&index, mine, &document, 1).count, 0);
    ck_assert_uint_eq(search_of(&index, HOST, NULL, 0).count, 0);
    ck_assert_int_eq(fa_passage_page(&index, mine, document, 1, see, &visits, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_passage_remove(&index, mine, document, NULL), FA_OK);
    put_of(&index, mine, 2, "no word of it\n");
    come_back(&index);
    ck_assert_uint_eq(search_of(&index, theirs, &document, 1).count, 1);
    ck_assert_uint_eq(search_of(&index, mine, &document, 1).count, 0);
    ck_assert_int_eq(fa_passage_page(&index, theirs, document, 1, see, &visits, NULL), FA_OK);
    ck_assert_uint_eq(visits, 1);
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(removes_all_pages_of_an_owner_and_no_other)
{
    fa_passage_index index = open_one();

    for (unsigned n = 1; n <= 40; n++)
        put_of(&index, n % 2 == 0 ? mine : theirs, n, "cash\n");
    ck_assert_int_eq(fa_passage_remove_owner(&index, mine, NULL), FA_OK);
    ck_assert_int_eq(fa_passage_remove_owner(&index, mine, NULL), FA_OK);
    come_back(&index);
    ck_assert_uint_eq(search_of(&index, mine, NULL, 0).count, 0);
    ck_assert_uint_eq(search_of(&index, theirs, NULL, 0).count, 20);
    fa_passage_index_close(&index);
}
END_TEST

int passage_index_contract(const char *adapter, open_passage_index_fn open, open_passage_index_fn reopen)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    open_again = reopen;
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, gives_back_every_field_of_a_page);
    tcase_add_test(tests, tells_number_and_statements_of_a_page_found);
    tcase_add_test(tests, finds_words_whatever_their_case_marks_and_endings);
    tcase_add_test(tests, finds_no_parts_of_words);
    tcase_add_test(tests, takes_a_very_long_word_for_one);
    tcase_add_test(tests, scores_by_bm25);
    tcase_add_test(tests, weighs_terms_and_adds_their_scores);
    tcase_add_test(tests, finds_frequent_words_too);
    tcase_add_test(tests, stops_at_the_limit_with_the_best);
    tcase_add_test(tests, searches_only_the_documents_named);
    tcase_add_test(tests, scores_a_document_alone_as_if_there_were_no_other);
    tcase_add_test(tests, puts_pages_in_place_of_the_earlier_ones);
    tcase_add_test(tests, forgets_a_removed_document_and_no_other);
    tcase_add_test(tests, holds_documents_without_pages_and_pages_without_words);
    tcase_add_test(tests, hands_on_the_failure_of_the_visitor_and_stops);
    tcase_add_test(tests, what_belongs_to_another_is_as_if_it_were_not_there);
    tcase_add_test(tests, removes_all_pages_of_an_owner_and_no_other);
    tcase_add_test(tests, lets_visitors_use_the_index);
    tcase_add_test(tests, refuses_what_are_no_pages_and_no_words);
    tcase_add_test(tests, serves_eight_threads_at_once);
    return unit_run(adapter, tests);
}
