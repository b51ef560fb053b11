/* SPDX-License-Identifier: MIT */
#include "lib/model/event.h"

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

struct str
event_type_name(enum event_type type)
{
    return type_names[type];
}

bool
event_type_find(struct str name, enum event_type *type)
{
    int found = str_find(name, type_names, EVENT_TYPES);

    if (found < 0)
        return false;
    *type = (enum event_type)found;
    return true;
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
    default:
        return (struct str){ 0 };
    }
}

const struct when *
event_date(const struct event *event)
{
    if ((event->type == EVENT_ACTIVITY_HELD || event->type == EVENT_ACTIVITY_CANCELLED) &&
        event->as.activity_put.start.precision != WHEN_NONE)
        return &event->as.activity_put.start;
    return &event->at;
}
