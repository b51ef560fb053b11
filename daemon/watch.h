/* SPDX-License-Identifier: MIT */
/*
 * watch.h -- whether the rule worker must be ended.
 *
 * The worker limits its rules itself; this is for a rule that got past that (a
 * library function that never returns, memory outside the interpreter).
 * Judges samples of the worker and of what it says it is calling.  Pure.
 */
#ifndef DAEMON_WATCH_H
#define DAEMON_WATCH_H

#include "lib/model/rule_fault.h"

#include <stdbool.h>
#include <stdint.h>

struct watch_limits {
    int64_t cpu_ms;     /* of one call */
    int64_t stuck_ms;   /* without a sign of progress while an answer is due: no call, and no processor time of any */
    int64_t silent_ms;  /* for one frame */
    uint64_t memory;    /* resident bytes */
};

extern const struct watch_limits watch_defaults;

/* What the worker is at, as its shared page says. */
struct watch_call {
    uint64_t calls;
    uint32_t plugin; /* UINT32_MAX: between calls */
    int32_t rule;
    uint32_t subject;
    struct hash128 question; /* of a score or fold */
};

struct watch_sample {
    int64_t now;       /* ms */
    int64_t cpu;       /* ms of processor time since it was started */
    uint64_t resident; /* bytes */
    int64_t cpu_most;  /* ms of processor time after which the system ends it; 0: not known */
    struct watch_call call;
    bool is_asked;       /* an answer is due ... */
    int64_t asked_since; /* ... since then */
};

enum watch_result { WATCH_GOOD, WATCH_CPU, WATCH_STUCK, WATCH_SILENT, WATCH_MEMORY };

/* Since when the same call has been seen, and when it was last seen to have worked: a busy machine may leave it little processor time. */
struct watch {
    bool has_seen;
    struct watch_call call;
    int64_t since, cpu_then, worked_at, cpu_last;
};

enum watch_result watch_judge(struct watch *watch, const struct watch_limits *limits,
                              const struct watch_sample *sample);

/* Has it used half of what the system lets it, and should give way to another before that ends it in the middle of a call? */
bool watch_is_old(const struct watch_sample *sample);

/* What is known of a call in which the worker ended, or had to be ended; without a message. */
struct rule_fault watch_fault(const struct watch *watch, const struct watch_sample *last);

/* "used more than 1 s of processor time in one call" ... */
const char *watch_result_text(enum watch_result result);

#endif
