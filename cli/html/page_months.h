/* SPDX-License-Identifier: MIT */
/*
 * page_months.h -- the months behind a page's periods, of the few figures that are drawn as lines.
 *
 * Also those a year before, so that the same months can be compared.
 */
#ifndef CLI_HTML_PAGE_MONTHS_H
#define CLI_HTML_PAGE_MONTHS_H

#include "cli/html/page_names.h"
#include "cli/other_periods.h"

#include <stdbool.h>

/* The months in the rows' periods that are longer than one, and so many before them; *codes in the arena. */
void page_months_codes(const struct report_row *rows, size_t count, int before, struct arena *arena, struct str **codes,
                       size_t *code_count);
/* Reads them for the units that the filter lets through; inside the transaction of the report. */
bool page_months_read(struct other_periods *months, struct reader *reader, const struct report_filter *filter,
                      const struct report_row *rows, size_t count, bool full, struct arena *arena, struct err *err);
/* [unit, indicator, month of the first, values]: months count on from year to year (year * 12 + month - 1). */
json_t *page_months(struct page_names *names, const struct other_periods *months);

#endif
