/* SPDX-License-Identifier: MIT */
/*
 *   RESTING ──start──▶ LOADING ──manifest──▶ SERVING
 *      ▲                  │                     │     a plugin to blame is left out, and it starts at once;
 *      └────── ended by itself, or killed ◀─────┘     nobody to blame: it rests, longer each time
 */
#include "daemon/worker.h"

#include "daemon/former_rules.h"
#include "daemon/log.h"
#include "daemon/message.h"
#include "daemon/plugin_set.h"
#include "daemon/queue.h"
#include "daemon/roster.h"
#include "daemon/rule_answers.h"
#include "daemon/rule_history.h"
#include "daemon/rule_records.h"
#include "daemon/suspect.h"
#include "daemon/watch.h"
#include "daemon/worker_process.h"
#include "lib/base/mem.h"
#include "lib/model/ruleset.h"
#include "lua/manifest.h"

#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    IN_FLIGHT = 4,     /* frames it may have to answer: so it need not wait for the next one */
    LOOK_EVERY = 100,  /* ms */
    AGE_EVERY = 200,   /* ms */
    FIRST_REST = 100,  /* ms; doubled each time */
    LONGEST_REST = 30000,
};

enum state { RESTING, LOADING, SERVING, CLOSED };

struct worker {
    struct worker_config config;
    enum state state;
    struct plugin_set *set;         /* what was applied: whichever process serves loads this */
    struct worker_process *process; /* when LOADING or SERVING */
    struct roster roster;
    struct former_rules former;     /* in place of files that did not load at the start */
    uv_timer_t look, rest;
    int open_handles;
    uint64_t rest_ms;
    generation_t generation;
    struct buf manifest;          /* of the rules that the writer has */
    struct suspects suspects;
    struct arena reasons;         /* why plugins are left out */

    struct message *first, **end; /* questions not sent yet */
    size_t in_flight;
    int64_t asked_since;          /* the oldest frame without an answer is the oldest */
    struct watch watch;
    int64_t aged_at;              /* when it was last looked at how much of its time it has used */
    bool is_old;                  /* it has worked so long that the system would end it: another one follows as soon as it has answered */

    const char *doom;             /* why it was killed; NULL: it was not */
    struct watch_sample doomed_at;
    int last_suspect;             /* of an end that may have had another cause */
};

static void start(struct worker *worker);
static void forget_process(struct worker *worker);
static void on_look(uv_timer_t *timer);
static void on_rested(uv_timer_t *timer);

/* -- questions and answers -- */

static void
look_while_asked(struct worker *worker)
{
    bool is_asked = worker->state == LOADING || worker->in_flight > 0 || worker->is_old;

    if (!is_asked)
        uv_timer_stop(&worker->look);
    else if (!uv_is_active((const uv_handle_t *)&worker->look))
        uv_timer_start(&worker->look, on_look, LOOK_EVERY, LOOK_EVERY);
}

static void
free_question(struct ask_message *ask)
{
    buf_free(&ask->frame);
    free(ask);
}

static struct ask_message *
next_question(struct worker *worker)
{
    struct ask_message *ask = (struct ask_message *)worker->first;

    worker->first = ask->message.next;
    if (!worker->first)
        worker->end = &worker->first;
    return ask;
}

static void
send_questions(struct worker *worker)
{
    while (worker->state == SERVING && worker->first && worker->in_flight < IN_FLIGHT && !worker->is_old) {
        struct ask_message *ask = next_question(worker);
        if (worker->in_flight++ == 0)
            worker->asked_since = queue_now();
        worker_process_send(worker->process, &ask->frame);
        free_question(ask);
    }
    look_while_asked(worker);
}

static void
drop_questions(struct worker *worker)
{
    while (worker->first)
        free_question(next_question(worker));
}

void
worker_ask(struct worker *worker, struct ask_message *ask)
{
    if (worker->state != SERVING || ask->generation != worker->generation) {
        free_question(ask);
        return;
    }
    ask->message.next = NULL;
    *worker->end = &ask->message;
    worker->end = &ask->message.next;
    send_questions(worker);
}

/* Short answers come between two looks of the timer. */
static void
look_at_age(struct worker *worker)
{
    struct watch_sample sample;

    if (queue_now() - worker->aged_at < AGE_EVERY)
        return;
    worker->aged_at = queue_now();
    worker_process_sample(worker->process, &sample);
    worker->is_old |= watch_is_old(&sample);
}

/* It answered a frame, whatever it said. */
static void
answered(struct worker *worker)
{
    worker->in_flight--;
    look_at_age(worker);
    worker->asked_since = queue_now();
    worker->rest_ms = FIRST_REST;
    worker->last_suspect = SUSPECT_NOBODY;
    send_questions(worker);
}

