/* SPDX-License-Identifier: MIT */
#include "lib/engine/ledger_rows.h"

#include "lib/engine/emitted.h"
#include "lib/engine/figure_thread.h"
#include "lib/engine/ledger.h"
#include "lib/engine/retractions.h"
#include "lib/store/event_log.h"
#include "lib/wire/line.h"

#include <stdio.h>
#include <stdlib.h>

static bool
fetch_emitted(const struct ledger *ledger, uint64_t seq, struct event *event, uint64_t *previous, struct err *err)
{
    const struct event *found = ledger->emitted ? emitted_find(ledger->emitted, seq) : NULL;

    if (!found)
        return err_set(err, ERR_INTERNAL, "nothing was emitted at position %llu", (unsigned long long)seq);
    *event = *found;
    *previous = 0;
    return true;
}

bool
ledger_fetch(struct ledger *ledger, uint64_t seq, struct arena *arena, struct event *event, uint64_t *previous,
             struct err *err)
{
    struct log_row row;

    if (emitted_is(seq))
        return fetch_emitted(ledger, seq, event, previous, err);
    if (!event_log_fetch(ledger->log, seq, arena, &row, err))
        return false;
    *event = row.event;
    *previous = row.previous;
    return line_read_stored(ledger->reader, arena, event, err) ||
           err_wrap(err, "log position %llu", (unsigned long long)seq);
}

bool
ledger_find_current(const struct ledger *ledger, uint64_t last, uint64_t limit, struct current_row *current, struct err *err)
{
    struct arena arena = { 0 };
    bool fine = true;

    *current = (struct current_row){ 0 };
    while (last != 0 && fine) {
        struct log_row row;
        fine = event_log_fetch(ledger->log, last, &arena, &row, err);
        if (!fine)
            break;
        if (last <= limit && (current->seq == 0 || row.event.rev > current->rev))
            *current = (struct current_row){ last, row.event.rev, row.event.type };
        last = row.previous;
        arena_reset(&arena);
    }
    arena_free(&arena);
    return fine;
}

bool
ledger_is_dead(const struct ledger *ledger, struct str source, struct str id, const struct current_row *current)
{
    return current->seq != 0 && current->type != EVENT_RETRACT &&
           retraction_rev(ledger->retractions, source, id) >= current->rev;
}

bool
ledger_walk(struct ledger *ledger, struct str rows, uint64_t last,
            bool (*fn)(void *ctx, const struct log_row *row, struct arena *arena, struct err *err), void *ctx, struct err *err)
{
    struct row_list_reader reader = row_list_read(rows);
    struct arena arena = { 0 };
    bool done = event_log_hold(ledger->log, err);
    uint64_t seq;

    while (done && row_list_next(&reader, &seq) && seq <= last) {
        struct log_row row;

        done = event_log_fetch(ledger->log, seq, &arena, &row, err) && fn(ctx, &row, &arena, err);
        arena_reset(&arena);
    }
    event_log_release(ledger->log);
    arena_free(&arena);
    return done;
}

void
ledger_or_abort(bool fine, const struct err *err)
{
    if (fine)
        return;
    fprintf(stderr, "turnout: the event log cannot be read: %s\n", err->text);
    abort();
}

bool
ledger_identity(struct ledger *ledger, uint64_t seq, struct arena *arena, struct str *source, struct str *id, struct err *err)
{
    struct event event;
    uint64_t previous;
    uint32_t rev;

    if (emitted_is(seq)) {
        if (!fetch_emitted(ledger, seq, &event, &previous, err))
            return false;
        *source = event.source;
        *id = event.id;
        return true;
    }
    if (seq != LEDGER_CANDIDATE && ledger->origins) {
        struct event_origin origin = { 0 };
        bool told = ledger->origins->get(ledger->origins->ctx, seq, &origin, err);
        *source = origin.source;
        *id = origin.id;
        return told;
    }
    if (seq != LEDGER_CANDIDATE)
        return event_log_identity(ledger->log, seq, arena, source, id, &rev, err);
    *source = ledger->candidate->source;
    *id = ledger->candidate->id;
    return true;
}

/* Two events whose order is asked. */
struct pair {
    struct ledger *ledger;
    uint64_t a, b;
    const struct zone *zone;
    int order;
};

static bool
compare_identities(void *ctx, struct err *err)
{
    struct pair *pair = ctx;
    struct arena arena = { 0 };
    struct str source_a = { 0 }, source_b = { 0 }, id_a = { 0 }, id_b = { 0 };
    bool fine = ledger_identity(pair->ledger, pair->a, &arena, &source_a, &id_a, err) &&
                ledger_identity(pair->ledger, pair->b, &arena, &source_b, &id_b, err);

    pair->order = str_cmp(source_a, source_b);
    if (pair->order == 0)
        pair->order = str_cmp(id_a, id_b);
    arena_free(&arena);
    return fine;
}

/* The log tells it, which is not the business of the thread of figures. */
static int
order_of(struct pair *pair, figure_work_fn compare)
{
    struct err err;

    ledger_or_abort(figure_thread_visit(pair->ledger->thread, compare, pair, &err), &err);
    return pair->order;
}

static int
identity_cmp(void *ctx, uint64_t a, uint64_t b)
{
    return order_of(&(struct pair){ .ledger = ctx, .a = a, .b = b }, compare_identities);
}

bool
ledger_origin(struct ledger *ledger, uint64_t seq, struct arena *arena, struct event_origin *origin, struct err *err)
{
    struct event event;
    uint64_t previous;

    if (ledger->origins && !emitted_is(seq))
        return ledger->origins->get(ledger->origins->ctx, seq, origin, err);
    if (!ledger_fetch(ledger, seq, arena, &event, &previous, err))
        return false;
    *origin = (struct event_origin){ event.source, event.id, event.rev, event.at };
    return true;
}

static bool
compare_singles(void *ctx, struct err *err)
{
    struct pair *pair = ctx;
    struct arena arena = { 0 };
    struct event_origin first = { 0 }, second = { 0 };
    bool fine = ledger_origin(pair->ledger, pair->a, &arena, &first, err) && ledger_origin(pair->ledger, pair->b, &arena, &second, err);

    pair->order = when_cmp(&first.at, &second.at, pair->zone);
    if (pair->order == 0)
        pair->order = first.rev == second.rev ? 0 : first.rev < second.rev ? -1 : 1;
    if (pair->order == 0)
        pair->order = str_cmp(first.source, second.source);
    if (pair->order == 0)
        pair->order = str_cmp(first.id, second.id);
    arena_free(&arena);
    return fine;
}

static int
single_cmp(void *ctx, uint64_t a, uint64_t b, const struct zone *zone)
{
    return order_of(&(struct pair){ .ledger = ctx, .a = a, .b = b, .zone = zone }, compare_singles);
}

struct log_order
ledger_order(struct ledger *ledger)
{
    return (struct log_order){ ledger, identity_cmp, single_cmp };
}
