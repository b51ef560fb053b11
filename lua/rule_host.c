/* SPDX-License-Identifier: MIT */
#include "lua/rule_host.h"

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lua/environment.h"
#include "lua/form.h"
#include "lua/globals.h"
#include "lua/loaded.h"
#include "lua/module.h"
#include "lua/number.h"
#include "lua/own_modules.h"
#include "lua/plugin.h"
#include "lua/plugin_text.h"
#include "lua/protocol_faults.h"
#include "lua/sandbox.h"
#include "lua/text.h"
#include "lua/view.h"

#include <lauxlib.h>
#include <stdlib.h>

enum { PLUGINS_MAX = RULES_MAX /* a plugin has a bit in a rule_mask */ };

struct rule_host {
    struct worker_board *board;
    struct loaded *plugins[PLUGINS_MAX];
    size_t plugin_count, rule_count;
    struct arena arena;
    struct buf faults; /* elements of the manifest's "faults" */
};

static void
loaded_free(struct loaded *loaded)
{
    sandbox_free(loaded->sandbox);
    description_free(&loaded->description);
    emitter_free(&loaded->emitter);
    free(loaded);
}

struct rule_host *
rule_host_new(struct worker_board *board)
{
    struct rule_host *host = mem_new(sizeof *host);

    host->board = board;
    atomic_store(&board->plugin, UINT32_MAX);
    return host;
}

void
rule_host_free(struct rule_host *host)
{
    if (!host)
        return;
    for (size_t i = 0; i < host->plugin_count; i++)
        loaded_free(host->plugins[i]);
    arena_free(&host->arena);
    buf_free(&host->faults);
    free(host);
}

size_t
rule_host_rules(const struct rule_host *host)
{
    return host->rule_count;
}

size_t
rule_host_plugins(const struct rule_host *host)
{
    return host->plugin_count;
}

struct loaded *
rule_host_plugin(const struct rule_host *host, size_t place)
{
    return host->plugins[place];
}

struct worker_board *
rule_host_board(const struct rule_host *host)
{
    return host->board;
}

void
rule_host_round(struct rule_host *host)
{
    for (size_t i = 0; i < host->plugin_count; i++)
        round_use_reset(&host->plugins[i]->round);
}

void
board_call(struct worker_board *board, uint32_t plugin, int rule, uint32_t subject)
{
    atomic_store_explicit(&board->plugin, plugin, memory_order_relaxed);
    atomic_store_explicit(&board->rule, rule, memory_order_relaxed);
    atomic_store_explicit(&board->subject, subject, memory_order_relaxed);
    atomic_fetch_add_explicit(&board->calls, 1, memory_order_release);
}

void
board_question(struct worker_board *board, struct hash128 key)
{
    atomic_store_explicit(&board->question_low, key.low, memory_order_relaxed);
    atomic_store_explicit(&board->question_high, key.high, memory_order_relaxed);
}

void
board_rest(struct worker_board *board)
{
    atomic_store_explicit(&board->plugin, UINT32_MAX, memory_order_release);
}

/* ---- loading ---- */

struct loading {
    const struct load_request *request;
    const struct plugin_source *source;
    struct loaded *loaded;
};

/* Inside the sandbox. */
static int
load_plugin(lua_State *L)
{
    struct loading *loading = lua_touserdata(L, 1);
    const struct plugin_source *source = loading->source;
    const struct form *form;
    const char *file;

    environment_open(L);
    loading->loaded->view.foreign = &loading->loaded->description.foreign;
    view_open(L, &loading->loaded->view);
    number_open(L);
    figures_view_open(L, &loading->loaded->figures);
    module_open(L, &loading->loaded->is_running);
    file = lua_pushlstring(L, source->file.ptr, source->file.len); /* loading file */
    own_modules_open(L, source);
    sandbox_load(L, plugin_text_main(source->text), source->file); /* loading file chunk */
    globals_check(L, file);
    lua_call(L, 0, 1);                                             /* loading file plugin */
    own_modules_close(L);
    form = form_of(L, -1);
    if (!form || form->family != FORM_PLUGIN)
        return luaL_error(L, "%s:1: the file must end with `return t.plugin { ... }`", file);
    plugin_describe(L, -1, source, loading->request, &loading->loaded->description);
    return 0;
}

