/* config/config.h: the environment as one struct. The only place that reads it. */
#ifndef SERVERS_CONFIG_H
#define SERVERS_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { CONFIG_PATH_MAX = 3072 };

typedef struct server_config {
    char data_dir[CONFIG_PATH_MAX]; /* FINANALYST_DATA_DIR: where documents and facts are kept */
    char reader[CONFIG_PATH_MAX];   /* FINANALYST_READER: the reading program, "" = beside this one */
    uint16_t port;                  /* FINANALYST_PORT */
    uint64_t max_upload_bytes;      /* FINANALYST_MAX_UPLOAD_BYTES */
    unsigned workers;               /* FINANALYST_WORKERS: threads that read documents */
    unsigned connections_max;       /* FINANALYST_MAX_CONNECTIONS: of clients, at a time */
} server_config;

/* Reads the environment; what is not set has its default. false: a value is not valid, and why is on stderr with the
 * variable's name. */
bool config_read(server_config *out);
/* Lists every variable with its type, default and meaning. */
void config_help(FILE *out);

#endif
