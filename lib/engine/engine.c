/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine.h"

#include "lib/base/mem.h"
#include "lib/engine/emitted.h"
#include "lib/engine/explain.h"
#include "lib/engine/ledger.h"
#include "lib/engine/preview.h"
#include "lib/engine/publish.h"
#include "lib/engine/recorded_times.h"
#include "lib/engine/rehearsal.h"
#include "lib/model/facts.h"
#include "lib/model/facts_change.h"
#include "lib/model/facts_settle.h"
#include "lib/model/fold.h"
#include "lib/model/record_verdicts.h"
#include "lib/model/unit_tree.h"
#include "lib/store/event_log.h"
#include "lib/store/figures.h"
#include "lib/store/frozen_scores.h"
#include "lib/store/finding_table.h"
#include "lib/store/officials.h"
#include "lib/store/outcomes.h"
#include "lib/store/people_rows.h"
#include "lib/store/recorded.h"
#include "lib/store/rule_record.h"
#include "lib/store/rule_settings.h"
#include "lib/store/scores.h"
#include "lib/store/store.h"
#include "lib/store/store_status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ASK_AT_ONCE = 4096 /* subjects a message, so that the worker's answers flow */ };

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
    bool must_freeze;        /* at that position, before anything else happens */
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

/* What explaining needs: the log, and what was frozen. */
static bool
open_to_read(struct engine *engine, struct err *err)
{
    engine->store = store_open_to_read(engine->config.db_path, err);
    if (!engine->store)
        return false;
    engine->log = event_log_open(engine->store, err);
    if (!engine->log)
        return false;
    engine->officials = officials_open(engine->store, err);
    return engine->officials != NULL;
}

/* For who reads the store while there is no daemon. */
static bool
note_settings(struct engine *engine, struct err *err)
{
    const struct engine_config *config = &engine->config;
    const struct rule_settings settings = { config->year_start_month, config->parameters };

    return rule_settings_put(engine->store, &settings, err) &&
           (config->disclosure.below <= 0 || store_put_disclosure(engine->store, config->disclosure, err));
}

static bool
open_store(struct engine *engine, struct err *err)
{
    engine->store = store_open(engine->config.db_path, err);
    if (!engine->store)
        return false;
    engine->log = event_log_open(engine->store, err);
    if (!engine->log)
        return false;
    engine->outcomes = outcomes_open(engine->store, err);
    if (!engine->outcomes)
        return false;
    engine->figures = figures_open(engine->store, err);
    if (!engine->figures)
        return false;
    engine->scores = score_table_open(engine->store, err);
    if (!engine->scores)
        return false;
    engine->findings = finding_table_open(engine->store, err);
    if (!engine->findings)
        return false;
    engine->recorded = recorded_open(engine->store, err);
    if (!engine->recorded)
        return false;
    engine->officials = officials_open(engine->store, err);
    if (!engine->officials)
        return false;
    engine->frozen = frozen_scores_open(engine->store, err);
    return engine->frozen && note_settings(engine, err);
}

static bool
replay_row(void *ctx, const struct log_row *row, struct arena *arena, struct err *err)
{
    struct engine *engine = ctx;
    struct event event = row->event;

    if (engine->config.progress && row->seq % 65536 == 0)
        engine->config.progress(engine->config.ctx, row->seq, event_log_head(engine->log));
    if (!line_read_stored(engine->reader, arena, &event, err))
        return err_wrap(err, "log position %llu", (unsigned long long)row->seq);
    if (!ledger_admit(&engine->ledger, &event, row->seq, row->previous, err))
        return false;
    engine->ledger.forget_count = 0; /* they were, when the event was accepted */
    return true;
}

/* What was emitted for events that count no more, or otherwise, leaves. False: nothing did. */
static bool
take_back_orphaned(struct engine *engine)
{
    struct records *records = &engine->facts.records;
    size_t count = records->orphaned_count;

    for (size_t i = 0; i < count; i++)
        emitted_take_back(&engine->emitted, &engine->facts, records->orphaned[i]);
    records->orphaned_count = 0;
    return count > 0;
}

