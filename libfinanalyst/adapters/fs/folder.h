/* adapters/fs/folder.h: durable files of one folder. */
#ifndef FA_FS_FOLDER_H
#define FA_FS_FOLDER_H

#include <stddef.h>
#include <sys/types.h>

#include <finanalyst/error.h>

enum { FS_NAME_BYTES = 224 };

/* A file that is being written, under a name of its own, locked so that nobody takes it for a leftover. */
typedef struct fs_draft {
    int fd;
    char name[FS_NAME_BYTES];
} fs_draft;

/* Opens the folder, makes it when only it is missing, and removes what crashed writers left. *fd is the folder's. */
fa_status fs_folder_open(const char *path, int *fd, fa_error *err);
/* Begins a draft. counter: any number, to try names from. */
fa_status fs_folder_begin(int fd, unsigned counter, fs_draft *draft, fa_error *err);
/* Makes the draft durable under its final name. FA_ECONFLICT: that is taken. The draft is ended either way. */
fa_status fs_folder_commit(int fd, fs_draft *draft, const char *name, fa_error *err);
/* Ends the draft without a trace. */
void fs_folder_abandon(int fd, fs_draft *draft);
/* Removes a file, durably; none of that name: FA_OK. */
fa_status fs_folder_remove(int fd, const char *name, fa_error *err);

/* Writes all, or fails. */
fa_status fs_folder_write(int fd, const void *bytes, size_t len, fa_error *err);
/* Reads len bytes at an offset, fewer at the end of the file: *got says how many. */
fa_status fs_folder_read(int fd, void *bytes, size_t len, off_t at, size_t *got, fa_error *err);
/* As fsync, which a signal does not end. */
int fs_folder_sync(int fd);
/* A failure from errno: "cannot <doing>: …". */
fa_status fs_folder_fail(fa_error *err, const char *doing);

#endif
