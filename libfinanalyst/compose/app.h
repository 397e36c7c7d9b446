/* compose/app.h: what the files of this folder share. */
#ifndef FAI_COMPOSE_APP_H
#define FAI_COMPOSE_APP_H

#include <finanalyst/app.h>
#include <finanalyst/port/clock.h>

/* Lent until fa_app_close. */
const fa_clock *fai_app_clock(const fa_app *app);
/* What came of telling the readings something: that an analysis service in another process cannot be asked now is no failure, since
 * it asks for what it missed. */
fa_status fai_app_tell_readings(const fa_app *app, fa_status st, fa_error *err);

#endif
