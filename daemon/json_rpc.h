/* SPDX-License-Identifier: MIT */
/*
 * json_rpc.h -- JSON-RPC 2.0, a line each: requests read, answers written.
 *
 * Pure: no sockets.  A batch (an array of requests) is refused: a client sends
 * a line each.  docs/control.md lists the codes.
 */
#ifndef DAEMON_JSON_RPC_H
#define DAEMON_JSON_RPC_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <jansson.h>
#include <stdbool.h>

enum rpc_code {
    RPC_BAD_JSON = -32700,
    RPC_BAD_REQUEST = -32600,
    RPC_NO_METHOD = -32601,
    RPC_BAD_PARAMS = -32602,
    RPC_FAILED = -32603,      /* the daemon's own failure: the store, a system call */
    RPC_RULES = -32001,       /* the rules do not load: data.faults */
    RPC_NOT_AS_PLANNED = -32002,
    RPC_NO_SUCH = -32003,     /* what the request names is not there */
    RPC_NOT_NOW = -32004,     /* too much is under way, or the daemon starts or stops */
    RPC_FORBIDDEN = -32005,
};

struct rpc_request {
    json_t *root;       /* owns the others */
    const char *method;
    const json_t *params; /* an object, or NULL */
    json_t *id;         /* NULL: a notification, which is not answered */
};

/* False: code and message say what is wrong; id is set where it could be read. */
bool rpc_read(struct str line, struct rpc_request *request, enum rpc_code *code, const char **message);
void rpc_free(struct rpc_request *request);

/* Each adds one line. id NULL: null. */
void rpc_put_result(struct buf *out, const json_t *id, const json_t *result);
/* data NULL: none. */
void rpc_put_error(struct buf *out, const json_t *id, enum rpc_code code, const char *message, const json_t *data);
void rpc_put_notification(struct buf *out, const char *method, const json_t *params);

#endif
