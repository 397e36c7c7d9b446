/* Hands one mail to a mail server and prints what came of it: smtp_driver URL FROM TO SUBJECT TEXT [NAME PASSWORD [CA_FILE]].
 * TEXT "-" sends twice with the same mailer. */
#include <stdio.h>
#include <string.h>

#include <finanalyst/adapter/curl.h>
#include <finanalyst/registry.h>

static const char *argument(int argc, char **argv, int at)
{
    return at < argc && argv[at][0] != '\0' ? argv[at] : NULL;
}

static int tell(const char *what, fa_status st, const fa_error *err)
{
    printf("%s: %s %s\n", what, fa_status_name(st), st == FA_OK ? "" : err->message);
    return st == FA_OK ? 0 : 1;
}

static int send_mails(const fa_registry *registry, const fa_clock *clock, char **argv)
{
    const fa_open_context context = {sizeof context, clock, NULL};
    const fa_mail mail = {{"mai_1"}, argv[3], argv[4], argv[5], 1735689600000};
    fa_mailer mailer = {NULL, NULL};
    fa_error err = {0};
    fa_status st = fa_registry_open(registry, FA_PORT_MAILER, &context, argv[1], &mailer, &err);
    int failed = tell("open", st, &err);

    for (int i = 0; st == FA_OK && i < (strcmp(argv[5], "-") == 0 ? 2 : 1); i++)
        failed = tell("send", fa_mailer_send(&mailer, &mail, &err), &err);
    fa_mailer_close(&mailer);
    return failed;
}

int main(int argc, char **argv)
{
    const fa_open_context none = {sizeof none, NULL, NULL};
    fa_smtp_options options = FA_SMTP_OPTIONS_INIT;
    fa_registry *registry = NULL;
    fa_clock clock = {NULL, NULL};
    fa_error err = {0};
    int failed;

    if (argc < 6)
        return 2;
    options.from = argv[2];
    options.username = argument(argc, argv, 6);
    options.password = argument(argc, argv, 7);
    options.ca_file = argument(argc, argv, 8);
    if (fa_registry_new(&registry, &err) != FA_OK ||
        fa_registry_open(registry, FA_PORT_CLOCK, &none, "system:", &clock, &err) != FA_OK)
        return tell("clock", err.code, &err);
    failed = tell("register", fa_smtp_register(registry, &options, &err), &err);
    if (!failed)
        failed = send_mails(registry, &clock, argv);
    fa_clock_close(&clock);
    fa_registry_free(registry);
    return failed;
}
