/* SPDX-License-Identifier: MIT */
#include "lib/model/measure_reported.h"

#include "lib/model/count.h"
#include "lib/model/record_amount.h"
#include "lib/model/record_count.h"
#include "lib/model/reports.h"

bool
measure_is_about_sessions(const struct measure *measure)
{
    if (measure_is_of_records(measure))
        return false;
    return measure->kind == MEASURE_PEOPLE || measure->kind == MEASURE_ATTENDANCES ||
           measure->kind == MEASURE_PERIODS || measure->kind == MEASURE_GAP || measure->kind == MEASURE_GROUPS ||
           (measure->kind == MEASURE_COUNT && measure->of == COUNT_SESSIONS);
}

static bool
is_about_plans(const struct measure *measure)
{
    return measure->kind == MEASURE_PLAN || (measure->kind == MEASURE_COUNT && measure->of == COUNT_PLAN_ITEMS);
}

bool
measure_is_reported(const struct scope *scope, const struct measure *measure)
{
    struct scope unit = *scope;

    unit.witness = NULL;
    if (measure_is_amount(measure))
        return record_amount_find(&unit, measure).reported;
    unit.group = CODE_NONE; /* a group's cell: of its unit */
    if (is_about_plans(measure))
        return count_is_reported(&unit, true) || reports_cover(&unit, STR("plan"));
    if (measure_is_of_records(measure))
        return record_is_reported(&unit, measure) || reports_cover(&unit, record_dataset_of(measure));
    return !measure_is_about_sessions(measure) || count_is_reported(&unit, false) || reports_cover(&unit, STR("activity"));
}
