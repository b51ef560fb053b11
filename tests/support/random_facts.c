/* SPDX-License-Identifier: MIT */
#include "tests/support/random_facts.h"

#include <stdio.h>
#include <stdlib.h>

const char *const random_groups[RANDOM_GROUPS] = { "elderly", "women", "youth" };
const char *const random_categories[5] = { "edu", "edu.law", "edu.science", "culture", "sport.contest" };

static unsigned
roll(struct dice *dice, unsigned bound)
{
    return dice_below(dice, bound);
}

static const char *
code(struct world *world, char kind, unsigned number)
{
    return arena_printf(&world->arena, "%c%u", kind, number).ptr;
}

static const char *
some_unit(struct world *world, struct dice *dice)
{
    return roll(dice, 30) == 0 ? "ghost" : code(world, 'u', roll(dice, RANDOM_UNITS));
}

static const char *
some_day(struct world *world, struct dice *dice)
{
    unsigned year = 2024 + (roll(dice, 8) + 3) / 5; /* mostly 2025 */

    return arena_printf(&world->arena, "%u-%02u-%02u", year, 1 + roll(dice, 12), 1 + roll(dice, 28)).ptr;
}

/* A day, or an instant near midnight of one. */
static const char *
some_moment(struct world *world, struct dice *dice)
{
    const char *day = some_day(world, dice);

    if (roll(dice, 4) > 0)
        return day;
    return arena_printf(&world->arena, "%sT%02u:30:00%s", day, roll(dice, 24), roll(dice, 2) ? "Z" : "+08:00").ptr;
}

static const char *
some_date(struct world *world, struct dice *dice)
{
    const char *day = some_day(world, dice);

    switch (roll(dice, 10)) {
    case 0:
        return arena_printf(&world->arena, "%.4s", day).ptr;
    case 1:
        return arena_printf(&world->arena, "%.7s", day).ptr;
    case 2:
        return arena_printf(&world->arena, "%s/%.8s28", day, day).ptr; /* within the month */
    case 3:
        if (roll(dice, 2))
            return arena_printf(&world->arena, "%s/%.4s-12-28", day, day).ptr;
        return arena_printf(&world->arena, "%s/2027-01-31", day).ptr; /* lies in no year */
    default:
        return some_moment(world, dice);
    }
}

static const char *
some_groups(struct world *world, struct dice *dice)
{
    unsigned bits = roll(dice, 8);

    return arena_printf(&world->arena, "%s %s %s", bits & 1 ? random_groups[0] : "", bits & 2 ? random_groups[1] : "",
                        bits & 4 ? random_groups[2] : "").ptr;
}

/* A link to the level above; the city has none. */
static struct event *
unit_event(struct world *world, struct dice *dice, unsigned unit, const char *at)
{
    const char *parent = unit == 0 ? NULL : unit < 3 ? "u0" : code(world, 'u', roll(dice, 3));
    struct event *event;

    if (unit > 0 && roll(dice, 12) == 0)
        parent = roll(dice, 2) ? NULL : "ghost";
    event = make_unit(world, code(world, 'u', unit), parent, at);
    event->as.unit_put.level = unit == 0 ? LEVEL_CITY : unit < 3 ? LEVEL_STREET : LEVEL_COMMUNITY;
    if (roll(dice, 8) == 0)
        event->as.unit_put.tz = roll(dice, 2) ? STR("Asia/Tokyo") : STR("Europe/Paris");
    event->as.unit_put.has_opened = roll(dice, 12) == 0;
    event->as.unit_put.opened = make_day("2025-03-01") + (day_t)roll(dice, 60);
    return event;
}

