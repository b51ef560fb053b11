/* SPDX-License-Identifier: MIT */
/*
 * A close that has no effect yet, for units below have not closed the period.
 */
#include "lib/model/quality_view.h"

#include "lib/base/buf.h"
#include "lib/model/closings.h"

#include <stdlib.h>

enum { NAMED = 20 /* units that a finding names; all are counted */ };

/* "Bridge (bridge), gate": names with their codes. */
static struct str
names_of(const struct facts *facts, const uint32_t *units, size_t count, struct arena *arena)
{
    struct buf text = { 0 };
    struct str kept;

    for (size_t i = 0; i < count && i < NAMED; i++) {
        struct str name = facts->units.units[units[i]].name, code = codebook_name(&facts->units.codes, units[i]);

        buf_put_str(&text, i > 0 ? STR(", ") : STR(""));
        if (name.len > 0 && !str_eq(name, code))
            buf_printf(&text, "%.*s (%.*s)", STR_ARG(name), STR_ARG(code));
        else
            buf_put_str(&text, code);
    }
    if (count > NAMED)
        buf_put_str(&text, STR(" ..."));
    kept = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return kept;
}

void
quality_waiting_close(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    struct closings closings;

    closings_find(view->facts, &closings);
    for (size_t i = 0; i < closings.count; i++) {
        const struct closing *closing = &closings.closings[i];
        struct finding *finding;
        uint32_t *missing;
        size_t count;

        if (closing->may_take_effect)
            continue;
        missing = closings_missing(view->facts, &closings, closing, &count);
        finding = findings_add(findings, rule, closing->unit);
        finding->subject = names_of(view->facts, missing, count, &findings->texts);
        finding_period(findings, finding, &closing->period, view->year_start_month);
        finding_number(findings, finding, "missing", (int64_t)count);
        finding_event(finding, closing->close);
        free(missing);
    }
    closings_free(&closings);
}
