/* SPDX-License-Identifier: MIT */
/*
 * cmdline.h -- a command line read by argp, with errors that say what was meant.
 *
 * argp walks the line; here it is kept from printing and exiting, so that a
 * mistake comes back as a struct err (ERR_USAGE) like any other.
 */
#ifndef CLI_CMDLINE_H
#define CLI_CMDLINE_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct places;

/* The first member of whatever a parser of ours fills. */
struct cmdline {
    struct places *places;
    struct err *err;
    bool wants_json; /* --format json, of the commands that take it from format_option.h */
};

/* argv[0] is the command. Reads all of it into *input, which is the same for the parsers of argp and of its children. */
bool cmdline_parse(const struct argp *argp, int argc, char **argv, struct cmdline *input);
/* The place of the first word that is no option, or argc; false when an option in front of it is none of argp's. */
bool cmdline_end(const struct argp *argp, int argc, char **argv, int *end, struct err *err);

/* For parsers: fills err and gives what a parser returns then. */
error_t cmdline_refuse(const struct argp_state *state, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A word where the command takes none. */
error_t cmdline_no_operand(const struct argp_state *state, const char *word);
/* What a command's parser does with keys that are none of its own: the child has the same input, and no word is taken. */
error_t cmdline_other(int key, char *word, struct argp_state *state);
/* The word of a command that takes one file. */
error_t cmdline_one_file(const struct argp_state *state, const char *word, const char **file);
/* The place of the value among the n names; refuses another one with the nearest. */
error_t cmdline_choice(const struct argp_state *state, const char *option, const char *value, const struct str *names,
                       size_t n, int *choice);
/* The same of a word that is no option: what it says ("what to list"). */
error_t cmdline_operand(const struct argp_state *state, const char *what, const char *value, const struct str *names,
                        size_t n, int *choice);
/* A number from low to high. */
error_t cmdline_number(const struct argp_state *state, const char *option, const char *value, uint64_t low,
                       uint64_t high, uint64_t *number);

#endif