/* After a batch: what follows from it, and which events the log's view has to look at again. */
static void
settle(struct engine *engine)
{
    struct facts *facts = &engine->facts;

    engine->look_at_waiting |= engine->ledger.target_came || facts->something_changed || facts->unsettled_count > 0 ||
                               facts->units.tree_dirty;
    engine->look_at_recent |= facts->something_left;
    engine->ledger.target_came = false;
    facts_settle(facts);
    while (take_back_orphaned(engine))
        facts_settle(facts);
    engine->look_at_all |= engine->rezoned != facts->units.rezoned || engine->vanished != facts->vanished;
    engine->rezoned = facts->units.rezoned;
    engine->vanished = facts->vanished;
}

/* To the end, or to the next position at which something has to be frozen and was not. */
static bool
replay(struct engine *engine, struct err *err)
{
    uint64_t head = event_log_head(engine->log), due;

    if (!officials_next_due(engine->officials, engine->replayed, &due, err))
        return false;
    engine->must_freeze = due != 0 && due <= head && !engine->config.reads_only;
    if (engine->must_freeze)
        head = due;
    if (head > engine->replayed && !event_log_scan(engine->log, engine->replayed + 1, head, replay_row, engine, err))
        return false;
    engine->replayed = head;
    settle(engine);
    engine->closing_version = engine->facts.closing_version;
    return freezer_refresh(&engine->publisher.freezer, &engine->facts, err);
}

static bool
set_up(struct engine *engine, struct err *err)
{
    if (!(engine->config.reads_only ? open_to_read : open_store)(engine, err))
        return false;
    engine->reader = line_reader_new(event_log_person_key(engine->log));
    ledger_init(&engine->ledger, engine->log, engine->reader, &engine->facts);
    engine->ledger.emitted = &engine->emitted;
    publisher_init(&engine->publisher, &(struct publisher_tables){ engine->figures, engine->scores, engine->officials, engine->frozen });
    engine->publisher.sql = store_sql(engine->store);
    inspection_init(&engine->publisher.inspection, engine->findings, engine->recorded);
    if (!facts_init(&engine->facts, ledger_order(&engine->ledger), err))
        return false;
    engine->facts.recording = recorded_times(engine->recorded);
    engine->facts.records.year_start_month = engine->config.year_start_month;
    engine->facts.sessions_need_verdicts = engine->facts.items_need_verdicts = true; /* until the rules are known */
    engine->facts.records.asked_types = UINT64_MAX;
    return replay(engine, err);
}

struct engine *
engine_open(const struct engine_config *config, struct err *err)
{
    struct engine *engine = mem_new(sizeof *engine);

    engine->config = *config;
    if (set_up(engine, err))
        return engine;
    engine_close(engine);
    return NULL;
}

void
engine_close(struct engine *engine)
{
    if (!engine)
        return;
    publisher_free(&engine->publisher);
    if (engine->ledger.retractions)
        ledger_free(&engine->ledger);
    facts_free(&engine->facts);
    if (engine->reader)
        line_reader_free(engine->reader);
    ruleset_free(&engine->ruleset);
    recorded_close(engine->recorded);
    finding_table_close(engine->findings);
    score_table_close(engine->scores);
    officials_close(engine->officials);
    frozen_scores_close(engine->frozen);
    if (engine->figures)
        figures_close(engine->figures);
    if (engine->outcomes)
        outcomes_close(engine->outcomes);
    if (engine->log)
        event_log_close(engine->log);
    if (engine->store)
        store_close(engine->store);
    arena_free(&engine->batch);
    emitted_free(&engine->emitted);
    arena_free(&engine->fault_texts);
    free(engine->faults);
    free(engine);
}

const unsigned char *
engine_person_key(const struct engine *engine)
{
    return event_log_person_key(engine->log);
}

const struct ruleset *
engine_ruleset(const struct engine *engine)
{
    return &engine->ruleset;
}

uint64_t
engine_computed(const struct engine *engine)
{
    return engine->publisher.computed;
}

bool
engine_status(const struct engine *engine, struct arena *arena, struct store_status *status, struct err *err)
{
    return store_status_read(store_sql(engine->store), arena, status, err);
}

uint64_t
engine_head(const struct engine *engine)
{
    return event_log_head(engine->log);
}

