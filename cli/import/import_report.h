/* SPDX-License-Identifier: MIT */
/*
 * import_report.h -- what an import came to, in words.
 */
#ifndef CLI_IMPORT_IMPORT_REPORT_H
#define CLI_IMPORT_IMPORT_REPORT_H

#include "cli/import/import.h"

/* "sheet.xlsx, sheet 签到, row 5, column C (状态)" of a line that the daemon refused at that path. */
void import_put_place(const struct import *import, uint64_t line, struct str path, struct buf *out);
/* What a dry run says: tables with their columns, totals, the first event. */
void import_put_trial(const struct import *import, struct buf *out);
/* "23 rows, 22 of them events, 1 refused". */
void import_put_totals(const struct import *import, struct buf *out);

#endif
