/* SPDX-License-Identifier: MIT */
#include "cli/trial.h"

#include "cli/interrupt.h"
#include "cli/lang.h"
#include "cli/plugin_load.h"
#include "cli/quality_json.h"
#include "cli/report_json.h"
#include "cli/rule_answers.h"
#include "cli/score_json.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/store/reader.h"
#include "lib/store/score_reader.h"
#include "lua/manifest.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    PUBLISH_ATTEMPTS = 1000, /* a score may read a score that reads a score ... */
    FINDINGS_MS = 60000,
    DAY_SECONDS = 86400,
};

struct trial {
    const struct plugin_load *load;
    char *db;
    day_t as_of;
    int64_t now; /* UTC seconds: when everything is recorded */
    struct engine *engine;
    struct line_reader *reader;
    struct rule_answers answers; /* of the worker, over restarts */
};

/* ---- the folder ---- */

char *
trial_folder_make(struct err *err)
{
    const char *memory = getenv("TMPDIR");
    size_t size;
    char *path;

    if (!memory || !*memory)
        memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    size = strlen(memory) + sizeof "/turnout-trial-XXXXXX";
    path = mem_new(size);
    snprintf(path, size, "%s/turnout-trial-XXXXXX", memory);
    if (mkdtemp(path))
        return path;
    err_set(err, ERR_STORE, _("cannot make a temporary folder in %s: %s"), memory, strerror(errno));
    free(path);
    return NULL;
}

void
trial_folder_remove(const char *folder)
{
    if (folder)
        rmdir(folder);
}

/* ---- the rule worker ---- */

static void
on_ask(void *ctx, const struct rule_subject *subjects, size_t count)
{
    struct trial *trial = ctx;

    rule_answers_give(&trial->answers, subjects, count);
}

static void
on_ask_scores(void *ctx, const struct score_question *questions, size_t count)
{
    struct trial *trial = ctx;

    rule_answers_give_scores(&trial->answers, questions, count);
}

static bool
is_there(const struct trial *trial, struct err *err)
{
    if (trial->answers.lost.code == ERR_NONE)
        return true;
    *err = trial->answers.lost;
    return false;
}

/* ---- the engine ---- */

static bool
start(struct trial *trial, struct err *err)
{
    const struct engine_config config = {
        .db_path = trial->db,
        .year_start_month = 1,
        .has_as_of = true,
        .as_of = trial->as_of,
        .ask = on_ask,
        .ask_scores = on_ask_scores,
        .ctx = trial,
    };
    struct ruleset ruleset = { 0 };

    if (!manifest_read(trial->load->manifest, &ruleset, err))
        return false;
    trial->engine = engine_open(&config, err);
    if (!trial->engine) {
        ruleset_free(&ruleset);
        return false;
    }
    trial->answers.engine = trial->engine;
    trial->reader = line_reader_new(engine_person_key(trial->engine));
    line_reader_types(trial->reader, &ruleset.foreign);
    engine_set_ruleset(trial->engine, &ruleset);
    return is_there(trial, err);
}

static void
stop(struct trial *trial)
{
    if (trial->engine) {
        line_reader_free(trial->reader);
        engine_close(trial->engine);
    }
    trial->engine = NULL;
    trial->reader = NULL;
}

bool
trial_restart(struct trial *trial, struct err *err)
{
    stop(trial);
    return start(trial, err);
}

/* The clock's now, or the day after the as-of day: a case may lie in the future. */
static int64_t
recording_time(day_t as_of)
{
    int64_t now = time(NULL), then = ((int64_t)as_of + 1) * DAY_SECONDS;

    return now > then ? now : then;
}

struct trial *
trial_open(const struct plugin_load *load, const char *folder, day_t as_of, struct err *err)
{
    struct trial *trial = mem_new(sizeof *trial);

    trial->load = load;
    trial->answers.process = load->process;
    trial->as_of = as_of;
    trial->now = recording_time(as_of);
    trial->db = mem_new(strlen(folder) + sizeof "/trial.db");
    snprintf(trial->db, strlen(folder) + sizeof "/trial.db", "%s/trial.db", folder);
    if (start(trial, err))
        return trial;
    trial_close(trial);
    return NULL;
}

static void
remove_database(const char *db)
{
    static const char *const endings[] = { "", "-wal", "-shm", ".lock" };
    size_t size = strlen(db) + sizeof ".lock";
    char *path = mem_new(size);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(path, size, "%s%s", db, endings[i]);
        unlink(path);
    }
    free(path);
}

