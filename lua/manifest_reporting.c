/* SPDX-License-Identifier: MIT */
#include "lua/manifest_reporting.h"

#include "lib/model/reports.h"

bool
read_reporting_measure(struct reading *reading, const json_t *object, struct measure *measure)
{
    int dataset = 0; /* activity */

    if (!read_word(reading, object, "dataset", dataset_names, DATASETS, &dataset))
        return false;
    measure->dataset = dataset_names[dataset];
    if (measure->kind == MEASURE_TIMELY)
        return read_count(reading, object, "grace", &measure->grace);
    return read_mask(reading, object, "levels", unit_level_names, LEVELS, &measure->unit_levels);
}
