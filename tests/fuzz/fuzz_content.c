/* Fuzz target: the byte form of a content. What parses must hold together and must write to the bytes of an equal one. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <finanalyst/content.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static fa_status append(void *payload, const void *bytes, size_t len, fa_error *err)
{
    (void)err;
    return fa_buf_append(payload, bytes, len);
}

static void walk(const fa_content *c)
{
    char path[256];
    uint32_t i;

    for (i = 0; i < c->table_count; i++)
        fa_content_section_path(c, c->tables[i].page, c->tables[i].line_first, path, sizeof path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fa_content_limits limits = FA_CONTENT_LIMITS_INIT;
    const fa_content *c = NULL, *again = NULL;
    fa_buf bytes;

    limits.memory_bytes = 16 << 20;
    if (fa_content_parse(data, size, &limits, &c, NULL) != FA_OK)
        return 0;
    walk(c);
    fa_buf_init(&bytes, 64 << 20);
    if (fa_content_write(c, append, &bytes, NULL) != FA_OK ||
        fa_content_parse(bytes.data, bytes.len, NULL, &again, NULL) != FA_OK)
        abort();
    fa_content_free(again);
    fa_content_free(c);
    fa_buf_clear(&bytes);
    return 0;
}
