/* document/usecases/removals.h: removing a record, and keeping that it was. */
#ifndef FAI_DOCUMENT_REMOVALS_H
#define FAI_DOCUMENT_REMOVALS_H

#include "document/service.h"

fa_status fai_document_drop(const fa_document_service *svc, fa_id owner, fa_id id, fa_error *err);

#endif
