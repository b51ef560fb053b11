/* SPDX-License-Identifier: MIT */
#include "lua/template_host.h"

#include "lua/document_module.h"
#include "lua/environment.h"
#include "lua/globals.h"
#include "lua/protocol.h"
#include "lua/sandbox.h"
#include "lua/text.h"

#include <jansson.h>
#include <lauxlib.h>
#include <string.h>

/* It is one call a summary, not one a session; an answer is waited for ten seconds. */
static const struct rule_limits limits = {
    .instructions = 50 * 1000 * 1000, .cpu_ms = 4000, .memory = 128 << 20, .allocated = 512 << 20,
};

struct templating {
    const struct template_request *request;
    json_t *data;
    struct buf blocks;
};

void
template_host_prepare(void)
{
    json_object_seed(1); /* it would read /dev/urandom */
}

/* ---- the data as tables ---- */

static void push_value(lua_State *L, const json_t *value);

static void
push_list(lua_State *L, const json_t *list)
{
    const json_t *value;
    size_t i;

    lua_createtable(L, (int)json_array_size(list), 0);
    json_array_foreach(list, i, value) {
        push_value(L, value);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void
push_object(lua_State *L, const json_t *object)
{
    json_t *members = (json_t *)(uintptr_t)object, *value;
    const char *key;

    lua_createtable(L, 0, (int)json_object_size(object));
    json_object_foreach(members, key, value) {
        lua_pushstring(L, key);
        push_value(L, value);
        lua_rawset(L, -3);
    }
}

/* null is no value: the field is not there. The command never sends a fraction. */
static void
push_value(lua_State *L, const json_t *value)
{
    luaL_checkstack(L, 8, NULL);
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        push_object(L, value);
        return;
    case JSON_ARRAY:
        push_list(L, value);
        return;
    case JSON_STRING:
        lua_pushlstring(L, json_string_value(value), json_string_length(value));
        return;
    case JSON_INTEGER:
        lua_pushinteger(L, (lua_Integer)json_integer_value(value));
        return;
    case JSON_TRUE:
    case JSON_FALSE:
        lua_pushboolean(L, json_is_true(value));
        return;
    case JSON_REAL:
    case JSON_NULL:
        break;
    }
    lua_pushnil(L);
}

/* ---- writing ---- */

/* Inside the sandbox. */
static int
write_document(lua_State *L)
{
    struct templating *templating = lua_touserdata(L, 1);
    const struct template_request *request = templating->request;
    const char *file;

    environment_open(L);
    document_module_open(L, &templating->blocks);
    file = lua_pushlstring(L, request->file.ptr, request->file.len); /* templating file */
    sandbox_load(L, request->text, request->file);                   /* templating file chunk */
    globals_check(L, file);
    lua_call(L, 0, 1);                                               /* templating file function */
    if (lua_type(L, -1) != LUA_TFUNCTION)
        return luaL_error(L, "%s:1: the file must end with `return function(d) ... end`, and returns %s", file, luaL_typename(L, -1));
    push_value(L, templating->data);                                 /* templating file function data */
    lua_call(L, 1, 0);
    if (templating->blocks.len == 0)
        return luaL_error(L, "%s:1: wrote nothing", file);
    return 0;
}

/* The lines with the callers are left to rules' faults: a command says one line. */
static struct str
first_line(const char *message)
{
    return (struct str){ message, strcspn(message, "\n") };
}

static void
put_answer(struct sandbox *sandbox, enum sandbox_end end, const struct templating *templating, struct buf *out)
{
    struct arena arena = { 0 };

    if (end == SANDBOX_DONE)
        protocol_put_document(out, buf_str(&templating->blocks));
    else
        protocol_put_no_document(out, text_clean(&arena, first_line(sandbox_message(sandbox))));
    arena_free(&arena);
}

void
template_host_write(const struct template_request *request, struct buf *out)
{
    struct templating templating = { .request = request };
    struct sandbox *sandbox = sandbox_new(&limits);

    templating.data = json_loadb(request->data.ptr, request->data.len, JSON_ALLOW_NUL, NULL);
    if (!templating.data || !sandbox)
        protocol_put_no_document(out, STR("the data for the template cannot be read"));
    else
        put_answer(sandbox, sandbox_run(sandbox, write_document, &templating), &templating, out);
    sandbox_free(sandbox);
    json_decref(templating.data);
    buf_free(&templating.blocks);
}
