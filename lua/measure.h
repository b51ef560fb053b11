/* SPDX-License-Identifier: MIT */
/*
 * measure.h -- t.people, t.periods and their like as JSON; their rules get numbers.
 */
#ifndef LUA_MEASURE_H
#define LUA_MEASURE_H

#include "lib/model/ruleset.h"
#include "lua/writer.h"

/* The measure at the stack index. role: "numerator", for the names of rules. Raises where its options do not fit each other. */
void measure_put(struct writer *writer, struct buf *json, int measure, const char *role);
/* A list of them. */
void measure_put_list(struct writer *writer, struct buf *json, int list, const char *role);

#endif
