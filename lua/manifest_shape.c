/* SPDX-License-Identifier: MIT */
#include "lua/manifest_shape.h"

#include <stdlib.h>

static const struct fraction none = { 0, 1 };

static bool
member(struct reading *reading, const json_t *object, const char *key, struct fraction *value)
{
    return read_number(reading, json_object_get(object, key), key, value);
}

static bool
is_positive(struct fraction value)
{
    return value.num > 0;
}

/* One of two words; the first one is false. */
static bool
choice(struct reading *reading, const json_t *object, const char *key, struct str no, struct str yes, bool *value)
{
    const struct str words[] = { no, yes };
    int place = -1;

    if (!read_word(reading, object, key, words, 2, &place))
        return false;
    *value = place == 1;
    return place >= 0 || bad(reading, key, "is missing");
}

static bool
read_linear(struct reading *reading, const json_t *object, struct scoring_shape *shape)
{
    if (!member(reading, object, "target", &shape->target) || !member(reading, object, "floor", &shape->floor) ||
        !member(reading, object, "cap", &shape->cap) ||
        !choice(reading, object, "from", STR("zero"), STR("floor"), &shape->from_floor))
        return false;
    if (!is_positive(shape->target) || !is_positive(shape->cap))
        return card_bad(reading, "t.linear: target and cap must be above 0");
    if (shape->floor.num < 0 || fraction_cmp(shape->floor, shape->target) >= 0)
        return card_bad(reading, "t.linear: floor must be from 0 to below the target");
    return true;
}

static bool
read_threshold(struct reading *reading, const json_t *object, struct scoring_shape *shape)
{
    const json_t *least = json_object_get(object, "at_least"), *most = json_object_get(object, "at_most");

    if (!least == !most)
        return card_bad(reading, "t.threshold: needs at_least or at_most");
    shape->at_most = most != NULL;
    return read_number(reading, least ? least : most, "threshold", &shape->target);
}

static int
range_cmp(const void *left, const void *right)
{
    return fraction_cmp(((const struct shape_range *)left)->from, ((const struct shape_range *)right)->from);
}

static bool
is_within(struct fraction points, struct fraction full)
{
    return points.num >= 0 && fraction_cmp(points, full) <= 0;
}

static bool
read_range(struct reading *reading, const json_t *object, struct fraction points, struct shape_range *range)
{
    if (!member(reading, object, "from", &range->from) || !member(reading, object, "points", &range->points) ||
        !read_optional_text(reading, object, "grade", &range->grade))
        return false;
    return is_within(range->points, points) || card_bad(reading, "a step's points must be from 0 to those of the item");
}

static bool
read_table(struct reading *reading, const json_t *object, struct fraction points, struct scoring_shape *shape)
{
    const json_t *list = json_object_get(object, "steps"), *one;
    size_t i;

    shape->range_count = json_array_size(list);
    if (shape->range_count == 0 || shape->range_count > SHAPE_RANGES_MAX)
        return card_bad(reading, "a table has 1 to %d steps", SHAPE_RANGES_MAX);
    shape->ranges = arena_array(&reading->ruleset->arena, shape->range_count, sizeof *shape->ranges);
    json_array_foreach(list, i, one)
        if (!read_range(reading, one, points, &shape->ranges[i]))
            return false;
    qsort(shape->ranges, shape->range_count, sizeof *shape->ranges, range_cmp);
    for (i = 1; i < shape->range_count; i++)
        if (range_cmp(&shape->ranges[i - 1], &shape->ranges[i]) == 0)
            return card_bad(reading, "two steps begin at the same value");
    if (!member(reading, object, "below", &shape->below) ||
        !choice(reading, object, "bound", STR("above"), STR("below"), &shape->bound_is_below))
        return false;
    return is_within(shape->below, points) || card_bad(reading, "below must be from 0 to the points of the item");
}

static bool
read_steps(struct reading *reading, const json_t *object, struct scoring_shape *shape)
{
    if (!member(reading, object, "from", &shape->target) || !member(reading, object, "per", &shape->per) ||
        !member(reading, object, "minus", &shape->minus) ||
        !choice(reading, object, "step", STR("whole"), STR("started"), &shape->started))
        return false;
    return (is_positive(shape->per) && is_positive(shape->minus)) || card_bad(reading, "t.steps: per and minus must be above 0");
}

static bool
read_per_count(struct reading *reading, const json_t *object, struct fraction points, struct scoring_shape *shape)
{
    if (!member(reading, object, "each", &shape->each) || !member(reading, object, "most", &shape->most))
        return false;
    if (!is_positive(shape->each) || !is_positive(shape->most) || fraction_cmp(shape->most, points) > 0)
        return card_bad(reading, "t.per_count: each and most must be above 0, and most not above the points of the item");
    return true;
}

bool
manifest_shape_read(struct reading *reading, const json_t *object, struct fraction points, struct scoring_shape *shape)
{
    int kind = -1;

    *shape = (struct scoring_shape){ .target = none, .floor = none, .cap = none, .per = none, .minus = none,
                                     .each = none, .most = none, .below = none };
    if (!read_word(reading, object, "kind", shape_kind_names, SHAPE_KINDS, &kind))
        return false;
    if (kind < 0)
        return bad(reading, "shape", "has no kind");
    shape->kind = (enum shape_kind)kind;
    switch (shape->kind) {
    case SHAPE_LINEAR:
        return read_linear(reading, object, shape);
    case SHAPE_THRESHOLD:
        return read_threshold(reading, object, shape);
    case SHAPE_GRADED:
    case SHAPE_PIECEWISE:
        return read_table(reading, object, points, shape);
    case SHAPE_STEPS:
        return read_steps(reading, object, shape);
    case SHAPE_PER_COUNT:
        return read_per_count(reading, object, points, shape);
    }
    return false;
}
