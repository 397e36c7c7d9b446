/* extract/pdf_sample.c: objects, a cross-reference table and a trailer. See ISO 32000-1, 7.5. */
#include "pdf_sample.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* 1 catalog, 2 page tree, 3 font, then three objects a page: page, content, padding. */
enum { FIRST_PAGE = 4, PER_PAGE = 3, LOCKED_PAGES = 2, OBJECTS_MAX = 8192 };

typedef struct writer {
    fa_buf *out;
    size_t offsets[OBJECTS_MAX];
    uint32_t count; /* objects so far; number 0 is none */
} writer;

static void begin_object(writer *w)
{
    w->offsets[++w->count] = w->out->len;
    (void)fa_buf_printf(w->out, "%u 0 obj\n", w->count);
}

static void end_object(writer *w)
{
    (void)fa_buf_puts(w->out, "\nendobj\n");
}

/* RC4 with the key that algorithm 1 derives for a page's content from the lock below. */
static void lock_content(uint32_t page, fa_buf *content)
{
    static const uint8_t keys[LOCKED_PAGES][10] = {
        {0xB7, 0xC0, 0x2D, 0x9B, 0xED, 0x20, 0x98, 0x55, 0xC4, 0x28},
        {0x64, 0x6B, 0xBC, 0x1D, 0xAA, 0x6F, 0x02, 0x51, 0x2B, 0xF3}};
    uint8_t state[256], swap, i = 0, j = 0;

    if (page >= LOCKED_PAGES)
        abort();
    for (int k = 0; k < 256; k++)
        state[k] = (uint8_t)k;
    for (int k = 0; k < 256; k++) {
        j = (uint8_t)(j + state[k] + keys[page][k % 10]);
        swap = state[k], state[k] = state[j], state[j] = swap;
    }
    j = 0;
    for (size_t at = 0; at < content->len; at++) {
        j = (uint8_t)(j + state[++i]);
        swap = state[i], state[i] = state[j], state[j] = swap;
        content->data[at] = (char)((uint8_t)content->data[at] ^ state[(uint8_t)(state[i] + state[j])]);
    }
}

static void write_page(writer *w, const pdf_sample *sample, uint32_t page)
{
    fa_buf content;
    uint32_t first = FIRST_PAGE + page * PER_PAGE;

    fa_buf_init(&content, 4096);
    if (sample->text != NULL)
        (void)fa_buf_printf(&content, "BT /F1 12 Tf 72 700 Td (%s %u) Tj ET", sample->text, page + 1);
    else
        (void)fa_buf_puts(&content, "0 0 612 792 re f");
    begin_object(w);
    (void)fa_buf_printf(w->out,
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate %d /Contents %u 0 R"
                        " /Resources << /Font << /F1 3 0 R >> >> >>",
                        sample->rotate, first + 1);
    end_object(w);
    if (sample->lock != PDF_OPEN)
        lock_content(page, &content);
    begin_object(w);
    (void)fa_buf_printf(w->out, "<< /Length %zu >>\nstream\n", content.len);
    (void)fa_buf_append(w->out, content.data, content.len);
    (void)fa_buf_puts(w->out, "\nendstream");
    end_object(w);
    begin_object(w);
    (void)fa_buf_printf(w->out, "<< /Length %u >>\nstream\n", sample->padding);
    for (uint32_t i = 0; i < sample->padding; i++)
        (void)fa_buf_append(w->out, "x", 1);
    (void)fa_buf_puts(w->out, "\nendstream");
    end_object(w);
    fa_buf_clear(&content);
}

static void write_head(writer *w, const pdf_sample *sample)
{
    (void)fa_buf_puts(w->out, "%PDF-1.6\n");
    begin_object(w);
    (void)fa_buf_puts(w->out, "<< /Type /Catalog /Pages 2 0 R >>");
    end_object(w);
    begin_object(w);
    (void)fa_buf_printf(w->out, "<< /Type /Pages /Count %u /Kids [", sample->pages);
    for (uint32_t i = 0; i < sample->pages; i++)
        (void)fa_buf_printf(w->out, " %u 0 R", FIRST_PAGE + i * PER_PAGE);
    (void)fa_buf_puts(w->out, " ] >>");
    end_object(w);
    begin_object(w);
    (void)fa_buf_puts(w->out,
                      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    end_object(w);
}

/* Revision 2, RC4 with 40 bits. U is the empty password's (ISO 32000-1, algorithms 2 and 4) for this O, these
 * permissions and this id; any other asks for a password. */
static void write_lock(writer *w, pdf_lock lock)
{
    static const char fits[] = "b23ed8ef94384679d373ed9128ba407fd51f8596ef0ec42f7ce7f3f1cc35de24",
                      other[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    begin_object(w);
    (void)fa_buf_printf(
        w->out, "<< /Filter /Standard /V 1 /R 2 /P -44 /O (AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA) /U <%s> >>",
        lock == PDF_EMPTY_PASSWORD ? fits : other);
    end_object(w);
}

void pdf_sample_make(const pdf_sample *sample, fa_buf *out)
{
    writer *w = calloc(1, sizeof *w);
    size_t start;

    if (w == NULL || sample->pages * PER_PAGE + FIRST_PAGE + 2 > OBJECTS_MAX)
        abort();
    w->out = out;
    write_head(w, sample);
    for (uint32_t i = 0; i < sample->pages; i++)
        write_page(w, sample, i);
    if (sample->lock != PDF_OPEN)
        write_lock(w, sample->lock);
    start = out->len;
    (void)fa_buf_printf(out, "xref\n0 %u\n0000000000 65535 f \n", w->count + 1);
    for (uint32_t i = 1; i <= w->count; i++)
        (void)fa_buf_printf(out, "%010zu 00000 n \n", w->offsets[i]);
    (void)fa_buf_printf(out, "trailer\n<< /Size %u /Root 1 0 R /ID [(0123456789abcdef) (0123456789abcdef)]",
                        w->count + 1);
    if (sample->lock != PDF_OPEN)
        (void)fa_buf_printf(out, " /Encrypt %u 0 R", w->count);
    (void)fa_buf_printf(out, " >>\nstartxref\n%zu\n%%%%EOF\n", start);
    free(w);
    if (out->bad != FA_OK)
        abort();
}
