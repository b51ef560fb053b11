/* SPDX-License-Identifier: MIT */
#include "tests/support/random_set.h"

#include "tests/support/events.h"

#include <stdio.h>
#include <string.h>

struct sizes {
    unsigned units, persons, teams, sessions, items, records, years; /* years: up to 2025 */
};
static const struct sizes large = { 6, 14, 3, 14, 5, 0, 2 }, small = { 3, 7, 1, 4, 2, 12, 1 };

/* A set under construction. */
struct set {
    json_t *events;
    struct sizes size;
    struct dice dice;
    unsigned next_id;
};

static unsigned
roll(struct set *set, unsigned bound)
{
    return dice_below(&set->dice, bound);
}

/* An event of its own identity; takes data. Sometimes a second and a third rev of it follow, by the caller. */
static void
add_rev(struct set *set, unsigned id, unsigned rev, const char *type, json_t *data)
{
    char id_text[16], type_text[64];

    snprintf(id_text, sizeof id_text, "e%u", id);
    snprintf(type_text, sizeof type_text, "turnout.%s", type);
    json_array_append_new(set->events, json_pack("{s:s,s:s,s:s,s:i,s:s,s:s,s:o}", "specversion", "1.0", "id", id_text, "source",
                                                 id % 3 == 0 ? "one" : "two", "rev", (int)rev, "type", type_text, "time",
                                                 "2025-01-01T00:00:00+08:00", "data", data));
}

static void
add(struct set *set, const char *type, json_t *data)
{
    add_rev(set, set->next_id++, 1, type, data);
}

static const char *
name(char kind, unsigned number)
{
    static char names[8][16];
    static unsigned next;
    char *place = names[next++ % 8];

    snprintf(place, 16, "%c%u", kind, number);
    return place;
}

/* A day of the set's years, now and then less precise. */
static const char *
date(struct set *set, bool may_be_imprecise)
{
    static char text[32];
    unsigned year = 2026 - set->size.years + roll(set, set->size.years), month = 1 + roll(set, 12), day = 1 + roll(set, 28), form = roll(set, 8);

    if (may_be_imprecise && form == 0)
        snprintf(text, sizeof text, "%u", year);
    else if (may_be_imprecise && form == 1)
        snprintf(text, sizeof text, "%u-%02u", year, month);
    else if (may_be_imprecise && form == 2)
        snprintf(text, sizeof text, "%u-%02u-%02u/%u-12-31", year, month, day, year);
    else
        snprintf(text, sizeof text, "%u-%02u-%02u", year, month, day);
    return text;
}

static const char *
group(struct set *set)
{
    static const char *const groups[] = { "elderly", "women", "youth" };

    return groups[roll(set, 3)];
}

static json_t *
unit_data(struct set *set, unsigned unit)
{
    json_t *data = json_pack("{s:s,s:s,s:s}", "unit", name('u', unit), "level", unit == 0 ? "street" : "community", "at", date(set, false));

    if (unit > 0)
        json_object_set_new(data, "parent", json_string(name('u', roll(set, unit))));
    if (roll(set, 6) == 0)
        json_object_set_new(data, "opened", json_string("2024-03-15"));
    if (roll(set, 8) == 0)
        json_object_set_new(data, "closed", json_string("2025-06-01"));
    return data;
}

static json_t *
item_data(struct set *set, unsigned item)
{
    static const char *const windows[] = { "2025-05", "2025-02-01/2025-03-31", "2024-01-01/2025-06-30", "2025-09", "2024-11" };
    json_t *data = json_pack("{s:s,s:s,s:s,s:s,s:i,s:i}", "item", name('i', item), "unit", name('u', roll(set, set->size.units)), "window",
                             windows[roll(set, 5)], "kind", roll(set, 2) ? "contest" : "show", "count",
                             1 + (int)roll(set, 2), "weight", 1 + (int)roll(set, 3));

    if (roll(set, 3) == 0)
        json_object_set_new(data, "category", json_string(roll(set, 2) ? "culture.show" : "edu"));
    if (roll(set, 3) == 0)
        json_object_set_new(data, "team", json_string(name('t', roll(set, set->size.teams))));
    return data;
}

static void
add_item(struct set *set, unsigned item)
{
    unsigned id = set->next_id++;

    add_rev(set, id, 1, "plan.put", item_data(set, item));
    if (roll(set, 3) == 0)
        add_rev(set, id, 2, "plan.put", item_data(set, item));
    for (unsigned n = roll(set, 3); n > 1; n--) {
        unsigned drop = set->next_id++;

        add_rev(set, drop, 1, "plan.drop", json_pack("{s:s,s:b,s:s}", "item", name('i', item), "approved", (int)roll(set, 2), "at", date(set, false)));
        if (roll(set, 3) == 0)
            add_rev(set, drop, 2, "plan.drop", json_pack("{s:s,s:b,s:s}", "item", name('i', item), "approved", (int)roll(set, 2), "at", date(set, false)));
    }
}

