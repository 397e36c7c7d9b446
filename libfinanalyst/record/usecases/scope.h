/* record/usecases/scope.h: the documents that something is told of, and the key over all that it follows from. */
#ifndef FAI_RECORD_SCOPE_H
#define FAI_RECORD_SCOPE_H

#include "record/service.h"

struct fai_subject;

typedef struct fai_scope_document {
    fa_id id;
    char sha256[FA_SHA256_HEX];
} fai_scope_document;

/* Zero it to begin, fai_record_scope_clear to end. */
typedef struct fai_record_scope {
    fai_scope_document *items;
    size_t len;
    size_t cap;
    char key[FA_SHA256_HEX];
} fai_record_scope;

/* Looks at the documents: those that are named, or all of the owner that have been read. The key is over what is told, the
 * version of the library, and of each document its id, the hash of its bytes, and whatever of its record may be told: its
 * name and what is known of the filing. FA_ENOTFOUND: a named one is not there. */
fa_status fai_record_scope_read(const fa_record_service *svc, const struct fai_subject *subject,
                                fai_record_scope *out, fa_error *err);
/* The hash of a document of the scope; NULL: it is not among them. Lent. */
const char *fai_record_scope_hash(const fai_record_scope *scope, fa_id document);
void fai_record_scope_clear(fai_record_scope *scope);

#endif
