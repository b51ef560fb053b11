/* SPDX-License-Identifier: MIT */
#include "tests/support/naive.h"

#include "lib/model/zone.h"
#include "tests/support/check.h"

static const struct zone *
shanghai(void)
{
    struct err err;
    const struct zone *zone = zone_find(STR("Asia/Shanghai"), &err);

    if (!zone)
        check_failed("%s", err.text);
    return zone;
}

/* ---- which of several statements (D2) ---- */

/* (rev, source, id) */
static int
rev_order(const struct event *a, const struct event *b)
{
    int order = (a->rev > b->rev) - (a->rev < b->rev);

    if (order == 0)
        order = str_cmp(a->source, b->source);
    return order != 0 ? order : str_cmp(a->id, b->id);
}

/* (at, rev, source, id) */
static int
single_order(const struct event *a, const struct event *b, const struct zone *zone)
{
    int order = when_cmp(&a->at, &b->at, zone);

    return order != 0 ? order : rev_order(a, b);
}

/* ---- units ---- */

/* Follows references until one is not stated; a reference to itself by way of others does not come up. */
static bool
has_ground(const struct naive *naive, struct str unit)
{
    for (size_t i = 0; i < naive->count; i++) {
        const struct event *event = naive->events[i];
        if (event->type != EVENT_UNIT_PUT || !str_eq(event->as.unit_put.unit, unit))
            continue;
        if (!event->as.unit_put.parent.ptr || has_ground(naive, event->as.unit_put.parent))
            return true;
    }
    return false;
}

bool
naive_knows_unit(const struct naive *naive, struct str unit)
{
    for (size_t i = 0; i < naive->unit_count; i++)
        if (str_eq(naive->units[i], unit))
            return true;
    return false;
}

static void
find_units(struct naive *naive)
{
    for (size_t i = 0; i < naive->count; i++) {
        struct str unit = naive->events[i]->as.unit_put.unit;
        if (naive->events[i]->type == EVENT_UNIT_PUT && !naive_knows_unit(naive, unit) && has_ground(naive, unit))
            naive->units[naive->unit_count++] = unit;
    }
}

static bool
is_live_unit(const struct naive *naive, const struct event *event, struct str unit)
{
    return event->type == EVENT_UNIT_PUT && str_eq(event->as.unit_put.unit, unit) &&
           (!event->as.unit_put.parent.ptr || naive_knows_unit(naive, event->as.unit_put.parent));
}

/* ptr NULL: a root. */
static struct str
parent_on(const struct naive *naive, struct str unit, day_t day)
{
    const struct zone *zone = shanghai();
    const struct event *held = NULL, *first = NULL;

    for (size_t i = 0; i < naive->count; i++) {
        const struct event *event = naive->events[i];
        if (!is_live_unit(naive, event, unit))
            continue;
        if (when_first_day(&event->at, zone) <= day && (!held || single_order(event, held, zone) > 0))
            held = event;
        if (!first || when_cmp(&event->at, &first->at, zone) < 0 ||
            (when_cmp(&event->at, &first->at, zone) == 0 && rev_order(event, first) > 0))
            first = event;
    }
    if (!held)
        held = first; /* the first link also holds before its day */
    return held ? held->as.unit_put.parent : (struct str){ 0 };
}

static bool
is_under(const struct naive *naive, struct str unit, struct str top, day_t day)
{
    for (; unit.ptr; unit = parent_on(naive, unit, day))
        if (str_eq(unit, top))
            return true;
    return false;
}

static const struct zone *
zone_of(const struct naive *naive, struct str unit)
{
    struct err err;

    for (; unit.ptr; unit = parent_on(naive, unit, DAY_MAX)) {
        const struct event *best = NULL;
        for (size_t i = 0; i < naive->count; i++) {
            const struct event *event = naive->events[i];
            if (is_live_unit(naive, event, unit) && event->as.unit_put.tz.ptr &&
                (!best || single_order(event, best, shanghai()) > 0))
                best = event;
        }
        if (best)
            return zone_find(best->as.unit_put.tz, &err);
    }
    return shanghai();
}

