/* SPDX-License-Identifier: MIT */
#include "lua/sandbox.h"

#include "lib/base/buf.h"
#include "lua/environment.h"
#include "lua/globals.h"

#include "tests/support/check.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

static const struct rule_limits usual = {
    .instructions = 10000000, .cpu_ms = 60000, .memory = 16 * 1024 * 1024, .allocated = 64 * 1024 * 1024,
};

struct program {
    struct str text;
    bool collects_all_the_time;
};

static int
run_program(lua_State *L)
{
    const struct program *program = lua_touserdata(L, 1);

    environment_open(L);
    if (program->collects_all_the_time)
        lua_gc(L, LUA_GCINC, 1, 1000, 1);
    sandbox_load(L, program->text, STR("test.lua"));
    globals_check(L, "test.lua");
    lua_call(L, 0, 0);
    return 0;
}

/* Runs the text in a fresh state; the message is copied into `message`. */
static enum sandbox_end
run_within(const struct rule_limits *limits, struct program program, char message[SANDBOX_MESSAGE_SIZE])
{
    struct sandbox *sandbox = sandbox_new(limits);
    enum sandbox_end end;

    assert_non_null(sandbox);
    end = sandbox_run(sandbox, run_program, &program);
    snprintf(message, SANDBOX_MESSAGE_SIZE, "%s", sandbox_message(sandbox));
    sandbox_free(sandbox);
    return end;
}

static void
expect(struct program program, enum sandbox_end expected, const char *words)
{
    char message[SANDBOX_MESSAGE_SIZE];
    enum sandbox_end end = run_within(&usual, program, message);

    if (end != expected || !strstr(message, words))
        check_failed("%s\nends with %s: %s\nnot with %s: %s", program.text.ptr, sandbox_end_name(end), message,
                     sandbox_end_name(expected), words);
}

static void
expect_each(const char *const *texts, enum sandbox_end expected)
{
    for (; *texts; texts += 2)
        expect((struct program){ .text = str_of(texts[0]) }, expected, texts[1]);
}

/* ---- limits ---- */

static void
run__counts_instructions_whatever_pcall_does(void **state)
{
    static const char *const texts[] = {
        "while true do end", "test.lua:1: more than 10000000 instructions in one call",
        "while true do pcall(function() while true do end end) end", "test.lua:1: more than",
        "local function f() while true do end end\nxpcall(f, f)", "test.lua:1: more than",
        "while true do pcall(error) end", "test.lua:1: more than",
        "pcall(pcall, pcall, pcall, function() while true do end end) while true do end", "test.lua:1: more than",
        "xpcall(error, function() while true do end end)", "test.lua:1: more than",
        "for i = 1, math.huge do end", "test.lua:1: more than",
        "::again:: goto again", "test.lua:1: more than",
        "local t = setmetatable({}, { __index = function(t, k) return t[k + 1] end })\nfor i = 1, 1e9 do pcall(rawget, t, i) end",
        "test.lua:2: more than",
        "table.sort({ 3, 1, 2 }, function(a, b) while true do end end)", "test.lua:1: more than",
        "local t = setmetatable({}, { __eq = function() while true do end end })\nreturn t == setmetatable({}, getmetatable(t))",
        "test.lua:1: more than",
        NULL, NULL,
    };

    (void)state;
    expect_each(texts, SANDBOX_STEPS);
}

