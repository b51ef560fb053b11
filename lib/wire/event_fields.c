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
#define DECIMAL(field, from, to, ...) \
    { .name = NAME_INIT(field), .kind = FIELD_DECIMAL, .least = from, .most = to, __VA_ARGS__ }
#define PERSON(field, one_or_more, ...) { .name = NAME_INIT(field), .kind = one_or_more, __VA_ARGS__ }
#define REQUIRED .is_required = true
#define DISTINCT .is_distinct = true
#define PRESET(value) .preset = value
#define PRESET_TEXT(value) .preset_text = STR_INIT(value)

enum {
    WINDOWS = 1 << WHEN_RANGE | 1 << WHEN_MONTH | 1 << WHEN_DAY,
    ANY_FORM = WINDOWS | 1 << WHEN_YEAR | 1 << WHEN_INSTANT,
    INSTANTS = 1 << WHEN_INSTANT,
    DAYS = 1 << WHEN_DAY,

    PEOPLE_MAX = 2000000000,
    ATTENDED_MINUTES_MAX = 24 * 60,
    SESSION_MINUTES_MAX = 7 * 24 * 60,
    BIRTH_YEAR_MIN = 1850,
    BIRTH_YEAR_MAX = 2100,
    PLANNED_MAX = 1000000,
    EDITION_MAX = 100000,
    EXPERTS_MAX = 100000,
    REV_MAX = INT32_MAX,
    WEEK_MINUTES = 7 * 24 * 60,
    SERVED_MINUTES_MAX = 24 * 60,
    VALUE_MAX = 1000000000, /* of targets and declared values */
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

static const struct field target_put[] = {
    TEXT("indicator", TEXT_CODE, PLACE(as.target_put.indicator), REQUIRED),
    TEXT("unit", TEXT_UNIT, PLACE(as.target_put.unit)), /* at most one of the two: check_target */
    CHOICE("level", unit_level_names, PLACE(as.target_put.level), POSTED(as.target_put.has_level)),
    DECIMAL("value", -VALUE_MAX, VALUE_MAX, PLACE(as.target_put.value), REQUIRED),
    CHOICE("mode", target_mode_names, PLACE(as.target_put.mode), PRESET(TARGET_FULL)),
    EVERYWHERE,
};

static const struct field person_merge[] = {
    PERSON("from", FIELD_PERSON, REQUIRED),
    PERSON("into", FIELD_PERSON, REQUIRED, PRESET(1)),
    EVERYWHERE,
};

static const struct field person_forget[] = {
    PERSON("person", FIELD_PERSON, REQUIRED),
    EVERYWHERE,
};

static const struct field venue_put[] = {
    TEXT("venue", TEXT_CODE, PLACE(as.venue_put.venue), REQUIRED),
    TEXT("unit", TEXT_UNIT, PLACE(as.venue_put.unit), REQUIRED),
    TEXT("kind", TEXT_CODE, PLACE(as.venue_put.kind), REQUIRED),
    TEXT("name", TEXT_FREE, PLACE(as.venue_put.name)),
    TEXTS("rooms", TEXT_FREE, PLACE(as.venue_put.rooms)),
    TRUTH("equipped", PLACE(as.venue_put.equipped)),
    WHOLE("weekly_minutes", 0, WEEK_MINUTES, PLACE(as.venue_put.weekly_minutes), POSTED(as.venue_put.has_weekly_minutes)),
    TRUTH("free", PLACE(as.venue_put.free)),
    EVERYWHERE,
};

static const struct field venue_open[] = {
    TEXT("venue", TEXT_CODE, PLACE(as.venue_hours.venue), REQUIRED),
    WHEN("from", INSTANTS, PLACE(as.venue_hours.from), REQUIRED),
    WHEN("to", INSTANTS, PLACE(as.venue_hours.to), REQUIRED),
    TEXT("duty", TEXT_FREE, PLACE(as.venue_hours.duty)),
    EVERYWHERE,
};

static const struct field venue_closed[] = {
    TEXT("venue", TEXT_CODE, PLACE(as.venue_hours.venue), REQUIRED),
    WHEN("from", INSTANTS | DAYS, PLACE(as.venue_hours.from), REQUIRED),
    WHEN("to", INSTANTS | DAYS, PLACE(as.venue_hours.to), REQUIRED),
    TEXT("reason", TEXT_FREE, PLACE(as.venue_hours.reason)),
    TRUTH("approved", PLACE(as.venue_hours.approved)),
    EVERYWHERE,
};

static const struct field plan_drop[] = {
    TEXT("item", TEXT_CODE, PLACE(as.plan_drop.item), REQUIRED),
    TEXT("reason", TEXT_FREE, PLACE(as.plan_drop.reason)),
    TRUTH("approved", PLACE(as.plan_drop.approved)),
    EVERYWHERE,
};

static const struct field reach_declared[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.reach_declared.unit), REQUIRED),
    TEXT("period", TEXT_PERIOD, PLACE(as.reach_declared.period), REQUIRED),
    WHOLE("people", 0, PEOPLE_MAX, PLACE(as.reach_declared.people), REQUIRED),
    TEXT("category", TEXT_CATEGORY, PLACE(as.reach_declared.category)),
    CHOICE("basis", basis_names, PLACE(as.reach_declared.basis), PRESET(BASIS_USUAL)),
    EVERYWHERE,
};

