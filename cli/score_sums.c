/* SPDX-License-Identifier: MIT */
#include "cli/score_sums.h"

#include "lib/model/exact.h"

bool
points_parse(struct str text, int64_t *hundredths)
{
    struct fraction value;

    return text.ptr && fraction_parse(text, &value) && exact_round(exact_of(value), SCORE_DECIMALS, hundredths);
}

void
score_field_sums(const struct score_report *score, struct field_sum sums[WORK_FIELDS])
{
    memset(sums, 0, WORK_FIELDS * sizeof *sums);
    for (size_t i = 0; i < score->line_count; i++) {
        const struct score_line_row *line = &score->lines[i].line;
        int field = line->dimension.ptr ? str_find(line->dimension, work_field_names, WORK_FIELDS) : -1;
        int64_t full, points;

        if (field < 0 || !str_eq(line->role, term_role_names[TERM_ITEM]) || !points_parse(line->points, &points) ||
            !points_parse(line->full, &full))
            continue;
        sums[field].has_items = true;
        sums[field].full += full;
        sums[field].points += points;
    }
}
