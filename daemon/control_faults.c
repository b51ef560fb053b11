/* SPDX-License-Identifier: MIT */
#include "daemon/control_faults.h"

#include "daemon/changes.h"
#include "daemon/control.h"
#include "daemon/control_plugins.h"
#include "daemon/control_services.h"
#include "daemon/query.h"
#include "daemon/roster.h"
#include "daemon/worker.h"
#include "lib/engine/engine.h"
#include "lib/engine/fault_object.h"
#include "lib/store/plugin_faults.h"

static json_t *
text(struct str text)
{
    return json_stringn(text.ptr ? text.ptr : "", text.len);
}

static void
set(json_t *object, struct str key, json_t *value)
{
    json_object_setn_new(object, key.ptr, key.len, value);
}

bool
control_faults_ask(struct query *query, struct engine *engine, struct err *err)
{
    struct arena arena = { 0 };
    struct fault_row *faults;
    size_t count;
    json_t *list = json_array();
    bool fine = engine_faults(engine, &arena, &faults, &count, err);

    for (size_t i = 0; fine && i < count; i++)
        json_array_append_new(list, fault_object(&faults[i]));
    if (fine)
        query->result = json_pack("{s:O}", "faults", list);
    json_decref(list);
    arena_free(&arena);
    return fine;
}

/* ---- "plugins" ---- */

/* The last fault of each plugin, by name. */
static json_t *
last_faults(const struct fault_row *faults, size_t count)
{
    json_t *object = json_object();

    for (size_t i = count; i-- > 0;)
        set(object, faults[i].plugin, fault_object(&faults[i]));
    return object;
}

/* Of each plugin since when the first of its figures stay as they are, by name. */
static json_t *
since_when(const struct stale_row *rows, size_t count)
{
    json_t *object = json_object();

    for (size_t i = count; i-- > 0;) /* the oldest last */
        set(object, rows[i].plugin, json_pack("{s:I,s:o}", "position", (json_int_t)rows[i].position, "day", text(rows[i].day)));
    return object;
}

/* In the writer's thread. */
static bool
ask_plugins(struct query *query, struct engine *engine, struct err *err)
{
    struct arena arena = { 0 };
    struct fault_row *faults;
    struct stale_row *stale;
    size_t count, stale_count;
    bool fine = engine_faults(engine, &arena, &faults, &count, err) && engine_stale(engine, &arena, &stale, &stale_count, err);

    if (fine)
        query->result = json_pack("{s:o,s:o}", "faults", last_faults(faults, count), "stale", since_when(stale, stale_count));
    arena_free(&arena);
    return fine;
}

static json_t *
of_plugin(const json_t *found, const char *what, const char *name)
{
    json_t *value = json_object_get(json_object_get(found, what), name);

    return value ? json_incref(value) : json_null();
}

static void
add_known(json_t *plugin, const json_t *found)
{
    const char *name = json_string_value(json_object_get(plugin, "name"));

    json_object_set_new(plugin, "stale_since", of_plugin(found, "stale", name));
    json_object_set_new(plugin, "last_fault", of_plugin(found, "faults", name));
}

/* Back in the loop's thread. */
static void
on_plugins(struct query *query)
{
    const struct control_services *services = query->ctx;
    json_t *result, *plugin;
    size_t i;

    if (query->err.code != ERR_NONE) {
        control_refuse(query->call, RPC_FAILED, NULL, "%s", query->err.text);
        return;
    }
    result = control_plugins(worker_roster(services->worker), worker_set(services->worker), services->origin,
                             changes_standing(services->changes));
    json_array_foreach(json_object_get(result, "plugins"), i, plugin)
        add_known(plugin, query->result);
    control_answer(query->call, result);
}

void
control_plugins_call(const struct control_services *services, struct control_call *call)
{
    query_send(services->writer, &(struct query){ .call = call, .ask = ask_plugins, .done = on_plugins, .ctx = (void *)services });
}
