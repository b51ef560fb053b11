/* SPDX-License-Identifier: MIT */
/*
 * intake.h -- where the lines of all connections become chunks for the writer.
 *
 * Belongs to the loop thread.  Parses, checks the rights, keeps the budget, and
 * uses chunks again that came back.
 */
#ifndef DAEMON_INTAKE_H
#define DAEMON_INTAKE_H

#include "daemon/budget.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chunk;
struct line_reader;
struct peer;
struct queue;
struct rights;

struct intake {
    struct line_reader *reader;  /* NULL until the store is open */
    const struct rights *rights;
    struct queue *queue;         /* to the writer */
    struct budget budget;
    size_t max_line;
    size_t long_lines_left;      /* how many connections more may keep a long unfinished line */
    struct chunk *spare;         /* linked by message.next */
    size_t spare_count;
};

/* Frees the reader and the spare chunks. */
void intake_free(struct intake *intake);

/* An empty chunk; the caller's until it is submitted. */
struct chunk *intake_chunk(struct intake *intake);
/* It was not needed. */
void intake_give_back(struct intake *intake, struct chunk *chunk);
/* To the writer; charges the budget. */
void intake_submit(struct intake *intake, struct chunk *chunk);
/* It came back and was answered; true when reading may go on that had to stop. */
bool intake_recycle(struct intake *intake, struct chunk *chunk);

/* Is the chunk large enough to be submitted before the piece is used up? */
bool intake_is_full(const struct chunk *chunk);

/* Adds a line that is not blank: an event, or a refusal. now: UTC seconds. */
void intake_line(struct intake *intake, struct chunk *chunk, const struct peer *peer, uint64_t number, struct str line,
                 int64_t now);
void intake_too_long(struct intake *intake, struct chunk *chunk, uint64_t number);

#endif
