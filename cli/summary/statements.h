/* SPDX-License-Identifier: MIT */
/*
 * statements.h -- what a unit posted about sessions, plans, teams, venues: of each thing the statement that holds.
 */
#ifndef CLI_SUMMARY_STATEMENTS_H
#define CLI_SUMMARY_STATEMENTS_H

#include "cli/summary/told.h"
#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/store/unit_events.h"

#include <stdbool.h>
#include <stddef.h>

struct statements {
    struct told_event *told; /* in order of date, then of the log */
    size_t count;
};

/*
 * Of the events those of these types, and of those about one thing the greatest.
 * thing: the member of data that names it ("team"), or NULL: each is a thing of
 * its own.  by_date: as unit_event_cmp.  Events are borrowed.
 */
void statements_choose(struct statements *statements, const struct unit_event *events, size_t count, const struct str *types,
                       size_t type_count, const char *thing, bool by_date, struct arena *arena);
void statements_free(struct statements *statements);
/* The one about the thing, or NULL. */
const struct told_event *statements_about(const struct statements *statements, const char *thing, struct str code);

#endif
