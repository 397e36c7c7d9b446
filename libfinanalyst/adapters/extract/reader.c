/* extract/reader.c: the reading program: one file in, its content out, nothing else possible.
 * usage: finanalyst-reader          answers a host (see protocol.h)
 *        finanalyst-reader --probe  prints which layers of the sandbox hold here, one JSON object a line */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pdf.h"
#include "reader.h"
#include "sandbox.h"

#if defined(__SANITIZE_ADDRESS__)
/* The search for leaks traces the program from another process, which the sandbox forbids. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}
#endif

/* Enters the sandbox in a child of its own and tells how that went: from inside, no file can be written. */
static void probe_in_child(int out)
{
    sandbox_layer layers[SANDBOX_LAYERS];
    char line[256];

    sandbox_drop_privileges(&layers[0]);
    sandbox_enter(SANDBOX_SEALED, &(sandbox_limits){READER_DEFAULT_MEMORY_BYTES, 0, 60}, layers);
    for (size_t i = 0; i < SANDBOX_LAYERS; i++) {
        int len = snprintf(line, sizeof line, "{\"layer\":\"%s\",\"active\":%s,\"detail\":\"%s\"}\n",
                           layers[i].name, layers[i].active ? "true" : "false", layers[i].detail);

        if (write(out, line, (size_t)len) != len)
            _exit(EXIT_FAILURE);
    }
    _exit(EXIT_SUCCESS);
}

static int probe(void)
{
    char buf[512];
    int ends[2], status = 0;
    ssize_t got;
    pid_t child;

    if (pipe(ends) != 0 || (child = fork()) < 0)
        return EXIT_FAILURE;
    if (child == 0)
        probe_in_child(ends[1]);
    (void)close(ends[1]);
    while ((got = read(ends[0], buf, sizeof buf)) > 0)
        (void)fwrite(buf, 1, (size_t)got, stdout);
    return waitpid(child, &status, 0) == child && status == 0 && fflush(stdout) == 0 ? EXIT_SUCCESS
                                                                                     : EXIT_FAILURE;
}

static fa_status take_request(reader_request *request, fa_error *err)
{
    ssize_t got;

    do
        got = read(READER_FD_REQUEST, request, sizeof *request);
    while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof *request || request->protocol != READER_PROTOCOL)
        return fa_fail(err, FA_EUNAVAILABLE, "The reading program is of another version than the library.");
    request->name[sizeof request->name - 1] = '\0';
    (void)close(READER_FD_REQUEST);
    return FA_OK;
}

static fa_status map_file(const reader_request *request, extract_input *in, fa_error *err)
{
    struct stat st;
    void *bytes;

    if (fstat(READER_FD_FILE, &st) != 0 || st.st_size <= 0)
        return fa_fail(err, FA_EINVALID, "The file is empty.");
    bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, READER_FD_FILE, 0);
    if (bytes == MAP_FAILED)
        return fa_fail(err, FA_EINVALID, "The file cannot be read.");
    in->bytes = bytes;
    in->len = (size_t)st.st_size;
    in->name = request->name;
    return FA_OK;
}

static fa_status extract(reader_kind kind, const extract_input *in, const reader_request *request,
                         fa_content_builder *b, fa_error *err)
{
    switch (kind) {
    case READER_PDF:
        return pdf_extract(in, request, b, err);
    case READER_HTML:
        return extract_html(in, b, err);
    case READER_CSV:
        return extract_csv(in, b, err);
    case READER_TEXT:
        return extract_text(in, b, err);
    case READER_MARKDOWN:
        return extract_markdown(in, b, err);
    }
    return fa_fail(err, FA_EINTERNAL, "There is no such kind of file.");
}

static fa_status read_content(reader_kind kind, const extract_input *in, const reader_request *request,
                              const fa_content **out, fa_error *err)
{
    static const fa_content_kind kinds[] = {FA_CONTENT_PDF, FA_CONTENT_HTML, FA_CONTENT_CSV, FA_CONTENT_TEXT,
                                            FA_CONTENT_MARKDOWN};
    fa_content_builder *b = fa_content_builder_new(kinds[kind], &request->limits);
    fa_status st;

    if (b == NULL)
        return fa_fail(err, FA_ENOMEM, "There is no memory for what the file holds.");
    st = extract(kind, in, request, b, err);
    if (st != FA_OK) {
        fa_content_builder_free(b);
        return st;
    }
    return fa_content_finish(b, out, err);
}

static void enter_sandbox(reader_kind kind, const extract_input *in, const reader_request *request)
{
    uint64_t memory = request->limits.memory_bytes;
    /* While a content is finished, what it is made from is there too: a third more has proved to be enough. */
    sandbox_limits limits = {memory + memory / 3, in->len, request->timeout_ms / 1000 + 1};
    sandbox_layer unused[SANDBOX_LAYERS];

    sandbox_enter(kind == READER_PDF ? SANDBOX_RUNS_TOOLS : SANDBOX_SEALED, &limits, unused);
}

static fa_status answer(fa_error *err)
{
    reader_request request;
    extract_input in;
    reader_kind kind;
    sandbox_layer unused;
    const fa_content *content = NULL;
    fa_status st;

    sandbox_drop_privileges(&unused);
    st = take_request(&request, err);
    if (st == FA_OK)
        st = map_file(&request, &in, err);
    if (st == FA_OK)
        st = reader_sniff(&in, &kind, err);
    if (st == FA_OK && kind == READER_PDF)
        st = pdf_prepare(&in, err);
    if (st != FA_OK)
        return st;
    enter_sandbox(kind, &in, &request);
    st = read_content(kind, &in, &request, &content, err);
    if (st == FA_OK)
        st = reader_send_content(content, err);
    fa_content_free(content);
    return st;
}

int main(int argc, char **argv)
{
    fa_error err = {FA_OK, 0, "", ""};

    if (argc == 2 && strcmp(argv[1], "--probe") == 0)
        return probe();
    if (argc > 1) {
        fputs("usage: finanalyst-reader [--probe]\n", stderr);
        return 2;
    }
    if (answer(&err) == FA_OK)
        return EXIT_SUCCESS;
    /* A limit on memory is met by files that ask for more than their share. */
    if (err.code == FA_ENOMEM)
        (void)fa_fail(&err, FA_ETOOLARGE, "Reading the file takes more memory than it may have.");
    reader_send_failure(&err);
    return EXIT_FAILURE;
}
