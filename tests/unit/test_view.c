/* SPDX-License-Identifier: MIT */
#include "lua/view.h"

#include "lua/environment.h"
#include "lua/sandbox.h"
#include "lua/view_values.h"

#include "tests/support/check.h"
#include "tests/support/rules.h"

#include <lauxlib.h>

struct visit {
    struct view_source source;
    struct rule_subject subject;
    const char *text;
};

/* Calls the text's function with a view, a thousand times, while garbage is collected at every step. */
static int
visit(lua_State *L)
{
    struct visit *at = lua_touserdata(L, 1);

    environment_open(L);
    view_open(L, &at->source);
    sandbox_load(L, str_of(at->text), STR("test.lua"));
    lua_call(L, 0, 1); /* visit function */
    lua_gc(L, LUA_GCINC, 1, 1000, 1);
    for (int i = 0; i < 1000; i++) {
        view_turn(&at->source, &at->subject);
        lua_pushvalue(L, 2);
        view_push(L, &at->source);
        lua_call(L, 1, 0);
    }
    view_turn(&at->source, NULL);
    return 0;
}

static void
expect_visit(struct rule_subject subject, const char *text)
{
    struct sandbox *sandbox = sandbox_new(&test_limits);
    struct visit at = { .subject = subject, .text = text };

    if (sandbox_run(sandbox, visit, &at) != SANDBOX_DONE)
        check_failed("%s: %s", text, sandbox_message(sandbox));
    sandbox_free(sandbox);
}

static void
view__holds_when_garbage_is_collected_all_the_time(void **state)
{
    (void)state;
    expect_visit(full_session(), "return function(a) assert(a.category == 'edu.law' and a.title == '法律讲座' and a.minutes == 90) end");
    expect_visit(full_session(), "return function(a) local d, l = a.date, a.tags assert(d.year == 2024 and l[2] == 'summer' and #a.teams == 2) end");
    expect_visit(full_session(), "return function(a) local s = '' for _, tag in pairs(a.tags) do s = s .. tag .. a.start end assert(#s > 40) end");
    expect_visit(full_session(), "return function(a) local ok, message = pcall(function() return a.nothing end) assert(not ok and message:find('no field', 1, true)) end");
    expect_visit(plan_item(), "return function(p) assert(p.window == '2025-07' and p.date.month == 7 and p.kind == 'contest') end");
}

static void
view__keeps_no_memory(void **state)
{
    struct sandbox *sandbox = sandbox_new(&test_limits);
    struct visit at = { .subject = full_session(), .text = "return function(a) local d, l = a.date, a.tags return d.year, l[1] end" };

    (void)state;
    assert_int_equal(sandbox_run(sandbox, visit, &at), SANDBOX_DONE);
    assert_true(sandbox_memory(sandbox) < 200 * 1024);
    sandbox_free(sandbox);
}

static int
push_texts(lua_State *L)
{
    environment_open(L);
    view_open(L, lua_touserdata(L, 1));
    lua_gc(L, LUA_GCINC, 1, 1000, 1);
    lua_newtable(L);
    for (int i = 1; i <= 100; i++) {
        lua_pushfstring(L, "text number %d", i);
        lua_rawseti(L, -2, i);
    }
    view_push_texts(L, -1);
    lua_remove(L, -2); /* the table goes, its texts stay */
    lua_gc(L, LUA_GCCOLLECT);
    for (int i = 1; i <= 100; i++) {
        lua_pushfstring(L, "text number %d", i);
        lua_geti(L, -2, i);
        if (!lua_rawequal(L, -1, -2))
            return luaL_error(L, "text %d is %s", i, lua_tostring(L, -1));
        lua_pop(L, 2);
    }
    return 0;
}

static void
texts__outlive_the_table_they_came_from(void **state)
{
    struct sandbox *sandbox = sandbox_new(&test_limits);
    struct view_source source = { 0 };

    (void)state;
    if (sandbox_run(sandbox, push_texts, &source) != SANDBOX_DONE)
        check_failed("%s", sandbox_message(sandbox));
    sandbox_free(sandbox);
}

static void
records__show_the_fields_of_their_type(void **state)
{
    (void)state;
    expect_visit(publicity_item(), "return function(p) assert(p.channel == 'website' and p.topic == 'health' and p.title == nil and p.reach == 1200) end");
    expect_visit(publicity_item(), "return function(p) assert(p.subject_at == '2025-02-28' and p.delay == 4 and p.date.month == 3 and p.level == 'community') end");
    expect_visit(declared_number(), "return function(d) assert(d.what == 'hours' and d.period == '2025' and d.value == '12.5') end");
    expect_visit(feedback_summary(), "return function(f) assert(f.counts['5'] == 40 and f.counts['3'] == nil and f.sent == 60 and f.activity == nil) end");
    expect_visit(library(), "return function(v) assert(v.kind == 'library' and #v.rooms == 2 and v.rooms[2] == 'children' and v.equipped and not v.free and v.weekly_minutes == 2520) end");
}

static void
records__know_which_field_was_meant_and_are_read_only(void **state)
{
    (void)state;
    expect_visit(publicity_item(), "return function(p) local ok, why = pcall(function() return p.chanel end) assert(not ok and why:find(\"a publicity.put has no field 'chanel': did you mean 'channel'?\", 1, true)) end");
    expect_visit(library(), "return function(v) local ok, why = pcall(function() return v.delay end) assert(not ok and why:find(\"a venue.put has no field 'delay'\", 1, true)) end");
    expect_visit(library(), "return function(v) local ok, why = pcall(function() v.kind = 'x' end) assert(not ok and why:find('a record is read-only', 1, true)) end");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(view__holds_when_garbage_is_collected_all_the_time),
        cmocka_unit_test(records__show_the_fields_of_their_type),
        cmocka_unit_test(records__know_which_field_was_meant_and_are_read_only),
        cmocka_unit_test(view__keeps_no_memory),
        cmocka_unit_test(texts__outlive_the_table_they_came_from),
    };

    return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
