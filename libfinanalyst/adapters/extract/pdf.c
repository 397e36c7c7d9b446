/* extract/pdf.c: a PDF in ranges of pages, two read at a time, their words put together in order. */
#include "pdf.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

#include "reader.h"
#include "sandbox.h"

enum {
    PAGES_TO_CUT = 200, /* fewer are read in well under a second anyway */
    FRONT_PCT = 45,
    RANGE_PAGES = 500,  /* a tool's memory grows with the pages that it has read */
    PAGES_ALONE = 1500, /* of a file so long that one tool at a time leaves us more memory */
    READ_BYTES = 1 << 18,
    GATHER_MS = 5,          /* so that the tools are listened to now and then, not at every word */
    ITEM_BYTES = 1 << 20,   /* no single item is longer */
    AHEAD_BYTES = 24 << 20, /* kept of a range whose turn has not come; then its tool waits */
    TAIL_BYTES = 2048,      /* where a PDF has its end mark */
    FEW_WORDS = 5,          /* a page: stamps and page numbers */
    FEW_PAGES = 3,
    PICTURE_BYTES = 12 << 10 /* a page: a scan takes more, the same page as text less */
};

/* Pages first..last, read by one tool. */
typedef struct range {
    uint32_t last;
    bool running;
    pdf_run run;
    fa_buf text; /* read and not yet scanned */
} range;

typedef struct job {
    const reader_request *request;
    pdf_info info;
    uint32_t count;             /* of ranges */
    uint32_t started;           /* so many of them */
    uint32_t turn;              /* the one that is scanned */
    uint32_t tools;             /* at a time */
    range slots[SANDBOX_TOOLS]; /* the ranges turn … started - 1, each at its number modulo the tools */
    pdf_scan scan;
} job;

static range *slot(job *j, uint32_t number)
{
    return &j->slots[number % SANDBOX_TOOLS];
}

/* One range, or two where there are many pages: a tool costs about as much to start as ten pages to read, and two tools
 * at a time are a tenth slower each. */
static void plan(job *j)
{
    uint32_t pages = j->info.pages;

    j->count = pages < PAGES_TO_CUT ? 1 : pages > 2 * RANGE_PAGES ? (pages - 1) / RANGE_PAGES + 1 : 2;
    j->tools = pages > PAGES_ALONE ? 1 : SANDBOX_TOOLS;
    for (size_t i = 0; i < SANDBOX_TOOLS; i++)
        fa_buf_init(&j->slots[i].text, AHEAD_BYTES + ITEM_BYTES + READ_BYTES);
}

/* The last page of a range. Of two, the first is the smaller: the front of a filing is denser than its back. */
static uint32_t last_page(const job *j, uint32_t number)
{
    if (number + 1 == j->count)
        return j->info.pages;
    return j->count == 2 ? j->info.pages * FRONT_PCT / 100 : (number + 1) * RANGE_PAGES;
}

static fa_status start_ranges(job *j, fa_error *err)
{
    while (j->started < j->count && j->started < j->turn + j->tools) {
        range *r = slot(j, j->started);
        uint32_t first = j->started == 0 ? 1 : last_page(j, j->started - 1) + 1;
        fa_status st;

        r->last = last_page(j, j->started);
        st = pdf_tool_start(PDF_TOOL_TEXT, first, r->last, j->info.cpu_seconds, &r->run, err);
        if (st != FA_OK)
            return st;
        r->running = true;
        j->started++;
    }
    return FA_OK;
}

/* Scans what there is of the range whose turn it is, and keeps what is not whole yet. */
static fa_status scan_range(job *j, fa_error *err)
{
    range *r = slot(j, j->turn);
    uint32_t page = j->scan.page;
    size_t used = 0;
    fa_status st;

    if (r->text.len == 0)
        return FA_OK;
    st = pdf_scan_feed(&j->scan, r->text.data, r->text.len, &used, err);
    if (st != FA_OK)
        return st;
    r->text.len -= used;
    memmove(r->text.data, r->text.data + used, r->text.len);
    if (r->text.len > ITEM_BYTES)
        return fa_fail(err, FA_ECORRUPT, "The PDF holds a word without end; it is damaged.");
    return j->scan.page == page ? FA_OK : reader_send_progress(j->scan.page, j->info.pages, err);
}

