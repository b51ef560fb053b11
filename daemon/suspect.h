/* SPDX-License-Identifier: MIT */
/*
 * suspect.h -- whom the numbers on the worker's shared page mean.
 *
 * The ruleset belongs to the writer; this keeps the few names that are needed
 * to blame a plugin for a worker that had to be killed.
 */
#ifndef DAEMON_SUSPECT_H
#define DAEMON_SUSPECT_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stddef.h>

struct load_request;
struct ruleset;
struct watch_call;

enum { SUSPECT_NOBODY = -1 };

struct suspects {
    struct arena names;
    int *source_of;    /* by plugin number: the place in the list that was loaded */
    size_t plugin_count;
    struct str *rules; /* by rule number: its name */
    size_t rule_count;
};

/* Replaces what was known. */
void suspects_learn(struct suspects *suspects, const struct ruleset *ruleset, const struct load_request *plugins);
void suspects_free(struct suspects *suspects);

/* The place in the list of the plugin whose rule is being called, or SUSPECT_NOBODY. */
int suspects_find(const struct suspects *suspects, const struct watch_call *call);
/* "rule education_coverage.numerator" */
void suspects_name_rule(const struct suspects *suspects, const struct watch_call *call, struct buf *text);

#endif
