/* SPDX-License-Identifier: MIT */
/*
 * `turnout log`: the accepted events as people and programs list them, and as a
 * file that makes the same figures in an empty store.
 */
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct daemon daemon_, other;

static size_t
lines_of(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static size_t
listed(const char *const *words)
{
    struct command command = daemon_command_ends(&daemon_, 0, words);
    size_t count = lines_of(command.out);

    command_free(&command);
    return count;
}

static void
add_world(struct buf *lines)
{
    add_event(lines, "s", 1, "unit.put", "\"at\":\"2024-01-01\",\"unit\":\"s\",\"level\":\"street\"");
    add_event(lines, "c", 1, "unit.put", "\"at\":\"2024-01-01\",\"unit\":\"c1\",\"parent\":\"s\",\"level\":\"community\",\"name\":\"柳背桥\"");
    add_event(lines, "p", 1, "population.put", "\"at\":\"2024-01-01\",\"unit\":\"c1\",\"basis\":\"usual\",\"count\":8");
    for (int i = 0; i < 6; i++) {
        char id[16];
        snprintf(id, sizeof id, "h%d", i);
        add_event(lines, id, 1, "person.put",
                  "\"at\":\"2024-01-01\",\"person\":\"p%d\",\"home\":\"c1\",\"groups\":[\"elderly\"]", i);
    }
    add_event(lines, "m", 1, "person.merge", "\"from\":\"p5\",\"into\":\"p0\"");
    add_event(lines, "a1", 1, "activity.held", "\"activity\":\"a1\",\"unit\":\"c1\",\"category\":\"edu.law\",\"start\":\"2024-03-08\"");
    add_event(lines, "a2", 1, "activity.held", "\"activity\":\"a2\",\"unit\":\"c1\",\"category\":\"sport\",\"start\":\"2024-07\"");
    add_event(lines, "t1", 1, "attendance", "\"activity\":\"a1\",\"persons\":[\"p0\",\"p1\",\"p5\"],\"status\":\"present\",\"minutes\":45");
    add_event(lines, "t2", 1, "attendance", "\"activity\":\"a2\",\"person\":\"p2\",\"status\":\"late\",\"role\":\"performer\",\"note\":1.50");
    add_event(lines, "t2", 2, "attendance", "\"activity\":\"a2\",\"person\":\"p3\",\"status\":\"present\"");
    add_event(lines, "n", 1, "headcount", "\"activity\":\"a1\",\"total\":7,\"residents\":6");
    add_event(lines, "w", 1, "attendance", "\"activity\":\"nowhere\",\"person\":\"p4\",\"status\":\"present\"");
    add_event(lines, "v", 1, "volunteer.hours", "\"at\":\"2024-05-01\",\"unit\":\"c1\",\"person\":\"p1\",\"minutes\":50");
    add_event(lines, "x", 1, "activity.held", "\"activity\":\"a3\",\"unit\":\"c1\",\"category\":\"sport\",\"start\":\"2024-09-01\"");
    add_event(lines, "r", 1, "retract", "\"source\":\"test\",\"id\":\"x\"");
}

static void
post_text(const struct daemon *daemon, const char *text, size_t len)
{
    char path[160];
    struct command command;
    FILE *file;

    snprintf(path, sizeof path, "%s/posted.ndjson", daemon->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
    command = daemon_command_ends(daemon, 0, WORDS("post", "--wait", path));
    command_free(&command);
}

static void
log__posted_to_an_empty_store_gives_the_same_figures(void **state)
{
    struct command first = daemon_command_ends(&daemon_, 0, WORDS("log", "--format", "ndjson")), second;
    json_t *expected, *actual;

    (void)state;
    daemon_init(&other, "2025-01-01");
    daemon_start(&other);
    post_text(&other, first.out, first.out_len);
    expected = report_rows(&daemon_, NULL);
    actual = report_rows(&other, NULL);
    assert_true(json_array_size(expected) > 100);
    expect_rows("the figures of the log posted again", expected, actual);

    second = daemon_command_ends(&other, 0, WORDS("log", "--format", "ndjson"));
    assert_int_equal(lines_of(first.out), lines_of(second.out));
    json_decref(expected);
    json_decref(actual);
    command_free(&first);
    command_free(&second);
    daemon_remove(&other);
}

static void
log__shows_of_a_merge_who_became_whom(void **state)
{
    struct command command = daemon_command_ends(&daemon_, 0, WORDS("log", "--format", "ndjson", "--type", "person.merge"));

    (void)state;
    assert_int_equal(lines_of(command.out), 1);
    assert_non_null(strstr(command.out, "\"data\":{\"from\":\"6\",\"into\":\"1\"}}"));
    command_free(&command);
}

static void
log__keeps_numbers_and_unknown_fields_as_they_were_posted(void **state)
{
    struct command command = daemon_command_ends(&daemon_, 0, WORDS("log", "--format", "ndjson", "--id", "t2", "--state", "superseded"));

    (void)state;
    assert_non_null(strstr(command.out, "\"note\":1.5,\"activity\":\"a2\",\"person\":\"3\",\"status\":\"late\",\"role\":\"performer\""));
    command_free(&command);
}

static void
filters__choose_by_state_source_type_activity_unit_and_position(void **state)
{
    (void)state;
    assert_int_equal(listed(WORDS("log")), 20);
    assert_int_equal(listed(WORDS("log", "--state", "pending")), 1);
    assert_int_equal(listed(WORDS("log", "--state", "retracted", "--state", "superseded")), 2);
    assert_int_equal(listed(WORDS("log", "--type", "attendance")), 4);
    assert_int_equal(listed(WORDS("log", "--type", "turnout.headcount", "--type", "retract")), 2);
    assert_int_equal(listed(WORDS("log", "--activity", "a1")), 3);
    assert_int_equal(listed(WORDS("log", "--activity", "a1", "--type", "attendance")), 1);
    assert_int_equal(listed(WORDS("log", "--id", "t2")), 2);
    assert_int_equal(listed(WORDS("log", "--source", "nobody")), 0);
    assert_int_equal(listed(WORDS("log", "--from", "19")), 2);
    assert_int_equal(listed(WORDS("log", "--from", "2", "--to", "4")), 3);
}

static void
unknown_state__is_refused_with_the_nearest(void **state)
{
    (void)state;
    daemon_command_says(&daemon_, 64, WORDS("log", "--state", "aplied"), "", "applied");
}

static void
log__is_read_while_the_daemon_is_down(void **state)
{
    (void)state;
    daemon_stop(&daemon_);
    assert_int_equal(listed(WORDS("log", "--format", "json")), 20);
    daemon_start(&daemon_);
}

static int
set_up(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&daemon_, "2025-01-01");
    daemon_start(&daemon_);
    add_world(&lines);
    post_text(&daemon_, (const char *)lines.ptr, lines.len);
    wait_published(&daemon_);
    buf_free(&lines);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&daemon_);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log__posted_to_an_empty_store_gives_the_same_figures),
        cmocka_unit_test(log__shows_of_a_merge_who_became_whom),
        cmocka_unit_test(log__keeps_numbers_and_unknown_fields_as_they_were_posted),
        cmocka_unit_test(filters__choose_by_state_source_type_activity_unit_and_position),
        cmocka_unit_test(unknown_state__is_refused_with_the_nearest),
        cmocka_unit_test(log__is_read_while_the_daemon_is_down),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
