/* SPDX-License-Identifier: MIT */
/* ctest: timeout 600 */
/*
 * The life of a change: a rule is edited, planned, applied while a client posts,
 * compared with a daemon that never knew another rule, and rolled back.
 */
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/random_set.h"
#include "tests/support/report.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH = 500, BATCHES_MAX = 400, PEOPLE = 300, LECTURES = 40 };

static const char as_of[] = "2025-09-15";
static const char rule[] = "t.under(a.category, \"edu\")";
static const char edited[] = "t.under(a.category, \"edu\") or t.under(a.category, \"culture.lecture\")";

/* ---- a copy of the rules that ship ---- */

static void
write_file(const char *path, struct str text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static struct str
text_of(const char *path, struct buf *buf)
{
    struct err err;

    buf->len = 0;
    if (!file_read(path, 1 << 20, buf, &err))
        check_failed("%s", err.text);
    return buf_str(buf);
}

static void
copy_plugins(const char *folder)
{
    char from[DAEMON_PATH_SIZE], path[3 * DAEMON_PATH_SIZE];
    struct buf text = { 0 };
    struct dirent *entry;
    DIR *plugins;

    snprintf(from, sizeof from, "%s", source_path("plugins"));
    plugins = opendir(from);
    assert_non_null(plugins);
    assert_int_equal(mkdir(folder, 0700), 0);
    while ((entry = readdir(plugins)) != NULL) {
        snprintf(path, sizeof path, "%s/%s/init.lua", from, entry->d_name);
        if (entry->d_name[0] == '.' || access(path, R_OK) != 0)
            continue;
        text_of(path, &text);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        assert_int_equal(mkdir(path, 0700), 0);
        snprintf(path, sizeof path, "%s/%s/init.lua", folder, entry->d_name);
        write_file(path, buf_str(&text));
    }
    closedir(plugins);
    buf_free(&text);
}

/* Replaces the first `from` in the rule of education. */
static void
edit(const char *folder, const char *from, const char *to)
{
    char path[2 * DAEMON_PATH_SIZE];
    struct buf text = { 0 }, out = { 0 };
    const char *at;

    snprintf(path, sizeof path, "%s/education_coverage/init.lua", folder);
    text_of(path, &text);
    buf_put_byte(&text, 0);
    at = strstr(text.ptr, from);
    assert_non_null(at);
    buf_put(&out, text.ptr, (size_t)(at - text.ptr));
    buf_put_str(&out, str_of(to));
    buf_put_str(&out, str_of(at + strlen(from)));
    write_file(path, buf_str(&out));
    buf_free(&text);
    buf_free(&out);
}

struct fixture {
    struct daemon server;
    char rules[DAEMON_PATH_SIZE];
};

static void
set_up(struct fixture *fixture, bool is_edited)
{
    daemon_init(&fixture->server, as_of);
    fixture->server.no_shipped = true;
    snprintf(fixture->rules, sizeof fixture->rules, "%s/rules", fixture->server.folder);
    copy_plugins(fixture->rules);
    if (is_edited)
        edit(fixture->rules, rule, edited);
    daemon_add_plugins(&fixture->server, fixture->rules);
    daemon_start(&fixture->server);
}

/* ---- the command ---- */

static json_t *
json_of(const struct daemon *server, const char *const *words)
{
    struct command command;
    json_t *json;

    daemon_command(server, &command, words);
    if (command.status != 0)
        check_failed("turnout %s %s: status %d: %s", words[0], words[1], command.status, command.err);
    json = json_loads(command.out, 0, NULL);
    assert_non_null(json);
    command_free(&command);
    return json;
}

static json_t *
plan_of(const struct daemon *server)
{
    static const char *const words[] = { "plugin", "plan", "--all", "--format", "json", NULL };

    return json_of(server, words);
}

static long long
count_in(const json_t *plan, const char *group, const char *key)
{
    return json_integer_value(json_object_get(json_object_get(plan, group), key));
}

static void
succeeds(const struct daemon *server, const char *const *words)
{
    struct command command;

    daemon_command(server, &command, words);
    if (command.status != 0)
        check_failed("turnout %s %s: status %d: %s", words[0], words[1], command.status, command.err);
    command_free(&command);
}

/* ---- what an independent program says ---- */

static json_t *
cells_of_the_oracle(const struct buf *lines)
{
    char script[DAEMON_PATH_SIZE], *input = strndup(lines->ptr, lines->len);
    const char *const argv[] = { "/usr/bin/env", "python3", script, as_of, "culture.lecture", NULL };
    struct command command;
    json_t *cells;

    snprintf(script, sizeof script, "%s", source_path("tests/oracle/rule_change.py"));
    command_run(&command, argv, input);
    if (command.status != 0)
        check_failed("rule_change.py: %s", command.err);
    cells = json_loads(command.out, 0, NULL);
    assert_non_null(cells);
    command_free(&command);
    free(input);
    return cells;
}

static const char *const values[] = { "state", "numerator", "denominator", "named", "lower", "upper", "met", "short" };

static bool
differs(const json_t *a, const json_t *b)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (!json_equal(json_object_get(a, values[i]), json_object_get(b, values[i])))
            return true;
    return false;
}

