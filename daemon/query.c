/* SPDX-License-Identifier: MIT */
#include "daemon/query.h"

#include "daemon/control.h"
#include "daemon/queue.h"
#include "lib/base/mem.h"

#include <stdlib.h>

void
query_send(struct queue *writer, const struct query *query)
{
    struct query *sent = mem_copy(query, sizeof *query);

    sent->message.kind = MESSAGE_QUERY;
    queue_put(writer, &sent->message);
}

void
query_call(struct queue *writer, struct control_call *call, const json_t *params,
           bool (*ask)(struct query *query, struct engine *engine, struct err *err))
{
    json_t *own = params ? json_deep_copy(params) : NULL; /* the two threads share no value */

    query_send(writer, &(struct query){ .call = call, .params = own, .ask = ask });
}

void
query_answer(struct query *query, struct engine *engine)
{
    if (query->ask(query, engine, &query->err))
        query->err.code = ERR_NONE;
}

enum rpc_code
query_rpc_code(enum err_code code)
{
    switch (code) {
    case ERR_USAGE:
    case ERR_INPUT:
        return RPC_BAD_PARAMS;
    case ERR_NO_FILE:
        return RPC_NO_SUCH;
    case ERR_RULE:
        return RPC_RULES;
    case ERR_UNAVAILABLE:
        return RPC_NOT_NOW;
    default:
        return RPC_FAILED;
    }
}

void
query_finish(struct query *query)
{
    json_t *result = query->result;

    if (query->done) {
        query->done(query);
    } else if (query->err.code != ERR_NONE) {
        control_refuse(query->call, query_rpc_code(query->err.code), NULL, "%s", query->err.text);
    } else {
        query->result = NULL;
        control_answer(query->call, result ? result : json_null());
    }
    query_free(query);
}

void
query_free(struct query *query)
{
    if (query->free_ctx)
        query->free_ctx(query->ctx);
    json_decref(query->params);
    json_decref(query->result);
    free(query);
}
