/* support/storage_host.h: a storage service over memory, with ports that can be made to fail. */
#ifndef FA_TEST_STORAGE_HOST_H
#define FA_TEST_STORAGE_HOST_H

#include <finanalyst/port/ledger.h>

#include "document_host.h"

typedef struct storage_host {
    fa_storage_service *svc;
    fa_ledger ledger; /* the service's own, without faults */
    fa_blob_store blobs;
    faults faults;
} storage_host;

/* A wrapper, as those of faulty.h. */
fa_ledger faulty_ledger(fa_ledger inner, faults *f);

/* Opens the service; quota NULL = the defaults. */
fa_status storage_host_open(storage_host *host, const fa_quota *quota, fa_error *err);
void storage_host_close(storage_host *host);

/* A user of tests: "usr_…" that ends in that letter. */
fa_id storage_host_user(char which);
/* Stores a text. tells: its size is told. */
fa_status storage_host_put(storage_host *host, char who, const char *name, const char *text, bool tells,
                           fa_error *err);
/* Reads an object, which must be that text. Anything else: FA_EINTERNAL. */
fa_status storage_host_expect(storage_host *host, char who, const char *name, const char *text,
                              fa_error *err);
/* Whether the books agree with the objects and the bytes: every account is the sum of its objects, every stored object has
 * bytes of its size, every other has none, and there are no other bytes. Ends the test where they do not. */
void storage_host_check(storage_host *host);

#endif
