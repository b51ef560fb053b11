/* SPDX-License-Identifier: MIT */
#include "cli/summary/headcounts.h"

#include "cli/explain_hidden_sessions.h"
#include "cli/json_read.h"
#include "lib/base/mem.h"

#include <stdlib.h>

void
headcounts_expect(struct headcounts *headcounts, const struct told_event *session, json_t *object, unsigned group)
{
    headcounts->sessions = mem_grow(headcounts->sessions, headcounts->count, &headcounts->session_capacity, sizeof *headcounts->sessions);
    headcounts->objects = mem_grow(headcounts->objects, headcounts->count, &headcounts->object_capacity, sizeof *headcounts->objects);
    headcounts->groups = mem_grow(headcounts->groups, headcounts->count, &headcounts->group_capacity, sizeof *headcounts->groups);
    headcounts->groups[headcounts->count] = group;
    headcounts->sessions[headcounts->count] = session;
    headcounts->objects[headcounts->count++] = object;
}

void
headcounts_free(struct headcounts *headcounts)
{
    free(headcounts->sessions);
    free(headcounts->objects);
    free(headcounts->groups);
}

/* ---- which one counts (domain.md D5): of each source the greatest, counted before estimated, then the maximum ---- */

static bool
is_estimated(const json_t *data)
{
    return str_eq(json_str(data, "method"), STR("estimated"));
}

static json_int_t
total_of(const json_t *data)
{
    return json_integer_value(json_object_get(data, "total"));
}

/* Does the i-th hold for its source and activity? */
static bool
holds(const struct told_event *told, size_t count, size_t i)
{
    struct str activity = json_str(told[i].data, "activity");

    for (size_t k = 0; k < count; k++)
        if (k != i && str_eq(told[k].event->source, told[i].event->source) && str_eq(json_str(told[k].data, "activity"), activity) &&
            unit_event_cmp(told[k].event, told[i].event, true) > 0)
            return false;
    return true;
}

static bool
is_better(const json_t *data, const json_t *than)
{
    if (!than || is_estimated(data) != is_estimated(than))
        return !than || !is_estimated(data);
    return total_of(data) > total_of(than);
}

static json_int_t
count_of(const struct told_event *told, size_t count, struct str activity)
{
    const json_t *best = NULL;

    for (size_t i = 0; i < count; i++)
        if (str_eq(json_str(told[i].data, "activity"), activity) && holds(told, count, i) && is_better(told[i].data, best))
            best = told[i].data;
    return best ? total_of(best) : -1;
}

/* ---- telling ---- */

static void
shut_incomplete(struct headcounts *headcounts, const json_int_t *people)
{
    for (size_t i = 0; i < headcounts->count; i++)
        if (people[i] < 0)
            headcounts->is_shut[headcounts->groups[i]] = true;
}

/* As explain lists a session. */
static json_t *
measure_of(const struct headcounts *headcounts, const json_int_t *people)
{
    json_t *sessions = json_array();

    for (size_t i = 0; i < headcounts->count; i++) {
        const struct told_event *session = headcounts->sessions[i];
        json_t *object;
        if (headcounts->is_shut[headcounts->groups[i]])
            continue;
        object = json_pack("{s:I, s:I, s:I}", "headcount", people[i], "named", (json_int_t)0, "place", (json_int_t)i);
        told_text(object, "date", session->event->local_date);
        told_text(object, "unit", session->event->unit);
        told_text(object, "category", json_str(session->data, "category"));
        json_array_append_new(sessions, object);
    }
    return json_pack("{s:s, s:o}", "kind", "headcounts", "sessions", sessions);
}

static void
hide(const struct headcounts *headcounts, const struct summary_question *question, json_t *measure)
{
    const struct suppression *suppression = &question->figures.monthly;
    struct hidden_months months;
    json_t *row = json_object();

    told_text(row, "unit", headcounts->unit);
    hidden_months_find(&months, suppression, row);
    hidden_sessions(&months, measure, suppression->rule, false);
    hidden_months_free(&months);
    json_decref(row);
}

static void
put(const struct headcounts *headcounts, const json_t *measure)
{
    const json_t *session;
    size_t i;

    json_array_foreach(json_object_get(measure, "sessions"), i, session) {
        json_t *headcount = json_object_get(session, "headcount");
        if (json_is_integer(headcount) && json_integer_value(headcount) >= 0)
            json_object_set(headcounts->objects[json_integer_value(json_object_get(session, "place"))], "headcount", headcount);
    }
}

static void
tell(struct headcounts *headcounts, const struct summary_question *question, const struct unit_event *events, size_t count)
{
    struct told_event *told = arena_array(question->arena, count, sizeof *told);
    json_int_t *people = arena_array(question->arena, headcounts->count, sizeof *people);
    json_t *measure;

    for (size_t i = 0; i < count; i++)
        told[i] = told_event_read(&events[i]);
    for (size_t i = 0; i < headcounts->count; i++)
        people[i] = count_of(told, count, json_str(headcounts->sessions[i]->data, "activity"));
    if (!question->full)
        shut_incomplete(headcounts, people);
    measure = measure_of(headcounts, people);
    if (!question->full)
        hide(headcounts, question, measure);
    put(headcounts, measure);
    json_decref(measure);
    for (size_t i = 0; i < count; i++)
        told_event_free(&told[i]);
}

bool
headcounts_tell(struct headcounts *headcounts, const struct summary_question *question, struct err *err)
{
    struct str *activities = arena_array(question->arena, headcounts->count, sizeof *activities);
    struct unit_event *events;
    size_t count;

    if (headcounts->count == 0)
        return true;
    for (size_t i = 0; i < headcounts->count; i++)
        activities[i] = json_str(headcounts->sessions[i]->data, "activity");
    if (!unit_headcounts_read(question->reader, activities, headcounts->count, question->arena, &events, &count, err))
        return false;
    tell(headcounts, question, events, count);
    return true;
}
