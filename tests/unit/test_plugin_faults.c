/* SPDX-License-Identifier: MIT */
#include "lib/store/plugin_faults.h"

#include "lib/store/sql.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    struct scratch scratch;
    struct store *store;
    struct arena arena;
    struct fault_row *faults; /* as read last */
    size_t count;
};

static int
setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err;

    scratch_make(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    *state = fixture;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;

    store_close(fixture->store);
    scratch_remove(&fixture->scratch);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

/* Nothing else uses the transaction that these belong to. */
static void
put(struct fixture *fixture, const struct fault_row *fault)
{
    struct sql *sql = store_sql(fixture->store);
    struct err err;

    must(sql_begin(sql, &err) && plugin_faults_put(sql, fault, &err) && sql_commit(sql, &err), &err);
}

static struct fault_row
fault_of(const char *plugin, const char *message, int64_t at)
{
    return (struct fault_row){ .plugin = str_of(plugin), .cause = STR("error"), .message = str_of(message), .position = 7, .at = at };
}

static void
put_text(struct fixture *fixture, const char *plugin, const char *message, int64_t at)
{
    struct fault_row fault = fault_of(plugin, message, at);

    put(fixture, &fault);
}

static void
read_all(struct fixture *fixture)
{
    struct err err;

    must(plugin_faults_read(store_sql(fixture->store), &fixture->arena, &fixture->faults, &fixture->count, &err), &err);
}

static void
a_fault__is_kept_with_all_that_is_known_of_it(void **state)
{
    struct fault_row fault = {
        .plugin = STR("p"), .cause = STR("memory"), .message = STR("p.lua:7: more"), .file = STR("p.lua"), .traceback = STR("in p.lua:7"),
        .rule = STR("p.i"), .subject = STR("session"), .activity = STR("a"), .source = STR("gate"), .id = STR("x"), .position = 41,
        .line = 7, .seq = 12, .at = 1000, .used = { 1, 2, 3, 4, 5, 6 }, .limit = { 7, 8, 9, 10, 11, 12 },
    };
    struct fixture *fixture = *state;
    const struct fault_row *kept;

    put(fixture, &fault);
    read_all(fixture);
    assert_int_equal(fixture->count, 1);
    kept = fixture->faults;
    assert_true(str_eq(kept->plugin, STR("p")) && str_eq(kept->cause, STR("memory")) && str_eq(kept->message, STR("p.lua:7: more")));
    assert_true(str_eq(kept->file, STR("p.lua")) && str_eq(kept->traceback, STR("in p.lua:7")) && str_eq(kept->rule, STR("p.i")));
    assert_true(str_eq(kept->subject, STR("session")) && str_eq(kept->activity, STR("a")) && str_eq(kept->source, STR("gate")));
    assert_true(str_eq(kept->id, STR("x")) && !kept->figure.ptr && kept->position == 41 && kept->line == 7 && kept->seq == 12);
    assert_true(kept->at == 1000 && kept->last_at == 1000 && kept->mended_at == 0 && kept->times == 1 && kept->stands);
    assert_memory_equal(&kept->used, &fault.used, sizeof fault.used);
    assert_memory_equal(&kept->limit, &fault.limit, sizeof fault.limit);
}

static void
the_same_fault_again__is_counted_and_another_one_follows(void **state)
{
    struct fixture *fixture = *state;

    put_text(fixture, "p", "one", 1);
    put_text(fixture, "p", "one", 5);
    put_text(fixture, "p", "two", 6);
    put_text(fixture, "q", "one", 7);
    read_all(fixture);
    assert_int_equal(fixture->count, 3);
    assert_true(str_eq(fixture->faults[0].plugin, STR("q")) && str_eq(fixture->faults[1].message, STR("two")));
    assert_true(fixture->faults[1].stands && !fixture->faults[2].stands);
    assert_true(fixture->faults[2].times == 2 && fixture->faults[2].at == 1 && fixture->faults[2].last_at == 5);
}

static void
what_is_not_told_again__was_mended(void **state)
{
    struct fixture *fixture = *state;
    struct sql *sql = store_sql(fixture->store);
    struct fault_row again = fault_of("q", "one", 9);
    struct err err;

    put_text(fixture, "p", "zero", 1);
    put_text(fixture, "p", "one", 2);
    put_text(fixture, "q", "one", 3);
    must(sql_begin(sql, &err) && plugin_faults_doubt(sql, &err) && plugin_faults_put(sql, &again, &err) &&
         plugin_faults_settle(sql, 20, &err) && sql_commit(sql, &err), &err);
    read_all(fixture);
    assert_int_equal(fixture->count, 3);
    assert_true(str_eq(fixture->faults[0].plugin, STR("q")) && fixture->faults[0].stands && fixture->faults[0].times == 2);
    assert_true(fixture->faults[0].mended_at == 0 && fixture->faults[1].mended_at == 20 && fixture->faults[2].mended_at == 20);
    assert_false(fixture->faults[1].stands || fixture->faults[2].stands);
}

static void
a_plugin_that_ended_the_worker__is_not_told_of_twice(void **state)
{
    struct fault_row fault = fault_of("p", "hung", 1);
    struct fixture *fixture = *state;

    fault.cause = STR("worker");
    put(fixture, &fault);
    fault.cause = STR("loading"); /* the next worker is told to leave it out, and why */
    put(fixture, &fault);
    read_all(fixture);
    assert_int_equal(fixture->count, 1);
    assert_int_equal(fixture->faults->times, 1);
    assert_true(str_eq(fixture->faults->cause, STR("worker")) && fixture->faults->stands);
}

static void
faults__are_bounded_in_number_and_size(void **state)
{
    struct fixture *fixture = *state;
    struct fault_row fault = fault_of("p", "", 1);
    char message[4096];

    memset(message, 'x', sizeof message);
    memcpy(message + FAULT_MESSAGE_MAX - 1, "\xe4\xb8\x80", 3); /* a character that would be cut */
    fault.message = fault.traceback = (struct str){ message, sizeof message };
    put(fixture, &fault);
    for (int i = 0; i < FAULTS_KEPT + 5; i++) {
        snprintf(message, sizeof message, "fault %d", i);
        put_text(fixture, "p", message, i + 2);
        if (i == 0) {
            read_all(fixture);
            assert_int_equal(fixture->faults[1].message.len, FAULT_MESSAGE_MAX - 1);
            assert_int_equal(fixture->faults[1].traceback.len, FAULT_TRACEBACK_MAX);
        }
    }
    put_text(fixture, "q", "other", 1);
    read_all(fixture);
    assert_int_equal(fixture->count, FAULTS_KEPT + 1);
    assert_true(str_eq(fixture->faults[0].message, str_of("fault 24")) && fixture->faults[0].stands);
}

static void
stale_rows__are_replaced_as_a_whole_and_say_why(void **state)
{
    const struct stale_row rows[] = {
        { .kind = STR("indicator"), .name = STR("i"), .plugin = STR("p"), .position = 12, .day = STR("2025-01-01") },
        { .kind = STR("card"), .name = STR("c"), .plugin = STR("p"), .position = 14, .day = STR("2025-01-02") },
    };
    struct fixture *fixture = *state;
    struct sql *sql = store_sql(fixture->store);
    struct stale_row *read;
    size_t count;
    struct err err;

    put_text(fixture, "p", "why", 1);
    must(sql_begin(sql, &err) && stale_rows_put(sql, rows, 2, &err) && sql_commit(sql, &err), &err);
    must(stale_rows_read(sql, &fixture->arena, &read, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_true(str_eq(read[0].name, STR("i")) && read[0].position == 12 && str_eq(read[0].day, STR("2025-01-01")));
    assert_true(str_eq(read[0].message, STR("why")) && str_eq(read[1].kind, STR("card")));
    must(sql_begin(sql, &err) && stale_rows_put(sql, rows, 0, &err) && sql_commit(sql, &err), &err);
    must(stale_rows_read(sql, &fixture->arena, &read, &count, &err), &err);
    assert_int_equal(count, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_fault__is_kept_with_all_that_is_known_of_it, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_fault_again__is_counted_and_another_one_follows, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_told_again__was_mended, setup, teardown),
        cmocka_unit_test_setup_teardown(a_plugin_that_ended_the_worker__is_not_told_of_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(faults__are_bounded_in_number_and_size, setup, teardown),
        cmocka_unit_test_setup_teardown(stale_rows__are_replaced_as_a_whole_and_say_why, setup, teardown),
    };

    return cmocka_run_group_tests_name("plugin_faults", tests, NULL, NULL);
}
