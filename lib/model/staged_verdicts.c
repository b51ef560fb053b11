/* SPDX-License-Identifier: MIT */
#include "lib/model/staged_verdicts.h"

#include "lib/base/mem.h"
#include "lib/model/facts.h"
#include "lib/model/facts_settle.h"
#include "lib/model/record_verdicts.h"

#include <stdlib.h>

/* ---- questions ---- */

size_t
staged_places(const struct facts *facts)
{
    return facts->session_count + facts->plans.count + facts->records.count;
}

static bool
subject_at(const struct facts *facts, const struct staged_question *question, size_t place, struct rule_subject *subject)
{
    const struct record *record;

    if (place < facts->session_count) {
        if (!question->sessions || facts->sessions[place]->state != SESSION_ACTIVE)
            return false;
        facts_session_subject(facts, (uint32_t)place, subject);
        return true;
    }
    place -= facts->session_count;
    if (place < facts->plans.count) {
        if (!question->items || !facts->plans.items[place].current)
            return false;
        facts_item_subject(facts, (uint32_t)place, subject);
        return true;
    }
    record = facts->records.all[place - facts->plans.count];
    if (!record || record->view.standing != RECORD_COUNTS || !(question->types >> record->type & 1))
        return false;
    record_subject(record, subject);
    return true;
}

size_t
staged_subjects(const struct facts *facts, const struct staged_question *question, size_t *place,
                struct rule_subject *subjects, size_t room)
{
    size_t count = 0, places = staged_places(facts);

    for (; *place < places && count < room; ++*place)
        count += subject_at(facts, question, *place, &subjects[count]);
    return count;
}

/* ---- answers ---- */

static void
add_bits(struct rule_mask *mask, const struct rule_mask *bits)
{
    for (size_t i = 0; i < sizeof mask->bits / sizeof *mask->bits; i++)
        mask->bits[i] |= bits->bits[i];
}

static bool
is_empty(const struct rule_mask *mask)
{
    for (size_t i = 0; i < sizeof mask->bits / sizeof *mask->bits; i++)
        if (mask->bits[i])
            return false;
    return true;
}

void
staged_verdict(struct staged_verdicts *verdicts, struct facts *facts, const struct verdict *verdict)
{
    uint32_t number = verdict->number;

    if (verdict->kind == SUBJECT_SESSION && number < facts->session_count) {
        if (!verdicts->sessions)
            verdicts->sessions = mem_array(facts->session_count, sizeof *verdicts->sessions);
        verdicts->sessions[number] = verdict->mask;
    } else if (verdict->kind == SUBJECT_PLAN_ITEM && number < facts->plans.count)
        add_bits(&facts->plans.items[number].mask, &verdict->mask);
    else if (verdict->kind == SUBJECT_RECORD && number < facts->records.count && facts->records.all[number])
        add_bits(&facts->records.all[number]->mask, &verdict->mask);
}

/* ---- joining ---- */

static bool
is_of_one_mind(const struct bucket *bucket, const struct rule_mask *sessions)
{
    for (size_t i = 1; i < bucket->session_count; i++)
        if (memcmp(&sessions[bucket->sessions[i]->number], &sessions[bucket->sessions[0]->number], sizeof *sessions) != 0)
            return false;
    return true;
}

/* Marks the sessions that have to leave their buckets: those that some staged rule selects, beside others. */
static uint8_t *
find_leavers(const struct facts *facts, const struct rule_mask *sessions)
{
    uint8_t *leaves = mem_array(facts->session_count + 1, 1);

    for (size_t i = 0; i < facts->tally.all.count; i++) {
        const struct bucket *bucket = facts->tally.all.buckets[i];
        if (is_of_one_mind(bucket, sessions))
            continue;
        for (size_t k = 0; k < bucket->session_count; k++)
            leaves[bucket->sessions[k]->number] |= !is_empty(&sessions[bucket->sessions[k]->number]);
    }
    return leaves;
}

/* Those that are left in a bucket agree; nobody enters it any more, for its key has the live rules' bits alone. */
static void
mark_buckets(struct facts *facts, const struct rule_mask *sessions)
{
    for (size_t i = 0; i < facts->tally.all.count; i++) {
        struct bucket *bucket = facts->tally.all.buckets[i];
        if (bucket->session_count > 0)
            add_bits(&bucket->mask, &sessions[bucket->sessions[0]->number]);
    }
}

void
staged_verdicts_join(struct staged_verdicts *verdicts, struct facts *facts)
{
    struct rule_mask *sessions = verdicts->sessions;
    uint8_t *leaves;

    if (!sessions)
        return;
    leaves = find_leavers(facts, sessions);
    for (size_t i = 0; i < facts->session_count; i++)
        if (leaves[i])
            tally_leave(&facts->tally, facts->sessions[i]);
    mark_buckets(facts, sessions);
    for (size_t i = 0; i < facts->session_count; i++) {
        if (facts->sessions[i]->bucket_count > 0 || leaves[i])
            add_bits(&facts->sessions[i]->mask, &sessions[i]);
        if (leaves[i])
            tally_enter(&facts->tally, facts->sessions[i]);
    }
    free(leaves);
    free(sessions);
    verdicts->sessions = NULL;
}
