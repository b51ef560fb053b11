/* SPDX-License-Identifier: MIT */
#include "cli/explain_replay.h"

#include "cli/lang.h"
#include "cli/progress.h"
#include "cli/rule_answers.h"
#include "cli/stored_rules.h"
#include "lib/engine/engine.h"
#include "lib/store/reader.h"
#include "lib/store/rule_settings.h"

#include <time.h>

struct replaying {
    struct engine *engine;
    struct stored_rules rules;
    struct rule_answers answers;
    struct progress progress;
};

static void
on_ask(void *ctx, const struct rule_subject *subjects, size_t count)
{
    struct replaying *replaying = ctx;

    rule_answers_give(&replaying->answers, subjects, count);
}

static void
on_ask_scores(void *ctx, const struct score_question *questions, size_t count)
{
    struct replaying *replaying = ctx;

    rule_answers_give_scores(&replaying->answers, questions, count);
}

static void
on_progress(void *ctx, uint64_t done, uint64_t total)
{
    struct replaying *replaying = ctx;
    const struct progress_figures figures = { .lines = done, .bytes = done, .total = total };

    progress_show(&replaying->progress, &figures);
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

static bool
ask_engine(struct replaying *replaying, const struct explain_question *question, json_t **answer, struct err *err)
{
    bool waits;

    if (!engine_explain(replaying->engine, question, time(NULL), answer, &waits, err))
        return false;
    if (!waits)
        return true;
    if (replaying->answers.lost.code == ERR_NONE)
        return err_set(err, ERR_RULE, "%s", _("a rule failed, and without its answer there is no figure"));
    *err = replaying->answers.lost;
    return false;
}

static bool
replay(struct replaying *replaying, const char *db_path, const struct explain_question *question, json_t **answer,
       struct arena *arena, struct err *err)
{
    struct engine_config config = {
        .db_path = db_path, .reads_only = true, .ask = on_ask, .ask_scores = on_ask_scores, .progress = on_progress, .ctx = replaying,
    };
    struct rule_settings settings;

    if (!read_settings(db_path, &config, &settings, arena, err) ||
        !stored_rules_load(&replaying->rules, db_path, settings.parameters, err))
        return false;
    replaying->engine = engine_open(&config, err);
    if (!replaying->engine)
        return false;
    replaying->answers.engine = replaying->engine;
    replaying->answers.process = replaying->rules.process;
    engine_set_ruleset(replaying->engine, &replaying->rules.ruleset);
    return ask_engine(replaying, question, answer, err);
}

bool
explain_replay(const char *db_path, const struct explain_question *question, json_t **answer, struct err *err)
{
    struct replaying replaying = { 0 };
    struct arena arena = { 0 };
    bool done;

    progress_begin(&replaying.progress);
    done = replay(&replaying, db_path, question, answer, &arena, err);
    progress_hide(&replaying.progress);
    engine_close(replaying.engine);
    stored_rules_free(&replaying.rules);
    rule_answers_free(&replaying.answers);
    arena_free(&arena);
    return done;
}
