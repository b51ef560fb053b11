/* SPDX-License-Identifier: MIT */
#include "cli/store/verify_rebuild.h"

#include "cli/lang.h"
#include "cli/rule_answers.h"
#include "cli/stored_rules.h"
#include "lib/engine/engine.h"
#include "lib/engine/engine_rebuild.h"
#include "lib/store/reader.h"
#include "lib/store/rule_settings.h"

#include <string.h>
#include <time.h>

struct rebuilding {
    struct engine *engine;
    struct stored_rules rules;
    struct rule_answers answers;
    struct percent *percent;
    json_t *differences, *counts;
};

static const char *const kind_names[REBUILD_KINDS] = { "figure", "score", "component", "session", "event", "unit" };

/* ---- what differs ---- */

/* What the list that names a thing has, by kind. */
static const char *const name_members[REBUILD_KINDS][8] = {
    [REBUILD_FIGURE] = { "indicator", "unit", "team", "category", "group", "period", "figure_kind", NULL },
    [REBUILD_SCORE] = { "card", "unit", "team", "period", "figure_kind", NULL },
    [REBUILD_COMPONENT] = { "card", "unit", "team", "period", "figure_kind", "place", NULL },
    [REBUILD_SESSION] = { "activity", NULL },
    [REBUILD_EVENT] = { "seq", NULL },
    [REBUILD_UNIT] = { "unit", NULL },
};

static json_t *
parse(struct str text)
{
    return text.ptr ? json_loadb(text.ptr, text.len, JSON_DECODE_ANY, NULL) : NULL;
}

/* Only what is not the same stays. */
static void
add_members(json_t *difference, json_t *stored, json_t *rebuilt)
{
    json_t *members = json_array(), *was = json_object(), *is = json_object(), *value;
    const char *key;

    json_object_foreach(stored ? stored : rebuilt, key, value) {
        json_t *a = json_object_get(stored, key), *b = json_object_get(rebuilt, key);
        if (a && b && json_equal(a, b))
            continue;
        json_array_append_new(members, json_string(key));
        json_object_set(was, key, a);
        json_object_set(is, key, b);
    }
    json_object_set_new(difference, "members", members);
    json_object_set_new(difference, "stored", stored ? json_incref(was) : json_null());
    json_object_set_new(difference, "rebuilt", rebuilt ? json_incref(is) : json_null());
    json_decref(was);
    json_decref(is);
}

static json_t *
difference_json(const struct rebuild_difference *found)
{
    json_t *difference = json_pack("{s:s}", "kind", kind_names[found->kind]), *name = parse(found->name);
    json_t *stored = parse(found->stored), *rebuilt = parse(found->rebuilt);

    for (size_t i = 0; name_members[found->kind][i]; i++)
        json_object_set(difference, name_members[found->kind][i], json_array_get(name, i));
    json_object_set_new(difference, "change",
                        json_string(!found->stored.ptr ? "missing" : !found->rebuilt.ptr ? "extra" : "changed"));
    add_members(difference, stored, rebuilt);
    json_decref(name);
    json_decref(stored);
    json_decref(rebuilt);
    return difference;
}

static void
on_difference(void *ctx, const struct rebuild_difference *found)
{
    struct rebuilding *rebuilding = ctx;
    const char *kind = kind_names[found->kind];
    json_int_t before = json_integer_value(json_object_get(rebuilding->counts, kind));

    json_object_set_new(rebuilding->counts, kind, json_integer(before + 1));
    if (json_array_size(rebuilding->differences) < VERIFY_TOLD)
        json_array_append_new(rebuilding->differences, difference_json(found));
}

/* ---- making anew ---- */

static void
on_ask(void *ctx, const struct rule_subject *subjects, size_t count)
{
    struct rebuilding *rebuilding = ctx;

    rule_answers_give(&rebuilding->answers, subjects, count);
}

static void
on_ask_scores(void *ctx, const struct score_question *questions, size_t count)
{
    struct rebuilding *rebuilding = ctx;

    rule_answers_give_scores(&rebuilding->answers, questions, count);
}

static void
on_progress(void *ctx, uint64_t done, uint64_t total)
{
    struct rebuilding *rebuilding = ctx;

    percent_show(rebuilding->percent, _("reading the log"), done, total);
}

