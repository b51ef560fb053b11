/* SPDX-License-Identifier: MIT */
#include "lib/engine/score_boards.h"

#include "lib/base/mem.h"

#include <stdlib.h>

static void
free_board(struct score_board *board)
{
    for (size_t i = 0; i < board->count; i++) {
        free(board->entries[i].inputs);
        free(board->entries[i].lines);
    }
    free(board->entries);
    free(board->touched);
    free(board->order);
    codebook_free(&board->owners);
}

void
score_boards_free(struct score_boards *boards)
{
    for (size_t i = 0; i < boards->count; i++)
        free_board(&boards->boards[i]);
    free(boards->boards);
    codebook_free(&boards->names);
    codebook_free(&boards->keys);
    *boards = (struct score_boards){ 0 };
}

struct score_board *
score_board_find(const struct score_boards *boards, uint32_t name, const struct period *period)
{
    int32_t key[3] = { (int32_t)name, period->first, period->end };
    uint32_t place = codebook_find(&boards->keys, (struct str){ (const char *)key, sizeof key });

    return place == CODE_NONE ? NULL : &boards->boards[place];
}

struct score_board *
score_board_of(struct score_boards *boards, const struct score_run *run, uint32_t card, const struct period *period)
{
    const struct scorecard *data = &run->ruleset->cards[card];
    uint32_t name = codebook_add(&boards->names, data->name);
    struct score_board *board = score_board_find(boards, name, period);
    int32_t key[3] = { (int32_t)name, period->first, period->end };

    if (board)
        return board;
    codebook_add(&boards->keys, (struct str){ (const char *)key, sizeof key });
    boards->boards = mem_grow(boards->boards, boards->count, &boards->capacity, sizeof *boards->boards);
    board = &boards->boards[boards->count++];
    *board = (struct score_board){ .name = name, .card = (int)card, .period = *period };
    board->plugin = codebook_add(&boards->names, run->ruleset->plugins[data->plugin].name);
    return board;
}

struct score_entry *
score_entry_find(const struct score_board *board, uint32_t owner)
{
    uint32_t place = codebook_find(&board->owners, (struct str){ (const char *)&owner, sizeof owner });

    return place == CODE_NONE ? NULL : &board->entries[place];
}

void
score_entry_reset(struct score_entry *entry, size_t terms)
{
    free(entry->inputs);
    free(entry->lines);
    entry->inputs = mem_array(terms, sizeof *entry->inputs);
    entry->lines = mem_array(terms, sizeof *entry->lines);
}

void
score_entry_touch(struct score_board *board, struct score_entry *entry)
{
    if (entry->touched)
        return;
    entry->touched = true;
    board->touched = mem_grow(board->touched, board->touched_count, &board->touched_capacity, sizeof *board->touched);
    board->touched[board->touched_count++] = (uint32_t)(entry - board->entries);
}

void
score_board_written(struct score_board *board)
{
    for (size_t i = 0; i < board->touched_count; i++)
        board->entries[board->touched[i]].touched = false;
    board->touched_count = 0;
}

struct score_entry *
score_entry_of(struct score_boards *boards, struct score_board *board, size_t terms, uint32_t owner)
{
    struct score_entry *entry = score_entry_find(board, owner);

    if (entry)
        return entry;
    codebook_add(&board->owners, (struct str){ (const char *)&owner, sizeof owner });
    board->entries = mem_grow(board->entries, board->count, &board->capacity, sizeof *board->entries);
    entry = &board->entries[board->count++];
    *entry = (struct score_entry){ .owner = owner, .number = boards->next_number++ };
    score_entry_reset(entry, terms);
    score_entry_touch(board, entry);
    return entry;
}

static struct period
other_year(const struct period *period, int years, int year_start_month)
{
    struct civil first = day_civil(period->first);

    return period_containing(period->kind, day_of(first.year + years, first.month, first.day), year_start_month);
}

struct score_board *
score_board_in(const struct score_boards *boards, const struct score_run *run, const struct score_board *board, int years)
{
    struct period period = other_year(&board->period, years, run->year_start_month);

    return score_board_find(boards, board->name, &period);
}
