/* bench_sax.c: what libxml2 alone takes to parse HTML files: the push parser of the reader, with handlers that do
 * nothing. usage: bench_sax FILE…; prints one line per file: bytes, CPU milliseconds. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libxml/HTMLparser.h>

enum { FEED_BYTES = 16384 };

static void on_start(void *payload, const xmlChar *name, const xmlChar **atts)
{
    (void)payload;
    (void)name;
    (void)atts;
}

static void on_end(void *payload, const xmlChar *name)
{
    (void)payload;
    (void)name;
}

static void on_text(void *payload, const xmlChar *text, int len)
{
    (void)payload;
    (void)text;
    (void)len;
}

static double cpu_ms(void)
{
    struct rusage used;

    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

/* Pieces end behind a tag, so that the parser takes each whole and carries nothing over. */
static size_t piece_len(const char *text, size_t len)
{
    size_t n = len < FEED_BYTES ? len : FEED_BYTES, cut = n;

    while (cut > 0 && text[cut - 1] != '>')
        cut--;
    return cut != 0 ? cut : n;
}

static void parse(const char *text, size_t len)
{
    htmlSAXHandler sax = {
        .startElement = on_start, .endElement = on_end, .characters = on_text, .cdataBlock = on_text};
    htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);

    if (parser == NULL)
        return;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                   HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    while (len > 0) {
        size_t n = piece_len(text, len);

        htmlParseChunk(parser, text, (int)n, 0);
        text += n;
        len -= n;
    }
    htmlParseChunk(parser, NULL, 0, 1);
    htmlFreeParserCtxt(parser);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        int file = open(argv[i], O_RDONLY);
        struct stat about;
        double before = cpu_ms();
        char *text;

        if (file < 0 || fstat(file, &about) != 0)
            return 1;
        text = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
        if (text == MAP_FAILED)
            return 1;
        parse(text, (size_t)about.st_size);
        printf("%zu %.3f\n", (size_t)about.st_size, cpu_ms() - before);
        munmap(text, (size_t)about.st_size);
        close(file);
    }
    return 0;
}
