/* The table of concepts. */
#include "finance/concepts.h"

#include <string.h>

#include "unit.h"

START_TEST(every_concept_is_found_by_its_name)
{
    size_t i;

    ck_assert_uint_gt(fai_concept_count(), 350);
    for (i = 0; i < fai_concept_count(); i++) {
        const fai_concept *c = fai_concept_at(i);

        ck_assert_ptr_eq(fai_concept_find(c->name), c);
        ck_assert_ptr_eq(fai_concept_find(c->name + strlen("us-gaap:")), c);
        ck_assert_uint_gt(strlen(c->label), 2);
        ck_assert_int_eq(c->period == FA_PERIOD_INSTANT,
                         c->statement == FA_STATEMENT_BALANCE ||
                             (c->statement == FA_STATEMENT_NONE && c->period == FA_PERIOD_INSTANT));
    }
}
END_TEST

START_TEST(knows_what_it_does_not_know)
{
    ck_assert_ptr_null(fai_concept_find("us-gaap:NoSuchThing"));
    ck_assert_ptr_null(fai_concept_find(""));
    ck_assert_ptr_null(fai_concept_find(NULL));
    ck_assert_ptr_null(fai_concept_at(fai_concept_count()));
}
END_TEST

START_TEST(payments_and_assets_have_their_signs)
{
    ck_assert_int_eq(fai_concept_find("PaymentsOfDividends")->sign, FAI_SIGN_POSITIVE);
    ck_assert_int_eq(fai_concept_find("IncreaseDecreaseInInventories")->sign, FAI_SIGN_REVERSED);
    ck_assert_int_eq(fai_concept_find("NetIncomeLoss")->sign, FAI_SIGN_PRINTED);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("concepts");

    tcase_add_test(t, every_concept_is_found_by_its_name);
    tcase_add_test(t, knows_what_it_does_not_know);
    tcase_add_test(t, payments_and_assets_have_their_signs);
    return unit_run("finance/concepts", t);
}
