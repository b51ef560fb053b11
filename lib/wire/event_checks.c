/* SPDX-License-Identifier: MIT */
#include "lib/wire/event_checks.h"

#include "lib/wire/reading.h"

#include <inttypes.h>
#include <stdio.h>

enum { SENTENCE_SIZE = 160 };

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
