/* SPDX-License-Identifier: MIT */
/*
 * publish.h -- one publication: compute what is due, write what changed.
 */
#ifndef LIB_ENGINE_PUBLISH_H
#define LIB_ENGINE_PUBLISH_H

#include "lib/base/err.h"
#include "lib/engine/cells.h"
#include "lib/engine/fault_news.h"
#include "lib/engine/freeze.h"
#include "lib/engine/inspection.h"
#include "lib/engine/ledger.h"
#include "lib/engine/retitle.h"
#include "lib/engine/scoreboard.h"
#include "lib/engine/sealed_past.h"
#include "lib/engine/staleness.h"
#include "lib/model/answer_book.h"
#include "lib/model/facts.h"
#include "lib/model/month_sets.h"
#include "lib/model/pools.h"
#include "lib/model/ruleset.h"

#include <stdbool.h>
#include <stdint.h>

struct agenda;
struct agenda_item;
struct commit_end;
struct figure_thread;
struct figures;
struct frozen_scores;
struct officials;
struct score_table;
struct year_book;

/* What is remembered of an owner's year. */
struct book_state {
    uint64_t signature;       /* what decided which rows there were; 0: none */
    struct month_sets months; /* these two only of a unit with others below it */
    struct pools pools;
};

struct publisher {
    struct figures *figures;
    struct cells cells;
    struct scoreboard scores;
    struct inspection inspection;
    struct answer_book answers;
    struct freezer freezer;
    struct sealed_past sealed;
    struct codebook books;   /* (kind, owner, year): number of the state */
    struct book_state *states;
    size_t book_count, book_capacity;
    bool cleared;            /* the rows of an earlier process are gone */
    size_t categories, groups; /* as of the last publication */
    uint64_t position;       /* published; UINT64_MAX: nothing yet */
    uint64_t computed;       /* figures so far, written or not: for benches */
    bool has_day;
    day_t day;
    struct fault_news faults;
    struct staleness stale;
    uint64_t paused[4];      /* plugins of the ruleset, one bit each */
    struct sql *sql;         /* of the store, for what is rare */
    int64_t recorded;        /* the number of the version written last; 0: none */
    struct retitle retitle;  /* what readers are to call things from the next figures on */
    struct rule_record *record; /* owned: written with the next figures; or NULL */
    struct figure_thread *thread; /* from the first publication with interludes on */
    bool stands_beside;      /* it computes figures now, and events are taken meanwhile; their commit, if it is made beside, */
    bool writes_beside;      /* writes figures, too */
};

/* The inspection is the caller's to begin: inspection_init. */
struct publisher_tables {
    struct figures *figures;
    struct score_table *scores;
    struct officials *officials;
    struct frozen_scores *frozen;
};
void publisher_init(struct publisher *publisher, const struct publisher_tables *tables);
void publisher_free(struct publisher *publisher);

/* Is anything due for this log head and day? */
bool publisher_is_due(const struct publisher *publisher, const struct facts *facts, const struct ledger *ledger,
                      uint64_t head, day_t day);

/* What the owner does while figures are computed, with the connection to the store for itself: engine.h. */
struct publication_interlude {
    bool (*is_wanted)(void *ctx, bool interrupts); /* NULL: there are none */
    bool (*take)(void *ctx, struct err *err);
    void (*wait)(void *ctx);      /* these two: NULL, or until one may be wanted ... */
    void (*wake)(void *ctx);      /* ... or this is called, on the thread of figures */
    void *ctx;
};

struct publication {
    struct facts *facts;
    struct ledger *ledger;
    const struct ruleset *ruleset;
    uint64_t head;
    day_t day;
    int year_start_month;
    bool freezes; /* what closes may take effect at this position is frozen */
    struct publication_interlude interlude;
};

/* What is due; fills an empty agenda. reach: how far a changed figure reaches to later periods (past.h). */
/* Before a batch is committed: figures that stand waiting follow it on the thread that commits. */
void publisher_write_beside(struct publisher *publisher, struct commit_end *end);

void publication_agenda(struct publisher *publisher, const struct publication *publication, unsigned reach,
                        struct agenda *agenda);
/* What is remembered of an item's year; valid until the next call. */
struct book_state *publisher_book(struct publisher *publisher, const struct agenda_item *item);
/* Are unions and pools of the item's year kept?  They are worth it where many units come together. */
bool book_state_is_kept(const struct facts *facts, const struct agenda_item *item);
/* Opens the item's year, with its pools when they are kept. All dirty buckets are settled (tally_settle). */
bool book_state_open(struct book_state *state, struct facts *facts, const struct agenda_item *item, struct year_book *book);
/* Forgets all but the signature. */
void book_state_free(struct book_state *state);
/* The same of an owner's year, NULL: nothing is remembered. */
const struct book_state *publisher_find_book(const struct publisher *publisher, enum owner_kind kind, uint32_t owner,
                                             const struct period *year);

/*
 * Facts are settled, no verdict is missing and no answer of a score
 * (rehearsal.h).  inspects: the checks of the data are run, too.  False: the
 * store failed.
 */
bool publisher_publish(struct publisher *publisher, const struct publication *publication, bool inspects, struct err *err);

#endif
