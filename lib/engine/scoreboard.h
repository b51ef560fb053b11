/* SPDX-License-Identifier: MIT */
/*
 * scoreboard.h -- the scores of all cards, kept from one publication to the next.
 *
 * A board is one card over one period: an entry for each unit or team.  While
 * the figures of a page are computed, those that cards ask for are seen here;
 * at the end of the page its scores are computed.  Then the boards on which
 * something moved are ranked, and the rows that changed are written: those
 * scores, their peers, and a year later what is compared with them.  What a
 * period's close freezes of them is for score_archive.h.
 */
#ifndef LIB_ENGINE_SCOREBOARD_H
#define LIB_ENGINE_SCOREBOARD_H

#include "lib/base/err.h"
#include "lib/base/hash.h"
#include "lib/engine/freeze.h"
#include "lib/engine/score_archive.h"
#include "lib/engine/score_boards.h"
#include "lib/model/figure.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

struct frozen_page;
struct frozen_scores;
struct score_table;

/* An indicator's figure on the open page. */
struct seen_figure {
    uint64_t page;
    struct term_input input;
};

struct scoreboard {
    struct score_table *table;
    struct score_boards all;
    struct score_archive archive;
    struct hash128 rules;     /* of the ruleset that the boards know */
    bool is_first;            /* publication of this process: scores of paused plugins are made of what was restored */
    bool renamed;             /* cards or grades may be called otherwise than readers know */
    struct seen_figure *seen; /* by indicator of it */
    /* the open page */
    uint64_t page;
    enum owner_kind kind;
    uint32_t owner, unit;
    bool has_rows;
    const struct frozen_page *frozen;
    bool differs;             /* a score of the page says something else than the frozen one */
};

void scoreboard_init(struct scoreboard *scores, struct score_table *table, struct frozen_scores *frozen);
void scoreboard_free(struct scoreboard *scores);
/* The rows of an earlier process go. */
bool scoreboard_clear(struct scoreboard *scores, struct err *err);

/* The rules compute the same under other titles: the boards stay, names are written with the next figures. */
void scoreboard_retitle(struct scoreboard *scores, const struct ruleset *ruleset);
/* Before the pages of a publication. */
void scoreboard_begin(struct scoreboard *scores, const struct score_run *run);
/* frozen: borrowed until the page's end. */
void scoreboard_page(struct scoreboard *scores, enum owner_kind kind, uint32_t owner, const struct frozen_page *frozen);
/* What an earlier process published, and stays: of the owner's own row. After scoreboard_begin, before the pages. */
void scoreboard_restore(struct scoreboard *scores, const struct score_run *run, enum owner_kind kind, uint32_t owner,
                        const struct period *period, uint32_t indicator, const struct figure *figure);
/* A row of the page. */
void scoreboard_see(struct scoreboard *scores, const struct score_run *run, const struct scope *scope, uint32_t indicator,
                    const struct figure *figure);
/* keeps: rows stay on the page that were not computed now, whether any was seen or not. */
void scoreboard_page_end(struct scoreboard *scores, const struct score_run *run, const struct period *period, bool keeps);
/* Then, where a score differs from the frozen one: does something of the page's come from after the close? */
void scoreboard_page_late(struct scoreboard *scores, const struct score_run *run, const struct period *period, bool is_late);
/* After all pages: ranks the boards on which something moved. */
void scoreboard_rank(struct scoreboard *scores, const struct score_run *run);
/* The same; freezes what closed now, and writes what changed. */
bool scoreboard_publish(struct scoreboard *scores, const struct score_run *run, const struct freezer *freezer, struct err *err);

#endif