static void
add_places(struct set *set)
{
    for (unsigned u = 0; u < set->size.units; u++) {
        add(set, "unit.put", unit_data(set, u));
        if (roll(set, 3) == 0)
            add(set, "unit.put", unit_data(set, u));
        if (roll(set, 4) > 0)
            add(set, "population.put", json_pack("{s:s,s:s,s:i,s:s}", "unit", name('u', u), "basis", "usual", "count",
                                                 (int)roll(set, 12), "at", "2023-06-01"));
        for (unsigned n = roll(set, 3); n > 0; n--)
            add(set, "population.put", json_pack("{s:s,s:s,s:i,s:s,s:s}", "unit", name('u', u), "basis", "usual", "count",
                                                 (int)roll(set, 12), "group", roll(set, 2) ? "all" : group(set), "at", date(set, false)));
    }
    for (unsigned t = 0; t < set->size.teams; t++)
        add(set, "team.put", json_pack("{s:s,s:s}", "team", name('t', t), "unit", name('u', roll(set, set->size.units))));
    for (unsigned i = 0; i < set->size.items; i++)
        add_item(set, i);
}

/* Always the lower number into a higher one: whichever comes first, none closes a cycle. */
static json_t *
merge_data(struct set *set)
{
    unsigned from = roll(set, set->size.persons - 1), into = from + 1 + roll(set, set->size.persons - 1 - from);

    return json_pack("{s:s,s:s}", "from", name('p', from), "into", name('p', into));
}

static void
add_merges(struct set *set)
{
    for (unsigned n = roll(set, 4); n > 0; n--) {
        unsigned id = set->next_id++;

        add_rev(set, id, 1, "person.merge", merge_data(set));
        if (roll(set, 3) == 0)
            add_rev(set, id, 2, "person.merge", merge_data(set));
    }
}

static void
add_people(struct set *set)
{
    for (unsigned p = 0; p < set->size.persons; p++) {
        for (unsigned n = roll(set, 3); n > 0; n--) {
            json_t *data = json_pack("{s:s,s:s,s:[s]}", "person", name('p', p), "at", date(set, false), "groups", group(set));

            if (roll(set, 5) > 0)
                json_object_set_new(data, "home", json_string(name('u', roll(set, set->size.units))));
            add(set, "person.put", data);
        }
        if (roll(set, 2))
            add(set, roll(set, 4) ? "team.join" : "team.leave", json_pack("{s:s,s:s,s:s}", "team", name('t', roll(set, set->size.teams)), "person",
                                                                          name('p', p), "at", date(set, false)));
    }
}

/* Any unit but the host itself. */
static void
add_cohost(struct set *set, json_t *session)
{
    const char *cohost = name('u', roll(set, set->size.units));

    if (strcmp(cohost, json_string_value(json_object_get(session, "unit"))) != 0)
        json_object_set_new(session, "cohosts", json_pack("[s]", cohost));
}

static json_t *
session_data(struct set *set, unsigned session)
{
    static const char *const categories[] = { "edu.law", "edu.science", "culture.show", "sport", "edu.moral.home", "edu.ideals", "edu.civility" };
    static const char *const kinds[] = { "lecture", "contest", "show", "film" };
    json_t *data = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "activity", name('a', session), "unit", name('u', roll(set, set->size.units)),
                             "category", categories[roll(set, 7)], "start", date(set, true), "kind",
                             kinds[roll(set, 4)], "role", roll(set, 4) ? "host" : "guest", "scale",
                             roll(set, 2) ? "small" : "large");

    if (roll(set, 3) == 0)
        json_object_set_new(data, "teams", json_pack("[s]", name('t', roll(set, set->size.teams))));
    if (roll(set, 4) == 0)
        json_object_set_new(data, "item", json_string(name('i', roll(set, set->size.items))));
    if (roll(set, 4) == 0)
        add_cohost(set, data);
    return data;
}

