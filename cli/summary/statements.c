/* SPDX-License-Identifier: MIT */
#include "cli/summary/statements.h"

#include "cli/json_read.h"
#include "lib/base/codebook.h"
#include "lib/base/mem.h"

#include <stdlib.h>

/* Which told event holds for the thing of each number. */
struct holding {
    struct codebook things;
    size_t *places;
    size_t capacity;
};

/* The event, which is the last one, takes its thing's place when it is the greater one. */
static bool
takes(struct holding *holding, struct statements *statements, struct str code, bool by_date)
{
    uint32_t known = holding->things.count, number = codebook_add(&holding->things, code);
    size_t mine = statements->count - 1, held;

    if (number >= known) {
        holding->places = mem_grow(holding->places, number, &holding->capacity, sizeof *holding->places);
        holding->places[number] = mine;
        return true;
    }
    held = holding->places[number];
    if (unit_event_cmp(statements->told[mine].event, statements->told[held].event, by_date) < 0)
        return false;
    told_event_free(&statements->told[held]);
    holding->places[number] = mine;
    return true;
}

/* Those that gave way have no data any more. */
static void
close_gaps(struct statements *statements)
{
    size_t kept = 0;

    for (size_t i = 0; i < statements->count; i++)
        if (statements->told[i].data)
            statements->told[kept++] = statements->told[i];
    statements->count = kept;
}

static void
add(struct statements *statements, struct holding *holding, const struct unit_event *event, const char *thing, bool by_date)
{
    struct told_event *told = &statements->told[statements->count++];
    struct str code;

    *told = told_event_read(event);
    code = thing ? json_str(told->data, thing) : (struct str){ 0 };
    if (code.ptr && !takes(holding, statements, code, by_date))
        told_event_free(told);
}

void
statements_choose(struct statements *statements, const struct unit_event *events, size_t count, const struct str *types,
                  size_t type_count, const char *thing, bool by_date, struct arena *arena)
{
    struct holding holding = { 0 };
    size_t room = 0;

    for (size_t i = 0; i < count; i++)
        room += str_find(events[i].type, types, type_count) >= 0;
    statements->told = arena_array(arena, room, sizeof *statements->told);
    for (size_t i = 0; i < count; i++)
        if (str_find(events[i].type, types, type_count) >= 0)
            add(statements, &holding, &events[i], thing, by_date);
    close_gaps(statements);
    codebook_free(&holding.things);
    free(holding.places);
}

void
statements_free(struct statements *statements)
{
    for (size_t i = 0; i < statements->count; i++)
        told_event_free(&statements->told[i]);
    *statements = (struct statements){ 0 };
}

const struct told_event *
statements_about(const struct statements *statements, const char *thing, struct str code)
{
    for (size_t i = 0; i < statements->count; i++)
        if (str_eq(json_str(statements->told[i].data, thing), code))
            return &statements->told[i];
    return NULL;
}