/* Of the first root by code. */
static const struct zone *
find_root_zone(const struct naive *naive)
{
    struct str root = { 0 };

    for (size_t i = 0; i < naive->unit_count; i++)
        if (!parent_on(naive, naive->units[i], DAY_MAX).ptr && (!root.ptr || str_cmp(naive->units[i], root) < 0))
            root = naive->units[i];
    return root.ptr ? zone_of(naive, root) : shanghai();
}

/* ---- persons and teams ---- */

/* NULL: nothing is known of the person on that day. */
static const struct person_put *
person_on(const struct naive *naive, uint32_t person, day_t day)
{
    const struct zone *zone = naive->root_zone;
    const struct event *held = NULL;

    for (size_t i = 0; i < naive->count; i++) {
        const struct event *event = naive->events[i];
        if (event->type != EVENT_PERSON_PUT || event->persons[0] != person || when_first_day(&event->at, zone) > day)
            continue;
        if (event->as.person_put.home.ptr && !naive_knows_unit(naive, event->as.person_put.home))
            continue;
        if (!held || single_order(event, held, zone) > 0)
            held = event;
    }
    return held ? &held->as.person_put : NULL;
}

static bool
is_of_group(const struct person_put *person, struct str group)
{
    for (size_t i = 0; person && i < person->groups.count; i++)
        if (str_eq(person->groups.items[i], group))
            return true;
    return false;
}

struct str
naive_unit_of_team(const struct naive *naive, struct str team)
{
    const struct event *held = NULL;

    for (size_t i = 0; i < naive->count; i++) {
        const struct event *event = naive->events[i];
        if (event->type == EVENT_TEAM_PUT && str_eq(event->as.team_put.team, team) &&
            naive_knows_unit(naive, event->as.team_put.unit) && (!held || single_order(event, held, shanghai()) > 0))
            held = event;
    }
    return held ? held->as.team_put.unit : (struct str){ 0 };
}

static bool
is_member(const struct naive *naive, uint32_t person, struct str team, day_t day)
{
    const struct zone *zone = naive->root_zone;
    const struct event *held = NULL;

    for (size_t i = 0; i < naive->count; i++) {
        const struct event *event = naive->events[i];
        if ((event->type == EVENT_TEAM_JOIN || event->type == EVENT_TEAM_LEAVE) && event->persons[0] == person &&
            str_eq(event->as.team_change.team, team) && when_first_day(&event->at, zone) <= day &&
            (!held || single_order(event, held, zone) > 0))
            held = event;
    }
    return held && held->type == EVENT_TEAM_JOIN;
}

static bool
knows_item(const struct naive *naive, struct str item)
{
    for (size_t i = 0; i < naive->count; i++) {
        const struct plan_put *put = &naive->events[i]->as.plan_put;
        if (naive->events[i]->type == EVENT_PLAN_PUT && str_eq(put->item, item) && naive_knows_unit(naive, put->unit) &&
            (!put->team.ptr || naive_unit_of_team(naive, put->team).ptr))
            return true;
    }
    return false;
}

/* ---- sessions ---- */

static bool
is_pending(const struct naive *naive, const struct activity_put *put)
{
    if (!naive_knows_unit(naive, put->unit) || (put->item.ptr && !knows_item(naive, put->item)))
        return true;
    for (size_t i = 0; i < put->cohosts.count; i++)
        if (!naive_knows_unit(naive, put->cohosts.items[i]))
            return true;
    for (size_t i = 0; i < put->teams.count; i++)
        if (!naive_unit_of_team(naive, put->teams.items[i]).ptr)
            return true;
    return false;
}

static bool
is_about(const struct event *event, struct str activity)
{
    struct str named = event_activity(event);

    return named.ptr && str_eq(named, activity);
}

