/* adapters/fs/blob_file.c: the form of a blob's file. */
#include "blob_file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

#include "folder.h"

enum { PIECE_BYTES = 64 * 1024, TRAILER_BYTES = 24, SUM_BYTES = 8 };

/* The trailer: length and checksum of checksums, little-endian, then this. */
static const unsigned char mark[8] = {'F', 'A', 'b', 'l', 'o', 'b', '2', '\n'};

static void store64(unsigned char *p, uint64_t value)
{
    int i;

    for (i = 0; i < 8; i++)
        p[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t load64(const unsigned char *p)
{
    uint64_t value = 0;
    int i;

    for (i = 7; i >= 0; i--)
        value = value << 8 | p[i];
    return value;
}

static uint64_t chunk_begin(const fs_crc64_tables *tables, const char *key, size_t chunk)
{
    unsigned char number[8];
    uint64_t crc = fs_crc64_update(tables, 0, key, strlen(key));

    store64(number, chunk);
    return fs_crc64_update(tables, crc, number, sizeof number);
}

static size_t count_of(uint64_t size)
{
    return size == 0 ? 1 : (size_t)((size - 1) / FS_CHUNK_BYTES) + 1;
}

static fa_status damaged(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "a stored blob is damaged");
}

/* ---- writing ---- */

/* Checksums in their form on disk. */
typedef struct sums {
    unsigned char *bytes;
    size_t count, cap;
} sums;

static fa_status add_sum(sums *s, uint64_t crc, fa_error *err)
{
    if (s->count == s->cap) {
        size_t cap = s->cap == 0 ? 64 : s->cap * 2;
        unsigned char *bytes = fa_realloc(s->bytes, cap * SUM_BYTES);

        if (bytes == NULL)
            return fa_fail(err, FA_ENOMEM, "out of memory to write a blob");
        s->bytes = bytes;
        s->cap = cap;
    }
    store64(s->bytes + s->count++ * SUM_BYTES, crc);
    return FA_OK;
}

static fa_status write_bytes(int fd, const fs_crc64_tables *tables, const char *key, fa_read_fn read_piece,
                             void *payload, char *piece, sums *s, uint64_t *size, fa_error *err)
{
    uint64_t crc = chunk_begin(tables, key, 0);
    fa_status st = FA_OK;
    size_t got = 1;

    while (st == FA_OK && got != 0) {
        uint64_t left = FS_CHUNK_BYTES - *size % FS_CHUNK_BYTES;
        size_t cap = left < PIECE_BYTES ? (size_t)left : PIECE_BYTES;

        got = 0;
        st = read_piece(payload, piece, cap, &got, err);
        if (st == FA_OK && got != 0)
            st = fs_folder_write(fd, piece, got, err);
        if (st != FA_OK)
            break;
        crc = fs_crc64_update(tables, crc, piece, got);
        *size += got;
        if (got != 0 && *size % FS_CHUNK_BYTES == 0) {
            st = add_sum(s, crc, err);
            crc = chunk_begin(tables, key, s->count);
        }
    }
    if (st == FA_OK && (*size == 0 || *size % FS_CHUNK_BYTES != 0))
        st = add_sum(s, crc, err);
    return st;
}

/* What stands for the whole: of the key, the length and the checksums. */
static uint64_t sum_of_sums(const fs_crc64_tables *tables, const char *key, const unsigned char length[8],
                            const void *bytes, size_t len)
{
    uint64_t crc = fs_crc64_update(tables, 0, key, strlen(key));

    crc = fs_crc64_update(tables, crc, length, 8);
    return fs_crc64_update(tables, crc, bytes, len);
}

fa_status fs_blob_write(int fd, const fs_crc64_tables *tables, const char *key, fa_read_fn read_piece,
                        void *payload, fa_error *err)
{
    unsigned char trailer[TRAILER_BYTES];
    char *piece = fa_alloc(PIECE_BYTES);
    sums s = {NULL, 0, 0};
    uint64_t size = 0;
    fa_status st;

    if (piece == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to write a blob");
    st = write_bytes(fd, tables, key, read_piece, payload, piece, &s, &size, err);
    if (st == FA_OK)
        st = fs_folder_write(fd, s.bytes, s.count * SUM_BYTES, err);
    if (st == FA_OK) {
        store64(trailer, size);
        store64(trailer + 8, sum_of_sums(tables, key, trailer, s.bytes, s.count * SUM_BYTES));
        memcpy(trailer + 16, mark, sizeof mark);
        st = fs_folder_write(fd, trailer, sizeof trailer, err);
    }
    fa_free(s.bytes);
    fa_free(piece);
    return st;
}

/* ---- reading ---- */

static fa_status read_sums(int fd, const fs_crc64_tables *tables, const char *key,
                           const unsigned char trailer[TRAILER_BYTES], fs_blob_source *out, fa_error *err)
{
    size_t len = out->count * SUM_BYTES, got = 0, i;
    unsigned char *bytes = fa_alloc(len);
    fa_status st;

    out->sums = fa_calloc(out->count, sizeof *out->sums);
    if (bytes == NULL || out->sums == NULL)
        st = fa_fail(err, FA_ENOMEM, "out of memory to read a blob");
    else
        st = fs_folder_read(fd, bytes, len, (off_t)out->size, &got, err);
    if (st == FA_OK && (got != len || sum_of_sums(tables, key, trailer, bytes, len) != load64(trailer + 8)))
        st = damaged(err);
    for (i = 0; st == FA_OK && i < out->count; i++)
        out->sums[i] = load64(bytes + i * SUM_BYTES);
    fa_free(bytes);
    if (st != FA_OK) {
        fa_free(out->sums);
        out->sums = NULL;
    }
    return st;
}

fa_status fs_blob_source_open(int fd, const fs_crc64_tables *tables, const char *key, fs_blob_source *out,
                              fa_error *err)
{
    unsigned char trailer[TRAILER_BYTES];
    struct stat info;
    uint64_t before;
    size_t got;
    fa_status st;

    if (fstat(fd, &info) != 0)
        return fs_folder_fail(err, "look at a blob");
    if (!S_ISREG(info.st_mode) || info.st_size < TRAILER_BYTES)
        return damaged(err);
    before = (uint64_t)info.st_size - TRAILER_BYTES;
    st = fs_folder_read(fd, trailer, sizeof trailer, (off_t)before, &got, err);
    if (st != FA_OK)
        return st;
    *out = (fs_blob_source){.fd = fd, .size = load64(trailer)};
    out->modified = (fa_time)info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000;
    if (got != sizeof trailer || memcmp(trailer + 16, mark, sizeof mark) != 0 || out->size > before)
        return damaged(err);
    out->count = count_of(out->size);
    if (before - out->size != (uint64_t)out->count * SUM_BYTES)
        return damaged(err);
    return read_sums(fd, tables, key, trailer, out, err);
}

void fs_blob_source_close(fs_blob_source *in)
{
    (void)close(in->fd);
    fa_free(in->sums);
}

static fa_status read_chunk(const fs_blob_source *in, const fs_crc64_tables *tables, const char *key,
                            size_t chunk, char *room, size_t *len, fa_error *err)
{
    uint64_t at = (uint64_t)chunk * FS_CHUNK_BYTES, left = in->size - at, crc;
    size_t want = left < FS_CHUNK_BYTES ? (size_t)left : FS_CHUNK_BYTES;
    fa_status st = fs_folder_read(in->fd, room, want, (off_t)at, len, err);

    if (st != FA_OK)
        return st;
    crc = fs_crc64_update(tables, chunk_begin(tables, key, chunk), room, *len);
    return *len == want && crc == in->sums[chunk] ? FA_OK : damaged(err);
}

fa_status fs_blob_send(const fs_blob_source *in, const fs_crc64_tables *tables, const char *key,
                       uint64_t offset, uint64_t len, fa_write_fn write_piece, void *payload, fa_error *err)
{
    uint64_t end = offset >= in->size ? offset : len < in->size - offset ? offset + len : in->size;
    char *room = fa_alloc(in->size < FS_CHUNK_BYTES ? (size_t)in->size + 1 : FS_CHUNK_BYTES);
    fa_status st = FA_OK;
    size_t got;

    if (room == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to read a blob");
    if (in->size == 0)
        st = read_chunk(in, tables, key, 0, room, &got, err);
    while (st == FA_OK && offset < end) {
        size_t skip = (size_t)(offset % FS_CHUNK_BYTES), want;

        st = read_chunk(in, tables, key, (size_t)(offset / FS_CHUNK_BYTES), room, &got, err);
        if (st != FA_OK)
            break;
        want = got - skip < end - offset ? got - skip : (size_t)(end - offset);
        st = write_piece(payload, room + skip, want, err);
        offset += want;
    }
    fa_free(room);
    return st;
}
