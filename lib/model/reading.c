/* SPDX-License-Identifier: MIT */
#include "lib/model/reading.h"

static bool
is_marked(const struct measure *measure, const uint8_t *marks)
{
    return measure->kind == MEASURE_FIGURE && marks[measure->figure];
}

static bool
reads_marked(const struct indicator *indicator, const uint8_t *marks)
{
    for (size_t i = 0; i < indicator->part_count; i++)
        if (marks[indicator->parts[i]])
            return true;
    for (size_t i = 0; i < indicator->read_count; i++)
        if (indicator->reads[i].place >= 0 && marks[indicator->reads[i].place])
            return true;
    return is_marked(&indicator->numerator, marks) || is_marked(&indicator->denominator, marks);
}

void
reading_spread(const struct ruleset *ruleset, uint8_t *marks)
{
    bool more = true;

    while (more) {
        more = false;
        for (size_t i = 0; i < ruleset->indicator_count; i++)
            if (!marks[i] && reads_marked(&ruleset->indicators[i], marks))
                marks[i] = more = true;
    }
}

void
reading_find_held(const struct ruleset *ruleset, const uint64_t *paused, uint8_t *marks)
{
    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        uint32_t plugin = ruleset->indicators[i].plugin;
        marks[i] = paused[plugin / 64] >> (plugin % 64) & 1;
    }
    reading_spread(ruleset, marks);
}

/* Is it, or part of it, what a rule answers of figures or events? */
static bool
is_answered(const struct indicator *indicator)
{
    return indicator->kind == INDICATOR_SCORE || indicator->numerator.kind == MEASURE_FOLD ||
           indicator->denominator.kind == MEASURE_FOLD;
}

bool
reading_find_scores(const struct ruleset *ruleset, uint8_t *marks)
{
    bool found = false;

    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        marks[i] = is_answered(&ruleset->indicators[i]);
        found |= marks[i];
    }
    if (found)
        reading_spread(ruleset, marks);
    return found;
}
