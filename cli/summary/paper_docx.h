/* SPDX-License-Identifier: MIT */
/*
 * paper_docx.h -- a document as a .docx, by the program pandoc.
 */
#ifndef CLI_SUMMARY_PAPER_DOCX_H
#define CLI_SUMMARY_PAPER_DOCX_H

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lua/protocol_document.h"

#include <stdbool.h>

/* Puts the file's bytes. ERR_NO_FILE: pandoc is not installed; ERR_INTERNAL: it failed. */
bool paper_docx(struct buf *out, const struct document *document, bool has_sources, struct err *err);

#endif