/* The one at a place among all that are new; false: answered or gone meanwhile. */
static bool
subject_at(const struct facts *facts, size_t place, struct rule_subject *subject)
{
    uint32_t number;

    if (place < facts->asking_session_count) {
        number = facts->asking_sessions[place];
        if (facts->sessions[number]->has_verdict || facts->sessions[number]->state != SESSION_ACTIVE)
            return false;
        facts_session_subject(facts, number, subject);
        return true;
    }
    place -= facts->asking_session_count;
    if (place >= facts->asking_item_count)
        return facts_record_subject(facts, facts->records.asking[place - facts->asking_item_count], subject);
    number = facts->asking_items[place];
    if (facts->plans.items[number].has_verdict || !facts->plans.items[number].current)
        return false;
    facts_item_subject(facts, number, subject);
    return true;
}

/* Hands what is new to the worker, in messages of some thousands. */
static void
ask_once(struct engine *engine)
{
    struct facts *facts = &engine->facts;
    struct rule_subject *subjects;
    size_t n = 0, total = facts->asking_session_count + facts->asking_item_count + facts->records.asking_count;

    if (!engine->has_ruleset || total == 0)
        return;
    subjects = mem_array(ASK_AT_ONCE, sizeof *subjects);
    for (size_t i = 0; i < total; i++) {
        n += subject_at(facts, i, &subjects[n]);
        if (n == ASK_AT_ONCE) {
            engine->config.ask(engine->config.ctx, subjects, n);
            n = 0;
        }
    }
    if (n > 0)
        engine->config.ask(engine->config.ctx, subjects, n);
    facts->asking_session_count = facts->asking_item_count = facts->records.asking_count = 0;
    free(subjects);
}

/* What maps of paused plugins emitted leaves; the facts are as of now. */
static void
catch_up(struct engine *engine)
{
    for (uint32_t i = 0; i < engine->ruleset.plugin_count; i++)
        if (rule_mask_has(&engine->leaving, (int)i))
            emitted_take_back_plugin(&engine->emitted, &engine->facts, i);
    engine->leaving = (struct rule_mask){ { 0 } };
    settle(engine);
}

/* Answers that come from within change nothing that is being walked through: what follows from them waits for the end. */
static void
ask(struct engine *engine)
{
    bool again = !engine->is_busy;

    engine->is_behind |= engine->is_busy;
    while (again) {
        engine->is_busy = true;
        engine->is_behind = false;
        ask_once(engine);
        again = engine->is_behind;
        if (again)
            catch_up(engine);
        engine->is_busy = false;
    }
}

/* A paused plugin is taken up again by being asked anew. */
static bool
only_titles_differ(const struct engine *engine, const struct ruleset *ruleset)
{
    const uint64_t *paused = engine->publisher.paused;

    return engine->has_ruleset && !(paused[0] | paused[1] | paused[2] | paused[3]) &&
           retitle_will_do(&engine->ruleset, ruleset);
}

/* Answers and figures stay right; who was asked is another worker now. */
static void
retitle(struct engine *engine, struct ruleset *ruleset)
{
    retitle_note(&engine->publisher.retitle, &engine->ruleset, ruleset);
    scoreboard_retitle(&engine->publisher.scores, ruleset);
    ruleset_free(&engine->ruleset);
    engine->ruleset = *ruleset;
    *ruleset = (struct ruleset){ 0 };
    engine_ask_again(engine);
}

void
engine_set_ruleset(struct engine *engine, struct ruleset *ruleset)
{
    bool sessions = false, items = false;

    if (only_titles_differ(engine, ruleset)) {
        retitle(engine, ruleset);
        return;
    }
    retitle_clear(&engine->publisher.retitle);
    engine->facts.records.foreign = NULL;
    ruleset_free(&engine->ruleset);
    engine->ruleset = *ruleset;
    *ruleset = (struct ruleset){ 0 };
    engine->has_ruleset = true;
    memset(engine->publisher.paused, 0, sizeof engine->publisher.paused);
    engine->leaving = (struct rule_mask){ { 0 } };
    engine->facts.records.asked_types = 0;
    engine->facts.records.foreign = &engine->ruleset.foreign;
    for (size_t i = 0; i < engine->ruleset.rule_count; i++) {
        sessions |= engine->ruleset.rules[i].subject == SUBJECT_SESSION;
        items |= engine->ruleset.rules[i].subject == SUBJECT_PLAN_ITEM;
        if (engine->ruleset.rules[i].subject == SUBJECT_RECORD)
            engine->facts.records.asked_types |= (uint64_t)1 << engine->ruleset.rules[i].of;
    }
    for (size_t i = 0; i < engine->ruleset.plugin_count; i++)
        publisher_fault(&engine->publisher, engine->ruleset.plugins[i].name, (struct str){ 0 }, 0);
    for (size_t i = 0; i < engine->ruleset.fault_count; i++)
        publisher_fault(&engine->publisher, engine->ruleset.faults[i].plugin, engine->ruleset.faults[i].message,
                        engine_head(engine));
    inspection_forget(&engine->publisher.inspection);
    answer_book_ask_again(&engine->publisher.answers);
    facts_new_rules(&engine->facts, sessions, items);
    settle(engine);
    ask(engine);
}

