/* config/help.c: the list of variables, for people at a terminal. */
#include <string.h>

#include "config/variables.h"

enum { WIDTH = 80, INDENT = 4 };

static void wrap(FILE *out, const char *text)
{
    while (*text != '\0') {
        size_t len = strlen(text);

        if (len > WIDTH - INDENT)
            for (len = WIDTH - INDENT; text[len] != ' ';)
                len--;
        fprintf(out, "%*s%.*s\n", INDENT, "", (int)len, text);
        text += len;
        text += strspn(text, " ");
    }
}

static void print_choices(FILE *out, const config_variable *v)
{
    for (size_t i = 0; v->choices[i] != NULL; i++)
        fprintf(out, "%s%s", i == 0 ? "" : "|", v->choices[i]);
}

static void print_variable(FILE *out, const config_variable *v)
{
    fprintf(out, "  %s", v->name);
    if (v->also != NULL)
        fprintf(out, " or %s", v->also);
    fputs(" (", out);
    if (v->choices != NULL)
        print_choices(out, v);
    else
        fputs(v->kind->name, out);
    if (v->fallback != NULL)
        fprintf(out, ", by default %s", v->fallback);
    fputs(")\n", out);
    wrap(out, v->meaning);
}

void config_help(FILE *out)
{
    /* "all" is numbered last and told first. */
    for (int i = -1; i < CONFIG_SERVICES; i++) {
        config_service service = i < 0 ? CONFIG_SERVICES : (config_service)i;

        if (i < 0)
            fputs("every service\n", out);
        else
            fprintf(out, "\n%s\n", config_service_name(service));
        for (size_t j = 0; j < config_variable_count; j++)
            if (config_variables[j].service == service)
                print_variable(out, &config_variables[j]);
    }
    fputs("\nA secret NAME may also come from the file that NAME_FILE names. What is not\n"
          "set, or empty, has its default; a value that is not valid is refused.\n",
          out);
}
