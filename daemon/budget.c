/* SPDX-License-Identifier: MIT */
#include "daemon/budget.h"

#include <assert.h>

void
budget_charge(struct budget *budget, size_t bytes, size_t lines)
{
    budget->bytes += bytes;
    budget->lines += lines;
    if (budget->bytes >= budget->max_bytes || budget->lines >= budget->max_lines)
        budget->full = true;
}

bool
budget_credit(struct budget *budget, size_t bytes, size_t lines)
{
    assert(bytes <= budget->bytes && lines <= budget->lines);
    budget->bytes -= bytes;
    budget->lines -= lines;
    if (!budget->full || budget->bytes > budget->max_bytes / 2 || budget->lines > budget->max_lines / 2)
        return false;
    budget->full = false;
    return true;
}
