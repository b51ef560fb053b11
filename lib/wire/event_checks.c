/* SPDX-License-Identifier: MIT */
#include "lib/wire/event_checks.h"

#include "lib/wire/reading.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SENTENCE_SIZE = 160, SERVED_SECONDS_MAX = 1440 * 60 };

static bool
check_days(const struct reading *in, const char *first_name, day_t first, const char *end_name, day_t end)
{
    char sentence[SENTENCE_SIZE], first_text[16], end_text[16];

    if (first < end)
        return true;
    day_format(first, first_text);
    day_format(end, end_text);
    snprintf(sentence, sizeof sentence, "must be after %s, got %s and %s", first_name, end_text, first_text);
    return reading_refuse_name(in, REFUSED_BAD_FIELD, end_name, sentence);
}

bool
check_unit_put(const struct reading *in)
{
    const struct unit_put *put = &in->event->as.unit_put;

    if (put->parent.ptr && str_eq(put->parent, put->unit))
        return reading_refuse_name(in, REFUSED_CYCLE, "parent", "is the unit itself");
    return !put->has_opened || !put->has_closed || check_days(in, "opened", put->opened, "closed", put->closed);
}

bool
check_team_put(const struct reading *in)
{
    const struct team_put *put = &in->event->as.team_put;

    return !put->has_founded || !put->has_dissolved ||
           check_days(in, "founded", put->founded, "dissolved", put->dissolved);
}

/* Both of the same form, so no zone is asked. */
static bool
is_before(const struct when *a, const struct when *b)
{
    if (a->precision == WHEN_DAY)
        return a->first < b->first;
    return a->instant < b->instant || (a->instant == b->instant && a->nanosecond < b->nanosecond);
}

static bool
check_end(const struct reading *in)
{
    const struct when *start = &in->event->as.activity_put.start, *end = &in->event->as.activity_put.end;

    if (end->precision == WHEN_NONE)
        return true;
    if (!when_is_dated(start))
        return reading_refuse_name(in, REFUSED_BAD_FIELD, "end", "needs a start that is an instant or a day");
    if (start->precision != end->precision)
        return reading_refuse_name(in, REFUSED_BAD_FIELD, "end", "must be written as start is: two instants or two days");
    if (is_before(end, start))
        return reading_refuse_name(in, REFUSED_BAD_FIELD, "end", "must not be before start");
    return true;
}

bool
check_activity(const struct reading *in)
{
    const struct activity_put *put = &in->event->as.activity_put;
    char name[32];

    for (size_t i = 0; i < put->cohosts.count; i++) {
        if (!str_eq(put->cohosts.items[i], put->unit))
            continue;
        snprintf(name, sizeof name, "cohosts[%zu]", i);
        return reading_refuse_name(in, REFUSED_BAD_FIELD, name, "is the host unit itself");
    }
    return check_end(in);
}

bool
check_attendance(const struct reading *in)
{
    if (!in->hasher || in->event->person_count > 0)
        return true;
    return reading_refuse_name(in, REFUSED_MISSING_FIELD, "person", "is missing, and so is persons: give one of them");
}

bool
check_headcount(const struct reading *in)
{
    const struct headcount *headcount = &in->event->as.headcount;
    char sentence[SENTENCE_SIZE];

    if (!headcount->has_residents || headcount->residents <= headcount->total)
        return true;
    snprintf(sentence, sizeof sentence, "must be at most total, got %" PRIu32 " of %" PRIu32, headcount->residents,
             headcount->total);
    return reading_refuse_name(in, REFUSED_BAD_FIELD, "residents", sentence);
}

/* Exactly one of two fields. */
static bool
check_one_of(const struct reading *in, const char *first, bool has_first, const char *second, bool has_second)
{
    char sentence[SENTENCE_SIZE];

    if (has_first != has_second)
        return true;
    if (has_first)
        snprintf(sentence, sizeof sentence, "cannot be given beside %s", first);
    else
        snprintf(sentence, sizeof sentence, "is missing, and so is %s: give one of them", second);
    return has_first ? reading_refuse_name(in, REFUSED_BAD_FIELD, second, sentence)
                     : reading_refuse_name(in, REFUSED_MISSING_FIELD, first, sentence);
}

bool
check_target(const struct reading *in)
{
    const struct target_put *put = &in->event->as.target_put;

    return !put->unit.ptr || !put->has_level ||
           reading_refuse_name(in, REFUSED_BAD_FIELD, "level", "cannot be given beside unit");
}

bool
check_merge(const struct reading *in)
{
    const struct event *event = in->event;

    if (!in->hasher || memcmp(&event->keys[0], &event->keys[1], sizeof *event->keys) != 0)
        return true;
    return reading_refuse_name(in, REFUSED_BAD_FIELD, "into", "is the same person as from");
}

/* From one to the other, of one form; days are both in, so that one day is not empty. */
static bool
check_interval(const struct reading *in, const struct when *from, const struct when *to)
{
    if (from->precision != to->precision)
        return reading_refuse_name(in, REFUSED_BAD_FIELD, "to", "must be written as from is: two instants or two days");
    if (from->precision == WHEN_DAY ? is_before(to, from) : !is_before(from, to))
        return reading_refuse_name(in, REFUSED_BAD_FIELD, "to", "must be after from");
    return true;
}

bool
check_venue_hours(const struct reading *in)
{
    return check_interval(in, &in->event->as.venue_hours.from, &in->event->as.venue_hours.to);
}

bool
check_volunteer_count(const struct reading *in)
{
    const struct volunteer_count *count = &in->event->as.volunteer_count;

    if (count->has_registered || count->has_recruited)
        return true;
    return reading_refuse_name(in, REFUSED_MISSING_FIELD, "registered",
                               "is missing, and so is recruited: give one of them or both");
}

static bool
check_served(const struct reading *in)
{
    const struct volunteer_hours *hours = &in->event->as.volunteer_hours;
    bool has_from = hours->from.precision != WHEN_NONE, has_to = hours->to.precision != WHEN_NONE;

    if (!check_one_of(in, "minutes", hours->has_minutes, "from", has_from))
        return false;
    if (has_from != has_to)
        return has_from ? reading_refuse_name(in, REFUSED_MISSING_FIELD, "to", "is missing: from needs it")
                        : reading_refuse_name(in, REFUSED_BAD_FIELD, "to", "needs a from");
    if (!has_from)
        return true;
    if (!check_interval(in, &hours->from, &hours->to))
        return false;
    return hours->to.instant - hours->from.instant <= SERVED_SECONDS_MAX ||
           reading_refuse_name(in, REFUSED_BAD_FIELD, "to", "must be at most 1440 minutes after from");
}

/* Stored data has no persons: whether one was posted is known from the number, which takes the other's place. */
bool
check_volunteer_hours(const struct reading *in)
{
    bool has_group = in->event->as.volunteer_hours.group > 0;
    bool has_person = in->hasher ? in->event->person_count > 0 : !has_group;

    return check_one_of(in, "person", has_person, "persons", has_group) && check_served(in);
}

bool
check_feedback(const struct reading *in)
{
    const struct feedback *feedback = &in->event->as.feedback;

    return check_one_of(in, "activity", feedback->activity.ptr != NULL, "unit", feedback->unit.ptr != NULL);
}

bool
check_award(const struct reading *in)
{
    const struct award_put *put = &in->event->as.award_put;

    return check_one_of(in, "team", put->team.ptr != NULL, "unit", put->unit.ptr != NULL);
}
