/* What an account may say, where keys may be used from, and the chain of the trail. */
#include "user/domain/account.h"

#include <stdio.h>
#include <string.h>

#include "host.h"
#include "unit.h"
#include "user/domain/audit.h"
#include "user/domain/scope.h"

START_TEST(addresses_are_kept_in_one_form)
{
    static const char *const good[][2] = {{" A.B+c@Example.COM ", "a.b+c@example.com"},
                                          {"x@localhost", "x@localhost"},
                                          {"o'neil@x-y.example", "o'neil@x-y.example"},
                                          {"grün@example.com", "grün@example.com"}};
    char out[FA_EMAIL_BYTES];

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ck_assert_int_eq(fai_email(good[i][0], out, NULL), FA_OK);
        ck_assert_str_eq(out, good[i][1]);
    }
}
END_TEST

START_TEST(what_is_no_address_is_refused)
{
    static const char *const bad[] = {"",         "a",       "@",       "a@",    "@b",      "a@b@c",
                                      "a b@c",    "a@b c",   ".a@b",    "a.@b",  "a..b@c",  "a@.b",
                                      "a@b.",     "a@-b",    "a@b-",    "a@b_c", "\"a\"@b", "a@[1.2.3.4]",
                                      "a\r\nx@b", "a\x7f@b", "a@b\xff", "<a@b>", "a@b,c@d", "a,b@c"};
    char out[FA_EMAIL_BYTES], text[400];

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(fai_email(bad[i], out, NULL) == FA_EINVALID, "%s", bad[i]);
    memset(text, 'a', sizeof text);
    memcpy(text + 65, "@b.example", 11);
    ck_assert_int_eq(fai_email(text, out, NULL), FA_EINVALID); /* a local part of 65 */
    ck_assert_int_eq(fai_email(text + 1, out, NULL), FA_OK);
    memset(text, 'a', sizeof text);
    text[10] = '@';
    for (int i = 20; i < 260; i += 10)
        text[i] = '.';
    text[255] = '\0';
    ck_assert_int_eq(fai_email(text, out, NULL), FA_EINVALID);
    text[254] = '\0';
    ck_assert_int_eq(fai_email(text, out, NULL), FA_OK);
}
END_TEST

START_TEST(text_from_anywhere_is_made_fit)
{
    char out[8];

    fai_take_text(out, sizeof out, "ab\ncd");
    ck_assert_str_eq(out, "ab?cd");
    fai_take_text(out, sizeof out, "abcdeföx"); /* the ö would be cut */
    ck_assert_str_eq(out, "abcdef");
    fai_take_text(out, sizeof out, "a\xff\xfe");
    ck_assert_str_eq(out, "a??");
    fai_take_text(out, sizeof out, NULL);
    ck_assert_str_eq(out, "");
}
END_TEST

START_TEST(keys_are_used_from_where_they_may)
{
    static const struct {
        const char *allowed, *address;
        bool inside;
    } cases[] = {{"", "anything", true},
                 {"192.0.2.0/24", "192.0.2.255", true},
                 {"192.0.2.0/24", "192.0.3.0", false},
                 {"192.0.2.128/25 10.0.0.0/8", "10.255.0.1", true},
                 {"192.0.2.128/25", "192.0.2.127", false},
                 {"192.0.2.1", "192.0.2.1", true},
                 {"192.0.2.1", "::ffff:192.0.2.1", true},
                 {"::ffff:192.0.2.0/120", "192.0.2.7", true},
                 {"2001:db8::/33", "2001:db8:7fff::1", true},
                 {"2001:db8::/33", "2001:db8:8000::1", false},
                 {"0.0.0.0/0", "203.0.113.9", true},
                 {"0.0.0.0/0", "2001:db8::1", false},
                 {"192.0.2.0/24", "", false},
                 {"192.0.2.0/24", "192.0.2.1, 10.0.0.1", false}};
    char out[FA_SCOPE_BYTES];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(fai_addresses(cases[i].allowed, out, NULL), FA_OK);
        ck_assert_msg(fai_address_allowed(out, cases[i].address) == cases[i].inside, "%s %s",
                      cases[i].allowed, cases[i].address);
    }
    ck_assert_int_eq(fai_addresses("192.0.2.0/-1", out, NULL), FA_EINVALID);
    ck_assert_int_eq(fai_addresses("192.0.2.0/", out, NULL), FA_EINVALID);
    ck_assert_int_eq(fai_addresses("192.0.2.0/8x", out, NULL), FA_EINVALID);
    ck_assert_int_eq(fai_addresses("2001:db8::/129", out, NULL), FA_EINVALID);
}
END_TEST

START_TEST(an_address_is_counted_with_its_network)
{
    char out[FA_ADDRESS_BYTES];

    fai_address_group("192.0.2.9", out);
    ck_assert_str_eq(out, "192.0.2.9");
    fai_address_group("::ffff:192.0.2.9", out);
    ck_assert_str_eq(out, "192.0.2.9");
    fai_address_group("2001:db8:1:2:3:4:5:6", out);
    ck_assert_str_eq(out, "2001:db8:1:2::");
    fai_address_group("nowhere", out);
    ck_assert_str_eq(out, "?");
}
END_TEST

START_TEST(a_line_cannot_be_changed_moved_or_taken_out)
{
    fa_hasher hasher = host_hasher();
    fa_audit_entry e[3];

    memset(e, 0, sizeof e);
    for (int i = 0; i < 3; i++) {
        e[i].time = 100 + i;
        (void)snprintf(e[i].action, sizeof e[i].action, "act%d", i);
        ck_assert_int_eq(fai_audit_seal(&hasher, i == 0 ? NULL : &e[i - 1], &e[i], NULL), FA_OK);
        ck_assert(fai_audit_follows(&hasher, i == 0 ? NULL : &e[i - 1], &e[i]));
    }
    ck_assert(!fai_audit_follows(&hasher, &e[0], &e[2])); /* one taken out */
    ck_assert(!fai_audit_follows(&hasher, NULL, &e[1]));
    for (int member = 0; member < 8; member++) {
        fa_audit_entry changed = e[1];
        char *const texts[] = {changed.actor.s, changed.action,  changed.target,
                               changed.address, changed.request, changed.detail};

        if (member < 6)
            texts[member][0] = 'x';
        else if (member == 6)
            changed.time++;
        else
            changed.hash[0] ^= 1;
        ck_assert(!fai_audit_follows(&hasher, &e[0], &changed));
    }
    /* Text does not move from one member to the next unseen. */
    (void)snprintf(e[1].action, sizeof e[1].action, "ac");
    (void)snprintf(e[1].target, sizeof e[1].target, "t1");
    ck_assert(!fai_audit_follows(&hasher, &e[0], &e[1]));
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("account");

    tcase_add_test(tests, addresses_are_kept_in_one_form);
    tcase_add_test(tests, what_is_no_address_is_refused);
    tcase_add_test(tests, text_from_anywhere_is_made_fit);
    tcase_add_test(tests, keys_are_used_from_where_they_may);
    tcase_add_test(tests, an_address_is_counted_with_its_network);
    tcase_add_test(tests, a_line_cannot_be_changed_moved_or_taken_out);
    return unit_run("user/account", tests);
}
