/* SPDX-License-Identifier: MIT */
/*
 * page.h -- the file of --format html: one page that has everything in it and asks nothing of the network.
 *
 * Its policy lets nothing run and nothing style it but what is in it, known by
 * hash.  All that comes from the store is in one block of JSON, in which no tag
 * can begin, and becomes text nodes: a name with <script> in it stays a name.
 * The same data give the same bytes.
 */
#ifndef CLI_HTML_PAGE_H
#define CLI_HTML_PAGE_H

#include "lib/base/buf.h"

#include <jansson.h>

/* data: as docs/html.md says; with their words, which are put into it here. */
void page_put(struct buf *out, const json_t *data);
/* How many bytes the page has beside its data. */
size_t page_frame_size(void);

#endif
