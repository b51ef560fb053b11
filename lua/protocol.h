/* SPDX-License-Identifier: MIT */
/*
 * protocol.h -- what the daemon and the rule worker say to each other.
 *
 * A socket pair carries frames: u32 length of what follows, u8 kind, body,
 * numbers little-endian (lib/base/buf.h).  The daemon sends LOAD once, then ASK as
 * often as it likes, and ASK_SCORES; the worker answers each in order.  Both sides treat the
 * other's bytes as untrusted: a frame that does not decode ends the worker.
 *
 *   daemon                          worker
 *     LOAD  files, overrides  ───▶
 *                             ◀───  MANIFEST  JSON (lua/manifest.h)
 *     ASK   batch, subjects   ───▶
 *                             ◀───  VERDICTS  batch, masks, faults
 *     ROUND                   ───▶
 *
 * Beside it lies one shared page (struct worker_board): the worker writes there
 * what it is about to call, so that the daemon knows whom to blame for a
 * worker it had to kill.
 *
 * No lua.h here: the daemon includes this.
 */
#ifndef LUA_PROTOCOL_H
#define LUA_PROTOCOL_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/model/ruleset.h"
#include "lua/rule_use.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum frame_kind {
    FRAME_LOAD = 1,
    FRAME_MANIFEST,
    FRAME_ASK,
    FRAME_VERDICTS,
    FRAME_ASK_SCORES, /* this one and the next: protocol_scores.h */
    FRAME_SCORES,
    FRAME_TEMPLATE, /* this one and the next: protocol_document.h */
    FRAME_DOCUMENT,
    FRAME_ROUND,      /* figures were published: what a plugin may use in all begins anew; no answer */
    FRAME_LAST = FRAME_ROUND
};

enum {
    WORKER_SOCKET_FD = 3, /* where the worker finds its end of the socket pair */
    WORKER_BOARD_FD = 4,  /* and the shared page */
    FRAME_MAX = 64 * 1024 * 1024,
};

/* The shared page. `calls` grows by one before every call of a rule. */
struct worker_board {
    _Atomic uint64_t calls;
    _Atomic uint32_t plugin; /* place in the ruleset of the rule being called, UINT32_MAX between calls; while loading: place in the LOAD list */
    _Atomic int32_t rule;
    _Atomic uint32_t subject;
    _Atomic uint64_t question_low, question_high; /* of a score or fold: the key of what it is asked */
    _Atomic uint32_t absent_walls; /* of confine.h, a bit each: what this kernel has not; known when a frame came */
};

/* Limits of one rule call and of one plugin's state. */
struct rule_limits {
    uint64_t instructions;     /* VM instructions a call: default 10 million */
    uint32_t cpu_ms;           /* thread CPU time a call: default 200 */
    uint64_t memory;           /* live bytes of the state: default 16 MiB */
    uint64_t allocated;        /* bytes a call may ask for, freed again or not: default 64 MiB */
    uint32_t round_ms;         /* thread CPU time of all calls of a plugin between two FRAME_ROUND: default 10 s; 0: as much as it wants */
};

/* Those that the daemon and the command set. */
extern const struct rule_limits rule_limits_default;

/* One file of a plugin to load. */
struct plugin_source {
    struct str path;   /* folder or file, as configured: for messages */
    struct str file;   /* of the file to run: for messages "plugins/x/init.lua" */
    struct str text;   /* its content, and that of its modules (plugin_text.h) */
    bool skip;         /* it killed a worker: list it as a fault with `reason` instead of running it */
    struct str reason;
};

/* An administrator's value for a plugin's parameter. */
struct param_override {
    struct str plugin, name, value; /* value: decimal text, or text for a string parameter */
};

struct load_request {
    struct rule_limits limits;
    struct plugin_source *sources;
    size_t source_count;
    struct param_override *overrides;
    size_t override_count;
    bool tells_values; /* faults may have in them what a rule was asked about: who asks made it up */
};

void protocol_put_load(struct buf *out, const struct load_request *request);
/* Texts of what is read, here and below, are borrowed from body; lists are in the arena. */
bool protocol_read_load(struct str body, struct arena *arena, struct load_request *request, struct err *err);

void protocol_put_round(struct buf *out);

void protocol_put_manifest(struct buf *out, struct str json);

/* paused: one bit a plugin (a rule_mask is large enough): its rules are not called. Some 250 bytes a subject: ask about
 * a few thousand at once, and stay far below FRAME_MAX. */
void protocol_put_ask(struct buf *out, uint64_t batch, const struct rule_mask *paused, const struct rule_subject *subjects, size_t count);
struct ask {
    uint64_t batch;
    struct rule_mask paused;
    struct rule_subject *subjects; /* with activity / plan filled in the arena */
    size_t count;
};
bool protocol_read_ask(struct str body, struct arena *arena, struct ask *ask, struct err *err);

struct verdict_batch {
    uint64_t batch;
    struct verdict *verdicts;
    size_t count;
    struct rule_fault *faults; /* at most one a plugin; their messages are copied into the arena */
    size_t fault_count;
    uint64_t calls, nanoseconds; /* what answering took */
    struct plugin_use *uses; /* of each plugin that was asked: protocol_faults.h */
    size_t use_count;
};
void protocol_put_verdicts(struct buf *out, const struct verdict_batch *batch);
bool protocol_read_verdicts(struct str body, struct arena *arena, struct verdict_batch *batch, struct err *err);

/*
 * The first whole frame of what was read, if there is one: kind, body, and the
 * bytes to drop afterwards.  0: more is needed; -1: longer than FRAME_MAX or of
 * no kind; 1: there.
 */
int protocol_frame(struct str read, enum frame_kind *kind, struct str *body, size_t *used);

#endif
