/* SPDX-License-Identifier: MIT */
/*
 * units.h -- the units and their tree, whose links have dates (domain.md D1, D2, D6).
 *
 * Statements come and go one by one; the tree is computed from all of them when
 * it is next asked for.  Between two days on which some link changes the tree is
 * constant: such a stretch is an *epoch*, numbered from 0, and most trees have
 * one.  Units are numbers of `codes`; a number may be a mere mention
 * (unit_known false).  Costs O(units x epochs) a rebuild.
 */
#ifndef LIB_MODEL_UNITS_H
#define LIB_MODEL_UNITS_H

#include "lib/base/codebook.h"
#include "lib/model/event.h"
#include "lib/model/statement.h"
#include "lib/model/zone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct unit_statement {
    struct statement base;
    struct unit_put put; /* texts interned in units.texts */
    uint32_t parent, guide; /* CODE_NONE: none */
    bool ignored_link;      /* broke a cycle */
};

struct unit {
    struct unit_statement *statements;
    size_t count, capacity;
    bool named_by_others; /* as a parent or guide */
    /* as it follows from the statements */
    bool known;
    enum unit_level level;
    struct str name, name_en; /* ptr NULL: none */
    const struct zone *zone;
    day_t opened, closed;     /* [opened, closed) */
    uint32_t order;           /* place in tree order in the last epoch, counting known units */
};

struct units {
    struct codebook codes, texts;
    const struct log_order *log;
    const struct zone *default_zone; /* Asia/Shanghai */
    struct unit *units;              /* by number; as many as codes.count at least */
    size_t count, capacity;
    bool known_dirty, tree_dirty;
    uint32_t version;                /* grows with every rebuild that changed something a session could see */
    uint32_t appeared, vanished;     /* how often an unknown unit became known, a known one unknown */
    /* the tree */
    day_t *epoch_starts; /* epoch_starts[0] is DAY_MIN */
    size_t epoch_count;
    uint32_t *parents, *enter, *leave; /* [epoch * tree_count + unit]; enter/leave: pre-order numbers, [enter, leave) is the subtree */
    uint32_t *by_enter;                /* [epoch * tree_count + pre-order number] = unit */
    size_t tree_count;                 /* how many units the arrays are for */
    size_t broken_links;
};

bool units_init(struct units *units, const struct log_order *log, struct err *err);
void units_free(struct units *units);

/* The unit's number; a new mention gets one. */
uint32_t units_number(struct units *units, struct str code);
/* A statement joins or leaves; withdraw gives back false when it was not there. */
void units_state(struct units *units, const struct event *event, uint64_t seq);
bool units_withdraw(struct units *units, const struct event *event, uint64_t seq);

/* Would the tree have a cycle among the links as stated (none ignored)? */
bool units_have_cycle(struct units *units);

bool unit_known(struct units *units, uint32_t unit);
/* Brings the tree up to date; the functions below ask for it. */
void units_resolve(struct units *units);

/* After units_resolve: */
uint32_t unit_epoch(const struct units *units, day_t day);
uint32_t unit_parent(const struct units *units, uint32_t unit, uint32_t epoch); /* or CODE_NONE */
/* Is `unit` the `top` or below it in the epoch? False when either is not known. */
bool unit_under(const struct units *units, uint32_t unit, uint32_t top, uint32_t epoch);
bool unit_open_on(const struct unit *unit, day_t day);
/* The zone of the first root in tree order: the day of the whole installation. */
const struct zone *units_root_zone(const struct units *units);

#endif
