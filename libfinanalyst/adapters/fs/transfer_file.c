/* adapters/fs/transfer_file.c: the form of a transfer's file. */
#include "transfer_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"

/* Offsets in the file. Each place lies in a sector of its own. */
enum { PLACE_0 = 1024, PLACE_1 = 2560 };
/* Offsets in what it is: a mark, ids, numbers, the name; and its length with the checksum behind. */
enum { ID = 8, OWNER = 40, SIZE = 72, CREATED = 80, EXPIRES = 88, NAME = 96, WHAT = 352, WHAT_BYTES = 360 };
/* Offsets in a place. */
enum { TURN = 0, OFFSET = 8, ENDED = 16, DOCUMENT = 24, PLACE = 56, PLACE_BYTES = 64 };

static const unsigned char mark[8] = {'F', 'A', 'p', 'a', 'r', 't', '1', '\n'};

static void store64(unsigned char *p, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        p[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t load64(const unsigned char *p)
{
    uint64_t value = 0;

    for (int i = 7; i >= 0; i--)
        value = value << 8 | p[i];
    return value;
}

static void fill_place(unsigned char place[PLACE_BYTES], const fs_crc64_tables *tables, const fs_transfer *t)
{
    memset(place, 0, PLACE_BYTES);
    store64(place + TURN, t->turn);
    store64(place + OFFSET, t->is.offset);
    store64(place + ENDED, t->is.ended);
    memcpy(place + DOCUMENT, t->is.document.s, sizeof t->is.document.s);
    store64(place + PLACE, fs_crc64_update(tables, 0, place, PLACE));
}

fa_status fs_transfer_write_head(int fd, const fs_crc64_tables *tables, const fa_transfer *transfer,
                                 fa_error *err)
{
    const fs_transfer first = {.is = {.offset = 0}};
    unsigned char head[FS_TRANSFER_HEAD] = {0};

    memcpy(head, mark, sizeof mark);
    memcpy(head + ID, transfer->id.s, sizeof transfer->id.s);
    memcpy(head + OWNER, transfer->owner.s, sizeof transfer->owner.s);
    store64(head + SIZE, transfer->size_bytes);
    store64(head + CREATED, (uint64_t)transfer->created);
    store64(head + EXPIRES, (uint64_t)transfer->expires);
    (void)snprintf((char *)head + NAME, FS_TRANSFER_NAME, "%s", transfer->name);
    store64(head + WHAT, fs_crc64_update(tables, 0, head, WHAT));
    fill_place(head + PLACE_0, tables, &first);
    return fs_folder_write(fd, head, sizeof head, err);
}

static bool is_whole(const unsigned char *bytes, size_t len, const fs_crc64_tables *tables)
{
    return load64(bytes + len) == fs_crc64_update(tables, 0, bytes, len);
}

/* The later of the places that are whole. false: none is. */
static bool read_places(const unsigned char *head, const fs_crc64_tables *tables, fs_transfer *out)
{
    const unsigned char *places[] = {head + PLACE_0, head + PLACE_1}, *last = NULL;

    for (int i = 0; i < 2; i++)
        if (is_whole(places[i], PLACE, tables) && (last == NULL || load64(places[i]) > load64(last)))
            last = places[i];
    if (last == NULL)
        return false;
    out->turn = load64(last + TURN);
    out->is.offset = load64(last + OFFSET);
    out->is.ended = load64(last + ENDED) != 0;
    memcpy(out->is.document.s, last + DOCUMENT, sizeof out->is.document.s);
    return true;
}

fa_status fs_transfer_read_head(int fd, const fs_crc64_tables *tables, fs_transfer *out, fa_error *err)
{
    unsigned char head[FS_TRANSFER_HEAD];
    size_t got = 0;
    fa_status st = fs_folder_read(fd, head, sizeof head, 0, &got, err);

    if (st != FA_OK)
        return st;
    memset(out, 0, sizeof *out);
    if (got != sizeof head || memcmp(head, mark, sizeof mark) != 0 || !is_whole(head, WHAT, tables) ||
        !read_places(head, tables, out))
        return fa_fail(err, FA_ECORRUPT, "the file of a transfer is damaged");
    memcpy(out->is.id.s, head + ID, sizeof out->is.id.s);
    memcpy(out->is.owner.s, head + OWNER, sizeof out->is.owner.s);
    memcpy(out->name, head + NAME, sizeof out->name);
    out->is.size_bytes = load64(head + SIZE);
    out->is.created = (fa_time)load64(head + CREATED);
    out->is.expires = (fa_time)load64(head + EXPIRES);
    out->is.name = out->name;
    return FA_OK;
}

/* A place that may not be durable is made one that is not whole, so that the other one counts. */
fa_status fs_transfer_note(int fd, const fs_crc64_tables *tables, fs_transfer *t, fa_error *err)
{
    unsigned char place[PLACE_BYTES];
    off_t at = ++t->turn % 2 == 0 ? PLACE_0 : PLACE_1;
    fa_status st = FA_OK;

    fill_place(place, tables, t);
    if (pwrite(fd, place, sizeof place, at) != (ssize_t)sizeof place)
        st = fs_folder_fail(err, "note how far a transfer has come");
    else if (fs_folder_sync(fd) != 0)
        st = fs_folder_fail(err, "sync a transfer");
    if (st == FA_OK)
        return st;
    memset(place, 0xff, sizeof place);
    (void)!pwrite(fd, place, sizeof place, at);
    return st;
}
