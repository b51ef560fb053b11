/* SPDX-License-Identifier: MIT */
/*
 * output.h -- the options of commands that print in several formats: --format, --out, --full and --width.
 *
 * A file that --out names is there as a whole or not at all: it is written
 * under another name beside it and takes its name when it is on the disk.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/cmdline.h"
#include "cli/table.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

enum output_format { OUTPUT_TEXT, OUTPUT_JSON, OUTPUT_CSV, OUTPUT_MD, OUTPUT_XLSX, OUTPUT_HTML, OUTPUT_FORMATS };

/* The first member of whatever a parser of such a command fills. */
struct output {
    struct cmdline base;
    unsigned formats; /* those that the command has: 1u << format each; set before the line is read */
    int format;
    const char *file; /* --out; NULL: standard output */
    uint64_t width;   /* --width; 0: that of the terminal */
    bool full;        /* --full */
};

/* The children of such a command's argp: the options above, and the places. */
extern const struct argp_child output_children[];
/* The same without --full, where nothing is ever hidden. */
extern const struct argp_child output_open_children[];

/* How wide the text may be, whether it may have colours, and whether it is Markdown. */
struct page output_page(const struct output *output);
/* ERR_USAGE when what is not text would go to a terminal; to be asked before the work is done. */
bool output_check(const struct output *output, struct err *err);
/* All that the command has to say, to the file or to standard output. */
bool output_write(const struct output *output, struct str bytes, struct err *err);

#endif
