/* SPDX-License-Identifier: MIT */
/*
 * event_columns.h -- an event as a row of the table `event`, and back.
 *
 * Pure: no database here.  What comes back is what went in, byte for byte,
 * except that an attendance's data is shared between columns and JSON as
 * lib/model/event.h says.
 */
#ifndef LIB_STORE_EVENT_COLUMNS_H
#define LIB_STORE_EVENT_COLUMNS_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/model/event.h"
#include "lib/store/packed.h"

enum { CONTENT_BYTES = 16, MARK_STATUS = 8 /* mark = status * 8 + role */ };

/* A row; 0 in source .. previous, -1 in mark and minutes, and ptr NULL stand for SQL NULL. */
struct event_columns {
    uint64_t seq, previous;
    uint32_t source, rev, type, activity, person;
    int mark, minutes;
    uint8_t content[CONTENT_BYTES];
    struct packed_id id;
    bool time_is_packed;
    struct packed_time packed_time; /* when time_is_packed, else `time` */
    struct str time, persons, attributes, data;
};

/* All but seq, previous, source, activity and id. Texts that are kept are copied to the arena. */
void event_columns_from(struct event_columns *columns, const struct event *event, struct arena *arena);
/*
 * All but the names of source and activity; texts that need no unpacking are
 * borrowed from the columns.  False with ERR_STORE when the row is none that
 * event_columns_from makes.
 */
bool event_columns_to(const struct event_columns *columns, struct event *event, struct arena *arena, struct err *err);
/* The posted id; borrowed as above. */
struct str event_columns_id(const struct event_columns *columns, struct arena *arena);

/* The same with its texts in the arena. */
void event_columns_keep(struct event_columns *columns, struct arena *arena);

/* Puts all but seq, in a form where no two different rows are the same bytes: for the hash chain. */
void event_columns_pack(const struct event_columns *columns, struct buf *buf);

#endif
