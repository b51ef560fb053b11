/* SPDX-License-Identifier: MIT */
#include "lib/engine/deferred.h"

#include "lib/base/mem.h"
#include "lib/engine/ledger.h"
#include "lib/model/facts.h"

#include <stdlib.h>
#include <string.h>

enum { CAPACITY_KEPT = 1 << 15 };

void
deferred_add(struct deferred *deferred, const struct event *event, uint64_t seq, uint64_t previous)
{
    struct arena *texts = &deferred->texts;
    struct deferred_attendance *kept;

    deferred->attendances =
        mem_grow(deferred->attendances, deferred->count, &deferred->capacity, sizeof *deferred->attendances);
    kept = &deferred->attendances[deferred->count++];
    *kept = (struct deferred_attendance){
        .seq = seq,
        .previous = previous,
        .source = arena_copy(texts, event->source),
        .id = arena_copy(texts, event->id),
        .rev = event->rev,
        .person_count = event->person_count,
        .persons = arena_array(texts, event->person_count, sizeof *event->persons),
        .time = event->time,
        .at = event->at,
        .attendance = event->as.attendance,
        .activity_hash = event_activity_hash(event),
    };
    memcpy(kept->persons, event->persons, event->person_count * sizeof *event->persons);
    kept->attendance.activity = arena_copy(texts, event->as.attendance.activity);
}

static void
expect(const struct deferred *deferred, const struct facts *facts, size_t n)
{
    for (unsigned stage = 0; stage < EXPECT_STAGES; stage++)
        if (n + expect_ahead[stage] < deferred->count)
            facts_expect(facts, deferred->attendances[n + expect_ahead[stage]].activity_hash, stage);
}

static struct event
event_of(const struct deferred_attendance *kept)
{
    return (struct event){
        .type = EVENT_ATTENDANCE,
        .source = kept->source,
        .id = kept->id,
        .rev = kept->rev,
        .person_count = kept->person_count,
        .persons = kept->persons,
        .time = kept->time,
        .at = kept->at,
        .activity_hash = kept->activity_hash,
        .as.attendance = kept->attendance,
    };
}

bool
deferred_join(struct deferred *deferred, struct ledger *ledger, size_t most, uint64_t *last, struct err *err)
{
    size_t left = deferred->count - deferred->joined, until = deferred->joined + (left < most ? left : most);

    for (; deferred->joined < until; deferred->joined++) {
        const struct deferred_attendance *kept = &deferred->attendances[deferred->joined];
        struct event event = event_of(kept);
        expect(deferred, ledger->facts, deferred->joined);
        if (!ledger_admit(ledger, &event, kept->seq, kept->previous, err))
            return false;
        *last = kept->seq;
    }
    if (deferred->joined < deferred->count)
        return true;
    deferred->joined = deferred->count = 0;
    arena_reset(&deferred->texts);
    if (deferred->capacity > CAPACITY_KEPT)
        deferred_free(deferred);
    return true;
}

void
deferred_free(struct deferred *deferred)
{
    free(deferred->attendances);
    arena_free(&deferred->texts);
    *deferred = (struct deferred){ 0 };
}
