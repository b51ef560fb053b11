/* SPDX-License-Identifier: MIT */
/*
 * score_archive.h -- freezes the scores of periods that close, and says which frozen ones stand.
 *
 * At the close the scores of the unit and its teams are kept as they are then
 * printed, with the rank among all peers of that moment, whether these have
 * closed the period or not.  The texts go along: titles of indicators, cards and
 * grades, names.
 */
#ifndef LIB_ENGINE_SCORE_ARCHIVE_H
#define LIB_ENGINE_SCORE_ARCHIVE_H

#include "lib/base/arena.h"
#include "lib/base/codebook.h"
#include "lib/base/err.h"
#include "lib/engine/freeze.h"
#include "lib/engine/score_boards.h"
#include "lib/store/frozen_scores.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A period of a close. */
struct archived_period {
    struct frozen_days days;
    bool shown, wanted;
};

struct archived_close {
    struct archived_period *periods; /* in the arena */
    size_t count;
};

struct score_archive {
    struct frozen_scores *frozen;
    struct codebook keys;          /* number of the close as bytes: place among the closes */
    struct archived_close *closes; /* those that ever held in this process */
    size_t count, capacity;
    struct arena arena;
    uint32_t generation;           /* of the freezer, as of the last look */
    bool is_known;                 /* what the store says of what stands is from this process */
};

void score_archive_init(struct score_archive *archive, struct frozen_scores *frozen);
/* Also when a publication failed: what stands is written anew with the next one. */
void score_archive_free(struct score_archive *archive);

/* Freezes what closed in this publication; the boards are ranked. */
bool score_archive_freeze(struct score_archive *archive, struct score_boards *boards, const struct score_run *run,
                          const struct freezer *freezer, struct err *err);
/* Says which frozen scores stand now. */
bool score_archive_show(struct score_archive *archive, const struct freezer *freezer, struct err *err);

#endif
