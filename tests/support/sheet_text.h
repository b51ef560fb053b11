/* SPDX-License-Identifier: MIT */
/*
 * sheet_text.h -- what a reader of sheets gave, as one text that a test can compare.
 */
#ifndef TESTS_SUPPORT_SHEET_TEXT_H
#define TESTS_SUPPORT_SHEET_TEXT_H

#include "cli/import/sheet.h"
#include "lib/base/buf.h"

/* A sink that appends "1: a|b|c\n" for each row to a struct buf; #kind: in front of cells that are no text. */
struct sheet_sink sheet_text_sink(struct buf *text);

/* A file of these bytes, open at its beginning; it is gone when it is closed. */
int sheet_file(const void *bytes, size_t len);

#endif
