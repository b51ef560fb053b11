/* SPDX-License-Identifier: MIT */
/*
 * entry_pack.h -- attendances that rest, in half the memory: about six bytes each instead of twelve.
 *
 * Sorted by person and cut into blocks; in a block each field is a column, with
 * as many bits a value as the largest needs.  Whether somebody is there is read
 * from the persons alone, of one block: two or three lines of memory.  A pack
 * never changes: to change what it says it is unpacked and made anew.
 */
#ifndef LIB_MODEL_ENTRY_PACK_H
#define LIB_MODEL_ENTRY_PACK_H

#include "lib/model/attendance_entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct entry_pack;

enum { ENTRY_BLOCK = 64 /* entries in each, but for the last */ };

/* entries: ascending by person, at least one. Owned by the caller. */
struct entry_pack *entry_pack_new(const struct attendance_entry *entries, uint32_t count);
void entry_pack_free(struct entry_pack *pack);

uint32_t entry_pack_count(const struct entry_pack *pack);
/* The entries of one block, in order, and how many there are; 0 behind the last block. */
uint32_t entry_pack_read(const struct entry_pack *pack, uint32_t block, struct attendance_entry entries[ENTRY_BLOCK]);
/* Is something said of the person? */
bool entry_pack_has(const struct entry_pack *pack, uint32_t person);
/* Tells that somebody will be looked for: mem_expect; and some time later, when what that fetches is there, who. */
void entry_pack_expect(const struct entry_pack *pack);
void entry_pack_expect_person(const struct entry_pack *pack, uint32_t person);

#endif
