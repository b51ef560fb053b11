/* SPDX-License-Identifier: MIT */
/*
 * rule_fault.h -- how a call of a rule failed, and what it had used beside what it might.
 *
 * Plain values, made by whoever saw it fail (the rule worker, the daemon that
 * had to end it, the engine) and told to whoever keeps it (lib/store/plugin_faults.h).
 * No message has in it what the rule was asked about: lib/model/fault_text.h.
 */
#ifndef LIB_MODEL_RULE_FAULT_H
#define LIB_MODEL_RULE_FAULT_H

#include "lib/base/hash.h"
#include "lib/base/str.h"

#include <stdint.h>

enum fault_cause {
    FAULT_ERROR,        /* it raised an error, or what it answered is no answer */
    FAULT_INSTRUCTIONS, /* a limit of one call; so are the next four */
    FAULT_TIME,
    FAULT_MEMORY,
    FAULT_ALLOCATED,
    FAULT_STRING,
    FAULT_BUDGET,       /* the processor time of all calls between two publications */
    FAULT_EVENTS,       /* a fold over too many events */
    FAULT_WORKER,       /* the rule worker ended in it, or had to be ended */
    FAULT_LOADING,      /* it does not load, or not all of it */
    FAULT_CAUSES
};
extern const struct str fault_cause_names[FAULT_CAUSES]; /* "error", "instructions", "time" ... */

/* What a call used, and what it might have used; 0: not known, no limit. */
struct fault_use {
    uint64_t instructions;
    uint64_t nanoseconds; /* of processor time */
    uint64_t memory;      /* live bytes, the most */
    uint64_t allocated;   /* bytes ever asked for */
    uint64_t longest;     /* string, in bytes */
    uint64_t round;       /* nanoseconds of all calls of the plugin since the last publication */
};

/* A rule that failed: its plugin pauses. */
struct rule_fault {
    uint32_t plugin;
    int rule;           /* or RULE_NONE */
    uint32_t subject;   /* number, or UINT32_MAX */
    struct str message; /* "file:line: what", then lines with the callers */
    enum fault_cause cause;
    struct fault_use used, limit;
    struct hash128 question; /* the key of what a score was asked; 0: none */
};

#endif
