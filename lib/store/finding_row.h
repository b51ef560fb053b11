/* SPDX-License-Identifier: MIT */
/*
 * finding_row.h -- a published finding, as texts.
 */
#ifndef LIB_STORE_FINDING_ROW_H
#define LIB_STORE_FINDING_ROW_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct finding_row {
    uint32_t finding; /* the publisher's number for it */
    struct str check, severity;
    int grave, place; /* for the order: of the severity, of the check */
    struct str unit, team, activity, subject, period; /* ptr NULL: none */
    bool has_first;
    int32_t first;
    struct str numbers; /* JSON object */
    struct str events;  /* JSON array of {"source","id"} */
    uint64_t more;      /* events left out there */
};

#endif
