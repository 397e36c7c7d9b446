/* record/usecases/tell.h: telling something once, and the same bytes again. */
#ifndef FAI_RECORD_TELL_H
#define FAI_RECORD_TELL_H

#include "record/usecases/scope.h"

/* What is told, of which documents, to whom. */
typedef struct fai_subject {
    fa_record_kind kind;
    fa_id owner;
    const char *what; /* the question, or the kind of analysis */
    const fa_id *ids; /* NULL: all that the owner has */
    uint32_t count;
} fai_subject;

/* Fills in what is missing of *record: id, title, outcome, sources, json and its length, all lent until the next call. The
 * scope shows the documents. Called again where these changed meanwhile. */
typedef fa_status (*fai_tell_fn)(void *payload, const fai_record_scope *scope, fa_record *record,
                                 fa_error *err);

/* The record of that subject: the one that is there, or a new one. FA_ECONFLICT: the documents never held still;
 * FA_ENOTFOUND: one of them is not there, or was removed meanwhile, and nothing is kept. The caller frees *out. */
fa_status fai_record_tell(const fa_record_service *svc, const fai_subject *subject, fai_tell_fn tell,
                          void *payload, const fa_record **out, bool *cached, fa_error *err);

/* An fa_record_visit_fn: copies the record into the const fa_record * that payload points at. */
fa_status fai_record_take(void *payload, const fa_record *record, fa_error *err);
/* Gives `made` to *out when st is FA_OK, else frees it; returns st. */
fa_status fai_record_hand_over(fa_status st, const fa_record *made, const fa_record **out);

#endif
