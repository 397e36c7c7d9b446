/* contract/test_passage_index_memory.c: the contract of passage indexes on memory. */
#include "passage_index_contract.h"
#include "host.h"

static fa_status open_empty(fa_passage_index *out, fa_error *err)
{
    return host_open(FA_PORT_PASSAGE_INDEX, "memory:", out, err);
}

int main(void)
{
    return passage_index_contract("memory", open_empty, NULL);
}
