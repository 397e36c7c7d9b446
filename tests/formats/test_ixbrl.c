/* Inline XBRL: facts, their text and places, contexts and units, and the habits of filers. */
#include <string.h>

#include "read_format.h"
#include "unit.h"

#define HTML                                                                                                 \
    "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:ix='http://www.xbrl.org/2013/inlineXBRL' "             \
    "xmlns:xbrli='http://www.xbrl.org/2003/instance' xmlns:xbrldi='http://xbrl.org/2006/xbrldi' "            \
    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:us-gaap='http://fasb.org/us-gaap/2024' "    \
    "xmlns:iso4217='http://www.xbrl.org/2003/iso4217'><body>"
#define HEADER                                                                                               \
    "<div style='display:none'><ix:header><ix:hidden>"                                                       \
    "<ix:nonNumeric name='dei:DocumentType' contextRef='y'>10-K</ix:nonNumeric></ix:hidden><ix:resources>"   \
    "<xbrli:context id='y'><xbrli:entity><xbrli:identifier scheme='s'> 0000123456 </xbrli:identifier>"       \
    "</xbrli:entity><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31"    \
    "</xbrli:endDate></xbrli:period></xbrli:context>"                                                        \
    "<xbrli:context id='d'><xbrli:entity><xbrli:identifier scheme='s'>0000123456</xbrli:identifier>"         \
    "<xbrli:segment><xbrldi:explicitMember dimension='us-gaap:SegmentsAxis'>alder:NorthMember"               \
    "</xbrldi:explicitMember><xbrldi:typedMember dimension='alder:LotAxis'><alder:Lot>17 b</alder:Lot>"      \
    "</xbrldi:typedMember></xbrli:segment></xbrli:entity><xbrli:period><xbrli:instant>2024-12-31T00:00:00"   \
    "</xbrli:instant></xbrli:period></xbrli:context>"                                                        \
    "<xbrli:unit id='usd'><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit><xbrli:unit id='eps'>"      \
    "<xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>"    \
    "<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>"             \
    "</xbrli:divide></xbrli:unit></ix:resources></ix:header></div>"

START_TEST(contexts_and_units_are_read_in_full)
{
    const fa_content *c = read_html(HTML HEADER "<p>x</p></body></html>");

    ck_assert_uint_eq(c->context_count, 2);
    ck_assert_str_eq(c->contexts[0].id, "y");
    ck_assert_str_eq(c->contexts[0].entity, "0000123456");
    ck_assert_int_eq(c->contexts[0].start, fa_date_make(2024, 1, 1));
    ck_assert_int_eq(c->contexts[0].end, fa_date_make(2024, 12, 31));
    ck_assert_int_eq(c->contexts[1].start, FA_DATE_NONE);
    ck_assert_int_eq(c->contexts[1].end, fa_date_make(2024, 12, 31));
    ck_assert_uint_eq(c->contexts[1].dim_count, 2);
    ck_assert_str_eq(c->contexts[1].dims[0].axis, "us-gaap:SegmentsAxis");
    ck_assert_str_eq(c->contexts[1].dims[0].member, "alder:NorthMember");
    ck_assert_str_eq(c->contexts[1].dims[1].member, "17 b");
    ck_assert_uint_eq(c->unit_count, 2);
    ck_assert_str_eq(c->units[0].measure, "USD");
    ck_assert_str_eq(c->units[1].measure, "USD/shares");
    fa_content_free(c);
}
END_TEST

