/* sheets.h: tables on their way into a file: CSV and Markdown (wire.h), or what a component adds (adapter/xlsx.h). */
#ifndef FINANALYST_SHEETS_H
#define FINANALYST_SHEETS_H

#include <finanalyst/decimal.h>
#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Takes tables cell by cell: a sheet begins, then its cells from left to right, each row ended. Nothing is held back for
 * longer than a row, but for what a format must count before it can write. One thread. Whatever fails, only close may
 * follow. */
typedef struct fa_sheets_ops {
    size_t struct_size;
    const char *name;
    /* Begins a sheet. Titles of one file differ. */
    fa_status (*sheet)(void *self, const char *title, fa_error *err);
    /* A cell of text, whatever it says: never a formula. "" = an empty cell. */
    fa_status (*text)(void *self, const char *text, fa_error *err);
    /* A cell that is a number. */
    fa_status (*number)(void *self, fa_decimal value, fa_error *err);
    /* head: the row named the columns. */
    fa_status (*end_row)(void *self, bool head, fa_error *err);
    /* Writes what is left. */
    fa_status (*finish)(void *self, fa_error *err);
    void (*close)(void *self);
} fa_sheets_ops;

typedef struct fa_sheets {
    const fa_sheets_ops *ops;
    void *self;
} fa_sheets;

FA_API fa_status fa_sheets_sheet(const fa_sheets *s, const char *title, fa_error *err);
FA_API fa_status fa_sheets_text(const fa_sheets *s, const char *text, fa_error *err);
FA_API fa_status fa_sheets_number(const fa_sheets *s, fa_decimal value, fa_error *err);
FA_API fa_status fa_sheets_end_row(const fa_sheets *s, bool head, fa_error *err);
FA_API fa_status fa_sheets_finish(const fa_sheets *s, fa_error *err);
/* Copes with none. What was not finished is not a whole file. */
FA_API void fa_sheets_close(fa_sheets *s);

#ifdef __cplusplus
}
#endif
#endif
