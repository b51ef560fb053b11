/* SPDX-License-Identifier: MIT */
/*
 * tzif.h -- the content of a TZif file (RFC 8536): when a zone changed its
 * offset, and the rule after the last change.
 *
 * Every count and index of the file is checked against its bytes before it is
 * used; what contradicts itself is refused.  Version 2 or later is asked for
 * (64-bit instants); zones that count leap seconds ("right/...") are refused.
 */
#ifndef LIB_MODEL_TZIF_H
#define LIB_MODEL_TZIF_H

#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/tz_rule.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TZIF_EAST_MAX = 93599, TZIF_WEST_MAX = 89999 /* RFC 8536: offsets are within 25:59:59 east, 24:59:59 west */ };

struct tzif {
    size_t count;        /* of transitions */
    int64_t *at;         /* their instants, ascending */
    uint8_t *type;       /* from that instant on: a place in offset */
    int32_t offset[256]; /* seconds east of UTC; [0] also holds before the first transition */
    bool has_rule;
    struct tz_rule rule; /* from the last transition on, or always when there is none */
};

/* Fills tzif, to be freed; false and ERR_INPUT when the bytes are not such a file. */
bool tzif_decode(struct str bytes, struct tzif *tzif, struct err *err);
void tzif_free(struct tzif *tzif);

#endif
