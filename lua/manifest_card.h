/* SPDX-License-Identifier: MIT */
/*
 * manifest_card.h -- one scorecard of the manifest, checked in itself: shapes, points, bands, caps.
 */
#ifndef LUA_MANIFEST_CARD_H
#define LUA_MANIFEST_CARD_H

#include "lua/manifest_members.h"

/*
 * Fills the card; what its terms name is not looked for yet.  False: the
 * reading's err says where in the rule and why.
 */
bool manifest_card_read(struct reading *reading, const json_t *object, struct scorecard *card);

#endif
