/* document/domain/transfer.c: copies of transfers, and what one must look like. */
#include "document/domain/transfer.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "base/ids.h"
#include "document/domain/document.h"

fa_status fai_transfer_copy(const fa_transfer *transfer, fa_transfer **out, fa_error *err)
{
    size_t len = strlen(transfer->name) + 1;
    fa_transfer *made = fa_alloc(sizeof *made + len);

    if (made == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a transfer");
    *made = *transfer;
    made->name = memcpy(made + 1, transfer->name, len);
    *out = made;
    return FA_OK;
}

void fa_transfer_free(const fa_transfer *transfer)
{
    fa_free((void *)(uintptr_t)transfer);
}

fa_status fai_transfer_check_key(const fa_id *owner, const fa_id *id, fa_error *err)
{
    fa_status st = fai_owner_check(owner, err);
    fa_id same;

    if (st == FA_OK && memchr(id->s, '\0', sizeof id->s) == NULL)
        st = fa_fail_field(err, FA_EINVALID, "id", "the id of a transfer has no end");
    return st == FA_OK ? fa_id_parse(id->s, "upl_", &same, err) : st;
}

fa_status fai_transfer_check(const fa_transfer *transfer, fa_error *err)
{
    fa_status st;

    if (transfer == NULL)
        return fa_fail_field(err, FA_EINVALID, "transfer", "there is no transfer");
    st = fai_transfer_check_key(&transfer->owner, &transfer->id, err);
    if (st == FA_OK && !fai_is_label(transfer->name, FAI_NAME_BYTES))
        st = fa_fail_field(err, FA_EINVALID, "name", "the name of a transfer is none");
    if (st == FA_OK && (transfer->size_bytes == 0 || transfer->size_bytes > INT64_MAX))
        st = fa_fail_field(err, FA_EINVALID, "size", "no file has so many bytes");
    return st;
}
