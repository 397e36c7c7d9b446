/* The checksum of stored blobs. */
#include "adapters/fs/crc64.h"

#include "unit.h"

static fs_crc64_tables tables;

START_TEST(gives_the_check_value_of_the_catalogue)
{
    ck_assert(fs_crc64_update(&tables, 0, "123456789", 9) == UINT64_C(0x995dc9bbdf1939fa));
    ck_assert(fs_crc64_update(&tables, 0, "", 0) == 0);
}
END_TEST

START_TEST(does_not_depend_on_how_the_bytes_are_cut)
{
    static const char text[] = "The quick brown fox jumps over the lazy dog, twice.";
    uint64_t whole = fs_crc64_update(&tables, 0, text, sizeof text);
    size_t cut;

    for (cut = 0; cut <= sizeof text; cut++) {
        uint64_t crc = fs_crc64_update(&tables, 0, text, cut);

        ck_assert(fs_crc64_update(&tables, crc, text + cut, sizeof text - cut) == whole);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("crc64");

    fs_crc64_prepare(&tables);
    tcase_add_test(tests, gives_the_check_value_of_the_catalogue);
    tcase_add_test(tests, does_not_depend_on_how_the_bytes_are_cut);
    return unit_run("adapters/fs/crc64", tests);
}
