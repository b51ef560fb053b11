/* SPDX-License-Identifier: MIT */
/*
 * event_checks.h -- what the fields of an event owe each other, a function a type.
 *
 * Called once every field is in struct event.
 */
#ifndef LIB_WIRE_EVENT_CHECKS_H
#define LIB_WIRE_EVENT_CHECKS_H

#include <stdbool.h>

struct reading;

bool check_unit_put(const struct reading *in);   /* not its own parent; closed after opened */
bool check_team_put(const struct reading *in);   /* dissolved after founded */
bool check_activity(const struct reading *in);   /* end fits start; the host is no cohost */
bool check_attendance(const struct reading *in); /* a person or persons */
bool check_headcount(const struct reading *in);  /* no more residents than people */
bool check_target(const struct reading *in);     /* not of a unit and of a level */
bool check_merge(const struct reading *in);      /* two people */
bool check_venue_hours(const struct reading *in);     /* to after from, of the same form */
bool check_volunteer_count(const struct reading *in); /* a number of some kind */
bool check_volunteer_hours(const struct reading *in); /* a person or a number; from and to or minutes; a day at most */
bool check_feedback(const struct reading *in);   /* an activity or a unit */
bool check_award(const struct reading *in);      /* a team or a unit */

#endif