static struct event *
activity_event(struct world *world, struct dice *dice)
{
    struct event *event = make_held(world, code(world, 's', roll(dice, RANDOM_SESSIONS)), some_unit(world, dice),
                                    random_categories[roll(dice, 5)], some_date(world, dice));
    struct activity_put *put = &event->as.activity_put;
    const char *cohost = some_unit(world, dice), *second = some_unit(world, dice);
    unsigned teams = roll(dice, 6);

    if (roll(dice, 8) == 0)
        event->type = EVENT_ACTIVITY_CANCELLED;
    if (roll(dice, 3) == 0 && !str_eq(str_of(cohost), put->unit))
        put->cohosts = make_list(world, cohost);
    if (put->cohosts.count > 0 && strcmp(second, cohost) != 0 && !str_eq(str_of(second), put->unit))
        put->cohosts = make_list(world, arena_printf(&world->arena, "%s %s", cohost, second).ptr);
    if (teams < 4)
        put->teams = make_list(world, teams == 0 ? "t0 t1" : teams == 1 ? "t1" : teams == 2 ? "t0" : "");
    put->kind = roll(dice, 3) == 0 ? KIND_CONTEST : KIND_OTHER;
    put->role = roll(dice, 4) == 0 ? ROLE_GUEST : ROLE_HOST;
    put->has_minutes = roll(dice, 3) == 0;
    put->minutes = 30 * roll(dice, 4);
    if (put->start.precision == WHEN_INSTANT && roll(dice, 2)) {
        put->end = put->start;
        put->end.instant += 60 * 30 * (int)roll(dice, 4);
    }
    if (roll(dice, 12) == 0)
        put->start = (struct when){ 0 };
    if (roll(dice, 12) == 0)
        put->item = STR("i0");
    return event;
}

static struct event *
attendance_event(struct world *world, struct dice *dice)
{
    struct event *event = make_attendance(world, code(world, 's', roll(dice, RANDOM_SESSIONS)), 1 + roll(dice, RANDOM_PERSONS),
                                          roll(dice, 3) ? STATUS_PRESENT : roll(dice, STATUSES));
    struct attendance *put = &event->as.attendance;

    put->role = roll(dice, 3) ? ATTEND_PARTICIPANT : roll(dice, ATTEND_ROLES);
    put->has_minutes = roll(dice, 3) == 0;
    put->minutes = (uint16_t)(30 * roll(dice, 4));
    if (roll(dice, 6) == 0) {
        uint32_t first = event->persons[0];
        event->persons = arena_array(&world->arena, 3, sizeof *event->persons);
        for (event->person_count = 0; event->person_count < 3; event->person_count++)
            event->persons[event->person_count] = 1 + (first + event->person_count * 2) % RANDOM_PERSONS;
        event->persons_listed = true;
    }
    return event;
}

static struct event *
headcount_event(struct world *world, struct dice *dice)
{
    struct event *event = make_headcount(world, code(world, 's', roll(dice, RANDOM_SESSIONS)), roll(dice, 9));
    struct headcount *put = &event->as.headcount;

    event->source = roll(dice, 2) ? STR("door") : STR("stage");
    put->has_residents = roll(dice, 2);
    put->residents = roll(dice, put->total + 1);
    put->includes_named = roll(dice, 3) > 0;
    put->method = roll(dice, 3) == 0 ? HEADCOUNT_ESTIMATED : HEADCOUNT_COUNTED;
    if (roll(dice, 2))
        set_by_group(world, event, arena_printf(&world->arena, "elderly=%u youth=%u", roll(dice, 6), roll(dice, 6)).ptr);
    return event;
}

static struct event *
population_event(struct world *world, struct dice *dice)
{
    unsigned group = roll(dice, 5);

    return make_population(world, some_unit(world, dice), group < RANDOM_GROUPS ? random_groups[group] : NULL, roll(dice, 12),
                           some_moment(world, dice));
}

static struct event *
item_event(struct world *world, struct dice *dice)
{
    const char *day = some_day(world, dice);
    struct event *event = make_item(world, code(world, 'i', roll(dice, RANDOM_ITEMS)), some_unit(world, dice), day);
    struct plan_put *put = &event->as.plan_put;

    if (roll(dice, 2))
        put->window = make_when(arena_printf(&world->arena, "%.7s", day).ptr);
    if (roll(dice, 3) == 0)
        put->team = roll(dice, 2) ? STR("t0") : STR("t1");
    if (roll(dice, 2))
        put->category = str_of(random_categories[roll(dice, 5)]);
    put->has_kind = roll(dice, 2);
    put->kind = KIND_CONTEST;
    return event;
}

