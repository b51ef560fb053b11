/* SPDX-License-Identifier: MIT */
#include "lua/score_host.h"

#include "lib/base/clock.h"
#include "lua/loaded.h"
#include "lua/protocol_faults.h"
#include "lua/sandbox.h"

#include <lauxlib.h>

struct asking {
    struct worker_board *board;
    struct loaded *loaded;
    const struct score_question *question;
    const struct plugin_rule *rule;
    struct score_answer answer;
    uint32_t place; /* among the questions */
};

/* answer value flags */
static int
read_answer(lua_State *L)
{
    figures_view_answer(L, 2, lua_touserdata(L, 1));
    return 0;
}

/* Pushes where the function on the top of the stack begins: by then it has returned, and no line is being run. */
static void
push_place(lua_State *L)
{
    lua_Debug function;

    lua_pushvalue(L, -1);
    lua_getinfo(L, ">S", &function);
    lua_pushfstring(L, "%s:%d", function.short_src, function.linedefined);
}

/* asking place value flags: what was returned is the answer, or an error at the place. */
static int
take_answer(lua_State *L, struct asking *asking)
{
    int status;

    lua_pushcfunction(L, read_answer);
    lua_insert(L, 3);
    lua_pushlightuserdata(L, &asking->answer);
    lua_insert(L, 4);                                          /* asking place read_answer answer value flags */
    status = lua_pcall(L, 3, 0, 0);
    if (status == LUA_OK)
        return 0;
    sandbox_pass_limit(L, status);
    return luaL_error(L, "%s: %s", lua_tostring(L, 2), lua_tostring(L, -1));
}

/* Should the worker not survive it, the daemon knows whose figure it was. */
static void
begin_call(const struct asking *asking)
{
    board_question(asking->board, asking->question->key);
    board_call(asking->board, asking->loaded->number, (int)asking->question->rule, asking->place);
}

/* Inside the sandbox. */
static int
ask_score(lua_State *L)
{
    struct asking *asking = lua_touserdata(L, 1);

    begin_call(asking);
    sandbox_restart(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, asking->rule->function); /* asking function */
    push_place(L);                                             /* asking function place */
    lua_insert(L, 2);                                          /* asking place function */
    figures_view_push(L, &asking->loaded->figures);            /* asking place function view */
    lua_call(L, 1, 2);                                         /* asking place value flags */
    return take_answer(L, asking);
}

/* The step takes the state and the event; what it returns is the state, but for nil. */
static void
fold_one(lua_State *L, struct asking *asking, const struct rule_subject *event)
{
    view_turn(&asking->loaded->view, event);                   /* asking state */
    lua_rawgeti(L, LUA_REGISTRYINDEX, asking->rule->function);
    lua_pushvalue(L, 2);
    view_push(L, &asking->loaded->view);                       /* asking state step state view */
    lua_call(L, 2, 1);                                         /* asking state next */
    if (lua_isnil(L, -1))
        lua_pop(L, 1);
    else
        lua_replace(L, 2);                                     /* asking state */
}

/* Inside the sandbox: a fold over all events of a row is one call. */
static int
ask_fold(lua_State *L)
{
    struct asking *asking = lua_touserdata(L, 1);
    bool has_result = asking->rule->result != LUA_NOREF;

    begin_call(asking);
    sandbox_restart(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, asking->rule->init);
    lua_call(L, 0, 1);                                         /* asking state */
    for (size_t i = 0; i < asking->question->event_count; i++)
        fold_one(L, asking, &asking->question->events[i]);
    lua_rawgeti(L, LUA_REGISTRYINDEX, has_result ? asking->rule->result : asking->rule->function);
    push_place(L);                                             /* asking state function place */
    lua_insert(L, 2);                                          /* asking place state function */
    if (has_result) {
        lua_insert(L, 3);                                      /* asking place function state */
        lua_call(L, 1, 1);                                     /* asking place value */
    } else {
        lua_pop(L, 1);                                         /* asking place value */
    }
    lua_pushnil(L);                                            /* asking place value flags */
    return take_answer(L, asking);
}

