/* SPDX-License-Identifier: MIT */
/*
 * folder_watch.h -- tells when something in the plugin folders has changed, and it is quiet again.
 *
 * An editor writes a file in several steps, and several files are saved one
 * after another: a change is told once nothing more has happened for a while.
 * Watches the folders and the plugins' own folders in them, as they are when a
 * change is told; a folder that cannot be watched is logged.  Belongs to the
 * loop thread.
 */
#ifndef DAEMON_FOLDER_WATCH_H
#define DAEMON_FOLDER_WATCH_H

#include <stddef.h>
#include <uv.h>

struct folder_watch;
struct plugin_folder;

enum { FOLDER_WATCH_QUIET = 500 /* ms */ };

struct folder_watch *folder_watch_new(uv_loop_t *loop, const struct plugin_folder *folders, size_t count,
                                      void (*changed)(void *ctx), void *ctx);
/* Frees itself when its handles are closed. NULL is fine. */
void folder_watch_close(struct folder_watch *watch);

#endif
