/* SPDX-License-Identifier: MIT */
/*
 * manifest_target.h -- reads what an indicator asks for out of the manifest.
 */
#ifndef LUA_MANIFEST_TARGET_H
#define LUA_MANIFEST_TARGET_H

#include "lua/manifest_members.h"

/*
 * "target":{"at_least":"75"}, with "mode", "levels" and "units" as target_form.c writes them, or
 * {"improve_on":"previous","sense":"at_least"}, and "configured":["value"]; the indicator may have neither.
 */
bool manifest_target_read(struct reading *reading, const json_t *object, struct indicator *indicator);

#endif
