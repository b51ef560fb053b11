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

static void
add(struct recorded *recorded, uint64_t first, int64_t at)
{
    int64_t quarter = at >= 0 ? at / QUARTER : -((-at + QUARTER - 1) / QUARTER);

    recorded->read = first;
    if (recorded->count > 0 && recorded->stretches[recorded->count - 1].quarter == quarter)
        return;
    recorded->stretches =
        mem_grow(recorded->stretches, recorded->count, &recorded->capacity, sizeof *recorded->stretches);
    recorded->stretches[recorded->count++] = (struct stretch){ first, quarter };
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
