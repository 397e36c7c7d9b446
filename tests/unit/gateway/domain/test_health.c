/* Membership by health. */
#include <finanalyst/gateway.h>

#include "unit.h"

START_TEST(two_checks_that_agree_change_it_and_one_does_not)
{
    fa_health h = {0};

    ck_assert(!fa_health_note(&h, false));
    ck_assert(!fa_health_note(&h, true));
    ck_assert(!fa_health_note(&h, false));
    ck_assert(!h.out);
    ck_assert(fa_health_note(&h, false));
    ck_assert(h.out);
    ck_assert(!fa_health_note(&h, true));
    ck_assert(!fa_health_note(&h, false));
    ck_assert(!fa_health_note(&h, true));
    ck_assert(h.out);
    ck_assert(fa_health_note(&h, true));
    ck_assert(!h.out);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("health");

    tcase_add_test(t, two_checks_that_agree_change_it_and_one_does_not);
    return unit_run("gateway/domain/health", t);
}
