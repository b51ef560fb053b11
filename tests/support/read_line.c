/* SPDX-License-Identifier: MIT */
#include "tests/support/read_line.h"

#include "lib/base/buf.h"
#include "lib/wire/event_fields.h"
#include "tests/support/check.h"

#include <inttypes.h>
#include <stdlib.h>

static struct line_reader *reader;
static struct arena arena;

int
read_line_start(void **state)
{
    static const unsigned char key[32] = "a key for tests";

    (void)state;
    reader = line_reader_new(key);
    return 0;
}

int
read_line_stop(void **state)
{
    (void)state;
    line_reader_free(reader);
    arena_free(&arena);
    return 0;
}

struct line_reader *
read_line_reader(void)
{
    return reader;
}

struct arena *
read_line_arena(void)
{
    return &arena;
}

/* From a copy that ends where the line does, so that reading past it is seen, and that is gone when it was read. */
bool
read_line(struct str line, struct event *event, struct refusal *refusal)
{
    char *copy = malloc(line.len ? line.len : 1);
    bool accepted;

    memset(refusal, 0x55, sizeof *refusal);
    if (line.len)
        memcpy(copy, line.ptr, line.len);
    accepted = line_read(reader, (struct str){ copy, line.len }, READ_LINE_NOW, &arena, event, refusal);
    free(copy);
    return accepted;
}

struct event
read_good_line(struct str line)
{
    struct refusal refusal;
    struct event event;

    if (!read_line(line, &event, &refusal))
        check_failed("%.*s\n    is refused: %s at %s: %s", STR_ARG(line), refusal_code_name(refusal.code), refusal.path,
                     refusal.message);
    return event;
}

struct refusal
read_bad_line(struct str line)
{
    struct refusal refusal;
    struct event event;

    if (read_line(line, &event, &refusal))
        check_failed("%.*s\n    is accepted", STR_ARG(line));
    assert_in_range(refusal.code, 0, REFUSAL_CODES - 1);
    assert_in_range(strlen(refusal.message), 1, sizeof refusal.message - 1);
    assert_null(strchr(refusal.message, '\n'));
    return refusal;
}

struct str
line_with(const char *type, const char *data)
{
    return arena_printf(&arena,
                        "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"test\",\"type\":\"turnout.%s\","
                        "\"time\":\"2024-05-29T14:03:11+08:00\",\"data\":%s}",
                        type, data);
}

struct str
line_quoted(const char *text)
{
    struct str copy = arena_copy(&arena, str_of(text));

    for (char *at = (char *)(uintptr_t)copy.ptr; *at != '\0'; at++)
        if (*at == '\'')
            *at = '"';
    return copy;
}

/* By the rule, and by the name so that the fields of one event differ. */
static void
put_text(struct buf *json, const struct field *field)
{
    switch (field->rule) {
    case TEXT_CATEGORY:
        buf_printf(json, "\"edu.%s\"", field->name.text.ptr);
        return;
    case TEXT_ZONE:
        buf_printf(json, "\"Asia/Shanghai\"");
        return;
    case TEXT_PERIOD:
        buf_printf(json, "\"2024Q1\"");
        return;
    case TEXT_FREE:
        buf_printf(json, "\"%s: 柳背桥 \\\"x\\\"\"", field->name.text.ptr);
        return;
    default:
        buf_printf(json, "\"%s\"", field->name.text.ptr);
    }
}

static void
put_valid(struct buf *json, const struct field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_PERSON:
        put_text(json, field);
        return;
    case FIELD_TEXTS:
    case FIELD_PERSONS:
        buf_printf(json, "[");
        put_text(json, field);
        buf_printf(json, "]");
        return;
    case FIELD_WHOLE:
        buf_printf(json, "%" PRId64, field->least);
        return;
    case FIELD_CHOICE:
        buf_put_json(json, field->words[field->word_count - 1]);
        return;
    case FIELD_TRUTH:
        buf_printf(json, "true");
        return;
    case FIELD_DAY: /* the first days of things before their last */
        buf_printf(json, field->name.text.ptr[0] == 'o' || field->name.text.ptr[0] == 'f' ? "\"2001-01-01\"" : "\"2002-01-01\"");
        return;
    case FIELD_WHEN:
        buf_printf(json, field->forms & 1u << WHEN_DAY         ? "\"2024-05-29\""
                         : strcmp(field->name.text.ptr, "to") == 0 ? "\"2024-05-29T15:00:00+08:00\""
                                                                  : "\"2024-05-29T14:00:00+08:00\"");
        return;
    case FIELD_DECIMAL:
        buf_printf(json, "12.5");
        return;
    case FIELD_COUNTS:
        buf_printf(json, "{\"%s\":%" PRId64 "}", field->rule == TEXT_LEVEL ? "5" : "women", field->most);
        return;
    case FIELD_KINDS:
        break;
    }
    check_failed("a field of no kind");
}

/* Fields of which an event takes one or the other: the first of the table stands, unless the other is asked for. */
static bool
is_the_other_one(enum event_type type, const struct field *field, const char *changed)
{
    static const struct {
        enum event_type type;
        const char *name, *beside; /* beside NULL: never without being asked for */
    } rows[] = {
        { EVENT_ATTENDANCE, "persons", NULL },         { EVENT_TARGET_PUT, "level", NULL },
        { EVENT_TARGET_PUT, "unit", "level" },         { EVENT_VOLUNTEER_HOURS, "persons", NULL },
        { EVENT_VOLUNTEER_HOURS, "person", "persons" }, { EVENT_VOLUNTEER_HOURS, "minutes", NULL },
        { EVENT_VOLUNTEER_HOURS, "from", "minutes" },  { EVENT_VOLUNTEER_HOURS, "to", "minutes" },
        { EVENT_FEEDBACK_RESPONSE, "unit", NULL },     { EVENT_FEEDBACK_RESPONSE, "activity", "unit" },
        { EVENT_FEEDBACK_SUMMARY, "unit", NULL },      { EVENT_FEEDBACK_SUMMARY, "activity", "unit" },
        { EVENT_AWARD_PUT, "unit", NULL },             { EVENT_AWARD_PUT, "team", "unit" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].type == type && strcmp(rows[i].name, field->name.text.ptr) == 0 &&
            (!rows[i].beside || (changed && strcmp(changed, rows[i].beside) == 0)))
            return true;
    return false;
}

struct str
valid_data(enum event_type type, const char *changed, const char *value)
{
    const struct event_schema *schema = event_schema(type);
    struct buf json = { 0 };
    struct str data;

    buf_printf(&json, "{");
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct field *field = &schema->fields[i];
        bool is_changed = changed && strcmp(changed, field->name.text.ptr) == 0;

        if ((is_changed && !value) || (!is_changed && is_the_other_one(type, field, value ? changed : NULL)))
            continue;
        buf_printf(&json, "%s\"%s\":", json.len > 1 ? "," : "", field->name.text.ptr);
        if (is_changed)
            buf_printf(&json, "%s", value);
        else
            put_valid(&json, field);
    }
    buf_printf(&json, "}");
    data = arena_copy(&arena, buf_str(&json));
    buf_free(&json);
    return data;
}

struct str
valid_line(enum event_type type, const char *field, const char *value)
{
    return line_with(event_type_name(type).ptr + strlen("turnout."), valid_data(type, field, value).ptr);
}
