/* host/host.h: the services of one process, one of them or all: opened, told who asks, kept tidy, and shown to a listener. */
#ifndef SERVERS_HOST_H
#define SERVERS_HOST_H

#include <finanalyst.h>
#include <finanalyst/user.h>

#include "config/config.h"
#include "gateway/gateway.h"
#include "http/http.h"
#include "logging/logging.h"

typedef struct host host;

/* ---- open.c ---- */

/* Opens a service over the data folder of the configuration, or all (CONFIG_SERVICES). One that is opened alone sees the others at
 * the addresses of the configuration. Both are lent. The error names the setting. */
fa_status host_open(const server_config *config, logging *log, config_service service, host **out,
                    fa_error *err);
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

/* A gateway in front of the services of this process, or, for a gateway that was opened alone, of those at their addresses.
 * requests: its log; NULL = none. For a service that was opened alone *out is NULL: it has no gateway. */
fa_status host_door_open(host *h, FILE *requests, gateway **out, fa_error *err);

/* ---- tables.c ---- */

/* The tables of the services of this process. g: NULL = there is none. */
const http_table *host_tables(host *h, gateway *g, size_t *count);
/* All tables that clients may use, without services: for the reference and the interface document. */
const http_table *host_reference(size_t *count);

/* ---- peers.c ---- */

/* Its default port when a service runs alone. */
uint16_t host_port_of(config_service service);
/* For http_options: a service that was opened alone believes signed identities, else what a gateway in the same process found out
 * (identify stays NULL). */
void host_identify(host *h, http_options *options);

/* ---- demo.c ---- */

/* Makes the accounts of a demonstration where they are not there yet, and gives the first a sample filing; NULL = none. */
fa_status host_demo(host *h, const char *sample, fa_error *err);
#define HOST_DEMO_USER "demo@example.com"
#define HOST_DEMO_PASSWORD "demo123"
#define HOST_DEMO_ADMIN "admin@example.com"
#define HOST_DEMO_ADMIN_PASSWORD "admin123"

#endif
