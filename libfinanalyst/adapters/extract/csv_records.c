/* extract/csv_records.c: records of values (RFC 4180) and what they look like. */
#include "csv_records.h"

#include <string.h>

enum { GUESS_RECORDS = 60 };

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory while reading a table of values");
}

void csv_record_init(csv_record *r)
{
    memset(r, 0, sizeof *r);
    fa_buf_init(&r->text, CSV_RECORD_MAX);
}

void csv_record_clear(csv_record *r)
{
    fa_buf_clear(&r->text);
    text_list_clear(&r->fields);
}

bool csv_is_blank_at(const char *p, size_t n, size_t i)
{
    return p[i] == ' ' || (p[i] >= '\t' && p[i] <= '\r') ||
           (p[i] == '\xC2' && i + 1 < n && p[i + 1] == '\xA0') ||
           (p[i] == '\xA0' && i > 0 && p[i - 1] == '\xC2');
}

bool csv_is_blank(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && csv_is_blank_at(p, n, i))
        i++;
    return i == n;
}

/* A field in quotes, from its quote on; "" inside stands for one quote. Returns where it ends. */
static size_t take_quoted(const csv_cursor *c, size_t at, csv_record *r)
{
    at++;
    while (at < c->len) {
        const char *quote = memchr(c->text + at, '"', c->len - at);
        size_t n = quote == NULL ? c->len - at : (size_t)(quote - (c->text + at));

        (void)fa_buf_append(&r->text, c->text + at, n);
        at += n + (quote != NULL);
        if (at >= c->len || c->text[at] != '"')
            break;
        (void)fa_buf_append(&r->text, "\"", 1);
        at++;
    }
    return at;
}

static size_t plain_end(const csv_cursor *c, size_t at)
{
    while (at < c->len && c->text[at] != c->mark && c->text[at] != '\n' && c->text[at] != '\r')
        at++;
    return at;
}

static fa_status take_field(const csv_cursor *c, size_t *at, csv_record *r, fa_error *err)
{
    size_t begin = *at, end;
    csv_field f;

    f.start = r->text.len;
    f.raw_start = begin;
    while (begin < c->len && c->text[begin] == ' ')
        begin++;
    if (begin < c->len && c->text[begin] == '"')
        *at = take_quoted(c, begin, r);
    /* What stands behind the closing quote is kept, too: nothing is lost. */
    end = plain_end(c, *at);
    (void)fa_buf_append(&r->text, c->text + *at, end - *at);
    *at = end;
    f.end = r->text.len;
    f.raw_end = end;
    (void)fa_buf_append(&r->text, "", 1);
    if (fa_buf_check(&r->text, err) != FA_OK)
        return r->text.bad;
    if (!csv_is_blank(r->text.data + f.start, f.end - f.start)) {
        if (r->filled++ == 0)
            r->first = r->fields.len;
    }
    return text_list_push(&r->fields, f) ? FA_OK : no_memory(err);
}

/* Reads one record; false at the end of the file. */
bool csv_next(csv_cursor *c, csv_record *r, fa_status *st, fa_error *err)
{
    fa_buf_reset(&r->text);
    r->fields.len = r->filled = r->first = 0;
    if (c->at >= c->len)
        return false;
    for (*st = FA_OK; *st == FA_OK;) {
        *st = take_field(c, &c->at, r, err);
        if (c->at >= c->len || c->text[c->at] != c->mark)
            break;
        c->at++;
    }
    if (c->at < c->len && c->text[c->at] == '\r')
        c->at++;
    if (c->at < c->len && c->text[c->at] == '\n')
        c->at++;
    return true;
}

const char *csv_text(const csv_record *r, size_t i)
{
    return r->text.data + r->fields.items[i].start;
}

/* How many of the first records have as many fields as most of them, times how many fields that are. */
static fa_status score_mark(const csv_cursor *from, char mark, csv_record *r, size_t *out, fa_error *err)
{
    size_t counts[GUESS_RECORDS], n = 0, i, k, best = 0;
    csv_cursor c = *from;
    fa_status st = FA_OK;

    c.mark = mark;
    while (st == FA_OK && n < GUESS_RECORDS && csv_next(&c, r, &st, err))
        if (r->fields.len > 1 || r->filled > 0)
            counts[n++] = r->fields.len;
    *out = 0;
    for (i = 0; i < n; i++) {
        size_t same = 0;

        for (k = 0; k < n; k++)
            same += counts[k] == counts[i];
        if (counts[i] > 1 && same > best) {
            best = same;
            *out = same * 64 + (counts[i] < 63 ? counts[i] : 63);
        }
    }
    return st;
}

fa_status csv_guess_mark(csv_cursor *c, csv_record *r, fa_error *err)
{
    /* The comma comes last: where two marks fit as well, it stands inside of numbers. */
    static const char marks[] = {';', '\t', '|', ','};
    size_t best = 0, score, i;
    fa_status st = FA_OK;

    c->mark = ',';
    for (i = 0; st == FA_OK && i < sizeof marks; i++) {
        st = score_mark(c, marks[i], r, &score, err);
        if (score > best) {
            best = score;
            c->mark = marks[i];
        }
    }
    return st;
}

/* A figure, but for a year: "1,234", "(5)", "12.5%", "-". */
static bool is_figure(const char *p)
{
    size_t digits = 0, n = 0;
    bool other = false;

    for (; *p != '\0'; p++) {
        if (*p == ' ')
            continue;
        n++;
        digits += *p >= '0' && *p <= '9';
        other = other || ((*p < '0' || *p > '9') && strchr("$(),.%+-", *p) == NULL);
    }
    return digits > 0 && !other && !(digits == 4 && n == 4);
}

/* A row of heads: two fields and more, none of them a figure. */
bool csv_is_head(const csv_record *r)
{
    size_t i;

    if (r->filled < 2)
        return false;
    for (i = 0; i < r->fields.len; i++)
        if (is_figure(csv_text(r, i)))
            return false;
    return true;
}

/* Whether the records behind a blank one begin another table: by titles or heads of their own. */
fa_status csv_begins_table(const csv_cursor *from, csv_record *r, bool *out, fa_error *err)
{
    csv_cursor c = *from;
    fa_status st = FA_OK;
    int titles = 0;

    *out = false;
    while (st == FA_OK && titles < 3 && csv_next(&c, r, &st, err)) {
        if (r->filled == 0)
            continue;
        if (r->filled == 1 && r->first == 0) {
            titles++;
            continue;
        }
        *out = csv_is_head(r) || titles > 1;
        return st;
    }
    *out = titles > 1;
    return st;
}
