/* contract/readings_contract.h: what every way to have documents read must do. */
#ifndef FA_READINGS_CONTRACT_H
#define FA_READINGS_CONTRACT_H

#include <finanalyst/port/readings.h>

/* Opens the readings under test on those of the same process, which they outlive; closes them and all that they brought. */
typedef fa_status (*open_readings_fn)(const fa_readings *behind, fa_readings *out, fa_error *err);
typedef void (*close_readings_fn)(fa_readings *readings);

/* Runs the suite and returns the exit status for main. */
int readings_contract(const char *adapter, open_readings_fn open, close_readings_fn close);

#endif
