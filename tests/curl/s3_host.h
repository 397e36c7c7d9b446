/* curl/s3_host.h: stores on the S3 server that radosgw.py started. */
#ifndef FA_TEST_S3_HOST_H
#define FA_TEST_S3_HOST_H

#include <stdbool.h>

#include <finanalyst/adapter/curl.h>
#include <finanalyst/storage.h>

/* Whether there is a server. */
bool s3_host_is_there(void);
/* Opens an empty store, under a prefix of its own; with the real time, which signatures need. */
fa_status s3_host_open(fa_blob_store *out, fa_error *err);
/* The same, with the blobs sealed by the keys of that file. */
fa_status s3_host_open_sealed(const char *key_file, fa_blob_store *out, fa_error *err);
/* Opens the store of that URL with those credentials (NULL: the server's). */
fa_status s3_host_open_url(const char *url, const fa_s3_credentials *credentials, fa_blob_store *out,
                           fa_error *err);
/* A storage service over an empty store and books in memory. */
fa_status s3_host_open_storage(fa_storage_service **out, fa_error *err);
fa_time s3_host_now(void);
/* The URL of the last store that was opened empty. */
const char *s3_host_url(void);

#endif
