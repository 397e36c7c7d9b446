/* config/config.c: every variable, its type and its default in one table. */
#include "config/config.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef enum kind { KIND_PATH, KIND_NUMBER } kind;

typedef struct variable {
    const char *name;
    kind kind;
    size_t offset;
    size_t size; /* of the number */
    uint64_t min, max;
    const char *fallback; /* NULL: found by a rule of its own */
    const char *meaning;
} variable;

#define FIELD(name) offsetof(server_config, name), sizeof(((server_config *)0)->name)

static const variable variables[] = {
    {"FINANALYST_DATA_DIR", KIND_PATH, FIELD(data_dir), 0, 0, NULL,
     "where documents and facts are kept; by default $XDG_DATA_HOME/finanalyst, or\n"
     "    ~/.local/share/finanalyst"},
    {"FINANALYST_READER", KIND_PATH, FIELD(reader), 0, 0, "",
     "the reading program; by default the one beside this one"},
    {"FINANALYST_PORT", KIND_NUMBER, FIELD(port), 0, 65535, "8000",
     "the port to serve on, on 127.0.0.1; 0 = any free one"},
    {"FINANALYST_MAX_UPLOAD_BYTES", KIND_NUMBER, FIELD(max_upload_bytes), 1, UINT64_C(1) << 40, "104857600",
     "the largest file that is taken"},
    {"FINANALYST_MAX_CONNECTIONS", KIND_NUMBER, FIELD(connections_max), 1, 65536, "16384",
     "how many clients may be connected at the same time"},
    {"FINANALYST_WORKERS", KIND_NUMBER, FIELD(workers), 1, 64, "1",
     "how many documents are read at the same time"},
};

static bool set_number(const variable *v, const char *text, server_config *out)
{
    char *end = NULL;
    unsigned long long value;

    errno = 0;
    value = strtoull(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || *text == '-' || value < v->min || value > v->max) {
        fprintf(stderr, "finanalyst: %s is \"%s\": it must be a whole number from %llu to %llu\n", v->name,
                text, (unsigned long long)v->min, (unsigned long long)v->max);
        return false;
    }
    if (v->size == sizeof(uint16_t))
        *(uint16_t *)((char *)out + v->offset) = (uint16_t)value;
    else if (v->size == sizeof(unsigned))
        *(unsigned *)((char *)out + v->offset) = (unsigned)value;
    else
        *(uint64_t *)((char *)out + v->offset) = value;
    return true;
}

static bool set_path(const variable *v, const char *text, server_config *out)
{
    if (strlen(text) >= v->size) {
        fprintf(stderr, "finanalyst: %s is longer than %zu bytes\n", v->name, v->size - 1);
        return false;
    }
    memcpy((char *)out + v->offset, text, strlen(text) + 1);
    return true;
}

static bool find_data_dir(server_config *out)
{
    const char *base = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int length;

    if (base != NULL && *base != '\0')
        length = snprintf(out->data_dir, sizeof out->data_dir, "%s/finanalyst", base);
    else
        length = snprintf(out->data_dir, sizeof out->data_dir, "%s/.local/share/finanalyst",
                          home != NULL ? home : ".");
    if (length < 0 || (size_t)length >= sizeof out->data_dir) {
        fprintf(stderr, "finanalyst: HOME is too long; set FINANALYST_DATA_DIR\n");
        return false;
    }
    return true;
}

bool config_read(server_config *out)
{
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const variable *v = &variables[i];
        const char *text = getenv(v->name);

        if (text == NULL || *text == '\0')
            text = v->fallback;
        if (text != NULL && !(v->kind == KIND_NUMBER ? set_number(v, text, out) : set_path(v, text, out)))
            return false;
    }
    return out->data_dir[0] != '\0' || find_data_dir(out);
}

void config_help(FILE *out)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const variable *v = &variables[i];

        fprintf(out, "%s (%s%s%s)\n    %s\n", v->name, v->kind == KIND_NUMBER ? "number" : "path",
                v->fallback == NULL || *v->fallback == '\0' ? "" : ", by default ",
                v->fallback == NULL ? "" : v->fallback, v->meaning);
    }
}
