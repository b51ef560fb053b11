/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/plugin_change.h"

enum key { KEY_PLANNED = 0x200 };

struct apply_options {
    struct cmdline base;
    const char *planned;
};

static const struct argp_option argp_options[] = {
    { "planned", KEY_PLANNED, N_("HASH"), 0, N_("only if the files are still those that turnout plugin plan named by this hash"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct apply_options *options = state->input;

    switch (key) {
    case KEY_PLANNED:
        options->planned = value;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = places_children };

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct apply_options options = { .base = { .places = places, .err = err } };

    if (cmdline_parse(&argp, argc, argv, &options.base))
        plugin_change(places, "apply", json_pack("{s:s*}", "planned", options.planned), err);
    return 0;
}

const struct command command_plugin_apply = {
    .name = "plugin apply",
    .summary = N_("makes the rules' files count, as a whole"),
    .details = N_("Like reload, but also after a rollback, when the files are those that were rolled back from.\n"),
    .argp = &argp,
    .run = run,
};