static const struct plugin_rule *
rule_of(const struct loaded *loaded, const struct score_question *question)
{
    int place = (int)question->rule - loaded->first_rule;

    if (place < 0 || (size_t)place >= loaded->description.rule_count)
        return NULL;
    return &loaded->description.rules[place];
}

/* A fold gets events of its type, a score none. */
static bool
events_are_of(const struct score_question *question, struct str type)
{
    for (size_t i = 0; i < question->event_count; i++)
        if (!str_eq(question->events[i].data->foreign.type, type))
            return false;
    return true;
}

static bool
is_askable(const struct rule_host *host, const struct score_question *question)
{
    for (size_t i = 0; i < rule_host_plugins(host); i++) {
        const struct plugin_rule *rule = rule_of(rule_host_plugin(host, i), question);

        if (rule)
            return rule->subject == SUBJECT_FIGURES && rule->read_count == question->count &&
                   events_are_of(question, rule->foreign);
    }
    return false;
}

static struct rule_fault
fault_of(const struct asking *asking, enum sandbox_end end, struct arena *arena)
{
    int rule = (int)asking->question->rule;
    struct rule_fault fault = end == SANDBOX_DONE ? loaded_over_budget(asking->loaded, rule, asking->place, arena)
                                                  : loaded_fault(asking->loaded, end, rule, asking->place, arena);

    fault.question = asking->question->key;
    return fault;
}

/* All questions to one plugin; its state and code stay warm. */
static void
answer_by(struct asking *asking, const struct score_ask *ask, struct arena *arena, struct score_batch *batch)
{
    struct loaded *loaded = asking->loaded;
    enum sandbox_end end = SANDBOX_DONE;
    bool is_over = false;

    loaded->is_running = true;
    sandbox_meter(loaded->sandbox);
    round_use_begin(&loaded->round);
    for (size_t i = 0; i < ask->count && end == SANDBOX_DONE && !is_over; i++) {
        asking->question = &ask->questions[i];
        asking->rule = rule_of(loaded, asking->question);
        asking->place = (uint32_t)i;
        if (!asking->rule)
            continue;
        asking->answer = (struct score_answer){ .key = asking->question->key };
        figures_view_turn(&loaded->figures, asking->question, asking->rule);
        end = sandbox_run(loaded->sandbox, asking->rule->foreign.ptr ? ask_fold : ask_score, asking);
        if (end == SANDBOX_DONE)
            batch->answers[batch->count++] = asking->answer;
        is_over = end == SANDBOX_DONE && round_use_is_over(&loaded->round);
        if (end != SANDBOX_DONE || is_over)
            batch->faults[batch->fault_count++] = fault_of(asking, end, arena);
    }
    round_use_end(&loaded->round);
    if (end != SANDBOX_DONE || is_over)
        round_use_fail(&loaded->round);
    figures_view_turn(&loaded->figures, NULL, NULL);
    view_turn(&loaded->view, NULL);
    loaded->is_running = false;
    batch->uses[batch->use_count++] = (struct plugin_use){ loaded->number, sandbox_metered(loaded->sandbox) };
}

bool
score_host_answer(struct rule_host *host, const struct score_ask *ask, struct arena *arena, struct score_batch *batch,
                  struct err *err)
{
    size_t plugins = rule_host_plugins(host);
    uint64_t begin = clock_ns();

    for (size_t i = 0; i < ask->count; i++)
        if (!is_askable(host, &ask->questions[i]))
            return err_set(err, ERR_INPUT, "ASK_SCORES: rule %u is no score of %zu figures", ask->questions[i].rule,
                           ask->questions[i].count);
    *batch = (struct score_batch){ .batch = ask->batch };
    batch->answers = arena_array(arena, ask->count, sizeof *batch->answers);
    batch->faults = arena_array(arena, plugins, sizeof *batch->faults);
    batch->uses = arena_array(arena, plugins, sizeof *batch->uses);
    for (size_t i = 0; i < plugins; i++) {
        struct asking asking = { .board = rule_host_board(host), .loaded = rule_host_plugin(host, i) };

        if (!rule_mask_has(&ask->paused, (int)i) && !asking.loaded->round.is_done)
            answer_by(&asking, ask, arena, batch);
    }
    board_rest(rule_host_board(host));
    batch->nanoseconds = clock_ns() - begin;
    return true;
}
