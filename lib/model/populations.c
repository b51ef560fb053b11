/* SPDX-License-Identifier: MIT */
#include "lib/model/populations.h"

#include "lib/base/mem.h"
#include "lib/model/unit_tree.h"
#include "lib/model/witness.h"

#include <stdlib.h>

struct population_statement {
    struct statement base;
    uint32_t count;
    struct str source; /* ptr NULL: none */
    const struct zone *zone; /* in which it begins on `from`; NULL: that is not known yet */
    day_t from;
};

struct population_series {
    uint32_t unit;
    enum basis basis;
    struct str group;
    struct population_statement *statements;
    size_t count, capacity;
};

enum { MEMO_MAX = 65536 /* then it begins anew: memory stays bounded */ };

/* Answers as of one version of the units and of all statements here. */
struct population_memo {
    struct codebook keys; /* of what was asked: see key_of */
    struct population *found;
    size_t count, capacity;
    uint32_t version;     /* of the units */
};

static void
memo_clear(struct population_memo *memo)
{
    codebook_free(&memo->keys);
    memo->count = 0;
}

void
populations_init(struct populations *populations, const struct log_order *log)
{
    *populations = (struct populations){ .log = log, .memo = mem_new(sizeof(struct population_memo)) };
}

void
populations_free(struct populations *populations)
{
    for (size_t i = 0; i < populations->count; i++)
        free(populations->series[i].statements);
    free(populations->series);
    if (populations->memo) {
        memo_clear(populations->memo);
        free(populations->memo->found);
        free(populations->memo);
    }
    codebook_free(&populations->groups);
    codebook_free(&populations->sources);
    codebook_free(&populations->keys);
    *populations = (struct populations){ 0 };
}

static struct str
key_bytes(uint32_t key[3], uint32_t unit, enum basis basis, uint32_t group)
{
    key[0] = unit;
    key[1] = (uint32_t)basis;
    key[2] = group;
    return (struct str){ (const char *)key, 3 * sizeof *key };
}

static struct population_series *
series_of(struct populations *populations, uint32_t unit, const struct population_put *put)
{
    uint32_t key[3];
    uint32_t group = codebook_add(&populations->groups, put->group);
    uint32_t number = codebook_add(&populations->keys, key_bytes(key, unit, put->basis, group));

    if (number == populations->count) {
        populations->series =
            mem_grow(populations->series, populations->count, &populations->capacity, sizeof *populations->series);
        populations->series[populations->count++] = (struct population_series){
            .unit = unit, .basis = put->basis, .group = codebook_name(&populations->groups, group)
        };
    }
    return &populations->series[number];
}

static const struct zone *
zone_of(const struct units *units, uint32_t unit)
{
    const struct zone *zone = units->units[unit].zone;

    return zone ? zone : units->default_zone;
}

void
populations_state(struct populations *populations, const struct event *event, uint64_t seq, struct units *units)
{
    const struct population_put *put = &event->as.population_put;
    uint32_t unit = units_number(units, put->unit);
    struct population_series *series = series_of(populations, unit, put);
    struct str source = put->source;

    memo_clear(populations->memo);
    if (source.ptr)
        source = codebook_name(&populations->sources, codebook_add(&populations->sources, source));
    series->statements = mem_grow(series->statements, series->count, &series->capacity, sizeof *series->statements);
    series->statements[series->count++] = (struct population_statement){
        .base = { seq, event->at, event->rev },
        .count = put->count,
        .source = source,
    };
}

bool
populations_withdraw(struct populations *populations, const struct event *event, uint64_t seq, struct units *units)
{
    struct population_series *series =
        series_of(populations, units_number(units, event->as.population_put.unit), &event->as.population_put);

    memo_clear(populations->memo);
    for (size_t i = 0; i < series->count; i++) {
        if (series->statements[i].base.seq != seq)
            continue;
        series->statements[i] = series->statements[--series->count];
        return true;
    }
    return false;
}

/* The day from which the statement holds. */
static day_t
first_day(struct population_statement *statement, const struct zone *zone)
{
    if (statement->zone != zone) {
        statement->from = when_first_day(&statement->base.at, zone);
        statement->zone = zone;
    }
    return statement->from;
}

