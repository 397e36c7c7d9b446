/* support/temp_dir.h: folders that a test may fill. */
#ifndef FA_TEST_TEMP_DIR_H
#define FA_TEST_TEMP_DIR_H

enum { TEMP_DIR_PATH = 256 };

/* Makes a new, empty folder under $TMPDIR or the system's place for such; ends the program when it cannot. */
void temp_dir_make(char path[TEMP_DIR_PATH]);
/* Removes a folder and all in it. */
void temp_dir_remove(const char *path);

#endif
