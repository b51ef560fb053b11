/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/control_client.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/table.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum key { KEY_FORMAT = 0x200 };
enum format { FORMAT_TEXT, FORMAT_JSON, FORMATS };
enum { COLUMNS = 4 };

static const struct str formats[FORMATS] = { STR_INIT("text"), STR_INIT("json") };

struct list_options {
    struct cmdline base;
    int format;
};

static const struct argp_option argp_options[] = {
    { "format", KEY_FORMAT, N_("FORMAT"), 0, N_("text (for people) or json (for programs)"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct list_options *options = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = state->input;
        return 0;
    case KEY_FORMAT:
        return cmdline_choice(state, "format", value, formats, FORMATS, &options->format);
    case ARGP_KEY_ARG:
        return cmdline_no_operand(state, value);
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = places_children };

static struct str
member(const json_t *plugin, const char *key)
{
    const json_t *value = json_object_get(plugin, key);

    return (struct str){ json_string_value(value), json_string_length(value) };
}

static struct cell
state_cell(const json_t *plugin)
{
    struct str state = member(plugin, "state");

    if (str_eq(state, STR("paused")))
        return (struct cell){ str_of(_("paused")), TONE_BAD };
    if (str_eq(state, STR("left_out")))
        return (struct cell){ str_of(_("left out")), TONE_BAD };
    return (struct cell){ str_of(_("live")), TONE_GOOD };
}

static void
put_text(struct buf *out, const json_t *plugins, struct arena *arena)
{
    static const enum align align[COLUMNS] = { ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT };
    const struct page page = { terminal_width(STDOUT_FILENO), terminal_has_colour(STDOUT_FILENO) };
    const char *const heading[COLUMNS] = { _("plugin"), _("version"), _("state"), _("file") };
    const json_t *plugin;
    struct table table;
    size_t i;

    table_init(&table, arena, align, COLUMNS);
    for (i = 0; i < COLUMNS; i++)
        table.heading[i] = (struct cell){ str_of(heading[i]), TONE_QUIET };
    json_array_foreach(plugins, i, plugin) {
        struct cell *cells = table_row(&table);
        cells[0].text = member(plugin, "name");
        cells[1].text = member(plugin, "version");
        cells[2] = state_cell(plugin);
        cells[3].text = member(plugin, "path");
        if (json_is_string(json_object_get(plugin, "fault")))
            table_note(&table, member(plugin, "fault"), TONE_BAD);
    }
    table_print(&table, out, &page);
    table_free(&table);
}

static void
show(const struct list_options *options, const json_t *plugins)
{
    struct arena arena = { 0 };
    struct buf out = { 0 };
    char *text;

    if (options->format == FORMAT_JSON) {
        text = json_dumps(plugins, JSON_COMPACT);
        buf_printf(&out, "%s\n", text);
        free(text);
    } else {
        put_text(&out, plugins, &arena);
    }
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
    arena_free(&arena);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct list_options options = { .base = { places, err } };
    json_t *result;

    if (!cmdline_parse(&argp, argc, argv, &options.base) || !control_ask(places, "plugins", NULL, NULL, &result, err))
        return 0;
    show(&options, json_object_get(result, "plugins"));
    json_decref(result);
    return 0;
}

const struct command command_plugin_list = {
    .name = "plugin list",
    .summary = N_("lists the plugins: version, state, what is wrong with them"),
    .argp = &argp,
    .run = run,
};
