/* SPDX-License-Identifier: MIT */
#include "lib/store/log_identities.h"

#include "lib/base/mem.h"
#include "lib/model/event.h"
#include "lib/store/dictionary.h"
#include "lib/store/event_rows.h"
#include "lib/store/store.h"

#include <stdlib.h>

struct log_identities {
    struct event_rows rows;
    struct dictionary sources;
    struct sql *sql;
};

struct log_identities *
log_identities_open(struct store *store, struct err *err)
{
    struct log_identities *identities = mem_new(sizeof *identities);

    identities->sql = store_sql(store);
    if (event_rows_open(&identities->rows, identities->sql, NULL, err) && sources_open(&identities->sources, identities->sql, err))
        return identities;
    log_identities_close(identities);
    return NULL;
}

void
log_identities_close(struct log_identities *identities)
{
    if (!identities)
        return;
    event_rows_close(&identities->rows);
    dictionary_close(&identities->sources);
    free(identities);
}

/* A source may have come after the dictionary was read. */
static bool
source_of(struct log_identities *identities, uint32_t number, struct str *source, struct err *err)
{
    *source = dictionary_text(&identities->sources, number);
    if (source->ptr)
        return true;
    dictionary_close(&identities->sources);
    if (!sources_open(&identities->sources, identities->sql, err))
        return false;
    *source = dictionary_text(&identities->sources, number);
    return source->ptr || err_set(err, ERR_STORE, "the log has no source with the number %u", number);
}

bool
log_identities_get(struct log_identities *identities, uint64_t seq, struct arena *arena, struct event *event, struct err *err)
{
    struct event_columns columns;

    if (!event_rows_get(&identities->rows, seq, false, arena, &columns, err) || !event_columns_to(&columns, event, arena, err) ||
        !source_of(identities, columns.source, &event->source, err))
        return false;
    event->source = arena_copy(arena, event->source);
    return true;
}