void
engine_keep_rules(struct engine *engine, struct rule_record *record)
{
    rule_record_free(engine->publisher.record);
    engine->publisher.record = record;
}

int64_t
engine_kept_rules(const struct engine *engine)
{
    return engine->publisher.recorded;
}

bool
engine_rule_version(const struct engine *engine, int64_t number, struct arena *arena, struct rule_version *version,
                    bool *found, struct err *err)
{
    return rule_versions_get(store_sql(engine->store), number, arena, version, found, err);
}

bool
engine_begin(struct engine *engine, struct err *err)
{
    arena_reset(&engine->batch);
    return event_log_begin(engine->log, err);
}

/* Tokens become numbers, and the numbers part of the content. */
static bool
number_persons(struct engine *engine, struct event *event, struct err *err)
{
    if (event->person_count == 0)
        return true;
    event->persons = arena_array(&engine->batch, event->person_count, sizeof *event->persons);
    for (uint32_t i = 0; i < event->person_count; i++)
        if (!event_log_person(engine->log, event->keys[i], &event->persons[i], err))
            return false;
    event->content = ledger_content(event->content, event->persons, event->person_count);
    return true;
}

static void
refuse(struct refusal *refusal, const struct event *event, enum refusal_code code, const char *path,
       const char *message)
{
    *refusal = (struct refusal){ .code = code };
    snprintf(refusal->path, sizeof refusal->path, "%s", path);
    snprintf(refusal->message, sizeof refusal->message, "%s", message);
    snprintf(refusal->source, sizeof refusal->source, "%.*s", STR_ARG(event->source));
}

/* What only the whole state can tell of a unit: does its zone exist, does its link close a cycle? */
static bool
check_unit(struct engine *engine, const struct event *event, uint64_t previous, bool *refused,
           struct refusal *refusal, struct err *err)
{
    const struct unit_put *put = &event->as.unit_put;
    char message[256];
    struct err zone_err;

    *refused = false;
    if (put->tz.ptr && !zone_find(put->tz, &zone_err)) {
        *refused = true;
        refuse(refusal, event, REFUSED_BAD_FIELD, "data.tz", zone_err.text);
        return true;
    }
    if (!ledger_closes_cycle(&engine->ledger, event, previous, refused, err))
        return false;
    if (*refused) {
        snprintf(message, sizeof message, "%.*s below %.*s would close a cycle of units", STR_ARG(put->unit),
                 STR_ARG(put->parent));
        refuse(refusal, event, REFUSED_CYCLE, "data.parent", message);
    }
    return true;
}

/* Two persons of whom each was merged into the other: which one is left? */
static bool
check_merge(struct engine *engine, const struct event *event, uint64_t previous, bool *refused, struct refusal *refusal,
            struct err *err)
{
    if (!ledger_closes_merge(&engine->ledger, event, previous, refused, err))
        return false;
    if (*refused)
        refuse(refusal, event, REFUSED_CYCLE, "data.into", "into was itself merged into from: the merge would close a cycle");
    return true;
}

static bool
find_outcome(struct engine *engine, const struct event *event, const struct identity_past *past,
             enum outcome *outcome, struct err *err)
{
    bool known = true;

    *outcome = OUTCOME_APPLIED;
    if (past->last != 0 && past->greatest > event->rev) {
        *outcome = OUTCOME_STALE;
        return true;
    }
    if (event->type == EVENT_RETRACT && !ledger_knows_target(&engine->ledger, &event->as.retract, &known, err))
        return false;
    if (!known || facts_is_pending(&engine->facts, event))
        *outcome = OUTCOME_PENDING;
    return true;
}

