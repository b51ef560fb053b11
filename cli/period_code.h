/* SPDX-License-Identifier: MIT */
/*
 * period_code.h -- the code of an earlier period: 2024-12 before 2025-01.
 *
 * Codes count on from year to year whatever month a year begins in, so they are
 * all that is needed.
 */
#ifndef CLI_PERIOD_CODE_H
#define CLI_PERIOD_CODE_H

#include "lib/base/str.h"
#include "lib/model/period.h"

#include <stdbool.h>

/* Of months 12, of quarters 4, of halves 2, of years 1; else 0. */
int period_code_parts(struct str period);
/* The period before of the same kind; the same one a year earlier. False: periods of its kind have none. */
bool period_code_before(struct str period, char code[PERIOD_CODE_SIZE]);
bool period_code_a_year_before(struct str period, char code[PERIOD_CODE_SIZE]);

#endif