static void
run__counts_the_work_of_library_functions(void **state)
{
    static const char *const texts[] = {
        "table.move({}, 1, 1e12, 2)", "test.lua:1: more than",
        "table.concat(setmetatable({}, { __index = function() return '' end }), '', 1, 1e15)", "test.lua:1: more than",
        "table.concat(setmetatable({}, { __index = function() return '' end }), '', math.mininteger, math.maxinteger)", "test.lua:1: more than",
        "table.unpack({}, math.mininteger, math.maxinteger)", "test.lua:1: more than",
        "local t = setmetatable({}, { __index = function(t, k) return k end }) table.move(t, 1, math.maxinteger - 1, 2, {})", "test.lua:1: more than",
        "local s = ('%q'):rep(50) local t = {} for i = 1, 50 do t[i] = ('\\1'):rep(1200) end while true do pcall(string.format, s, table.unpack(t)) end",
        "test.lua:1: more than",
        "local s = ('人'):rep(80000) while true do utf8.len(s) end", "test.lua:1: more than",
        "local s = ('\\x80'):rep(250000) while true do utf8.offset(s, 1, 1 + #s) end", "test.lua:1: more than",
        "local s = ('1'):rep(250000) while true do tonumber(s) end", "test.lua:1: more than",
        "local t = {} for i = 1, 50000 do t[i] = i end local function f(...) while true do select('#', ...) end end f(table.unpack(t))",
        "test.lua:1: more than",
        "local t = {} for i = 1, 30000 do t[i] = i end while true do table.sort(t, function() return true end) end", "test.lua:1: more than",
        "table.unpack({}, 1, 1e8)", "test.lua:1: more than",
        "local t = {} for i = 1, 50000 do table.insert(t, 1, i) end", "test.lua:1: more than",
        "local t = {} for i = 1, 50000 do t[i] = i end while true do table.remove(t, 1) table.insert(t, 1) end",
        "test.lua:1: more than",
        "local t = {} for i = 1, 100000 do t[i] = -i end while true do table.sort(t) end", "test.lua:1: more than",
        "local s, t = ('x'):rep(250000), {} for i = 1, 20000 do t[i] = s end table.sort(t)", "test.lua:1: more than",
        "local s = ('ab'):rep(125000) while true do s:find('ba!', 1, true) end", "test.lua:1: more than",
        "local t = {} for i = 1, 50000 do t[i] = i end local k repeat k = next(t, k) until not k", "test.lua:1: more than",
        NULL, NULL,
    };

    (void)state;
    expect_each(texts, SANDBOX_STEPS);
}

static void
run__bounds_memory_whatever_pcall_does(void **state)
{
    static const char *const texts[] = {
        "local t = {}\nwhile true do t[#t + 1] = {} end", "test.lua:2: more than 16384 KiB of memory",
        "while true do pcall(function() local t = {} for i = 1, 1e9 do t[i] = i end end) end", "test.lua:1: more than 16384 KiB",
        "local t = {} for i = 1, 1e6 do t[i] = ('x'):rep(1000) .. i end", "KiB of memory",
        "local function f() return 1 + f() end\nf()", "test.lua:1: more than 16384 KiB of memory (a function that calls itself without end?)",
        "local t = {} while true do t = { t } end", "KiB of memory",
        "local t = {} for i = 1, 1e7 do t[('k'):rep(20) .. i] = true end", "KiB of memory",
        NULL, NULL,
    };

    (void)state;
    expect_each(texts, SANDBOX_MEMORY);
}

static void
run__bounds_what_is_asked_for_even_if_it_is_freed_again(void **state)
{
    static const char *const texts[] = {
        "local s = ('x'):rep(250000)\nwhile true do s:upper() end", "test.lua:2: more than 65536 KiB of memory asked for in one call, even if freed again",
        "local t = {} for i = 1, 1000 do t['k' .. i] = i end while true do for k in pairs(t) do end end", "test.lua:1: more than 65536",
        "while true do local t = {} end", "test.lua:1: more than 65536 KiB of memory asked for",
        "local s = ('x'):rep(200000) for i = 1, 1e6 do local u = s .. i end", "test.lua:1: more than 65536 KiB of memory asked for",
        "while true do pcall(function() local s = ('x'):rep(2e5) return s .. 'y' end) end", "test.lua:1: more than 65536 KiB of memory asked for",
        NULL, NULL,
    };

    (void)state;
    expect_each(texts, SANDBOX_ALLOCATED);
}

static void
run__bounds_the_length_of_a_string(void **state)
{
    static const char *const texts[] = {
        "local s = 'x'\nwhile true do s = s .. s end", "test.lua:2: a string of more than 262144 bytes",
        "return ('x'):rep(1e9)", "test.lua:1: a string of more than", "return ('xy'):rep(1e9, ('z'):rep(100))", "test.lua:1: a string",
        "while true do pcall(string.rep, 'x', 1e9) end", "test.lua:1: a string",
        "local s = ('x'):rep(250000) return s .. s", "test.lua:1: a string",
        "local t = {} for i = 1, 2000 do t[i] = ('x'):rep(1000) end return table.concat(t)", "test.lua:1: a string",
        "while true do pcall(function() local s = ('x'):rep(2e5) return s .. s end) end", "test.lua:1: a string",
        NULL, NULL,
    };

    (void)state;
    expect_each(texts, SANDBOX_STRING);
}

