/* config/variables.c: every variable: name, whose it is, type, default and meaning. */
#include "config/variables.h"

#include <stddef.h>

#define FIELD(name) offsetof(server_config, name), sizeof(((server_config *)0)->name)

#define DAY 86400u
#define YEARS (10 * 366 * DAY)
#define TIB (UINT64_C(1) << 40)

static const char *const levels[] = {"error", "warn", "info", "debug", NULL};
static const char *const registrations[] = {"open", "closed", NULL};

#define LEVEL(suffix, service, name)                                                                         \
    {                                                                                                        \
        "LOG_LEVEL_" suffix, NULL, service, &config_choice, FIELD(levels[service]), 0, 0, levels, NULL,      \
            "how much the " name " service writes to the log; by default what LOG_LEVEL says"                \
    }
#define INSTANCES(prefix, service, name)                                                                     \
    {                                                                                                        \
        prefix "_SERVICE_URL", NULL, CONFIG_GATEWAY, &config_urls, FIELD(service_urls[service]), 0, 0, NULL, \
            NULL, "where the instances of the " name " service are; by default in the same process"          \
    }
#define RATE(suffix, class, fallback, meaning)                                                               \
    {                                                                                                        \
        "RATE_LIMIT_" suffix, NULL, CONFIG_GATEWAY, &config_rate_limit, FIELD(rates[class]), 0, 0, NULL,     \
            fallback, meaning                                                                                \
    }

