/* host/host.h: the services of one process: opened, told who asks, kept tidy, and shown to a listener. */
#ifndef SERVERS_HOST_H
#define SERVERS_HOST_H

#include <finanalyst.h>
#include <finanalyst/analytics.h>
#include <finanalyst/record.h>
#include <finanalyst/storage.h>

#include "analytics/routes.h"
#include "compat/routes.h"
#include "config/config.h"
#include "document/routes.h"
#include "gateway/gateway.h"
#include "http/http.h"
#include "logging/routes.h"
#include "record/routes.h"
#include "storage/routes.h"
#include "user/routes.h"

typedef struct host host;

/* ---- open.c ---- */

/* Opens every service over the data folder of the configuration. Both are lent. The error names the setting. */
fa_status host_open(const server_config *config, logging *log, host **out, fa_error *err);
/* Documents and what is read from them alone, for commands. */
fa_status host_open_documents(const server_config *config, host **out, fa_error *err);
/* After everything that uses it has ended. */
void host_close(host *h);
/* A registry with every adapter that the program has. */
fa_status host_registry(const server_config *config, fa_registry **out, fa_error *err);
/* The user service alone, for commands. */
fa_status host_open_users(const server_config *config, fa_user_service **out, fa_error *err);
fa_user_service *host_users(host *h);
fa_app *host_app(host *h);

/* ---- background.c ---- */

/* Starts what runs beside requests: reading documents, sending mails, tidying, recording events. */
fa_status host_start(host *h, fa_error *err);
/* Lets what is under way finish for a while. false: something has not, and its threads are still there; a document that is
 * being read is taken up again by the next start, as after a crash. */
bool host_stop(host *h);

/* ---- events.c ---- */

/* For http_options.observe: what users do becomes events of the analytics service. */
void host_observe(void *host, const http_request *req, const http_seen *seen);

/* ---- door.c ---- */

/* A gateway in front of all services of this process. requests: its log; NULL = none. */
fa_status host_door_open(host *h, FILE *requests, gateway **out, fa_error *err);
/* The tables of all services, the gateway's last. */
const http_table *host_tables(host *h, gateway *g, size_t *count);
/* The tables for the reference, without services. */
const http_table *host_reference(size_t *count);
/* The tables for the interface document: those, and the old interface's. */
const http_table *host_interface(size_t *count);

/* ---- demo.c ---- */

/* Makes the accounts of a demonstration where they are not there yet, and gives the first a sample filing; NULL = none. */
fa_status host_demo(host *h, const char *sample, fa_error *err);
#define HOST_DEMO_USER "demo@example.com"
#define HOST_DEMO_PASSWORD "demo123"
#define HOST_DEMO_ADMIN "admin@example.com"
#define HOST_DEMO_ADMIN_PASSWORD "admin123"

#endif
