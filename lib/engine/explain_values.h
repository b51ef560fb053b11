/* SPDX-License-Identifier: MIT */
/*
 * explain_values.h -- texts, days and published rows as JSON, for explanations.
 */
#ifndef LIB_ENGINE_EXPLAIN_VALUES_H
#define LIB_ENGINE_EXPLAIN_VALUES_H

#include "lib/base/str.h"
#include "lib/model/day.h"
#include "lib/store/figure_row.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* How much is told. */
struct explain_telling {
    bool events;    /* the log positions of every attendance and of records about single persons, too */
    uint64_t limit; /* of each measure at most so many sessions, and so many records; 0: all */
    uint64_t close; /* what was accepted after it is marked as late; 0: nothing is */
};

/* A text, null without one; a list of words joined by spaces; a day, null without one. */
json_t *explain_text(struct str text);
json_t *explain_words(struct str words);
json_t *explain_day(day_t day);
/* Puts the columns of the published row into the object: state ... detail. */
void explain_put_row(json_t *object, const struct figure_row *row);

#endif
