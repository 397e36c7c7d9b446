/* adapters/crypt/password_hasher.c: verifying bcrypt hashes with the system's crypt. */
#include <finanalyst/adapter/crypt.h>

#include <crypt.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/port/password_hasher.h>

/* What bcrypt looks at; a longer password would match by its beginning alone. */
enum { BCRYPT_BYTES = 72, BCRYPT_HASH = 60 };

static bool is_bcrypt(const char *hash)
{
    return hash[0] == '$' && hash[1] == '2' && (hash[2] == 'a' || hash[2] == 'b' || hash[2] == 'y') &&
           hash[3] == '$' && strlen(hash) == BCRYPT_HASH;
}

static bool same(const char *a, const char *b, size_t len)
{
    unsigned char differs = 0;

    for (size_t i = 0; i < len; i++)
        differs |= (unsigned char)(a[i] ^ b[i]);
    return differs == 0;
}

static fa_status verify(void *self, const char *hash, const char *password, size_t len, bool *match,
                        bool *stale, fa_error *err)
{
    struct crypt_data *room;
    const char *made;

    (void)self;
    if (!is_bcrypt(hash))
        return fa_fail(err, FA_EUNSUPPORTED, "the password was hashed in a way that is not known");
    room = fa_calloc(1, sizeof *room); /* 32 KiB: too much for the stack of a host's thread */
    if (room == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to verify a password");
    made = crypt_r(password, hash, room);
    *match = made != NULL && strlen(made) == BCRYPT_HASH && same(made, hash, BCRYPT_HASH) &&
             len <= BCRYPT_BYTES && strlen(password) == len;
    *stale = true;
    memset(room, 0, sizeof *room);
    fa_free(room);
    return FA_OK;
}

static void close_hasher(void *self)
{
    (void)self;
}

static fa_status open_hasher(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_password_hasher_ops ops = {sizeof ops, "crypt", NULL, verify, NULL, close_hasher};

    (void)context;
    (void)url;
    (void)err;
    *(fa_password_hasher *)out = (fa_password_hasher){&ops, NULL};
    return FA_OK;
}

fa_status fa_crypt_register(fa_registry *registry, fa_error *err)
{
    return fa_registry_add(registry, FA_PORT_PASSWORD_HASHER, "crypt", open_hasher, err);
}
