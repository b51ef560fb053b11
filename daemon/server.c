/* SPDX-License-Identifier: MIT */
/*
 *   STARTING ──store open, rules there──▶ SERVING ──TERM──▶ DRAINING ──all decided──▶ PUBLISHING ──▶ ENDING
 *       │  (or not there in time)            └────────────── the writer failed ──────────────────────▲
 *       └── the store cannot be opened ──────────────────────────────────────────────────────────────┘
 *
 * A second signal ends it at once: what was acknowledged is on disk.
 */
#include "daemon/server.h"

#include "daemon/backups.h"
#include "daemon/callers.h"
#include "daemon/changes.h"
#include "daemon/chunk.h"
#include "daemon/control.h"
#include "daemon/control_methods.h"
#include "daemon/control_services.h"
#include "daemon/discard.h"
#include "daemon/folder_watch.h"
#include "daemon/intake.h"
#include "daemon/listener.h"
#include "daemon/log.h"
#include "daemon/message.h"
#include "daemon/notify.h"
#include "daemon/planner.h"
#include "daemon/plugin_set.h"
#include "daemon/query.h"
#include "daemon/queue.h"
#include "daemon/rights.h"
#include "daemon/rule_history.h"
#include "daemon/settings.h"
#include "daemon/watchers.h"
#include "daemon/worker.h"
#include "daemon/writer.h"
#include "lib/base/mem.h"
#include "lib/model/foreign.h"
#include "lib/wire/line.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

enum {
    QUEUE_LINES = 4 * 32768,
    /* in milliseconds: */
    RULES_PATIENCE = 30000, /* then events are taken without rules: those of types that only rules declare are refused until these are there */
    GRACE = 1000,          /* for clients to read their last answers when the daemon stops */
};

enum phase { STARTING, SERVING, DRAINING, PUBLISHING, ENDING };
enum { SIGNALS = 3 };
static const int signal_numbers[SIGNALS] = { SIGTERM, SIGINT, SIGHUP };

struct server {
    const struct server_config *config;
    enum phase phase;
    uv_loop_t loop;
    struct listener listener, control_listener;
    uv_async_t outbox_filled;
    uv_signal_t signals[SIGNALS];
    uv_timer_t timer;             /* patience with the rules, then with clients */
    struct queue *inbox, *outbox; /* of the writer */
    struct buf parameters;        /* of the rules, for the writer */
    struct writer *writer;
    struct worker *worker;
    struct changes *changes;
    struct planner *planner;
    struct backups *backups;
    struct watchers *watchers;
    struct folder_watch *watch; /* NULL: nobody asked for it */
    struct control *control;
    struct control_services services; /* of the control socket's methods */
    struct intake intake;
    struct callers callers;
    struct foreign_types types;   /* of other people, that the rules read */
    struct arena types_arena;
    bool rules_known, writer_ended, grace_is_over;
    uint64_t head;
    size_t plugins, faults;
    struct err err;               /* why it ends, if not on request */
};

/* -- ending -- */

/* Everything that is left is closed; the loop ends when that is done. */
static void
end(struct server *server)
{
    if (server->phase == ENDING)
        return;
    server->phase = ENDING;
    callers_close_all(&server->callers, true);
    callers_close(&server->callers);
    folder_watch_close(server->watch);
    changes_stop(server->changes);
    planner_stop(server->planner);
    backups_stop(server->backups);
    watchers_stop(server->watchers);
    control_close(server->control);
    worker_close(server->worker);
    listener_remove(&server->listener);
    listener_remove(&server->control_listener);
    uv_close((uv_handle_t *)&server->outbox_filled, NULL);
    uv_close((uv_handle_t *)&server->timer, NULL);
    for (int i = 0; i < SIGNALS; i++)
        uv_close((uv_handle_t *)&server->signals[i], NULL);
}

/* Figures are published, and the clients have read their last answers or had the time to. */
static void
end_if_done(struct server *server)
{
    if (server->writer_ended && (server->callers.count == 0 || server->grace_is_over))
        end(server);
}

static void
on_empty(void *ctx)
{
    end_if_done(ctx);
}

