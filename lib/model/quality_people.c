/* SPDX-License-Identifier: MIT */
/*
 * Checks that compare who came to one session with who came to others.
 *
 * Who was in two places at once: sessions in order of their start fall into
 * stretches of time in which one begins before another ends; each stretch is
 * looked at alone, its attendances in order of the person.
 *
 *      a ├──────┤      d ├──┤          two stretches: a b c, d
 *      b    ├──────┤                   a and b overlap, b and c, not a and c
 *      c           ├─┤
 */
#include "lib/model/quality_view.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"

#include <stdlib.h>

enum {
    LONGEST = 24 * 3600, /* of a session that lasts longer nobody says that they were there all the time */
    AT_ONCE = 1 << 22,   /* attendances in memory; more are looked at in several rounds of people */
};

struct span {
    int64_t start, end; /* instants, in seconds */
    const struct session *session;
};

struct presence {
    uint32_t person, span; /* place in the stretch */
};

/* Two spans of a stretch, the earlier first, that one person was at. */
struct meeting {
    uint32_t a, b;
};

struct meetings {
    struct meeting *all;
    size_t count, capacity;
};

static int
by_start(const void *left, const void *right)
{
    const struct span *a = left, *b = right;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->session->number < b->session->number ? -1 : 1;
}

static struct span *
find_spans(const struct facts *facts, size_t *count)
{
    struct span *spans = mem_array(facts->session_count + 1, sizeof *spans);

    *count = 0;
    for (size_t i = 0; i < facts->session_count; i++) {
        const struct session *session = facts->sessions[i];
        const struct activity_put *put;
        if (!session || session->state != SESSION_ACTIVE || session->named == 0)
            continue;
        put = session->chosen->put;
        if (put->start.precision == WHEN_INSTANT && put->end.precision == WHEN_INSTANT &&
            put->end.instant > put->start.instant && put->end.instant - put->start.instant <= LONGEST)
            spans[(*count)++] = (struct span){ put->start.instant, put->end.instant, session };
    }
    if (*count > 1)
        qsort(spans, *count, sizeof *spans, by_start);
    return spans;
}

static int
by_person(const void *left, const void *right)
{
    const struct presence *a = left, *b = right;

    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return a->span < b->span ? -1 : a->span > b->span;
}

/* One digit of the person's number: stable, so that spans stay in order. */
static void
sort_by_digit(const struct presence *from, struct presence *to, size_t count, int shift)
{
    static size_t places[1 << 16];

    memset(places, 0, sizeof places);
    for (size_t i = 0; i < count; i++)
        places[from[i].person >> shift & 0xffff]++;
    for (size_t sum = 0, i = 0; i < sizeof places / sizeof *places; i++) {
        size_t here = places[i];
        places[i] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        to[places[from[i].person >> shift & 0xffff]++] = from[i];
}

static void
sort_by_person(struct presence *list, struct presence *other, size_t count)
{
    if (count < 1 << 15) {
        if (count > 1)
            qsort(list, count, sizeof *list, by_person);
        return;
    }
    sort_by_digit(list, other, count, 0);
    sort_by_digit(other, list, count, 16);
}

static size_t
gather(const struct people *people, const struct span *spans, size_t count, uint32_t round, uint32_t rounds,
       struct presence *list)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        const struct attendance_entry *entry;
        struct entry_walk walk;

        session_walk(&walk, spans[i].session);
        while ((entry = entry_walk_next(&walk))) {
            uint32_t person = people_canonical(people, entry->person);
            if (entry_counts(entry) && person % rounds == round)
                list[n++] = (struct presence){ person, (uint32_t)i };
        }
    }
    return n;
}

static void
meet(const struct span *spans, const struct presence *list, size_t count, struct meetings *meetings)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && list[j].person == list[i].person; j++) {
            if (spans[list[j].span].start >= spans[list[i].span].end)
                break;
            if (list[j].span == list[i].span)
                continue;
            meetings->all = mem_grow(meetings->all, meetings->count, &meetings->capacity, sizeof *meetings->all);
            meetings->all[meetings->count++] = (struct meeting){ list[i].span, list[j].span };
        }
    }
}

