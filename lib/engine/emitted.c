/* SPDX-License-Identifier: MIT */
#include "lib/engine/emitted.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/model/facts_change.h"
#include "lib/wire/line.h"

#include <stdio.h>
#include <stdlib.h>

enum { CAPACITY_FIRST = 64, EVENT_BLOCK = 512 /* bytes: enough for most of them */ };

/* -- groups -- */

static struct emitted_group *
group_of(const struct emitted *emitted, uint64_t origin)
{
    size_t at = hash64(&origin, sizeof origin) & (emitted->capacity - 1);

    while (emitted->groups[at].origin != 0 && emitted->groups[at].origin != origin)
        at = (at + 1) & (emitted->capacity - 1);
    return &emitted->groups[at];
}

static void
make_room(struct emitted *emitted)
{
    struct emitted wider = { .count = emitted->count, .capacity = emitted->capacity ? emitted->capacity * 2 : CAPACITY_FIRST };

    if (emitted->count * 2 < emitted->capacity)
        return;
    wider.groups = mem_array(wider.capacity, sizeof *wider.groups);
    for (size_t i = 0; i < emitted->capacity; i++)
        if (emitted->groups[i].origin != 0)
            *group_of(&wider, emitted->groups[i].origin) = emitted->groups[i];
    free(emitted->groups);
    *emitted = wider;
}

static struct emitted_group *
new_group(struct emitted *emitted, uint64_t origin)
{
    struct emitted_group *group;

    make_room(emitted);
    group = group_of(emitted, origin);
    emitted->count += group->origin == 0;
    group->origin = origin;
    return group;
}

/* Most events emit one or two. */
static struct emitted_event *
room_for_one(struct emitted_group *group)
{
    if (group->count == group->capacity) {
        group->capacity = group->capacity ? group->capacity * 2 : 1;
        group->events = mem_resize(group->events, group->capacity * sizeof *group->events);
    }
    return &group->events[group->count];
}

void
emitted_free(struct emitted *emitted)
{
    for (size_t i = 0; i < emitted->capacity; i++) {
        for (size_t k = 0; k < emitted->groups[i].count; k++)
            arena_free(&emitted->groups[i].events[k].arena);
        free(emitted->groups[i].events);
    }
    free(emitted->groups);
    *emitted = (struct emitted){ 0 };
}

const struct event *
emitted_find(const struct emitted *emitted, uint64_t seq)
{
    const struct emitted_group *group = emitted->capacity ? group_of(emitted, emitted_origin(seq)) : NULL;
    unsigned place = emitted_place(seq);

    if (!group || place >= group->count || !group->events[place].event.source.ptr)
        return NULL;
    return &group->events[place].event;
}

/* -- joining -- */

/* The identity follows from that of the event behind it, the map and the place: the same whatever came before it. */
static void
name_event(struct event *event, struct arena *arena, const struct ruleset *ruleset, const struct emitted_source *source,
           const struct emission *emission, size_t place)
{
    const struct rule *rule = &ruleset->rules[emission->rule];

    event->source = arena_printf(arena, "map:%.*s", STR_ARG(ruleset->plugins[rule->plugin].name));
    event->id = arena_printf(arena, "%zu:%.*s/%.*s#%03zu", source->source.len, STR_ARG(source->source), STR_ARG(source->id), place);
    event->rev = source->rev;
    event->type = emission->type;
    event->time = source->at;
    event->data = arena_copy(arena, emission->data);
}

static void
give_person(struct event *event, struct arena *arena, uint32_t person)
{
    if (person == 0)
        return;
    event->persons = arena_new(arena, sizeof *event->persons);
    event->persons[0] = person;
    event->person_count = 1;
}

/* What the tables of fields leave to the columns of the log: who it is about. */
static bool
check_person(const struct event *event, struct refusal *refusal)
{
    bool wants = event->type == EVENT_ATTENDANCE ||
                 (event->type == EVENT_VOLUNTEER_HOURS && event->as.volunteer_hours.group == 0);

    if (wants == (event->person_count > 0))
        return true;
    if (wants)
        return refusal_set(refusal, REFUSED_MISSING_FIELD, "data.person", "person is missing");
    return refusal_set(refusal, REFUSED_BAD_FIELD, "data.person", "person is not a field of this type of event");
}

bool
emitted_add(struct emitted *emitted, struct facts *facts, struct line_reader *reader, const struct ruleset *ruleset,
            const struct emitted_source *source, const struct emission *emission, struct refusal *refusal)
{
    struct emitted_group *group = new_group(emitted, source->seq);
    struct emitted_event *made;

    if (group->count == EMISSIONS_MAX || source->seq >> EMITTED_PLACE_BIT)
        return refusal_set(refusal, REFUSED_BAD_FIELD, "", "the maps emit more than %d events for one", EMISSIONS_MAX);
    made = room_for_one(group);
    *made = (struct emitted_event){ .arena.first = EVENT_BLOCK, .plugin = ruleset->rules[emission->rule].plugin };
    name_event(&made->event, &made->arena, ruleset, source, emission, group->count);
    give_person(&made->event, &made->arena, emission->person);
    if (!line_read_emitted(reader, &made->arena, &made->event, refusal) || !check_person(&made->event, refusal)) {
        arena_free(&made->arena);
        *made = (struct emitted_event){ 0 };
        return false;
    }
    made->stands = true;
    group->count++; /* first: joining, it is compared with others */
    facts_state(facts, &made->event, emitted_seq(source->seq, (unsigned)group->count - 1), false);
    return true;
}

/* -- leaving -- */

/* It is not freed yet: while the others leave they are compared. */
static void
withdraw(struct facts *facts, const struct emitted_group *group, size_t place)
{
    struct emitted_event *event = &group->events[place];

    if (event->stands)
        facts_withdraw(facts, &event->event, emitted_seq(group->origin, (unsigned)place));
    event->stands = false;
}

void
emitted_take_back(struct emitted *emitted, struct facts *facts, uint64_t origin)
{
    struct emitted_group *group = emitted->capacity ? group_of(emitted, origin) : NULL;

    if (!group || group->origin == 0)
        return;
    for (size_t i = 0; i < group->count; i++)
        withdraw(facts, group, i);
    for (size_t i = 0; i < group->count; i++) {
        arena_free(&group->events[i].arena);
        group->events[i] = (struct emitted_event){ 0 };
    }
    group->count = 0;
}

void
emitted_take_back_plugin(struct emitted *emitted, struct facts *facts, uint32_t plugin)
{
    for (size_t i = 0; i < emitted->capacity; i++)
        for (size_t k = 0; k < emitted->groups[i].count; k++)
            if (emitted->groups[i].events[k].plugin == plugin)
                withdraw(facts, &emitted->groups[i], k);
}
