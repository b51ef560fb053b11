/* SPDX-License-Identifier: MIT */
/*
 * writer.h -- the thread that owns the engine: decides, commits, publishes.
 *
 * It takes whatever gathered while the last commit ran as one transaction, so
 * the batch grows with the load and a lone event waits for nobody.  Chunks go
 * back when they are on disk; figures follow at their own pace (pace.h).
 */
#ifndef DAEMON_WRITER_H
#define DAEMON_WRITER_H

#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/day.h"
#include "lib/model/disclosure.h"

#include <stdbool.h>

struct queue;
struct writer;

struct writer_config {
    const char *db_path;
    int year_start_month;
    bool has_as_of;
    day_t as_of;
    struct str parameters; /* as engine_config */
    int publish_interval;  /* ms */
    struct disclosure_rule disclosure;
    struct queue *inbox, *outbox;
    void (*wake)(void *ctx); /* something is in the outbox; called from the thread */
    void *ctx;
};

/* Starts the thread, which opens the engine: MESSAGE_OPENED, or MESSAGE_ENDED with the reason. ERR_INTERNAL. */
struct writer *writer_start(const struct writer_config *config, struct err *err);
/* Waits for the thread, which ends by MESSAGE_STOP or by a failure; frees it. NULL is fine. */
void writer_join(struct writer *writer);

#endif
