/* SPDX-License-Identifier: MIT */
#include "daemon/plan.h"

#include "daemon/control.h"
#include "daemon/fault_json.h"
#include "daemon/log.h"
#include "daemon/plan_child.h"
#include "daemon/plugin_set.h"
#include "daemon/query.h"
#include "daemon/queue.h"
#include "daemon/staging.h"
#include "daemon/worker_process.h"
#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/engine/preview.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOK_EVERY = 50 /* ms */, READ_SIZE = 64 * 1024, LINE_MAX_BYTES = 32 * 1024 * 1024 };

enum state { IDLE, STAGING, WAITING, RUNNING };

struct plans {
    struct plans_config config;
    enum state state;
    struct control_call *call; /* NULL: answered, or its client is gone */
    bool all, is_stopped;
    struct plugin_set *set;
    char rules[PLUGIN_SET_HASH_SIZE];
    struct staging *staging;
    struct ruleset ruleset;
    struct worker_process *process;
    int worker;         /* its socket */
    char why[300];      /* the worker ended or was killed; "": it was not */
    struct watch watch;
    struct watch_call seen;
    int64_t seen_since;
    uv_timer_t look;
    /* set by the writer's thread while WAITING */
    pid_t pid;          /* 0: there is no child */
    pid_t ended;        /* one that was killed and is not gone yet; 0: none */
    int pipe_end;
    /* RUNNING */
    uv_pipe_t *pipe;    /* NULL: closed */
    bool reads;
    struct buf in;
    char *read_buffer;
};

/* ---- the end of a plan ---- */

static void
on_pipe_closed(uv_handle_t *handle)
{
    free(handle);
}

/* An ended child that had much memory takes a while to go: nobody waits for it, unless it must. */
static bool
bury(struct plans *plans, bool waits)
{
    pid_t gone = plans->ended > 0 ? waitpid(plans->ended, NULL, waits ? 0 : WNOHANG) : -1;

    if (gone == 0 || (gone < 0 && plans->ended > 0 && errno == EINTR))
        return false;
    plans->ended = 0;
    return true;
}

/* It writes nothing that counts, so it may be killed at any time. */
static void
end_child(struct plans *plans)
{
    if (plans->pid > 0)
        kill(plans->pid, SIGKILL);
    plans->ended = plans->pid;
    plans->pid = 0;
    if (plans->pipe)
        uv_close((uv_handle_t *)plans->pipe, on_pipe_closed);
    else if (plans->pipe_end >= 0)
        close(plans->pipe_end);
    plans->pipe = NULL;
    plans->pipe_end = -1;
}

static void
finish(struct plans *plans)
{
    end_child(plans);
    staging_close(plans->staging);
    worker_process_close(plans->process);
    plugin_set_free(plans->set);
    ruleset_free(&plans->ruleset);
    buf_free(&plans->in);
    plans->staging = NULL;
    plans->process = NULL;
    plans->set = NULL;
    plans->call = NULL;
    plans->state = IDLE;
}

__attribute__((format(printf, 4, 5))) static void
refuse(struct plans *plans, enum rpc_code code, json_t *data, const char *format, ...)
{
    char text[600];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (plans->call && !plans->is_stopped)
        control_refuse(plans->call, code, data, "%s", text);
    else
        json_decref(data);
    finish(plans);
}

/* ---- what the child writes ---- */

/* False: the plan is over. */
static bool
take_line(struct plans *plans, struct str line)
{
    json_t *said = json_loadb(line.ptr, line.len, 0, NULL), *value;
    bool goes_on = true;

    if (said && (value = json_object_get(said, "progress"))) {
        control_progress(plans->call, json_incref(value));
    } else if (said && (value = json_object_get(said, "result"))) {
        control_answer(plans->call, json_incref(value));
        finish(plans);
        goes_on = false;
    } else {
        value = said ? json_object_get(said, "error") : NULL;
        refuse(plans, json_is_true(json_object_get(value, "rules")) ? RPC_RULES : RPC_FAILED, NULL, "%s",
               plans->why[0] ? plans->why : value ? json_string_value(json_object_get(value, "message")) : "a plan that cannot be read");
        goes_on = false;
    }
    json_decref(said);
    return goes_on;
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf);

static void
on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    struct plans *plans = handle->data;

    (void)suggested;
    *buf = uv_buf_init(plans->read_buffer, READ_SIZE);
}