static void
add_fault(struct rule_host *host, struct str plugin, struct str message)
{
    if (host->faults.len > 0)
        buf_put_byte(&host->faults, ',');
    buf_printf(&host->faults, "{\"plugin\":");
    buf_put_json(&host->faults, text_clean(&host->arena, plugin.len ? plugin : STR("?")));
    buf_printf(&host->faults, ",\"message\":");
    buf_put_json(&host->faults, text_clean(&host->arena, message.len ? message : STR("?")));
    buf_put_byte(&host->faults, '}');
}

/* What to call a plugin that did not get as far as its name: "x" for plugins/x/init.lua and plugins/x.lua. */
static struct str
name_of_path(struct str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    for (const char *slash; path.len > 0 && (slash = memchr(path.ptr, '/', path.len)) != NULL;)
        path = (struct str){ slash + 1, path.len - (size_t)(slash + 1 - path.ptr) };
    if (path.len > 4 && memcmp(path.ptr + path.len - 4, ".lua", 4) == 0)
        path.len -= 4;
    return path;
}

static struct str
first_line(struct str text)
{
    const char *end = text.len ? memchr(text.ptr, '\n', text.len) : NULL;

    return (struct str){ text.ptr, end ? (size_t)(end - text.ptr) : text.len };
}

static const struct loaded *
plugin_called(const struct rule_host *host, struct str name)
{
    for (size_t i = 0; i < host->plugin_count; i++)
        if (str_eq(host->plugins[i]->description.name, name))
            return host->plugins[i];
    return NULL;
}

/* Which earlier plugin has an indicator of this one, and which? */
static const struct loaded *
plugin_with(const struct rule_host *host, const struct description *mine, struct str *indicator)
{
    for (size_t i = 0; i < host->plugin_count; i++) {
        const struct description *other = &host->plugins[i]->description;

        for (size_t j = 0; j < mine->indicator_count; j++) {
            *indicator = mine->indicators[j];
            if (str_find(*indicator, other->indicators, other->indicator_count) >= 0)
                return host->plugins[i];
        }
    }
    return NULL;
}

/* The plugin that the type does not go with, beside those before it: *field is of two kinds, or {NULL}: they are too many. */
static const struct loaded *
plugin_against_type(const struct rule_host *host, const struct foreign_type *mine, struct str *field)
{
    const struct loaded *against = NULL;
    struct foreign_type all = *mine;
    struct arena arena = { 0 };

    *field = (struct str){ 0 };
    for (size_t i = 0; i < host->plugin_count && !against; i++) {
        const struct foreign_type *theirs = foreign_type_find(&host->plugins[i]->description.foreign, mine->name);

        if (theirs && (!foreign_type_join(&all, theirs, &arena, field) || all.field_count > FOREIGN_FIELDS_MAX))
            against = host->plugins[i];
    }
    arena_free(&arena);
    return against;
}

/* The reason why other people's events, as it declares them, do not go with what earlier plugins declare. */
static struct str
foreign_clash(struct rule_host *host, const struct plugin_source *source, const struct description *mine)
{
    for (size_t i = 0; i < mine->foreign.count; i++) {
        struct str type = mine->foreign.types[i].name, field;
        const struct loaded *other = plugin_against_type(host, &mine->foreign.types[i], &field);

        if (other && field.ptr)
            return arena_printf(&host->arena, "%.*s:1: the plugin %.*s declares %.*s of %.*s as something else",
                                STR_ARG(source->file), STR_ARG(other->description.name), STR_ARG(field), STR_ARG(type));
        if (other)
            return arena_printf(&host->arena, "%.*s:1: with the fields that the plugin %.*s declares %.*s has more than %d",
                                STR_ARG(source->file), STR_ARG(other->description.name), STR_ARG(type), FOREIGN_FIELDS_MAX);
    }
    return (struct str){ 0 };
}

/* Does it go with those that are there? If not, the reason. */
static struct str
clash(struct rule_host *host, const struct plugin_source *source, const struct description *mine)
{
    const struct loaded *other;
    struct str indicator;

    if (plugin_called(host, mine->name))
        return arena_printf(&host->arena, "%.*s:1: there is another plugin called '%.*s'", STR_ARG(source->file),
                            STR_ARG(mine->name));
    if ((other = plugin_with(host, mine, &indicator)))
        return arena_printf(&host->arena, "%.*s:1: the plugin %.*s already has an indicator '%.*s'", STR_ARG(source->file),
                            STR_ARG(other->description.name), STR_ARG(indicator));
    if (host->plugin_count == PLUGINS_MAX || host->rule_count + mine->rule_count > RULES_MAX)
        return arena_printf(&host->arena, "%.*s:1: all plugins together have more than %d rules", STR_ARG(source->file),
                            RULES_MAX);
    return foreign_clash(host, source, mine);
}

