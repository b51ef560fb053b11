/* SPDX-License-Identifier: MIT */
#include "cli/operands.h"

#include "lib/base/mem.h"

#include <stdlib.h>

void
operands_add(struct operands *operands, const char *word)
{
    operands->words = mem_grow(operands->words, operands->count, &operands->capacity, sizeof *operands->words);
    operands->words[operands->count++] = word;
}

void
operands_free(struct operands *operands)
{
    free(operands->words);
    *operands = (struct operands){ 0 };
}
