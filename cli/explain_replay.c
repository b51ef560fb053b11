/* SPDX-License-Identifier: MIT */
#include "cli/explain_replay.h"

#include "cli/daemon_words.h"
#include "cli/lang.h"
#include "cli/progress.h"
#include "cli/rule_answers.h"
#include "cli/stored_rules.h"
#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/store/reader.h"
#include "lib/store/rule_settings.h"

#include <stdlib.h>
#include <time.h>

struct replayed {
    struct engine *engine;
    struct stored_rules rules;
    struct rule_answers answers;
    struct progress progress;
};

static void
on_ask(void *ctx, const struct rule_subject *subjects, size_t count)
{
    struct replayed *replayed = ctx;

    rule_answers_give(&replayed->answers, subjects, count);
}

static void
on_ask_scores(void *ctx, const struct score_question *questions, size_t count)
{
    struct replayed *replayed = ctx;

    rule_answers_give_scores(&replayed->answers, questions, count);
}

static void
on_progress(void *ctx, uint64_t done, uint64_t total)
{
    struct replayed *replayed = ctx;
    const struct progress_figures figures = { .lines = done, .bytes = done, .total = total };

    progress_show(&replayed->progress, &figures);
}

/* What the published figures were made of, beside events and rules. */
static bool
read_settings(const char *db_path, struct engine_config *config, struct rule_settings *settings, struct arena *arena, struct err *err)
{
    struct reader *reader = reader_open(db_path, err);
    struct store_status status;
    bool done;

    if (!reader)
        return false;
    done = rule_settings_get(reader, arena, settings, err) && reader_status(reader, arena, &status, err);
    reader_close(reader);
    if (!done)
        return false;
    config->year_start_month = settings->year_start_month;
    config->has_as_of = status.day.ptr && day_parse(status.day, &config->as_of);
    return true;
}

bool
replayed_explain(struct replayed *replayed, const struct explain_question *question, json_t **answer, struct err *err)
{
    bool waits;

    if (!engine_explain(replayed->engine, question, time(NULL), answer, &waits, err))
        return false;
    if (!waits)
        return true;
    if (replayed->answers.lost.code == ERR_NONE)
        return err_set(err, ERR_RULE, "%s", _("a rule failed, and without its answer there is no figure"));
    *err = replayed->answers.lost;
    return false;
}

static bool
replay(struct replayed *replayed, const char *db_path, struct arena *arena, struct err *err)
{
    struct engine_config config = {
        .db_path = db_path, .reads_only = true, .ask = on_ask, .ask_scores = on_ask_scores, .progress = on_progress, .ctx = replayed,
    };
    struct rule_settings settings;

    if (!read_settings(db_path, &config, &settings, arena, err) ||
        !stored_rules_load(&replayed->rules, db_path, settings.parameters, err))
        return false;
    replayed->engine = engine_open(&config, err);
    if (!replayed->engine)
        return false;
    replayed->answers.engine = replayed->engine;
    replayed->answers.process = replayed->rules.process;
    engine_set_ruleset(replayed->engine, &replayed->rules.ruleset);
    return true;
}

struct replayed *
replayed_open(const char *db_path, struct err *err)
{
    struct replayed *replayed = mem_new(sizeof *replayed);
    struct arena arena = { 0 };
    bool done;

    progress_begin(&replayed->progress);
    done = replay(replayed, db_path, &arena, err);
    progress_hide(&replayed->progress);
    arena_free(&arena);
    if (done)
        return replayed;
    replayed_close(replayed);
    return NULL;
}

void
replayed_close(struct replayed *replayed)
{
    if (!replayed)
        return;
    engine_close(replayed->engine);
    stored_rules_free(&replayed->rules);
    rule_answers_free(&replayed->answers);
    free(replayed);
}

bool
explain_replay(const char *db_path, const struct explain_question *question, json_t **answer, struct err *err)
{
    struct replayed *replayed = replayed_open(db_path, err);
    bool done = replayed && replayed_explain(replayed, question, answer, err);

    replayed_close(replayed);
    return done || err_said(err);
}
