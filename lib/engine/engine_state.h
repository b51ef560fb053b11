/* SPDX-License-Identifier: MIT */
/*
 * engine_state.h -- what an engine holds; for the parts of engine.h alone.
 *
 *   engine_open     the store                    engine_accept   events and their batches
 *   engine_replay   facts from the log           saved_facts     what makes that short
 *   engine_rules    which ruleset it is          engine_settle   what follows from a batch
 *   engine_ask      questions about subjects     engine_answers  verdicts, and what maps emit
 *   engine_scores   questions about figures      engine_fault    plugins that said what they may not
 *   engine_publish  figures, frozen ones, and how they came about
 *   engine_backup   a copy of the store while it is in use
 *   engine_rebuild  figures made anew beside those that stand
 */
#ifndef LIB_ENGINE_ENGINE_STATE_H
#define LIB_ENGINE_ENGINE_STATE_H

#include "lib/base/arena.h"
#include "lib/engine/deferred.h"
#include "lib/engine/emitted.h"
#include "lib/engine/engine.h"
#include "lib/engine/ledger.h"
#include "lib/engine/publish.h"
#include "lib/model/facts.h"
#include "lib/store/rebuild.h"

struct backup;
struct event_log;
struct figures;
struct finding_table;
struct frozen_scores;
struct line_reader;
struct officials;
struct outcomes;
struct recorded;
struct score_table;
struct store;

struct engine {
    struct engine_config config;
    struct store *store;
    struct event_log *log;
    struct outcomes *outcomes;
    struct figures *figures;
    struct score_table *scores;
    struct finding_table *findings;
    struct recorded *recorded;
    struct officials *officials;
    struct frozen_scores *frozen;
    struct backup *backup;   /* under way; or NULL */
    struct rebuild_base base; /* of one that rebuilds ... */
    struct arena base_texts;  /* ... and its texts */
    struct line_reader *reader;
    struct facts facts;
    struct ledger ledger;
    struct publisher publisher;
    struct ruleset ruleset;
    bool has_ruleset;
    bool look_at_waiting;    /* events that waited may count now */
    bool look_at_recent;     /* events accepted since the last publication may wait, though they did not when they came */
    bool look_at_all;        /* events that counted may be pending again, or lie on another day */
    uint32_t rezoned, vanished; /* of units and facts, as of the last look */
    uint64_t replayed;       /* the log position that the facts stand for: its head, but for a replay that stopped at a close */
    uint64_t saved;          /* the log position that the saved sessions stand for; 0: none do (saved_facts.h) */
    bool must_freeze;        /* at that position, before anything else happens */
    bool is_apart;           /* events go to the log alone: a publication reads the facts, or has and they are behind ... */
    struct deferred deferred; /* ... by these */
    uint32_t closing_version; /* of facts, as of the last look */
    struct arena batch;      /* person numbers of the open batch */
    struct emitted emitted;
    struct rule_fault *faults; /* of maps, not told yet */
    size_t fault_count, fault_capacity;
    struct arena fault_texts;
    bool is_busy;            /* with questions or answers: an owner may answer, or pause a plugin, from within the question */
    bool is_behind;          /* something joined or left the facts meanwhile */
    struct rule_mask leaving; /* plugins whose maps' events leave the facts */
};

#endif
