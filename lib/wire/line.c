/* SPDX-License-Identifier: MIT */
#include "lib/wire/line.h"

#include "lib/base/mem.h"
#include "lib/model/foreign.h"
#include "lib/wire/content.h"
#include "lib/wire/envelope.h"
#include "lib/wire/event_fields.h"
#include "lib/wire/foreign_fields.h"
#include "lib/wire/json_check.h"
#include "lib/wire/json_dom.h"
#include "lib/wire/json_show.h"
#include "lib/wire/person_token.h"
#include "lib/wire/reading.h"

#include <stdio.h>
#include <stdlib.h>

enum { DAY_SECONDS = 24 * 60 * 60, EASTMOST_SECONDS = 14 * 60 * 60 };

struct line_reader {
    struct json_dom *dom;
    struct scratch scratch;
    struct person_hasher hasher;
    struct foreign_types types;
    struct arena types_arena;
};

struct line_reader *
line_reader_new(const unsigned char person_key[32])
{
    struct line_reader *reader = mem_new(sizeof *reader);

    if (sodium_init() < 0)
        abort(); /* no random numbers on this system; hashing asks for none, but the library does */
    reader->dom = json_dom_new();
    person_hasher_init(&reader->hasher, person_key);
    return reader;
}

void
line_reader_free(struct line_reader *reader)
{
    if (!reader)
        return;
    json_dom_free(reader->dom);
    arena_free(&reader->types_arena);
    scratch_free(&reader->scratch);
    sodium_memzero(&reader->hasher, sizeof reader->hasher);
    free(reader);
}

void
line_reader_types(struct line_reader *reader, const struct foreign_types *types)
{
    arena_reset(&reader->types_arena);
    reader->types = foreign_types_copy(types, &reader->types_arena);
}

struct person_key
line_person_key(const struct line_reader *reader, struct str token)
{
    return person_token_hash(&reader->hasher, token);
}

static bool
refuse_text(struct refusal *refusal, enum json_fault fault, const char *why)
{
    switch (fault) {
    case JSON_NOT_UTF8:
        return refusal_set(refusal, REFUSED_BAD_UTF8, "", "the line is not UTF-8");
    case JSON_TOO_DEEP:
        return refusal_set(refusal, REFUSED_TOO_DEEP, "", "the line has more than %d lists and objects inside each other",
                           JSON_DEPTH_MAX);
    default:
        return refusal_set(refusal, REFUSED_BAD_JSON, "", "the line is not JSON: %s", why);
    }
}

/* Whose line it was, as far as it says so once. */
static void
note_source(struct refusal *refusal, const struct json *line)
{
    struct envelope envelope;
    const struct json *source;

    if (line->kind != VALUE_OBJECT || strcmp(refusal->path, "source") == 0)
        return;
    envelope_find(&envelope, line);
    source = envelope.values[ATTRIBUTE_SOURCE];
    if (source && source->kind == VALUE_TEXT && text_obeys(source->as.text, TEXT_SOURCE))
        snprintf(refusal->source, sizeof refusal->source, "%.*s", STR_ARG(source->as.text));
}

/* data.at, else time. */
static bool
date_event(const struct reading *in)
{
    struct event *event = in->event;

    if (event->at.precision == WHEN_NONE)
        event->at = event->time;
    if (event->at.precision != WHEN_NONE)
        return true;
    return refusal_set(in->refusal, REFUSED_MISSING_FIELD, "time", "time is missing, and data.at does not give the date");
}

/* Of a date without an instant the first midnight anywhere, so that no zone is refused what is today there. */
static int64_t
earliest_instant(const struct when *when)
{
    if (when->precision == WHEN_INSTANT)
        return when->instant;
    return (int64_t)when->first * DAY_SECONDS - EASTMOST_SECONDS;
}

static const struct json *
member_of(const struct json *object, struct str name)
{
    for (const struct json *member = json_first(object); member != json_end(object); member = json_next(member))
        if (str_eq(member->key, name))
            return member;
    return NULL;
}

/* The value that event_date was read from. */
static const struct json *
date_value(const struct event *event, const struct envelope *envelope)
{
    const struct json *data = envelope->values[ATTRIBUTE_DATA];
    const struct json *at = member_of(data, STR("at"));
    bool is_session = event->type == EVENT_ACTIVITY_HELD || event->type == EVENT_ACTIVITY_CANCELLED;

    if (event_date(event) != &event->at) /* of opening and of volunteers' hours it is `from` */
        return is_session ? member_of(data, STR("start")) : member_of(data, STR("from"));
    return at ? at : envelope->values[ATTRIBUTE_TIME];
}

static bool
check_not_ahead(const struct reading *in, const struct envelope *envelope, int64_t now)
{
    const struct event *event = in->event;

    if (event_schema(event->type)->may_be_ahead || earliest_instant(event_date(event)) <= now + DAY_SECONDS)
        return true;
    return reading_refuse(in, REFUSED_FUTURE, date_value(event, envelope), "at most 24 hours from now");
}