/* The statement by which the session was held; NULL: it was not. */
static const struct event *
held_session(const struct naive *naive, struct str activity)
{
    const struct event *best = NULL;

    for (size_t i = 0; i < naive->count; i++) {
        const struct event *event = naive->events[i];
        if ((event->type == EVENT_ACTIVITY_HELD || event->type == EVENT_ACTIVITY_CANCELLED) && is_about(event, activity) &&
            !is_pending(naive, &event->as.activity_put) && (!best || rev_order(event, best) > 0))
            best = event;
    }
    for (size_t i = 0; best && i < naive->count; i++)
        if (naive->events[i]->type == EVENT_ACTIVITY_VOID && is_about(naive->events[i], activity) && naive->events[i]->rev >= best->rev)
            return NULL;
    return best && best->type == EVENT_ACTIVITY_HELD ? best : NULL;
}

static bool
is_found(const struct naive *naive, struct str activity)
{
    for (size_t i = 0; i < naive->meeting_count; i++)
        if (str_eq(naive->meetings[i].activity, activity))
            return true;
    return false;
}

static void
find_meetings(struct naive *naive)
{
    for (size_t i = 0; i < naive->count; i++) {
        const struct event *event = naive->events[i], *held;
        const struct when *date;
        const struct zone *zone;
        if (event->type != EVENT_ACTIVITY_HELD || is_found(naive, event->as.activity_put.activity) ||
            !(held = held_session(naive, event->as.activity_put.activity)))
            continue;
        date = held->as.activity_put.start.precision == WHEN_NONE ? &held->at : &held->as.activity_put.start;
        zone = zone_of(naive, held->as.activity_put.unit);
        naive->meetings[naive->meeting_count++] = (struct naive_meeting){
            .activity = held->as.activity_put.activity,
            .put = &held->as.activity_put,
            .dated = date->precision == WHEN_DAY || date->precision == WHEN_INSTANT,
            .first = when_first_day(date, zone),
            .last = when_last_day(date, zone),
        };
    }
}

void
naive_init(struct naive *naive, struct event *const *events, size_t count)
{
    *naive = (struct naive){ .events = events, .count = count };
    find_units(naive);
    naive->root_zone = find_root_zone(naive);
    find_meetings(naive);
}

static bool
is_below(struct str path, struct str top)
{
    return str_eq(path, top) || (path.len > top.len && str_starts(path, top) && path.ptr[top.len] == '.');
}

static bool
lists(const struct str_list *list, struct str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_eq(list->items[i], text))
            return true;
    return false;
}

/* Hosted or cohosted below the unit on the session's day; by the team; anywhere. */
static bool
is_in_row_by(const struct naive *naive, const struct naive_row *row, const struct naive_meeting *meeting, bool anywhere,
             day_t tree)
{
    const struct activity_put *put = meeting->put;
    bool found;

    if (meeting->first < row->period.first || meeting->last >= row->period.end || (row->selects && !row->selects(put)) ||
        (row->category.ptr && !is_below(put->category, row->category)))
        return false;
    if (row->team.ptr)
        return lists(&put->teams, row->team);
    found = anywhere || is_under(naive, put->unit, row->unit, tree);
    for (size_t i = 0; i < put->cohosts.count; i++)
        found |= is_under(naive, put->cohosts.items[i], row->unit, tree);
    return found;
}

static bool
is_in_row(const struct naive *naive, const struct naive_row *row, const struct naive_meeting *meeting, bool anywhere)
{
    return is_in_row_by(naive, row, meeting, anywhere, meeting->last);
}

/* The attendance that counts of the person there; NULL: none. */
static const struct attendance *
attendance_of(const struct naive *naive, struct str activity, uint32_t person)
{
    const struct event *held = NULL;

    for (size_t i = 0; i < naive->count; i++) {
        const struct event *event = naive->events[i];
        if (event->type != EVENT_ATTENDANCE || !is_about(event, activity))
            continue;
        for (uint32_t k = 0; k < event->person_count; k++)
            if (event->persons[k] == person && (!held || single_order(event, held, shanghai()) > 0))
                held = event;
    }
    return held ? &held->as.attendance : NULL;
}

