/* SPDX-License-Identifier: MIT */
/*
 * units.h -- the units and what was stated about them (domain.md D1, D2).
 *
 * Statements come and go one by one; what follows from all of them is computed
 * by unit_tree.h when it is next asked for.  Units are numbers of `codes`; a
 * number may be a mere mention (unit_known false).
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
    size_t sorted;        /* as many of them are in order: lib/model/unit_tree.c */
    bool named_by_others; /* as a parent or guide */
    /* as it follows from the statements */
    bool known, was_known; /* now; when the tree was last computed */
    enum unit_level level;
    struct str name, name_en; /* ptr NULL: none */
    const struct zone *zone, *old_zone; /* now; when the tree was last computed */
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
    uint32_t appeared, vanished;     /* how often an unknown unit became known, a known one unknown; as of the last rebuild */
    uint32_t rezoned;                /* how often a known unit's zone, or that of the root, became another one; as of the last rebuild */
    const struct zone *old_root_zone;
    /* the tree: lib/model/unit_tree.h */
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

bool unit_known(struct units *units, uint32_t unit);
bool unit_open_on(const struct unit *unit, day_t day);

/* For unit_tree.c: does the statement name a parent or guide that is not known? */
bool unit_statement_is_pending(const struct units *units, const struct unit_statement *statement);

#endif
