/* compat/routes.h: the interface of the monolith that was here before: its paths, fields, codes and small numbers for ids, over
 * the same use cases as /api/v1. */
#ifndef SERVERS_COMPAT_ROUTES_H
#define SERVERS_COMPAT_ROUTES_H

#include <finanalyst/analytics.h>
#include <finanalyst/app.h>
#include <finanalyst/record.h>
#include <finanalyst/storage.h>
#include <finanalyst/user.h>

#include "http/http.h"

enum { COMPAT_LINK_KEY = 32 };

/* What the handlers get as their service. All is lent. */
typedef struct compat_routes {
    fa_user_service *users;
    fa_app *app;
    fa_record_service *records;
    fa_analytics_service *analytics;
    fa_storage_service *storage;
    const fa_clock *clock;
    const fa_token_signer *signer;
    uint8_t link_key[COMPAT_LINK_KEY]; /* signs links for downloads; random */
    const char *data_dir;
    bool query_token;     /* an access token in the query counts, for links that old pages make */
    bool objects_are_far; /* blobs are in an object store, not in the data folder */
    fa_user_describe_fn describe;
    void (*job_waits)(void *payload);  /* a document was stored that is to be read */
    void (*mail_waits)(void *payload); /* a mail may wait to be sent */
    void *payload;
} compat_routes;

/* By the scope that an API key needs for them. */
extern const http_route compat_user_table[], compat_document_table[], compat_ask_table[],
    compat_system_table[];

/* Writes what failed as {"detail": "…"}: for http_table.tell. */
void compat_tell(http_reply *reply, unsigned status, const char *field, const char *detail);
/* Adds to /health what old clients look for there: ,"timestamp":…,"components":{…}. */
void compat_health(void *service, fa_buf *out);

#endif