/* Goes on to the next range when this one has been read to its end. */
static fa_status pass_turn(job *j, fa_error *err)
{
    while (j->turn < j->started && !slot(j, j->turn)->running) {
        range *r = slot(j, j->turn);
        fa_status st = scan_range(j, err);

        if (st != FA_OK)
            return st;
        if (j->scan.where != PDF_AT_END || j->scan.page != r->last)
            return fa_fail(err, FA_ECORRUPT, "The PDF cannot be read beyond page %u; it is damaged.",
                           j->scan.page);
        fa_buf_clear(&r->text);
        j->scan.where = PDF_IN_HEAD;
        j->turn++;
    }
    return FA_OK;
}

static fa_status read_range(job *j, range *r, fa_error *err)
{
    char *room = fa_buf_reserve(&r->text, READ_BYTES);
    ssize_t got;

    if (room == NULL)
        return fa_buf_check(&r->text, err);
    got = read(r->run.output, room, READ_BYTES);
    if (got > 0) {
        r->text.len += (size_t)got;
        return r == slot(j, j->turn) ? scan_range(j, err) : FA_OK;
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return FA_OK;
    r->running = false;
    return pdf_tool_end(&r->run, NULL, err);
}

/* Waits for output of the tools at work. One that is too far ahead is not listened to, and so waits itself. */
static fa_status read_ranges(job *j, fa_error *err)
{
    static const struct timespec gather = {0, GATHER_MS * 1000000};
    struct pollfd polls[SANDBOX_TOOLS];
    range *of[SANDBOX_TOOLS];
    nfds_t count = 0;
    fa_status st = FA_OK;

    for (uint32_t i = j->turn; i < j->started; i++) {
        range *r = slot(j, i);

        if (!r->running || (i > j->turn && r->text.len > AHEAD_BYTES))
            continue;
        of[count] = r;
        polls[count++] = (struct pollfd){r->run.output, POLLIN, 0};
    }
    if (poll(polls, count, -1) < 0 && errno != EINTR)
        return fa_fail(err, FA_EUNAVAILABLE, "The tools that read PDF files cannot be heard.");
    (void)nanosleep(&gather, NULL);
    for (nfds_t i = 0; st == FA_OK && i < count; i++)
        if (polls[i].revents != 0)
            st = read_range(j, of[i], err);
    return st;
}

static fa_status read_all(job *j, fa_error *err)
{
    fa_status st = FA_OK;

    sandbox_keep_for_tools(j->tools);
    while (st == FA_OK && j->turn < j->count) {
        st = start_ranges(j, err);
        if (st == FA_OK)
            st = read_ranges(j, err);
        if (st == FA_OK)
            st = pass_turn(j, err);
    }
    for (size_t i = 0; i < SANDBOX_TOOLS; i++) {
        if (j->slots[i].running)
            pdf_tool_stop(&j->slots[i].run);
        fa_buf_clear(&j->slots[i].text);
    }
    sandbox_keep_for_tools(0);
    return st;
}

static bool has_end_mark(const extract_input *in)
{
    static const char mark[] = "%%EOF";
    size_t len = in->len < TAIL_BYTES ? in->len : TAIL_BYTES;
    const unsigned char *tail = in->bytes + (in->len - len);

    for (size_t i = 0; i + sizeof mark - 1 <= len; i++)
        if (memcmp(tail + i, mark, sizeof mark - 1) == 0)
            return true;
    return false;
}

/* Scanned pages may still carry a stamp or a number as text. */
static bool are_pictures(const job *j, const extract_input *in)
{
    uint64_t pages = j->info.pages;

    return pages >= FEW_PAGES && j->scan.words < pages * FEW_WORDS && in->len > pages * PICTURE_BYTES;
}

static fa_status check_words(const job *j, const extract_input *in, fa_error *err)
{
    if (j->scan.words == 0 && !has_end_mark(in))
        return fa_fail(err, FA_ECORRUPT, "The PDF is cut off: nothing in it can be read.");
    if (j->scan.words == 0 || are_pictures(j, in))
        return fa_fail(err, FA_ENOTEXT,
                       "The PDF holds pictures of pages, not text. Text recognition (OCR) is needed.");
    return FA_OK;
}

fa_status pdf_extract(const extract_input *in, const reader_request *request, fa_content_builder *b,
                      fa_error *err)
{
    job j = {.request = request};
    fa_status st = pdf_info_read(request, &j.info, err);

    if (st == FA_OK) {
        j.scan = (pdf_scan){b, &j.info, 0, 0, PDF_IN_HEAD};
        plan(&j);
        st = read_all(&j, err);
    }
    if (st == FA_OK)
        st = check_words(&j, in, err);
    fa_free(j.info.turned);
    return st;
}
