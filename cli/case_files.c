/* SPDX-License-Identifier: MIT */
#include "cli/case_files.h"

#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/base/nearest.h"
#include "lua/plugin_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { REPEAT_MAX = 10000 };

/* ---- finding ---- */

static int
is_case(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return entry->d_name[0] != '.' && len > 5 && strcmp(entry->d_name + len - 5, ".json") == 0;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

struct case_list
case_files_of(const struct plugin_source *source, struct arena *arena)
{
    struct str folder = arena_printf(arena, "%.*s/cases", STR_ARG(source->path));
    struct case_list list = { 0 };
    struct dirent **entries;
    int count = scandir(folder.ptr, &entries, is_case, by_name);

    if (count < 0)
        return list;
    list.paths = arena_array(arena, (size_t)count, sizeof *list.paths);
    for (int i = 0; i < count; i++) {
        list.paths[list.count++] = arena_printf(arena, "%s/%s", folder.ptr, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return list;
}

/* ---- repeated events ---- */

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
    return event;
}

static bool
append_repeated(json_t *events, const json_t *pattern, const json_t *bounds, size_t place, struct err *err)
{
    json_int_t first = json_integer_value(json_array_get(bounds, 0)), last = json_integer_value(json_array_get(bounds, 1));
    json_t *event;
    char *text;

    if (json_array_size(bounds) != 2 || first > last || last - first >= REPEAT_MAX)
        return err_set(err, ERR_INPUT, _("event %zu: repeat is [first, last], up to %d of them"), place + 1, (int)REPEAT_MAX);
    event = json_copy((json_t *)(uintptr_t)pattern);
    json_object_del(event, "repeat");
    text = json_dumps(event, JSON_COMPACT);
    for (json_int_t n = first; n <= last; n++)
        json_array_append_new(events, with_number(text, n));
    free(text);
    json_decref(event);
    return true;
}

static bool
expand(struct case_file *file, struct err *err)
{
    const json_t *events = json_object_get(file->whole, "events");
    json_t *event;
    size_t i;

    file->events = json_array();
    json_array_foreach((json_t *)(uintptr_t)events, i, event) {
        const json_t *bounds = json_object_get(event, "repeat");

        if (!json_is_object(event))
            return err_set(err, ERR_INPUT, _("event %zu is not an object"), i + 1);
        if (!bounds)
            json_array_append(file->events, event);
        else if (!append_repeated(file->events, event, bounds, i, err))
            return false;
    }
    return true;
}

/* ---- reading ---- */

static const struct str members[] = {
    STR_INIT("title"), STR_INIT("as_of"), STR_INIT("events"), STR_INIT("expect"), STR_INIT("scores"), STR_INIT("findings"),
};

enum { MEMBERS = sizeof members / sizeof *members, FIRST_LIST = 2, FIRST_EXPECTED = 3 };

static bool
check_member(const char *key, const json_t *value, struct err *err)
{
    int place = str_find(str_of(key), members, MEMBERS), near;

    if (place < 0) {
        near = nearest_word(str_of(key), members, MEMBERS);
        if (near >= 0)
            return err_set(err, ERR_INPUT, _("a case has no \"%s\": did you mean \"%s\"?"), key, members[near].ptr);
        return err_set(err, ERR_INPUT, _("a case has no \"%s\""), key);
    }
    if (place < FIRST_LIST && !json_is_string(value))
        return err_set(err, ERR_INPUT, _("\"%s\" is a text"), key);
    if (place >= FIRST_LIST && !json_is_array(value))
        return err_set(err, ERR_INPUT, _("\"%s\" is a list"), key);
    return true;
}

static bool
check_members(const json_t *whole, struct err *err)
{
    const json_t *value;
    const char *key;
    size_t expected = 0;

    if (!json_is_object(whole))
        return err_set(err, ERR_INPUT, "%s", _("a case is an object with title, as_of, events and expect"));
    json_object_foreach((json_t *)(uintptr_t)whole, key, value)
        if (!check_member(key, value, err))
            return false;
    for (size_t i = 0; i < FIRST_EXPECTED; i++)
        if (!json_object_get(whole, members[i].ptr))
            return err_set(err, ERR_INPUT, _("a case needs \"%s\""), members[i].ptr);
    for (size_t i = FIRST_EXPECTED; i < MEMBERS; i++)
        expected += json_array_size(json_object_get(whole, members[i].ptr));
    if (expected == 0 && !json_object_get(whole, "findings"))
        return err_set(err, ERR_INPUT, "%s", _("a case needs \"expect\", \"scores\" or \"findings\": what is to come out"));
    return true;
}

bool
case_file_read(struct case_file *file, struct str path, struct err *err)
{
    json_error_t wrong;

    *file = (struct case_file){ .path = path };
    file->whole = json_load_file(path.ptr, JSON_REJECT_DUPLICATES, &wrong);
    if (!file->whole)
        return err_set(err, ERR_INPUT, "%d: %s", wrong.line > 0 ? wrong.line : 1, wrong.text);
    if (!check_members(file->whole, err) || !expand(file, err)) {
        case_file_free(file);
        return false;
    }
    file->title = json_string_value(json_object_get(file->whole, "title"));
    file->as_of = json_string_value(json_object_get(file->whole, "as_of"));
    return true;
}

void
case_file_free(struct case_file *file)
{
    json_decref(file->whole);
    json_decref(file->events);
    *file = (struct case_file){ 0 };
}
