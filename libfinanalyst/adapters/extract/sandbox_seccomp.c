/* extract/sandbox_seccomp.c: which system calls there are. A list of what is allowed, in three sizes. */
#define _GNU_SOURCE /* CLONE_… */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include "sandbox.h"

/* Memory, time, signals to oneself, and descriptors that are open already. */
static const char *const computing[] = {"read",
                                        "readv",
                                        "pread64",
                                        "write",
                                        "writev",
                                        "close",
                                        "fstat",
                                        "fstat64",
                                        "lseek",
                                        "_llseek",
                                        "munmap",
                                        "mremap",
                                        "madvise",
                                        "brk",
                                        "rt_sigaction",
                                        "rt_sigprocmask",
                                        "rt_sigreturn",
                                        "sigreturn",
                                        "sigaltstack",
                                        "futex",
                                        "futex_time64",
                                        "getpid",
                                        "gettid",
                                        "getppid",
                                        "getuid",
                                        "geteuid",
                                        "getgid",
                                        "getegid",
                                        "tgkill",
                                        "clock_gettime",
                                        "clock_gettime64",
                                        "clock_getres",
                                        "clock_nanosleep",
                                        "gettimeofday",
                                        "time",
                                        "nanosleep",
                                        "getrandom",
                                        "exit",
                                        "exit_group",
                                        "restart_syscall",
                                        "poll",
                                        "ppoll",
                                        "ppoll_time64",
                                        "sched_yield",
                                        "sched_getaffinity",
                                        "getrusage",
                                        "getrlimit",
                                        "ugetrlimit",
                                        "sysinfo",
                                        "rseq",
                                        "set_robust_list",
                                        "set_tid_address",
                                        "fcntl",
                                        "fcntl64",
                                        "uname"};

/* Looking at files, which Landlock narrows, and becoming a tool. */
static const char *const loading[] = {
    "execve",     "arch_prctl", "set_thread_area", "set_tls",   "access",     "faccessat",  "faccessat2",
    "stat",       "stat64",     "lstat",           "lstat64",   "newfstatat", "fstatat64",  "statx",
    "statfs",     "statfs64",   "fstatfs",         "fstatfs64", "readlink",   "readlinkat", "getdents",
    "getdents64", "getcwd",     "fadvise64",       "dup",       "dup2",       "dup3"};

/* Starting tools and ending them. */
static const char *const parenting[] = {"fork", "vfork", "wait4",   "waitid",    "pipe",     "pipe2",
                                        "kill", "prctl", "seccomp", "prlimit64", "setrlimit"};

/* Nothing honest makes these calls: a program that does is not ours any more. */
static const char *const hostile[] = {
    "ptrace",       "process_vm_readv", "process_vm_writev", "bpf",         "mount",         "init_module",
    "finit_module", "kexec_load",       "perf_event_open",   "userfaultfd", "io_uring_setup"};

typedef struct filter {
    scmp_filter_ctx context;
    unsigned count;
} filter;

/* A call that this architecture does not have needs no rule. */
static void add(filter *f, uint32_t action, const char *name)
{
    int number = seccomp_syscall_resolve_name(name);

    if (number != __NR_SCMP_ERROR && seccomp_rule_add(f->context, action, number, 0) == 0)
        f->count++;
}

static void add_where(filter *f, uint32_t action, const char *name, struct scmp_arg_cmp condition)
{
    int number = seccomp_syscall_resolve_name(name);

    if (number != __NR_SCMP_ERROR && seccomp_rule_add(f->context, action, number, 1, condition) == 0)
        f->count++;
}

static void add_all(filter *f, uint32_t action, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(f, action, names[i]);
}

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void add_loading(filter *f)
{
    add_all(f, SCMP_ACT_ALLOW, loading, COUNT(loading));
    add(f, SCMP_ACT_ALLOW, "mmap");
    add(f, SCMP_ACT_ALLOW, "mmap2");
    add(f, SCMP_ACT_ALLOW, "mprotect");
    add_where(f, SCMP_ACT_ALLOW, "open",
              SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));
    add_where(f, SCMP_ACT_ALLOW, "openat",
              SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));
}

/* Without loading, no memory can be made executable. */
static void add_data_memory(filter *f)
{
    add_where(f, SCMP_ACT_ALLOW, "mmap", SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    add_where(f, SCMP_ACT_ALLOW, "mmap2", SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    add_where(f, SCMP_ACT_ALLOW, "mprotect", SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

static void add_parenting(filter *f)
{
    const uint64_t spaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
                            CLONE_NEWPID | CLONE_NEWNET;

    add_all(f, SCMP_ACT_ALLOW, parenting, COUNT(parenting));
    add_where(f, SCMP_ACT_ALLOW, "clone", SCMP_A0(SCMP_CMP_MASKED_EQ, spaces, 0));
}

/* Asking for a limit is harmless, setting one is not. */
static void add_limits_as_read(filter *f)
{
    add_where(f, SCMP_ACT_ALLOW, "prlimit64", SCMP_A2(SCMP_CMP_EQ, 0, 0));
}

static bool begin(filter *f)
{
    f->count = 0;
    f->context = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (f->context == NULL)
        return false;
    add_all(f, SCMP_ACT_ALLOW, computing, COUNT(computing));
    add_all(f, SCMP_ACT_KILL_PROCESS, hostile, COUNT(hostile));
    /* C libraries take "no such call", and only that, as a reason to try the older one. */
    add(f, SCMP_ACT_ERRNO(ENOSYS), "clone3");
    return true;
}

static bool end(filter *f)
{
    bool loaded = seccomp_load(f->context) == 0;

    seccomp_release(f->context);
    return loaded;
}

void sandbox_seccomp(sandbox_profile profile, sandbox_layer *layer)
{
    filter f;

    layer->name = "seccomp";
    layer->active = false;
    if (begin(&f)) {
        if (profile == SANDBOX_RUNS_TOOLS) {
            add_loading(&f);
            add_parenting(&f);
        } else {
            add_data_memory(&f);
            add_limits_as_read(&f);
        }
        layer->active = end(&f);
    }
    (void)snprintf(layer->detail, sizeof layer->detail, layer->active ? "a list of %u calls" : "refused",
                   f.count);
}

void sandbox_seccomp_tool(void)
{
    filter f;

    if (!begin(&f))
        return;
    add_loading(&f);
    add_limits_as_read(&f);
    (void)end(&f);
}
