/* extract/sandbox.c: the layers in order, and the two that are plain limits. */
#define _GNU_SOURCE /* syscall, RLIMIT_NPROC */
#include "sandbox.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Room in the address space for what is not memory of its own: libraries and their tables. */
#define TEXT_BYTES (UINT64_C(128) << 20)
#define STACK_BYTES (UINT64_C(8) << 20)
enum { FILES = 32, LAST_CAPABILITY = 63 };

/* A sanitizer keeps terabytes of shadow, in a child that is about to become a tool too: no limit on memory there. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANDBOX_LIMITS_MEMORY 0
#else
#define SANDBOX_LIMITS_MEMORY 1
#endif

/* Lowers a limit; one that is lower already stays. Returns whether the limit holds. */
static bool limit(int what, uint64_t soft, uint64_t hard)
{
    struct rlimit now;

    if (getrlimit((__rlimit_resource_t)what, &now) != 0)
        return false;
    if (now.rlim_max == RLIM_INFINITY || now.rlim_max > hard)
        now.rlim_max = (rlim_t)hard;
    now.rlim_cur = soft < now.rlim_max ? (rlim_t)soft : now.rlim_max;
    return setrlimit((__rlimit_resource_t)what, &now) == 0;
}

static bool limit_common(uint32_t cpu_seconds)
{
    /* The first limit names its reason (SIGXCPU), the second just kills. */
    bool ok = limit(RLIMIT_CPU, cpu_seconds, (uint64_t)cpu_seconds + 1);

    ok = limit(RLIMIT_FSIZE, 0, 0) && ok;
    ok = limit(RLIMIT_CORE, 0, 0) && ok;
    ok = limit(RLIMIT_MEMLOCK, 0, 0) && ok;
    ok = limit(RLIMIT_MSGQUEUE, 0, 0) && ok;
    ok = limit(RLIMIT_NOFILE, FILES, FILES) && ok;
    return limit(RLIMIT_STACK, STACK_BYTES, STACK_BYTES) && ok;
}

void sandbox_limit(sandbox_profile profile, const sandbox_limits *limits, sandbox_layer *layer)
{
    uint64_t tools = profile == SANDBOX_RUNS_TOOLS ? SANDBOX_TOOLS * SANDBOX_TOOL_BYTES : 0,
             all = limits->memory_bytes > 2 * tools ? limits->memory_bytes : 2 * tools;
    bool ok = limit_common(limits->cpu_seconds);

    if (SANDBOX_LIMITS_MEMORY) {
        ok = limit(RLIMIT_DATA, all - tools, all) && ok;
        ok = limit(RLIMIT_AS, all + limits->file_bytes + TEXT_BYTES, all + limits->file_bytes + TEXT_BYTES) &&
             ok;
    }
    if (profile == SANDBOX_SEALED)
        ok = limit(RLIMIT_NPROC, 0, 0) && ok;
    layer->name = "limits";
    layer->active = ok;
    (void)snprintf(layer->detail, sizeof layer->detail, "%s, %u s of CPU, no writing of files%s",
                   SANDBOX_LIMITS_MEMORY ? "memory" : "no memory limit (sanitizer)", limits->cpu_seconds,
                   profile != SANDBOX_SEALED ? ""
                   : getuid() == 0           ? ", processes free for root"
                                             : ", no process");
}

void sandbox_keep_for_tools(unsigned tools)
{
    struct rlimit now;

    if (SANDBOX_LIMITS_MEMORY && getrlimit(RLIMIT_DATA, &now) == 0 &&
        now.rlim_max > tools * SANDBOX_TOOL_BYTES) {
        now.rlim_cur = now.rlim_max - tools * SANDBOX_TOOL_BYTES;
        (void)setrlimit(RLIMIT_DATA, &now);
    }
}

static void drop_capabilities(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2];

    memset(none, 0, sizeof none);
    /* What may be missing (an ordinary user has nothing to drop) is judged by the outcome alone. */
    for (int cap = 0; cap <= LAST_CAPABILITY; cap++)
        (void)prctl(PR_CAPBSET_DROP, cap, 0, 0, 0);
    (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    (void)prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED, 0, 0, 0);
    (void)syscall(SYS_capset, &header, none);
}

static bool has_capabilities(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct held[2];

    memset(held, 0, sizeof held);
    return syscall(SYS_capget, &header, held) != 0 || (held[0].permitted | held[1].permitted) != 0;
}

void sandbox_drop_privileges(sandbox_layer *layer)
{
    bool bound = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;

    drop_capabilities();
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    layer->name = "privileges";
    layer->active = bound && !has_capabilities();
    (void)snprintf(layer->detail, sizeof layer->detail, "%s, %s",
                   bound ? "no new privileges" : "no_new_privs is not there",
                   has_capabilities() ? "capabilities left" : "no capabilities");
}

void sandbox_enter(sandbox_profile profile, const sandbox_limits *limits,
                   sandbox_layer layers[SANDBOX_LAYERS])
{
    sandbox_limit(profile, limits, &layers[1]);
    sandbox_landlock(profile, &layers[2]);
    sandbox_seccomp(profile, &layers[3]);
}

void sandbox_enter_tool(uint32_t cpu_seconds)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    (void)limit_common(cpu_seconds);
    if (SANDBOX_LIMITS_MEMORY) {
        (void)limit(RLIMIT_DATA, SANDBOX_TOOL_BYTES, SANDBOX_TOOL_BYTES);
        (void)limit(RLIMIT_AS, SANDBOX_TOOL_BYTES + TEXT_BYTES, SANDBOX_TOOL_BYTES + TEXT_BYTES);
    }
    (void)limit(RLIMIT_NPROC, 0, 0);
    sandbox_seccomp_tool();
}
