/* SPDX-License-Identifier: MIT */
/*
 * figures.h -- the published figures and what readers need beside them.
 *
 * A cache of the log: every publication carries the log position it stands
 * for, and a reader sees the old figures or the new ones, whole, also when the
 * writer is killed in between.  A publication is one transaction, or it rests
 * between several, so that others can have theirs on the connection:
 *
 *     begin  put drop catch_up  rest ── others ── resume  put drop catch_up  commit
 *
 * or it begins with figures that another thread puts meanwhile:
 *
 *     begin_handed ─┬─ put drop put drop put drop ──────┬─ take_back  resume  catch_up ... commit
 *                   └─ others ── write ── others ───────┘
 *
 * Its figures are written beside those that readers see, and shown all at once
 * by the commit.  One of more than some hundred figures has to copy, beside what
 * it writes, what others wrote since the last of that kind, and it does not.
 */
#ifndef LIB_STORE_FIGURES_H
#define LIB_STORE_FIGURES_H

#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/store/cell_rows.h"
#include "lib/store/figure_row.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;
struct figures;

struct figures *figures_open(struct store *store, struct err *err);
void figures_close(struct figures *figures);

struct figure_unit { /* in tree order */
    struct str code, name, name_en, level, parent; /* NULL when unknown */
};

struct figure_indicator {
    struct str name, title_zh, title_en, plugin;
    int decimals, factor;
    struct str counts; /* "people", "each" (people, summed over categories), "volunteers", "attendances", "records" (each of a person) or NULL */
    int64_t multiple;  /* what the row's numbers of people stand multiplied by; 0: the days of the period */
    int64_t whole;     /* what the denominator stands multiplied by, where it counts volunteers; -1: it counts members; else 0 */
    struct str numerator_of, denominator_of; /* indicators whose figures they are, or NULL */
    bool improves;                           /* its target is its figure of the period before */
};

/* A code that may be asked for, beside units and indicators: kind "team", "category" or "group". */
struct figure_code {
    struct str kind, code, name; /* name: NULL when there is none */
};

/* What event_log and explain say of a session; state "applied", "inactive" or "pending". */
struct figure_session {
    struct str activity, unit, local_date /* first day, "2024-05-29" */, precision, state;
};

/* What event_log says of one event that is not an attendance, or that is not plainly `applied`. */
struct figure_event {
    uint64_t seq;
    struct str state; /* NULL: forget the row: plainly applied */
    struct str unit, local_date, precision;
};

/*
 * Before figures_begin: need the transactions of the publications that follow not wait for the disk? After a power cut the figures may
 * then be older ones, whole, for a position that the log has: the next batch of events, which does wait, brings all before it there.
 * Not for one that writes what is no cache: rules, frozen figures, faults. At first they wait.
 */
void figures_relax(struct figures *figures, bool is_relaxed);
/* One publication; the steps in any order between begin and commit. On failure of any: figures_rollback. */
bool figures_begin(struct figures *figures, struct err *err);
/* One that will not rest: it writes where readers look when the transaction ends, and has nothing to copy. */
bool figures_begin_whole(struct figures *figures, struct err *err);
/*
 * One whose figures another thread puts and drops: no transaction is open. `owner` is how that thread reaches this one, which calls
 * figures_write when it was told to, or whenever figures_are_waiting; and figures_take_back when the thread has put them all.
 */
void figures_begin_handed(struct figures *figures, const struct cell_owner *owner);
bool figures_are_waiting(const struct figures *figures);
/* At most so many pages of some hundred figures, in a transaction of their own. */
bool figures_write(struct figures *figures, unsigned most, struct err *err);
void figures_take_back(struct figures *figures);
/*
 * Ends the transaction, with nothing to be seen of it; the next steps come after figures_resume. Before a rest only figures_put,
 * figures_drop and figures_catch_up are allowed, and nothing of other modules that readers would see; what is refused here:
 * a publication that is whole, or was cleared, or has put any of the lists and rows below.
 */
bool figures_rest(struct figures *figures, struct err *err);
bool figures_resume(struct figures *figures, struct err *err);
/*
 * Copies at most so many cells of those that are left; figures_commit copies the rest. *done: none are left. They are only known
 * when some hundred figures were put: to be called again and again, at the end until it is done.
 */
bool figures_catch_up(struct figures *figures, size_t most, bool *done, struct err *err);
/* Drops every cell, unit, indicator, code, session and event row: a rebuild begins. The publication is whole from here on. */
bool figures_clear(struct figures *figures, struct err *err);
bool figures_put(struct figures *figures, const struct figure_row *row, struct err *err); /* insert or replace by cell */
bool figures_drop(struct figures *figures, uint32_t cell, struct err *err);
bool figures_put_units(struct figures *figures, const struct figure_unit *units, size_t count, struct err *err);           /* replaces all */
bool figures_put_indicators(struct figures *figures, const struct figure_indicator *indicators, size_t count, struct err *err); /* replaces all */
bool figures_put_codes(struct figures *figures, const struct figure_code *codes, size_t count, struct err *err);           /* replaces all */
bool figures_put_session(struct figures *figures, const struct figure_session *session, struct err *err);
bool figures_put_event(struct figures *figures, const struct figure_event *event, struct err *err);
/* position: the log position the figures stand for; day: the as-of day "2025-01-01". */
bool figures_commit(struct figures *figures, uint64_t position, struct str day, struct err *err);
/* Also while it rests. What was put before a rest is not seen either, and the next publication writes it over. */
void figures_rollback(struct figures *figures);

#endif