/* By the names of its row: its numbers before and after. Flags and notes are not the oracle's: a cell that has nothing else to say is left out.
 * Neither are groups whose population is that of units below: known has the rows that it lists; NULL: all. */
static json_t *
by_key(const json_t *cells, const json_t *known)
{
    static const char *const keys[] = { "indicator", "unit", "team", "category", "group", "period" };
    json_t *object = json_object();
    const json_t *cell;
    size_t i;

    json_array_foreach(cells, i, cell) {
        const json_t *before = json_object_get(cell, "before"), *after = json_object_get(cell, "after");
        json_t *numbers = json_pack("[{},{}]");
        struct buf key = { 0 };
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            const char *name = json_string_value(json_object_get(cell, keys[k]));
            buf_printf(&key, "%s ", name ? name : "-");
        }
        buf_put_byte(&key, 0);
        for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
            json_object_set(json_array_get(numbers, 0), values[k], json_object_get(before, values[k]));
            json_object_set(json_array_get(numbers, 1), values[k], json_object_get(after, values[k]));
        }
        if ((!known || json_object_get(known, key.ptr)) && differs(before, after))
            json_object_set(object, key.ptr, numbers);
        json_decref(numbers);
        buf_free(&key);
    }
    return object;
}

static size_t
expect_cells(const struct buf *lines, const json_t *told)
{
    json_t *oracle = cells_of_the_oracle(lines), *expected = by_key(json_object_get(oracle, "cells"), NULL);
    json_t *actual = by_key(told, json_object_get(oracle, "rows")), *value;
    size_t count = json_object_size(expected);
    const char *key;

    json_object_foreach(expected, key, value)
        if (!json_equal(json_object_get(actual, key), value))
            check_failed("%s: the plan says %s, but it is %s", key, json_dumps(json_object_get(actual, key), JSON_ENCODE_ANY),
                         json_dumps(value, 0));
    json_object_foreach(actual, key, value)
        if (!json_object_get(expected, key))
            check_failed("%s: the plan says %s, but it does not change", key, json_dumps(value, 0));
    json_decref(oracle);
    json_decref(expected);
    json_decref(actual);
    return count;
}

/* ---- events ---- */

/* A random world in which shows are lectures, and a hall where everybody comes to lectures. */
static void
world_lines(unsigned seed, struct buf *lines)
{
    json_t *events = random_set(seed);
    struct buf posted = { 0 };
    const char *at, *show;

    add_events(&posted, events);
    buf_put_byte(&posted, 0);
    for (at = posted.ptr; (show = strstr(at, "culture.show")) != NULL; at = show + strlen("culture.show")) {
        buf_put(lines, at, (size_t)(show - at));
        buf_put_str(lines, STR("culture.lecture"));
    }
    buf_put_str(lines, str_of(at));
    json_decref(events);
    buf_free(&posted);
}

