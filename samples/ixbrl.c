/* ixbrl.c: the report as inline XBRL: one XHTML file whose figures are tagged. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

static const char products_axis[] = "srt:ProductOrServiceAxis";

static void text(FILE *out, const char *s)
{
    for (; *s != '\0'; s++)
        switch (*s) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        default:
            fputc(*s, out);
        }
}

/* The member that a row is about, "" for the whole company: its own, or the part of its concept behind the bar. */
static const char *member_of(const row *r)
{
    const char *bar = r->concept == NULL ? NULL : strchr(r->concept, '|');

    if (r->member != NULL)
        return r->member;
    return bar != NULL && strchr(bar, ':') != NULL ? bar + 1 : "";
}

/* Ids hold no colon. */
static void context_id(FILE *out, const block *b, const row *r, int column)
{
    fprintf(out, "c%s%s", b->instant ? "i" : "d", b->heads[column]);
    for (const char *s = member_of(r); *s != '\0'; s++)
        fputc(*s == ':' ? '_' : *s, out);
}

static void context(FILE *out, const block *b, const row *r, int column)
{
    const char *year = b->heads[column], *member = member_of(r);

    fputs("<xbrli:context id=\"", out);
    context_id(out, b, r, column);
    fputs(
        "\"><xbrli:entity><xbrli:identifier scheme=\"http://www.sec.gov/CIK\">0009999999</xbrli:identifier>",
        out);
    if (*member != '\0')
        fprintf(out,
                "<xbrli:segment><xbrldi:explicitMember "
                "dimension=\"%s\">%s</xbrldi:explicitMember></xbrli:segment>",
                b->axis != NULL ? b->axis : products_axis, member);
    fputs("</xbrli:entity><xbrli:period>", out);
    if (b->instant)
        fprintf(out, "<xbrli:instant>%s-12-31</xbrli:instant>", year);
    else
        fprintf(out, "<xbrli:startDate>%s-01-01</xbrli:startDate><xbrli:endDate>%s-12-31</xbrli:endDate>",
                year, year);
    fputs("</xbrli:period></xbrli:context>\n", out);
}

static bool same_context(const block *a, const row *p, const block *b, const row *q)
{
    return a->instant == b->instant && strcmp(member_of(p), member_of(q)) == 0;
}

/* Whether an earlier tagged row of the report has the same contexts. */
static bool seen_before(const report *r, int block_index, int row_index)
{
    const block *b = &r->blocks[block_index];

    for (int i = 0; i <= block_index; i++) {
        const block *other = &r->blocks[i];
        int end = i == block_index ? row_index : other->row_count;

        for (int j = 0; j < end; j++)
            if (other->rows[j].concept != NULL && other->columns >= b->columns &&
                same_context(other, &other->rows[j], b, &b->rows[row_index]))
                return true;
    }
    return false;
}

static void header(FILE *out, const report *r)
{
    fputs(
        "<div style=\"display:none\"><ix:header><ix:hidden>\n"
        "<ix:nonNumeric name=\"dei:DocumentFiscalYearFocus\" contextRef=\"cd2025\">2025</ix:nonNumeric>\n"
        "<ix:nonNumeric name=\"dei:DocumentFiscalPeriodFocus\" contextRef=\"cd2025\">FY</ix:nonNumeric>\n"
        "<ix:nonNumeric name=\"dei:EntityCentralIndexKey\" contextRef=\"cd2025\">0009999999</ix:nonNumeric>\n"
        "<ix:nonNumeric name=\"dei:CurrentFiscalYearEndDate\" contextRef=\"cd2025\">--12-31</ix:nonNumeric>\n"
        "</ix:hidden><ix:resources>\n",
        out);
    for (int i = 0; i < r->block_count; i++)
        for (int j = 0; j < r->blocks[i].row_count; j++)
            if (r->blocks[i].rows[j].concept != NULL && !seen_before(r, i, j))
                for (int c = 0; c < r->blocks[i].columns; c++)
                    context(out, &r->blocks[i], &r->blocks[i].rows[j], c);
    fputs("<xbrli:unit id=\"usd\"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>\n"
          "<xbrli:unit id=\"shares\"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>\n"
          "<xbrli:unit "
          "id=\"usdPerShare\"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>"
          "</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></"
          "xbrli:unitDenominator>"
          "</xbrli:divide></xbrli:unit>\n</ix:resources></ix:header></div>\n",
          out);
}

