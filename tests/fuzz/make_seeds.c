/* make_seeds.c: writes the seeds of the fuzz targets, a folder for each, from the sample filing and a few lines by hand.
 * usage: make_seeds FOLDER */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <finanalyst/content.h>

#include "report.h"
#include "report_reader.h"

enum { PATH_BYTES = 1024 };

static const char *root;

static FILE *open_seed(const char *target, const char *name)
{
    char path[PATH_BYTES];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", root, target);
    (void)mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/%s/%s", root, target, name);
    file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

/* ---- by hand ---- */

typedef struct line {
    const char *target;
    const char *text;
} line;

static const line lines[] = {
    {"amount", "1,842,645"},
    {"amount", "$ (12,345.67)"},
    {"amount", "( 28,305 )"},
    {"amount", "-0.0000001"},
    {"amount", "\xe2\x80\x94"},
    {"amount", "17.5 %"},
    {"amount", "US$1.2 billion"},
    {"amount", "N/M"},
    {"amount", "99999999999999999999999999999999999999"},
    {"json", "{\"key\":[1,-2.5e3,true,false,null,\"a\\u00e9\\ud83d\\ude00\\n\"],\"other\":{\"key\":{}}}"},
    {"json", "[[[[[[[[1]]]]]]]]"},
    {"json", "{\"a\":1,\"a\":2}"},
    {"events", "[{\"event_id\":\"e-1\",\"type\":\"LOGIN\",\"at\":\"2024-03-01T01:30:00.5+01:00\",\"data\":{"
               "\"a\":[{}]}},"
               "{\"type\":\"MEASURE\",\"operation\":\"QUESTION\",\"duration_us\":5,\"vendor\":\"v\",\"cost\":"
               "\"0.5\"}]"},
    {"events",
     "{\"target\":{\"type\":\"answer\",\"id\":\"a\"},\"thumbs\":\"up\",\"rating\":5,\"comment\":\"=x\"}"},
    {"lists", "{\"items\":[{\"id\":\"doc_1\",\"owner_id\":\"usr_1\",\"legacy_id\":7,\"name\":\"a.pdf\","
              "\"sha256\":\"ab\",\"size_"
              "bytes\":12,\"media_type\":null,\"status\":\"failed\",\"error\":{\"code\":\"no_text\","
              "\"message\":\"x\"},\"page_"
              "count\":3,\"fact_count\":0,\"company\":\"C\",\"ticker\":null,\"form\":\"10-K\",\"currency\":"
              "\"USD\",\"period_end\":"
              "\"2024-12-31\",\"fiscal_year\":2024,\"fiscal\":\"FY\",\"corrected\":[\"company\",\"fiscal\"],"
              "\"detected\":{\"company\":"
              "null,\"form\":null,\"period_end\":null,\"fiscal_year\":null,\"fiscal\":\"Q4\"},\"tags\":["
              "\"a\",\"b c\"],\"created_"
              "at\":\"2024-03-01T01:30:00.500Z\",\"deleted_at\":null,\"version\":1}]}"},
    {"lists",
     "{\"items\":[{\"id\":\"job_1\",\"owner_id\":null,\"document_id\":\"doc_1\",\"status\":\"running\","
     "\"step\":"
     "\"reading\",\"done\":1,\"total\":2,\"pct\":50,\"attempts\":1,\"cancel_requested\":false,\"error\":null,"
     "\"created_at\":\"2024-03-01T01:30:00Z\",\"updated_at\":null,\"version\":3}]}"},
    {"lists",
     "{\"items\":[{\"seq\":1,\"document_id\":\"doc_1\",\"owner_id\":null,\"time\":null},{\"seq\":2,\"type\":"
     "\"user.removed\",\"user\":\"usr_1\",\"credential\":null,\"time\":null}]}"},
    {"lists",
     "{\"items\":[{\"key\":\"usr_1/a\",\"size_bytes\":5,\"modified_at\":\"2024-03-01T01:30:00.500Z\"}]}"},
    {"lists", "{\"items\":[{\"id\":\"usr_1\",\"legacy_id\":1,\"email\":\"a@example.com\",\"full_name\":null,"
              "\"avatar_url\":"
              "null,\"preferences\":{\"a\":[1.50]},\"role\":\"admin\",\"is_admin\":true,\"is_active\":true,"
              "\"is_locked\":"
              "false,\"is_verified\":true,\"has_totp\":false,\"has_password\":true,\"last_login\":null,"
              "\"created_at\":null,"
              "\"updated_at\":null,\"version\":1}]}"},
    {"lists", "{\"code\":\"not_found\",\"detail\":\"x\",\"errors\":[{\"pointer\":\"/a\"}]}"},
    {"s3_xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult "
               "xmlns=\"urn:x\"><IsTruncated>false</IsTruncated>"
               "<Contents><Key>a%2Fb&amp;&#x41;</Key><Size>1</Size></Contents></ListBucketResult>"},
    {"s3_xml", "<Error><Code>NoSuchKey</Code><Message a='b'/></Error>"},
    {"words", "Net revenues increased 9.9% to $1,842.6 million; the company's sales were higher"},
    {"words", "caresses ponies relational conditional hopefulness generalizations"},
    {"ask", "What was total net revenue in fiscal 2025 (in USD millions)?"},
    {"ask", "What is the FY2025 current ratio? Round your answer to two decimal places."},
    {"ask", "What is the FY2023 - FY2025 3 year average of capex as a % of revenue?"},
    {"ask", "What is the 2 year CAGR of total revenue from FY2023 to FY2025?"},
    {"ask", "DPO is defined as: 365 * (average accounts payable between FY2024 and FY2025) / (FY2025 COGS + "
            "change in "
            "inventory). What is the FY2025 days payable outstanding (DPO)?"},
    {"ask", "Which segment had the highest net revenue in 2025, and what share of the total was it?"},
    {"ask", "Did operating margin improve between Q2 of FY2024 and Q2 of FY2025?"},
    {"ask", "What drove the change in gross margin? If it is not useful, state that."},
    {"ask", "Is the company capital intensive?"},
    {"ask", "Which debt securities are registered to trade on a national securities exchange?"},
    {"ask", "Should I buy the stock of Aldergate Instruments?"},
    {"ask", "What was the diluted EPS for the nine months ended September 30, 2025?"},
    {"ask", "By how much did inventories exceed $200 million as of December 31, 2025?"},
    {"ask", "?"},
    {"html",
     "<html><body><p>Cash <b>flows</b></p><table><tr><td colspan=2>Year ended</td></tr><tr><td>Revenue</td>"
     "<td>$</td><td>(1,234)</td></tr></table><hr style=\"page-break-after:always\"/></body></html>"},
    {"html",
     "<div style='display:none'>hidden</div><pre>a   b\n-----\n1   2</pre><table><tr><td><table><tr><td>in"
     "</td></tr></table></td></tr></table>"},
    {"csv", "Item,2025,2024\r\n\"Revenue, net\",\"1,234\",(5)\r\n"},
    {"csv", "a;b;c\n1;2;\"x\n\"\"y\"\"\"\n"},
    {"csv", "# Title\n\n| Item | 2025 |\n|---|---:|\n| Cash | 1,234 |\n\n- one\n- two\n\n```\ncode\n```\n"},
    {"csv", "BALANCE SHEET\n(in thousands)\n                     2025      2024\nCash                1,234   "
            "  1,100\n"
            "Total assets        5,678     5,001\n\fNext page\n"},
};

static void write_lines(void)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char name[32];
        FILE *file;

        snprintf(name, sizeof name, "line-%zu", i);
        file = open_seed(lines[i].target, name);
        fputs(lines[i].text, file);
        fclose(file);
    }
}

