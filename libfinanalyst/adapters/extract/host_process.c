/* extract/host_process.c: starting the reading program and ending it with all that it started. Threads may do so at
 * the same time: nothing here is shared, no signal is handled, and each waits for its own child only. */
#define _GNU_SOURCE /* pipe2, posix_spawn_file_actions_addclosefrom_np */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "host.h"

/* Above the numbers that the program's descriptors take, so that placing one never closes another. */
enum { SAFE_FD = 16, POLL_MS = 2 };

static void close_fd(int fd)
{
    if (fd >= 0)
        (void)close(fd);
}

/* A pipe whose ends no other child inherits. */
static bool make_pipe(int ends[2])
{
    int raw[2];

    if (pipe2(raw, O_CLOEXEC) != 0)
        return false;
    ends[0] = fcntl(raw[0], F_DUPFD_CLOEXEC, SAFE_FD);
    ends[1] = fcntl(raw[1], F_DUPFD_CLOEXEC, SAFE_FD);
    close_fd(raw[0]);
    close_fd(raw[1]);
    return ends[0] >= 0 && ends[1] >= 0;
}

/* What posix_spawn is told: which descriptors there are, and a fresh group with signals as at boot. */
typedef struct spawn_plan {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
} spawn_plan;

static int plan_files(posix_spawn_file_actions_t *a, int file, int answer, int request)
{
    int bad = posix_spawn_file_actions_adddup2(a, file, READER_FD_FILE);

    if (bad == 0)
        bad = posix_spawn_file_actions_adddup2(a, answer, READER_FD_ANSWER);
    if (bad == 0)
        bad = posix_spawn_file_actions_adddup2(a, request, READER_FD_REQUEST);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    /* Only a sanitizer has anything to say there. */
    if (bad == 0)
        bad = posix_spawn_file_actions_addopen(a, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
#endif
    if (bad == 0)
        bad = posix_spawn_file_actions_addclosefrom_np(a, READER_FD_REQUEST + 1);
    return bad;
}

static int plan_attr(posix_spawnattr_t *attr)
{
    static const int usual[] = {SIGPIPE, SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGXFSZ, SIGSYS};
    sigset_t none, defaults;
    int bad;

    sigemptyset(&none);
    sigemptyset(&defaults);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        sigaddset(&defaults, usual[i]);
    bad = posix_spawnattr_setflags(attr,
                                   POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (bad == 0)
        bad = posix_spawnattr_setpgroup(attr, 0);
    if (bad == 0)
        bad = posix_spawnattr_setsigmask(attr, &none);
    if (bad == 0)
        bad = posix_spawnattr_setsigdefault(attr, &defaults);
    return bad;
}

static int spawn(const char *path, int file, int answer, int request, pid_t *pid)
{
    static char language[] = "LC_ALL=C", zone[] = "TZ=UTC0", name[] = "finanalyst-reader";
    char *const environment[] = {language, zone, NULL}, *const arguments[] = {name, NULL};
    spawn_plan plan;
    int bad = posix_spawn_file_actions_init(&plan.actions);

    if (bad != 0)
        return bad;
    bad = posix_spawnattr_init(&plan.attr);
    if (bad == 0) {
        bad = plan_files(&plan.actions, file, answer, request);
        if (bad == 0)
            bad = plan_attr(&plan.attr);
        if (bad == 0)
            bad = posix_spawn(pid, path, &plan.actions, &plan.attr, arguments, environment);
        (void)posix_spawnattr_destroy(&plan.attr);
    }
    (void)posix_spawn_file_actions_destroy(&plan.actions);
    return bad;
}

fa_status host_start(const char *path, int file, const reader_request *request, host_run *out, fa_error *err)
{
    int answer[2] = {-1, -1}, ask[2] = {-1, -1}, bad = EMFILE,
        safe_file = fcntl(file, F_DUPFD_CLOEXEC, SAFE_FD);

    /* A request fits into an empty pipe: writing it never waits, and never meets a reader that is gone. */
    if (safe_file >= 0 && make_pipe(answer) && make_pipe(ask) &&
        write(ask[1], request, sizeof *request) == (ssize_t)sizeof *request)
        bad = spawn(path, safe_file, answer[1], ask[0], &out->pid);
    close_fd(safe_file);
    close_fd(ask[0]);
    close_fd(ask[1]);
    close_fd(answer[1]);
    if (bad != 0) {
        close_fd(answer[0]);
        return fa_fail(err, FA_EUNAVAILABLE,
                       bad == EMFILE || bad == EAGAIN || bad == ENOMEM
                           ? "There are no resources left to start the reading program."
                           : "The reading program cannot be started.");
    }
    out->answer = answer[0];
    return FA_OK;
}

/* Waits without reaping: while the dead leader is kept, nobody else can get the number of its group. */
static void await_end(pid_t pid, int wait_ms)
{
    static const struct timespec pause = {0, POLL_MS * 1000000};
    siginfo_t info;

    for (int waited = 0; waited < wait_ms; waited += POLL_MS) {
        info.si_pid = 0;
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == pid)
            return;
        (void)nanosleep(&pause, NULL);
    }
}

host_exit host_end(host_run *run, int wait_ms)
{
    host_exit end = {false, 0, 0};
    int status;
    pid_t got;

    await_end(run->pid, wait_ms);
    (void)kill(-run->pid, SIGKILL);
    do
        got = waitpid(run->pid, &status, 0);
    while (got < 0 && errno == EINTR);
    /* A host that ignores SIGCHLD, or waits for any child, has taken the status: it stays unknown. */
    if (got == run->pid) {
        end.known = true;
        end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        end.code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    }
    close_fd(run->answer);
    return end;
}
