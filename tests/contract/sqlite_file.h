/* contract/sqlite_file.h: a database in a folder of its own, for the tests of the SQLite adapters. */
#ifndef FA_SQLITE_FILE_H
#define FA_SQLITE_FILE_H

#include <finanalyst/registry.h>

/* Makes the folder in which every case has one of its own; removes it with all of them. */
void sqlite_file_begin(void);
void sqlite_file_end(void);
/* Opens a port on a new file, or on the file that was opened last. */
fa_status sqlite_file_open(fa_port port, void *out, fa_error *err);
fa_status sqlite_file_reopen(fa_port port, void *out, fa_error *err);
/* The path of the file that was opened last. */
const char *sqlite_file_path(void);

#endif
