/* finanalyst/ask.c: a question on the command line, from files or from the store. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "finanalyst/program.h"

enum { SCOPE_MAX = 64 };

static void print_calculations(const fa_answer *a)
{
    for (uint32_t i = 0; i < a->calculation_count; i++) {
        const fa_calculation *c = &a->calculations[i];

        printf("\n%s = %s\n", c->name, c->formula);
        if (*c->expression != '\0')
            printf("  = %s\n", c->expression);
        if (*c->rounding != '\0')
            printf("  rounded %s\n", c->rounding);
        if (*c->source != '\0')
            printf("  definition: %s\n", c->source);
    }
}

static void print_citations(const fa_answer *a)
{
    for (uint32_t i = 0; i < a->citation_count; i++) {
        const fa_citation *c = &a->citations[i];

        printf("%s[%u] %s, page %d", i == 0 ? "\n" : "", i + 1, c->document_name, c->place.page);
        if (c->place.box.x1 > 0)
            printf(", box %.0f,%.0f-%.0f,%.0f", (double)c->place.box.x0, (double)c->place.box.y0,
                   (double)c->place.box.x1, (double)c->place.box.y1);
        if (*c->row_label != '\0')
            printf(", %s", c->row_label);
        if (*c->column_label != '\0')
            printf(" | %s", c->column_label);
        printf("\n    \"%s\"\n", c->quote);
    }
}

static int print_answer(const program *p, const fa_answer *a)
{
    if (p->json) {
        fa_error err = {0};
        fa_buf line;

        fa_buf_init(&line, 64u << 20);
        if (fa_answer_to_json(a, &line, &err) != FA_OK) {
            fa_buf_clear(&line);
            return program_fail("the answer", &err);
        }
        program_print(&line);
        fa_buf_clear(&line);
    } else {
        printf("%s\n", a->text);
        print_calculations(a);
        print_citations(a);
        for (uint32_t i = 0; i < a->assumption_count; i++)
            printf("%sAssumed: %s\n", i == 0 ? "\n" : "", a->assumptions[i]);
    }
    return a->kind == FA_ANSWER_REFUSAL ? EXIT_REFUSED : EXIT_DONE;
}

static int ask(program *p, const char *question, const fa_id *scope, uint32_t count)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_answer *answer = NULL;
    fa_error err = {0};
    int result;

    in.question = question;
    in.documents = count == 0 ? NULL : scope;
    in.document_count = count;
    if (fa_ask(fa_app_analysis(p->app), &in, &answer, &err) != FA_OK) {
        result = program_fail("the question", &err);
        return err.code == FA_EINVALID ? EXIT_USAGE : result;
    }
    result = print_answer(p, answer);
    fa_answer_free(answer);
    return result;
}

/* Files before the question: they are read into memory and nothing is kept. */
static int ask_files(program *p, int argc, char **argv)
{
    fa_id scope[SCOPE_MAX];
    int result = program_open(p, true);

    for (int i = 0; result == EXIT_DONE && i < argc - 1; i++) {
        const fa_document *doc = NULL;

        result = program_ingest(p, argv[i], &doc);
        if (result == EXIT_DONE)
            scope[i] = doc->id;
        fa_document_free(doc);
    }
    return result != EXIT_DONE ? result : ask(p, argv[argc - 1], scope, (uint32_t)(argc - 1));
}

static int ask_store(program *p, const char *question, char **names, int count)
{
    fa_id scope[SCOPE_MAX];
    int result = program_open(p, false);

    for (int i = 0; result == EXIT_DONE && i < count; i++)
        result = program_find(p, names[i], &scope[i]);
    return result != EXIT_DONE ? result : ask(p, question, scope, (uint32_t)count);
}

int command_ask(program *p, int argc, char **argv)
{
    char *names[SCOPE_MAX], *rest[SCOPE_MAX + 1];
    int name_count = 0, rest_count = 0;

    for (int i = 0; i < argc; i++) {
        bool named = strcmp(argv[i], "--doc") == 0;

        if ((named && i + 1 == argc) || name_count == SCOPE_MAX || rest_count == SCOPE_MAX) {
            fprintf(stderr, "finanalyst: %s\n",
                    named ? "--doc needs a document" : "ask takes at most 64 documents");
            return EXIT_USAGE;
        }
        if (named)
            names[name_count++] = argv[++i];
        else
            rest[rest_count++] = argv[i];
    }
    if (rest_count == 0 || (rest_count > 1 && name_count > 0)) {
        fprintf(stderr, "finanalyst: usage: finanalyst ask [FILE…] \"question\"   or   finanalyst ask "
                        "\"question\" [--doc DOC]…\n");
        return EXIT_USAGE;
    }
    return rest_count > 1 ? ask_files(p, rest_count, rest) : ask_store(p, rest[0], names, name_count);
}
