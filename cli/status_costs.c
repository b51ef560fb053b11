/* SPDX-License-Identifier: MIT */
#include "cli/status_costs.h"

#include "cli/control_client.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/table.h"
#include "lib/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>

enum { COLUMNS = 6, PATIENCE = 2 /* seconds: a daemon that starts reads its log first */ };

static const char *const cost_names[] = { "calls", "nanoseconds", "instructions", "memory", "faults" };

static int64_t
cost(const json_t *plugin, const char *name)
{
    return json_integer_value(json_object_get(json_object_get(plugin, "cost"), name));
}

json_t *
status_costs_ask(const struct places *places)
{
    const struct control_listener listener = { .patience = PATIENCE };
    json_t *result, *plugins;
    struct err ignored;

    if (!control_ask(places, "plugins", NULL, &listener, &result, &ignored))
        return NULL;
    plugins = json_incref(json_object_get(result, "plugins"));
    json_decref(result);
    return plugins;
}

static int
by_time(const void *left, const void *right)
{
    int64_t a = cost(*(const json_t *const *)left, "nanoseconds"), b = cost(*(const json_t *const *)right, "nanoseconds");

    return a < b ? 1 : a > b ? -1 : 0;
}

static void
put_row(struct table *table, const json_t *plugin, struct arena *arena)
{
    struct cell *cells = table_row(table);
    const char *name = json_string_value(json_object_get(plugin, "name"));

    cells[0].text = str_of(name);
    cells[1].text = arena_printf(arena, "%" PRId64, cost(plugin, "calls"));
    cells[2].text = arena_printf(arena, "%" PRId64 ".%03d ms", cost(plugin, "nanoseconds") / 1000000,
                                 (int)(cost(plugin, "nanoseconds") / 1000 % 1000));
    cells[3].text = arena_printf(arena, "%" PRId64, cost(plugin, "instructions"));
    cells[4].text = arena_printf(arena, "%" PRId64 " KiB", cost(plugin, "memory") / 1024);
    cells[5] = (struct cell){ arena_printf(arena, "%" PRId64, cost(plugin, "faults")),
                              cost(plugin, "faults") ? TONE_BAD : TONE_PLAIN };
}

static void
put_table(struct buf *out, const json_t **sorted, size_t count, const struct page *page, struct arena *arena)
{
    static const enum align align[COLUMNS] = { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT };
    const char *const heading[COLUMNS] = { _("plugin"), _("calls"), _("time"), _("instructions"), _("memory"), _("faults") };
    struct table table;

    table_init(&table, arena, align, COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++)
        table.heading[i] = (struct cell){ str_of(heading[i]), TONE_QUIET };
    for (size_t i = 0; i < count; i++)
        put_row(&table, sorted[i], arena);
    buf_put_byte(out, '\n');
    table_print(&table, out, page);
    table_free(&table);
}

void
status_costs_text(struct buf *out, const json_t *plugins, const struct page *page, struct arena *arena)
{
    const json_t **sorted = mem_array(json_array_size(plugins) + 1, sizeof *sorted), *plugin;
    size_t count = 0, i;

    json_array_foreach(plugins, i, plugin)
        if (cost(plugin, "calls") > 0 || cost(plugin, "faults") > 0)
            sorted[count++] = plugin;
    if (count > 0) {
        qsort(sorted, count, sizeof *sorted, by_time);
        put_table(out, sorted, count, page, arena);
    }
    free(sorted);
}

static json_t *
cost_json(const json_t *plugin)
{
    json_t *object = json_object();

    json_object_set(object, "plugin", json_object_get(plugin, "name"));
    json_object_set(object, "state", json_object_get(plugin, "state"));
    for (size_t i = 0; i < sizeof cost_names / sizeof *cost_names; i++)
        json_object_set_new(object, cost_names[i], json_integer(cost(plugin, cost_names[i])));
    return object;
}

void
status_costs_json(struct buf *out, const json_t *plugins)
{
    json_t *list = plugins ? json_array() : json_null();
    const json_t *plugin;
    char *text;
    size_t i;

    json_array_foreach(plugins, i, plugin)
        json_array_append_new(list, cost_json(plugin));
    text = json_dumps(list, JSON_COMPACT | JSON_ENCODE_ANY);
    buf_printf(out, ",\"plugins\":%s", text);
    free(text);
    json_decref(list);
}
