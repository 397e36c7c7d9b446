/* adapters/sqlite/postings.c: lists of small numbers as bytes. */
#include "postings.h"

size_t fai_sql_put_varint(unsigned char *out, uint32_t value)
{
    size_t n = 0;

    for (; value >= 0x80; value >>= 7)
        out[n++] = (unsigned char)(value | 0x80);
    out[n++] = (unsigned char)value;
    return n;
}

bool fai_sql_get_varint(const unsigned char **at, const unsigned char *end, uint32_t *value)
{
    uint64_t v = 0;

    for (int shift = 0; *at < end && shift < 7 * FAI_SQL_VARINT_MAX; shift += 7) {
        unsigned char byte = *(*at)++;

        v |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *value = (uint32_t)v;
            return v <= UINT32_MAX;
        }
    }
    return false;
}

size_t fai_sql_put_postings(unsigned char *out, const fa_posting *postings, uint32_t count)
{
    uint32_t next = 0;
    size_t n = 0;

    for (uint32_t i = 0; i < count; i++) {
        bool many = postings[i].count > 1;

        n += fai_sql_put_varint(out + n, (postings[i].page - next) * 2 + many);
        if (many)
            n += fai_sql_put_varint(out + n, postings[i].count);
        next = postings[i].page + 1;
    }
    return n;
}

uint32_t fai_sql_get_postings(const void *bytes, size_t len, uint32_t base, uint32_t page_count,
                              fa_posting *out)
{
    const unsigned char *at = bytes;
    const unsigned char *end = at + len;
    uint32_t page = 0;
    uint32_t n = 0;

    while (at < end) {
        uint32_t step;
        uint32_t count = 1;

        if (!fai_sql_get_varint(&at, end, &step) || step / 2 >= page_count - page)
            return UINT32_MAX;
        if ((step & 1) != 0 && !fai_sql_get_varint(&at, end, &count))
            return UINT32_MAX;
        page += step / 2;
        out[n++] = (fa_posting){base + page++, count};
    }
    return n;
}
