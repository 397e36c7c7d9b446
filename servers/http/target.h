/* http/target.h: what a request may ask for. */
#ifndef SERVERS_HTTP_TARGET_H
#define SERVERS_HTTP_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* NULL when the path and query are written as RFC 3986 has it and, once decoded, hold no control character, no invalid
 * UTF-8, and, in the path, no backslash, no encoded slash, no empty segment and no "." or ".."; and when no name stands in
 * the query twice. Else why not; static. */
const char *http_target_check(const char *target, size_t len);
/* Whether a host, with or without a port, is this machine's loopback address at that port. */
bool http_target_is_ours(const char *host, size_t len, uint16_t port);

#endif
