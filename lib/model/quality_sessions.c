/* SPDX-License-Identifier: MIT */
/*
 * Checks that look at one session after the other, or at all of one unit's year.
 */
#include "lib/model/quality_view.h"

#include "lib/base/mem.h"

#include <stdlib.h>

static struct finding *
about_session(struct findings *findings, const struct quality_rule *rule, const struct session *session)
{
    struct finding *finding = findings_add(findings, rule, session->chosen->unit);

    finding->session = session->number;
    finding_days(findings, finding, session->first, session->last);
    return finding;
}

/* The i-th session if it took place, else NULL. */
static const struct session *
active(const struct facts *facts, size_t i)
{
    const struct session *session = facts->sessions[i];

    return session && session->state == SESSION_ACTIVE ? session : NULL;
}

void
quality_headcount_below_named(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    for (size_t i = 0; i < view->facts->session_count; i++) {
        const struct session *session = active(view->facts, i);
        struct finding *finding;
        if (!session || !session_headcount_below_named(session))
            continue;
        finding = about_session(findings, rule, session);
        finding_number(findings, finding, "headcount", session->headcount->total);
        finding_number(findings, finding, "named", session->named);
        finding_event(finding, session->headcount->base.seq);
    }
}

/* The greatest statement of each source; how many there are. */
static size_t
headcounts_of_sources(const struct session *session, const struct facts *facts, const struct headcount_statement **held)
{
    const struct zone *zone = facts->units.default_zone;
    size_t count = 0;

    for (uint32_t i = 0; i < session->headcount_count; i++) {
        const struct headcount_statement *one = &session->headcounts[i];
        size_t place = 0;
        while (place < count && held[place]->source != one->source)
            place++;
        if (place == count)
            held[count++] = one;
        else if (statement_cmp_single(&one->base, &held[place]->base, zone, &facts->log) > 0)
            held[place] = one;
    }
    return count;
}

static void
compare_headcounts(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings,
                   const struct session *session)
{
    const struct headcount_statement **held = mem_array(session->headcount_count, sizeof *held);
    size_t count = headcounts_of_sources(session, view->facts, held);
    uint32_t least = UINT32_MAX, most = 0;
    struct finding *finding;

    for (size_t i = 0; i < count; i++) {
        least = held[i]->total < least ? held[i]->total : least;
        most = held[i]->total > most ? held[i]->total : most;
    }
    if (least < most) {
        finding = about_session(findings, rule, session);
        finding_number(findings, finding, "sources", (int64_t)count);
        finding_number(findings, finding, "least", least);
        finding_number(findings, finding, "most", most);
        for (size_t i = 0; i < count; i++)
            finding_event(finding, held[i]->base.seq);
    }
    free(held);
}

void
quality_headcounts_differ(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    for (size_t i = 0; i < view->facts->session_count; i++) {
        const struct session *session = active(view->facts, i);
        if (session && session->multi_headcount)
            compare_headcounts(view, rule, findings, session);
    }
}

void
quality_no_attendance(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    for (size_t i = 0; i < view->facts->session_count; i++) {
        const struct session *session = active(view->facts, i);
        struct finding *finding;
        if (!session || session->entry_count > 0 || session->headcount_count > 0 ||
            view->as_of - session->last < rule->params[QUALITY_DAYS])
            continue;
        finding = about_session(findings, rule, session);
        finding_number(findings, finding, "days", view->as_of - session->last);
        finding_event(finding, session->chosen->base.seq);
    }
}

/* ---- a unit's year ---- */

struct of_year {
    uint32_t unit;
    day_t year; /* its first day */
    const struct session *session;
};

static int
by_unit_and_year(const void *left, const void *right)
{
    const struct of_year *a = left, *b = right;

    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    return a->year < b->year ? -1 : a->year > b->year;
}