static const struct population_series *
find_series(const struct populations *populations, const struct population_query *query, uint32_t unit)
{
    uint32_t key[3];
    uint32_t group = codebook_find(&populations->groups, query->group);
    uint32_t number;

    if (group == CODE_NONE)
        return NULL;
    number = codebook_find(&populations->keys, key_bytes(key, unit, query->basis, group));
    return number == CODE_NONE ? NULL : &populations->series[number];
}

/* The unit's own statement in force; pinned: the latest one of that source, whatever the day. */
static struct population_statement *
own_statement(const struct populations *populations, const struct units *units, const struct population_query *query,
              uint32_t unit, day_t day)
{
    const struct population_series *series = find_series(populations, query, unit);
    struct population_statement *held = NULL;
    const struct zone *zone = zone_of(units, unit);

    for (size_t i = 0; series && i < series->count; i++) {
        struct population_statement *statement = &series->statements[i];
        if (query->pinned.ptr ? !str_eq(statement->source, query->pinned) : first_day(statement, zone) > day)
            continue;
        if (!held || statement_cmp_single(&statement->base, &held->base, zone, populations->log) > 0)
            held = statement;
    }
    return held;
}

static struct population population_of(const struct populations *populations, const struct units *units,
                                       const struct population_query *query, uint32_t unit, day_t day);

/* Of all children open on the day; no child at all: missing. */
static struct population
sum_of_children(const struct populations *populations, const struct units *units, const struct population_query *query,
                uint32_t unit, day_t day)
{
    struct population sum = { POPULATION_KNOWN, 0, false };
    uint32_t epoch = unit_epoch(units, day);
    size_t base = epoch * units->tree_count;
    bool some = false, all = true;

    for (uint32_t at = units->enter[base + unit] + 1; at < units->leave[base + unit];) {
        uint32_t child = units->by_enter[base + at];
        at = units->leave[base + child]; /* on to the next sibling */
        if (!unit_open_on(&units->units[child], day))
            continue;
        struct population part = population_of(populations, units, query, child, day);
        some |= part.state != POPULATION_MISSING;
        all &= part.state == POPULATION_KNOWN;
        sum.count += part.count;
        sum.stale |= part.stale;
    }
    if (!some)
        return (struct population){ POPULATION_MISSING, 0, false };
    return all ? sum : (struct population){ POPULATION_PARTIAL, 0, false };
}

static void
tell(const struct population_query *query, const struct population_statement *own, uint32_t unit, day_t from, day_t day)
{
    const struct evidence evidence = {
        EVIDENCE_POPULATION,
        { .population = { .unit = unit, .count = own->count, .seq = own->base.seq, .from = from, .day = day,
                          .source = own->source, .stale = day - from > POPULATION_MAX_AGE } },
    };

    witness_tell(query->witness, &evidence);
}

static struct population
population_of(const struct populations *populations, const struct units *units, const struct population_query *query,
              uint32_t unit, day_t day)
{
    struct population_statement *own = own_statement(populations, units, query, unit, day);

    if (own) {
        day_t from = first_day(own, zone_of(units, unit));
        tell(query, own, unit, from, day);
        return (struct population){ POPULATION_KNOWN, own->count, day - from > POPULATION_MAX_AGE };
    }
    if (unit >= units->tree_count || !units->units[unit].known)
        return (struct population){ POPULATION_MISSING, 0, false };
    return sum_of_children(populations, units, query, unit, day);
}

/* What is asked of the days [first, end): of one that is written as [day, day). */
struct memo_key {
    uint32_t unit, basis, group, pinned;
    day_t first, end;
};

static struct memo_key
key_of(const struct populations *populations, const struct population_query *query, day_t first, day_t end)
{
    return (struct memo_key){
        query->unit, (uint32_t)query->basis, codebook_find(&populations->groups, query->group),
        query->pinned.ptr ? codebook_find(&populations->sources, query->pinned) : CODE_NONE - 1, first, end,
    };
}

/* NULL: it is to be found without. */
static struct population_memo *
memo_of(const struct populations *populations, const struct units *units, const struct population_query *query)
{
    struct population_memo *memo = populations->memo;

    if (query->witness || units->tree_dirty || units->known_dirty)
        return NULL;
    if (memo->version != units->version || memo->count >= MEMO_MAX)
        memo_clear(memo);
    memo->version = units->version;
    return memo;
}

