/* SPDX-License-Identifier: MIT */
#include "daemon/changes.h"

#include "daemon/control.h"
#include "daemon/fault_json.h"
#include "daemon/log.h"
#include "daemon/message.h"
#include "daemon/plugin_set.h"
#include "daemon/roster.h"
#include "daemon/staging.h"
#include "daemon/worker.h"
#include "lib/base/mem.h"
#include "lib/model/ruleset.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct change {
    struct change *next;
    struct control_call *call; /* or NULL */
};

struct changes {
    struct changes_config config;
    struct change *first, **end; /* the first is under way */
    struct plugin_set *set;      /* being staged */
    struct staging *staging;
    json_t *changed;             /* names, of what was taken over */
    bool is_stopped;
};

static void begin(struct changes *changes);

/* -- the outcome -- */

/* The first is done: on with the next. */
static void
next(struct changes *changes)
{
    struct change *done = changes->first;

    changes->first = done->next;
    if (!changes->first)
        changes->end = &changes->first;
    free(done);
    if (changes->first)
        begin(changes);
}

static void
forget_staged(struct changes *changes)
{
    staging_close(changes->staging);
    plugin_set_free(changes->set);
    changes->staging = NULL;
    changes->set = NULL;
}

__attribute__((format(printf, 4, 5))) static void
refuse(struct changes *changes, enum rpc_code code, json_t *data, const char *format, ...)
{
    struct control_call *call = changes->first->call;
    char text[600];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    forget_staged(changes);
    log_error("the rules stay as they were: %s", text);
    if (call && !changes->is_stopped)
        control_refuse(call, code, data, "%s", text);
    else
        json_decref(data);
    next(changes);
}

static void
succeed(struct changes *changes, json_t *result)
{
    struct control_call *call = changes->first->call;

    if (call && !changes->is_stopped)
        control_answer(call, result);
    else
        json_decref(result);
    next(changes);
}

/* -- what is wrong with the files -- */

/* The running rules have this fault, too: it is no reason to refuse others. */
static bool
is_known(const struct changes *changes, const struct plugin_fault *fault)
{
    const struct roster *roster = worker_roster(changes->config.worker);

    for (size_t i = 0; i < roster->count; i++)
        if (str_eq(roster->entries[i].name, fault->plugin) && str_eq(roster->entries[i].fault, fault->message))
            return true;
    return false;
}

static bool
is_of_a_file(const struct plugin_set *set, struct str plugin)
{
    for (size_t i = 0; i < set->files.count; i++)
        if (str_eq(plugin_source_name(set->files.sources[i].path), plugin))
            return true;
    return false;
}

/* What works but for something stops nothing that was so before; what does not load always does. */
static bool
stops(const struct changes *changes, const struct plugin_fault *fault)
{
    bool may_be_known = fault->is_partial || !is_of_a_file(changes->set, fault->plugin);

    return !may_be_known || !is_known(changes, fault);
}

static json_t *
faults_of(const struct changes *changes, const struct ruleset *ruleset)
{
    json_t *faults = json_array();

    for (size_t i = 0; i < ruleset->fault_count; i++)
        if (stops(changes, &ruleset->faults[i]))
            json_array_append_new(faults, fault_json(ruleset->faults[i].plugin, ruleset->faults[i].message));
    return faults;
}

static void
refuse_faults(struct changes *changes, json_t *faults)
{
    const json_t *first = json_array_get(faults, 0);
    size_t count = json_array_size(faults);
    json_t *data = json_pack("{s:o}", "faults", faults);

    refuse(changes, RPC_RULES, data, "%s: %s%s", json_string_value(json_object_get(first, "plugin")),
           json_string_value(json_object_get(first, "message")), count > 1 ? ", and more" : "");
}

/* -- taking over -- */

static const struct roster_entry *
entry_of(const struct roster *roster, struct str name)
{
    for (size_t i = 0; i < roster->loaded; i++)
        if (str_eq(roster->entries[i].name, name))
            return &roster->entries[i];
    return NULL;
}

static bool
has_plugin(const struct ruleset *ruleset, struct str name)
{
    for (size_t i = 0; i < ruleset->plugin_count; i++)
        if (str_eq(ruleset->plugins[i].name, name))
            return true;
    return false;
}

