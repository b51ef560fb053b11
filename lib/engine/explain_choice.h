/* SPDX-License-Identifier: MIT */
/*
 * explain_choice.h -- of very many sessions behind a figure those that matter most: where most people were.
 *
 * A street's year has tens of thousands of sessions, and nobody reads them one
 * by one.  Who asks with a limit gets so many of each measure, in order of
 * their dates, and is told how many others there are.
 */
#ifndef LIB_ENGINE_EXPLAIN_CHOICE_H
#define LIB_ENGINE_EXPLAIN_CHOICE_H

#include "lib/engine/explain_gather.h"

#include <stdint.h>

/* Marks what is left out of the figure and of all that it is made of. limit 0: nothing is. */
void explain_choose(struct gathered_figure *figure, uint64_t limit);

/* People that the session lists: by name or as heads, whatever is more. */
int64_t explain_people_at(const struct session *session);

#endif
