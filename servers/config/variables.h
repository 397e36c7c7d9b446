/* config/variables.h: the table of variables, and the kinds of values. Nobody but servers/config and the reference in docs/ needs
 * it. */
#ifndef SERVERS_CONFIG_VARIABLES_H
#define SERVERS_CONFIG_VARIABLES_H

#include "config/config.h"

enum { CONFIG_WHY_BYTES = 256 };

typedef struct config_variable config_variable;

/* A kind of value. */
typedef struct config_kind {
    const char *name; /* "number" */
    bool quotes;      /* a wrong value may be printed: it holds no secret */
    /* Turns text into the field. false: it is none; `why` says what it must be. */
    bool (*parse)(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES]);
} config_kind;

struct config_variable {
    const char *name;
    const char *also;       /* another name of it; NULL = none */
    config_service service; /* whose it is */
    const config_kind *kind;
    size_t offset, size;        /* of the field in server_config */
    uint64_t min, max;          /* of a number; bytes of a secret */
    const char *const *choices; /* of a choice: their number becomes the value; ends with NULL */
    const char *fallback;       /* NULL = none, or found by a rule of its own */
    const char *meaning;
};

/* All variables, by service. */
extern const config_variable config_variables[];
extern const size_t config_variable_count;

extern const config_kind config_path, config_text, config_number, config_boolean, config_choice,
    config_address, config_endpoint, config_web_url, config_mail_url, config_database_url, config_urls,
    config_origins, config_rate_limit, config_secret_text;

/* Whether it is "secret": it has NAME_FILE as well. */
bool config_is_secret(const config_variable *v);

#endif
