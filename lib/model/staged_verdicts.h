/* SPDX-License-Identifier: MIT */
/*
 * staged_verdicts.h -- what rules say that are not in force, beside what the live ones say.
 *
 * Their bits lie behind those of the live rules, so that one set of facts
 * answers for both sets of rules.  Buckets whose sessions all say the same keep
 * their people; of the others those sessions that some staged rule selects go
 * into buckets of their own, and are counted again.
 */
#ifndef LIB_MODEL_STAGED_VERDICTS_H
#define LIB_MODEL_STAGED_VERDICTS_H

#include "lib/model/ruleset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct facts;

/* Which subjects are to be asked about. */
struct staged_question {
    bool sessions, items;
    uint64_t types; /* 1 << event_type: of records */
};

/* The subjects, from *place on (0 at first), at most `room`; 0: that was all. Facts are settled. */
size_t staged_subjects(const struct facts *facts, const struct staged_question *question, size_t *place,
                       struct rule_subject *subjects, size_t room);
/* How many places there are: for progress. */
size_t staged_places(const struct facts *facts);

/* Answers, with the bits that they add; of sessions they join the tally together, later. */
struct staged_verdicts {
    struct rule_mask *sessions; /* by number; NULL: none is there yet */
};
void staged_verdict(struct staged_verdicts *verdicts, struct facts *facts, const struct verdict *verdict);
/* All sessions are there: joins them. After it the live figures are what they were. Frees what it was given. */
void staged_verdicts_join(struct staged_verdicts *verdicts, struct facts *facts);

#endif
