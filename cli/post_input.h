/* SPDX-License-Identifier: MIT */
/*
 * post_input.h -- the files to post as one stream of lines.
 *
 * A file whose last line has no newline gets one, so that the next file begins
 * a line of its own.  Never holds more than one file open.
 */
#ifndef CLI_POST_INPUT_H
#define CLI_POST_INPUT_H

#include "cli/post_lines.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"

struct post_input {
    char **names; /* borrowed; "-" is standard input */
    size_t count, next;
    int fd; /* of the file being read, or -1 */
    struct post_lines lines;
    uint64_t bytes; /* read so far */
    uint64_t total; /* of all files; 0 when one of them is no plain file */
};

/* Without names: standard input. ERR_NO_FILE when one of them cannot be read, before anything is. */
bool post_input_open(struct post_input *input, char **names, size_t count, struct err *err);
void post_input_close(struct post_input *input);
/* Opens the next file when the last one is done; *done: there is none left. */
bool post_input_ready(struct post_input *input, bool *done, struct err *err);
/* Appends up to `room` bytes of the open file, in one read(2). */
bool post_input_read(struct post_input *input, struct buf *out, size_t room, struct err *err);

#endif
