/* SPDX-License-Identifier: MIT */
/*
 * backups.h -- a copy of the database while events come: the method "backup".
 *
 *   IDLE ──asked──▶ COPYING ⇄ FLUSHING ──complete──▶ SEALING ──▶ IDLE
 *     ▲                └─ refused, failed, the client goes ─▲
 *
 * One at a time.  The writer's thread copies for two milliseconds between two
 * batches (query.h), so nobody's acknowledgement waits longer than that; what
 * was copied goes to the disk from another thread, every few MiB, so that the
 * log's own writes do not queue behind hundreds of them.  Loop thread.
 */
#ifndef DAEMON_BACKUPS_H
#define DAEMON_BACKUPS_H

#include <jansson.h>
#include <uv.h>

struct backups;
struct control_call;
struct queue;

struct backups_config {
    uv_loop_t *loop;
    struct queue *writer;
    const char *db_path;
};

struct backups *backups_new(const struct backups_config *config);
/* Answers the call: params `file`, an absolute path, and perhaps `force` and `database`. */
void backups_call(struct backups *backups, struct control_call *call, const json_t *params);
/* No call is answered any more; what is under way leaves no file. */
void backups_stop(struct backups *backups);
/* After the loop and the writer ended. NULL is fine. */
void backups_free(struct backups *backups);

#endif
