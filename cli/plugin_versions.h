/* SPDX-License-Identifier: MIT */
/*
 * plugin_versions.h -- the versions of the rules in the store, and since when a file is what it is.
 *
 * Read from the database: the daemon may be down.
 */
#ifndef CLI_PLUGIN_VERSIONS_H
#define CLI_PLUGIN_VERSIONS_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/store/rule_versions.h"

#include <stdbool.h>

struct page;
struct places;

struct plugin_past {
    struct rule_version *versions; /* oldest first */
    size_t version_count;
    struct rule_since *since;      /* by name of the file */
    size_t since_count;
};

bool plugin_past_read(const struct places *places, struct arena *arena, struct plugin_past *past, struct err *err);
/* NULL: nothing of that name is in the last version. */
const struct rule_since *plugin_past_since(const struct plugin_past *past, struct str name);

void plugin_versions_text(struct buf *out, const struct plugin_past *past, const struct page *page, struct arena *arena);
void plugin_versions_json(struct buf *out, const struct plugin_past *past);
/* "2025-03-01 14:03", local time. */
struct str plugin_versions_time(int64_t at_ms, struct arena *arena);

#endif
