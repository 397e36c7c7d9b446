/* compose/app.h: what the files of this folder share. */
#ifndef FAI_COMPOSE_APP_H
#define FAI_COMPOSE_APP_H

#include <finanalyst/app.h>
#include <finanalyst/port/clock.h>

/* Lent until fa_app_close. */
const fa_clock *fai_app_clock(const fa_app *app);

#endif
