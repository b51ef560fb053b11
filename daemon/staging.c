/* SPDX-License-Identifier: MIT */
/*
 *   LOADING ──manifest──▶ LOADED ──taken or closed──▶ CLOSING
 *      └──ended, killed, nonsense──▶ FAILED ──closed──▲
 */
#include "daemon/staging.h"

#include "daemon/queue.h"
#include "daemon/watch.h"
#include "daemon/worker_process.h"
#include "lib/base/mem.h"
#include "lib/model/ruleset.h"
#include "lua/manifest.h"
#include "lua/protocol.h"

#include <stdio.h>
#include <stdlib.h>

enum { LOOK_EVERY = 100 /* ms */ };

enum state { LOADING, LOADED, FAILED, CLOSING };

struct staging {
    struct staging_config config;
    enum state state;
    struct worker_process *process;
    uv_timer_t look;
    int64_t asked_since;
    struct watch watch;
};

static void
fail(struct staging *staging, const struct err *err)
{
    if (staging->state != LOADING)
        return;
    staging->state = FAILED;
    uv_timer_stop(&staging->look);
    staging->config.on_done(staging->config.ctx, NULL, (struct str){ 0 }, err);
}

/* Which file was being loaded, and what became of it. */
static void
blame(const struct staging *staging, const struct watch_call *call, const char *what, struct err *err)
{
    const struct load_request *request = staging->config.request;

    if (call->plugin < request->source_count)
        err_set(err, ERR_RULE, "%.*s:1: loading it %s", STR_ARG(request->sources[call->plugin].file), what);
    else
        err_set(err, ERR_RULE, "loading the rules %s", what);
}

static void
on_end(void *ctx, int64_t status, int signal)
{
    struct staging *staging = ctx;
    struct watch_sample last = { 0 };
    struct err err;
    char what[80];

    worker_process_sample(staging->process, &last);
    if (signal)
        snprintf(what, sizeof what, "ended the rule worker by signal %d", signal);
    else
        snprintf(what, sizeof what, "ended the rule worker with status %lld", (long long)status);
    blame(staging, &last.call, what, &err);
    fail(staging, &err);
}

static void
on_frame(void *ctx, enum frame_kind kind, struct str body)
{
    struct staging *staging = ctx;
    struct ruleset ruleset = { 0 };
    struct err err;

    if (staging->state != LOADING)
        return;
    if (kind != FRAME_MANIFEST) {
        err_set(&err, ERR_RULE, "a frame of kind %d came unasked", (int)kind);
        fail(staging, &err);
    } else if (!manifest_read(body, &ruleset, &err)) {
        fail(staging, &err);
    } else {
        staging->state = LOADED;
        uv_timer_stop(&staging->look);
        staging->config.on_done(staging->config.ctx, &ruleset, body, NULL);
        ruleset_free(&ruleset);
    }
}

static void
on_look(uv_timer_t *timer)
{
    struct staging *staging = timer->data;
    struct watch_sample sample = { .now = queue_now(), .is_asked = true, .asked_since = staging->asked_since };
    enum watch_result result;
    struct err err;

    worker_process_sample(staging->process, &sample);
    result = watch_judge(&staging->watch, &watch_defaults, &sample);
    if (result == WATCH_GOOD)
        return;
    blame(staging, &sample.call, watch_result_text(result), &err);
    fail(staging, &err);
}

static void
on_closed(uv_handle_t *handle)
{
    free(handle->data);
}

struct worker_process *
staging_take(struct staging *staging)
{
    struct worker_process *process = staging->process;

    staging->process = NULL;
    staging_close(staging);
    return process;
}

void
staging_close(struct staging *staging)
{
    if (!staging || staging->state == CLOSING)
        return;
    staging->state = CLOSING;
    worker_process_close(staging->process);
    uv_close((uv_handle_t *)&staging->look, on_closed);
}

struct staging *
staging_start(const struct staging_config *config, struct err *err)
{
    struct staging *staging = mem_new(sizeof *staging);
    const struct worker_process_owner owner = { .on_frame = on_frame, .on_end = on_end, .ctx = staging };
    struct buf frame = { 0 };

    staging->config = *config;
    staging->process = worker_process_start(config->loop, config->program, &owner, err);
    if (!staging->process) {
        free(staging);
        return NULL;
    }
    uv_timer_init(config->loop, &staging->look);
    staging->look.data = staging;
    staging->asked_since = queue_now();
    uv_timer_start(&staging->look, on_look, LOOK_EVERY, LOOK_EVERY);
    protocol_put_load(&frame, config->request);
    worker_process_send(staging->process, &frame);
    return staging;
}
