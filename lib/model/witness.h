/* SPDX-License-Identifier: MIT */
/*
 * witness.h -- whoever is told what a figure is made of, while it is computed.
 *
 * A scope may carry a witness: then the measures tell it every session, record,
 * plan item, sub-period and population that they count, in the walk that counts
 * them, so that an explanation and its figure cannot drift apart.  Without a
 * witness nothing is told and nothing is lost but one comparison a walk.
 */
#ifndef LIB_MODEL_WITNESS_H
#define LIB_MODEL_WITNESS_H

#include "lib/base/str.h"
#include "lib/model/day.h"
#include "lib/model/period.h"

#include <stdbool.h>
#include <stdint.h>

struct figure;
struct indicator;
struct measure;
struct record;
struct session;
struct target;

enum evidence_kind {
    EVIDENCE_FIGURE,     /* an indicator begins; what follows is its own, up to: */
    EVIDENCE_FIGURE_END,
    EVIDENCE_MEASURE,    /* a measure of the indicator begins */
    EVIDENCE_SESSION,
    EVIDENCE_RECORD,
    EVIDENCE_ITEM,
    EVIDENCE_PART,
    EVIDENCE_ENTRY,
    EVIDENCE_STRETCH,
    EVIDENCE_POPULATION,
    EVIDENCE_VENUE,
    EVIDENCE_THING,
    EVIDENCE_TARGET,
};

/* What one session gives to the measure. */
struct session_evidence {
    const struct session *session;
    bool has_people;      /* the next three: people who are asked for */
    int64_t named;        /* by name; -1: of so many sessions that nobody counted them one by one */
    int64_t least, most;  /* without a name: who surely are, who may be */
    int64_t count;        /* else: how many it adds */
};

struct item_evidence {
    uint32_t item;
    bool dropped;
    int64_t done, required, weight; /* sessions that count, at most those that are required */
    day_t first, last;              /* days on which they count */
    bool has_credit;                /* the item is due, or counted without being asked whether it was done */
};

/* A sub-period: how many of what it asks for it had. letter: as in struct periods_count. */
struct part_evidence {
    struct period period;
    int64_t had, needed;
    char letter;
};

/* An entry of a list that the measure looks for: a group, a category, a channel. */
struct entry_evidence {
    struct str name;
    int64_t found, needed;
};

/* Days without a session, from one session (NULL: the edge of the period) to the next. */
struct stretch_evidence {
    day_t from, to;
    int64_t days;
    bool begins_at_edge, ends_at_edge;
};

/* A posted number of people: of the unit itself or of one below it. */
struct population_evidence {
    uint32_t unit;
    int64_t count;
    uint64_t seq;
    day_t from;        /* from when on it holds */
    day_t day;         /* asked for this day */
    struct str source; /* ptr NULL: none was given */
    bool stale;
};

/* Weeks or days of one venue. */
struct venue_evidence {
    const struct record *venue;
    int64_t met, expected, excused, gap;
};

/* Something else that was counted, by its code: a team, a value. seq 0: it has no event of its own. */
struct thing_evidence {
    struct str kind, code, name;
    uint64_t seq;
};

struct evidence {
    enum evidence_kind kind;
    union {
        const struct indicator *indicator; /* FIGURE */
        const struct figure *figure;       /* FIGURE_END */
        struct {
            const struct measure *measure;
            bool is_whole; /* it is the denominator */
        } measure;
        struct session_evidence session;
        const struct record *record;
        struct item_evidence item;
        struct part_evidence part;
        struct entry_evidence entry;
        struct stretch_evidence stretch;
        struct population_evidence population;
        struct venue_evidence venue;
        struct thing_evidence thing;
        const struct target *target; /* posted; without one the plugin's own holds */
    } as;
};

struct witness {
    void (*see)(void *ctx, const struct evidence *evidence);
    void *ctx;
};

static inline void
witness_tell(const struct witness *witness, const struct evidence *evidence)
{
    if (witness)
        witness->see(witness->ctx, evidence);
}

#endif