static json_t *
attendance_data(struct set *set, unsigned session)
{
    static const char *const statuses[] = { "present", "late", "absent", "excused", "registered", "online" };

    json_t *data = json_pack("{s:s,s:s,s:s}", "activity", name('a', session), "status", statuses[roll(set, 6)], "at", date(set, false));
    unsigned first = roll(set, set->size.persons - 3);

    if (roll(set, 5) == 0)
        json_object_set_new(data, "persons", json_pack("[s,s,s]", name('p', first), name('p', first + 1), name('p', first + 3)));
    else
        json_object_set_new(data, "person", json_string(name('p', roll(set, set->size.persons))));
    return data;
}

static json_t *
headcount_data(struct set *set, unsigned session)
{
    int total = (int)roll(set, 10);
    json_t *data = json_pack("{s:s,s:i,s:b,s:s,s:{s:i}}", "activity", name('a', session), "total", total, "includes_named",
                             (int)roll(set, 2), "method", roll(set, 3) ? "counted" : "estimated", "by_group", group(set),
                             (int)roll(set, 5));

    if (roll(set, 2))
        json_object_set_new(data, "residents", json_integer(roll(set, (unsigned)total + 1)));
    return data;
}

static void
add_happenings(struct set *set)
{
    for (unsigned s = 0; s < set->size.sessions; s++) {
        unsigned held = set->next_id++;

        add_rev(set, held, 1, "activity.held", session_data(set, s));
        if (roll(set, 4) == 0)
            add_rev(set, held, 2, "activity.held", session_data(set, s));
        if (roll(set, 8) == 0)
            add(set, "activity.cancelled", session_data(set, s));
        if (roll(set, 8) == 0)
            add(set, "activity.void", json_pack("{s:s}", "activity", name('a', s)));
        if (roll(set, 3) == 0)
            add(set, "headcount", headcount_data(set, s));
        for (unsigned n = roll(set, 8); n > 0; n--) {
            unsigned id = set->next_id++;

            add_rev(set, id, 1, "attendance", attendance_data(set, s));
            if (roll(set, 5) == 0)
                add_rev(set, id, 2 + roll(set, 2), "attendance", attendance_data(set, s));
        }
    }
}

/* Of anything, known or not, retractions included; and attendances at sessions that never appear. */
static void
add_second_thoughts(struct set *set)
{
    for (unsigned n = 4 + roll(set, 8); n > 0; n--) {
        unsigned id = roll(set, set->next_id + 3);

        add(set, "retract", json_pack("{s:s,s:s,s:i}", "source", id % 3 == 0 ? "one" : "two", "id", name('e', id), "rev",
                                      (int)(1 + roll(set, 2))));
    }
    add(set, "attendance", attendance_data(set, set->size.sessions));
}

static const char *
instant(struct set *set, const char *day, unsigned first_hour)
{
    static char texts[2][40];
    static unsigned next;
    char *text = texts[next++ % 2];

    snprintf(text, 40, "%sT%02u:%02u:00+08:00", day, first_hour, 15 * roll(set, 4));
    return text;
}

static json_t *
hours_data(struct set *set)
{
    json_t *data = json_pack("{s:s,s:s}", "unit", name('u', roll(set, set->size.units)), "proof", roll(set, 2) ? "clock" : "declared");
    const char *day = date(set, false);

    if (roll(set, 4) == 0)
        json_object_set_new(data, "persons", json_integer(1 + roll(set, 5)));
    else
        json_object_set_new(data, "person", json_string(name('p', roll(set, set->size.persons))));
    if (roll(set, 2)) {
        json_object_set_new(data, "from", json_string(instant(set, day, 8 + roll(set, 4))));
        json_object_set_new(data, "to", json_string(instant(set, day, 13 + roll(set, 10))));
    } else {
        json_object_set_new(data, "minutes", json_integer(roll(set, 200)));
    }
    if (roll(set, 3) == 0)
        json_object_set_new(data, "activity", json_string(name('a', roll(set, set->size.sessions + 1))));
    return data;
}

static json_t *
feedback_data(struct set *set)
{
    json_t *data = json_pack("{s:{s:i,s:i,s:i,s:i},s:i,s:s}", "counts", "5", (int)roll(set, 20), "4", (int)roll(set, 20), "2",
                             (int)roll(set, 9), "0", (int)roll(set, 4), "sent", 60, "at", date(set, false));

    if (roll(set, 2))
        json_object_set_new(data, "activity", json_string(name('a', roll(set, set->size.sessions))));
    else
        json_object_set_new(data, "unit", json_string(name('u', roll(set, set->size.units))));
    return data;
}

