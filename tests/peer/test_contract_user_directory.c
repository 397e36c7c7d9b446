/* peer/test_contract_user_directory.c: the contract of user directories on a service in another process. */
#include "user_directory_contract.h"

#include "peer_host.h"

static peer_host service;

static fa_status open_directory(const fa_user_directory *behind, fa_user_directory *out, fa_error *err)
{
    peer_host_start(&service, "user", peer_directory_table, behind);
    return peer_host_open(FA_PORT_USER_DIRECTORY, peer_host_url(&service), NULL, out, err);
}

static void close_directory(fa_user_directory *directory)
{
    fa_user_directory_close(directory);
    peer_host_stop(&service);
}

int main(void)
{
    return user_directory_contract("remote", open_directory, close_directory);
}
