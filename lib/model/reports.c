/* SPDX-License-Identifier: MIT */
#include "lib/model/reports.h"

#include "lib/model/record_walk.h"

const struct str dataset_names[DATASETS] = {
    STR_INIT("activity"), STR_INIT("award"),     STR_INIT("declared"), STR_INIT("evidence"),
    STR_INIT("feedback"), STR_INIT("incident"),  STR_INIT("partner"),  STR_INIT("publicity"),
    STR_INIT("reach"),    STR_INIT("talent"),    STR_INIT("venue"),    STR_INIT("volunteer"),
};

/* What is looked for among the reports of a unit. */
struct search {
    const struct period *period;
    struct str dataset;
    bool found;
};

static void
look(void *ctx, const struct record *record)
{
    struct search *search = ctx;
    const struct record_view *view = &record->view;
    bool inside = period_has(search->period, view->first, view->last);
    bool around = view->first <= search->period->first && search->period->end <= view->last + 1;

    search->found |= (inside || around) && str_eq(record->as.report_done.dataset, search->dataset);
}

bool
reports_cover(const struct scope *scope, struct str dataset)
{
    struct search search = { &scope->period, dataset, false };
    struct scope unit = *scope;

    if (scope->facts->records.shelves[EVENT_REPORT_DONE].count == 0)
        return false;
    unit.team = unit.category = CODE_NONE; /* the unit speaks for its teams, and in every category */
    record_walk(&unit, EVENT_REPORT_DONE, RULE_NONE, NULL, look, &search);
    return search.found;
}
