/* SPDX-License-Identifier: MIT */
/*
 * packed.h -- texts that fit into few bytes, and come back exactly.
 *
 * Only what comes back byte for byte is packed: a UUID in lower case, a time
 * written in whole seconds with T and Z or an offset.  All else stays text.
 */
#ifndef LIB_STORE_PACKED_H
#define LIB_STORE_PACKED_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { UUID_BYTES = 16, UUID_TEXT = 36, TIME_TEXT = 25, ZONE_Z = INT16_MAX };

/* "8f14e45f-ceea-467f-9b4a-3c3a6f0d1e22"; false when text is anything else. */
bool packed_uuid(struct str text, uint8_t bytes[UUID_BYTES]);
void unpacked_uuid(const uint8_t bytes[UUID_BYTES], char text[UUID_TEXT]);

/* An id: a UUID, or else the text as it was posted (borrowed). */
struct packed_id {
    bool is_uuid;
    uint8_t uuid[UUID_BYTES];
    struct str text;
};
struct packed_id packed_id_of(struct str text);
/* The bytes that tell ids of one kind apart; borrowed. */
struct str packed_id_bytes(const struct packed_id *id);
bool packed_id_eq(const struct packed_id *a, const struct packed_id *b);

/*
 * "2024-05-29T14:03:11+08:00" as the seconds that its clock shows, counted from
 * 1970, and the minutes that it is ahead of UTC (ZONE_Z for "Z").
 */
struct packed_time {
    int64_t seconds;
    int16_t zone;
};
bool packed_time(struct str text, struct packed_time *time);
/* Returns the length: 20 or 25. */
size_t unpacked_time(const struct packed_time *time, char text[TIME_TEXT]);

#endif
