/* SPDX-License-Identifier: MIT */
/*
 * random_facts.h -- a small world out of dice, as events for facts without a store.
 *
 * Units u0 (the city) to u6 in three levels, with links that change and some
 * that wait for a unit that never comes; persons 1 to RANDOM_PERSONS, groups,
 * teams, sessions with every kind of date, attendances, headcounts, voids, plan
 * items, populations.  No cycle of units can come up.
 */
#ifndef TESTS_SUPPORT_RANDOM_FACTS_H
#define TESTS_SUPPORT_RANDOM_FACTS_H

#include "tests/support/events.h"
#include "tests/support/world.h"

enum { RANDOM_UNITS = 7, RANDOM_PERSONS = 9, RANDOM_SESSIONS = 8, RANDOM_TEAMS = 2, RANDOM_ITEMS = 4, RANDOM_GROUPS = 3 };
enum { RANDOM_EVENTS = 150 /* of one world */ };

extern const char *const random_groups[RANDOM_GROUPS];
extern const char *const random_categories[5];

/* One event about something of the world. */
struct event *random_event(struct world *world, struct dice *dice);
/* The events of a world; the tree of units comes first. */
void random_events(struct world *world, struct dice *dice, struct event *events[RANDOM_EVENTS]);
/* In place. */
void random_order(struct event **events, size_t count, struct dice *dice);

/* Rules for sessions: 0 education, 1 contests; for items: 2 contests. */
struct rule_mask random_answer(const struct rule_subject *subject);

/* Where each of `events` was last given its position; 0: it is not among the facts. */
struct stating {
    struct event **events;
    uint64_t *seqs;
    size_t count;
};
/*
 * States all of them in the order they stand in, while others come and go and
 * facts are settled at random moments; at the end exactly `events` are there.
 */
void state_with_others(struct world *world, struct dice *dice, const struct stating *stating);

#endif
