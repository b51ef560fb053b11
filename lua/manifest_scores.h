/* SPDX-License-Identifier: MIT */
/*
 * manifest_scores.h -- the scores (t.score) of the manifest: what they read, found among all plugins.
 *
 * What is made of itself, or of what is left out, is found in manifest_figures.h.
 */
#ifndef LUA_MANIFEST_SCORES_H
#define LUA_MANIFEST_SCORES_H

#include "lua/manifest_members.h"

#include <jansson.h>

/* Reads what makes an indicator a score but the measures of `with`, which the reader of measures adds. */
bool manifest_score_read(struct reading *reading, const json_t *object, struct indicator *indicator);
/* After all indicators were read and sorted: finds the places of what it reads. False: *why says what is wrong. */
bool manifest_score_tie(struct ruleset *ruleset, struct indicator *score, struct str *why);

#endif
