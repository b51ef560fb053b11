/* SPDX-License-Identifier: MIT */
#include "lib/model/targets.h"

#include "lib/base/mem.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

struct target_statement {
    struct statement base;
    struct target target;
};

struct target_series {
    struct target_statement *statements;
    size_t count, capacity;
};

void
targets_init(struct targets *targets, const struct log_order *log)
{
    *targets = (struct targets){ .log = log };
}

void
targets_free(struct targets *targets)
{
    for (size_t i = 0; i < targets->count; i++)
        free(targets->series[i].statements);
    free(targets->series);
    codebook_free(&targets->indicators);
    codebook_free(&targets->keys);
    *targets = (struct targets){ 0 };
}

static struct str
key_bytes(uint32_t key[3], uint32_t indicator, enum target_of of, uint32_t number)
{
    key[0] = indicator;
    key[1] = (uint32_t)of;
    key[2] = number;
    return (struct str){ (const char *)key, 3 * sizeof *key };
}

static struct target_series *
series_of(struct targets *targets, const struct target_put *put, struct units *units)
{
    enum target_of of = put->unit.ptr ? TARGET_OF_UNIT : put->has_level ? TARGET_OF_LEVEL : TARGET_OF_EVERYONE;
    uint32_t indicator = codebook_add(&targets->indicators, put->indicator);
    uint32_t key[3], whose, number;

    whose = of == TARGET_OF_UNIT ? units_number(units, put->unit) : of == TARGET_OF_LEVEL ? (uint32_t)put->level : 0;
    number = codebook_add(&targets->keys, key_bytes(key, indicator, of, whose));
    if (number == targets->count) {
        targets->series = mem_grow(targets->series, targets->count, &targets->capacity, sizeof *targets->series);
        targets->series[targets->count++] = (struct target_series){ 0 };
    }
    return &targets->series[number];
}

void
targets_state(struct targets *targets, const struct event *event, uint64_t seq, struct units *units)
{
    struct target_series *series = series_of(targets, &event->as.target_put, units);

    series->statements = mem_grow(series->statements, series->count, &series->capacity, sizeof *series->statements);
    series->statements[series->count++] = (struct target_statement){
        .base = { seq, event->at, event->rev },
        .target = { .value = event->as.target_put.value, .mode = event->as.target_put.mode, .seq = seq },
    };
}

bool
targets_withdraw(struct targets *targets, const struct event *event, uint64_t seq, struct units *units)
{
    struct target_series *series = series_of(targets, &event->as.target_put, units);

    for (size_t i = 0; i < series->count; i++) {
        if (series->statements[i].base.seq != seq)
            continue;
        series->statements[i] = series->statements[--series->count];
        return true;
    }
    return false;
}

/* The latest one of the series whose date is not after the day; of the same date the greatest. */
static bool
holds(const struct targets *targets, uint32_t indicator, enum target_of of, uint32_t whose, const struct zone *zone,
      day_t day, struct target *target)
{
    const struct target_statement *held = NULL;
    const struct target_series *series;
    uint32_t key[3], number = codebook_find(&targets->keys, key_bytes(key, indicator, of, whose));

    series = number == CODE_NONE ? NULL : &targets->series[number];
    for (size_t i = 0; series && i < series->count; i++) {
        const struct target_statement *statement = &series->statements[i];
        if (when_first_day(&statement->base.at, zone) <= day &&
            (!held || statement_cmp_single(&statement->base, &held->base, zone, targets->log) > 0))
            held = statement;
    }
    if (!held)
        return false;
    *target = held->target;
    target->of = of;
    target->whose = whose;
    return true;
}

bool
targets_on(const struct targets *targets, const struct units *units, struct str name, uint32_t unit, day_t day,
           struct target *target)
{
    uint32_t indicator = targets->count > 0 ? codebook_find(&targets->indicators, name) : CODE_NONE;
    uint32_t level = (uint32_t)units->units[unit].level, epoch;
    const struct zone *root;

    if (indicator == CODE_NONE)
        return false;
    epoch = unit_epoch(units, day);
    for (uint32_t at = unit; at != CODE_NONE; at = unit_parent(units, at, epoch)) {
        const struct zone *zone = units->units[at].zone;
        if (holds(targets, indicator, TARGET_OF_UNIT, at, zone ? zone : units->default_zone, day, target))
            return true;
    }
    root = units_root_zone(units);
    return holds(targets, indicator, TARGET_OF_LEVEL, level, root, day, target) ||
           holds(targets, indicator, TARGET_OF_EVERYONE, 0, root, day, target);
}

/* How many months of the period (of a month or of other stretches: days) are over, and how many it has. */
static size_t
parts_over(const struct period *period, int year_start_month, day_t as_of, size_t *all)
{
    struct period months[12];
    size_t over = 0;

    if (period->kind == PERIOD_QUARTER || period->kind == PERIOD_HALF || period->kind == PERIOD_YEAR) {
        *all = period_split(period, PERIOD_MONTH, year_start_month, months, 12);
        for (size_t i = 0; i < *all; i++)
            over += months[i].end <= as_of;
        return over;
    }
    *all = (size_t)(period->end - period->first);
    return as_of >= period->end ? *all : as_of > period->first ? (size_t)(as_of - period->first) : 0;
}

struct fraction
target_due(const struct target *target, const struct period *period, int year_start_month, day_t as_of)
{
    size_t all, over;

    if (target->mode == TARGET_FULL)
        return target->value;
    over = parts_over(period, year_start_month, as_of, &all);
    return fraction_reduce((struct fraction){ target->value.num * (int64_t)over, target->value.den * (int64_t)all });
}
