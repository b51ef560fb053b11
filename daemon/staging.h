/* SPDX-License-Identifier: MIT */
/*
 * staging.h -- a second rule worker that loads changed files, before they count.
 *
 * The worker that serves goes on meanwhile.  When the staged one has said what
 * it found, its process is taken over, or ended.  A file that hangs or eats
 * memory while it is loaded ends the staged process alone.  Belongs to the
 * loop thread.
 */
#ifndef DAEMON_STAGING_H
#define DAEMON_STAGING_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <uv.h>

struct load_request;
struct ruleset;
struct staging;
struct worker_process;

struct staging_config {
    uv_loop_t *loop;
    const char *program;
    const struct load_request *request; /* borrowed until on_done */
    /*
     * Once: what was found (the manifest is borrowed, the ruleset too: empty it
     * to keep it), or NULL and why nothing was.  Call staging_take or
     * staging_close in there, or later.
     */
    void (*on_done)(void *ctx, struct ruleset *ruleset, struct str manifest, const struct err *err);
    void *ctx;
};

/* NULL: the process could not be started; on_done is not called. */
struct staging *staging_start(const struct staging_config *config, struct err *err);
/* Gives the process away, which is idle and has loaded everything: give it its new owner at once. Frees the rest. */
struct worker_process *staging_take(struct staging *staging);
/* Ends the process; no callback comes any more. NULL is fine. */
void staging_close(struct staging *staging);

#endif
