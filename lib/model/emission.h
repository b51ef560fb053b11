/* SPDX-License-Identifier: MIT */
/*
 * emission.h -- what a map (t.map) makes of an event of other people's: events of ours, which no log holds.
 *
 * They are as good as posted as long as the event behind them counts and the
 * rule says so.  What may be emitted is what happened, never what there is: no
 * unit, team, venue, item or person, no retraction and no close.  So nothing
 * that an event waits for can hang on what it emits, but for an activity, and
 * a map of events that name one may not emit activities.
 *
 * Facts know statements by log positions.  An emitted one stands at a position
 * behind all others, made of that of the event behind it and a place.
 */
#ifndef LIB_MODEL_EMISSION_H
#define LIB_MODEL_EMISSION_H

#include "lib/model/event.h"

#include <stdbool.h>
#include <stdint.h>

enum { EMISSIONS_MAX = 64 /* of one event, by all maps */, EMISSION_SIZE_MAX = 16 * 1024 /* bytes of its data */ };

/* What may be emitted, without "turnout.", and its type. */
enum { EMIT_TYPES = 15 };
extern const struct str emit_names[EMIT_TYPES];
extern const enum event_type emit_types[EMIT_TYPES];
/* As bits 1 << place in these lists. */
enum { EMITS_ACTIVITIES = 1 << 0 | 1 << 1 };

struct emission {
    int rule;             /* the map */
    enum event_type type;
    struct str data;      /* JSON, without the person */
    uint32_t person;      /* 0: none */
    struct str place;     /* "file:line" of the call of emit */
};

enum { EMITTED_BIT = 39, EMITTED_PLACE_BIT = 33 }; /* a log position has 40 bits: session.h */

static inline bool
emitted_is(uint64_t seq)
{
    return seq >> EMITTED_BIT & 1 && seq >> (EMITTED_BIT + 1) == 0;
}

/* The position of the event that is in the log: itself, or the one behind what was emitted. */
static inline uint64_t
emitted_origin(uint64_t seq)
{
    return emitted_is(seq) ? seq & (((uint64_t)1 << EMITTED_PLACE_BIT) - 1) : seq;
}

static inline unsigned
emitted_place(uint64_t seq)
{
    return (unsigned)(seq >> EMITTED_PLACE_BIT) & (EMISSIONS_MAX - 1);
}

static inline uint64_t
emitted_seq(uint64_t origin, unsigned place)
{
    return (uint64_t)1 << EMITTED_BIT | (uint64_t)place << EMITTED_PLACE_BIT | origin;
}

#endif
