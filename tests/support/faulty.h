/* support/faulty.h: wraps ports so that their n-th call fails. */
#ifndef FA_TEST_FAULTY_H
#define FA_TEST_FAULTY_H

#include <stdatomic.h>

#include <finanalyst/port/blob_store.h>
#include <finanalyst/port/document_reader.h>
#include <finanalyst/port/document_repo.h>
#include <finanalyst/port/filing_repo.h>
#include <finanalyst/port/job_repo.h>
#include <finanalyst/port/passage_index.h>

typedef enum fault_kind {
    FAULT_BEFORE = 1, /* the call does nothing */
    FAULT_MIDWAY = 2, /* a blob breaks off after its first piece; others as BEFORE */
    FAULT_AFTER = 3   /* the call does its work, and fails all the same; a put, which may not, as MIDWAY */
} fault_kind;

/* When to fail, shared by all ports that it was given to. Zero: never. */
typedef struct faults {
    fault_kind kind;
    atomic_long left;                                 /* calls until the one that fails; 0 and below = none */
    _Atomic(const char *) struck;                     /* the op that failed, NULL = none yet */
    atomic_long blobs;                                /* that the wrapped stores hold */
    void (*meanwhile)(void *payload, const char *op); /* what else happens before each call; NULL = nothing */
    void *payload;
} faults;

/* What a struck call fails with. */
enum { FAULT_CODE = FA_EUNAVAILABLE };

/* Sets the n-th call from now to fail; 0 = none. */
void faults_set(faults *f, fault_kind kind, long n);

/* Takes over the inner port: it is closed with the wrapper. f is lent. */
fa_blob_store faulty_blob_store(fa_blob_store inner, faults *f);
fa_document_repo faulty_document_repo(fa_document_repo inner, faults *f);

/* ---- for wrappers ---- */

/* Counts a call; whether it is the one. */
bool faults_strike(faults *f, const char *op);
fa_status faults_fail(fa_error *err);
/* Makes a call that may be struck before or after it is made, and returns from the function. */
#define FAULTY_CALL(f, op, call)                                                                             \
    do {                                                                                                     \
        bool hit = faults_strike(f, op);                                                                     \
        fa_status st = hit && (f)->kind != FAULT_AFTER ? FA_OK : (call);                                     \
        return hit ? faults_fail(err) : st;                                                                  \
    } while (0)

#endif