static const struct field volunteer_change[] = {
    PERSON("person", FIELD_PERSON, REQUIRED),
    TEXT("unit", TEXT_UNIT, PLACE(as.volunteer_change.unit), REQUIRED),
    TEXTS("skills", TEXT_CODE, PLACE(as.volunteer_change.skills), DISTINCT),
    EVERYWHERE,
};

static const struct field volunteer_count[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.volunteer_count.unit), REQUIRED),
    TEXT("period", TEXT_PERIOD, PLACE(as.volunteer_count.period), REQUIRED),
    WHOLE("registered", 0, PEOPLE_MAX, PLACE(as.volunteer_count.registered), POSTED(as.volunteer_count.has_registered)),
    WHOLE("recruited", 0, PEOPLE_MAX, PLACE(as.volunteer_count.recruited), POSTED(as.volunteer_count.has_recruited)),
    EVERYWHERE,
};

static const struct field volunteer_hours[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.volunteer_hours.unit), REQUIRED),
    PERSON("person", FIELD_PERSON), /* one of the two, and from and to or minutes: check_volunteer_hours */
    WHOLE("persons", 1, PEOPLE_MAX, PLACE(as.volunteer_hours.group)),
    TEXT("activity", TEXT_CODE, PLACE(as.volunteer_hours.activity)),
    WHEN("from", INSTANTS, PLACE(as.volunteer_hours.from)),
    WHEN("to", INSTANTS, PLACE(as.volunteer_hours.to)),
    WHOLE("minutes", 0, SERVED_MINUTES_MAX, PLACE(as.volunteer_hours.minutes), POSTED(as.volunteer_hours.has_minutes)),
    CHOICE("proof", proof_names, PLACE(as.volunteer_hours.proof), PRESET(PROOF_DECLARED)),
    EVERYWHERE,
};

static const struct field feedback_response[] = {
    TEXT("activity", TEXT_CODE, PLACE(as.feedback.activity)), /* one of the two: check_feedback */
    TEXT("unit", TEXT_UNIT, PLACE(as.feedback.unit)),
    WHOLE("level", 0, FEEDBACK_LEVEL_MAX, PLACE(as.feedback.level), REQUIRED),
    EVERYWHERE,
};

