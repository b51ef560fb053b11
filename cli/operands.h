/* SPDX-License-Identifier: MIT */
/*
 * operands.h -- the words of a command line that are no options: files, folders.
 */
#ifndef CLI_OPERANDS_H
#define CLI_OPERANDS_H

#include <stddef.h>

struct operands {
    const char **words; /* borrowed, in order */
    size_t count, capacity;
};

void operands_add(struct operands *operands, const char *word);
void operands_free(struct operands *operands);

#endif
