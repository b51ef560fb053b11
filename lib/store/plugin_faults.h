/* SPDX-License-Identifier: MIT */
/*
 * plugin_faults.h -- what plugins failed with: kept in the store, the latest of each, and whether it was mended since.
 *
 * Written in the transaction of a publication.  A plugin that fails again with
 * the same message is counted, not written again; of each the last FAULTS_KEPT
 * are there, of all together FAULTS_MOST.
 */
#ifndef LIB_STORE_PLUGIN_FAULTS_H
#define LIB_STORE_PLUGIN_FAULTS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/rule_fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;

enum { FAULTS_KEPT = 20, FAULTS_MOST = 1000, FAULT_MESSAGE_MAX = 500, FAULT_TRACEBACK_MAX = 800 };

/* Texts with ptr NULL and numbers that are 0 are not known. */
struct fault_row {
    struct str plugin, cause, message;
    struct str file, traceback, rule;
    struct str subject; /* "session", "plan_item", "event", "figure" */
    struct str activity, source, id, figure;
    uint64_t position, line, seq;
    int64_t at, last_at;   /* UTC ms */
    int64_t mended_at;     /* 0: it was not */
    uint64_t times;
    bool stands;           /* it is why the plugin is not there, or not all of it */
    struct fault_use used, limit;
};

/* What stands is doubted until it is told again, or plugin_faults_settle. */
bool plugin_faults_doubt(struct sql *sql, struct err *err);
/* Stands from now on, instead of what stood for that plugin. Too long texts are cut. */
bool plugin_faults_put(struct sql *sql, const struct fault_row *row, struct err *err);
/* What is still doubted was mended. */
bool plugin_faults_settle(struct sql *sql, int64_t now, struct err *err);

/* All that are kept, the newest first. */
bool plugin_faults_read(struct sql *sql, struct arena *arena, struct fault_row **rows, size_t *count, struct err *err);

/* What stays as it was. */
struct stale_row {
    struct str kind, name; /* "indicator" or "card" */
    struct str plugin;     /* to blame */
    uint64_t position;     /* what it stands for */
    struct str day;
    struct str message;    /* why; only when read; ptr NULL: not known */
};
/* Replaces all. */
bool stale_rows_put(struct sql *sql, const struct stale_row *rows, size_t count, struct err *err);
/* By plugin, the oldest first. */
bool stale_rows_read(struct sql *sql, struct arena *arena, struct stale_row **rows, size_t *count, struct err *err);

#endif
