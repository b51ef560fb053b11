/* SPDX-License-Identifier: MIT */
/*
 * plan.h -- what was planned, what became of it, and what is planned next, for a template.
 *
 * Whether an item counts as done in time is for the figure plan_completion to
 * say; here stands which sessions name it.
 */
#ifndef CLI_SUMMARY_PLAN_H
#define CLI_SUMMARY_PLAN_H

#include "cli/summary/question.h"

#include <jansson.h>

/* Sets d.plan and d.next_plan; question->sessions were chosen. */
void summary_plan_tell(const struct summary_question *question, json_t *data);

#endif
