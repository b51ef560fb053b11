/* SPDX-License-Identifier: MIT */
#include "lib/model/record_question.h"

#include "lib/base/mem.h"

_Static_assert(EVENT_TYPES <= 64, "a bit for each type");

bool
record_waits(const struct record *record)
{
    return record->view.standing == RECORD_COUNTS && !record->has_verdict;
}

void
record_ask(struct records *records, const struct record *record)
{
    records->waiting++;
    records->asking = mem_grow(records->asking, records->asking_count, &records->asking_capacity, sizeof *records->asking);
    records->asking[records->asking_count++] = record->number;
}

void
record_question_ends(struct records *records, struct record *record)
{
    records->waiting -= record_waits(record);
    if (!record->emits)
        return;
    record->emits = false;
    records->orphaned =
        mem_grow(records->orphaned, records->orphaned_count, &records->orphaned_capacity, sizeof *records->orphaned);
    records->orphaned[records->orphaned_count++] = record->base.seq;
}

void
record_question_begins(struct records *records, struct record *record)
{
    record->version++;
    record->has_verdict = !(records->asked_types >> record->type & 1);
    record->mask = (struct rule_mask){ { 0 } };
    if (record_waits(record))
        record_ask(records, record);
}
