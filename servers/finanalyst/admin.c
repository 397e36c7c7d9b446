/* finanalyst/admin.c: administrators from the console: the first one, a forgotten password, who there is. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

#include "finanalyst/layout.h"
#include "finanalyst/program.h"
#include "host/host.h"

enum { PASSWORD_BYTES = 4 * FA_PASSWORD_MAX + 2 };

/* The host itself, which needs no account. */
static const fa_actor console = {.role = FA_ROLE_ADMIN, .agent = "finanalyst admin"};

/* What was given cannot be: that is a matter of the command line. */
static int fail(const program *p, const char *what, const fa_error *err)
{
    int result = program_fail(p, what, err);

    return err->code == FA_EINVALID || err->code == FA_ECONFLICT ? EXIT_USAGE : result;
}

/* ---- passwords ---- */

static volatile sig_atomic_t interrupted;

static void note_signal(int sign)
{
    (void)sign;
    interrupted = 1;
}

/* Waits for a byte, and for the signals that are blocked otherwise. */
static bool wait_for_byte(int fd, const sigset_t *signals)
{
    fd_set set;

    FD_ZERO(&set);
    FD_SET(fd, &set);
    return pselect(fd + 1, &set, NULL, NULL, NULL, signals) == 1;
}

/* The first line. signals: those that may interrupt it are blocked, and this is the mask without them; NULL = none are. FA_EINVALID:
 * it is too long, or there is none; FA_ECANCELLED: interrupted. */
static fa_status read_line(int fd, const sigset_t *signals, char out[PASSWORD_BYTES], fa_error *err)
{
    size_t len = 0;

    while (len < PASSWORD_BYTES) {
        ssize_t got = signals == NULL || wait_for_byte(fd, signals) ? read(fd, out + len, 1) : -1;

        if (interrupted)
            return fa_fail(err, FA_ECANCELLED, "interrupted");
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fa_fail(err, FA_EUNAVAILABLE, "the password cannot be read: %s", strerror(errno));
        if (got == 0 || out[len] == '\n') {
            len -= len > 0 && out[len - 1] == '\r';
            out[len] = '\0';
            return len > 0 ? FA_OK : fa_fail(err, FA_EINVALID, "no password was given");
        }
        len++;
    }
    return fa_fail(err, FA_EINVALID, "a password has at most %d characters", FA_PASSWORD_MAX);
}

