/* SPDX-License-Identifier: MIT */
/*
 * ledger_rows.h -- rows of the log as the parts of ledger.h read them; for those alone.
 *
 *   ledger_admit   rows become facts, or leave them
 *   ledger_note    what the log's view says of them
 *   ledger_rows    which row of an identity is current, and in which order rows stand
 */
#ifndef LIB_ENGINE_LEDGER_ROWS_H
#define LIB_ENGINE_LEDGER_ROWS_H

#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/event.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger;

/* The position of an event that is not in the log: ledger->candidate. */
#define LEDGER_CANDIDATE UINT64_MAX

struct current_row {
    uint64_t seq; /* 0: none */
    uint32_t rev;
    enum event_type type;
};

/* The current row of an identity: the greatest rev on the way back from `last`, rows after `limit` left out. */
bool ledger_find_current(const struct ledger *ledger, uint64_t last, uint64_t limit, struct current_row *current, struct err *err);
/* Is it taken back? */
bool ledger_is_dead(const struct ledger *ledger, struct str source, struct str id, const struct current_row *current);

/* Where nobody can be told that the log is damaged. */
void ledger_or_abort(bool fine, const struct err *err);

#endif
