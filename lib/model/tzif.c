/* SPDX-License-Identifier: MIT */
/*
 * header   "TZif" version(1) unused(15) isut isstd leap time type char (4 bytes each, big-endian)
 * block 1  as the header counts, instants of 4 bytes: skipped
 * header   again, for
 * block 2  time * 8 instants | time * 1 types | type * (4 offset, 1 summer, 1 name) | char | leap * 12 | isstd | isut
 * footer   "\n" rule "\n"
 */
#include "lib/model/tzif.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"

#include <stdlib.h>

struct header {
    char version;
    uint32_t isut, isstd, leap, time, type, chars;
};

static uint32_t
read_be32(struct buf_reader *in)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++)
        value = value << 8 | buf_read_byte(in);
    return value;
}

static int64_t
read_be64(struct buf_reader *in)
{
    uint64_t high = read_be32(in);

    return (int64_t)(high << 32 | read_be32(in));
}

static size_t
left(const struct buf_reader *in)
{
    return (size_t)(in->end - in->at);
}

static void
skip(struct buf_reader *in, uint64_t bytes)
{
    if (bytes > left(in))
        in->bad = true;
    else
        in->at += bytes;
}

static bool
read_header(struct buf_reader *in, struct header *header, struct err *err)
{
    if (left(in) < 44 || memcmp(in->at, "TZif", 4) != 0)
        return err_set(err, ERR_INPUT, "not a time zone file (TZif)");
    header->version = in->at[4];
    skip(in, 20);
    header->isut = read_be32(in);
    header->isstd = read_be32(in);
    header->leap = read_be32(in);
    header->time = read_be32(in);
    header->type = read_be32(in);
    header->chars = read_be32(in);
    if (header->version < '2')
        return err_set(err, ERR_INPUT, "a time zone file without 64-bit times (version 1)");
    return true;
}

/* No overflow: six factors of 32 bits, none larger than 12, in 64. */
static uint64_t
block_size(const struct header *header, uint64_t instant_size)
{
    return header->time * (instant_size + 1) + header->type * 6ULL + header->chars +
           header->leap * (instant_size + 4) + header->isstd + header->isut;
}

static bool
check_header(const struct buf_reader *in, const struct header *header, struct err *err)
{
    if (block_size(header, 8) > left(in))
        return err_set(err, ERR_INPUT, "the time zone file is cut off");
    if (header->type < 1 || header->type > 256)
        return err_set(err, ERR_INPUT, "the time zone file has %u kinds of local time, not 1 to 256", header->type);
    if (header->leap > 0)
        return err_set(err, ERR_INPUT, "the time zone counts leap seconds, as the log's times do not");
    return true;
}

static bool
read_transitions(struct buf_reader *in, const struct header *header, struct tzif *tzif, struct err *err)
{
    tzif->count = header->time;
    tzif->at = mem_array(tzif->count, sizeof *tzif->at);
    tzif->type = mem_array(tzif->count, sizeof *tzif->type);
    for (size_t i = 0; i < tzif->count; i++) {
        tzif->at[i] = read_be64(in);
        if (i > 0 && tzif->at[i] <= tzif->at[i - 1])
            return err_set(err, ERR_INPUT, "transition %zu of the time zone file is not after the one before", i);
    }
    for (size_t i = 0; i < tzif->count; i++) {
        tzif->type[i] = buf_read_byte(in);
        if (tzif->type[i] >= header->type)
            return err_set(err, ERR_INPUT, "transition %zu of the time zone file has kind %u of %u", i, tzif->type[i],
                           header->type);
    }
    return true;
}

static bool
read_offsets(struct buf_reader *in, const struct header *header, struct tzif *tzif, struct err *err)
{
    for (size_t i = 0; i < header->type; i++) {
        tzif->offset[i] = (int32_t)read_be32(in);
        if (tzif->offset[i] > TZIF_EAST_MAX || tzif->offset[i] < -TZIF_WEST_MAX)
            return err_set(err, ERR_INPUT, "an offset of %d seconds in the time zone file", tzif->offset[i]);
        skip(in, 2);
    }
    skip(in, (uint64_t)header->chars + header->isstd + header->isut);
    return true;
}

static bool
read_footer(struct buf_reader *in, struct tzif *tzif, struct err *err)
{
    struct str text = { in->at, left(in) };
    const char *end = text.len > 1 ? memchr(text.ptr + 1, '\n', text.len - 1) : NULL;

    if (in->bad || !end || text.ptr[0] != '\n')
        return err_set(err, ERR_INPUT, "the time zone file is cut off before its rule");
    text = (struct str){ text.ptr + 1, (size_t)(end - text.ptr - 1) };
    if (text.len == 0)
        return true;
    tzif->has_rule = tz_rule_parse(text, &tzif->rule);
    return tzif->has_rule || err_set(err, ERR_INPUT, "the time zone file ends with a rule that is not one");
}

bool
tzif_decode(struct str bytes, struct tzif *tzif, struct err *err)
{
    struct buf_reader in = { .at = bytes.ptr, .end = bytes.len ? bytes.ptr + bytes.len : bytes.ptr };
    struct tzif found = { 0 };
    struct header header;

    if (!read_header(&in, &header, err))
        return false;
    skip(&in, block_size(&header, 4));
    if (!read_header(&in, &header, err) || !check_header(&in, &header, err))
        return false;
    if (!read_transitions(&in, &header, &found, err) || !read_offsets(&in, &header, &found, err) ||
        !read_footer(&in, &found, err)) {
        tzif_free(&found);
        return false;
    }
    *tzif = found;
    return true;
}

void
tzif_free(struct tzif *tzif)
{
    free(tzif->at);
    free(tzif->type);
    *tzif = (struct tzif){ 0 };
}