/* An answer's message; NULL: it cannot be read. */
static bool
pass_on(struct worker *worker, struct message *message)
{
    if (!message)
        return false;
    queue_put(worker->config.writer, message);
    answered(worker);
    return true;
}

/* -- rules -- */

static void
log_faults(const struct ruleset *ruleset)
{
    for (size_t i = 0; i < ruleset->fault_count; i++)
        log_error("plugin %.*s is left out: %.*s", STR_ARG(ruleset->faults[i].plugin),
                  STR_ARG(ruleset->faults[i].message));
}

/* Two plugins of one name: the worker took the first and left out the second, but which was meant? */
static bool
has_unique_names(const struct ruleset *ruleset, struct err *err)
{
    for (size_t i = 0; i < ruleset->fault_count; i++)
        for (size_t j = 0; j < ruleset->plugin_count; j++)
            if (!ruleset->faults[i].is_partial && str_eq(ruleset->faults[i].plugin, ruleset->plugins[j].name))
                return err_set(err, ERR_CONFIG, "two plugins have the name \"%.*s\": %.*s; %.*s",
                               STR_ARG(ruleset->plugins[j].name), STR_ARG(ruleset->plugins[j].path),
                               STR_ARG(ruleset->faults[i].message));
    return true;
}

/* Takes the ruleset over. is_same: those that the writer has, so it need not begin again. */
static void
hand_over(struct worker *worker, struct ruleset *ruleset, bool is_same, bool is_change, struct rule_record *record)
{
    struct ruleset_message *message = mem_new(sizeof *message);

    message->message.kind = is_same ? MESSAGE_ASK_AGAIN : MESSAGE_RULESET;
    message->generation = ++worker->generation;
    message->is_change = is_change;
    message->record = record;
    if (is_same) {
        ruleset_free(ruleset);
    } else {
        message->ruleset = mem_copy(ruleset, sizeof *ruleset);
        *ruleset = (struct ruleset){ 0 };
    }
    queue_put(worker->config.writer, &message->message);
}

/* The process has loaded its files, and serves from now on. */
static void
begin_to_serve(struct worker *worker, struct str manifest, struct ruleset *ruleset, bool is_change,
               struct rule_record *record)
{
    bool is_same = !is_change && worker->generation > 0 && str_eq(buf_str(&worker->manifest), manifest);

    former_rules_tell(&worker->former, ruleset);
    suspects_learn(&worker->suspects, ruleset, &worker->set->request);
    roster_learn(&worker->roster, ruleset);
    worker->manifest.len = 0;
    buf_put_str(&worker->manifest, manifest);
    worker->config.on_types(worker->config.ctx, &ruleset->foreign);
    hand_over(worker, ruleset, is_same, is_change, record);
    worker->state = SERVING;
    worker->in_flight = 0;
    look_while_asked(worker);
}

/* At a start: files that do not load give way to those of their names that loaded last, if there are any. */
static bool
mend(struct worker *worker, struct ruleset *ruleset)
{
    struct err twice;

    if (!has_unique_names(ruleset, &twice) || !former_rules_use(&worker->former, worker->config.history, worker->set, ruleset))
        return false;
    ruleset_free(ruleset);
    forget_process(worker);
    start(worker);
    return true;
}

static bool
take_manifest(struct worker *worker, struct str body, struct err *err)
{
    struct ruleset ruleset = { 0 };
    struct err twice;
    struct rule_record *record = NULL;
    size_t loaded, faults;
    bool unique;

    if (!manifest_read(body, &ruleset, err))
        return false;
    if (worker->generation == 0 && mend(worker, &ruleset))
        return true;
    loaded = ruleset.plugin_count;
    faults = ruleset.fault_count;
    unique = has_unique_names(&ruleset, &twice);
    if (unique || worker->generation > 0)
        log_faults(&ruleset);
    if (worker->generation == 0 && worker->config.history->must_record && unique)
        record = rule_record_of(worker->set, &ruleset, &worker->config.history->standing);
    begin_to_serve(worker, body, &ruleset, false, record);
    worker->config.on_rules(worker->config.ctx, loaded, faults, unique ? NULL : &twice);
    return true;
}

/* -- its end -- */

static void
doom(struct worker *worker, const char *why, const struct watch_sample *last)
{
    worker->doom = why;
    worker->doomed_at = *last;
    worker_process_kill(worker->process);
}

/* Ends by these signals are the doing of what ran; others may come from outside. */
static bool
is_crash(int signal)
{
    return signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGFPE || signal == SIGABRT ||
           signal == SIGSYS;
}

