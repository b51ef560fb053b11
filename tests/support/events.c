/* SPDX-License-Identifier: MIT */
#include "tests/support/events.h"

#include "tests/support/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
add_event(struct buf *lines, const char *id, int rev, const char *type, const char *data_format, ...)
{
    va_list args;
    char *data;

    va_start(args, data_format);
    assert_true(vasprintf(&data, data_format, args) >= 0);
    va_end(args);
    buf_printf(lines, "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",", id);
    if (rev != 1)
        buf_printf(lines, "\"rev\":%d,", rev);
    buf_printf(lines, "\"type\":\"turnout.%s\",\"time\":\"2025-01-01T00:00:00+08:00\",\"data\":{%s}}\n", type, data);
    free(data);
}

void
add_close(struct buf *lines, const char *id, const char *unit, const char *period, const char *at)
{
    add_event(lines, id, 1, "period.close", "\"unit\":\"%s\",\"period\":\"%s\",\"reason\":\"r\",\"at\":\"%s\"", unit, period, at);
}

static json_t *
with_number(const char *text, json_int_t n)
{
    struct buf copy = { 0 };
    json_t *event;

    for (const char *hole; (hole = strstr(text, "{n}")) != NULL; text = hole + 3) {
        buf_put(&copy, text, (size_t)(hole - text));
        buf_printf(&copy, "%lld", (long long)n);
    }
    buf_put(&copy, text, strlen(text));
    event = json_loadb(copy.ptr, copy.len, 0, NULL);
    buf_free(&copy);
    assert_non_null(event);
    return event;
}

static void
append_repeated(json_t *events, const json_t *pattern, const json_t *bounds)
{
    json_int_t first = json_integer_value(json_array_get(bounds, 0)), last = json_integer_value(json_array_get(bounds, 1));
    json_t *event = json_copy((json_t *)(uintptr_t)pattern);
    char *text;

    json_object_del(event, "repeat");
    text = json_dumps(event, JSON_COMPACT);
    for (json_int_t n = first; n <= last; n++)
        json_array_append_new(events, with_number(text, n));
    free(text);
    json_decref(event);
}

json_t *
events_expand(const json_t *events)
{
    json_t *all = json_array(), *event;
    size_t i;

    json_array_foreach((json_t *)(uintptr_t)events, i, event) {
        const json_t *bounds = json_object_get(event, "repeat");

        if (bounds != NULL)
            append_repeated(all, event, bounds);
        else
            json_array_append(all, event);
    }
    return all;
}

void
add_events(struct buf *lines, const json_t *events)
{
    size_t count = json_array_size(events);

    for (size_t i = 0; i < count; i++) {
        char *line = json_dumps(json_array_get(events, i), JSON_COMPACT);

        assert_non_null(line);
        buf_put(lines, line, strlen(line));
        buf_put_byte(lines, '\n');
        free(line);
    }
}

unsigned
dice_below(struct dice *dice, unsigned bound)
{
    unsigned long long z = dice->state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ (z >> 31)) % bound);
}

void
shuffle(json_t *array, unsigned seed)
{
    struct dice dice = { seed };

    for (size_t i = json_array_size(array); i > 1; i--) {
        size_t j = dice_below(&dice, (unsigned)i);
        json_t *last = json_incref(json_array_get(array, i - 1));

        json_array_set(array, i - 1, json_array_get(array, j));
        json_array_set_new(array, j, last);
    }
}
