/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/control_client.h"
#include "cli/format_option.h"
#include "cli/json_read.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/plugin_faults.h"
#include "cli/plugin_versions.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "lib/model/fault_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum key { KEY_VERSIONS = 0x200, KEY_FAULTS };
enum { COLUMNS = 5 };

struct list_options {
    struct cmdline base;
    bool wants_versions, wants_faults;
};

static const struct argp_option argp_options[] = {
    { "versions", KEY_VERSIONS, NULL, 0, N_("lists what was applied in the course of time instead"), 0 },
    { "faults", KEY_FAULTS, NULL, 0, N_("lists what plugins failed with instead, the newest first"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct list_options *options = state->input;

    switch (key) {
    case KEY_VERSIONS:
        options->wants_versions = true;
        return 0;
    case KEY_FAULTS:
        options->wants_faults = true;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = format_children };

static struct cell
state_cell(const json_t *plugin, struct arena *arena)
{
    struct str state = json_str(plugin, "state");
    bool edited = json_is_true(json_object_get(plugin, "edited"));
    const char *word = str_eq(state, STR("paused"))     ? _("paused")
                       : str_eq(state, STR("left_out")) ? _("left out")
                                                        : _("live");
    struct cell cell = { str_of(word), str_eq(state, STR("live")) ? TONE_GOOD : TONE_BAD };

    if (edited)
        cell.text = arena_printf(arena, _("%s, edited since"), word);
    return cell;
}

/* Since when its figures stay as they are: as of a position and a day. */
static void
put_stale(struct table *table, const json_t *plugin, struct arena *arena)
{
    const json_t *stale = json_object_get(plugin, "stale_since");

    if (json_is_object(stale))
        table_note(table, arena_printf(arena, _("its figures are stale since log position %lld (%s); turnout plugin list --faults says more"),
                                       (long long)json_integer_value(json_object_get(stale, "position")),
                                       json_string_value(json_object_get(stale, "day"))), TONE_PLAIN);
}

/* A fault's first line: the callers are for --faults. */
static void
put_fault(struct table *table, const json_t *plugin)
{
    if (json_is_string(json_object_get(plugin, "fault")))
        table_note(table, fault_text_first(json_str(plugin, "fault")), TONE_BAD);
}

static void
put_plugin(struct table *table, const json_t *plugin, const struct plugin_past *past, struct arena *arena)
{
    const struct rule_since *since = plugin_past_since(past, json_str(plugin, "source"));
    struct cell *cells = table_row(table);

    cells[0].text = json_str(plugin, "name");
    cells[1].text = json_str(plugin, "version");
    cells[2] = state_cell(plugin, arena);
    if (since)
        cells[3].text = plugin_versions_time(since->applied_at, arena);
    cells[4].text = json_str(plugin, "path");
    put_fault(table, plugin);
    put_stale(table, plugin, arena);
}

/* What the table does not say. */
static void
put_remarks(struct buf *out, const json_t *result)
{
    long long same_as = (long long)json_integer_value(json_object_get(result, "same_as"));
    const json_t *names = json_object_get(result, "not_applied"), *name;
    size_t i;

    if (same_as > 0)
        buf_printf(out, _("\nThe rules were rolled back to version %lld, which holds until the files are changed or applied.\n"), same_as);
    if (json_array_size(names) > 0)
        buf_printf(out, "\n%s", _("In the folders, but not applied:"));
    json_array_foreach(names, i, name)
        buf_printf(out, " %s", json_string_value(name));
    if (json_array_size(names) > 0)
        buf_put_byte(out, '\n');
}

static void
put_text(struct buf *out, const json_t *result, const struct plugin_past *past, struct arena *arena)
{
    static const enum align align[COLUMNS] = { ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT };
    const struct page page = { .width = terminal_width(STDOUT_FILENO), .has_colour = terminal_has_colour(STDOUT_FILENO) };
    const char *const heading[COLUMNS] = { _("plugin"), _("version"), _("state"), _("since"), _("file") };
    const json_t *plugin;
    struct table table;
    size_t i;

    table_init(&table, arena, align, COLUMNS);
    for (i = 0; i < COLUMNS; i++)
        table.heading[i] = (struct cell){ str_of(heading[i]), TONE_QUIET };
    json_array_foreach(json_object_get(result, "plugins"), i, plugin)
        put_plugin(&table, plugin, past, arena);
    table_print(&table, out, &page);
    table_free(&table);
    put_remarks(out, result);
}

static json_t *
since_json(const struct rule_since *since)
{
    if (!since)
        return json_null();
    return json_pack("{s:I,s:I,s:I}", "version", (json_int_t)since->version, "applied_at", (json_int_t)since->applied_at,
                     "position", (json_int_t)since->position);
}

static void
put_json(struct buf *out, const json_t *result, const struct plugin_past *past)
{
    json_t *plugins = json_object_get(result, "plugins"), *plugin;
    char *text;
    size_t i;

    json_array_foreach(plugins, i, plugin)
        json_object_set_new(plugin, "since", since_json(plugin_past_since(past, json_str(plugin, "source"))));
    text = json_dumps(plugins, JSON_COMPACT);
    buf_printf(out, "%s\n", text);
    free(text);
}

static void
put_plugins(struct buf *out, const struct list_options *options, const struct plugin_past *past, struct arena *arena,
            struct err *err)
{
    json_t *result;

    if (!control_ask(options->base.places, "plugins", NULL, NULL, &result, err))
        return;
    if (options->base.wants_json)
        put_json(out, result, past);
    else
        put_text(out, result, past, arena);
    json_decref(result);
}

static void
put_versions(struct buf *out, const struct list_options *options, const struct plugin_past *past, struct arena *arena)
{
    const struct page page = { .width = terminal_width(STDOUT_FILENO), .has_colour = terminal_has_colour(STDOUT_FILENO) };

    if (options->base.wants_json)
        plugin_versions_json(out, past);
    else
        plugin_versions_text(out, past, &page, arena);
}

static void
put_faults(struct buf *out, const struct list_options *options, struct arena *arena, struct err *err)
{
    const struct page page = { .width = terminal_width(STDOUT_FILENO), .has_colour = terminal_has_colour(STDOUT_FILENO) };
    struct fault_row *faults;
    size_t count;

    if (!plugin_faults_of(options->base.places, arena, &faults, &count, err))
        return;
    if (options->base.wants_json)
        plugin_faults_json(out, faults, count);
    else
        plugin_faults_text(out, faults, count, &page, arena);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct list_options options = { .base = { .places = places, .err = err } };
    struct plugin_past past = { 0 };
    struct arena arena = { 0 };
    struct buf out = { 0 };

    if (!cmdline_parse(&argp, argc, argv, &options.base)) {
        arena_free(&arena);
        return 0;
    }
    if (options.wants_faults) {
        put_faults(&out, &options, &arena, err);
    } else if (plugin_past_read(places, &arena, &past, err)) {
        if (options.wants_versions)
            put_versions(&out, &options, &past, &arena);
        else
            put_plugins(&out, &options, &past, &arena, err);
    }
    fwrite(out.ptr ? out.ptr : "", 1, out.len, stdout);
    buf_free(&out);
    arena_free(&arena);
    return 0;
}

const struct command command_plugin_list = {
    .name = "plugin list",
    .summary = N_("lists the plugins: version, state, what is wrong with them"),
    .argp = &argp,
    .run = run,
};
