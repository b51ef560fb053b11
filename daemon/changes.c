/* SPDX-License-Identifier: MIT */
#include "daemon/changes.h"

#include "daemon/control.h"
#include "daemon/fault_json.h"
#include "daemon/log.h"
#include "daemon/message.h"
#include "daemon/parameter_changes.h"
#include "daemon/plugin_set.h"
#include "daemon/query.h"
#include "daemon/roster.h"
#include "daemon/rule_records.h"
#include "daemon/staging.h"
#include "daemon/worker.h"
#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/model/ruleset.h"
#include "lib/store/rule_record.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct change {
    struct change *next;
    struct control_call *call; /* or NULL */
    enum change_kind kind;
    char planned[PLUGIN_SET_HASH_SIZE]; /* "": whatever the files are */
    int64_t to;                /* rollback: this version; 0: the one before */
};

static const struct str kind_names[] = { STR_INIT("reload"), STR_INIT("apply"), STR_INIT("rollback") };

/* A stored version on its way from the writer's thread. */
struct stored {
    struct arena arena;
    struct changes *changes;
    int64_t to;
    struct rule_version version;
};

struct changes {
    struct changes_config config;
    struct change *first, **end; /* the first is under way */
    struct plugin_set *set;      /* being staged */
    struct staging *staging;
    struct rule_standing standing, staged; /* what is applied, and what it will be */
    json_t *parameters;          /* of a rollback: what the configuration says otherwise than then; else NULL */
    json_t *changed;             /* names, of what was taken over; NULL: nothing is */
    generation_t taken_over;     /* as which it was handed to the writer */
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

/* What works but for something stops nothing that was so before; what does not load always does. */
static bool
stops(const struct changes *changes, const struct plugin_fault *fault)
{
    bool may_be_known = fault->is_partial || plugin_set_find(changes->set, fault->plugin, fault->message) < 0;

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

/* What the store keeps; NULL: it has these rules as the last ones already. */
static struct rule_record *
record_of(struct changes *changes, const struct ruleset *ruleset)
{
    const struct change *change = changes->first;
    struct rule_record *record;

    if (hash128_eq(changes->set->hash, worker_set(changes->config.worker)->hash) &&
        changes->standing.same_as == changes->staged.same_as)
        return NULL;
    record = rule_record_of(changes->set, ruleset, &changes->staged);
    record->version.how = kind_names[change->kind];
    record->version.same_as = changes->staged.same_as;
    if (change->call)
        record->version.uid = (int64_t)control_caller(change->call);
    return record;
}

static void
take_over(struct changes *changes, struct ruleset *ruleset, struct str manifest)
{
    struct plugin_set *set = changes->set;
    struct worker_process *process = staging_take(changes->staging);

    struct rule_record *record = record_of(changes, ruleset);

    json_decref(changes->changed);
    changes->changed = changed_plugins(worker_roster(changes->config.worker), ruleset);
    changes->set = NULL;
    changes->staging = NULL;
    worker_take_over(changes->config.worker, set, process, ruleset, manifest, record);
    changes->taken_over = worker_generation(changes->config.worker);
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

static json_t *
number_or_null(int64_t number)
{
    return number > 0 ? json_integer(number) : json_null();
}

/* The files are what is applied, or what was rolled back from. */
static void
leave_it(struct changes *changes, bool holds)
{
    forget_staged(changes);
    log_info(holds ? "the files are those that the rules were rolled back from: nothing changes"
                   : "the files are as they were applied: nothing changes");
    succeed(changes, json_pack("{s:b,s:[],s:I,s:o}", "applied", 0, "changed", "version", (json_int_t)changes->standing.version,
                               "same_as", number_or_null(changes->standing.same_as)));
}

const struct rule_standing *
changes_standing(const struct changes *changes)
{
    return &changes->standing;
}

/* Of a rollback: what the configuration says otherwise now. */
static json_t *
with_parameters(struct changes *changes, json_t *result)
{
    if (changes->parameters)
        json_object_set_new(result, "parameters", changes->parameters);
    changes->parameters = NULL;
    return result;
}

void
changes_applied(struct changes *changes, const struct applied_message *applied)
{
    json_t *changed = changes->changed;

    if (!changed || applied->generation < changes->taken_over) { /* what was loaded at the start is in the store now */
        changes->standing.version = applied->version;
        return;
    }
    changes->changed = NULL;
    changes->standing = changes->staged;
    if (applied->version > 0)
        changes->standing.version = applied->version;
    log_info("the rules were changed: version %" PRId64 ", %zu plugins mean something else, log position %" PRIu64,
             changes->standing.version, json_array_size(changed), applied->position);
    succeed(changes, with_parameters(changes, json_pack("{s:b,s:o,s:I,s:I,s:o}", "applied", 1, "changed", changed, "position",
                                                        (json_int_t)applied->position, "version",
                                                        (json_int_t)changes->standing.version, "same_as",
                                                        number_or_null(changes->standing.same_as))));
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

/* Nothing to do: unless a plugin paused, which is tried again, or a version is recorded that the folders are to replace. */
static bool
is_applied(const struct changes *changes)
{
    const struct worker *worker = changes->config.worker;

    return hash128_eq(changes->set->hash, worker_set(worker)->hash) && !worker_roster(worker)->has_fault &&
           changes->standing.same_as == 0;
}

/* Does a person who saw a plan get what was planned? */
static bool
is_as_planned(const struct changes *changes, const char *disk)
{
    const char *planned = changes->first->planned;

    return !planned[0] || strcmp(planned, disk) == 0;
}

static void
begin_with_files(struct changes *changes)
{
    bool reload = changes->first->kind == CHANGE_RELOAD;
    char disk[PLUGIN_SET_HASH_SIZE];
    struct err err;

    json_decref(changes->parameters);
    changes->parameters = NULL;
    changes->set = plugin_set_read(changes->config.origin, &err);
    if (!changes->set) {
        refuse(changes, RPC_RULES, json_pack("{s:[o]}", "faults", fault_json((struct str){ 0 }, str_of(err.text))), "%s",
               err.text);
        return;
    }
    plugin_set_hash_text(changes->set->hash, disk);
    changes->staged = (struct rule_standing){ .version = changes->standing.version };
    memcpy(changes->staged.disk, disk, sizeof disk);
    if (!is_as_planned(changes, disk))
        refuse(changes, RPC_NOT_AS_PLANNED, json_pack("{s:s}", "files", disk),
               "the files are not those that were planned: they were changed since; plan again");
    else if (reload && rule_standing_holds(&changes->standing, disk))
        leave_it(changes, true);
    else if (is_applied(changes))
        leave_it(changes, false);
    else
        stage(changes);
}

/* -- going back -- */

/* The version before the present one that has other files: one with other parameters alone is nothing to go back to. */
static bool
find_before(struct stored *stored, struct engine *engine, int64_t *to, struct err *err)
{
    struct rule_version last, before;
    int64_t base;
    bool found;

    if (!engine_rule_version(engine, 0, &stored->arena, &last, &found, err))
        return false;
    base = !found ? 1 : last.same_as > 0 ? last.same_as : last.number;
    for (*to = base - 1; *to > 0; --*to) {
        if (!engine_rule_version(engine, *to, &stored->arena, &before, &found, err))
            return false;
        if (found && !str_eq(before.rules, last.rules))
            return true;
    }
    return err_set(err, ERR_NO_FILE, "there is no version of the rules before %lld", (long long)base);
}

/* In the writer's thread. Before a version that went back stands the one before that it went back to. */
static bool
read_stored(struct query *query, struct engine *engine, struct err *err)
{
    struct stored *stored = query->ctx;
    int64_t to = stored->to;
    bool found;

    if (to == 0 && !find_before(stored, engine, &to, err))
        return false;
    if (!engine_rule_version(engine, to, &stored->arena, &stored->version, &found, err))
        return false;
    return found || err_set(err, ERR_NO_FILE, "there is no version %lld of the rules: turnout plugin list --versions lists them",
                            (long long)to);
}

/* The folders may hold anything by now; while they hold that, or what is left behind, the rollback holds. */
static void
note_rollback(struct changes *changes, const struct rule_version *version)
{
    struct err err;
    struct plugin_set *disk = plugin_set_read(changes->config.origin, &err);

    changes->staged = (struct rule_standing){ .version = changes->standing.version };
    changes->staged.same_as = version->same_as > 0 ? version->same_as : version->number;
    memcpy(changes->staged.left, changes->standing.disk, sizeof changes->staged.left);
    if (disk)
        plugin_set_hash_text(disk->hash, changes->staged.disk);
    plugin_set_free(disk);
}

/* The configuration stays: who goes back must know what it says otherwise than it did. */
static void
note_parameters(struct changes *changes, const struct rule_version *version)
{
    struct buf now = { 0 };

    plugin_set_parameters(changes->set, &now);
    json_decref(changes->parameters);
    changes->parameters = parameter_changes(version->parameters, buf_str(&now));
    buf_free(&now);
}

static void
on_stored(struct query *query)
{
    struct stored *stored = query->ctx;
    struct changes *changes = stored->changes;

    if (changes->is_stopped) {
        /* nobody waits any more */
    } else if (query->err.code != ERR_NONE) {
        refuse(changes, query->err.code == ERR_NO_FILE ? RPC_NO_SUCH : RPC_FAILED, NULL, "%s", query->err.text);
    } else {
        changes->set = rule_history_set(changes->config.origin, &stored->version);
        note_rollback(changes, &stored->version);
        note_parameters(changes, &stored->version);
        stage(changes);
    }
}

static void
free_stored(void *ctx)
{
    struct stored *stored = ctx;

    arena_free(&stored->arena);
    free(stored);
}

static void
begin_with_stored(struct changes *changes)
{
    struct stored *stored = mem_new(sizeof *stored);

    stored->changes = changes;
    stored->to = changes->first->to;
    query_send(changes->config.writer,
               &(struct query){ .ask = read_stored, .done = on_stored, .ctx = stored, .free_ctx = free_stored });
}

static void
begin(struct changes *changes)
{
    if (changes->first->kind == CHANGE_ROLLBACK)
        begin_with_stored(changes);
    else
        begin_with_files(changes);
}

/* -- asking -- */

static bool
take_planned(struct change *change, const json_t *planned)
{
    const char *text = json_string_value(planned);

    if (!planned)
        return true;
    if (!text || strlen(text) != PLUGIN_SET_HASH_SIZE - 1)
        return false;
    memcpy(change->planned, text, PLUGIN_SET_HASH_SIZE);
    return true;
}

static bool
take_to(struct change *change, const json_t *to)
{
    change->to = json_integer_value(to);
    return !to || (json_is_integer(to) && change->to > 0);
}

static bool
take_params(struct change *change, const json_t *params)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)params, key, value)
        if (!(change->kind == CHANGE_APPLY && strcmp(key, "planned") == 0) &&
            !(change->kind == CHANGE_ROLLBACK && strcmp(key, "to") == 0)) {
            control_refuse(change->call, RPC_BAD_PARAMS, NULL, "there is no parameter \"%.100s\"", key);
            return false;
        }
    if (!take_planned(change, json_object_get(params, "planned"))) {
        control_refuse(change->call, RPC_BAD_PARAMS, NULL, "planned must be the 32 digits that a plan names");
        return false;
    }
    if (!take_to(change, json_object_get(params, "to"))) {
        control_refuse(change->call, RPC_BAD_PARAMS, NULL, "to must be the number of a version, 1 or more");
        return false;
    }
    return true;
}

void
changes_ask(struct changes *changes, enum change_kind kind, struct control_call *call, const json_t *params)
{
    struct change *change;

    if (changes->is_stopped)
        return;
    change = mem_new(sizeof *change);
    change->kind = kind;
    change->call = call;
    if (params && !take_params(change, params)) {
        free(change);
        return;
    }
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
    changes->standing = config->standing;
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
    json_decref(changes->parameters);
    free(changes);
}
