/* SPDX-License-Identifier: MIT */
/*
 * turnout plugin new and test: what a new plugin begins with, and what is caught.
 */
#include "tests/support/check.h"
#include "tests/support/deadline.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/plugin_folder.h"

#include <dirent.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#define HEAD "local t = require \"turnout\"\n" \
             "return t.plugin { name = \"mine\", version = \"1.0.0\", api = 1, title = { zh = \"我\", en = \"Mine\" },\n"

#define EVENT(id, type, data) "{\"specversion\":\"1.0\",\"source\":\"c\",\"id\":\"" id "\",\"type\":\"turnout." type "\",\"time\":\"2025-01-01T08:00:00+08:00\",\"data\":{" data "}}"
#define UNIT(code) EVENT(code, "unit.put", "\"at\":\"2024-01-01\",\"unit\":\"" code "\",\"level\":\"street\"")
#define HELD(id, unit, day) EVENT(id, "activity.held", "\"activity\":\"" id "\",\"unit\":\"" unit "\",\"category\":\"edu\",\"start\":\"" day "\"")
#define CASE(events, expect) "{\"title\":\"t\",\"as_of\":\"2026-01-01\",\"events\":[" events "],\"expect\":[" expect "]}\n"

static const char counting[] = HEAD "indicators = { mine = t.value { of = t.count { of = \"activity.held\" } } } }\n";

static struct plugin_folder folder;

static int
make_folder(void **state)
{
    (void)state;
    plugin_folder_make(&folder);
    setenv("TMPDIR", plugin_folder_path(&folder, ""), 1);
    return 0;
}

static size_t
entries(void)
{
    DIR *dir = opendir(plugin_folder_path(&folder, ""));
    size_t count = 0;

    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
        count += strncmp(entry->d_name, "turnout-trial", 13) == 0;
    closedir(dir);
    return count;
}

/* Nothing is left behind by any of the tests. */
static int
remove_folder(void **state)
{
    size_t left = entries();

    (void)state;
    unsetenv("TMPDIR");
    plugin_folder_remove(&folder);
    return left == 0 ? 0 : -1;
}

static void
a_new_plugin_of_each_kind__passes_check_and_test(void **state)
{
    static const char *const kinds[] = { "--kind=ratio", "--kind=count", "--kind=score" };
    char *said;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        char name[16];

        snprintf(name, sizeof name, "rule_%zu", i);
        free(plugin_folder_run(&folder, 0, "new", plugin_folder_path(&folder, name), kinds[i]));
        said = plugin_folder_run(&folder, 0, "check", plugin_folder_path(&folder, name), NULL);
        if (!strstr(said, "1 plugin, 0 errors, 0 warnings"))
            check_failed("%s: %s", kinds[i], said);
        free(said);
        said = plugin_folder_run(&folder, 0, "test", plugin_folder_path(&folder, name), NULL);
        if (!strstr(said, "1 case of 1 plugin, each with the laws: 0 failed"))
            check_failed("%s: %s", kinds[i], said);
        free(said);
    }
}

static void
a_new_plugin__is_not_written_over_another_and_has_a_good_name(void **state)
{
    (void)state;
    free(plugin_folder_run(&folder, 0, "new", plugin_folder_path(&folder, "mine"), NULL));
    free(plugin_folder_run(&folder, 64, "new", plugin_folder_path(&folder, "mine"), NULL));
    free(plugin_folder_run(&folder, 64, "new", plugin_folder_path(&folder, "Mine!"), NULL));
    free(plugin_folder_run(&folder, 66, "new", plugin_folder_path(&folder, "nowhere/mine"), NULL));
    free(plugin_folder_run(&folder, 64, "new", plugin_folder_path(&folder, "other"), "--kind=rate"));
}

static void
a_wrong_expectation__is_shown_with_cell_expected_and_got(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", counting);
    plugin_folder_write(&folder, "mine/cases/a.json", CASE(UNIT("u") "," HELD("a", "u", "2025-03-04"), "{\"indicator\":\"mine\",\"unit\":\"u\",\"period\":\"2025\",\"numerator\":2}"));
    plugin_folder_says(&folder, 65, "test", "mine u 2025: numerator: expected 2, got 1");
    plugin_folder_write(&folder, "mine/cases/a.json", CASE(UNIT("u") "," HELD("a", "u", "2025-03-04"), "{\"indicator\":\"mine\",\"unit\":\"v\",\"period\":\"2025\",\"numerator\":1}"));
    plugin_folder_says(&folder, 65, "test", "mine v 2025: expected \"a row\", got \"no row\"");
}

