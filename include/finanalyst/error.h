/* error.h: how every call reports failure. */
#ifndef FINANALYST_ERROR_H
#define FINANALYST_ERROR_H

#include <stdint.h>

#include <finanalyst/version.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a caller can do about a failure. The numbers never change their meaning. */
typedef int32_t fa_status;
enum {
    FA_OK = 0,
    FA_EINVALID = -1,     /* the request is wrong; fa_error.field names the input */
    FA_ENOTFOUND = -2,    /* no such thing, or the actor may not know that it exists */
    FA_ECONFLICT = -3,    /* it exists already, or changed since it was read */
    FA_EUNAVAILABLE = -4, /* a dependency is down; fa_error.retry_ms says when to try again */
    FA_EOVERFLOW = -5,    /* an exact result does not fit */
    FA_ENOMEM = -6,       /* memory ran out, or a stated limit on it was reached */
    FA_ETOOLARGE = -7,    /* the input is larger than a stated limit */
    FA_EUNSUPPORTED = -8, /* a kind of input that is not read */
    FA_EENCRYPTED = -9,   /* the document needs a password */
    FA_ENOTEXT = -10,     /* the document holds pictures of pages only: there is no text to read */
    FA_ECORRUPT = -11,    /* stored or supplied bytes are damaged */
    FA_ETIMEOUT = -12,    /* the work took longer than its limit and was ended */
    FA_ECANCELLED = -13,  /* somebody asked for the work to stop */
    FA_EINTERNAL = -14,   /* the library broke a promise of its own */

    FA_EUNAUTHENTICATED = -15, /* who asks is not known: no credential, or one that does not hold */
    FA_EFORBIDDEN = -16,       /* who asks is known, and may not do that */
    FA_ETHROTTLED = -17,       /* too many tries; fa_error.retry_ms says when to try again */
    FA_EEXPIRED = -18,         /* what the request rests on is used up or too old: a link, a code */
    FA_ESECONDFACTOR = -19     /* the password is right; a code of the second factor is needed beside it */
};

/* Why a call failed. The caller owns it, mostly on the stack, and passes it last; NULL means "no interest".
 * Written on failure only; never allocates; 256 bytes for ever. */
typedef struct fa_error {
    fa_status code;    /* what the call returned */
    uint32_t retry_ms; /* advice with FA_EUNAVAILABLE and FA_ETHROTTLED, 0 = none */
    char field[56];    /* the offending input, "" = none */
    char message[192]; /* one UTF-8 sentence; no secret, no document text */
} fa_error;

/* Fills err (may be NULL) and returns code, so that failing takes one line: return fa_fail(err, …); */
FA_API fa_status fa_fail(fa_error *err, fa_status code, const char *format, ...) FA_PRINTF(3, 4);
/* As fa_fail, and names the offending input. */
FA_API fa_status fa_fail_field(fa_error *err, fa_status code, const char *field, const char *format, ...)
    FA_PRINTF(4, 5);
/* The status as a word: "ok", "invalid", "not_found", … Static; "unknown" for a number that is none. */
FA_API const char *fa_status_name(fa_status code);

#ifdef __cplusplus
}
#endif
#endif
