/* SPDX-License-Identifier: MIT */
/*
 * records.h -- teams, venues, awards, publicity, talents, evidence ... for a template.
 */
#ifndef CLI_SUMMARY_RECORDS_H
#define CLI_SUMMARY_RECORDS_H

#include "cli/summary/question.h"

#include <jansson.h>

/* Sets question->teams. */
void summary_teams_choose(struct summary_question *question);
/* Sets d.teams, d.venues, d.awards, d.channels, d.topics, d.talents, d.evidence, d.partners, d.declared, and d.left_out of each. */
void summary_records_tell(const struct summary_question *question, json_t *data);

#endif
