/* SPDX-License-Identifier: MIT */
#include "daemon/batch.h"

#include "daemon/chunk.h"
#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/model/facts.h"

#include <time.h>

enum {
    BATCH_EVENTS = 16384,
    BATCH_BYTES = 32 * 1024 * 1024,
};

struct message *
batch_last(struct message *first)
{
    struct message *message = first;
    size_t events = 0, bytes = 0;

    for (;; message = message->next) {
        const struct chunk *chunk = (const struct chunk *)message;
        events += chunk->count;
        bytes += chunk->cost;
        if (!message->next || events >= BATCH_EVENTS || bytes >= BATCH_BYTES)
            return message;
    }
}

static bool
decide(struct engine *engine, struct chunk *chunk, size_t n, int64_t now, struct err *err)
{
    struct chunk_item *item = &chunk->items[n];
    enum outcome outcome;
    struct refusal refusal;
    bool is_refused;

    if (item->refusal) {
        engine_count_refusal(engine, item->refusal, now);
        chunk_decide(chunk, n, OUTCOME_REJECTED, NULL);
        return true;
    }
    if (!engine_accept(engine, item->event, &outcome, &refusal, err))
        return false;
    is_refused = outcome == OUTCOME_CONFLICT || outcome == OUTCOME_REJECTED;
    if (is_refused)
        engine_count_refusal(engine, &refusal, now);
    chunk_decide(chunk, n, outcome, is_refused ? &refusal : NULL);
    return true;
}

/* The one at that place, NULL when there is none or its line was refused. */
static const struct event *
event_at(const struct chunk *chunk, size_t place)
{
    return place < chunk->count && !chunk->items[place].refusal ? chunk->items[place].event : NULL;
}

/* Another thread has written them, so they are in its memory: the event itself, then its texts. */
static void
expect_event(const struct chunk *chunk, size_t n)
{
    enum { EVENT_AHEAD = 40, TEXTS_AHEAD = 32 };
    const struct event *event = event_at(chunk, n + EVENT_AHEAD), *nearer = event_at(chunk, n + TEXTS_AHEAD);

    if (event)
        mem_expect_all(event, event_size(EVENT_ATTENDANCE));
    if (nearer)
        mem_expect(nearer->id.ptr);
}

static void
expect(const struct engine *engine, const struct chunk *chunk, size_t n)
{
    expect_event(chunk, n);
    for (unsigned stage = 0; stage < EXPECT_STAGES; stage++) {
        const struct event *event = event_at(chunk, n + expect_ahead[stage]);
        if (event)
            engine_expect(engine, event, stage);
    }
}

static bool
may_decide(struct engine *engine, const struct chunk_item *item)
{
    return !engine_must_freeze(engine) && (item->refusal || engine_takes(engine, item->event));
}

static void
next_chunk(struct batch_place *place)
{
    place->chunk = place->chunk->next;
    place->item = 0;
}

static bool
decide_all(struct engine *engine, struct batch_place *place, const struct message *last, struct batch *batch, struct err *err)
{
    bool is_last = false;

    while (!is_last) {
        struct chunk *chunk = (struct chunk *)place->chunk;
        is_last = place->chunk == last;
        for (; place->item < chunk->count && may_decide(engine, &chunk->items[place->item]); place->item++) {
            expect(engine, chunk, place->item);
            if (!decide(engine, chunk, place->item, batch->at, err))
                return false;
            batch->lines++;
        }
        if (place->item < chunk->count)
            return true;
        next_chunk(place);
    }
    return true;
}

/* Blank lines alone need no transaction. */
static bool
has_items(const struct batch_place *place, const struct message *last)
{
    size_t before = place->item;

    for (const struct message *message = place->chunk;; message = message->next, before = 0) {
        if (((const struct chunk *)message)->count > before)
            return true;
        if (message == last)
            return false;
    }
}

bool
batch_may_begin(struct engine *engine, const struct batch_place *place)
{
    const struct chunk *chunk = (const struct chunk *)place->chunk;

    return place->item >= chunk->count || may_decide(engine, &chunk->items[place->item]);
}

static int64_t
milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool
batch_decide(struct engine *engine, struct batch_place *place, const struct message *last, struct batch *batch, struct err *err)
{
    *batch = (struct batch){ .is_open = has_items(place, last), .at = milliseconds() };
    if (batch->is_open)
        return engine_begin(engine, err) && decide_all(engine, place, last, batch, err);
    *place = (struct batch_place){ last->next, 0 };
    return true;
}
