/* SPDX-License-Identifier: MIT */
/*
 * manifest_shape.h -- a scoring shape of the manifest, checked against the points it may give.
 */
#ifndef LUA_MANIFEST_SHAPE_H
#define LUA_MANIFEST_SHAPE_H

#include "lua/manifest_members.h"

/* points: the full ones. False: the reading's err is filled. */
bool manifest_shape_read(struct reading *reading, const json_t *object, struct fraction points, struct scoring_shape *shape);

#endif
