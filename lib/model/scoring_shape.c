/* SPDX-License-Identifier: MIT */
#include "lib/model/scoring_shape.h"

const struct str shape_kind_names[SHAPE_KINDS] = {
    STR_INIT("linear"), STR_INIT("threshold"), STR_INIT("graded"), STR_INIT("piecewise"), STR_INIT("steps"), STR_INIT("per_count"),
};

static const struct exact lost = { 0, 0 }, zero = { 0, 1 }, hundred = { 100, 1 };

static struct exact
not_below_zero(struct exact points)
{
    return points.num < 0 ? zero : points;
}

static struct exact
linear(const struct scoring_shape *shape, struct exact value, struct exact full)
{
    struct exact floor = exact_of(shape->floor), target = exact_of(shape->target), share;
    int sign;

    if (!exact_cmp(value, floor, &sign))
        return lost;
    if (sign < 0)
        return zero;
    share = shape->from_floor ? exact_div(exact_sub(value, floor), exact_sub(target, floor)) : exact_div(value, target);
    share = exact_least(share, exact_div(exact_of(shape->cap), hundred));
    return not_below_zero(exact_mul(share, full));
}

static struct exact
threshold(const struct scoring_shape *shape, struct exact value, struct exact full)
{
    int sign;

    if (!exact_cmp(value, exact_of(shape->target), &sign))
        return lost;
    return (shape->at_most ? sign <= 0 : sign >= 0) ? full : zero;
}

static struct exact
table(const struct scoring_shape *shape, struct exact value, int *range)
{
    struct exact points = exact_of(shape->below);

    for (size_t i = 0; i < shape->range_count; i++) {
        int sign;

        if (!exact_cmp(value, exact_of(shape->ranges[i].from), &sign))
            return lost;
        if (sign < 0 || (sign == 0 && shape->bound_is_below))
            break;
        points = exact_of(shape->ranges[i].points);
        *range = (int)i;
    }
    return points;
}

static struct exact
steps(const struct scoring_shape *shape, struct exact value, struct exact full)
{
    struct exact missing = not_below_zero(exact_sub(exact_of(shape->target), value));
    struct exact count = exact_div(missing, exact_of(shape->per));

    count = shape->started ? exact_ceil(count) : exact_floor(count);
    return not_below_zero(exact_sub(full, exact_mul(count, exact_of(shape->minus))));
}

static struct exact
per_count(const struct scoring_shape *shape, struct exact value)
{
    struct exact points = exact_mul(exact_floor(not_below_zero(value)), exact_of(shape->each));

    return exact_least(points, exact_of(shape->most));
}

struct exact
shape_points(const struct scoring_shape *shape, struct exact value, struct fraction full, int *range)
{
    *range = -1;
    if (value.den == 0)
        return lost;
    switch (shape->kind) {
    case SHAPE_LINEAR:
        return linear(shape, value, exact_of(full));
    case SHAPE_THRESHOLD:
        return threshold(shape, value, exact_of(full));
    case SHAPE_GRADED:
    case SHAPE_PIECEWISE:
        return table(shape, value, range);
    case SHAPE_STEPS:
        return steps(shape, value, exact_of(full));
    case SHAPE_PER_COUNT:
        return per_count(shape, value);
    }
    return lost;
}
