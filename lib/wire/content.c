/* SPDX-License-Identifier: MIT */
#include "lib/wire/content.h"

#include "lib/base/arena.h"
#include "lib/base/mem.h"
#include "lib/model/event.h"
#include "lib/wire/canonical.h"
#include "lib/wire/envelope.h"
#include "lib/wire/event_fields.h"

#include <stdio.h>
#include <stdlib.h>

/* What the log holds in columns: of an attendance all of these, of other types the persons. */
static const struct name columns[] = { /* in the order of the keys, as they will be asked for */
    NAME_INIT("activity"), NAME_INIT("from"),    NAME_INIT("into"), NAME_INIT("minutes"),
    NAME_INIT("person"),   NAME_INIT("persons"), NAME_INIT("role"), NAME_INIT("status"),
};
enum {
    COLUMNS = sizeof columns / sizeof *columns,
    EVERY_NAME = 0xff,
    /* as bits 1 << place: */
    FROM_INTO = 1 << 1 | 1 << 2,
    PERSON = 1 << 4,
    PERSONS = 1 << 5,
    OF_ATTENDANCE = EVERY_NAME & ~FROM_INTO,
};

enum { NAMES_OF_CONTENT = 128 /* "attributes": and the other keys, the type, a number */ };

/* The data stands in the content once, and that of an attendance is looked at again. */
static char *
make_room(struct scratch *scratch, const struct json *line)
{
    size_t room = 2 * canonical_room(line) + NAMES_OF_CONTENT;

    if (room > scratch->size) {
        scratch->text = mem_resize(scratch->text, room);
        scratch->size = room;
    }
    return scratch->text;
}

void
scratch_free(struct scratch *scratch)
{
    free(scratch->text);
    *scratch = (struct scratch){ 0 };
}

static struct str
between(const char *from, const char *to)
{
    return (struct str){ from, (size_t)(to - from) };
}

static char *
put(char *at, struct str s)
{
    memcpy(at, s.ptr, s.len);
    return at + s.len;
}

/* An object without the members of some of the names, by bits 1 << place; *others counts those of none of the names. */
static char *
put_members(char *at, const struct json *object, const struct name *names, size_t name_count, unsigned drop,
            size_t *others)
{
    size_t likely = 0;
    char *first = at;

    *others = 0;
    *at++ = '{';
    for (const struct json *member = object->as.least; member; member = member->after) {
        int found = name_find(member, names, name_count, &likely);

        *others += found < 0 || (FROM_INTO & 1u << found);
        if (found < 0 || !(drop & 1u << found))
            at = canonical_write_member(at, member);
    }
    return canonical_end_object(first, at);
}

/* Of other people's types the name is kept here: the log has numbers for ours. */
static char *
put_attributes(char *at, struct event *event, const struct json *line, struct arena *arena)
{
    unsigned drop = event->type == EVENT_FOREIGN ? EVERY_NAME & ~(1u << ATTRIBUTE_TYPE) : EVERY_NAME;
    size_t others;
    char *from;

    from = at = put(at, STR("\"attributes\":"));
    at = put_members(at, line, attribute_names, ATTRIBUTES, drop, &others);
    event->attributes = arena_copy(arena, between(from, at));
    *at++ = ',';
    return at;
}

/* The members that are person tokens. */
static unsigned
tokens_of(enum event_type type)
{
    unsigned tokens = event_schema(type)->tokens;

    return (tokens & TOKENS_PERSON ? PERSON : 0) | (tokens & TOKENS_LIST ? PERSONS : 0) |
           (tokens & TOKENS_MERGE ? FROM_INTO : 0);
}

/* The data as content; what is stored of an attendance is left for later. */
static char *
put_data(char *at, struct event *event, const struct json *data, struct arena *arena, size_t *others)
{
    unsigned drop = tokens_of(event->type);
    char *from;

    from = at = put(at, STR("\"data\":"));
    at = put_members(at, data, columns, COLUMNS, drop, others);
    if (event->type != EVENT_ATTENDANCE)
        event->data = arena_copy(arena, between(from, at));
    return at;
}

/* A date and the name of a type need no escapes. */
static char *
put_rest(char *at, const struct event *event)
{
    if (event->persons_listed)
        at += snprintf(at, NAMES_OF_CONTENT, ",\"persons\":%u", event->person_count);
    else if (event->person_count)
        at = put(at, STR(",\"person\":true"));
    if (event->time_text.ptr) {
        at = put(put(at, STR(",\"time\":\"")), event->time_text);
        *at++ = '"';
    }
    at = put(put(at, STR(",\"type\":\"")), event_type_name(event->type));
    return put(at, STR("\"}"));
}

void
content_fill(struct event *event, const struct json *line, const struct envelope *envelope, struct arena *arena,
             struct scratch *scratch)
{
    const struct json *data = envelope->values[ATTRIBUTE_DATA];
    char *first = make_room(scratch, line), *at = first, *end;
    size_t others;

    *at++ = '{';
    if (envelope->has_others || event->type == EVENT_FOREIGN)
        at = put_attributes(at, event, line, arena);
    at = put_data(at, event, data, arena, &others);
    at = put_rest(at, event);
    event->content = hash128(first, (size_t)(at - first));
    if (event->type == EVENT_ATTENDANCE && others > 0) {
        end = put_members(at, data, columns, COLUMNS, OF_ATTENDANCE, &others);
        event->data = arena_copy(arena, between(at, end));
    }
}