static void
on_grace_over(uv_timer_t *timer)
{
    struct server *server = timer->data;

    server->grace_is_over = true;
    end_if_done(server);
}

/* Nothing more will come: the writer publishes, and ends. */
static void
stop_writer(struct server *server)
{
    struct message *stop = mem_new(sizeof *stop);

    server->phase = PUBLISHING;
    stop->kind = MESSAGE_STOP;
    queue_put(server->inbox, stop);
    uv_timer_start(&server->timer, on_grace_over, GRACE, 0);
}

static void
publish_if_decided(struct server *server)
{
    if (server->phase == DRAINING && server->intake.budget.bytes == 0)
        stop_writer(server);
}

/* It cannot begin to serve. */
static void
give_up(struct server *server, const struct err *err)
{
    server->err = *err;
    stop_writer(server);
}

static void
drain(struct server *server)
{
    server->phase = DRAINING;
    notify_say("STOPPING=1");
    log_info("stopping: what was read is being written");
    listener_remove(&server->listener);
    callers_stop(&server->callers);
    publish_if_decided(server);
}

/* Nothing that was acknowledged can be lost by this; figures are published at the next start. */
__attribute__((noreturn)) static void
end_at_once(struct server *server)
{
    log_info("stopped at once");
    listener_remove(&server->listener);
    listener_remove(&server->control_listener);
    worker_close(server->worker);
    _exit(0);
}

static void
reload(struct server *server)
{
    if (server->phase == SERVING)
        changes_ask(server->changes, CHANGE_RELOAD, NULL, NULL);
    else
        log_info("SIGHUP is ignored: the daemon starts or stops");
}

static void
on_signal(uv_signal_t *handle, int number)
{
    struct server *server = handle->data;

    if (number == SIGHUP)
        reload(server);
    else if (server->phase == SERVING)
        drain(server);
    else
        end_at_once(server);
}

/* -- serving -- */

static void
on_folders_changed(void *ctx)
{
    struct server *server = ctx;

    if (server->phase == SERVING)
        changes_ask(server->changes, CHANGE_RELOAD, NULL, NULL);
}

static void
serve(struct server *server)
{
    const struct settings *settings = server->config->settings;
    struct err err;

    uv_timer_stop(&server->timer);
    if (!callers_listen(&server->callers, server->listener.fd, &err) ||
        !control_listen(server->control, server->control_listener.fd, &err)) {
        give_up(server, &err);
        return;
    }
    server->phase = SERVING;
    if (settings->watches_plugins)
        server->watch = folder_watch_new(&server->loop, server->config->origin->folders, server->config->origin->folder_count,
                                         on_folders_changed, server);
    log_info("ready: socket %s, database %s, log position %llu, %zu plugins loaded, %zu left out",
             server->listener.path ? server->listener.path : "handed over by systemd", settings->db,
             (unsigned long long)server->head, server->plugins, server->faults);
    notify_say("READY=1");
}

static void
on_patience_over(uv_timer_t *timer)
{
    struct server *server = timer->data;

    log_warning("the rules are not there yet; events are taken, figures will follow");
    serve(server);
}

static void
serve_if_ready(struct server *server)
{
    if (server->phase != STARTING || !server->intake.reader)
        return;
    if (server->rules_known)
        serve(server);
    else
        uv_timer_start(&server->timer, on_patience_over, RULES_PATIENCE, 0);
}

static void
on_rules(void *ctx, size_t loaded, size_t faults, const struct err *err)
{
    struct server *server = ctx;

    if (err && err->code == ERR_CONFIG && server->phase == STARTING) {
        give_up(server, err);
        return;
    }
    if (!err && server->phase != STARTING)
        log_info("rules: %zu plugins loaded, %zu left out", loaded, faults);
    server->plugins = loaded;
    server->faults = faults;
    server->rules_known = true;
    serve_if_ready(server);
}

/* Lines are read on this thread, too. */
static void
on_types(void *ctx, const struct foreign_types *types)
{
    struct server *server = ctx;

    arena_reset(&server->types_arena);
    server->types = foreign_types_copy(types, &server->types_arena);
    if (server->intake.reader)
        line_reader_types(server->intake.reader, &server->types);
}

