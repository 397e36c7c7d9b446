/* The JSON guard on any bytes: what it lets through can be read to the last node without a fault. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Visits what is below a node, through every accessor. */
static void visit(const fai_json *node, int depth)
{
    const char *text = fai_json_text(node);
    int64_t number;
    bool flag;
    size_t i;

    if (depth > 32 || (fai_json_is_array(node) && fai_json_is_object(node)))
        abort();
    if (text != NULL && strlen(text) > 1U << 20)
        abort();
    if (fai_json_int(node, &number, NULL) == FA_OK && (number > 1LL << 53 || number < -(1LL << 53)))
        abort();
    (void)fai_json_bool(node, &flag);
    (void)fai_json_get(node, "key");
    for (i = 0; fai_json_is_array(node) && i < fai_json_count(node) && i < 64; i++)
        visit(fai_json_at(node, i), depth + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fai_json *doc = NULL;
    fa_error err;
    fa_status st = fai_json_parse((const char *)data, size, 1 << 16, &doc, &err);

    if (st == FA_OK)
        visit(doc, 0);
    else if (doc != NULL || err.code != st || (st != FA_EINVALID && st != FA_ETOOLARGE))
        abort();
    fai_json_free(doc);
    return 0;
}
