/* SPDX-License-Identifier: MIT */
/*
 * paper_md.h -- a document as Markdown: CommonMark with tables and footnotes.
 *
 * What a template wrote is text: whatever in it would mean something to
 * Markdown or HTML is escaped, links that some readers make of bare addresses, too.
 */
#ifndef CLI_SUMMARY_PAPER_MD_H
#define CLI_SUMMARY_PAPER_MD_H

#include "lib/base/buf.h"
#include "lua/protocol_document.h"

#include <stdbool.h>

/* has_sources: with footnotes. for_pandoc: title and signature get their places on the page, by means that only pandoc reads. */
void paper_md(struct buf *out, const struct document *document, bool has_sources, bool for_pandoc);

#endif