/* ---- from the sample filing ---- */

static fa_status append(void *payload, const void *bytes, size_t len, fa_error *err)
{
    (void)err;
    fwrite(bytes, 1, len, (FILE *)payload);
    return FA_OK;
}

static void write_entity(FILE *file, char c)
{
    switch (c) {
    case '&':
        fputs("&amp;", file);
        break;
    case '<':
        fputs("&lt;", file);
        break;
    case '>':
        fputs("&gt;", file);
        break;
    default:
        fputc(c, file);
    }
}

/* As `pdftotext -bbox` would; the byte before it says in which pieces it comes. */
static void write_boxes(const fa_content *c, uint32_t pages)
{
    FILE *file = open_seed("pdf_scan", pages == 1 ? "page" : "pages");

    fputc(pages == 1 ? 3 : 0, file);
    fputs("<html><head>\n<title>Sample</title>\n</head>\n<body>\n<doc>\n", file);
    for (uint32_t p = 0; p < pages; p++) {
        const fa_page *page = &c->pages[p];

        fprintf(file, "  <page width=\"%f\" height=\"%f\">\n", (double)page->width, (double)page->height);
        for (uint32_t i = 0; i < page->word_count; i++) {
            const fa_word *w = &page->words[i];

            fprintf(file, "    <word xMin=\"%f\" yMin=\"%f\" xMax=\"%f\" yMax=\"%f\">", (double)w->box.x0,
                    (double)w->box.y0, (double)w->box.x1, (double)w->box.y1);
            for (const char *t = w->text; *t != '\0'; t++)
                write_entity(file, *t);
            fputs("</word>\n", file);
        }
        fputs("  </page>\n", file);
    }
    fputs("</doc>\n</body>\n</html>\n", file);
    fclose(file);
}

static void write_content(fa_content_kind kind, const char *name)
{
    static const char *const targets[] = {"content", "filing"};
    const fa_content *c = NULL;

    if (report_content(kind, NULL, &c, NULL) != FA_OK)
        exit(1);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        FILE *file = open_seed(targets[i], name);

        if (fa_content_write(c, append, file, NULL) != FA_OK)
            exit(1);
        fclose(file);
    }
    if (kind == FA_CONTENT_PDF) {
        write_boxes(c, 1);
        write_boxes(c, c->page_count);
    }
    fa_content_free(c);
}

int main(int argc, char **argv)
{
    FILE *html, *csv;

    if (argc != 2) {
        fprintf(stderr, "usage: make_seeds FOLDER\n");
        return 2;
    }
    root = argv[1];
    (void)mkdir(root, 0777);
    write_lines();
    write_content(FA_CONTENT_PDF, "pdf");
    write_content(FA_CONTENT_HTML, "html");
    html = open_seed("html", "sample");
    csv = open_seed("csv", "sample");
    if (!write_ixbrl(&aldergate, html) || !write_csv(&aldergate, csv))
        return 1;
    return fclose(html) != 0 || fclose(csv) != 0;
}