static int
by_spans(const void *left, const void *right)
{
    const struct meeting *a = left, *b = right;

    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

/* Of two sessions the one with the lesser code is named first, whatever their numbers. */
static void
tell_pair(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings,
          const struct session *a, const struct session *b, size_t people)
{
    const struct codebook *codes = &view->facts->activities;
    bool turn = str_cmp(codebook_name(codes, a->number), codebook_name(codes, b->number)) > 0;
    const struct session *first = turn ? b : a, *second = turn ? a : b;
    struct finding *finding = findings_add(findings, rule, first->chosen->unit);

    finding->session = first->number;
    finding->subject = codebook_name(codes, second->number);
    finding_days(findings, finding, a->first, a->last);
    finding_number(findings, finding, "people", (int64_t)people);
    finding_event(finding, first->chosen->base.seq);
    finding_event(finding, second->chosen->base.seq);
}

static void
tell_meetings(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings,
              const struct span *spans, struct meetings *meetings)
{
    size_t end;

    if (meetings->count > 1)
        qsort(meetings->all, meetings->count, sizeof *meetings->all, by_spans);
    for (size_t begin = 0; begin < meetings->count; begin = end) {
        for (end = begin; end < meetings->count && by_spans(&meetings->all[begin], &meetings->all[end]) == 0;)
            end++;
        tell_pair(view, rule, findings, spans[meetings->all[begin].a].session, spans[meetings->all[begin].b].session,
                  end - begin);
    }
}

static void
look_at_stretch(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings,
                const struct span *spans, size_t count)
{
    struct meetings meetings = { 0 };
    struct presence *list, *other;
    size_t total = 0;
    uint32_t rounds;

    for (size_t i = 0; i < count; i++)
        total += spans[i].session->entry_count;
    rounds = (uint32_t)(total / AT_ONCE + 1);
    list = mem_array(total, sizeof *list);
    other = mem_array(total, sizeof *other);
    for (uint32_t round = 0; round < rounds; round++) {
        size_t n = gather(&view->facts->people, spans, count, round, rounds, list);
        sort_by_person(list, other, n);
        meet(spans, list, n, &meetings);
    }
    tell_meetings(view, rule, findings, spans, &meetings);
    free(list);
    free(other);
    free(meetings.all);
}

void
quality_overlap(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    size_t count, end;
    struct span *spans = find_spans(view->facts, &count);

    for (size_t begin = 0; begin < count; begin = end) {
        int64_t latest = spans[begin].end;
        for (end = begin + 1; end < count && spans[end].start < latest; end++)
            latest = spans[end].end > latest ? spans[end].end : latest;
        if (end - begin > 1)
            look_at_stretch(view, rule, findings, spans + begin, end - begin);
    }
    free(spans);
}

/* ---- the same list again and again ---- */

/* A session's list as a hash of the set: a sum, so that the order of the names does not matter. */
struct list_mark {
    uint32_t unit, people;
    struct hash128 set;
    const struct session *session;
};

static uint64_t
stir(uint64_t value)
{
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
    value = (value ^ value >> 27) * 0x94d049bb133111eb;
    return value ^ value >> 31;
}

static struct list_mark
mark_of(const struct people *people, const struct session *session)
{
    struct list_mark mark = { .unit = session->chosen->unit, .people = session->named, .session = session };
    const struct attendance_entry *entry;
    struct entry_walk walk;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk))) {
        uint32_t person = people_canonical(people, entry->person);
        if (!entry_counts(entry))
            continue;
        mark.set.low += stir(person + 0x9e3779b97f4a7c15);
        mark.set.high += stir(person + 0xd1b54a32d192ed03);
    }
    return mark;
}

static int
by_list(const void *left, const void *right)
{
    const struct list_mark *a = left, *b = right;

    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    if (a->people != b->people)
        return a->people < b->people ? -1 : 1;
    if (a->set.low != b->set.low)
        return a->set.low < b->set.low ? -1 : 1;
    return a->set.high < b->set.high ? -1 : a->set.high > b->set.high;
}

static void
tell_list(struct findings *findings, const struct quality_rule *rule, const struct list_mark *marks, size_t count)
{
    struct finding *finding = findings_add(findings, rule, marks->unit);
    day_t first = marks->session->first, last = marks->session->last;

    for (size_t i = 0; i < count; i++) {
        const struct session *session = marks[i].session;
        first = session->first < first ? session->first : first;
        last = session->last > last ? session->last : last;
        finding_event(finding, session->chosen->base.seq);
    }
    finding_days(findings, finding, first, last);
    finding_number(findings, finding, "sessions", (int64_t)count);
    finding_number(findings, finding, "people", marks->people);
}

void
quality_identical_lists(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    struct list_mark *marks = mem_array(view->facts->session_count + 1, sizeof *marks);
    size_t count = 0, end;

    for (size_t i = 0; i < view->facts->session_count; i++) {
        const struct session *session = view->facts->sessions[i];
        if (session && session->state == SESSION_ACTIVE && session->named >= rule->params[QUALITY_PEOPLE])
            marks[count++] = mark_of(&view->facts->people, session);
    }
    if (count > 1)
        qsort(marks, count, sizeof *marks, by_list);
    for (size_t begin = 0; begin < count; begin = end) {
        for (end = begin + 1; end < count && by_list(&marks[begin], &marks[end]) == 0;)
            end++;
        if (end - begin >= (size_t)rule->params[QUALITY_AT_LEAST])
            tell_list(findings, rule, marks + begin, end - begin);
    }
    free(marks);
}
