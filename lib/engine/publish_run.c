/* SPDX-License-Identifier: MIT */
#include "lib/engine/publish_run.h"

#include "lib/base/mem.h"
#include "lib/engine/figure_thread.h"
#include "lib/engine/public_facts.h"
#include "lib/model/reading.h"
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
    figure_thread_free(publisher->thread);
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

static bool
names_changed(const struct publisher *publisher, const struct facts *facts)
{
    return facts->all_dirty || publisher->retitle.is_due || facts->mark_count > 0 || publisher->categories != facts->categories.count ||
           publisher->groups != facts->people.groups.count;
}

static bool
publish_faults(struct publish_run *run)
{
    struct publisher *publisher = run->publisher;

    return fault_news_publish(&publisher->faults, publisher->sql, run->err) &&
           staleness_publish(&publisher->stale, publisher->sql, run->err);
}

/* The rules that these figures are the first of. */
static bool
publish_record(struct publish_run *run)
{
    struct rule_record *record = run->publisher->record;

    if (!record)
        return true;
    record->version.position = run->publication->head;
    return rule_versions_put(run->publisher->sql, &record->version, &record->version.number, run->err);
}

static bool
inspect(struct publish_run *run)
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
put_former(struct publish_run *run)
{
    const struct former_places places = { &run->publisher->cells, run->publisher->figures, &run->publisher->scores, &run->scores };

    return former_rows_put(&run->former, &places, run->err);
}

static bool
publish_all(struct publish_run *run)
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
    struct publish_run run = {
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

    run.scores.paused = publisher->paused;
    if (!publisher->cleared && !former_rows_stand(publisher->sql, &publisher->stale, &stood, &stood_on, err))
        return false;
    staleness_update(&publisher->stale, publication->ruleset, publisher->paused, stood, stood_on);
    if (publisher->has_day && publisher->day != publication->day)
        publication->facts->all_dirty = true;
    figures_relax(publisher->figures, is_a_cache(publisher, publication));
    if (!publish_begin(&run))
        return false;
    run.held = mem_array(publication->ruleset->indicator_count + 1, 1);
    reading_find_held(publication->ruleset, publisher->paused, run.held);
    run.settings.held = run.scores.held = run.held;
    run.settings.answers = &publisher->answers;
    run.settings.sealed = &publisher->sealed.source;
    publish_find_faces(&run);
    publish_find_due_rows(&run);
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
