/* SPDX-License-Identifier: MIT */
#include "lib/model/groups.h"

#include "lib/model/people_count.h"

/* People of the group who are named there. */
static int64_t
named_there(const struct facts *facts, const struct session *session, uint32_t group)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;
    int64_t count = 0;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk))) {
        struct standing standing;
        if (!entry_counts(entry))
            continue;
        standing = people_standing(&facts->people, entry->person, session->lookup, &facts->units);
        count += group_set_has(&facts->people, standing.group_set, group);
    }
    return count;
}

/* What by_group proves of one session; nothing said of the group proves nothing. */
static int64_t
proven_there(const struct facts *facts, const struct session *session, uint32_t group)
{
    const struct headcount_statement *headcount = session->headcount;

    for (size_t i = 0; i < headcount->group_count; i++) {
        if (headcount->groups[i].group != group)
            continue;
        if (headcount->includes_named)
            return headcount->groups[i].count;
        return headcount->groups[i].count + named_there(facts, session, group);
    }
    return 0;
}

static bool
is_selected(const struct scope *scope, const struct measure *measure, const struct bucket *bucket)
{
    return rule_mask_has(&bucket->mask, measure->rule) && scope_has(scope, bucket);
}

static int64_t
proven_by_headcounts(const struct scope *scope, const struct measure *measure, uint32_t group)
{
    int64_t most = 0;

    for (size_t i = 0; !scope->no_headcount && i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (!is_selected(scope, measure, bucket))
            continue;
        for (size_t k = 0; k < bucket->headcounted_count; k++) {
            int64_t proven = proven_there(scope->facts, bucket->headcounted[k], group);
            most = proven > most ? proven : most;
        }
    }
    return most;
}

static int64_t
people_of(const struct scope *scope, const struct measure *measure, struct str name)
{
    const struct people_limit none = { .days = 1 };
    struct measure everybody = *measure;
    struct scope part = *scope;
    int64_t named, proven;

    part.group = codebook_find(&scope->facts->people.groups, name);
    if (part.group == CODE_NONE)
        return 0;
    everybody.kind = MEASURE_PEOPLE;
    everybody.list_of = LIST_NONE;
    everybody.who = WHO_ALL;
    named = people_count(&part, &everybody, &none).named;
    proven = proven_by_headcounts(scope, measure, part.group);
    return named > proven ? named : proven;
}

static bool
is_tagged(const struct session *session, struct str name)
{
    const struct str_list *tags = &session->chosen->put->tags;

    return str_find(name, tags->items, tags->count) >= 0;
}

static int64_t
sessions_for(const struct scope *scope, const struct measure *measure, struct str name)
{
    int64_t count = 0;

    for (size_t i = 0; i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (!is_selected(scope, measure, bucket))
            continue;
        for (size_t k = 0; k < bucket->session_count; k++) {
            if (!is_tagged(bucket->sessions[k], name) || !scope_counts(scope, bucket, bucket->sessions[k]))
                continue;
            scope_tell_session(scope, bucket->sessions[k], 1);
            count++;
        }
    }
    return count;
}

int64_t
groups_count(const struct scope *scope, const struct measure *measure)
{
    int64_t count = 0;

    for (size_t i = 0; i < measure->list.count; i++) {
        struct str name = measure->list.items[i];
        int64_t found = measure->groups_of == GROUPS_OF_PEOPLE ? people_of(scope, measure, name)
                                                               : sessions_for(scope, measure, name);
        const struct evidence evidence = { EVIDENCE_ENTRY, { .entry = { name, found, measure->at_least } } };
        witness_tell(scope->witness, &evidence);
        count += found >= measure->at_least;
    }
    return count;
}
