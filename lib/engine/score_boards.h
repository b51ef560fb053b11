/* SPDX-License-Identifier: MIT */
/*
 * score_boards.h -- the boards of all cards: one card over one period, an entry for each unit or team.
 *
 * Plain data and finding it; scoreboard.h fills it, score_rows.h writes it.
 */
#ifndef LIB_ENGINE_SCORE_BOARDS_H
#define LIB_ENGINE_SCORE_BOARDS_H

#include "lib/base/codebook.h"
#include "lib/base/hash.h"
#include "lib/model/facts.h"
#include "lib/model/ruleset.h"
#include "lib/model/score.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A term's value, and how it is printed. */
struct term_input {
    struct score_value value;
    int decimals;
    bool low_n;             /* from few answers */
    bool missed;            /* its own target, which is then told apart in print */
    struct fraction target;
    bool has_self;          /* the self-assessment */
    struct fraction self;
};

/* Of a score over a closed period: what was frozen of it (frozen_page.h). */
struct frozen_entry {
    int64_t closing;          /* number of the close that speaks; 0: the period is open */
    bool is_there;            /* that close froze this score */
    bool is_late;             /* the live one rests on something that came after it */
    struct hash128 then, now; /* what the frozen and the live one say */
    uint32_t rank, of;        /* of the frozen one; 0: unranked */
};

/* One unit's or team's score. */
struct score_entry {
    uint32_t owner, unit;        /* unit: of the row */
    uint32_t number;             /* its row's key in the store */
    uint32_t peers;              /* its class */
    bool live, is_published;
    bool touched;                /* since its row was written: only of such a one (or a year later) does it say something else */
    struct term_input *inputs;   /* by term; owned */
    struct score_line *lines;    /* by term; owned */
    struct score score;
    uint32_t rank, of;           /* 0: unranked */
    struct frozen_entry frozen;
    struct hash128 meaning;      /* of the rules that it was computed by */
    struct hash128 row, content; /* as published; content: of the lines */
    struct hash128 merit;        /* of what it was ranked by; zero: it was not */
};

struct score_board {
    uint32_t name;          /* of the card, in score_boards.names */
    uint32_t plugin;        /* of the card's plugin, likewise */
    int card;               /* place in the ruleset; -1: not there now */
    struct period period;
    struct codebook owners; /* owner's number as bytes: place among the entries */
    struct score_entry *entries;
    size_t count, capacity;
    bool moved;             /* since the last publication */
    uint32_t *touched;      /* places of the entries that are */
    size_t touched_count, touched_capacity;
    uint32_t *order;        /* places of those that were ranked, as they were sorted */
    size_t ordered, order_capacity;
    bool ranks_anew;        /* by other rules: the order is none */
};

struct score_boards {
    struct codebook names, keys; /* names: of cards and plugins; keys: (card, first, end): place among the boards */
    struct score_board *boards;
    size_t count, capacity;
    uint32_t next_number;
};

/* What a publication is about. */
struct score_run {
    struct facts *facts;
    const struct ruleset *ruleset;
    const uint64_t *paused; /* plugins, one bit each: their scores stay as they are */
    const uint8_t *held;    /* by indicator: its figures stay as they are */
    const bool *computed;   /* by indicator: on the open page only these are computed, the others stay as they are; NULL: all are */
    day_t day;
    int year_start_month;
};

void score_boards_free(struct score_boards *boards);

/* The board of the card of this name; NULL: none yet. */
struct score_board *score_board_find(const struct score_boards *boards, uint32_t name, const struct period *period);
/* That of the card of this place in the ruleset; made when there is none. Others may move. */
struct score_board *score_board_of(struct score_boards *boards, const struct score_run *run, uint32_t card,
                                   const struct period *period);
/* That of the same card so many years later; NULL: none yet. */
struct score_board *score_board_in(const struct score_boards *boards, const struct score_run *run,
                                   const struct score_board *board, int years);

/* NULL: none yet. */
struct score_entry *score_entry_find(const struct score_board *board, uint32_t owner);
/* Made when there is none; others may move. */
struct score_entry *score_entry_of(struct score_boards *boards, struct score_board *board, size_t terms, uint32_t owner);
/* Its inputs and lines begin anew. */
void score_entry_reset(struct score_entry *entry, size_t terms);
/* What it says may have changed; all that were touched were written. */
void score_entry_touch(struct score_board *board, struct score_entry *entry);
void score_board_written(struct score_board *board);

#endif