/* -- what the writer says -- */

static void
on_opened(struct server *server, const struct opened_message *opened)
{
    server->intake.reader = line_reader_new(opened->person_key);
    line_reader_types(server->intake.reader, &server->types);
    server->head = opened->head;
    serve_if_ready(server);
}

static void
on_ended(struct server *server, const struct ended_message *ended)
{
    server->writer_ended = true;
    if (ended->err.code == ERR_NONE) {
        end_if_done(server);
        return;
    }
    server->err = ended->err;
    end(server);
}

static bool
take_chunk(struct server *server, struct chunk *chunk)
{
    connection_release(chunk->connection, chunk);
    return intake_recycle(&server->intake, chunk);
}

/* True when there is room again. */
static bool
take_message(struct server *server, struct message *message)
{
    switch (message->kind) {
    case MESSAGE_CHUNK:
        return take_chunk(server, (struct chunk *)message);
    case MESSAGE_ASK:
        worker_ask(server->worker, (struct ask_message *)message);
        return false;
    case MESSAGE_QUERY:
        query_finish((struct query *)message);
        return false;
    case MESSAGE_APPLIED:
        changes_applied(server->changes, (struct applied_message *)message);
        break;
    case MESSAGE_BLAMED:
        worker_blame(server->worker, (struct pause_message *)message);
        break;
    case MESSAGE_OPENED:
        on_opened(server, (struct opened_message *)message);
        break;
    case MESSAGE_ENDED:
        on_ended(server, (struct ended_message *)message);
        break;
    default:
        abort();
    }
    free(message);
    return false;
}

/* All answers are noted before the first is sent, so that each connection gets one acknowledgement. */
static void
on_outbox_filled(uv_async_t *handle)
{
    struct server *server = handle->data;
    struct message *first = queue_take(server->outbox), *next;
    bool has_room = false;

    for (struct message *each = first; each; each = each->next)
        if (each->kind == MESSAGE_CHUNK)
            connection_answer(((struct chunk *)each)->connection, (struct chunk *)each);
    for (; first; first = next) {
        next = first->next;
        has_room |= take_message(server, first);
    }
    if (has_room)
        callers_resume(&server->callers);
    publish_if_decided(server);
}

/* -- beginning -- */

/* From the writer's thread. */
static void
wake(void *ctx)
{
    struct server *server = ctx;

    uv_async_send(&server->outbox_filled);
}

static void
init_loop(struct server *server)
{
    uv_loop_init(&server->loop);
    uv_async_init(&server->loop, &server->outbox_filled, on_outbox_filled);
    uv_timer_init(&server->loop, &server->timer);
    server->outbox_filled.data = server->timer.data = server;
    for (int i = 0; i < SIGNALS; i++) {
        uv_signal_init(&server->loop, &server->signals[i]);
        server->signals[i].data = server;
        uv_signal_start(&server->signals[i], on_signal, signal_numbers[i]);
    }
}

static void
on_call(void *ctx, struct control_call *call, const char *method, const json_t *params)
{
    struct server *server = ctx;

    if (server->phase == SERVING)
        control_methods_call(&server->services, call, method, params);
    else
        control_refuse(call, RPC_NOT_NOW, NULL, "the daemon is stopping");
}

static void
init_control(struct server *server)
{
    const struct server_config *config = server->config;
    const struct changes_config changes = {
        .loop = &server->loop,
        .program = config->worker_program,
        .origin = config->origin,
        .worker = server->worker,
        .writer = server->inbox,
        .standing = config->history->standing,
    };
    const struct planner_config planner = {
        .loop = &server->loop, .program = config->worker_program, .db_path = config->settings->db, .origin = config->origin,
        .writer = server->inbox,
    };
    const struct control_config control = {
        .loop = &server->loop,
        .own = config->rights->own,
        .has_group = config->settings->has_control_group,
        .group = config->settings->control_group,
        .on_call = on_call,
        .ctx = server,
    };

    server->changes = changes_new(&changes);
    server->planner = planner_new(&planner);
    server->backups = backups_new(&(struct backups_config){ &server->loop, server->inbox, config->settings->db });
    server->watchers = watchers_new(&(struct watchers_config){ &server->loop, server->inbox, server->worker });
    server->control = control_new(&control);
    server->services = (struct control_services){ .writer = server->inbox, .worker = server->worker, .changes = server->changes,
                                                 .planner = server->planner, .backups = server->backups, .watchers = server->watchers, .origin = config->origin };
}

