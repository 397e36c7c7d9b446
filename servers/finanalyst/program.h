/* finanalyst/program.h: what the commands of the program share. */
#ifndef SERVERS_FINANALYST_PROGRAM_H
#define SERVERS_FINANALYST_PROGRAM_H

#include <finanalyst.h>

#include "config/config.h"
#include "host/host.h"

/* Exit codes, the same for every command. */
enum {
    EXIT_DONE = 0,
    EXIT_REFUSED = 1,      /* the question cannot be answered from the documents */
    EXIT_USAGE = 2,        /* the command line is wrong */
    EXIT_DOCUMENT = 3,     /* a file cannot be read: encrypted, scanned, damaged, of another kind */
    EXIT_NOT_FOUND = 4,    /* no such document or statement */
    EXIT_UNAVAILABLE = 5,  /* the store, the port or the reading program is out of reach, or failed */
    EXIT_INTERRUPTED = 130 /* Ctrl-C */
};

#define STATEMENT_NAMES "income, balance, cashflow, equity, comprehensive"

typedef struct program {
    server_config config;
    bool json;        /* one JSON object per line on stdout */
    const char *user; /* whose documents, by e-mail address; NULL = the host's own */
    fa_id owner;      /* the same, once the services are open */
    host *host;       /* NULL = all is in memory */
    fa_app *app;      /* of the host, or in memory */
} program;

/* Opens the services: over the data folder, or in memory. Returns EXIT_DONE, or says on stderr why not. */
int program_open(program *p, bool in_memory);
void program_close(program *p);
/* Makes a folder, for its owner only, and those above it. false: errno says why. */
bool program_make_folder(const char *path);
/* Opens a hasher of SHA-256. */
fa_status program_hasher(fa_hasher *out, fa_error *err);
/* Says on stderr what failed, names the input, and returns the exit code that fits. */
int program_fail(const program *p, const char *what, const fa_error *err);
/* Says on stderr what is wrong with the command line, and returns EXIT_USAGE. */
int program_usage(const char *format, ...) FA_PRINTF(1, 2);
/* Prints a buffer as one line and clears it. */
void program_print(fa_buf *line);
/* Reads a file into the store, with progress. On success the caller frees *out. */
int program_ingest(program *p, const char *path, const fa_document **out);
/* The document that `text` names: its id, the name of its file, or the beginning of one of them. */
int program_find(program *p, const char *text, fa_id *out);
/* Prints a document: two lines for people, or its JSON. */
fa_status program_describe(program *p, const fa_document *doc, fa_error *err);
/* The statement of that name. */
bool program_statement(const char *name, fa_statement_kind *out);

/* The commands: arguments behind the command's name. */
int command_ask(program *p, int argc, char **argv);
int command_ingest(program *p, int argc, char **argv);
int command_documents(program *p, int argc, char **argv);
int command_facts(program *p, int argc, char **argv);
int command_statement(program *p, int argc, char **argv);
int command_remove(program *p, int argc, char **argv);
int command_serve(program *p, int argc, char **argv);
int command_backup(program *p, int argc, char **argv);
int command_restore(program *p, int argc, char **argv);
int command_admin(program *p, int argc, char **argv);

#endif
