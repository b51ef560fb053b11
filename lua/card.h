/* SPDX-License-Identifier: MIT */
/*
 * card.h -- a scorecard as the JSON of the manifest: its options under their own names.
 *
 * What the options mean together is checked by whoever reads it
 * (manifest_cards.h), where the indicators of all plugins are known; "place"
 * says where to look.
 */
#ifndef LUA_CARD_H
#define LUA_CARD_H

#include "lib/base/buf.h"
#include "lua/writer.h"

/* Appends the card at the stack index. titles: with all that is only shown; without it is the card's meaning. */
void card_put(struct writer *writer, struct buf *json, int card, bool titles);

#endif
