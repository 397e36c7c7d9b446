/* adapters/sqlite/schema.h: the databases of the features. Their SQL is schema/<feature>.sql, made part of the library
 * by the build. */
#ifndef FA_SQLITE_SCHEMA_H
#define FA_SQLITE_SCHEMA_H

#include <stdint.h>

typedef struct fai_sql_schema {
    const char *feature;
    int32_t application_id; /* marks the files of the feature */
    const char *sql;        /* steps, each begun by a line "-- version N" */
} fai_sql_schema;

extern const fai_sql_schema fai_sql_document_schema;
extern const fai_sql_schema fai_sql_analysis_schema;
extern const fai_sql_schema fai_sql_user_schema;
extern const fai_sql_schema fai_sql_analytics_schema;
extern const fai_sql_schema fai_sql_storage_schema;
extern const fai_sql_schema fai_sql_record_schema;

#endif
