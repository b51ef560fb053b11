/* SPDX-License-Identifier: MIT */
#include "lib/engine/frozen_page.h"

#include "lib/base/buf.h"
#include "lib/engine/score_text.h"
#include "lib/store/frozen_scores.h"

bool
frozen_page_open(struct frozen_page *page, struct frozen_scores *frozen, const struct closed_period *closed,
                 const struct period *period, struct str team, struct err *err)
{
    *page = (struct frozen_page){ .closed = closed };
    return !closed || frozen_scores_page(frozen, closed->closing, period->first, period->end, team, &page->arena,
                                         &page->scores, &page->count, err);
}

void
frozen_page_close(struct frozen_page *page)
{
    arena_free(&page->arena);
    *page = (struct frozen_page){ 0 };
}

static void
put_all(struct buf *bytes, const struct str *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_put_byte(bytes, texts[i].ptr != NULL);
        buf_put_field(bytes, texts[i]);
    }
}

struct hash128
score_says(const struct score_row *row, const struct score_line_row *lines, size_t count)
{
    const struct str texts[] = { row->unit, row->state,   row->total, row->sum,   row->available, row->full, row->base,
                                 row->bonus, row->penalty, row->most,  row->grade, row->peers,     row->flags };
    struct buf bytes = { 0 };
    struct hash128 hash;

    put_all(&bytes, texts, sizeof texts / sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        const struct score_line_row *line = &lines[i];
        const struct str parts[] = { line->role,  line->name, line->dimension, line->full,   line->self, line->points,
                                     line->state, line->mark, line->value,     line->target, line->grade };
        put_all(&bytes, parts, sizeof parts / sizeof *parts);
    }
    hash = hash128(bytes.ptr, bytes.len);
    buf_free(&bytes);
    return hash;
}

const struct frozen_score *
frozen_page_find(const struct frozen_page *page, struct str card)
{
    for (size_t i = 0; i < page->count; i++)
        if (str_eq(page->scores[i].row.card, card))
            return &page->scores[i];
    return NULL;
}

struct hash128
frozen_page_says(const struct score_run *run, const struct score_board *board, const struct score_entry *entry)
{
    const struct scorecard *card = &run->ruleset->cards[board->card];
    const struct score_change none = { .comparison = COMPARISON_NONE };
    struct arena arena = { 0 };
    struct score_row row = score_text_row(run, board, entry, &none, &arena);
    struct hash128 hash = score_says(&row, score_text_lines(card, entry, &arena), card->term_count);

    arena_free(&arena);
    return hash;
}

void
frozen_page_judge(const struct frozen_page *page, const struct score_run *run, const struct score_board *board,
                  struct score_entry *entry)
{
    bool was_late = entry->frozen.is_late;
    const struct frozen_score *found;

    entry->frozen = (struct frozen_entry){ 0 };
    if (!page->closed)
        return;
    entry->frozen.closing = page->closed->closing;
    entry->frozen.is_late = was_late;
    entry->frozen.now = frozen_page_says(run, board, entry);
    found = frozen_page_find(page, run->ruleset->cards[board->card].name);
    if (!found)
        return;
    entry->frozen.is_there = true;
    entry->frozen.then = score_says(&found->row, found->lines, found->line_count);
    entry->frozen.rank = found->row.has_rank ? (uint32_t)found->row.rank : 0;
    entry->frozen.of = found->row.has_rank ? (uint32_t)found->row.of : 0;
}
