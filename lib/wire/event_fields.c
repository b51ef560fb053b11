/* SPDX-License-Identifier: MIT */
#include "lib/wire/event_fields.h"

#include "lib/wire/event_checks.h"

/* Where a value goes: a member of struct event. */
#define PLACE(member) .offset = offsetof(struct event, member), .size = sizeof(((struct event *)0)->member)
#define POSTED(member) .has_offset = offsetof(struct event, member)

/* Rows by what stands in the field: name, rule, place, and then at will REQUIRED, PRESET(n), POSTED(has). */
#define TEXT(field, allowed, ...) \
    { .name = NAME_INIT(field), .kind = FIELD_TEXT, .rule = allowed, __VA_ARGS__ }
#define TEXTS(field, allowed, ...) \
    { .name = NAME_INIT(field), .kind = FIELD_TEXTS, .rule = allowed, __VA_ARGS__ }
#define WHOLE(field, from, to, ...) \
    { .name = NAME_INIT(field), .kind = FIELD_WHOLE, .least = from, .most = to, __VA_ARGS__ }
#define CHOICE(field, names, ...) \
    { .name = NAME_INIT(field), .kind = FIELD_CHOICE, .words = names, .word_count = sizeof names / sizeof *names, __VA_ARGS__ }
#define TRUTH(field, ...) { .name = NAME_INIT(field), .kind = FIELD_TRUTH, __VA_ARGS__ }
#define DAY(field, ...) { .name = NAME_INIT(field), .kind = FIELD_DAY, __VA_ARGS__ }
#define WHEN(field, allowed, ...) { .name = NAME_INIT(field), .kind = FIELD_WHEN, .forms = allowed, __VA_ARGS__ }
#define COUNTS(field, allowed, from, to, ...) \
    { .name = NAME_INIT(field), .kind = FIELD_COUNTS, .rule = allowed, .least = from, .most = to, __VA_ARGS__ }
#define PERSON(field, one_or_more, ...) { .name = NAME_INIT(field), .kind = one_or_more, __VA_ARGS__ }
#define REQUIRED .is_required = true
#define DISTINCT .is_distinct = true
#define PRESET(value) .preset = value
#define PRESET_TEXT(value) .preset_text = STR_INIT(value)

enum {
    WINDOWS = 1 << WHEN_RANGE | 1 << WHEN_MONTH | 1 << WHEN_DAY,
    ANY_FORM = WINDOWS | 1 << WHEN_YEAR | 1 << WHEN_INSTANT,

    PEOPLE_MAX = 2000000000,
    ATTENDED_MINUTES_MAX = 24 * 60,
    SESSION_MINUTES_MAX = 7 * 24 * 60,
    BIRTH_YEAR_MIN = 1850,
    BIRTH_YEAR_MAX = 2100,
    PLANNED_MAX = 1000000,
    EDITION_MAX = 100000,
    EXPERTS_MAX = 100000,
    REV_MAX = INT32_MAX,
};

/* The fields that every type takes; the last two stay in the data. */
#define EVERYWHERE \
    WHEN("at", ANY_FORM, PLACE(at)), \
    TEXT("by", TEXT_FREE), \
    TEXT("evidence", TEXT_FREE)

static const struct field unit_put[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.unit_put.unit), REQUIRED),
    CHOICE("level", unit_level_names, PLACE(as.unit_put.level), REQUIRED),
    TEXT("name", TEXT_FREE, PLACE(as.unit_put.name)),
    TEXT("name_en", TEXT_FREE, PLACE(as.unit_put.name_en)),
    TEXT("parent", TEXT_UNIT, PLACE(as.unit_put.parent)),
    TEXT("guide", TEXT_UNIT, PLACE(as.unit_put.guide)),
    /* Only the shape: whether there is such a zone the engine asks, since zone_find is not for two threads at once. */
    TEXT("tz", TEXT_ZONE, PLACE(as.unit_put.tz)),
    DAY("opened", PLACE(as.unit_put.opened), POSTED(as.unit_put.has_opened)),
    DAY("closed", PLACE(as.unit_put.closed), POSTED(as.unit_put.has_closed)),
    EVERYWHERE,
};

static const struct field population_put[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.population_put.unit), REQUIRED),
    CHOICE("basis", basis_names, PLACE(as.population_put.basis), REQUIRED),
    WHOLE("count", 0, PEOPLE_MAX, PLACE(as.population_put.count), REQUIRED),
    TEXT("group", TEXT_CODE, PLACE(as.population_put.group), PRESET_TEXT("all")),
    TEXT("source", TEXT_FREE, PLACE(as.population_put.source)),
    TRUTH("estimate", PLACE(as.population_put.estimate)),
    EVERYWHERE,
};

