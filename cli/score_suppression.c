/* SPDX-License-Identifier: MIT */
#include "cli/score_suppression.h"

#include "cli/suppression.h"
#include "lib/store/reader.h"

/* Beside an official figure there is a revised one only where it says something else: else the official one speaks for both. */
static bool
hides_value(const struct suppression *suppression, const struct score_row *row, struct str indicator)
{
    return suppression_hides(suppression, indicator, row->unit, row->team, row->period, row->kind) ||
           (str_eq(row->kind, STR("revised")) &&
            suppression_hides(suppression, indicator, row->unit, row->team, row->period, STR("official")));
}

bool
score_suppression_apply(struct reader *reader, const struct report_filter *filter, struct score_report *scores, size_t count,
                        struct arena *arena, struct err *err)
{
    struct suppression suppression;

    if (!suppression_read(&suppression, reader, filter, arena, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct score_row *row = &scores[i].row;

        for (size_t k = 0; k < scores[i].line_count; k++) {
            struct score_line_row *line = &scores[i].lines[k].line;

            if (!hides_value(&suppression, row, line->name))
                continue;
            line->state = STR("suppressed");
            line->value = line->grade = (struct str){ 0 };
        }
    }
    return true;
}
