/* extract/sandbox_landlock.c: which files can be opened. By raw system calls: the C library has no names for them, and
 * the rights of newer kernels are asked for only where the kernel knows them.
 * Source: kernel documentation, userspace-api/landlock. */
#define _GNU_SOURCE /* O_PATH, syscall */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "pdf.h"
#include "protocol.h"
#include "sandbox.h"

enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, GET_VERSION = 1, PATH_BENEATH = 1 };
/* Rights on files, by their bits; MAKE_… and the like lie between. */
#define RIGHT_EXECUTE (UINT64_C(1) << 0)
#define RIGHT_READ_FILE (UINT64_C(1) << 2)
#define RIGHT_READ_DIR (UINT64_C(1) << 3)

/* The kernel's struct, as long as the newest version that is used. */
typedef struct ruleset_attr {
    uint64_t files;
    uint64_t network; /* version 4: bind and connect over TCP */
    uint64_t scoped;  /* version 6: abstract sockets and signals to the outside */
} ruleset_attr;

typedef struct __attribute__((packed)) path_attr {
    uint64_t allowed;
    int32_t parent;
} path_attr;

/* All that a version of Landlock can forbid; returns the length of the struct that it takes. */
static size_t all_rights(long version, ruleset_attr *out)
{
    int bits = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;

    out->files = (UINT64_C(1) << bits) - 1;
    out->network = version >= 4 ? 3 : 0;
    out->scoped = version >= 6 ? 3 : 0;
    return version >= 6 ? sizeof *out : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
}

static void allow_fd(int rules, int fd, uint64_t rights)
{
    struct stat st;
    path_attr rule = {rights, fd};

    if (fstat(fd, &st) != 0)
        return;
    if (!S_ISDIR(st.st_mode))
        rule.allowed &= ~RIGHT_READ_DIR;
    (void)syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0);
}

/* What is not installed needs no rule. */
static void allow(int rules, const char *path, uint64_t rights)
{
    int fd = open(path, O_PATH | O_CLOEXEC);

    if (fd < 0)
        return;
    allow_fd(rules, fd, rights);
    (void)close(fd);
}

/* The loader of shared programs, which the kernel executes for each: our own names it. "" = none. */
static const char *own_loader(void)
{
    const ElfW(Phdr) *headers = (const ElfW(Phdr) *)getauxval(AT_PHDR);
    size_t count = getauxval(AT_PHNUM);
    const char *base = NULL;

    for (size_t i = 0; headers != NULL && i < count; i++)
        if (headers[i].p_type == PT_PHDR)
            base = (const char *)headers - headers[i].p_vaddr;
    for (size_t i = 0; base != NULL && i < count; i++)
        if (headers[i].p_type == PT_INTERP)
            return base + headers[i].p_vaddr;
    return "";
}

static void allow_tools(int rules)
{
    static const char *const readable[] = {"/lib",
                                           "/lib64",
                                           "/usr/lib",
                                           "/usr/lib64",
                                           "/usr/local/lib",

                                           "/etc/ld.so.cache",
                                           "/etc/fonts",
                                           "/usr/share/fonts",
                                           "/usr/local/share/fonts",
                                           "/usr/share/fontconfig",
                                           "/usr/share/poppler",
                                           "/var/cache/fontconfig"};

    for (size_t i = 0; i < sizeof readable / sizeof readable[0]; i++)
        allow(rules, readable[i], RIGHT_READ_FILE | RIGHT_READ_DIR);
    allow(rules, own_loader(), RIGHT_READ_FILE | RIGHT_EXECUTE);
    for (pdf_tool tool = 0; tool < PDF_TOOLS; tool++)
        allow(rules, pdf_tool_path(tool), RIGHT_READ_FILE | RIGHT_EXECUTE);
    allow_fd(rules, READER_FD_FILE, RIGHT_READ_FILE);
}

void sandbox_landlock(sandbox_profile profile, sandbox_layer *layer)
{
    long version = syscall(CREATE_RULESET, NULL, 0, GET_VERSION);
    ruleset_attr rights;
    int rules;

    layer->name = "landlock";
    layer->active = false;
    if (version < 1) {
        (void)snprintf(layer->detail, sizeof layer->detail, "this kernel has it not, or has it off");
        return;
    }
    rules = (int)syscall(CREATE_RULESET, &rights, all_rights(version, &rights), 0);
    if (rules >= 0) {
        if (profile == SANDBOX_RUNS_TOOLS)
            allow_tools(rules);
        layer->active = syscall(RESTRICT_SELF, rules, 0) == 0;
        (void)close(rules);
    }
    (void)snprintf(layer->detail, sizeof layer->detail, "version %ld, %s", version,
                   !layer->active              ? "refused"
                   : profile == SANDBOX_SEALED ? "no file at all"
                                               : "the tools, their data and the document");
}
