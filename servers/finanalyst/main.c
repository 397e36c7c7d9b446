/* finanalyst/main.c: the program `finanalyst`: options, then one command. */
#include <stdio.h>
#include <string.h>

#include "finanalyst/program.h"

typedef struct command {
    const char *name;
    int (*run)(program *p, int argc, char **argv);
    bool opens; /* needs the store open; `ask` decides by itself */
    const char *usage;
} command;

static const command commands[] = {
    {"ask", command_ask, false,
     "ask [FILE…] \"question\"        answer from files, keeping nothing\n"
     "  ask \"question\" [--doc DOC]…   answer from the stored documents, or from those named"},
    {"ingest", command_ingest, true, "ingest FILE…                  store and read files"},
    {"documents", command_documents, true, "documents                     list what is stored"},
    {"facts", command_facts, true, "facts DOC [--concept NAME] [--label PART] [--statement KIND]"},
    {"statement", command_statement, true, "statement income|balance|cashflow|equity|comprehensive DOC"},
    {"remove", command_remove, true,
     "remove DOC…                   remove documents and all that was read from them"},
    {"serve", command_serve, true, "serve [--port N]              HTTP on 127.0.0.1"},
};

static void print_usage(FILE *out)
{
    fprintf(out, "usage: finanalyst [--data FOLDER] [--json] COMMAND …\n\n");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %s\n", commands[i].usage);
    fprintf(out, "\n  version, help, --help-env\n\n"
                 "DOC is a document's id, its file name, or the beginning of one. --json prints one JSON "
                 "object per line.\n"
                 "Exit codes: 0 done, 1 the question cannot be answered, 2 usage, 3 a file cannot be read, 4 "
                 "not found,\n"
                 "5 the store or the reading program failed.\n");
}

static int run(program *p, const command *c, int argc, char **argv)
{
    int result = c->opens ? program_open(p, false) : EXIT_DONE;

    if (result == EXIT_DONE)
        result = c->run(p, argc, argv);
    program_close(p);
    return result;
}

/* Reads the options before the command. Returns the index of the command, or -1. */
static int read_options(program *p, int argc, char **argv)
{
    int i = 1;

    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            p->json = true;
        } else if (strcmp(argv[i], "--data") == 0 && i + 1 < argc &&
                   strlen(argv[i + 1]) < sizeof p->config.data_dir) {
            i++;
            memcpy(p->config.data_dir, argv[i], strlen(argv[i]) + 1);
        } else {
            return -1;
        }
    }
    return i < argc ? i : -1;
}

int main(int argc, char **argv)
{
    program p = {0};
    int at;

    if (argc == 2 && strcmp(argv[1], "--help-env") == 0) {
        config_help(stdout);
        return EXIT_DONE;
    }
    if (!config_read(&p.config))
        return EXIT_USAGE;
    if (argc > 1 &&
        (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        print_usage(stdout);
        return EXIT_DONE;
    }
    at = read_options(&p, argc, argv);
    if (at < 0) {
        print_usage(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[at], "version") == 0) {
        printf("FinAnalyst %s\n", fa_version());
        return EXIT_DONE;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, argv[at]) == 0)
            return run(&p, &commands[i], argc - at - 1, argv + at + 1);
    fprintf(stderr, "finanalyst: there is no command \"%s\"\n\n", argv[at]);
    print_usage(stderr);
    return EXIT_USAGE;
}
