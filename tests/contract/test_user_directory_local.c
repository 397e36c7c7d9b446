/* contract/test_user_directory_local.c: the contract of user directories on a service of the same process. */
#include "user_directory_contract.h"

/* The suite's own is what is tested. */
static fa_status open_directory(const fa_user_directory *behind, fa_user_directory *out, fa_error *err)
{
    (void)err;
    *out = *behind;
    return FA_OK;
}

static void close_directory(fa_user_directory *directory)
{
    (void)directory;
}

int main(void)
{
    return user_directory_contract("local", open_directory, close_directory);
}
