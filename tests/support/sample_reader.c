/* support/sample_reader.c: a reader that makes the same small annual report from any file. */
#include "sample_reader.h"

#include <stdio.h>
#include <string.h>

static const char *const cover[] = {
    "UNITED STATES SECURITIES AND EXCHANGE COMMISSION",
    "FORM 10-K",
    "ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934",
    "For the fiscal year ended December 31, 2023",
    "HARROW MILLS, INC.",
    "(Exact name of registrant as specified in its charter)",
    "Securities registered pursuant to Section 12(b) of the Act:",
    "Common Stock, $0.01 par value  HRWM  New York Stock Exchange",
    "2.500% Notes due 2031  HRWM31  New York Stock Exchange",
    "Securities registered pursuant to Section 12(g) of the Act: None",
    NULL};

static const char *const discussion[] = {
    "Item 7. Management's Discussion and Analysis of Financial Condition and Results of Operations",
    "Net sales increased 25% in 2023 compared to 2022, primarily due to higher volumes of oat flour in "
    "Europe.",
    "Acquisitions",
    "On March 3, 2023, we acquired all of the outstanding shares of Bexley Grain Ltd. for cash consideration "
    "of "
    "$40 million.",
    "The milling industry has been cyclical, and demand for flour follows the harvest.",
    NULL};

/* Rows of label and two figures; a row without figures is a heading. */
typedef struct row {
    const char *cells[3];
} row;

static const row income[] = {{{"(In millions)", "2023", "2022"}},
                             {{"Net sales", "$1,000", "$800"}},
                             {{"Cost of sales", "600", "520"}},
                             {{"Gross profit", "400", "280"}},
                             {{"Operating expenses", "250", "200"}},
                             {{"Operating income", "150", "80"}},
                             {{"Provision for income taxes", "30", "16"}},
                             {{"Net income", "$120", "$64"}},
                             {{NULL}}};

static const row balance[] = {{{"(In millions)", "December 31, 2023", "December 31, 2022"}},
                              {{"Current assets:", "", ""}},
                              {{"Cash and cash equivalents", "$200", "$150"}},
                              {{"Accounts receivable, net", "100", "90"}},
                              {{"Inventories", "80", "70"}},
                              {{"Total current assets", "380", "310"}},
                              {{"Property, plant and equipment, net", "420", "400"}},
                              {{"Total assets", "$800", "$710"}},
                              {{"Current liabilities:", "", ""}},
                              {{"Accounts payable", "$150", "$140"}},
                              {{"Total current liabilities", "150", "140"}},
                              {{"Long-term debt", "250", "260"}},
                              {{"Total liabilities", "400", "400"}},
                              {{"Total stockholders' equity", "400", "310"}},
                              {{"Total liabilities and stockholders' equity", "$800", "$710"}},
                              {{NULL}}};

static fa_status add_lines(fa_content_builder *b, const char *const *lines, fa_error *err)
{
    fa_status st = fa_content_begin_page(b, 0, 0, err);

    for (; st == FA_OK && *lines != NULL; lines++)
        st = fa_content_add_line(b, *lines, strlen(*lines), NULL, NULL, err);
    return st;
}

static fa_status add_row(fa_content_builder *b, const row *r, int32_t at, uint32_t *line, fa_error *err)
{
    char text[200];
    fa_place place = {0};
    fa_status st;

    (void)snprintf(text, sizeof text, "%s  %s  %s", r->cells[0], r->cells[1], r->cells[2]);
    st = fa_content_add_line(b, text, strlen(text), &place, line, err);
    for (int32_t col = 0; st == FA_OK && col < 3; col++) {
        fa_cell cell = {
            .row = at, .col = col, .col_span = 1, .row_span = 1, .text = r->cells[col], .place = place};

        if (cell.text[0] != '\0')
            st = fa_content_add_cell(b, &cell, err);
    }
    return st;
}

static fa_status add_table(fa_content_builder *b, const char *title, const row *rows, fa_error *err)
{
    uint32_t first = 0, line = 0;
    int32_t count = 0;
    fa_status st = fa_content_begin_page(b, 0, 0, err);

    if (st == FA_OK)
        st = fa_content_add_line(b, title, strlen(title), NULL, NULL, err);
    if (st == FA_OK)
        st = fa_content_begin_table(b, err);
    for (; st == FA_OK && rows[count].cells[0] != NULL; count++) {
        st = add_row(b, &rows[count], count, &line, err);
        if (count == 0)
            first = line;
    }
    if (st == FA_OK)
        st = fa_content_end_table(b, first, (uint32_t)count, err);
    return st;
}

static fa_status tell(const fa_read_request *r, uint32_t page, fa_error *err)
{
    return r->progress != NULL ? r->progress(r->payload, "reading", page, 4, err) : FA_OK;
}

static fa_status build(fa_content_builder *b, const fa_read_request *r, fa_error *err)
{
    fa_status st = add_lines(b, cover, err);

    if (st == FA_OK)
        st = tell(r, 1, err);
    if (st == FA_OK)
        st = add_lines(b, discussion, err);
    if (st == FA_OK)
        st = tell(r, 2, err);
    if (st == FA_OK)
        st = add_table(b, "CONSOLIDATED STATEMENTS OF INCOME", income, err);
    if (st == FA_OK)
        st = tell(r, 3, err);
    if (st == FA_OK)
        st = add_table(b, "CONSOLIDATED BALANCE SHEETS", balance, err);
    return st == FA_OK ? tell(r, 4, err) : st;
}

static fa_status sample_read(void *self, const fa_read_request *request, const fa_content **out,
                             fa_error *err)
{
    char head[16] = "";
    FILE *file = fopen(request->path, "r");
    fa_content_builder *b;
    fa_status st;

    (void)self;
    if (file == NULL)
        return fa_fail(err, FA_EINVALID, "There is no file.");
    if (fgets(head, sizeof head, file) == NULL)
        head[0] = '\0';
    (void)fclose(file);
    if (strncmp(head, "damaged", 7) == 0)
        return fa_fail(err, FA_ECORRUPT, "The file is damaged.");
    if (strncmp(head, "busy", 4) == 0)
        return fa_fail(err, FA_EUNAVAILABLE, "The reader is busy.");
    b = fa_content_builder_new(FA_CONTENT_HTML, request->limits);
    if (b == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    st = build(b, request, err);
    if (st == FA_OK)
        return fa_content_finish(b, out, err);
    fa_content_builder_free(b);
    return st;
}

static void sample_close(void *self)
{
    (void)self;
}

fa_document_reader sample_reader(void)
{
    static const fa_document_reader_ops ops = {sizeof ops, "sample", sample_read, sample_close};

    return (fa_document_reader){&ops, NULL};
}
