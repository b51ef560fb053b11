/* SPDX-License-Identifier: MIT */
/*
 * manifest_measure.h -- reads what a call like t.people { } made from the manifest's JSON.
 */
#ifndef LUA_MANIFEST_MEASURE_H
#define LUA_MANIFEST_MEASURE_H

#include "lua/manifest_members.h"

/* Of any kind; what is not given gets its default, and its rule is one of the plugin's. */
bool read_measure(struct reading *reading, const json_t *object, struct measure *measure);

#endif
