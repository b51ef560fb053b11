/* SPDX-License-Identifier: MIT */
#include "lib/engine/deferred.h"

#include "lib/base/mem.h"
#include "lib/engine/ledger.h"
#include "lib/model/facts.h"

#include <stdlib.h>
#include <string.h>

enum { CAPACITY_KEPT = 1 << 15 };

static uint32_t *
copy_persons(struct arena *texts, const struct event *event)
{
    uint32_t *persons = arena_array(texts, event->person_count, sizeof *persons);

    return memcpy(persons, event->persons, event->person_count * sizeof *persons);
}

void
deferred_add(struct deferred *deferred, const struct event *event, struct str activity, uint64_t seq, uint64_t previous)
{
    struct arena *texts = &deferred->texts;
    struct deferred_attendance *kept;

    deferred->attendances =
        mem_grow(deferred->attendances, deferred->count, &deferred->capacity, sizeof *deferred->attendances);
    kept = &deferred->attendances[deferred->count++];
    *kept = (struct deferred_attendance){
        .seq = seq,
        .previous = previous,
        .attendance = event->as.attendance,
        .session = event->session,
        .rev = event->rev,
        .person_count = event->person_count,
    };
    kept->attendance.activity = activity.ptr ? activity : arena_copy(texts, event->as.attendance.activity);
    if (event->person_count == 1)
        kept->who.person = event->persons[0];
    else
        kept->who.persons = copy_persons(texts, event);
}

static void
expect(const struct deferred *deferred, const struct facts *facts, size_t n)
{
    const struct deferred_attendance *kept = deferred->attendances + n;
    const size_t left = deferred->count - n, last = expect_ahead[EXPECT_STAGES - 1];

    for (unsigned stage = 1; stage < EXPECT_STAGES; stage++)
        if (expect_ahead[stage] < left)
            facts_expect_session(facts, kept[expect_ahead[stage]].session, stage);
    if (last < left && kept[last].person_count == 1)
        facts_expect_person(facts, kept[last].session, kept[last].who.person);
}

static struct event
event_of(struct deferred_attendance *kept)
{
    return (struct event){
        .type = EVENT_ATTENDANCE,
        .source = STR(""),
        .id = STR(""),
        .rev = kept->rev,
        .person_count = kept->person_count,
        .persons = kept->person_count == 1 ? &kept->who.person : kept->who.persons,
        .session = kept->session,
        .as.attendance = kept->attendance,
    };
}

bool
deferred_join(struct deferred *deferred, struct ledger *ledger, size_t most, uint64_t *last, struct err *err)
{
    size_t left = deferred->count - deferred->joined, until = deferred->joined + (left < most ? left : most);

    for (; deferred->joined < until; deferred->joined++) {
        struct deferred_attendance *kept = &deferred->attendances[deferred->joined];
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
