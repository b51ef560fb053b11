/* SPDX-License-Identifier: MIT */
/*
 * budget.h -- how much may be under way between the loop and the writer.
 *
 * Belongs to the loop thread: charged when a chunk leaves, credited when it is
 * back.  Once full it stays full until half is free again, so that reading
 * does not stop and start with every chunk.  Plain values.
 */
#ifndef DAEMON_BUDGET_H
#define DAEMON_BUDGET_H

#include <stdbool.h>
#include <stddef.h>

struct budget {
    size_t max_bytes, max_lines;
    size_t bytes, lines; /* under way */
    bool full;
};

void budget_charge(struct budget *budget, size_t bytes, size_t lines);
/* True when this ended being full. */
bool budget_credit(struct budget *budget, size_t bytes, size_t lines);

/* What a single connection may have under way: a fast one leaves room for the others. */
static inline size_t
budget_share(const struct budget *budget)
{
    return budget->max_bytes / 4;
}

#endif
