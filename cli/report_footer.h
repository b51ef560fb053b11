/* SPDX-License-Identifier: MIT */
/*
 * report_footer.h -- the last lines of a report: what the signs for hidden figures mean, and for when all of it stands.
 */
#ifndef CLI_REPORT_FOOTER_H
#define CLI_REPORT_FOOTER_H

#include "cli/page.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/store/reader.h"

#include <stddef.h>

/* "As of 2025-03-01, log position 7.": the latest moment of at least one row. Official figures are of moments of their own. */
struct str report_moment(const struct report_row *rows, size_t count, struct arena *arena);
/* Of at least one row. */
void report_footer(struct buf *out, const struct report_row *rows, size_t count, const struct page *page, struct arena *arena);

#endif
