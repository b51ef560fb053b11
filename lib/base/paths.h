/* SPDX-License-Identifier: MIT */
/*
 * paths.h -- where the database and the sockets are when nobody says.
 *
 * root uses /var/lib/turnout and /run/turnout.  Anybody else uses the XDG
 * folders: $XDG_STATE_HOME (~/.local/state) and $XDG_RUNTIME_DIR, or
 * /tmp/turnout-UID without one.  Daemon and command ask here, so they meet.
 */
#ifndef LIB_BASE_PATHS_H
#define LIB_BASE_PATHS_H

#include "lib/base/err.h"

#include <limits.h>
#include <stdbool.h>

enum path_kind { PATH_DB, PATH_SOCKET, PATH_CONTROL, PATH_KINDS };

/* The daemon's default. ERR_CONFIG when the user has no home or the path would be too long. */
bool path_default(enum path_kind kind, char path[PATH_MAX], struct err *err);

/*
 * Where the command looks: $TURNOUT_DB, $TURNOUT_SOCKET or $TURNOUT_CONTROL;
 * else the default; else, when nothing is there, the place of a daemon run by
 * root if something is there.
 */
bool path_of_command(enum path_kind kind, char path[PATH_MAX], struct err *err);

/* A file of the user's own settings: $XDG_CONFIG_HOME/turnout/NAME (~/.config). False: the user has no home, or it would be too long. */
bool path_of_settings(const char *name, char path[PATH_MAX]);

/*
 * Makes the missing folders above a file; the last one is for oneself alone
 * unless one is root.  The default one under /tmp must be one's own.
 */
bool path_make_folder(const char *path, struct err *err);

#endif
