/* SPDX-License-Identifier: MIT */
#include "lib/engine/publish.h"

#include "lib/base/mem.h"
#include "lib/engine/agenda.h"
#include "lib/engine/due_rows.h"
#include "lib/engine/former_rows.h"
#include "lib/engine/frozen_page.h"
#include "lib/engine/official_page.h"
#include "lib/engine/public_facts.h"
#include "lib/engine/row_text.h"
#include "lib/model/reading.h"
#include "lib/model/sheet.h"
#include "lib/store/figures.h"
#include "lib/store/rule_record.h"

#include <stdlib.h>

void
publisher_init(struct publisher *publisher, const struct publisher_tables *tables)
{
    *publisher = (struct publisher){ .figures = tables->figures, .position = UINT64_MAX };
    scoreboard_init(&publisher->scores, tables->scores, tables->frozen);
    freezer_init(&publisher->freezer, tables->officials);
    sealed_past_init(&publisher->sealed, &publisher->freezer);
}

void
publisher_free(struct publisher *publisher)
{
    fault_news_free(&publisher->faults);
    staleness_free(&publisher->stale);
    rule_record_free(publisher->record);
    retitle_free(&publisher->retitle);
    cells_free(&publisher->cells);
    scoreboard_free(&publisher->scores);
    inspection_free(&publisher->inspection);
    answer_book_free(&publisher->answers);
    sealed_past_free(&publisher->sealed);
    freezer_free(&publisher->freezer);
    for (size_t i = 0; i < publisher->book_count; i++)
        book_state_free(&publisher->states[i]);
    codebook_free(&publisher->books);
    free(publisher->states);
    *publisher = (struct publisher){ 0 };
}

bool
publisher_is_due(const struct publisher *publisher, const struct facts *facts, const struct ledger *ledger,
                 uint64_t head, day_t day)
{
    return facts->all_dirty || facts->mark_count > 0 || facts->tally.dirty.count > 0 || facts->unsettled_count > 0 ||
           facts->changed_session_count > 0 || ledger->note_count > 0 || fault_news_is_due(&publisher->faults) || publisher->record || publisher->retitle.is_due ||
           publisher->position != head || !publisher->freezer.is_fresh ||
           !publisher->has_day || publisher->day != day;
}

/* What of an indicator stands in each of its rows. */
struct indicator_face {
    uint32_t name, plugin; /* numbers of cells.names */
    uint64_t hash;         /* of the plugin's version and how values are printed */
    struct str version;    /* "name@version" of the plugin, in the run's words */
};

/* One publication under way. */
struct run {
    struct publisher *publisher;
    const struct publication *publication;
    struct sheet_settings settings;
    struct official_page official; /* of the open page */
    struct frozen_page frozen;     /* likewise, of its scores */
    struct scope scope;            /* of the page's own rows; facts NULL: none was computed */
    struct score_run scores;
    struct indicator_face *faces; /* by indicator of the ruleset */
    struct due_rows due_rows;
    struct former_rows former;    /* of the first publication of this process */
    const bool *kept;             /* of the open page, by number of a name: an indicator that stays; NULL: none does */
    uint8_t *held;                /* likewise: it stays as it is */
    struct arena arena, words;
    char period[PERIOD_CODE_SIZE]; /* of the open page */
    bool inspects;
    bool rests;                   /* there may be interludes: what is written before the last page is what figures.h hides until the end */
    struct err *err;
};

static void
find_faces(struct run *run)
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

static void
find_due_rows(struct run *run)
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
text_of(struct run *run, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    const struct row_words words = { str_of(run->period), run->faces[indicator].version };

    return row_text_with(&words, scope, run->publication->ruleset, indicator, figure, &run->arena);
}

