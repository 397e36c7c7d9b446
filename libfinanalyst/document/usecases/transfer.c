/* document/usecases/transfer.c: begins a transfer, tells how far it has come, ends it. */
#include "document/usecases/transfer.h"

#include <string.h>

#include "base/ids.h"
#include "document/domain/document.h"
#include "document/domain/transfer.h"

enum { PAGE = 200, UNDER_WAY_MAX = 100 };

static const fa_time hour_ms = (fa_time)60 * 60 * 1000;

static fa_status keep(void *payload, const fa_transfer *transfer, fa_error *err)
{
    return fai_transfer_copy(transfer, payload, err);
}

fa_status fai_transfer_fetch(const fa_document_service *svc, fa_id owner, fa_id id, fa_transfer **out,
                             fa_error *err)
{
    fa_transfer *made = NULL;
    fa_status st = fa_transfer_store_get(&svc->with.transfers, owner, id, keep, &made, err);

    if (st == FA_OK)
        *out = made;
    else
        fa_transfer_free(made);
    return st;
}

/* ---- beginning ---- */

/* What an owner has under way. */
typedef struct under_way {
    fa_id owner;
    fa_time now;
    uint64_t bytes;
    uint32_t count, seen;
    fa_id last;
} under_way;

static fa_status count_one(void *payload, const fa_transfer *transfer, fa_error *err)
{
    under_way *u = payload;

    (void)err;
    u->seen++;
    u->last = transfer->id;
    if (transfer->ended || transfer->expires <= u->now || !fa_id_equal(transfer->owner, u->owner))
        return FA_OK;
    u->count++;
    u->bytes += transfer->size_bytes;
    return FA_OK;
}

static fa_status check_room(const fa_document_service *svc, under_way *u, const fa_transfer_start *in,
                            fa_error *err)
{
    fa_status st;

    do {
        u->seen = 0;
        st = fa_transfer_store_list(&svc->with.transfers, u->last, PAGE, count_one, u, err);
    } while (st == FA_OK && u->seen == PAGE);
    if (st == FA_OK && u->count >= UNDER_WAY_MAX)
        st = fa_fail(err, FA_ETHROTTLED, "there are %d uploads under way: end one first", UNDER_WAY_MAX);
    if (st == FA_OK && in->room_bytes != UINT64_MAX &&
        (u->bytes > in->room_bytes || in->size_bytes > in->room_bytes - u->bytes))
        st = fa_fail_field(err, FA_ETOOLARGE, "quota",
                           "the file would exceed the quota: %llu bytes are left, less %llu under way",
                           (unsigned long long)in->room_bytes, (unsigned long long)u->bytes);
    return st;
}

static fa_status check_start(const fa_document_service *svc, fa_id owner, const fa_transfer_start *in,
                             const void *out, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    if (st != FA_OK)
        return st;
    if (in == NULL || in->struct_size < sizeof *in || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "transfer", "the transfer is not filled in");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK && in->size_bytes == 0)
        st = fa_fail_field(err, FA_EINVALID, "size", "the file is empty");
    if (st == FA_OK && in->size_bytes > svc->with.max_upload_bytes)
        st = fa_fail_field(err, FA_ETOOLARGE, "size", "the file is larger than %llu bytes",
                           (unsigned long long)svc->with.max_upload_bytes);
    return st;
}

static fa_status make_transfer(const fa_document_service *svc, fa_transfer *t, fa_error *err)
{
    uint8_t bytes[10];
    fa_status st = fa_clock_random(&svc->with.clock, bytes, sizeof bytes, err);

    if (st == FA_OK)
        t->id = fai_id_make("upl_", t->created, bytes);
    return st;
}

fa_status fa_transfer_begin(fa_document_service *svc, fa_id owner, const fa_transfer_start *in,
                            const fa_transfer **out, fa_error *err)
{
    fa_transfer t = {.owner = owner}, *made = NULL;
    under_way u = {.owner = owner};
    fa_status st = check_start(svc, owner, in, out, err);

    if (st == FA_OK)
        st = fai_document_name(in->name, &t.name, err);
    if (st != FA_OK)
        return st;
    u.now = t.created = fa_clock_now(&svc->with.clock);
    t.expires = t.created + FA_TRANSFER_HOURS * hour_ms;
    t.size_bytes = in->size_bytes;
    st = check_room(svc, &u, in, err);
    if (st == FA_OK)
        st = make_transfer(svc, &t, err);
    if (st == FA_OK)
        st = fai_transfer_copy(&t, &made, err);
    if (st == FA_OK)
        st = fa_transfer_store_add(&svc->with.transfers, made, err);
    if (st == FA_OK)
        *out = made;
    else
        fa_transfer_free(made);
    return st;
}

/* ---- the others ---- */

static bool is_over(const fa_transfer *t, fa_time now)
{
    return t->ended ? t->document.s[0] == '\0' : t->expires <= now;
}

fa_status fa_transfer_get(fa_document_service *svc, fa_id owner, fa_id id, const fa_transfer **out,
                          fa_error *err)
{
    fa_transfer *found = NULL;
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the transfer");
    if (st == FA_OK)
        st = fai_transfer_fetch(svc, owner, id, &found, err);
    if (st == FA_OK && is_over(found, fa_clock_now(&svc->with.clock)))
        st = fa_fail(err, FA_EEXPIRED, "the upload took too long: begin it anew");
    if (st == FA_OK)
        *out = found;
    else
        fa_transfer_free(found);
    return st;
}

fa_status fa_transfer_remove(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    fa_transfer *found = NULL;
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK)
        st = fai_transfer_fetch(svc, owner, id, &found, err);
    fa_transfer_free(found);
    return st == FA_OK ? fa_transfer_store_remove(&svc->with.transfers, owner, id, err) : st;
}

/* ---- tidying ---- */

typedef struct stale {
    fa_id owner, id;
    bool goes; /* altogether */
} stale;

typedef struct tidying {
    fa_time now;
    fa_id last;
    uint32_t seen, count;
    stale found[PAGE];
} tidying;

static fa_status look(void *payload, const fa_transfer *t, fa_error *err)
{
    tidying *y = payload;

    (void)err;
    y->seen++;
    y->last = t->id;
    if (t->expires > y->now || (t->ended && t->expires + 24 * hour_ms > y->now))
        return FA_OK;
    y->found[y->count++] = (stale){t->owner, t->id, t->expires + 24 * hour_ms <= y->now};
    return FA_OK;
}

fa_status fa_transfer_tidy(fa_document_service *svc, fa_time now, fa_error *err)
{
    tidying y = {.now = now};
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && now == 0)
        y.now = fa_clock_now(&svc->with.clock);
    do {
        y.seen = y.count = 0;
        if (st == FA_OK)
            st = fa_transfer_store_list(&svc->with.transfers, y.last, PAGE, look, &y, err);
        for (uint32_t i = 0; st == FA_OK && i < y.count; i++) {
            const stale *s = &y.found[i];

            st = s->goes ? fa_transfer_store_remove(&svc->with.transfers, s->owner, s->id, err)
                         : fa_transfer_store_end(&svc->with.transfers, s->owner, s->id, (fa_id){{0}}, err);
            if (st == FA_ENOTFOUND || st == FA_ECONFLICT)
                st = FA_OK; /* somebody ended it, or adds to it yet: the next call looks again */
        }
    } while (st == FA_OK && y.seen == PAGE);
    return st;
}
