/* bench_sax.c: what libxml2 alone takes to parse HTML files: the push parser of the reader, with handlers that do
 * nothing. usage: bench_sax FILE…; prints one line per file: bytes, CPU milliseconds. */
#include <stdio.h>
#include <sys/resource.h>

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

static size_t parse(FILE *file)
{
    htmlSAXHandler sax = {
        .startElement = on_start, .endElement = on_end, .characters = on_text, .cdataBlock = on_text};
    htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    char piece[FEED_BYTES];
    size_t got, all = 0;

    if (parser == NULL)
        return 0;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                   HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0) {
        htmlParseChunk(parser, piece, (int)got, 0);
        all += got;
    }
    htmlParseChunk(parser, NULL, 0, 1);
    htmlFreeParserCtxt(parser);
    return all;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        double before = cpu_ms();
        size_t bytes;

        if (file == NULL)
            return 1;
        bytes = parse(file);
        printf("%zu %.3f\n", bytes, cpu_ms() - before);
        fclose(file);
    }
    return 0;
}
