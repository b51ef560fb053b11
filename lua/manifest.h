/* SPDX-License-Identifier: MIT */
/*
 * manifest.h -- the ruleset as JSON, from the worker to the daemon.
 *
 * The worker's side writes what the plugins returned (lua/plugin.c); this reads
 * it into plain structs and checks everything again, because the worker ran
 * foreign code.  Names are unique, parts exist, rule numbers are in range.
 */
#ifndef LUA_MANIFEST_H
#define LUA_MANIFEST_H

#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/ruleset.h"

#include <stdbool.h>

/* Fills an empty ruleset; freed by ruleset_free. ERR_RULE when the text is not a manifest. */
bool manifest_read(struct str json, struct ruleset *ruleset, struct err *err);

#endif
