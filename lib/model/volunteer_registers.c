/* SPDX-License-Identifier: MIT */
#include "lib/model/volunteer_registers.h"

#include <stdlib.h>

void
volunteer_registers_merged(struct volunteer_registers *registers)
{
    for (size_t i = 0; i < registers->count; i++)
        registers->items[i].zone = NULL;
}

void
volunteer_registers_free(struct volunteer_registers *registers)
{
    for (size_t i = 0; i < registers->count; i++)
        free(registers->items[i].items);
    free(registers->items);
    *registers = (struct volunteer_registers){ 0 };
}
