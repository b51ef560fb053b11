/* SPDX-License-Identifier: MIT */
/*
 * post_reply.h -- a line of the daemon's answer, understood.
 */
#ifndef CLI_POST_REPLY_H
#define CLI_POST_REPLY_H

#include "lib/base/arena.h"
#include "lib/wire/reply.h"

#include <stdbool.h>
#include <stdint.h>

enum reply_kind { REPLY_REFUSED, REPLY_ACKED, REPLY_END };

struct reply {
    enum reply_kind kind;
    uint64_t line;                  /* REPLY_REFUSED: of the connection; else: up to and with this one all are decided */
    struct str code, path, message; /* REPLY_REFUSED; path ptr NULL when there is none */
    uint64_t counts[OUTCOMES];      /* REPLY_END */
};

/* False when it is no such line: then it is not turnoutd that answers. Unknown keys do not matter. */
bool reply_parse(struct str line, struct arena *arena, struct reply *reply);

#endif
