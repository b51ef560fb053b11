/* SPDX-License-Identifier: MIT */
/*
 * rule_settings.h -- what figures depend on besides events and rules: the daemon's configuration, kept for readers.
 *
 * A command that computes figures itself while the daemon is down uses the
 * same year and the same parameters.
 */
#ifndef LIB_STORE_RULE_SETTINGS_H
#define LIB_STORE_RULE_SETTINGS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>

struct reader;
struct store;

struct rule_settings {
    int year_start_month;  /* 1..12 */
    struct str parameters; /* "plugin.name=value" and a line feed each, as configured */
};

bool rule_settings_put(struct store *store, const struct rule_settings *settings, struct err *err);
/* The defaults in a store that no daemon of this version wrote; the text is in the arena. */
bool rule_settings_get(struct reader *reader, struct arena *arena, struct rule_settings *settings, struct err *err);

#endif
