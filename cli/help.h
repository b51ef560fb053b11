/* SPDX-License-Identifier: MIT */
/*
 * help.h -- what --help prints: from the same tables that argp reads, in the language of the user.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"
#include "lib/base/buf.h"

#include <stddef.h>

void help_program(struct buf *out, const struct command *const *commands, size_t count, const struct argp *argp,
                  size_t width);
void help_command(struct buf *out, const struct command *command, size_t width);

#endif
