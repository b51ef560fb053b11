/* SPDX-License-Identifier: MIT */
/*
 * backups.h -- a copy of the database while events come: the method "backup".
 *
 *   IDLE ──asked──▶ COPYING ⇄ FLUSHING and resting ──complete──▶ SEALING ──▶ IDLE
 *     ▲                └─ refused, failed, the client goes ─▲
 *
 * One at a time.  The writer's thread copies for two milliseconds between two
 * batches (query.h); what was copied goes to the disk from another thread, half
 * a MiB at a time, and then the disk is left to the log for as long as that
 * took: an acknowledgement waits for little, the backup for longer.  Loop thread.
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
