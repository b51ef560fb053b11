/* SPDX-License-Identifier: MIT */
#include "lib/store/event_columns.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

static void
pack_content(struct hash128 hash, uint8_t bytes[CONTENT_BYTES])
{
    uint64_t low = htole64(hash.low), high = htole64(hash.high);

    memcpy(bytes, &low, 8);
    memcpy(bytes + 8, &high, 8);
}

static struct hash128
unpack_content(const uint8_t bytes[CONTENT_BYTES])
{
    uint64_t low, high;

    memcpy(&low, bytes, 8);
    memcpy(&high, bytes + 8, 8);
    return (struct hash128){ le64toh(low), le64toh(high) };
}

static struct str
copy_if_any(struct arena *arena, struct str s)
{
    return s.ptr ? arena_copy(arena, s) : s;
}

/* [17,4,230] */
static struct str
persons_text(const struct event *event, struct arena *arena)
{
    struct buf buf = { 0 };
    struct str copy;

    buf_put_byte(&buf, '[');
    for (uint32_t i = 0; i < event->person_count; i++)
        buf_printf(&buf, i ? ",%u" : "%u", event->persons[i]);
    buf_put_byte(&buf, ']');
    copy = arena_copy(arena, buf_str(&buf));
    buf_free(&buf);
    return copy;
}

static void
fill_persons(struct event_columns *columns, const struct event *event, struct arena *arena)
{
    if (event->persons_listed || event->person_count > 1)
        columns->persons = persons_text(event, arena);
    else if (event->person_count == 1)
        columns->person = event->persons[0];
}

void
event_columns_from(struct event_columns *columns, const struct event *event, struct arena *arena)
{
    *columns = (struct event_columns){ .rev = event->rev, .type = event->type, .mark = -1, .minutes = -1 };
    columns->time_is_packed = packed_time(event->time_text, &columns->packed_time);
    if (!columns->time_is_packed)
        columns->time = copy_if_any(arena, event->time_text);
    pack_content(event->content, columns->content);
    fill_persons(columns, event, arena);
    if (event->type == EVENT_ATTENDANCE) {
        columns->mark = (int)event->as.attendance.status * MARK_STATUS + (int)event->as.attendance.role;
        if (event->as.attendance.has_minutes)
            columns->minutes = event->as.attendance.minutes;
    }
    columns->attributes = copy_if_any(arena, event->attributes);
    columns->data = copy_if_any(arena, event->data);
}

static uint32_t
count_numbers(struct str list)
{
    uint32_t commas = 0;

    for (size_t i = 0; i < list.len; i++)
        commas += list.ptr[i] == ',';
    return list.len > 2 ? commas + 1 : 0;
}

/* The number that begins at *at and ends before `end`; *at moves behind that. */
static bool
read_number(struct str list, size_t *at, char end, uint32_t *number)
{
    unsigned long long value;
    size_t from = *at;

    while (*at < list.len && list.ptr[*at] != end)
        ++*at;
    if (*at == list.len || !str_to_u64((struct str){ list.ptr + from, *at - from }, &value) || value > UINT32_MAX)
        return false;
    ++*at;
    *number = (uint32_t)value;
    return true;
}

static bool
read_persons(struct str list, struct event *event, struct arena *arena)
{
    uint32_t count = count_numbers(list);
    size_t at = 1;

    event->persons_listed = true;
    event->persons = arena_array(arena, count, sizeof *event->persons);
    for (uint32_t i = 0; i < count; i++)
        if (!read_number(list, &at, i + 1 < count ? ',' : ']', &event->persons[i]))
            return false;
    event->person_count = count;
    return list.len >= 2 && list.ptr[0] == '[' && (count ? at == list.len : list.ptr[1] == ']');
}

static bool
unpack_persons(const struct event_columns *columns, struct event *event, struct arena *arena)
{
    if (columns->persons.ptr)
        return read_persons(columns->persons, event, arena);
    if (columns->person) {
        event->persons = arena_new(arena, sizeof *event->persons);
        event->persons[0] = columns->person;
        event->person_count = 1;
    }
    return true;
}

static bool
unpack_attendance(const struct event_columns *columns, struct attendance *attendance)
{
    int status = columns->mark / MARK_STATUS, role = columns->mark % MARK_STATUS;

    if (columns->mark < 0 || status >= STATUSES || role >= ATTEND_ROLES || columns->minutes > UINT16_MAX ||
        !columns->activity)
        return false;
    attendance->status = (enum attendance_status)status;
    attendance->role = (enum attendance_role)role;
    attendance->has_minutes = columns->minutes >= 0;
    attendance->minutes = (uint16_t)(columns->minutes >= 0 ? columns->minutes : 0);
    return true;
}

