/* base/port.h: what the checking wrappers of the ports share. */
#ifndef FAI_BASE_PORT_H
#define FAI_BASE_PORT_H

#include <stddef.h>

#include <finanalyst/error.h>

/* Whether a port is one and has the op: ops that were added after its adapter was built lie outside of struct_size. */
#define FAI_PORT_HAS(port, op)                                                                               \
    ((port)->ops->struct_size >= offsetof(__typeof__(*(port)->ops), op) + sizeof((port)->ops->op) &&         \
     (port)->ops->op != NULL)
#define FAI_PORT_IS_NONE(port) ((port) == NULL || (port)->ops == NULL)

#endif