static const struct field person_put[] = {
    PERSON("person", FIELD_PERSON, REQUIRED),
    TEXT("home", TEXT_UNIT, PLACE(as.person_put.home)),
    TEXTS("groups", TEXT_CODE, PLACE(as.person_put.groups), DISTINCT),
    WHOLE("birth_year", BIRTH_YEAR_MIN, BIRTH_YEAR_MAX, PLACE(as.person_put.birth_year),
          POSTED(as.person_put.has_birth_year)),
    EVERYWHERE,
};

static const struct field team_put[] = {
    TEXT("team", TEXT_CODE, PLACE(as.team_put.team), REQUIRED),
    TEXT("unit", TEXT_UNIT, PLACE(as.team_put.unit), REQUIRED),
    TEXT("name", TEXT_FREE, PLACE(as.team_put.name)),
    CHOICE("kind", team_kind_names, PLACE(as.team_put.kind), PRESET(TEAM_TEAM)),
    TEXT("category", TEXT_CATEGORY, PLACE(as.team_put.category)),
    DAY("founded", PLACE(as.team_put.founded), POSTED(as.team_put.has_founded)),
    DAY("dissolved", PLACE(as.team_put.dissolved), POSTED(as.team_put.has_dissolved)),
    EVERYWHERE,
};

static const struct field team_change[] = {
    TEXT("team", TEXT_CODE, PLACE(as.team_change.team), REQUIRED),
    PERSON("person", FIELD_PERSON, REQUIRED),
    EVERYWHERE,
};

static const struct field plan_put[] = {
    TEXT("item", TEXT_CODE, PLACE(as.plan_put.item), REQUIRED),
    TEXT("unit", TEXT_UNIT, PLACE(as.plan_put.unit), REQUIRED),
    WHEN("window", WINDOWS, PLACE(as.plan_put.window), REQUIRED),
    TEXT("title", TEXT_FREE, PLACE(as.plan_put.title)),
    TEXT("category", TEXT_CATEGORY, PLACE(as.plan_put.category)),
    CHOICE("kind", activity_kind_names, PLACE(as.plan_put.kind), POSTED(as.plan_put.has_kind)),
    CHOICE("role", host_role_names, PLACE(as.plan_put.role), PRESET(ROLE_HOST)),
    TEXT("team", TEXT_CODE, PLACE(as.plan_put.team)),
    WHOLE("count", 1, PLANNED_MAX, PLACE(as.plan_put.count), PRESET(1)),
    WHOLE("weight", 1, PLANNED_MAX, PLACE(as.plan_put.weight), PRESET(1)),
    EVERYWHERE,
};

static const struct field activity_put[] = {
    TEXT("activity", TEXT_CODE, PLACE(as.activity_put.activity), REQUIRED),
    TEXT("unit", TEXT_UNIT, PLACE(as.activity_put.unit), REQUIRED),
    TEXT("category", TEXT_CATEGORY, PLACE(as.activity_put.category), REQUIRED),
    WHEN("start", ANY_FORM, PLACE(as.activity_put.start)),
    WHEN("end", ANY_FORM, PLACE(as.activity_put.end)),
    TEXT("title", TEXT_FREE, PLACE(as.activity_put.title)),
    CHOICE("kind", activity_kind_names, PLACE(as.activity_put.kind), PRESET(KIND_OTHER)),
    CHOICE("role", host_role_names, PLACE(as.activity_put.role), PRESET(ROLE_HOST)),
    TEXTS("cohosts", TEXT_UNIT, PLACE(as.activity_put.cohosts), DISTINCT),
    TEXTS("teams", TEXT_CODE, PLACE(as.activity_put.teams), DISTINCT),
    TEXTS("secondaries", TEXT_CATEGORY, PLACE(as.activity_put.secondaries), DISTINCT),
    TEXT("item", TEXT_CODE, PLACE(as.activity_put.item)),
    WHOLE("minutes", 0, SESSION_MINUTES_MAX, PLACE(as.activity_put.minutes), POSTED(as.activity_put.has_minutes)),
    CHOICE("scale", activity_scale_names, PLACE(as.activity_put.scale), PRESET(SCALE_SMALL)),
    TEXT("place", TEXT_FREE, PLACE(as.activity_put.place)),
    TEXT("festival", TEXT_FREE, PLACE(as.activity_put.festival)),
    TEXT("series", TEXT_FREE, PLACE(as.activity_put.series)),
    WHOLE("edition", 0, EDITION_MAX, PLACE(as.activity_put.edition), POSTED(as.activity_put.has_edition)),
    TEXTS("partners", TEXT_FREE, PLACE(as.activity_put.partners)),
    TEXTS("tags", TEXT_FREE, PLACE(as.activity_put.tags)),
    WHOLE("experts", 0, EXPERTS_MAX, PLACE(as.activity_put.experts), POSTED(as.activity_put.has_experts)),
    TEXT("lead", TEXT_FREE, PLACE(as.activity_put.lead)),
    EVERYWHERE,
};

