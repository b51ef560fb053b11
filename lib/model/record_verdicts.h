/* SPDX-License-Identifier: MIT */
/*
 * record_verdicts.h -- what rules say about records, asked once for each and remembered, as for sessions and plan items.
 *
 * Only types that some rule is about are asked (records.asked_types).
 */
#ifndef LIB_MODEL_RECORD_VERDICTS_H
#define LIB_MODEL_RECORD_VERDICTS_H

#include "lib/model/records.h"

#include <stdbool.h>
#include <stdint.h>

struct facts;

/* The rules are others: every record is asked about again, if any. */
void records_new_rules(struct facts *facts);
/* What was asked may be lost: whoever waits is asked again. */
void records_ask_again(struct facts *facts);
/* False when the answer is to a question that was not asked, or is none any more. */
bool record_verdict(struct facts *facts, const struct verdict *verdict);
/* The record as a rule sees it. */
void record_subject(const struct record *record, struct rule_subject *subject);
/* The same, of one that waits for an answer; false when it does not. */
bool facts_record_subject(const struct facts *facts, uint32_t number, struct rule_subject *subject);

#endif
