/* SPDX-License-Identifier: MIT */
/*
 * query.h -- a question that needs the facts or the store: the writer's thread answers it between two batches.
 *
 * Goes to the writer as MESSAGE_QUERY and comes back the same way.  Ingest
 * waits while it is answered, so an answer takes milliseconds, or leads to
 * something that goes on elsewhere.
 */
#ifndef DAEMON_QUERY_H
#define DAEMON_QUERY_H

#include "daemon/json_rpc.h"
#include "daemon/message.h"

#include <jansson.h>

struct control_call;
struct engine;
struct queue;

struct query {
    struct message message;
    struct control_call *call; /* who waits for the answer; or NULL */
    json_t *params;            /* owned; or NULL */
    json_t *result;            /* owned; what `ask` made */
    struct err err;            /* code ERR_NONE: it went well */
    /* In the writer's thread: fills the result; false: err is filled. */
    bool (*ask)(struct query *query, struct engine *engine, struct err *err);
    /* Back in the loop's thread; NULL: the result or the error answers the call. */
    void (*done)(struct query *query);
    bool waits_for_figures;    /* asked when figures stand for the facts as they are: lib/engine/preview.h */
    void *ctx;                 /* for both ... */
    void (*free_ctx)(void *ctx); /* ... and freed with the query; or NULL */
};

/* Sends the question that is described so; it takes over what the description owns. */
void query_send(struct queue *writer, const struct query *query);
/* Sends a question whose answer goes to the call. params: borrowed, may be NULL. */
void query_call(struct queue *writer, struct control_call *call, const json_t *params,
                bool (*ask)(struct query *query, struct engine *engine, struct err *err));
/* What a client is told of a failure. */
enum rpc_code query_rpc_code(enum err_code code);
/* In the writer's thread. */
void query_answer(struct query *query, struct engine *engine);
/* In the loop's thread: hands the answer over and frees the query. */
void query_finish(struct query *query);
void query_free(struct query *query);

#endif
