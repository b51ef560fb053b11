/* SPDX-License-Identifier: MIT */
#include "lib/model/entry_pack.h"

#include "lib/base/mem.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

/*
 * | pack | first persons | person bits | blocks | persons of all blocks | rest of the first | rest of the second | ... | 8 spare bytes |
 *
 * persons: each less the one before it; rest of a block: positions less the
 * least | minutes + 1 | marks ^ the first ones.  Each is a column, with as many
 * bits a value as the largest needs; 64 values fill whole bytes.
 *
 * Who asks whether somebody is there reads the first two lists, which share a
 * line of memory unless the pack is large, and a column of a line or two.
 */
struct entry_block {
    uint32_t at; /* where its rest begins: bytes behind the last block */
    uint32_t least_low;
    uint32_t least_high : 8;
    uint32_t position_bits : 6, minutes_bits : 5, marks_bits : 4;
    uint32_t marks : 8; /* the first one's */
};

struct entry_pack {
    uint32_t count, block_count;
    uint32_t firsts[]; /* by block: the first one's person */
};

enum column { PERSONS, POSITIONS, MINUTES, MARKS, COLUMNS };

/* What a block says, as it is written. */
struct columns {
    uint64_t values[COLUMNS][ENTRY_BLOCK];
    uint64_t least; /* position */
    uint32_t count, person;
    uint8_t bits[COLUMNS], marks;
};

/* A value is read with the eight bytes that it begins in. */
enum { SPARE_BYTES = 8 };

/* ---- where things are ---- */

static const uint8_t *
person_bits_of(const struct entry_pack *pack)
{
    return (const uint8_t *)(pack->firsts + pack->block_count);
}

/* So that the blocks behind them stand where they may. */
static size_t
person_bits_size(uint32_t block_count)
{
    return (block_count + 3) / 4 * 4;
}

static const struct entry_block *
blocks_of(const struct entry_pack *pack)
{
    return (const struct entry_block *)(const void *)(person_bits_of(pack) + person_bits_size(pack->block_count));
}

static const uint8_t *
columns_of(const struct entry_pack *pack)
{
    return (const uint8_t *)(blocks_of(pack) + pack->block_count);
}

/* All blocks before the last are full. */
static uint32_t
persons_at(const uint8_t *person_bits, uint32_t block)
{
    uint32_t bits = 0;

    for (uint32_t i = 0; i < block; i++)
        bits += person_bits[i];
    return bits * (ENTRY_BLOCK / 8);
}

static uint32_t
count_in(uint32_t count, uint32_t block)
{
    uint32_t left = count - block * ENTRY_BLOCK;

    return left < ENTRY_BLOCK ? left : ENTRY_BLOCK;
}

static uint32_t
column_bytes(uint32_t count, unsigned bits)
{
    return (count * bits + 7) / 8;
}

/* ---- columns ---- */

static uint64_t
value_at(const uint8_t *column, uint32_t i, unsigned bits)
{
    uint64_t word;

    memcpy(&word, column + i * bits / 8, sizeof word);
    return le64toh(word) >> i * bits % 8 & (((uint64_t)1 << bits) - 1);
}

/* Returns the end. */
static const uint8_t *
read_column(const uint8_t *column, unsigned bits, uint32_t count, uint64_t *values)
{
    for (uint32_t i = 0; i < count; i++)
        values[i] = value_at(column, i, bits);
    return column + column_bytes(count, bits);
}

/* Eight bytes at a time; returns the end. */
static uint8_t *
write_column(uint8_t *column, unsigned bits, uint32_t count, const uint64_t *values)
{
    uint64_t word = 0, little;
    unsigned filled = 0;

    for (uint32_t i = 0; i < count; i++) {
        word |= values[i] << filled;
        filled += bits;
        if (filled < 64)
            continue;
        little = htole64(word);
        memcpy(column, &little, sizeof little);
        column += sizeof little;
        filled -= 64;
        word = values[i] >> (bits - filled);
    }
    little = htole64(word);
    memcpy(column, &little, (filled + 7) / 8);
    return column + (filled + 7) / 8;
}

