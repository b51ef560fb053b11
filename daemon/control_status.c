/* SPDX-License-Identifier: MIT */
#include "daemon/control_status.h"

#include "daemon/control.h"
#include "daemon/control_services.h"
#include "daemon/query.h"
#include "daemon/roster.h"
#include "daemon/worker.h"
#include "lib/engine/engine.h"
#include "lib/store/store_status.h"

static json_t *
text(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

static json_t *
sources_json(const struct store_status *status)
{
    json_t *list = json_array();

    for (size_t i = 0; i < status->source_count; i++) {
        const struct source_outcomes *source = &status->sources[i];
        json_array_append_new(list, json_pack("{s:o,s:I,s:I,s:I,s:I,s:I,s:I}", "source", text(source->source), "applied",
                                              (json_int_t)source->applied, "duplicate", (json_int_t)source->duplicate,
                                              "stale", (json_int_t)source->stale, "pending", (json_int_t)source->pending,
                                              "conflict", (json_int_t)source->conflict, "rejected",
                                              (json_int_t)source->rejected));
    }
    return list;
}

static json_t *
faults_json(const struct store_status *status)
{
    json_t *list = json_array();

    for (size_t i = 0; i < status->fault_count; i++)
        json_array_append_new(list, json_pack("{s:o,s:o,s:I}", "plugin", text(status->faults[i].plugin), "message",
                                              text(status->faults[i].message), "position",
                                              (json_int_t)status->faults[i].position));
    return list;
}

static json_t *
status_json(const struct store_status *status)
{
    return json_pack("{s:I,s:I,s:o,s:I,s:I,s:I,s:I,s:b,s:o,s:o}", "log", (json_int_t)status->log, "published",
                     (json_int_t)status->published, "day", text(status->day), "events", (json_int_t)status->events,
                     "persons", (json_int_t)status->persons, "sessions", (json_int_t)status->sessions, "cells",
                     (json_int_t)status->cells, "daemon", 1, "sources", sources_json(status), "faults",
                     faults_json(status));
}

/* In the writer's thread. */
static bool
ask_status(struct query *query, struct engine *engine, struct err *err)
{
    struct arena arena = { 0 };
    struct store_status status;
    bool fine = engine_status(engine, &arena, &status, err);

    if (fine)
        query->result = status_json(&status);
    arena_free(&arena);
    return fine;
}

/* What the plugins cost is known here, in the loop's thread. */
static void
on_status(struct query *query)
{
    const struct control_services *services = query->ctx;

    if (query->err.code != ERR_NONE) {
        control_refuse(query->call, RPC_FAILED, NULL, "%s", query->err.text);
        return;
    }
    json_object_set_new(query->result, "plugins", roster_costs(worker_roster(services->worker)));
    control_answer(query->call, json_incref(query->result));
}

void
control_status_call(const struct control_services *services, struct control_call *call)
{
    query_send(services->writer, &(struct query){ .call = call, .ask = ask_status, .done = on_status, .ctx = (void *)services });
}
