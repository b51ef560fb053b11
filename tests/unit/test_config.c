/* SPDX-License-Identifier: MIT */
#include "daemon/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct config config;
static struct err err;

static int
make_config(void **state)
{
    (void)state;
    config_init(&config);
    err = (struct err){ 0 };
    return 0;
}

static int
drop_config(void **state)
{
    (void)state;
    config_free(&config);
    return 0;
}

static bool
parse(const char *text)
{
    return config_parse(&config, "t.conf", str_of(text), &err);
}

static void
expect_good(const char *text)
{
    if (!parse(text))
        fail_msg("%s", err.text);
}

static void
expect_error(const char *text, const char *message)
{
    config_free(&config);
    config_init(&config);
    if (parse(text))
        fail_msg("taken: %s", text);
    assert_int_equal(err.code, ERR_CONFIG);
    assert_string_equal(err.text, message);
}

static void
nothing__leaves_the_defaults(void **state)
{
    (void)state;
    expect_good("# nothing\n\n; nothing either\n");
    assert_null(config.settings.socket);
    assert_null(config.settings.db);
    assert_int_equal(config.settings.max_line, 1024 * 1024);
    assert_int_equal(config.settings.queue_bytes, 64 * 1024 * 1024);
    assert_int_equal(config.settings.publish_interval, 250);
    assert_int_equal(config.settings.rule_budget, 10000);
    assert_int_equal(config.settings.socket_mode, 0660);
    assert_int_equal(config.settings.year_start_month, 1);
    assert_int_equal(config.settings.disclosure.below, 5);
    assert_false(config.settings.disclosure.hides_zero);
}

static void
daemon__takes_every_setting(void **state)
{
    (void)state;
    expect_good("[daemon]\nsocket = /run/a.sock\ncontrol=/run/c.sock\ndb = /var/a b.db ; spaces are fine\n"
                "max_line = 64 KiB\nqueue_bytes = 1GiB\npublish_interval = 2s\nsocket_mode = 0600\nyear_start_month = 9\n"
                "suppress_below = 11\nhide_zero = true\ncontrol_group = root\nwatch_plugins = true\nrule_budget = 30s\n");
    assert_string_equal(config.settings.socket, "/run/a.sock");
    assert_string_equal(config.settings.control, "/run/c.sock");
    assert_string_equal(config.settings.db, "/var/a b.db");
    assert_int_equal(config.settings.max_line, 64 * 1024);
    assert_int_equal(config.settings.queue_bytes, 1024 * 1024 * 1024);
    assert_int_equal(config.settings.publish_interval, 2000);
    assert_int_equal(config.settings.socket_mode, 0600);
    assert_int_equal(config.settings.year_start_month, 9);
    assert_int_equal(config.settings.disclosure.below, 11);
    assert_true(config.settings.disclosure.hides_zero);
    assert_int_equal(config.settings.rule_budget, 30000);
}

static void
values__stand_within_their_bounds(void **state)
{
    static const struct {
        const char *good, *bad;
    } bounds[] = {
        { "max_line = 1KiB", "max_line = 1023" },          { "max_line = 16MiB", "max_line = 17MiB" },
        { "queue_bytes = 1MiB", "queue_bytes = 1023KiB" }, { "queue_bytes = 64GiB", "queue_bytes = 65GiB" },
        { "publish_interval = 10ms", "publish_interval = 9ms" }, { "publish_interval = 60s", "publish_interval = 61s" },
        { "year_start_month = 1", "year_start_month = 0" },      { "year_start_month = 12", "year_start_month = 13" },
        { "socket_mode = 777", "socket_mode = 1777" },           { "socket_mode = 1", "socket_mode = 0" },
        { "suppress_below = 3", "suppress_below = 2" },          { "suppress_below = 1000", "suppress_below = 1001" },
        { "hide_zero = false", "hide_zero = no" },          { "control_group = root", "control_group = no-such-group" },
        { "watch_plugins = false", "watch_plugins = 1" },
        { "rule_budget = 100ms", "rule_budget = 99ms" }, { "rule_budget = 3600s", "rule_budget = 3601s" },
        { "max_line = 1024B", "max_line = 99999999999999999999" },
    };
    char text[100];

    (void)state;
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        config_free(&config);
        config_init(&config);
        snprintf(text, sizeof text, "[daemon]\n%s\n", bounds[i].good);
        expect_good(text);
        config_free(&config);
        config_init(&config);
        snprintf(text, sizeof text, "[daemon]\n%s\n", bounds[i].bad);
        assert_false(parse(text));
    }
}

