/* SPDX-License-Identifier: MIT */
#include "daemon/planner.h"

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

struct planner {
    struct planner_config config;
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
bury(struct planner *planner, bool waits)
{
    pid_t gone = planner->ended > 0 ? waitpid(planner->ended, NULL, waits ? 0 : WNOHANG) : -1;

    if (gone == 0 || (gone < 0 && planner->ended > 0 && errno == EINTR))
        return false;
    planner->ended = 0;
    return true;
}

/* It writes nothing that counts, so it may be killed at any time. */
static void
end_child(struct planner *planner)
{
    if (planner->pid > 0)
        kill(planner->pid, SIGKILL);
    planner->ended = planner->pid;
    planner->pid = 0;
    if (planner->pipe)
        uv_close((uv_handle_t *)planner->pipe, on_pipe_closed);
    else if (planner->pipe_end >= 0)
        close(planner->pipe_end);
    planner->pipe = NULL;
    planner->pipe_end = -1;
}

static void
finish(struct planner *planner)
{
    end_child(planner);
    staging_close(planner->staging);
    worker_process_close(planner->process);
    plugin_set_free(planner->set);
    ruleset_free(&planner->ruleset);
    buf_free(&planner->in);
    planner->staging = NULL;
    planner->process = NULL;
    planner->set = NULL;
    planner->call = NULL;
    planner->state = IDLE;
}

__attribute__((format(printf, 4, 5))) static void
refuse(struct planner *planner, enum rpc_code code, json_t *data, const char *format, ...)
{
    char text[600];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (planner->call && !planner->is_stopped)
        control_refuse(planner->call, code, data, "%s", text);
    else
        json_decref(data);
    finish(planner);
}

/* ---- what the child writes ---- */

/* False: the plan is over. */
static bool
take_line(struct planner *planner, struct str line)
{
    json_t *said = json_loadb(line.ptr, line.len, 0, NULL), *value;
    bool goes_on = true;

    if (said && (value = json_object_get(said, "progress"))) {
        control_progress(planner->call, json_incref(value));
    } else if (said && (value = json_object_get(said, "result"))) {
        control_answer(planner->call, json_incref(value));
        finish(planner);
        goes_on = false;
    } else {
        value = said ? json_object_get(said, "error") : NULL;
        refuse(planner, json_is_true(json_object_get(value, "rules")) ? RPC_RULES : RPC_FAILED, NULL, "%s",
               planner->why[0] ? planner->why : value ? json_string_value(json_object_get(value, "message")) : "a plan that cannot be read");
        goes_on = false;
    }
    json_decref(said);
    return goes_on;
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf);

static void
on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    struct planner *planner = handle->data;

    (void)suggested;
    *buf = uv_buf_init(planner->read_buffer, READ_SIZE);
}

/* A client that is behind with reading is waited for, and so waits the child. */
static void
pass_on(struct planner *planner)
{
    const char *end;

    while (planner->in.len > 0 && control_reader(planner->call) == CONTROL_READS &&
           (end = memchr(planner->in.ptr, '\n', planner->in.len)) != NULL) {
        size_t len = (size_t)(end - planner->in.ptr);
        if (!take_line(planner, (struct str){ planner->in.ptr, len }))
            return;
        buf_drop(&planner->in, len + 1);
    }
    if (planner->in.len > LINE_MAX_BYTES) {
        refuse(planner, RPC_FAILED, NULL, "the plan is larger than %d bytes", LINE_MAX_BYTES);
    } else if (planner->reads != (control_reader(planner->call) == CONTROL_READS)) {
        planner->reads = !planner->reads;
        if (planner->reads)
            uv_read_start((uv_stream_t *)planner->pipe, on_alloc, on_read);
        else
            uv_read_stop((uv_stream_t *)planner->pipe);
    }
}

static void
on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
    struct planner *planner = stream->data;

    if (count < 0) {
        refuse(planner, RPC_FAILED, NULL, "%s", planner->why[0] ? planner->why : "the process that computed the plan ended before it was done");
        return;
    }
    buf_put(&planner->in, buf->base, (size_t)count);
    pass_on(planner);
}