static bool
is_counted(const struct attendance *attendance)
{
    return attendance && (attendance->status == STATUS_PRESENT || attendance->status == STATUS_LATE ||
                          attendance->status == STATUS_LEFT_EARLY || attendance->status == STATUS_ONLINE);
}

static bool
same_source_beats(const struct naive *naive, const struct event *headcount)
{
    for (size_t i = 0; i < naive->count; i++) {
        const struct event *other = naive->events[i];
        if (other->type == EVENT_HEADCOUNT && is_about(other, headcount->as.headcount.activity) &&
            str_eq(other->source, headcount->source) && single_order(other, headcount, shanghai()) > 0)
            return true;
    }
    return false;
}

static const struct headcount *
headcount_of(const struct naive *naive, struct str activity)
{
    const struct event *best = NULL;

    for (size_t i = 0; i < naive->count; i++) {
        const struct event *event = naive->events[i];
        const struct headcount *put = &event->as.headcount;
        if (event->type != EVENT_HEADCOUNT || !is_about(event, activity) || same_source_beats(naive, event))
            continue;
        if (!best || put->method < best->as.headcount.method ||
            (put->method == best->as.headcount.method &&
             (put->total > best->as.headcount.total ||
              (put->total == best->as.headcount.total && rev_order(event, best) > 0))))
            best = event;
    }
    return best ? &best->as.headcount : NULL;
}

static int64_t
named_at(const struct naive *naive, struct str activity)
{
    int64_t named = 0;

    for (uint32_t person = 0; person < NAIVE_PERSONS; person++)
        named += is_counted(attendance_of(naive, activity, person));
    return named;
}

/* T(a) */
static int64_t
attended(const struct naive *naive, const struct naive_meeting *meeting)
{
    const struct headcount *headcount = headcount_of(naive, meeting->activity);
    int64_t named = named_at(naive, meeting->activity);

    if (!headcount)
        return named;
    if (!headcount->includes_named)
        return (int64_t)headcount->total + named;
    return headcount->total > named ? headcount->total : named;
}

/* ---- people (D5) ---- */

struct question {
    const struct naive *naive;
    const struct naive_row *row;
    const struct measure *measure;
    bool anywhere;
};

static day_t
last_day(const struct naive_row *row)
{
    bool open = row->period.first <= row->as_of && row->as_of < row->period.end;

    return open ? row->as_of : row->period.end - 1;
}

/* The day on which the tree is looked at for what happened on the day. */
static day_t
tree_day(const struct question *question, day_t day)
{
    return question->measure->tree == TREE_AS_IS ? last_day(question->row) : day;
}

static bool
is_asked_about(const struct question *question, const struct naive_meeting *meeting)
{
    return is_in_row_by(question->naive, question->row, meeting, question->anywhere, tree_day(question, meeting->last));
}

/* A member at the end; or, where leavers stay, on half of the days. */
static bool
is_of_team(const struct question *question, uint32_t person)
{
    const struct naive_row *row = question->row;
    day_t end = last_day(row);
    int64_t days = 0;

    if (!row->team.ptr)
        return false;
    if (is_member(question->naive, person, row->team, end) || !question->measure->leavers)
        return is_member(question->naive, person, row->team, end);
    for (day_t day = row->period.first; day <= end; day++)
        days += is_member(question->naive, person, row->team, day);
    return days * 2 >= end + 1 - row->period.first;
}

/* Does the person live there at the end, if that is asked for? */
static bool
stayed(const struct question *question, uint32_t person)
{
    day_t end = last_day(question->row);
    const struct person_put *put = person_on(question->naive, person, end);

    if (!question->measure->strict || question->measure->who != WHO_RESIDENTS)
        return true;
    return put && put->home.ptr && is_under(question->naive, put->home, question->row->unit, end);
}

