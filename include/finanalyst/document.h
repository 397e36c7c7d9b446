/* document.h: the document service: what was uploaded, and where its bytes are. */
#ifndef FINANALYST_DOCUMENT_H
#define FINANALYST_DOCUMENT_H

#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum fa_document_state {
    FA_DOCUMENT_STORED = 1, /* its bytes are safe; it waits to be read */
    FA_DOCUMENT_READING = 2,
    FA_DOCUMENT_READY = 3,  /* questions can be asked */
    FA_DOCUMENT_FAILED = 4, /* error says why */
    FA_DOCUMENT_CANCELLED = 5
} fa_document_state;

/* An uploaded file. Strings are never NULL. Whose it is, is named by `owner`: the id of a user, or another id that the
 * host gives, of lower-case letters, digits and '-', with a '_' in it; none is the host itself. Every call that takes an owner
 * looks at that owner's documents only: what belongs to another cannot be told from what is not there. */
typedef struct fa_document {
    fa_id id; /* "doc_…" */
    fa_id owner;
    uint32_t
        legacy_id; /* from 1, given by the store, never used again: for clients that name documents by number */
    const char *name;   /* as uploaded, without folders */
    const char *sha256; /* 64 hexadecimal digits; unique among its owner's documents */
    uint64_t size_bytes;
    const char *media_type; /* "application/pdf", found from the bytes */
    fa_document_state state;
    fa_status error_code; /* with FA_DOCUMENT_FAILED */
    const char *error;    /* one sentence for the person who uploaded it; "" = none */
    uint32_t page_count;  /* 0 until read */
    uint32_t fact_count;
    /* A copy of the filing's identity, once read, so that documents can be listed and found by it. */
    const char *company;
    const char *ticker;
    const char *form;
    const char *currency;
    fa_date period_end;  /* FA_DATE_NONE = unknown */
    int32_t fiscal_year; /* 0 = unknown */
    int32_t fiscal;      /* fa_fiscal */
    fa_time created;
    uint32_t version; /* grows with every change, for replace */
} fa_document;

typedef fa_status (*fa_document_visit_fn)(void *payload, const fa_document *doc, fa_error *err);

/* One document service, opened by fa_app_open. */
typedef struct fa_document_service fa_document_service;

typedef struct fa_upload {
    size_t struct_size;
    const char
        *name; /* file name; folders are cut off. FA_EINVALID "name": empty, over 255 bytes, not UTF-8, or
                          with control characters */
    fa_read_fn read; /* yields the bytes */
    void *payload;
} fa_upload;
#define FA_UPLOAD_INIT                                                                                       \
    {                                                                                                        \
        sizeof(fa_upload), NULL, NULL, NULL                                                                  \
    }

/* Stores a file and its record. The owner has the same bytes already: FA_OK, *out is the document that is there and
 * *duplicate (may be NULL) is true. FA_ETOOLARGE over the limit; FA_EINVALID an empty file, or an owner that is no id.
 * The caller frees *out. */
FA_API fa_status fa_document_upload(fa_document_service *svc, fa_id owner, const fa_upload *in,
                                    const fa_document **out, bool *duplicate, fa_error *err);
/* FA_ENOTFOUND: the owner has no such document. The caller frees *out. */
FA_API fa_status fa_document_get(fa_document_service *svc, fa_id owner, fa_id id, const fa_document **out,
                                 fa_error *err);
FA_API fa_status fa_document_get_legacy(fa_document_service *svc, fa_id owner, uint32_t legacy_id,
                                        const fa_document **out, fa_error *err);
/* Visits the owner's documents, newest first, after the one named by `after` (none: from the start), at most
 * `limit`. */
FA_API fa_status fa_document_list(fa_document_service *svc, fa_id owner, fa_id after, uint32_t limit,
                                  fa_document_visit_fn visit, void *payload, fa_error *err);
/* The same over the documents of every owner: for the host's upkeep, never for a user. */
FA_API fa_status fa_document_scan(fa_document_service *svc, fa_id after, uint32_t limit,
                                  fa_document_visit_fn visit, void *payload, fa_error *err);
/* Sends the file's bytes, checked against its SHA-256 as they pass: FA_ECORRUPT when they changed at rest. */
FA_API fa_status fa_document_content(fa_document_service *svc, fa_id owner, fa_id id, fa_write_fn write,
                                     void *payload, fa_error *err);
/* Records how the reading of the document doc->id of doc->owner went: state, error, page and fact counts and identity fields of
 * `doc` are taken over, the rest stays. FA_ENOTFOUND: no such document; FA_ECONFLICT: that state cannot follow the one
 * that it has (FA_DOCUMENT_READY follows FA_DOCUMENT_READING only, nothing becomes FA_DOCUMENT_STORED). */
FA_API fa_status fa_document_report(fa_document_service *svc, const fa_document *doc, fa_error *err);
/* Removes the record and the bytes. FA_ENOTFOUND: no such document (bytes that an earlier, failed call left are
 * removed then too). */
FA_API fa_status fa_document_remove(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err);
/* Removes all documents of an owner, records and bytes, and bytes that an upload which was cut off left. None: FA_OK. */
FA_API fa_status fa_document_remove_owner(fa_document_service *svc, fa_id owner, fa_error *err);
/* Removes bytes of an owner that no record tells of, stored before that moment: what uploads that were cut off left. For a host
 * after its start, with the time of it. A blob store that has no lists: FA_OK, nothing is done. */
FA_API fa_status fa_document_sweep(fa_document_service *svc, fa_id owner, fa_time before, fa_error *err);
FA_API void fa_document_free(const fa_document *doc);

#ifdef __cplusplus
}
#endif
#endif
