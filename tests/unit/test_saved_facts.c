/* SPDX-License-Identifier: MIT */
/*
 * Starts from saved sessions, and when they are not taken: figures are those of
 * the log all the same.  That they are equal after any events is among the laws
 * (test_laws.c) and in every sentence about identities (test_ledger.c).
 */
#include "lib/engine/engine_state.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/random_set.h"

#include <jansson.h>
#include <stdlib.h>

static struct engine_bench bench;
static struct arena arena;

static int
set_up(void **state)
{
    json_t *events = random_small_set(5), *event;
    size_t i;

    (void)state;
    bench_start(&bench);
    json_array_foreach(events, i, event) {
        char *line = json_dumps(event, JSON_COMPACT);
        bench_post(&bench, line, NULL);
        free(line);
    }
    json_decref(events);
    bench_publish(&bench);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    bench_stop(&bench);
    arena_free(&arena);
    return 0;
}

/* Alters the store as if something had gone wrong. */
static void
change(const char *sql)
{
    struct err err = { 0 };

    must(sql_exec(store_sql(bench.engine->store), sql, &err), &err);
}

static struct str
figures(void)
{
    size_t count;

    bench_publish(&bench);
    return bench_figures(&bench, &arena, &count);
}

/* Restarts after the SQL; says whether the saved sessions were taken. */
static bool
restarts_from_saved(const char *sql)
{
    const struct str before = figures();
    bool taken;

    if (sql)
        change(sql);
    bench_restart(&bench);
    taken = engine_unsaved(bench.engine) == 0;
    assert_true(str_eq(before, figures()));
    return taken;
}

static void
nothing_saved__all_of_the_log_is_read(void **state)
{
    (void)state;
    assert_false(restarts_from_saved(NULL));
}

static void
saved__they_are_taken(void **state)
{
    (void)state;
    bench_save(&bench);
    assert_true(restarts_from_saved(NULL));
}

static void
a_saved_session_that_is_damaged__is_not_believed(void **state)
{
    (void)state;
    bench_save(&bench);
    assert_false(restarts_from_saved("UPDATE saved_session SET entries = zeroblob(length(entries)) WHERE activity = (SELECT max(activity) FROM saved_session)"));
}

static void
a_saved_session_that_is_missing__is_noticed(void **state)
{
    (void)state;
    bench_save(&bench);
    assert_false(restarts_from_saved("DELETE FROM saved_session WHERE activity = (SELECT min(activity) FROM saved_session)"));
}

static void
sessions_saved_from_another_log__are_not_taken(void **state)
{
    (void)state;
    bench_save(&bench);
    assert_false(restarts_from_saved("UPDATE batch SET chain = zeroblob(length(chain))"));
}

static void
saving_again__writes_what_changed_and_drops_what_is_gone(void **state)
{
    (void)state;
    bench_save(&bench);
    change("INSERT INTO saved_session (activity, entries, hash) VALUES (999999, x'00', 0)");
    bench_post(&bench, "{\"specversion\":\"1.0\",\"id\":\"x1\",\"source\":\"x\",\"type\":\"turnout.unit.put\",\"time\":\"2025-01-01T00:00:00Z\","
                       "\"data\":{\"unit\":\"extra\",\"level\":\"community\"}}", NULL);
    bench_save(&bench);
    assert_true(restarts_from_saved(NULL));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_saved__all_of_the_log_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(saved__they_are_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_saved_session_that_is_damaged__is_not_believed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_saved_session_that_is_missing__is_noticed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sessions_saved_from_another_log__are_not_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(saving_again__writes_what_changed_and_drops_what_is_gone, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
