/* SPDX-License-Identifier: MIT */
#include "lib/store/store_status.h"

#include "lib/store/query.h"

static void
read_numbers(struct query_row *row, void *item)
{
    struct store_status *status = item;

    status->log = status->events = (uint64_t)row_int(row); /* positions have no gaps */
    status->last_recorded_at = row_int(row);
    status->published = (uint64_t)row_int(row);
    status->day = row_text(row);
    status->persons = (uint64_t)row_int(row);
    status->sessions = (uint64_t)row_int(row);
    status->cells = (uint64_t)row_int(row);
}

static void
read_source(struct query_row *row, void *item)
{
    struct source_outcomes *source = item;

    source->source = row_text(row);
    source->applied = (uint64_t)row_int(row);
    source->duplicate = (uint64_t)row_int(row);
    source->stale = (uint64_t)row_int(row);
    source->pending = (uint64_t)row_int(row);
    source->conflict = (uint64_t)row_int(row);
    source->rejected = (uint64_t)row_int(row);
}

static void
read_fault(struct query_row *row, void *item)
{
    struct fault_line *fault = item;

    fault->plugin = row_text(row);
    fault->message = row_text(row);
    fault->position = (uint64_t)row_int(row);
}

bool
store_status_read(struct sql *sql, struct arena *arena, struct store_status *status, struct err *err)
{
    static const char numbers[] =
        "SELECT (SELECT last FROM batch ORDER BY first DESC LIMIT 1),"
        " (SELECT recorded_at FROM batch ORDER BY first DESC LIMIT 1),"
        " (SELECT value FROM meta WHERE key = 'published'), (SELECT value FROM meta WHERE key = 'day'),"
        " (SELECT max(number) FROM person), (SELECT count(*) FROM session WHERE state = 'applied'),"
        " (SELECT count(*) FROM cell)";
    static const char sources[] = "SELECT source, applied, duplicate, stale, pending, conflict, rejected FROM outcome"
                                  " ORDER BY source";
    static const char faults[] = "SELECT plugin, message, position FROM plugin_fault ORDER BY plugin";
    const struct query_item source = { sizeof(struct source_outcomes), read_source };
    const struct query_item fault = { sizeof(struct fault_line), read_fault };
    struct store_status found;
    void *sources_found = NULL, *faults_found = NULL;

    if (!query_one(sql, numbers, (struct query_item){ sizeof found, read_numbers }, arena, &found, err) ||
        !query_all(sql, sources, NULL, 0, source, arena, &sources_found, &found.source_count, err) ||
        !query_all(sql, faults, NULL, 0, fault, arena, &faults_found, &found.fault_count, err))
        return false;
    found.sources = sources_found;
    found.faults = faults_found;
    *status = found;
    return true;
}