START_TEST(a_figure_in_a_table_knows_its_cell_and_the_cell_its_figures)
{
    static const char text[] = HTML
        "<table><tr><td>Net sales</td><td>$</td><td id='k'>(<ix:nonFraction id='f1' name='us-gaap:Revenues' "
        "contextRef='y' unitRef='usd' decimals='-6' scale='6' sign='-' format='ixt:num-dot-decimal'>1,200"
        "</ix:nonFraction>)</td><td><ix:nonFraction name='us-gaap:Assets' contextRef='d' unitRef='usd' "
        "decimals='INF'>7</ix:nonFraction></td></tr></table>" HEADER "</body></html>";
    const fa_content *c = read_html(text);
    const fa_tag *t = tag_named(c, "us-gaap:Revenues");
    const fa_cell *x = cell_at(c, 0, 0, 2);

    ck_assert_ptr_nonnull(t);
    ck_assert_str_eq(t->text, "1,200");
    ck_assert_str_eq(t->format, "ixt:num-dot-decimal");
    ck_assert_int_eq(t->context, 0);
    ck_assert_int_eq(t->unit, 0);
    ck_assert_int_eq(t->scale, 6);
    ck_assert_int_eq(t->decimals, -6);
    ck_assert(t->numeric && t->negative && !t->nil && !t->hidden);
    ck_assert_int_eq(t->table, 0);
    ck_assert_int_eq(t->row, 0);
    ck_assert_int_eq(t->col, 2);
    ck_assert_str_eq(text_at(c, &t->place), "1,200");
    ck_assert_str_eq(t->place.element, "f1");
    ck_assert_int_eq(strncmp(source_at(text, &t->place), "<ix:nonFraction id='f1'", 23), 0);
    ck_assert_uint_eq(x->tag_first, (uint32_t)(t - c->tags));
    ck_assert_uint_eq(x->tag_count, 1);
    ck_assert_str_eq(x->place.element, "f1");
    ck_assert_int_eq(tag_named(c, "us-gaap:Assets")->decimals, FA_DECIMALS_INF);
    ck_assert_uint_eq(cell_at(c, 0, 0, 3)->tag_first, x->tag_first + 1);
    fa_content_free(c);
}
END_TEST

START_TEST(hidden_facts_have_no_page)
{
    const fa_content *c = read_html(HTML HEADER "<p>x</p><p style='display:none'><ix:nonFraction name='a:B' "
                                                "contextRef='y'>3</ix:nonFraction></p></body></html>");
    const fa_tag *t = tag_named(c, "dei:DocumentType");

    ck_assert(t->hidden && !t->numeric);
    ck_assert_str_eq(t->text, "10-K");
    ck_assert_int_eq(t->place.page, 0);
    ck_assert_uint_gt(t->place.source_end, t->place.source_start);
    ck_assert(tag_named(c, "a:B")->hidden);
    ck_assert_ptr_null(strstr(c->pages[0].text, "10-K"));
    fa_content_free(c);
}
END_TEST

START_TEST(nested_facts_each_have_the_text)
{
    const fa_content *c = read_html(
        HTML "<p>It sold <ix:nonNumeric name='a:Text' contextRef='y'>about <ix:nonFraction name='a:Lots' "
             "contextRef='y'><ix:nonFraction name='a:Units' contextRef='y' scale='3'>25</ix:nonFraction>"
             "</ix:nonFraction> thousand</ix:nonNumeric>.</p></body></html>");

    ck_assert_str_eq(tag_named(c, "a:Text")->text, "about 25 thousand");
    ck_assert_str_eq(tag_named(c, "a:Lots")->text, "25");
    ck_assert_str_eq(tag_named(c, "a:Units")->text, "25");
    ck_assert_int_eq(tag_named(c, "a:Units")->scale, 3);
    ck_assert_str_eq(text_at(c, &tag_named(c, "a:Text")->place), "about 25 thousand");
    fa_content_free(c);
}
END_TEST

