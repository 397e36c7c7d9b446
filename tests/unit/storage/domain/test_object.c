/* The keys of objects: what is one, what is not, and that they lead back to their object. */
#include <string.h>

#include "storage/domain/object.h"
#include "unit.h"

#define USER "usr_00000000000000000000000001"
#define BLOB "blb_00000000000000000000000002"

START_TEST(a_key_leads_back_to_its_object)
{
    static char longest[FAI_OBJECT_NAME_BYTES + 1];
    const char *names[] = {"a", "a-b_c", longest};
    size_t i;

    memset(longest, 'z', sizeof longest - 1);
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        fa_object o = {.owner = {USER}, .name = names[i], .blob = {BLOB}};
        fai_object_key key = fai_object_key_of(&o);
        char name[FAI_OBJECT_NAME_BYTES + 1];
        fa_id owner, blob;

        ck_assert(fai_object_key_parse(key.s, &owner, name, &blob));
        ck_assert_str_eq(owner.s, USER);
        ck_assert_str_eq(name, names[i]);
        ck_assert_str_eq(blob.s, BLOB);
    }
}
END_TEST

static const char *const others[] = {"",
                                     "a",
                                     "/",
                                     "//",
                                     "documents/doc_1",
                                     USER,
                                     USER "/a",
                                     USER "/a/",
                                     USER "//" BLOB,
                                     USER "/a/" BLOB "/",
                                     USER "/a/" BLOB "0",
                                     USER "/a/b/" BLOB,
                                     USER "/a/" USER,
                                     BLOB "/a/" BLOB,
                                     "usr_1/a/" BLOB,
                                     USER "0000000000/a/" BLOB};

START_TEST(other_keys_are_not_taken_for_ones)
{
    char name[FAI_OBJECT_NAME_BYTES + 1];
    fa_id owner, blob;

    ck_assert(!fai_object_key_parse(others[_i], &owner, name, &blob));
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("object");

    tcase_add_test(tests, a_key_leads_back_to_its_object);
    tcase_add_loop_test(tests, other_keys_are_not_taken_for_ones, 0, sizeof others / sizeof *others);
    return unit_run("storage/domain/object", tests);
}