enum place { LIVES_HERE, LIVES_ELSEWHERE, LIVES_NOWHERE };

static enum place
place_of(const struct question *question, uint32_t person, day_t day)
{
    const struct person_put *put = person_on(question->naive, person, day);

    if (question->measure->who != WHO_RESIDENTS)
        return LIVES_HERE;
    if (!put || !put->home.ptr)
        return LIVES_NOWHERE;
    return is_under(question->naive, put->home, question->row->unit, tree_day(question, day)) ? LIVES_HERE : LIVES_ELSEWHERE;
}

static bool
has_minutes(const struct question *question, const struct naive_meeting *meeting, const struct attendance *attendance)
{
    const struct activity_put *put = meeting->put;
    int64_t minutes;

    if (question->measure->min_minutes == 0)
        return true;
    if (attendance->has_minutes)
        minutes = attendance->minutes;
    else if (put->has_minutes)
        minutes = put->minutes;
    else if (put->start.precision == WHEN_INSTANT && put->end.precision == WHEN_INSTANT)
        minutes = (put->end.instant - put->start.instant) / 60;
    else
        return false;
    return minutes >= question->measure->min_minutes;
}

/* Was the person there, as the question has it? */
static bool
was_there(const struct question *question, const struct naive_meeting *meeting, uint32_t person, enum place place)
{
    const struct attendance *attendance = attendance_of(question->naive, meeting->activity, person);
    const struct measure *measure = question->measure;

    return attendance && (measure->statuses >> attendance->status & 1) && (measure->roles >> attendance->role & 1) &&
           has_minutes(question, meeting, attendance) && place_of(question, person, meeting->last) == place &&
           (!question->row->group.ptr ||
            is_of_group(person_on(question->naive, person, meeting->last), question->row->group));
}

static int64_t
times_there(const struct question *question, uint32_t person, enum place place)
{
    const struct naive *naive = question->naive;
    int64_t times = 0;

    for (size_t i = 0; i < naive->meeting_count; i++)
        if (is_asked_about(question, &naive->meetings[i]))
            times += was_there(question, &naive->meetings[i], person, place);
    return times;
}

static int64_t
people_there(const struct question *question, enum place place, uint32_t min_times)
{
    int64_t count = 0;

    for (uint32_t person = 0; person < NAIVE_PERSONS; person++) {
        if (place == LIVES_HERE && question->measure->who == WHO_MEMBERS && !is_of_team(question, person))
            continue;
        if (place == LIVES_HERE && !stayed(question, person))
            continue;
        count += times_there(question, person, place) >= min_times;
    }
    return count;
}

struct anonymous {
    int64_t lo, hi;
};

/* Host residents among those without a name: h. */
static int64_t
anonymous_host_residents(const struct question *question, const struct naive_meeting *meeting,
                         const struct headcount *headcount, int64_t anonymous)
{
    const struct naive *naive = question->naive;
    int64_t residents = headcount->residents;

    for (uint32_t person = 0; headcount->includes_named && person < NAIVE_PERSONS; person++) {
        const struct person_put *put = person_on(naive, person, meeting->last);
        if (is_counted(attendance_of(naive, meeting->activity, person)) && put && put->home.ptr)
            residents -= is_under(naive, put->home, meeting->put->unit, tree_day(question, meeting->last));
    }
    if (residents < 0)
        residents = 0;
    return residents < anonymous ? residents : anonymous;
}

static struct anonymous
anonymous_residents(const struct question *question, const struct naive_meeting *meeting, const struct headcount *headcount,
                    int64_t anonymous)
{
    struct str host = meeting->put->unit, unit = question->row->unit;
    day_t day = tree_day(question, meeting->last);
    int64_t h;

    if (!headcount->has_residents)
        return (struct anonymous){ 0, anonymous };
    h = anonymous_host_residents(question, meeting, headcount, anonymous);
    if (str_eq(host, unit))
        return (struct anonymous){ h, h };
    if (is_under(question->naive, host, unit, day)) /* an ancestor of the host */
        return (struct anonymous){ h, anonymous };
    if (is_under(question->naive, unit, host, day)) /* below it */
        return (struct anonymous){ 0, anonymous };
    return (struct anonymous){ 0, anonymous - h };
}

