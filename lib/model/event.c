/* SPDX-License-Identifier: MIT */
#include "lib/model/event.h"

#include "lib/base/codebook.h"

static const struct str type_names[EVENT_TYPES] = {
    [EVENT_UNIT_PUT] = STR_INIT("turnout.unit.put"),
    [EVENT_POPULATION_PUT] = STR_INIT("turnout.population.put"),
    [EVENT_PERSON_PUT] = STR_INIT("turnout.person.put"),
    [EVENT_TEAM_PUT] = STR_INIT("turnout.team.put"),
    [EVENT_TEAM_JOIN] = STR_INIT("turnout.team.join"),
    [EVENT_TEAM_LEAVE] = STR_INIT("turnout.team.leave"),
    [EVENT_PLAN_PUT] = STR_INIT("turnout.plan.put"),
    [EVENT_ACTIVITY_HELD] = STR_INIT("turnout.activity.held"),
    [EVENT_ACTIVITY_CANCELLED] = STR_INIT("turnout.activity.cancelled"),
    [EVENT_ACTIVITY_VOID] = STR_INIT("turnout.activity.void"),
    [EVENT_ATTENDANCE] = STR_INIT("turnout.attendance"),
    [EVENT_HEADCOUNT] = STR_INIT("turnout.headcount"),
    [EVENT_RETRACT] = STR_INIT("turnout.retract"),
    [EVENT_TARGET_PUT] = STR_INIT("turnout.target.put"),
    [EVENT_PERSON_MERGE] = STR_INIT("turnout.person.merge"),
    [EVENT_PERSON_FORGET] = STR_INIT("turnout.person.forget"),
    [EVENT_VENUE_PUT] = STR_INIT("turnout.venue.put"),
    [EVENT_VENUE_OPEN] = STR_INIT("turnout.venue.open"),
    [EVENT_VENUE_CLOSED] = STR_INIT("turnout.venue.closed"),
    [EVENT_PLAN_DROP] = STR_INIT("turnout.plan.drop"),
    [EVENT_REACH_DECLARED] = STR_INIT("turnout.reach.declared"),
    [EVENT_VOLUNTEER_JOIN] = STR_INIT("turnout.volunteer.join"),
    [EVENT_VOLUNTEER_LEAVE] = STR_INIT("turnout.volunteer.leave"),
    [EVENT_VOLUNTEER_COUNT] = STR_INIT("turnout.volunteer.count"),
    [EVENT_VOLUNTEER_HOURS] = STR_INIT("turnout.volunteer.hours"),
    [EVENT_FEEDBACK_RESPONSE] = STR_INIT("turnout.feedback.response"),
    [EVENT_FEEDBACK_SUMMARY] = STR_INIT("turnout.feedback.summary"),
    [EVENT_PUBLICITY_PUT] = STR_INIT("turnout.publicity.put"),
    [EVENT_AWARD_PUT] = STR_INIT("turnout.award.put"),
    [EVENT_EVIDENCE_PUT] = STR_INIT("turnout.evidence.put"),
    [EVENT_PARTNER_PUT] = STR_INIT("turnout.partner.put"),
    [EVENT_TALENT_PUT] = STR_INIT("turnout.talent.put"),
    [EVENT_DECLARED_PUT] = STR_INIT("turnout.declared.put"),
    [EVENT_REPORT_DONE] = STR_INIT("turnout.report.done"),
    [EVENT_INCIDENT_PUT] = STR_INIT("turnout.incident.put"),
    [EVENT_PERIOD_CLOSE] = STR_INIT("turnout.period.close"),
    [EVENT_PERIOD_REOPEN] = STR_INIT("turnout.period.reopen"),
    [EVENT_FOREIGN] = STR_INIT("foreign"),
};

