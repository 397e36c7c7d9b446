/* adapter/curl.h: over libcurl: blobs in an S3 store, and mails to a mail server. */
#ifndef FINANALYST_ADAPTER_CURL_H
#define FINANALYST_ADAPTER_CURL_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Who asks an S3 store. The strings are copied; they go nowhere but into signatures. */
typedef struct fa_s3_credentials {
    size_t struct_size;
    const char *access_key;
    const char *secret_key;
    const char *session_token; /* NULL = none */
} fa_s3_credentials;
#define FA_S3_CREDENTIALS_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_s3_credentials), NULL, NULL, NULL                                                          \
    }

/* Registers "s3:" for the blob store port:
 *   s3://<bucket>?endpoint=http://host:port&region=us-east-1&prefix=blobs/&style=path
 * endpoint: "https://" or "http://", a host and maybe a port; left out: Amazon's of the region. region: "us-east-1" when
 * left out. prefix: stands before every key in the bucket, [a-z0-9/_-]. style: "path" (the bucket in the path; what is
 * taken when there is an endpoint) or "host" (the bucket in the host's name). The bucket must be there. Needs the clock
 * and the hasher of the context. credentials may be NULL: opening then fails with FA_EINVALID.
 *
 * Requests are signed with Signature Version 4. A blob that is put is spooled to an unlinked file of the system's folder
 * for such first; one over 16 MiB goes in parts. Times: 2 s to connect, 30 s for a request without a body, 60 s without
 * progress for others. What failed for a reason that passes is tried three times in all. Threads may share a store.
 * Must be called while the process has one thread. FA_ECONFLICT: registered already. */
FA_API fa_status fa_curl_register(fa_registry *registry, const fa_s3_credentials *credentials, fa_error *err);

/* How a service shows the others who it is. The strings are copied. */
typedef struct fa_remote_options {
    size_t struct_size;
    const char *name;   /* of this service: "document" */
    const void *secret; /* that identities are signed with (HS256), the same for all services */
    size_t secret_len;  /* at least FA_TOKEN_SECRET_BYTES */
} fa_remote_options;
#define FA_REMOTE_OPTIONS_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_remote_options), NULL, NULL, 0                                                             \
    }

/* Registers "http:" and "https:" for the ports by which services see each other: document source, readings, user directory, event
 * sink and blob store: http://host:port of the service, or several of them with commas between, tried in turn where one cannot be
 * reached. Each request carries an identity of its own in X-FA-Identity: a token of the type FA_TOKEN_TYPE_IDENTITY with the role
 * "service", for that service, method and target. Needs the clock and the hasher of the context. Times: 2 s to connect, 30 s for a
 * request without a body, 60 s without progress for others; a service that cannot be reached is let alone for 5 s at a time.
 * Threads may share a port. Must be called while the process has one thread. FA_EINVALID names the option; FA_ECONFLICT: registered
 * already. */
FA_API fa_status fa_remote_register(fa_registry *registry, const fa_remote_options *options, fa_error *err);

/* How mails are handed to a mail server. The strings are copied. */
typedef struct fa_smtp_options {
    size_t struct_size;
    const char *username; /* NULL or "" = nobody signs in */
    const char *password; /* with username */
    const char *from;     /* the address that mails come from */
    const char *ca_file;  /* certificates (PEM) that the server's is held against; NULL = the system's */
} fa_smtp_options;
#define FA_SMTP_OPTIONS_INIT                                                                                 \
    {                                                                                                        \
        sizeof(fa_smtp_options), NULL, NULL, NULL, NULL                                                      \
    }

/* Registers "smtp:" and "smtps:" for the mailer port: smtp://host:port (STARTTLS is required, unless the host is a
 * loopback address or "localhost"), smtps://host:port (TLS from the start). Needs the clock of the context. Times: 5 s to
 * connect, 30 s for a mail; a server that cannot be reached is let alone for 10 s. A server that refuses a mail, with
 * whatever code, makes FA_EUNAVAILABLE: it is tried again. Threads may share a mailer.
 * Must be called while the process has one thread. FA_EINVALID names the option; FA_ECONFLICT: registered already. */
FA_API fa_status fa_smtp_register(fa_registry *registry, const fa_smtp_options *options, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