static void
run__bounds_processor_time(void **state)
{
    const struct rule_limits limits = { .instructions = UINT64_MAX, .cpu_ms = 20, .memory = 16 * 1024 * 1024, .allocated = UINT64_MAX };
    char message[SANDBOX_MESSAGE_SIZE];

    (void)state;
    assert_int_equal(run_within(&limits, (struct program){ .text = STR("while true do end") }, message), SANDBOX_CPU);
    assert_non_null(strstr(message, "test.lua:1: more than 20 ms of processor time"));
}

static int
run_more(lua_State *L)
{
    const struct program *program = lua_touserdata(L, 1);

    sandbox_load(L, program->text, STR("test.lua"));
    lua_call(L, 0, 0);
    return 0;
}

static void
run__forgets_a_limit_that_an_earlier_run_reached(void **state)
{
    struct program endless = { .text = STR("while true do end") }, hungry = { .text = STR("local t = {} while true do t[#t + 1] = t end") };
    struct program good = { .text = STR("local n = 0 for i = 1, 1e6 do n = n + 1 end assert(n == 1e6)") };
    struct sandbox *sandbox = sandbox_new(&usual);

    (void)state;
    assert_int_equal(sandbox_run(sandbox, run_program, &endless), SANDBOX_STEPS);
    assert_int_equal(sandbox_run(sandbox, run_more, &good), SANDBOX_DONE);
    assert_int_equal(sandbox_run(sandbox, run_more, &hungry), SANDBOX_MEMORY);
    assert_int_equal(sandbox_run(sandbox, run_more, &good), SANDBOX_DONE);
    assert_string_equal(sandbox_message(sandbox), "");
    sandbox_free(sandbox);
}

/* ---- what was used ---- */

static void
use__of_a_call_is_told(void **state)
{
    struct program busy = { .text = STR("for i = 1, 1e6 do end local s = ('x'):rep(200000)") }, good = { .text = STR("return 1") };
    struct program hungry = { .text = STR("while true do local t = {} end") };
    struct sandbox *sandbox = sandbox_new(&usual);
    struct rule_use use;

    (void)state;
    assert_int_equal(sandbox_run(sandbox, run_program, &good), SANDBOX_DONE);
    assert_int_equal(sandbox_run(sandbox, run_more, &busy), SANDBOX_DONE);
    use = sandbox_last_call(sandbox);
    assert_in_range(use.instructions, 1000000, 1030000);
    assert_in_range(use.allocated, 200000, 500000);
    assert_in_range(use.memory, 200000, 500000);
    assert_in_range(use.nanoseconds, 100000, 60000000000u);
    assert_in_range(use.longest, 200000, 200100);
    assert_int_equal(sandbox_run(sandbox, run_more, &good), SANDBOX_DONE);
    use = sandbox_last_call(sandbox);
    assert_in_range(use.instructions, 0, 200);
    assert_in_range(use.allocated, 1, 10000);
    assert_int_equal(sandbox_run(sandbox, run_more, &hungry), SANDBOX_ALLOCATED);
    assert_in_range(sandbox_last_call(sandbox).allocated, 64 * 1024 * 1024 - 100, 64 * 1024 * 1024);
    sandbox_free(sandbox);
}

static int
collect(lua_State *L)
{
    lua_gc(L, LUA_GCCOLLECT, 0);
    return 0;
}

/* For a new block Lua passes its type where an old size would stand: taken for one, each would count for less than it is. */
static void
memory__was_counted_short_by_the_type_of_each_new_block(void **state)
{
    struct program busy = {
        .text = STR("local kept = {} for i = 1, 20000 do kept[i] = { function() return i end, 'text' .. i } end"),
    };
    struct sandbox *sandbox = sandbox_new(&usual);
    struct program good = { .text = STR("return 1") };
    uint64_t before;

    (void)state;
    assert_int_equal(sandbox_run(sandbox, run_program, &good), SANDBOX_DONE);
    assert_int_equal(sandbox_run(sandbox, run_more, &busy), SANDBOX_DONE);
    assert_int_equal(sandbox_run(sandbox, collect, NULL), SANDBOX_DONE);
    before = sandbox_memory(sandbox);
    assert_int_equal(sandbox_run(sandbox, run_more, &busy), SANDBOX_DONE);
    assert_in_range(sandbox_memory(sandbox), before + 1000000, 16 * 1024 * 1024);
    assert_int_equal(sandbox_run(sandbox, collect, NULL), SANDBOX_DONE);
    assert_in_range(sandbox_memory(sandbox), before - 100, before + 100);
    sandbox_free(sandbox);
}

/* ---- what a message may say ---- */

