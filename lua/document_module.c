/* SPDX-License-Identifier: MIT */
/*
 * A cited text is a table with its parts behind keys of our own:
 *
 *   { text = "72.66%", sources = { "figure education_coverage ..." } }, of the metatable at cited_key
 */
#include "lua/document_module.h"

#include "lua/environment.h"
#include "lua/protocol_document.h"
#include "lua/sandbox.h"

#include <lauxlib.h>
#include <string.h>

enum {
    DOCUMENT_MAX = 4 * 1024 * 1024, /* bytes: some thousand pages */
    PIECES_DEEP = 16,               /* lists within lists */
    NUMERAL_MAX = 99,
};

/* Keys in the registry, by address. */
static const char blocks_key, cited_key;

struct writing {
    struct buf *blocks;
    size_t pieces;
    bool begins_cell;
};

static struct buf *
blocks_of(lua_State *L)
{
    struct buf *blocks;

    lua_rawgetp(L, LUA_REGISTRYINDEX, &blocks_key);
    blocks = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return blocks;
}

static bool
is_cited(lua_State *L, int index)
{
    bool is;

    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index))
        return false;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &cited_key);
    is = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return is;
}

/* Of a text or a whole number; valid as long as it is on the stack, which a number may change to its text. */
static struct str
text_at(lua_State *L, int index)
{
    struct str text;

    text.ptr = lua_tolstring(L, index, &text.len);
    return text;
}

/* ---- pieces ---- */

static void put_piece(lua_State *L, struct writing *writing, int index, int depth);

static void
check_room(lua_State *L, const struct writing *writing, size_t more)
{
    sandbox_charge(L, 1 + more / 64);
    if (writing->blocks->len + more > DOCUMENT_MAX)
        luaL_error(L, "what is written is longer than %d bytes", DOCUMENT_MAX);
}

static void
put_text(lua_State *L, struct writing *writing, struct str text, size_t source_count)
{
    check_room(L, writing, text.len);
    document_put_piece(writing->blocks, text, writing->begins_cell, source_count);
    writing->begins_cell = false;
    writing->pieces++;
}

static void
put_cited(lua_State *L, struct writing *writing, int index)
{
    int count;

    lua_getfield(L, index, "text");
    lua_getfield(L, index, "sources");                     /* text sources */
    count = (int)lua_rawlen(L, -1);
    put_text(L, writing, text_at(L, -2), (size_t)count);
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        check_room(L, writing, lua_rawlen(L, -1));
        buf_put_field(writing->blocks, text_at(L, -1));
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
}

static void
put_list(lua_State *L, struct writing *writing, int index, int depth)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);

    if (depth > PIECES_DEEP)
        luaL_error(L, "lists within lists, deeper than %d", PIECES_DEEP);
    luaL_checkstack(L, 4, NULL);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        put_piece(L, writing, lua_gettop(L), depth + 1);
        lua_pop(L, 1);
    }
}

static void
put_piece(lua_State *L, struct writing *writing, int index, int depth)
{
    switch (lua_type(L, index)) {
    case LUA_TNIL:
        return;
    case LUA_TBOOLEAN:
        if (!lua_toboolean(L, index))
            return;
        break;
    case LUA_TSTRING:
        put_text(L, writing, text_at(L, index), 0);
        return;
    case LUA_TNUMBER:
        if (!lua_isinteger(L, index))
            luaL_error(L, "a number to write must be whole; figures have their printed text: f.text");
        lua_pushvalue(L, index);
        put_text(L, writing, text_at(L, -1), 0);
        lua_pop(L, 1);
        return;
    case LUA_TTABLE:
        if (is_cited(L, index))
            put_cited(L, writing, index);
        else
            put_list(L, writing, index, depth);
        return;
    default:
        break;
    }
    luaL_error(L, "a %s cannot be written: give texts, whole numbers, lists of these, or what cite gives", luaL_typename(L, index));
}

/* ---- blocks ---- */

/* upvalue: the kind. All arguments are pieces. */
static int
l_block(lua_State *L)
{
    struct writing writing = { .blocks = blocks_of(L) };
    size_t begin = document_open_block(writing.blocks, (enum block_kind)lua_tointeger(L, lua_upvalueindex(1)));
    int count = lua_gettop(L);

    luaL_checkstack(L, 8, NULL);
    for (int i = 1; i <= count; i++)
        put_piece(L, &writing, i, 0);
    document_close_block(writing.blocks, begin, writing.pieces);
    return 0;
}

/* A list of cells on the top of the stack, each pieces. */
static void
put_row(lua_State *L, struct buf *blocks, enum block_kind kind)
{
    struct writing writing = { .blocks = blocks };
    size_t begin = document_open_block(blocks, kind);
    int row = lua_gettop(L);
    lua_Integer count = (lua_Integer)lua_rawlen(L, row);

    for (lua_Integer i = 1; i <= count; i++) {
        size_t before = writing.pieces;
        writing.begins_cell = true;
        lua_rawgeti(L, row, i);
        put_piece(L, &writing, lua_gettop(L), 0);
        lua_pop(L, 1);
        if (writing.pieces == before)
            put_text(L, &writing, STR(""), 0);
    }
    document_close_block(blocks, begin, writing.pieces);
}