/* A tagged figure: brackets stay outside of the tag, where the sign is said by an attribute. */
static void figure(FILE *out, const block *b, const row *r, int column, int id)
{
    const char *value = r->values[column];
    bool brackets = value[0] == '(', shares = strstr(r->concept, "Shares") != NULL && !r->per_share &&
                                              strstr(r->concept, "WeightedAverage") != NULL;
    bool negative = r->negated ? !brackets && value[0] != '-' : brackets;
    int length = (int)strlen(value);

    fputs(brackets ? "(" : "", out);
    fprintf(out, "<ix:nonFraction id=\"f%d\" name=\"%.*s\" contextRef=\"", id, (int)strcspn(r->concept, "|"),
            r->concept);
    context_id(out, b, r, column);
    fprintf(out, "\" unitRef=\"%s\" decimals=\"%s\" scale=\"%s\" format=\"%s\"%s>",
            shares         ? "shares"
            : r->per_share ? "usdPerShare"
                           : "usd",
            r->per_share ? "2" : "-3", r->per_share ? "0" : "3",
            value[0] == '-' ? "ixt:fixed-zero" : "ixt:num-dot-decimal", negative ? " sign=\"-\"" : "");
    if (value[0] == '-')
        fputs("&#8212;", out);
    else
        fprintf(out, "%.*s", brackets ? length - 2 : length, brackets ? value + 1 : value);
    fputs("</ix:nonFraction>", out);
    fputs(brackets ? ")" : "", out);
}

static void cells(FILE *out, const block *b, const row *r, int *id)
{
    for (int c = 0; c < b->columns; c++) {
        fputs("<td style=\"text-align:right\">", out);
        if (r->values[c] != NULL && r->concept != NULL)
            figure(out, b, r, c, ++*id);
        else if (r->values[c] != NULL)
            text(out, r->values[c]);
        fputs("</td>", out);
    }
}

static void table(FILE *out, const block *b, int *id)
{
    if (*b->text != '\0')
        fprintf(out, "<p style=\"text-align:center\">%s</p>\n", b->text);
    fputs("<table>\n", out);
    if (b->columns > 0) {
        fprintf(out, "<tr><td></td><th colspan=\"%d\">%s</th></tr>\n<tr><td></td>", b->columns, b->head);
        for (int c = 0; c < b->columns; c++)
            fprintf(out, "<th>%s</th>", b->heads[c]);
        fputs("</tr>\n", out);
    }
    for (int i = 0; i < b->row_count; i++) {
        fprintf(out, "<tr><td style=\"padding-left:%dpt\">", 10 * b->rows[i].indent);
        text(out, b->rows[i].label);
        fputs("</td>", out);
        cells(out, b, &b->rows[i], id);
        fputs("</tr>\n", out);
    }
    fputs("</table>\n", out);
}

/* Facts about the document itself are tagged where the cover prints them. */
static void cover_line(FILE *out, const char *line, const char *tag, const char *part)
{
    const char *at = strstr(line, part);

    fputs("<p style=\"text-align:center\">", out);
    fprintf(out, "%.*s<ix:nonNumeric name=\"%s\" contextRef=\"cd2025\"%s>%s</ix:nonNumeric>%s</p>\n",
            (int)(at - line), line, tag,
            strstr(tag, "Date") != NULL ? " format=\"ixt:date-monthname-day-year-en\"" : "", part,
            at + strlen(part));
}

static void write_block(FILE *out, const block *b, int *id)
{
    switch (b->kind) {
    case BLOCK_TITLE:
    case BLOCK_CENTRED:
        if (strcmp(b->text, "FORM 10-K") == 0)
            cover_line(out, b->text, "dei:DocumentType", "10-K");
        else if (strncmp(b->text, "For the fiscal year ended", 25) == 0)
            cover_line(out, b->text, "dei:DocumentPeriodEndDate", "December 31, 2025");
        else if (strcmp(b->text, "ALDERGATE INSTRUMENTS CORPORATION") == 0 && *id == 0)
            cover_line(out, b->text, "dei:EntityRegistrantName", b->text);
        else
            fprintf(out, "<p style=\"text-align:center\">%s</p>\n", b->text);
        break;
    case BLOCK_HEADING:
        fputs("<p style=\"font-weight:bold\">", out);
        text(out, b->text);
        fputs("</p>\n", out);
        break;
    case BLOCK_PARAGRAPH:
        fputs("<p>", out);
        text(out, b->text);
        fputs("</p>\n", out);
        break;
    case BLOCK_TABLE:
        table(out, b, id);
        break;
    case BLOCK_PAGE:
        fputs("<hr style=\"page-break-after:always\"/>\n", out);
        break;
    }
}

bool write_ixbrl(const report *r, FILE *out)
{
    int id = 0;

    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
            "xmlns:ix=\"http://www.xbrl.org/2013/inlineXBRL\" "
            "xmlns:ixt=\"http://www.xbrl.org/inlineXBRL/transformation/2020-02-12\" "
            "xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:xbrldi=\"http://xbrl.org/2006/xbrldi\" "
            "xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" xmlns:dei=\"http://xbrl.sec.gov/dei/2025\" "
            "xmlns:us-gaap=\"http://fasb.org/us-gaap/2025\" xmlns:srt=\"http://fasb.org/srt/2025\" "
            "xmlns:country=\"http://xbrl.sec.gov/country/2025\" "
            "xmlns:aldr=\"http://aldergate.example/20251231\">\n"
            "<head><title>%s</title></head>\n<body>\n",
            r->title);
    header(out, r);
    for (int i = 0; i < r->block_count; i++)
        write_block(out, &r->blocks[i], &id);
    fputs("</body>\n</html>\n", out);
    return ferror(out) == 0;
}