static void
expect_hidden(const char *text, const char *said)
{
    struct sandbox *sandbox = sandbox_new(&usual);
    struct program good = { .text = STR("return 1") }, bad = { .text = str_of(text) };

    assert_int_equal(sandbox_run(sandbox, run_program, &good), SANDBOX_DONE);
    sandbox_hide_values(sandbox, STR("error('no place') assert(false) local x = nil + 1"));
    assert_int_equal(sandbox_run(sandbox, run_more, &bad), SANDBOX_ERROR);
    if (strncmp(sandbox_message(sandbox), said, strlen(said)) != 0)
        check_failed("%s\nsays: %s\nnot: %s", text, sandbox_message(sandbox), said);
    sandbox_free(sandbox);
}

static void
error__says_nothing_that_does_not_stand_in_the_source(void **state)
{
    (void)state;
    expect_hidden("error('no place: ' .. 'Wang Fang')", "test.lua:1: no place: …");
    expect_hidden("error('Wang Fang', 0)", "test.lua:1: …");
    expect_hidden("error('wang.lua:7: no place', 0)", "test.lua:1: ….…:…: no place");
    expect_hidden("error(417)", "test.lua:1: …");
    expect_hidden("error({})", "test.lua:1: an error value of type table was raised");
    expect_hidden("assert(nil, 'Fang')", "test.lua:1: …");
    expect_hidden("local say = error say('Fang')", "test.lua:1: …");
    expect_hidden("local fine, why = pcall(error, 'Fang') error(why)", "test.lua:1: …");
    expect_hidden("local x = nil + 1", "test.lua:1: attempt to perform arithmetic on a nil value");
    expect_hidden("string.rep({}, 'Fang')", "test.lua:1: bad argument #1 to '…' (string expected, got table)");
    expect_hidden("return string['Fang']()", "test.lua:1: there is no function string.…");
}

/* Each call is shorter than what the hook counts in one go. */
static int
run_short_calls(lua_State *L)
{
    const struct program *program = lua_touserdata(L, 1);

    sandbox_load(L, program->text, STR("test.lua")); /* program function */
    for (int i = 0; i < 1000; i++) {
        sandbox_restart(L);
        lua_pushvalue(L, -1);
        lua_call(L, 0, 0);
    }
    return 0;
}

static void
use__of_many_calls_adds_up(void **state)
{
    struct program twenty = { .text = STR("for i = 1, 18 do end") }, all = { .text = STR("return 1") };
    struct sandbox *sandbox = sandbox_new(&usual);
    struct rule_use use;

    (void)state;
    assert_int_equal(sandbox_run(sandbox, run_program, &all), SANDBOX_DONE);
    sandbox_meter(sandbox);
    assert_int_equal(sandbox_run(sandbox, run_short_calls, &twenty), SANDBOX_DONE);
    use = sandbox_metered(sandbox);
    assert_int_equal(use.calls, 1000);
    assert_in_range(use.instructions, 20000, 27000);
    assert_true(use.nanoseconds > 0 && use.memory > 0 && use.memory >= sandbox_memory(sandbox));
    sandbox_meter(sandbox);
    use = sandbox_metered(sandbox);
    assert_true(use.calls == 0 && use.instructions == 0 && use.allocated == 0);
    sandbox_free(sandbox);
}

static void
new__refuses_a_limit_that_does_not_hold_a_state(void **state)
{
    const struct rule_limits limits = { .instructions = 1000, .cpu_ms = 20, .memory = 1024, .allocated = 1 << 20 };

    (void)state;
    assert_null(sandbox_new(&limits));
}

/* Memory may run out at any allocation of the set-up, too: it must end politely each time. */
static void
run__survives_a_memory_limit_of_any_size(void **state)
{
    struct program program = { .text = STR("local t = {} for i = 1, 100 do t[i] = { i, tostring(i) } end for k in pairs(t) do end") };
    int done = 0;

    (void)state;
    for (uint64_t memory = 4000; memory < 80000; memory += 61) {
        struct rule_limits limits = { .instructions = 1000000, .cpu_ms = 2000, .memory = memory, .allocated = 1 << 24 };
        struct sandbox *sandbox = sandbox_new(&limits);
        enum sandbox_end end;

        if (!sandbox)
            continue;
        end = sandbox_run(sandbox, run_program, &program);
        assert_true(end == SANDBOX_DONE || end == SANDBOX_MEMORY);
        done += end == SANDBOX_DONE;
        sandbox_free(sandbox);
    }
    assert_true(done > 0);
}

/* ---- what is not there ---- */