/* Sessions keep the log's number of their activity: one look-up by code does for facts and log. */
static void
find_activity(struct engine *engine, struct event *event)
{
    struct str activity = event_activity(event);
    struct session *session;

    event->activity_number = 0;
    if (!activity.ptr)
        return;
    session = facts_session(&engine->facts, activity);
    if (session->log_number == 0)
        session->log_number = event_log_activity(engine->log, activity);
    event->activity_number = session->log_number;
}

/* With everybody who is the same person now: their keys would lead to what is known of the one. */
static void
forget_persons(struct engine *engine)
{
    struct ledger *ledger = &engine->ledger;

    for (size_t i = 0; i < ledger->forget_count; i++) {
        size_t count;
        uint32_t *same = merges_same(&engine->facts.people.merges, ledger->forget[i], &count);
        for (size_t k = 0; k < count; k++)
            event_log_forget(engine->log, same[k]);
        free(same);
    }
    ledger->forget_count = 0;
}

static bool
append(struct engine *engine, struct event *event, const struct identity_past *past, enum outcome *outcome,
       struct err *err)
{
    uint64_t seq;

    find_activity(engine, event);
    if (!event_log_append(engine->log, event, past->last, &seq, err) ||
        !ledger_admit(&engine->ledger, event, seq, past->last, err))
        return false;
    if (event->type == EVENT_PERSON_FORGET)
        explicit_bzero(event->keys, event->person_count * sizeof *event->keys);
    forget_persons(engine);
    return find_outcome(engine, event, past, outcome, err);
}

static bool
decide(struct engine *engine, struct event *event, enum outcome *outcome, struct refusal *refusal, struct err *err)
{
    const struct hash128 posted = event->content;
    struct identity_past past;
    bool refused = false;

    if (!number_persons(engine, event, err) || !ledger_look_up(&engine->ledger, event, posted, &past, err))
        return false;
    if (past.same_rev) {
        *outcome = past.same_content ? OUTCOME_DUPLICATE : OUTCOME_CONFLICT;
        if (!past.same_content)
            refuse(refusal, event, REFUSED_CONFLICT, "",
                   "the same source, id and rev were accepted with other content; post a correction with a higher rev");
        return true;
    }
    if (event->type == EVENT_UNIT_PUT && past.greatest <= event->rev &&
        !check_unit(engine, event, past.last, &refused, refusal, err))
        return false;
    if (event->type == EVENT_PERSON_MERGE && past.greatest <= event->rev &&
        !check_merge(engine, event, past.last, &refused, refusal, err))
        return false;
    if (refused) {
        *outcome = OUTCOME_REJECTED;
        return true;
    }
    return append(engine, event, &past, outcome, err);
}

void
engine_expect(const struct engine *engine, const struct event *event, unsigned stage)
{
    struct str activity = event_activity(event);

    if (stage == 0)
        event_log_expect(engine->log, event);
    else if (stage == 1)
        event_log_expect_persons(engine->log, event);
    if (activity.ptr)
        facts_expect(&engine->facts, activity, stage);
}

/* What closes depend on the position at which they take effect: whenever one may, figures are frozen before more is accepted. */
static void
look_at_closings(struct engine *engine, const struct event *event)
{
    bool moved = engine->closing_version != engine->facts.closing_version;
    bool may_move = event->type == EVENT_UNIT_PUT || event->type == EVENT_RETRACT;

    engine->must_freeze |= moved || (may_move && engine->publisher.freezer.waiting > 0);
    engine->closing_version = engine->facts.closing_version;
}

bool
engine_accept(struct engine *engine, struct event *event, enum outcome *outcome, struct refusal *refusal,
              struct err *err)
{
    uint32_t persons = event_log_persons(engine->log);

    if (!decide(engine, event, outcome, refusal, err))
        return false;
    if (*outcome == OUTCOME_DUPLICATE || *outcome == OUTCOME_CONFLICT || *outcome == OUTCOME_REJECTED)
        event_log_take_back(engine->log, persons); /* nothing names them */
    look_at_closings(engine, event);
    if (*outcome != OUTCOME_CONFLICT && *outcome != OUTCOME_REJECTED)
        outcomes_count(engine->outcomes, event->source, outcome_name(*outcome), 1);
    return true;
}

void
engine_count_refusal(struct engine *engine, const struct refusal *refusal, int64_t now_ms)
{
    enum outcome outcome = refusal->code == REFUSED_CONFLICT ? OUTCOME_CONFLICT : OUTCOME_REJECTED;

    outcomes_count(engine->outcomes, str_of(refusal->source), outcome_name(outcome), 1);
    outcomes_refuse(engine->outcomes, str_of(refusal->source), now_ms, refusal_code_name(refusal->code),
                    refusal->path, refusal->message);
}