const config_variable config_variables[] = {
    {"FINANALYST_DATA_DIR", NULL, CONFIG_SERVICES, &config_path, FIELD(data_dir), 0, 0, NULL, NULL,
     "where databases, files and mails are kept; by default $XDG_DATA_HOME/finanalyst, or "
     "~/.local/share/finanalyst"},
    {"FINANALYST_BIND", NULL, CONFIG_SERVICES, &config_address, FIELD(bind), 0, 0, NULL, "127.0.0.1",
     "the IP address to serve on; 0.0.0.0 or :: for all of this machine"},
    {"FINANALYST_PORT", NULL, CONFIG_SERVICES, &config_number, FIELD(port), 0, 65535, NULL, "8000",
     "the port to serve on; 0 = any free one"},
    {"FINANALYST_DEMO", NULL, CONFIG_SERVICES, &config_boolean, FIELD(demo), 0, 0, NULL, "false",
     "a demonstration, with known accounts and a sample; on a loopback address only"},
    {"DATABASE_URL", NULL, CONFIG_SERVICES, &config_database_url, FIELD(database), 0, 0, NULL, NULL,
     "the database of a service that runs alone, sqlite:<path>; by default a file in the data folder"},
    {"INTERNAL_API_KEY", NULL, CONFIG_SERVICES, &config_secret_text, FIELD(internal_key), CONFIG_SECRET_MIN,
     CONFIG_SECRET_MAX, NULL, NULL,
     "signs what services tell each other about who asks; the same for all of them, when they run apart"},
    {"LOG_LEVEL", NULL, CONFIG_SERVICES, &config_choice, FIELD(levels), 0, 0, levels, "info",
     "how much is written to the log"},

    LEVEL("GATEWAY", CONFIG_GATEWAY, "gateway"),
    INSTANCES("USER", CONFIG_USER, "user"),
    INSTANCES("DOCUMENT", CONFIG_DOCUMENT, "document"),
    INSTANCES("ANALYSIS", CONFIG_ANALYSIS, "analysis"),
    INSTANCES("ANALYTICS", CONFIG_ANALYTICS, "analytics"),
    INSTANCES("STORAGE", CONFIG_STORAGE, "storage"),
    {"LEGACY_BACKEND_URL", NULL, CONFIG_GATEWAY, &config_urls, FIELD(legacy_urls), 0, 0, NULL, NULL,
     "where an older backend answers what is not served here; by default nowhere"},
    {"ALLOWED_ORIGINS", NULL, CONFIG_GATEWAY, &config_origins, FIELD(origins), 0, 0, NULL, NULL,
     "other sites whose pages may ask, as scheme://host[:port]; by default none"},
    {"FINANALYST_MAX_CONNECTIONS", NULL, CONFIG_GATEWAY, &config_number, FIELD(connections_max), 1, 65536,
     NULL, "16384", "how many clients may be connected at the same time"},
    RATE("DEFAULT", CONFIG_RATE_DEFAULT, "3000:300", "requests of one user, or one address"),
    RATE("AUTH", CONFIG_RATE_AUTH, "60:20", "logins, registrations and passwords of one address"),
    RATE("UPLOAD", CONFIG_RATE_UPLOAD, "60:60", "uploads of one user"),
    RATE("ASK", CONFIG_RATE_ASK, "60:30", "questions of one user"),

    LEVEL("USER", CONFIG_USER, "user"),
    {"JWT_SECRET_KEY", "JWT_SECRET", CONFIG_USER, &config_secret_text, FIELD(jwt_secret), CONFIG_SECRET_MIN,
     CONFIG_SECRET_MAX, NULL, NULL,
     "signs access tokens with HS256; by default they are signed with Ed25519 and keys of our own"},
    {"ACCESS_TOKEN_SECONDS", NULL, CONFIG_USER, &config_number, FIELD(access_token_s), 60, DAY, NULL, "600",
     "how long an access token holds"},
    {"SESSION_SECONDS", NULL, CONFIG_USER, &config_number, FIELD(session_s), 60, YEARS, NULL, "2592000",
     "how long a session lasts at the most"},
    {"SESSION_IDLE_SECONDS", NULL, CONFIG_USER, &config_number, FIELD(session_idle_s), 60, YEARS, NULL,
     "604800", "how long a session lasts that is not used"},
    {"REGISTRATION", NULL, CONFIG_USER, &config_choice, FIELD(registration_closed), 0, 0, registrations,
     "open", "whether anybody may make an account, or administrators only"},
    {"VERIFY_EMAIL", NULL, CONFIG_USER, &config_boolean, FIELD(verify_email), 0, 0, NULL, "false",
     "whether an account opens only once its e-mail address is verified"},
    {"SMTP_URL", NULL, CONFIG_USER, &config_mail_url, FIELD(smtp_url), 0, 0, NULL, NULL,
     "the mail server, smtp://host:port or smtps://host:port; by default mails are files in the data folder"},
    {"SMTP_USERNAME", NULL, CONFIG_USER, &config_text, FIELD(smtp_username), 0, 0, NULL, NULL,
     "who signs in to the mail server; by default nobody"},
    {"SMTP_PASSWORD", NULL, CONFIG_USER, &config_secret_text, FIELD(smtp_password), 1, CONFIG_SECRET_MAX,
     NULL, NULL, "and with what"},
    {"MAIL_FROM", NULL, CONFIG_USER, &config_text, FIELD(mail_from), 0, 0, NULL, NULL,
     "the address that mails come from; needed with SMTP_URL"},
    {"ALLOW_QUERY_TOKEN", NULL, CONFIG_USER, &config_boolean, FIELD(query_token), 0, 0, NULL, "false",
     "an access token in the query of a download counts, as old pages send it; addresses end up in "
     "histories"},
    {"PUBLIC_URL", NULL, CONFIG_USER, &config_web_url, FIELD(public_url), 0, 0, NULL, "http://localhost:3000",
     "where the web pages are, for links in mails"},

    LEVEL("DOCUMENT", CONFIG_DOCUMENT, "document"),
    {"FINANALYST_MAX_UPLOAD_BYTES", "MAX_UPLOAD_BYTES", CONFIG_DOCUMENT, &config_number,
     FIELD(max_upload_bytes), 1, TIB, NULL, "104857600", "the largest file that is taken"},

    LEVEL("ANALYSIS", CONFIG_ANALYSIS, "analysis"),
    {"FINANALYST_READER", NULL, CONFIG_ANALYSIS, &config_path, FIELD(reader), 0, 0, NULL, NULL,
     "the reading program; by default the one beside this one"},
    {"FINANALYST_WORKERS", NULL, CONFIG_ANALYSIS, &config_number, FIELD(workers), 1, 64, NULL, "1",
     "how many documents are read at the same time"},

    LEVEL("ANALYTICS", CONFIG_ANALYTICS, "analytics"),
    {"EVENT_RETENTION_DAYS", NULL, CONFIG_ANALYTICS, &config_number, FIELD(event_retention_days), 0, 36500,
     NULL, "0", "how long events are kept one by one; 0 = for ever"},

    LEVEL("STORAGE", CONFIG_STORAGE, "storage"),
    {"MINIO_ENDPOINT", NULL, CONFIG_STORAGE, &config_endpoint, FIELD(minio_endpoint), 0, 0, NULL, NULL,
     "the S3 store for files, host:port; by default they are in the data folder"},
    {"MINIO_ACCESS_KEY", NULL, CONFIG_STORAGE, &config_secret_text, FIELD(minio_access_key), 1,
     CONFIG_SECRET_MAX, NULL, NULL, "who asks the S3 store; needed with MINIO_ENDPOINT"},
    {"MINIO_SECRET_KEY", NULL, CONFIG_STORAGE, &config_secret_text, FIELD(minio_secret_key), 1,
     CONFIG_SECRET_MAX, NULL, NULL, "signs the requests to it; needed with MINIO_ENDPOINT"},
    {"MINIO_BUCKET", "DOCUMENTS_BUCKET", CONFIG_STORAGE, &config_text, FIELD(minio_bucket), 0, 0, NULL,
     "finanalyst", "the bucket, which must be there"},
    {"MINIO_REGION", NULL, CONFIG_STORAGE, &config_text, FIELD(minio_region), 0, 0, NULL, "us-east-1",
     "its region"},
    {"MINIO_SECURE", NULL, CONFIG_STORAGE, &config_boolean, FIELD(minio_secure), 0, 0, NULL, "false",
     "whether the S3 store is asked over TLS"},
    {"BLOB_KEY_FILE", NULL, CONFIG_STORAGE, &config_path, FIELD(blob_key_file), 0, 0, NULL, NULL,
     "keys that files are encrypted with at rest, one of 64 hexadecimal digits to a line, the newest first; "
     "by "
     "default files are not encrypted"},
    {"QUOTA_MAX_BYTES", NULL, CONFIG_STORAGE, &config_number, FIELD(quota_bytes), 1, TIB << 20, NULL,
     "10737418240", "how much each user may store"},
    {"QUOTA_MAX_OBJECTS", NULL, CONFIG_STORAGE, &config_number, FIELD(quota_objects), 1, TIB, NULL, "100000",
     "how many files each user may store"},
};

const size_t config_variable_count = sizeof config_variables / sizeof *config_variables;
