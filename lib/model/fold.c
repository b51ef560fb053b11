/* SPDX-License-Identifier: MIT */
#include "lib/model/fold.h"

#include "lib/base/mem.h"
#include "lib/model/answer_book.h"
#include "lib/model/foreign.h"
#include "lib/model/record_walk.h"

#include <stdlib.h>

enum { KEY_HEAD = 3, KEY_PARTS = 4 };

static void
collect(void *ctx, const struct record *record)
{
    struct record_list *list = ctx;

    list->records = mem_grow(list->records, list->count, &list->capacity, sizeof *list->records);
    list->records[list->count++] = (struct record *)record;
}

static int
by_time_and_identity(const void *left, const void *right, void *ctx)
{
    const struct facts *facts = ctx;
    const struct record *a = *(struct record *const *)left, *b = *(struct record *const *)right;
    int order = when_cmp(&a->base.at, &b->base.at, facts->units.default_zone);

    if (order != 0 || a == b)
        return order;
    return facts->log.identity_cmp(facts->log.ctx, a->base.seq, b->base.seq);
}

/* Whatever the rule may see of the events, in order. */
static struct hash128
key_of(const struct measure *measure, const struct record_list *list)
{
    size_t count = KEY_HEAD + list->count * KEY_PARTS;
    uint64_t *parts = mem_array(count, sizeof *parts), *part = parts;
    struct hash128 key;

    *part++ = measure->fold_meaning.low;
    *part++ = measure->fold_meaning.high;
    *part++ = list->count;
    for (size_t i = 0; i < list->count; i++) {
        const struct record *record = list->records[i];
        *part++ = record->as.foreign.content.low;
        *part++ = record->as.foreign.content.high;
        *part++ = (uint64_t)record->view.first;
        *part++ = (uint64_t)record->view.level << 8 | (uint64_t)record->view.precision;
    }
    key = hash128(parts, count * sizeof *parts);
    free(parts);
    return key;
}

static size_t
bytes_of(const struct foreign_event *event)
{
    size_t bytes = sizeof(struct rule_subject);

    for (size_t i = 0; i < event->count; i++) {
        const struct foreign_value *value = &event->values[i];
        bytes += sizeof *value + value->name.len + value->text.len;
        for (size_t k = 0; k < value->list.count; k++)
            bytes += sizeof(uint32_t) + value->list.items[k].len;
    }
    return bytes;
}

static struct rule_subject
subject_of(const struct record *record)
{
    return (struct rule_subject){
        .kind = SUBJECT_RECORD,
        .number = record->number,
        .version = record->version,
        .type = record->type,
        .data = &record->as,
        .person = record->person,
        .date = record->view.first,
        .precision = record->view.precision,
        .level = record->view.level,
    };
}

static const struct score_answer *
ask(const struct scope *scope, const struct measure *measure, const struct record_list *list)
{
    struct score_question question = {
        .key = key_of(measure, list), .rule = (uint32_t)measure->fold, .period = scope->period.kind, .event_count = list->count,
        .place = { scope->unit, scope->team, scope->category, scope->group, scope->period },
    };
    struct rule_subject *events = mem_array(list->count + 1, sizeof *events);
    const struct score_answer *answer;

    for (size_t i = 0; i < list->count && i < FOLD_EVENTS_MAX; i++) {
        events[i] = subject_of(list->records[i]);
        question.event_bytes += bytes_of(&list->records[i]->as.foreign);
    }
    question.events = events;
    answer = answer_book_find(scope->answers, &question);
    free(events);
    return answer;
}

struct fold_result
fold_compute(const struct scope *scope, const struct measure *measure)
{
    const struct score_answer *answer = NULL;
    struct record_list list = { 0 };

    record_walk_measure(scope, measure, RULE_NONE, &scope->period, collect, &list);
    if (list.count > 1)
        qsort_r(list.records, list.count, sizeof *list.records, by_time_and_identity, scope->facts);
    if (scope->answers)
        answer = ask(scope, measure, &list);
    free(list.records);
    if (!answer)
        return (struct fold_result){ .waits = true, .value = { 0, 1 } };
    return (struct fold_result){
        .known = answer->state == FIGURE_OK, .value = answer->state == FIGURE_OK ? answer->value : (struct fraction){ 0, 1 },
    };
}
