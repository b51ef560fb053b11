/* SPDX-License-Identifier: MIT */
#include "lib/engine/preview_boards.h"

#include "lib/engine/frozen_page.h"
#include "lib/engine/publish.h"
#include "lib/engine/score_text.h"

struct side {
    const struct score_board *board;
    const struct score_entry *entry;
    const struct score_run *run;
};

struct comparing {
    const struct freezer *freezer;
    const struct preview_request *request;
    struct arena arena;
};

/* "" for none: the name of a grade says more than its place. */
static struct str
grade_of(const struct side *side)
{
    const struct scorecard *card = &side->run->ruleset->cards[side->board->card];
    int grade = side->entry->score.grade;

    return score_has_total(&side->entry->score) && grade >= 0 ? card->bands[grade].name : STR("");
}

static struct score_row
row_of(const struct side *side, struct arena *arena)
{
    const struct score_change none = { .comparison = COMPARISON_NONE };

    return score_text_row(side->run, side->board, side->entry, &none, arena);
}

static bool
same_total(const struct score *a, const struct score *b)
{
    return a->state == b->state && (!score_has_total(a) || a->total == b->total);
}

static bool
is_sealed(const struct comparing *comparing, const struct side *side)
{
    return freezer_find(comparing->freezer, side->entry->unit, &side->board->period) != NULL;
}

/* Does it say something else than what was frozen of the live one? */
static bool
is_revised(const struct side *side, const struct frozen_entry *frozen)
{
    if (!side)
        return false;
    return !frozen || !frozen->is_there || frozen->rank != (uint32_t)side->entry->rank || frozen->of != (uint32_t)side->entry->of ||
           !hash128_eq(frozen->then, frozen_page_says(side->run, side->board, side->entry));
}

/* Either may be missing, not both. */
static bool
compare(struct comparing *comparing, const struct side *before, const struct side *after)
{
    struct preview_score told = { .change = !before ? CELL_NEW : !after ? CELL_GONE : CELL_CHANGED };
    struct score_row was, is;
    bool goes_on;

    if (before && after) {
        told.total_moved = !same_total(&before->entry->score, &after->entry->score);
        told.grade_flipped = !str_eq(grade_of(before), grade_of(after));
        told.rank_moved = before->entry->rank != after->entry->rank || before->entry->of != after->entry->of;
        if (!told.total_moved && !told.grade_flipped && !told.rank_moved)
            return true;
    }
    told.sealed = is_sealed(comparing, after ? after : before);
    if (told.sealed) {
        const struct frozen_entry *frozen = before ? &before->entry->frozen : NULL;
        told.revision = revision_change(is_revised(before, frozen), is_revised(after, frozen));
        if (told.revision == REVISION_NONE)
            return true;
    }
    if (before)
        was = row_of(before, &comparing->arena);
    if (after)
        is = row_of(after, &comparing->arena);
    told.before = before ? &was : NULL;
    told.after = after ? &is : NULL;
    goes_on = comparing->request->on_score(comparing->request->ctx, &told);
    arena_reset(&comparing->arena);
    return goes_on;
}

static const struct score_board *
counterpart(const struct scoreboard *scores, const struct scoreboard *of, const struct score_board *board)
{
    struct str name = codebook_name(&of->all.names, board->name);
    uint32_t number = codebook_find(&scores->all.names, name);

    return number == CODE_NONE ? NULL : score_board_find(&scores->all, number, &board->period);
}

static const struct score_entry *
live_entry(const struct score_board *board, uint32_t owner)
{
    const struct score_entry *entry = board ? score_entry_find(board, owner) : NULL;

    return entry && entry->live ? entry : NULL;
}

/* The live board's entries, and what became of them; those that are new are left for later. */
static bool
compare_board(struct comparing *comparing, const struct score_board *board, const struct score_run *live,
              const struct score_board *other, const struct score_run *staged)
{
    for (size_t i = 0; i < board->count; i++) {
        const struct score_entry *entry = live_entry(other, board->entries[i].owner);
        const struct side before = { board, &board->entries[i], live }, after = { other, entry, staged };
        if (board->entries[i].live && !compare(comparing, &before, entry ? &after : NULL))
            return false;
    }
    return true;
}

static bool
tell_new(struct comparing *comparing, const struct score_board *board, const struct score_run *staged,
         const struct score_board *other)
{
    for (size_t i = 0; i < board->count; i++) {
        const struct side after = { board, &board->entries[i], staged };
        if (board->entries[i].live && !live_entry(other, board->entries[i].owner) && !compare(comparing, NULL, &after))
            return false;
    }
    return true;
}

bool
preview_boards_compare(const struct preview_base *base, const struct preview_request *request,
                       const struct preview_rules *rules, const struct score_run *live, struct scoreboard *after,
                       const struct score_run *staged)
{
    struct comparing comparing = { .freezer = &base->publisher->freezer, .request = request };
    const struct scoreboard *before = &base->publisher->scores;
    bool goes_on = true;

    scoreboard_rank(after, staged);
    for (size_t i = 0; goes_on && i < before->all.count; i++) {
        const struct score_board *board = &before->all.boards[i];
        if (board->card >= 0 && rules->card_differs[board->card])
            goes_on = compare_board(&comparing, board, live, counterpart(after, before, board), staged);
    }
    for (size_t i = 0; goes_on && i < after->all.count; i++) {
        const struct score_board *board = &after->all.boards[i];
        if (board->card >= 0 && rules->card_differs_after[board->card])
            goes_on = tell_new(&comparing, board, staged, counterpart(before, after, board));
    }
    arena_free(&comparing.arena);
    return goes_on;
}
