/* document.h: the document service: what was uploaded, and where its bytes are. */
#ifndef FINANALYST_DOCUMENT_H
#define FINANALYST_DOCUMENT_H

#include <finanalyst/buf.h>
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

/* Members of a document that can be changed. The first five say what was filed and are corrections. */
enum {
    FA_FIELD_COMPANY = 1,
    FA_FIELD_FORM = 2,
    FA_FIELD_PERIOD_END = 4,
    FA_FIELD_FISCAL_YEAR = 8,
    FA_FIELD_FISCAL = 16,
    FA_FIELD_CORRECTIONS = 31,
    FA_FIELD_NAME = 32,
    FA_FIELD_TAGS = 64
};

/* What a reading found of what can be corrected. */
typedef struct fa_detected {
    const char *company;
    const char *form;
    fa_date period_end;
    int32_t fiscal_year;
    int32_t fiscal;
} fa_detected;

/* For designated members of a fa_document: nothing was found. */
#define FA_DETECTED_NONE                                                                                     \
    {                                                                                                        \
        "", "", FA_DATE_NONE, 0, 0                                                                           \
    }

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
    fa_time deleted;  /* when it was put into the bin; 0 = it is not there */
    const char *tags; /* one per line, in byte order, each ended by '\n'; "" = none */
    /* FA_FIELD_… of the members above that somebody corrected: readings leave them alone, answers go by them. What the last
     * reading found is in `detected`, for all of them. */
    uint32_t corrected;
    fa_detected detected;
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

/* A file that comes in pieces, over as many connections as it takes, and becomes a document with the last of them. Strings are
 * never NULL. */
typedef struct fa_transfer {
    fa_id id; /* "upl_…" */
    fa_id owner;
    const char *name;    /* as fa_document.name */
    uint64_t size_bytes; /* of the whole file */
    uint64_t offset;     /* bytes that are there, durable; size_bytes once it is a document */
    fa_time created;
    fa_time expires; /* what is no document by then goes */
    bool ended;
    fa_id document; /* that was made of it, once it has ended; none: it expired */
} fa_transfer;

typedef fa_status (*fa_transfer_visit_fn)(void *payload, const fa_transfer *transfer, fa_error *err);

/* How long a transfer may take. */
enum { FA_TRANSFER_HOURS = 24 };

typedef struct fa_transfer_start {
    size_t struct_size;
    const char *name; /* as fa_upload.name */
    uint64_t size_bytes;
    uint64_t
        room_bytes; /* that the owner may still store, transfers under way not counted; UINT64_MAX = not known */
} fa_transfer_start;
#define FA_TRANSFER_START_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_transfer_start), NULL, 0, UINT64_MAX                                                       \
    }

typedef enum fa_checksum_kind {
    FA_CHECKSUM_NONE = 0,
    FA_CHECKSUM_SHA1 = 1,  /* 20 bytes */
    FA_CHECKSUM_SHA256 = 2 /* 32 bytes */
} fa_checksum_kind;

typedef struct fa_transfer_piece {
    size_t struct_size;
    uint64_t offset; /* of its first byte in the file: as many as are there */
    fa_read_fn read;
    void *payload;
    fa_checksum_kind checksum; /* what the piece must have */
    uint8_t digest[32];
} fa_transfer_piece;
#define FA_TRANSFER_PIECE_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_transfer_piece), 0, NULL, NULL, FA_CHECKSUM_NONE,                                          \
        {                                                                                                    \
            0                                                                                                \
        }                                                                                                    \
    }

/* Which documents are looked for. All that is set must hold; letters compare without case where they are ASCII. */
typedef struct fa_document_query {
    size_t struct_size;
    const char *text;    /* a part of the name, the company, the ticker or a tag; NULL = any */
    const char *company; /* exact, as the next two; NULL = any */
    const char *form;
    const char *tag;         /* NULL = any */
    int32_t fiscal_year;     /* 0 = any */
    fa_document_state state; /* 0 = any */
    fa_id collection;        /* none = any */
    bool shared;             /* those of others that the owner may read, instead of his own */
    bool deleted;            /* those in the bin, instead of the others */
    fa_id after;             /* newest first, behind this one; none = from the start */
    uint32_t limit;
} fa_document_query;
#define FA_DOCUMENT_QUERY_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_document_query), NULL, NULL, NULL, NULL, 0, (fa_document_state)0, {{0}}, false, false,     \
            {{0}}, 50                                                                                        \
    }

