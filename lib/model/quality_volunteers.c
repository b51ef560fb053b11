/* SPDX-License-Identifier: MIT */
/*
 * More minutes of volunteering on one day than anybody is likely to give: a
 * person's intervals are united and split at local midnight, minutes without an
 * interval are added (domain.md D9.6).  Group entries name nobody.
 */
#include "lib/model/quality_view.h"

#include "lib/base/mem.h"

#include <stdlib.h>

/* What one event says of one person's day. */
struct piece {
    uint32_t person;
    day_t day;
    int64_t from, to; /* instants; equal for minutes alone */
    int64_t minutes;
    uint32_t unit;
    uint64_t seq;
};

struct pieces {
    struct piece *all;
    size_t count, capacity;
};

static void
add_piece(struct pieces *pieces, const struct piece *piece)
{
    pieces->all = mem_grow(pieces->all, pieces->count, &pieces->capacity, sizeof *pieces->all);
    pieces->all[pieces->count++] = *piece;
}

static void
add_interval(struct pieces *pieces, struct piece piece, int64_t from, int64_t to, const struct zone *zone)
{
    while (from < to) {
        piece.day = zone_day(zone, from);
        piece.from = from;
        piece.to = zone_midnight(zone, piece.day + 1);
        piece.to = piece.to < to ? piece.to : to;
        add_piece(pieces, &piece);
        from = piece.to;
    }
}

static void
add_record(struct pieces *pieces, const struct facts *facts, const struct record *record)
{
    const struct volunteer_hours *hours = &record->as.volunteer_hours;
    struct piece piece = {
        .person = people_canonical(&facts->people, record->person), .unit = record->view.unit, .seq = record->base.seq,
    };

    if (hours->from.precision == WHEN_INSTANT && hours->to.precision == WHEN_INSTANT) {
        add_interval(pieces, piece, hours->from.instant, hours->to.instant, facts->units.units[piece.unit].zone);
        return;
    }
    if (record->view.first != record->view.last)
        return; /* on no day that is known */
    piece.day = record->view.first;
    piece.minutes = hours->minutes;
    add_piece(pieces, &piece);
}

static int
by_person_and_day(const void *left, const void *right)
{
    const struct piece *a = left, *b = right;

    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

/* Minutes of a person's day: of one person and day, in order of `from`. */
static int64_t
minutes_of(const struct piece *pieces, size_t count)
{
    int64_t seconds = 0, covered = INT64_MIN, minutes = 0;

    for (size_t i = 0; i < count; i++) {
        int64_t from = pieces[i].from > covered ? pieces[i].from : covered;
        minutes += pieces[i].minutes;
        if (pieces[i].to > from)
            seconds += pieces[i].to - from;
        if (pieces[i].to > pieces[i].from && pieces[i].to > covered)
            covered = pieces[i].to;
    }
    return minutes + seconds / 60;
}

/* Somebody's long day, told in each unit that they served; all of one unit's day together. */
struct long_day {
    uint32_t unit;
    day_t day;
    int64_t minutes;
    const struct piece *pieces;
    size_t count;
};

struct long_days {
    struct long_day *all;
    size_t count, capacity;
};

static bool
has_unit_before(const struct piece *pieces, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (pieces[j].unit == pieces[i].unit)
            return true;
    return false;
}

static void
note_day(struct long_days *days, const struct piece *pieces, size_t count, int64_t minutes)
{
    for (size_t i = 0; i < count; i++) {
        if (has_unit_before(pieces, i))
            continue;
        days->all = mem_grow(days->all, days->count, &days->capacity, sizeof *days->all);
        days->all[days->count++] = (struct long_day){ pieces[i].unit, pieces[i].day, minutes, pieces, count };
    }
}

static int
by_unit_and_day(const void *left, const void *right)
{
    const struct long_day *a = left, *b = right;

    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    return a->day < b->day ? -1 : a->day > b->day;
}

static void
tell_days(struct findings *findings, const struct quality_rule *rule, struct long_days *days)
{
    size_t end;

    if (days->count > 1)
        qsort(days->all, days->count, sizeof *days->all, by_unit_and_day);
    for (size_t begin = 0; begin < days->count; begin = end) {
        struct finding *finding = findings_add(findings, rule, days->all[begin].unit);
        int64_t most = 0;
        for (end = begin; end < days->count && by_unit_and_day(&days->all[begin], &days->all[end]) == 0; end++) {
            most = days->all[end].minutes > most ? days->all[end].minutes : most;
            for (size_t i = 0; i < days->all[end].count; i++)
                finding_event(finding, days->all[end].pieces[i].seq);
        }
        finding_days(findings, finding, days->all[begin].day, days->all[begin].day);
        finding_number(findings, finding, "people", (int64_t)(end - begin));
        finding_number(findings, finding, "minutes", most);
    }
}

void
quality_long_day(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    const struct record_shelves *shelves = &view->facts->records.shelves[EVENT_VOLUNTEER_HOURS];
    struct pieces pieces = { 0 };
    struct long_days days = { 0 };
    size_t end;

    for (size_t i = 0; i < shelves->count; i++)
        for (size_t j = 0; j < shelves->shelves[i].list.count; j++) {
            const struct record *record = shelves->shelves[i].list.records[j];
            if (record->person != 0 && record->view.unit == shelves->shelves[i].owner) /* and not on a cohost's shelf */
                add_record(&pieces, view->facts, record);
        }
    if (pieces.count > 1)
        qsort(pieces.all, pieces.count, sizeof *pieces.all, by_person_and_day);
    for (size_t begin = 0; begin < pieces.count; begin = end) {
        int64_t minutes;
        for (end = begin + 1; end < pieces.count && pieces.all[end].person == pieces.all[begin].person &&
                              pieces.all[end].day == pieces.all[begin].day;)
            end++;
        minutes = minutes_of(&pieces.all[begin], end - begin);
        if (minutes > rule->params[QUALITY_MINUTES])
            note_day(&days, &pieces.all[begin], end - begin, minutes);
    }
    tell_days(findings, rule, &days);
    free(days.all);
    free(pieces.all);
}
