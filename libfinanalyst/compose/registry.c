/* compose/registry.c: schemes of URLs, and the adapters behind them. */
#include <finanalyst/registry.h>

#include <string.h>

#include <finanalyst/adapter/fs.h>
#include <finanalyst/adapter/memory.h>
#include <finanalyst/adapter/system.h>
#include <finanalyst/alloc.h>
#include <finanalyst/buf.h>

#include "base/vec.h"

enum { SCHEME_BYTES = 31, LIST_BYTES = 160 };

typedef struct entry {
    fa_port port;
    char scheme[SCHEME_BYTES + 1];
    fa_open_fn open; /* or the next */
    fa_open_with_fn open_with;
    void *options;
    void (*free_options)(void *options);
} entry;

struct fa_registry {
    FAI_VEC(entry) entries;
};

static const char *const ports[] = {[FA_PORT_BLOB_STORE] = "blob store",
                                    [FA_PORT_DOCUMENT_REPO] = "document repository",
                                    [FA_PORT_JOB_REPO] = "job repository",
                                    [FA_PORT_FILING_REPO] = "filing repository",
                                    [FA_PORT_PASSAGE_INDEX] = "passage index",
                                    [FA_PORT_DOCUMENT_READER] = "document reader",
                                    [FA_PORT_CLOCK] = "clock",
                                    [FA_PORT_HASHER] = "hasher",
                                    [FA_PORT_USER_REPO] = "user repository",
                                    [FA_PORT_PASSWORD_HASHER] = "password hasher",
                                    [FA_PORT_TOKEN_SIGNER] = "token signer",
                                    [FA_PORT_MAILER] = "mailer",
                                    [FA_PORT_EVENT_REPO] = "event repository",
                                    [FA_PORT_LEDGER] = "ledger",
                                    [FA_PORT_RECORD_REPO] = "record repository",
                                    [FA_PORT_DOCUMENT_SOURCE] = "document source",
                                    [FA_PORT_READINGS] = "readings",
                                    [FA_PORT_USER_DIRECTORY] = "user directory",
                                    [FA_PORT_EVENT_SINK] = "event sink",
                                    [FA_PORT_TRANSFER_STORE] = "transfer store"};

static bool is_port(fa_port port)
{
    return (int)port > 0 && (size_t)port < sizeof ports / sizeof *ports && ports[port] != NULL;
}

/* RFC 3986, section 3.1, in lower case and without "+" and ".". */
static size_t scheme_length(const char *text)
{
    if (text[0] < 'a' || text[0] > 'z')
        return 0;
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
}

static const entry *find(const fa_registry *r, fa_port port, const char *scheme, size_t len)
{
    size_t i;

    for (i = 0; i < r->entries.len; i++) {
        const entry *e = &r->entries.items[i];

        if (e->port == port && strlen(e->scheme) == len && memcmp(e->scheme, scheme, len) == 0)
            return e;
    }
    return NULL;
}

fa_status fa_registry_new(fa_registry **out, fa_error *err)
{
    fa_registry *r;
    fa_status st;

    if (out == NULL)
        return fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the registry");
    r = fa_calloc(1, sizeof *r);
    if (r == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a registry");
    st = fa_memory_register(r, err);
    if (st == FA_OK)
        st = fa_fs_register(r, err);
    if (st == FA_OK)
        st = fa_system_register(r, err);
    if (st == FA_OK)
        *out = r;
    else
        fa_registry_free(r);
    return st;
}

void fa_registry_free(fa_registry *r)
{
    if (r == NULL)
        return;
    for (size_t i = 0; i < r->entries.len; i++) {
        if (r->entries.items[i].free_options != NULL)
            r->entries.items[i].free_options(r->entries.items[i].options);
    }
    fai_vec_clear(&r->entries);
    fa_free(r);
}

static fa_status add(fa_registry *r, entry added, const char *scheme, fa_error *err)
{
    size_t len = scheme == NULL ? 0 : scheme_length(scheme);

    if (r == NULL || (added.open == NULL && added.open_with == NULL) || !is_port(added.port))
        return fa_fail(err, FA_EINVALID, "an adapter needs a registry, a port and a way to open it");
    if (len == 0 || len > SCHEME_BYTES || scheme[len] != '\0')
        return fa_fail_field(err, FA_EINVALID, "scheme",
                             "a scheme is 1 to %d lower-case letters, digits and -, without its colon",
                             SCHEME_BYTES);
    if (find(r, added.port, scheme, len) != NULL)
        return fa_fail_field(err, FA_ECONFLICT, "scheme", "there is a %s for \"%s:\" already",
                             ports[added.port], scheme);
    memcpy(added.scheme, scheme, len);
    if (!fai_vec_push(&r->entries, added))
        return fa_fail(err, FA_ENOMEM, "out of memory for a registry");
    return FA_OK;
}

fa_status fa_registry_add(fa_registry *r, fa_port port, const char *scheme, fa_open_fn open, fa_error *err)
{
    return add(r, (entry){.port = port, .open = open}, scheme, err);
}

fa_status fa_registry_add_with(fa_registry *r, fa_port port, const char *scheme, fa_open_with_fn open,
                               void *options, void (*free_options)(void *options), fa_error *err)
{
    entry added = {.port = port, .open_with = open, .options = options, .free_options = free_options};

    return add(r, added, scheme, err);
}

/* FA_EUNSUPPORTED with the schemes that there are. */
static fa_status unsupported(const fa_registry *r, fa_port port, const char *scheme, size_t len,
                             fa_error *err)
{
    fa_buf known;
    fa_status st;
    size_t i;

    fa_buf_init(&known, LIST_BYTES);
    for (i = 0; i < r->entries.len; i++) {
        if (r->entries.items[i].port == port)
            (void)fa_buf_printf(&known, "%s\"%s:\"", known.len == 0 ? "" : ", ", r->entries.items[i].scheme);
    }
    if (len == 0)
        st = fa_fail(err, FA_EUNSUPPORTED, "a URL begins with a scheme; there is a %s for %s", ports[port],
                     known.len == 0 ? "none" : known.data);
    else
        st = fa_fail(err, FA_EUNSUPPORTED, "there is no %s for \"%.*s:\", only for %s", ports[port], (int)len,
                     scheme, known.len == 0 ? "none" : known.data);
    fa_buf_clear(&known);
    return st;
}

fa_status fa_registry_open(const fa_registry *r, fa_port port, const fa_open_context *context,
                           const char *url, void *out, fa_error *err)
{
    size_t len = url == NULL ? 0 : scheme_length(url);
    const entry *e;

    if (r == NULL || context == NULL || url == NULL || out == NULL || !is_port(port))
        return fa_fail(err, FA_EINVALID, "opening needs a registry, a port, a context, a URL and an out");
    if (len > SCHEME_BYTES || url[len] != ':')
        len = 0;
    e = len == 0 ? NULL : find(r, port, url, len);
    if (e == NULL)
        return unsupported(r, port, url, len, err);
    return e->open != NULL ? e->open(context, url, out, err)
                           : e->open_with(r, e->options, context, url, out, err);
}