static void
hall_lines(struct buf *lines)
{
    char id[32];

    add_event(lines, "hall", 1, "unit.put", "\"unit\":\"hall\",\"level\":\"community\"");
    add_event(lines, "hall-people", 1, "population.put", "\"unit\":\"hall\",\"basis\":\"usual\",\"count\":%d,\"at\":\"2025-01-01\"", PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(id, sizeof id, "home-%d", i);
        add_event(lines, id, 1, "person.put", "\"person\":\"h%d\",\"home\":\"hall\",\"at\":\"2025-01-01\"", i);
    }
    for (int i = 0; i < LECTURES; i++) {
        snprintf(id, sizeof id, "lecture-%d", i);
        add_event(lines, id, 1, "activity.held", "\"activity\":\"lecture-%d\",\"unit\":\"hall\",\"category\":\"%s\",\"start\":\"2025-0%d-11\"",
                  i, i % 4 == 0 ? "edu.law" : "culture.lecture", 1 + i % 9);
    }
}

/* The same batch, whoever posts it. */
static void
batch_lines(int batch, struct buf *lines)
{
    char id[32];

    lines->len = 0;
    for (int i = batch * BATCH; i < (batch + 1) * BATCH; i++) {
        snprintf(id, sizeof id, "came-%d", i);
        add_event(lines, id, 1, "attendance", "\"activity\":\"lecture-%d\",\"person\":\"h%d\",\"status\":\"present\"", i % LECTURES,
                  i % PEOPLE);
    }
}

struct poster {
    const char *socket;
    pthread_mutex_t mutex;
    pthread_cond_t grew;
    int batches; /* acknowledged */
    bool stops;
};

/* Notes another batch; false: it is to stop. */
static bool
goes_on(struct poster *poster, int batches)
{
    bool stops;

    pthread_mutex_lock(&poster->mutex);
    poster->batches = batches;
    stops = poster->stops;
    pthread_cond_broadcast(&poster->grew);
    pthread_mutex_unlock(&poster->mutex);
    return !stops;
}

/* As fast as it can until it is told to stop; what it has posted once it posts again. */
static void *
post_on(void *arg)
{
    struct poster *poster = arg;
    struct buf lines = { 0 };
    struct client client;
    long long sent = 0;

    client_open(&client, poster->socket);
    for (int batch = 0; goes_on(poster, batch); batch++) {
        batch_lines(batch % BATCHES_MAX, &lines);
        if (!client_send(&client, lines.ptr, lines.len))
            break;
        client_wait_acked(&client, sent += BATCH);
    }
    client_finish(&client);
    while (client_line(&client))
        ;
    client_close(&client);
    buf_free(&lines);
    return NULL;
}

/* So many more than there are now; stops: then it is told to stop. */
static void
wait_for_batches(struct poster *poster, int more, bool stops)
{
    int wanted;

    pthread_mutex_lock(&poster->mutex);
    for (wanted = poster->batches + more; poster->batches < wanted;)
        pthread_cond_wait(&poster->grew, &poster->mutex);
    poster->stops = stops;
    pthread_mutex_unlock(&poster->mutex);
}

/* ---- figures ---- */

/* What a daemon says that only ever knew its present rules. */
static void
expect_clean_rebuild(const char *what, const struct buf *world, int batches, bool is_edited, const json_t *actual)
{
    struct fixture clean;
    struct buf lines = { 0 };
    json_t *expected;

    set_up(&clean, is_edited);
    post_accepted(clean.server.socket, world);
    for (int batch = 0; batch < batches && batch < BATCHES_MAX; batch++) {
        batch_lines(batch, &lines);
        post_accepted(clean.server.socket, &lines);
    }
    wait_published(&clean.server);
    expected = report_rows(&clean.server, NULL);
    expect_rows(what, expected, actual);
    json_decref(expected);
    daemon_remove(&clean.server);
    buf_free(&lines);
}