static json_t *
award_data(struct set *set)
{
    static const char *const levels[] = { "province", "city", "street" }, *const ranks[] = { "first", "second", "merit" };
    json_t *data = json_pack("{s:s,s:s,s:s,s:s}", "contest", roll(set, 2) ? "cup" : "games", "level", levels[roll(set, 3)], "rank",
                             ranks[roll(set, 3)], "at", date(set, false));

    if (roll(set, 2))
        json_object_set_new(data, "team", json_string(name('t', roll(set, set->size.teams))));
    else
        json_object_set_new(data, "unit", json_string(name('u', roll(set, set->size.units))));
    return data;
}

static void
add_venue(struct set *set)
{
    const char *day = date(set, false);

    if (roll(set, 3) == 0)
        add(set, "venue.put", json_pack("{s:s,s:s,s:s,s:s,s:i}", "venue", name('v', roll(set, 2)), "unit",
                                        name('u', roll(set, set->size.units)), "kind", "centre", "at", date(set, false),
                                        "weekly_minutes", 300));
    add(set, roll(set, 4) ? "venue.open" : "venue.closed",
        json_pack("{s:s,s:s,s:s}", "venue", name('v', roll(set, 2)), "from", instant(set, day, 7 + roll(set, 4)), "to",
                  instant(set, day, 14 + roll(set, 8))));
}

static void
add_record(struct set *set)
{
    static const char *const periods[] = { "2025", "2025H1", "2025Q1", "2025-03" };
    static const char *const channels[] = { "website", "wechat", "board", "radio" };
    const char *unit = name('u', roll(set, set->size.units));

    switch (roll(set, 13)) {
    case 0:
        add(set, "volunteer.hours", hours_data(set));
        break;
    case 1:
        add(set, roll(set, 3) ? "volunteer.join" : "volunteer.leave",
            json_pack("{s:s,s:s,s:s}", "unit", unit, "person", name('p', roll(set, set->size.persons)), "at", date(set, false)));
        break;
    case 2:
        add(set, "volunteer.count", json_pack("{s:s,s:s,s:i,s:s}", "unit", unit, "period", periods[roll(set, 4)], "registered",
                                              (int)roll(set, 9), "at", date(set, false)));
        break;
    case 3:
        add(set, "feedback.summary", feedback_data(set));
        break;
    case 4:
        add(set, "publicity.put", json_pack("{s:s,s:s,s:s,s:s,s:i}", "unit", unit, "channel", channels[roll(set, 4)], "at",
                                            date(set, true), "subject_at", date(set, false), "reach", (int)roll(set, 99)));
        break;
    case 5:
        add(set, "award.put", award_data(set));
        break;
    case 6:
        add_venue(set);
        break;
    case 7:
        add(set, "reach.declared", json_pack("{s:s,s:s,s:i,s:s}", "unit", unit, "period", periods[roll(set, 4)], "people",
                                             (int)roll(set, 12), "at", date(set, false)));
        break;
    case 8:
        add(set, "target.put", json_pack("{s:s,s:s,s:i,s:s,s:s}", "indicator", roll(set, 2) ? "education_coverage" : "participation_rate",
                                         "unit", unit, "value", (int)roll(set, 100), "at", date(set, false), "mode",
                                         roll(set, 3) ? "full" : "prorated"));
        break;
    case 9:
        add(set, "report.done", json_pack("{s:s,s:s,s:s,s:b}", "unit", unit, "dataset", "activity", "period", periods[roll(set, 4)],
                                          "empty", 1));
        break;
    case 10:
        add(set, "incident.put", json_pack("{s:s,s:s,s:b,s:s}", "unit", unit, "kind", "safety", "veto", (int)roll(set, 2), "at",
                                           date(set, true)));
        break;
    case 11:
        add(set, "declared.put", json_pack("{s:s,s:s,s:s,s:i,s:s}", "unit", unit, "what", roll(set, 2) ? "score.cadence_month" : "score.teams",
                                           "period", periods[roll(set, 2)], "value", (int)roll(set, 9), "at", date(set, false)));
        break;
    default:
        add(set, "plan.drop", json_pack("{s:s,s:b}", "item", name('i', roll(set, set->size.items)), "approved", (int)roll(set, 2)));
    }
}

static json_t *
random_set_of(unsigned seed, const struct sizes *sizes)
{
    struct set set = { .events = json_array(), .size = *sizes, .dice = { seed } };

    add_places(&set);
    add_people(&set);
    add_merges(&set);
    add_happenings(&set);
    for (unsigned n = 0; n < sizes->records; n++)
        add_record(&set);
    add_second_thoughts(&set);
    return set.events;
}

json_t *
random_set(unsigned seed)
{
    return random_set_of(seed, &large);
}

json_t *
random_small_set(unsigned seed)
{
    return random_set_of(seed, &small);
}
