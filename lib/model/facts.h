/* SPDX-License-Identifier: MIT */
/*
 * facts.h -- everything that the live events say, in memory, ready to be counted.
 *
 * An event's statement joins (facts_state) and leaves (facts_withdraw); what
 * follows from all of them is brought up to date by facts_settle, so that it
 * depends on their set and never on their order.  Facts know nothing of
 * identities, revisions or the store: lib/engine decides which event of an
 * identity is live.  They note what changed, for publishing, and which sessions
 * and plan items wait for the rules' verdict.
 */
#ifndef LIB_MODEL_FACTS_H
#define LIB_MODEL_FACTS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/categories.h"
#include "lib/model/event.h"
#include "lib/model/people.h"
#include "lib/model/plans.h"
#include "lib/model/populations.h"
#include "lib/model/ruleset.h"
#include "lib/model/session.h"
#include "lib/model/tally.h"
#include "lib/model/teams.h"
#include "lib/model/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Figures of this unit (and its ancestors) or team may have changed for periods that contain the days. */
struct dirty_mark {
    enum owner_kind kind; /* OWNER_HOST: a unit; OWNER_TEAM */
    uint32_t owner;
    day_t first, last;    /* DAY_MIN, DAY_MAX: every period */
};

struct facts {
    struct log_order log;
    struct units units;
    struct people people;
    struct teams teams;
    struct plans plans;
    struct populations populations;
    struct categories categories;
    struct codebook activities, sources, texts;
    struct arena lists;        /* lists of activity statements and headcounts */
    struct session **sessions; /* by activity number */
    size_t session_count, session_capacity;
    struct tally tally;

    /* work to settle */
    uint32_t *unsettled; /* sessions to choose again */
    size_t unsettled_count, unsettled_capacity;
    bool something_appeared, something_vanished; /* a unit, team or plan item */
    uint32_t units_appeared, units_vanished, units_version; /* as of the last settling */

    /* verdicts */
    bool sessions_need_verdicts, items_need_verdicts;
    uint32_t *asking_sessions, *asking_items; /* new since facts_asked */
    size_t asking_session_count, asking_session_capacity, asking_item_count, asking_item_capacity;
    size_t sessions_waiting, items_waiting;   /* without a verdict, though they need one */

    /* what changed since facts_published */
    bool all_dirty;
    struct dirty_mark *marks;
    size_t mark_count, mark_capacity;
    uint32_t *changed_sessions; /* whose state, date or unit changed: for the log's view */
    size_t changed_session_count, changed_session_capacity;
};

bool facts_init(struct facts *facts, struct log_order log, struct err *err);
void facts_free(struct facts *facts);

/* The event's statement joins. dead: it is retracted; only activities remember that they were stated once. */
void facts_state(struct facts *facts, const struct event *event, uint64_t seq, bool dead);
/* It leaves again, with the same `dead`. */
void facts_withdraw(struct facts *facts, const struct event *event, uint64_t seq);

/* Does it name something that is not known now (domain.md D2)? */
bool facts_is_pending(struct facts *facts, const struct event *event);

/* Brings everything that follows up to date. */
void facts_settle(struct facts *facts);

/* All verdicts are void; sessions / plan items need one when the ruleset has such rules. */
void facts_new_rules(struct facts *facts, bool for_sessions, bool for_items);
/* An answer; false when it is about an older version. */
bool facts_verdict(struct facts *facts, const struct verdict *verdict);
/* Everyone who waits is to be asked again. */
void facts_ask_again(struct facts *facts);
/* Fills a subject for the worker. */
void facts_session_subject(const struct facts *facts, uint32_t session, struct rule_subject *subject);
void facts_item_subject(const struct facts *facts, uint32_t item, struct rule_subject *subject);

/* All that changed was published. */
void facts_published(struct facts *facts);

/* For facts_sessions.c. */
struct session *facts_session(struct facts *facts, struct str activity);
void facts_ask_session(struct facts *facts, struct session *session);
void facts_unsettle(struct facts *facts, struct session *session);
void facts_mark(struct facts *facts, struct dirty_mark mark);

#endif
