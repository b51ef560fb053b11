/* SPDX-License-Identifier: MIT */
/*
 * Checks about what there is: units, their populations, teams and channels.
 */
#include "lib/model/quality_view.h"

#include "lib/base/mem.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

static bool
is_open(const struct quality_view *view, uint32_t unit)
{
    return view->facts->units.units[unit].known && unit_open_on(&view->facts->units.units[unit], view->as_of);
}

/* ---- populations ---- */

static void
name_series(struct findings *findings, struct finding *finding, const struct population_query *series)
{
    finding->subject = arena_printf(&findings->texts, "%s/%.*s", basis_names[series->basis].ptr, STR_ARG(series->group));
}

static bool
jumps(uint32_t before, uint32_t after, int64_t percent)
{
    int64_t apart = before < after ? (int64_t)after - before : (int64_t)before - after;

    return apart * 100 > percent * before;
}

void
quality_population_jump(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    const struct facts *facts = view->facts;
    struct population_query series;
    struct population_step *steps;
    size_t count;

    for (size_t i = 0; populations_steps(&facts->populations, &facts->units, i, &series, &steps, &count); i++) {
        for (size_t k = 1; k < count && facts->units.units[series.unit].known; k++) {
            struct finding *finding;
            if (!jumps(steps[k - 1].count, steps[k].count, rule->params[QUALITY_PERCENT]))
                continue;
            finding = findings_add(findings, rule, series.unit);
            name_series(findings, finding, &series);
            finding_days(findings, finding, steps[k].from, steps[k].from);
            finding_number(findings, finding, "before", steps[k - 1].count);
            finding_number(findings, finding, "after", steps[k].count);
            finding_event(finding, steps[k - 1].seq);
            finding_event(finding, steps[k].seq);
        }
        free(steps);
    }
}

void
quality_stale_population(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    const struct facts *facts = view->facts;
    struct population_query series;
    struct population_step *steps;
    size_t count;

    for (size_t i = 0; populations_steps(&facts->populations, &facts->units, i, &series, &steps, &count); i++) {
        size_t last = count;
        while (last > 0 && steps[last - 1].from > view->as_of)
            last--;
        if (last > 0 && is_open(view, series.unit) && view->as_of - steps[last - 1].from > rule->params[QUALITY_DAYS]) {
            struct finding *finding = findings_add(findings, rule, series.unit);
            name_series(findings, finding, &series);
            finding_days(findings, finding, steps[last - 1].from, steps[last - 1].from);
            finding_number(findings, finding, "days", view->as_of - steps[last - 1].from);
            finding_number(findings, finding, "count", steps[last - 1].count);
            finding_event(finding, steps[last - 1].seq);
        }
        free(steps);
    }
}

/* ---- the tree ---- */

void
quality_broken_cycle(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    struct units *units = &view->facts->units;

    units_resolve(units);
    for (uint32_t i = 0; i < units->count; i++) {
        for (size_t k = 0; k < units->units[i].count; k++) {
            const struct unit_statement *statement = &units->units[i].statements[k];
            struct finding *finding;
            day_t from;
            if (!statement->ignored_link)
                continue;
            from = when_first_day(&statement->base.at, units->units[i].zone);
            finding = findings_add(findings, rule, i);
            finding->subject = codebook_name(&units->codes, statement->parent);
            finding_days(findings, finding, from, from);
            finding_event(finding, statement->base.seq);
        }
    }
}

/* ---- teams ---- */

/* The last session of the team that had begun by the as-of day, or NULL; of one day the lesser code. */
static const struct session *
last_session(const struct quality_view *view, uint32_t team)
{
    struct bucket_list buckets = tally_owner(&view->facts->tally, OWNER_TEAM, team);
    const struct session *last = NULL;

    for (size_t i = 0; i < buckets.count; i++) {
        const struct bucket *bucket = buckets.buckets[i];
        if (last && bucket->key.last < last->last)
            continue;
        for (size_t k = 0; k < bucket->session_count; k++) {
            const struct session *session = bucket->sessions[k];
            if (session->first <= view->as_of && (!last || session->last > last->last))
                last = session;
        }
    }
    return last;
}

void
quality_dormant_team(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    struct facts *facts = view->facts;
    day_t since = view->as_of - (day_t)rule->params[QUALITY_DAYS];

    for (uint32_t i = 0; i < facts->teams.count; i++) {
        const struct team_statement *team = team_current(&facts->teams, i, &facts->units);
        const struct session *last;
        struct finding *finding;
        if (!team || team->founded > since || team->dissolved <= view->as_of || !is_open(view, team->unit))
            continue;
        last = last_session(view, i);
        if (last && last->last > since)
            continue;
        finding = findings_add(findings, rule, team->unit);
        finding->team = i;
        if (last) {
            finding_days(findings, finding, last->last, last->last);
            finding_number(findings, finding, "days", view->as_of - last->last);
        }
        finding_event(finding, team->base.seq);
    }
}

/* ---- channels ---- */

static int
by_unit_and_channel(const void *left, const void *right)
{
    const struct record *a = *(const struct record *const *)left, *b = *(const struct record *const *)right;

    if (a->view.unit != b->view.unit)
        return a->view.unit < b->view.unit ? -1 : 1;
    return str_cmp(a->as.publicity_put.channel, b->as.publicity_put.channel);
}

static const struct record **
items_so_far(const struct quality_view *view, size_t *count)
{
    const struct record_shelves *shelves = &view->facts->records.shelves[EVENT_PUBLICITY_PUT];
    const struct record **items = NULL;
    size_t capacity = 0;

    *count = 0;
    for (size_t i = 0; i < shelves->count; i++) {
        for (size_t k = 0; k < shelves->shelves[i].list.count; k++) {
            const struct record *record = shelves->shelves[i].list.records[k];
            if (record->view.unit != shelves->shelves[i].owner || record->view.first > view->as_of || !is_open(view, record->view.unit))
                continue;
            items = mem_grow(items, *count, &capacity, sizeof *items);
            items[(*count)++] = record;
        }
    }
    if (*count > 1)
        qsort(items, *count, sizeof *items, by_unit_and_channel);
    return items;
}

static void
look_at_channel(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings,
                const struct record **items, size_t count)
{
    day_t last = DAY_MIN;
    struct finding *finding;

    for (size_t i = 0; i < count; i++)
        last = items[i]->view.last > last ? items[i]->view.last : last;
    if (view->as_of - last < rule->params[QUALITY_DAYS])
        return;
    finding = findings_add(findings, rule, items[0]->view.unit);
    finding->subject = items[0]->as.publicity_put.channel;
    finding_days(findings, finding, last, last);
    finding_number(findings, finding, "days", view->as_of - last);
    finding_number(findings, finding, "items", (int64_t)count);
    for (size_t i = 0; i < count; i++)
        if (items[i]->view.last == last)
            finding_event(finding, items[i]->base.seq);
}

void
quality_silent_channel(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    size_t count, end;
    const struct record **items = items_so_far(view, &count);

    for (size_t begin = 0; begin < count; begin = end) {
        for (end = begin + 1; end < count && by_unit_and_channel(&items[begin], &items[end]) == 0;)
            end++;
        look_at_channel(view, rule, findings, items + begin, end - begin);
    }
    free(items);
}
