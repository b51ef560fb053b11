/* SPDX-License-Identifier: MIT */
#include "lib/engine/former_rows.h"

#include "lib/base/mem.h"
#include "lib/engine/cells.h"
#include "lib/engine/scoreboard.h"
#include "lib/engine/staleness.h"
#include "lib/model/sheet.h"
#include "lib/store/figures.h"
#include "lib/store/held_rows.h"
#include "lib/store/meta.h"
#include "lib/store/plugin_faults.h"

#include <stdlib.h>
#include <string.h>

void
former_rows_free(struct former_rows *former)
{
    arena_free(&former->arena);
    free(former->rows);
    *former = (struct former_rows){ 0 };
}

bool
former_rows_stand(struct sql *sql, struct staleness *stale, uint64_t *position, day_t *day, struct err *err)
{
    struct arena arena = { 0 };
    struct stale_row *rows;
    struct str text;
    int64_t published = 0;
    day_t then;
    size_t count;
    bool fine = meta_get_int(sql, "published", &published, err) && meta_get(sql, "day", &arena, &text, err) &&
                stale_rows_read(sql, &arena, &rows, &count, err);

    for (size_t i = 0; fine && i < count; i++)
        staleness_restore(stale, str_eq(rows[i].kind, STR("card")), &rows[i]);
    if (fine && text.ptr && day_parse(text, &then)) {
        *position = (uint64_t)published;
        *day = then;
    }
    arena_free(&arena);
    return fine;
}

bool
former_rows_read(struct former_rows *former, struct sql *sql, const struct staleness *stale, struct err *err)
{
    for (size_t i = 0; i < stale->count; i++) {
        struct figure_row *rows;
        size_t count;
        if (stale->things[i].is_card)
            continue;
        if (!held_rows_read(sql, arena_copy(&former->arena, str_of(stale->things[i].name)), &former->arena, &rows, &count, err))
            return false;
        for (size_t k = 0; k < count; k++) {
            former->rows = mem_grow(former->rows, former->count, &former->capacity, sizeof *former->rows);
            former->rows[former->count++] = rows[k];
        }
    }
    return true;
}

/* ---- where they were ---- */

/* False: it is none of a year's any more. */
static bool
find_period(const struct figure_row *row, int year_start_month, struct period *period)
{
    struct period year = period_containing(PERIOD_YEAR, row->period_first, year_start_month), periods[YEAR_PERIODS];

    year_periods(&year, year_start_month, periods);
    for (int i = 0; i < YEAR_PERIODS; i++)
        if (periods[i].first == row->period_first && periods[i].end == row->period_end) {
            *period = periods[i];
            return true;
        }
    return false;
}

/* False: it is known no more. */
static bool
find_code(const struct codebook *codes, struct str code, uint32_t *number)
{
    *number = code.ptr ? codebook_find(codes, code) : CODE_NONE;
    return !code.ptr || *number != CODE_NONE;
}

/* Its own rows are what cards are made of. */
static void
score_row(const struct former_places *places, const struct figure_row *row, enum owner_kind kind, uint32_t owner, const struct period *period)
{
    int place = ruleset_find(places->run->ruleset, row->indicator);
    struct figure figure = {
        .numerator = row->numerator, .denominator = row->denominator, .has_target = row->target.ptr != NULL, .met = row->has_met && row->met,
    };

    if (row->category.ptr || row->group.ptr || place < 0)
        return;
    while (figure.state < FIGURE_STATES - 1 && !str_eq(row->state, str_of(figure_state_name(figure.state))))
        figure.state++;
    if (figure.has_target)
        fraction_parse(row->target, &figure.target);
    figure.flags = figure_flags_read(row->flags) & FLAG_LOW_N; /* all that a card looks at */
    scoreboard_restore(places->scores, places->run, kind, owner, period, (uint32_t)place, &figure);
}

static bool
put_row(const struct former_places *places, struct figure_row row, struct err *err)
{
    struct facts *facts = places->run->facts;
    struct cells *cells = places->cells;
    struct cell_key key = { .indicator = codebook_add(&cells->names, row.indicator) };
    enum owner_kind kind = row.team.ptr ? OWNER_TEAM : OWNER_HOST;
    struct period period;
    struct page_cell *cell;
    uint32_t owner;

    if (!find_period(&row, places->run->year_start_month, &period) || !find_code(&facts->units.codes, row.unit, &key.unit) ||
        !find_code(&facts->categories.codes, row.category, &key.category) || !find_code(&facts->people.groups, row.group, &key.group) ||
        !find_code(&facts->teams.codes, row.team, &owner))
        return true;
    if (kind == OWNER_HOST)
        owner = key.unit;
    page_begin(cells, kind, owner, period.first, period.end);
    cell = page_row(cells, &key, false);
    cell->live = true;
    cell->plugin = codebook_add(&cells->names, (struct str){ row.plugin.ptr, strcspn(row.plugin.ptr, "@") });
    cells->pages[cells->page].live++;
    row.cell = cell->number;
    score_row(places, &row, kind, owner, &period);
    return figures_put(places->figures, &row, err);
}

bool
former_rows_put(const struct former_rows *former, const struct former_places *places, struct err *err)
{
    for (size_t i = 0; i < former->count; i++)
        if (!put_row(places, former->rows[i], err))
            return false;
    return true;
}
