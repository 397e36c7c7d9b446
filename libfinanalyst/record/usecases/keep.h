/* record/usecases/keep.h: what answers and analyses share: records out of the repository, and into it. */
#ifndef FAI_RECORD_KEEP_H
#define FAI_RECORD_KEEP_H

#include "record/service.h"

/* An fa_record_visit_fn: copies the record into the const fa_record * that payload points at. */
fa_status fai_record_take(void *payload, const fa_record *record, fa_error *err);
/* Gives `made` to *out when st is FA_OK, else frees it; returns st. */
fa_status fai_record_hand_over(fa_status st, const fa_record *made, const fa_record **out);
/* The record of a key; *out stays as it was where there is none, which is FA_OK. The caller frees *out. */
fa_status fai_record_find(const fa_record_service *svc, fa_id owner, const char *key, const fa_record **out,
                          fa_error *err);
/* Keeps a record, whose creation is now. Another may have been quicker: then *out is that one. A source that was removed
 * meanwhile: FA_ENOTFOUND, and nothing is kept. The caller frees *out. */
fa_status fai_record_keep(const fa_record_service *svc, const fa_record *record, const fa_record **out,
                          fa_error *err);

#endif