bool
engine_commit(struct engine *engine, int64_t now_ms, struct err *err)
{
    uint64_t head = event_log_head(engine->log);

    if (engine->must_freeze && !officials_put_due(engine->officials, head, err))
        return false;
    if (!outcomes_write(engine->outcomes, err) || !event_log_commit(engine->log, now_ms, err))
        return false;
    engine->replayed = head;
    settle(engine);
    ask(engine);
    return true;
}

/* Does the worker say of a map what a map may say? */
static bool
is_emission(const struct engine *engine, const struct emission *emission)
{
    uint32_t emits = emission->rule >= 0 && (size_t)emission->rule < engine->ruleset.rule_count
                         ? engine->ruleset.rules[emission->rule].emits : 0;

    for (int i = 0; i < EMIT_TYPES; i++)
        if (emits >> i & 1 && emit_types[i] == emission->type)
            return true;
    return false;
}

/* What waits for an activity brings none and cancels none: it would come and go for ever. */
static bool
goes_round(const struct record *record, const struct emission *emission)
{
    return record->session != CODE_NONE && (emission->type == EVENT_ACTIVITY_HELD || emission->type == EVENT_ACTIVITY_CANCELLED);
}

/* The event behind what is emitted; its texts in the arena. */
static bool
source_of(struct engine *engine, const struct record *record, struct arena *arena, struct emitted_source *source, struct err *err)
{
    *source = (struct emitted_source){ .seq = record->base.seq, .at = record->base.at, .person = record->person };
    return event_log_identity(engine->log, record->base.seq, arena, &source->source, &source->id, &source->rev, err);
}

static void
blame(struct engine *engine, uint32_t plugin, struct str message)
{
    engine->faults = mem_grow(engine->faults, engine->fault_count, &engine->fault_capacity, sizeof *engine->faults);
    engine->faults[engine->fault_count++] = (struct rule_fault){ .plugin = plugin, .rule = RULE_NONE, .message = message };
    engine_pause_plugin(engine, plugin, message);
}

static void
add_fault(struct engine *engine, const struct emission *emission, const struct refusal *refusal)
{
    uint32_t plugin = engine->ruleset.rules[emission->rule].plugin;
    struct str message = arena_printf(&engine->fault_texts, "%.*s: t.map: emitted %s: %s%s%s", STR_ARG(emission->place),
                                      event_type_name(emission->type).ptr, refusal->path, refusal->path[0] ? ": " : "", refusal->message);

    blame(engine, plugin, message);
}

static bool
is_paused(const struct engine *engine, uint32_t plugin)
{
    return engine->publisher.paused[plugin / 64] >> (plugin % 64) & 1;
}

/* What maps made of an event joins the facts. */
static bool
emit(struct engine *engine, const struct verdict *verdict, struct err *err)
{
    struct record *record = engine->facts.records.all[verdict->number];
    struct arena arena = { 0 };
    struct emitted_source source;
    bool fine = source_of(engine, record, &arena, &source, err);

    record->emits = fine;
    for (size_t i = 0; fine && i < verdict->emission_count; i++) {
        const struct emission *emission = &verdict->emissions[i];
        struct refusal refusal = { 0 };
        if (!is_emission(engine, emission) || goes_round(record, emission) || is_paused(engine, engine->ruleset.rules[emission->rule].plugin))
            continue;
        if (!emitted_add(&engine->emitted, &engine->facts, engine->reader, &engine->ruleset, &source, emission, &refusal))
            add_fault(engine, emission, &refusal);
    }
    arena_free(&arena);
    return fine;
}

void
engine_verdicts(struct engine *engine, const struct verdict *verdicts, size_t count)
{
    bool was_busy = engine->is_busy;
    struct err err;

    engine->is_busy = true;
    for (size_t i = 0; i < count; i++) {
        if (!facts_verdict(&engine->facts, &verdicts[i]) || verdicts[i].kind != SUBJECT_RECORD ||
            verdicts[i].emission_count == 0)
            continue;
        if (!emit(engine, &verdicts[i], &err)) {
            fprintf(stderr, "turnout: the event log cannot be read: %s\n", err.text);
            abort();
        }
        engine->is_behind = true;
    }
    engine->is_busy = was_busy;
    if (was_busy || !engine->is_behind)
        return;
    engine->is_behind = false;
    catch_up(engine);
    ask(engine);
}

