/* SPDX-License-Identifier: MIT */
/*
 * headcounts.h -- how many came to a session, where they were counted by head and may be told.
 *
 * What is hidden of single sessions is what `turnout explain` hides.  And
 * where some session of a month was not counted by head, nothing is told of that
 * month's: what is left of the printed attendances would be that session's.
 */
#ifndef CLI_SUMMARY_HEADCOUNTS_H
#define CLI_SUMMARY_HEADCOUNTS_H

#include "cli/summary/question.h"
#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

struct headcounts {
    struct str unit;
    const struct told_event **sessions;
    json_t **objects; /* of the data, borrowed: those of the sessions */
    unsigned *groups; /* their months' places, or SUMMARY_MONTHS_MAX: in none */
    size_t count, session_capacity, object_capacity, group_capacity;
    bool is_shut[SUMMARY_MONTHS_MAX + 1]; /* by group: nothing is told there */
};

void headcounts_expect(struct headcounts *headcounts, const struct told_event *session, json_t *object, unsigned group);
/* Sets `headcount` in the objects. */
bool headcounts_tell(struct headcounts *headcounts, const struct summary_question *question, struct err *err);
void headcounts_free(struct headcounts *headcounts);

#endif
