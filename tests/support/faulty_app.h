/* support/faulty_app.h: the services over memory, with ports that can be made to fail, and a reader that gives the
 * sample filing. */
#ifndef FA_TEST_FAULTY_APP_H
#define FA_TEST_FAULTY_APP_H

#include <finanalyst/app.h>

#include "faulty.h"

/* Opens the services; f is lent until they are closed, and one is open at a time. FA_ENOMEM and what the ports fail
 * with. */
fa_status faulty_app_open(faults *f, fa_app **out, fa_error *err);
/* Uploads a file of a few bytes under that name and has it read: "…htm" as tagged HTML, else as a PDF. */
fa_status faulty_app_ingest(fa_app *app, const char *name, const fa_document **out, fa_error *err);

#endif