static bool
publish(struct rebuilding *rebuilding, struct err *err)
{
    enum publish_result result;

    percent_show(rebuilding->percent, _("making the figures anew"), 0, 0);
    if (!engine_publish(rebuilding->engine, time(NULL), &result, err))
        return false;
    if (result != PUBLISH_WAITS)
        return true;
    if (rebuilding->answers.lost.code == ERR_NONE)
        return err_set(err, ERR_RULE, "%s", _("a rule failed, and without its answer there is no figure"));
    *err = rebuilding->answers.lost;
    return false;
}

static bool
read_settings(const char *db_path, struct rule_settings *settings, struct arena *arena, struct err *err)
{
    struct reader *reader = reader_open(db_path, err);
    bool done = reader && rule_settings_get(reader, arena, settings, err);

    reader_close(reader);
    return done;
}

static bool
make_anew(struct rebuilding *rebuilding, const char *db_path, struct arena *arena, struct err *err)
{
    struct engine_config config = {
        .db_path = db_path, .rebuilds = true, .ask = on_ask, .ask_scores = on_ask_scores, .progress = on_progress, .ctx = rebuilding,
    };
    struct rule_settings settings;

    if (!read_settings(db_path, &settings, arena, err))
        return false;
    config.year_start_month = settings.year_start_month;
    rebuilding->engine = engine_open(&config, err); /* the figures first: rules that come into force afterwards show */
    if (!rebuilding->engine || !stored_rules_load(&rebuilding->rules, db_path, settings.parameters, err))
        return false;
    rebuilding->answers.engine = rebuilding->engine;
    rebuilding->answers.process = rebuilding->rules.process;
    if (!engine_rebuild_base(rebuilding->engine)->day.ptr)
        return true; /* nothing was ever published */
    engine_set_ruleset(rebuilding->engine, &rebuilding->rules.ruleset);
    engine_rebuild_pause(rebuilding->engine);
    return publish(rebuilding, err);
}

static bool
compare(struct rebuilding *rebuilding, json_t *result, struct err *err)
{
    const struct rebuild_base *base = engine_rebuild_base(rebuilding->engine);
    struct rebuild_result compared;
    json_t *numbers;

    percent_show(rebuilding->percent, _("comparing"), 0, 0);
    json_object_set_new(result, "position", json_integer((json_int_t)base->position));
    json_object_set_new(result, "day", base->day.ptr ? json_stringn(base->day.ptr, base->day.len) : json_null());
    if (!base->day.ptr)
        return true;
    if (!engine_rebuild_compare(rebuilding->engine, on_difference, rebuilding, &compared, err))
        return false;
    numbers = json_object();
    for (int kind = 0; kind < REBUILD_KINDS; kind++)
        json_object_set_new(numbers, kind_names[kind], json_integer((json_int_t)compared.compared[kind]));
    json_object_set_new(result, "compared", numbers);
    json_object_set_new(result, "left_out", json_integer((json_int_t)compared.left_out));
    return true;
}

static void
add_faults(const struct rebuilding *rebuilding, json_t *result)
{
    const struct rebuild_base *base = engine_rebuild_base(rebuilding->engine);
    json_t *faults = json_array();

    for (size_t i = 0; i < base->fault_count; i++)
        json_array_append_new(faults, json_stringn(base->faults[i].ptr, base->faults[i].len));
    json_object_set_new(result, "paused", faults);
    if (rebuilding->answers.fault.ptr)
        json_object_set_new(result, "fault", json_stringn(rebuilding->answers.fault.ptr, rebuilding->answers.fault.len));
}

bool
verify_rebuild(const char *db_path, struct percent *percent, json_t *result, struct err *err)
{
    struct rebuilding rebuilding = { .percent = percent, .differences = json_array(), .counts = json_object() };
    struct arena arena = { 0 };
    bool done = make_anew(&rebuilding, db_path, &arena, err) && compare(&rebuilding, result, err);

    if (done) {
        json_object_set(result, "counts", rebuilding.counts);
        json_object_set(result, "differences", rebuilding.differences);
        add_faults(&rebuilding, result);
    }
    engine_close(rebuilding.engine);
    stored_rules_free(&rebuilding.rules);
    rule_answers_free(&rebuilding.answers);
    arena_free(&arena);
    json_decref(rebuilding.counts);
    json_decref(rebuilding.differences);
    return done;
}
