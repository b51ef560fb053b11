/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/control_client.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/plugin_change.h"

static const struct argp argp = { .parser = cmdline_other, .children = places_children };

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct cmdline options = { .places = places, .err = err };

    if (cmdline_parse(&argp, argc, argv, &options))
        plugin_change(places, "reload", NULL, err);
    return 0;
}

const struct command command_plugin_reload = {
    .name = "plugin reload",
    .summary = N_("makes the daemon read the rules' files again"),
    .details = N_("All or nothing: when one file does not load, everything stays as it was, and what is wrong is said.\n"),
    .argp = &argp,
    .run = run,
};
