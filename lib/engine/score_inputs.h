/* SPDX-License-Identifier: MIT */
/*
 * score_inputs.h -- what a score depends on beside figures: vetoes, self-assessments, who is compared with whom, who is new.
 */
#ifndef LIB_ENGINE_SCORE_INPUTS_H
#define LIB_ENGINE_SCORE_INPUTS_H

#include "lib/base/arena.h"
#include "lib/engine/score_boards.h"

enum { NEW_DAYS = 90 };

/* Equal numbers are ranked together: units of one level and size class, teams of one kind at units of one level. */
uint32_t score_peers(const struct score_run *run, const struct scorecard *card, const struct score_entry *entry,
                     const struct period *period);
/* "community", "community:2" (of size class 2; ? is unknown), "troupe@street"; in the arena. */
struct str score_peers_text(const struct scorecard *card, uint32_t peers, struct arena *arena);
/* Is an incident with a veto live in the period, at the unit or below? A team has none. */
bool score_is_vetoed(const struct score_run *run, const struct scorecard *card, const struct score_entry *entry,
                     const struct period *period);
/* Fills what the unit gave itself for exactly this period: declared.put of "score.<component>". */
void score_self_assess(const struct score_run *run, const struct scorecard *card, struct score_entry *entry,
                       const struct period *period);
/* There for less than NEW_DAYS at the end of the period, or on the as-of day while it is open. */
bool score_is_new(const struct score_run *run, const struct scorecard *card, const struct score_entry *entry,
                  const struct period *period);

#endif