static void
run(struct planner *planner)
{
    planner->state = RUNNING;
    planner->pipe = mem_new(sizeof *planner->pipe);
    uv_pipe_init(planner->config.loop, planner->pipe, 0);
    planner->pipe->data = planner;
    uv_pipe_open(planner->pipe, planner->pipe_end);
    planner->pipe_end = -1;
    planner->reads = true;
    uv_read_start((uv_stream_t *)planner->pipe, on_alloc, on_read);
}

/* ---- in the writer's thread, when the figures stand ---- */

static bool
fork_child(struct query *query, struct engine *engine, struct err *err)
{
    struct planner *planner = query->ctx;
    const struct plan_task task = { &planner->ruleset, planner->config.db_path, planner->worker, planner->rules, planner->all };
    struct preview_base base;

    if (!engine_preview_base(engine, &base))
        return err_set(err, ERR_UNAVAILABLE, "the figures are not published yet: try again");
    return engine_prepare_preview(engine, &planner->ruleset, err) &&
           plan_child_start(&base, &task, &planner->pid, &planner->pipe_end, err);
}

static void
on_forked(struct query *query)
{
    struct planner *planner = query->ctx;

    if (planner->is_stopped || !planner->call)
        finish(planner);
    else if (query->err.code != ERR_NONE)
        refuse(planner, query->err.code == ERR_UNAVAILABLE ? RPC_NOT_NOW : RPC_FAILED, NULL, "%s", query->err.text);
    else
        run(planner);
}

