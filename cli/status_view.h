/* SPDX-License-Identifier: MIT */
/*
 * status_view.h -- the state of a store and its refused lines, for people and for programs.
 */
#ifndef CLI_STATUS_VIEW_H
#define CLI_STATUS_VIEW_H

#include "cli/table.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/store/reader.h"

#include <jansson.h>
#include <stdbool.h>

/* is_answering: a daemon answers at the socket. plugins: what it says of their costs (status_costs_ask), or NULL. */
void status_text(struct buf *out, const struct store_status *status, bool is_answering, const json_t *plugins,
                 const struct page *page, struct arena *arena);
void status_json(struct buf *out, const struct store_status *status, bool is_answering, const json_t *plugins);
/* A line each: time, source, code, path, message. */
void refused_text(struct buf *out, const struct refused_line *lines, size_t count);
void refused_json(struct buf *out, const struct refused_line *lines, size_t count);

#endif
