/* SPDX-License-Identifier: MIT */
/*
 * manifest_quality.h -- the checks of the data that the manifest turns on.
 */
#ifndef LUA_MANIFEST_QUALITY_H
#define LUA_MANIFEST_QUALITY_H

#include "lua/manifest_members.h"

/* How many there are at most. */
size_t manifest_quality_count(const json_t *plugins);
/*
 * Reads them in order of check.  Of two about the same check the first holds, in the order of plugins; the other is a
 * fault of its plugin, for which there is room.  False: one makes no sense.
 */
bool manifest_quality_read(struct reading *reading, const json_t *plugins);

#endif
