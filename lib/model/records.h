/* SPDX-License-Identifier: MIT */
/*
 * records.h -- the events that are few and small: venues, volunteers, feedback, publicity, awards ... one record each.
 *
 * A record is one live event with its data.  Some are statements about one
 * thing (a venue, a dropped plan item, what a unit declared for a period): of
 * these the greatest holds (domain.md D2) and the others yield.  Which hold,
 * in whose rows and on which days they count follows from all live statements
 * and is brought up to date by records_settle; measures walk what counts by
 * record_walk.h.
 */
#ifndef LIB_MODEL_RECORDS_H
#define LIB_MODEL_RECORDS_H

#include "lib/base/arena.h"
#include "lib/base/codebook.h"
#include "lib/model/event.h"
#include "lib/model/ruleset.h"
#include "lib/model/statement.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct foreign_types;

enum record_standing {
    RECORD_PENDING,  /* names something unknown */
    RECORD_INACTIVE, /* its session did not take place */
    RECORD_YIELDS,   /* another statement about the same thing holds */
    RECORD_COUNTS,
    RECORD_UNREAD,   /* of other people's type, and no rule reads it, or it does not say what the rules expect */
};

/* Where and when a record counts. */
struct record_view {
    enum record_standing standing;
    uint32_t unit;  /* in whose rows: the unit it names; the team's, the venue's, the item's, the host of its session; CODE_NONE: in no one's */
    uint32_t team;  /* or CODE_NONE */
    uint32_t teams, cohosts; /* of its session: numbers of records.sets; CODE_NONE: none */
    uint32_t category;       /* of its session; CODE_NONE: it names none */
    day_t first, last; /* local days of that unit, both in; of a period that is named, its days */
    enum precision precision; /* WHEN_DAY for an instant, too */
    enum unit_level level;    /* of that unit */
    bool has_delay;
    int32_t delay;            /* of publicity: days from its subject to its date, where both are known to the day */
};

struct record {
    struct statement base;
    uint32_t number;   /* its place in records.all */
    enum event_type type;
    uint32_t thing;    /* number of records.things */
    uint32_t unit, team, session, venue, item; /* as it names them; CODE_NONE: it names none */
    uint32_t person;   /* 0: none */
    struct when date;  /* event_date */
    union event_data as; /* texts and lists kept by records */
    struct record_view view; /* as of records_settle */

    /* verdicts, as of plan items: record_verdicts.h */
    uint32_t version;
    bool has_verdict;
    struct rule_mask mask;
    bool emits; /* maps answered with events: set by who let them join the facts */
};

/* Statements about one thing; of types that say nothing about a thing, those that name the same unit, venue or session. */
struct record_thing {
    uint32_t *records; /* numbers */
    size_t count, capacity;
};

struct record_list {
    struct record **records;
    size_t count, capacity;
};

/* What counts of one type in the rows of one unit (also as a cohost of the record's session) or team. */
struct record_shelf {
    uint32_t owner;
    uint32_t version; /* counts its changes */
    struct record_list list;
};

struct record_shelves {
    struct record_shelf *shelves;
    size_t count, capacity;
    uint32_t *by_owner; /* place + 1 in shelves, 0: none */
    size_t owner_count;
};

struct records {
    const struct log_order *log;
    int year_start_month;    /* of the periods that records name: set by the engine, 1 otherwise */
    struct codebook texts;   /* what data has in it */
    struct arena lists;
    struct codebook keys;    /* bytes that name a thing: its number */
    struct record_thing *things;
    size_t thing_count, thing_capacity;
    struct record **all;     /* by number; NULL: withdrawn */
    size_t count, capacity;
    struct codebook venues;  /* their codes */
    uint32_t *venue_things;  /* by venue: number of its thing + 1; 0: nothing states it */
    bool *venue_known;       /* by venue: when records were last settled as a whole */
    size_t venue_count;
    struct codebook sets;    /* the bytes of arrays of numbers: teams and cohosts of sessions */
    struct record_shelves shelves[EVENT_TYPES]; /* by unit */
    struct record_shelves of_teams[EVENT_TYPES];
    uint32_t *unsettled;     /* numbers of new records, and of those whose thing changed */
    size_t unsettled_count, unsettled_capacity;
    size_t naming_sessions;  /* how many records name a session: they follow it */
    const struct foreign_types *foreign; /* that the rules read, as asked_types; NULL: no rules yet */
    uint64_t asked_types;    /* 1 << type: rules ask about them. Set before facts_new_rules */
    uint32_t *asking;        /* numbers, new since they were asked about */
    size_t asking_count, asking_capacity;
    size_t waiting;          /* without a verdict, though they need one */
    uint64_t *orphaned;      /* positions of events whose answer holds no more, though something was emitted for them */
    size_t orphaned_count, orphaned_capacity;
};

void records_init(struct records *records, const struct log_order *log);
void records_free(struct records *records);

/* The numbers of a set, *count of them; borrowed. CODE_NONE: none. */
const uint32_t *records_set(const struct records *records, uint32_t set, size_t *count);

/* Live statements that name it, of venue.put, venue.open or venue.closed. NULL: there never was one. */
const struct record_thing *records_about_venue(const struct records *records, enum event_type type, uint32_t venue);

#endif
