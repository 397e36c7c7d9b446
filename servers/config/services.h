/* config/services.h: the services that there are, and how much each of them writes to the log. */
#ifndef SERVERS_CONFIG_SERVICES_H
#define SERVERS_CONFIG_SERVICES_H

#include <stdbool.h>

typedef enum config_service {
    CONFIG_GATEWAY = 0,
    CONFIG_USER = 1,
    CONFIG_DOCUMENT = 2,
    CONFIG_ANALYSIS = 3,
    CONFIG_ANALYTICS = 4,
    CONFIG_STORAGE = 5,
    CONFIG_SERVICES = 6 /* how many there are; where one is asked for: of them all */
} config_service;

/* "gateway", "user", …; "all" for CONFIG_SERVICES. Static. */
const char *config_service_name(config_service service);
/* The service of that name. false: there is none. */
bool config_service_of(const char *name, config_service *out);

/* A line is written when its level is not above that of its service. */
typedef enum log_level { LOG_ERROR = 0, LOG_WARN = 1, LOG_INFO = 2, LOG_DEBUG = 3 } log_level;
enum { LOG_LEVELS = 4 };

/* "error", "warn", "info", "debug". Static. */
const char *log_level_name(log_level level);
/* The level of that name. false: there is none. */
bool log_level_of(const char *name, log_level *out);

#endif
