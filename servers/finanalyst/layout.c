/* finanalyst/layout.c: widths, line breaks and columns. */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "finanalyst/layout.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_MIN = 40, WIDTH_MAX = 120, WIDTH_DEFAULT = 80 };

unsigned layout_width(void)
{
    struct winsize size;

    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_DEFAULT;
    return size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col > WIDTH_MAX ? WIDTH_MAX : size.ws_col;
}

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

unsigned layout_columns(const char *text)
{
    unsigned columns = 0;

    for (; *text != '\0'; text++)
        columns += starts_character(*text);
    return columns;
}

static void put(FILE *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c == 0xc2 && i + 1 < len && (unsigned char)text[i + 1] < 0xa0) { /* U+0080 to U+009F */
            fputc('?', out);
            i++;
        } else {
            fputc(c < 0x20 || c == 0x7f ? '?' : c, out);
        }
    }
}

void layout_put(FILE *out, const char *text)
{
    put(out, text, strlen(text));
}

/* Bytes of the first `columns` code points. */
static size_t bytes_of(const char *text, unsigned columns)
{
    size_t i = 0;

    for (; text[i] != '\0'; i++)
        if (starts_character(text[i]) && columns-- == 0)
            break;
    return i;
}

void layout_cell(const char *text, unsigned width, bool right)
{
    unsigned columns = layout_columns(text);

    if (columns > width) {
        put(stdout, text, bytes_of(text, width - 1));
        fputs("…", stdout);
        return;
    }
    if (!right)
        layout_put(stdout, text);
    printf("%*s", (int)(width - columns), "");
    if (right)
        layout_put(stdout, text);
}

size_t layout_break(const char *text, unsigned width, const char **next)
{
    size_t full = bytes_of(text, width), end = full, line_end = strcspn(text, "\n");

    if (line_end <= full) {
        *next = text + line_end + (text[line_end] == '\n');
        return line_end;
    }
    if (text[end] != ' ')
        while (end > 0 && text[end - 1] != ' ')
            end--;
    if (end == 0) {
        *next = text + full;
        return full;
    }
    *next = text + end + strspn(text + end, " ");
    while (end > 0 && text[end - 1] == ' ')
        end--;
    return end;
}

void layout_wrap(const char *text, unsigned used, unsigned indent)
{
    unsigned width = layout_width();

    do {
        const char *next;
        size_t len = layout_break(text, used < width ? width - used : 1, &next);

        put(stdout, text, len);
        putchar('\n');
        text = next;
        used = indent;
        if (*text != '\0')
            printf("%*s", (int)indent, "");
    } while (*text != '\0');
}

void layout_amount(fa_decimal value, char out[LAYOUT_AMOUNT_MAX])
{
    char plain[FA_DECIMAL_TEXT_MAX];
    size_t sign, digits, at = 0;

    fa_decimal_format(value, plain);
    sign = plain[0] == '-';
    digits = strcspn(plain + sign, ".");
    for (size_t i = 0; plain[i] != '\0'; i++) {
        if (i > sign && i < sign + digits && (sign + digits - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = plain[i];
    }
    out[at] = '\0';
}

void layout_period(const fa_period *period, char out[32])
{
    char start[11], end[11];

    fa_date_format(period->start, start);
    fa_date_format(period->end, end);
    if (*start != '\0' && *end != '\0')
        snprintf(out, 32, "%s to %s", start, end);
    else if (*end != '\0')
        snprintf(out, 32, "%s", end);
    else if (period->fiscal_year != 0)
        snprintf(out, 32, "fiscal %d", (int)period->fiscal_year);
    else
        *out = '\0';
}
