/* extract/sandbox.h: what the reading program gives up before it looks at a file. */
#ifndef FA_EXTRACT_SANDBOX_H
#define FA_EXTRACT_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SANDBOX_LAYERS = 4, SANDBOX_TOOLS = 2 };
/* What each of the tools that run at a time may use of the program's memory. */
#define SANDBOX_TOOL_BYTES (UINT64_C(80) << 20)

typedef enum sandbox_profile {
    SANDBOX_SEALED,    /* computes and writes to what is open: no file, no process, no socket */
    SANDBOX_RUNS_TOOLS /* also starts the tools of poppler, which may read what they are made of */
} sandbox_profile;

typedef struct sandbox_limits {
    uint64_t memory_bytes; /* of all processes together, program text apart */
    uint64_t file_bytes;   /* mapped beside it */
    uint32_t cpu_seconds;
} sandbox_limits;

typedef struct sandbox_layer {
    const char *name; /* "limits", "privileges", "landlock", "seccomp" */
    bool active;
    char detail[96]; /* plain ASCII without quotes */
} sandbox_layer;

/* No new privileges, no capability left, not even for root; dies with its parent. The first layer, and the only one that
 * is entered before the file is looked at. */
void sandbox_drop_privileges(sandbox_layer *layer);
/* Enters the rest of the sandbox, for good; fills layers[1] and up. A layer that this system does not have is left out and says so: the others hold. */
void sandbox_enter(sandbox_profile profile, const sandbox_limits *limits,
                   sandbox_layer layers[SANDBOX_LAYERS]);
/* In the child that is about to become a tool: takes away what only its parent needs. */
void sandbox_enter_tool(uint32_t cpu_seconds);
/* Keeps memory for so many tools that run at a time, 0..SANDBOX_TOOLS as at first; the program itself has the rest. */
void sandbox_keep_for_tools(unsigned tools);

/* ---- the layers; each fills its report ---- */

/* Resource limits: memory, CPU, no file written, no core, few descriptors; SEALED: no process. */
void sandbox_limit(sandbox_profile profile, const sandbox_limits *limits, sandbox_layer *layer);
/* No file but those named: SEALED none, RUNS_TOOLS the tools, their libraries and data, and the document. */
void sandbox_landlock(sandbox_profile profile, sandbox_layer *layer);
/* System calls by list; all others fail with EPERM. */
void sandbox_seccomp(sandbox_profile profile, sandbox_layer *layer);
void sandbox_seccomp_tool(void);

#endif
