/* SPDX-License-Identifier: MIT */
/*
 * report_csv.h -- figures as comma-separated values (RFC 4180, lines end with a newline alone): stable.
 *
 * The columns of the JSON row under the same names; null is empty, flags are
 * joined by spaces, notes are "undated=1 unknown_home=3".
 */
#ifndef CLI_REPORT_CSV_H
#define CLI_REPORT_CSV_H

#include "lib/base/buf.h"
#include "lib/store/reader.h"

/* The line of names, then the rows in the order given. */
void report_csv(struct buf *out, const struct report_row *rows, size_t count);

#endif
