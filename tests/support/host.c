/* support/host.c: a clock and a hasher for tests. */
#include "host.h"

#include <stdatomic.h>
#include <string.h>

#include "text_reader.h"

/* ---- clock ---- */

static atomic_llong ticks;
static atomic_ullong drawn;

static fa_time now(void *self)
{
    (void)self;
    return (fa_time)19723 * 86400000 + atomic_fetch_add(&ticks, 1);
}

/* SplitMix64 (Steele, Lea & Flood 2014). */
static uint64_t draw(void)
{
    uint64_t z = (atomic_fetch_add(&drawn, 1) + 1) * UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static fa_status fill_random(void *self, void *out, size_t len, fa_error *err)
{
    unsigned char *p = out;
    size_t i;

    (void)self;
    (void)err;
    for (i = 0; i < len; i++)
        p[i] = (unsigned char)(draw() >> 56);
    return FA_OK;
}

static void close_nothing(void *self)
{
    (void)self;
}

static const fa_clock_ops clock_ops = {sizeof clock_ops, "test", now, fill_random, close_nothing};
static const fa_clock the_clock = {&clock_ops, NULL};

fa_clock host_clock(void)
{
    return the_clock;
}

/* ---- hasher ---- */

typedef struct sha256 {
    uint32_t h[8];
    uint64_t size;
    unsigned char block[64];
} sha256;

static const uint32_t k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static void take_block(sha256 *s)
{
    uint32_t w[64], v[8];
    int i;

    for (i = 0; i < 16; i++)
        w[i] = (uint32_t)s->block[4 * i] << 24 | (uint32_t)s->block[4 * i + 1] << 16 |
               (uint32_t)s->block[4 * i + 2] << 8 | s->block[4 * i + 3];
    for (; i < 64; i++)
        w[i] = w[i - 16] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3) + w[i - 7] +
               (turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
    memcpy(v, s->h, sizeof v);
    for (i = 0; i < 64; i++) {
        uint32_t t1 = v[7] + (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) +
                      ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i];
        uint32_t t2 = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) +
                      ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));

        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t1;
        v[0] = t1 + t2;
    }
    for (i = 0; i < 8; i++)
        s->h[i] += v[i];
}

static void begin(void *self, fa_digest *d)
{
    static const sha256 start = {
        {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
        0,
        {0}};

    (void)self;
    memcpy(d, &start, sizeof start);
}

static void update(void *self, fa_digest *d, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    sha256 *s = (sha256 *)d;

    (void)self;
    for (; len != 0; p++, len--) {
        s->block[s->size++ % 64] = *p;
        if (s->size % 64 == 0)
            take_block(s);
    }
}

static void finish(void *self, fa_digest *d, uint8_t out[FA_SHA256_BYTES])
{
    sha256 *s = (sha256 *)d;
    uint64_t bits = s->size * 8;
    unsigned char length[8], pad = 0x80;
    int i;

    update(self, d, &pad, 1);
    for (pad = 0; s->size % 64 != 56;)
        update(self, d, &pad, 1);
    for (i = 0; i < 8; i++)
        length[i] = (unsigned char)(bits >> (56 - 8 * i));
    update(self, d, length, sizeof length);
    for (i = 0; i < FA_SHA256_BYTES; i++)
        out[i] = (uint8_t)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

static const fa_hasher_ops hasher_ops = {sizeof hasher_ops, "test", begin, update, finish, close_nothing};
static const fa_hasher the_hasher = {&hasher_ops, NULL};

fa_hasher host_hasher(void)
{
    return the_hasher;
}

/* ---- registration ---- */

static fa_status open_clock(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    (void)context;
    (void)url;
    (void)err;
    *(fa_clock *)out = host_clock();
    return FA_OK;
}

static fa_status open_hasher(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    (void)context;
    (void)url;
    (void)err;
    *(fa_hasher *)out = host_hasher();
    return FA_OK;
}

static fa_status open_reader(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    (void)context;
    (void)url;
    (void)err;
    *(fa_document_reader *)out = text_reader();
    return FA_OK;
}

fa_status host_register(fa_registry *registry, fa_error *err)
{
    fa_status st = fa_registry_add(registry, FA_PORT_CLOCK, "test", open_clock, err);

    if (st == FA_OK)
        st = fa_registry_add(registry, FA_PORT_HASHER, "test", open_hasher, err);
    if (st == FA_OK)
        st = fa_registry_add(registry, FA_PORT_DOCUMENT_READER, "test", open_reader, err);
    return st;
}

fa_status host_open(fa_port port, const char *url, void *out, fa_error *err)
{
    static const fa_open_context context = {sizeof context, &the_clock, &the_hasher};
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    if (st == FA_OK)
        st = fa_registry_open(registry, port, &context, url, out, err);
    fa_registry_free(registry);
    return st;
}
