/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_pulse.h"

#include "lib/engine/engine_state.h"
#include "lib/store/event_log.h"

static bool
read_last(struct engine *engine, struct arena *arena, struct engine_pulse *pulse, struct err *err)
{
    for (uint64_t seq = pulse->log; seq > 0 && pulse->last_count < PULSE_EVENTS; seq--) {
        struct log_row row;
        if (!event_log_fetch(engine->log, seq, arena, &row, err))
            return false;
        pulse->last[pulse->last_count++] = (struct pulse_event){ seq, event_type_name(row.event.type), row.event.source };
    }
    return true;
}

bool
engine_pulse(struct engine *engine, struct arena *arena, struct engine_pulse *pulse, struct err *err)
{
    const struct publisher *publisher = &engine->publisher;

    *pulse = (struct engine_pulse){
        .log = event_log_head(engine->log),
        .published = publisher->position,
        .has_published = publisher->has_day,
        .persons = event_log_persons(engine->log),
        .sessions = engine->facts.session_count,
    };
    if (publisher->has_day)
        day_format(publisher->day, pulse->day);
    return read_last(engine, arena, pulse, err);
}
