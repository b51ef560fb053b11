/* SPDX-License-Identifier: MIT */
/*
 * view_source.h -- what the views of a Lua state (view.h) look at now.
 */
#ifndef LUA_VIEW_SOURCE_H
#define LUA_VIEW_SOURCE_H

#include "lib/model/ruleset.h"

#include <stdint.h>

/* What the views of a state look at now. Lives as long as the state, at one address. */
struct view_source {
    uint64_t serial; /* grows with every change of subject */
    const struct rule_subject *subject; /* NULL between calls */
    const struct foreign_types *foreign; /* that the plugin declares */
};

/* Turns to another subject (borrowed), or to none: all earlier views are dead. */
static inline void
view_turn(struct view_source *source, const struct rule_subject *subject)
{
    source->serial++;
    source->subject = subject;
}

#endif
