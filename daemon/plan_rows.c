/* SPDX-License-Identifier: MIT */
#include "daemon/plan_rows.h"

#include "lib/base/mem.h"
#include "lib/engine/ledger.h"

#include <stdint.h>

/* The members that travel, in order. */
#define MEMBER(name) offsetof(struct figure_row, name)

static const size_t texts[] = {
    MEMBER(indicator), MEMBER(category), MEMBER(group), MEMBER(state), MEMBER(value),
    MEMBER(method),    MEMBER(target),   MEMBER(flags), MEMBER(notes),
};

static const struct {
    size_t has, number;
} numbers[] = {
    { MEMBER(has_numerator), MEMBER(numerator) }, { MEMBER(has_denominator), MEMBER(denominator) }, { MEMBER(has_bounds), MEMBER(named) },
    { MEMBER(has_bounds), MEMBER(lower) },        { MEMBER(has_bounds), MEMBER(upper) },            { MEMBER(has_short), MEMBER(shortfall) },
};

enum { TEXTS = sizeof texts / sizeof *texts, NUMBERS = sizeof numbers / sizeof *numbers };

struct str
plan_rows_text(const json_t *value, struct arena *arena)
{
    const char *text = json_string_value(value);

    return text ? arena_copy(arena, (struct str){ text, json_string_length(value) }) : (struct str){ 0 };
}

static const void *
at(const struct figure_row *row, size_t offset)
{
    return (const char *)row + offset;
}

static json_t *
write_row(const struct figure_row *row)
{
    json_t *list = json_array();

    for (int i = 0; i < TEXTS; i++) {
        const struct str *text = at(row, texts[i]);
        json_array_append_new(list, text->ptr ? json_stringn(text->ptr, text->len) : json_null());
    }
    for (int i = 0; i < NUMBERS; i++)
        json_array_append_new(list, *(const bool *)at(row, numbers[i].has) ? json_integer((json_int_t) * (const int64_t *)at(row, numbers[i].number))
                                                                           : json_null());
    json_array_append_new(list, row->has_met ? json_boolean(row->met) : json_null());
    return list;
}

json_t *
plan_rows_write(const struct figure_row *rows, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, write_row(&rows[i]));
    return list;
}

static void
read_row(struct figure_row *row, const json_t *list, struct arena *arena)
{
    const json_t *met = json_array_get(list, TEXTS + NUMBERS);

    *row = (struct figure_row){ .has_met = json_is_boolean(met), .met = json_is_true(met), .kind = STR("official") };
    for (size_t i = 0; i < TEXTS; i++)
        *(struct str *)((char *)row + texts[i]) = plan_rows_text(json_array_get(list, i), arena);
    for (size_t i = 0; i < NUMBERS; i++) {
        const json_t *number = json_array_get(list, TEXTS + i);
        *(bool *)((char *)row + numbers[i].has) = json_is_integer(number);
        *(int64_t *)((char *)row + numbers[i].number) = (int64_t)json_integer_value(number);
    }
}

struct figure_row *
plan_rows_read(const json_t *list, struct arena *arena, size_t *count)
{
    struct figure_row *rows = mem_array(json_array_size(list) + 1, sizeof *rows);

    *count = json_array_size(list);
    for (size_t i = 0; i < *count; i++)
        read_row(&rows[i], json_array_get(list, i), arena);
    return rows;
}

json_t *
plan_rows_write_origin(const struct event_origin *origin)
{
    const struct when *at = &origin->at;

    return json_pack("[s%s%IiiIii]", origin->source.ptr, origin->source.len, origin->id.ptr, origin->id.len,
                     (json_int_t)origin->rev, (int)at->precision, (int)at->nanosecond, (json_int_t)at->instant, (int)at->first,
                     (int)at->last);
}

void
plan_rows_read_origin(const json_t *list, struct arena *arena, struct event_origin *origin)
{
    int64_t whole[6];

    for (size_t i = 0; i < 6; i++)
        whole[i] = (int64_t)json_integer_value(json_array_get(list, i + 2));
    *origin = (struct event_origin){
        .source = plan_rows_text(json_array_get(list, 0), arena),
        .id = plan_rows_text(json_array_get(list, 1), arena),
        .rev = (uint32_t)whole[0],
        .at = { (enum precision)whole[1], (int32_t)whole[2], whole[3], (day_t)whole[4], (day_t)whole[5] },
    };
}
