/* Pages set in two columns of text. */
#include "draw.h"
#include "unit.h"

START_TEST(reads_the_left_column_before_the_right_one)
{
    static const char *const lines[] = {
        "                      Letter to the owners of the company",
        "The company makes instruments for laboratories   Demand was strong all through the year, and the",
        "and hospitals. It was founded in the year 1962   plants that we opened were used in full. Of all",
        "and employs people in all parts of the world,    that we sold, a third went to new customers who",
        "who work on what will be used to find cures      had bought from others before. We thank them for",
        "for many an illness. The market for what we      their trust, and will do all that we can to earn",
        "make grew in every region where we sell it.      it in the years to come as in those behind us.",
        "Sales went up, and so did the income that was    The board will propose to pay a dividend to all",
        "left when all had been paid.                     owners of shares at the end of the year.",
        NULL};
    const fa_content *c = drawn(lines);
    const char *text = c->pages[0].text;

    ck_assert_uint_eq(c->table_count, 0);
    ck_assert_ptr_nonnull(strstr(text, "and hospitals. It was founded in the year 1962\nand employs people"));
    ck_assert_ptr_nonnull(strstr(text, "left when all had been paid.\nDemand was strong"));
    ck_assert_uint_eq(c->pages[0].line_count, 17);
    fa_content_free(c);
}
END_TEST

START_TEST(leaves_terms_and_their_explanations_in_rows)
{
    static const char *const lines[] = {
        "Growth of sales of all products that we make      What was sold in this year less what was sold in",
        "                                                  the year before, as a part of the latter, when "
        "all",
        "                                                  is counted at the same rates of exchange as then",
        "Share of sales of services to all customers       What was sold in services as a part of all sales,",
        "                                                  where a service is what lasts for a year or more",
        "                                                  and is paid for in advance by those who order it",
        "Orders that were not yet filled at the end        What had been ordered and was to be delivered "
        "when",
        "                                                  the year ended, with no regard to what was paid",
        "                                                  in advance and to what may still be called off",
        "Number of places in which we sell what we make    All places with people of our own at the year end",
        "Number of people who work for us at the end       All who are employed for more than half the hours",
        "Sales of products that were new in this year      What was sold of all that is not older than a "
        "year",
        NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->pages[0].line_count, 12);
    fa_content_free(c);
}
END_TEST

START_TEST(keeps_a_table_across_the_page_whole)
{
    static const char *const lines[] = {
        "The company makes instruments for laboratories   Demand was strong all through the year, and the",
        "and hospitals. It was founded in the year 1962   plants that we opened were used in full. Of all",
        "and employs people in all parts of the world,    that we sold, a third went to new customers who",
        "who work on what will be used to find cures      had bought from others before. We thank them for",
        "for many an illness. The market for what we      their trust, and will do all that we can to earn",
        "make grew in every region where we sell it.      it in the years to come as in those behind us.",
        "",
        "Net sales of the whole company                           500       400",
        "Cost of what was sold                                    300       250",
        "Income before taxes                                      200       150",
        NULL};
    const fa_content *c = drawn(lines);
    char text[512];

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_str_eq(row_text(&c->tables[0], 1, text), "Cost of what was sold|300|250");
    fa_content_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("gutter");

    tcase_add_test(t, reads_the_left_column_before_the_right_one);
    tcase_add_test(t, leaves_terms_and_their_explanations_in_rows);
    tcase_add_test(t, keeps_a_table_across_the_page_whole);
    return unit_run("content/gutter", t);
}
