/* SPDX-License-Identifier: MIT */
/*
 * headings.h -- what columns are usually called: 状态 is status, 活动日期 is when.
 */
#ifndef CLI_IMPORT_HEADINGS_H
#define CLI_IMPORT_HEADINGS_H

#include "cli/import/target.h"
#include "lib/base/arena.h"

/* For comparing headings: without blanks, case, stars, colons, and what stands in brackets at the end. */
struct str heading_key(struct arena *arena, struct str heading);
/* The field that a heading usually names; false when none of this type is meant. *is_name: it holds names of people. */
bool heading_target(enum event_type type, struct str heading, struct arena *arena, struct target *target, bool *is_name);

/* The table, for the page that shows it and its test: false when there is no i-th. fields: joined by spaces. */
bool heading_row(size_t i, struct str *heading, struct str *fields);

#endif
