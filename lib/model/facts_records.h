/* SPDX-License-Identifier: MIT */
/*
 * facts_records.h -- records (records.h) join and leave the facts, and what each is worth is brought up to date.
 *
 * A record waits for what it names, follows its session, yields to a greater
 * statement about the same thing, or counts in the rows of one unit.
 */
#ifndef LIB_MODEL_FACTS_RECORDS_H
#define LIB_MODEL_FACTS_RECORDS_H

#include "lib/model/records.h"

#include <stdbool.h>
#include <stdint.h>

struct facts;

/* A record joins or leaves: for facts_change.c. Marks the rows that it touched. */
void records_state(struct facts *facts, const struct event *event, uint64_t seq);
void records_withdraw(struct facts *facts, const struct event *event, uint64_t seq);
/* Looks again at what is unsettled, or (all) at everything: units, teams, plan items or sessions changed. */
void records_settle(struct facts *facts, bool all);

/* The rules read other types of other people's than before (records.foreign). Only when the facts are settled. */
void records_settle_foreign(struct facts *facts);

/* Is there a live venue.put of it whose unit is known? The greatest such is *record. */
bool records_know_venue(struct facts *facts, struct str venue, const struct record **record);

#endif
