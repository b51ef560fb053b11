/* SPDX-License-Identifier: MIT */
/*
 * ledger.h -- identities, revisions and retractions: which event of the log is
 * live (domain.md D2).
 *
 * Of the rows of one identity the greatest rev is current; a retraction whose
 * rev reaches it makes it dead.  Admitting a row moves the facts from what was
 * live before to what is live now.  Accepting and replaying admit the same way,
 * in log order, so a restart gives the same facts.
 */
#ifndef LIB_ENGINE_LEDGER_H
#define LIB_ENGINE_LEDGER_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/engine/row_list.h"
#include "lib/model/event.h"
#include "lib/model/facts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct emitted;
struct event_log;
struct figure_thread;
struct line_reader;
struct log_row;
struct retraction_book;

/* What the log's view has to say of an event, when that is not plainly told by its session. */
enum event_standing { STANDING_LIVE, STANDING_SUPERSEDED, STANDING_RETRACTED };

struct event_note {
    uint64_t seq;
    enum event_type type;
    enum event_standing standing;
    bool pending;
    uint32_t unit;     /* or CODE_NONE */
    uint32_t session;  /* activity number, or CODE_NONE */
    struct when date;
};

/* Who posted an event, and when: what decides between statements. */
struct event_origin {
    struct str source, id;
    uint32_t rev;
    struct when at;
};

/* Tells that of events by their positions; texts are valid as long as the source. */
struct origin_source {
    bool (*get)(void *ctx, uint64_t seq, struct event_origin *origin, struct err *err);
    /* These will be asked for: together that takes less time. */
    bool (*expect)(void *ctx, const uint64_t *seqs, size_t count, struct err *err);
    void *ctx;
};

struct ledger {
    struct event_log *log;
    const struct origin_source *origins; /* who tells that instead of the log; NULL: the log does */
    struct line_reader *reader;
    struct facts *facts;
    struct retraction_book *retractions;
    struct event_note *notes; /* to be published */
    size_t note_count, note_capacity;
    struct row_list rows;     /* admitted ones that are no plain attendance: saved_facts.h */
    uint64_t saved;           /* while saved sessions are taken in: what attendances up to here say stands there already */
    bool target_came;         /* an event that a retraction was waiting for was admitted */
    uint64_t *pending;        /* positions of events that are noted as pending */
    size_t pending_count, pending_capacity;
    uint32_t *forget;         /* numbers of persons whom events name that ask to forget them, since the owner last took them */
    size_t forget_count, forget_capacity;
    const struct emitted *emitted; /* what stands at positions behind the log; NULL: nothing */
    const struct event *candidate; /* looked at before it is accepted; NULL: none */
    struct figure_thread *thread;  /* that may ask for the order of statements, which the log tells; NULL: none does */
};

void ledger_init(struct ledger *ledger, struct event_log *log, struct line_reader *reader, struct facts *facts);
void ledger_free(struct ledger *ledger);

/* What the log already holds of an event's identity. */
struct identity_past {
    uint64_t last;     /* position of its last row, 0: none */
    bool same_rev;     /* there is a row of the same rev */
    bool same_content; /* and it says the same */
    uint32_t greatest; /* the greatest rev so far */
};
/* posted: the content without the persons (ledger_content). A person who was forgotten since may be whoever is new. */
bool ledger_look_up(struct ledger *ledger, const struct event *event, struct hash128 posted, struct identity_past *past,
                    struct err *err);
/* The whole content: that of the text, and who the persons are. */
struct hash128 ledger_content(struct hash128 posted, const uint32_t *persons, size_t count);

/* The row at `seq`, whose identity's row before it is `previous`, takes effect. */
bool ledger_admit(struct ledger *ledger, const struct event *event, uint64_t seq, uint64_t previous, struct err *err);

/* Would the unit's new link close a cycle? `previous` as for ledger_admit. Leaves the facts as they were. */
bool ledger_closes_cycle(struct ledger *ledger, const struct event *event, uint64_t previous, bool *closes,
                         struct err *err);
/* Would the merge lead from a person back to them? */
bool ledger_closes_merge(struct ledger *ledger, const struct event *event, uint64_t previous, bool *closes, struct err *err);

/*
 * Does an attendance say only who came to its session?  Not one that corrects
 * an event of another type, nor one that a retraction waits for.
 */
bool ledger_is_plain(const struct ledger *ledger, const struct event *event);

/* A row with its body decoded. */
bool ledger_fetch(struct ledger *ledger, uint64_t seq, struct arena *arena, struct event *event, uint64_t *previous,
                  struct err *err);
/*
 * Each of the listed rows (row_list.h) up to `last` to fn, as event_log_scan does.
 * ledger->rows has all that are no attendance, so that who looks for them need not pass millions of others.
 */
bool ledger_walk(struct ledger *ledger, struct str rows, uint64_t last,
                 bool (*fn)(void *ctx, const struct log_row *row, struct arena *arena, struct err *err), void *ctx, struct err *err);
/* Who posted it alone, which is cheaper; and all of its origin. Texts in the arena, or valid as long as what tells them. */
bool ledger_identity(struct ledger *ledger, uint64_t seq, struct arena *arena, struct str *source, struct str *id, struct err *err);
bool ledger_origin(struct ledger *ledger, uint64_t seq, struct arena *arena, struct event_origin *origin, struct err *err);
/* Notes what the log's view should say of the event now. */
void ledger_note(struct ledger *ledger, const struct event *event, uint64_t seq, enum event_standing standing);
/* What the log's view has to say of the event now; nothing is noted. *found: it has something to say. */
bool ledger_look(struct ledger *ledger, uint64_t seq, struct event_note *note, bool *found, struct err *err);
/* New notes: of every event; of those that wait for something; of those that did not when they came, since the notes were published. */
bool ledger_note_all(struct ledger *ledger, struct err *err);
bool ledger_note_waiting(struct ledger *ledger, struct err *err);
bool ledger_note_recent(struct ledger *ledger, struct err *err);
/* What is noted was published: room for many notes, as a new zone needs it once, is not kept. */
void ledger_give_back(struct ledger *ledger);
/* Does a retraction name an event that is not there? */
bool ledger_knows_target(struct ledger *ledger, const struct retract *retract, bool *known, struct err *err);

/* For facts: orders of log positions. A row that cannot be read ends the process: the log is damaged. */
struct log_order ledger_order(struct ledger *ledger);

#endif