void
trial_close(struct trial *trial)
{
    if (!trial)
        return;
    stop(trial);
    remove_database(trial->db);
    rule_answers_free(&trial->answers);
    free(trial->db);
    free(trial);
}

struct str
trial_fault(const struct trial *trial)
{
    return trial->answers.fault;
}

/* ---- events ---- */

static bool
accept(struct trial *trial, struct str line, struct arena *arena, enum outcome *outcome, struct refusal *refusal, struct err *err)
{
    struct event event;

    if (line_read(trial->reader, line, trial->now, arena, &event, refusal))
        return engine_accept(trial->engine, &event, outcome, refusal, err);
    *outcome = OUTCOME_REJECTED;
    return true;
}

bool
trial_post(struct trial *trial, struct str line, enum outcome *outcome, struct refusal *refusal, struct err *err)
{
    struct arena arena = { 0 };
    bool done = interrupt_check(err) && engine_begin(trial->engine, err) &&
                accept(trial, line, &arena, outcome, refusal, err) && engine_commit(trial->engine, trial->now * 1000, err);

    arena_free(&arena);
    if (done && engine_must_freeze(trial->engine))
        return trial_publish(trial, err);
    return done && is_there(trial, err);
}

bool
trial_publish(struct trial *trial, struct err *err)
{
    enum publish_result result = PUBLISH_WAITS;

    for (int i = 0; i < PUBLISH_ATTEMPTS && (result == PUBLISH_WAITS || engine_must_freeze(trial->engine)); i++)
        if (!interrupt_check(err) || !engine_publish(trial->engine, trial->now, &result, err) || !is_there(trial, err))
            return false;
    return result != PUBLISH_WAITS || err_set(err, ERR_RULE, "%s", _("the rules do not answer what the figures need"));
}

/* ---- what came of it ---- */

static json_t *
read_json(struct buf *text, struct err *err)
{
    json_error_t wrong;
    json_t *read = json_loadb(text->ptr, text->len, 0, &wrong);

    if (!read)
        err_set(err, ERR_INTERNAL, _("line %d of what was published: %s"), wrong.line, wrong.text);
    buf_free(text);
    return read;
}

json_t *
trial_rows(const struct trial *trial, struct err *err)
{
    const struct report_filter everything = { 0 };
    struct reader *reader = reader_open(trial->db, err);
    struct arena arena = { 0 };
    struct report_row *rows;
    struct buf text = { 0 };
    size_t count;
    bool done;

    if (!reader)
        return NULL;
    done = reader_report(reader, &everything, &arena, &rows, &count, err);
    if (done)
        report_json(&text, rows, count);
    reader_close(reader);
    arena_free(&arena);
    return done ? read_json(&text, err) : NULL;
}

json_t *
trial_scores(const struct trial *trial, struct err *err)
{
    const struct report_filter everything = { 0 };
    struct reader *reader = reader_open(trial->db, err);
    struct arena arena = { 0 };
    struct score_report *scores;
    struct buf text = { 0 };
    size_t count;
    bool done;

    if (!reader)
        return NULL;
    done = reader_begin(reader, err) && score_reader_report(reader, &everything, &arena, &scores, &count, err);
    if (done)
        score_json(&text, scores, count);
    reader_end(reader);
    reader_close(reader);
    arena_free(&arena);
    return done ? read_json(&text, err) : NULL;
}

/* Looking at the data may rest for a while after a publication. */
static bool
wait_for_findings(struct trial *trial, struct err *err)
{
    int64_t until = clock_ms() + FINDINGS_MS;

    while (engine_is_dirty(trial->engine)) {
        if (clock_ms() > until)
            return err_set(err, ERR_INTERNAL, "%s", _("the checks of the data do not come to an end"));
        if (!trial_publish(trial, err))
            return false;
        poll(NULL, 0, 1);
    }
    return true;
}

json_t *
trial_findings(struct trial *trial, struct err *err)
{
    const struct report_filter everything = { 0 };
    struct quality_report report = { 0 };
    struct arena arena = { 0 };
    struct buf text = { 0 };
    struct reader *reader;
    json_t *whole, *list;
    bool done;

    if (!wait_for_findings(trial, err) || !(reader = reader_open(trial->db, err)))
        return NULL;
    done = finding_reader_report(reader, &everything, &arena, &report.found, err);
    if (done)
        quality_json(&text, &report, &arena);
    reader_close(reader);
    arena_free(&arena);
    whole = done ? read_json(&text, err) : NULL;
    list = json_incref(json_object_get(whole, "findings"));
    json_decref(whole);
    return list;
}