START_TEST(continuations_are_joined_and_exclusions_left_out)
{
    const fa_content *c = read_html(
        HTML
        "<div><ix:nonNumeric name='a:Note' contextRef='y' continuedAt='c1'>Note 1<ix:exclude> Page 5 "
        "<ix:nonFraction name='a:Page' contextRef='y'>5</ix:nonFraction></ix:exclude> "
        "Leases.</ix:nonNumeric></div>"
        "<hr style='page-break-after:always'><ix:continuation id='c2' continuedAt='c1'><p>And</p><p>so "
        "on.</p>"
        "</ix:continuation><ix:continuation id='c1' continuedAt='c2'>More.</ix:continuation></body></html>");

    ck_assert_str_eq(tag_named(c, "a:Note")->text, "Note 1 Leases. More. And so on.");
    ck_assert_str_eq(tag_named(c, "a:Page")->text, "5");
    ck_assert_int_eq(tag_named(c, "a:Note")->place.page, 1);
    fa_content_free(c);
}
END_TEST

START_TEST(a_text_over_several_blocks_and_pages_is_placed_where_it_begins)
{
    const fa_content *c = read_html(
        HTML
        "<p>Before</p><ix:nonNumeric name='a:Block' contextRef='y'><p>Head</p><table><tr><td>Cash</td><td>"
        "<ix:nonFraction name='a:Cash' contextRef='y'>5</ix:nonFraction></td></tr></table>"
        "<hr style='page-break-after:always'><p>Tail</p></ix:nonNumeric><p>After</p></body></html>");
    const fa_tag *t = tag_named(c, "a:Block");

    ck_assert_str_eq(t->text, "Head Cash 5 Tail");
    ck_assert_int_eq(t->table, -1);
    ck_assert_int_eq(t->place.page, 1);
    ck_assert_int_eq(strncmp(text_at(c, &t->place), "Head\nCash  5", 12), 0);
    ck_assert_uint_eq(cell_at(c, 0, 0, 1)->tag_count, 1);
    ck_assert_str_eq(c->tags[cell_at(c, 0, 0, 1)->tag_first].name, "a:Cash");
    fa_content_free(c);
}
END_TEST

START_TEST(nil_facts_need_no_text)
{
    const fa_content *c =
        read_html(HTML "<table><tr><td>Claims</td><td><ix:nonFraction name='a:B' contextRef='y' "
                       "xsi:nil='true'/></td><td>1</td></tr></table></body></html>");
    const fa_tag *t = tag_named(c, "a:B");

    ck_assert(t->nil);
    ck_assert_int_eq(t->place.page, 1);
    ck_assert_int_eq(t->table, 0);
    ck_assert_int_eq(t->col, 1);
    fa_content_free(c);
    c = read_html(HTML
                  "<p>x</p><ix:nonNumeric name='a:T' contextRef='y'>&#8203;</ix:nonNumeric></body></html>");
    ck_assert_str_eq(c->tags[0].text, "");
    ck_assert_int_eq(c->tags[0].place.page, 1);
    fa_content_free(c);
}
END_TEST

START_TEST(prefixes_are_read_by_their_namespaces)
{
    const fa_content *c = read_html(
        "<html xmlns:x='http://www.xbrl.org/2008/inlineXBRL' xmlns:gaap='http://xbrl.us/us-gaap/2009-01-31' "
        "xmlns:XS='http://www.w3.org/2001/XMLSchema-instance'><body>"
        "<x:nonFraction name='gaap:Assets' contextRef='q' precision='3' scale='3'>12,300</x:nonFraction>"
        "<x:nonFraction name='gaap:Goodwill' contextRef='q' XS:nil='1'/><ix:nonFraction "
        "name='k:Else'>1</ix:nonFraction>"
        "<x:header><x:resources><context xmlns='http://www.xbrl.org/2003/instance' "
        "id='q'><entity><identifier>1"
        "</identifier></entity><period><instant>2010-06-30</instant></period></context></x:resources></"
        "x:header>");

    ck_assert_str_eq(tag_named(c, "us-gaap:Assets")->text, "12,300");
    ck_assert_int_eq(tag_named(c, "us-gaap:Assets")->context, 0);
    ck_assert_int_eq(tag_named(c, "us-gaap:Assets")->decimals, -5);
    ck_assert(tag_named(c, "us-gaap:Goodwill")->nil);
    ck_assert_ptr_nonnull(tag_named(c, "k:Else"));
    ck_assert_uint_eq(c->context_count, 1);
    ck_assert_int_eq(c->contexts[0].end, fa_date_make(2010, 6, 30));
    ck_assert_ptr_null(strstr(c->pages[0].text, "2010-06-30"));
    fa_content_free(c);
}
END_TEST