/* Writes the row if it says something new. */
static bool
write_row(struct run *run, const struct scope *scope, uint32_t indicator, const struct figure *figure, bool revised)
{
    const struct indicator_face *face = &run->faces[indicator];
    const struct cell_key key = { face->name, scope->unit, scope->category, scope->group, false };
    struct page_cell *cell = page_row(&run->publisher->cells, &key);
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
write_revised(struct run *run, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct figure_row live = text_of(run, scope, indicator, figure);
    struct figure revised = *figure;

    if (official_page_agrees(&run->official, &live))
        return true;
    revised.flags |= FLAG_REVISED | (official_page_is_late(&run->official, scope) ? FLAG_LATE : 0);
    return write_row(run, scope, indicator, &revised, true);
}

static bool
rest(struct run *run)
{
    const struct publication_interlude *interlude = &run->publication->interlude;
    struct figures *figures = run->publisher->figures;

    if (!run->rests || !interlude->is_wanted(interlude->ctx))
        return true;
    return figures_rest(figures, run->err) && interlude->take(interlude->ctx, run->err) && figures_resume(figures, run->err);
}

static bool
put_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct run *run = ctx;
    bool fine;

    run->publisher->computed++;
    scoreboard_see(&run->publisher->scores, &run->scores, scope, indicator, figure);
    if (scope->category == CODE_NONE && scope->group == CODE_NONE)
        run->scope = *scope;
    fine = run->official.closed ? write_revised(run, scope, indicator, figure)
                                : write_row(run, scope, indicator, figure, false);
    arena_reset(&run->arena);
    return fine && rest(run);
}

/* A name of what may be known no more. */
static uint32_t
number_of(struct codebook *names, struct str name)
{
    return name.ptr ? codebook_add(names, name) : CODE_NONE;
}

/* The row as it was frozen; no plugin keeps it when the period is opened again. */
static bool
write_official(struct run *run, struct figure_row *row)
{
    struct cells *cells = &run->publisher->cells;
    const struct cell_key key = {
        number_of(&cells->names, row->indicator), run->official.closed->unit, number_of(&cells->names, row->category),
        number_of(&cells->names, row->group), true,
    };
    struct page_cell *cell = page_row(cells, &key);
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
is_held(const struct run *run, const struct page_cell *cell)
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
    const struct run *run = ctx;

    if (cell->key.official)
        return false;
    return (run->kept && run->kept[cell->key.indicator]) || is_held(run, cell);
}

static bool
open_official(struct run *run, const struct agenda_item *item, const struct period *period)
{
    struct facts *facts = run->publication->facts;
    uint32_t unit = item->owner;
    struct str team = { 0 };

    if (item->kind == OWNER_TEAM) {
        const struct team_statement *current = team_current(&facts->teams, item->owner, &facts->units);
        unit = current ? current->unit : CODE_NONE;
        team = codebook_name(&facts->teams.codes, item->owner);
    }
    return official_page_open(&run->official, &run->publisher->freezer, unit, team, period, run->err) &&
           frozen_page_open(&run->frozen, run->publisher->scores.archive.frozen, run->official.closed, period, team, run->err);
}

static void
close_official(struct run *run)
{
    frozen_page_close(&run->frozen);
    official_page_close(&run->official);
}

