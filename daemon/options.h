/* SPDX-License-Identifier: MIT */
/*
 * options.h -- the command line of turnoutd.
 */
#ifndef DAEMON_OPTIONS_H
#define DAEMON_OPTIONS_H

#include "lib/model/day.h"

#include <stdbool.h>
#include <stddef.h>

struct options {
    const char *config, *db, *socket, *control; /* NULL: not given */
    const char **plugins;
    size_t plugin_count, plugin_capacity;
    bool no_shipped, check_config;
    bool has_as_of;
    day_t as_of;
};

/* A wrong command line ends the program with 64, --help and --version with 0. Texts are those of argv. */
void options_parse(struct options *options, int argc, char **argv);
void options_free(struct options *options);

#endif
