/* port/document_reader.h: turns the bytes of a file into its content. */
#ifndef FINANALYST_PORT_DOCUMENT_READER_H
#define FINANALYST_PORT_DOCUMENT_READER_H

#include <finanalyst/content.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Told of progress, and asked whether to go on: anything but FA_OK ends the reading with that code
 * (FA_ECANCELLED). total 0 = not known yet. */
typedef fa_status (*fa_progress_fn)(void *payload, const char *step, uint32_t done, uint32_t total,
                                    fa_error *err);

typedef struct fa_read_request {
    size_t struct_size;
    const char *path; /* a readable file */
    const char
        *name; /* the name it was uploaded under; the bytes decide the type, never the name, except that
                          it tells Markdown, CSV and plain text apart */
    const fa_content_limits *limits; /* NULL = defaults */
    uint32_t timeout_ms;             /* 0 = 120,000 */
    fa_progress_fn progress;         /* may be NULL */
    void *payload;
} fa_read_request;
#define FA_READ_REQUEST_INIT                                                                                 \
    {                                                                                                        \
        sizeof(fa_read_request), NULL, NULL, NULL, 0, NULL, NULL                                             \
    }

/* Reads documents. For implementers: any thread may call read at any time. A failure of any kind (crash, hang,
 * bomb) costs that one document. Codes: FA_EINVALID empty file or no file; FA_EUNSUPPORTED a type that is not read;
 * FA_EENCRYPTED; FA_ENOTEXT; FA_ECORRUPT; FA_ETOOLARGE; FA_ETIMEOUT; FA_ECANCELLED; FA_EUNAVAILABLE the reading
 * program is missing. The message says which, in words for the person who uploaded the file. */
typedef struct fa_document_reader_ops {
    size_t struct_size;
    const char *name;
    fa_status (*read)(void *self, const fa_read_request *request, const fa_content **out, fa_error *err);
    void (*close)(void *self);
} fa_document_reader_ops;

typedef struct fa_document_reader {
    const fa_document_reader_ops *ops;
    void *self;
} fa_document_reader;

FA_API fa_status fa_reader_read(const fa_document_reader *reader, const fa_read_request *request,
                                const fa_content **out, fa_error *err);
FA_API void fa_document_reader_close(fa_document_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
