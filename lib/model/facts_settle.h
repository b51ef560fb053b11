/* SPDX-License-Identifier: MIT */
/*
 * facts_settle.h -- what follows from all statements together: the tree, which
 * sessions took place, who is asked for a verdict, and the verdicts.
 */
#ifndef LIB_MODEL_FACTS_SETTLE_H
#define LIB_MODEL_FACTS_SETTLE_H

#include "lib/model/ruleset.h"

#include <stdbool.h>
#include <stdint.h>

struct facts;

/* Brings everything that follows up to date. */
void facts_settle(struct facts *facts);

/* All verdicts are void; sessions / plan items need one when the ruleset has such rules. */
void facts_new_rules(struct facts *facts, bool for_sessions, bool for_items);
/* An answer; false when it is about an older version. */
bool facts_verdict(struct facts *facts, const struct verdict *verdict);
/* Everyone who waits is to be asked again. */
void facts_ask_again(struct facts *facts);
/* Fills a subject for the worker. */
void facts_session_subject(const struct facts *facts, uint32_t session, struct rule_subject *subject);
void facts_item_subject(const struct facts *facts, uint32_t item, struct rule_subject *subject);

#endif
