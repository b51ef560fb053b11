/* SPDX-License-Identifier: MIT */
/*
 * record_walk.h -- the records that count in a row: of the unit and below it, or of the team, inside a period or up to its end.
 */
#ifndef LIB_MODEL_RECORD_WALK_H
#define LIB_MODEL_RECORD_WALK_H

#include "lib/model/records.h"
#include "lib/model/scope.h"

typedef void (*record_fn)(void *ctx, const struct record *record);

/*
 * Calls fn for every record of the type that counts in the scope's unit (also as a cohost of the record's session),
 * team or category and is selected by the rule (RULE_NONE: every one), with its days inside the period; NULL: whatever
 * its days.  A row of a category or team has the records that name a session of it.  In no order that means anything;
 * of a period the scope's witness is told of each.
 */
void record_walk(const struct scope *scope, enum event_type type, int rule, const struct period *period, record_fn fn,
                 void *ctx);
/*
 * The same of a stock: whatever lies before the period's end and has begun by the as-of day, at whoever was above its
 * unit on the last day (of an open period: the as-of day).
 */
void record_walk_stock(const struct scope *scope, enum event_type type, int rule, record_fn fn, void *ctx);
/*
 * What a measure is about, selected by the rule, which may be another than the measure's: a stock when it is one, else
 * what lies in the period; of other people's events those of its type.
 */
void record_walk_measure(const struct scope *scope, const struct measure *measure, int rule, const struct period *period,
                         record_fn fn, void *ctx);
/* Tells the scope's witness, if there is one: the record counts. */
void record_tell(const struct scope *scope, const struct record *record);
/* How many there are. */
size_t record_count(const struct scope *scope, enum event_type type, int rule, const struct period *period);

/* Does an event of the type report something? What there is (a venue) and that a period was closed do not. */
bool record_reports(enum event_type type);
/* Has it a day in the period? One that is known less precisely must lie in it whole. */
bool record_touches(const struct record *record, const struct period *period);
/* Was anything reported of the unit and what lies below it, or of the team, in the period? */
bool record_is_any(struct facts *facts, enum owner_kind kind, uint32_t owner, const struct period *period);

#endif
