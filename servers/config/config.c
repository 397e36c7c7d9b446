/* config/config.c: reading the environment, and what must fit together. */
#include "config/config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "config/variables.h"

extern char **environ;

enum { NAME_BYTES = 64, SHOWN_MAX = 80, SOURCES_MAX = 4 };

#define OURS "FINANALYST_"

/* Read by other parts of the product. */
static const char *const others[] = {OURS "LIBDIR", OURS "BUILD"};

/* A value on stderr: short, and nothing that a terminal acts upon. */
static void show(const char *text)
{
    for (int i = 0; text[i] != '\0' && i < SHOWN_MAX; i++)
        fputc((unsigned char)text[i] < 0x20 || text[i] == 0x7f ? '?' : text[i], stderr);
    if (strlen(text) > SHOWN_MAX)
        fputs("...", stderr);
}

static bool take(const config_variable *v, const char *name, const char *text, server_config *out)
{
    char why[CONFIG_WHY_BYTES];

    if (v->kind->parse(v, text, (char *)out + v->offset, why))
        return true;
    fprintf(stderr, "finanalyst: %s ", name);
    if (v->kind->quotes) {
        fputs("is \"", stderr);
        show(text);
        fputs("\": it ", stderr);
    }
    fprintf(stderr, "must be %s\n", why);
    return false;
}

/* Reads a secret's file, less the line end at its end. */
static bool read_file(const char *name, const char *path, char out[CONFIG_SECRET_MAX + 3])
{
    FILE *file = fopen(path, "re");
    size_t len;
    bool read;

    if (file == NULL) {
        fprintf(stderr, "finanalyst: %s: the file cannot be read: %s\n", name, strerror(errno));
        return false;
    }
    len = fread(out, 1, CONFIG_SECRET_MAX + 2, file);
    read = ferror(file) == 0 && memchr(out, '\0', len) == NULL;
    fclose(file);
    if (!read) {
        fprintf(stderr, "finanalyst: %s: the file must hold a secret on one line\n", name);
        return false;
    }
    if (len > 0 && out[len - 1] == '\n')
        len--;
    if (len > 0 && out[len - 1] == '\r')
        len--;
    out[len] = '\0';
    return true;
}

static bool take_file(const config_variable *v, const char *name, const char *path, server_config *out)
{
    char text[CONFIG_SECRET_MAX + 3];

    return read_file(name, path, text) && take(v, name, text, out);
}

static const char *value_of(const char *name)
{
    const char *text = getenv(name);

    return text == NULL || *text == '\0' ? NULL : text;
}

/* Reads one variable from whichever of its names is set: NAME and another name, and both with _FILE of a secret. */
static bool read_variable(const config_variable *v, server_config *out)
{
    char names[SOURCES_MAX][NAME_BYTES];
    int count = 0, set = -1;

    for (int i = 0; i < 2; i++) {
        const char *name = i == 0 ? v->name : v->also;

        if (name != NULL)
            snprintf(names[count++], NAME_BYTES, "%s", name);
        if (name != NULL && config_is_secret(v))
            snprintf(names[count++], NAME_BYTES, "%s_FILE", name);
    }
    for (int i = 0; i < count; i++) {
        if (value_of(names[i]) == NULL)
            continue;
        if (set >= 0) {
            fprintf(stderr, "finanalyst: %s and %s are both set: they mean the same, set one\n", names[set],
                    names[i]);
            return false;
        }
        set = i;
    }
    if (set < 0)
        return v->fallback == NULL || take(v, v->name, v->fallback, out);
    if (config_is_secret(v) && set % 2 == 1)
        return take_file(v, names[set], value_of(names[set]), out);
    return take(v, names[set], value_of(names[set]), out);
}

static bool find_data_dir(server_config *out)
{
    const char *base = value_of("XDG_DATA_HOME"), *home = getenv("HOME");
    int length;

    if (base != NULL)
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

/* ---- names that are not known ---- */

/* How many letters must be changed, put in or taken out to make one name of the other; 99 = many. */
static unsigned distance(const char *a, const char *b)
{
    unsigned row[NAME_BYTES + 1];
    size_t length = strlen(b);

    if (length > NAME_BYTES || strlen(a) > NAME_BYTES)
        return 99;
    for (size_t j = 0; j <= length; j++)
        row[j] = (unsigned)j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        unsigned diagonal = row[0];

        row[0] = (unsigned)i + 1;
        for (size_t j = 0; j < length; j++) {
            unsigned best = diagonal + (a[i] != b[j]);

            diagonal = row[j + 1];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (diagonal + 1 < best)
                best = diagonal + 1;
            row[j + 1] = best;
        }
    }
    return row[length];
}

static bool is_known(const char *name)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i], name) == 0)
            return true;
    for (size_t i = 0; i < config_variable_count; i++)
        if (strcmp(config_variables[i].name, name) == 0)
            return true;
    return false;
}

