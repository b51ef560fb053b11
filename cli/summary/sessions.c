/* SPDX-License-Identifier: MIT */
#include "cli/summary/sessions.h"

#include "cli/json_read.h"
#include "cli/summary/headcounts.h"

static const struct str types[] = { STR_INIT("turnout.activity.held"), STR_INIT("turnout.activity.cancelled") };

void
summary_sessions_choose(struct summary_question *question)
{
    statements_choose(&question->sessions, question->events, question->event_count, types, sizeof types / sizeof *types, "activity",
                      false, question->arena);
}

/* ---- which ---- */

static bool
is_held(const struct told_event *session)
{
    return str_eq(session->event->type, types[0]);
}

bool
summary_session_counts(const struct summary_question *question, const struct told_event *session)
{
    return is_held(session) && told_lies_in(session, &question->period.period);
}

/* What stands out among many. */
static bool
is_notable(const struct summary_question *question, const struct told_event *session)
{
    struct str kind = json_str(session->data, "kind");

    return str_eq(json_str(session->data, "scale"), STR("large")) || str_eq(kind, STR("contest")) || str_eq(kind, STR("show")) ||
           str_eq(kind, STR("exhibition")) || (session->event->unit.ptr && str_eq(session->event->unit, question->unit));
}

static size_t
count_sessions(const struct summary_question *question, bool only_notable)
{
    const struct statements *sessions = &question->sessions;
    size_t count = 0;

    for (size_t i = 0; i < sessions->count; i++)
        count += summary_session_counts(question, &sessions->told[i]) && (!only_notable || is_notable(question, &sessions->told[i]));
    return count;
}

/* ---- telling ---- */

static json_t *
teams_of(const struct summary_question *question, const json_t *data)
{
    json_t *list = json_array();
    const json_t *code;
    size_t i;

    json_array_foreach(json_object_get(data, "teams"), i, code) {
        struct str text = { json_string_value(code), json_string_length(code) };
        struct str name = told_called(statements_about(&question->teams, "team", text), text);
        json_array_append_new(list, json_stringn(name.ptr, name.len));
    }
    return list;
}

static json_t *
session_object(const struct summary_question *question, const struct told_event *session)
{
    static const char *const members[] = { "activity", "title",   "kind",  "role",    "place", "festival",
                                           "series",   "edition", "scale", "experts", "lead",  NULL };
    json_t *object = told_object(session, question->unit, question->arena);
    struct str category = json_str(session->data, "category");

    told_members(object, session->data, members);
    told_text(object, "category", category);
    told_text(object, "category_name", told_category(category));
    json_object_set_new(object, "teams", teams_of(question, session->data));
    if (json_object_get(session->data, "partners"))
        json_object_set(object, "partners", json_object_get(session->data, "partners"));
    if (question->figures.is_official && session->event->seq > question->figures.as_of)
        json_object_set_new(object, "late", json_true());
    return object;
}

static json_t *
months_of(const struct summary_question *question)
{
    json_t *months = json_array();

    for (size_t i = 0; i < question->period.month_count; i++) {
        struct civil civil = day_civil(question->period.months[i].first);
        json_array_append_new(months, json_pack("{s:i, s:i, s:o, s:[]}", "year", (int)civil.year, "month", (int)civil.month,
                                                "figures", summary_figures_of_unit(&question->figures, &question->period, (int)i, question->arena),
                                                "sessions"));
    }
    return months;
}

/* The place of the month that holds it, or SUMMARY_MONTHS_MAX: none does. */
static unsigned
month_of(const struct summary_question *question, const struct told_event *session)
{
    for (unsigned i = 0; i < question->period.month_count; i++)
        if (told_lies_in(session, &question->period.months[i]))
            return i;
    return SUMMARY_MONTHS_MAX;
}

static size_t
tell_sessions(const struct summary_question *question, bool only_notable, json_t *months, json_t *spanning,
              struct headcounts *headcounts)
{
    const struct statements *sessions = &question->sessions;
    size_t told = 0;

    for (size_t i = 0; i < sessions->count && told < SUMMARY_LIST_MAX; i++) {
        const struct told_event *session = &sessions->told[i];
        unsigned month = month_of(question, session);
        json_t *object;
        if (!summary_session_counts(question, session) || (only_notable && !is_notable(question, session)))
            continue;
        object = session_object(question, session);
        headcounts_expect(headcounts, session, object, month);
        json_array_append_new(month < SUMMARY_MONTHS_MAX ? json_object_get(json_array_get(months, month), "sessions") : spanning, object);
        told++;
    }
    return told;
}

/* The figure counts others than those that are listed: nothing may be told of each. */
static void
shut_differing(struct headcounts *headcounts, const json_t *months, bool all)
{
    const json_t *month;
    size_t i;

    json_array_foreach(months, i, month) {
        const json_t *figure = json_object_get(json_object_get(month, "figures"), "activities");
        json_int_t counted = json_integer_value(json_object_get(figure, "numerator"));
        headcounts->is_shut[i] = all || (size_t)counted != json_array_size(json_object_get(month, "sessions"));
    }
    headcounts->is_shut[SUMMARY_MONTHS_MAX] = all;
}

static json_t *
cancelled_of(const struct summary_question *question)
{
    const struct statements *sessions = &question->sessions;
    json_t *list = json_array();

    for (size_t i = 0; i < sessions->count && json_array_size(list) < SUMMARY_LIST_MAX; i++) {
        const struct told_event *session = &sessions->told[i];
        if (!is_held(session) && session->event->is_off && told_lies_in(session, &question->period.period))
            json_array_append_new(list, session_object(question, session));
    }
    return list;
}

bool
summary_sessions_tell(const struct summary_question *question, json_t *data, struct err *err)
{
    size_t count = count_sessions(question, false), told;
    json_t *months = months_of(question), *spanning = json_array();
    struct headcounts headcounts = { .unit = question->unit };
    bool done;

    told = tell_sessions(question, count > SUMMARY_LIST_MAX, months, spanning, &headcounts);
    if (!question->full)
        shut_differing(&headcounts, months, told < count || question->figures.hides_months);
    done = headcounts_tell(&headcounts, question, err);
    headcounts_free(&headcounts);
    json_object_set_new(data, "months", months);
    json_object_set_new(data, "spanning", spanning);
    json_object_set_new(data, "cancelled", cancelled_of(question));
    json_object_set_new(data, "session_count", json_integer((json_int_t)told));
    if (told < count)
        json_object_set_new(json_object_get(data, "left_out"), "sessions", json_integer((json_int_t)(count - told)));
    return done;
}
