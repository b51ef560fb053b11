/* SPDX-License-Identifier: MIT */
/*
 * message.h -- what the loop thread and the writer thread hand to each other.
 *
 * Whoever holds a message owns all of it; putting it into a queue gives it away.
 * A kind's own struct begins with a struct message.
 */
#ifndef DAEMON_MESSAGE_H
#define DAEMON_MESSAGE_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lua/protocol.h"
#include "lua/protocol_scores.h"

#include <stdint.h>

struct rule_record;
struct ruleset;

enum message_kind {
    MESSAGE_CHUNK,     /* both ways: daemon/chunk.h; comes back decided and on disk */
    MESSAGE_QUERY,     /* both ways: daemon/query.h; comes back answered */
    /* to the writer */
    MESSAGE_RULESET,   /* struct ruleset_message */
    MESSAGE_VERDICTS,  /* struct verdicts_message */
    MESSAGE_SCORES,    /* struct scores_message */
    MESSAGE_ASK_AGAIN, /* struct ruleset_message without a ruleset: another worker, the same rules */
    MESSAGE_PAUSE,     /* struct pause_message */
    MESSAGE_STOP,      /* publish and end; nothing is sent after it */
    /* to the loop */
    MESSAGE_OPENED,    /* struct opened_message */
    MESSAGE_ASK,       /* struct ask_message */
    MESSAGE_APPLIED,   /* struct applied_message: figures by changed rules stand */
    MESSAGE_ENDED,     /* struct ended_message: the thread's last word */
    MESSAGE_BLAMED,    /* struct pause_message: the engine paused a plugin, for what its maps emit or its folds need */
};

struct message {
    struct message *next;
    enum message_kind kind;
};

/* Which worker's numbering of rules: questions for an earlier one are dropped. */
typedef uint32_t generation_t;

struct ruleset_message {
    struct message message;
    generation_t generation;
    bool is_change; /* somebody waits for MESSAGE_APPLIED */
    struct rule_record *record; /* to be kept with their first figures; NULL: the store has them */
    struct ruleset *ruleset;
};

struct verdicts_message {
    struct message message;
    struct arena arena; /* of what the batch points to */
    struct verdict_batch batch;
};

struct scores_message {
    struct message message;
    struct arena arena; /* of what the batch points to */
    struct score_batch batch;
};

struct pause_message {
    struct message message;
    generation_t generation;
    struct rule_fault fault; /* without its message */
    char text[400];
};

struct opened_message {
    struct message message;
    unsigned char person_key[32];
    uint64_t head;
};

struct ask_message {
    struct message message;
    generation_t generation;
    struct buf frame;
};

struct applied_message {
    struct message message;
    generation_t generation;
    uint64_t position; /* the first figures by the rules stand for it */
    int64_t version;   /* under which they were recorded; 0: they were not */
};

struct ended_message {
    struct message message;
    struct err err; /* ERR_NONE: as asked */
};

#endif