/* The official rows of a closed period, and the live ones. */
static bool
publish_rows(struct run *run, struct year_book *book, bool open, const struct period *period)
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
scores_are_late(struct run *run, const struct year_book *book, const struct period *period)
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
publish_page(struct run *run, const struct agenda_item *item, struct year_book *book, bool open, const struct period *period)
{
    struct scoreboard *scores = &run->publisher->scores;
    struct cells *cells = &run->publisher->cells;

    run->scope.facts = NULL;
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
publish_period(struct run *run, const struct agenda_item *item, struct year_book *book, bool open,
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
choose_rows(struct run *run, const struct agenda_item *item, uint32_t whole, int place)
{
    int due = whole >> place & 1 ? 0
                                 : (item->attended >> place & 1 ? DUE_ATTENDED : 0) | (item->followed >> place & 1 ? DUE_FOLLOWED : 0);

    run->settings.computed = run->scores.computed = run->due_rows.computed[due];
    run->kept = run->due_rows.kept[due];
}

static bool
publish_year(struct run *run, const struct agenda_item *item)
{
    struct facts *facts = run->publication->facts;
    struct book_state *state = publisher_book(run->publisher, item);
    struct period periods[YEAR_PERIODS];
    struct year_book book;
    bool open = book_state_open(state, facts, item, &book), fine = true;
    uint32_t whole = state->signature != book.signature ? YEAR_ALL : item->periods;
    uint32_t due = whole | item->attended | item->followed;

    state->signature = book.signature;
    month_sets_begin(&state->months, item->year.first, due, item->recount);
    book.months = &state->months;
    year_periods(&item->year, run->publication->year_start_month, periods);
    for (int i = 0; fine && i < YEAR_PERIODS; i++)
        if (due >> i & 1) {
            choose_rows(run, item, whole, i);
            fine = publish_period(run, item, &book, open, &periods[i]);
        }
    year_book_close(&book);
    if (!open || !book_state_is_kept(facts, item))
        book_state_free(state);
    return fine;
}

/* Rows that nothing makes any more (of a unit that vanished) are looked at, too. */
static void
add_published_pages(struct agenda *agenda, const struct publisher *publisher)
{
    for (size_t i = 0; i < publisher->cells.page_count; i++) {
        const struct page *page = &publisher->cells.pages[i];
        struct period year = period_containing(PERIOD_YEAR, page->first, agenda->year_start_month);
        if (page->live > 0)
            agenda_add(agenda, (enum owner_kind)page->kind, page->owner, &year, YEAR_ALL, YEAR_ALL);
    }
}

/* Freezes what is closed now, and looks which periods are. */
static bool
close_periods(struct run *run)
{
    const struct publication *publication = run->publication;
    struct freezer *freezer = &run->publisher->freezer;
    const struct freezing freezing = { publication->facts, &run->settings, publication->head };

    freezer->fresh_count = 0;
    if (publication->freezes && !freezer_freeze(freezer, &freezing, run->err))
        return false;
    if ((!freezer->is_fresh || freezer->version != publication->facts->closing_version || publication->facts->all_dirty) &&
        !freezer_refresh(freezer, publication->facts, run->err))
        return false;
    return sealed_past_refresh(&run->publisher->sealed, publication->ruleset, run->err);
}

enum { CAUGHT_UP_AT_ONCE = 1024 /* cells: a millisecond or two */ };

/* What figures_commit would copy at once. */
static bool
catch_up(struct run *run)
{
    bool done = !run->rests;

    while (!done)
        if (!figures_catch_up(run->publisher->figures, CAUGHT_UP_AT_ONCE, &done, run->err) || !rest(run))
            return false;
    return true;
}

enum { SETTLED_AT_ONCE = 64 /* buckets: half a millisecond, unless everybody is counted again */ };

static bool
settle_buckets(struct run *run)
{
    struct tally *tally = &run->publication->facts->tally;

    for (size_t at = 0; at < tally->dirty.count;) {
        at = tally_settle(tally, at, SETTLED_AT_ONCE);
        if (!rest(run))
            return false;
    }
    return true;
}

static bool
publish_figures(struct run *run)
{
    const struct publication *publication = run->publication;
    struct group_presence groups = { 0 };
    struct agenda agenda;
    bool fine = true;

    if (!settle_buckets(run))
        return false;
    group_presence_find(publication->facts, &groups);
    run->settings.groups = &groups;
    fine = sealed_past_refresh(&run->publisher->sealed, publication->ruleset, run->err) && close_periods(run);
    publication_agenda(run->publisher, publication, run->due_rows.reach, &agenda);
    if (publication->facts->all_dirty)
        add_published_pages(&agenda, run->publisher);
    for (size_t i = 0; fine && i < agenda.count; i++)
        fine = publish_year(run, &agenda.items[i]);
    fine = fine && catch_up(run);
    agenda_free(&agenda);
    group_presence_free(&groups);
    return fine;
}

static bool
names_changed(const struct publisher *publisher, const struct facts *facts)
{
    return facts->all_dirty || publisher->retitle.is_due || facts->mark_count > 0 || publisher->categories != facts->categories.count ||
           publisher->groups != facts->people.groups.count;
}

static bool
publish_faults(struct run *run)
{
    struct publisher *publisher = run->publisher;

    return fault_news_publish(&publisher->faults, publisher->sql, run->err) &&
           staleness_publish(&publisher->stale, publisher->sql, run->err);
}

/* The rules that these figures are the first of. */
static bool
publish_record(struct run *run)
{
    struct rule_record *record = run->publisher->record;

    if (!record)
        return true;
    record->version.position = run->publication->head;
    return rule_versions_put(run->publisher->sql, &record->version, &record->version.number, run->err);
}

static bool
inspect(struct run *run)
{
    const struct publication *publication = run->publication;
    const struct inspection_run inspection = {
        .facts = publication->facts,
        .ledger = publication->ledger,
        .ruleset = publication->ruleset,
        .cells = &run->publisher->cells,
        .head = publication->head,
        .day = publication->day,
        .year_start_month = publication->year_start_month,
    };

    return !run->inspects || inspection_publish(&run->publisher->inspection, &inspection, run->err);
}

/* Nothing, but at the first publication of a process in which a plugin fails again. */
static bool
put_former(struct run *run)
{
    const struct former_places places = { &run->publisher->cells, run->publisher->figures, &run->publisher->scores, &run->scores };

    return former_rows_put(&run->former, &places, run->err);
}

static bool
publish_all(struct run *run)
{
    struct publisher *publisher = run->publisher;
    struct facts *facts = run->publication->facts;
    char day[16];

    if (!publisher->cleared &&
        (!former_rows_read(&run->former, publisher->sql, &publisher->stale, run->err) || !figures_clear(publisher->figures, run->err) || !scoreboard_clear(&publisher->scores, run->err) ||
         !inspection_clear(&publisher->inspection, run->err)))
        return false;
    publisher->cleared = true;
    if (!retitle_rows(&publisher->retitle, publisher->sql, run->err))
        return false;
    scoreboard_begin(&publisher->scores, &run->scores);
    if (!put_former(run) || !publish_figures(run) ||
        !scoreboard_publish(&publisher->scores, &run->scores, &publisher->freezer, run->err))
        return false;
    if (names_changed(publisher, facts) &&
        !public_names(publisher->figures, facts, run->publication->ruleset, run->err))
        return false;
    if (!publish_faults(run) || !publish_record(run) || !public_sessions(publisher->figures, facts, run->err) ||
        !public_events(publisher->figures, facts, run->publication->ledger, run->err) || !inspect(run))
        return false;
    day_format(run->publication->day, day);
    return figures_commit(publisher->figures, run->publication->head, str_of(day), run->err);
}

/* Nothing is written that the log does not tell: what is lost in a power cut is made anew. */
static bool
is_a_cache(const struct publisher *publisher, const struct publication *publication)
{
    return publisher->cleared && !publication->freezes && !publisher->record && !publisher->retitle.is_due && !fault_news_is_due(&publisher->faults);
}

bool
publisher_publish(struct publisher *publisher, const struct publication *publication, bool inspects, struct err *err)
{
    struct run run = {
        .publisher = publisher,
        .publication = publication,
        .settings = { .ruleset = publication->ruleset,
                      .as_of = publication->day,
                      .year_start_month = publication->year_start_month },
        .scores = { .facts = publication->facts,
                    .ruleset = publication->ruleset,
                    .day = publication->day,
                    .year_start_month = publication->year_start_month },
        .inspects = inspects,
        .err = err,
    };
    uint64_t stood = publisher->has_day ? publisher->position : publication->head;
    day_t stood_on = publisher->has_day ? publisher->day : publication->day;
    bool fine;

    run.rests = publication->interlude.is_wanted && publisher->cleared && !publication->freezes && !publisher->retitle.is_due;
    run.scores.paused = publisher->paused;
    if (!publisher->cleared && !former_rows_stand(publisher->sql, &publisher->stale, &stood, &stood_on, err))
        return false;
    staleness_update(&publisher->stale, publication->ruleset, publisher->paused, stood, stood_on);
    if (publisher->has_day && publisher->day != publication->day)
        publication->facts->all_dirty = true;
    figures_relax(publisher->figures, is_a_cache(publisher, publication));
    if (!(run.rests ? figures_begin(publisher->figures, err) : figures_begin_whole(publisher->figures, err)))
        return false;
    run.held = mem_array(publication->ruleset->indicator_count + 1, 1);
    reading_find_held(publication->ruleset, publisher->paused, run.held);
    run.settings.held = run.scores.held = run.held;
    run.settings.answers = &publisher->answers;
    run.settings.sealed = &publisher->sealed.source;
    find_faces(&run);
    find_due_rows(&run);
    fine = publish_all(&run);
    free(run.faces);
    due_rows_free(&run.due_rows);
    former_rows_free(&run.former);
    free(run.held);
    arena_free(&run.arena);
    arena_free(&run.words);
    if (!fine) {
        figures_rollback(publisher->figures);
        publisher->freezer.is_fresh = false;
        score_archive_free(&publisher->scores.archive);
        return err_wrap(err, "publishing the figures");
    }
    publisher->categories = publication->facts->categories.count;
    publisher->groups = publication->facts->people.groups.count;
    publisher->position = publication->head;
    publisher->has_day = true;
    publisher->day = publication->day;
    publication->ledger->note_count = 0;
    answer_book_tidy(&publisher->answers);
    fault_news_clear(&publisher->faults);
    retitle_clear(&publisher->retitle);
    if (publisher->record)
        publisher->recorded = publisher->record->version.number;
    rule_record_free(publisher->record);
    publisher->record = NULL;
    facts_published(publication->facts);
    return true;
}