static void
load__refuses_what_is_not_text(void **state)
{
    (void)state;
    expect((struct program){ .text = STR("\x1bLua\x54\x00") }, SANDBOX_BINARY, "test.lua:1: is compiled Lua");
    expect((struct program){ .text = STR("return }") }, SANDBOX_SYNTAX, "test.lua:1: ");
    expect((struct program){ .text = STR("\xef\xbb\xbfreturn 1") }, SANDBOX_DONE, "");
}

static void
globals__that_nobody_declared_are_refused_before_anything_runs(void **state)
{
    static const char *const texts[] = {
        "local a = 1\nif a == 2 then return catgory end", "test.lua:2: there is no global name catgory",
        "return function()\n  return function() return tostrng(1) end\nend", "test.lua:2: there is no global name tostrng: did you mean 'tostring'?",
        "local x = 1\ncount = 0\nwhile true do end", "test.lua:2: count is not declared: write `local count`",
        "tostring = 1", "test.lua:1: tostring is not declared",
        "print('x')", "there is no print here: a rule answers and says nothing else",
        "return os.time()", "there is no os here",
        "return io", "there is no io here", "return debug", "there is no debug here", "return load", "there is no load here",
        "return coroutine", "there is no coroutine here", "return package", "there is no package here",
        "return collectgarbage", "there is no collectgarbage here", "return dofile", "there is no dofile here",
        "return _G", "there is no global name _G",
        NULL, NULL,
    };

    (void)state;
    expect_each(texts, SANDBOX_ERROR);
}

/* Lua writes other code for far lines, for names after 255 constants and for long names. */
static void
globals__are_found_wherever_they_stand(void **state)
{
    struct buf text = { 0 };

    (void)state;
    buf_printf(&text, "return function() local s");
    for (int i = 0; i < 400; i++)
        buf_printf(&text, "\ns = 'constant %d'", i);
    buf_printf(&text, "\n\nreturn tostring(catgory)\nend%c", '\0');
    expect((struct program){ .text = str_of(text.ptr) }, SANDBOX_ERROR, "test.lua:403: there is no global name catgory");
    text.len = 0;
    buf_printf(&text, "return function()");
    for (int i = 0; i < 400; i++)
        buf_put_byte(&text, '\n');
    buf_printf(&text, "return a_name_that_is_longer_than_forty_characters_is_loaded_in_two_steps end%c", '\0');
    expect((struct program){ .text = str_of(text.ptr) }, SANDBOX_ERROR, "test.lua:401: there is no global name a_name_that");
    expect((struct program){ .text = STR("local _ENV = { x = 1 } x = 2 return x, y") }, SANDBOX_DONE, "");
    buf_free(&text);
}

static void
environment__has_no_way_around_itself(void **state)
{
    static const char *const texts[] = {
        "string.rep = nil", "test.lua:1: string is read-only: rep cannot be set",
        "rawset(string, 'rep', nil)", "cannot write past a protected metatable",
        "setmetatable(string, {})", "cannot change a protected metatable",
        "setmetatable(_ENV, {})", "test.lua:1: there is no global name _ENV",
        "getmetatable('').__index = nil", "test.lua:1: ",
        "local e = 1\nlocal e = _ENV", "test.lua:2: there is no global name _ENV",
        "local k = 'x'\n_ENV[k] = 1", "test.lua:2: there is no global name _ENV",
        "_ENV.x = 1", "test.lua:1: x is not declared", "_ENV = {}", "test.lua:1: _ENV is not declared",
        "return string.gsub('a', 'a', 'b')", "there is no string.gsub here: patterns",
        "return ('a'):match('a')", "there is no string.match here: patterns",
        "return string.dump", "there is no function string.dump",
        "return string.uper", "there is no function string.uper: did you mean 'upper'?",
        "return math.random()", "there is no math.random here: the same events must give the same figures",
        "return table.insrt", "there is no function table.insrt: did you mean 'insert'?",
        "setmetatable({}, { __gc = function() end })", "may not have __gc",
        "setmetatable({}, { __mode = 'k' })", "may not have __mode",
        "local x <close> = setmetatable({}, { __close = function() end })", "may not have __close",
        "require 'os'", "there is no os here", "require 'turnut'", "there is no module turnut",
        "return string.find('a.b', '.')", "test.lua:1: string.find looks for plain text here",
        "return string.format('%p', {})", "addresses change from run to run",
        "return string.format('\\0%p', {})", "addresses change from run to run",
        "local m = {} m.__call = setmetatable({}, { __call = error }) setmetatable({}, m)", "test.lua:1: __call must be a function, got a table",
        "table.insert(setmetatable({}, { __len = function() return 1e15 end }), 1, 1)", "take no table with __len",
        "table.sort(setmetatable({}, { __len = function() return 2 ^ 31 end }))", "take no table with __len",
        "for k in pairs({ [{}] = 1 }) do end", "keys of type table have no fixed order",
        "error(setmetatable({}, { __tostring = function() while true do end end }))", "test.lua:1: an error value of type table was raised",
        "error()", "an error value of type nil was raised", "error(42)", "test.lua:1: 42", "error('mine', 0)", "test.lua:1: mine",
        "local a\nreturn a.b", "test.lua:2: attempt to index a nil value (local 'a')",
        "return 1 + '2'", "test.lua:1: attempt to perform arithmetic on a string value",
        NULL, NULL,
    };

    (void)state;
    expect_each(texts, SANDBOX_ERROR);
}

