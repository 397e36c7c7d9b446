/* support/unit.h: the main of a test program that is one Check suite. */
#ifndef FA_TEST_UNIT_H
#define FA_TEST_UNIT_H

#include <check.h>

#include <finanalyst/types.h>

/* The owner of documents that is the host itself. */
#define HOST ((fa_id){{0}})

/* Runs the test case and returns the exit status for main: 0 when all passed. */
int unit_run(const char *name, TCase *tests);

#endif
