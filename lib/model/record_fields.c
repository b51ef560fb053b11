/* SPDX-License-Identifier: MIT */
#include "lib/model/record_fields.h"

#define FIELD(of, member, what) \
    .name = STR_INIT(#member), .kind = what, .offset = offsetof(union event_data, of.member)
#define POSTED(of, flag) .has_offset = offsetof(union event_data, of.flag)
#define WORDS(list) .words = list, .word_count = sizeof list / sizeof *list

static const struct record_field venue_put[] = {
    { FIELD(venue_put, venue, DATA_TEXT) },
    { FIELD(venue_put, unit, DATA_TEXT) },
    { FIELD(venue_put, kind, DATA_TEXT) },
    { FIELD(venue_put, name, DATA_TEXT) },
    { FIELD(venue_put, rooms, DATA_TEXTS) },
    { FIELD(venue_put, equipped, DATA_TRUTH) },
    { FIELD(venue_put, weekly_minutes, DATA_WHOLE), POSTED(venue_put, has_weekly_minutes) },
    { FIELD(venue_put, free, DATA_TRUTH) },
};

static const struct record_field venue_hours[] = {
    { FIELD(venue_hours, venue, DATA_TEXT) },
    { FIELD(venue_hours, from, DATA_WHEN) },
    { FIELD(venue_hours, to, DATA_WHEN) },
    { FIELD(venue_hours, duty, DATA_TEXT) },
    { FIELD(venue_hours, reason, DATA_TEXT) },
    { FIELD(venue_hours, approved, DATA_TRUTH) },
};

static const struct record_field plan_drop[] = {
    { FIELD(plan_drop, item, DATA_TEXT) },
    { FIELD(plan_drop, reason, DATA_TEXT) },
    { FIELD(plan_drop, approved, DATA_TRUTH) },
};

static const struct record_field reach_declared[] = {
    { FIELD(reach_declared, unit, DATA_TEXT) },
    { FIELD(reach_declared, period, DATA_TEXT) },
    { FIELD(reach_declared, people, DATA_WHOLE) },
    { FIELD(reach_declared, category, DATA_TEXT) },
    { FIELD(reach_declared, basis, DATA_CHOICE), WORDS(basis_names) },
};

static const struct record_field volunteer_change[] = {
    { FIELD(volunteer_change, unit, DATA_TEXT) },
    { FIELD(volunteer_change, skills, DATA_TEXTS) },
};

static const struct record_field volunteer_count[] = {
    { FIELD(volunteer_count, unit, DATA_TEXT) },
    { FIELD(volunteer_count, period, DATA_TEXT) },
    { FIELD(volunteer_count, registered, DATA_WHOLE), POSTED(volunteer_count, has_registered) },
    { FIELD(volunteer_count, recruited, DATA_WHOLE), POSTED(volunteer_count, has_recruited) },
};

static const struct record_field volunteer_hours[] = {
    { FIELD(volunteer_hours, unit, DATA_TEXT) },
    { FIELD(volunteer_hours, activity, DATA_TEXT) },
    { .name = STR_INIT("persons"), .kind = DATA_WHOLE, .offset = offsetof(union event_data, volunteer_hours.group) },
    { FIELD(volunteer_hours, from, DATA_WHEN) },
    { FIELD(volunteer_hours, to, DATA_WHEN) },
    { FIELD(volunteer_hours, minutes, DATA_WHOLE), POSTED(volunteer_hours, has_minutes) },
    { FIELD(volunteer_hours, proof, DATA_CHOICE), WORDS(proof_names) },
};

static const struct record_field feedback[] = {
    { FIELD(feedback, activity, DATA_TEXT) },
    { FIELD(feedback, unit, DATA_TEXT) },
    { FIELD(feedback, level, DATA_WHOLE) },
    { FIELD(feedback, counts, DATA_COUNTS), POSTED(feedback, count_count) },
    { FIELD(feedback, sent, DATA_WHOLE), POSTED(feedback, has_sent) },
};

static const struct record_field publicity_put[] = {
    { FIELD(publicity_put, unit, DATA_TEXT) },
    { FIELD(publicity_put, channel, DATA_TEXT) },
    { FIELD(publicity_put, topic, DATA_TEXT) },
    { FIELD(publicity_put, title, DATA_TEXT) },
    { FIELD(publicity_put, subject_at, DATA_WHEN) },
    { FIELD(publicity_put, reach, DATA_WHOLE), POSTED(publicity_put, has_reach) },
};

static const struct record_field award_put[] = {
    { FIELD(award_put, team, DATA_TEXT) },
    { FIELD(award_put, unit, DATA_TEXT) },
    { FIELD(award_put, contest, DATA_TEXT) },
    { FIELD(award_put, level, DATA_CHOICE), WORDS(award_level_names) },
    { FIELD(award_put, rank, DATA_CHOICE), WORDS(award_rank_names) },
};

static const struct record_field note_put[] = {
    { FIELD(note_put, unit, DATA_TEXT) },
    { FIELD(note_put, kind, DATA_TEXT) },
    { FIELD(note_put, ref, DATA_TEXT) },
    { FIELD(note_put, name, DATA_TEXT) },
};

static const struct record_field declared_put[] = {
    { FIELD(declared_put, unit, DATA_TEXT) },
    { FIELD(declared_put, what, DATA_TEXT) },
    { FIELD(declared_put, period, DATA_TEXT) },
    { FIELD(declared_put, value, DATA_FRACTION) },
};

static const struct record_field report_done[] = {
    { FIELD(report_done, unit, DATA_TEXT) },
    { FIELD(report_done, dataset, DATA_TEXT) },
    { FIELD(report_done, period, DATA_TEXT) },
    { FIELD(report_done, empty, DATA_TRUTH) },
};

static const struct record_field incident_put[] = {
    { FIELD(incident_put, unit, DATA_TEXT) },
    { FIELD(incident_put, kind, DATA_TEXT) },
    { FIELD(incident_put, severity, DATA_TEXT) },
    { FIELD(incident_put, veto, DATA_TRUTH) },
};

static const struct record_field period_change[] = {
    { FIELD(period_change, unit, DATA_TEXT) },
    { FIELD(period_change, period, DATA_TEXT) },
    { FIELD(period_change, reason, DATA_TEXT) },
};

/* What else it says is in its values: foreign.h. */
static const struct record_field foreign[] = {
    { FIELD(foreign, type, DATA_TEXT) },
    { FIELD(foreign, unit, DATA_TEXT) },
    { FIELD(foreign, team, DATA_TEXT) },
    { FIELD(foreign, activity, DATA_TEXT) },
    { FIELD(foreign, venue, DATA_TEXT) },
    { FIELD(foreign, item, DATA_TEXT) },
};

static const struct {
    const struct record_field *fields;
    size_t count;
} tables[EVENT_TYPES] = {
#define TABLE(fields) { fields, sizeof fields / sizeof *fields }
    [EVENT_VENUE_PUT] = TABLE(venue_put),
    [EVENT_VENUE_OPEN] = TABLE(venue_hours),
    [EVENT_VENUE_CLOSED] = TABLE(venue_hours),
    [EVENT_PLAN_DROP] = TABLE(plan_drop),
    [EVENT_REACH_DECLARED] = TABLE(reach_declared),
    [EVENT_VOLUNTEER_JOIN] = TABLE(volunteer_change),
    [EVENT_VOLUNTEER_LEAVE] = TABLE(volunteer_change),
    [EVENT_VOLUNTEER_COUNT] = TABLE(volunteer_count),
    [EVENT_VOLUNTEER_HOURS] = TABLE(volunteer_hours),
    [EVENT_FEEDBACK_RESPONSE] = TABLE(feedback),
    [EVENT_FEEDBACK_SUMMARY] = TABLE(feedback),
    [EVENT_PUBLICITY_PUT] = TABLE(publicity_put),
    [EVENT_AWARD_PUT] = TABLE(award_put),
    [EVENT_EVIDENCE_PUT] = TABLE(note_put),
    [EVENT_PARTNER_PUT] = TABLE(note_put),
    [EVENT_TALENT_PUT] = TABLE(note_put),
    [EVENT_DECLARED_PUT] = TABLE(declared_put),
    [EVENT_REPORT_DONE] = TABLE(report_done),
    [EVENT_INCIDENT_PUT] = TABLE(incident_put),
    [EVENT_PERIOD_CLOSE] = TABLE(period_change),
    [EVENT_PERIOD_REOPEN] = TABLE(period_change),
    [EVENT_FOREIGN] = TABLE(foreign),
};

bool
event_type_is_record(enum event_type type)
{
    return tables[type].count > 0;
}

const struct record_field *
record_fields(enum event_type type, size_t *count)
{
    *count = tables[type].count;
    return tables[type].fields;
}

const struct record_field *
record_field_find(enum event_type type, struct str name)
{
    for (size_t i = 0; i < tables[type].count; i++)
        if (str_eq(tables[type].fields[i].name, name))
            return &tables[type].fields[i];
    return NULL;
}

bool
record_field_is_given(const union event_data *data, const struct record_field *field)
{
    const void *value = record_field_value(data, field);

    if (field->kind == DATA_TEXT)
        return ((const struct str *)value)->ptr != NULL;
    if (field->kind == DATA_WHEN)
        return ((const struct when *)value)->precision != WHEN_NONE;
    if (field->kind == DATA_COUNTS)
        return *(const size_t *)(const void *)((const char *)data + field->has_offset) > 0;
    return field->has_offset == 0 || *((const bool *)data + field->has_offset);
}
