/* SPDX-License-Identifier: MIT */
#include "lib/model/statement.h"

int
statement_cmp_rev(const struct statement *a, const struct statement *b, const struct log_order *order)
{
    if (a->rev != b->rev)
        return a->rev < b->rev ? -1 : 1;
    return a->seq == b->seq ? 0 : order->identity_cmp(order->ctx, a->seq, b->seq);
}

int
statement_cmp_single(const struct statement *a, const struct statement *b, const struct zone *zone,
                     const struct log_order *order)
{
    int by_date = when_cmp(&a->at, &b->at, zone);

    return by_date != 0 ? by_date : statement_cmp_rev(a, b, order);
}
