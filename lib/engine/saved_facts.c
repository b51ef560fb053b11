/* SPDX-License-Identifier: MIT */
#include "lib/engine/saved_facts.h"

#include "lib/engine/engine.h"
#include "lib/engine/engine_replay.h"
#include "lib/engine/engine_state.h"
#include "lib/model/session_pack.h"
#include "lib/store/event_log.h"
#include "lib/store/officials.h"
#include "lib/store/saved_sessions.h"
#include "lib/store/store.h"

/* ---- reading ---- */

static bool
unpack(void *ctx, uint32_t activity, struct str entries)
{
    struct engine *engine = ctx;
    struct str code = event_log_activity_code(engine->log, activity);
    struct session *session;

    if (!code.ptr)
        return false;
    session = facts_session(&engine->facts, code);
    session->log_number = activity;
    return session_unpack(session, entries, &engine->facts.log, engine->facts.units.default_zone);
}

/* Is there a figure that a crash kept from being frozen? It is to be computed as of the close, so all is read again up to there. */
static bool
may_start_behind(struct engine *engine, uint64_t position, bool *may, struct err *err)
{
    uint64_t due;

    if (!officials_next_due(engine->officials, 0, &due, err))
        return false;
    *may = due == 0 || due > position;
    return true;
}

static bool
take(struct engine *engine, const struct saved_state *state, bool *fine, struct err *err)
{
    if (!saved_sessions_read(store_sql(engine->store), state->sessions, unpack, engine, fine, err))
        return false;
    if (!*fine) /* a damaged cache is no damaged log */
        return engine_empty_facts(engine, err);
    engine->ledger.saved = state->position;
    if (!ledger_walk(&engine->ledger, state->rows, state->position, engine_replay_row, engine, err))
        return false;
    engine->ledger.saved = 0;
    return true;
}

bool
saved_facts_load(struct engine *engine, uint64_t *position, struct err *err)
{
    struct arena arena = { 0 };
    struct saved_state state = { 0 };
    bool may = false, fine = false;
    bool done = saved_sessions_find(store_sql(engine->store), SESSION_PACK_FORMAT, &arena, &state, err) &&
                (state.position == 0 || may_start_behind(engine, state.position, &may, err)) &&
                (!may || take(engine, &state, &fine, err));

    *position = fine ? state.position : 0;
    engine->saved = *position;
    arena_free(&arena);
    return done;
}

/* ---- writing ---- */

static bool
put_sessions(struct engine *engine, struct saved_sessions *saving, struct err *err)
{
    const struct facts *facts = &engine->facts;
    struct buf bytes = { 0 };
    bool done = true;

    for (size_t i = 0; done && i < facts->session_count; i++) {
        struct session *session = facts->sessions[i];

        session_rest(session);
        bytes.len = 0;
        if (!session_pack(session, &bytes))
            continue;
        if (session->log_number == 0)
            session->log_number = event_log_activity(engine->log, codebook_name(&facts->activities, session->number));
        done = saved_sessions_put(saving, session->log_number, buf_str(&bytes), err);
    }
    buf_free(&bytes);
    return done;
}

bool
engine_save(struct engine *engine, struct err *err)
{
    const uint64_t head = event_log_head(engine->log);
    struct saved_sessions *saving;

    if (head == 0 || head == engine->saved || engine->replayed != head)
        return true;
    saving = saved_sessions_begin(store_sql(engine->store), err);
    if (!saving)
        return false;
    if (!put_sessions(engine, saving, err)) {
        saved_sessions_abandon(saving);
        return false;
    }
    if (!saved_sessions_end(saving, SESSION_PACK_FORMAT, head, row_list_bytes(&engine->ledger.rows), err))
        return false;
    engine->saved = head;
    return true;
}

uint64_t
engine_unsaved(const struct engine *engine)
{
    return event_log_head(engine->log) - engine->saved;
}
