/* SPDX-License-Identifier: MIT */
#include "lib/store/row_lender.h"

static void
settle(void *ctx)
{
    row_thread_settle(ctx);
}

static bool
check(void *ctx, struct err *err)
{
    return row_thread_check(ctx, err);
}

bool
row_lender_begin(struct row_lender *lender, struct sql *sql, unsigned pages, row_page_fn write, void *ctx)
{
    if (lender->thread || lender->alone)
        return lender->thread != NULL;
    lender->thread = row_thread_new(pages, write, ctx);
    lender->alone = !lender->thread;
    if (lender->alone)
        return false;
    lender->sql = sql;
    lender->guest = (struct sql_guest){ .settle = settle, .check = check, .ctx = lender->thread };
    sql_lend(sql, &lender->guest);
    return true;
}

void
row_lender_end(struct row_lender *lender)
{
    row_thread_free(lender->thread);
    if (lender->sql)
        sql_take_back(lender->sql, &lender->guest);
    *lender = (struct row_lender){ 0 };
}
