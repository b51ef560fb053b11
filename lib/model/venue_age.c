/* SPDX-License-Identifier: MIT */
#include "lib/model/venue_age.h"

static const struct zone *
zone_of(const struct facts *facts, const struct record *record)
{
    return facts->units.units[record->unit].zone;
}

/* Statements that yield to a greater one count here, too: that one may be about what changed much later. */
static day_t
first_statement(const struct facts *facts, uint32_t venue)
{
    const struct record_thing *thing = records_about_venue(&facts->records, EVENT_VENUE_PUT, venue);
    day_t first = DAY_MAX;

    for (size_t i = 0; thing && i < thing->count; i++) {
        const struct record *record = facts->records.all[thing->records[i]];
        day_t day;

        if (record->view.standing != RECORD_COUNTS && record->view.standing != RECORD_YIELDS)
            continue;
        day = when_first_day(&record->date, zone_of(facts, record));
        first = day < first ? day : first;
    }
    return first;
}

day_t
venue_begins(const struct facts *facts, uint32_t venue)
{
    const struct record_thing *thing = records_about_venue(&facts->records, EVENT_VENUE_OPEN, venue);
    day_t first = first_statement(facts, venue);

    for (size_t i = 0; thing && i < thing->count; i++) {
        const struct record *record = facts->records.all[thing->records[i]];
        if (record->view.standing == RECORD_COUNTS && record->view.first < first)
            first = record->view.first;
    }
    return first;
}
