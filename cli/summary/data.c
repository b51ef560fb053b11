/* SPDX-License-Identifier: MIT */
#include "cli/summary/data.h"

#include "cli/lang.h"
#include "cli/summary/plan.h"
#include "cli/summary/question.h"
#include "cli/summary/records.h"
#include "cli/summary/sessions.h"
#include "cli/vocabulary.h"
#include "lib/store/rule_settings.h"

/* ---- the period ---- */

static void
describe_period(struct summary_period *described, const struct period *period, int year_start_month, struct arena *arena)
{
    char code[PERIOD_CODE_SIZE];

    period_code(period, year_start_month, code);
    described->code = arena_copy(arena, str_of(code));
    described->period = *period;
    described->month_count = period_split(period, PERIOD_MONTH, year_start_month, described->months, SUMMARY_MONTHS_MAX);
    for (size_t i = 0; i < described->month_count; i++)
        period_code(&described->months[i], year_start_month, described->month_codes[i]);
}

static bool
read_period(struct summary_question *question, struct str code, struct err *err)
{
    struct rule_settings settings;
    struct period period, next;

    if (!rule_settings_get(question->reader, question->arena, &settings, err))
        return false;
    if (!period_parse(code, settings.year_start_month, &period) || period.kind > PERIOD_YEAR)
        return err_set(err, ERR_USAGE, _("--period is a year, half, quarter or month, like 2025, 2025H1, 2025Q3 or 2025-07, not %.*s"),
                       STR_ARG(code));
    next = period_next(&period, settings.year_start_month);
    describe_period(&question->period, &period, settings.year_start_month, question->arena);
    describe_period(&question->next, &next, settings.year_start_month, question->arena);
    return true;
}

static json_t *
period_object(const struct summary_period *period, struct arena *arena)
{
    json_t *object = json_pack("{s:s, s:i, s:o, s:o}", "kind", period_kind_name(period->period.kind), "year",
                               (int)day_civil(period->period.first).year, "first", told_day(period->period.first), "last",
                               told_day(period->period.end - 1));

    if (period->period.kind == PERIOD_HALF || period->period.kind == PERIOD_QUARTER)
        json_object_set_new(object, "part", json_integer(period->code.ptr[period->code.len - 1] - '0'));
    told_text(object, "code", period->code);
    told_text(object, "name", words_of_period(period->code, arena));
    return object;
}

/* ---- the unit ---- */

static json_t *
unit_object(const struct unit_line *line)
{
    json_t *object = json_pack("{s:b}", "has_below", line->has_below);

    told_text(object, "code", line->code);
    told_text(object, "name", lang_name(line->name, line->name_en, line->code));
    told_text(object, "level", line->level);
    if (line->parent_name.len > 0 || line->parent_name_en.len > 0)
        told_text(object, "parent_name", lang_name(line->parent_name, line->parent_name_en, line->code));
    return object;
}

static bool
put_unit(const struct summary_question *question, json_t *data, struct err *err)
{
    struct unit_line line;
    bool found;

    if (!unit_line_read(question->reader, question->unit, question->arena, &line, &found, err))
        return false;
    if (!found)
        line = (struct unit_line){ .code = question->unit };
    json_object_set_new(data, "unit", unit_object(&line));
    return true;
}

/* How long the lists are, so that a template need not count; with what is left out. */
static void
put_counts(json_t *data)
{
    json_t *counts = json_object(), *value, *left_out = json_object_get(data, "left_out");
    const char *key;

    json_object_foreach(data, key, value)
        if (json_is_array(value))
            json_object_set_new(counts, key, json_integer((json_int_t)json_array_size(value) + json_integer_value(json_object_get(left_out, key))));
    json_object_set_new(data, "counts", counts);
}

/* ---- how it stands ---- */

static void
put_standing(struct summary_question *question, json_t *data)
{
    day_t today = question->period.period.end;

    day_parse(question->figures.day, &today);
    question->today = today;
    json_object_set_new(data, "official", json_boolean(question->figures.is_official));
    json_object_set_new(data, "is_over", json_boolean(question->period.period.end <= today));
    json_object_set_new(data, "day", told_day(today));
    json_object_set_new(data, "position", json_integer((json_int_t)question->figures.as_of));
}

