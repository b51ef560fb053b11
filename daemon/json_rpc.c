/* SPDX-License-Identifier: MIT */
#include "daemon/json_rpc.h"

#include <string.h>

static bool
wrong(enum rpc_code *code, const char **message, enum rpc_code which, const char *what)
{
    *code = which;
    *message = what;
    return false;
}

/* An id is a text, a number or null. */
static bool
is_id(const json_t *id)
{
    return json_is_string(id) || json_is_number(id) || json_is_null(id);
}

static bool
read_members(struct rpc_request *request, enum rpc_code *code, const char **message)
{
    const char *version = json_string_value(json_object_get(request->root, "jsonrpc"));

    if (json_object_get(request->root, "id")) {
        if (!is_id(json_object_get(request->root, "id")))
            return wrong(code, message, RPC_BAD_REQUEST, "id must be a string, a number or null");
        request->id = json_object_get(request->root, "id");
    }
    if (!version || strcmp(version, "2.0") != 0)
        return wrong(code, message, RPC_BAD_REQUEST, "jsonrpc must be \"2.0\"");
    request->method = json_string_value(json_object_get(request->root, "method"));
    if (!request->method)
        return wrong(code, message, RPC_BAD_REQUEST, "method must be a string");
    request->params = json_object_get(request->root, "params");
    if (request->params && !json_is_object(request->params))
        return wrong(code, message, RPC_BAD_PARAMS, "params must be an object: parameters have names");
    return true;
}

bool
rpc_read(struct str line, struct rpc_request *request, enum rpc_code *code, const char **message)
{
    json_error_t why;

    *request = (struct rpc_request){ .root = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, &why) };
    if (!request->root)
        return wrong(code, message, RPC_BAD_JSON, "this is not JSON");
    if (json_is_array(request->root))
        return wrong(code, message, RPC_BAD_REQUEST, "batches are not supported: send a request a line");
    if (!json_is_object(request->root))
        return wrong(code, message, RPC_BAD_REQUEST, "a request is an object");
    return read_members(request, code, message);
}

void
rpc_free(struct rpc_request *request)
{
    json_decref(request->root);
    *request = (struct rpc_request){ 0 };
}

static int
add_piece(const char *piece, size_t size, void *out)
{
    buf_put(out, piece, size);
    return 0;
}

static void
put_value(struct buf *out, const json_t *value)
{
    json_dump_callback(value, add_piece, out, JSON_COMPACT | JSON_ENCODE_ANY);
}

static void
put_head(struct buf *out, const json_t *id)
{
    buf_put_str(out, STR("{\"jsonrpc\":\"2.0\",\"id\":"));
    if (id)
        put_value(out, id);
    else
        buf_put_str(out, STR("null"));
}

void
rpc_put_result(struct buf *out, const json_t *id, const json_t *result)
{
    put_head(out, id);
    buf_put_str(out, STR(",\"result\":"));
    put_value(out, result);
    buf_put_str(out, STR("}\n"));
}

void
rpc_put_error(struct buf *out, const json_t *id, enum rpc_code code, const char *message, const json_t *data)
{
    put_head(out, id);
    buf_printf(out, ",\"error\":{\"code\":%d,\"message\":", (int)code);
    buf_put_json(out, str_of(message));
    if (data) {
        buf_put_str(out, STR(",\"data\":"));
        put_value(out, data);
    }
    buf_put_str(out, STR("}}\n"));
}

void
rpc_put_notification(struct buf *out, const char *method, const json_t *params)
{
    buf_put_str(out, STR("{\"jsonrpc\":\"2.0\",\"method\":"));
    buf_put_json(out, str_of(method));
    buf_put_str(out, STR(",\"params\":"));
    put_value(out, params);
    buf_put_str(out, STR("}\n"));
}
