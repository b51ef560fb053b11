/* SPDX-License-Identifier: MIT */
#include "lib/model/records.h"

#include <stdlib.h>

void
records_init(struct records *records, const struct log_order *log)
{
    *records = (struct records){ .log = log, .year_start_month = 1 };
}

static void
free_shelves(struct record_shelves *shelves)
{
    for (size_t i = 0; i < shelves->count; i++)
        free(shelves->shelves[i].list.records);
    free(shelves->shelves);
    free(shelves->by_owner);
}

void
records_free(struct records *records)
{
    for (size_t i = 0; i < records->count; i++)
        free(records->all[i]);
    for (size_t i = 0; i < records->thing_count; i++)
        free(records->things[i].records);
    for (int type = 0; type < EVENT_TYPES; type++) {
        free_shelves(&records->shelves[type]);
        free_shelves(&records->of_teams[type]);
    }
    codebook_free(&records->sets);
    free(records->all);
    free(records->things);
    free(records->unsettled);
    free(records->asking);
    free(records->orphaned);
    free(records->venue_things);
    free(records->venue_known);
    codebook_free(&records->keys);
    codebook_free(&records->venues);
    codebook_free(&records->texts);
    arena_free(&records->lists);
    *records = (struct records){ 0 };
}

const uint32_t *
records_set(const struct records *records, uint32_t set, size_t *count)
{
    struct str bytes = set == CODE_NONE ? (struct str){ 0 } : codebook_name(&records->sets, set);

    *count = bytes.len / sizeof(uint32_t);
    return (const uint32_t *)(const void *)bytes.ptr; /* an arena copy: aligned for any type */
}

const struct record_thing *
records_about_venue(const struct records *records, enum event_type type, uint32_t venue)
{
    uint32_t names[] = { type, CODE_NONE, CODE_NONE, venue, CODE_NONE }, number;

    if (type == EVENT_VENUE_PUT)
        return venue < records->venue_count && records->venue_things[venue]
                   ? &records->things[records->venue_things[venue] - 1] : NULL;
    number = codebook_find(&records->keys, (struct str){ (const char *)names, sizeof names });
    return number != CODE_NONE ? &records->things[number] : NULL;
}