START_TEST(ids_belong_to_their_document)
{
#define ONE(day, figure)                                                                                     \
    "<html><body><p><ix:nonFraction name='a:B' contextRef='q'>" figure "</ix:nonFraction></p><ix:header>"    \
    "<ix:resources><xbrli:context id='q'><xbrli:period><xbrli:instant>" day                                  \
    "</xbrli:instant></xbrli:period></xbrli:context></ix:resources></ix:header></body></html>"
    const fa_content *c =
        read_html(ONE("2023-12-31", "1") ONE("2024-12-31", "2") "<html><p><ix:nonFraction name='a:C' "
                                                                "contextRef='q'>3</ix:nonFraction>");

    ck_assert_uint_eq(c->context_count, 2);
    ck_assert_uint_eq(c->tag_count, 3);
    ck_assert_int_eq(c->tags[0].context, 0);
    ck_assert_int_eq(c->tags[1].context, 1);
    ck_assert_int_eq(c->tags[2].context, 0);
    fa_content_free(c);
}
END_TEST

START_TEST(tuples_fractions_footnotes_and_unknown_references_are_passed_through)
{
    const fa_content *c = read_html(
        HTML
        "<p><ix:tuple name='a:T' tupleID='t'><ix:nonFraction name='a:B' contextRef='none' unitRef='none'>4"
        "</ix:nonFraction></ix:tuple> <ix:fraction name='a:F' contextRef='y'><ix:numerator>1</ix:numerator>/"
        "<ix:denominator>3</ix:denominator></ix:fraction> <ix:footnote "
        "id='n'>Restated.</ix:footnote></p></body></html>");

    ck_assert_uint_eq(c->tag_count, 1);
    ck_assert_int_eq(c->tags[0].context, -1);
    ck_assert_int_eq(c->tags[0].unit, -1);
    ck_assert_str_eq(line_of(c, 1, 0), "4 1/3 Restated.");
    fa_content_free(c);
}
END_TEST

START_TEST(measures_that_multiply_and_several_headers_are_read)
{
    const fa_content *c = read_html(
        HTML HEADER
        "<ix:header><ix:resources><xbrli:unit id='m'><xbrli:measure>a:MW</xbrli:measure><xbrli:measure>a:h"
        "</xbrli:measure></xbrli:unit><xbrli:context id='y'/></ix:resources></ix:header><p><ix:nonFraction "
        "name='a:E' contextRef='y' unitRef='m'>9</ix:nonFraction></p></body></html>");

    ck_assert_str_eq(c->units[2].measure, "MW*h");
    ck_assert_int_eq(tag_named(c, "a:E")->unit, 2);
    ck_assert_int_eq(tag_named(c, "a:E")->context, 0);
    fa_content_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("ixbrl");

    tcase_add_test(t, contexts_and_units_are_read_in_full);
    tcase_add_test(t, a_figure_in_a_table_knows_its_cell_and_the_cell_its_figures);
    tcase_add_test(t, hidden_facts_have_no_page);
    tcase_add_test(t, nested_facts_each_have_the_text);
    tcase_add_test(t, continuations_are_joined_and_exclusions_left_out);
    tcase_add_test(t, a_text_over_several_blocks_and_pages_is_placed_where_it_begins);
    tcase_add_test(t, nil_facts_need_no_text);
    tcase_add_test(t, prefixes_are_read_by_their_namespaces);
    tcase_add_test(t, ids_belong_to_their_document);
    tcase_add_test(t, tuples_fractions_footnotes_and_unknown_references_are_passed_through);
    tcase_add_test(t, measures_that_multiply_and_several_headers_are_read);
    return unit_run("ixbrl", t);
}
