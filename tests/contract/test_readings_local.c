/* contract/test_readings_local.c: the contract of readings on a service of the same process. */
#include "readings_contract.h"

/* The suite's own is what is tested. */
static fa_status open_readings(const fa_readings *behind, fa_readings *out, fa_error *err)
{
    (void)err;
    *out = *behind;
    return FA_OK;
}

static void close_readings(fa_readings *readings)
{
    (void)readings;
}

int main(void)
{
    return readings_contract("local", open_readings, close_readings);
}
