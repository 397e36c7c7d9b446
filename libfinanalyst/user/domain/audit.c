/* user/domain/audit.c: the chain of the trail. */
#include "user/domain/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void put(const fa_hasher *h, fa_digest *d, const char *text)
{
    char length[24];
    int n = snprintf(length, sizeof length, "%zu:", strlen(text));

    fa_hash_update(h, d, length, (size_t)n);
    fa_hash_update(h, d, text, strlen(text));
}

static void put_number(const fa_hasher *h, fa_digest *d, int64_t value)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%" PRId64, value);
    put(h, d, text);
}

static void hash_of(const fa_hasher *h, const fa_audit_entry *e, char out[FA_SHA256_HEX])
{
    fa_digest d;

    fa_hash_begin(h, &d);
    put(h, &d, e->previous);
    put_number(h, &d, (int64_t)e->seq);
    put_number(h, &d, e->time);
    put(h, &d, e->actor.s);
    put(h, &d, e->action);
    put(h, &d, e->target);
    put(h, &d, e->address);
    put(h, &d, e->request);
    put(h, &d, e->detail);
    fa_hash_finish_hex(h, &d, out);
}

fa_status fai_audit_seal(void *payload, const fa_audit_entry *before, fa_audit_entry *entry, fa_error *err)
{
    (void)err;
    entry->seq = before == NULL ? 1 : before->seq + 1;
    memset(entry->previous, 0, sizeof entry->previous);
    if (before != NULL)
        memcpy(entry->previous, before->hash, strlen(before->hash));
    hash_of(payload, entry, entry->hash);
    return FA_OK;
}

bool fai_audit_follows(const fa_hasher *hasher, const fa_audit_entry *before, const fa_audit_entry *entry)
{
    char hash[FA_SHA256_HEX];

    hash_of(hasher, entry, hash);
    return entry->seq == (before == NULL ? 1 : before->seq + 1) &&
           strcmp(entry->previous, before == NULL ? "" : before->hash) == 0 && strcmp(entry->hash, hash) == 0;
}
