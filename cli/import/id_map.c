/* SPDX-License-Identifier: MIT */
#include "cli/import/id_map.h"

#include "lib/base/mem.h"

#include <stdlib.h>

enum { CAPACITY_FIRST = 1024 };

/* Ids are hashes: their bits are as good as random. Open addressing, at most three quarters full. */
static struct id_entry *
place_of(const struct id_map *map, struct hash128 id)
{
    size_t at = (size_t)id.low & (map->capacity - 1);

    while ((map->entries[at].id.low || map->entries[at].id.high) && !hash128_eq(map->entries[at].id, id))
        at = (at + 1) & (map->capacity - 1);
    return &map->entries[at];
}

static void
grow(struct id_map *map)
{
    struct id_map larger = { .capacity = map->capacity ? map->capacity * 2 : CAPACITY_FIRST, .count = map->count };

    larger.entries = mem_array(larger.capacity, sizeof *larger.entries);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->entries[i].id.low || map->entries[i].id.high)
            *place_of(&larger, map->entries[i].id) = map->entries[i];
    free(map->entries);
    *map = larger;
}

struct id_entry *
id_map_at(struct id_map *map, struct hash128 id)
{
    struct id_entry *entry;

    if (map->count * 4 >= map->capacity * 3)
        grow(map);
    entry = place_of(map, id);
    if (!hash128_eq(entry->id, id)) {
        entry->id = id;
        map->count++;
    }
    return entry;
}

const struct id_entry *
id_map_find(const struct id_map *map, struct hash128 id)
{
    const struct id_entry *entry = map->capacity > 0 ? place_of(map, id) : NULL;

    return entry && entry->number > 0 ? entry : NULL;
}

void
id_map_free(struct id_map *map)
{
    free(map->entries);
    *map = (struct id_map){ 0 };
}
