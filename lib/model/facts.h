/* SPDX-License-Identifier: MIT */
/*
 * facts.h -- everything that the live events say, in memory, ready to be counted.
 *
 * An event's statement joins and leaves (facts_change.h); what follows from all
 * of them is brought up to date by facts_settle (facts_settle.h), so that it
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
#include "lib/model/people_marks.h"
#include "lib/model/plans.h"
#include "lib/model/populations.h"
#include "lib/model/recording.h"
#include "lib/model/records.h"
#include "lib/model/ruleset.h"
#include "lib/model/session.h"
#include "lib/model/tally.h"
#include "lib/model/targets.h"
#include "lib/model/teams.h"
#include "lib/model/units.h"
#include "lib/model/volunteer_registers.h"
#include "lib/model/year_people.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Figures of this unit (and its ancestors) or team may have changed for periods that contain the days. */
struct dirty_mark {
    enum owner_kind kind; /* OWNER_HOST: a unit; OWNER_TEAM */
    uint32_t owner;       /* CODE_NONE, with `below`: every unit */
    day_t first, last;    /* DAY_MIN, DAY_MAX: every period; a day, DAY_MAX: those that end after it */
    bool below;           /* of this unit and those below it, not of those above */
};

struct facts {
    struct log_order log;
    struct recording recording; /* set by the engine; without it everything was recorded in time */
    struct units units;
    struct people people;
    struct teams teams;
    struct plans plans;
    struct populations populations;
    struct targets targets;
    struct categories categories;
    struct records records;
    struct volunteer_registers volunteers;
    struct codebook activities, sources, texts;
    struct arena lists;        /* lists of activity statements and headcounts */
    struct session **sessions; /* by activity number */
    struct session *last;      /* the one looked up last: the next question is often about it, too */
    size_t session_count, session_capacity;
    struct tally tally;
    struct people_marks people_marks; /* room for whoever counts people of several sets */
    struct last_seen last_seen;       /* and for whoever counts those of a year */

    /* work to settle */
    uint32_t *unsettled; /* sessions to choose again */
    size_t unsettled_count, unsettled_capacity;
    bool something_changed; /* what is said of teams or plan items */
    bool something_left;    /* a statement about a unit, team, plan item or activity */
    bool tree_moved; /* while settling: sessions may lie in other epochs now */
    uint32_t units_appeared, units_vanished, units_version; /* as of the last settling */
    uint32_t vanished; /* how often a unit, team or plan item that was known was not any more; as of the last settling */

    /* verdicts */
    bool sessions_need_verdicts, items_need_verdicts;
    uint32_t *asking_sessions, *asking_items; /* new since facts_asked */
    size_t asking_session_count, asking_session_capacity, asking_item_count, asking_item_capacity;
    size_t sessions_waiting, items_waiting;   /* without a verdict, though they need one */

    /* what changed since facts_published */
    bool all_dirty;
    uint32_t closing_version; /* grows with what is said of closed periods */
    struct dirty_mark *marks;
    size_t mark_count, mark_capacity;
    uint32_t *changed_sessions; /* whose state, date or unit changed: for the log's view */
    size_t changed_session_count, changed_session_capacity;
};

bool facts_init(struct facts *facts, struct log_order log, struct err *err);
void facts_free(struct facts *facts);

/* All that changed was published. */
void facts_published(struct facts *facts);

/* For facts_change.c, facts_sessions.c and facts_settle.c: the session of an activity, made at its first mention. */
struct session *facts_session(struct facts *facts, struct str activity);
/* Is what was chosen among units, teams and plan items as of now? */
static inline bool
facts_are_settled(const struct facts *facts)
{
    return !facts->units.tree_dirty && !facts->units.known_dirty && !facts->something_changed &&
           facts->units.vanished == facts->units_vanished;
}
/*
 * Tells that an attendance at the activity will be stated: once for each stage,
 * some events between them, the last a few before.  What a stage fetches leads
 * the next one on.  Nothing changes but what waits for memory.
 */
enum { EXPECT_STAGES = 5, EXPECT_FOUND = 2 /* up to here nothing of a session is read */ };
/* How many attendances before one is stated each stage is called: long enough for it to arrive. */
extern const unsigned char expect_ahead[EXPECT_STAGES];
void facts_expect(const struct facts *facts, uint64_t activity_hash, unsigned stage);
/* The same where the session is known, as event.session tells it: from stage 1 on, for nothing is to be found. */
void facts_expect_session(const struct facts *facts, uint32_t session, unsigned stage);
/* With the last stage, where it is known whose attendance it will be. */
void facts_expect_person(const struct facts *facts, uint32_t session, uint32_t person);
/* As event.session would tell it, most often; after stage 0, and only to fetch something. */
uint32_t facts_guess_session(const struct facts *facts, uint64_t activity_hash);
/* The session that an event names, which event_activity tells it does: made at its first mention, or NULL. */
struct session *facts_session_of(struct facts *facts, const struct event *event);
const struct session *facts_find_session_of(const struct facts *facts, const struct event *event);
/* It is to be chosen again; it, or an item, is to be asked about. */
void facts_unsettle(struct facts *facts, struct session *session);
void facts_ask_session(struct facts *facts, struct session *session);
void facts_ask_item(struct facts *facts, uint32_t item);
/* An active session with a verdict is counted: in the tally and by its plan item; it is not any more. */
void facts_enter(struct facts *facts, struct session *session);
void facts_leave(struct facts *facts, struct session *session);
/* Figures of the owner may have changed in every period; in those that contain the days; in those that end after the day; of an item, the end of its window. */
void facts_mark_always(struct facts *facts, enum owner_kind kind, uint32_t owner);
void facts_mark_days(struct facts *facts, enum owner_kind kind, uint32_t owner, day_t first, day_t last);
void facts_mark_from(struct facts *facts, enum owner_kind kind, uint32_t owner, day_t first);
void facts_mark_item(struct facts *facts, const struct plan_put *put);
/* Of the unit, of those below it and of their teams, in every period; CODE_NONE: of every unit. */
void facts_mark_below(struct facts *facts, uint32_t unit);
/* By all that is said of the item. */
void facts_mark_item_number(struct facts *facts, uint32_t item);

#endif