static void
a_rule_that_fails__is_a_failure_with_its_line(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", HEAD "indicators = { mine = t.value { of = t.count { of = \"activity.held\",\n"
                                                  "  where = function(a) return a.minutes > 5 end } } } }\n");
    plugin_folder_write(&folder, "mine/cases/a.json", CASE(UNIT("u") "," HELD("a", "u", "2025-03-04"), "{\"indicator\":\"mine\",\"unit\":\"u\",\"period\":\"2025\",\"numerator\":0}"));
    plugin_folder_says(&folder, 65, "test", "mine/init.lua:4: ");
}

/* What the engine has against a map, not the worker. */
static void
a_map_that_emits_what_is_no_event__is_a_failure_that_says_so(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", HEAD "events = { [\"com.example.card\"] = { minutes = \"integer\" } },\n"
                                                  "maps = { t.map { of = \"com.example.card\", emit = \"attendance\",\n"
                                                  "  each = function(e, emit) emit(\"attendance\", { minutes = e.minutes }) end } },\n"
                                                  "indicators = { mine = t.value { of = t.count { of = \"activity.held\" } } } }\n");
    plugin_folder_write(&folder, "mine/cases/a.json",
                        CASE(UNIT("u") "," HELD("a", "u", "2025-03-04") ",{\"specversion\":\"1.0\",\"source\":\"c\",\"id\":\"1\",\"type\":\"com.example.card\","
                             "\"time\":\"2025-01-01T08:00:00+08:00\",\"data\":{\"minutes\":5}}",
                             "{\"indicator\":\"mine\",\"unit\":\"u\",\"period\":\"2025\",\"numerator\":1}"));
    plugin_folder_says(&folder, 65, "test", "t.map: emitted turnout.attendance");
}

static void
a_rule_with_a_module__asks_it_for_each_session(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", "local words = require \"words\"\n" HEAD "indicators = { mine = t.value { of = t.count { of = \"activity.held\",\n"
                                                  "  where = function(a) return words.is_good(a.category) end } } } }\n");
    plugin_folder_write(&folder, "mine/words.lua", "local good = { edu = true }\nreturn { is_good = function(c) return good[c] == true end }\n");
    plugin_folder_write(&folder, "mine/cases/a.json", CASE(UNIT("u") "," HELD("a", "u", "2025-03-04"), "{\"indicator\":\"mine\",\"unit\":\"u\",\"period\":\"2025\",\"numerator\":1}"));
    plugin_folder_says(&folder, 0, "test", "0 failed");
}

/* Which of the two parents is first accepted decides; a law must not take that for a fault of the rule. */
static void
what_another_order_refuses__is_no_fault_of_the_rule(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", counting);
    plugin_folder_write(&folder, "mine/cases/a.json",
                        CASE(UNIT("u") "," EVENT("v", "unit.put", "\"at\":\"2024-01-01\",\"unit\":\"v\",\"level\":\"street\",\"parent\":\"u\"") ","
                             EVENT("w", "unit.put", "\"at\":\"2024-02-01\",\"unit\":\"u\",\"level\":\"street\",\"parent\":\"v\"") "," HELD("a", "v", "2025-03-04"),
                             "{\"indicator\":\"mine\",\"unit\":\"v\",\"period\":\"2025\",\"numerator\":1}"));
    plugin_folder_says(&folder, 0, "test", "1 case of 1 plugin, each with the laws: 0 failed");
}

static void
what_is_no_case__is_said_with_its_line(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", counting);
    plugin_folder_write(&folder, "mine/cases/a.json", "{\n\"title\": }\n");
    plugin_folder_says(&folder, 65, "test", "    2: ");
    plugin_folder_write(&folder, "mine/cases/a.json", "{\"title\":\"t\",\"as_of\":\"soon\",\"events\":[],\"findings\":[]}\n");
    plugin_folder_says(&folder, 65, "test", "as_of is a day, as \"2026-01-01\", not \"soon\"");
}

static void
a_plugin_without_cases_or_that_does_not_load__ends_with_its_code(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", counting);
    free(plugin_folder_run(&folder, 66, "test", plugin_folder_path(&folder, "mine"), NULL));
    plugin_folder_write(&folder, "mine/init.lua", "return 5\n");
    plugin_folder_says(&folder, 65, "test", "mine/init.lua:1: the file must end with");
}

static void
json__has_an_object_a_case(void **state)
{
    const json_t *one, *failure, *difference;
    json_t *list;
    char *said;

    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", counting);
    plugin_folder_write(&folder, "mine/cases/a.json", CASE(UNIT("u") "," HELD("a", "u", "2025-03-04"), "{\"indicator\":\"mine\",\"unit\":\"u\",\"period\":\"2025\",\"numerator\":2}"));
    said = plugin_folder_run(&folder, 65, "test", plugin_folder_path(&folder, "mine"), "--format=json");
    list = json_loads(said, 0, NULL);
    one = json_array_get(list, 0);
    assert_true(json_is_false(json_object_get(one, "ok")));
    failure = json_array_get(json_object_get(one, "failures"), 0);
    assert_string_equal(json_string_value(json_object_get(failure, "law")), "case");
    difference = json_array_get(json_object_get(failure, "differences"), 0);
    assert_string_equal(json_string_value(json_object_get(difference, "key")), "numerator");
    assert_int_equal(json_integer_value(json_object_get(difference, "got")), 1);
    json_decref(list);
    free(said);
}

/* Interrupted in the middle of all plugins that ship. */
static void
an_interrupted_test__leaves_nothing_behind(void **state)
{
    const char *const argv[] = { turnout_program("turnout"), "plugin", "test", NULL };
    int64_t deadline = deadline_start();
    pid_t pid;

    (void)state;
    pid = command_spawn(argv, -1, -1, -1);
    while (entries() == 0 && deadline_left(deadline) > 0)
        poll(NULL, 0, 10);
    assert_int_equal(entries(), 1);
    kill(pid, SIGINT);
    assert_int_equal(command_wait(pid), 130);
    assert_int_equal(entries(), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_plugin_of_each_kind__passes_check_and_test),
        TEST(a_new_plugin__is_not_written_over_another_and_has_a_good_name),
        TEST(a_wrong_expectation__is_shown_with_cell_expected_and_got),
        TEST(a_rule_that_fails__is_a_failure_with_its_line),
        TEST(a_map_that_emits_what_is_no_event__is_a_failure_that_says_so),
        TEST(a_rule_with_a_module__asks_it_for_each_session),
        TEST(what_another_order_refuses__is_no_fault_of_the_rule),
        TEST(what_is_no_case__is_said_with_its_line),
        TEST(a_plugin_without_cases_or_that_does_not_load__ends_with_its_code),
        TEST(json__has_an_object_a_case),
        TEST(an_interrupted_test__leaves_nothing_behind),
    };

    return cmocka_run_group_tests_name("plugin test", tests, NULL, NULL);
}