const struct str unit_level_names[LEVELS] = {
    STR_INIT("city"), STR_INIT("district"), STR_INIT("street"), STR_INIT("community"),
    STR_INIT("grid"), STR_INIT("union"), STR_INIT("branch"),
};
const struct str basis_names[BASES] = {
    STR_INIT("usual"), STR_INIT("registered"), STR_INIT("urban"), STR_INIT("builtup"),
    STR_INIT("members"), STR_INIT("staff"), STR_INIT("roster"), STR_INIT("target"),
};
const struct str team_kind_names[TEAM_KINDS] = {
    STR_INIT("team"), STR_INIT("association"), STR_INIT("troupe"), STR_INIT("station"),
};
const struct str activity_kind_names[ACTIVITY_KINDS] = {
    STR_INIT("show"), STR_INIT("film"), STR_INIT("contest"), STR_INIT("lecture"), STR_INIT("training"),
    STR_INIT("exhibition"), STR_INIT("outing"), STR_INIT("service"), STR_INIT("meeting"), STR_INIT("other"),
};
const struct str host_role_names[HOST_ROLES] = { STR_INIT("host"), STR_INIT("guest") };
const struct str activity_scale_names[SCALES] = { STR_INIT("small"), STR_INIT("large") };
const struct str attendance_status_names[STATUSES] = {
    STR_INIT("present"), STR_INIT("late"), STR_INIT("left_early"), STR_INIT("online"),
    STR_INIT("absent"), STR_INIT("excused"), STR_INIT("registered"), STR_INIT("unknown"),
};
const struct str attendance_role_names[ATTEND_ROLES] = {
    STR_INIT("participant"), STR_INIT("performer"), STR_INIT("organiser"), STR_INIT("volunteer"), STR_INIT("audience"),
};
const struct str headcount_method_names[HEADCOUNT_METHODS] = { STR_INIT("counted"), STR_INIT("estimated") };
const struct str target_mode_names[TARGET_MODES] = { STR_INIT("full"), STR_INIT("prorated") };
const struct str proof_names[PROOFS] = { STR_INIT("declared"), STR_INIT("clock") };
const struct str award_level_names[AWARD_LEVELS] = {
    STR_INIT("nation"), STR_INIT("province"), STR_INIT("city"), STR_INIT("district"), STR_INIT("street"),
};
const struct str award_rank_names[AWARD_RANKS] = {
    STR_INIT("first"), STR_INIT("second"), STR_INIT("third"), STR_INIT("merit"),
};

struct str
event_type_name(enum event_type type)
{
    return type_names[type];
}

bool
event_type_find(struct str name, enum event_type *type)
{
    int found = str_find(name, type_names, EVENT_TYPES);

    if (found < 0 || found == EVENT_FOREIGN)
        return false;
    *type = (enum event_type)found;
    return true;
}

struct str
event_type_text(const struct event *event)
{
    return event->type == EVENT_FOREIGN ? event->as.foreign.type : type_names[event->type];
}

struct str
event_activity(const struct event *event)
{
    switch (event->type) {
    case EVENT_ACTIVITY_HELD:
    case EVENT_ACTIVITY_CANCELLED:
        return event->as.activity_put.activity;
    case EVENT_ACTIVITY_VOID:
        return event->as.activity_void.activity;
    case EVENT_ATTENDANCE:
        return event->as.attendance.activity;
    case EVENT_HEADCOUNT:
        return event->as.headcount.activity;
    case EVENT_VOLUNTEER_HOURS:
        return event->as.volunteer_hours.activity;
    case EVENT_FEEDBACK_RESPONSE:
    case EVENT_FEEDBACK_SUMMARY:
        return event->as.feedback.activity;
    case EVENT_FOREIGN:
        return event->as.foreign.activity;
    default:
        return (struct str){ 0 };
    }
}

uint64_t
event_activity_hash(const struct event *event)
{
    struct str activity;

    if (event->activity_hash)
        return event->activity_hash;
    activity = event_activity(event);
    return activity.ptr ? codebook_hash(activity) : 0;
}

const struct when *
event_date(const struct event *event)
{
    const struct when *begin = &event->at;

    switch (event->type) {
    case EVENT_ACTIVITY_HELD:
    case EVENT_ACTIVITY_CANCELLED:
        begin = &event->as.activity_put.start;
        break;
    case EVENT_VENUE_OPEN:
    case EVENT_VENUE_CLOSED:
        begin = &event->as.venue_hours.from;
        break;
    case EVENT_VOLUNTEER_HOURS:
        begin = &event->as.volunteer_hours.from;
        break;
    default:
        break;
    }
    return begin->precision == WHEN_NONE ? &event->at : begin;
}
