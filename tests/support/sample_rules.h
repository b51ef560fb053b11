/* SPDX-License-Identifier: MIT */
/*
 * sample_rules.h -- a ruleset without Lua: one indicator of each kind that there is.
 *
 * Its rules are those of random_facts.h: 0 education, 1 contests, 2 planned
 * contests.  Everything is over months, quarters, halves and years.
 */
#ifndef TESTS_SUPPORT_SAMPLE_RULES_H
#define TESTS_SUPPORT_SAMPLE_RULES_H

#include "lib/model/figure.h"
#include "lib/model/ruleset.h"

/* Static; in order of name. reach: with an indicator about residents wherever they went. */
const struct ruleset *sample_rules(bool reach);

/* A figure with all that it has, as text; in the arena. */
struct str figure_text(struct arena *arena, const struct figure *figure);

#endif
