/* SPDX-License-Identifier: MIT */
#include "lib/model/scope.h"

#include "lib/model/unit_tree.h"

static void
gather_owner(struct facts *facts, enum owner_kind kind, uint32_t owner, uint32_t epoch, const struct period *period,
             struct bucket_list *list)
{
    struct bucket_list owned = tally_owner(&facts->tally, kind, owner);

    for (size_t i = 0; i < owned.count; i++) {
        struct bucket *bucket = owned.buckets[i];
        if (bucket->session_count == 0 || (epoch != CODE_NONE && bucket->key.epoch != epoch) ||
            !period_has(period, bucket->key.first, bucket->key.last))
            continue;
        bucket_settle(&facts->tally, bucket);
        bucket_list_add(list, bucket);
    }
}

void
scope_gather_unit(struct facts *facts, uint32_t unit, const struct period *period, struct bucket_list *list)
{
    const struct units *units = &facts->units;

    if (unit >= units->tree_count)
        return; /* only mentioned, since the tree was computed */
    for (uint32_t epoch = 0; epoch < units->epoch_count; epoch++) {
        size_t base = epoch * units->tree_count;
        for (uint32_t at = units->enter[base + unit]; at < units->leave[base + unit]; at++) {
            uint32_t owner = units->by_enter[base + at];
            gather_owner(facts, OWNER_HOST, owner, epoch, period, list);
            gather_owner(facts, OWNER_COHOST, owner, epoch, period, list);
        }
    }
}

void
scope_gather_as_is(struct facts *facts, uint32_t unit, uint32_t epoch, const struct period *period,
                   struct bucket_list *list)
{
    const struct units *units = &facts->units;
    size_t base = epoch * units->tree_count;

    if (unit >= units->tree_count)
        return;
    for (uint32_t at = units->enter[base + unit]; at < units->leave[base + unit]; at++) {
        gather_owner(facts, OWNER_HOST, units->by_enter[base + at], CODE_NONE, period, list);
        gather_owner(facts, OWNER_COHOST, units->by_enter[base + at], CODE_NONE, period, list);
    }
}

void
scope_gather_team(struct facts *facts, uint32_t team, const struct period *period, struct bucket_list *list)
{
    gather_owner(facts, OWNER_TEAM, team, CODE_NONE, period, list);
}

void
scope_gather_all(struct facts *facts, const struct period *period, struct bucket_list *list)
{
    for (uint32_t owner = 0; owner < facts->units.count; owner++)
        gather_owner(facts, OWNER_HOST, owner, CODE_NONE, period, list);
}

void
scope_use(struct scope *scope, const struct bucket_list *buckets)
{
    scope->buckets = buckets;
    scope->no_headcount = scope->no_undated = scope->no_homeless = true;
    for (size_t i = 0; i < buckets->count; i++) {
        const struct bucket *bucket = buckets->buckets[i];
        scope->no_headcount &= bucket->headcounted_count == 0;
        scope->no_undated &= bucket->undated == 0;
        scope->no_homeless &= !bucket->classes.some_homeless;
    }
}

bool
scope_has(const struct scope *scope, const struct bucket *bucket)
{
    return scope->of_category || scope->category == CODE_NONE ||
           category_under(&scope->facts->categories, bucket->key.category, scope->category);
}

/* The first cohost below the unit speaks for the others, and the host for all of them. */
bool
scope_counts_in(const struct scope *scope, const struct bucket *bucket, const struct session *session, uint32_t epoch)
{
    const struct activity_statement *chosen = session->chosen;
    const struct units *units = &scope->facts->units;

    if (bucket->key.kind != OWNER_COHOST)
        return true;
    if (unit_under(units, chosen->unit, scope->unit, epoch))
        return false;
    for (size_t i = 0; i < chosen->put->cohosts.count; i++)
        if (unit_under(units, chosen->cohosts[i], scope->unit, epoch))
            return chosen->cohosts[i] == bucket->key.owner;
    return false;
}

bool
scope_counts(const struct scope *scope, const struct bucket *bucket, const struct session *session)
{
    return scope_counts_in(scope, bucket, session, bucket->key.epoch);
}

size_t
scope_session_count(const struct scope *scope, const struct bucket *bucket)
{
    size_t count = 0;

    if (bucket->key.kind != OWNER_COHOST)
        return bucket->session_count;
    for (size_t i = 0; i < bucket->session_count; i++)
        count += scope_counts(scope, bucket, bucket->sessions[i]);
    return count;
}

void
scope_tell_session(const struct scope *scope, const struct session *session, int64_t count)
{
    const struct evidence evidence = {
        EVIDENCE_SESSION, { .session = { .session = session, .count = count } },
    };

    witness_tell(scope->witness, &evidence);
}

void
scope_tell_part(const struct scope *scope, const struct period *part, int64_t had, int64_t needed, char letter)
{
    const struct evidence evidence = { EVIDENCE_PART, { .part = { *part, had, needed, letter } } };

    witness_tell(scope->witness, &evidence);
}

day_t
scope_end_day(const struct scope *scope)
{
    return scope_in_progress(scope) ? scope->as_of : scope->period.end - 1;
}

bool
scope_in_progress(const struct scope *scope)
{
    return scope->period.first <= scope->as_of && scope->as_of < scope->period.end;
}

bool
scope_is_open_throughout(const struct scope *scope, const struct period *part)
{
    struct facts *facts = scope->facts;
    const struct unit *unit = &facts->units.units[scope->unit];
    const struct team_statement *team;

    if (scope->team == CODE_NONE)
        return unit->opened <= part->first && part->end <= unit->closed;
    team = team_current(&facts->teams, scope->team, &facts->units);
    return team && team->founded <= part->first && part->end <= team->dissolved;
}
