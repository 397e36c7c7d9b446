/* port/mailer.h: sending mail. */
#ifndef FINANALYST_PORT_MAILER_H
#define FINANALYST_PORT_MAILER_H

#include <finanalyst/buf.h>
#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A mail of plain text in UTF-8; lines end with "\n". Address and subject hold no control characters. */
typedef struct fa_mail {
    fa_id id; /* "mai_…": the same mail, tried again, has the same */
    const char *to;
    const char *subject;
    const char *text;
    fa_time created;
} fa_mail;

/* Any thread. */
typedef struct fa_mailer_ops {
    size_t struct_size;
    const char *name;
    /* Hands the mail over for good. FA_EUNAVAILABLE: try again later; FA_EINVALID: it will never be taken. Handed over
     * already: FA_OK. */
    fa_status (*send)(void *self, const fa_mail *mail, fa_error *err);
    void (*close)(void *self);
} fa_mailer_ops;

typedef struct fa_mailer {
    const fa_mailer_ops *ops;
    void *self;
} fa_mailer;

FA_API fa_status fa_mailer_send(const fa_mailer *m, const fa_mail *mail, fa_error *err);
FA_API void fa_mailer_close(fa_mailer *m);

/* For implementers: appends the mail in the form of RFC 5322, lines ended by CR LF, as 8-bit UTF-8; a subject that is not
 * ASCII in the form of RFC 2047. from: an address, or NULL for a mail without its sender. FA_EINVALID: an address or the
 * subject could be read as something else (controls, a space, a comma or a bracket in an address, no "@" in it). */
FA_API fa_status fa_mail_write(const fa_mail *mail, const char *from, fa_buf *out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
