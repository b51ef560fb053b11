/* SPDX-License-Identifier: MIT */
/*
 * manifest_foreign.h -- reads which types of event of other people's the plugins declare, into one list for all of them.
 */
#ifndef LUA_MANIFEST_FOREIGN_H
#define LUA_MANIFEST_FOREIGN_H

#include "lua/manifest_members.h"

/* The "events" of a plugin; absent: none. A type that another one declared, too, is joined with that. */
bool manifest_foreign_read(struct reading *reading, const json_t *list);
/* What a measure of the kind fold has; its rule was read before. */
bool manifest_fold_read(struct reading *reading, const json_t *object, struct measure *measure);

/* Once all measures are read: which types some of them take for a stock. */
void manifest_foreign_mark_stocks(struct ruleset *ruleset);

#endif
