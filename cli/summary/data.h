/* SPDX-License-Identifier: MIT */
/*
 * data.h -- all that a template is given, as docs/summary.md describes it.
 *
 * From the database alone, in one read: what is told of figures is what
 * `turnout report` prints at the same moment.  Costs the rows of one unit and
 * its events other than attendances.
 */
#ifndef CLI_SUMMARY_DATA_H
#define CLI_SUMMARY_DATA_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/store/reader.h"

#include <jansson.h>
#include <stdbool.h>

/* *data is new. period: a code. full: nothing is hidden. ERR_USAGE: no such period; ERR_INPUT: there is nothing to tell. */
bool summary_data(struct reader *reader, struct str unit, struct str period, bool full, struct arena *arena, json_t **data,
                  struct err *err);

#endif
