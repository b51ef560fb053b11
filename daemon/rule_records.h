/* SPDX-License-Identifier: MIT */
/*
 * rule_records.h -- a loaded set of files as the version of the rules that the store keeps.
 */
#ifndef DAEMON_RULE_RECORDS_H
#define DAEMON_RULE_RECORDS_H

struct plugin_set;
struct rule_record;
struct rule_standing;
struct ruleset;

/* By a start, now; whoever applied it otherwise says how, who and same_as. The folders' hash is the standing's. */
struct rule_record *rule_record_of(const struct plugin_set *set, const struct ruleset *ruleset,
                                   const struct rule_standing *standing);

#endif