static void
wait_for_figures(struct planner *planner)
{
    planner->state = WAITING;
    query_send(planner->config.writer,
               &(struct query){ .waits_for_figures = true, .ask = fork_child, .done = on_forked, .ctx = planner });
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
note_why(struct planner *planner, const struct watch_call *call, const char *what)
{
    const struct ruleset *ruleset = &planner->ruleset;

    if (planner->why[0])
        return;
    if (call->rule >= 0 && (size_t)call->rule < ruleset->rule_count)
        snprintf(planner->why, sizeof planner->why, "the rule %.*s %s", STR_ARG(ruleset->rules[call->rule].name), what);
    else
        snprintf(planner->why, sizeof planner->why, "the rule worker that has the changed rules %s", what);
}

static void
on_worker_end(void *ctx, int64_t status, int signal)
{
    struct planner *planner = ctx;
    struct watch_sample last = { 0 };

    (void)status;
    (void)signal;
    worker_process_sample(planner->process, &last);
    note_why(planner, &last.call, "ended its worker");
}

/* An answer is due while a rule is being called. */
static void
watch_worker(struct planner *planner)
{
    struct watch_sample sample = { .now = queue_now() };
    enum watch_result result;

    worker_process_sample(planner->process, &sample);
    sample.is_asked = sample.call.plugin != UINT32_MAX;
    if (sample.call.calls != planner->seen.calls || !sample.is_asked)
        planner->seen_since = sample.now;
    planner->seen = sample.call;
    sample.asked_since = planner->seen_since;
    result = watch_judge(&planner->watch, &watch_defaults, &sample);
    if (result == WATCH_GOOD)
        return;
    note_why(planner, &sample.call, watch_result_text(result));
    worker_process_kill(planner->process);
}

static void
on_look(uv_timer_t *timer)
{
    struct planner *planner = timer->data;

    if (planner->state == IDLE) {
        if (bury(planner, false))
            uv_timer_stop(timer);
        return;
    }
    if (!planner->call)
        return; /* the writer has it */
    if (control_reader(planner->call) == CONTROL_IS_GONE) {
        control_refuse(planner->call, RPC_NOT_NOW, NULL, "nobody waits"); /* which frees the call */
        planner->call = NULL;
        if (planner->state != WAITING)
            finish(planner);
        return;
    }
    if (planner->state == RUNNING) {
        watch_worker(planner);
        pass_on(planner);
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
refuse_faults(struct planner *planner, json_t *faults)
{
    const json_t *first = json_array_get(faults, 0);
    const char *plugin = json_string_value(json_object_get(first, "plugin"));

    refuse(planner, RPC_RULES, json_pack("{s:o}", "faults", faults), "%s%s%s", plugin ? plugin : "", plugin ? ": " : "",
           json_string_value(json_object_get(first, "message")));
}

static void
on_staged(void *ctx, struct ruleset *ruleset, struct str manifest, const struct err *err)
{
    const struct worker_process_owner owner = { .on_frame = on_frame, .on_end = on_worker_end, .ctx = ctx };
    struct planner *planner = ctx;
    json_t *faults;

    (void)manifest;
    faults = ruleset ? faults_of(ruleset) : json_pack("[o]", fault_json((struct str){ 0 }, str_of(err->text)));
    if (json_array_size(faults) > 0) {
        refuse_faults(planner, faults);
        return;
    }
    json_decref(faults);
    planner->ruleset = *ruleset;
    *ruleset = (struct ruleset){ 0 };
    planner->process = staging_take(planner->staging);
    planner->staging = NULL;
    worker_process_set_owner(planner->process, &owner);
    planner->worker = worker_process_lend(planner->process);
    wait_for_figures(planner);
}

/* ---- asking ---- */

static void
begin(struct planner *planner)
{
    struct staging_config config = {
        .loop = planner->config.loop, .program = planner->config.program, .on_done = on_staged, .ctx = planner,
    };
    struct err err;

    planner->set = plugin_set_read(planner->config.origin, &err);
    if (!planner->set) {
        refuse_faults(planner, json_pack("[o]", fault_json((struct str){ 0 }, str_of(err.text))));
        return;
    }
    plugin_set_hash_text(planner->set->hash, planner->rules);
    config.request = &planner->set->request;
    planner->staging = staging_start(&config, &err);
    if (!planner->staging)
        refuse(planner, RPC_FAILED, NULL, "%s", err.text);
}

void
planner_call(struct planner *planner, struct control_call *call, const json_t *params)
{
    const json_t *all = json_object_get(params, "all");

    if (all && !json_is_boolean(all)) {
        control_refuse(call, RPC_BAD_PARAMS, NULL, "params.all must be true or false");
        return;
    }
    if (planner->state != IDLE || planner->is_stopped) {
        control_refuse(call, RPC_NOT_NOW, NULL, "another plan is being computed: wait for it");
        return;
    }
    while (planner->ended > 0 && !bury(planner, true))
        ;
    planner->state = STAGING;
    planner->call = call;
    planner->all = json_is_true(all);
    planner->why[0] = '\0';
    planner->watch = (struct watch){ 0 };
    uv_timer_start(&planner->look, on_look, LOOK_EVERY, LOOK_EVERY);
    begin(planner);
}

struct planner *
planner_new(const struct planner_config *config)
{
    struct planner *planner = mem_new(sizeof *planner);

    planner->config = *config;
    planner->pipe_end = -1;
    planner->read_buffer = mem_new(READ_SIZE);
    uv_timer_init(config->loop, &planner->look);
    planner->look.data = planner;
    return planner;
}

void
planner_stop(struct planner *planner)
{
    planner->is_stopped = true;
    if (planner->state == STAGING || planner->state == RUNNING)
        finish(planner);
    planner->call = NULL;
    worker_process_close(planner->process);
    planner->process = NULL;
    uv_close((uv_handle_t *)&planner->look, NULL);
}

void
planner_free(struct planner *planner)
{
    if (!planner)
        return;
    end_child(planner); /* one that was started while the loop ended */
    while (planner->ended > 0 && !bury(planner, true))
        ;
    plugin_set_free(planner->set);
    ruleset_free(&planner->ruleset);
    free(planner->read_buffer);
    free(planner);
}
