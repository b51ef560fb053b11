/* SPDX-License-Identifier: MIT */
#include "daemon/plan_child.h"

#include "daemon/plan_channel.h"
#include "daemon/plan_report.h"
#include "daemon/plan_store.h"
#include "lib/base/clock.h"
#include "lib/engine/ledger.h"
#include "lib/engine/publish.h"
#include "lib/model/day.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { LIST_ROWS = 64 /* cells a line */, PROGRESS_EVERY = 100 /* ms */, NICE = 5, OUT_FD = 3, WORKER_FD = 4 };

struct work {
    const struct plan_task *task;
    struct plan_channel channel;
    struct plan_report report;
    struct plan_store store;
    json_t *cells, *scores; /* to be told with the next line */
    int64_t told_at;
    enum preview_step step;
};

/* ---- lines ---- */

static bool
write_all(const char *text, size_t len)
{
    for (size_t done = 0; done < len;) {
        ssize_t wrote = write(OUT_FD, text + done, len - done);
        if (wrote < 0 && errno != EINTR)
            return false;
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

/* False: nobody reads any more. */
static bool
tell(const char *name, json_t *value)
{
    json_t *object = json_pack("{s:o}", name, value);
    char *text = json_dumps(object, JSON_COMPACT);
    bool told = write_all(text, strlen(text)) && write_all("\n", 1);

    free(text);
    json_decref(object);
    return told;
}

static bool
tell_list(const char *name, json_t **list)
{
    bool told = json_array_size(*list) == 0 || tell("progress", json_pack("{s:O}", name, *list));

    json_array_clear(*list);
    return told;
}

static bool
list_row(const struct work *work, const char *name, json_t *row, json_t **list)
{
    if (work->task->all)
        json_array_append(*list, row);
    json_decref(row);
    return json_array_size(*list) < LIST_ROWS || tell_list(name, list);
}

/* ---- what the preview says ---- */

static bool
on_cell(void *ctx, const struct preview_cell *cell)
{
    struct work *work = ctx;

    return list_row(work, "cells", plan_report_cell(&work->report, cell), &work->cells);
}

static bool
on_score(void *ctx, const struct preview_score *score)
{
    struct work *work = ctx;

    return list_row(work, "scores", plan_report_score(&work->report, score), &work->scores);
}

static void
on_progress(void *ctx, enum preview_step step, size_t done, size_t total)
{
    struct work *work = ctx;
    int64_t now = clock_ms();

    if (now - work->told_at < PROGRESS_EVERY && step == work->step)
        return;
    work->told_at = now;
    work->step = step;
    tell("progress", json_pack("{s:s,s:I,s:I}", "step", step == PREVIEW_ASKS ? "asking" : "computing", "done",
                               (json_int_t)done, "total", (json_int_t)total));
}

static bool
on_ask(void *ctx, const struct rule_mask *left_out, const struct rule_subject *subjects, size_t count,
       struct preview_answers *answers, struct err *err)
{
    return plan_channel_ask(&((struct work *)ctx)->channel, left_out, subjects, count, answers, err);
}

static bool
on_ask_scores(void *ctx, const struct rule_mask *left_out, const struct score_question *questions, size_t count,
              struct preview_scores *answers, struct err *err)
{
    return plan_channel_ask_scores(&((struct work *)ctx)->channel, left_out, questions, count, answers, err);
}

/* ---- the child ---- */

static void
work_out(const struct preview_base *base, const struct plan_task *task)
{
    struct work work = { .task = task, .channel.fd = WORKER_FD, .cells = json_array(), .scores = json_array() };
    const struct preview_request request = {
        .staged = task->staged, .ask = on_ask, .ask_scores = on_ask_scores, .on_cell = on_cell, .on_score = on_score,
        .on_progress = on_progress, .ctx = &work,
    };
    const struct origin_source origins = { plan_store_origin, plan_store_expect, &work.store };
    const struct official_source officials = { plan_store_officials, &work.store };
    struct preview preview;
    struct err err = { 0 };
    char day[16];

    plan_store_init(&work.store, task->db_path);
    base->ledger->origins = &origins;
    base->publisher->freezer.source = &officials;
    plan_report_init(&work.report);
    day_format(base->day, day);
    if (!preview_run(&preview, base, &request, &err))
        tell("error", json_pack("{s:b,s:s}", "rules", err.code == ERR_RULE, "message", err.text));
    else if (tell_list("cells", &work.cells) && tell_list("scores", &work.scores))
        tell("result", plan_report_json(&work.report, &preview, task->rules, day));
}

/* Signals are those of a plain process; everything that is open but the two ends (and standard error) is closed, for clients and peers of the daemon would wait for this process, too. */
static bool
become_plain(pid_t parent, int out, int worker)
{
    sigset_t none;
    int high[2];

    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        return false;
    high[0] = fcntl(out, F_DUPFD, WORKER_FD + 1);
    high[1] = fcntl(worker, F_DUPFD, WORKER_FD + 1);
    if (high[0] < 0 || high[1] < 0 || dup2(high[0], OUT_FD) < 0 || dup2(high[1], WORKER_FD) < 0)
        return false;
    if (nice(NICE) < 0)
        errno = 0; /* it may be forbidden; then it competes as it is */
    return close_range(WORKER_FD + 1, ~0U, 0) == 0;
}

bool
plan_child_start(const struct preview_base *base, const struct plan_task *task, pid_t *pid, int *pipe_end, struct err *err)
{
    pid_t parent = getpid(), child;
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) != 0)
        return err_set(err, ERR_INTERNAL, "cannot make a pipe for a plan: %s", strerror(errno));
    child = fork();
    if (child == 0) {
        if (!become_plain(parent, ends[1], task->worker))
            _exit(1);
        work_out(base, task);
        _exit(0);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return err_set(err, ERR_INTERNAL, "cannot start a process for a plan: %s", strerror(errno));
    }
    *pid = child;
    *pipe_end = ends[0];
    return true;
}
