/* extract/pdf_tool.c: the tools of poppler as processes, each in a sandbox of its own inside ours. */
#define _GNU_SOURCE /* pipe2, memfd_create */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pdf.h"
#include "sandbox.h"

enum { CANNOT_RUN = 127, NO_PERMISSION = 3, PIPE_BYTES = 1 << 20, NUMBER_BYTES = 12 };

const char *pdf_tool_path(pdf_tool tool)
{
    static const char *const paths[PDF_TOOLS][3] = {
        {"/usr/bin/pdfinfo", "/usr/local/bin/pdfinfo", "/bin/pdfinfo"},
        {"/usr/bin/pdftotext", "/usr/local/bin/pdftotext", "/bin/pdftotext"}};

    for (size_t i = 0; i < sizeof paths[tool] / sizeof paths[tool][0]; i++)
        if (access(paths[tool][i], X_OK) == 0)
            return paths[tool][i];
    return paths[tool][0];
}

/* The document under a name that each tool opens anew, so that none moves another's place in it. */
static char document[] = "/proc/self/fd/0";

/* Without its privileges, root may not open anew what the host opened with them. Such a file is copied into memory. */
fa_status pdf_prepare(const extract_input *in, fa_error *err)
{
    int fd = open(document, O_RDONLY | O_CLOEXEC);
    size_t done = 0;

    if (fd >= 0) {
        (void)close(fd);
        return FA_OK;
    }
    fd = memfd_create("document", MFD_CLOEXEC);
    while (fd >= 0 && done < in->len) {
        ssize_t part = write(fd, in->bytes + done, in->len - done);

        if (part <= 0)
            break;
        done += (size_t)part;
    }
    if (done < in->len || dup2(fd, READER_FD_FILE) < 0)
        return fa_fail(err, FA_EUNAVAILABLE, "The tools that read PDF files cannot be given the file.");
    (void)close(fd);
    return FA_OK;
}

static void become_info(char *first, char *last)
{
    static char name[] = "pdfinfo", encoding[] = "-enc", utf8[] = "UTF-8", from[] = "-f", to[] = "-l";
    static char language[] = "LC_ALL=C", zone[] = "TZ=UTC0";
    char *const arguments[] = {name, encoding, utf8, from, first, to, last, document, NULL};
    char *const environment[] = {language, zone, NULL};

    (void)execve(pdf_tool_path(PDF_TOOL_INFO), arguments, environment);
}

static void become_text(char *first, char *last)
{
    /* Raw: the words as they are drawn. The tool is spared a reading order, a tenth of its work, that the content
     * finds by itself. The crop box is what a viewer shows, and what its coordinates count from. */
    static char name[] = "pdftotext", quiet[] = "-q", raw[] = "-raw", boxes[] = "-bbox", crop[] = "-cropbox",
                encoding[] = "-enc", utf8[] = "UTF-8", from[] = "-f", to[] = "-l", output[] = "-";
    static char language[] = "LC_ALL=C", zone[] = "TZ=UTC0";
    char *const arguments[] = {name, quiet, raw, boxes, crop,     encoding, utf8,
                               from, first, to,  last,  document, output,   NULL};
    char *const environment[] = {language, zone, NULL};

    (void)execve(pdf_tool_path(PDF_TOOL_TEXT), arguments, environment);
}

static void become(pdf_tool tool, uint32_t first, uint32_t last, uint32_t cpu_seconds, int output)
{
    char from[NUMBER_BYTES], to[NUMBER_BYTES];

    (void)snprintf(from, sizeof from, "%u", first);
    (void)snprintf(to, sizeof to, "%u", last);
    if (dup2(output, STDOUT_FILENO) < 0 || (tool == PDF_TOOL_INFO && dup2(output, STDERR_FILENO) < 0))
        _exit(CANNOT_RUN);
    sandbox_enter_tool(cpu_seconds);
    if (tool == PDF_TOOL_INFO)
        become_info(from, to);
    else
        become_text(from, to);
    _exit(CANNOT_RUN);
}

fa_status pdf_tool_start(pdf_tool tool, uint32_t first, uint32_t last, uint32_t cpu_seconds, pdf_run *out,
                         fa_error *err)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "There are no resources left to read a PDF.");
    /* Fewer changes between the processes; where it is refused, a small pipe does as well. */
    (void)fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES);
    out->pid = fork();
    if (out->pid == 0)
        become(tool, first, last, cpu_seconds, ends[1]);
    (void)close(ends[1]);
    if (out->pid < 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) {
        (void)close(ends[0]);
        return fa_fail(err, FA_EUNAVAILABLE, "There are no resources left to read a PDF.");
    }
    out->output = ends[0];
    return FA_OK;
}

static int reap(pdf_run *run)
{
    int status = 0;

    (void)close(run->output);
    while (waitpid(run->pid, &status, 0) < 0 && errno == EINTR)
        ;
    run->pid = 0;
    return status;
}

void pdf_tool_stop(pdf_run *run)
{
    (void)kill(run->pid, SIGKILL);
    (void)reap(run);
}

fa_status pdf_tool_end(pdf_run *run, const char *said, fa_error *err)
{
    int status = reap(run), code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

    if (code == 0)
        return FA_OK;
    if (code == CANNOT_RUN)
        return fa_fail(
            err, FA_EUNAVAILABLE,
            "PDF files are read with pdfinfo and pdftotext of poppler-utils, which cannot be run here.");
    if (code == NO_PERMISSION)
        return fa_fail(err, FA_EENCRYPTED, "The PDF is protected against the copying of its text.");
    if (said != NULL && strstr(said, "Incorrect password") != NULL)
        return fa_fail(err, FA_EENCRYPTED, "The PDF needs a password.");
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return fa_fail(err, FA_ETIMEOUT, "The PDF takes too long to read.");
    return fa_fail(err, FA_ECORRUPT,
                   WIFSIGNALED(status) ? "The PDF makes its reader crash; it is damaged or harmful."
                                       : "The PDF is damaged: nothing in it can be read.");
}