static void
a_rule_is_planned_applied_and_rolled_back__while_a_client_posts(void **state)
{
    static const char *const rollback[] = { "plugin", "rollback", NULL };
    struct fixture fixture;
    struct buf world = { 0 };
    struct poster poster;
    pthread_t thread;
    const char *apply[] = { "plugin", "apply", "--planned", NULL, NULL };
    json_t *plan, *rows;

    (void)state;
    set_up(&fixture, false);
    world_lines(3, &world);
    hall_lines(&world);
    post_accepted(fixture.server.socket, &world);
    wait_published(&fixture.server);
    edit(fixture.rules, rule, edited);
    plan = plan_of(&fixture.server);
    apply[3] = json_string_value(json_object_get(plan, "rules"));

    poster = (struct poster){ .socket = fixture.server.socket, .mutex = PTHREAD_MUTEX_INITIALIZER, .grew = PTHREAD_COND_INITIALIZER };
    assert_int_equal(pthread_create(&thread, NULL, post_on, &poster), 0);
    wait_for_batches(&poster, 4, false);
    succeeds(&fixture.server, apply);
    wait_for_batches(&poster, 4, true); /* they came after it, too */
    assert_int_equal(pthread_join(thread, NULL), 0);
    wait_published(&fixture.server);
    rows = report_rows(&fixture.server, NULL);
    expect_clean_rebuild("applied", &world, poster.batches, true, rows);
    json_decref(rows);

    succeeds(&fixture.server, rollback);
    wait_published(&fixture.server);
    rows = report_rows(&fixture.server, NULL);
    expect_clean_rebuild("rolled back", &world, poster.batches, false, rows);
    json_decref(rows);
    json_decref(plan);
    daemon_remove(&fixture.server);
    buf_free(&world);
}

static void
a_plan__says_exactly_what_an_independent_program_says(void **state)
{
    size_t cells = 0;

    (void)state;
    for (unsigned seed = 1; seed <= 6; seed++) {
        struct fixture fixture;
        struct buf world = { 0 };
        json_t *plan, *rows, *again;

        set_up(&fixture, false);
        world_lines(seed, &world);
        post_accepted(fixture.server.socket, &world);
        wait_published(&fixture.server);
        rows = report_rows(&fixture.server, NULL);
        edit(fixture.rules, rule, edited);
        plan = plan_of(&fixture.server);
        cells += expect_cells(&world, json_object_get(json_object_get(plan, "all"), "cells"));
        assert_int_equal(json_array_size(json_object_get(json_object_get(plan, "all"), "cells")),
                         count_in(plan, "cells", "changed") + count_in(plan, "cells", "new") + count_in(plan, "cells", "gone"));
        again = report_rows(&fixture.server, NULL);
        expect_rows("a plan changes nothing", rows, again);
        json_decref(plan);
        json_decref(rows);
        json_decref(again);
        daemon_remove(&fixture.server);
        buf_free(&world);
    }
    assert_true(cells > 40);
}

/* ---- what a plan says of plugins ---- */

static void
a_title_is_presentation__and_no_figure_is_compared(void **state)
{
    struct fixture fixture;
    json_t *plan, *plugin;

    (void)state;
    set_up(&fixture, false);
    edit(fixture.rules, "Education coverage", "Reach of education");
    plan = plan_of(&fixture.server);
    plugin = json_array_get(json_object_get(plan, "plugins"), 0);
    assert_string_equal(json_string_value(json_object_get(plugin, "name")), "education_coverage");
    assert_string_equal(json_string_value(json_object_get(plugin, "change")), "presentation");
    assert_int_equal(count_in(plan, "cells", "compared"), 0);
    json_decref(plan);
    daemon_remove(&fixture.server);
}

static void
a_file_that_does_not_load__is_named_with_its_line(void **state)
{
    static const char *const words[] = { "plugin", "plan", NULL };
    struct fixture fixture;
    struct command command;

    (void)state;
    set_up(&fixture, false);
    edit(fixture.rules, "t.under(a", "t.undr(a"); /* only found when it is called: */
    edit(fixture.rules, "t.percent(75)", "t.percnt(75)");
    daemon_command(&fixture.server, &command, words);
    assert_int_equal(command.status, 65);
    assert_non_null(strstr(command.err, "education_coverage/init.lua:9: "));
    assert_non_null(strstr(command.err, "percent"));
    command_free(&command);
    daemon_remove(&fixture.server);
}

