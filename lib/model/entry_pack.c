/* SPDX-License-Identifier: MIT */
#include "lib/model/entry_pack.h"

#include "lib/base/mem.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

/*
 * | pack | block | block | ... | bits of the first | bits of the second | ... | 8 spare bytes |
 *
 * bits of an entry: person less the one before it | position less the block's least | minutes + 1 | marks ^ the block's
 */
struct entry_block {
    uint32_t person; /* the first one's */
    uint32_t at;     /* where its bits begin: bytes behind the last block */
    uint32_t least_low;
    uint8_t least_high;
    uint8_t person_bits, position_bits, minutes_bits, marks_bits;
    uint8_t marks; /* the first one's */
};

struct entry_pack {
    uint32_t count, block_count;
    struct entry_block blocks[];
};

/* A value is read and written with the eight bytes that it begins in. */
enum { SPARE_BYTES = 8 };

static uint64_t
bits_at(const uint8_t *bits, uint64_t at, unsigned width)
{
    uint64_t word;

    memcpy(&word, bits + at / 8, sizeof word);
    return le64toh(word) >> at % 8 & (((uint64_t)1 << width) - 1);
}

static void
put_bits(uint8_t *bits, uint64_t *at, uint64_t value, unsigned width)
{
    uint64_t word;

    memcpy(&word, bits + *at / 8, sizeof word);
    word = htole64(le64toh(word) | value << *at % 8);
    memcpy(bits + *at / 8, &word, sizeof word);
    *at += width;
}

static uint8_t
width_of(uint64_t values)
{
    return values ? (uint8_t)(64 - __builtin_clzll(values)) : 0;
}

static uint64_t
least_of(const struct entry_block *block)
{
    return (uint64_t)block->least_high << 32 | block->least_low;
}

static unsigned
bits_of_entry(const struct entry_block *block)
{
    return block->person_bits + block->position_bits + block->minutes_bits + block->marks_bits;
}

static uint64_t
bytes_of_block(const struct entry_block *block, uint32_t count)
{
    return ((uint64_t)bits_of_entry(block) * count + 7) / 8;
}

/* How wide the fields of a block are: of all values or-ed together. */
static struct entry_block
measure(const struct attendance_entry *entries, uint32_t count)
{
    uint64_t persons = 0, positions = 0, minutes = 0, marks = 0, least = UINT64_MAX;
    struct entry_block block = { .person = entries[0].person, .marks = entry_marks(&entries[0]) };

    for (uint32_t i = 0; i < count; i++)
        if (entry_seq(&entries[i]) < least)
            least = entry_seq(&entries[i]);
    for (uint32_t i = 0; i < count; i++) {
        persons |= i > 0 ? entries[i].person - entries[i - 1].person : 0;
        positions |= entry_seq(&entries[i]) - least;
        minutes |= entry_minutes_code(&entries[i]);
        marks |= entry_marks(&entries[i]) ^ block.marks;
    }
    block.least_low = (uint32_t)least;
    block.least_high = (uint8_t)(least >> 32);
    block.person_bits = width_of(persons);
    block.position_bits = width_of(positions);
    block.minutes_bits = width_of(minutes);
    block.marks_bits = width_of(marks);
    return block;
}

static void
write_block(const struct entry_block *block, uint8_t *bits, const struct attendance_entry *entries, uint32_t count)
{
    uint64_t least = least_of(block), at = 0;
    uint32_t person = block->person;

    for (uint32_t i = 0; i < count; i++) {
        put_bits(bits, &at, entries[i].person - person, block->person_bits);
        put_bits(bits, &at, entry_seq(&entries[i]) - least, block->position_bits);
        put_bits(bits, &at, entry_minutes_code(&entries[i]), block->minutes_bits);
        put_bits(bits, &at, entry_marks(&entries[i]) ^ block->marks, block->marks_bits);
        person = entries[i].person;
    }
}

static uint32_t
count_in(uint32_t count, uint32_t block)
{
    uint32_t left = count - block * ENTRY_BLOCK;

    return left < ENTRY_BLOCK ? left : ENTRY_BLOCK;
}

static const uint8_t *
bits_of(const struct entry_pack *pack, uint32_t block)
{
    return (const uint8_t *)(pack->blocks + pack->block_count) + pack->blocks[block].at;
}

struct entry_pack *
entry_pack_new(const struct attendance_entry *entries, uint32_t count)
{
    const uint32_t block_count = (count + ENTRY_BLOCK - 1) / ENTRY_BLOCK;
    struct entry_block *blocks = mem_array(block_count, sizeof *blocks);
    struct entry_pack *pack;
    uint64_t bytes = 0;

    for (uint32_t i = 0; i < block_count; i++) {
        blocks[i] = measure(entries + i * ENTRY_BLOCK, count_in(count, i));
        blocks[i].at = (uint32_t)bytes;
        bytes += bytes_of_block(&blocks[i], count_in(count, i));
    }
    pack = mem_new(sizeof *pack + block_count * sizeof *blocks + bytes + SPARE_BYTES);
    pack->count = count;
    pack->block_count = block_count;
    memcpy(pack->blocks, blocks, block_count * sizeof *blocks);
    for (uint32_t i = 0; i < block_count; i++)
        write_block(&blocks[i], (uint8_t *)bits_of(pack, i), entries + i * ENTRY_BLOCK, count_in(count, i));
    free(blocks);
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

uint32_t
entry_pack_read(const struct entry_pack *pack, uint32_t number, struct attendance_entry entries[ENTRY_BLOCK])
{
    const struct entry_block *block = &pack->blocks[number];
    uint32_t person, count;
    const uint8_t *bits;
    uint64_t at = 0;

    if (number >= pack->block_count)
        return 0;
    bits = bits_of(pack, number);
    person = block->person;
    count = count_in(pack->count, number);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t seq, minutes;
        uint8_t marks;

        person += (uint32_t)bits_at(bits, at, block->person_bits);
        at += block->person_bits;
        seq = least_of(block) + bits_at(bits, at, block->position_bits);
        at += block->position_bits;
        minutes = bits_at(bits, at, block->minutes_bits);
        at += block->minutes_bits;
        marks = (uint8_t)(bits_at(bits, at, block->marks_bits) ^ block->marks);
        at += block->marks_bits;
        entries[i] = entry_of_codes(person, seq, (uint16_t)minutes, marks);
    }
    return count;
}

/* The last block that does not begin behind the person; block_count: all do. */
static uint32_t
block_of(const struct entry_pack *pack, uint32_t person)
{
    uint32_t low = 0, high = pack->block_count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (pack->blocks[middle].person <= person)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : pack->block_count;
}

bool
entry_pack_has(const struct entry_pack *pack, uint32_t person)
{
    const uint32_t number = block_of(pack, person);
    const struct entry_block *block = &pack->blocks[number];
    const uint8_t *bits;
    uint32_t at, count;

    if (number == pack->block_count)
        return false;
    bits = bits_of(pack, number);
    at = block->person;
    count = count_in(pack->count, number);
    for (uint32_t i = 1; i < count && at < person; i++)
        at += (uint32_t)bits_at(bits, (uint64_t)i * bits_of_entry(block), block->person_bits);
    return at == person;
}
