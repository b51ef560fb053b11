/* SPDX-License-Identifier: MIT */
/*
 * import_place.h -- where in a sheet something is wrong, in the words of people who look at it.
 */
#ifndef CLI_IMPORT_IMPORT_PLACE_H
#define CLI_IMPORT_IMPORT_PLACE_H

#include "lib/base/buf.h"

#include <stdint.h>

struct import_table;
struct issue;

/* "sheet.xlsx, sheet 签到, row 5, column C (状态): bad_field: what is wrong". */
void import_put_issue(const struct import_table *table, uint64_t row, const struct issue *issue, struct buf *out);
/* The same place of what the daemon refused at a path of the event, without the reason. */
void import_put_path(const struct import_table *table, uint64_t row, struct str path, struct buf *out);

#endif
