/* SPDX-License-Identifier: MIT */
/*
 * teams.h -- teams and who belonged to them on a day (domain.md D1, D3).
 *
 * A team is a single thing: its greatest statement holds, whole.  Membership of
 * a person is dated: member from the day of joining up to, not including, the
 * day of leaving.
 */
#ifndef LIB_MODEL_TEAMS_H
#define LIB_MODEL_TEAMS_H

#include "lib/base/codebook.h"
#include "lib/model/event.h"
#include "lib/model/statement.h"
#include "lib/model/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct people;
struct people_set;

struct team_statement {
    struct statement base;
    uint32_t unit;
    struct str name, category; /* interned; ptr NULL: none */
    enum team_kind kind;
    day_t founded, dissolved;  /* [founded, dissolved) */
};

struct membership { /* one join or leave */
    struct statement base;
    uint32_t person;
    bool joins;
};

struct team {
    struct team_statement *statements;
    size_t count, capacity;
    struct membership *memberships;
    size_t membership_count, membership_capacity;
    bool was_known; /* when facts last settled */
    const struct zone *sorted_for; /* the memberships are in order of person and day in this zone; NULL: not sorted */
};

struct teams {
    const struct log_order *log;
    const struct people *people; /* who is the same person; NULL: nobody is */
    struct codebook codes, texts;
    struct team *teams; /* by number; as many as codes.count */
    size_t count, capacity;
};

void teams_init(struct teams *teams, const struct log_order *log);
void teams_free(struct teams *teams);
uint32_t teams_number(struct teams *teams, struct str code);

void teams_state(struct teams *teams, const struct event *event, uint64_t seq, struct units *units);
bool teams_withdraw(struct teams *teams, const struct event *event, uint64_t seq);
void teams_change_member(struct teams *teams, const struct event *event, uint64_t seq);
bool teams_withdraw_member(struct teams *teams, const struct event *event, uint64_t seq);

/* The statement that holds among those whose unit is known; NULL: the team is unknown. */
const struct team_statement *team_current(const struct teams *teams, uint32_t team, struct units *units);
/* Persons were merged, or are not any more. */
void teams_merged(struct teams *teams);
/* The members on a day; owned by the caller. */
struct people_set *team_members(struct teams *teams, uint32_t team, day_t day, const struct units *units);
/* The same, and whoever was a member for at least half of the days [first, end) but left. */
struct people_set *team_members_half(struct teams *teams, uint32_t team, day_t first, day_t end, const struct units *units);

#endif
