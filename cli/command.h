/* SPDX-License-Identifier: MIT */
/*
 * command.h -- a command of turnout: one constant in a file of its own, cmd_NAME.c.
 *
 * To add one: write the file, name it here and in the table of program.c.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "lib/base/err.h"

#include <argp.h>

struct places;

struct command {
    const char *name;     /* of a subcommand: with the command's in front of it, "plugin list" */
    const char *operands; /* "[FILE…]", for the help; or NULL */
    const char *summary;  /* what it does, in one line */
    const char *details;  /* paragraphs, each ended by \n; or NULL */
    /* Ends with NULL; what the next word of the line names is run in its place (`turnout plugin list`). NULL: it has none. */
    const struct command *const *subcommands;
    const struct argp *argp;
    /* argv[0] is the name. Returns the exit status; when err is filled, it is printed and says the status. */
    int (*run)(struct places *places, int argc, char **argv, struct err *err);
};

extern const struct command command_post;
extern const struct command command_report;
extern const struct command command_scorecard;
extern const struct command command_explain;
extern const struct command command_quality;
extern const struct command command_check;
extern const struct command command_summary;
extern const struct command command_log;
extern const struct command command_list;
extern const struct command command_retract;
extern const struct command command_status;
extern const struct command command_watch;
extern const struct command command_plugin;
extern const struct command command_backup;
extern const struct command command_restore;
extern const struct command command_verify;

/* Of plugin. */
extern const struct command command_plugin_list;
extern const struct command command_plugin_apply;
extern const struct command command_plugin_rollback;
extern const struct command command_plugin_reload;
extern const struct command command_plugin_new;
extern const struct command command_plugin_check;
extern const struct command command_plugin_test;
extern const struct command command_plugin_plan;

#endif
