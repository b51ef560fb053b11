/* SPDX-License-Identifier: MIT */
/*
 * turnout plugin check: what it says of rules, without any daemon.
 */
#include "tests/support/check.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/plugin_folder.h"

#include <jansson.h>
#include <string.h>

#define HEAD "local t = require \"turnout\"\n" \
             "return t.plugin { name = \"mine\", version = \"1.0.0\", api = 1, title = { zh = \"我\", en = \"Mine\" },\n"

static const char good[] = HEAD "indicators = { mine = t.value { of = t.count { of = \"activity.held\",\n"
                                "  where = function(a) return t.under(a.category, \"edu.law\") end } } } }\n";
static const char readme[] = "mine: counts\n";
static const char a_case[] = "{\"title\": \"t\", \"as_of\": \"2026-01-01\", \"events\": [{\"data\": {\"category\": \"edu.law\"}}],"
                             " \"expect\": [{\"indicator\": \"mine\"}]}\n";

static struct plugin_folder folder;

static int
make_folder(void **state)
{
    (void)state;
    plugin_folder_make(&folder);
    return 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    plugin_folder_remove(&folder);
    return 0;
}

static void
a_whole_plugin__has_nothing_to_complain_of(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", good);
    plugin_folder_write(&folder, "mine/README.md", readme);
    plugin_folder_write(&folder, "mine/cases/a.json", a_case);
    plugin_folder_says(&folder, 0, "check", "1 plugin, 0 errors, 0 warnings");
}

