/* SPDX-License-Identifier: MIT */
/*
 * A dump is a header of 32 bytes and a function:
 *
 *   source  first-line last-line  params vararg stack
 *   code[]  constants[]  upvalues[]  functions[]
 *   line-steps[]  absolute-lines[]  locals[]  upvalue-names[]
 *
 * Sizes are written seven bits a byte, the highest first, the last byte marked
 * with 0x80.  Names come last, so a function is skimmed first and looked at when
 * all of its parts are known.
 */
#include "lua/bytecode.h"

#include <lauxlib.h>

enum { /* lopcodes.h of 5.4; an instruction is [C 8][B 8][k 1][A 8][op 7], [Bx 17][A 8][op 7] or [Ax 25][op 7] */
    OP_LOADK = 3,
    OP_LOADKX = 4, /* the place of the constant is in the next instruction */
    OP_GETUPVAL = 9,
    OP_SETUPVAL = 10,
    OP_GETTABUP = 11,
    OP_SETTABUP = 15,
};

enum { TAG_INTEGER = 0x03, TAG_NUMBER = 0x13, TAG_SHORT_STRING = 0x04, TAG_LONG_STRING = 0x14 };

enum { LINE_IS_ABSOLUTE = -0x80, UPVALUES_MAX = 255, DEPTH_MAX = 200 };

/* Where an upvalue of a function comes from. */
struct upvalue {
    bool in_stack; /* a local of the function around it; else that function's upvalue `index` */
    uint8_t index;
    bool is_env, is_outer; /* the globals; something from outside of the dumped function */
    struct str name;
};

struct function {
    int first_line;
    size_t code_count, constant_count, upvalue_count;
    const char *code; /* four bytes each */
    struct buf_reader constants, functions;
    struct buf_reader lines, absolute;
    size_t line_count, absolute_count;
    struct upvalue upvalues[UPVALUES_MAX];
};

struct walk {
    bool (*each)(void *ctx, const struct bytecode_use *use);
    void *ctx;
    bool wants_globals; /* else: writes to outer locals */
    bool ended;
};

static int
append(lua_State *L, const void *bytes, size_t size, void *out)
{
    (void)L;
    buf_put(out, bytes, size);
    return 0;
}

void
bytecode_dump(lua_State *L, struct buf *out)
{
    if (lua_dump(L, append, out, false) != 0)
        luaL_error(L, "not a Lua function");
}

/* ---- reading ---- */

static size_t
read_size(struct buf_reader *in)
{
    size_t size = 0;
    uint8_t byte;

    do {
        byte = buf_read_byte(in);
        size = size << 7 | (byte & 0x7f);
    } while (!(byte & 0x80) && !in->bad);
    return size;
}

static const char *
skip(struct buf_reader *in, size_t bytes)
{
    const char *at = in->at;

    if (in->bad || (size_t)(in->end - in->at) < bytes) {
        in->bad = true;
        return NULL;
    }
    in->at += bytes;
    return at;
}

static struct str
read_string(struct buf_reader *in)
{
    size_t size = read_size(in);

    if (size == 0)
        return (struct str){ 0 };
    return (struct str){ skip(in, size - 1), in->bad ? 0 : size - 1 };
}

static struct str
read_constant(struct buf_reader *in)
{
    switch (buf_read_byte(in)) {
    case TAG_INTEGER:
    case TAG_NUMBER:
        skip(in, 8);
        return (struct str){ 0 };
    case TAG_SHORT_STRING:
    case TAG_LONG_STRING:
        return read_string(in);
    default:
        return (struct str){ 0 };
    }
}

static void
read_upvalues(struct buf_reader *in, struct function *function)
{
    function->upvalue_count = read_size(in);
    if (function->upvalue_count > UPVALUES_MAX)
        in->bad = true;
    for (size_t i = 0; !in->bad && i < function->upvalue_count; i++) {
        function->upvalues[i].in_stack = buf_read_byte(in);
        function->upvalues[i].index = buf_read_byte(in);
        buf_read_byte(in); /* kind */
    }
}

static void
read_names(struct buf_reader *in, struct function *function)
{
    size_t count = read_size(in);

    for (size_t i = 0; i < count && !in->bad; i++) {
        read_string(in);
        read_size(in);
        read_size(in);
    }
    count = read_size(in);
    for (size_t i = 0; i < count && !in->bad; i++) {
        struct str name = read_string(in);

        if (i < function->upvalue_count)
            function->upvalues[i].name = name;
    }
}