static void
put_figures(const struct summary_question *question, json_t *data)
{
    const struct summary_figures *figures = &question->figures;
    struct arena *arena = question->arena;

    json_object_set_new(data, "figures", summary_figures_of_unit(figures, &question->period, -1, arena));
    json_object_set_new(data, "groups", summary_figures_of_groups(figures, arena));
    json_object_set_new(data, "categories", summary_figures_of_categories(figures, arena));
    json_object_set_new(data, "units", summary_figures_of_units(figures, question->unit, arena));
}

/* ---- what was posted ---- */

enum { AROUND_DAYS = 92 /* a session counts for an item of a plan some time before or after it was due */ };

static struct str
day_text(day_t day, struct arena *arena)
{
    char text[16];

    day_format(day, text);
    return arena_copy(arena, str_of(text));
}

/* What happened in the period; what was there at its end; and plans and declarations, whenever they were made. */
static bool
read_events(struct summary_question *question, struct err *err)
{
    const struct period *period = &question->period.period;
    const struct str first = day_text(period->first, question->arena), end = day_text(period->end, question->arena);
    const struct str before = day_text(period->first - AROUND_DAYS, question->arena);
    const struct str after = day_text(period->end + AROUND_DAYS, question->arena), none = { 0 };
    const struct unit_event_range ranges[] = {
        { STR_INIT("turnout.activity.held"), before, after }, { STR_INIT("turnout.activity.cancelled"), before, after },
        { STR_INIT("turnout.award.put"), first, end },        { STR_INIT("turnout.publicity.put"), first, end },
        { STR_INIT("turnout.evidence.put"), first, end },     { STR_INIT("turnout.team.put"), none, end },
        { STR_INIT("turnout.venue.put"), none, end },         { STR_INIT("turnout.talent.put"), none, end },
        { STR_INIT("turnout.partner.put"), none, end },       { STR_INIT("turnout.declared.put"), first, none },
        { STR_INIT("turnout.plan.put"), none, none },         { STR_INIT("turnout.plan.drop"), none, none },
    };

    return unit_events_read(question->reader, question->unit, ranges, sizeof ranges / sizeof *ranges, question->arena,
                            &question->events, &question->event_count, err);
}

static bool
tell_events(struct summary_question *question, json_t *data, struct err *err)
{
    if (!read_events(question, err))
        return false;
    summary_teams_choose(question);
    summary_sessions_choose(question);
    if (!summary_sessions_tell(question, data, err))
        return false;
    summary_records_tell(question, data);
    summary_plan_tell(question, data);
    return true;
}

static bool
read_all(struct summary_question *question, json_t *data, struct err *err)
{
    if (!summary_figures_read(&question->figures, question->reader, question->unit, &question->period, question->full,
                              question->arena, err))
        return false;
    if (question->figures.year_count == 0)
        return err_set(err, ERR_INPUT, _("there is nothing to summarise: %.*s has no figures over %.*s; turnout report --unit %.*s shows those it has"),
                       STR_ARG(question->unit), STR_ARG(question->period.code), STR_ARG(question->unit));
    json_object_set_new(data, "period", period_object(&question->period, question->arena));
    json_object_set_new(data, "next", period_object(&question->next, question->arena));
    json_object_set_new(data, "left_out", json_object());
    put_standing(question, data);
    put_figures(question, data);
    if (!put_unit(question, data, err) || !tell_events(question, data, err))
        return false;
    put_counts(data);
    return true;
}

bool
summary_data(struct reader *reader, struct str unit, struct str period, bool full, struct arena *arena, json_t **data,
             struct err *err)
{
    struct summary_question question = { .reader = reader, .arena = arena, .unit = unit, .full = full };
    json_t *object = json_pack("{s:s}", "lang", lang_now() == LANG_ZH ? "zh" : "en");
    bool done = reader_begin(reader, err);

    done = done && read_period(&question, period, err) && read_all(&question, object, err);
    reader_end(reader);
    statements_free(&question.sessions);
    statements_free(&question.teams);
    if (done)
        *data = object;
    else
        json_decref(object);
    return done;
}
