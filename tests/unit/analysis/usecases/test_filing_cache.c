/* The filings that were asked about lately. */
#include "analysis/usecases/filing_cache.h"

#include <string.h>

#include "host.h"
#include "unit.h"

static fa_filing_repo repo;

static fa_id id_of(char last)
{
    fa_id id = {"doc_00000000000000000000000000"};

    id.s[29] = last;
    return id;
}

static void put(char last, int32_t year)
{
    fa_filing f;
    fa_identity_item none = {.text = "", .place = {.element = ""}};

    memset(&f, 0, sizeof f);
    f.identity = (fa_identity){.company = none,
                               .ticker = none,
                               .cik = none,
                               .form = none,
                               .period = none,
                               .currency = none,
                               .fiscal_year = year,
                               .industry = ""};
    ck_assert_int_eq(fa_filing_repo_put(&repo, HOST, id_of(last), &f, NULL), FA_OK);
}

static void set_up(void)
{
    ck_assert_int_eq(host_open(FA_PORT_FILING_REPO, "memory:", &repo, NULL), FA_OK);
    put('1', 2021);
    put('2', 2022);
}

static void tear_down(void)
{
    fa_filing_repo_close(&repo);
}

static const fa_filing *take(fai_filing_cache *c, char last, uint32_t version)
{
    const fa_filing *f = NULL;

    ck_assert_int_eq(fai_filing_cache_take(c, &repo, HOST, id_of(last), version, &f, NULL), FA_OK);
    return f;
}

START_TEST(lends_the_same_filing_twice)
{
    fai_filing_cache *c = fai_filing_cache_new(1 << 20);
    const fa_filing *a = take(c, '1', 1);
    const fa_filing *b = take(c, '1', 1);

    ck_assert_ptr_eq(a, b);
    ck_assert_int_eq(a->identity.fiscal_year, 2021);
    fai_filing_cache_give(c, a);
    fai_filing_cache_give(c, b);
    fai_filing_cache_free(c);
}
END_TEST

START_TEST(loads_a_document_that_was_read_again_anew)
{
    fai_filing_cache *c = fai_filing_cache_new(1 << 20);
    const fa_filing *a = take(c, '1', 1);
    const fa_filing *b;

    put('1', 2031);
    b = take(c, '1', 2);
    ck_assert_int_eq(a->identity.fiscal_year, 2021); /* in use: stays as it was */
    ck_assert_int_eq(b->identity.fiscal_year, 2031);
    fai_filing_cache_give(c, a);
    fai_filing_cache_give(c, b);
    fai_filing_cache_free(c);
}
END_TEST

START_TEST(keeps_what_is_in_use_over_the_bound_and_drops_it_after)
{
    fai_filing_cache *c = fai_filing_cache_new(1);
    const fa_filing *a = take(c, '1', 1);
    const fa_filing *b = take(c, '2', 1);

    ck_assert_int_eq(a->identity.fiscal_year, 2021);
    ck_assert_int_eq(b->identity.fiscal_year, 2022);
    fai_filing_cache_give(c, a);
    fai_filing_cache_give(c, b);
    put('1', 2041);
    a = take(c, '1', 1); /* the same version, but it was dropped */
    ck_assert_int_eq(a->identity.fiscal_year, 2041);
    fai_filing_cache_give(c, a);
    fai_filing_cache_free(c);
}
END_TEST

START_TEST(passes_on_that_there_is_no_filing)
{
    fai_filing_cache *c = fai_filing_cache_new(1 << 20);
    const fa_filing *f = NULL;

    ck_assert_int_eq(fai_filing_cache_take(c, &repo, HOST, id_of('9'), 1, &f, NULL), FA_ENOTFOUND);
    ck_assert_ptr_null(f);
    fai_filing_cache_give(c, NULL);
    fai_filing_cache_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("filing_cache");

    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, lends_the_same_filing_twice);
    tcase_add_test(t, loads_a_document_that_was_read_again_anew);
    tcase_add_test(t, keeps_what_is_in_use_over_the_bound_and_drops_it_after);
    tcase_add_test(t, passes_on_that_there_is_no_filing);
    return unit_run("analysis/usecases/filing_cache", t);
}