static void
error__shows_who_called(void **state)
{
    (void)state;
    expect((struct program){ .text = STR("local function f()\n  error('deep')\nend\nlocal function g()\n  f()\nend\ng()") },
           SANDBOX_ERROR, "test.lua:2: deep\n  in test.lua:2\n  called from test.lua:5\n  called from test.lua:7");
}

/* ---- what is there ---- */

static void
environment__has_what_rules_need(void **state)
{
    static const char *const texts[] = {
        "assert(('a.b'):find('.', 1, true) == 2 and ('abc'):find('b') == 2 and not ('abc'):find('x'))",
        "assert(('abc'):find('c', -1) == 3 and ('abc'):find('a', 2) == nil and ('abc'):find('', 4) == 4 and ('abc'):find('', 5) == nil)",
        "assert(('ab'):rep(3, '-') == 'ab-ab-ab' and ('x'):rep(0) == '' and ('x'):rep(-1) == '' and string.rep('', 1e12) == '')",
        "assert(('aB'):upper() == 'AB' and ('aB'):lower() == 'ab' and ('ab'):reverse() == 'ba' and #'abc' == 3 and ('abc'):len() == 3)",
        "assert(('abc'):sub(2) == 'bc' and ('a'):byte() == 97 and string.char(97, 98) == 'ab')",
        "assert(string.format('%d %5.2f %s %q %%', 3, 1.5, 'x', 'y') == '3  1.50 x \"y\" %')",
        "assert(string.format('%s %s', {}, nil) == 'table nil')",
        "local a, b, c = table.unpack({ 1, 2, 3 }) assert(a + b + c == 6)",
        "local t = { 3, 1, 2 } table.sort(t) assert(table.concat(t, ',') == '1,2,3')",
        "local t = {} table.insert(t, 'b') table.insert(t, 1, 'a') assert(table.remove(t) == 'b' and #t == 1)",
        "local t = table.move({ 1, 2, 3 }, 1, 3, 2) assert(#t == 4 and t[4] == 3) assert(table.pack(1, nil).n == 2)",
        "assert(math.floor(1.5) == 1 and math.max(1, 2) == 2 and math.type(1) == 'integer' and math.tointeger(2.0) == 2)",
        "assert(utf8.len('人次') == 2 and utf8.char(0x4eba) == '人')",
        "local ok, message = pcall(error, 'x', 0) assert(not ok and message == 'x')",
        "local ok, message = xpcall(error, function(m) return m .. '!' end, 'x', 0) assert(not ok and message == 'x!')",
        "assert(select('#', pcall(function() return 1, 2, 3 end)) == 4)",
        "assert(select('#', xpcall(function(...) return ... end, error, 1, 2)) == 3)",
        "local t = setmetatable({}, { __index = { a = 1 }, __call = function() return 2 end }) assert(t.a == 1 and t() == 2)",
        "assert(tostring({}) == 'table' and tostring(nil) == 'nil' and tostring(1.5) == '1.5' and tonumber('0x10') == 16)",
        "assert(tostring(setmetatable({}, { __tostring = function() return 'me' end })) == 'me')",
        "assert(next({}) == nil and next({ 5 }) == 1 and type(next) == 'function' and rawlen({ 1 }) == 1 and rawequal(1, 1))",
        "for i, v in ipairs({ 'a', 'b' }) do assert(v == (i == 1 and 'a' or 'b')) end",
        "local f = require assert(not pcall(f, 'x'))",
        "local function f() return pcall(f) end f()",
        NULL,
    };

    (void)state;
    for (int i = 0; texts[i]; i++)
        expect((struct program){ .text = str_of(texts[i]) }, SANDBOX_DONE, "");
}

