/* SPDX-License-Identifier: MIT */
#include "tests/support/world.h"

#include "lib/base/mem.h"
#include "lib/model/facts_change.h"
#include "lib/model/facts_settle.h"
#include "lib/model/record_verdicts.h"
#include "tests/support/check.h"

#include <stdlib.h>

static const struct event *
logged(const struct world *world, uint64_t seq)
{
    if (seq == 0 || seq > world->count)
        check_failed("no log position %llu", (unsigned long long)seq);
    return world->log[seq - 1];
}

static int
identity_cmp(void *ctx, uint64_t a, uint64_t b)
{
    const struct event *x = logged(ctx, a), *y = logged(ctx, b);
    int by_source = str_cmp(x->source, y->source);

    return by_source != 0 ? by_source : str_cmp(x->id, y->id);
}

static int
single_cmp(void *ctx, uint64_t a, uint64_t b, const struct zone *zone)
{
    const struct event *x = logged(ctx, a), *y = logged(ctx, b);
    int by_date = when_cmp(&x->at, &y->at, zone);

    if (by_date != 0)
        return by_date;
    return x->rev != y->rev ? (x->rev < y->rev ? -1 : 1) : identity_cmp(ctx, a, b);
}

void
world_init(struct world *world)
{
    struct err err;

    *world = (struct world){ 0 };
    if (!facts_init(&world->facts, (struct log_order){ world, identity_cmp, single_cmp }, &err))
        check_failed("%s", err.text);
    facts_new_rules(&world->facts, false, false);
}

void
world_free(struct world *world)
{
    facts_free(&world->facts);
    free(world->log);
    arena_free(&world->arena);
    *world = (struct world){ 0 };
}

struct when
make_when(const char *text)
{
    struct when when;

    if (!when_parse(str_of(text), &when))
        check_failed("not a date: %s", text);
    return when;
}

day_t
make_day(const char *text)
{
    day_t day = 0;

    if (!day_parse(str_of(text), &day))
        check_failed("not a day: %s", text);
    return day;
}

static struct str
text_of(struct world *world, const char *text)
{
    return text ? arena_copy(&world->arena, str_of(text)) : (struct str){ 0 };
}

struct str_list
make_list(struct world *world, const char *words)
{
    size_t room = strlen(words) / 2 + 1;
    struct str_list list = { arena_array(&world->arena, room, sizeof *list.items), 0 };

    while (*words) {
        size_t len = strcspn(words, " ");
        if (len > 0)
            list.items[list.count++] = arena_copy(&world->arena, (struct str){ words, len });
        words += len + (words[len] == ' ');
    }
    return list;
}

struct event *
make_event(struct world *world, enum event_type type, const char *at)
{
    struct event *event = arena_new(&world->arena, sizeof *event);

    event->type = type;
    event->source = STR("test");
    event->id = arena_printf(&world->arena, "e%05u", ++world->next_id);
    event->rev = 1;
    event->at = make_when(at);
    return event;
}

static void
set_person(struct world *world, struct event *event, uint32_t person)
{
    event->persons = arena_new(&world->arena, sizeof person);
    event->persons[0] = person;
    event->person_count = 1;
}

struct event *
make_unit(struct world *world, const char *unit, const char *parent, const char *at)
{
    struct event *event = make_event(world, EVENT_UNIT_PUT, at);

    event->as.unit_put = (struct unit_put){
        .unit = text_of(world, unit), .parent = text_of(world, parent), .level = LEVEL_COMMUNITY
    };
    return event;
}

struct event *
make_population(struct world *world, const char *unit, const char *group, uint32_t count, const char *at)
{
    struct event *event = make_event(world, EVENT_POPULATION_PUT, at);

    event->as.population_put = (struct population_put){
        .unit = text_of(world, unit), .group = text_of(world, group ? group : "all"), .count = count
    };
    return event;
}

struct event *
make_person(struct world *world, uint32_t person, const char *home, const char *groups, const char *at)
{
    struct event *event = make_event(world, EVENT_PERSON_PUT, at);

    set_person(world, event, person);
    event->as.person_put.home = text_of(world, home);
    event->as.person_put.groups = make_list(world, groups);
    return event;
}

struct event *
make_team(struct world *world, const char *team, const char *unit)
{
    struct event *event = make_event(world, EVENT_TEAM_PUT, "2025-01-01");

    event->as.team_put.team = text_of(world, team);
    event->as.team_put.unit = text_of(world, unit);
    return event;
}

struct event *
make_member(struct world *world, const char *team, uint32_t person, bool joins, const char *at)
{
    struct event *event = make_event(world, joins ? EVENT_TEAM_JOIN : EVENT_TEAM_LEAVE, at);

    set_person(world, event, person);
    event->as.team_change.team = text_of(world, team);
    return event;
}

struct event *
make_item(struct world *world, const char *item, const char *unit, const char *window)
{
    struct event *event = make_event(world, EVENT_PLAN_PUT, "2025-01-01");

    event->as.plan_put = (struct plan_put){
        .item = text_of(world, item), .unit = text_of(world, unit), .window = make_when(window), .count = 1, .weight = 1
    };
    return event;
}

