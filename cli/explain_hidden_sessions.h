/* SPDX-License-Identifier: MIT */
/*
 * explain_hidden_sessions.h -- which sessions of an explanation must not say how many people came.
 */
#ifndef CLI_EXPLAIN_HIDDEN_SESSIONS_H
#define CLI_EXPLAIN_HIDDEN_SESSIONS_H

#include "cli/suppression.h"
#include "lib/base/arena.h"
#include "lib/base/codebook.h"

#include <jansson.h>
#include <stdbool.h>

/* Units and months, and perhaps categories, of which the report hides a figure. */
struct hidden_months {
    struct codebook keys;
    struct str unit; /* that is explained */
};

/* "2025-03": the month in which it began; in the arena. */
struct str month_of_session(const json_t *session, struct arena *arena);

/* suppression: of the months in question, too. */
void hidden_months_find(struct hidden_months *months, const struct suppression *suppression, const json_t *row);
void hidden_months_free(struct hidden_months *months);

/* Takes the numbers out of the measure's sessions that must not have them; all: of a figure that is hidden. */
void hidden_sessions(const struct hidden_months *months, json_t *measure, struct disclosure_rule rule, bool all);

#endif
