/* SPDX-License-Identifier: MIT */
/*
 * paper_html.h -- a document as one HTML file: for a browser and for A4 paper, without scripts, network or other files.
 */
#ifndef CLI_SUMMARY_PAPER_HTML_H
#define CLI_SUMMARY_PAPER_HTML_H

#include "lib/base/buf.h"
#include "lua/protocol_document.h"

#include <stdbool.h>

void paper_html(struct buf *out, const struct document *document, bool has_sources);

#endif
