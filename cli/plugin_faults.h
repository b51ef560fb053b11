/* SPDX-License-Identifier: MIT */
/*
 * plugin_faults.h -- turnout plugin list --faults: what plugins failed with, the newest first.
 *
 * Read from the database: the daemon may be down.
 */
#ifndef CLI_PLUGIN_FAULTS_H
#define CLI_PLUGIN_FAULTS_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct fault_row;
struct page;
struct places;

bool plugin_faults_of(const struct places *places, struct arena *arena, struct fault_row **faults, size_t *count, struct err *err);
void plugin_faults_text(struct buf *out, const struct fault_row *faults, size_t count, const struct page *page, struct arena *arena);
void plugin_faults_json(struct buf *out, const struct fault_row *faults, size_t count);

/* "stale since log position 12 (2025-03-01): plugin x is paused: x.lua:7: why; see turnout plugin list --faults" */
struct str plugin_stale_text(unsigned long long position, struct str day, struct str plugin, struct str reason, struct arena *arena);

#endif
