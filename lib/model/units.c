/* SPDX-License-Identifier: MIT */
#include "lib/model/units.h"

#include "lib/base/mem.h"

#include <stdlib.h>

bool
units_init(struct units *units, const struct log_order *log, struct err *err)
{
    *units = (struct units){ .log = log };
    units->default_zone = zone_find(STR("Asia/Shanghai"), err);
    units->tree_dirty = units->known_dirty = true;
    return units->default_zone != NULL;
}

static void
free_tree(struct units *units)
{
    free(units->epoch_starts);
    free(units->parents);
    free(units->enter);
    free(units->leave);
    free(units->by_enter);
    units->epoch_starts = NULL;
    units->parents = units->enter = units->leave = units->by_enter = NULL;
}

void
units_free(struct units *units)
{
    free_tree(units);
    for (size_t i = 0; i < units->count; i++)
        free(units->units[i].statements);
    free(units->units);
    codebook_free(&units->codes);
    codebook_free(&units->texts);
    *units = (struct units){ 0 };
}

uint32_t
units_number(struct units *units, struct str code)
{
    uint32_t number = codebook_add(&units->codes, code);

    while (units->count < units->codes.count) {
        units->units = mem_grow(units->units, units->count, &units->capacity, sizeof *units->units);
        units->units[units->count++] = (struct unit){ .zone = units->default_zone, .opened = DAY_MIN, .closed = DAY_MAX };
    }
    return number;
}

static struct str
keep(struct units *units, struct str text)
{
    if (!text.ptr)
        return text;
    return codebook_name(&units->texts, codebook_add(&units->texts, text));
}

bool
unit_statement_is_pending(const struct units *units, const struct unit_statement *statement)
{
    return (statement->parent != CODE_NONE && !units->units[statement->parent].known) ||
           (statement->guide != CODE_NONE && !units->units[statement->guide].known);
}

static uint32_t
mention(struct units *units, struct str code)
{
    uint32_t number;

    if (!code.ptr)
        return CODE_NONE;
    number = units_number(units, code);
    units->units[number].named_by_others = true;
    return number;
}

void
units_state(struct units *units, const struct event *event, uint64_t seq)
{
    const struct unit_put *put = &event->as.unit_put;
    uint32_t number = units_number(units, put->unit);
    struct unit_statement statement = {
        .base = { seq, event->at, event->rev },
        .put = *put,
        .parent = mention(units, put->parent),
        .guide = mention(units, put->guide),
    };
    struct unit *unit = &units->units[number];

    statement.put.unit = codebook_name(&units->codes, number);
    statement.put.name = keep(units, put->name);
    statement.put.name_en = keep(units, put->name_en);
    statement.put.tz = keep(units, put->tz);
    unit->statements = mem_grow(unit->statements, unit->count, &unit->capacity, sizeof *unit->statements);
    unit->statements[unit->count++] = statement;
    units->tree_dirty = true;
    if (units->known_dirty || unit->known)
        return;
    /* It becomes known, unless what it names waits for it in turn; others can only follow if they name it. */
    unit->known = !unit_statement_is_pending(units, &statement);
    units->known_dirty = unit->named_by_others;
}

bool
units_withdraw(struct units *units, const struct event *event, uint64_t seq)
{
    uint32_t number = units_number(units, event->as.unit_put.unit); /* first: it may move the array */
    struct unit *unit = &units->units[number];

    for (size_t i = 0; i < unit->count; i++) {
        if (unit->statements[i].base.seq != seq)
            continue;
        memmove(&unit->statements[i], &unit->statements[i + 1], (unit->count - i - 1) * sizeof *unit->statements);
        unit->count--;
        unit->sorted -= i < unit->sorted;
        units->tree_dirty = units->known_dirty = true;
        return true;
    }
    return false;
}

static bool
has_ground(const struct units *units, const struct unit *unit)
{
    for (size_t i = 0; i < unit->count; i++)
        if (!unit_statement_is_pending(units, &unit->statements[i]))
            return true;
    return false;
}

/*
 * The greatest set in which every unit has a statement whose parent and guide
 * are in the set: two units that name each other are both there, and the cycle
 * of their links is broken like any other.
 */
static void
find_known(struct units *units)
{
    bool changed = true;

    for (size_t i = 0; i < units->count; i++)
        units->units[i].known = units->units[i].count > 0;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < units->count; i++) {
            if (!units->units[i].known || has_ground(units, &units->units[i]))
                continue;
            units->units[i].known = false;
            changed = true;
        }
    }
    units->known_dirty = false;
}

bool
unit_known(struct units *units, uint32_t unit)
{
    if (units->known_dirty)
        find_known(units);
    return unit != CODE_NONE && unit < units->count && units->units[unit].known;
}

bool
unit_open_on(const struct unit *unit, day_t day)
{
    return unit->opened <= day && day < unit->closed;
}