/* Sessions whose days lie in one year and that `wants` takes, in order of unit and year. */
static struct of_year *
sessions_by_year(const struct quality_view *view, bool (*wants)(const struct session *), size_t *count)
{
    struct of_year *list = mem_array(view->facts->session_count + 1, sizeof *list);

    *count = 0;
    for (size_t i = 0; i < view->facts->session_count; i++) {
        const struct session *session = active(view->facts, i);
        struct period year;
        if (!session || !wants(session))
            continue;
        year = period_containing(PERIOD_YEAR, session->first, view->year_start_month);
        if (period_has(&year, session->first, session->last))
            list[(*count)++] = (struct of_year){ session->chosen->unit, year.first, session };
    }
    if (*count > 1)
        qsort(list, *count, sizeof *list, by_unit_and_year);
    return list;
}

static size_t
end_of_run(const struct of_year *list, size_t begin, size_t count)
{
    size_t end = begin + 1;

    while (end < count && by_unit_and_year(&list[begin], &list[end]) == 0)
        end++;
    return end;
}

/* Is it more than that many per cent of the whole? Counts of sessions fit 32 bits. */
static bool
exceeds(size_t part, size_t whole, int64_t percent)
{
    return part * 100 > whole * (size_t)percent;
}

static struct finding *
about_year(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings,
           const struct of_year *one)
{
    struct finding *finding = findings_add(findings, rule, one->unit);
    struct period year = period_containing(PERIOD_YEAR, one->year, view->year_start_month);

    finding_period(findings, finding, &year, view->year_start_month);
    return finding;
}

static bool
has_headcount(const struct session *session)
{
    return session->headcount && session->headcount->total > 0;
}

static bool
is_round(const struct session *session)
{
    return session->headcount->total % 10 == 0;
}

void
quality_round_headcounts(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    size_t count, end;
    struct of_year *list = sessions_by_year(view, has_headcount, &count);

    for (size_t begin = 0; begin < count; begin = end) {
        size_t round = 0;
        struct finding *finding;
        end = end_of_run(list, begin, count);
        for (size_t i = begin; i < end; i++)
            round += is_round(list[i].session);
        if (end - begin < (size_t)rule->params[QUALITY_AT_LEAST] ||
            !exceeds(round, end - begin, rule->params[QUALITY_PERCENT]))
            continue;
        finding = about_year(view, rule, findings, &list[begin]);
        finding_number(findings, finding, "round", (int64_t)round);
        finding_number(findings, finding, "headcounts", (int64_t)(end - begin));
        for (size_t i = begin; i < end; i++)
            if (is_round(list[i].session))
                finding_event(finding, list[i].session->headcount->base.seq);
    }
    free(list);
}

static bool
is_any(const struct session *session)
{
    return session->chosen != NULL;
}

/* Was it recorded around the year's last day, though it had been over for longer than that? */
static bool
is_late_in_year(const struct quality_view *view, const struct quality_rule *rule, const struct of_year *one)
{
    const struct zone *zone = view->facts->units.units[one->unit].zone;
    struct period year = period_containing(PERIOD_YEAR, one->year, view->year_start_month);
    day_t day = zone_day(zone, view->recorded_at(view->ctx, one->session->chosen->base.seq) / 1000);
    day_t days = (day_t)rule->params[QUALITY_DAYS];

    return day >= year.end - 1 - days && day <= year.end - 1 + days && one->session->last < year.end - 1 - 2 * days;
}

void
quality_back_filled(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    size_t count, end;
    struct of_year *list = sessions_by_year(view, is_any, &count);

    for (size_t begin = 0; begin < count; begin = end) {
        size_t late = 0;
        struct finding *finding;
        end = end_of_run(list, begin, count);
        if (end - begin < (size_t)rule->params[QUALITY_AT_LEAST])
            continue;
        for (size_t i = begin; i < end; i++)
            late += is_late_in_year(view, rule, &list[i]);
        if (!exceeds(late, end - begin, rule->params[QUALITY_PERCENT]))
            continue;
        finding = about_year(view, rule, findings, &list[begin]);
        finding_number(findings, finding, "recorded_at_the_end", (int64_t)late);
        finding_number(findings, finding, "sessions", (int64_t)(end - begin));
        for (size_t i = begin; i < end; i++)
            if (is_late_in_year(view, rule, &list[i]))
                finding_event(finding, list[i].session->chosen->base.seq);
    }
    free(list);
}
