/* SPDX-License-Identifier: MIT */
/*
 * id_map.h -- what is known of each id, of some million at most: 40 bytes each.
 */
#ifndef CLI_IMPORT_ID_MAP_H
#define CLI_IMPORT_ID_MAP_H

#include "lib/base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct id_entry {
    struct hash128 id;
    uint64_t content; /* hash of what was said under it */
    uint64_t number;  /* a row, a rev, a count; 0: the place is free */
};

/* The empty value is { 0 }. */
struct id_map {
    struct id_entry *entries;
    size_t count, capacity;
};

/* The entry of an id, with number 0 when it is new; good until the next call. */
struct id_entry *id_map_at(struct id_map *map, struct hash128 id);
/* NULL when there is none. */
const struct id_entry *id_map_find(const struct id_map *map, struct hash128 id);
void id_map_free(struct id_map *map);

#endif
