/* SPDX-License-Identifier: MIT */
/*
 * explain_words.h -- the sentences of an explanation in the reader's language.
 */
#ifndef CLI_EXPLAIN_WORDS_H
#define CLI_EXPLAIN_WORDS_H

#include "lib/base/arena.h"
#include "lib/base/str.h"

#include <jansson.h>

/* The title of an indicator, a card or a component. */
struct str explain_title(const json_t *of);
struct str explain_unit_name(const json_t *answer);
/* How the figure came about; empty when its lists say it all. */
struct str explain_story(const json_t *figure, struct arena *arena);
/* What the bounds come from; empty without any. */
struct str explain_bounds_story(const json_t *measure, struct arena *arena);
/* "target: at least 75, posted for liubeiqiao (log position 12)"; empty without one. */
struct str explain_target_story(const json_t *figure, struct arena *arena);
/* What is missing, how many days are left, the pace needed, the best still possible; empty when there is nothing to say. */
struct str explain_outlook_story(const json_t *answer, struct arena *arena);
/* What was frozen when the period was closed; empty of an open one. */
struct str explain_official_story(const json_t *answer, struct arena *arena);
struct str explain_rule_story(const json_t *figure, struct arena *arena);
/* Of a component: the shape that makes points of its value. */
struct str explain_shape_story(const json_t *line, struct arena *arena);
/* "met" -> "■ met" */
struct str word_of_part(struct str state);

#endif
