/* SPDX-License-Identifier: MIT */
/*
 * rule_answers.h -- what the rule worker answers, on its way to the writer.
 *
 * Notes in passing what the answers cost and which plugins failed.
 */
#ifndef DAEMON_RULE_ANSWERS_H
#define DAEMON_RULE_ANSWERS_H

#include "lib/base/err.h"
#include "lib/base/str.h"

struct message;
struct roster;

/* The body of a frame VERDICTS or SCORES as a message to put into the writer's queue; NULL: it cannot be read. */
struct message *rule_answers_verdicts(struct str body, struct roster *roster, struct err *err);
struct message *rule_answers_scores(struct str body, struct roster *roster, struct err *err);

#endif
