/* SPDX-License-Identifier: MIT */
#include "daemon/intake.h"

#include "daemon/chunk.h"
#include "daemon/queue.h"
#include "daemon/rights.h"
#include "lib/model/event.h"
#include "lib/wire/line.h"

#include <stdio.h>
#include <string.h>

enum {
    SPARE_MAX = 64,
    CHUNK_BYTES = 256 * 1024,
    CHUNK_LINES = 4096,
};

void
intake_free(struct intake *intake)
{
    while (intake->spare) {
        struct chunk *chunk = intake->spare;
        intake->spare = (struct chunk *)chunk->message.next;
        chunk_free(chunk);
    }
    line_reader_free(intake->reader);
    intake->reader = NULL;
}

struct chunk *
intake_chunk(struct intake *intake)
{
    struct chunk *chunk = intake->spare;

    if (!chunk)
        return chunk_new();
    intake->spare = (struct chunk *)chunk->message.next;
    intake->spare_count--;
    return chunk;
}

void
intake_submit(struct intake *intake, struct chunk *chunk)
{
    chunk->cost = chunk_bytes(chunk);
    budget_charge(&intake->budget, chunk->cost, chunk->count);
    queue_put(intake->queue, &chunk->message);
}

void
intake_give_back(struct intake *intake, struct chunk *chunk)
{
    if (intake->spare_count >= SPARE_MAX) {
        chunk_free(chunk);
        return;
    }
    chunk_reset(chunk);
    chunk->message.next = (struct message *)intake->spare;
    intake->spare = chunk;
    intake->spare_count++;
}

bool
intake_recycle(struct intake *intake, struct chunk *chunk)
{
    bool free_again = budget_credit(&intake->budget, chunk->cost, chunk->count);

    intake_give_back(intake, chunk);
    return free_again;
}

bool
intake_is_full(const struct chunk *chunk)
{
    return chunk->count >= CHUNK_LINES || chunk_bytes(chunk) >= CHUNK_BYTES;
}

static struct event *
keep_event(struct chunk *chunk, const struct event *event)
{
    const size_t size = event_size(event->type);

    return memcpy(arena_new(&chunk->arena, size), event, size);
}

void
intake_line(struct intake *intake, struct chunk *chunk, const struct peer *peer, uint64_t number, struct str line,
            int64_t now)
{
    struct event event;
    struct refusal refusal; /* large: not cleared for the many lines that are good */

    refusal.source[0] = '\0';
    if (!line_read(intake->reader, line, now, &chunk->arena, &event, &refusal)) {
        chunk_add_refusal(chunk, number, &refusal);
        return;
    }
    if (!rights_allow(intake->rights, peer, &event, &refusal)) {
        snprintf(refusal.source, sizeof refusal.source, "%.*s", STR_ARG(event.source));
        chunk_add_refusal(chunk, number, &refusal);
        return;
    }
    chunk_add_event(chunk, number, keep_event(chunk, &event));
}

void
intake_too_long(struct intake *intake, struct chunk *chunk, uint64_t number)
{
    struct refusal refusal = { 0 };

    refusal_set(&refusal, REFUSED_TOO_LONG, "", "the line is longer than %zu bytes", intake->max_line);
    chunk_add_refusal(chunk, number, &refusal);
}
