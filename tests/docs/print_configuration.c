/* Prints the tables of docs/configuration.md from the table of variables. */
#include "config/variables.h"

static void print_text(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '|' || *text == '<')
            putchar('\\');
        putchar(*text);
    }
}

static void print_row(const config_variable *v)
{
    printf("| `%s`", v->name);
    if (v->also != NULL)
        printf(" or `%s`", v->also);
    fputs(" | ", stdout);
    if (v->choices == NULL)
        fputs(v->kind->name, stdout);
    for (size_t i = 0; v->choices != NULL && v->choices[i] != NULL; i++)
        printf("%s`%s`", i == 0 ? "" : ", ", v->choices[i]);
    if (v->max > 0 && !config_is_secret(v))
        printf(", %llu to %llu", (unsigned long long)v->min, (unsigned long long)v->max);
    if (config_is_secret(v))
        printf(", %llu to %llu bytes", (unsigned long long)v->min, (unsigned long long)v->max);
    fputs(" | ", stdout);
    if (v->fallback != NULL)
        printf("`%s`", v->fallback);
    fputs(" | ", stdout);
    print_text(v->meaning);
    puts(" |");
}

int main(void)
{
    for (int i = -1; i < CONFIG_SERVICES; i++) {
        config_service service = i < 0 ? CONFIG_SERVICES : (config_service)i;

        printf("### %s\n\n| name | type | default | meaning |\n|---|---|---|---|\n",
               i < 0 ? "Every service" : config_service_name(service));
        for (size_t j = 0; j < config_variable_count; j++)
            if (config_variables[j].service == service)
                print_row(&config_variables[j]);
        putchar('\n');
    }
    return 0;
}
