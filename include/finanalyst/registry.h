/* registry.h: which adapter a URL names. */
#ifndef FINANALYST_REGISTRY_H
#define FINANALYST_REGISTRY_H

#include <finanalyst/port/blob_store.h>
#include <finanalyst/port/clock.h>
#include <finanalyst/port/document_reader.h>
#include <finanalyst/port/document_repo.h>
#include <finanalyst/port/filing_repo.h>
#include <finanalyst/port/hasher.h>
#include <finanalyst/port/job_repo.h>
#include <finanalyst/port/mailer.h>
#include <finanalyst/port/passage_index.h>
#include <finanalyst/port/password_hasher.h>
#include <finanalyst/port/token_signer.h>
#include <finanalyst/port/transfer_store.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Schemes and the adapters behind them: "memory:", "sqlite:analysis.db", "file:blobs", "sandbox:…". A component
 * fills it through its fa_<component>_register(), which the host calls before fa_app_open. */
typedef struct fa_registry fa_registry;

/* What an adapter may need to open. Lent until the adapter is closed. */
typedef struct fa_open_context {
    size_t struct_size;
    const fa_clock *clock;
    const fa_hasher *hasher;
} fa_open_context;

/* Opens the adapter that `url` names ("sqlite:analysis.db": all after the scheme's colon is the adapter's own) into
 * *out, a fa_<port> struct of the port that it was registered for. */
typedef fa_status (*fa_open_fn)(const fa_open_context *context, const char *url, void *out, fa_error *err);
/* The same for an adapter that needs more than a URL: the options that it was added with, and, if it wraps another, the
 * registry to open that from. Both are lent for the call. */
typedef fa_status (*fa_open_with_fn)(const fa_registry *registry, const void *options,
                                     const fa_open_context *context, const char *url, void *out,
                                     fa_error *err);

typedef enum fa_port {
    FA_PORT_BLOB_STORE = 1,
    FA_PORT_DOCUMENT_REPO = 2,
    FA_PORT_JOB_REPO = 3,
    FA_PORT_FILING_REPO = 4,
    FA_PORT_PASSAGE_INDEX = 5,
    FA_PORT_DOCUMENT_READER = 6,
    FA_PORT_CLOCK = 7,
    FA_PORT_HASHER = 8,
    FA_PORT_USER_REPO = 9,
    FA_PORT_PASSWORD_HASHER = 10,
    FA_PORT_TOKEN_SIGNER = 11,
    FA_PORT_MAILER = 12,
    FA_PORT_EVENT_REPO = 13,
    FA_PORT_LEDGER = 14,
    FA_PORT_RECORD_REPO = 15,
    FA_PORT_DOCUMENT_SOURCE = 16,
    FA_PORT_READINGS = 17,
    FA_PORT_USER_DIRECTORY = 18,
    FA_PORT_EVENT_SINK = 19,
    FA_PORT_TRANSFER_STORE = 20
} fa_port;

/* With the schemes of the core: "memory:" for every store, "file:" for blobs, "system:" for the clock. */
FA_API fa_status fa_registry_new(fa_registry **out, fa_error *err);
FA_API void fa_registry_free(fa_registry *r);
/* scheme: without its colon, "sqlite": a letter, then letters, digits or '-', all lower case. FA_ECONFLICT: that port
 * and scheme are taken. */
FA_API fa_status fa_registry_add(fa_registry *r, fa_port port, const char *scheme, fa_open_fn open,
                                 fa_error *err);
/* As fa_registry_add, for an opener with options. On FA_OK they belong to the registry, which frees them at its end with
 * free_options (may be NULL); on failure they stay the caller's. */
FA_API fa_status fa_registry_add_with(fa_registry *r, fa_port port, const char *scheme, fa_open_with_fn open,
                                      void *options, void (*free_options)(void *options), fa_error *err);
/* FA_EUNSUPPORTED: no adapter for that scheme; the message lists those there are. */
FA_API fa_status fa_registry_open(const fa_registry *r, fa_port port, const fa_open_context *context,
                                  const char *url, void *out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
