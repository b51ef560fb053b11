/* SPDX-License-Identifier: MIT */
/*
 * score_inputs.h -- what a score depends on beside figures: who is compared with whom, and who is new.
 */
#ifndef LIB_ENGINE_SCORE_INPUTS_H
#define LIB_ENGINE_SCORE_INPUTS_H

#include "lib/engine/scoreboard.h"

enum { NEW_DAYS = 90 };

/* Equal numbers are ranked together: units of one level and size class, teams of one kind at units of one level. */
uint32_t score_peers(const struct score_run *run, const struct scorecard *card, const struct score_entry *entry,
                     const struct period *period);
/* There for less than NEW_DAYS at the end of the period, or on the as-of day while it is open. */
bool score_is_new(const struct score_run *run, const struct scorecard *card, const struct score_entry *entry,
                  const struct period *period);

#endif
