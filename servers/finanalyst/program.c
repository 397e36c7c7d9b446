/* finanalyst/program.c: opening the services, naming documents, saying what failed. */
#include "finanalyst/program.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <finanalyst/adapter/openssl.h>

#include "finanalyst/layout.h"
#include "host/host.h"

static int exit_code(fa_status code)
{
    switch (code) {
    case FA_EENCRYPTED:
    case FA_ENOTEXT:
    case FA_EUNSUPPORTED:
    case FA_ECORRUPT:
    case FA_ETOOLARGE:
    case FA_ETIMEOUT:
    case FA_EINVALID:
        return EXIT_DOCUMENT;
    case FA_ENOTFOUND:
        return EXIT_NOT_FOUND;
    case FA_ECANCELLED:
        return EXIT_INTERRUPTED;
    default:
        return EXIT_UNAVAILABLE;
    }
}

static void print_problem(const char *what, const fa_error *err)
{
    fa_buf line;

    fa_buf_init(&line, 1 << 16);
    fa_buf_printf(&line, "{\"error\":{\"code\":\"%s\",\"input\":", fa_status_name(err->code));
    fa_json_quote(what, &line);
    fa_buf_puts(&line, ",\"message\":");
    fa_json_quote(err->message, &line);
    fa_buf_puts(&line, "}}\n");
    if (line.bad == FA_OK)
        fwrite(line.data, 1, line.len, stderr);
    fa_buf_clear(&line);
}

int program_fail(const program *p, const char *what, const fa_error *err)
{
    fflush(stdout);
    if (p->json) {
        print_problem(what, err);
    } else {
        fputs("finanalyst: ", stderr);
        layout_put(stderr, what);
        fputs(": ", stderr);
        layout_put(stderr, *err->message == '\0' ? fa_status_name(err->code) : err->message);
        fputc('\n', stderr);
    }
    return exit_code(err->code);
}

int program_usage(const char *format, ...)
{
    va_list arguments;

    fputs("finanalyst: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputs("\n`finanalyst help` shows every command.\n", stderr);
    return EXIT_USAGE;
}

void program_print(fa_buf *line)
{
    fwrite(line->data, 1, line->len, stdout);
    putchar('\n');
    fflush(stdout);
    fa_buf_reset(line);
}

bool program_make_folder(const char *path)
{
    char part[CONFIG_PATH_MAX];
    size_t length = strlen(path);

    if (length == 0 || length >= sizeof part)
        return false;
    memcpy(part, path, length + 1);
    for (size_t i = 1; i <= length; i++)
        if (part[i] == '/' || part[i] == '\0') {
            char kept = part[i];

            part[i] = '\0';
            if (mkdir(part, 0700) != 0 && errno != EEXIST)
                return false;
            part[i] = kept;
        }
    return true;
}

fa_status program_hasher(fa_hasher *out, fa_error *err)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    if (st == FA_OK)
        st = fa_openssl_register(registry, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_HASHER, &context, "openssl:", out, err);
    fa_registry_free(registry);
    return st;
}

static fa_status open_in_memory(program *p, fa_error *err)
{
    char reader[CONFIG_PATH_MAX + 32];
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = host_registry(&p->config, &registry, err);

    (void)snprintf(reader, sizeof reader, "sandbox:%s", p->config.reader);
    config.reader = reader;
    config.hasher = "openssl:";
    config.max_upload_bytes = p->config.max_upload_bytes;
    if (st == FA_OK)
        st = fa_app_open(registry, &config, &p->app, err);
    fa_registry_free(registry);
    return st;
}

static fa_status open_stored(program *p, fa_error *err)
{
    fa_status st = host_open_documents(&p->config, &p->host, err);

    if (st == FA_OK)
        p->app = host_app(p->host);
    return st;
}

static fa_status find_owner(program *p, fa_error *err)
{
    const fa_actor console = {.role = FA_ROLE_ADMIN};
    fa_user_service *users = NULL;
    fa_user user;
    fa_status st = host_open_users(&p->config, &users, err);

    if (st == FA_OK)
        st = fa_admin_user_with_email(users, &console, p->user, &user, err);
    if (st == FA_OK)
        p->owner = user.id;
    fa_user_close(users);
    return st;
}

int program_open(program *p, bool in_memory)
{
    fa_error err = {0};

    if (!in_memory && p->user != NULL && find_owner(p, &err) != FA_OK)
        return program_fail(p, p->user, &err);
    if ((in_memory ? open_in_memory(p, &err) : open_stored(p, &err)) == FA_OK)
        return EXIT_DONE;
    (void)program_fail(p, in_memory ? "ask" : p->config.data_dir, &err);
    return EXIT_UNAVAILABLE;
}

void program_close(program *p)
{
    if (p->host == NULL)
        fa_app_close(p->app);
    host_close(p->host);
    p->host = NULL;
    p->app = NULL;
}
