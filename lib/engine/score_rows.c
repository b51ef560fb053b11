/* SPDX-License-Identifier: MIT */
#include "lib/engine/score_rows.h"

#include "lib/engine/score_text.h"
#include "lib/store/scores.h"

/* then: the board of the year before; NULL: there is none. */
static struct score_change
change_since(const struct score_board *then, const struct score_entry *entry)
{
    const struct score_entry *old = then ? score_entry_find(then, entry->owner) : NULL;
    struct score_change change = { .comparison = COMPARISON_NONE };

    if (!old || !old->live || !score_has_total(&old->score) || !score_has_total(&entry->score))
        return change;
    change.comparison = hash128_eq(old->meaning, entry->meaning) ? COMPARISON_SAME_RULES : COMPARISON_OTHER_RULES;
    if (change.comparison == COMPARISON_OTHER_RULES)
        return change;
    change.points = entry->score.total - old->score.total;
    change.has_ranks = entry->rank > 0 && old->rank > 0;
    change.ranks = (int64_t)old->rank - entry->rank;
    return change;
}

struct score_change
score_change_of(const struct score_boards *boards, const struct score_run *run, const struct score_board *board,
          const struct score_entry *entry)
{
    return change_since(score_board_in(boards, run, board, -1), entry);
}

/* Equal hashes: the published row would say the same. */
static struct hash128
row_hash(const struct score_entry *entry, const struct score_change *change, const struct score_run *run, const struct scorecard *card)
{
    const struct score *score = &entry->score;
    const struct str version = run->ruleset->plugins[card->plugin].version;
    const int64_t numbers[] = {
        score->state, score->sum, score->available, score->base, score->bonus, score->penalty, score->total, score->grade,
        score->flags, entry->rank, entry->of, entry->peers, entry->unit, change->comparison, change->points, change->has_ranks,
        change->ranks, entry->frozen.closing, entry->frozen.is_late, (int64_t)entry->meaning.low, (int64_t)entry->meaning.high, (int64_t)hash64(version.ptr, version.len),
    };

    return hash128(numbers, sizeof numbers);
}

static struct hash128
content_hash(const struct score_entry *entry, const struct scorecard *card)
{
    struct hash128 hash = entry->meaning;

    for (size_t i = 0; i < card->term_count; i++) {
        const struct term_input *input = &entry->inputs[i];
        const struct score_line *line = &entry->lines[i];
        const int64_t numbers[] = {
            (int64_t)hash.low, (int64_t)hash.high, line->points, line->mark, line->counts, line->range, input->value.there,
            input->value.state, input->value.num, input->value.den, input->value.factor, input->decimals, input->missed,
            input->target.num, input->target.den, input->has_self, input->self.num, input->self.den,
        };
        hash = hash128(numbers, sizeof numbers);
    }
    return hash;
}

static bool
drop_entry(struct score_table *table, struct score_entry *entry, struct err *err)
{
    if (!entry->is_published)
        return true;
    entry->is_published = false;
    return score_table_drop(table, entry->number, err);
}

/* As the close froze it, the rank among all that are there now included. */
static bool
is_as_frozen(const struct score_entry *entry)
{
    const struct frozen_entry *frozen = &entry->frozen;

    return frozen->closing != 0 && frozen->is_there && hash128_eq(frozen->then, frozen->now) && frozen->rank == entry->rank &&
           frozen->of == entry->of;
}

/* The rows of one board on their way. */
struct writing {
    struct score_table *table;
    const struct score_run *run;
    const struct score_board *board, *then;
    struct arena arena;
    struct err *err;
};

static bool
write_entry(struct writing *writing, struct score_entry *entry)
{
    const struct scorecard *card = &writing->run->ruleset->cards[writing->board->card];
    struct score_change change = change_since(writing->then, entry);
    struct hash128 row = row_hash(entry, &change, writing->run, card), content = content_hash(entry, card);
    bool same_lines = entry->is_published && hash128_eq(content, entry->content);
    struct score_line_row *lines = NULL;
    struct score_row text;
    bool done;

    if (same_lines && hash128_eq(row, entry->row))
        return true;
    text = score_text_row(writing->run, writing->board, entry, &change, &writing->arena);
    if (entry->frozen.closing != 0)
        score_text_revise(&text, entry, &writing->arena);
    if (!same_lines)
        lines = score_text_lines(card, entry, &writing->arena);
    done = score_table_put(writing->table, &text, lines, card->term_count, writing->err);
    entry->is_published = true;
    entry->row = row;
    entry->content = content;
    arena_reset(&writing->arena);
    return done;
}

static bool
settle_entry(struct writing *writing, struct score_entry *entry)
{
    if (!entry->live || is_as_frozen(entry))
        return drop_entry(writing->table, entry, writing->err);
    return writing->board->card < 0 || write_entry(writing, entry);
}

bool
score_rows_write(struct score_table *table, const struct score_boards *boards, const struct score_run *run,
                 struct score_board *board, struct err *err)
{
    struct writing writing = { .table = table, .run = run, .board = board, .then = score_board_in(boards, run, board, -1), .err = err };
    bool all = writing.then && writing.then->moved, fine = true;
    size_t count = all ? board->count : board->touched_count;

    for (size_t i = 0; fine && i < count; i++)
        fine = settle_entry(&writing, &board->entries[all ? i : board->touched[i]]);
    if (fine)
        score_board_written(board);
    arena_free(&writing.arena);
    return fine;
}