static const struct field feedback_summary[] = {
    TEXT("activity", TEXT_CODE, PLACE(as.feedback.activity)),
    TEXT("unit", TEXT_UNIT, PLACE(as.feedback.unit)),
    COUNTS("counts", TEXT_LEVEL, 0, PEOPLE_MAX, PLACE(as.feedback.counts), POSTED(as.feedback.count_count), REQUIRED),
    WHOLE("sent", 0, PEOPLE_MAX, PLACE(as.feedback.sent), POSTED(as.feedback.has_sent)),
    EVERYWHERE,
};

static const struct field publicity_put[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.publicity_put.unit), REQUIRED),
    TEXT("channel", TEXT_CODE, PLACE(as.publicity_put.channel), REQUIRED),
    TEXT("topic", TEXT_CODE, PLACE(as.publicity_put.topic)),
    TEXT("title", TEXT_FREE, PLACE(as.publicity_put.title)),
    WHEN("subject_at", ANY_FORM, PLACE(as.publicity_put.subject_at)),
    WHOLE("reach", 0, PEOPLE_MAX, PLACE(as.publicity_put.reach), POSTED(as.publicity_put.has_reach)),
    EVERYWHERE,
};

static const struct field award_put[] = {
    TEXT("team", TEXT_CODE, PLACE(as.award_put.team)), /* one of the two: check_award */
    TEXT("unit", TEXT_UNIT, PLACE(as.award_put.unit)),
    TEXT("contest", TEXT_CODE, PLACE(as.award_put.contest), REQUIRED),
    CHOICE("level", award_level_names, PLACE(as.award_put.level), REQUIRED),
    CHOICE("rank", award_rank_names, PLACE(as.award_put.rank), REQUIRED),
    EVERYWHERE,
};

static const struct field note_put[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.note_put.unit), REQUIRED),
    TEXT("kind", TEXT_CODE, PLACE(as.note_put.kind), REQUIRED),
    TEXT("ref", TEXT_FREE, PLACE(as.note_put.ref)),
    TEXT("name", TEXT_FREE, PLACE(as.note_put.name)),
    EVERYWHERE,
};

static const struct field declared_put[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.declared_put.unit), REQUIRED),
    TEXT("what", TEXT_CODE, PLACE(as.declared_put.what), REQUIRED),
    TEXT("period", TEXT_PERIOD, PLACE(as.declared_put.period), REQUIRED),
    DECIMAL("value", -VALUE_MAX, VALUE_MAX, PLACE(as.declared_put.value), REQUIRED),
    EVERYWHERE,
};

static const struct field report_done[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.report_done.unit), REQUIRED),
    TEXT("dataset", TEXT_CODE, PLACE(as.report_done.dataset), REQUIRED),
    TEXT("period", TEXT_PERIOD, PLACE(as.report_done.period), REQUIRED),
    TRUTH("empty", PLACE(as.report_done.empty)),
    EVERYWHERE,
};

static const struct field incident_put[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.incident_put.unit), REQUIRED),
    TEXT("kind", TEXT_CODE, PLACE(as.incident_put.kind), REQUIRED),
    TEXT("severity", TEXT_CODE, PLACE(as.incident_put.severity)),
    TRUTH("veto", PLACE(as.incident_put.veto)),
    EVERYWHERE,
};

static const struct field period_change[] = {
    TEXT("unit", TEXT_UNIT, PLACE(as.period_change.unit), REQUIRED),
    TEXT("period", TEXT_PERIOD, PLACE(as.period_change.period), REQUIRED),
    TEXT("reason", TEXT_FREE, PLACE(as.period_change.reason), REQUIRED),
    EVERYWHERE,
};

/* The rest is what rules declare: foreign_fields.h. */
static const struct field foreign[] = {
    EVERYWHERE,
};

#define FIELDS(table) .fields = table, .field_count = sizeof table / sizeof *table

