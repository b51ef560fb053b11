/* SPDX-License-Identifier: MIT */
/*
 * report_beside.h -- reads what a report for people shows beside its rows: earlier figures, the months of its years.
 *
 * Costs two queries for each of both: the figures, and what of them is hidden.
 */
#ifndef CLI_REPORT_BESIDE_H
#define CLI_REPORT_BESIDE_H

#include "cli/report_view.h"
#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/reader.h"

#include <stdbool.h>
#include <stddef.h>

/* Inside the transaction of the report; the rows are those that it prints, hidden where they are to be. */
bool report_read_beside(struct report_view *view, struct reader *reader, const struct report_filter *filter,
                        const struct report_row *rows, size_t count, bool full, struct arena *arena, struct err *err);

#endif