/* What is to be changed of a document. */
typedef struct fa_document_patch {
    size_t struct_size;
    uint32_t set;        /* FA_FIELD_… of the members below that count */
    uint32_t take_back;  /* corrections that are taken back: what the reading found counts again */
    const char *name;    /* as fa_upload.name */
    const char *company; /* 1 to 200 bytes */
    const char *form;    /* 1 to 30 bytes */
    fa_date period_end;  /* a day */
    int32_t fiscal_year; /* 1900 to 2200 */
    int32_t fiscal;      /* fa_fiscal */
    const char *const
        *tags; /* all of them: at most 50, each of 1 to 50 bytes; blanks around one are cut off */
    uint32_t tag_count;
    uint32_t version; /* that it must have, else FA_ECONFLICT; 0 = any */
} fa_document_patch;
#define FA_DOCUMENT_PATCH_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_document_patch), 0, 0, NULL, NULL, NULL, FA_DATE_NONE, 0, 0, NULL, 0, 0                    \
    }

/* A document that its owner lets a user read. */
typedef struct fa_share {
    fa_id document;
    fa_id owner;
    fa_id user;
    fa_time created;
} fa_share;
typedef fa_status (*fa_share_visit_fn)(void *payload, const fa_share *share, fa_error *err);

/* That a document was removed, for the services that keep something of it. Removals are kept for FA_REMOVAL_DAYS days. */
typedef struct fa_removal {
    uint64_t seq; /* from 1, growing */
    fa_id document;
    fa_id owner;
    fa_time time;
} fa_removal;
typedef fa_status (*fa_removal_visit_fn)(void *payload, const fa_removal *removal, fa_error *err);
enum { FA_REMOVAL_DAYS = 30 };

/* Documents put together by their owner; one may be in several. Strings are never NULL. */
typedef struct fa_collection {
    fa_id id; /* "col_…" */
    fa_id owner;
    const char *name;        /* unique among the owner's */
    uint32_t document_count; /* without those in the bin; counted by the store */
    fa_time created;
    uint32_t version;
} fa_collection;
typedef fa_status (*fa_collection_visit_fn)(void *payload, const fa_collection *collection, fa_error *err);

/* How long a document stays in the bin. */
enum { FA_BIN_DAYS = 30 };

/* Stores a file and its record. The owner has the same bytes already: FA_OK, *out is the document that is there, taken out of
 * the bin if it was in it, and *duplicate (may be NULL) is true. FA_ETOOLARGE over the limit; FA_EINVALID an empty file, or an owner that is no id.
 * The caller frees *out. */
FA_API fa_status fa_document_upload(fa_document_service *svc, fa_id owner, const fa_upload *in,
                                    const fa_document **out, bool *duplicate, fa_error *err);

/* Begins a transfer. FA_EINVALID "name", "size"; FA_ETOOLARGE "size": over the limit of a file, "quota": over the room, less what
 * the owner's other transfers may yet bring; FA_ETHROTTLED: the owner has 100 under way. The caller frees *out. */
FA_API fa_status fa_transfer_begin(fa_document_service *svc, fa_id owner, const fa_transfer_start *in,
                                   const fa_transfer **out, fa_error *err);
/* FA_ENOTFOUND: the owner has no such transfer; FA_EEXPIRED: it took too long. The caller frees *out. */
FA_API fa_status fa_transfer_get(fa_document_service *svc, fa_id owner, fa_id id, const fa_transfer **out,
                                 fa_error *err);
/* Keeps a piece, durable once it returns FA_OK, that leaves at least one byte to come; else nothing of it is kept.
 * FA_ECONFLICT "offset": another offset, or somebody adds to it now; FA_ETOOLARGE "size": it reaches the end of the file, or
 * beyond; FA_ECORRUPT "checksum"; FA_EEXPIRED: it expired or has ended. The caller frees *out, which may be NULL. */
FA_API fa_status fa_transfer_append(fa_document_service *svc, fa_id owner, fa_id id,
                                    const fa_transfer_piece *piece, const fa_transfer **out, fa_error *err);
/* Makes the document of what is there and the last piece, as fa_document_upload does. Whatever fails, the transfer is as it
 * was, so that its last piece can be sent again, also when the caller did not hear that it succeeded. FA_EINVALID "size": the
 * piece does not end where the file does. The caller frees *out. */
