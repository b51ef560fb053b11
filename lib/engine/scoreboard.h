/* SPDX-License-Identifier: MIT */
/*
 * scoreboard.h -- the scores of all cards, kept from one publication to the next.
 *
 * A board is one card over one period: an entry for each unit or team.  While
 * the figures of a page are computed, those that cards ask for are seen here;
 * at the end of the page its scores are computed.  Then the boards on which
 * something moved are ranked, and the rows that changed are written: those
 * scores, their peers, and a year later what is compared with them.
 */
#ifndef LIB_ENGINE_SCOREBOARD_H
#define LIB_ENGINE_SCOREBOARD_H

#include "lib/base/codebook.h"
#include "lib/base/err.h"
#include "lib/base/hash.h"
#include "lib/model/facts.h"
#include "lib/model/figure.h"
#include "lib/model/ruleset.h"
#include "lib/model/score.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct score_table;

/* A term's value, and how it is printed. */
struct term_input {
    struct score_value value;
    int decimals;
    bool missed;            /* its own target, which is then told apart in print */
    struct fraction target;
    bool has_self;          /* the self-assessment: declared.put of score.<component> */
    struct fraction self;
};

/* One unit's or team's score. */
struct score_entry {
    uint32_t owner, unit;        /* unit: of the row */
    uint32_t number;             /* its row's key in the store */
    uint32_t peers;              /* its class */
    bool live, is_published;
    struct term_input *inputs;   /* by term; owned */
    struct score_line *lines;    /* by term; owned */
    struct score score;
    uint32_t rank, of;           /* 0: unranked */
    struct hash128 meaning;      /* of the rules that it was computed by */
    struct hash128 row, content; /* as published; content: of the lines */
};

struct score_board {
    uint32_t name;          /* of the card, in scoreboard.names */
    uint32_t plugin;        /* of the card's plugin, likewise */
    int card;               /* place in the ruleset; -1: not there now */
    struct period period;
    struct codebook owners; /* owner's number as bytes: place among the entries */
    struct score_entry *entries;
    size_t count, capacity;
    bool moved;             /* since the last publication */
};

/* An indicator's figure on the open page. */
struct seen_figure {
    uint64_t page;
    struct term_input input;
};

struct scoreboard {
    struct score_table *table;
    struct codebook names, keys; /* keys: (card, first, end): place among the boards */
    struct score_board *boards;
    size_t count, capacity;
    uint32_t next_number;
    struct hash128 rules;        /* of the ruleset that the boards know */
    bool renamed;                /* cards or grades may be called otherwise than readers know */
    struct seen_figure *seen;    /* by indicator of it */
    /* the open page */
    uint64_t page;
    enum owner_kind kind;
    uint32_t owner, unit;
    bool has_rows;
};

/* What a publication is about. */
struct score_run {
    struct facts *facts;
    const struct ruleset *ruleset;
    const uint64_t *paused; /* plugins, one bit each: their figures stay as they are */
    day_t day;
    int year_start_month;
};

void scoreboard_init(struct scoreboard *scores, struct score_table *table);
void scoreboard_free(struct scoreboard *scores);
/* The rows of an earlier process go. */
bool scoreboard_clear(struct scoreboard *scores, struct err *err);

/* Before the pages of a publication. */
void scoreboard_begin(struct scoreboard *scores, const struct score_run *run);
void scoreboard_page(struct scoreboard *scores, enum owner_kind kind, uint32_t owner);
/* A row of the page. */
void scoreboard_see(struct scoreboard *scores, const struct score_run *run, const struct scope *scope, uint32_t indicator,
                    const struct figure *figure);
/* keeps: rows of paused plugins stay on the page, whether any was seen or not. */
void scoreboard_page_end(struct scoreboard *scores, const struct score_run *run, const struct period *period, bool keeps);
/* After all pages: ranks, and writes what changed. */
bool scoreboard_publish(struct scoreboard *scores, const struct score_run *run, struct err *err);

#endif
