/* analysis/usecases/fetch.c: the file is the system's own temporary one, unnamed, reached through its descriptor. */
#include "analysis/usecases/fetch.h"

#include <errno.h>
#include <unistd.h>

static fa_status write_all(void *payload, const void *buf, size_t len, fa_error *err)
{
    int fd = *(const int *)payload;
    const char *p = buf;

    while (len > 0) {
        ssize_t n = write(fd, p, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fa_fail(err, FA_EUNAVAILABLE, "the document could not be written to a temporary file");
        p += n;
        len -= (size_t)n;
    }
    return FA_OK;
}

fa_status fai_fetch(fa_analysis_service *svc, fa_id owner, fa_id document, fai_fetched *out, fa_error *err)
{
    FILE *file = tmpfile();
    int fd;
    fa_status st;

    if (file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "no temporary file could be made for the document");
    fd = fileno(file);
    st = fa_source_content(&svc->source, owner, document, write_all, &fd, err);
    if (st != FA_OK) {
        (void)fclose(file);
        return st;
    }
    out->file = file;
    (void)snprintf(out->path, sizeof out->path, "/proc/self/fd/%d", fd);
    return FA_OK;
}

void fai_fetched_close(fai_fetched *f)
{
    if (f->file != NULL)
        (void)fclose(f->file);
    f->file = NULL;
}
