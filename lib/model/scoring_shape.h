/* SPDX-License-Identifier: MIT */
/*
 * scoring_shape.h -- how many points a value is worth: the shapes that official rules use.
 *
 * A shape is a pure function of an exact value in its printed unit (75 is
 * 75 %, a shortage of 3 is 3 percentage points) and of the full points.  What
 * a regulation may leave open (who owns the bound, whole or started steps,
 * where the line begins) has no default here: it is a field that the rule sets.
 */
#ifndef LIB_MODEL_SCORING_SHAPE_H
#define LIB_MODEL_SCORING_SHAPE_H

#include "lib/base/str.h"
#include "lib/model/exact.h"
#include "lib/model/fraction.h"

#include <stdbool.h>
#include <stddef.h>

enum shape_kind {
    SHAPE_LINEAR,    /* full * min(cap, value / target), nothing below the floor */
    SHAPE_THRESHOLD, /* full or nothing */
    SHAPE_GRADED,    /* the points of the grade that the value reaches */
    SHAPE_PIECEWISE, /* the points of the range that the value lies in */
    SHAPE_STEPS,     /* full, less some points for each step that is missing, not below nothing */
    SHAPE_PER_COUNT, /* points for each whole one, up to some */
};
enum { SHAPE_KINDS = SHAPE_PER_COUNT + 1, SHAPE_RANGES_MAX = 64 };
extern const struct str shape_kind_names[SHAPE_KINDS]; /* "linear" ... */

struct shape_range {
    struct fraction from;   /* in the printed unit */
    struct fraction points;
    struct str grade;       /* of a graded shape; else ptr NULL */
};

struct scoring_shape {
    enum shape_kind kind;
    struct fraction target;     /* linear, threshold, steps */
    bool at_most;               /* threshold: the target is not to be passed; else it is to be reached */
    struct fraction floor;      /* linear: below it there are no points */
    bool from_floor;            /* linear: the line begins with 0 points at the floor; else at 0 */
    struct fraction cap;        /* linear: at most this part of the full points, in percent */
    struct fraction per, minus; /* steps: for each `per` below the target, `minus` points */
    bool started;               /* steps: a started step counts; else only whole ones do */
    struct fraction each, most; /* per_count: points for each, and the most of them */
    struct shape_range *ranges; /* graded, piecewise: by `from`, lowest first, no two alike */
    size_t range_count;
    bool bound_is_below;        /* graded, piecewise: a value equal to `from` still lies in the range below */
    struct fraction below;      /* graded, piecewise: points below the first range */
};

/* The points, not yet rounded; lost when the numbers are too large. *range: of the table, or -1. */
struct exact shape_points(const struct scoring_shape *shape, struct exact value, struct fraction full, int *range);

#endif
