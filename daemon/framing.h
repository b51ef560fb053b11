/* SPDX-License-Identifier: MIT */
/*
 * framing.h -- from the bytes of a stream to its lines.
 *
 * Bytes come in pieces of any size.  A line ends at \n; one \r before it is
 * dropped; the last line may lack its \n.  A line over the limit is reported
 * once, as soon as that is certain, and skipped without being kept.  Only the
 * part of a line that crosses two pieces is copied.  Pure: no I/O.
 */
#ifndef DAEMON_FRAMING_H
#define DAEMON_FRAMING_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct framing {
    size_t max_line;   /* bytes of a line, without its end */
    struct buf partial;
    bool partial_used; /* `partial` is the line handed out last */
    bool skipping;     /* inside a line that was too long */
    uint64_t lines;    /* seen so far: the number of the line handed out last */
};

enum framed {
    FRAMED_NOTHING,  /* the piece is used up, or the stream's last line was handed out */
    FRAMED_LINE,
    FRAMED_BLANK,    /* spaces and tabs at most: it counts, and that is all */
    FRAMED_TOO_LONG,
};

void framing_init(struct framing *framing, size_t max_line);
void framing_free(struct framing *framing);

/* The next line of *piece, which moves on behind it; *line is good until the next call. */
enum framed framing_next(struct framing *framing, struct str *piece, struct str *line);

/* After the last piece: the line without an end, once. */
enum framed framing_end(struct framing *framing, struct str *line);

#endif