static void
a_rule_that_fails_at_a_session__is_said_and_its_figures_are_left_out(void **state)
{
    static const char *const words[] = { "plugin", "plan", NULL };
    struct fixture fixture;
    struct command command;
    struct buf lines = { 0 };

    (void)state;
    set_up(&fixture, false);
    hall_lines(&lines);
    post_accepted(fixture.server.socket, &lines);
    edit(fixture.rules, rule, "a.category.nothing.there");
    daemon_command(&fixture.server, &command, words);
    assert_int_equal(command.status, 65);
    assert_non_null(strstr(command.err, "education_coverage/init.lua:19: "));
    assert_non_null(strstr(command.out, "0 changed"));
    command_free(&command);
    edit(fixture.rules, "a.category.nothing.there", "(function() while true do end end)()");
    daemon_command(&fixture.server, &command, words);
    assert_int_equal(command.status, 65);
    assert_non_null(strstr(command.err, "education_coverage"));
    command_free(&command);
    daemon_remove(&fixture.server);
    buf_free(&lines);
}

static void
text__counts_moves_and_names_the_rules(void **state)
{
    static const char *const words[] = { "--lang", "en", "plugin", "plan", NULL };
    struct fixture fixture;
    struct command command;
    struct buf lines = { 0 }, came = { 0 };

    (void)state;
    set_up(&fixture, false);
    hall_lines(&lines);
    batch_lines(0, &came);
    post_accepted(fixture.server.socket, &lines);
    post_accepted(fixture.server.socket, &came);
    edit(fixture.rules, rule, edited);
    daemon_command(&fixture.server, &command, words);
    assert_int_equal(command.status, 0);
    assert_non_null(strstr(command.out, "education_coverage  means something else"));
    assert_non_null(strstr(command.out, "The largest moves"));
    assert_non_null(strstr(command.out, "Scores"));
    assert_non_null(strstr(command.out, "These rules: "));
    command_free(&command);
    daemon_remove(&fixture.server);
    buf_free(&lines);
    buf_free(&came);
}

/* A process takes a while to start, so the second request finds the first one under way. */
static void
two_plans_at_once__are_one_too_many(void **state)
{
    struct fixture fixture;
    struct client client;
    const char *line;

    (void)state;
    set_up(&fixture, false);
    client_open(&client, fixture.server.control);
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
    daemon_remove(&fixture.server);
}

/* Its place is free again, and the daemon stops as ever. */
static void
a_client_that_goes_away__ends_its_plan(void **state)
{
    struct fixture fixture;
    struct client client;

    (void)state;
    set_up(&fixture, false);
    edit(fixture.rules, rule, edited);
    client_open(&client, fixture.server.control);
    client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"plan\"}\n");
    client_close(&client);
    for (bool is_free = false; !is_free;) {
        client_open(&client, fixture.server.control);
        client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"plan\"}\n");
        for (const char *line = client_line(&client); line; line = client_line(&client)) {
            is_free = strstr(line, "\"result\"") != NULL;
            if (is_free || strstr(line, "\"error\""))
                break;
        }
        client_close(&client);
    }
    daemon_stop(&fixture.server);
    daemon_remove(&fixture.server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan__says_exactly_what_an_independent_program_says),
        cmocka_unit_test(a_rule_is_planned_applied_and_rolled_back__while_a_client_posts),
        cmocka_unit_test(a_title_is_presentation__and_no_figure_is_compared),
        cmocka_unit_test(a_file_that_does_not_load__is_named_with_its_line),
        cmocka_unit_test(a_rule_that_fails_at_a_session__is_said_and_its_figures_are_left_out),
        cmocka_unit_test(text__counts_moves_and_names_the_rules),
        cmocka_unit_test(two_plans_at_once__are_one_too_many),
        cmocka_unit_test(a_client_that_goes_away__ends_its_plan),
    };

    return cmocka_run_group_tests_name("rule_change", tests, NULL, NULL);
}
