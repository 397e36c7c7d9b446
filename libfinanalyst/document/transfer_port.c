/* document/transfer_port.c: the checking wrappers of the transfer store. */
#include <string.h>

#include <finanalyst/port/transfer_store.h>

#include "base/port.h"
#include "document/domain/transfer.h"

#define NEED(store, op)                                                                                      \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(store))                                                                         \
            return fa_fail(err, FA_EINVALID, "there is no transfer store");                                  \
        if (!FAI_PORT_HAS(store, op))                                                                        \
            return fa_fail(err, FA_EUNSUPPORTED, "the transfer store cannot %s", #op);                       \
    } while (0)

static fa_status need(bool there, const char *what, fa_error *err)
{
    return there ? FA_OK : fa_fail_field(err, FA_EINVALID, what, "a transfer store needs %s", what);
}

fa_status fa_transfer_store_add(const fa_transfer_store *s, const fa_transfer *transfer, fa_error *err)
{
    fa_status st;

    NEED(s, add);
    st = fai_transfer_check(transfer, err);
    if (st == FA_OK && (transfer->offset != 0 || transfer->ended))
        st = fa_fail_field(err, FA_EINVALID, "offset", "a transfer begins without bytes");
    return st != FA_OK ? st : s->ops->add(s->self, transfer, err);
}

fa_status fa_transfer_store_get(const fa_transfer_store *s, fa_id owner, fa_id id, fa_transfer_visit_fn visit,
                                void *payload, fa_error *err)
{
    fa_status st;

    NEED(s, get);
    st = fai_transfer_check_key(&owner, &id, err);
    if (st == FA_OK)
        st = need(visit != NULL, "visit", err);
    return st != FA_OK ? st : s->ops->get(s->self, owner, id, visit, payload, err);
}

fa_status fa_transfer_store_append(const fa_transfer_store *s, fa_id owner, fa_id id, uint64_t offset,
                                   fa_read_fn read, void *payload, fa_error *err)
{
    fa_status st;

    NEED(s, append);
    st = fai_transfer_check_key(&owner, &id, err);
    if (st == FA_OK)
        st = need(read != NULL, "read", err);
    return st != FA_OK ? st : s->ops->append(s->self, owner, id, offset, read, payload, err);
}

fa_status fa_transfer_store_read(const fa_transfer_store *s, fa_id owner, fa_id id, uint64_t offset,
                                 void *buf, size_t cap, size_t *got, fa_error *err)
{
    fa_status st;

    NEED(s, read);
    st = fai_transfer_check_key(&owner, &id, err);
    if (st == FA_OK)
        st = need(buf != NULL && cap > 0 && got != NULL, "buf", err);
    return st != FA_OK ? st : s->ops->read(s->self, owner, id, offset, buf, cap, got, err);
}

fa_status fa_transfer_store_end(const fa_transfer_store *s, fa_id owner, fa_id id, fa_id document,
                                fa_error *err)
{
    fa_status st;

    NEED(s, end);
    st = fai_transfer_check_key(&owner, &id, err);
    return st != FA_OK ? st : s->ops->end(s->self, owner, id, document, err);
}

fa_status fa_transfer_store_remove(const fa_transfer_store *s, fa_id owner, fa_id id, fa_error *err)
{
    fa_status st;

    NEED(s, remove);
    st = fai_transfer_check_key(&owner, &id, err);
    return st != FA_OK ? st : s->ops->remove(s->self, owner, id, err);
}

fa_status fa_transfer_store_list(const fa_transfer_store *s, fa_id after, uint32_t limit,
                                 fa_transfer_visit_fn visit, void *payload, fa_error *err)
{
    fa_id none = {{0}};
    fa_status st = FA_OK;

    NEED(s, list);
    if (after.s[0] != '\0')
        st = fai_transfer_check_key(&none, &after, err);
    if (st == FA_OK)
        st = need(visit != NULL, "visit", err);
    return st != FA_OK || limit == 0 ? st : s->ops->list(s->self, after, limit, visit, payload, err);
}

void fa_transfer_store_close(fa_transfer_store *s)
{
    if (FAI_PORT_IS_NONE(s))
        return;
    if (FAI_PORT_HAS(s, close))
        s->ops->close(s->self);
    memset(s, 0, sizeof *s);
}
