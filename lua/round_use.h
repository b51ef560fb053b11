/* SPDX-License-Identifier: MIT */
/*
 * round_use.h -- how much processor time a plugin used in all, between two publications.
 *
 * Each call has a limit of its own; a rule that stays below it on each of a
 * hundred thousand sessions would hold everybody's figures back for an hour.
 * Asking for the time of day costs next to nothing, for processor time more:
 * nobody uses more of that than goes by, so it is asked for only when the
 * former says that it might be too much.  Of one thread.
 */
#ifndef LUA_ROUND_USE_H
#define LUA_ROUND_USE_H

#include <stdbool.h>
#include <stdint.h>

struct round_use {
    uint64_t most;        /* ns; 0: without end */
    bool is_done;         /* it failed: questions that are under way since before are not put to it */
    uint64_t used;        /* in the batches before this one, of processor time */
    uint64_t wall_begin, cpu_begin; /* of this batch */
};

/* A batch of calls begins; and ends. */
void round_use_begin(struct round_use *round);
void round_use_end(struct round_use *round);
/* Has it used more than it may? Between round_use_begin and round_use_end. */
bool round_use_is_over(const struct round_use *round);
/* The plugin failed, and whoever asks knows or will know; without an end to what it may use it is asked on. */
void round_use_fail(struct round_use *round);
/* A round begins. */
void round_use_reset(struct round_use *round);
/* ns so far. */
uint64_t round_use_total(const struct round_use *round);

#endif
