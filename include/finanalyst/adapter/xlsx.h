/* adapter/xlsx.h: sheets as an Excel workbook. */
#ifndef FINANALYST_ADAPTER_XLSX_H
#define FINANALYST_ADAPTER_XLSX_H

#include <finanalyst/sheets.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Sheets as a workbook (Office Open XML), by libxlsxwriter, which allocates by itself. Rows wait in temporary files; the
 * workbook goes to write when the sheets are finished. Numbers of up to 15 digits are numbers, longer ones, which Excel
 * would round, are text; texts beyond Excel's 32,767 characters are cut, and end in "…". Every text is a string, whatever it begins
 * with. created: what the workbook says of itself; the same sheets give the same bytes. The locale's decimal point must be
 * a point. The caller closes *out. FA_EUNAVAILABLE: no temporary file; FA_ETOOLARGE: more than a workbook holds. */
FA_API fa_status fa_xlsx_sheets_open(fa_write_fn write, void *payload, fa_time created, fa_sheets *out,
                                     fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