/* A client that is behind with reading is waited for, and so waits the child. */
static void
pass_on(struct plans *plans)
{
    const char *end;

    while (plans->in.len > 0 && control_reader(plans->call) == CONTROL_READS &&
           (end = memchr(plans->in.ptr, '\n', plans->in.len)) != NULL) {
        size_t len = (size_t)(end - plans->in.ptr);
        if (!take_line(plans, (struct str){ plans->in.ptr, len }))
            return;
        buf_drop(&plans->in, len + 1);
    }
    if (plans->in.len > LINE_MAX_BYTES) {
        refuse(plans, RPC_FAILED, NULL, "the plan is larger than %d bytes", LINE_MAX_BYTES);
    } else if (plans->reads != (control_reader(plans->call) == CONTROL_READS)) {
        plans->reads = !plans->reads;
        if (plans->reads)
            uv_read_start((uv_stream_t *)plans->pipe, on_alloc, on_read);
        else
            uv_read_stop((uv_stream_t *)plans->pipe);
    }
}

static void
on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
    struct plans *plans = stream->data;

    if (count < 0) {
        refuse(plans, RPC_FAILED, NULL, "%s", plans->why[0] ? plans->why : "the process that computed the plan ended before it was done");
        return;
    }
    buf_put(&plans->in, buf->base, (size_t)count);
    pass_on(plans);
}

static void
run(struct plans *plans)
{
    plans->state = RUNNING;
    plans->pipe = mem_new(sizeof *plans->pipe);
    uv_pipe_init(plans->config.loop, plans->pipe, 0);
    plans->pipe->data = plans;
    uv_pipe_open(plans->pipe, plans->pipe_end);
    plans->pipe_end = -1;
    plans->reads = true;
    uv_read_start((uv_stream_t *)plans->pipe, on_alloc, on_read);
}

/* ---- in the writer's thread, when the figures stand ---- */

static bool
fork_child(struct query *query, struct engine *engine, struct err *err)
{
    struct plans *plans = query->ctx;
    const struct plan_task task = { &plans->ruleset, plans->worker, plans->rules, plans->all };
    struct preview_base base;

    return engine_preview_base(engine, &base) ? plan_child_start(&base, &task, &plans->pid, &plans->pipe_end, err)
                                              : err_set(err, ERR_UNAVAILABLE, "the figures are not published yet: try again");
}

static void
on_forked(struct query *query)
{
    struct plans *plans = query->ctx;

    if (plans->is_stopped || !plans->call)
        finish(plans);
    else if (query->err.code != ERR_NONE)
        refuse(plans, query->err.code == ERR_UNAVAILABLE ? RPC_NOT_NOW : RPC_FAILED, NULL, "%s", query->err.text);
    else
        run(plans);
}

static void
wait_for_figures(struct plans *plans)
{
    struct query *query = mem_new(sizeof *query);

    plans->state = WAITING;
    query->message.kind = MESSAGE_QUERY;
    query->waits_for_figures = true;
    query->ask = fork_child;
    query->done = on_forked;
    query->ctx = plans;
    queue_put(plans->config.writer, &query->message);
}

/* ---- the staged worker ---- */

static void
on_frame(void *ctx, enum frame_kind kind, struct str body)
{
    (void)ctx; /* the child reads them: nothing comes here */
    (void)kind;
    (void)body;
}

/* Names the rule that was being asked. */
static void
note_why(struct plans *plans, const struct watch_call *call, const char *what)
{
    const struct ruleset *ruleset = &plans->ruleset;

    if (plans->why[0])
        return;
    if (call->rule >= 0 && (size_t)call->rule < ruleset->rule_count)
        snprintf(plans->why, sizeof plans->why, "the rule %.*s %s", STR_ARG(ruleset->rules[call->rule].name), what);
    else
        snprintf(plans->why, sizeof plans->why, "the rule worker that has the changed rules %s", what);
}

static void
on_worker_end(void *ctx, int64_t status, int signal)
{
    struct plans *plans = ctx;
    struct watch_sample last = { 0 };

    (void)status;
    (void)signal;
    worker_process_sample(plans->process, &last);
    note_why(plans, &last.call, "ended its worker");
}

/* An answer is due while a rule is being called. */
static void
watch_worker(struct plans *plans)
{
    struct watch_sample sample = { .now = queue_now() };
    enum watch_result result;

    worker_process_sample(plans->process, &sample);
    sample.is_asked = sample.call.plugin != UINT32_MAX;
    if (sample.call.calls != plans->seen.calls || !sample.is_asked)
        plans->seen_since = sample.now;
    plans->seen = sample.call;
    sample.asked_since = plans->seen_since;
    result = watch_judge(&plans->watch, &watch_defaults, &sample);
    if (result == WATCH_GOOD)
        return;
    note_why(plans, &sample.call, watch_result_text(result));
    worker_process_kill(plans->process);
}

