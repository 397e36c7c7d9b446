/* peer/internal.h: what the tables share. */
#ifndef SERVERS_PEER_INTERNAL_H
#define SERVERS_PEER_INTERNAL_H

#include "peer/peer.h"

enum { PEER_PAGE_MAX = 500, PEER_PAGE = 100 };

/* The owner that the query names, none where it names none. FA_EINVALID: it cannot be one. */
fa_status peer_owner(const http_request *req, fa_id *out, fa_error *err);
/* The id in the n-th segment in braces, and the one of the query, which may be left out. FA_EINVALID: it is none. */
fa_status peer_id(const http_request *req, int n, fa_id *out, fa_error *err);
fa_status peer_query_id(const http_request *req, const char *name, fa_id *out, fa_error *err);
/* A whole number of the query; the fallback where it is not there. FA_EINVALID. */
fa_status peer_number(const http_request *req, const char *name, uint64_t fallback, uint64_t *out,
                      fa_error *err);
fa_status peer_limit(const http_request *req, uint32_t *out, fa_error *err);

/* A list on its way out: {"items": [...]}. */
typedef struct peer_list {
    fa_buf *out;
    bool more;
} peer_list;
void peer_list_begin(peer_list *l, http_reply *reply);
/* Where the next item goes. */
fa_buf *peer_list_next(peer_list *l);
void peer_list_end(peer_list *l);

/* What a handler returns. That a thing is not there is told with a field, as that a path is not there is told without one. */
fa_status peer_told(fa_status st, fa_error *err);
/* The same where there is nothing to tell. */
fa_status peer_done(fa_status st, http_reply *reply, fa_error *err);

#endif
