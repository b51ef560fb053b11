/* SPDX-License-Identifier: MIT */
#include "lib/engine/publish_run.h"

#include "lib/engine/figure_thread.h"
#include "lib/store/event_log.h"
#include "lib/store/figures.h"

#include <limits.h>

bool
publish_goes_on(const struct publish_run *run)
{
    return !run->rests || figure_thread_goes_on(run->publisher->thread);
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
close_periods(struct publish_run *run)
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

enum { SETTLED_AT_ONCE = 64 /* buckets: half a millisecond, unless everybody is counted again */ };

static bool
settle_buckets(struct publish_run *run)
{
    struct tally *tally = &run->publication->facts->tally;

    for (size_t at = 0; at < tally->dirty.count;) {
        at = tally_settle(tally, at, SETTLED_AT_ONCE);
        if (!publish_goes_on(run))
            return false;
    }
    return true;
}

/* On the thread of figures when there is one. */
static bool
compute_figures(struct publish_run *run)
{
    const struct publication *publication = run->publication;
    struct group_presence groups = { 0 };
    struct agenda agenda;
    bool fine;

    if (!settle_buckets(run))
        return false;
    group_presence_find(publication->facts, &groups);
    run->settings.groups = &groups;
    fine = run->rests || close_periods(run); /* where they are frozen there is no thread */
    publication_agenda(run->publisher, publication, run->due_rows.reach, &agenda);
    if (publication->facts->all_dirty)
        add_published_pages(&agenda, run->publisher);
    for (size_t i = 0; fine && i < agenda.count; i++)
        fine = publish_year(run, &agenda.items[i]);
    agenda_free(&agenda);
    group_presence_free(&groups);
    return fine;
}

/* -- beside the owner -- */

enum { PAGES_AT_ONCE = 2 /* of the store: a millisecond */ };

static bool
compute_beside(void *ctx, struct err *err)
{
    struct publish_run *run = ctx;

    run->err = err;
    return compute_figures(run);
}

static bool
settle_beside(void *ctx, struct err *err)
{
    (void)err;
    return settle_buckets(ctx);
}

static bool
write_figures(void *ctx, struct err *err)
{
    return figures_write(((struct publish_run *)ctx)->publisher->figures, UINT_MAX, err);
}

static bool
ask_to_write(void *ctx, struct err *err)
{
    return figure_thread_visit(((struct publish_run *)ctx)->publisher->thread, write_figures, ctx, err);
}

static void
tell_of_page(void *ctx)
{
    const struct publication_interlude *interlude = &((struct publish_run *)ctx)->publication->interlude;

    if (interlude->wake)
        interlude->wake(interlude->ctx);
}

enum { EVENTS_OF_PAGE = 1024 /* of a batch: those who come next wait for both */ };

static bool
write_after(void *ctx, uint64_t events, struct err *err)
{
    return figures_write(ctx, PAGES_AT_ONCE + (unsigned)(events / EVENTS_OF_PAGE), err);
}

/* Whoever commits a batch has the connection already: the one who decides the next one need not wait for it. */
void
publisher_write_beside(struct publisher *publisher, struct commit_end *end)
{
    publisher->writes_beside = publisher->stands_beside && end->is_beside;
    if (!publisher->writes_beside)
        return;
    end->then = write_after;
    end->then_ctx = publisher->figures;
}

/* Those that were full when an interlude ended, unless they follow its commit. */
static bool
write_some(struct publish_run *run, struct err *err)
{
    struct publisher *publisher = run->publisher;
    bool is_done = publisher->writes_beside;

    publisher->writes_beside = false;
    return is_done || figures_write(publisher->figures, PAGES_AT_ONCE, err);
}

/* Until the figures are computed: events that come, and figures for the store. */
static bool
stand_beside(struct publish_run *run, struct err *err)
{
    const struct publication_interlude *interlude = &run->publication->interlude;
    struct figure_thread *thread = run->publisher->thread;

    do {
        bool is_wanted = interlude->is_wanted(interlude->ctx, false);

        if ((is_wanted && !interlude->take(interlude->ctx, err)) || !write_some(run, err))
            return false;
        if (!is_wanted && interlude->wait)
            interlude->wait(interlude->ctx);
        else if (!is_wanted)
            figure_thread_wait(thread);
    } while (figure_thread_serve(thread));
    return true;
}

/* Pages that were full when the last figure was computed. */
static bool
write_rest(struct publish_run *run)
{
    const struct publication_interlude *interlude = &run->publication->interlude;

    while (figures_are_waiting(run->publisher->figures))
        if (!figures_write(run->publisher->figures, PAGES_AT_ONCE, run->err) ||
            (interlude->is_wanted(interlude->ctx, true) && !interlude->take(interlude->ctx, run->err)))
            return false;
    return true;
}

/* The work on the thread, events here. */
static bool
work_beside(struct publish_run *run, figure_work_fn fn)
{
    struct publisher *publisher = run->publisher;
    const struct publication_interlude *interlude = &run->publication->interlude;
    const struct figure_work work = { fn, run, interlude->wake, interlude->ctx };
    struct err *err = run->err, ignored;
    bool fine;

    run->publication->ledger->thread = publisher->thread;
    figure_thread_begin(publisher->thread, &work);
    publisher->stands_beside = true;
    fine = stand_beside(run, err);
    publisher->stands_beside = publisher->writes_beside = false;
    if (!fine)
        figure_thread_give_up(publisher->thread);
    fine = figure_thread_end(publisher->thread, fine ? err : &ignored) && fine;
    run->publication->ledger->thread = NULL;
    run->err = err;
    return fine;
}

static bool
publish_beside(struct publish_run *run)
{
    struct figures *figures = run->publisher->figures;
    bool fine;

    if (!close_periods(run))
        return false;
    fine = work_beside(run, compute_beside) && write_rest(run);
    figures_take_back(figures);
    return fine && figures_resume(figures, run->err);
}

enum { CAUGHT_UP_AT_ONCE = 128 /* cells, each on a page of its own at worst: a millisecond */ };

static bool
rest(struct publish_run *run)
{
    const struct publication_interlude *interlude = &run->publication->interlude;
    struct figures *figures = run->publisher->figures;

    return !interlude->is_wanted(interlude->ctx, true) ||
           (figures_rest(figures, run->err) && interlude->take(interlude->ctx, run->err) && figures_resume(figures, run->err));
}

/* What figures_commit would copy at once. */
static bool
catch_up(struct publish_run *run)
{
    bool done = false;

    while (!done)
        if (!figures_catch_up(run->publisher->figures, CAUGHT_UP_AT_ONCE, &done, run->err) || !rest(run))
            return false;
    return true;
}

bool
publish_figures(struct publish_run *run)
{
    if (!sealed_past_refresh(&run->publisher->sealed, run->publication->ruleset, run->err))
        return false;
    return run->rests ? publish_beside(run) && catch_up(run) : compute_figures(run);
}

/* What is written before the last figure must be what figures.h hides until the end. */
static bool
may_rest(const struct publish_run *run)
{
    return run->publication->interlude.is_wanted && run->publisher->cleared && !run->publication->freezes && !run->publisher->retitle.is_due;
}

static bool
has_thread(struct publisher *publisher)
{
    if (!publisher->thread)
        publisher->thread = figure_thread_new();
    return publisher->thread != NULL;
}

/*
 * The first publication of a process, which clears what another one left, is
 * whole; most of its time goes to counting everybody who ever came, and that is
 * done before, while events are taken.
 */
static bool
settle_first(struct publish_run *run)
{
    const struct publication *publication = run->publication;
    bool fine;

    if (run->publisher->cleared || publication->freezes || !publication->interlude.is_wanted || !has_thread(run->publisher))
        return true;
    run->rests = true;
    fine = work_beside(run, settle_beside);
    run->rests = false;
    return fine;
}

bool
publish_begin(struct publish_run *run)
{
    const struct cell_owner owner = { tell_of_page, ask_to_write, run };

    run->rests = may_rest(run) && has_thread(run->publisher);
    if (!run->rests)
        return settle_first(run) && figures_begin_whole(run->publisher->figures, run->err);
    figures_begin_handed(run->publisher->figures, &owner);
    return true;
}
