/* Up or down, as a sentence has it. */
#include "analysis/domain/direction.h"

#include "unit.h"

START_TEST(knows_questions_that_offer_both_ways)
{
    ck_assert(fai_direction_is_asked("Did rent increase or decrease in 2023?"));
    ck_assert(fai_direction_is_asked("Were margins higher or lower?"));
    ck_assert(!fai_direction_is_asked("Did rent increase in 2023?"));
}
END_TEST

START_TEST(takes_the_word_of_direction_before_the_subject)
{
    static const struct {
        const char *sentence;
        const char *question;
        int way;
    } rows[] = {
        {"Costs fell, as lower rent was offset by higher freight.", "Did freight increase or decrease?", 1},
        {"Costs fell, as lower rent was offset by higher freight.", "Did rent increase or decrease?", -1},
        {"The ratio rose on deleverage of wages and leverage of marketing.",
         "Did wages increase or decrease?", 1},
        {"The ratio rose on deleverage of wages and leverage of marketing.",
         "Did marketing increase or decrease?", -1},
        {"Freight declined in the year.", "Did freight increase or decrease?", 0},
        {"Nothing moved at all.", "Did rent increase or decrease?", 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_msg(fai_direction_of(rows[i].sentence, rows[i].question) == rows[i].way, "%s",
                      rows[i].sentence);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("direction");

    tcase_add_test(t, knows_questions_that_offer_both_ways);
    tcase_add_test(t, takes_the_word_of_direction_before_the_subject);
    return unit_run("analysis/domain/direction", t);
}
