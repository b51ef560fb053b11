/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* qsort_r */
#include "lib/model/teams.h"

#include "lib/base/mem.h"
#include "lib/model/people.h"
#include "lib/model/people_set.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

void
teams_init(struct teams *teams, const struct log_order *log)
{
    *teams = (struct teams){ .log = log };
}

void
teams_free(struct teams *teams)
{
    for (size_t i = 0; i < teams->count; i++) {
        free(teams->teams[i].statements);
        free(teams->teams[i].memberships);
    }
    free(teams->teams);
    codebook_free(&teams->codes);
    codebook_free(&teams->texts);
    *teams = (struct teams){ 0 };
}

uint32_t
teams_number(struct teams *teams, struct str code)
{
    uint32_t number = codebook_add(&teams->codes, code);

    while (teams->count < teams->codes.count) {
        teams->teams = mem_grow(teams->teams, teams->count, &teams->capacity, sizeof *teams->teams);
        teams->teams[teams->count++] = (struct team){ 0 };
    }
    return number;
}

/* The number first: giving one may move the array. */
static struct team *
team_of(struct teams *teams, struct str code)
{
    uint32_t number = teams_number(teams, code);

    return &teams->teams[number];
}

static struct str
keep(struct teams *teams, struct str text)
{
    if (!text.ptr)
        return text;
    return codebook_name(&teams->texts, codebook_add(&teams->texts, text));
}

void
teams_state(struct teams *teams, const struct event *event, uint64_t seq, struct units *units)
{
    const struct team_put *put = &event->as.team_put;
    struct team *team = team_of(teams, put->team);

    team->statements = mem_grow(team->statements, team->count, &team->capacity, sizeof *team->statements);
    team->statements[team->count++] = (struct team_statement){
        .base = { seq, event->at, event->rev },
        .unit = units_number(units, put->unit),
        .name = keep(teams, put->name),
        .category = keep(teams, put->category),
        .kind = put->kind,
        .founded = put->has_founded ? put->founded : DAY_MIN,
        .dissolved = put->has_dissolved ? put->dissolved : DAY_MAX,
    };
}

bool
teams_withdraw(struct teams *teams, const struct event *event, uint64_t seq)
{
    struct team *team = team_of(teams, event->as.team_put.team);

    for (size_t i = 0; i < team->count; i++) {
        if (team->statements[i].base.seq != seq)
            continue;
        team->statements[i] = team->statements[--team->count];
        return true;
    }
    return false;
}

void
teams_change_member(struct teams *teams, const struct event *event, uint64_t seq)
{
    struct team *team = team_of(teams, event->as.team_change.team);

    team->memberships = mem_grow(team->memberships, team->membership_count, &team->membership_capacity,
                                 sizeof *team->memberships);
    team->memberships[team->membership_count++] = (struct membership){
        .base = { seq, event->at, event->rev },
        .person = event->persons[0],
        .joins = event->type == EVENT_TEAM_JOIN,
    };
    team->sorted_for = NULL;
}

bool
teams_withdraw_member(struct teams *teams, const struct event *event, uint64_t seq)
{
    struct team *team = team_of(teams, event->as.team_change.team);

    for (size_t i = 0; i < team->membership_count; i++) {
        if (team->memberships[i].base.seq != seq)
            continue;
        team->memberships[i] = team->memberships[--team->membership_count];
        team->sorted_for = NULL;
        return true;
    }
    return false;
}

const struct team_statement *
team_current(const struct teams *teams, uint32_t team, struct units *units)
{
    const struct team_statement *held = NULL;
    const struct team *of;

    if (team >= teams->count)
        return NULL;
    of = &teams->teams[team];
    for (size_t i = 0; i < of->count; i++) {
        const struct team_statement *statement = &of->statements[i];
        if (!unit_known(units, statement->unit))
            continue;
        if (!held || statement_cmp_single(&statement->base, &held->base, units->default_zone, teams->log) > 0)
            held = statement;
    }
    return held;
}

struct member_order {
    const struct teams *teams;
    const struct zone *zone;
};

/* The number that stands for a member. */
static uint32_t
member_of(const struct teams *teams, const struct membership *membership)
{
    return teams->people ? people_canonical(teams->people, membership->person) : membership->person;
}

void
teams_merged(struct teams *teams)
{
    for (size_t i = 0; i < teams->count; i++)
        teams->teams[i].sorted_for = NULL;
}

static int
membership_cmp(const void *a, const void *b, void *ctx)
{
    const struct membership *x = a, *y = b;
    const struct member_order *order = ctx;

    uint32_t a_person = member_of(order->teams, x), b_person = member_of(order->teams, y);

    if (a_person != b_person)
        return a_person < b_person ? -1 : 1;
    return statement_cmp_single(&x->base, &y->base, order->zone, order->teams->log);
}

/* Brings them into the order of person and day. */
static void
sort_memberships(struct teams *teams, struct team *team, const struct zone *zone)
{
    struct member_order order = { teams, zone };

    if (team->sorted_for != zone && team->membership_count > 0)
        qsort_r(team->memberships, team->membership_count, sizeof *team->memberships, membership_cmp, &order);
    team->sorted_for = zone;
}

/* The day on which the next statement about the same person takes over; DAY_MAX: none does. */
static day_t
until(const struct teams *teams, const struct team *team, size_t i, const struct zone *zone)
{
    if (i + 1 == team->membership_count || member_of(teams, &team->memberships[i + 1]) != member_of(teams, &team->memberships[i]))
        return DAY_MAX;
    return when_first_day(&team->memberships[i + 1].base.at, zone);
}

struct people_set *
team_members(struct teams *teams, uint32_t team, day_t day, const struct units *units)
{
    struct team *of = &teams->teams[team];
    const struct zone *zone = units_root_zone(units);
    struct people_set *members = people_set_new();

    sort_memberships(teams, of, zone);
    for (size_t i = 0; i < of->membership_count; i++) {
        const struct membership *change = &of->memberships[i];
        if (until(teams, of, i, zone) > day && when_first_day(&change->base.at, zone) <= day && change->joins)
            people_set_add(members, member_of(teams, change));
    }
    return members;
}

/* How many of the days the i-th statement makes its person a member. */
static int64_t
member_days(const struct teams *teams, const struct team *team, size_t i, day_t first, day_t end, const struct zone *zone)
{
    day_t from = when_first_day(&team->memberships[i].base.at, zone), to = until(teams, team, i, zone);

    from = from < first ? first : from;
    to = to > end ? end : to;
    return team->memberships[i].joins && to > from ? to - from : 0;
}

struct people_set *
team_members_half(struct teams *teams, uint32_t team, day_t first, day_t end, const struct units *units)
{
    struct people_set *members = team_members(teams, team, end - 1, units);
    const struct zone *zone = units_root_zone(units);
    const struct team *of = &teams->teams[team];
    int64_t days = 0;

    for (size_t i = 0; i < of->membership_count; i++) {
        if (i > 0 && member_of(teams, &of->memberships[i - 1]) != member_of(teams, &of->memberships[i]))
            days = 0;
        days += member_days(teams, of, i, first, end, zone);
        if (days * 2 >= end - first)
            people_set_add(members, member_of(teams, &of->memberships[i]));
    }
    return members;
}
