/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/plugin_change.h"

enum key { KEY_TO = 0x200 };

struct rollback_options {
    struct cmdline base;
    uint64_t to; /* 0: the one before */
};

static const struct argp_option argp_options[] = {
    { "to", KEY_TO, N_("N"), 0, N_("to this version; else to the one before"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct rollback_options *options = state->input;

    switch (key) {
    case KEY_TO:
        return cmdline_number(state, "to", value, 1, 1000000000, &options->to);
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = places_children };

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct rollback_options options = { .base = { .places = places, .err = err } };
    json_t *params;

    if (!cmdline_parse(&argp, argc, argv, &options.base))
        return 0;
    params = options.to > 0 ? json_pack("{s:I}", "to", (json_int_t)options.to) : json_object();
    plugin_change(places, "rollback", params, err);
    return 0;
}

const struct command command_plugin_rollback = {
    .name = "plugin rollback",
    .summary = N_("takes an earlier version of the rules from the store"),
    .details = N_("Without --to the last version with other files. The figures are as they were, unless the configuration sets other parameters now: these stay, and are named. The files stay as they are: while they are not changed, the version gone back to holds, over restarts and reloads.\n"
                  "turnout plugin list --versions lists the versions.\n"),
    .argp = &argp,
    .run = run,
};
