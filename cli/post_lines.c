/* SPDX-License-Identifier: MIT */
#include "cli/post_lines.h"

#include "lib/base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void
post_lines_begin(struct post_lines *lines, const char *name)
{
    assert(!lines->is_open);
    lines->files = mem_grow(lines->files, lines->count, &lines->capacity, sizeof *lines->files);
    lines->files[lines->count++] = (struct post_file){ name, lines->ended };
}

void
post_lines_add(struct post_lines *lines, const char *bytes, size_t len)
{
    const char *end = bytes + len, *at = bytes, *newline;

    while (at < end && (newline = memchr(at, '\n', (size_t)(end - at)))) {
        lines->ended++;
        at = newline + 1;
    }
    if (len > 0)
        lines->is_open = at < end;
}

bool
post_lines_find(const struct post_lines *lines, uint64_t line, const char **name, uint64_t *line_of_file)
{
    size_t low = 0, high = lines->count;

    if (line == 0 || line > lines->ended + lines->is_open || lines->count == 0)
        return false;
    /* The last file that begins in front of the line: an empty one begins where the next does. */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (lines->files[middle].before < line)
            low = middle;
        else
            high = middle;
    }
    *name = lines->files[low].name;
    *line_of_file = line - lines->files[low].before;
    return true;
}

void
post_lines_free(struct post_lines *lines)
{
    free(lines->files);
    *lines = (struct post_lines){ 0 };
}
