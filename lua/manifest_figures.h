/* SPDX-License-Identifier: MIT */
/*
 * manifest_figures.h -- what t.figure names, found among all indicators of the manifest.
 *
 * Names are known only when all plugins are read.  An indicator that names one
 * which is not there, or has no rows where it needs them, or in the end itself,
 * is left out with a fault of its plugin; so is what is made of it.
 */
#ifndef LUA_MANIFEST_FIGURES_H
#define LUA_MANIFEST_FIGURES_H

#include "lib/model/ruleset.h"

#include <jansson.h>

/* To be called when indicators are sorted and parts are found; ruleset->faults has room for a fault of each indicator. */
void manifest_figures_read(const json_t *plugins, struct ruleset *ruleset);

#endif
