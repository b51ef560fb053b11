/* SPDX-License-Identifier: MIT */
/*
 * format_option.h -- --format text|json, of the commands that print for people or for programs.
 */
#ifndef CLI_FORMAT_OPTION_H
#define CLI_FORMAT_OPTION_H

#include <argp.h>

/* The children of such a command's argp: --format, which sets wants_json of its struct cmdline, and the places. */
extern const struct argp_child format_children[];

#endif
