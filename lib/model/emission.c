/* SPDX-License-Identifier: MIT */
#include "lib/model/emission.h"

const struct str emit_names[EMIT_TYPES] = {
    STR_INIT("activity.held"),     STR_INIT("activity.cancelled"), STR_INIT("attendance"),   STR_INIT("headcount"),
    STR_INIT("volunteer.hours"),   STR_INIT("feedback.response"),  STR_INIT("feedback.summary"), STR_INIT("publicity.put"),
    STR_INIT("award.put"),         STR_INIT("evidence.put"),       STR_INIT("partner.put"),  STR_INIT("talent.put"),
    STR_INIT("incident.put"),      STR_INIT("venue.open"),         STR_INIT("venue.closed"),
};

const enum event_type emit_types[EMIT_TYPES] = {
    EVENT_ACTIVITY_HELD,   EVENT_ACTIVITY_CANCELLED, EVENT_ATTENDANCE,       EVENT_HEADCOUNT,
    EVENT_VOLUNTEER_HOURS, EVENT_FEEDBACK_RESPONSE,  EVENT_FEEDBACK_SUMMARY, EVENT_PUBLICITY_PUT,
    EVENT_AWARD_PUT,       EVENT_EVIDENCE_PUT,       EVENT_PARTNER_PUT,      EVENT_TALENT_PUT,
    EVENT_INCIDENT_PUT,    EVENT_VENUE_OPEN,         EVENT_VENUE_CLOSED,
};
