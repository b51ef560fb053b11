/* SPDX-License-Identifier: MIT */
#include "lua/manifest_volunteers.h"

enum { WEIGHT_MOST = 10000, WEIGHT_PLACES = 1000, HOURS_MOST = 1000000, HOUR = 60 };

static bool
read_proofs(struct reading *reading, const json_t *object, struct measure *measure)
{
    measure->proofs = (1u << PROOFS) - 1;
    return read_mask(reading, object, "proof", proof_names, PROOFS, &measure->proofs) &&
           read_count(reading, object, "cap", &measure->cap);
}

/* -- volunteers -- */

static bool
read_thresholds(struct reading *reading, const json_t *object, struct measure *measure)
{
    const json_t *list = json_object_get(object, "hours"), *one;
    size_t i;

    if (json_array_size(list) > STARS_MAX)
        return bad(reading, "hours", "are too many");
    json_array_foreach(list, i, one) {
        struct fraction hours;
        if (!read_number(reading, one, "hours", &hours))
            return false;
        hours = fraction_reduce(hours);
        if (hours.num <= 0 || hours.num > HOURS_MOST || HOUR % hours.den != 0)
            return bad(reading, "hours", "must be whole minutes");
        measure->thresholds[i] = hours.num * (HOUR / hours.den);
        if (i > 0 && measure->thresholds[i] <= measure->thresholds[i - 1])
            return bad(reading, "hours", "must rise");
    }
    measure->threshold_count = (uint32_t)json_array_size(list);
    return true;
}

static bool
read_volunteers(struct reading *reading, const json_t *object, struct measure *measure)
{
    int of = -1, method = METHOD_NAMED;

    measure->min_minutes = 1;
    if (!read_word(reading, object, "of", volunteers_of_names, VOLUNTEERS_OF, &of) ||
        !read_word(reading, object, "method", people_method_names, PEOPLE_METHODS, &method) ||
        !read_count(reading, object, "min_minutes", &measure->min_minutes) ||
        !read_count(reading, object, "stars", &measure->stars) ||
        !read_count(reading, object, "min_days", &measure->min_days) || !read_thresholds(reading, object, measure) ||
        !read_proofs(reading, object, measure))
        return false;
    if (of < 0 || method == METHOD_DECLARED)
        return bad(reading, "of", "is missing, or method is none of them");
    if (of == VOLUNTEERS_STARRED && (measure->stars == 0 || measure->stars > measure->threshold_count))
        return bad(reading, "stars", "are more than hours");
    measure->volunteers = (enum volunteers_of)of;
    measure->method = (enum people_method)method;
    return true;
}

static bool
read_hours(struct reading *reading, const json_t *object, struct measure *measure)
{
    static const struct str words[] = { STR_INIT("hours"), STR_INIT("minutes") };
    int as = 0;

    if (!read_word(reading, object, "as", words, 2, &as) || !read_proofs(reading, object, measure))
        return false;
    measure->hours = as == 0;
    return true;
}

/* -- feedback -- */

static bool
read_levels(struct reading *reading, const json_t *list, struct measure *measure)
{
    const json_t *one;
    size_t i;

    measure->levels = 0;
    json_array_foreach(list, i, one) {
        struct fraction level;
        if (!read_number(reading, one, "levels", &level))
            return false;
        if (level.den != 1 || level.num < 0 || level.num > FEEDBACK_LEVEL_MAX)
            return bad(reading, "levels", "are from 0 to 5");
        measure->levels |= 1u << level.num;
    }
    return true;
}

/* At most WEIGHT_PLACES, which both divide. */
static int64_t
common_multiple(int64_t a, int64_t b)
{
    int64_t multiple = a;

    while (multiple % b != 0)
        multiple += a;
    return multiple;
}

/* Of the levels from 5 to 1. */
static bool
read_weights(struct reading *reading, const json_t *list, struct measure *measure)
{
    struct fraction weights[FEEDBACK_LEVEL_MAX];

    if (json_array_size(list) != FEEDBACK_LEVEL_MAX)
        return bad(reading, "weights", "are five");
    for (int i = 0; i < FEEDBACK_LEVEL_MAX; i++) {
        if (!read_number(reading, json_array_get(list, (size_t)i), "weights", &weights[i]))
            return false;
        weights[i] = fraction_reduce(weights[i]);
        if (weights[i].num < 0 || weights[i].num > WEIGHT_MOST * weights[i].den || WEIGHT_PLACES % weights[i].den != 0)
            return bad(reading, "weights", "are out of range");
        measure->weight_den = common_multiple(measure->weight_den, weights[i].den);
    }
    for (int i = 0; i < FEEDBACK_LEVEL_MAX; i++)
        measure->weights[FEEDBACK_LEVEL_MAX - i] = weights[i].num * (measure->weight_den / weights[i].den);
    return true;
}

static bool
read_feedback(struct reading *reading, const json_t *object, struct measure *measure)
{
    static const struct str words[] = { STR_INIT("answers"), STR_INIT("sent") };
    const json_t *levels = json_object_get(object, "levels"), *weights = json_object_get(object, "weights");
    int of = 0;

    measure->levels = (1u << FEEDBACK_LEVELS) - 2; /* those who know */
    measure->weight_den = 1;
    for (int i = 0; i < FEEDBACK_LEVELS; i++)
        measure->weights[i] = 1;
    if (!read_word(reading, object, "of", words, 2, &of) || !read_count(reading, object, "min_n", &measure->min_n) ||
        (levels && !read_levels(reading, levels, measure)) || (weights && !read_weights(reading, weights, measure)))
        return false;
    measure->sent = of == 1;
    return !(levels && weights) || bad(reading, "weights", "are of all levels");
}

bool
read_volunteer_measure(struct reading *reading, const json_t *object, struct measure *measure)
{
    if (measure->kind == MEASURE_VOLUNTEERS)
        return read_volunteers(reading, object, measure);
    if (measure->kind == MEASURE_SERVICE)
        return read_hours(reading, object, measure);
    return read_feedback(reading, object, measure);
}
