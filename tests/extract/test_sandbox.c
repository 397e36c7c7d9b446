/* From inside of the sandbox, what must not be possible is not. Each attempt is made in a child of its own. */
#define _GNU_SOURCE /* syscall, memfd_create */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pdf.h"
#include "sandbox.h"
#include "unit.h"

enum { HELD = 0, GOT_OUT = 1, NO_LAYER = 77, CPU_SECONDS = 10 };
#define MEMORY (UINT64_C(256) << 20)

static void enter(sandbox_profile profile, sandbox_layer layers[SANDBOX_LAYERS])
{
    sandbox_drop_privileges(&layers[0]);
    sandbox_enter(profile, &(sandbox_limits){MEMORY, 0, CPU_SECONDS}, layers);
}

/* Tries something inside; the child's exit says how it went, or the signal that ended it. */
static int attempt(sandbox_profile profile, size_t layer, int (*what)(void))
{
    int status = 0;
    pid_t child = fork();

    ck_assert_int_ge(child, 0);
    if (child == 0) {
        sandbox_layer layers[SANDBOX_LAYERS];

        enter(profile, layers);
        _exit(layers[layer].active ? what() : NO_LAYER);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

enum { PRIVILEGES, LIMITS, LANDLOCK, SECCOMP };

static void must_hold(sandbox_profile profile, size_t layer, int (*what)(void))
{
    int how = attempt(profile, layer, what);

    ck_assert_msg(how == HELD || how == NO_LAYER, "outcome %d", how);
}

static int read_a_file(void)
{
    return open("/etc/passwd", O_RDONLY) < 0 ? HELD : GOT_OUT;
}

static int write_a_file(void)
{
    return open("sandbox-test", O_WRONLY | O_CREAT, 0600) < 0 ? HELD : GOT_OUT;
}

static int open_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) < 0 && socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM
               ? HELD
               : GOT_OUT;
}

static int start_a_process(void)
{
    return fork() < 0 ? HELD : GOT_OUT;
}

static int run_a_program(void)
{
    static char name[] = "sh";
    char *const arguments[] = {name, NULL};

    (void)execv("/bin/sh", arguments);
    return HELD;
}

static int make_memory_executable(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return p != MAP_FAILED && mprotect(p, 4096, PROT_READ | PROT_EXEC) != 0 &&
                   mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
               ? HELD
               : GOT_OUT;
}

static int trace_another(void)
{
    (void)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
    return GOT_OUT;
}

static int take_much_memory(void)
{
    return mmap(NULL, 2 * MEMORY, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
               ? HELD
               : GOT_OUT;
}

static int become_root_again(void)
{
    return chroot("/") != 0 ? HELD : GOT_OUT;
}

static int compute(void)
{
    char *p = malloc(1 << 20);

    if (p == NULL)
        return GOT_OUT;
    memset(p, 1, 1 << 20);
    free(p);
    return HELD;
}

START_TEST(a_sealed_program_can_compute)
{
    ck_assert_int_eq(attempt(SANDBOX_SEALED, LIMITS, compute), HELD);
}
END_TEST

START_TEST(a_sealed_program_reaches_no_file)
{
    must_hold(SANDBOX_SEALED, LANDLOCK, read_a_file);
    must_hold(SANDBOX_SEALED, SECCOMP, read_a_file);
    must_hold(SANDBOX_SEALED, SECCOMP, write_a_file);
}
END_TEST

START_TEST(a_sealed_program_starts_nothing)
{
    must_hold(SANDBOX_SEALED, SECCOMP, start_a_process);
    must_hold(SANDBOX_SEALED, SECCOMP, run_a_program);
    must_hold(SANDBOX_SEALED, SECCOMP, make_memory_executable);
}
END_TEST

START_TEST(no_program_reaches_the_network)
{
    must_hold(SANDBOX_SEALED, SECCOMP, open_a_socket);
    must_hold(SANDBOX_RUNS_TOOLS, SECCOMP, open_a_socket);
}
END_TEST

START_TEST(a_program_that_runs_tools_reaches_no_other_file)
{
    must_hold(SANDBOX_RUNS_TOOLS, LANDLOCK, read_a_file);
    must_hold(SANDBOX_RUNS_TOOLS, LANDLOCK, write_a_file);
    must_hold(SANDBOX_RUNS_TOOLS, LANDLOCK, run_a_program);
}
END_TEST

START_TEST(a_program_that_traces_another_is_killed)
{
    int how = attempt(SANDBOX_SEALED, SECCOMP, trace_another);

    ck_assert_msg(how == -SIGSYS || how == NO_LAYER, "outcome %d", how);
}
END_TEST

START_TEST(privileges_are_gone)
{
    must_hold(SANDBOX_SEALED, PRIVILEGES, become_root_again);
}
END_TEST

START_TEST(memory_has_an_end)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    must_hold(SANDBOX_SEALED, LIMITS, take_much_memory);
#else
    (void)take_much_memory;
#endif
}
END_TEST

static int be_a_tool_that_forks(void)
{
    sandbox_enter_tool(CPU_SECONDS);
    return start_a_process();
}

static int be_a_tool_that_raises_its_limit(void)
{
    struct rlimit none = {0, 0};

    sandbox_enter_tool(CPU_SECONDS);
    return setrlimit(RLIMIT_NOFILE, &none) != 0 ? HELD : GOT_OUT;
}

START_TEST(a_tool_has_less_than_its_parent)
{
    must_hold(SANDBOX_RUNS_TOOLS, SECCOMP, be_a_tool_that_forks);
    must_hold(SANDBOX_RUNS_TOOLS, SECCOMP, be_a_tool_that_raises_its_limit);
}
END_TEST

START_TEST(every_layer_reports)
{
    int ends[2], status;
    sandbox_layer layers[SANDBOX_LAYERS];
    pid_t child;

    ck_assert_int_eq(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        enter(SANDBOX_SEALED, layers);
        _exit(write(ends[1], layers, sizeof layers) == (ssize_t)sizeof layers ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    ck_assert_int_eq(read(ends[0], layers, sizeof layers), sizeof layers);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    ck_assert_str_eq(layers[PRIVILEGES].name, "privileges");
    ck_assert_str_eq(layers[LIMITS].name, "limits");
    ck_assert_str_eq(layers[LANDLOCK].name, "landlock");
    ck_assert_str_eq(layers[SECCOMP].name, "seccomp");
    for (size_t i = 0; i < SANDBOX_LAYERS; i++)
        ck_assert_str_ne(layers[i].detail, "");
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("sandbox");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_sealed_program_can_compute);
    tcase_add_test(t, a_sealed_program_reaches_no_file);
    tcase_add_test(t, a_sealed_program_starts_nothing);
    tcase_add_test(t, no_program_reaches_the_network);
    tcase_add_test(t, a_program_that_runs_tools_reaches_no_other_file);
    tcase_add_test(t, a_program_that_traces_another_is_killed);
    tcase_add_test(t, privileges_are_gone);
    tcase_add_test(t, memory_has_an_end);
    tcase_add_test(t, a_tool_has_less_than_its_parent);
    tcase_add_test(t, every_layer_reports);
    return unit_run("extract/sandbox", t);
}
