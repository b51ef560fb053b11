/* SPDX-License-Identifier: MIT */
/*
 * engine_scores.h -- questions to the rules about figures: scores and folds.
 */
#ifndef LIB_ENGINE_ENGINE_SCORES_H
#define LIB_ENGINE_ENGINE_SCORES_H

struct engine;

/* What the book of answers misses, in messages of bearable size. */
void engine_ask_scores(struct engine *engine);

#endif