static void
values__of_another_kind_are_named_with_file_and_line(void **state)
{
    (void)state;
    expect_error("[daemon]\n\nmax_line = 1 MB\n", "t.conf:3: max_line: \"1 MB\" is not a value like 64MiB");
    expect_error("[daemon]\npublish_interval = 250\n",
                 "t.conf:2: publish_interval: \"250\" is not a value like 250ms");
    expect_error("[daemon]\nyear_start_month = May\n", "t.conf:2: year_start_month: \"May\" is not a value like 9");
    expect_error("[daemon]\nyear_start_month = 13\n", "t.conf:2: year_start_month: 13 is outside 1..12");
    expect_error("[daemon]\nsocket_mode = 0888\n", "t.conf:2: socket_mode: \"0888\" is not a file mode like 0660");
    expect_error("[daemon]\ndb = t.db\n", "t.conf:2: db: \"t.db\" is not an absolute path");
    expect_error("[daemon]\ndb =\n", "t.conf:2: db: \"\" is not an absolute path");
}

static void
unknown__is_an_error_with_a_suggestion(void **state)
{
    (void)state;
    expect_error("[deamon]\ndb = /t.db\n", "t.conf:2: there is no section [deamon], did you mean daemon?");
    expect_error("[daemon]\ndb = /t.db\nmaxline = 1MiB\n",
                 "t.conf:3: [daemon] has no setting \"maxline\", did you mean max_line?");
    expect_error("[daemon]\ncolour = red\n", "t.conf:2: [daemon] has no setting \"colour\"");
    expect_error("[allow gate]\nuser = root\n", "t.conf:2: [allow gate] has no setting \"user\", did you mean users?");
}

static void
file__that_has_no_form_is_an_error_at_its_line(void **state)
{
    (void)state;
    expect_error("db = /t.db\n", "t.conf:1: \"db\" stands before the first [section]");
    expect_error("[daemon]\n\nhello\n", "t.conf:3: this is neither a [section] nor \"setting = value\"");
    expect_error("[daemon\ndb = /t.db\n", "t.conf:2: \"db\" stands before the first [section]");
    expect_error("[daemon x]\ndb = /t.db\n", "t.conf:2: [daemon] takes no name");
    expect_error("[plugin]\ntarget = 1\n", "t.conf:2: [plugin] needs a name: [plugin NAME]");
    expect_error("[daemon]\ndb = /a\ndb = /b\n", "t.conf:3: db is set a second time in this file");
}

static void
indented_setting__is_not_taken_for_the_value_of_the_one_above(void **state)
{
    (void)state;
    expect_error("[daemon]\nsocket = /a\n  db = /b\n",
                 "t.conf:3: an indented line continues the one above, but socket takes only one line");
    config_free(&config);
    config_init(&config);
    expect_good("[daemon]\n  db = /b\n");
    assert_string_equal(config.settings.db, "/b");
}

static void
line__that_inih_would_cut_is_refused(void **state)
{
    char text[400] = "[plugin x]\ntarget = ";

    (void)state;
    memset(text + strlen(text), 'x', 300);
    assert_false(parse(text));
    assert_memory_equal(err.text, "t.conf:2: the line has more than ", 33);
    assert_false(config_parse(&config, "t.conf", STR("[daemon]\ndb = /a\0b\n"), &err));
    assert_string_equal(err.text, "t.conf:2: the line holds a NUL byte");
    expect_error("[plugin xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]\na = 1\n",
                 "t.conf:1: the name of a section has at most 49 bytes");
}

static void
plugin__values_are_kept_as_text_and_a_later_file_replaces_them(void **state)
{
    (void)state;
    expect_good("[plugin education_coverage]\ntarget = 80\nmin_minutes = 30\n[plugin cadence]\ntarget = 1\n");
    expect_good("[plugin education_coverage]\ntarget = 90.5\n");
    assert_int_equal(config.override_count, 3);
    assert_true(str_eq(config.overrides[0].plugin, STR("education_coverage")));
    assert_true(str_eq(config.overrides[0].name, STR("target")));
    assert_true(str_eq(config.overrides[0].value, STR("90.5")));
    assert_true(str_eq(config.overrides[1].value, STR("30")));
    assert_true(str_eq(config.overrides[2].plugin, STR("cadence")));
}

