/* SPDX-License-Identifier: MIT */
#include "lib/model/session_pack.h"

#include "lib/base/mem.h"
#include "lib/model/emission.h"

#include <stdlib.h>

enum { ENTRY_BYTES_LEAST = 4 };

static int
entry_cmp(const void *a, const void *b)
{
    const struct attendance_entry *x = a, *y = b;

    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return (entry_seq(x) > entry_seq(y)) - (entry_seq(x) < entry_seq(y));
}

/* Those of the log, by person and position; how many. */
static uint32_t
sorted_entries(const struct session *session, struct attendance_entry **sorted)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;
    uint32_t count = 0;

    *sorted = mem_new(session->entry_count * sizeof **sorted + 1);
    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        if (!emitted_is(entry_seq(entry)))
            (*sorted)[count++] = *entry;
    if (session->sorted < session->loose_count)
        qsort(*sorted, count, sizeof **sorted, entry_cmp);
    return count;
}

static uint64_t
least_position(const struct attendance_entry *entries, uint32_t count)
{
    uint64_t least = UINT64_MAX;

    for (uint32_t i = 0; i < count; i++)
        if (entry_seq(&entries[i]) < least)
            least = entry_seq(&entries[i]);
    return least;
}

static void
put_entries(struct buf *out, const struct attendance_entry *entries, uint32_t count, uint64_t least)
{
    uint32_t person = 0;

    for (uint32_t i = 0; i < count; i++) {
        const struct attendance_entry *entry = &entries[i];

        buf_put_number(out, entry->person - person);
        buf_put_number(out, entry_seq(entry) - least);
        buf_put_number(out, entry_minutes_code(entry));
        buf_put_byte(out, entry_marks(entry));
        person = entry->person;
    }
}

bool
session_pack(const struct session *session, struct buf *out)
{
    struct attendance_entry *entries;
    uint32_t count = sorted_entries(session, &entries);
    uint64_t least = least_position(entries, count);

    if (count > 0) {
        buf_put_number(out, least);
        buf_put_number(out, count);
        put_entries(out, entries, count, least);
    }
    free(entries);
    return count > 0;
}

static bool
read_entry(struct buf_reader *reader, uint64_t least, uint32_t *person, struct attendance_entry *entry)
{
    uint64_t seq, step = buf_read_number(reader), minutes;
    uint8_t marks;

    seq = least + buf_read_number(reader);
    minutes = buf_read_number(reader);
    marks = buf_read_byte(reader);
    if (reader->bad || step > UINT32_MAX - *person || seq < least || emitted_is(seq) || minutes > MINUTES_UNKNOWN)
        return false;
    *person += (uint32_t)step;
    *entry = entry_of_codes(*person, seq, (uint16_t)minutes, marks);
    return true;
}

static void
take_in(struct session *session, const struct attendance_entry *entry)
{
    session->loose[session->loose_count++] = *entry;
    session->entry_count++;
    session->named += entry_counts(entry);
    session->attendance_events += entry->opens;
    session_hear(session, entry_seq(entry));
}

/* Of whom no statement holds: the one that did was another person's, or a map's. */
static void
choose_missing(struct session *session, const struct log_order *order, const struct zone *zone)
{
    for (uint32_t i = 0, next; i < session->loose_count; i = next) {
        uint32_t person = session->loose[i].person;
        bool holds = false;

        for (next = i; next < session->loose_count && session->loose[next].person == person; next++)
            holds |= session->loose[next].holds;
        if (!holds)
            session_choose_among(session, &person, 1, order, zone);
    }
}

bool
session_unpack(struct session *session, struct str bytes, const struct log_order *order, const struct zone *zone)
{
    struct buf_reader reader = { bytes.ptr, bytes.ptr + bytes.len, false };
    uint64_t least = buf_read_number(&reader), count = buf_read_number(&reader);
    uint32_t person = 0;

    if (reader.bad || count == 0 || count > bytes.len / ENTRY_BYTES_LEAST || session->entry_count > 0)
        return false;
    session->loose = mem_resize(session->loose, count * sizeof *session->loose);
    session->loose_capacity = (uint32_t)count;
    for (uint64_t i = 0; i < count; i++) {
        struct attendance_entry entry;

        if (!read_entry(&reader, least, &person, &entry))
            return false;
        take_in(session, &entry);
    }
    session->sorted = session->loose_count;
    choose_missing(session, order, zone);
    session_rest(session);
    return reader.at == reader.end;
}