/* What the running rules have that the new ones have not, or otherwise, by meaning. */
static json_t *
changed_plugins(const struct roster *roster, const struct ruleset *ruleset)
{
    json_t *names = json_array();

    for (size_t i = 0; i < ruleset->plugin_count; i++) {
        const struct plugin *plugin = &ruleset->plugins[i];
        const struct roster_entry *before = entry_of(roster, plugin->name);
        if (!before || !hash128_eq(before->meaning, plugin->meaning))
            json_array_append_new(names, json_stringn(plugin->name.ptr, plugin->name.len));
    }
    for (size_t i = 0; i < roster->loaded; i++)
        if (!has_plugin(ruleset, roster->entries[i].name))
            json_array_append_new(names, json_stringn(roster->entries[i].name.ptr, roster->entries[i].name.len));
    return names;
}

static void
take_over(struct changes *changes, struct ruleset *ruleset, struct str manifest)
{
    struct plugin_set *set = changes->set;
    struct worker_process *process = staging_take(changes->staging);

    json_decref(changes->changed);
    changes->changed = changed_plugins(worker_roster(changes->config.worker), ruleset);
    changes->set = NULL;
    changes->staging = NULL;
    worker_take_over(changes->config.worker, set, process, ruleset, manifest);
}

static void
on_staged(void *ctx, struct ruleset *ruleset, struct str manifest, const struct err *err)
{
    struct changes *changes = ctx;
    json_t *faults, *first;

    if (!ruleset) {
        refuse(changes, RPC_RULES, json_pack("{s:[o]}", "faults", fault_json((struct str){ 0 }, str_of(err->text))), "%s",
               err->text);
        return;
    }
    faults = faults_of(changes, ruleset);
    first = json_array_get(faults, 0);
    if (first) {
        refuse_faults(changes, faults);
        return;
    }
    json_decref(faults);
    take_over(changes, ruleset, manifest);
}

void
changes_applied(struct changes *changes, const struct applied_message *applied)
{
    json_t *changed = changes->changed;

    if (!changed)
        return;
    changes->changed = NULL;
    log_info("the rules were changed: %zu plugins mean something else, log position %" PRIu64, json_array_size(changed),
             applied->position);
    succeed(changes, json_pack("{s:b,s:o,s:I}", "applied", 1, "changed", changed, "position",
                               (json_int_t)applied->position));
}

/* -- beginning -- */

static void
stage(struct changes *changes)
{
    const struct staging_config config = {
        .loop = changes->config.loop,
        .program = changes->config.program,
        .request = &changes->set->request,
        .on_done = on_staged,
        .ctx = changes,
    };
    struct err err;

    changes->staging = staging_start(&config, &err);
    if (!changes->staging)
        refuse(changes, RPC_FAILED, NULL, "%s", err.text);
}

/* Nothing to do: unless a plugin paused, which is tried again. */
static bool
is_applied(const struct changes *changes)
{
    const struct worker *worker = changes->config.worker;

    return hash128_eq(changes->set->hash, worker_set(worker)->hash) && !worker_roster(worker)->has_fault;
}

static void
begin(struct changes *changes)
{
    struct err err;

    changes->set = plugin_set_read(changes->config.origin, &err);
    if (!changes->set) {
        refuse(changes, RPC_RULES, json_pack("{s:[o]}", "faults", fault_json((struct str){ 0 }, str_of(err.text))), "%s",
               err.text);
    } else if (is_applied(changes)) {
        forget_staged(changes);
        log_info("the rules' files are as they were applied: nothing changes");
        succeed(changes, json_pack("{s:b,s:[]}", "applied", 0, "changed"));
    } else {
        stage(changes);
    }
}

void
changes_reload(struct changes *changes, struct control_call *call)
{
    struct change *change;

    if (changes->is_stopped)
        return;
    change = mem_new(sizeof *change);
    change->call = call;
    *changes->end = change;
    changes->end = &change->next;
    if (changes->first == change)
        begin(changes);
}

struct changes *
changes_new(const struct changes_config *config)
{
    struct changes *changes = mem_new(sizeof *changes);

    changes->config = *config;
    changes->end = &changes->first;
    return changes;
}

void
changes_stop(struct changes *changes)
{
    changes->is_stopped = true;
    forget_staged(changes);
}

void
changes_free(struct changes *changes)
{
    struct change *each, *after;

    if (!changes)
        return;
    for (each = changes->first; each; each = after) {
        after = each->next;
        free(each);
    }
    json_decref(changes->changed);
    free(changes);
}