static void
init_parts(struct server *server)
{
    const struct server_config *config = server->config;
    const struct worker_config worker = {
        .loop = &server->loop,
        .program = config->worker_program,
        .writer = server->inbox,
        .set = config->plugins,
        .history = config->history,
        .on_types = on_types,
        .on_rules = on_rules,
        .ctx = server,
    };

    server->intake = (struct intake){
        .rights = config->rights,
        .queue = server->inbox,
        .budget = { .max_bytes = config->settings->queue_bytes, .max_lines = QUEUE_LINES },
        .max_line = config->settings->max_line,
        .long_lines_left = config->settings->queue_bytes / config->settings->max_line + 1,
    };
    callers_init(&server->callers, &server->loop, &server->intake, on_empty, server);
    server->worker = worker_new(&worker);
    init_control(server);
}

static bool
start_writer(struct server *server, struct err *err)
{
    const struct server_config *config = server->config;
    struct writer_config writer = {
        .db_path = config->settings->db,
        .year_start_month = config->settings->year_start_month,
        .has_as_of = config->has_as_of,
        .as_of = config->as_of,
        .publish_interval = config->settings->publish_interval,
        .disclosure = config->settings->disclosure,
        .inbox = server->inbox,
        .outbox = server->outbox,
        .wake = wake,
        .ctx = server,
    };

    plugin_origin_parameters(config->origin, &server->parameters);
    writer.parameters = buf_str(&server->parameters);
    server->writer = writer_start(&writer, err);
    return server->writer != NULL;
}

static void
run(struct server *server)
{
    server->inbox = queue_new();
    server->outbox = queue_new();
    init_loop(server);
    init_parts(server);
    if (start_writer(server, &server->err))
        worker_start(server->worker);
    else
        end(server);
    uv_run(&server->loop, UV_RUN_DEFAULT);
    writer_join(server->writer);
    discard_messages(queue_take(server->inbox));
    discard_messages(queue_take(server->outbox));
    changes_free(server->changes);
    planner_free(server->planner);
    backups_free(server->backups);
    watchers_free(server->watchers);
    intake_free(&server->intake);
    arena_free(&server->types_arena);
    buf_free(&server->parameters);
    queue_free(server->inbox);
    queue_free(server->outbox);
    uv_loop_close(&server->loop);
}

/* Control is for its user alone, or for one group as well. */
static bool
open_control(struct server *server, struct err *err)
{
    const struct settings *settings = server->config->settings;
    mode_t mode = settings->has_control_group ? 0660 : 0600;

    if (!listener_open(&server->control_listener, settings->control, mode, err))
        return false;
    if (!settings->has_control_group || chown(settings->control, (uid_t)-1, settings->control_group) == 0)
        return true;
    err_set(err, ERR_CONFIG, "control_group: the socket %s cannot be given to group %lu: %s", settings->control,
            (unsigned long)settings->control_group, strerror(errno));
    listener_remove(&server->control_listener);
    close(server->control_listener.fd);
    return false;
}

static bool
listen_at(struct server *server, struct err *err)
{
    const struct server_config *config = server->config;

    if (config->handed_over >= 0)
        listener_adopt(&server->listener, config->handed_over);
    else if (!listener_open(&server->listener, config->settings->socket, config->settings->socket_mode, err))
        return false;
    if (open_control(server, err))
        return true;
    listener_remove(&server->listener);
    close(server->listener.fd);
    return false;
}

bool
server_run(const struct server_config *config, struct err *err)
{
    struct server *server = mem_new(sizeof *server);
    bool good;

    server->config = config;
    if (!listen_at(server, err)) {
        plugin_set_free(config->plugins);
        free(server);
        return false;
    }
    run(server);
    good = server->err.code == ERR_NONE;
    if (!good)
        *err = server->err;
    free(server);
    return good;
}
