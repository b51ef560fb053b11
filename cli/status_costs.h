/* SPDX-License-Identifier: MIT */
/*
 * status_costs.h -- what each plugin costs, as the running daemon says.
 */
#ifndef CLI_STATUS_COSTS_H
#define CLI_STATUS_COSTS_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include <jansson.h>

struct page;
struct places;

/* The plugins with their costs; NULL: no daemon tells. The caller's. */
json_t *status_costs_ask(const struct places *places);
/* A table of those that were called, the most expensive first; nothing when there is none. */
void status_costs_text(struct buf *out, const json_t *plugins, const struct page *page, struct arena *arena);
/* As one more member of an object, "plugins"; null without a daemon. */
void status_costs_json(struct buf *out, const json_t *plugins);

#endif
