/* SPDX-License-Identifier: MIT */
#include "daemon/backups.h"

#include "daemon/control.h"
#include "daemon/log.h"
#include "daemon/query.h"
#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/store/backup.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    STEP_MS = 2,
    FLUSH_EVERY = 512 * 1024, /* bytes */
    TELL_EVERY = 100,               /* ms */
};

enum state { IDLE, COPYING, FLUSHING, SEALING };

struct backups {
    struct backups_config config;
    enum state state;
    bool is_stopped;
    struct control_call *call; /* NULL: its client is gone */
    char *path;
    char *partial;             /* the copy under way, the engine's */
    char *temporary;           /* the complete copy, ours to seal or to remove */
    bool replaces;
    struct backup_progress progress;
    uint64_t flushed, position, told_at;
    uv_work_t work;
    atomic_uint handed;        /* how often the above went from one thread to the other */
    struct err work_err;
    uv_timer_t rest;           /* of the disk, after each flush */
    uint64_t flush_began;
};

static void next_step(struct backups *backups);

static void
finish(struct backups *backups)
{
    if (backups->temporary)
        unlink(backups->temporary);
    free(backups->temporary);
    free(backups->partial);
    free(backups->path);
    uv_timer_stop(&backups->rest);
    backups->state = IDLE;
    backups->call = NULL;
    backups->path = backups->partial = backups->temporary = NULL;
    backups->replaces = false;
    backups->progress = (struct backup_progress){ 0 };
    backups->flushed = backups->position = backups->told_at = 0;
}

static void
fail(struct backups *backups, const struct err *err)
{
    if (backups->call && !backups->is_stopped)
        control_refuse(backups->call, query_rpc_code(err->code), NULL, "%s", err->text);
    finish(backups);
}

/* ---- on the disk, and under its name: in a thread of libuv's ---- */

/* What one thread has written the other sees: libuv cares for that, but in a way that the thread sanitizer does not see (main.c). */
static void
hand_over(struct backups *backups)
{
    atomic_fetch_add_explicit(&backups->handed, 1, memory_order_acq_rel);
}

static void
do_seal(uv_work_t *work)
{
    struct backups *backups = work->data;

    hand_over(backups);
    backup_seal(backups->temporary, backups->path, backups->replaces, &backups->work_err);
    hand_over(backups);
}

static void
on_sealed(uv_work_t *work, int status)
{
    struct backups *backups = work->data;

    (void)status;
    hand_over(backups);
    free(backups->temporary); /* it has its name, or is gone */
    backups->temporary = NULL;
    if (backups->work_err.code != ERR_NONE) {
        fail(backups, &backups->work_err);
        return;
    }
    log_info("backup: %s, log position %llu", backups->path, (unsigned long long)backups->position);
    if (backups->call && !backups->is_stopped)
        control_answer(backups->call, json_pack("{s:s,s:I,s:I}", "file", backups->path, "bytes",
                                                (json_int_t)backups->progress.total, "position", (json_int_t)backups->position));
    finish(backups);
}

static void
do_flush(uv_work_t *work)
{
    struct backups *backups = work->data;

    hand_over(backups);
    backup_flush(backups->partial, &backups->work_err); /* what fails shows when it is sealed */
    hand_over(backups);
}

static void
on_rested(uv_timer_t *timer)
{
    next_step(timer->data);
}

/* As long as it was busy with this the disk is left to the log. */
static void
on_flushed(uv_work_t *work, int status)
{
    struct backups *backups = work->data;
    uint64_t took;

    (void)status;
    hand_over(backups);
    backups->flushed = backups->progress.done;
    uv_update_time(backups->config.loop);
    took = uv_now(backups->config.loop) - backups->flush_began;
    if (backups->is_stopped)
        finish(backups);
    else
        uv_timer_start(&backups->rest, on_rested, took, 0);
}

static void
work_on(struct backups *backups, enum state state, uv_work_cb work, uv_after_work_cb after)
{
    backups->state = state;
    backups->flush_began = uv_now(backups->config.loop);
    backups->work_err.code = ERR_NONE;
    hand_over(backups);
    uv_queue_work(backups->config.loop, &backups->work, work, after);
}

/* ---- copying: in the writer's thread ---- */