static const struct field activity_void[] = {
    TEXT("activity", TEXT_CODE, PLACE(as.activity_void.activity), REQUIRED),
    TEXT("reason", TEXT_FREE, PLACE(as.activity_void.reason)),
    EVERYWHERE,
};

static const struct field attendance[] = {
    TEXT("activity", TEXT_CODE, PLACE(as.attendance.activity), REQUIRED),
    PERSON("person", FIELD_PERSON), /* one of the two: check_attendance */
    PERSON("persons", FIELD_PERSONS),
    CHOICE("status", attendance_status_names, PLACE(as.attendance.status), REQUIRED),
    CHOICE("role", attendance_role_names, PLACE(as.attendance.role), PRESET(ATTEND_PARTICIPANT)),
    WHOLE("minutes", 0, ATTENDED_MINUTES_MAX, PLACE(as.attendance.minutes), POSTED(as.attendance.has_minutes)),
    EVERYWHERE,
};

static const struct field headcount[] = {
    TEXT("activity", TEXT_CODE, PLACE(as.headcount.activity), REQUIRED),
    WHOLE("total", 0, PEOPLE_MAX, PLACE(as.headcount.total), REQUIRED),
    WHOLE("residents", 0, PEOPLE_MAX, PLACE(as.headcount.residents), POSTED(as.headcount.has_residents)),
    COUNTS("by_group", TEXT_CODE, 0, PEOPLE_MAX, PLACE(as.headcount.by_group), POSTED(as.headcount.group_count)),
    TRUTH("includes_named", PLACE(as.headcount.includes_named), PRESET(true)),
    CHOICE("method", headcount_method_names, PLACE(as.headcount.method), PRESET(HEADCOUNT_COUNTED)),
    EVERYWHERE,
};

static const struct field retract[] = {
    TEXT("source", TEXT_SOURCE, PLACE(as.retract.source), REQUIRED),
    TEXT("id", TEXT_ID, PLACE(as.retract.id), REQUIRED),
    WHOLE("rev", 1, REV_MAX, PLACE(as.retract.rev), PRESET(1)),
    EVERYWHERE,
};

#define FIELDS(table) .fields = table, .field_count = sizeof table / sizeof *table

static const struct event_schema schemas[EVENT_TYPES] = {
    [EVENT_UNIT_PUT] = { FIELDS(unit_put), .check = check_unit_put },
    [EVENT_POPULATION_PUT] = { FIELDS(population_put) },
    [EVENT_PERSON_PUT] = { FIELDS(person_put), .has_persons = true },
    [EVENT_TEAM_PUT] = { FIELDS(team_put), .check = check_team_put },
    [EVENT_TEAM_JOIN] = { FIELDS(team_change), .has_persons = true },
    [EVENT_TEAM_LEAVE] = { FIELDS(team_change), .has_persons = true },
    [EVENT_PLAN_PUT] = { FIELDS(plan_put), .may_be_ahead = true },
    [EVENT_ACTIVITY_HELD] = { FIELDS(activity_put), .check = check_activity },
    [EVENT_ACTIVITY_CANCELLED] = { FIELDS(activity_put), .check = check_activity },
    [EVENT_ACTIVITY_VOID] = { FIELDS(activity_void) },
    [EVENT_ATTENDANCE] = { FIELDS(attendance), .has_persons = true, .check = check_attendance },
    [EVENT_HEADCOUNT] = { FIELDS(headcount), .check = check_headcount },
    [EVENT_RETRACT] = { FIELDS(retract) },
};

const struct event_schema *
event_schema(enum event_type type)
{
    return &schemas[type];
}
