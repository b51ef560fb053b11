/* SPDX-License-Identifier: MIT */
#include "lib/model/quality.h"

#include "lib/base/mem.h"

#include <stdlib.h>

static const quality_fn checks[QUALITY_CHECKS] = {
    [QUALITY_BROKEN_CYCLE] = quality_broken_cycle,
    [QUALITY_UNKNOWN_SESSION] = quality_unknown_session,
    [QUALITY_PENDING] = quality_waiting,
    [QUALITY_OVER_100] = quality_over_100,
    [QUALITY_HEADCOUNT_BELOW_NAMED] = quality_headcount_below_named,
    [QUALITY_OVERLAP] = quality_overlap,
    [QUALITY_LONG_DAY] = quality_long_day,
    [QUALITY_NO_ATTENDANCE] = quality_no_attendance,
    [QUALITY_BEFORE_OPENING] = quality_before_opening,
    [QUALITY_POPULATION_JUMP] = quality_population_jump,
    [QUALITY_STALE_POPULATION] = quality_stale_population,
    [QUALITY_PLAN_CHECK] = quality_plan_check,
    [QUALITY_DECLARED] = quality_declared,
    [QUALITY_HEADCOUNTS_DIFFER] = quality_headcounts_differ,
    [QUALITY_BACK_FILLED] = quality_back_filled,
    [QUALITY_IDENTICAL_LISTS] = quality_identical_lists,
    [QUALITY_ROUND_HEADCOUNTS] = quality_round_headcounts,
    [QUALITY_DORMANT_TEAM] = quality_dormant_team,
    [QUALITY_SILENT_CHANNEL] = quality_silent_channel,
    [QUALITY_WAITING_CLOSE] = quality_waiting_close,
};

/* For ordering: findings of one unit stand together. */
struct sorted {
    const struct facts *facts;
    struct finding finding;
};

static int
cmp_codes(const struct codebook *codes, uint32_t a, uint32_t b)
{
    if (a == b)
        return 0;
    if (a == CODE_NONE || b == CODE_NONE)
        return a == CODE_NONE ? -1 : 1;
    return str_cmp(codebook_name(codes, a), codebook_name(codes, b));
}

/* The latest first: what is left out is the oldest. */
static int
cmp_days(const struct finding *a, const struct finding *b)
{
    return a->first > b->first ? -1 : a->first < b->first;
}

static int
cmp_numbers(const struct finding *a, const struct finding *b)
{
    for (size_t i = 0; i < a->number_count && i < b->number_count; i++) {
        int cmp = str_cmp(a->numbers[i].value, b->numbers[i].value);
        if (cmp != 0)
            return cmp;
    }
    return 0;
}

static int
by_thing(const void *left, const void *right)
{
    const struct sorted *a = left, *b = right;
    int cmp = cmp_codes(&a->facts->units.codes, a->finding.unit, b->finding.unit);

    if (cmp == 0)
        cmp = cmp_days(&a->finding, &b->finding);
    if (cmp == 0)
        cmp = cmp_codes(&a->facts->teams.codes, a->finding.team, b->finding.team);
    if (cmp == 0)
        cmp = cmp_codes(&a->facts->activities, a->finding.session, b->finding.session);
    if (cmp == 0)
        cmp = str_cmp(a->finding.subject, b->finding.subject);
    if (cmp == 0)
        cmp = str_cmp(a->finding.period, b->finding.period);
    return cmp != 0 ? cmp : cmp_numbers(&a->finding, &b->finding);
}

static struct sorted *
sort(const struct facts *facts, const struct finding *from, size_t count)
{
    struct sorted *list = mem_array(count + 1, sizeof *list);

    for (size_t i = 0; i < count; i++)
        list[i] = (struct sorted){ facts, from[i] };
    if (count > 1)
        qsort(list, count, sizeof *list, by_thing);
    return list;
}

/* The findings from `begin` on, of one check, in order and not too many of one unit. */
static void
limit(const struct facts *facts, const struct quality_rule *rule, struct findings *findings, size_t begin)
{
    size_t count = findings->count - begin, end;
    struct sorted *list = sort(facts, findings->all + begin, count);

    findings->count = begin;
    for (size_t at = 0; at < count; at = end) {
        struct finding *more;
        for (end = at; end < count && list[end].finding.unit == list[at].finding.unit; end++) {
            if (end - at < QUALITY_MOST)
                findings->all[findings->count++] = list[end].finding;
            else
                free(list[end].finding.events);
        }
        if (end - at <= QUALITY_MOST)
            continue;
        more = findings_add(findings, rule, list[at].finding.unit);
        finding_number(findings, more, "more", (int64_t)(end - at - QUALITY_MOST));
    }
    free(list);
}

void
quality_look(const struct quality_view *view, const struct quality_rule *rules, size_t count, struct findings *findings)
{
    for (size_t i = 0; i < count; i++) {
        size_t begin = findings->count;
        if (!rules[i].on)
            continue;
        checks[rules[i].check](view, &rules[i], findings);
        if (findings->count - begin > 1)
            limit(view->facts, &rules[i], findings, begin);
    }
}