bool
engine_next_fault(struct engine *engine, uint32_t *plugin, struct str *message)
{
    if (engine->fault_count == 0)
        return false;
    engine->fault_count--;
    *plugin = engine->faults[engine->fault_count].plugin;
    *message = engine->faults[engine->fault_count].message;
    return true;
}

void
engine_scores(struct engine *engine, const struct score_answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        answer_book_take(&engine->publisher.answers, &answers[i]);
}

void
engine_ask_again(struct engine *engine)
{
    answer_book_ask_again(&engine->publisher.answers);
    facts_ask_again(&engine->facts);
    ask(engine);
}

void
engine_pause_plugin(struct engine *engine, uint32_t plugin, struct str message)
{
    if (plugin >= engine->ruleset.plugin_count)
        return;
    engine->publisher.paused[plugin / 64] |= (uint64_t)1 << (plugin % 64);
    rule_mask_set(&engine->leaving, (int)plugin); /* some of what it emitted would depend on which came first */
    engine->is_behind = true;
    if (!engine->is_busy)
        catch_up(engine);
    publisher_fault(&engine->publisher, engine->ruleset.plugins[plugin].name, message, engine_head(engine));
}

static day_t
as_of_day(const struct engine *engine, int64_t now)
{
    if (engine->config.has_as_of)
        return engine->config.as_of;
    return zone_day(units_root_zone(&engine->facts.units), now);
}

bool
engine_is_dirty(const struct engine *engine)
{
    return engine->must_freeze ||
           publisher_is_due(&engine->publisher, &engine->facts, &engine->ledger, engine->replayed, engine->publisher.day) ||
           inspection_is_wanted(&engine->publisher.inspection, engine->replayed, engine->publisher.day);
}

static bool
look_again(struct engine *engine, struct err *err)
{
    bool fine = true;

    if (engine->look_at_all)
        fine = ledger_note_all(&engine->ledger, err);
    else if (engine->look_at_recent)
        fine = ledger_note_recent(&engine->ledger, err);
    if (fine && !engine->look_at_all && engine->look_at_waiting)
        fine = ledger_note_waiting(&engine->ledger, err);
    engine->look_at_waiting = engine->look_at_recent = engine->look_at_all = false;
    return fine;
}

/* More events in a row than a fold may have. */
static bool
is_too_much(const struct score_question *question)
{
    return question->event_count > FOLD_EVENTS_MAX || question->event_bytes > FOLD_BYTES_MAX;
}

/* Questions that make a message of bearable size: folds bring their events. What is too much comes alone. */
static size_t
next_piece(const struct score_question *questions, size_t count)
{
    size_t n = 0, bytes = 0;

    for (; n < count && n < ASK_AT_ONCE; n++) {
        bytes += questions[n].event_bytes;
        if (n > 0 && (bytes > FOLD_BYTES_MAX || is_too_much(&questions[n])))
            break;
        if (is_too_much(&questions[n]))
            return 1;
    }
    return n;
}

static void
blame_fold(struct engine *engine, const struct score_question *question)
{
    const struct rule *rule = &engine->ruleset.rules[question->rule];

    blame(engine, rule->plugin,
          arena_printf(&engine->fault_texts,
                       "t.fold: %.*s has %zu events of %zu bytes in one row, and a fold may have %d of %d: fold over shorter periods",
                       STR_ARG(rule->name), question->event_count, question->event_bytes, FOLD_EVENTS_MAX, FOLD_BYTES_MAX));
}

static void
ask_scores(struct engine *engine)
{
    size_t count;
    const struct score_question *questions = answer_book_ask(&engine->publisher.answers, &count);

    for (size_t at = 0, n; at < count; at += n) {
        n = next_piece(questions + at, count - at);
        if (is_too_much(&questions[at]))
            blame_fold(engine, &questions[at]);
        else
            engine->config.ask_scores(engine->config.ctx, questions + at, n);
    }
}

/* A score may read a score: what is asked next is known when the first has answered, which it may do at once. */
static bool
scores_are_there(struct engine *engine, const struct publication *publication)
{
    while (!publisher_rehearse(&engine->publisher, publication)) {
        ask_scores(engine);
        if (engine->publisher.answers.waiting > 0)
            return false;
    }
    return true;
}