static void
keep(struct rule_host *host, struct loaded *loaded, struct buf *manifest)
{
    loaded->number = (uint32_t)host->plugin_count;
    loaded->first_rule = (int)host->rule_count;
    host->rule_count += loaded->description.rule_count;
    host->plugins[host->plugin_count++] = loaded;
    if (loaded->number > 0)
        buf_put_byte(manifest, ',');
    buf_put_str(manifest, buf_str(&loaded->description.json));
}

static void
load_source(struct rule_host *host, const struct load_request *request, uint32_t place, struct buf *manifest)
{
    const struct plugin_source *source = &request->sources[place];
    struct loaded *loaded = mem_new(sizeof *loaded);
    struct loading loading = { request, source, loaded };
    struct str why = { 0 };

    loaded->sandbox = sandbox_new(&request->limits);
    if (!loaded->sandbox) {
        why = STR("the memory limit of a rule is too small for any");
    } else {
        board_call(host->board, place, RULE_NONE, UINT32_MAX);
        if (sandbox_run(loaded->sandbox, load_plugin, &loading) != SANDBOX_DONE)
            why = first_line(str_of(sandbox_message(loaded->sandbox)));
        else
            why = clash(host, source, &loaded->description);
        board_rest(host->board);
    }
    if (!why.ptr) {
        loaded->round.most = (uint64_t)request->limits.round_ms * 1000000u;
        if (!request->tells_values)
            sandbox_hide_values(loaded->sandbox, source->text);
        keep(host, loaded, manifest);
        return;
    }
    add_fault(host, loaded->description.name.ptr ? loaded->description.name : name_of_path(source->path), why);
    loaded_free(loaded);
}

/* A configuration that names a plugin which is not there: probably a slip. Those that did not load are there. */
static void
check_override(struct rule_host *host, const struct load_request *request, const struct param_override *override)
{
    struct str names[PLUGINS_MAX * 2];
    size_t count = 0;
    int near;

    for (size_t i = 0; i < host->plugin_count; i++)
        names[count++] = host->plugins[i]->description.name;
    for (size_t i = 0; i < request->source_count && count < PLUGINS_MAX * 2; i++)
        names[count++] = name_of_path(request->sources[i].path);
    if (str_find(override->plugin, names, count) >= 0)
        return;
    near = nearest_word(override->plugin, names, count);
    add_fault(host, override->plugin,
              arena_printf(&host->arena, "the configuration sets %.*s.%.*s, but there is no such plugin%s%.*s%s",
                           STR_ARG(override->plugin), STR_ARG(override->name), near < 0 ? "" : ": did you mean '",
                           STR_ARG(near < 0 ? STR("") : names[near]), near < 0 ? "" : "'?"));
}

void
rule_host_load(struct rule_host *host, const struct load_request *request, struct buf *manifest)
{
    buf_printf(manifest, "{\"plugins\":[");
    for (size_t i = 0; i < request->source_count; i++) {
        const struct plugin_source *source = &request->sources[i];

        if (source->skip)
            add_fault(host, name_of_path(source->path), source->reason);
        else
            load_source(host, request, (uint32_t)i, manifest);
    }
    for (size_t i = 0; i < request->override_count; i++)
        check_override(host, request, &request->overrides[i]);
    buf_printf(manifest, "],\"faults\":[");
    buf_put_str(manifest, buf_str(&host->faults));
    buf_printf(manifest, "]}");
}

/* ---- answering ---- */

struct asking {
    struct worker_board *board;
    struct loaded *loaded;
    const struct rule_subject *subject;
    struct verdict *verdict;
    struct arena *arena; /* of the answers */
    int rule; /* the one being asked, in the ruleset's numbers */
    uint64_t calls;
};

static bool
is_about(const struct plugin_rule *rule, const struct rule_subject *subject)
{
    if (rule->subject != subject->kind || (rule->subject == SUBJECT_RECORD && rule->of != subject->type))
        return false;
    return rule->subject != SUBJECT_RECORD || rule->of != EVENT_FOREIGN || str_eq(rule->foreign, subject->data->foreign.type);
}

/* asking view rule view: yes or no? */
static void
ask_one(lua_State *L, struct asking *asking)
{
    lua_call(L, 1, 1);     /* asking view answer */
    if (lua_toboolean(L, -1))
        rule_mask_set(&asking->verdict->mask, asking->rule);
    lua_pop(L, 1);
}