static void
on_look(uv_timer_t *timer)
{
    struct plans *plans = timer->data;

    if (plans->state == IDLE) {
        if (bury(plans, false))
            uv_timer_stop(timer);
        return;
    }
    if (!plans->call)
        return; /* the writer has it */
    if (control_reader(plans->call) == CONTROL_IS_GONE) {
        control_refuse(plans->call, RPC_NOT_NOW, NULL, "nobody waits"); /* which frees the call */
        plans->call = NULL;
        if (plans->state != WAITING)
            finish(plans);
        return;
    }
    if (plans->state == RUNNING) {
        watch_worker(plans);
        pass_on(plans);
    }
}

static json_t *
faults_of(const struct ruleset *ruleset)
{
    json_t *faults = json_array();

    for (size_t i = 0; i < ruleset->fault_count; i++)
        if (!ruleset->faults[i].is_partial)
            json_array_append_new(faults, fault_json(ruleset->faults[i].plugin, ruleset->faults[i].message));
    return faults;
}

static void
refuse_faults(struct plans *plans, json_t *faults)
{
    const json_t *first = json_array_get(faults, 0);
    const char *plugin = json_string_value(json_object_get(first, "plugin"));

    refuse(plans, RPC_RULES, json_pack("{s:o}", "faults", faults), "%s%s%s", plugin ? plugin : "", plugin ? ": " : "",
           json_string_value(json_object_get(first, "message")));
}

static void
on_staged(void *ctx, struct ruleset *ruleset, struct str manifest, const struct err *err)
{
    const struct worker_process_owner owner = { .on_frame = on_frame, .on_end = on_worker_end, .ctx = ctx };
    struct plans *plans = ctx;
    json_t *faults;

    (void)manifest;
    faults = ruleset ? faults_of(ruleset) : json_pack("[o]", fault_json((struct str){ 0 }, str_of(err->text)));
    if (json_array_size(faults) > 0) {
        refuse_faults(plans, faults);
        return;
    }
    json_decref(faults);
    plans->ruleset = *ruleset;
    *ruleset = (struct ruleset){ 0 };
    plans->process = staging_take(plans->staging);
    plans->staging = NULL;
    worker_process_set_owner(plans->process, &owner);
    plans->worker = worker_process_lend(plans->process);
    wait_for_figures(plans);
}

/* ---- asking ---- */

static void
begin(struct plans *plans)
{
    struct staging_config config = {
        .loop = plans->config.loop, .program = plans->config.program, .on_done = on_staged, .ctx = plans,
    };
    struct err err;

    plans->set = plugin_set_read(plans->config.origin, &err);
    if (!plans->set) {
        refuse_faults(plans, json_pack("[o]", fault_json((struct str){ 0 }, str_of(err.text))));
        return;
    }
    plugin_set_hash_text(plans->set->hash, plans->rules);
    config.request = &plans->set->request;
    plans->staging = staging_start(&config, &err);
    if (!plans->staging)
        refuse(plans, RPC_FAILED, NULL, "%s", err.text);
}

void
plans_call(struct plans *plans, struct control_call *call, const json_t *params)
{
    const json_t *all = json_object_get(params, "all");

    if (all && !json_is_boolean(all)) {
        control_refuse(call, RPC_BAD_PARAMS, NULL, "params.all must be true or false");
        return;
    }
    if (plans->state != IDLE || plans->is_stopped) {
        control_refuse(call, RPC_NOT_NOW, NULL, "another plan is being computed: wait for it");
        return;
    }
    while (plans->ended > 0 && !bury(plans, true))
        ;
    plans->state = STAGING;
    plans->call = call;
    plans->all = json_is_true(all);
    plans->why[0] = '\0';
    plans->watch = (struct watch){ 0 };
    uv_timer_start(&plans->look, on_look, LOOK_EVERY, LOOK_EVERY);
    begin(plans);
}

struct plans *
plans_new(const struct plans_config *config)
{
    struct plans *plans = mem_new(sizeof *plans);

    plans->config = *config;
    plans->pipe_end = -1;
    plans->read_buffer = mem_new(READ_SIZE);
    uv_timer_init(config->loop, &plans->look);
    plans->look.data = plans;
    return plans;
}

void
plans_stop(struct plans *plans)
{
    plans->is_stopped = true;
    if (plans->state == STAGING || plans->state == RUNNING)
        finish(plans);
    plans->call = NULL;
    worker_process_close(plans->process);
    plans->process = NULL;
    uv_close((uv_handle_t *)&plans->look, NULL);
}

void
plans_free(struct plans *plans)
{
    if (!plans)
        return;
    end_child(plans); /* one that was started while the loop ended */
    while (plans->ended > 0 && !bury(plans, true))
        ;
    plugin_set_free(plans->set);
    ruleset_free(&plans->ruleset);
    free(plans->read_buffer);
    free(plans);
}
