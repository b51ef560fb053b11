/* SPDX-License-Identifier: MIT */
#include "lib/engine/publish_run.h"

#include "lib/base/mem.h"
#include "lib/engine/figure_thread.h"
#include "lib/engine/row_text.h"
#include "lib/store/figures.h"

#include <stdlib.h>
#include <string.h>

void
publish_find_faces(struct publish_run *run)
{
    const struct ruleset *ruleset = run->publication->ruleset;
    struct codebook *names = &run->publisher->cells.names;

    run->faces = mem_array(ruleset->indicator_count + 1, sizeof *run->faces);
    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        const struct indicator *indicator = &ruleset->indicators[i];
        const struct plugin *plugin = &ruleset->plugins[indicator->plugin];
        uint64_t print = hash_mix((uint64_t)indicator->decimals, (uint64_t)indicator->factor);
        run->faces[i] = (struct indicator_face){
            .name = codebook_add(names, indicator->name),
            .plugin = codebook_add(names, plugin->name),
            .hash = hash_mix(print, hash64(plugin->version.ptr, plugin->version.len)),
            .version = row_text_plugin(plugin, &run->words),
        };
    }
}

void
publish_find_due_rows(struct publish_run *run)
{
    const struct ruleset *ruleset = run->publication->ruleset;
    uint32_t *names = mem_array(ruleset->indicator_count + 1, sizeof *names);

    for (size_t i = 0; i < ruleset->indicator_count; i++)
        names[i] = run->faces[i].name;
    due_rows_find(&run->due_rows, ruleset, names, run->publisher->cells.names.count);
    free(names);
}

/* Equal hashes: the published row would say the same. */
static struct hash128
row_hash(const struct indicator_face *face, const struct figure *figure, bool revised)
{
    const int64_t numbers[] = {
        (int64_t)face->hash,  revised, figure->state,      figure->has_numerator, figure->has_denominator,
        figure->numerator,    figure->denominator, figure->has_bounds,   figure->method,
        figure->named,        figure->lower,       figure->upper,        figure->has_target,
        figure->target.num,   figure->target.den,  figure->met,          figure->shortfall,
        figure->flags,        figure->undated,     figure->unknown_home, figure->extra,       figure->rescheduled,
        (int64_t)hash64(figure->detail, strlen(figure->detail)),
    };

    return hash128(numbers, sizeof numbers);
}

static struct figure_row
text_of(struct publish_run *run, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    const struct row_words words = { str_of(run->period), run->faces[indicator].version };

    return row_text_with(&words, scope, run->publication->ruleset, indicator, figure, &run->arena);
}

/* Writes the row if it says something new. */
static bool
write_row(struct publish_run *run, const struct scope *scope, uint32_t indicator, const struct figure *figure, bool revised)
{
    const struct indicator_face *face = &run->faces[indicator];
    const struct cell_key key = { face->name, scope->unit, scope->category, scope->group, false };
    struct page_cell *cell = page_row(&run->publisher->cells, &key, run->due_rows.computed[DUE_ATTENDED][indicator]);
    struct hash128 hash = row_hash(face, figure, revised);
    struct figure_row row;

    if (figure->waits) /* the rehearsal would have said so */
        return err_set(run->err, ERR_INTERNAL, "a score was published before its answer was there");
    inspection_see(&run->publisher->inspection, &run->publisher->cells, cell, scope, run->publication->ruleset, indicator, figure);
    if (cell->live && hash128_eq(cell->published, hash))
        return true;
    cell->live = true;
    cell->published = hash;
    cell->plugin = face->plugin;
    row = text_of(run, scope, indicator, figure);
    row.cell = cell->number;
    if (revised)
        row.kind = STR("revised");
    return figures_put(run->publisher->figures, &row, run->err);
}