static fa_status read_file(const char *path, char out[PASSWORD_BYTES], fa_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    fa_status st;

    if (fd < 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the file of the password cannot be read: %s", strerror(errno));
    st = read_line(fd, NULL, out, err);
    close(fd);
    return st;
}

/* Asks twice, and takes what is the same both times. */
static fa_status ask_twice(const sigset_t *signals, char out[PASSWORD_BYTES], fa_error *err)
{
    char again[PASSWORD_BYTES];
    fa_status st;

    fputs("Password: ", stderr);
    st = read_line(STDIN_FILENO, signals, out, err);
    if (st == FA_OK) {
        fputs("\nOnce more: ", stderr);
        st = read_line(STDIN_FILENO, signals, again, err);
    }
    fputc('\n', stderr);
    if (st == FA_OK && strcmp(out, again) != 0)
        st = fa_fail(err, FA_EINVALID, "the two passwords differ");
    explicit_bzero(again, sizeof again);
    return st;
}

/* From the terminal, which shows nothing of it, and is as it was afterwards, whatever ends this. */
static fa_status read_terminal(char out[PASSWORD_BYTES], fa_error *err)
{
    static const int signs[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction note = {.sa_handler = note_signal};
    struct termios shown, hidden;
    sigset_t blocked, before;
    fa_status st;

    if (tcgetattr(STDIN_FILENO, &shown) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the terminal cannot be used: %s", strerror(errno));
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        sigaction(signs[i], &note, NULL);
        sigaddset(&blocked, signs[i]);
    }
    sigprocmask(SIG_BLOCK, &blocked, &before);
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0) {
        st = ask_twice(&before, out, err);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    } else {
        st = fa_fail(err, FA_EUNAVAILABLE, "the terminal cannot be used: %s", strerror(errno));
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        signal(signs[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return st;
}

static fa_status read_password(const char *path, char out[PASSWORD_BYTES], fa_error *err)
{
    if (path != NULL)
        return read_file(path, out, err);
    return isatty(STDIN_FILENO) ? read_terminal(out, err) : read_line(STDIN_FILENO, NULL, out, err);
}

/* ---- the commands ---- */

typedef struct finding {
    const char *email;
    fa_user user;
    bool found;
} finding;

static fa_status look_at(void *payload, const fa_user *user, fa_error *err)
{
    finding *f = payload;

    (void)err;
    if (strcmp(user->email, f->email) == 0) {
        f->user = *user;
        f->found = true;
    }
    return FA_OK;
}

/* Addresses are kept in lower case, and searched within. */
static fa_status find_user(fa_user_service *users, const char *email, fa_user *out, fa_error *err)
{
    char lower[FA_EMAIL_BYTES] = "";
    finding f = {.email = lower};
    fa_user_filter filter = FA_USER_FILTER_INIT;
    fa_status st;

    for (size_t i = 0; email[i] != '\0' && i < sizeof lower - 1; i++)
        lower[i] = email[i] >= 'A' && email[i] <= 'Z' ? (char)(email[i] - 'A' + 'a') : email[i];
    filter.text = lower;
    filter.limit = UINT32_MAX;
    st = fa_admin_user_list(users, &console, &filter, look_at, &f, err);
    if (st == FA_OK && !f.found)
        st = fa_fail(err, FA_ENOTFOUND, "there is no account with that e-mail address");
    if (st == FA_OK)
        *out = f.user;
    return st;
}

static fa_status describe(const program *p, const fa_user *user, fa_error *err)
{
    fa_buf line;
    fa_status st = FA_OK;
    char time[25];

    fa_buf_init(&line, 1 << 16);
    if (p->json) {
        st = fa_user_to_json(user, &line, err);
        if (st == FA_OK)
            program_print(&line);
    } else {
        fa_time_format(user->created, time);
        printf("%s  %.10s  ", user->id.s, time);
        layout_put(stdout, user->email);
        if (*user->full_name != '\0') {
            fputs("  ", stdout);
            layout_put(stdout, user->full_name);
        }
        puts(user->locked ? "  (locked)" : !user->active ? "  (not active)" : "");
    }
    fa_buf_clear(&line);
    return st;
}

typedef struct arguments {
    const char *action;
    const char *email;
    const char *name;
    const char *file;
} arguments;

static fa_status create(const program *p, fa_user_service *users, const arguments *a, fa_error *err)
{
    char password[PASSWORD_BYTES];
    fa_account account = FA_ACCOUNT_INIT;
    fa_user user;
    fa_status st = read_password(a->file, password, err);

    account.email = a->email;
    account.full_name = a->name;
    account.password = password;
    account.role = FA_ROLE_ADMIN;
    if (st == FA_OK)
        st = fa_admin_user_create(users, &console, &account, &user, err);
    explicit_bzero(password, sizeof password);
    return st == FA_OK ? describe(p, &user, err) : st;
}

static fa_status set_password(const program *p, fa_user_service *users, const arguments *a, fa_error *err)
{
    char password[PASSWORD_BYTES];
    fa_account_change change = FA_ACCOUNT_CHANGE_INIT;
    fa_user user;
    fa_status st = find_user(users, a->email, &user, err);

    if (st == FA_OK)
        st = read_password(a->file, password, err);
    change.password = password;
    if (st == FA_OK)
        st = fa_admin_user_update(users, &console, user.id, &change, &user, err);
    explicit_bzero(password, sizeof password);
    return st == FA_OK ? describe(p, &user, err) : st;
}

static fa_status print_user(void *payload, const fa_user *user, fa_error *err)
{
    return describe(payload, user, err);
}

static fa_status list(program *p, fa_user_service *users, fa_error *err)
{
    fa_user_filter filter = FA_USER_FILTER_INIT;

    filter.role = FA_ROLE_ADMIN;
    filter.order = FA_USERS_OLDEST;
    filter.limit = UINT32_MAX;
    return fa_admin_user_list(users, &console, &filter, print_user, p, err);
}

/* false: the command line is wrong. */
static bool take_arguments(int argc, char **argv, arguments *out)
{
    int words = 0;

    for (int i = 0; i < argc; i++) {
        bool named = strcmp(argv[i], "--name") == 0, filed = strcmp(argv[i], "--password-file") == 0;

        if (named || filed) {
            if (i + 1 == argc)
                return false;
            *(named ? &out->name : &out->file) = argv[++i];
        } else if (argv[i][0] == '-' || words == 2) {
            return false;
        } else {
            *(words++ == 0 ? &out->action : &out->email) = argv[i];
        }
    }
    if (out->action == NULL)
        return false;
    if (strcmp(out->action, "list") == 0)
        return out->email == NULL && out->name == NULL && out->file == NULL;
    if (strcmp(out->action, "password") == 0)
        return out->email != NULL && out->name == NULL;
    return strcmp(out->action, "create") == 0 && out->email != NULL;
}

int command_admin(program *p, int argc, char **argv)
{
    arguments a = {.email = NULL};
    fa_user_service *users = NULL;
    fa_error err = {0};
    fa_status st;

    if (!take_arguments(argc, argv, &a))
        return program_usage(
            "admin is one of: admin list; admin create EMAIL [--name NAME]; admin password EMAIL; "
            "the last two with --password-file FILE, or the password on standard input");
    st = host_open_users(&p->config, &users, &err);
    if (st == FA_OK && strcmp(a.action, "list") == 0)
        st = list(p, users, &err);
    else if (st == FA_OK && strcmp(a.action, "create") == 0)
        st = create(p, users, &a, &err);
    else if (st == FA_OK)
        st = set_password(p, users, &a, &err);
    fa_user_close(users);
    return st == FA_OK ? EXIT_DONE : fail(p, a.email == NULL ? "users" : a.email, &err);
}
