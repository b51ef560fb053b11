/* SPDX-License-Identifier: MIT */
/*
 * figures_view.h -- what a score sees: the figures it reads, by name, exact and read-only.
 *
 * A figure is an exact number (number.h) with a state; one without a value can
 * be looked at, but not calculated with.  The view is dead after the call.
 */
#ifndef LUA_FIGURES_VIEW_H
#define LUA_FIGURES_VIEW_H

#include "lib/model/answer_book.h"
#include "lua/description.h"

#include <lua.h>
#include <stdint.h>

/* What the views of a state look at now. Lives as long as the state, at one address. */
struct figures_source {
    uint64_t serial;
    const struct score_question *question; /* NULL between calls */
    const struct plugin_rule *rule;        /* whose reads the question's readings are */
};

/* Prepares the state, after number_open. */
void figures_view_open(lua_State *L, struct figures_source *source);

/* Turns to another question (borrowed), or to none: all earlier views are dead. */
static inline void
figures_view_turn(struct figures_source *source, const struct score_question *question, const struct plugin_rule *rule)
{
    source->serial++;
    source->question = question;
    source->rule = rule;
}

/* Pushes a view of the source's question. */
void figures_view_push(lua_State *L, const struct figures_source *source);

/* Reads what a score returned, at `index` and the one after it, into all of the answer but its key; raises when it is no answer. */
void figures_view_answer(lua_State *L, int index, struct score_answer *answer);

#endif
