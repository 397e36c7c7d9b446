/* compat/routes.h: the interface of the monolith that was here before: its paths, fields, codes and small numbers for ids, over
 * the same use cases as /api/v1. Each table needs one service, in the same process, and sees the others through ports. */
#ifndef SERVERS_COMPAT_ROUTES_H
#define SERVERS_COMPAT_ROUTES_H

#include <finanalyst/analytics.h>
#include <finanalyst/app.h>
#include <finanalyst/port/user_directory.h>
#include <finanalyst/record.h>
#include <finanalyst/storage.h>
#include <finanalyst/user.h>

#include "http/http.h"

enum { COMPAT_LINK_KEY = 32 };

/* What the handlers get as their service. All is lent; what no table that is mounted needs may be NULL, or none. */
typedef struct compat_routes {
    fa_user_service *users;
    fa_app *app; /* with the document service */
    fa_analysis_service *analysis;
    fa_record_service *records;
    fa_analytics_service *analytics;
    fa_storage_service *storage;
    const fa_document_source *documents;
    const fa_readings *readings;
    const fa_user_directory *directory;
    const fa_clock *clock;
    const fa_token_signer *signer;
    uint8_t link_key
        [COMPAT_LINK_KEY]; /* signs links to a document; the same wherever such links are made or followed */
    const char *data_dir;
    bool query_token;                 /* an access token in the query counts, for links that old pages make */
    bool objects_are_far;             /* blobs are in an object store, not in the data folder */
    void (*job_waits)(void *payload); /* a document was stored that is to be read */
    void (*mail_waits)(void *payload); /* a mail may wait to be sent */
    void *payload;
} compat_routes;

/* Accounts. users, documents, mail_waits. While the documents cannot be asked, "document_count" is null. */
extern const http_route compat_user_table[];
/* Pictures of users. storage, directory, clock. */
extern const http_route compat_avatar_table[];
/* Documents in and out. app, documents, readings, directory, clock, signer, link_key, query_token, job_waits. */
extern const http_route compat_document_table[];
/* What is read of documents. documents, analysis, records, directory, clock, signer, link_key, query_token. */
extern const http_route compat_reading_table[];
/* Questions. documents, records. */
extern const http_route compat_ask_table[];
/* The language model that there is not. Nothing. */
extern const http_route compat_model_table[];
/* What is stored, and its upkeep. storage, documents, readings, directory, clock, data_dir, objects_are_far. */
extern const http_route compat_storage_table[];
/* Reports and feedback. analytics, documents, readings, directory. */
extern const http_route compat_analytics_table[];

/* Writes what failed as {"detail": "…"}: for http_table.tell. */
void compat_tell(http_reply *reply, unsigned status, const char *field, const char *detail);
/* Adds to /health what old clients look for there: ,"timestamp":…,"components":{…}. clock; and of directory, storage (where
 * objects_are_far) and data_dir those that are there: what is not is "unknown". */
void compat_health(void *service, fa_buf *out);

#endif
