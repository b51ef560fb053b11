/* SPDX-License-Identifier: MIT */
#include "lib/store/packed.h"

#include "lib/model/day.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_SECONDS = 86400 };

/* The same byte eight times over. */
#define EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

/*
 * Eight hexadecimal digits as four bytes, all eight at once:
 *
 *   text     '8' 'f' '1' '4' 'e' '4' '5' 'f'     letters have bit 0x40
 *   values    8  15   1   4  14   4   5  15      low four bits, 9 more for a letter
 *   bytes     8f      14      e4      5f
 *
 * The values written out again are the text, and just those from ten on are
 * letters, or it was not hexadecimal.
 */
static bool
pack_digits(const char *text, uint8_t bytes[4])
{
    uint64_t digits, letters, values, again, from_ten;
    uint32_t packed;

    memcpy(&digits, text, sizeof digits);
    digits = le64toh(digits);
    letters = digits >> 6 & EIGHT(1);
    values = (digits & EIGHT(0x0f)) + letters * 9;
    again = values + EIGHT('0') + letters * ('a' - '0' - 10);
    from_ten = (values + EIGHT(6)) >> 4 & EIGHT(1);
    if (again != digits || values & EIGHT(0xf0) || from_ten != letters)
        return false;
    values = (values << 4 | values >> 8) & UINT64_C(0x00ff00ff00ff00ff);
    values = (values | values >> 8) & UINT64_C(0x0000ffff0000ffff);
    packed = htole32((uint32_t)(values | values >> 16));
    memcpy(bytes, &packed, sizeof packed);
    return true;
}

/* 8-4-4-4-12: the two groups around a hyphen are brought together. */
bool
packed_uuid(struct str text, uint8_t bytes[UUID_BYTES])
{
    const char *at = text.ptr;
    char groups[16];

    if (text.len != UUID_TEXT || at[8] != '-' || at[13] != '-' || at[18] != '-' || at[23] != '-')
        return false;
    memcpy(groups, at + 9, 4);
    memcpy(groups + 4, at + 14, 4);
    memcpy(groups + 8, at + 19, 4);
    memcpy(groups + 12, at + 24, 4);
    return pack_digits(at, bytes) && pack_digits(groups, bytes + 4) && pack_digits(groups + 8, bytes + 8) &&
           pack_digits(at + 28, bytes + 12);
}

void
unpacked_uuid(const uint8_t bytes[UUID_BYTES], char text[UUID_TEXT])
{
    static const char digits[] = "0123456789abcdef";

    for (int i = 0; i < UUID_BYTES; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *text++ = '-';
        *text++ = digits[bytes[i] >> 4];
        *text++ = digits[bytes[i] & 15];
    }
}

struct packed_id
packed_id_of(struct str text)
{
    struct packed_id id = { .text = text };

    id.is_uuid = packed_uuid(text, id.uuid);
    if (id.is_uuid)
        id.text = (struct str){ 0 };
    return id;
}

struct str
packed_id_bytes(const struct packed_id *id)
{
    return id->is_uuid ? (struct str){ (const char *)id->uuid, UUID_BYTES } : id->text;
}

bool
packed_id_eq(const struct packed_id *a, const struct packed_id *b)
{
    return a->is_uuid == b->is_uuid && str_eq(packed_id_bytes(a), packed_id_bytes(b));
}

/* The two digits at p, or a number over every limit. */
static int
two_digits(const char *p)
{
    unsigned tens = (unsigned)(p[0] - '0'), ones = (unsigned)(p[1] - '0');

    return tens <= 9 && ones <= 9 ? (int)(tens * 10 + ones) : 1000;
}

/* "14:03:11" */
static bool
read_clock(const char *p, int *seconds)
{
    int hour = two_digits(p), minute = two_digits(p + 3), second = two_digits(p + 6);

    *seconds = (hour * 60 + minute) * 60 + second;
    return hour < 24 && minute < 60 && second < 60 && p[2] == ':' && p[5] == ':';
}

/* "Z" or "+08:00"; "-00:00" says something else than "+00:00" and has no number of its own. */
static bool
read_zone(struct str text, int16_t *zone)
{
    int hours, minutes;

    if (text.len == 1 && *text.ptr == 'Z') {
        *zone = ZONE_Z;
        return true;
    }
    if (text.len != 6 || (text.ptr[0] != '+' && text.ptr[0] != '-') || text.ptr[3] != ':')
        return false;
    hours = two_digits(text.ptr + 1);
    minutes = two_digits(text.ptr + 4);
    *zone = (int16_t)((hours * 60 + minutes) * (text.ptr[0] == '-' ? -1 : 1));
    return hours < 24 && minutes < 60 && !(text.ptr[0] == '-' && *zone == 0);
}

bool
packed_time(struct str text, struct packed_time *time)
{
    day_t day;
    int clock;

    if (text.len < 20 || text.ptr[10] != 'T' || !day_parse((struct str){ text.ptr, 10 }, &day) ||
        !read_clock(text.ptr + 11, &clock) || !read_zone((struct str){ text.ptr + 19, text.len - 19 }, &time->zone))
        return false;
    time->seconds = (int64_t)day * DAY_SECONDS + clock;
    return true;
}

static char *
put_two(char *p, int value, char behind)
{
    *p++ = (char)('0' + value / 10);
    *p++ = (char)('0' + value % 10);
    if (behind)
        *p++ = behind;
    return p;
}

size_t
unpacked_time(const struct packed_time *time, char text[TIME_TEXT])
{
    day_t day = day_at(time->seconds);
    int clock = (int)(time->seconds - (int64_t)day * DAY_SECONDS), zone = abs(time->zone);
    struct civil civil = day_civil(day);
    char *p = put_two(text, civil.year / 100, 0);

    p = put_two(p, civil.year % 100, '-');
    p = put_two(p, civil.month, '-');
    p = put_two(p, civil.day, 'T');
    p = put_two(p, clock / 3600, ':');
    p = put_two(p, clock / 60 % 60, ':');
    p = put_two(p, clock % 60, time->zone == ZONE_Z ? 'Z' : time->zone < 0 ? '-' : '+');
    if (time->zone != ZONE_Z) {
        p = put_two(p, zone / 60, ':');
        p = put_two(p, zone % 60, 0);
    }
    return (size_t)(p - text);
}