FA_API fa_status fa_transfer_finish(fa_document_service *svc, fa_id owner, fa_id id,
                                    const fa_transfer_piece *piece, const fa_document **out, bool *duplicate,
                                    fa_error *err);
/* How long an address is signed for. */
enum { FA_SIGNED_SECONDS = 3600 };

/* Begins a transfer whose bytes go to the blob store itself: appends an address to which the whole file can be put, once, with
 * the header "If-None-Match: *", within FA_SIGNED_SECONDS. As fa_transfer_begin; and FA_EUNSUPPORTED "presign": the store has
 * no such addresses. *document: the id that the document will have. */
FA_API fa_status fa_transfer_sign(fa_document_service *svc, fa_id owner, const fa_transfer_start *in,
                                  fa_id *document, fa_buf *url, fa_error *err);
/* Makes the document of what was put there. FA_ENOTFOUND: nothing was signed under that id; FA_ECONFLICT "upload": nothing
 * was put yet; FA_EINVALID "size", "sha256": other bytes than were told of, and they are gone; FA_EEXPIRED. Done already: the
 * document. The caller frees *out. */
FA_API fa_status fa_transfer_accept(fa_document_service *svc, fa_id owner, fa_id document, const char *sha256,
                                    const fa_document **out, bool *duplicate, fa_error *err);
/* Appends an address at which the file's bytes can be had within FA_SIGNED_SECONDS. FA_ENOTFOUND; FA_EUNSUPPORTED "presign". */
FA_API fa_status fa_document_sign(fa_document_service *svc, fa_id owner, fa_id id, fa_buf *url,
                                  fa_error *err);
/* Ends a transfer without a document. FA_ENOTFOUND. */
FA_API fa_status fa_transfer_remove(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err);
/* Removes the bytes of transfers, whosever they are, that took too long, and a day later that there were any. now: 0 = as the
 * clock says. For a host that runs in the background, once in a while. */
FA_API fa_status fa_transfer_tidy(fa_document_service *svc, fa_time now, fa_error *err);
FA_API void fa_transfer_free(const fa_transfer *transfer);

/* FA_ENOTFOUND: the owner has no such document outside of the bin, and nobody shares it with him. The caller frees *out.
 * By its number only the owner finds one. */
FA_API fa_status fa_document_get(fa_document_service *svc, fa_id owner, fa_id id, const fa_document **out,
                                 fa_error *err);
FA_API fa_status fa_document_get_legacy(fa_document_service *svc, fa_id owner, uint32_t legacy_id,
                                        const fa_document **out, fa_error *err);
/* Visits the owner's documents outside of the bin, newest first, after the one named by `after` (none: from the start), at
 * most `limit`. */
FA_API fa_status fa_document_list(fa_document_service *svc, fa_id owner, fa_id after, uint32_t limit,
                                  fa_document_visit_fn visit, void *payload, fa_error *err);
/* Visits the documents that fit the query. FA_EINVALID names what is wrong in it. */
FA_API fa_status fa_document_select(fa_document_service *svc, fa_id owner, const fa_document_query *query,
                                    fa_document_visit_fn visit, void *payload, fa_error *err);
/* As fa_document_list over the documents of every owner, also in the bin: for the host's upkeep, never for a user. */
FA_API fa_status fa_document_scan(fa_document_service *svc, fa_id after, uint32_t limit,
                                  fa_document_visit_fn visit, void *payload, fa_error *err);
/* Sends the file's bytes, checked against its SHA-256 as they pass: FA_ECORRUPT when they changed at rest. */
FA_API fa_status fa_document_content(fa_document_service *svc, fa_id owner, fa_id id, fa_write_fn write,
                                     void *payload, fa_error *err);
/* Records how the reading of the document doc->id of doc->owner went: state, error, page and fact counts and identity fields of
 * `doc` are taken over, the rest stays; of FA_DOCUMENT_READING the state only. FA_ENOTFOUND: no such document; FA_ECONFLICT: that state cannot follow the one
 * that it has (FA_DOCUMENT_READY follows FA_DOCUMENT_READING only, nothing becomes FA_DOCUMENT_STORED). */