/* Whatever the comparison answers, each element is there once; the same every time; equal ones keep their order. */
static void
sort__takes_any_comparison_and_keeps_equals_in_order(void **state)
{
    static const char *const texts[] = {
        "local t = {} for i = 1, 1000 do t[i] = { n = i % 7, i = i } end table.sort(t, function(a, b) return a.n < b.n end) "
        "for i = 2, 1000 do assert(t[i - 1].n < t[i].n or t[i - 1].n == t[i].n and t[i - 1].i < t[i].i) end",
        "local t, sum = {}, 0 for i = 1, 500 do t[i] = i end table.sort(t, function() return true end) "
        "for i = 1, 500 do sum = sum + t[i] end assert(sum == 125250)",
        "local t = {} for i = 1, 257 do t[i] = (i * 101) % 257 end table.sort(t) for i = 1, 257 do assert(t[i] == i - 1) end",
        "local t = { 'b', 'a', '人', '' } table.sort(t, function(a, b) return a > b end) assert(table.concat(t, ',') == '人,b,a,')",
        "local t = { 3, 1, 2 } table.sort(t, function(a, b) t[1] = 9 t[4] = 4 return a < b end) assert(t[1] == 1 and t[3] == 3 and t[4] == 4)",
        "local ok, message = pcall(table.sort, { 1, 'a' }) assert(not ok and message:find('attempt to compare', 1, true))",
        "table.sort({}) table.sort({ 1 })",
        NULL,
    };

    (void)state;
    for (int i = 0; texts[i]; i++)
        expect((struct program){ .text = str_of(texts[i]) }, SANDBOX_DONE, "");
}

static void
setmetatable__takes_what_the_metatable_holds_then(void **state)
{
    static const char *const texts[] = {
        "local m = { __index = { a = 1 } } local t = setmetatable({}, m) m.__index = nil assert(t.a == 1 and getmetatable(t) == m)",
        "local C = {} C.__index = C function C.new() return setmetatable({}, C) end function C:hi() return 'hi' end assert(C.new():hi() == 'hi')",
        "local m = {} local t = setmetatable({}, m) m.__close = function() error('ran') end "
        "assert(not pcall(function() local x <close> = t end))",
        "local m = {} local t = setmetatable({}, m) m.__mode = 'k' m.__gc = error t = nil for i = 1, 1e5 do t = {} end",
        "local t = setmetatable(setmetatable({}, { __index = { a = 1 } }), { __index = { a = 2 } }) assert(t.a == 2)",
        "local t = setmetatable({}, { __metatable = 'mine' }) assert(getmetatable(t) == 'mine' and not pcall(setmetatable, t, {}))",
        "local t = setmetatable({}, { __newindex = error }) rawset(t, 'a', 1) assert(t.a == 1) assert(setmetatable(t, nil) == t)",
        "local mt = { __eq = function() return true end, __lt = function() return true end, __concat = function() return 'c' end, "
        "__len = function() return 7 end, __unm = function() return 'm' end, __call = function(_, x) return x end } "
        "local a, b = setmetatable({}, mt), setmetatable({}, mt) assert(a == b and a < b and a .. b == 'c' and #a == 7 and -a == 'm' and a(5) == 5)",
        NULL,
    };

    (void)state;
    for (int i = 0; texts[i]; i++)
        expect((struct program){ .text = str_of(texts[i]) }, SANDBOX_DONE, "");
}

static void
error__names_the_function_that_was_called(void **state)
{
    (void)state;
    expect((struct program){ .text = STR("string.rep('x', {})") }, SANDBOX_ERROR, "test.lua:1: bad argument #2 to 'rep'");
    expect((struct program){ .text = STR("utf8.char('x')") }, SANDBOX_ERROR, "test.lua:1: bad argument #1 to 'utf8.char'");
    expect((struct program){ .text = STR("tonumber('z', 99)") }, SANDBOX_ERROR, "test.lua:1: bad argument #2 to 'tonumber'");
    expect((struct program){ .text = STR("string.format('%d', 'x')") }, SANDBOX_ERROR, "test.lua:1: bad argument #2 to 'string.format'");
}