static const struct event_schema schemas[EVENT_TYPES] = {
    [EVENT_UNIT_PUT] = { FIELDS(unit_put), .check = check_unit_put },
    [EVENT_POPULATION_PUT] = { FIELDS(population_put) },
    [EVENT_PERSON_PUT] = { FIELDS(person_put), .tokens = TOKENS_PERSON },
    [EVENT_TEAM_PUT] = { FIELDS(team_put), .check = check_team_put },
    [EVENT_TEAM_JOIN] = { FIELDS(team_change), .tokens = TOKENS_PERSON },
    [EVENT_TEAM_LEAVE] = { FIELDS(team_change), .tokens = TOKENS_PERSON },
    [EVENT_PLAN_PUT] = { FIELDS(plan_put), .may_be_ahead = true },
    [EVENT_ACTIVITY_HELD] = { FIELDS(activity_put), .check = check_activity },
    [EVENT_ACTIVITY_CANCELLED] = { FIELDS(activity_put), .check = check_activity },
    [EVENT_ACTIVITY_VOID] = { FIELDS(activity_void) },
    [EVENT_ATTENDANCE] = { FIELDS(attendance), .tokens = TOKENS_PERSON | TOKENS_LIST, .check = check_attendance },
    [EVENT_HEADCOUNT] = { FIELDS(headcount), .check = check_headcount },
    [EVENT_RETRACT] = { FIELDS(retract) },
    [EVENT_TARGET_PUT] = { FIELDS(target_put), .may_be_ahead = true, .check = check_target },
    [EVENT_PERSON_MERGE] = { FIELDS(person_merge), .tokens = TOKENS_MERGE, .check = check_merge },
    [EVENT_PERSON_FORGET] = { FIELDS(person_forget), .tokens = TOKENS_PERSON },
    [EVENT_VENUE_PUT] = { FIELDS(venue_put) },
    [EVENT_VENUE_OPEN] = { FIELDS(venue_open), .check = check_venue_hours },
    [EVENT_VENUE_CLOSED] = { FIELDS(venue_closed), .check = check_venue_hours },
    [EVENT_PLAN_DROP] = { FIELDS(plan_drop) },
    [EVENT_REACH_DECLARED] = { FIELDS(reach_declared) },
    [EVENT_VOLUNTEER_JOIN] = { FIELDS(volunteer_change), .tokens = TOKENS_PERSON },
    [EVENT_VOLUNTEER_LEAVE] = { FIELDS(volunteer_change), .tokens = TOKENS_PERSON },
    [EVENT_VOLUNTEER_COUNT] = { FIELDS(volunteer_count), .check = check_volunteer_count },
    [EVENT_VOLUNTEER_HOURS] = { FIELDS(volunteer_hours), .tokens = TOKENS_PERSON, .check = check_volunteer_hours },
    [EVENT_FEEDBACK_RESPONSE] = { FIELDS(feedback_response), .check = check_feedback },
    [EVENT_FEEDBACK_SUMMARY] = { FIELDS(feedback_summary), .check = check_feedback },
    [EVENT_PUBLICITY_PUT] = { FIELDS(publicity_put) },
    [EVENT_AWARD_PUT] = { FIELDS(award_put), .check = check_award },
    [EVENT_EVIDENCE_PUT] = { FIELDS(note_put) },
    [EVENT_PARTNER_PUT] = { FIELDS(note_put) },
    [EVENT_TALENT_PUT] = { FIELDS(note_put) },
    [EVENT_DECLARED_PUT] = { FIELDS(declared_put) },
    [EVENT_REPORT_DONE] = { FIELDS(report_done) },
    [EVENT_INCIDENT_PUT] = { FIELDS(incident_put) },
    [EVENT_PERIOD_CLOSE] = { FIELDS(period_change) },
    [EVENT_PERIOD_REOPEN] = { FIELDS(period_change) },
    [EVENT_FOREIGN] = { FIELDS(foreign), .tokens = TOKENS_PERSON },
};

const struct event_schema *
event_schema(enum event_type type)
{
    return &schemas[type];
}
