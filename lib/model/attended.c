/* SPDX-License-Identifier: MIT */
#include "lib/model/attended.h"

/* What is not listed here is taken to depend on who came. */
static bool
measure_is_attended(const struct measure *measure)
{
    switch (measure->kind) {
    case MEASURE_NONE:
    case MEASURE_COUNT:
    case MEASURE_POPULATION:
    case MEASURE_MEMBERS:
    case MEASURE_PERIODS:
    case MEASURE_PLAN:
    case MEASURE_CONSTANT:
    case MEASURE_GAP:
    case MEASURE_COMPLETION:
    case MEASURE_VOLUNTEERS:
    case MEASURE_SERVICE:
    case MEASURE_FEEDBACK:
    case MEASURE_SUM:
    case MEASURE_FOLD:
    case MEASURE_LATEST:
    case MEASURE_AWARDS:
    case MEASURE_WEEKS:
    case MEASURE_DAYS:
    case MEASURE_ROTA:
    case MEASURE_IDLE:
    case MEASURE_AGE:
    case MEASURE_REPORTED:
        return false;
    case MEASURE_GROUPS:
        return measure->groups_of == GROUPS_OF_PEOPLE;
    default:
        return true;
    }
}

static bool
indicator_is_attended(const struct ruleset *ruleset, const struct indicator *indicator)
{
    switch (indicator->kind) {
    case INDICATOR_RATIO:
    case INDICATOR_VALUE:
        return measure_is_attended(&indicator->numerator) || measure_is_attended(&indicator->denominator);
    case INDICATOR_ALL_OF: /* its parts are of the other kinds */
        for (size_t i = 0; i < indicator->part_count; i++)
            if (indicator_is_attended(ruleset, &ruleset->indicators[indicator->parts[i]]))
                return true;
        return false;
    default:
        return true;
    }
}

void
attended_find(const struct ruleset *ruleset, bool *attended)
{
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        attended[i] = indicator_is_attended(ruleset, &ruleset->indicators[i]);
}
