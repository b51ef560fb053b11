/* SPDX-License-Identifier: MIT */
/*
 * template_file.h -- which template words a summary.
 *
 * The one that is named; else the office's own, LANG.lua in the folder
 * turnout/summary of $XDG_CONFIG_HOME (~/.config) or in /etc/turnout/summary;
 * else the one that ships in plugins/summary.  LANG.docx, the paper on which a
 * docx is written, is found in the same places.
 */
#ifndef CLI_SUMMARY_TEMPLATE_FILE_H
#define CLI_SUMMARY_TEMPLATE_FILE_H

#include "lib/base/buf.h"
#include "lib/base/err.h"

#include <limits.h>
#include <stdbool.h>

/* given: --template, or NULL. Puts its text; path is where it was. ERR_NO_FILE: a named file is not there. */
bool template_file_read(const char *given, char path[PATH_MAX], struct buf *text, struct err *err);
/* An empty document: pandoc takes its page and its styles. */
void template_file_paper(char path[PATH_MAX]);

#endif