/* What by_group leaves for those without a name. */
static int64_t
at_most_of_group(const struct question *question, const struct naive_meeting *meeting, const struct headcount *headcount, int64_t hi)
{
    for (size_t i = 0; i < headcount->group_count; i++) {
        int64_t left = headcount->by_group[i].count;
        if (!str_eq(headcount->by_group[i].group, question->row->group))
            continue;
        for (uint32_t person = 0; headcount->includes_named && person < NAIVE_PERSONS; person++)
            left -= is_counted(attendance_of(question->naive, meeting->activity, person)) &&
                    is_of_group(person_on(question->naive, person, meeting->last), question->row->group);
        if (left < 0)
            left = 0;
        if (left < hi)
            hi = left;
    }
    return hi;
}

static struct anonymous
anonymous_at(const struct question *question, const struct naive_meeting *meeting)
{
    const struct headcount *headcount = headcount_of(question->naive, meeting->activity);
    const struct measure *measure = question->measure;
    int64_t anonymous = attended(question->naive, meeting) - named_at(question->naive, meeting->activity);
    struct anonymous bound = { 0, anonymous };
    const uint32_t counted = 1u << STATUS_PRESENT | 1u << STATUS_LATE | 1u << STATUS_LEFT_EARLY | 1u << STATUS_ONLINE;

    if (!headcount || anonymous == 0 || !(measure->statuses & counted))
        return (struct anonymous){ 0, 0 };
    if (measure->who == WHO_RESIDENTS)
        bound = anonymous_residents(question, meeting, headcount, anonymous);
    else if (measure->who == WHO_ALL)
        bound.lo = anonymous;
    /* of those without a name neither status nor role is known */
    if ((measure->statuses & counted) != counted || measure->roles != (1u << ATTEND_ROLES) - 1 || question->row->group.ptr ||
        (measure->strict && measure->who == WHO_RESIDENTS))
        bound.lo = 0;
    if (question->row->group.ptr)
        bound.hi = at_most_of_group(question, meeting, headcount, bound.hi);
    return bound;
}

static int64_t
named_there(const struct question *question, const struct naive_meeting *meeting)
{
    int64_t named = 0;

    for (uint32_t person = 0; person < NAIVE_PERSONS; person++) {
        if ((question->measure->who == WHO_MEMBERS && !is_of_team(question, person)) || !stayed(question, person))
            continue;
        named += was_there(question, meeting, person, LIVES_HERE);
    }
    return named;
}

static int64_t
least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t
greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static struct naive_people
people_of_row(const struct naive *naive, const struct naive_row *row, const struct measure *measure, bool has_population,
              int64_t population, int64_t days)
{
    struct question question = { naive, row, measure, measure->scope == SCOPE_REACH && !row->team.ptr };
    bool often = measure->min_times > 1 || measure->min_minutes > 0;
    struct naive_people people = { 0 };
    int64_t top = has_population ? population : INT64_MAX, lowest = 0, hi = 0;

    people.named = people_there(&question, LIVES_HERE, measure->min_times) * days;
    for (size_t i = 0; i < naive->meeting_count; i++) {
        const struct naive_meeting *meeting = &naive->meetings[i];
        struct anonymous anonymous;
        if (!is_asked_about(&question, meeting))
            continue;
        anonymous = anonymous_at(&question, meeting);
        lowest = greatest(lowest, named_there(&question, meeting) + anonymous.lo);
        hi += anonymous.hi;
    }
    people.lower = often ? people.named : greatest(people.named, least(top, lowest * days));
    people.upper = greatest(people.lower, least(top, people.named + hi * days));
    if (measure->who == WHO_RESIDENTS)
        people.unknown_home = people_there(&question, LIVES_NOWHERE, 1);
    return people;
}

