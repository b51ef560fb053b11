/* SPDX-License-Identifier: MIT */
#include "lib/engine/rehearsal.h"

#include "lib/base/mem.h"
#include "lib/engine/agenda.h"
#include "lib/model/past.h"
#include "lib/model/reading.h"
#include "lib/model/sheet.h"

#include <stdlib.h>

struct rehearsal {
    struct publisher *publisher;
    const struct publication *publication;
    struct sheet_settings settings;
    uint32_t by; /* breakdowns that some score has */
};

/* Whatever it says, the answer book has heard what it asked for. */
static bool
on_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    (void)ctx;
    (void)scope;
    (void)indicator;
    (void)figure;
    return true;
}

/* The same periods as publish_year, whose unions are left as they are. */
static void
rehearse_year(struct rehearsal *rehearsal, const struct agenda_item *item)
{
    struct facts *facts = rehearsal->publication->facts;
    struct book_state *state = publisher_book(rehearsal->publisher, item);
    struct period periods[YEAR_PERIODS];
    struct year_book book;
    bool open = book_state_open(state, facts, item, &book);
    uint32_t due = state->signature != book.signature ? YEAR_ALL : item->periods | item->attended | item->followed;

    year_periods(&item->year, rehearsal->publication->year_start_month, periods);
    for (int i = 0; open && i < YEAR_PERIODS; i++)
        if (due >> i & 1)
            sheet_compute(facts, &rehearsal->settings, &book, &periods[i], on_row, rehearsal);
    year_book_close(&book);
}

static void
rehearse_all(struct rehearsal *rehearsal)
{
    struct group_presence groups = { 0 };
    struct agenda agenda;

    if (rehearsal->by & (BY_UNIT | BY_CATEGORY | BY_GROUP))
        tally_settle(&rehearsal->publication->facts->tally, 0, SIZE_MAX);
    group_presence_find(rehearsal->publication->facts, &groups);
    rehearsal->settings.groups = &groups;
    publication_agenda(rehearsal->publisher, rehearsal->publication, past_reach(rehearsal->publication->ruleset, NULL), &agenda);
    for (size_t i = 0; i < agenda.count; i++)
        if (rehearsal->by & (agenda.items[i].kind == OWNER_TEAM ? BY_TEAM : BY_UNIT | BY_CATEGORY | BY_GROUP))
            rehearse_year(rehearsal, &agenda.items[i]);
    agenda_free(&agenda);
    group_presence_free(&groups);
}

/* Leaves what is no score, or stays as it is, out of the rows. False: nothing is left. */
static bool
find_scores(struct rehearsal *rehearsal, uint8_t *left_out)
{
    const struct ruleset *ruleset = rehearsal->publication->ruleset;
    uint8_t *scores = mem_array(ruleset->indicator_count + 1, 1);
    bool found = reading_find_scores(ruleset, scores);

    reading_find_held(ruleset, rehearsal->publisher->paused, left_out);
    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        left_out[i] |= !scores[i];
        if (!left_out[i])
            rehearsal->by |= ruleset->indicators[i].by;
    }
    free(scores);
    return found && rehearsal->by != 0;
}

bool
publisher_rehearse(struct publisher *publisher, const struct publication *publication)
{
    uint8_t *left_out = mem_array(publication->ruleset->indicator_count + 1, 1);
    struct rehearsal rehearsal = {
        .publisher = publisher,
        .publication = publication,
        .settings = { .ruleset = publication->ruleset,
                      .as_of = publication->day,
                      .year_start_month = publication->year_start_month,
                      .held = left_out,
                      .answers = &publisher->answers,
                      .sealed = &publisher->sealed.source },
    };

    answer_book_begin(&publisher->answers);
    if (publisher->has_day && publisher->day != publication->day)
        publication->facts->all_dirty = true;
    if (find_scores(&rehearsal, left_out))
        rehearse_all(&rehearsal);
    free(left_out);
    return publisher->answers.missing == 0;
}