/* head, rows */
static int
l_table(lua_State *L)
{
    struct buf *blocks = blocks_of(L);
    lua_Integer count;

    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    lua_pushvalue(L, 1);
    put_row(L, blocks, BLOCK_HEAD);
    lua_pop(L, 1);
    count = (lua_Integer)lua_rawlen(L, 2);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 2, i);
        luaL_argcheck(L, lua_type(L, -1) == LUA_TTABLE, 2, "a row is a list of cells");
        put_row(L, blocks, BLOCK_ROW);
        lua_pop(L, 1);
    }
    return 0;
}

/* ---- cite ---- */

/* The thing's source, if it has one, goes to the end of the list at `sources`. */
static void
add_source(lua_State *L, int thing, int sources)
{
    if (lua_type(L, thing) == LUA_TNIL)
        return;
    luaL_argexpected(L, lua_type(L, thing) == LUA_TTABLE, thing, "table");
    lua_getfield(L, thing, "source");
    if (lua_type(L, -1) == LUA_TSTRING)
        lua_rawseti(L, sources, (lua_Integer)lua_rawlen(L, sources) + 1);
    else
        lua_pop(L, 1);
}

/* text, thing ...: the text, which stands on these. */
static int
l_cite(lua_State *L)
{
    int count = lua_gettop(L), sources;

    if (lua_isinteger(L, 1))
        text_at(L, 1);
    luaL_checktype(L, 1, LUA_TSTRING);
    luaL_checkstack(L, 8, NULL);
    lua_newtable(L);
    sources = lua_gettop(L);
    for (int i = 2; i <= count; i++)
        add_source(L, i, sources);
    lua_createtable(L, 0, 2);                              /* sources cited */
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "text");
    lua_pushvalue(L, sources);
    lua_setfield(L, -2, "sources");
    lua_rawgetp(L, LUA_REGISTRYINDEX, &cited_key);
    lua_setmetatable(L, -2);
    return 1;
}

/* ---- texts ---- */

/* list, separator, last separator: a list of pieces with the separators between them. */
static int
l_join(lua_State *L)
{
    lua_Integer count;

    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkstring(L, 2);
    lua_settop(L, 3);
    if (lua_isnil(L, 3)) {
        lua_pushvalue(L, 2);
        lua_replace(L, 3);
    }
    count = (lua_Integer)lua_rawlen(L, 1);
    lua_newtable(L);                                       /* list separator last joined */
    for (lua_Integer i = 1; i <= count; i++) {
        if (i > 1) {
            lua_pushvalue(L, i == count ? 3 : 2);
            lua_rawseti(L, 4, 2 * i - 2);
        }
        lua_rawgeti(L, 1, i);
        lua_rawseti(L, 4, 2 * i - 1);
    }
    return 1;
}

/* 1 -> 一, 12 -> 十二, 20 -> 二十: how headings are counted. */
static int
l_numeral(lua_State *L)
{
    static const char *const digits[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
    lua_Integer n = luaL_checkinteger(L, 1);

    luaL_argcheck(L, n >= 1 && n <= NUMERAL_MAX, 1, "must be 1..99");
    lua_pushfstring(L, "%s%s%s", n >= 20 ? digits[n / 10] : "", n >= 10 ? "十" : "", digits[n % 10]);
    return 1;
}

/* ---- the module ---- */

static const struct {
    const char *name;
    enum block_kind kind;
} block_functions[] = {
    { "title", BLOCK_TITLE },         { "subtitle", BLOCK_SUBTITLE },   { "heading", BLOCK_HEADING },
    { "subheading", BLOCK_SUBHEADING }, { "paragraph", BLOCK_PARAGRAPH }, { "item", BLOCK_ITEM },
    { "signature", BLOCK_SIGNATURE },
};

static const luaL_Reg functions[] = {
    { "table", l_table }, { "cite", l_cite }, { "join", l_join }, { "numeral", l_numeral }, { NULL, NULL },
};

void
document_module_open(lua_State *L, struct buf *blocks)
{
    lua_pushlightuserdata(L, blocks);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &blocks_key);
    lua_createtable(L, 0, 1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &cited_key);
    lua_newtable(L);                                       /* module */
    luaL_setfuncs(L, functions, 0);
    for (size_t i = 0; i < sizeof block_functions / sizeof *block_functions; i++) {
        lua_pushinteger(L, block_functions[i].kind);
        lua_pushcclosure(L, l_block, 1);
        lua_setfield(L, -2, block_functions[i].name);
    }
    environment_register(L, "summary");
}
