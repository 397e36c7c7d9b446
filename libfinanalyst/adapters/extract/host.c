/* extract/host.c: "sandbox:", the document reader that hands each file to a program of its own. */
#include <finanalyst/adapter/extract.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

#include "host.h"

enum { DEFAULT_TIMEOUT_MS = 120000, LAST_WORD_MS = 1000, CANNOT_RUN = 126, NOT_FOUND = 127 };

typedef struct sandbox_reader {
    char path[PATH_MAX]; /* of the reading program */
} sandbox_reader;

static fa_status check_file(int fd, uint64_t max, fa_error *err)
{
    struct stat st;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return fa_fail_field(err, FA_EINVALID, "path", "This is not a file.");
    if (st.st_size == 0)
        return fa_fail_field(err, FA_EINVALID, "path", "The file is empty.");
    if ((uint64_t)st.st_size > max)
        return fa_fail_field(err, FA_ETOOLARGE, "path", "The file is larger than the limit of %llu MiB.",
                             (unsigned long long)(max >> 20));
    return FA_OK;
}

static fa_status open_file(const char *path, uint64_t max, int *out, fa_error *err)
{
    /* Non-blocking, so that a named pipe is refused rather than waited for. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    fa_status st;

    if (fd < 0)
        return fa_fail_field(err, FA_EINVALID, "path",
                             errno == ENOENT ? "There is no such file." : "The file cannot be opened.");
    st = check_file(fd, max, err);
    if (st != FA_OK) {
        (void)close(fd);
        return st;
    }
    *out = fd;
    return FA_OK;
}

static void fill_request(const fa_read_request *in, reader_request *out)
{
    const char *name = in->name == NULL ? "" : in->name, *slash = strrchr(name, '/');
    size_t len;

    memset(out, 0, sizeof *out);
    out->protocol = READER_PROTOCOL;
    out->timeout_ms = in->timeout_ms == 0 ? DEFAULT_TIMEOUT_MS : in->timeout_ms;
    if (in->limits != NULL)
        out->limits = *in->limits;
    if (out->limits.file_bytes == 0)
        out->limits.file_bytes = READER_DEFAULT_FILE_BYTES;
    if (out->limits.memory_bytes == 0)
        out->limits.memory_bytes = READER_DEFAULT_MEMORY_BYTES;
    /* The end of an overlong name is kept: it has the extension. */
    name = slash == NULL ? name : slash + 1;
    len = strlen(name);
    if (len >= sizeof out->name)
        name += len - (sizeof out->name - 1);
    memcpy(out->name, name, strlen(name));
}

/* Why a program ended without a word, told to the person whose file it was. */
static fa_status explain_end(host_exit end, uint32_t timeout_ms, fa_error *err)
{
    if (end.known && end.signal == 0 && (end.code == NOT_FOUND || end.code == CANNOT_RUN))
        return fa_fail(err, FA_EUNAVAILABLE, "The reading program cannot be started.");
    if (end.signal == SIGXCPU)
        return fa_fail(err, FA_ETIMEOUT, "The file could not be read within %u seconds.",
                       (timeout_ms + 999) / 1000);
    if (end.signal == SIGSYS)
        return fa_fail(
            err, FA_ECORRUPT,
            "While reading the file the reader tried what it must not; the file is damaged or harmful.");
    if (end.signal != 0)
        return fa_fail(err, FA_ECORRUPT, "The reader crashed on the file; the file is damaged or harmful.");
    return fa_fail(err, FA_ECORRUPT, "The reader gave up on the file without saying why; it may be damaged.");
}

static fa_status parse_answer(const host_answer *answer, const reader_request *request,
                              const fa_content **out, fa_error *err)
{
    fa_status st = fa_content_parse(answer->content.data, answer->content.len, &request->limits, out, err);

    if (st == FA_ECORRUPT)
        return fa_fail(err, FA_ECORRUPT,
                       "The reader's answer does not hold together; the file may be harmful.");
    return st;
}

static fa_status run(const sandbox_reader *reader, int file, const reader_request *sent,
                     const fa_read_request *request, const fa_content **out, fa_error *err)
{
    host_answer answer = {.silent = false};
    host_run process;
    host_exit end;
    fa_status st = host_start(reader->path, file, sent, &process, err);

    if (st != FA_OK)
        return st;
    fa_buf_init(&answer.content,
                sent->limits.memory_bytes > SIZE_MAX / 2 ? SIZE_MAX / 2 : (size_t)sent->limits.memory_bytes);
    st = host_receive(process.answer, request, sent->timeout_ms, &answer, err);
    end = host_end(&process, answer.silent ? LAST_WORD_MS : 0);
    if (answer.silent)
        st = explain_end(end, sent->timeout_ms, err);
    if (st == FA_OK)
        st = parse_answer(&answer, sent, out, err);
    fa_buf_clear(&answer.content);
    return st;
}

static fa_status read_document(void *self, const fa_read_request *request, const fa_content **out,
                               fa_error *err)
{
    reader_request sent;
    int file = -1;
    fa_status st;

    fill_request(request, &sent);
    st = open_file(request->path, sent.limits.file_bytes, &file, err);
    if (st != FA_OK)
        return st;
    st = run(self, file, &sent, request, out, err);
    (void)close(file);
    return st;
}

static void close_reader(void *self)
{
    fa_free(self);
}

static fa_status open_reader(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_document_reader_ops ops = {sizeof ops, "sandbox", read_document, close_reader};
    const char *colon = strchr(url, ':');
    fa_document_reader *reader = out;
    sandbox_reader *self = fa_calloc(1, sizeof *self);
    fa_status st;

    (void)context;
    if (self == NULL)
        return fa_fail(err, FA_ENOMEM, "There is no memory for a reader.");
    st = host_find_reader(colon == NULL ? "" : colon + 1, self->path, sizeof self->path, err);
    if (st != FA_OK) {
        fa_free(self);
        return st;
    }
    reader->ops = &ops;
    reader->self = self;
    return FA_OK;
}

fa_status fa_extract_register(fa_registry *registry, fa_error *err)
{
    return fa_registry_add(registry, FA_PORT_DOCUMENT_READER, "sandbox", open_reader, err);
}
