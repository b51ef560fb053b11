/* SPDX-License-Identifier: MIT */
#include "lib/model/finding.h"

#include "lib/base/codebook.h"
#include "lib/base/mem.h"

#include <stdlib.h>

void
findings_free(struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        free(findings->all[i].events);
    free(findings->all);
    arena_free(&findings->texts);
    *findings = (struct findings){ 0 };
}

struct finding *
findings_add(struct findings *findings, const struct quality_rule *rule, uint32_t unit)
{
    struct finding *finding;

    findings->all = mem_grow(findings->all, findings->count, &findings->capacity, sizeof *findings->all);
    finding = &findings->all[findings->count++];
    *finding = (struct finding){
        .check = rule->check, .severity = rule->severity,
        .unit = unit, .team = CODE_NONE, .session = CODE_NONE, .first = DAY_MIN,
    };
    return finding;
}

void
finding_days(struct findings *findings, struct finding *finding, day_t first, day_t last)
{
    char from[16], to[16];

    day_format(first, from);
    day_format(last, to);
    finding->first = first;
    finding->period = first == last ? arena_copy(&findings->texts, str_of(from))
                                    : arena_printf(&findings->texts, "%s..%s", from, to);
}

void
finding_period(struct findings *findings, struct finding *finding, const struct period *period, int year_start_month)
{
    char code[PERIOD_CODE_SIZE];

    period_code(period, year_start_month, code);
    finding->first = period->first;
    finding->period = arena_copy(&findings->texts, str_of(code));
}

void
finding_number(struct findings *findings, struct finding *finding, const char *name, int64_t value)
{
    finding->numbers[finding->number_count++] =
        (struct finding_number){ name, arena_printf(&findings->texts, "%lld", (long long)value) };
}

void
finding_event(struct finding *finding, uint64_t seq)
{
    finding->events = mem_grow(finding->events, finding->event_count, &finding->event_capacity, sizeof *finding->events);
    finding->events[finding->event_count++] = seq;
}