/* In one category of the list; the person came as often as is asked. */
static bool
was_reached(const struct naive *naive, const struct naive_row *row, const struct measure *measure, struct str category,
            uint32_t person, enum place place)
{
    struct naive_row part = *row;
    struct question question = { naive, &part, measure, measure->scope == SCOPE_REACH && !row->team.ptr };

    part.category = category;
    if (place == LIVES_HERE && ((measure->who == WHO_MEMBERS && !is_of_team(&question, person)) || !stayed(&question, person)))
        return false;
    return times_there(&question, person, place) >= (place == LIVES_HERE ? measure->min_times : 1);
}

/* The bounds of domain.md are those of one set of people; of a list, see lib/model/people_lists.h. */
static struct naive_people
people_of_list(const struct naive *naive, const struct naive_row *row, const struct measure *measure, bool has_population,
               int64_t population, int64_t days)
{
    const struct str_list *list = &measure->list;
    struct naive_people sum = { 0 }, all = { .upper = INT64_MAX };

    for (size_t i = 0; i < list->count; i++) {
        struct naive_row part = *row;
        struct naive_people people;
        part.category = list->items[i];
        people = people_of_row(naive, &part, measure, has_population, population, days);
        sum.named += people.named;
        sum.lower += people.lower;
        sum.upper += people.upper;
        all.upper = least(all.upper, people.upper);
    }
    for (uint32_t person = 0; person < NAIVE_PERSONS; person++) {
        size_t reached = 0, homeless = 0;
        for (size_t i = 0; i < list->count; i++) {
            reached += was_reached(naive, row, measure, list->items[i], person, LIVES_HERE);
            homeless += was_reached(naive, row, measure, list->items[i], person, LIVES_NOWHERE);
        }
        all.named += reached == list->count ? days : 0;
        sum.unknown_home += measure->who == WHO_RESIDENTS && homeless > 0;
    }
    all.lower = all.named;
    all.unknown_home = sum.unknown_home;
    return measure->list_of == LIST_EVERY ? all : sum;
}

struct naive_people
naive_people(const struct naive *naive, const struct naive_row *row, const struct measure *measure, bool has_population,
             int64_t population, int64_t days)
{
    if (measure->list_of != LIST_NONE)
        return people_of_list(naive, row, measure, has_population, population, days);
    return people_of_row(naive, row, measure, has_population, population, days);
}

/* ---- what is added up ---- */

int64_t
naive_attendances(const struct naive *naive, const struct naive_row *row)
{
    int64_t sum = 0;

    for (size_t i = 0; i < naive->meeting_count; i++)
        if (is_in_row(naive, row, &naive->meetings[i], false))
            sum += attended(naive, &naive->meetings[i]);
    return sum;
}

int64_t
naive_named_attendances(const struct naive *naive, const struct naive_row *row, const struct measure *measure)
{
    int64_t sum = 0;

    for (size_t i = 0; i < naive->meeting_count; i++) {
        const struct naive_meeting *meeting = &naive->meetings[i];
        for (uint32_t person = 0; is_in_row(naive, row, meeting, false) && person < NAIVE_PERSONS; person++) {
            const struct attendance *attendance = attendance_of(naive, meeting->activity, person);
            sum += attendance && (measure->statuses >> attendance->status & 1) && (measure->roles >> attendance->role & 1);
        }
    }
    return sum;
}

int64_t
naive_sessions(const struct naive *naive, const struct naive_row *row, bool undated_only)
{
    int64_t count = 0;

    for (size_t i = 0; i < naive->meeting_count; i++)
        count += is_in_row(naive, row, &naive->meetings[i], false) && !(undated_only && naive->meetings[i].dated);
    return count;
}
