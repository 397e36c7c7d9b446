/* finanalyst/main.c: the program `finanalyst`: options, then one command. */
#include <stdio.h>
#include <string.h>

#include "finanalyst/program.h"

typedef struct command {
    const char *name;
    int (*run)(program *p, int argc, char **argv);
    bool opens;  /* needs the store open; the others decide by themselves */
    bool serves; /* all of the configuration counts */
    const char *usage;
} command;

static const command commands[] = {
    {"ask", command_ask, false, false,
     "ask FILE… \"QUESTION\"         answer from files, keeping nothing\n"
     "  ask \"QUESTION\" [--doc DOC]…  answer from the stored documents, or from DOC"},
    {"ingest", command_ingest, true, false, "ingest FILE…                 store and read files"},
    {"documents", command_documents, true, false, "documents                    list what is stored"},
    {"facts", command_facts, true, false,
     "facts DOC                    list its figures; narrowed by --concept NAME,\n"
     "                               --label PART, --statement KIND"},
    {"statement", command_statement, true, false,
     "statement KIND DOC           show a statement as reported; KIND is income,\n"
     "                               balance, cashflow, equity or comprehensive"},
    {"remove", command_remove, true, false,
     "remove DOC…                  remove documents, and all read from them"},
    {"serve", command_serve, false, true,
     "serve [--port N] [--demo]    HTTP; --routes, --openapi list what is served"},
    {"admin", command_admin, false, true,
     "admin create EMAIL           make an administrator; admin password EMAIL sets\n"
     "                               another password; admin list shows who there is"},
    {"backup", command_backup, false, true,
     "backup FOLDER                copy all that is stored to a new folder, while it\n"
     "                               is served too"},
    {"restore", command_restore, false, true,
     "restore FOLDER               make the folder of the store from a backup"},
};

static void print_usage(FILE *out)
{
    fprintf(out,
            "FinAnalyst %s: exact, cited answers from financial filings\n\n"
            "usage: finanalyst [--data FOLDER] [--user EMAIL] [--json] COMMAND …\n\n",
            fa_version());
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %s\n", commands[i].usage);
    fprintf(out, "  version, help, --help-env\n\n"
                 "DOC is a document's id, its file name, or the beginning of one of them.\n"
                 "--json prints JSON, one object per line; --data names the folder of the store;\n"
                 "--user works on the documents of an account of the server.\n"
                 "--help-env lists the environment variables.\n\n"
                 "Exit codes: 0 done; 1 the question cannot be answered; 2 wrong usage;\n"
                 "3 a file cannot be read; 4 no such document or statement; 5 the store, the\n"
                 "port or the reading program failed; 130 interrupted.\n");
}

static int run(program *p, const command *c, const char *data, int argc, char **argv)
{
    int result;

    if (!config_read(&p->config, c->serves))
        return EXIT_USAGE;
    if (data != NULL)
        memcpy(p->config.data_dir, data, strlen(data) + 1);
    result = c->opens ? program_open(p, false) : EXIT_DONE;

    if (result == EXIT_DONE)
        result = c->run(p, argc, argv);
    program_close(p);
    if (fflush(stdout) != 0 && result == EXIT_DONE) {
        perror("finanalyst: the output");
        result = EXIT_UNAVAILABLE;
    }
    return result;
}

/* Takes the options that hold for every command, wherever they stand in front of "--", out of argv. Returns how many
 * arguments are left, or -1. *data: the folder that was named, if any. */
static int take_options(program *p, int argc, char **argv, const char **data)
{
    int kept = 0;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            while (++i < argc)
                argv[kept++] = argv[i];
        } else if (strcmp(argv[i], "--json") == 0) {
            p->json = true;
        } else if (strcmp(argv[i], "--data") == 0) {
            if (++i >= argc || argv[i][0] == '\0' || strlen(argv[i]) >= sizeof p->config.data_dir) {
                program_usage("--data needs a folder");
                return -1;
            }
            *data = argv[i];
        } else if (strcmp(argv[i], "--user") == 0) {
            if (++i >= argc) {
                program_usage("--user needs the e-mail address of an account");
                return -1;
            }
            p->user = argv[i];
        } else {
            argv[kept++] = argv[i];
        }
    }
    return kept;
}

/* What needs neither the environment nor a store. */
static bool answer_help(const char *word)
{
    if (strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        print_usage(stdout);
    else if (strcmp(word, "--help-env") == 0)
        config_help(stdout);
    else if (strcmp(word, "version") == 0 || strcmp(word, "--version") == 0)
        printf("FinAnalyst %s\n", fa_version());
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    program p = {0};
    const char *data = NULL;

    if (argc > 1 && answer_help(argv[1]))
        return EXIT_DONE;
    argc = take_options(&p, argc, argv, &data);
    if (argc < 0)
        return EXIT_USAGE;
    if (argc == 0) {
        print_usage(stderr);
        return EXIT_USAGE;
    }
    if (answer_help(argv[0]))
        return EXIT_DONE;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, argv[0]) == 0)
            return run(&p, &commands[i], data, argc - 1, argv + 1);
    return program_usage("there is no command \"%s\"", argv[0]);
}
