/* SPDX-License-Identifier: MIT */
/*
 * strip.h -- "something every month" as twelve boxes: 1■ 2■ 3□ … 12□  7/12  missing: 3, …
 *
 * A figure about sub-periods carries its detail as "month=110x;quarter=11..":
 * a letter each: 1 met, 0 missed, + and - in progress (met, not yet met),
 * . not expected.
 */
#ifndef CLI_STRIP_H
#define CLI_STRIP_H

#include "lib/base/arena.h"
#include "lib/base/str.h"
#include "lib/model/period.h"

#include <stdbool.h>
#include <stdint.h>

struct strip {
    enum period_kind every;
    struct str marks;
};

/* What the boxes stand for: activities that were held, or items of a plan. */
enum strip_topic { STRIP_HELD, STRIP_PLANNED };

/* Takes the next known part off the front of *detail; false at its end. */
bool strip_next(struct str *detail, struct strip *strip);
struct strip_count {
    int64_t met, missed; /* what is in progress or not expected is neither */
};

struct strip_count strip_count(const struct strip *strip);
/* As a line; `first` is the number of its first box: 7 for the months of July to December. */
struct str strip_text(const struct strip *strip, enum strip_topic topic, unsigned first, struct arena *arena);
/* The number of the first sub-period of that kind in a period with that code which begins in that month. */
unsigned strip_first(enum period_kind every, struct str period_code, int first_month);

#endif
