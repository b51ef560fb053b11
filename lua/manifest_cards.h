/* SPDX-License-Identifier: MIT */
/*
 * manifest_cards.h -- the scorecards of the manifest: read, checked, and tied to the indicators they name.
 *
 * A card that makes no sense, or that names what is not there, is left out and
 * listed as a fault of its plugin; everything else works.
 */
#ifndef LUA_MANIFEST_CARDS_H
#define LUA_MANIFEST_CARDS_H

#include "lib/model/ruleset.h"

#include <jansson.h>

/* How many there are at most. */
size_t manifest_cards_count(const json_t *plugins);
/* After all plugins and indicators were read; there is room for a fault a card. */
void manifest_cards_read(const json_t *plugins, struct ruleset *ruleset);

#endif