static struct str
unpack_time(const struct event_columns *columns, struct arena *arena)
{
    char text[TIME_TEXT];

    if (!columns->time_is_packed)
        return columns->time;
    return arena_copy(arena, (struct str){ text, unpacked_time(&columns->packed_time, text) });
}

struct str
event_columns_id(const struct event_columns *columns, struct arena *arena)
{
    char text[UUID_TEXT];

    if (!columns->id.is_uuid)
        return columns->id.text;
    unpacked_uuid(columns->id.uuid, text);
    return arena_copy(arena, (struct str){ text, UUID_TEXT });
}

bool
event_columns_to(const struct event_columns *columns, struct event *event, struct arena *arena, struct err *err)
{
    *event = (struct event){
        .rev = columns->rev, .type = (enum event_type)columns->type, .content = unpack_content(columns->content)
    };
    if (columns->type >= EVENT_TYPES || !unpack_persons(columns, event, arena) ||
        (columns->type == EVENT_ATTENDANCE && !unpack_attendance(columns, &event->as.attendance)))
        return err_set(err, ERR_STORE, "row %llu of the log is damaged; restore a backup",
                       (unsigned long long)columns->seq);
    event->id = event_columns_id(columns, arena);
    event->time_text = unpack_time(columns, arena);
    event->attributes = columns->attributes;
    event->data = columns->data;
    return true;
}

void
event_columns_keep(struct event_columns *columns, struct arena *arena)
{
    columns->id.text = copy_if_any(arena, columns->id.text);
    columns->time = copy_if_any(arena, columns->time);
    columns->persons = copy_if_any(arena, columns->persons);
    columns->attributes = copy_if_any(arena, columns->attributes);
    columns->data = copy_if_any(arena, columns->data);
}

static unsigned char *
put_bytes(unsigned char *p, const void *bytes, size_t len)
{
    memcpy(p, bytes, len);
    return p + len;
}

static unsigned char *
put_u32(unsigned char *p, uint32_t value)
{
    value = htole32(value);
    return put_bytes(p, &value, sizeof value);
}

static unsigned char *
put_u64(unsigned char *p, uint64_t value)
{
    value = htole64(value);
    return put_bytes(p, &value, sizeof value);
}

/* Which of the parts below follow: the reader of the bytes would need it to tell them apart. */
static uint32_t
parts(const struct event_columns *columns)
{
    return (uint32_t)columns->id.is_uuid | (uint32_t)columns->time_is_packed << 1 |
           (uint32_t)(columns->time.ptr != NULL) << 2 | (uint32_t)(columns->persons.ptr != NULL) << 3 |
           (uint32_t)(columns->attributes.ptr != NULL) << 4 | (uint32_t)(columns->data.ptr != NULL) << 5;
}

static void
put_text(struct buf *buf, struct str text)
{
    if (text.ptr)
        buf_put_field(buf, text);
}

/*
 * parts 4 | source 4 | rev 4 | type 4 | activity 4 | person 4 | mark 4 | minutes 4 | previous 8 | content 16 |
 * UUID 16? | seconds 8, zone 4? | id? | time? | persons? | attributes? | data?      numbers little-endian, texts behind
 * their length; what is not there by `parts` takes no bytes.
 */
void
event_columns_pack(const struct event_columns *columns, struct buf *buf)
{
    unsigned char fixed[96], *p = fixed;

    p = put_u32(p, parts(columns));
    p = put_u32(p, columns->source);
    p = put_u32(p, columns->rev);
    p = put_u32(p, columns->type);
    p = put_u32(p, columns->activity);
    p = put_u32(p, columns->person);
    p = put_u32(p, (uint32_t)columns->mark);
    p = put_u32(p, (uint32_t)columns->minutes);
    p = put_u64(p, columns->previous);
    p = put_bytes(p, columns->content, CONTENT_BYTES);
    if (columns->id.is_uuid)
        p = put_bytes(p, columns->id.uuid, UUID_BYTES);
    if (columns->time_is_packed) {
        p = put_u64(p, (uint64_t)columns->packed_time.seconds);
        p = put_u32(p, (uint32_t)(int32_t)columns->packed_time.zone);
    }
    buf_put(buf, fixed, (size_t)(p - fixed));
    put_text(buf, columns->id.text);
    put_text(buf, columns->time);
    put_text(buf, columns->persons);
    put_text(buf, columns->attributes);
    put_text(buf, columns->data);
}
