/* curl/test_contract_s3.c: the contract of blob stores on a real S3 server. */
#include <stdio.h>

#include "blob_store_contract.h"
#include "s3_host.h"

int main(void)
{
    if (!s3_host_is_there()) {
        puts("skipped: FA_TEST_S3_ENDPOINT names no server");
        return 77;
    }
    return blob_store_contract("s3", s3_host_open);
}
