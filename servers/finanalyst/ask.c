/* finanalyst/ask.c: a question on the command line, from files or from the store. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "finanalyst/layout.h"
#include "finanalyst/program.h"

enum { SCOPE_MAX = 64 };

/* A line that is wrapped: blanks, a name, the text. */
static void print_line(unsigned indent, const char *name, const char *text)
{
    unsigned used = indent + layout_columns(name);

    printf("%*s%s", (int)indent, "", name);
    layout_wrap(text, used, used < 24 ? used : indent + 2);
}

static void print_calculations(const fa_answer *a)
{
    for (uint32_t i = 0; i < a->calculation_count; i++) {
        const fa_calculation *c = &a->calculations[i];

        if (i == 0)
            puts("\nCalculation");
        print_line(2, "", c->name);
        if (*c->formula != '\0')
            print_line(4, "= ", c->formula);
        if (*c->expression != '\0')
            print_line(4, "= ", c->expression);
        if (*c->rounding != '\0')
            print_line(4, "rounded ", c->rounding);
        if (*c->source != '\0')
            print_line(4, "definition: ", c->source);
    }
}

/* The figures that a citation shows, in base units with their period. */
static void print_figures(const fa_answer *a, uint32_t citation)
{
    for (uint32_t i = 0; i < a->figure_count; i++) {
        const fa_figure *f = &a->figures[i];
        char value[LAYOUT_AMOUNT_MAX], period[32], line[LAYOUT_AMOUNT_MAX + 128];

        if (f->citation != (int32_t)citation)
            continue;
        layout_amount(f->value, value);
        layout_period(&f->period, period);
        snprintf(line, sizeof line, "%s %s%s%s", value, f->unit, *period == '\0' ? "" : ", ", period);
        print_line(6, "= ", line);
    }
}

static void print_citations(const fa_answer *a)
{
    for (uint32_t i = 0; i < a->citation_count; i++) {
        const fa_citation *c = &a->citations[i];
        const fa_box *box = &c->place.box;

        printf("%s  [%u] ", i == 0 ? "\nSources\n" : "", i + 1);
        layout_put(stdout, c->document_name);
        printf(", page %d", (int)c->place.page);
        if (box->x1 > 0)
            printf(", box %.0f,%.0f to %.0f,%.0f", (double)box->x0, (double)box->y0, (double)box->x1,
                   (double)box->y1);
        putchar('\n');
        if (*c->row_label != '\0') {
            printf("      ");
            layout_put(stdout, c->row_label);
            fputs(*c->column_label == '\0' ? "" : " | ", stdout);
            layout_put(stdout, c->column_label);
            putchar('\n');
        }
        print_figures(a, i);
        print_line(6, "> ", c->quote);
    }
}

static void print_text(const fa_answer *a)
{
    print_line(0, "", a->text);
    if (*a->missing != '\0')
        print_line(0, "Missing: ", a->missing);
    print_calculations(a);
    print_citations(a);
    for (uint32_t i = 0; i < a->assumption_count; i++) {
        if (i == 0)
            puts("\nAssumed");
        print_line(2, "", a->assumptions[i]);
    }
}

static int print_answer(const program *p, const fa_answer *a)
{
    fa_error err = {0};
    fa_buf line;

    if (!p->json) {
        print_text(a);
    } else {
        fa_buf_init(&line, 64u << 20);
        if (fa_answer_to_json(a, &line, &err) != FA_OK) {
            fa_buf_clear(&line);
            return program_fail(p, "the answer", &err);
        }
        program_print(&line);
        fa_buf_clear(&line);
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
    if (fa_ask(fa_app_analysis(p->app), p->owner, &in, &answer, &err) != FA_OK) {
        result = program_fail(p, "the question", &err);
        return err.code == FA_EINVALID ? EXIT_USAGE : result;
    }
    result = print_answer(p, answer);
    fa_answer_free(answer);
    return result;
}

/* Files before the question: they are read into memory and nothing is kept. */
static int ask_files(program *p, int argc, char **argv)
{
    const char *question = argv[argc - 1];
    fa_id scope[SCOPE_MAX];
    int result;

    if (access(argv[0], F_OK) != 0 && access(question, F_OK) == 0)
        return program_usage("the question stands behind the files: finanalyst ask \"%s\" \"%s\"", question,
                             argv[0]);
    result = program_open(p, true);
    for (int i = 0; result == EXIT_DONE && i < argc - 1; i++) {
        const fa_document *doc = NULL;

        result = program_ingest(p, argv[i], &doc);
        if (result == EXIT_DONE)
            scope[i] = doc->id;
        fa_document_free(doc);
    }
    return result != EXIT_DONE ? result : ask(p, question, scope, (uint32_t)(argc - 1));
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

        if (named && i + 1 == argc)
            return program_usage("--doc needs a document");
        if (named ? name_count == SCOPE_MAX : rest_count > SCOPE_MAX)
            return program_usage("ask takes at most %d documents", SCOPE_MAX);
        if (named)
            names[name_count++] = argv[++i];
        else
            rest[rest_count++] = argv[i];
    }
    if (rest_count == 0)
        return program_usage("ask needs a question: finanalyst ask [FILE…] \"QUESTION\"");
    if (rest_count > 1 && name_count > 0)
        return program_usage("ask answers from files or from stored documents (--doc), not from both");
    return rest_count > 1 ? ask_files(p, rest_count, rest) : ask_store(p, rest[0], names, name_count);
}
