/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_sessions.h"

#include "lib/model/emission.h"
#include "lib/model/people_count.h"

/* Log positions of who counts there, by the statements that hold. */
static json_t *
attendance_positions(const struct session *session)
{
    json_t *list = json_array();
    const struct attendance_entry *entry;
    struct entry_walk walk;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        if (entry->holds)
            json_array_append_new(list, json_integer((json_int_t)emitted_origin(entry_seq(entry))));
    return list;
}

static bool
is_late(const struct session *session, uint64_t close)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;

    if (close == 0)
        return false;
    if (emitted_origin(session->chosen->base.seq) > close || (session->headcount && emitted_origin(session->headcount->base.seq) > close))
        return true;
    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        if (entry->holds && emitted_origin(entry_seq(entry)) > close)
            return true;
    return false;
}

static json_t *
date_of(const struct session *session)
{
    char first[16], last[16];

    day_format(session->first, first);
    day_format(session->last, last);
    return session->first == session->last ? json_string(first) : json_sprintf("%s/%s", first, last);
}

static void
put_headcount(json_t *object, const struct session *session)
{
    const struct headcount_statement *headcount = session->headcount;

    json_object_set_new(object, "headcount", headcount ? json_integer(headcount->total) : json_null());
    json_object_set_new(object, "headcount_seq", headcount ? json_integer((json_int_t)emitted_origin(headcount->base.seq)) : json_null());
}

/* Attendances of the listed sessions that are looked at one by one, where the measure had too many for that. */
enum { ENTRIES_ASKED_MAX = 500000 };

/* Who is asked for there, by name; -1: it would take too long to say. */
static int64_t
asked_at(const struct scope *scope, const struct measure *measure, const struct session_evidence *told, size_t *room)
{
    const struct session *session = told->session;

    if (told->named >= 0 || measure->list_of != LIST_NONE || session->entry_count > *room)
        return told->named;
    *room -= session->entry_count;
    return people_named_at(scope, measure, session);
}

static json_t *
session_object(const struct scope *scope, const struct gathered_measure *measure, const struct gathered_session *gathered,
               const struct explain_telling *telling, size_t *room)
{
    const struct session_evidence *told = &gathered->told;
    const struct session *session = told->session;
    const struct activity_put *put = session->chosen->put;
    json_t *object = json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:I, s:I}", "activity", explain_text(put->activity), "date", date_of(session), "title",
        explain_text(put->title), "category", explain_text(put->category), "unit",
        explain_text(codebook_name(&scope->facts->units.codes, session->chosen->unit)), "seq",
        (json_int_t)emitted_origin(session->chosen->base.seq), "named", (json_int_t)session->named);

    put_headcount(object, session);
    if (told->has_people) {
        int64_t asked = asked_at(scope, measure->measure, told, room);
        json_object_update_new(object, json_pack("{s:o, s:I, s:I}", "asked", asked >= 0 ? json_integer((json_int_t)asked) : json_null(),
                                                 "least", (json_int_t)told->least, "most", (json_int_t)told->most));
    } else {
        json_object_set_new(object, "adds", json_integer((json_int_t)told->count));
    }
    if (is_late(session, telling->close))
        json_object_set_new(object, "late", json_true());
    if (telling->events)
        json_object_set_new(object, "attendances", attendance_positions(session));
    return object;
}

json_t *
explain_sessions(const struct scope *scope, const struct gathered_measure *measure, const struct explain_telling *telling)
{
    json_t *list = json_array();
    size_t room = ENTRIES_ASKED_MAX;

    for (size_t i = 0; i < measure->session_count; i++)
        if (!measure->sessions[i].is_left_out)
            json_array_append_new(list, session_object(scope, measure, &measure->sessions[i], telling, &room));
    return list;
}

json_t *
explain_left_out(const struct left_out *left_out)
{
    return json_pack("{s:I, s:I, s:I}", "sessions", (json_int_t)left_out->sessions, "with_people", (json_int_t)left_out->with_people,
                     "people", (json_int_t)left_out->people);
}

/* The session with the most people who are surely asked for. */
static const struct session_evidence *
greatest(const struct gathered_measure *measure)
{
    const struct session_evidence *found = NULL;

    for (size_t i = 0; i < measure->session_count; i++) {
        const struct session_evidence *told = &measure->sessions[i].told;
        if (told->least > 0 && told->named >= 0 && (!found || told->named + told->least > found->named + found->least))
            found = told;
    }
    return found;
}

json_t *
explain_bounds(const struct gathered_measure *measure, const struct figure *figure)
{
    const struct session_evidence *session = greatest(measure);
    bool of_session = figure->lower > figure->named && session && measure->measure->list_of == LIST_NONE;
    int64_t most = 0;

    for (size_t i = 0; i < measure->session_count; i++)
        most += measure->sessions[i].told.most;
    return json_pack("{s:I, s:s, s:o, s:I, s:s, s:I}", "lower", (json_int_t)figure->lower, "lower_by",
                     figure->lower == figure->named ? "named" : of_session ? "session" : "sum", "lower_session",
                     of_session ? explain_text(session->session->chosen->put->activity) : json_null(), "upper",
                     (json_int_t)figure->upper, "upper_by",
                     figure->upper == figure->named               ? "named"
                     : figure->upper == figure->lower             ? "lower"
                     : measure->measure->list_of != LIST_NONE     ? "categories"
                     : figure->upper >= figure->named + most      ? "anonymous"
                                                                  : "population",
                     "anonymous", (json_int_t)most);
}