static uint8_t
bits_of(const uint64_t *values, uint32_t count)
{
    uint64_t all = 0;

    for (uint32_t i = 0; i < count; i++)
        all |= values[i];
    return all ? (uint8_t)(64 - __builtin_clzll(all)) : 0;
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
columns_fill(struct columns *columns, const struct attendance_entry *entries, uint32_t count)
{
    uint32_t person = entries[0].person;

    columns->count = count;
    columns->person = person;
    columns->marks = entry_marks(&entries[0]);
    columns->least = least_position(entries, count);
    for (uint32_t i = 0; i < count; i++) {
        columns->values[PERSONS][i] = entries[i].person - person;
        columns->values[POSITIONS][i] = entry_seq(&entries[i]) - columns->least;
        columns->values[MINUTES][i] = entry_minutes_code(&entries[i]);
        columns->values[MARKS][i] = entry_marks(&entries[i]) ^ columns->marks;
        person = entries[i].person;
    }
    for (unsigned column = 0; column < COLUMNS; column++)
        columns->bits[column] = bits_of(columns->values[column], count);
}

/* ---- packing ---- */

/* Every column as wide as can be: 32 bits of a person; 40, 16 and 8 of the rest. */
enum { PERSON_BYTES_MOST = 4, REST_BYTES_MOST = 8, DRAFT_WORDS = 2048 };

static size_t
head_size(uint32_t block_count)
{
    return sizeof(struct entry_pack) + block_count * (sizeof(uint32_t) + sizeof(struct entry_block)) + person_bits_size(block_count);
}

/* A pack whose columns have not found their places yet: persons from `persons` on, the rest from `rest` on. */
struct draft {
    struct entry_pack *pack;
    uint8_t *persons, *rest;
    uint8_t *persons_end, *rest_end;
};

/* pack: room for every column as wide as can be. */
static struct draft
draft_new(struct entry_pack *pack, uint32_t count, uint32_t block_count)
{
    const size_t head = head_size(block_count);

    memset(pack, 0, head);
    pack->count = count;
    pack->block_count = block_count;
    return (struct draft){
        .pack = pack,
        .persons = (uint8_t *)pack + head,
        .persons_end = (uint8_t *)pack + head,
        .rest = (uint8_t *)pack + head + (size_t)count * PERSON_BYTES_MOST,
        .rest_end = (uint8_t *)pack + head + (size_t)count * PERSON_BYTES_MOST,
    };
}

static void
draft_add(struct draft *draft, uint32_t number, const struct columns *columns)
{
    struct entry_block *block = (struct entry_block *)blocks_of(draft->pack) + number;

    draft->pack->firsts[number] = columns->person;
    ((uint8_t *)person_bits_of(draft->pack))[number] = columns->bits[PERSONS];
    *block = (struct entry_block){
        .at = (uint32_t)(draft->rest_end - draft->rest),
        .least_low = (uint32_t)columns->least,
        .least_high = (uint8_t)(columns->least >> 32),
        .position_bits = columns->bits[POSITIONS] & 63,
        .minutes_bits = columns->bits[MINUTES] & 31,
        .marks_bits = columns->bits[MARKS] & 15,
        .marks = columns->marks,
    };
    draft->persons_end = write_column(draft->persons_end, columns->bits[PERSONS], columns->count, columns->values[PERSONS]);
    for (unsigned column = POSITIONS; column < COLUMNS; column++)
        draft->rest_end = write_column(draft->rest_end, columns->bits[column], columns->count, columns->values[column]);
}

static struct entry_pack *
draft_close(struct draft *draft)
{
    const size_t head = (size_t)(draft->persons_end - (uint8_t *)draft->pack), rest = (size_t)(draft->rest_end - draft->rest);
    struct entry_pack *pack = mem_resize(NULL, head + rest + SPARE_BYTES);

    memcpy(pack, draft->pack, head);
    memcpy((uint8_t *)pack + head, draft->rest, rest);
    memset((uint8_t *)pack + head + rest, 0, SPARE_BYTES);
    for (uint32_t i = 0; i < pack->block_count; i++)
        ((struct entry_block *)blocks_of(pack))[i].at += (uint32_t)(draft->persons_end - draft->persons);
    return pack;
}

struct entry_pack *
entry_pack_new(const struct attendance_entry *entries, uint32_t count)
{
    const uint32_t block_count = (count + ENTRY_BLOCK - 1) / ENTRY_BLOCK;
    const size_t most = head_size(block_count) + (size_t)count * (PERSON_BYTES_MOST + REST_BYTES_MOST);
    uint64_t few[DRAFT_WORDS]; /* of most packs it takes no allocation */
    struct entry_pack *room = most <= sizeof few ? (struct entry_pack *)(void *)few : mem_resize(NULL, most), *pack;
    struct draft draft = draft_new(room, count, block_count);
    struct columns columns;

    for (uint32_t i = 0; i < block_count; i++) {
        columns_fill(&columns, entries + i * ENTRY_BLOCK, count_in(count, i));
        draft_add(&draft, i, &columns);
    }
    pack = draft_close(&draft);
    if (room != (struct entry_pack *)(void *)few)
        free(room);
    return pack;
}

void
entry_pack_free(struct entry_pack *pack)
{
    free(pack);
}

uint32_t
entry_pack_count(const struct entry_pack *pack)
{
    return pack->count;
}

/* ---- reading ---- */

uint32_t
entry_pack_read(const struct entry_pack *pack, uint32_t number, struct attendance_entry entries[ENTRY_BLOCK])
{
    uint64_t values[COLUMNS][ENTRY_BLOCK], least;
    const struct entry_block *block;
    const uint8_t *column;
    uint32_t person, count;

    if (number >= pack->block_count)
        return 0;
    block = &blocks_of(pack)[number];
    count = count_in(pack->count, number);
    column = columns_of(pack) + persons_at(person_bits_of(pack), number);
    read_column(column, person_bits_of(pack)[number], count, values[PERSONS]);
    column = read_column(columns_of(pack) + block->at, block->position_bits, count, values[POSITIONS]);
    column = read_column(column, block->minutes_bits, count, values[MINUTES]);
    read_column(column, block->marks_bits, count, values[MARKS]);
    person = pack->firsts[number];
    least = (uint64_t)block->least_high << 32 | block->least_low;
    for (uint32_t i = 0; i < count; i++) {
        person += (uint32_t)values[PERSONS][i];
        entries[i] = entry_of_codes(person, least + values[POSITIONS][i], (uint16_t)values[MINUTES][i],
                                    (uint8_t)(values[MARKS][i] ^ block->marks));
    }
    return count;
}

/* The last block that does not begin behind the person; block_count: all do. */
static uint32_t
block_of(const struct entry_pack *pack, uint32_t person)
{
    const uint32_t *first = pack->firsts;

    if (*first > person)
        return pack->block_count;
    for (uint32_t left = pack->block_count, half; left > 1; left -= half) {
        half = left / 2;
        first += first[half] <= person ? half : 0; /* without a branch, which nobody could foretell */
    }
    return (uint32_t)(first - pack->firsts);
}

void
entry_pack_expect(const struct entry_pack *pack)
{
    mem_expect_all(pack, 2 * MEM_LINE);
}

void
entry_pack_expect_person(const struct entry_pack *pack, uint32_t person)
{
    const uint32_t number = block_of(pack, person);
    const uint8_t *person_bits = person_bits_of(pack);

    if (number < pack->block_count)
        mem_expect_all(columns_of(pack) + persons_at(person_bits, number), column_bytes(count_in(pack->count, number), person_bits[number]));
}

bool
entry_pack_has(const struct entry_pack *pack, uint32_t person)
{
    const uint32_t number = block_of(pack, person);
    const uint8_t *column;
    uint32_t at, count;
    unsigned bits;

    if (number == pack->block_count)
        return false;
    column = columns_of(pack) + persons_at(person_bits_of(pack), number);
    bits = person_bits_of(pack)[number];
    at = pack->firsts[number];
    count = count_in(pack->count, number);
    for (uint32_t i = 1; i < count && at < person; i++)
        at += (uint32_t)value_at(column, i, bits);
    return at == person;
}