static void
a_misspelt_option__is_named_with_file_line_and_what_was_meant(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", HEAD "indicators = { mine = t.value {\n  of = t.count { of = \"activity.held\", wher = 1 } } } }\n");
    plugin_folder_says(&folder, 65, "check", "mine/init.lua:4: error: t.count: there is no option 'wher': did you mean 'where'?");
}

static void
a_name_that_is_not_there__is_looked_up_in_the_file(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", HEAD "indicators = { mine = t.score {\n  reads = { \"activitie\" },\n  of = function(c) return c.activitie end } } }\n");
    plugin_folder_says(&folder, 65, "check", "mine/init.lua:4: error: mine: t.score: reads 'activitie', and there is no such indicator: did you mean 'activities'?");
}

static void
every_plugin_of_a_folder__is_looked_at(void **state)
{
    char *said;

    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", "return 1 +\n");
    plugin_folder_write(&folder, "other.lua", "retrun 1\n");
    said = plugin_folder_run(&folder, 65, "check", plugin_folder_path(&folder, ""), NULL);
    assert_non_null(strstr(said, "mine/init.lua:2: error: "));
    assert_non_null(strstr(said, "other.lua:1: error: "));
    assert_non_null(strstr(said, "2 plugins, 2 errors, 0 warnings"));
    free(said);
}

static void
a_file_that_never_ends__is_a_fault_like_others(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", "while true do end\n");
    plugin_folder_says(&folder, 65, "check", "mine/init.lua:1: error: ");
}

static void
what_is_missing_beside_the_rule__is_a_warning(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", good);
    plugin_folder_says(&folder, 0, "check", "README.md: it says what each figure means");
    plugin_folder_says(&folder, 0, "check", "there is no case in");
    plugin_folder_write(&folder, "mine/README.md", "nothing\n");
    plugin_folder_says(&folder, 0, "check", "mine/README.md: warning: does not say what mine means");
    plugin_folder_write(&folder, "mine/cases/a.json", "{\"title\": \"t\", \"as_off\": \"2026-01-01\"}\n");
    plugin_folder_says(&folder, 0, "check", "cases/a.json: warning: a case has no \"as_off\": did you mean \"as_of\"?");
}

static void
a_category_that_no_case_has__is_a_warning_with_the_nearest(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", HEAD "indicators = { mine = t.value { of = t.count { of = \"activity.held\",\n"
                                                  "  where = function(a) return t.under(a.category, \"edu.lew\") end } } } }\n");
    plugin_folder_write(&folder, "mine/cases/a.json", a_case);
    plugin_folder_says(&folder, 0, "check", "mine/init.lua:4: warning: no case has a session of category \"edu.lew\": did you mean \"edu.law\"?");
}

static void
titles_versions_and_names__are_looked_at(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua",
                        "local t = require \"turnout\"\nreturn t.plugin { name = \"yours\", version = \"1\", api = 1, title = { zh = \"x\", en = \"x\" },\n"
                        "indicators = { one = t.value { of = t.attendances {} }, two = t.value { of = t.attendances {} } } }\n");
    plugin_folder_says(&folder, 0, "check", "the plugin is called \"yours\" and its file or folder \"mine\"");
    plugin_folder_says(&folder, 0, "check", "init.lua:2: warning: version \"1\" is not three numbers");
    plugin_folder_says(&folder, 0, "check", "the title of yours is the same in zh and en");
    plugin_folder_says(&folder, 0, "check", "one and two have the same title");
}

static void
json__has_an_object_a_plugin(void **state)
{
    json_t *list, *error;
    char *said;

    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", HEAD "indicators = { mine = 5 } }\n");
    said = plugin_folder_run(&folder, 65, "check", plugin_folder_path(&folder, "mine"), "--format=json");
    list = json_loads(said, 0, NULL);
    assert_int_equal(json_array_size(list), 1);
    assert_true(json_is_false(json_object_get(json_array_get(list, 0), "loads")));
    error = json_array_get(json_object_get(json_array_get(list, 0), "errors"), 0);
    assert_int_equal(json_integer_value(json_object_get(error, "line")), 2);
    json_decref(list);
    free(said);
}

#define USES_WORDS "local t = require \"turnout\"\nlocal words = require \"words\"\n" \
                   "return t.plugin { name = \"mine\", version = \"1.0.0\", api = 1, title = { zh = \"我\", en = \"Mine\" },\n" \
                   "indicators = { mine = t.value { of = t.count { of = \"activity.held\",\n" \
                   "  where = function(a) return words.is_good(a.kind) end } } } }\n"

static void
modules_of_the_folder__are_found_and_checked_as_the_plugin_is(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", USES_WORDS);
    plugin_folder_write(&folder, "mine/words.lua", "local more = require \"more\"\nreturn { is_good = function(k) return more(k) end }\n");
    plugin_folder_write(&folder, "mine/more.lua", "return function(k) return k == \"show\" end\n");
    plugin_folder_says(&folder, 0, "check", "1 plugin, 0 errors");
    plugin_folder_write(&folder, "mine/more.lua", "return function(k)\n  return kk == \"show\" end\n");
    plugin_folder_says(&folder, 65, "check", "mine/more.lua:2: error: there is no global name kk");
    plugin_folder_write(&folder, "mine/more.lua", "local words = require \"words\"\nreturn words\n");
    plugin_folder_says(&folder, 65, "check", "the module 'words' requires itself, or one that requires it");
    plugin_folder_write(&folder, "mine/more.lua", "local nothing = 5\n");
    plugin_folder_says(&folder, 65, "check", "mine/more.lua:1: error: a module must end with `return`, and what it gives");
    plugin_folder_write(&folder, "mine/words.lua", "--[==[ a comment ]==]\n--[==[ turnout module: x ]==]\nreturn {}\n");
    free(plugin_folder_run(&folder, 78, "check", plugin_folder_path(&folder, "mine"), NULL));
}

static void
a_module_that_is_not_there__is_an_error_with_its_line(void **state)
{
    (void)state;
    plugin_folder_write(&folder, "mine/init.lua", USES_WORDS);
    plugin_folder_says(&folder, 65, "check", "mine/init.lua:2: error: there is no module words");
}

static void
a_path_that_is_not_there__is_no_file(void **state)
{
    (void)state;
    free(plugin_folder_run(&folder, 66, "check", plugin_folder_path(&folder, "nowhere"), NULL));
}

static void
rules_that_ship__have_no_errors(void **state)
{
    char *said;

    (void)state;
    said = plugin_folder_run(&folder, 0, "check", NULL, NULL);
    assert_non_null(strstr(said, ", 0 errors, 0 warnings"));
    free(said);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_whole_plugin__has_nothing_to_complain_of),
        TEST(a_misspelt_option__is_named_with_file_line_and_what_was_meant),
        TEST(a_name_that_is_not_there__is_looked_up_in_the_file),
        TEST(every_plugin_of_a_folder__is_looked_at),
        TEST(a_file_that_never_ends__is_a_fault_like_others),
        TEST(what_is_missing_beside_the_rule__is_a_warning),
        TEST(a_category_that_no_case_has__is_a_warning_with_the_nearest),
        TEST(titles_versions_and_names__are_looked_at),
        TEST(json__has_an_object_a_plugin),
        TEST(modules_of_the_folder__are_found_and_checked_as_the_plugin_is),
        TEST(a_module_that_is_not_there__is_an_error_with_its_line),
        TEST(a_path_that_is_not_there__is_no_file),
        TEST(rules_that_ship__have_no_errors),
    };

    return cmocka_run_group_tests_name("plugin check", tests, NULL, NULL);
}
