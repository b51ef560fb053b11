/* SPDX-License-Identifier: MIT */
/*
 * world.h -- facts without a store: a table of events stands for the log.
 *
 * Each make_ function gives an event of an identity of its own (source "test",
 * id by its number, rev 1), to be changed at will before world_state gives it a
 * log position and lets it join the facts.  Dates are as they are posted:
 * "2025-03-01", "2025-03", "2025-03-31T16:30:00Z".
 */
#ifndef TESTS_SUPPORT_WORLD_H
#define TESTS_SUPPORT_WORLD_H

#include "lib/model/event.h"
#include "lib/model/facts.h"

#include <stddef.h>
#include <stdint.h>

struct world {
    struct arena arena;        /* of the events */
    const struct event **log;  /* by position - 1 */
    size_t count, capacity;
    unsigned next_id;
    struct facts facts;
};

void world_init(struct world *world);
void world_free(struct world *world);

struct event *make_event(struct world *world, enum event_type type, const char *at);
struct event *make_unit(struct world *world, const char *unit, const char *parent, const char *at); /* a community; parent may be NULL */
struct event *make_population(struct world *world, const char *unit, const char *group, uint32_t count, const char *at); /* usual; group may be NULL */
struct event *make_person(struct world *world, uint32_t person, const char *home, const char *groups, const char *at); /* home may be NULL; groups by spaces */
struct event *make_team(struct world *world, const char *team, const char *unit);
struct event *make_member(struct world *world, const char *team, uint32_t person, bool joins, const char *at);
struct event *make_item(struct world *world, const char *item, const char *unit, const char *window);
struct event *make_held(struct world *world, const char *activity, const char *unit, const char *category, const char *start);
struct event *make_void(struct world *world, const char *activity, uint32_t rev);
struct event *make_attendance(struct world *world, const char *activity, uint32_t person, enum attendance_status status);
struct event *make_headcount(struct world *world, const char *activity, uint32_t total);

/* A list of the words. */
struct str_list make_list(struct world *world, const char *words);
/* by_group from "elderly=3 youth=2". */
void set_by_group(struct world *world, struct event *headcount, const char *counts);
struct when make_when(const char *text);
day_t make_day(const char *text);

/* The event's position in the log; it joins nothing. */
uint64_t world_log(struct world *world, const struct event *event);
/* The same, and it joins the facts. */
uint64_t world_state(struct world *world, const struct event *event);
/* The event at the position leaves the facts; joins them again. */
void world_withdraw(struct world *world, uint64_t seq);
void world_restore(struct world *world, uint64_t seq);
/* Settles; every session and item that waits is answered with no rule, or by what answer_fn says. */
typedef struct rule_mask (*answer_fn)(const struct rule_subject *subject);
void world_settle(struct world *world, answer_fn answer);

/* Numbers of codes; CODE_NONE when there is none. */
uint32_t unit_number(const struct world *world, const char *unit);
uint32_t team_number(const struct world *world, const char *team);
uint32_t category_number(const struct world *world, const char *category);
uint32_t group_number(const struct world *world, const char *group);
struct session *session_of(struct world *world, const char *activity);

#endif
