/* SPDX-License-Identifier: MIT */
#include "cli/import/revisions.h"

#include "cli/import/identity.h"
#include "lib/base/buf.h"
#include "lib/store/log_reader.h"
#include "lib/store/reader.h"
#include "lib/wire/event_fields.h"

#include <jansson.h>
#include <stdlib.h>

static void
drop_persons(json_t *data, unsigned tokens)
{
    if (tokens & TOKENS_PERSON)
        json_object_del(data, "person");
    if (tokens & TOKENS_LIST)
        json_object_del(data, "persons");
    if (tokens & TOKENS_MERGE) {
        json_object_del(data, "from");
        json_object_del(data, "into");
    }
}

/* The log fills in the role of an attendance. */
static void
fill_in(json_t *data, enum event_type type)
{
    if (type == EVENT_ATTENDANCE && !json_object_get(data, "role"))
        json_object_set_new(data, "role", json_string(attendance_role_names[ATTEND_PARTICIPANT].ptr));
}

uint64_t
revisions_content(struct str type, struct str time, struct str data)
{
    json_t *object = json_loadb(data.ptr, data.len, JSON_DECODE_INT_AS_REAL, NULL);
    enum event_type known = EVENT_FOREIGN;
    struct buf text = { 0 };
    char *sorted = NULL;
    uint64_t hash;

    if (object && event_type_find(type, &known)) {
        drop_persons(object, event_schema(known)->tokens);
        fill_in(object, known);
        sorted = json_dumps(object, JSON_SORT_KEYS | JSON_COMPACT);
    }
    buf_put_field(&text, type);
    buf_put_field(&text, time);
    buf_put_field(&text, str_of(sorted));
    hash = hash64(text.ptr, text.len);
    buf_free(&text);
    free(sorted);
    json_decref(object);
    return hash;
}

static bool
note(void *ctx, const struct log_line *line, struct err *err)
{
    struct revisions *revisions = ctx;
    struct id_entry *entry;
    struct hash128 id;

    (void)err;
    if (!identity_parse(line->id, &id))
        return true;
    entry = id_map_at(&revisions->ids, id);
    if (line->rev > entry->number) {
        entry->number = line->rev;
        entry->content = revisions_content(line->type, line->time, line->data);
    }
    return true;
}

bool
revisions_read(struct revisions *revisions, const char *db, const char *source, enum event_type type, struct err *err)
{
    struct str sources = str_of(source), types[2] = { event_type_name(type), { 0 } };
    struct log_filter filter = { .values = { [LOG_SOURCE] = &sources, [LOG_TYPE] = types },
                                 .counts = { [LOG_SOURCE] = 1, [LOG_TYPE] = 1 } };
    struct err absent = { 0 };
    struct reader *reader = reader_open(db, &absent);
    bool done;

    if (!reader)
        return true;
    if (type == EVENT_ACTIVITY_HELD || type == EVENT_ACTIVITY_CANCELLED) /* one identity */
        types[filter.counts[LOG_TYPE]++] = event_type_name(type == EVENT_ACTIVITY_HELD ? EVENT_ACTIVITY_CANCELLED : EVENT_ACTIVITY_HELD);
    done = log_reader_each(reader, &filter, note, revisions, err);
    reader_close(reader);
    return done;
}

void
revisions_free(struct revisions *revisions)
{
    id_map_free(&revisions->ids);
}

uint64_t
revisions_next(const struct revisions *revisions, struct hash128 id, uint64_t content)
{
    const struct id_entry *entry = id_map_find(&revisions->ids, id);

    if (!entry)
        return 1;
    return entry->content == content ? entry->number : entry->number + 1;
}