/* Beside an official row a live one stands only where it says something else. */
static bool
write_revised(struct publish_run *run, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct figure_row live = text_of(run, scope, indicator, figure);
    struct figure revised = *figure;

    if (official_page_agrees(&run->official, &live))
        return true;
    revised.flags |= FLAG_REVISED | (official_page_is_late(&run->official, scope) ? FLAG_LATE : 0);
    return write_row(run, scope, indicator, &revised, true);
}

static bool
put_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct publish_run *run = ctx;
    bool fine;

    run->publisher->computed++;
    scoreboard_see(&run->publisher->scores, &run->scores, scope, indicator, figure);
    if (scope->category == CODE_NONE && scope->group == CODE_NONE)
        run->scope = *scope;
    fine = run->official.closed ? write_revised(run, scope, indicator, figure)
                                : write_row(run, scope, indicator, figure, false);
    arena_reset(&run->arena);
    return fine && publish_goes_on(run);
}

/* A name of what may be known no more. */
static uint32_t
number_of(struct codebook *names, struct str name)
{
    return name.ptr ? codebook_add(names, name) : CODE_NONE;
}

/* The row as it was frozen; no plugin keeps it when the period is opened again. */
static bool
write_official(struct publish_run *run, struct figure_row *row)
{
    struct cells *cells = &run->publisher->cells;
    const struct cell_key key = {
        number_of(&cells->names, row->indicator), run->official.closed->unit, number_of(&cells->names, row->category),
        number_of(&cells->names, row->group), true,
    };
    struct page_cell *cell = page_row(cells, &key, false);
    struct hash128 hash = hash128(&row->closing, sizeof row->closing); /* which never says anything else */

    if (cell->live && hash128_eq(cell->published, hash))
        return true;
    cell->live = true;
    cell->published = hash;
    cell->plugin = codebook_add(&cells->names, STR(""));
    row->cell = cell->number;
    return figures_put(run->publisher->figures, row, run->err);
}

/* Of a plugin that is paused or did not load, or made of such a one's: the figures stay as they are. */
static bool
is_held(const struct publish_run *run, const struct page_cell *cell)
{
    const struct publisher *publisher = run->publisher;

    for (size_t i = 0; i < run->publication->ruleset->indicator_count; i++)
        if (run->faces[i].name == cell->key.indicator)
            return run->held[i];
    return staleness_find(&publisher->stale, false, codebook_name(&publisher->cells.names, cell->key.indicator)) != NULL;
}

static bool
keeps_row(void *ctx, const struct page_cell *cell)
{
    const struct publish_run *run = ctx;

    if (cell->key.official)
        return false;
    return (run->kept && run->kept[cell->key.indicator]) || is_held(run, cell);
}

/* A page to be opened: what was frozen of it stands in the store. */
struct opening {
    struct publish_run *run;
    uint32_t unit;
    struct str team;
    const struct period *period;
};

static bool
read_official(void *ctx, struct err *err)
{
    const struct opening *opening = ctx;
    struct publish_run *run = opening->run;

    return official_page_open(&run->official, &run->publisher->freezer, opening->unit, opening->team, opening->period, err) &&
           frozen_page_open(&run->frozen, run->publisher->scores.archive.frozen, run->official.closed, opening->period, opening->team, err);
}

static bool
open_official(struct publish_run *run, const struct agenda_item *item, const struct period *period)
{
    struct facts *facts = run->publication->facts;
    struct opening opening = { run, item->owner, { 0 }, period };

    if (item->kind == OWNER_TEAM) {
        const struct team_statement *current = team_current(&facts->teams, item->owner, &facts->units);
        opening.unit = current ? current->unit : CODE_NONE;
        opening.team = codebook_name(&facts->teams.codes, item->owner);
    }
    if (!freezer_find(&run->publisher->freezer, opening.unit, period))
        return read_official(&opening, run->err); /* that nothing was */
    return figure_thread_visit(run->publisher->thread, read_official, &opening, run->err);
}

static void
close_official(struct publish_run *run)
{
    frozen_page_close(&run->frozen);
    official_page_close(&run->official);
}

