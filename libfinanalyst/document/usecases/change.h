/* document/usecases/change.h: changing a record that others may change at the same time. */
#ifndef FAI_DOCUMENT_CHANGE_H
#define FAI_DOCUMENT_CHANGE_H

#include "document/service.h"

/* Makes a change in *doc, whose strings are lent for the call; those that it sets must live until the change is over. May be
 * called several times, each time on the record as it is then. */
typedef fa_status (*fai_change_fn)(void *payload, fa_document *doc, fa_error *err);

/* Changes a record of the owner's, and puts it as it is afterwards in *out (NULL: no interest). FA_ENOTFOUND, FA_ECONFLICT
 * when others were always faster, and what `change` fails with. */
fa_status fai_document_change(const fa_document_service *svc, fa_id owner, fa_id id, fai_change_fn change,
                              void *payload, const fa_document **out, fa_error *err);

#endif
