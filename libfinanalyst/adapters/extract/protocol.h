/* extract/protocol.h: what the host and the reading program say to each other.
 *
 * The host starts the program with the file as descriptor 0, an empty environment, and one reader_request waiting in
 * descriptor 3. The program answers on descriptor 1: any number of PROGRESS, then either CONTENT pieces and one DONE, or
 * one FAILED. Both are built together and run on one machine, so structs travel as they lie in memory; the host
 * nevertheless checks all that comes back, since a file may have taken the program over. */
#ifndef FA_EXTRACT_PROTOCOL_H
#define FA_EXTRACT_PROTOCOL_H

#include <finanalyst/content.h>

enum {
    READER_FD_FILE = 0,
    READER_FD_ANSWER = 1,
    READER_FD_REQUEST = 3,
    READER_NAME_BYTES = 256,
    READER_PIECE_BYTES = 256 * 1024 /* the largest payload of one message */
};
#define READER_PROTOCOL UINT32_C(0x46415231)
#define READER_DEFAULT_FILE_BYTES (UINT64_C(100) << 20)
#define READER_DEFAULT_MEMORY_BYTES (UINT64_C(192) << 20)
#define READER_DEFAULT_PAGES 5000

typedef struct reader_request {
    uint32_t protocol;
    uint32_t timeout_ms;
    fa_content_limits limits; /* zeros are defaults */
    char name[READER_NAME_BYTES];
} reader_request;

typedef enum reader_message {
    READER_PROGRESS = 1, /* a reader_progress */
    READER_CONTENT = 2,  /* the next bytes of fa_content_write */
    READER_DONE = 3,     /* nothing: the content is whole */
    READER_FAILED = 4    /* an fa_error */
} reader_message;

/* Before each message. */
typedef struct reader_header {
    uint32_t type; /* a reader_message */
    uint32_t len;  /* bytes of payload that follow */
} reader_header;

typedef struct reader_progress {
    uint32_t done; /* pages */
    uint32_t total;
} reader_progress;

#endif