/* The official rows of a closed period, and the live ones. */
static bool
publish_rows(struct publish_run *run, struct year_book *book, bool open, const struct period *period)
{
    bool fine = true;

    for (size_t i = 0; fine && i < run->official.count; i++)
        fine = write_official(run, &run->official.rows[i]);
    if (fine && open)
        fine = sheet_compute(run->publication->facts, &run->settings, book, period, put_row, run);
    return fine;
}

/* The page's own rows are over its buckets, which are gone when they are computed. */
static bool
scores_are_late(struct publish_run *run, const struct year_book *book, const struct period *period)
{
    struct bucket_list inside = { 0 };
    struct scope scope = run->scope;
    bool is_late;

    for (size_t i = 0; i < book->buckets.count; i++)
        if (period_has(period, book->buckets.buckets[i]->key.first, book->buckets.buckets[i]->key.last))
            bucket_list_add(&inside, book->buckets.buckets[i]);
    scope_use(&scope, &inside);
    is_late = official_page_is_late(&run->official, &scope);
    free(inside.buckets);
    return is_late;
}

static bool
publish_page(struct publish_run *run, const struct agenda_item *item, struct year_book *book, bool open, const struct period *period)
{
    struct scoreboard *scores = &run->publisher->scores;
    struct cells *cells = &run->publisher->cells;

    run->scope = (struct scope){ 0 };
    page_begin(cells, item->kind, item->owner, period->first, period->end);
    scoreboard_page(scores, item->kind, item->owner, &run->frozen);
    if (!publish_rows(run, book, open, period))
        return false;
    if (!page_end(cells, run->publisher->figures, keeps_row, run, run->err))
        return false;
    scoreboard_page_end(scores, &run->scores, period, cells->pages[cells->page].live > 0);
    if (scores->differs && run->scope.facts)
        scoreboard_page_late(scores, &run->scores, period, scores_are_late(run, book, period));
    return true;
}

static bool
publish_period(struct publish_run *run, const struct agenda_item *item, struct year_book *book, bool open,
               const struct period *period)
{
    bool fine;

    period_code(period, run->publication->year_start_month, run->period);
    fine = open_official(run, item, period) && publish_page(run, item, book, open, period);
    close_official(run);
    return fine;
}

/* On a page that is due only because people came, or because the period before changed, the others stay. */
static void
choose_rows(struct publish_run *run, const struct agenda_item *item, uint32_t whole, int place)
{
    int due = whole >> place & 1 ? 0
                                 : (item->attended >> place & 1 ? DUE_ATTENDED : 0) | (item->followed >> place & 1 ? DUE_FOLLOWED : 0);

    run->settings.computed = run->scores.computed = run->due_rows.computed[due];
    run->kept = run->due_rows.kept[due];
}

bool
publish_year(struct publish_run *run, const struct agenda_item *item)
{
    struct facts *facts = run->publication->facts;
    struct book_state *state = publisher_book(run->publisher, item);
    struct period periods[YEAR_PERIODS];
    struct year_book book;
    struct year_people people;
    bool open = book_state_open(state, facts, item, &book), is_kept = book_state_is_kept(facts, item), fine = true;
    uint32_t whole = state->signature != book.signature ? YEAR_ALL : item->periods;
    uint32_t due = whole | item->attended | item->followed;

    state->signature = book.signature;
    month_sets_begin(&state->months, item->year.first, due, item->recount);
    book.months = &state->months;
    year_people_init(&people, &book.buckets, item->year.first);
    book.people = is_kept ? NULL : &people;
    year_periods(&item->year, run->publication->year_start_month, periods);
    for (int i = 0; fine && i < YEAR_PERIODS; i++)
        if (due >> i & 1) {
            choose_rows(run, item, whole, i);
            fine = publish_period(run, item, &book, open, &periods[i]);
        }
    year_people_free(&people);
    year_book_close(&book);
    if (!open || !is_kept)
        book_state_free(state);
    return fine;
}
