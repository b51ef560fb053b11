/* SPDX-License-Identifier: MIT */
/*
 * The life of a change: a rule is edited, planned, applied while a client posts,
 * compared with a daemon that never knew another rule, and rolled back.
 */
#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/edited_rules.h"
#include "tests/support/events.h"
#include "tests/support/random_set.h"
#include "tests/support/report.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what an independent program says ---- */

static json_t *
cells_of_the_oracle(const struct buf *lines)
{
    char script[DAEMON_PATH_SIZE], *input = strndup(lines->ptr, lines->len);
    const char *const argv[] = { "/usr/bin/env", "python3", script, EDITED_RULES_DAY, "culture.lecture", NULL };
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
        hall_batch(batch % HALL_BATCHES_MAX, &lines);
        if (!client_send(&client, lines.ptr, lines.len))
            break;
        client_wait_acked(&client, sent += HALL_BATCH);
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
    struct edited_rules clean;
    struct buf lines = { 0 };
    json_t *expected;

    edited_rules_start(&clean, is_edited);
    post_accepted(clean.server.socket, world);
    for (int batch = 0; batch < batches && batch < HALL_BATCHES_MAX; batch++) {
        hall_batch(batch, &lines);
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
    struct edited_rules rules;
    struct buf world = { 0 };
    struct poster poster;
    pthread_t thread;
    const char *apply[] = { "plugin", "apply", "--planned", NULL, NULL };
    json_t *plan, *rows;

    (void)state;
    edited_rules_start(&rules, false);
    world_lines(3, &world);
    add_hall(&world);
    post_accepted(rules.server.socket, &world);
    wait_published(&rules.server);
    edited_rules_edit(&rules, EDUCATION_RULE, EDUCATION_EDITED);
    plan = plan_of(&rules.server);
    assert_true(expect_cells(&world, json_object_get(json_object_get(plan, "all"), "cells")) > 0);
    apply[3] = json_string_value(json_object_get(plan, "rules"));

    poster = (struct poster){ .socket = rules.server.socket, .mutex = PTHREAD_MUTEX_INITIALIZER, .grew = PTHREAD_COND_INITIALIZER };
    assert_int_equal(pthread_create(&thread, NULL, post_on, &poster), 0);
    wait_for_batches(&poster, 4, false);
    daemon_command_says(&rules.server, 0, apply, "", "");
    wait_for_batches(&poster, 4, true); /* they came after it, too */
    assert_int_equal(pthread_join(thread, NULL), 0);
    wait_published(&rules.server);
    rows = report_rows(&rules.server, NULL);
    expect_clean_rebuild("applied", &world, poster.batches, true, rows);
    json_decref(rows);

    daemon_command_says(&rules.server, 0, WORDS("plugin", "rollback"), "", "");
    wait_published(&rules.server);
    rows = report_rows(&rules.server, NULL);
    expect_clean_rebuild("rolled back", &world, poster.batches, false, rows);
    json_decref(rows);
    json_decref(plan);
    daemon_remove(&rules.server);
    buf_free(&world);
}

/* Applied and rolled back nothing is left of it: the figures are those before, to the letter. */
static void
expect_rolled_back(const struct edited_rules *rules, const json_t *before)
{
    json_t *after;

    daemon_command_says(&rules->server, 0, WORDS("plugin", "apply"), "", "");
    daemon_command_says(&rules->server, 0, WORDS("plugin", "rollback"), "", "");
    wait_published(&rules->server);
    after = report_rows(&rules->server, NULL);
    expect_rows("applied and rolled back", before, after);
    json_decref(after);
}

static void
a_plan__says_exactly_what_an_independent_program_says(void **state)
{
    size_t cells = 0;

    (void)state;
    for (unsigned seed = 1; seed <= 6; seed++) {
        struct edited_rules rules;
        struct buf world = { 0 };
        json_t *plan, *rows, *again;

        edited_rules_start(&rules, false);
        world_lines(seed, &world);
        post_accepted(rules.server.socket, &world);
        wait_published(&rules.server);
        rows = report_rows(&rules.server, NULL);
        edited_rules_edit(&rules, EDUCATION_RULE, EDUCATION_EDITED);
        plan = plan_of(&rules.server);
        cells += expect_cells(&world, json_object_get(json_object_get(plan, "all"), "cells"));
        assert_int_equal(json_array_size(json_object_get(json_object_get(plan, "all"), "cells")),
                         plan_count(plan, "cells", "changed") + plan_count(plan, "cells", "new") + plan_count(plan, "cells", "gone"));
        again = report_rows(&rules.server, NULL);
        expect_rows("a plan changes nothing", rows, again);
        expect_rolled_back(&rules, rows);
        json_decref(plan);
        json_decref(rows);
        json_decref(again);
        daemon_remove(&rules.server);
        buf_free(&world);
    }
    assert_true(cells > 40);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan__says_exactly_what_an_independent_program_says),
        cmocka_unit_test(a_rule_is_planned_applied_and_rolled_back__while_a_client_posts),
    };

    return cmocka_run_group_tests_name("rule_change", tests, NULL, NULL);
}
