/* SPDX-License-Identifier: MIT */
/*
 * Checks about events that do not count: what they name is not there, or was not there yet.
 */
#include "lib/model/quality_view.h"

#include "lib/base/mem.h"

#include <stdlib.h>

static bool
is_statement(const struct quality_pending *pending)
{
    return pending->type == EVENT_ACTIVITY_HELD || pending->type == EVENT_ACTIVITY_CANCELLED;
}

static int
by_session(const void *left, const void *right)
{
    const struct quality_pending *a = *(const struct quality_pending *const *)left;
    const struct quality_pending *b = *(const struct quality_pending *const *)right;

    return a->session < b->session ? -1 : a->session > b->session;
}

/* Pending events that say something of a session that is not there, in order of its number. */
static const struct quality_pending **
said_of_sessions(const struct quality_view *view, size_t *count)
{
    const struct quality_pending **list = mem_array(view->pending_count + 1, sizeof *list);

    *count = 0;
    for (size_t i = 0; i < view->pending_count; i++)
        if (view->pending[i].session != CODE_NONE && !is_statement(&view->pending[i]))
            list[(*count)++] = &view->pending[i];
    if (*count > 1)
        qsort(list, *count, sizeof *list, by_session);
    return list;
}

static void
list_entries(struct finding *finding, const struct session *session)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        finding_event(finding, entry_seq(entry));
}

void
quality_unknown_session(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    size_t count, at = 0;
    const struct quality_pending **said = said_of_sessions(view, &count);

    for (uint32_t i = 0; i < view->facts->session_count; i++) {
        const struct session *session = view->facts->sessions[i];
        size_t begin;
        struct finding *finding;
        while (at < count && said[at]->session < i)
            at++;
        begin = at;
        while (at < count && said[at]->session == i)
            at++;
        if (!session || session->state != SESSION_UNKNOWN || session->entry_count + (at - begin) == 0)
            continue;
        finding = findings_add(findings, rule, CODE_NONE);
        finding->session = i;
        finding_number(findings, finding, "attendances", session->entry_count);
        finding_number(findings, finding, "others", (int64_t)(at - begin));
        list_entries(finding, session);
        for (size_t j = begin; j < at; j++)
            finding_event(finding, said[j]->seq);
    }
    free(said);
}

static int
by_type_and_unit(const void *left, const void *right)
{
    const struct quality_pending *a = left, *b = right;

    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    return a->unit < b->unit ? -1 : a->unit > b->unit;
}

void
quality_waiting(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    struct quality_pending *list = mem_array(view->pending_count + 1, sizeof *list);
    struct finding *finding;
    size_t count = 0, end;

    for (size_t i = 0; i < view->pending_count; i++)
        if (view->pending[i].session == CODE_NONE || is_statement(&view->pending[i]))
            list[count++] = view->pending[i];
    if (count > 1)
        qsort(list, count, sizeof *list, by_type_and_unit);
    for (size_t begin = 0; begin < count; begin = end) {
        finding = findings_add(findings, rule, list[begin].unit);
        finding->subject = event_type_name(list[begin].type);
        for (end = begin; end < count && by_type_and_unit(&list[begin], &list[end]) == 0; end++)
            finding_event(finding, list[end].seq);
        finding_number(findings, finding, "events", (int64_t)(end - begin));
    }
    free(list);
}

/* ---- before the unit opened ---- */

struct early {
    uint32_t unit;
    day_t first, last;
    uint64_t seq;
};

struct early_list {
    const struct facts *facts;
    struct early *all;
    size_t count, capacity;
};

/* Of an imprecise date every day has to lie before the opening. */
static void
look_at(struct early_list *list, uint32_t unit, day_t first, day_t last, uint64_t seq)
{
    if (last >= list->facts->units.units[unit].opened)
        return;
    list->all = mem_grow(list->all, list->count, &list->capacity, sizeof *list->all);
    list->all[list->count++] = (struct early){ unit, first, last, seq };
}

static int
by_unit(const void *left, const void *right)
{
    const struct early *a = left, *b = right;

    return a->unit < b->unit ? -1 : a->unit > b->unit;
}

/* What happened on a day; other records say what holds from then on, or of a period. */
static bool
happened(const struct record *record)
{
    static const uint64_t types = 1ull << EVENT_VENUE_OPEN | 1ull << EVENT_VOLUNTEER_HOURS | 1ull << EVENT_FEEDBACK_RESPONSE |
                                  1ull << EVENT_FEEDBACK_SUMMARY | 1ull << EVENT_PUBLICITY_PUT | 1ull << EVENT_AWARD_PUT |
                                  1ull << EVENT_INCIDENT_PUT;

    return types >> record->type & 1 && record->view.standing == RECORD_COUNTS && record->session == CODE_NONE;
}

static struct early_list
find_early(const struct facts *facts)
{
    struct early_list list = { .facts = facts };

    for (size_t i = 0; i < facts->session_count; i++) {
        const struct session *session = facts->sessions[i];
        if (session && session->state == SESSION_ACTIVE)
            look_at(&list, session->chosen->unit, session->first, session->last, session->chosen->base.seq);
    }
    for (size_t i = 0; i < facts->records.count; i++) {
        const struct record *record = facts->records.all[i];
        if (record && happened(record))
            look_at(&list, record->view.unit, record->view.first, record->view.last, record->base.seq);
    }
    if (list.count > 1)
        qsort(list.all, list.count, sizeof *list.all, by_unit);
    return list;
}

void
quality_before_opening(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    struct early_list list = find_early(view->facts);
    size_t end;

    for (size_t begin = 0; begin < list.count; begin = end) {
        struct finding *finding = findings_add(findings, rule, list.all[begin].unit);
        day_t first = list.all[begin].first, last = list.all[begin].last;
        for (end = begin; end < list.count && list.all[end].unit == list.all[begin].unit; end++) {
            first = list.all[end].first < first ? list.all[end].first : first;
            last = list.all[end].last > last ? list.all[end].last : last;
            finding_event(finding, list.all[end].seq);
        }
        finding_days(findings, finding, first, last);
        finding_number(findings, finding, "events", (int64_t)(end - begin));
    }
    free(list.all);
}
