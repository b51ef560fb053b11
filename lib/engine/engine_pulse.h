/* SPDX-License-Identifier: MIT */
/*
 * engine_pulse.h -- how far an engine is, for somebody who looks on.
 *
 * From memory, but for the few last rows of the log; cheap enough to be asked
 * several times a second.
 */
#ifndef LIB_ENGINE_ENGINE_PULSE_H
#define LIB_ENGINE_ENGINE_PULSE_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct engine;

enum { PULSE_EVENTS = 8 };

struct pulse_event {
    uint64_t seq;
    struct str type, source; /* type: "turnout.attendance"; of other people's "foreign" */
};

struct engine_pulse {
    uint64_t log, published;
    bool has_published; /* by this engine: else published and day say nothing */
    char day[16];
    uint64_t persons, sessions; /* numbers given; sessions that anything names */
    struct pulse_event last[PULSE_EVENTS]; /* the latest first */
    size_t last_count;
};

/* Between batches. Texts are in the arena. */
bool engine_pulse(struct engine *engine, struct arena *arena, struct engine_pulse *pulse, struct err *err);

#endif
