/* SPDX-License-Identifier: MIT */
#include "lib/model/record_verdicts.h"

#include "lib/base/mem.h"
#include "lib/model/facts.h"
#include "lib/model/record_shelf.h"

_Static_assert(EVENT_TYPES <= 64, "a bit for each type");

static bool
waits(const struct record *record)
{
    return record->view.standing == RECORD_COUNTS && !record->has_verdict;
}

static void
ask(struct records *records, const struct record *record)
{
    records->waiting++;
    records->asking = mem_grow(records->asking, records->asking_count, &records->asking_capacity, sizeof *records->asking);
    records->asking[records->asking_count++] = record->number;
}

void
record_question_ends(struct records *records, const struct record *record)
{
    records->waiting -= waits(record);
}

void
record_question_begins(struct records *records, struct record *record)
{
    record->version++;
    record->has_verdict = !(records->asked_types >> record->type & 1);
    record->mask = (struct rule_mask){ { 0 } };
    if (waits(record))
        ask(records, record);
}

void
records_new_rules(struct facts *facts)
{
    struct records *records = &facts->records;

    records->asking_count = records->waiting = 0;
    for (size_t i = 0; i < records->count; i++)
        if (records->all[i])
            record_question_begins(records, records->all[i]);
}

void
records_ask_again(struct facts *facts)
{
    struct records *records = &facts->records;

    records->asking_count = records->waiting = 0;
    for (size_t i = 0; i < records->count; i++)
        if (records->all[i] && waits(records->all[i]))
            ask(records, records->all[i]);
}

static struct record *
waiting_record(const struct facts *facts, uint32_t number)
{
    struct record *record = number < facts->records.count ? facts->records.all[number] : NULL;

    return record && waits(record) ? record : NULL;
}

bool
record_verdict(struct facts *facts, const struct verdict *verdict)
{
    struct record *record = waiting_record(facts, verdict->number);

    if (!record || record->version != verdict->version)
        return false;
    record->has_verdict = true;
    record->mask = verdict->mask;
    facts->records.waiting--;
    record_mark(facts, record);
    return true;
}

bool
facts_record_subject(const struct facts *facts, uint32_t number, struct rule_subject *subject)
{
    const struct record *record = waiting_record(facts, number);

    if (!record)
        return false;
    *subject = (struct rule_subject){
        .kind = SUBJECT_RECORD,
        .number = number,
        .version = record->version,
        .type = record->type,
        .data = &record->as,
        .date = record->view.first,
        .precision = record->view.precision,
        .level = record->view.level,
        .has_delay = record->view.has_delay,
        .delay = record->view.delay,
    };
    return true;
}
