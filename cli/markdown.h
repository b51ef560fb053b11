/* SPDX-License-Identifier: MIT */
/*
 * markdown.h -- any text as text in Markdown, for GitHub and pandoc alike.
 *
 * Names come from whoever posted them.  What could begin a tag, a link, a cell,
 * emphasis, mathematics or a citation is escaped; what could steer a terminal
 * is shown as U+FFFD, as in columns.h.
 */
#ifndef CLI_MARKDOWN_H
#define CLI_MARKDOWN_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

/* One line: within a paragraph, a heading or a cell of a table. */
void markdown_put(struct buf *out, struct str text);

#endif