static bool
copy_a_little(struct query *query, struct engine *engine, struct err *err)
{
    struct backups *backups = query->ctx;

    if (!backups->partial) {
        if (!engine_backup_begin(engine, backups->path, backups->replaces, err))
            return false;
        backups->partial = mem_text(str_of(engine_backup_file(engine)));
    }
    if (!engine_backup_step(engine, STEP_MS, &backups->progress, err))
        return false;
    if (!backups->progress.is_complete)
        return true;
    backups->position = engine_head(engine);
    backups->temporary = engine_backup_take(engine, err);
    return backups->temporary != NULL;
}

static bool
drop(struct query *query, struct engine *engine, struct err *err)
{
    (void)query;
    (void)err;
    engine_backup_drop(engine);
    return true;
}

/* ---- copying: in the loop's thread ---- */

static void
on_dropped(struct query *query)
{
    finish(query->ctx);
}

/* Nobody waits for it any more. */
static bool
is_unwanted(struct backups *backups)
{
    if (backups->call && control_reader(backups->call) == CONTROL_IS_GONE) {
        control_refuse(backups->call, RPC_NOT_NOW, NULL, "nobody waits"); /* which frees the call */
        backups->call = NULL;
    }
    return !backups->call;
}

static void
tell_progress(struct backups *backups)
{
    uint64_t now = uv_now(backups->config.loop);

    if (now - backups->told_at < TELL_EVERY)
        return;
    backups->told_at = now;
    control_progress(backups->call, json_pack("{s:s,s:I,s:I}", "step", "copying", "done", (json_int_t)backups->progress.done,
                                              "total", (json_int_t)backups->progress.total));
}

static void
on_copied(struct query *query)
{
    struct backups *backups = query->ctx;

    if (backups->is_stopped)
        finish(backups); /* the engine drops what was not taken */
    else if (query->err.code != ERR_NONE)
        fail(backups, &query->err);
    else if (backups->progress.is_complete)
        work_on(backups, SEALING, do_seal, on_sealed);
    else if (backups->progress.done - backups->flushed >= FLUSH_EVERY)
        work_on(backups, FLUSHING, do_flush, on_flushed);
    else
        next_step(backups);
}

static void
next_step(struct backups *backups)
{
    if (backups->is_stopped) {
        finish(backups);
        return;
    }
    backups->state = COPYING;
    if (is_unwanted(backups)) {
        query_send(backups->config.writer, &(struct query){ .ask = drop, .done = on_dropped, .ctx = backups });
        return;
    }
    tell_progress(backups);
    query_send(backups->config.writer, &(struct query){ .ask = copy_a_little, .done = on_copied, .ctx = backups });
}

/* ---- asking ---- */

/* The command means another database than this daemon's. */
static bool
is_other_database(const struct backups *backups, const char *path)
{
    struct stat named, own;

    return stat(path, &named) != 0 || stat(backups->config.db_path, &own) != 0 || named.st_dev != own.st_dev ||
           named.st_ino != own.st_ino;
}

void
backups_call(struct backups *backups, struct control_call *call, const json_t *params)
{
    const char *file = json_string_value(json_object_get(params, "file"));
    const char *database = json_string_value(json_object_get(params, "database"));
    const json_t *force = json_object_get(params, "force");

    if (!file || file[0] != '/' || (force && !json_is_boolean(force))) {
        control_refuse(call, RPC_BAD_PARAMS, NULL, "params.file must be an absolute path, params.force true or false");
    } else if (database && is_other_database(backups, database)) {
        control_refuse(call, RPC_NO_SUCH, NULL, "this daemon's database is %s, not %s", backups->config.db_path, database);
    } else if (backups->state != IDLE || backups->is_stopped) {
        control_refuse(call, RPC_NOT_NOW, NULL, "another backup is being taken: wait for it");
    } else {
        backups->call = call;
        backups->path = mem_text(str_of(file));
        backups->replaces = json_is_true(force);
        next_step(backups);
    }
}

struct backups *
backups_new(const struct backups_config *config)
{
    struct backups *backups = mem_new(sizeof *backups);

    backups->config = *config;
    uv_timer_init(config->loop, &backups->rest);
    backups->rest.data = backups->work.data = backups;
    return backups;
}

void
backups_stop(struct backups *backups)
{
    backups->is_stopped = true;
    backups->call = NULL;
    uv_close((uv_handle_t *)&backups->rest, NULL);
}

void
backups_free(struct backups *backups)
{
    if (!backups)
        return;
    finish(backups);
    free(backups);
}
