/* peer/test_contract_readings.c: the contract of readings on a service in another process. */
#include "readings_contract.h"

#include "peer_host.h"

static peer_host service;

static fa_status open_readings(const fa_readings *behind, fa_readings *out, fa_error *err)
{
    peer_host_start(&service, "analysis", peer_readings_table, behind);
    return peer_host_open(FA_PORT_READINGS, peer_host_url(&service), NULL, out, err);
}

static void close_readings(fa_readings *readings)
{
    fa_readings_close(readings);
    peer_host_stop(&service);
}

int main(void)
{
    return readings_contract("remote", open_readings, close_readings);
}
