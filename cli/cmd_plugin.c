/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/lang.h"
#include "cli/places.h"

/* A row each; to add one: its file, its name in command.h, and here. */
static const struct command *const subcommands[] = {
    &command_plugin_list,
    &command_plugin_new,
    &command_plugin_check,
    &command_plugin_test,
    &command_plugin_plan,
    &command_plugin_apply,
    &command_plugin_rollback,
    &command_plugin_reload,
    NULL,
};

static const struct argp argp = { .children = places_children };

const struct command command_plugin = {
    .name = "plugin",
    .operands = N_("COMMAND"),
    .summary = N_("works with the rules: which there are, and changing them without fear"),
    .subcommands = subcommands,
    .argp = &argp,
};