FA_API fa_status fa_document_report(fa_document_service *svc, const fa_document *doc, fa_error *err);
/* Changes what a document is called, its tags, and corrects what was read of what was filed. FA_EINVALID names the member;
 * FA_ENOTFOUND. The caller frees *out, which may be NULL. */
FA_API fa_status fa_document_update(fa_document_service *svc, fa_id owner, fa_id id,
                                    const fa_document_patch *patch, const fa_document **out, fa_error *err);
/* Puts a document into the bin, where nobody finds it but with fa_document_query.deleted; it goes for good after
 * FA_BIN_DAYS days (fa_app_tidy). In it already: FA_ENOTFOUND. */
FA_API fa_status fa_document_discard(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err);
/* Takes it out again. Not in the bin: FA_ECONFLICT. The caller frees *out, which may be NULL. */
FA_API fa_status fa_document_restore(fa_document_service *svc, fa_id owner, fa_id id, const fa_document **out,
                                     fa_error *err);

/* Lets a user read a document, until that is taken back. FA_EINVALID "user": no id, or the owner's. It is so already:
 * FA_OK. */
FA_API fa_status fa_share_add(fa_document_service *svc, fa_id owner, fa_id document, fa_id user,
                              fa_error *err);
FA_API fa_status fa_share_remove(fa_document_service *svc, fa_id owner, fa_id document, fa_id user,
                                 fa_error *err);
FA_API fa_status fa_share_list(fa_document_service *svc, fa_id owner, fa_id document, fa_share_visit_fn visit,
                               void *payload, fa_error *err);

/* Makes a collection. FA_EINVALID "name": not 1 to 100 bytes of UTF-8 without control characters; FA_ECONFLICT: the owner
 * has one of that name. The caller frees *out. */
FA_API fa_status fa_collection_create(fa_document_service *svc, fa_id owner, const char *name,
                                      const fa_collection **out, fa_error *err);
FA_API fa_status fa_collection_get(fa_document_service *svc, fa_id owner, fa_id id, const fa_collection **out,
                                   fa_error *err);
/* Newest first, behind `after`, at most `limit`. */
FA_API fa_status fa_collection_list(fa_document_service *svc, fa_id owner, fa_id after, uint32_t limit,
                                    fa_collection_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_collection_rename(fa_document_service *svc, fa_id owner, fa_id id, const char *name,
                                      const fa_collection **out, fa_error *err);
/* Its documents stay. */
FA_API fa_status fa_collection_remove(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err);
/* Puts a document of the same owner in, or takes it out; it is so already: FA_OK. */
FA_API fa_status fa_collection_add(fa_document_service *svc, fa_id owner, fa_id id, fa_id document,
                                   fa_error *err);
FA_API fa_status fa_collection_take(fa_document_service *svc, fa_id owner, fa_id id, fa_id document,
                                    fa_error *err);
FA_API void fa_collection_free(const fa_collection *collection);

/* Removes the record and the bytes, from the bin too. FA_ENOTFOUND: no such document (bytes that an earlier, failed call left are
 * removed then too). */
FA_API fa_status fa_document_remove(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err);
/* Removals behind the one numbered `after`, oldest first, at most `limit`. One is told from the moment on in which the record is gone. */
FA_API fa_status fa_document_removals(fa_document_service *svc, uint64_t after, uint32_t limit,
                                      fa_removal_visit_fn visit, void *payload, fa_error *err);
/* Whether a document that the owner does not find may come back: it is in the owner's bin. */
FA_API fa_status fa_document_may_return(fa_document_service *svc, fa_id owner, fa_id id, bool *out,
                                        fa_error *err);
/* How many documents an owner has outside of the bin. */
FA_API fa_status fa_document_count(fa_document_service *svc, fa_id owner, uint64_t *out, fa_error *err);
/* Removes all documents, collections and transfers of an owner, records and bytes, and bytes that an upload which was cut off left. None: FA_OK. */
FA_API fa_status fa_document_remove_owner(fa_document_service *svc, fa_id owner, fa_error *err);
/* Removes bytes of an owner that no record tells of, stored before that moment: what uploads that were cut off left. For a host
 * after its start, with the time of it. A blob store that has no lists: FA_OK, nothing is done. */
FA_API fa_status fa_document_sweep(fa_document_service *svc, fa_id owner, fa_time before, fa_error *err);
FA_API void fa_document_free(const fa_document *doc);

#ifdef __cplusplus
}
#endif
#endif
