/* adapters/sodium/key_file.c: the keys that blobs are sealed with. */
#include "key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 4096, LINE_DIGITS = 2 * FAI_SEAL_KEY_BYTES };

static fa_status unusable(fa_error *err, const char *why)
{
    return fa_fail_field(err, FA_EINVALID, "url", "the key file: %s", why);
}

static fa_status unreadable(fa_error *err)
{
    char why[96];

    if (strerror_r(errno, why, sizeof why) != 0)
        why[0] = '\0';
    return fa_fail(err, FA_EUNAVAILABLE, "the key file cannot be read: %s", why);
}

static fa_status read_file(int fd, char *room, size_t *len, fa_error *err)
{
    struct stat info;
    ssize_t n;

    if (fstat(fd, &info) != 0)
        return unreadable(err);
    if (!S_ISREG(info.st_mode) || info.st_size >= FILE_MAX)
        return unusable(err, "it is no file of keys");
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return unusable(err, "others than its owner may use it");
    *len = 0;
    do {
        n = read(fd, room + *len, FILE_MAX - *len);
        if (n > 0)
            *len += (size_t)n;
    } while ((n > 0 && *len < FILE_MAX) || (n < 0 && errno == EINTR));
    if (n < 0)
        return unreadable(err);
    return FA_OK;
}

static fa_status add_key(fai_seal_keys *keys, const char *line, size_t len, fa_error *err)
{
    unsigned char *key;
    size_t made = 0;

    if (keys->count == FAI_SEAL_KEYS_MAX)
        return unusable(err, "it has more than 16 keys");
    key = keys->keys[keys->count].key;
    if (len != LINE_DIGITS || sodium_hex2bin(key, FAI_SEAL_KEY_BYTES, line, len, NULL, &made, NULL) != 0 ||
        made != FAI_SEAL_KEY_BYTES)
        return unusable(err, "a line is no key of 64 hexadecimal digits");
    (void)crypto_generichash(keys->keys[keys->count].id, FAI_SEAL_KEY_ID_BYTES,
                             (const unsigned char *)"finanalyst key id", 17, key, FAI_SEAL_KEY_BYTES);
    keys->count++;
    return FA_OK;
}

static fa_status take_lines(fai_seal_keys *keys, const char *text, size_t len, fa_error *err)
{
    const char *end = text + len;
    fa_status st = FA_OK;

    while (st == FA_OK && text < end) {
        const char *line = text, *stop = memchr(text, '\n', (size_t)(end - text));

        text = stop == NULL ? end : stop + 1;
        if (stop == NULL)
            stop = end;
        if (stop > line)
            st = add_key(keys, line, (size_t)(stop - line), err);
    }
    if (st == FA_OK && keys->count == 0)
        st = unusable(err, "it has no key");
    return st;
}

fa_status fai_seal_keys_read(const char *path, fai_seal_keys **out, fa_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    fai_seal_keys *keys = NULL;
    char *room = NULL;
    size_t len = 0;
    fa_status st;

    if (fd < 0)
        return unreadable(err);
    keys = sodium_malloc(sizeof *keys);
    room = sodium_malloc(FILE_MAX);
    if (keys == NULL || room == NULL) {
        st = fa_fail(err, FA_ENOMEM, "out of memory for keys");
    } else {
        memset(keys, 0, sizeof *keys);
        st = read_file(fd, room, &len, err);
        if (st == FA_OK)
            st = take_lines(keys, room, len, err);
    }
    (void)close(fd);
    sodium_free(room);
    if (st == FA_OK)
        *out = keys;
    else
        sodium_free(keys);
    return st;
}

void fai_seal_keys_free(fai_seal_keys *keys)
{
    sodium_free(keys);
}

const unsigned char *fai_seal_keys_find(const fai_seal_keys *keys,
                                        const unsigned char id[FAI_SEAL_KEY_ID_BYTES])
{
    unsigned i;

    for (i = 0; i < keys->count; i++) {
        if (memcmp(keys->keys[i].id, id, FAI_SEAL_KEY_ID_BYTES) == 0)
            return keys->keys[i].key;
    }
    return NULL;
}