/* All of the data by the table of the type. */
static bool
read_data(const struct reading *in, const struct json *data)
{
    const struct event_schema *schema = event_schema(in->event->type);

    if (in->event->type == EVENT_FOREIGN)
        return foreign_read(in, data);
    return fields_read(in, data, schema->fields, schema->field_count) && (!schema->check || schema->check(in));
}

static struct json *
parse_line(struct line_reader *reader, struct str line, struct refusal *refusal)
{
    enum json_fault fault;
    const char *why;
    struct json *root = json_dom_parse(reader->dom, line, &fault, &why);

    if (!root) {
        refuse_text(refusal, fault, why);
        return NULL;
    }
    if (root->kind != VALUE_OBJECT) {
        refusal_set(refusal, REFUSED_BAD_JSON, "", "the line must be a JSON object, got %s", json_kind_words(root->kind));
        return NULL;
    }
    return root;
}

static bool
read_line(struct line_reader *reader, struct json *line, int64_t now, struct reading *in)
{
    struct envelope envelope;
    const struct json *data;

    if (!json_check(line, json_dom_has_escapes(reader->dom), "", in->refusal))
        return false;
    envelope_find(&envelope, line);
    data = envelope.values[ATTRIBUTE_DATA];
    if (!envelope_read(in, &envelope) || !read_data(in, data) || !date_event(in) || !check_not_ahead(in, &envelope, now))
        return false;
    content_fill(in->event, line, &envelope, in->arena, &reader->scratch);
    in->event->activity_hash = event_activity_hash(in->event);
    return true;
}

bool
line_read(struct line_reader *reader, struct str line, int64_t now, struct arena *arena, struct event *event,
          struct refusal *refusal)
{
    struct json *root;

    memset(event, 0, sizeof *event);
    refusal->path[0] = refusal->source[0] = '\0';
    root = parse_line(reader, line, refusal);
    if (!root)
        return false;
    if (!read_line(reader, root, now, &(struct reading){ root, "", &reader->hasher, arena, event, refusal, &reader->types })) {
        note_source(refusal, root);
        return false;
    }
    return true;
}

static bool
parse_stored(struct line_reader *reader, struct str data, const struct json **root, struct refusal *refusal)
{
    enum json_fault fault;
    const char *why;
    struct json *parsed = json_dom_parse(reader->dom, data.ptr ? data : STR("{}"), &fault, &why);

    if (!parsed)
        return refuse_text(refusal, fault, why);
    *root = parsed;
    if (parsed->kind != VALUE_OBJECT)
        return refusal_set(refusal, REFUSED_BAD_JSON, "", "the data is not an object");
    return json_check(parsed, json_dom_has_escapes(reader->dom), "data", refusal);
}

/* Of an attendance all but the date is in the columns. */
static bool
read_stored_data(const struct reading *in)
{
    const struct event_schema *schema = event_schema(in->event->type);
    const struct json *at = member_of(in->root, STR("at"));

    if (in->event->type != EVENT_ATTENDANCE)
        return read_data(in, in->root);
    for (size_t i = 0; at && i < schema->field_count; i++)
        if (name_is_of(&schema->fields[i].name, at))
            return field_read(in, at, &schema->fields[i]);
    return true;
}

/* The name of a type of other people's is kept with the attributes. */
static bool
read_stored_type(struct line_reader *reader, const struct reading *in)
{
    struct event *event = in->event;
    const struct json *attributes, *type;

    if (event->type != EVENT_FOREIGN || event->as.foreign.type.ptr)
        return true;
    if (!parse_stored(reader, event->attributes, &attributes, in->refusal))
        return false;
    type = member_of(attributes, STR("type"));
    if (!type || type->kind != VALUE_TEXT)
        return refusal_set(in->refusal, REFUSED_MISSING_FIELD, "type", "type is missing");
    event->as.foreign.type = arena_copy(in->arena, type->as.text);
    return true;
}

static bool
read_stored(struct line_reader *reader, struct reading *in)
{
    struct event *event = in->event;

    if (!read_stored_type(reader, in))
        return false;
    if (event->time_text.ptr && !when_parse_instant(event->time_text, &event->time))
        return refusal_set(in->refusal, REFUSED_BAD_FIELD, "time", "time is not a date");
    return parse_stored(reader, event->data, &in->root, in->refusal) && read_stored_data(in) && date_event(in);
}

bool
line_read_stored(struct line_reader *reader, struct arena *arena, struct event *event, struct err *err)
{
    struct refusal refusal = { 0 };
    struct event made = *event;

    if (!read_stored(reader, &(struct reading){ NULL, "data", NULL, arena, &made, &refusal, NULL }))
        return err_set(err, ERR_STORE, "stored event of source %.*s: %s", STR_ARG(event->source), refusal.message);
    *event = made;
    return true;
}

bool
line_read_emitted(struct line_reader *reader, struct arena *arena, struct event *event, struct refusal *refusal)
{
    struct reading in = { NULL, "data", NULL, arena, event, refusal, NULL };

    return parse_stored(reader, event->data, &in.root, refusal) && read_data(&in, in.root) && date_event(&in);
}
