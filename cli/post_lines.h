/* SPDX-License-Identifier: MIT */
/*
 * post_lines.h -- which line of which file the daemon means by its line 4711.
 *
 * The daemon counts over the connection; a person looks for a line of a file.
 * Costs a few bytes a file, whatever its length.
 */
#ifndef CLI_POST_LINES_H
#define CLI_POST_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct post_file {
    const char *name; /* borrowed */
    uint64_t before;  /* lines of the connection in front of its first */
};

/* The empty value is { 0 }. */
struct post_lines {
    struct post_file *files;
    size_t count, capacity;
    uint64_t ended; /* newlines so far */
    bool is_open;   /* bytes came behind the last newline */
};

/* What is added from here on is of that file. The last line before must have been ended. */
void post_lines_begin(struct post_lines *lines, const char *name);
void post_lines_add(struct post_lines *lines, const char *bytes, size_t len);
/* False when there is no such line yet. */
bool post_lines_find(const struct post_lines *lines, uint64_t line, const char **name, uint64_t *line_of_file);
void post_lines_free(struct post_lines *lines);

#endif