static struct event *
team_event(struct world *world, struct dice *dice)
{
    struct event *event = make_team(world, code(world, 't', roll(dice, RANDOM_TEAMS)), some_unit(world, dice));

    event->as.team_put.has_founded = roll(dice, 4) == 0;
    event->as.team_put.founded = make_day("2025-04-01");
    return event;
}

static struct event *
any_event(struct world *world, struct dice *dice)
{
    unsigned kind = roll(dice, 100);

    if (kind < 6)
        return unit_event(world, dice, roll(dice, RANDOM_UNITS), some_moment(world, dice));
    if (kind < 20)
        return make_person(world, 1 + roll(dice, RANDOM_PERSONS), roll(dice, 6) ? some_unit(world, dice) : NULL,
                           some_groups(world, dice), some_moment(world, dice));
    if (kind < 24)
        return team_event(world, dice);
    if (kind < 30)
        return make_member(world, code(world, 't', roll(dice, RANDOM_TEAMS)), 1 + roll(dice, RANDOM_PERSONS), roll(dice, 3) > 0,
                           some_moment(world, dice));
    if (kind < 42)
        return activity_event(world, dice);
    if (kind < 44)
        return make_void(world, code(world, 's', roll(dice, RANDOM_SESSIONS)), 1 + roll(dice, 2));
    if (kind < 52)
        return headcount_event(world, dice);
    if (kind < 58)
        return population_event(world, dice);
    if (kind < 62)
        return item_event(world, dice);
    return attendance_event(world, dice);
}

struct event *
random_event(struct world *world, struct dice *dice)
{
    struct event *event = any_event(world, dice);

    if (event->type != EVENT_ACTIVITY_VOID)
        event->rev = 1 + roll(dice, 2);
    if (roll(dice, 3) == 0 && (event->type == EVENT_ATTENDANCE || event->type == EVENT_HEADCOUNT))
        event->at = make_when(some_moment(world, dice));
    return event;
}

void
random_events(struct world *world, struct dice *dice, struct event *events[RANDOM_EVENTS])
{
    for (unsigned i = 0; i < RANDOM_EVENTS; i++)
        events[i] = i < RANDOM_UNITS ? unit_event(world, dice, i, "2024-01-01") : random_event(world, dice);
}

void
random_order(struct event **events, size_t count, struct dice *dice)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = roll(dice, (unsigned)i);
        struct event *moved = events[i - 1];
        events[i - 1] = events[k];
        events[k] = moved;
    }
}

struct rule_mask
random_answer(const struct rule_subject *subject)
{
    struct rule_mask mask = { { 0 } };

    if (subject->kind == SUBJECT_PLAN_ITEM) {
        if (subject->plan->has_kind)
            rule_mask_set(&mask, 2);
        return mask;
    }
    if (str_starts(subject->activity->category, STR("edu")))
        rule_mask_set(&mask, 0);
    if (subject->activity->kind == KIND_CONTEST)
        rule_mask_set(&mask, 1);
    return mask;
}

void
state_with_others(struct world *world, struct dice *dice, const struct stating *stating)
{
    uint64_t passing[8] = { 0 };

    for (size_t i = 0; i < stating->count; i++) {
        unsigned guest = roll(dice, 8);
        if (passing[guest])
            world_withdraw(world, passing[guest]);
        passing[guest] = roll(dice, 2) ? world_state(world, random_event(world, dice)) : 0;
        stating->seqs[i] = world_state(world, stating->events[i]);
        if (roll(dice, 8) == 0 && i > 0) { /* one that stays comes and goes, too */
            uint64_t seq = stating->seqs[roll(dice, (unsigned)i)];
            world_withdraw(world, seq);
            if (roll(dice, 2))
                world_settle(world, random_answer);
            world_restore(world, seq);
        }
        if (roll(dice, 10) == 0)
            world_settle(world, random_answer);
    }
    for (unsigned guest = 0; guest < 8; guest++)
        if (passing[guest])
            world_withdraw(world, passing[guest]);
    world_settle(world, random_answer);
}
