/* SPDX-License-Identifier: MIT */
/*
 * lent_months.h -- the unions of people that the last publication kept, for who computes a figure beside it.
 *
 * A street's year is a union of ten million attendances; the publications keep
 * it by month and add who came since.  An explanation borrows those sets
 * (lib/model/month_sets.h), so that it costs what changed since, too.
 */
#ifndef LIB_ENGINE_LENT_MONTHS_H
#define LIB_ENGINE_LENT_MONTHS_H

#include "lib/model/month_sets.h"
#include "lib/model/period.h"

#include <stdint.h>

struct facts;
struct publisher;

/* Fills empty sets, the caller's, for the unit's year around the period. publisher NULL: they borrow nothing. */
void lent_months_begin(struct month_sets *months, const struct publisher *publisher, struct facts *facts, uint32_t unit,
                       const struct period *period, int year_start_month);

#endif
