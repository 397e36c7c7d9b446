/* document/domain/access.c: who may do what with a document. */
#include "document/domain/access.h"

bool fai_may_read(const fa_document *doc, fa_id user, bool shared)
{
    return doc->deleted == 0 && (shared || fa_id_equal(doc->owner, user));
}

bool fai_may_change(const fa_document *doc, fa_id user)
{
    return doc->deleted == 0 && fa_id_equal(doc->owner, user);
}
