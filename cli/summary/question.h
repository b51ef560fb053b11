/* SPDX-License-Identifier: MIT */
/*
 * question.h -- what a summary is asked about, and what was read of it so far.
 */
#ifndef CLI_SUMMARY_QUESTION_H
#define CLI_SUMMARY_QUESTION_H

#include "cli/summary/figures.h"
#include "cli/summary/statements.h"
#include "lib/base/arena.h"
#include "lib/base/str.h"
#include "lib/store/reader.h"

#include <stdbool.h>

enum { SUMMARY_LIST_MAX = 300 /* of sessions, teams, venues ... in the data: more is not read on paper */ };

struct summary_question {
    struct reader *reader;
    struct arena *arena;
    struct str unit;
    struct summary_period period, next;
    day_t today;                 /* the as-of day */
    bool full;
    struct summary_figures figures;
    struct unit_event *events;   /* all that is told of, but for headcounts */
    size_t event_count;
    struct statements sessions;  /* held, and cancelled, from some months before the period to some after it */
    struct statements teams;
};

#endif