/* The plugin's place in the list that was loaded. While loading the page says just that. */
static int
suspect(const struct worker *worker, const struct watch_call *call)
{
    if (worker->state == SERVING)
        return suspects_find(&worker->suspects, call);
    return call->plugin < worker->set->request.source_count ? (int)call->plugin : SUSPECT_NOBODY;
}

/* Until the next worker has said which rules there are, the writer must not wait for those of this plugin. */
static void
pause_now(struct worker *worker, const struct watch_sample *last, const char *text)
{
    struct pause_message *pause = mem_new(sizeof *pause);

    pause->message.kind = MESSAGE_PAUSE;
    pause->generation = worker->generation;
    pause->fault = watch_fault(&worker->watch, last);
    snprintf(pause->text, sizeof pause->text, "%s", text);
    queue_put(worker->config.writer, &pause->message);
}

static void
leave_out(struct worker *worker, int source, const struct watch_sample *last, const char *what)
{
    struct plugin_source *plugin = &worker->set->request.sources[source];
    struct buf text = { 0 };

    if (worker->state == SERVING)
        suspects_name_rule(&worker->suspects, &last->call, &text);
    else
        buf_printf(&text, "loading it");
    buf_printf(&text, " %s; the plugin is left out until it is changed and reloaded, or turnoutd starts again", what);
    plugin->skip = true;
    plugin->reason = arena_copy(&worker->reasons, buf_str(&text));
    if (worker->state == SERVING) {
        roster_pause(&worker->roster, last->call.plugin, plugin->reason);
        pause_now(worker, last, plugin->reason.ptr);
    }
    buf_free(&text);
}

static void
rest(struct worker *worker)
{
    worker->state = RESTING;
    uv_timer_start(&worker->rest, on_rested, worker->rest_ms, 0);
    worker->rest_ms = worker->rest_ms * 2 < LONGEST_REST ? worker->rest_ms * 2 : LONGEST_REST;
}

/* The process is gone: forget it and what it was asked; the next one will be asked again. */
static void
forget_process(struct worker *worker)
{
    worker_process_close(worker->process);
    worker->process = NULL;
    worker->in_flight = 0;
    worker->watch = (struct watch){ 0 };
    worker->is_old = false;
    worker->doom = NULL;
    drop_questions(worker);
    uv_timer_stop(&worker->look);
}

/* An end from outside (somebody's kill, no memory left) is nobody's fault, until the same plugin is met twice. */
static void
on_end(void *ctx, int64_t status, int signal)
{
    struct worker *worker = ctx;
    struct watch_sample last = worker->doomed_at;
    char what[80];
    int who;

    if (!worker->doom)
        worker_process_sample(worker->process, &last);
    who = suspect(worker, &last.call);
    if (signal == SIGXCPU) /* of all calls together: no rule's doing */
        who = SUSPECT_NOBODY;
    if (signal)
        snprintf(what, sizeof what, "ended the rule worker by signal %d", signal);
    else
        snprintf(what, sizeof what, "ended the rule worker with status %lld", (long long)status);
    if (who != SUSPECT_NOBODY && (worker->doom || is_crash(signal) || who == worker->last_suspect)) {
        leave_out(worker, who, &last, worker->doom ? worker->doom : what);
        forget_process(worker);
        start(worker);
        return;
    }
    worker->last_suspect = who;
    if (!worker->doom)
        log_warning("the rule worker ended (%s %lld); it starts again", signal ? "signal" : "status",
                    signal ? (long long)signal : (long long)status);
    forget_process(worker);
    rest(worker);
}

static void
answered_nonsense(struct worker *worker, const struct err *err)
{
    static const struct watch_sample nobody = { .call = { .plugin = UINT32_MAX } };

    log_error("the rule worker does not answer what was asked and is ended: %s", err->text);
    if (worker->state == LOADING)
        worker->config.on_rules(worker->config.ctx, 0, 0, err);
    doom(worker, "did not answer what was asked", &nobody);
}

static void
on_frame(void *ctx, enum frame_kind kind, struct str body)
{
    struct worker *worker = ctx;
    struct err err = { 0 };
    bool good;

    if (worker->doom)
        return;
    if (kind == FRAME_MANIFEST && worker->state == LOADING)
        good = take_manifest(worker, body, &err);
    else if (kind == FRAME_VERDICTS && worker->state == SERVING && worker->in_flight > 0)
        good = pass_on(worker, rule_answers_verdicts(body, &worker->roster, &err));
    else if (kind == FRAME_SCORES && worker->state == SERVING && worker->in_flight > 0)
        good = pass_on(worker, rule_answers_scores(body, &worker->roster, &err));
    else
        good = err_set(&err, ERR_RULE, "a frame of kind %d came unasked", (int)kind);
    if (!good)
        answered_nonsense(worker, &err);
}

