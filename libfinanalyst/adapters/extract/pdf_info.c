/* extract/pdf_info.c: how many pages a PDF has, and which of them are turned, as pdfinfo says. */
#define _GNU_SOURCE /* memrchr */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

#include "pdf.h"

/* About ninety bytes a page, and the document's own description before. */
enum { OUTPUT_BYTES = 4 << 20, READ_BYTES = 16384, QUARTER = 90, HALF = 180, LINE_NUMBER_BYTES = 16 };

static fa_status read_output(pdf_run *run, fa_buf *said, fa_error *err)
{
    for (;;) {
        struct pollfd p = {run->output, POLLIN, 0};
        char *room = fa_buf_reserve(said, READ_BYTES);
        ssize_t got;

        if (room == NULL)
            return fa_fail(err, FA_ETOOLARGE, "The PDF describes itself at too great a length.");
        (void)poll(&p, 1, -1);
        got = read(run->output, room, READ_BYTES);
        if (got == 0)
            break;
        if (got > 0)
            said->len += (size_t)got;
        else if (errno != EAGAIN && errno != EINTR)
            break;
    }
    said->data[said->len] = '\0';
    return FA_OK;
}

/* The number behind `key` where it last begins a line: a title may hold line ends, and comes first. 0 = none. */
static uint32_t last_number(const fa_buf *said, const char *key)
{
    size_t key_len = strlen(key), end = said->len;

    while (end > 0) {
        const char *newline = memrchr(said->data, '\n', end),
                   *line = newline == NULL ? said->data : newline + 1;

        if (strncmp(line, key, key_len) == 0)
            return (uint32_t)strtoul(line + key_len, NULL, 10);
        end = newline == NULL ? 0 : (size_t)(newline - said->data);
    }
    return 0;
}

/* Lines "Page    1 rot:   90". */
static void read_turns(const fa_buf *said, pdf_info *info)
{
    const char *line = said->data;

    for (; line != NULL && *line != '\0'; line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1) {
        char *after;
        unsigned long page, angle;

        if (strncmp(line, "Page ", 5) != 0)
            continue;
        page = strtoul(line + 5, &after, 10);
        if (page == 0 || page > info->pages || strncmp(after, " rot:", 5) != 0)
            continue;
        angle = strtoul(after + 5, NULL, 10);
        info->turned[page - 1] = angle % HALF == QUARTER;
    }
}

static fa_status understand(const fa_buf *said, uint32_t max, pdf_info *info, fa_error *err)
{
    info->pages = last_number(said, "Pages:");
    if (info->pages == 0)
        return fa_fail(err, FA_ECORRUPT, "The PDF has no pages that can be found; it is damaged.");
    if (info->pages > max)
        return fa_fail(err, FA_ETOOLARGE, "The PDF has %u pages; at most %u are read.", info->pages, max);
    info->turned = fa_calloc(info->pages, 1);
    if (info->turned == NULL)
        return fa_fail(err, FA_ENOMEM, "There is no memory to read a PDF.");
    read_turns(said, info);
    return FA_OK;
}

fa_status pdf_info_read(const reader_request *request, pdf_info *out, fa_error *err)
{
    uint32_t max = request->limits.pages == 0 ? READER_DEFAULT_PAGES : request->limits.pages;
    fa_buf said;
    pdf_run run;
    fa_status st;

    out->pages = 0;
    out->turned = NULL;
    out->cpu_seconds = request->timeout_ms / 1000 + 1;
    st = pdf_tool_start(PDF_TOOL_INFO, 1, max, out->cpu_seconds, &run, err);
    if (st != FA_OK)
        return st;
    fa_buf_init(&said, OUTPUT_BYTES);
    st = read_output(&run, &said, err);
    if (st == FA_OK)
        st = pdf_tool_end(&run, said.data, err);
    else
        pdf_tool_stop(&run);
    if (st == FA_OK)
        st = understand(&said, max, out, err);
    fa_buf_clear(&said);
    return st;
}