static void
read_debug(struct buf_reader *in, struct function *function)
{
    function->line_count = read_size(in);
    function->lines = *in;
    skip(in, function->line_count);
    function->absolute_count = read_size(in);
    function->absolute = *in;
    for (size_t i = 0; i < 2 * function->absolute_count && !in->bad; i++)
        read_size(in);
    read_names(in, function);
}

static void
read_code(struct buf_reader *in, struct function *function)
{
    function->code_count = read_size(in);
    function->code = skip(in, function->code_count > (size_t)-1 / 4 ? (size_t)-1 : function->code_count * 4);
    function->constant_count = read_size(in);
    function->constants = *in;
    for (size_t i = 0; i < function->constant_count && !in->bad; i++)
        read_constant(in);
}

/* Reads a whole function and remembers where its parts are. */
static bool
skim(struct buf_reader *in, struct function *function, int depth)
{
    struct function inner;
    size_t count;

    if (depth > DEPTH_MAX)
        in->bad = true;
    read_string(in);
    function->first_line = (int)read_size(in);
    read_size(in);
    skip(in, 3);
    read_code(in, function);
    read_upvalues(in, function);
    count = read_size(in);
    function->functions = *in;
    for (size_t i = 0; i < count && !in->bad; i++)
        skim(in, &inner, depth + 1);
    function->functions.end = in->at;
    read_debug(in, function);
    return !in->bad;
}

/* The same parts in the same order, only passed on. */
static void
put_code(struct buf_reader *in, struct buf *out, int depth)
{
    struct function function;
    const char *begin;
    size_t count;

    if (depth > DEPTH_MAX)
        in->bad = true;
    read_string(in);
    read_size(in);
    read_size(in);
    begin = in->at;
    skip(in, 3);
    read_code(in, &function);
    read_upvalues(in, &function);
    count = read_size(in);
    buf_put(out, begin, (size_t)(in->at - begin));
    for (size_t i = 0; i < count && !in->bad; i++)
        put_code(in, out, depth + 1);
    read_debug(in, &function);
}

static bool
open_dump(struct str dump, struct buf_reader *in)
{
    static const char expected[] = LUA_SIGNATURE "\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08"; /* version, format, check, sizes */

    *in = (struct buf_reader){ dump.ptr, dump.ptr + dump.len, false };
    if (!str_starts(dump, (struct str){ expected, sizeof expected - 1 }))
        return false;
    skip(in, sizeof expected - 1 + 8 + 8 + 1); /* an integer, a number, the count of upvalues */
    return !in->bad;
}

bool
bytecode_put_code(struct str dump, struct buf *out)
{
    struct buf_reader in;

    if (!open_dump(dump, &in))
        return false;
    put_code(&in, out, 0);
    return !in.bad;
}

/* ---- looking ---- */

static int
absolute_line(const struct function *function, size_t pc)
{
    struct buf_reader at = function->absolute;

    for (size_t i = 0; i < function->absolute_count; i++) {
        size_t where = read_size(&at), line = read_size(&at);

        if (where == pc)
            return (int)line;
    }
    return function->first_line;
}

static int
line_of(const struct function *function, size_t pc)
{
    int line = function->first_line;

    for (size_t i = 0; i <= pc && i < function->line_count; i++) {
        int step = (signed char)function->lines.at[i];

        line = step == LINE_IS_ABSOLUTE ? absolute_line(function, i) : line + step;
    }
    return line;
}

static struct str
constant_of(const struct function *function, size_t number)
{
    struct buf_reader at = function->constants;
    struct str constant = { 0 };

    for (size_t i = 0; i <= number && i < function->constant_count; i++)
        constant = read_constant(&at);
    return constant;
}

static void
tell(struct walk *walk, const struct function *function, size_t pc, struct str name, bool is_write)
{
    struct bytecode_use use = { name, line_of(function, pc), is_write };

    if (!walk->ended)
        walk->ended = !walk->each(walk->ctx, &use);
}

static uint32_t
code_at(const struct function *function, size_t pc)
{
    uint32_t code = 0;

    if (pc < function->code_count)
        memcpy(&code, function->code + pc * 4, 4);
    return code;
}