static void
allow__lists_go_on_in_indented_lines(void **state)
{
    const struct grant *grant = &config.grants[0];

    (void)state;
    expect_good("[allow gates]\nusers = root, 4711\ngroups = 4712\nsources = gate/*\n  door/1\ntypes = turnout.attendance\n");
    grant = &config.grants[0];
    assert_int_equal(config.grant_count, 1);
    assert_int_equal(grant->user_count, 2);
    assert_int_equal(grant->users[0], 0);
    assert_int_equal(grant->users[1], 4711);
    assert_int_equal(grant->groups[0], 4712);
    assert_int_equal(grant->source_count, 2);
    assert_true(str_eq(grant->sources[0], STR("gate/*")));
    assert_true(str_eq(grant->sources[1], STR("door/1")));
    assert_int_equal(grant->type_count, 1);
    assert_false(grant->anyone);
}

static void
allow__names_people_who_exist_and_patterns_that_can_match(void **state)
{
    (void)state;
    expect_error("[allow x]\nusers = nobody-of-that-name\n", "t.conf:2: users: there is no user \"nobody-of-that-name\"");
    expect_error("[allow x]\ngroups = no-such-group\n", "t.conf:2: groups: there is no group \"no-such-group\"");
    expect_error("[allow x]\nusers = root\nsources = gate/*/1\n", "t.conf:3: sources: \"gate/*/1\": a * may only stand at the end");
    expect_error("[allow x]\nsources = gate/1\n", "t.conf: [allow x] names neither users nor groups");
    config_free(&config);
    config_init(&config);
    expect_good("[allow x]\nusers = *\n");
    assert_true(config.grants[0].anyone);
}

/* A folder with turnout.conf and conf.d of its own. */
static char folder[64];

static void
write_file(const char *name, const char *text)
{
    char path[160];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void
remove_file(const char *name)
{
    char path[160];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    remove(path);
}

static void
system_files__are_read_in_order_and_may_be_missing(void **state)
{
    char path[160], conf_d[160];

    (void)state;
    snprintf(folder, sizeof folder, "/tmp/turnout-config-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/turnout.conf", folder);
    snprintf(conf_d, sizeof conf_d, "%s/conf.d", folder);
    assert_true(config_read_system(&config, path, &err));
    assert_false(config_read_file(&config, path, &err));
    assert_int_equal(err.code, ERR_NO_FILE);

    assert_int_equal(mkdir(conf_d, 0700), 0);
    write_file("turnout.conf", "[daemon]\nyear_start_month = 2\nmax_line = 2KiB\n");
    write_file("conf.d/20.conf", "[daemon]\nyear_start_month = 4\n");
    write_file("conf.d/10.conf", "[daemon]\nyear_start_month = 3\n");
    write_file("conf.d/30.conf.off", "nonsense\n");
    write_file("conf.d/.40.conf", "nonsense\n");
    assert_true(config_read_system(&config, path, &err));
    assert_int_equal(config.settings.year_start_month, 4);
    assert_int_equal(config.settings.max_line, 2048);

    write_file("conf.d/15.conf", "nonsense\n");
    assert_false(config_read_system(&config, path, &err));
    assert_non_null(strstr(err.text, "conf.d/15.conf:1: "));

    remove_file("turnout.conf"), remove_file("conf.d/10.conf"), remove_file("conf.d/15.conf");
    remove_file("conf.d/20.conf"), remove_file("conf.d/30.conf.off"), remove_file("conf.d/.40.conf");
    remove_file("conf.d"), remove(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing__leaves_the_defaults, make_config, drop_config),
        cmocka_unit_test_setup_teardown(daemon__takes_every_setting, make_config, drop_config),
        cmocka_unit_test_setup_teardown(values__stand_within_their_bounds, make_config, drop_config),
        cmocka_unit_test_setup_teardown(values__of_another_kind_are_named_with_file_and_line, make_config, drop_config),
        cmocka_unit_test_setup_teardown(unknown__is_an_error_with_a_suggestion, make_config, drop_config),
        cmocka_unit_test_setup_teardown(file__that_has_no_form_is_an_error_at_its_line, make_config, drop_config),
        cmocka_unit_test_setup_teardown(indented_setting__is_not_taken_for_the_value_of_the_one_above, make_config,
                                        drop_config),
        cmocka_unit_test_setup_teardown(line__that_inih_would_cut_is_refused, make_config, drop_config),
        cmocka_unit_test_setup_teardown(plugin__values_are_kept_as_text_and_a_later_file_replaces_them, make_config,
                                        drop_config),
        cmocka_unit_test_setup_teardown(allow__lists_go_on_in_indented_lines, make_config, drop_config),
        cmocka_unit_test_setup_teardown(allow__names_people_who_exist_and_patterns_that_can_match, make_config,
                                        drop_config),
        cmocka_unit_test_setup_teardown(system_files__are_read_in_order_and_may_be_missing, make_config, drop_config),
    };

    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
