/* SPDX-License-Identifier: MIT */
#include "lib/engine/inspection.h"

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/engine/finding_text.h"
#include "lib/model/emission.h"
#include "lib/model/quality.h"
#include "lib/model/record_shelf.h"
#include "lib/store/finding_table.h"
#include "lib/store/recorded.h"

#include <stdlib.h>

/* How long to rest after it took that long; what takes SHORT or less may come between events. All in microseconds. */
enum { REST = 20, LONG_REST = 200, SHORT = 5000, LONG_LEAST = 30000000 };
/* With so many sessions the first look waits until the figures are out, too. */
enum { MANY_SESSIONS = 2000 };

void
inspection_init(struct inspection *inspection, struct finding_table *table, struct recorded *recorded)
{
    *inspection = (struct inspection){ .table = table, .recorded = recorded, .position = UINT64_MAX, .begun = clock_us() };
}

void
inspection_free(struct inspection *inspection)
{
    free(inspection->figures);
    free(inspection->by_cell);
    free(inspection->published);
    *inspection = (struct inspection){ 0 };
}

bool
inspection_clear(struct inspection *inspection, struct err *err)
{
    inspection->published_count = 0;
    return finding_table_clear(inspection->table, err);
}

void
inspection_forget(struct inspection *inspection)
{
    inspection->position = UINT64_MAX;
    inspection->begun = clock_us();
    inspection->ended = inspection->took = 0;
}

/* ---- figures ---- */

/* Did the unit declare this very figure? */
static bool
is_declared(const struct scope *scope, struct str indicator)
{
    const struct record_shelf *shelf =
        record_shelf_find(&scope->facts->records.shelves[EVENT_DECLARED_PUT], scope->unit);

    if (scope->team != CODE_NONE || scope->category != CODE_NONE || scope->group != CODE_NONE)
        return false;
    for (size_t i = 0; shelf && i < shelf->list.count; i++) {
        const struct declared_put *put = &shelf->list.records[i]->as.declared_put;
        struct period period;
        if (str_eq(put->what, indicator) && period_parse(put->period, scope->year_start_month, &period) &&
            period_cmp(&period, &scope->period) == 0)
            return true;
    }
    return false;
}

static bool
is_asked_about(const struct scope *scope, const struct indicator *indicator, const struct figure *figure)
{
    bool is_plan = indicator->numerator.kind == MEASURE_PLAN;

    return (figure->flags & FLAG_OVER_100) || (is_plan && figure->has_target && figure->state == FIGURE_OK && !figure->met) ||
           is_declared(scope, indicator->name);
}

static struct noted_figure *
note_of(struct inspection *inspection, uint32_t cell, bool make)
{
    if (cell >= inspection->cell_count) {
        size_t wanted = (size_t)cell * 2 + 64;
        if (!make)
            return NULL;
        inspection->by_cell = mem_resize(inspection->by_cell, wanted * sizeof *inspection->by_cell);
        for (; inspection->cell_count < wanted; inspection->cell_count++)
            inspection->by_cell[inspection->cell_count] = 0;
    }
    if (!inspection->by_cell[cell]) {
        if (!make)
            return NULL;
        inspection->figures =
            mem_grow(inspection->figures, inspection->figure_count, &inspection->figure_capacity, sizeof *inspection->figures);
        inspection->figures[inspection->figure_count++] = (struct noted_figure){ 0 };
        inspection->by_cell[cell] = (uint32_t)inspection->figure_count;
    }
    return &inspection->figures[inspection->by_cell[cell] - 1];
}

void
inspection_see(struct inspection *inspection, const struct cells *cells, const struct page_cell *cell,
               const struct scope *scope, const struct ruleset *ruleset, uint32_t place, const struct figure *figure)
{
    const struct indicator *indicator = &ruleset->indicators[place];
    bool noted = is_asked_about(scope, indicator, figure);
    struct noted_figure *note = note_of(inspection, cell->number, noted);

    if (!note)
        return;
    *note = (struct noted_figure){
        .figure = { .indicator = codebook_name(&cells->names, cell->key.indicator),
                    .is_plan = indicator->numerator.kind == MEASURE_PLAN,
                    .decimals = indicator->decimals,
                    .factor = indicator->factor,
                    .unit = scope->unit,
                    .team = scope->team,
                    .category = scope->category,
                    .group = scope->group,
                    .period = scope->period,
                    .figure = *figure },
        .page = cells->page,
        .place = (uint32_t)(cell - cells->pages[cells->page].cells),
        .noted = noted,
    };
}

/* Those whose rows are there. */
static struct quality_figure *
noted_figures(const struct inspection *inspection, const struct cells *cells, size_t *count)
{
    struct quality_figure *list = mem_array(inspection->figure_count + 1, sizeof *list);

    *count = 0;
    for (size_t i = 0; i < inspection->figure_count; i++) {
        const struct noted_figure *note = &inspection->figures[i];
        if (note->noted && cells->pages[note->page].cells[note->place].live)
            list[(*count)++] = note->figure;
    }
    return list;
}

/* ---- what waits ---- */

static int
by_number(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return a < b ? -1 : a > b;
}

/* Events that are noted as pending, looked at again: some were noted twice, some wait no more. */
static bool
find_pending(struct ledger *ledger, struct quality_pending **pending, size_t *count, struct err *err)
{
    size_t total = ledger->pending_count;
    uint64_t *positions = mem_array(total + 1, sizeof *positions);
    bool fine = true;

    for (size_t i = 0; i < total; i++)
        positions[i] = ledger->pending[i];
    if (total > 1)
        qsort(positions, total, sizeof *positions, by_number);
    *pending = mem_array(total + 1, sizeof **pending);
    *count = 0;
    for (size_t i = 0; fine && i < total; i++) {
        struct event_note note;
        bool found;
        if (i > 0 && positions[i] == positions[i - 1])
            continue;
        fine = ledger_look(ledger, positions[i], &note, &found, err);
        if (fine && found && note.standing == STANDING_LIVE && note.pending)
            (*pending)[(*count)++] = (struct quality_pending){ note.seq, note.type, note.unit, note.session };
    }
    free(positions);
    return fine;
}

