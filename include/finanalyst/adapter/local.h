/* adapter/local.h: the services of the same process as ports of one another. */
#ifndef FINANALYST_ADAPTER_LOCAL_H
#define FINANALYST_ADAPTER_LOCAL_H

#include <finanalyst/port/document_source.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The documents of a service in this process. The service is lent and must outlive the source. FA_EINVALID: no
 * service. */
FA_API fa_status fa_local_document_source_open(fa_document_service *svc, fa_document_source *out,
                                               fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