static void
pairs__walks_by_type_then_value(void **state)
{
    (void)state;
    expect((struct program){ .text = STR("local t, seen = { 'x', 'y', b = 1, a = 2, [true] = 3, [false] = 4, [2.5] = 5, [-1] = 6,\n"
                                         "  ['人'] = 7, ['Z'] = 8, [2 ^ 53] = 9, [10] = 10 }, {}\n"
                                         "for k in pairs(t) do seen[#seen + 1] = tostring(k) end\n"
                                         "assert(table.concat(seen, ' ') == 'false true -1 1 2 2.5 10 9007199254740992 Z a b 人', table.concat(seen, ' '))\n"
                                         "local walked, k = {}, nil\n"
                                         "repeat k = next(t, k) walked[#walked + 1] = k ~= nil and tostring(k) or nil until k == nil\n"
                                         "assert(table.concat(walked, ' ') == table.concat(seen, ' '), table.concat(walked, ' '))") },
           SANDBOX_DONE, "");
}

static void
pairs__leaves_out_what_is_removed_on_the_way(void **state)
{
    (void)state;
    expect((struct program){ .text = STR("local t, n = { a = 1, b = 2, c = 3 }, 0 for k in pairs(t) do n = n + 1 t.b = nil t.z = 1 end assert(n == 2)") },
           SANDBOX_DONE, "");
    expect((struct program){ .text = STR("local mt = { __pairs = function() return function(_, k) return not k and 1 or nil end end } "
                                         "local n = 0 for k in pairs(setmetatable({}, mt)) do n = n + k end assert(n == 1)") },
           SANDBOX_DONE, "");
}

static void
everything__holds_when_garbage_is_collected_all_the_time(void **state)
{
    static const char *const texts[] = {
        "local t = {} for i = 1, 300 do t['k' .. i] = { i } end local n = 0 for k, v in pairs(t) do n = n + v[1] end assert(n == 45150)",
        "local s = {} for i = 1, 100 do s[i] = ('%d-%s'):format(i, ('x'):rep(i)) end table.sort(s) assert(#table.concat(s) > 5000)",
        "for i = 1, 100 do assert(not pcall(error, { tostring(i) })) end",
        "for i = 1, 100 do assert(select(2, pcall(error, 'e' .. i, 0)) == 'e' .. i) end",
        NULL,
    };

    (void)state;
    for (int i = 0; texts[i]; i++)
        expect((struct program){ .text = str_of(texts[i]), .collects_all_the_time = true }, SANDBOX_DONE, "");
    expect((struct program){ .text = STR("return catgory"), .collects_all_the_time = true }, SANDBOX_ERROR, "catgory");
    expect((struct program){ .text = STR("while true do pcall(function() local s = 'x' while true do s = s .. s end end) end"),
                             .collects_all_the_time = true },
           SANDBOX_STRING, "a string");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run__counts_instructions_whatever_pcall_does),
        cmocka_unit_test(run__counts_the_work_of_library_functions),
        cmocka_unit_test(run__bounds_memory_whatever_pcall_does),
        cmocka_unit_test(run__bounds_what_is_asked_for_even_if_it_is_freed_again),
        cmocka_unit_test(run__bounds_the_length_of_a_string),
        cmocka_unit_test(use__of_a_call_is_told),
        cmocka_unit_test(memory__was_counted_short_by_the_type_of_each_new_block),
        cmocka_unit_test(error__says_nothing_that_does_not_stand_in_the_source),
        cmocka_unit_test(use__of_many_calls_adds_up),
        cmocka_unit_test(run__bounds_processor_time),
        cmocka_unit_test(run__forgets_a_limit_that_an_earlier_run_reached),
        cmocka_unit_test(run__survives_a_memory_limit_of_any_size),
        cmocka_unit_test(new__refuses_a_limit_that_does_not_hold_a_state),
        cmocka_unit_test(load__refuses_what_is_not_text),
        cmocka_unit_test(globals__that_nobody_declared_are_refused_before_anything_runs),
        cmocka_unit_test(globals__are_found_wherever_they_stand),
        cmocka_unit_test(environment__has_no_way_around_itself),
        cmocka_unit_test(environment__has_what_rules_need),
        cmocka_unit_test(error__shows_who_called),
        cmocka_unit_test(sort__takes_any_comparison_and_keeps_equals_in_order),
        cmocka_unit_test(setmetatable__takes_what_the_metatable_holds_then),
        cmocka_unit_test(error__names_the_function_that_was_called),
        cmocka_unit_test(pairs__walks_by_type_then_value),
        cmocka_unit_test(pairs__leaves_out_what_is_removed_on_the_way),
        cmocka_unit_test(everything__holds_when_garbage_is_collected_all_the_time),
    };

    return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
