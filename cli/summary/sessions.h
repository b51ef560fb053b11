/* SPDX-License-Identifier: MIT */
/*
 * sessions.h -- what took place, month by month, for a template.
 *
 * Which sessions a unit is credited with is for the figures to say; these are
 * those that it or a unit below it posted or hosted with others.  Where there
 * are more than SUMMARY_LIST_MAX only its own and the large ones are told, and
 * how many are left out.
 */
#ifndef CLI_SUMMARY_SESSIONS_H
#define CLI_SUMMARY_SESSIONS_H

#include "cli/summary/question.h"
#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

/* Sets question->sessions. */
void summary_sessions_choose(struct summary_question *question);
/* Is it a session that was held, wholly in the period? */
bool summary_session_counts(const struct summary_question *question, const struct told_event *session);
/* Sets d.months, d.spanning, d.cancelled, d.session_count and d.left_out.sessions. */
bool summary_sessions_tell(const struct summary_question *question, json_t *data, struct err *err);

#endif
