/* SPDX-License-Identifier: MIT */
#include "lib/model/record_verdicts.h"

#include "lib/model/facts.h"
#include "lib/model/facts_records.h"
#include "lib/model/record_question.h"
#include "lib/model/record_shelf.h"

void
records_new_rules(struct facts *facts)
{
    struct records *records = &facts->records;

    for (size_t i = 0; i < records->count; i++)
        if (records->all[i])
            record_question_ends(records, records->all[i]);
    records->asking_count = records->waiting = 0;
    for (size_t i = 0; i < records->count; i++)
        if (records->all[i])
            record_question_begins(records, records->all[i]);
    records_settle_foreign(facts);
}

void
records_ask_again(struct facts *facts)
{
    struct records *records = &facts->records;

    records->asking_count = records->waiting = 0;
    for (size_t i = 0; i < records->count; i++)
        if (records->all[i] && record_waits(records->all[i]))
            record_ask(records, records->all[i]);
}

static struct record *
waiting_record(const struct facts *facts, uint32_t number)
{
    struct record *record = number < facts->records.count ? facts->records.all[number] : NULL;

    return record && record_waits(record) ? record : NULL;
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

void
record_subject(const struct record *record, struct rule_subject *subject)
{
    *subject = (struct rule_subject){
        .kind = SUBJECT_RECORD,
        .number = record->number,
        .version = record->version,
        .type = record->type,
        .data = &record->as,
        .person = record->type == EVENT_FOREIGN ? record->person : 0,
        .date = record->view.first,
        .precision = record->view.precision,
        .level = record->view.level,
        .has_delay = record->view.has_delay,
        .delay = record->view.delay,
    };
}

bool
facts_record_subject(const struct facts *facts, uint32_t number, struct rule_subject *subject)
{
    const struct record *record = waiting_record(facts, number);

    if (record)
        record_subject(record, subject);
    return record != NULL;
}
