/* SPDX-License-Identifier: MIT */
#include "daemon/watchers.h"

#include "daemon/control.h"
#include "daemon/query.h"
#include "daemon/roster.h"
#include "daemon/worker.h"
#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/engine/engine_pulse.h"

#include <stdlib.h>

enum { LOOK_EVERY = 250 /* ms */ };

struct watchers {
    struct watchers_config config;
    uv_timer_t look;
    struct control_call *calls[CONTROL_CLIENTS_MAX * CONTROL_CALLS_MAX];
    size_t count;
    json_t *told;   /* what everybody was told last; NULL: nothing */
    bool asks;      /* the writer has been asked */
    bool has_new;   /* somebody was told nothing yet */
    bool is_stopped;
};

/* ---- what is told ---- */

static json_t *
events_json(const struct engine_pulse *pulse)
{
    json_t *events = json_array();

    for (size_t i = 0; i < pulse->last_count; i++) {
        const struct pulse_event *event = &pulse->last[i];
        json_array_append_new(events, json_pack("{s:I,s:o,s:o}", "seq", (json_int_t)event->seq, "type",
                                                json_stringn(event->type.ptr, event->type.len), "source",
                                                json_stringn(event->source.ptr, event->source.len)));
    }
    return events;
}

/* In the writer's thread. */
static bool
ask_pulse(struct query *query, struct engine *engine, struct err *err)
{
    struct arena arena = { 0 };
    struct engine_pulse pulse;
    bool done = engine_pulse(engine, &arena, &pulse, err);

    if (done)
        query->result = json_pack("{s:I,s:o,s:o,s:I,s:I,s:o}", "log", (json_int_t)pulse.log, "published",
                                  pulse.has_published ? json_integer((json_int_t)pulse.published) : json_null(), "day",
                                  pulse.has_published ? json_string(pulse.day) : json_null(), "persons", (json_int_t)pulse.persons,
                                  "sessions", (json_int_t)pulse.sessions, "last", events_json(&pulse));
    arena_free(&arena);
    return done;
}

static json_t *
faults_json(const struct roster *roster)
{
    json_t *faults = json_array();

    for (size_t i = 0; i < roster->count; i++) {
        const struct roster_entry *entry = &roster->entries[i];
        if (entry->fault.ptr)
            json_array_append_new(faults, json_pack("{s:o,s:o,s:o}", "plugin", json_stringn(entry->name.ptr, entry->name.len), "state",
                                                    json_string(plugin_state_names[entry->state].ptr), "message",
                                                    json_stringn(entry->fault.ptr, entry->fault.len)));
    }
    return faults;
}

/* ---- who is told ---- */

/* Their calls are ended, which frees them. */
static void
drop_gone(struct watchers *watchers)
{
    for (size_t i = 0; i < watchers->count;) {
        if (control_reader(watchers->calls[i]) != CONTROL_IS_GONE) {
            i++;
            continue;
        }
        control_refuse(watchers->calls[i], RPC_NOT_NOW, NULL, "nobody looks on");
        watchers->calls[i] = watchers->calls[--watchers->count];
    }
}

static void
tell(struct watchers *watchers, json_t *news)
{
    for (size_t i = 0; i < watchers->count; i++)
        control_progress(watchers->calls[i], json_copy(news));
}

static void
on_pulse(struct query *query)
{
    struct watchers *watchers = query->ctx;

    watchers->asks = false;
    if (watchers->is_stopped || query->err.code != ERR_NONE)
        return;
    json_object_set_new(query->result, "faults", faults_json(worker_roster(watchers->config.worker)));
    if (!watchers->has_new && watchers->told && json_equal(watchers->told, query->result))
        return;
    tell(watchers, query->result);
    watchers->has_new = false;
    json_decref(watchers->told);
    watchers->told = json_incref(query->result);
}

static void
look(struct watchers *watchers)
{
    if (watchers->asks)
        return;
    watchers->asks = true;
    query_send(watchers->config.writer, &(struct query){ .ask = ask_pulse, .done = on_pulse, .ctx = watchers });
}

static void
on_look(uv_timer_t *timer)
{
    struct watchers *watchers = timer->data;

    drop_gone(watchers);
    if (watchers->count > 0)
        look(watchers);
    else
        uv_timer_stop(timer);
}

/* ---- coming and going ---- */

void
watchers_call(struct watchers *watchers, struct control_call *call)
{
    if (watchers->is_stopped || watchers->count == sizeof watchers->calls / sizeof *watchers->calls) {
        control_refuse(call, RPC_NOT_NOW, NULL, "too many look on, or the daemon is stopping");
        return;
    }
    watchers->calls[watchers->count++] = call;
    watchers->has_new = true;
    look(watchers);
    uv_timer_start(&watchers->look, on_look, LOOK_EVERY, LOOK_EVERY);
}

struct watchers *
watchers_new(const struct watchers_config *config)
{
    struct watchers *watchers = mem_new(sizeof *watchers);

    watchers->config = *config;
    uv_timer_init(config->loop, &watchers->look);
    watchers->look.data = watchers;
    return watchers;
}

void
watchers_stop(struct watchers *watchers)
{
    watchers->is_stopped = true;
    watchers->count = 0;
    uv_close((uv_handle_t *)&watchers->look, NULL);
}

void
watchers_free(struct watchers *watchers)
{
    if (!watchers)
        return;
    json_decref(watchers->told);
    free(watchers);
}