static void
memo_put(struct population_memo *memo, const struct memo_key *key, struct population population)
{
    codebook_add(&memo->keys, (struct str){ (const char *)key, sizeof *key });
    memo->found = mem_grow(memo->found, memo->count, &memo->capacity, sizeof *memo->found);
    memo->found[memo->count++] = population;
}

/* Posted counts, tree links, openings: between two such days the count is constant; days are few, so each is asked. */
static struct population
find_average(const struct populations *populations, const struct units *units, const struct population_query *query,
             day_t first, day_t end)
{
    struct population sum = { POPULATION_KNOWN, 0, false };

    for (day_t day = first; day < end; day++) {
        struct population one = population_of(populations, units, query, query->unit, day);
        if (one.state != POPULATION_KNOWN)
            return (struct population){ one.state, 0, false };
        sum.count += one.count;
        sum.stale |= one.stale;
    }
    return sum;
}

static struct population
find(const struct populations *populations, const struct units *units, const struct population_query *query, day_t first, day_t end)
{
    return first == end ? population_of(populations, units, query, query->unit, first)
                        : find_average(populations, units, query, first, end);
}

static struct population
recall(const struct populations *populations, const struct units *units, const struct population_query *query, day_t first, day_t end)
{
    struct population_memo *memo = memo_of(populations, units, query);
    struct memo_key key = key_of(populations, query, first, end);
    struct population population;
    uint32_t place = memo ? codebook_find(&memo->keys, (struct str){ (const char *)&key, sizeof key }) : CODE_NONE;

    if (place != CODE_NONE)
        return memo->found[place];
    population = find(populations, units, query, first, end);
    if (memo)
        memo_put(memo, &key, population);
    return population;
}

static bool
has_children(const struct units *units, uint32_t unit, day_t day)
{
    size_t base = unit_epoch(units, day) * units->tree_count;

    return unit < units->tree_count && units->leave[base + unit] - units->enter[base + unit] > 1;
}

struct population
populations_on(const struct populations *populations, const struct units *units, const struct population_query *query,
               day_t day)
{
    if (!has_children(units, query->unit, day))
        return population_of(populations, units, query, query->unit, day);
    return recall(populations, units, query, day, day);
}

struct population
populations_average(const struct populations *populations, const struct units *units,
                    const struct population_query *query, day_t first, day_t end)
{
    if (first >= end)
        return (struct population){ POPULATION_KNOWN, 0, false };
    return recall(populations, units, query, first, end);
}

bool
populations_series(const struct populations *populations, size_t i, uint32_t *unit, struct str *group)
{
    const struct population_series *series;

    if (i >= populations->count)
        return false;
    series = &populations->series[i];
    *unit = series->unit;
    *group = series->count > 0 && !str_eq(series->group, STR("all")) ? series->group : (struct str){ 0 };
    return true;
}

/* The statement's place among steps in order of day; room for one more is there. */
static void
put_step(struct population_step *steps, size_t *count, const struct population_statement **held, day_t from,
         const struct population_statement *statement, const struct populations *populations, const struct zone *zone)
{
    size_t place = *count;

    while (place > 0 && steps[place - 1].from > from)
        place--;
    if (place > 0 && steps[place - 1].from == from) {
        if (statement_cmp_single(&statement->base, &held[place - 1]->base, zone, populations->log) < 0)
            return;
        place--;
    } else {
        memmove(steps + place + 1, steps + place, (*count - place) * sizeof *steps);
        memmove(held + place + 1, held + place, (*count - place) * sizeof *held);
        ++*count;
    }
    steps[place] = (struct population_step){ from, statement->count, statement->base.seq };
    held[place] = statement;
}

bool
populations_steps(const struct populations *populations, const struct units *units, size_t i,
                  struct population_query *query, struct population_step **steps, size_t *count)
{
    const struct population_series *series;
    const struct population_statement **held;
    const struct zone *zone;

    if (i >= populations->count)
        return false;
    series = &populations->series[i];
    *query = (struct population_query){ .unit = series->unit, .basis = series->basis, .group = series->group };
    *steps = mem_array(series->count, sizeof **steps);
    *count = 0;
    held = mem_array(series->count, sizeof *held);
    zone = zone_of(units, series->unit);
    for (size_t k = 0; k < series->count; k++)
        put_step(*steps, count, held, when_first_day(&series->statements[k].base.at, zone), &series->statements[k],
                 populations, zone);
    free(held);
    return true;
}