/*
 * The table of globals is put into a register when the name's constant has a
 * number over 255 or the name is long: the constant is loaded next.  Else
 * somebody wants the table itself, and that has no name.
 */
static struct str
name_behind(const struct function *function, size_t pc)
{
    uint32_t code = code_at(function, pc + 1), op = code & 0x7f;

    if (op == OP_LOADK)
        return constant_of(function, code >> 15);
    if (op == OP_LOADKX)
        return constant_of(function, code_at(function, pc + 2) >> 7);
    return STR("_ENV");
}

/* GETTABUP: A := upvalue[B][constant C]; SETTABUP: upvalue[A][constant B] := C; GETUPVAL: A := upvalue[B]; SETUPVAL: its contrary */
static void
look_for_globals(struct walk *walk, const struct function *function, size_t pc)
{
    uint32_t code = code_at(function, pc), op = code & 0x7f, a = code >> 7 & 0xff, b = code >> 16 & 0xff;
    const struct upvalue *up = function->upvalues;

    if (op == OP_GETTABUP && b < function->upvalue_count && up[b].is_env)
        tell(walk, function, pc, constant_of(function, code >> 24), false);
    else if (op == OP_SETTABUP && a < function->upvalue_count && up[a].is_env)
        tell(walk, function, pc, constant_of(function, b), true);
    else if (op == OP_GETUPVAL && b < function->upvalue_count && up[b].is_env)
        tell(walk, function, pc, name_behind(function, pc), false);
    else if (op == OP_SETUPVAL && b < function->upvalue_count && up[b].is_env)
        tell(walk, function, pc, STR("_ENV"), true);
}

/* SETUPVAL: upvalue[B] := A */
static void
look_for_writes(struct walk *walk, const struct function *function, size_t pc)
{
    uint32_t code = code_at(function, pc), b = code >> 16 & 0xff;

    if ((code & 0x7f) == OP_SETUPVAL && b < function->upvalue_count && function->upvalues[b].is_outer)
        tell(walk, function, pc, function->upvalues[b].name, true);
}

static void
look_at_code(struct walk *walk, const struct function *function)
{
    for (size_t pc = 0; pc < function->code_count; pc++) {
        if (walk->wants_globals)
            look_for_globals(walk, function, pc);
        else
            look_for_writes(walk, function, pc);
    }
}

/* An upvalue that is handed on keeps what it is; a local of the function around is neither. */
static void
inherit(struct function *inner, const struct function *outer)
{
    for (size_t i = 0; i < inner->upvalue_count; i++) {
        struct upvalue *up = &inner->upvalues[i];

        up->is_env = !up->in_stack && up->index < outer->upvalue_count && outer->upvalues[up->index].is_env;
        up->is_outer = !up->in_stack && up->index < outer->upvalue_count && outer->upvalues[up->index].is_outer;
    }
}

static void
look(struct walk *walk, const struct function *function)
{
    struct buf_reader in = function->functions;
    struct function inner;

    look_at_code(walk, function);
    while (in.at < in.end && !walk->ended) {
        memset(&inner, 0, sizeof inner);
        if (!skim(&in, &inner, 0))
            return;
        inherit(&inner, function);
        look(walk, &inner);
    }
}

static bool
walk_dump(struct str dump, struct walk *walk)
{
    struct function main = { 0 };
    struct buf_reader in;

    if (!open_dump(dump, &in) || !skim(&in, &main, 0))
        return false;
    for (size_t i = 0; i < main.upvalue_count; i++) {
        main.upvalues[i].is_env = i == 0 && walk->wants_globals; /* a main chunk's only one */
        main.upvalues[i].is_outer = true;
    }
    look(walk, &main);
    return true;
}

bool
bytecode_globals(struct str dump, bool (*each)(void *ctx, const struct bytecode_use *use), void *ctx)
{
    struct walk walk = { .each = each, .ctx = ctx, .wants_globals = true };

    return walk_dump(dump, &walk);
}

static bool
keep_first(void *ctx, const struct bytecode_use *use)
{
    *(struct bytecode_use *)ctx = *use;
    return false;
}

int
bytecode_outer_write(struct str dump, struct str *name)
{
    struct bytecode_use found = { 0 };
    struct walk walk = { .each = keep_first, .ctx = &found };

    if (!walk_dump(dump, &walk))
        return -1;
    *name = found.name;
    return found.line;
}
