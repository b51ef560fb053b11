/* SPDX-License-Identifier: MIT */
/*
 * hostile.h -- the rules in tests/hostile, each with what has to stop it.
 *
 * The first line of such a file says it, "-- LIMIT: words of the message", and
 * the line that must be named ends with "--!".
 */
#ifndef TESTS_SUPPORT_HOSTILE_H
#define TESTS_SUPPORT_HOSTILE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

enum { HOSTILE_MAX = 200, HOSTILE_LEAST = 60 };

struct hostile_rule {
    char name[64];    /* of the file and of the plugin */
    char path[PATH_MAX];
    char limit[32];   /* "instructions", "time", "memory", "allocated", "string", "not there" */
    char words[160];
    char place[96];   /* "endless_loop.lua:8:" */
};

/* All of them by name; at least HOSTILE_LEAST, or the test fails. */
size_t hostile_rules(struct hostile_rule rules[HOSTILE_MAX]);
/*
 * Does the message name the place and the limit?  On a machine that is slow (a
 * sanitizer, others at work) the clock may be the first to end what takes long,
 * and then it may be on another line of the loop.
 */
bool hostile_is_told(const struct hostile_rule *rule, const char *message, bool is_slow);

#endif
