/* Words without their endings. */
#include <finanalyst/search.h>

#include <stdbool.h>
#include <string.h>

#include "retrieval/stem.h"
#include "unit.h"

typedef struct pair {
    const char *word;
    const char *stem;
} pair;

static void expect(const pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char stem[FA_STEM_MAX];

        ck_assert_uint_eq(fa_word_stem(pairs[i].word, stem), strlen(pairs[i].stem));
        ck_assert_str_eq(stem, pairs[i].stem);
    }
}
#define EXPECT(...) expect((const pair[]){__VA_ARGS__}, sizeof((const pair[]){__VA_ARGS__}) / sizeof(pair))

START_TEST(takes_plurals_off)
{
    EXPECT({"losses", "loss"}, {"properties", "properti"}, {"loss", "loss"}, {"assets", "asset"},
           {"gas", "ga"});
}
END_TEST

START_TEST(takes_past_and_progressive_forms_off)
{
    EXPECT({"agreed", "agre"}, {"feed", "feed"}, {"pledged", "pledg"}, {"led", "led"}, {"issuing", "issu"},
           {"spring", "spring"}, {"stated", "state"}, {"enabled", "enabl"}, {"sized", "size"},
           {"netted", "net"}, {"selling", "sell"}, {"passing", "pass"}, {"buzzing", "buzz"},
           {"filing", "file"}, {"failing", "fail"});
}
END_TEST

START_TEST(makes_an_i_of_a_y_behind_a_vowel)
{
    EXPECT({"equity", "equiti"}, {"equities", "equiti"}, {"sky", "sky"}, {"pay", "pai"});
}
END_TEST

START_TEST(takes_suffixes_off_step_by_step)
{
    EXPECT({"operational", "oper"}, {"operations", "oper"}, {"conditional", "condit"}, {"rational", "ration"},
           {"capitalization", "capit"}, {"liabilities", "liabil"}, {"usefulness", "us"},
           {"electrical", "electr"}, {"depreciation", "depreci"}, {"adjustment", "adjust"},
           {"replacement", "replac"}, {"adoption", "adopt"}, {"communion", "communion"},
           {"effective", "effect"}, {"technology", "technolog"}, {"possibly", "possibl"});
}
END_TEST

START_TEST(takes_a_last_e_and_a_double_l_off)
{
    EXPECT({"revenue", "revenu"}, {"rate", "rate"}, {"cease", "ceas"}, {"controlling", "control"},
           {"roll", "roll"});
}
END_TEST

START_TEST(leaves_what_is_no_english_word_as_it_is)
{
    EXPECT({"as", "as"}, {"10ks", "10ks"}, {"2023", "2023"}, {"", ""}, {" – ", ""}, {"Ωs", "Ωs"});
}
END_TEST

START_TEST(reads_the_first_word_alone)
{
    EXPECT({"  Net income", "net"}, {"(losses)", "loss"}, {"Société générale", "societ"});
}
END_TEST

START_TEST(never_makes_a_word_longer)
{
    static const char letters[] = "abeilnosty";
    char word[6];
    bool grew = false;

    /* every word of five of these letters: no ending reads or writes out of bounds, none grows */
    for (int i = 0; i < 100000; i++) {
        int rest = i;
        size_t len;

        for (int k = 0; k < 5; k++, rest /= 10)
            word[k] = letters[rest % 10];
        word[5] = '\0';
        len = fai_stem(word, 5);
        grew = grew || len < 1 || len > 5 || word[5] != '\0';
    }
    ck_assert(!grew);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("stem");

    tcase_add_test(tests, takes_plurals_off);
    tcase_add_test(tests, takes_past_and_progressive_forms_off);
    tcase_add_test(tests, makes_an_i_of_a_y_behind_a_vowel);
    tcase_add_test(tests, takes_suffixes_off_step_by_step);
    tcase_add_test(tests, takes_a_last_e_and_a_double_l_off);
    tcase_add_test(tests, leaves_what_is_no_english_word_as_it_is);
    tcase_add_test(tests, reads_the_first_word_alone);
    tcase_add_test(tests, never_makes_a_word_longer);
    return unit_run("stem", tests);
}
