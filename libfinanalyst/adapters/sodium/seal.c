/* adapters/sodium/seal.c: the form of a sealed blob. */
#include "seal.h"

#include <string.h>

static const unsigned char mark[8] = {'F', 'A', 's', 'e', 'a', 'l', '1', '\n'};

/* The blob's key is made of the file's key, the salt and the blob's name: blobs share none. */
static void derive(const unsigned char *key, const unsigned char head[FAI_SEAL_HEAD_BYTES], const char *blob,
                   fai_seal *out)
{
    crypto_generichash_state state;

    (void)crypto_generichash_init(&state, key, FAI_SEAL_KEY_BYTES, sizeof out->key);
    (void)crypto_generichash_update(&state, head, FAI_SEAL_HEAD_BYTES);
    (void)crypto_generichash_update(&state, (const unsigned char *)blob, strlen(blob));
    (void)crypto_generichash_final(&state, out->key, sizeof out->key);
    sodium_memzero(&state, sizeof state);
    (void)crypto_generichash_init(&state, NULL, 0, sizeof out->bound);
    (void)crypto_generichash_update(&state, head, FAI_SEAL_HEAD_BYTES);
    (void)crypto_generichash_update(&state, (const unsigned char *)blob, strlen(blob));
    (void)crypto_generichash_final(&state, out->bound, sizeof out->bound);
}

void fai_seal_new(const fai_seal_keys *keys, const char *blob, unsigned char head[FAI_SEAL_HEAD_BYTES],
                  fai_seal *out)
{
    memcpy(head, mark, sizeof mark);
    memcpy(head + sizeof mark, keys->keys[0].id, FAI_SEAL_KEY_ID_BYTES);
    randombytes_buf(head + sizeof mark + FAI_SEAL_KEY_ID_BYTES, FAI_SEAL_SALT_BYTES);
    derive(keys->keys[0].key, head, blob, out);
}

static fa_status damaged(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "a sealed blob is damaged");
}

fa_status fai_seal_of(const fai_seal_keys *keys, const char *blob,
                      const unsigned char head[FAI_SEAL_HEAD_BYTES], fai_seal *out, fa_error *err)
{
    const unsigned char *key;

    if (memcmp(head, mark, sizeof mark) != 0)
        return damaged(err);
    key = fai_seal_keys_find(keys, head + sizeof mark);
    if (key == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "a blob was sealed with a key that the key file has not");
    derive(key, head, blob, out);
    return FA_OK;
}

/* What a segment is bound to. */
typedef struct binding {
    unsigned char bytes[crypto_generichash_BYTES + 8];
} binding;

static binding bind_to(const fai_seal *seal, uint64_t number)
{
    binding b;
    int i;

    memcpy(b.bytes, seal->bound, sizeof seal->bound);
    for (i = 0; i < 8; i++)
        b.bytes[sizeof seal->bound + (size_t)i] = (unsigned char)(number >> (8 * i));
    return b;
}

static unsigned char tag_of(bool last)
{
    return last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
}

void fai_seal_close(const fai_seal *seal, uint64_t number, bool last, const unsigned char *plain, size_t len,
                    unsigned char *out)
{
    crypto_secretstream_xchacha20poly1305_state state;
    binding b = bind_to(seal, number);

    (void)crypto_secretstream_xchacha20poly1305_init_push(&state, out, seal->key);
    (void)crypto_secretstream_xchacha20poly1305_push(&state,
                                                     out + crypto_secretstream_xchacha20poly1305_HEADERBYTES,
                                                     NULL, plain, len, b.bytes, sizeof b.bytes, tag_of(last));
    sodium_memzero(&state, sizeof state);
}

fa_status fai_seal_open(const fai_seal *seal, uint64_t number, const unsigned char *segment, size_t len,
                        unsigned char *plain, bool *last, fa_error *err)
{
    crypto_secretstream_xchacha20poly1305_state state;
    binding b = bind_to(seal, number);
    unsigned char tag = 0;
    bool good;

    if (len < FAI_SEAL_EXTRA_BYTES || len > FAI_SEAL_SEGMENT_BYTES)
        return damaged(err);
    good = crypto_secretstream_xchacha20poly1305_init_pull(&state, segment, seal->key) == 0 &&
           crypto_secretstream_xchacha20poly1305_pull(
               &state, plain, NULL, &tag, segment + crypto_secretstream_xchacha20poly1305_HEADERBYTES,
               len - crypto_secretstream_xchacha20poly1305_HEADERBYTES, b.bytes, sizeof b.bytes) == 0 &&
           (tag == tag_of(true) || tag == tag_of(false));
    sodium_memzero(&state, sizeof state);
    *last = tag == tag_of(true);
    return good ? FA_OK : damaged(err);
}

uint64_t fai_seal_count(uint64_t plain_size)
{
    return plain_size == 0 ? 1 : (plain_size - 1) / FAI_SEAL_PLAIN_BYTES + 1;
}

uint64_t fai_seal_size(uint64_t plain_size)
{
    return FAI_SEAL_HEAD_BYTES + plain_size + fai_seal_count(plain_size) * FAI_SEAL_EXTRA_BYTES;
}

bool fai_seal_plain_size(uint64_t sealed_size, uint64_t *out)
{
    uint64_t body, count;

    if (sealed_size < FAI_SEAL_HEAD_BYTES + FAI_SEAL_EXTRA_BYTES)
        return false;
    body = sealed_size - FAI_SEAL_HEAD_BYTES;
    count = (body - 1) / FAI_SEAL_SEGMENT_BYTES + 1;
    if (body < count * FAI_SEAL_EXTRA_BYTES)
        return false;
    *out = body - count * FAI_SEAL_EXTRA_BYTES;
    return fai_seal_size(*out) == sealed_size;
}