/* Every session, item and record has been answered about. */
static bool
verdicts_are_there(const struct engine *engine)
{
    return engine->has_ruleset && engine->facts.sessions_waiting == 0 && engine->facts.items_waiting == 0 &&
           engine->facts.records.waiting == 0;
}

bool
engine_explain(struct engine *engine, const struct explain_question *question, int64_t now, json_t **answer, bool *waits,
               struct err *err)
{
    const struct explain_place place = {
        .facts = &engine->facts,
        .ruleset = &engine->ruleset,
        .answers = &engine->publisher.answers,
        .paused = engine->publisher.paused,
        .freezer = &engine->publisher.freezer,
        .position = engine->replayed,
        .day = as_of_day(engine, now),
        .year_start_month = engine->config.year_start_month,
    };

    settle(engine);
    ask(engine);
    *answer = NULL;
    *waits = !verdicts_are_there(engine);
    if (*waits)
        return true;
    do { /* a score may read a score, and its answer may come at once */
        if (!explain(&place, question, answer, waits, err))
            return false;
        if (*waits)
            ask_scores(engine);
    } while (*waits && engine->publisher.answers.waiting == 0);
    return true;
}

/* What was to be frozen was, or has to wait for the next start: on with a replay that stopped for it. */
static bool
go_on(struct engine *engine, struct err *err)
{
    engine->must_freeze = false;
    return engine->replayed == engine_head(engine) || (replay(engine, err) && (ask(engine), true));
}

bool
engine_publish(struct engine *engine, int64_t now, enum publish_result *result, struct err *err)
{
    struct publication publication = {
        .facts = &engine->facts,
        .ledger = &engine->ledger,
        .ruleset = &engine->ruleset,
        .head = engine->replayed,
        .freezes = engine->must_freeze,
        .year_start_month = engine->config.year_start_month,
    };
    bool due, inspects;

    settle(engine);
    ask(engine);
    publication.day = as_of_day(engine, now);
    *result = PUBLISH_WAITS;
    if (!verdicts_are_there(engine))
        return true;
    *result = PUBLISH_NOTHING;
    due = engine->must_freeze ||
          publisher_is_due(&engine->publisher, &engine->facts, &engine->ledger, publication.head, publication.day);
    inspects = inspection_is_wanted(&engine->publisher.inspection, publication.head, publication.day) &&
               inspection_may_run(&engine->publisher.inspection, !due, engine->facts.session_count);
    if (!due && !inspects)
        return true;
    *result = PUBLISH_WAITS;
    if (!recorded_update(engine->recorded, err)) /* when it was, figures ask, too */
        return false;
    if (!scores_are_there(engine, &publication) || !verdicts_are_there(engine))
        return true; /* a plugin may have been paused meanwhile */
    if (!look_again(engine, err))
        return false;
    *result = PUBLISH_DONE;
    return publisher_publish(&engine->publisher, &publication, inspects, err) && go_on(engine, err);
}

bool
engine_preview_base(struct engine *engine, struct preview_base *base)
{
    struct publisher *publisher = &engine->publisher;

    if (!engine->has_ruleset || engine->must_freeze || !publisher->has_day || engine->replayed != engine_head(engine) ||
        engine->facts.sessions_waiting > 0 || engine->facts.items_waiting > 0 || engine->facts.records.waiting > 0 ||
        publisher_is_due(publisher, &engine->facts, &engine->ledger, engine->replayed, publisher->day))
        return false;
    *base = (struct preview_base){
        .facts = &engine->facts,
        .ruleset = &engine->ruleset,
        .publisher = publisher,
        .position = engine->replayed,
        .day = publisher->day,
        .year_start_month = engine->config.year_start_month,
    };
    return true;
}

bool
engine_must_freeze(const struct engine *engine)
{
    return engine->must_freeze;
}

bool
engine_skip_freeze(struct engine *engine, struct err *err)
{
    return go_on(engine, err);
}

bool
engine_wipe(struct engine *engine)
{
    return store_wipe(engine->store);
}

int64_t
engine_next_day(const struct engine *engine, int64_t now)
{
    const struct zone *zone = units_root_zone(&engine->facts.units);

    if (engine->config.has_as_of)
        return INT64_MAX;
    return zone_midnight(zone, zone_day(zone, now) + 1);
}