/* Those who wait for an answer ask again; nobody is to blame. */
static void
renew(struct worker *worker)
{
    log_info("the rule worker has worked for long; another one takes over");
    forget_process(worker);
    start(worker);
}

/* Each plugin may use its budget, and then the frame is answered. */
static struct watch_limits
limits_of(const struct worker *worker)
{
    struct watch_limits limits = watch_defaults;

    limits.silent_ms += (int64_t)worker->set->request.limits.round_ms * (int64_t)worker->roster.loaded;
    return limits;
}

static void
on_look(uv_timer_t *timer)
{
    struct worker *worker = timer->data;
    struct watch_sample sample = { .now = queue_now(), .asked_since = worker->asked_since };
    struct watch_limits limits = limits_of(worker);
    enum watch_result result;

    if (worker->doom)
        return;
    sample.is_asked = worker->state == LOADING || worker->in_flight > 0;
    worker_process_sample(worker->process, &sample);
    worker->is_old |= worker->state == SERVING && watch_is_old(&sample);
    result = watch_judge(&worker->watch, &limits, &sample);
    if (result == WATCH_GOOD) {
        if (worker->is_old && worker->in_flight == 0)
            renew(worker);
        return;
    }
    log_error("the rule worker %s and is ended", watch_result_text(result));
    doom(worker, watch_result_text(result), &sample);
}

/* -- its beginning -- */

static void
start(struct worker *worker)
{
    const struct worker_process_owner owner = { .on_frame = on_frame, .on_end = on_end, .ctx = worker };
    struct buf frame = { 0 };
    struct err err = { 0 };

    worker->process = worker_process_start(worker->config.loop, worker->config.program, &owner, &err);
    if (!worker->process) {
        log_error("%s; trying again in %llu ms", err.text, (unsigned long long)worker->rest_ms);
        worker->config.on_rules(worker->config.ctx, 0, 0, &err);
        rest(worker);
        return;
    }
    worker->state = LOADING;
    worker->asked_since = queue_now();
    protocol_put_load(&frame, &worker->set->request);
    worker_process_send(worker->process, &frame);
    look_while_asked(worker);
}

static void
on_rested(uv_timer_t *timer)
{
    start(timer->data);
}

void
worker_start(struct worker *worker)
{
    assert(worker->state == RESTING);
    start(worker);
}

void
worker_take_over(struct worker *worker, struct plugin_set *set, struct worker_process *process, struct ruleset *ruleset,
                 struct str manifest, struct rule_record *record)
{
    const struct worker_process_owner owner = { .on_frame = on_frame, .on_end = on_end, .ctx = worker };

    assert(worker->state != CLOSED);
    uv_timer_stop(&worker->rest);
    forget_process(worker);
    plugin_set_free(worker->set);
    arena_reset(&worker->reasons);
    former_rules_free(&worker->former);
    worker->set = set;
    worker->process = process;
    worker->rest_ms = FIRST_REST;
    worker->last_suspect = SUSPECT_NOBODY;
    worker_process_set_owner(process, &owner);
    begin_to_serve(worker, manifest, ruleset, true, record);
}

const struct plugin_set *
worker_set(const struct worker *worker)
{
    return worker->set;
}

const struct roster *
worker_roster(const struct worker *worker)
{
    return &worker->roster;
}

generation_t
worker_generation(const struct worker *worker)
{
    return worker->generation;
}

void
worker_blame(struct worker *worker, const struct pause_message *blamed)
{
    if (blamed->generation == worker->generation)
        roster_pause(&worker->roster, blamed->fault.plugin, str_of(blamed->text));
}

struct worker *
worker_new(const struct worker_config *config)
{
    struct worker *worker = mem_new(sizeof *worker);

    worker->config = *config;
    worker->set = config->set;
    worker->end = &worker->first;
    worker->rest_ms = FIRST_REST;
    worker->last_suspect = SUSPECT_NOBODY;
    worker->open_handles = 2;
    uv_timer_init(config->loop, &worker->look);
    uv_timer_init(config->loop, &worker->rest);
    worker->look.data = worker->rest.data = worker;
    return worker;
}

static void
on_closed(uv_handle_t *handle)
{
    struct worker *worker = handle->data;

    if (--worker->open_handles > 0)
        return;
    buf_free(&worker->manifest);
    suspects_free(&worker->suspects);
    arena_free(&worker->reasons);
    roster_free(&worker->roster);
    former_rules_free(&worker->former);
    plugin_set_free(worker->set);
    free(worker);
}

void
worker_close(struct worker *worker)
{
    if (!worker || worker->state == CLOSED)
        return;
    forget_process(worker);
    worker->state = CLOSED;
    uv_close((uv_handle_t *)&worker->look, on_closed);
    uv_close((uv_handle_t *)&worker->rest, on_closed);
}
