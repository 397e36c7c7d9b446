/* adapters/fs/mailer.c: mails as files of a folder, one each: to be looked at, or to be sent on by another program. */
#include "openers.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <finanalyst/alloc.h>
#include <finanalyst/buf.h>
#include <finanalyst/port/mailer.h>

#include "folder.h"

enum { MAIL_BYTES = 64 << 10 };

typedef struct mailer {
    int fd;
} mailer;

static fa_status keep(const mailer *m, const char *name, const fa_buf *text, fa_error *err)
{
    fs_draft draft;
    fa_status st = fs_folder_begin(m->fd, 0, &draft, err);

    if (st != FA_OK)
        return st;
    st = fs_folder_write(draft.fd, text->data, text->len, err);
    if (st != FA_OK) {
        fs_folder_abandon(m->fd, &draft);
        return st;
    }
    st = fs_folder_commit(m->fd, &draft, name, err);
    return st == FA_ECONFLICT ? FA_OK : st; /* handed over already */
}

static fa_status send(void *self, const fa_mail *mail, fa_error *err)
{
    char name[sizeof mail->id.s + 8];
    fa_buf text;
    fa_status st;

    (void)snprintf(name, sizeof name, "%s.eml", mail->id.s);
    fa_buf_init(&text, MAIL_BYTES);
    st = fa_mail_write(mail, NULL, &text, err);
    if (st == FA_OK)
        st = keep(self, name, &text, err);
    fa_buf_clear(&text);
    return st;
}

static void close_mailer(void *self)
{
    mailer *m = self;

    (void)close(m->fd);
    fa_free(m);
}

fa_status fs_mailer_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_mailer_ops ops = {sizeof ops, "file", send, close_mailer};
    const char *path = url + strlen("file:");
    mailer *m;
    fa_status st;

    (void)context;
    if (*path == '\0')
        return fa_fail(err, FA_EINVALID, "\"file:\" needs a folder behind it");
    m = fa_calloc(1, sizeof *m);
    if (m == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a mailer");
    st = fs_folder_open(path, &m->fd, err);
    if (st != FA_OK) {
        fa_free(m);
        return st;
    }
    *(fa_mailer *)out = (fa_mailer){&ops, m};
    return FA_OK;
}
