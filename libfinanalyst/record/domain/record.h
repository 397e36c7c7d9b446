/* record/domain/record.h: what a record must look like. */
#ifndef FAI_RECORD_DOMAIN_H
#define FAI_RECORD_DOMAIN_H

#include <finanalyst/record.h>

/* None (the host itself), or an id: of lower-case letters, digits and '-', with a '_' in it. FA_EINVALID "owner". */
fa_status fai_record_check_owner(const fa_id *owner, fa_error *err);
/* "ans_…" or "ana_…". FA_EINVALID "id". */
fa_status fai_record_check_id(const fa_id *id, fa_error *err);
/* "doc_…". FA_EINVALID "document". */
fa_status fai_record_check_document(const fa_id *id, fa_error *err);
/* 64 lower-case hexadecimal digits. FA_EINVALID "key". */
fa_status fai_record_check_key(const char *key, fa_error *err);
/* The whole record; names the field that is wrong. */
fa_status fai_record_check(const fa_record *record, fa_error *err);
/* Puts sources into their order and takes out what is there twice; returns how many are left. */
uint32_t fai_record_sort_sources(fa_record_source *sources, uint32_t count);

#endif
