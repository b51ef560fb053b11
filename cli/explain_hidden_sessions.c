/* SPDX-License-Identifier: MIT */
#include "cli/explain_hidden_sessions.h"

#include "cli/json_read.h"
#include "lib/base/buf.h"

struct str
month_of_session(const json_t *session, struct arena *arena)
{
    struct str date = json_str(session, "date");

    date.len = date.len > 7 ? 7 : date.len;
    return arena_copy(arena, date);
}

/* ---- what the report hides ---- */

static uint32_t
place_of(struct codebook *keys, struct str unit, struct str month, struct str category, bool add)
{
    struct buf key = { 0 };
    uint32_t place;

    buf_put_field(&key, unit);
    buf_put_field(&key, month);
    buf_put_field(&key, category);
    place = add ? codebook_add(keys, buf_str(&key)) : codebook_find(keys, buf_str(&key));
    buf_free(&key);
    return place;
}

static bool
same_code(struct str a, struct str b)
{
    return a.ptr && b.ptr ? str_eq(a, b) : !a.ptr && !b.ptr;
}

void
hidden_months_find(struct hidden_months *months, const struct suppression *suppression, const json_t *row)
{
    struct str team = json_str(row, "team");

    *months = (struct hidden_months){ .unit = json_str(row, "unit") };
    for (size_t i = 0; i < suppression->count; i++) {
        const struct people_row *hidden = suppression_row(suppression, i);
        if (!hidden->group.ptr && (!hidden->team.ptr || same_code(hidden->team, team)))
            place_of(&months->keys, hidden->unit, hidden->period, hidden->category, true);
    }
}

void
hidden_months_free(struct hidden_months *months)
{
    codebook_free(&months->keys);
}

/* For everybody, or in a category of the session. */
static bool
hides_unit(const struct hidden_months *months, struct str unit, struct str month, struct str category)
{
    struct codebook *keys = (struct codebook *)(uintptr_t)&months->keys;

    if (place_of(keys, unit, month, (struct str){ 0 }, false) != CODE_NONE)
        return true;
    for (; category.len > 0; category.len--)
        if ((category.ptr[category.len] == '.' || category.ptr[category.len] == '\0') &&
            place_of(keys, unit, month, category, false) != CODE_NONE)
            return true;
    return false;
}

static bool
is_of_hidden_row(const struct hidden_months *months, const json_t *session)
{
    struct str date = json_str(session, "date"), month = { date.ptr, date.len > 7 ? 7 : date.len };
    struct str unit = json_str(session, "unit"), category = json_str(session, "category");

    return months->keys.count > 0 &&
           (hides_unit(months, unit, month, category) || hides_unit(months, months->unit, month, category));
}

/* ---- sessions ---- */

static int64_t
number_of(const json_t *session, const char *key)
{
    return (int64_t)json_integer_value(json_object_get(session, key));
}

static bool
has_few(const json_t *session, struct disclosure_rule rule)
{
    static const char *const keys[] = { "named", "headcount", "asked", "least", "most" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (number_of(session, keys[i]) > 0 && disclosure_is_few(rule, number_of(session, keys[i])))
            return true;
    return false;
}

/* How many people came there, as far as it is listed. */
static int64_t
people_at(const json_t *session)
{
    int64_t named = number_of(session, "named"), headcount = number_of(session, "headcount");

    return named > headcount ? named : headcount;
}

static void
hide(json_t *session, bool adds_people)
{
    static const char *const keys[] = { "named", "headcount", "asked", "least", "most" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (json_object_get(session, keys[i]))
            json_object_set_new(session, keys[i], json_null());
    if (adds_people && json_object_get(session, "adds"))
        json_object_set_new(session, "adds", json_null());
    json_object_del(session, "attendances");
    json_object_set_new(session, "hidden", json_true());
}

struct hidden {
    size_t count;
    int64_t people;
};

static void
hide_and_count(json_t *session, bool adds_people, struct hidden *hidden)
{
    hidden->count++;
    hidden->people += people_at(session);
    hide(session, adds_people);
}

/* The shown one with the fewest people, but not with none. */
static json_t *
smallest(const json_t *sessions)
{
    json_t *found = NULL, *session;
    size_t i;

    json_array_foreach(sessions, i, session)
        if (!json_object_get(session, "hidden") && people_at(session) > 0 && (!found || people_at(session) < people_at(found)))
            found = session;
    return found;
}

/*
 * Sessions that are not listed here stand in an explanation with all of them, where the smallest is hidden beside a single
 * hidden one.  That may be one that is listed here only when all of these are hidden there: when they have fewer people
 * than may be told, or are one.  Then they count as hidden here, too.
 */
static void
count_left_out(const json_t *left_out, struct disclosure_rule rule, struct hidden *hidden)
{
    int64_t with_people = number_of(left_out, "with_people"), people = number_of(left_out, "people");

    if (with_people == 0 || (with_people > 1 && people >= rule.below))
        return;
    hidden->count += (size_t)with_people;
    hidden->people += people;
}

void
hidden_sessions(const struct hidden_months *months, json_t *measure, struct disclosure_rule rule, bool all)
{
    const json_t *sessions = json_object_get(measure, "sessions");
    json_t *left_out = json_object_get(measure, "left_out");
    struct str kind = json_str(measure, "kind");
    bool adds_people = str_eq(kind, STR("attendances")) || str_eq(kind, STR("people"));
    struct hidden hidden = { 0 };
    json_t *session;
    size_t i;

    json_array_foreach(sessions, i, session)
        if (all || has_few(session, rule) || is_of_hidden_row(months, session))
            hide_and_count(session, adds_people, &hidden);
    count_left_out(left_out, rule, &hidden);
    json_object_del(left_out, "with_people");
    json_object_del(left_out, "people");
    while (hidden.count > 0 && (hidden.count == 1 || hidden.people < rule.below) && (session = smallest(sessions)))
        hide_and_count(session, adds_people, &hidden);
}
