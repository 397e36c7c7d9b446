/* Which passwords are refused. */
#include <stdio.h>
#include <string.h>

#include "unit.h"
#include "user/domain/password.h"

static const fai_password_owner owner = {"jo.miller@meadowbank.example", "Josephine van Miller", false};
static const fai_password_owner with_totp = {"jo.miller@meadowbank.example", "Josephine van Miller", true};

static fa_status check(const fai_common_passwords *common, const char *password,
                       const fai_password_owner *who)
{
    fai_password_rules rules = {15, 8, common};
    fa_error err = {0};
    fa_status st = fai_password_check(&rules, password, who, "password", &err);

    ck_assert(st == FA_OK || strcmp(err.field, "password") == 0);
    return st;
}

START_TEST(takes_what_is_long_and_not_simple)
{
    static const char *const good[] = {"correct horse battery staple",
                                       "correcthorsebatterystaple",
                                       "xK9#mQ2$vL7@nR4w",
                                       "my dog eats red shoes at noon",
                                       "zwölf Äpfel fallen gern um drei",
                                       "三匹の猫が静かに海を見ている午後三時",
                                       "58209974416730258816940327",
                                       "                a b c d e f"};

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(check(NULL, good[i], &owner) == FA_OK, "%s", good[i]);
    ck_assert_int_eq(check(NULL, "vT8$kz!q", &with_totp), FA_OK);
    ck_assert_int_eq(check(NULL, "vT8$kz!q", &owner), FA_EINVALID);
}
END_TEST

START_TEST(refuses_what_people_build_bad_ones_of)
{
    static const char *const bad[] = {"passwordpassword",   "Password12345678",   "P@ssw0rd!P@ssw0rd",
                                      "qwertyuiop123456",   "aaaaaaaaaaaaaaaa",   "abcdefghijklmnop",
                                      "1234567890123456",   "abcabcabcabcabcabc", "welcome summer 1",
                                      "letmeinletmein2024", "!!!!!!!!!!!!!!!!!!", "iloveyou1iloveyou1",
                                      "AdminAdminAdmin1",   "qazwsxedcrfvtgby",   "1q2w3e4r5t6y7u8i"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(check(NULL, bad[i], &owner) == FA_EINVALID, "%s: %u pieces", bad[i],
                      fai_password_pieces(bad[i]));
}
END_TEST

START_TEST(refuses_what_holds_the_owner_or_the_product)
{
    static const char *const bad[] = {"xx jo.miller q7 zz kk", "the MEADOWBANK of q7zk",
                                      "old Josephine q7 zk pp", "go miller go q7 zk pp",
                                      "my finanalyst q7 zk pp"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(check(NULL, bad[i], &owner) == FA_EINVALID, "%s", bad[i]);
    ck_assert_int_eq(check(NULL, "a van drives to q7 zk pp", &owner), FA_OK); /* too short a name to count */
}
END_TEST

START_TEST(counts_characters_not_bytes)
{
    char many[FA_PASSWORD_MAX * 4 + 8] = "";

    ck_assert_int_eq(check(NULL, NULL, &owner), FA_EINVALID);
    ck_assert_int_eq(check(NULL, "", &owner), FA_EINVALID);
    ck_assert_int_eq(check(NULL, "öäüßéèàçñøåæþð", &owner), FA_EINVALID); /* 14 */
    ck_assert_int_eq(check(NULL, "öäüßéèàçñøåæþðž", &owner), FA_OK);
    for (int i = 0; i < FA_PASSWORD_MAX; i++)
        (void)snprintf(many + strlen(many), sizeof many - strlen(many), "%c", "kdjw83nfu2hqpzmx"[i * 7 % 16]);
    ck_assert_int_eq(check(NULL, many, &owner), FA_OK);
    (void)snprintf(many + strlen(many), sizeof many - strlen(many), "x");
    ck_assert_int_eq(check(NULL, many, &owner), FA_EINVALID);
    ck_assert_int_eq(check(NULL, "four quite\x01 unlike words", &owner), FA_EINVALID);
    ck_assert_int_eq(check(NULL, "four quite \xff unlike words", &owner), FA_EINVALID);
}
END_TEST

START_TEST(a_list_of_common_ones_counts_in_any_case_and_dressed_up)
{
    static const char list[] = "Trustworthy\r\nplumtreehouses\n\nfootballmanager";
    fai_common_passwords common = {NULL, 0};

    ck_assert_int_eq(check(NULL, "trustworthy1!", &with_totp), FA_OK);
    ck_assert_int_eq(fai_common_passwords_read(&common, list, sizeof list - 1, NULL), FA_OK);
    ck_assert_uint_eq(common.count, 3);
    ck_assert_int_eq(check(&common, "TRUSTWORTHY", &with_totp), FA_EINVALID);
    ck_assert_int_eq(check(&common, "trustworthy1!", &with_totp), FA_EINVALID);
    ck_assert_int_eq(check(&common, "2024Trustworthy", &owner), FA_EINVALID);
    ck_assert_int_eq(check(&common, "trustworthyTrustworthy", &owner), FA_OK); /* not the same twice */
    ck_assert_int_eq(check(&common, "trustworthytrustworthy", &owner), FA_EINVALID);
    ck_assert_int_eq(check(&common, "footballmanager", &owner), FA_EINVALID);
    ck_assert_int_eq(check(&common, "plumtreehouses with q7", &owner), FA_OK);
    fai_common_passwords_clear(&common);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("password");

    tcase_add_test(tests, takes_what_is_long_and_not_simple);
    tcase_add_test(tests, refuses_what_people_build_bad_ones_of);
    tcase_add_test(tests, refuses_what_holds_the_owner_or_the_product);
    tcase_add_test(tests, counts_characters_not_bytes);
    tcase_add_test(tests, a_list_of_common_ones_counts_in_any_case_and_dressed_up);
    return unit_run("user/password", tests);
}
