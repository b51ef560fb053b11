/* SPDX-License-Identifier: MIT */
/*
 * confine.h -- the walls around the process in which rules run.
 *
 * Entered when the program is there and before the first line of Lua; never
 * left again.  A rule that has taken over the interpreter finds no file, no
 * network, no other process and no new memory beyond its limits; what it tries
 * ends the process, and turnoutd starts another one without that rule.
 * A kernel without landlock or seccomp is told about, the other walls stand.
 */
#ifndef LUA_CONFINE_H
#define LUA_CONFINE_H

#include "lib/base/err.h"

#include <stdbool.h>

enum confine_wall {
    CONFINE_PRIVILEGES, /* none to gain, no debugger; it dies with its parent */
    CONFINE_LIMITS,     /* rlimits: memory, files, processes, processor time */
    CONFINE_FILES,      /* landlock: no path, no TCP, no process outside */
    CONFINE_CALLS,      /* seccomp: only what reading, answering and malloc need; anything else kills */
    CONFINE_WALLS
};

enum confine_result { CONFINE_FAILED, CONFINE_ENTERED, CONFINE_ABSENT /* this kernel has no such wall */ };

/* One wall, for tests; CONFINE_FILES and CONFINE_CALLS need CONFINE_PRIVILEGES before them. err: only when it failed. */
enum confine_result confine_enter(enum confine_wall wall, struct err *err);
/* All of them. absent: a bit, 1 << wall, for each that the kernel has not. */
bool confine(unsigned *absent, struct err *err);

#endif
