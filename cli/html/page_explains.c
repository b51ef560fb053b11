/* SPDX-License-Identifier: MIT */
#include "cli/html/page_explains.h"

#include "cli/explain_ask.h"
#include "cli/explain_hide.h"
#include "cli/explain_replay.h"
#include "cli/html/page_explained.h"
#include "cli/lang.h"
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct str page_first_indicators[] = {
    STR_INIT("participation_rate"), STR_INIT("education_coverage"), STR_INIT("cadence_month"), STR_INIT("cadence_quarter"),
    STR_INIT("cadence_year"), STR_INIT("attendances"), STR_INIT("activities"), STR_INIT("plan_completion"), STR_INIT("plan_check"),
    STR_INIT("groups_reached"), STR_INIT("education_breadth"), STR_INIT("volunteer_rate"), STR_INIT("satisfaction"),
    STR_INIT("venue_compliance"), STR_INIT("volunteer_hours"), STR_INIT("publicity_channels"), STR_INIT("teams"), STR_INIT("award_points"),
};
const size_t page_first_count = sizeof page_first_indicators / sizeof *page_first_indicators;

/* Sessions or records listed behind a figure; what one of them takes, as far as can be said beforehand. */
enum { LISTED_LEAST = 1, LISTED_MOST = 120, LISTED_SIZE = 48, FAILURES_MAX = 8 };

struct asking {
    struct page_explains *explains;
    struct replayed *replayed; /* NULL: the daemon answers, as far as is known */
    struct progress progress;
    uint64_t limit; /* so many are listed */
    size_t used;
    int failures; /* one after another */
};

struct candidate {
    const struct figure_row *figure;
    size_t number; /* of the row in the page */
    int rank;
};

static int
rank_of(const struct figure_row *figure)
{
    int place = str_find(figure->indicator, page_first_indicators, page_first_count), last = (int)page_first_count + 1;
    int rank = place >= 0 ? place : figure->target.ptr ? last - 1 : last;

    return figure->team.ptr || figure->category.ptr || figure->group.ptr ? last + 1 + rank : rank;
}

static int
by_rank(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;

    return a->rank != b->rank ? a->rank - b->rank : (a->number > b->number) - (a->number < b->number);
}

static size_t
choose(const struct report_row *const *rows, size_t count, struct candidate *chosen)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (rows[i])
            chosen[n++] = (struct candidate){ &rows[i]->figure, i, rank_of(&rows[i]->figure) };
    qsort(chosen, n, sizeof *chosen, by_rank);
    return n;
}

/* False with err: without the log nothing can be explained. True without an answer: this one cannot. */
static bool
ask(struct asking *asking, const struct explain_question *question, json_t **answer, struct err *err)
{
    struct err failure = { 0 };
    bool no_daemon = false;

    *answer = NULL;
    if (!asking->replayed && explain_ask(asking->explains->places, question, answer, &no_daemon, &failure))
        return true;
    if (!asking->replayed && !no_daemon)
        return true;
    if (!asking->replayed) {
        progress_hide(&asking->progress);
        asking->replayed = replayed_open(asking->explains->db, err);
        if (!asking->replayed)
            return err_wrap(err, "%s", _("the figures cannot be explained (--no-explain leaves that out)"));
    }
    (void)replayed_explain(asking->replayed, question, answer, &failure);
    return true;
}

static bool
explain(struct asking *asking, const struct candidate *of, json_t *by_row, struct err *err)
{
    struct page_explains *explains = asking->explains;
    const struct figure_row *figure = of->figure;
    const struct explain_question question = {
        .indicator = figure->indicator, .unit = figure->unit, .team = figure->team, .category = figure->category,
        .group = figure->group, .period = figure->period, .limit = asking->limit,
    };
    json_t *answer, *part;
    char key[24];

    if (!ask(asking, &question, &answer, err))
        return false;
    asking->failures = answer ? 0 : asking->failures + 1;
    if (!answer)
        return true;
    if (explains->hider)
        explain_hider_apply(explains->hider, answer);
    part = page_explained(explains->words, explains->entries, answer);
    snprintf(key, sizeof key, "%zu", of->number);
    asking->used += json_dumpb(part, NULL, 0, JSON_COMPACT) + strlen(key) + strlen("\"\":,");
    json_object_set_new(by_row, key, part);
    json_decref(answer);
    return true;
}

/* What texts and entries the explanations brought is part of their room. */
static size_t
size_of_texts(const struct page_explains *explains)
{
    return explains->words->bytes + explains->entries->bytes;
}

static uint64_t
limit_for(size_t room, size_t figures)
{
    size_t each = figures > 0 ? room / figures / LISTED_SIZE : LISTED_MOST;

    return each < LISTED_LEAST ? LISTED_LEAST : each > LISTED_MOST ? LISTED_MOST : each;
}

bool
page_explains_make(struct page_explains *explains, const struct report_row *const *rows, size_t count, json_t **by_row,
                   struct err *err)
{
    struct candidate *chosen = arena_array(explains->words->arena, count, sizeof *chosen);
    struct asking asking = { .explains = explains };
    size_t n = choose(rows, count, chosen), texts = size_of_texts(explains);
    bool done = true;

    *by_row = json_object();
    asking.limit = limit_for(explains->room, n);
    progress_begin(&asking.progress);
    for (size_t i = 0; done && i < n && asking.failures < FAILURES_MAX && asking.used + size_of_texts(explains) - texts < explains->room; i++) {
        const struct progress_figures figures = { .lines = i, .bytes = i, .total = n };
        progress_show(&asking.progress, &figures);
        done = explain(&asking, &chosen[i], *by_row, err);
    }
    progress_hide(&asking.progress);
    replayed_close(asking.replayed);
    if (!done)
        json_decref(*by_row);
    return done;
}
