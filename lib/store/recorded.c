/* SPDX-License-Identifier: MIT */
#include "lib/store/recorded.h"

#include "lib/base/mem.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

enum { QUARTER = 15 * 60 * 1000 };

struct stretch {
    uint64_t first; /* position */
    int64_t quarter;
    int64_t most, least; /* of all stretches up to this one; from this one on */
};

struct recorded {
    struct sql *sql;
    struct sqlite3_stmt *batches;
    struct stretch *stretches;
    size_t count, capacity;
    uint64_t read; /* the first position of the last batch that was read */
};

struct recorded *
recorded_open(struct store *store, struct err *err)
{
    struct recorded *recorded = mem_new(sizeof *recorded);

    recorded->sql = store_sql(store);
    recorded->batches =
        sql_prepare(recorded->sql, "SELECT first, recorded_at FROM batch WHERE first > ? ORDER BY first", err);
    if (recorded->batches)
        return recorded;
    recorded_close(recorded);
    return NULL;
}

void
recorded_close(struct recorded *recorded)
{
    if (!recorded)
        return;
    sql_finalize(recorded->batches);
    free(recorded->stretches);
    free(recorded);
}

static int64_t
quarter_of(int64_t at)
{
    return at >= 0 ? at / QUARTER : -((-at + QUARTER - 1) / QUARTER);
}

static void
add(struct recorded *recorded, uint64_t first, int64_t at)
{
    struct stretch *last = recorded->count > 0 ? &recorded->stretches[recorded->count - 1] : NULL;
    struct stretch stretch = { first, quarter_of(at), quarter_of(at), quarter_of(at) };

    recorded->read = first;
    if (last && last->quarter == stretch.quarter)
        return;
    if (last && last->most > stretch.most)
        stretch.most = last->most;
    for (size_t i = recorded->count; i > 0 && recorded->stretches[i - 1].least > stretch.least; i--)
        recorded->stretches[i - 1].least = stretch.least; /* the clock was set back */
    recorded->stretches =
        mem_grow(recorded->stretches, recorded->count, &recorded->capacity, sizeof *recorded->stretches);
    recorded->stretches[recorded->count++] = stretch;
}

bool
recorded_update(struct recorded *recorded, struct err *err)
{
    struct sql_values values = sql_bind(recorded->batches);
    bool row = false, fine;

    sql_int(&values, (int64_t)recorded->read);
    fine = sql_first(recorded->sql, &values, &row, err);
    for (; fine && row; fine = sql_next(recorded->sql, recorded->batches, &row, err))
        add(recorded, (uint64_t)sql_column_int(recorded->batches, 0), sql_column_int(recorded->batches, 1));
    sql_reset(recorded->batches);
    return fine;
}

int64_t
recorded_at(const struct recorded *recorded, uint64_t seq)
{
    size_t low = 0, high = recorded->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (recorded->stretches[middle].first <= seq)
            low = middle;
        else
            high = middle;
    }
    return recorded->count > 0 ? recorded->stretches[low].quarter * QUARTER : 0;
}

/* The first position of the first stretch at which something was (from which on all were) recorded as late as that. */
static uint64_t
first_with(const struct recorded *recorded, int64_t quarter, bool from_there_on)
{
    size_t low = 0, high = recorded->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct stretch *stretch = &recorded->stretches[middle];
        if ((from_there_on ? stretch->least : stretch->most) >= quarter)
            high = middle;
        else
            low = middle + 1;
    }
    return low < recorded->count ? recorded->stretches[low].first : UINT64_MAX;
}

void
recorded_around(const struct recorded *recorded, int64_t instant, uint64_t *early, uint64_t *late)
{
    int64_t quarter = quarter_of(instant + QUARTER - 1); /* the first that begins at the instant or later */

    *early = first_with(recorded, quarter, false);
    *late = first_with(recorded, quarter, true);
}
