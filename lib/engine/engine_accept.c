/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine.h"

#include "lib/engine/engine_ask.h"
#include "lib/engine/engine_settle.h"
#include "lib/engine/engine_state.h"
#include "lib/model/facts_change.h"
#include "lib/model/facts_sessions.h"
#include "lib/model/unit_tree.h"
#include "lib/store/event_log.h"
#include "lib/store/officials.h"
#include "lib/store/outcomes.h"
#include "lib/store/people_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The session is looked up once: what it was is forgotten first, for facts may have been made anew since. */
static const struct session *
find_session(struct engine *engine, struct event *event)
{
    const struct session *session;

    event->session = 0;
    session = facts_find_session_of(&engine->facts, event);
    if (session)
        event->session = session->number + 1;
    return session;
}

/* As the facts have it, for as long as they are there; ptr NULL: nothing has named it. */
static struct str
known_activity(struct engine *engine, const struct event *event)
{
    return event->session ? codebook_name(&engine->facts.activities, event->session - 1) : (struct str){ 0 };
}

static bool
waits(struct engine *engine, const struct event *event)
{
    const struct session *named;

    if (!engine->is_apart)
        return facts_is_pending(&engine->facts, event);
    named = facts_find_session_of(&engine->facts, event); /* which is decided */
    return !named || !named->chosen;
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
    if (!known || waits(engine, event))
        *outcome = OUTCOME_PENDING;
    return true;
}

/* Sessions keep the log's number of their activity: one look-up by code does for facts and log. */
static void
find_activity(struct engine *engine, struct event *event)
{
    struct str activity = event_activity(event);
    const struct session *named;
    struct session *session;

    event->activity_number = 0;
    if (!activity.ptr)
        return;
    if (engine->is_apart) { /* no session is made while the facts are read */
        named = facts_find_session_of(&engine->facts, event);
        event->activity_number = named && named->log_number ? named->log_number : event_log_activity(engine->log, activity);
        return;
    }
    event->session = 0;
    session = facts_session_of(&engine->facts, event);
    event->session = session->number + 1;
    if (session->log_number == 0)
        session->log_number = event_log_activity(engine->log, activity);
    event->activity_number = session->log_number;
}

bool
engine_takes(struct engine *engine, struct event *event)
{
    return !engine->is_apart ||
           (event->type == EVENT_ATTENDANCE && !deferred_is_full(&engine->deferred) &&
            facts_session_is_decided(&engine->facts, find_session(engine, event)) && ledger_is_plain(&engine->ledger, event));
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
    if (!event_log_append(engine->log, event, past->last, &seq, err))
        return false;
    if (engine->is_apart) {
        deferred_add(&engine->deferred, event, known_activity(engine, event), seq, past->last);
        return find_outcome(engine, event, past, outcome, err);
    }
    if (!ledger_admit(&engine->ledger, event, seq, past->last, err))
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
    const struct facts *facts = &engine->facts;
    uint64_t activity_hash = event_activity_hash(event);

    if (stage == 0)
        event_log_expect(engine->log, event);
    else if (stage == 1)
        event_log_expect_persons(engine->log, event);
    if (!activity_hash || (engine->is_apart && stage > EXPECT_FOUND)) /* what is in a session may be read elsewhere just now */
        return;
    facts_expect(facts, activity_hash, stage);
    if (stage == EXPECT_STAGES - 1 && event->person_count == 1)
        facts_expect_person(facts, facts_guess_session(facts, activity_hash), event_log_guess_person(engine->log, &event->keys[0]));
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
engine_await_disk(struct engine *engine, struct err *err)
{
    return event_log_settle(engine->log, err);
}

bool
engine_commit(struct engine *engine, int64_t now_ms, struct err *err)
{
    const struct commit_end none = { 0 };

    return engine_commit_with(engine, now_ms, &none, err);
}

bool
engine_commit_with(struct engine *engine, int64_t now_ms, const struct commit_end *end, struct err *err)
{
    struct commit_end with = *end;
    uint64_t head = event_log_head(engine->log);

    publisher_write_beside(&engine->publisher, &with);
    if (engine->must_freeze && !officials_put_due(engine->officials, head, err))
        return false;
    if (!outcomes_write(engine->outcomes, err) || !event_log_commit_with(engine->log, now_ms, &with, err))
        return false;
    if (engine->is_apart)
        return true;
    engine->replayed = head;
    engine_settle(engine);
    engine_ask(engine);
    return true;
}
