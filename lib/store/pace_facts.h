/* SPDX-License-Identifier: MIT */
/*
 * pace_facts.h -- what the rows of a report do not say, and whoever judges the pace of an open period must know.
 */
#ifndef LIB_STORE_PACE_FACTS_H
#define LIB_STORE_PACE_FACTS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct reader;

struct pace_facts {
    struct str *growing; /* indicators whose numerator is people or attendances, which only come together in time */
    size_t growing_count;
};

/* Texts are in the arena. */
bool pace_facts_read(struct reader *reader, struct arena *arena, struct pace_facts *facts, struct err *err);
/* Indicators with a target somewhere of which only the share that is due is asked. Looks at every event that is no attendance. */
bool pace_facts_prorated(struct reader *reader, struct arena *arena, struct str **indicators, size_t *count, struct err *err);

#endif
