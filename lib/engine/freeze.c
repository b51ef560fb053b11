/* SPDX-License-Identifier: MIT */
#include "lib/engine/freeze.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/engine/row_text.h"
#include "lib/model/closings.h"
#include "lib/store/officials.h"

#include <stdlib.h>

void
freezer_init(struct freezer *freezer, struct officials *officials)
{
    *freezer = (struct freezer){ .officials = officials };
}

void
freezer_free(struct freezer *freezer)
{
    free(freezer->closed);
    free(freezer->fresh);
    *freezer = (struct freezer){ 0 };
}

static void
add_closed(struct freezer *freezer, const struct closing *closing, int64_t number)
{
    freezer->closed = mem_grow(freezer->closed, freezer->count, &freezer->capacity, sizeof *freezer->closed);
    freezer->closed[freezer->count++] =
        (struct closed_period){ closing->unit, closing->period, number, closing->close };
}

bool
freezer_refresh(struct freezer *freezer, const struct facts *facts, struct err *err)
{
    struct closings closings;
    bool fine = true;

    closings_find(facts, &closings);
    freezer->count = freezer->waiting = 0;
    for (size_t i = 0; fine && i < closings.count; i++) {
        int64_t number;
        fine = officials_find(freezer->officials, closings.closings[i].close, &number, err);
        if (fine && number != 0)
            add_closed(freezer, &closings.closings[i], number);
        freezer->waiting += fine && number == 0;
    }
    closings_free(&closings);
    freezer->is_fresh = fine;
    freezer->generation++;
    freezer->version = facts->closing_version;
    return fine;
}

static size_t
first_of(const struct freezer *freezer, uint32_t unit)
{
    size_t low = 0, high = freezer->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (freezer->closed[middle].unit < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct closed_period *
freezer_find(const struct freezer *freezer, uint32_t unit, const struct period *period)
{
    const struct closed_period *found = NULL;

    for (size_t i = first_of(freezer, unit); i < freezer->count && freezer->closed[i].unit == unit; i++) {
        const struct closed_period *closed = &freezer->closed[i];
        if (period_has(&closed->period, period->first, period->end - 1) &&
            (!found || closed->period.end - closed->period.first < found->period.end - found->period.first))
            found = closed;
    }
    return found;
}

/* -- freezing -- */

/* One close under way. */
struct run {
    struct freezer *freezer;
    const struct freezing *freezing;
    const struct closing *closing;
    int64_t number;
    struct arena arena;
    struct err *err;
};

/* What figures depend on of the rules: not their titles. */
static struct str
ruleset_hash(const struct ruleset *ruleset, struct arena *arena)
{
    struct hash128 hash;
    struct buf bytes = { 0 };

    for (size_t i = 0; i < ruleset->plugin_count; i++) {
        buf_put_field(&bytes, ruleset->plugins[i].name);
        buf_put(&bytes, &ruleset->plugins[i].meaning, sizeof ruleset->plugins[i].meaning);
    }
    hash = hash128(bytes.ptr, bytes.len);
    buf_free(&bytes);
    return arena_printf(arena, "%016llx%016llx", (unsigned long long)hash.high, (unsigned long long)hash.low);
}

static bool
add(struct run *run)
{
    const struct facts *facts = run->freezing->facts;
    const struct sheet_settings *settings = run->freezing->settings;
    const struct closing *closing = run->closing;
    char code[PERIOD_CODE_SIZE], day[16];
    struct official_closing row = {
        .unit = codebook_name(&facts->units.codes, closing->unit),
        .first = closing->period.first,
        .end = closing->period.end,
        .close = closing->close,
        .position = run->freezing->position,
        .ruleset = ruleset_hash(settings->ruleset, &run->arena),
    };

    period_code(&closing->period, settings->year_start_month, code);
    day_format(settings->as_of, day);
    row.period = str_of(code);
    row.day = str_of(day);
    return officials_add(run->freezer->officials, &row, &run->number, run->err);
}

static bool
put_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct run *run = ctx;
    struct arena arena = { 0 };
    struct figure_row row;
    bool fine;

    if (figure->waits) /* the rehearsal would have said so */
        return err_set(run->err, ERR_INTERNAL, "a score was frozen before its answer was there");
    row = row_text_make(scope, run->freezing->settings->ruleset, indicator, figure, &arena);
    row.kind = STR("official");
    row.closing = run->number;
    row.unit_name = scope->facts->units.units[scope->unit].name;
    fine = officials_put(run->freezer->officials, &row, run->err);
    arena_free(&arena);
    return fine;
}

static void
note_fresh(struct run *run)
{
    struct freezer *freezer = run->freezer;

    freezer->fresh = mem_grow(freezer->fresh, freezer->fresh_count, &freezer->fresh_capacity, sizeof *freezer->fresh);
    freezer->fresh[freezer->fresh_count++] =
        (struct closed_period){ run->closing->unit, run->closing->period, run->number, run->closing->close };
}

/* The owner's periods of the year that lie in the closed one. */
static bool
freeze_year(struct run *run, enum owner_kind kind, uint32_t owner, const struct period *year)
{
    const struct freezing *freezing = run->freezing;
    struct period periods[YEAR_PERIODS];
    struct year_book book;
    bool open = year_book_open(freezing->facts, kind, owner, year, &book), fine = true;

    year_periods(year, freezing->settings->year_start_month, periods);
    for (int i = 0; open && fine && i < YEAR_PERIODS; i++)
        if (period_has(&run->closing->period, periods[i].first, periods[i].end - 1))
            fine = sheet_compute(freezing->facts, freezing->settings, &book, &periods[i], put_row, run);
    year_book_close(&book);
    return fine;
}

static bool
freeze_owner(struct run *run, enum owner_kind kind, uint32_t owner)
{
    int month = run->freezing->settings->year_start_month;
    struct period year = period_containing(PERIOD_YEAR, run->closing->period.first, month);
    bool fine = true;

    for (; fine && year.first < run->closing->period.end; year = period_next(&year, month))
        fine = freeze_year(run, kind, owner, &year);
    return fine;
}

static bool
freeze_one(struct run *run)
{
    struct facts *facts = run->freezing->facts;
    bool fine = add(run) && freeze_owner(run, OWNER_HOST, run->closing->unit);

    note_fresh(run);
    for (uint32_t i = 0; fine && i < facts->teams.count; i++) {
        const struct team_statement *team = team_current(&facts->teams, i, &facts->units);
        if (team && team->unit == run->closing->unit)
            fine = freeze_owner(run, OWNER_TEAM, i);
    }
    return fine;
}

bool
freezer_freeze(struct freezer *freezer, const struct freezing *freezing, struct err *err)
{
    struct run run = { .freezer = freezer, .freezing = freezing, .err = err };
    struct closings closings;
    int64_t number;
    bool fine = true;

    closings_find(freezing->facts, &closings);
    for (size_t i = 0; fine && i < closings.count; i++) {
        run.closing = &closings.closings[i];
        fine = officials_find(freezer->officials, run.closing->close, &number, err);
        if (fine && number == 0 && run.closing->may_take_effect)
            fine = freeze_one(&run);
    }
    arena_free(&run.arena);
    closings_free(&closings);
    freezer->is_fresh = false;
    return fine && officials_drop_due(freezer->officials, freezing->position, err);
}
