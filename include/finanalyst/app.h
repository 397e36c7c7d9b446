/* app.h: from configuration to running services. */
#ifndef FINANALYST_APP_H
#define FINANALYST_APP_H

#include <finanalyst/analysis.h>
#include <finanalyst/document.h>
#include <finanalyst/port/document_source.h>
#include <finanalyst/port/readings.h>
#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* URLs of the adapters; NULL = the default named beside it. */
typedef struct fa_app_config {
    size_t struct_size;
    const char *document_db;   /* "memory:" */
    const char *analysis_db;   /* "memory:"; jobs, filings and passages */
    const char *blobs;         /* "memory:" */
    const char *reader;        /* "sandbox:"; with a path, the reading program: "sandbox:/usr/libexec/…" */
    const char *hasher;        /* "sodium:" */
    const char *clock;         /* "system:" */
    uint64_t max_upload_bytes; /* 0 = 100 MiB */
    fa_content_limits limits;  /* zeros = defaults */
    const char *transfers;     /* "memory:"; files that come in pieces, until they are whole */
    /* Where one of the two services is when it is in another process: the app then has the other one only, and what is named
     * above for the absent one is not opened. NULL = in this process. */
    const char *documents; /* a document source, as "http://host:8002" */
    const char *readings;  /* readings, as "http://host:8003" */
} fa_app_config;
#define FA_APP_CONFIG_INIT                                                                                   \
    {                                                                                                        \
        sizeof(fa_app_config), NULL, NULL, NULL, NULL, NULL, NULL, 0, FA_CONTENT_LIMITS_INIT, NULL, NULL,    \
            NULL                                                                                             \
    }

/* The opened services over one set of adapters. Any thread may use them. */
typedef struct fa_app fa_app;

/* Opens every adapter and brings its schema up to date. FA_EUNSUPPORTED, FA_EUNAVAILABLE, FA_ECORRUPT name the URL's
 * setting in err->field. The registry may be freed afterwards. */
FA_API fa_status fa_app_open(const fa_registry *registry, const fa_app_config *config, fa_app **out,
                             fa_error *err);
FA_API void fa_app_close(fa_app *app);
/* Lent until fa_app_close. NULL: that service is in another process. */
FA_API fa_document_service *fa_app_documents(fa_app *app);
FA_API fa_analysis_service *fa_app_analysis(fa_app *app);
/* The same services as the other sees them, wherever they are. Lent until fa_app_close. */
FA_API const fa_document_source *fa_app_source(fa_app *app);
FA_API const fa_readings *fa_app_readings(fa_app *app);
/* From now on these are the app's readings: for a host that keeps records of what was told, which are then forgotten with their
 * documents. Lent until fa_app_close. Before any other use of the app. */
FA_API void fa_app_use_readings(fa_app *app, const fa_readings *readings);
/* Uploads a file and reads it in the calling thread: fa_document_upload, fa_job_start and fa_job_run_next until that
 * document is ready or failed. Fails with the document's own error. The caller frees *out. */
FA_API fa_status fa_app_ingest(fa_app *app, fa_id owner, const fa_upload *in, const fa_document **out,
                               fa_error *err);

/* What follows is of documents; it needs the document service. Where the analysis service is in another process and cannot be asked,
 * the documents' part is done all the same: the rest follows by fa_app_resume and by the removals that the document service keeps. */

/* Stores a file as fa_document_upload does, and queues its reading, if it was not read yet. The caller frees *out; *job (may be
 * NULL) is the job, or NULL where there is none; the caller frees it too. */
FA_API fa_status fa_app_upload(fa_app *app, fa_id owner, const fa_upload *in, const fa_document **out,
                               bool *duplicate, const fa_job **job, fa_error *err);
/* Queues the reading of a document that was stored, if it was not read yet; *job as above. */
FA_API fa_status fa_app_read(fa_app *app, fa_id owner, const fa_document *doc, const fa_job **job,
                             fa_error *err);
/* Queues the reading of documents, whosever they are, that were stored and then left: an upload whose process died before its job was
 * there. For a host that runs in the background, once after opening, and again where the analysis service is in another process. */
FA_API fa_status fa_app_resume(fa_app *app, fa_error *err);
/* Puts a document into the bin, and stops its reading. */
FA_API fa_status fa_app_discard(fa_app *app, fa_id owner, fa_id document, fa_error *err);
/* Takes it out again, and queues its reading if it was not read. The caller frees *out, which may be NULL. */
FA_API fa_status fa_app_restore(fa_app *app, fa_id owner, fa_id document, const fa_document **out,
                                fa_error *err);
/* Removes what has been in the bin for FA_BIN_DAYS days, whosever it is; at most `limit` documents. now: 0 = as the clock says.
 * *removed may be NULL. For a host that runs in the background, once in a while. */
FA_API fa_status fa_app_tidy(fa_app *app, fa_time now, uint32_t limit, uint32_t *removed, fa_error *err);
/* Removes a document everywhere: its record and bytes, then its jobs, facts and pages. FA_ENOTFOUND: no such document
 * (what an earlier, failed call left is removed then too). */
FA_API fa_status fa_app_remove(fa_app *app, fa_id owner, fa_id document, fa_error *err);
/* Removes all that an owner has: documents and bytes, collections, jobs, facts and pages. Nothing there: FA_OK, so that a call that
 * was cut off is made again. The host sees to it that nobody uploads for that owner meanwhile. */
FA_API fa_status fa_app_remove_owner(fa_app *app, fa_id owner, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
