/* SPDX-License-Identifier: MIT */
/*
 * own_rules.h -- a plugin that a test writes into its daemon's folder, and may write anew between two starts.
 */
#ifndef TESTS_SUPPORT_OWN_RULES_H
#define TESTS_SUPPORT_OWN_RULES_H

struct daemon;

/* Writes the plugin `own`: the members of t.plugin but for its head. It counts from the next start. */
void own_rules_write(const struct daemon *daemon, const char *members);
/* The daemon loads it beside the shipped ones. */
void own_rules_use(struct daemon *daemon);
/* A new daemon with the plugin, on 2026-01-01, started. */
void own_rules_start(struct daemon *daemon, const char *members);

/* Waits for a fault of the plugin whose message has the words. */
void own_rules_wait_fault(const struct daemon *daemon, const char *words);
/* Waits until the unit's row of 2025 has the value, "" for none: changed rules show a moment after the start, at the same log position. */
void expect_figure(const struct daemon *daemon, const char *indicator, const char *unit, const char *value);

#endif
