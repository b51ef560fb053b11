/* SPDX-License-Identifier: MIT */
/*
 * records.h -- teams, venues, awards, publicity, talents, evidence ... for a template.
 */
#ifndef CLI_SUMMARY_RECORDS_H
#define CLI_SUMMARY_RECORDS_H

#include "cli/summary/question.h"
#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

/* Reads question->teams. */
bool summary_teams_read(struct summary_question *question, struct err *err);
/* Sets d.teams, d.venues, d.awards, d.channels, d.topics, d.talents, d.evidence, d.partners, d.declared, and d.left_out of each. */
bool summary_records_tell(const struct summary_question *question, json_t *data, struct err *err);

#endif