static bool check_name(const char *name)
{
    const char *nearest = config_variables[0].name;

    if (is_known(name))
        return true;
    for (size_t i = 1; i < config_variable_count; i++)
        if (strncmp(config_variables[i].name, OURS, strlen(OURS)) == 0 &&
            distance(name, config_variables[i].name) < distance(name, nearest))
            nearest = config_variables[i].name;
    fputs("finanalyst: there is no variable ", stderr);
    show(name);
    fprintf(stderr, "; the nearest name is %s (--help-env lists all)\n", nearest);
    return false;
}

static bool check_names(void)
{
    for (char **entry = environ; entry != NULL && *entry != NULL; entry++) {
        size_t length = strcspn(*entry, "=");
        char name[256];

        if (strncmp(*entry, OURS, strlen(OURS)) != 0)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)(length < 255 ? length : 255), *entry);
        if (!check_name(name))
            return false;
    }
    return true;
}

/* ---- what must fit together ---- */

static bool is_loopback(const char *address)
{
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

static bool refuse(const char *name, const char *why)
{
    fprintf(stderr, "finanalyst: %s: %s\n", name, why);
    return false;
}

static bool check_together(const server_config *c)
{
    bool keys = c->minio_access_key.len > 0 && c->minio_secret_key.len > 0;

    if (c->demo && !is_loopback(c->bind))
        return refuse("FINANALYST_DEMO",
                      "its accounts are known to everybody: FINANALYST_BIND must be a loopback address");
    if (*c->minio_endpoint != '\0' && !keys)
        return refuse("MINIO_ENDPOINT", "it needs MINIO_ACCESS_KEY and MINIO_SECRET_KEY");
    if (*c->minio_endpoint == '\0' && (c->minio_access_key.len > 0 || c->minio_secret_key.len > 0))
        return refuse("MINIO_ENDPOINT", "it must be set where MINIO_ACCESS_KEY or MINIO_SECRET_KEY is");
    if ((*c->smtp_username == '\0') != (c->smtp_password.len == 0))
        return refuse("SMTP_USERNAME", "it and SMTP_PASSWORD need each other");
    if (*c->smtp_url != '\0' && *c->mail_from == '\0')
        return refuse("MAIL_FROM", "it must be set where SMTP_URL is");
    if (*c->smtp_url == '\0' && *c->smtp_username != '\0')
        return refuse("SMTP_URL", "it must be set where SMTP_USERNAME is");
    if (*c->mail_from != '\0' && strchr(c->mail_from, '@') == NULL)
        return refuse("MAIL_FROM", "it must be an e-mail address");
    if (c->session_idle_s > c->session_s)
        return refuse("SESSION_IDLE_SECONDS", "it must not be more than SESSION_SECONDS");
    if (strchr(c->blob_key_file, ':') != NULL)
        return refuse("BLOB_KEY_FILE", "its path must not hold a colon");
    if (strspn(c->minio_bucket, "abcdefghijklmnopqrstuvwxyz0123456789.-") != strlen(c->minio_bucket) ||
        strlen(c->minio_bucket) < 3)
        return refuse("MINIO_BUCKET", "a bucket's name has 3 to 63 of a-z 0-9 . -");
    if (strspn(c->minio_region, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(c->minio_region))
        return refuse("MINIO_REGION", "a region's name has a-z 0-9 -");
    return true;
}

bool config_read(server_config *out, bool serves)
{
    memset(out, 0, sizeof *out);
    if (!check_names())
        return false;
    for (size_t i = 0; i < config_variable_count; i++) {
        const config_variable *v = &config_variables[i];
        bool counts = serves || v->service == CONFIG_STORAGE || strncmp(v->name, OURS, strlen(OURS)) == 0;

        if (counts) {
            if (!read_variable(v, out))
                return false;
        } else if (v->fallback != NULL && !take(v, v->name, v->fallback, out)) {
            return false;
        }
    }
    out->has_port = value_of("FINANALYST_PORT") != NULL;
    return check_together(out) && (out->data_dir[0] != '\0' || find_data_dir(out));
}

void config_blobs_url(const server_config *config, char out[CONFIG_BLOBS_MAX])
{
    int used = 0;

    if (*config->blob_key_file != '\0')
        used = snprintf(out, CONFIG_BLOBS_MAX, "sealed:%s:", config->blob_key_file);
    if (*config->minio_endpoint == '\0')
        snprintf(out + used, CONFIG_BLOBS_MAX - (size_t)used, "file:%s/blobs", config->data_dir);
    else
        snprintf(out + used, CONFIG_BLOBS_MAX - (size_t)used, "s3://%s?endpoint=%s://%s&region=%s",
                 config->minio_bucket, config->minio_secure ? "https" : "http", config->minio_endpoint,
                 config->minio_region);
}
