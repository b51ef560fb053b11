/* SPDX-License-Identifier: MIT */
/*
 * view.h -- a session, plan item or record as a `where` sees it: its posted fields, read-only.
 *
 * A view costs one small userdata a subject; a field is made a Lua value when
 * it is asked for.  A view, and a list or date taken from it, is dead as soon
 * as another subject is looked at: kept ones raise, they never dangle.
 */
#ifndef LUA_VIEW_H
#define LUA_VIEW_H

#include "lib/model/ruleset.h"

#include <lua.h>
#include <stdint.h>

/* What the views of a state look at now. Lives as long as the state, at one address. */
struct view_source {
    uint64_t serial; /* grows with every change of subject */
    const struct rule_subject *subject; /* NULL between calls */
};

/* Prepares the state. */
void view_open(lua_State *L, struct view_source *source);

/* Turns to another subject (borrowed), or to none: all earlier views are dead. */
static inline void
view_turn(struct view_source *source, const struct rule_subject *subject)
{
    source->serial++;
    source->subject = subject;
}

/* Pushes a view of the source's subject. */
void view_push(lua_State *L, const struct view_source *source);
/* Pushes a read-only copy of the list of texts at `index`; it does not die. */
void view_push_texts(lua_State *L, int index);

#endif
