/* SPDX-License-Identifier: MIT */
/*
 * places.h -- what every command is told: the database, the sockets, the language, and no pager.
 *
 * These options stand in front of the command or behind it.
 */
#ifndef CLI_PLACES_H
#define CLI_PLACES_H

#include "lib/base/err.h"
#include "lib/base/paths.h"

#include <argp.h>
#include <stdbool.h>

struct places {
    const char *given[PATH_KINDS]; /* by option, or NULL */
    bool no_pager;
};

/* --db, --socket, --control, --lang, --no-pager, --help; its input is a struct cmdline. */
extern const struct argp places_argp;
/* It alone, as the children of a command's argp. */
extern const struct argp_child places_children[];

/* Where to look: what was given, else as path_of_command says. */
bool places_path(const struct places *places, enum path_kind kind, char path[PATH_MAX], struct err *err);

#endif