/* ---- when ---- */

bool
inspection_is_wanted(const struct inspection *inspection, uint64_t head, day_t day)
{
    return inspection->position != head || inspection->day != day;
}

bool
inspection_may_run(const struct inspection *inspection, bool quiet, size_t sessions)
{
    int64_t rest = REST * inspection->took, longer = LONG_REST * inspection->took;

    if (inspection->took == 0)
        return quiet || sessions < MANY_SESSIONS || clock_us() - inspection->begun >= LONG_LEAST;

    if (!quiet && inspection->took > SHORT)
        rest = longer > LONG_LEAST ? longer : LONG_LEAST;
    return clock_us() - inspection->ended >= rest;
}

/* ---- publishing ---- */

static int64_t
recorded_when(void *ctx, uint64_t seq)
{
    return recorded_at(ctx, emitted_origin(seq));
}

static int
by_content(const void *left, const void *right)
{
    const struct published_finding *a = left, *b = right;

    if (a->content.high != b->content.high)
        return a->content.high < b->content.high ? -1 : 1;
    return a->content.low < b->content.low ? -1 : a->content.low > b->content.low;
}

static bool
put_new(struct inspection *inspection, const struct inspection_run *run, const struct finding *finding, uint32_t number,
        struct arena *arena, struct err *err)
{
    struct finding_row row;
    bool fine = finding_text_make(finding, run->facts, run->ledger->log, arena, &row, err);

    row.finding = number;
    fine = fine && finding_table_put(inspection->table, &row, err);
    arena_reset(arena);
    return fine;
}

static bool
drop_all(struct inspection *inspection, const struct published_finding *gone, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++)
        if (!finding_table_drop(inspection->table, gone[i].number, err))
            return false;
    return true;
}

/* Writes what is new and drops what is gone; `fresh` is what was found, in order of content, its numbers places in findings. */
static bool
write_changes(struct inspection *inspection, const struct inspection_run *run, const struct findings *findings,
              struct published_finding *fresh, size_t count, struct err *err)
{
    struct arena arena = { 0 };
    size_t old = 0;
    bool fine = true;

    for (size_t i = 0; fine && i < count; i++) {
        const struct finding *finding = &findings->all[fresh[i].number];
        size_t begin = old;
        while (old < inspection->published_count && by_content(&inspection->published[old], &fresh[i]) < 0)
            old++;
        fine = drop_all(inspection, inspection->published + begin, old - begin, err);
        if (old < inspection->published_count && by_content(&inspection->published[old], &fresh[i]) == 0) {
            fresh[i].number = inspection->published[old++].number;
            continue;
        }
        fresh[i].number = inspection->next_number++;
        fine = fine && put_new(inspection, run, finding, fresh[i].number, &arena, err);
    }
    arena_free(&arena);
    return fine && drop_all(inspection, inspection->published + old, inspection->published_count - old, err);
}

static bool
publish_findings(struct inspection *inspection, const struct inspection_run *run, struct findings *findings, struct err *err)
{
    struct published_finding *fresh = mem_array(findings->count + 1, sizeof *fresh);
    size_t count = 0;

    for (size_t i = 0; i < findings->count; i++)
        fresh[i] = (struct published_finding){ finding_text_hash(&findings->all[i]), (uint32_t)i };
    if (findings->count > 1)
        qsort(fresh, findings->count, sizeof *fresh, by_content);
    for (size_t i = 0; i < findings->count; i++)
        if (count == 0 || by_content(&fresh[count - 1], &fresh[i]) != 0)
            fresh[count++] = fresh[i];
    if (!write_changes(inspection, run, findings, fresh, count, err)) {
        free(fresh);
        return false;
    }
    free(inspection->published);
    inspection->published = fresh;
    inspection->published_count = count;
    return true;
}

static bool
look(struct inspection *inspection, const struct inspection_run *run, struct findings *findings, struct err *err)
{
    struct quality_pending *pending = NULL;
    struct quality_figure *figures = NULL;
    struct quality_view view = {
        .facts = run->facts,
        .ruleset = run->ruleset,
        .as_of = run->day,
        .year_start_month = run->year_start_month,
        .recorded_at = recorded_when,
        .ctx = inspection->recorded,
    };
    bool fine;

    if (run->ruleset->quality_count == 0)
        return true;
    fine = recorded_update(inspection->recorded, err) && find_pending(run->ledger, &pending, &view.pending_count, err);

    if (fine) {
        view.pending = pending;
        view.figures = figures = noted_figures(inspection, run->cells, &view.figure_count);
        quality_look(&view, run->ruleset->quality, run->ruleset->quality_count, findings);
    }
    free(pending);
    free(figures);
    return fine;
}

bool
inspection_publish(struct inspection *inspection, const struct inspection_run *run, struct err *err)
{
    int64_t started = clock_us();
    struct findings findings = { 0 };
    char day[16];
    bool fine;

    day_format(run->day, day);
    fine = look(inspection, run, &findings, err) && publish_findings(inspection, run, &findings, err) &&
           finding_table_stand(inspection->table, run->head, str_of(day), err);
    findings_free(&findings);
    if (!fine)
        return err_wrap(err, "looking at the quality of the data");
    inspection->position = run->head;
    inspection->day = run->day;
    inspection->ended = clock_us();
    inspection->took = inspection->ended - started + 1;
    return true;
}