/* asking view map view: what it returns means nothing, what it emits is kept. */
static void
map_one(lua_State *L, struct asking *asking, const struct plugin_rule *rule)
{
    struct emitter *emitter = &asking->loaded->emitter;

    emitter->verdict = asking->verdict;
    emitter->arena = asking->arena;
    emitter->subject = asking->subject;
    emitter->rule = asking->rule;
    emitter->emits = rule->emits;
    emitter_push(L, emitter); /* asking view map view emit */
    lua_call(L, 2, 0);        /* asking view */
    emitter->verdict = NULL;
}

/* Inside the sandbox: all rules of a plugin about one subject. */
static int
ask_rules(lua_State *L)
{
    struct asking *asking = lua_touserdata(L, 1);
    const struct description *description = &asking->loaded->description;

    view_push(L, &asking->loaded->view); /* asking view */
    for (size_t i = 0; i < description->rule_count; i++) {
        if (!is_about(&description->rules[i], asking->subject))
            continue;
        asking->rule = asking->loaded->first_rule + (int)i;
        asking->calls++;
        board_call(asking->board, asking->loaded->number, asking->rule, asking->subject->number);
        sandbox_restart(L);
        lua_rawgeti(L, LUA_REGISTRYINDEX, description->rules[i].function);
        lua_pushvalue(L, 2);   /* asking view rule view */
        if (description->rules[i].emits)
            map_one(L, asking, &description->rules[i]);
        else
            ask_one(L, asking);
    }
    return 0;
}

static bool
asks_about(const struct description *description, const struct rule_subject *subject)
{
    for (size_t i = 0; i < description->rule_count; i++)
        if (is_about(&description->rules[i], subject))
            return true;
    return false;
}

/* All subjects by one plugin; its state and code stay warm. */
static void
answer_by(struct asking *asking, const struct ask *ask, struct arena *arena, struct verdict_batch *batch)
{
    struct loaded *loaded = asking->loaded;
    enum sandbox_end end = SANDBOX_DONE;
    bool is_over = false;

    loaded->is_running = true;
    sandbox_meter(loaded->sandbox);
    round_use_begin(&loaded->round);
    for (size_t i = 0; i < ask->count && end == SANDBOX_DONE && !is_over; i++) {
        if (!asks_about(&loaded->description, &ask->subjects[i]))
            continue;
        asking->subject = &ask->subjects[i];
        asking->verdict = &batch->verdicts[i];
        view_turn(&loaded->view, asking->subject);
        end = sandbox_run(loaded->sandbox, ask_rules, asking);
        loaded->emitter.verdict = NULL; /* also after an error */
        is_over = end == SANDBOX_DONE && round_use_is_over(&loaded->round);
    }
    round_use_end(&loaded->round);
    if (end != SANDBOX_DONE || is_over)
        round_use_fail(&loaded->round);
    view_turn(&loaded->view, NULL);
    loaded->is_running = false;
    batch->uses[batch->use_count++] = (struct plugin_use){ loaded->number, sandbox_metered(loaded->sandbox) };
    if (end != SANDBOX_DONE)
        batch->faults[batch->fault_count++] = loaded_fault(loaded, end, asking->rule, asking->subject->number, arena);
    else if (is_over)
        batch->faults[batch->fault_count++] = loaded_over_budget(loaded, asking->rule, asking->subject->number, arena);
}

void
rule_host_answer(struct rule_host *host, const struct ask *ask, struct arena *arena, struct verdict_batch *batch)
{
    uint64_t begin = clock_ns();

    *batch = (struct verdict_batch){ .batch = ask->batch, .count = ask->count };
    batch->verdicts = arena_array(arena, ask->count, sizeof *batch->verdicts);
    batch->faults = arena_array(arena, host->plugin_count, sizeof *batch->faults);
    batch->uses = arena_array(arena, host->plugin_count, sizeof *batch->uses);
    for (size_t i = 0; i < ask->count; i++) {
        batch->verdicts[i].kind = ask->subjects[i].kind;
        batch->verdicts[i].number = ask->subjects[i].number;
        batch->verdicts[i].version = ask->subjects[i].version;
    }
    for (size_t i = 0; i < host->plugin_count; i++) {
        struct asking asking = { .board = host->board, .loaded = host->plugins[i], .arena = arena, .rule = RULE_NONE };

        if (rule_mask_has(&ask->paused, (int)i) || host->plugins[i]->round.is_done)
            continue;
        answer_by(&asking, ask, arena, batch);
        batch->calls += asking.calls;
    }
    board_rest(host->board);
    batch->nanoseconds = clock_ns() - begin;
}
