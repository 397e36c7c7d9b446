/* config/services.c: names of services and levels. */
#include "config/services.h"

#include <string.h>

const char *config_service_name(config_service service)
{
    static const char *const names[] = {"gateway",   "user",    "document", "analysis",
                                        "analytics", "storage", "all"};

    return names[service];
}

bool config_service_of(const char *name, config_service *out)
{
    for (int i = 0; i <= CONFIG_SERVICES; i++)
        if (strcmp(config_service_name((config_service)i), name) == 0) {
            *out = (config_service)i;
            return true;
        }
    return false;
}

const char *log_level_name(log_level level)
{
    static const char *const names[LOG_LEVELS] = {"error", "warn", "info", "debug"};

    return names[level];
}

bool log_level_of(const char *name, log_level *out)
{
    for (int i = 0; i < LOG_LEVELS; i++)
        if (strcmp(log_level_name((log_level)i), name) == 0) {
            *out = (log_level)i;
            return true;
        }
    return false;
}
