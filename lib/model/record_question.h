/* SPDX-License-Identifier: MIT */
/*
 * record_question.h -- whether a record has to be put to the rules, and which of them wait for an answer.
 *
 * A record that counts elsewhere, on other days or at a unit of another level
 * is another question: its answer is forgotten.
 */
#ifndef LIB_MODEL_RECORD_QUESTION_H
#define LIB_MODEL_RECORD_QUESTION_H

#include "lib/model/records.h"

#include <stdbool.h>

/* Has it no answer, though it needs one? */
bool record_waits(const struct record *record);
/* It is asked about, once more. */
void record_ask(struct records *records, const struct record *record);
/* It counts no more as it did; it counts as its view says. */
void record_question_ends(struct records *records, struct record *record);
void record_question_begins(struct records *records, struct record *record);

#endif
