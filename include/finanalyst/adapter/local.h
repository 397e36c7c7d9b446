/* adapter/local.h: the services of the same process as ports of one another. */
#ifndef FINANALYST_ADAPTER_LOCAL_H
#define FINANALYST_ADAPTER_LOCAL_H

#include <finanalyst/port/analyst.h>
#include <finanalyst/port/document_source.h>
#include <finanalyst/port/event_sink.h>
#include <finanalyst/port/readings.h>
#include <finanalyst/port/user_directory.h>
#include <finanalyst/record.h>
#include <finanalyst/storage.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The documents of a service in this process. The service is lent and must outlive the source. FA_EINVALID: no
 * service. */
FA_API fa_status fa_local_document_source_open(fa_document_service *svc, fa_document_source *out,
                                               fa_error *err);
/* Documents from wherever they are, and the answers of a service in this process, for the record service. Both are lent and must
 * outlive the analyst. FA_EINVALID: one of them is none; FA_ENOMEM. */
FA_API fa_status fa_local_analyst_open(const fa_document_source *documents, fa_analysis_service *analysis,
                                       fa_analyst *out, fa_error *err);
/* The readings of services in this process. Both are lent and must outlive them; records: NULL = none are kept.
 * FA_EINVALID: no analysis service; FA_ENOMEM. */
FA_API fa_status fa_local_readings_open(fa_analysis_service *analysis, fa_record_service *records,
                                        fa_readings *out, fa_error *err);
/* The users, or the events, of a service in this process, which is lent and must outlive the port. FA_EINVALID: no service. */
FA_API fa_status fa_local_user_directory_open(fa_user_service *svc, fa_user_directory *out, fa_error *err);
FA_API fa_status fa_local_event_sink_open(fa_analytics_service *svc, fa_event_sink *out, fa_error *err);
/* The objects of a storage service in this process, as a blob store whose keys are "<user's id>/<object's name>": so the
 * bytes of other features are kept under quota. Its names are those of objects, [a-z0-9_-]; its lists are of
 * one user each: their prefix holds the id and the slash. The service
 * is lent and must outlive the store. FA_EINVALID: no service. */
FA_API fa_status fa_local_blob_store_open(fa_storage_service *svc, fa_blob_store *out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