struct event *
make_held(struct world *world, const char *activity, const char *unit, const char *category, const char *start)
{
    struct event *event = make_event(world, EVENT_ACTIVITY_HELD, "2025-01-01");

    event->as.activity_put = (struct activity_put){
        .activity = text_of(world, activity), .unit = text_of(world, unit), .category = text_of(world, category),
        .start = make_when(start), .kind = KIND_OTHER,
    };
    return event;
}

struct event *
make_void(struct world *world, const char *activity, uint32_t rev)
{
    struct event *event = make_event(world, EVENT_ACTIVITY_VOID, "2025-01-01");

    event->rev = rev;
    event->as.activity_void.activity = text_of(world, activity);
    return event;
}

struct event *
make_attendance(struct world *world, const char *activity, uint32_t person, enum attendance_status status)
{
    struct event *event = make_event(world, EVENT_ATTENDANCE, "2025-01-01");

    set_person(world, event, person);
    event->as.attendance.activity = text_of(world, activity);
    event->as.attendance.status = status;
    return event;
}

struct event *
make_headcount(struct world *world, const char *activity, uint32_t total)
{
    struct event *event = make_event(world, EVENT_HEADCOUNT, "2025-01-01");

    event->as.headcount = (struct headcount){
        .activity = text_of(world, activity), .total = total, .includes_named = true
    };
    return event;
}

void
set_by_group(struct world *world, struct event *headcount, const char *counts)
{
    struct str_list list = make_list(world, counts);
    struct headcount *put = &headcount->as.headcount;

    put->by_group = arena_array(&world->arena, list.count, sizeof *put->by_group);
    put->group_count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        const char *sign = memchr(list.items[i].ptr, '=', list.items[i].len);
        if (!sign)
            check_failed("not a count of a group: %s", list.items[i].ptr);
        put->by_group[i].group = (struct str){ list.items[i].ptr, (size_t)(sign - list.items[i].ptr) };
        put->by_group[i].count = (uint32_t)strtoul(sign + 1, NULL, 10);
    }
}

uint64_t
world_log(struct world *world, const struct event *event)
{
    world->log = mem_grow(world->log, world->count, &world->capacity, sizeof *world->log);
    world->log[world->count++] = event;
    return world->count;
}

uint64_t
world_state(struct world *world, const struct event *event)
{
    uint64_t seq = world_log(world, event);

    facts_state(&world->facts, event, seq, false);
    return seq;
}

void
world_withdraw(struct world *world, uint64_t seq)
{
    facts_withdraw(&world->facts, logged(world, seq), seq);
}

void
world_restore(struct world *world, uint64_t seq)
{
    facts_state(&world->facts, logged(world, seq), seq, false);
}

static void
give_verdict(struct facts *facts, const struct rule_subject *subject, answer_fn answer)
{
    struct verdict verdict = { .kind = subject->kind, .number = subject->number, .version = subject->version };

    if (answer)
        verdict.mask = answer(subject);
    if (!facts_verdict(facts, &verdict))
        check_failed("a verdict on number %u was not taken", subject->number);
}

void
world_settle(struct world *world, answer_fn answer)
{
    struct facts *facts = &world->facts;
    struct rule_subject subject;

    facts_settle(facts);
    for (uint32_t i = 0; i < facts->session_count && facts->sessions_waiting > 0; i++) {
        if (facts->sessions[i]->state != SESSION_ACTIVE || facts->sessions[i]->has_verdict)
            continue;
        facts_session_subject(facts, i, &subject);
        give_verdict(facts, &subject, answer);
    }
    for (uint32_t i = 0; i < facts->plans.count && facts->items_waiting > 0; i++) {
        if (!facts->plans.items[i].current || facts->plans.items[i].has_verdict)
            continue;
        facts_item_subject(facts, i, &subject);
        give_verdict(facts, &subject, answer);
    }
    for (uint32_t i = 0; i < facts->records.count && facts->records.waiting > 0; i++)
        if (facts_record_subject(facts, i, &subject))
            give_verdict(facts, &subject, answer);
    facts->asking_session_count = facts->asking_item_count = facts->records.asking_count = 0;
    assert_int_equal(facts->sessions_waiting, 0);
    assert_int_equal(facts->items_waiting, 0);
    assert_int_equal(facts->records.waiting, 0);
}

uint32_t
unit_number(const struct world *world, const char *unit)
{
    return codebook_find(&world->facts.units.codes, str_of(unit));
}

uint32_t
team_number(const struct world *world, const char *team)
{
    return codebook_find(&world->facts.teams.codes, str_of(team));
}

uint32_t
category_number(const struct world *world, const char *category)
{
    return codebook_find(&world->facts.categories.codes, str_of(category));
}

uint32_t
group_number(const struct world *world, const char *group)
{
    return codebook_find(&world->facts.people.groups, str_of(group));
}

struct session *
session_of(struct world *world, const char *activity)
{
    return facts_session(&world->facts, str_of(activity));
}
