/* SPDX-License-Identifier: MIT */
/*
 * description.h -- what one plugin's file defines, as it grows while it is described.
 *
 * Owned from outside of the Lua call that fills it, so that an error raised
 * half-way leaks nothing.
 */
#ifndef LUA_DESCRIPTION_H
#define LUA_DESCRIPTION_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/model/ruleset.h"

enum { PLUGIN_INDICATORS_MAX = 256 };

/* One `where` or score of the plugin; its number within the plugin is its place. */
struct plugin_rule {
    enum subject_kind subject;
    enum event_type of; /* of records: of this type */
    struct str foreign; /* of EVENT_FOREIGN: its name */
    uint32_t emits;     /* of a map: bits 1 << place in emit_types; 0: it is none */
    int init, result; /* of a fold, whose function is its step: the same; result may be LUA_NOREF */
    int function; /* reference in the state's registry */
    struct str name;
    struct str *reads; /* of a score: what it asks for, in the order of a question's readings; in the arena */
    size_t read_count;
};

/* Empty: { 0 }. */
struct description {
    struct arena arena;
    struct str name;
    struct str indicators[PLUGIN_INDICATORS_MAX]; /* their names, in order */
    size_t indicator_count;
    struct plugin_rule rules[RULES_MAX];
    size_t rule_count;
    struct foreign_types foreign; /* other people's types of event that it reads */
    struct buf json;    /* an element of the manifest's "plugins" */
    struct buf meaning; /* what `meaning` in it is the hash of */
};

void description_free(struct description *description);

#endif
