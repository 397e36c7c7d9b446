/* adapters/curl/spool.h: bytes kept in an unlinked file until they are sent: so their size is known before the first request, any
 * request can be made again, and memory does not grow with them. */
#ifndef FA_CURL_SPOOL_H
#define FA_CURL_SPOOL_H

#include <stdio.h>

#include <finanalyst/types.h>

/* Keeps all that read yields in a file of the system's folder for such; *out is the caller's to close, also on failure, NULL =
 * none was opened. */
fa_status fai_curl_spool(fa_read_fn read, void *payload, FILE **out, uint64_t *size, fa_error *err);
/* Fails with the reason of errno. */
fa_status fai_curl_no_spool(fa_error *err);

#endif
