/* SPDX-License-Identifier: MIT */
/*
 * emitter.h -- emit(type, data) of a map: keeps what it says as JSON, for the daemon to check as it checks posted events.
 *
 * Checked here is what must be told with a line of the rule: the type is one that
 * the map declares, the data is a table of plain values, the person is the event's own.
 */
#ifndef LUA_EMITTER_H
#define LUA_EMITTER_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/model/emission.h"
#include "lib/model/ruleset.h"

#include <lua.h>

/* What the map that runs has emitted; lives as long as the state, at one address. Between calls `verdict` is NULL. */
struct emitter {
    struct verdict *verdict; /* where it goes; its emissions have room for EMISSIONS_MAX once there is one */
    struct arena *arena;
    const struct rule_subject *subject;
    int rule;                /* in the ruleset's numbers */
    uint32_t emits;          /* bits of emit_types */
    struct buf text;         /* of the one being written */
};
void emitter_free(struct emitter *emitter);

/* Pushes emit. */
void emitter_push(lua_State *L, struct emitter *emitter);

#endif
