/* SPDX-License-Identifier: MIT */
/*
 * `turnout plugin plan`: what a change is called, what is wrong with a rule, what the text says, and when a client goes away.
 */
#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/edited_rules.h"

#include <string.h>

static void
a_title_is_presentation__and_no_figure_is_compared(void **state)
{
    struct edited_rules rules;
    json_t *plan, *plugin;

    (void)state;
    edited_rules_start(&rules, false);
    edited_rules_edit(&rules, "Education coverage", "Reach of education");
    plan = plan_of(&rules.server);
    plugin = json_array_get(json_object_get(plan, "plugins"), 0);
    assert_string_equal(json_string_value(json_object_get(plugin, "name")), "education_coverage");
    assert_string_equal(json_string_value(json_object_get(plugin, "change")), "presentation");
    assert_int_equal(plan_count(plan, "cells", "compared"), 0);
    json_decref(plan);
    daemon_remove(&rules.server);
}

static void
a_file_that_does_not_load__is_named_with_its_line(void **state)
{
    static const char *const words[] = { "plugin", "plan", NULL };
    struct edited_rules rules;
    struct command command;

    (void)state;
    edited_rules_start(&rules, false);
    edited_rules_edit(&rules, "t.under(a", "t.undr(a"); /* only found when it is called: */
    edited_rules_edit(&rules, "t.percent(75)", "t.percnt(75)");
    daemon_command(&rules.server, &command, words);
    assert_int_equal(command.status, 65);
    assert_non_null(strstr(command.err, "education_coverage/init.lua:9: "));
    assert_non_null(strstr(command.err, "percent"));
    command_free(&command);
    daemon_remove(&rules.server);
}

static void
a_rule_that_fails_at_a_session__is_said_and_its_figures_are_left_out(void **state)
{
    static const char *const words[] = { "plugin", "plan", NULL };
    struct edited_rules rules;
    struct command command;
    struct buf lines = { 0 };

    (void)state;
    edited_rules_start(&rules, false);
    add_hall(&lines);
    post_accepted(rules.server.socket, &lines);
    edited_rules_edit(&rules, EDUCATION_RULE, "a.category.nothing.there");
    daemon_command(&rules.server, &command, words);
    assert_int_equal(command.status, 65);
    assert_non_null(strstr(command.err, "education_coverage/init.lua:19: "));
    assert_non_null(strstr(command.out, "0 changed"));
    command_free(&command);
    edited_rules_edit(&rules, "a.category.nothing.there", "(function() while true do end end)()");
    daemon_command(&rules.server, &command, words);
    assert_int_equal(command.status, 65);
    assert_non_null(strstr(command.err, "education_coverage"));
    command_free(&command);
    daemon_remove(&rules.server);
    buf_free(&lines);
}

static void
text__counts_moves_and_names_the_rules(void **state)
{
    static const char *const words[] = { "--lang", "en", "plugin", "plan", NULL };
    struct edited_rules rules;
    struct command command;
    struct buf lines = { 0 }, came = { 0 };

    (void)state;
    edited_rules_start(&rules, false);
    add_hall(&lines);
    hall_batch(0, &came);
    post_accepted(rules.server.socket, &lines);
    post_accepted(rules.server.socket, &came);
    edited_rules_edit(&rules, EDUCATION_RULE, EDUCATION_EDITED);
    daemon_command(&rules.server, &command, words);
    assert_int_equal(command.status, 0);
    assert_non_null(strstr(command.out, "education_coverage  means something else"));
    assert_non_null(strstr(command.out, "The largest moves"));
    assert_non_null(strstr(command.out, "Scores"));
    assert_non_null(strstr(command.out, "These rules: "));
    command_free(&command);
    daemon_remove(&rules.server);
    buf_free(&lines);
    buf_free(&came);
}

/* A process takes a while to start, so the second request finds the first one under way. */
static void
two_plans_at_once__are_one_too_many(void **state)
{
    struct edited_rules rules;
    struct client client;
    const char *line;

    (void)state;
    edited_rules_start(&rules, false);
    client_open(&client, rules.server.control);
    client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"plan\"}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"plan\"}\n"
                              "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"plan\",\"params\":{\"all\":1}}\n");
    line = client_line(&client);
    assert_non_null(strstr(line, "\"id\":2"));
    assert_non_null(strstr(line, "-32004"));
    line = client_line(&client);
    assert_non_null(strstr(line, "\"id\":3"));
    assert_non_null(strstr(line, "params.all"));
    do
        line = client_line(&client);
    while (strstr(line, "\"progress\""));
    assert_non_null(strstr(line, "\"id\":1"));
    assert_non_null(strstr(line, "\"result\""));
    client_close(&client);
    daemon_remove(&rules.server);
}

/* Its place is free again, and the daemon stops as ever. */
static void
a_client_that_goes_away__ends_its_plan(void **state)
{
    struct edited_rules rules;
    struct client client;

    (void)state;
    edited_rules_start(&rules, false);
    edited_rules_edit(&rules, EDUCATION_RULE, EDUCATION_EDITED);
    client_open(&client, rules.server.control);
    client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"plan\"}\n");
    client_close(&client);
    for (bool is_free = false; !is_free;) {
        client_open(&client, rules.server.control);
        client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"plan\"}\n");
        for (const char *line = client_line(&client); line; line = client_line(&client)) {
            is_free = strstr(line, "\"result\"") != NULL;
            if (is_free || strstr(line, "\"error\""))
                break;
        }
        client_close(&client);
    }
    daemon_stop(&rules.server);
    daemon_remove(&rules.server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_is_presentation__and_no_figure_is_compared),
        cmocka_unit_test(a_file_that_does_not_load__is_named_with_its_line),
        cmocka_unit_test(a_rule_that_fails_at_a_session__is_said_and_its_figures_are_left_out),
        cmocka_unit_test(text__counts_moves_and_names_the_rules),
        cmocka_unit_test(two_plans_at_once__are_one_too_many),
        cmocka_unit_test(a_client_that_goes_away__ends_its_plan),
    };

    return cmocka_run_group_tests_name("rule plan", tests, NULL, NULL);
}
