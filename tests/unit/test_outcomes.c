/* SPDX-License-Identifier: MIT */
#include "lib/store/outcomes.h"

#include "lib/store/reader.h"
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
    struct outcomes *outcomes;
    struct reader *reader;
    struct arena arena;
};

static void
open_outcomes(struct fixture *fixture)
{
    struct err err = { 0 };

    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    fixture->outcomes = outcomes_open(fixture->store, &err);
    must(fixture->outcomes != NULL, &err);
}

static void
reopen(struct fixture *fixture)
{
    outcomes_close(fixture->outcomes);
    store_close(fixture->store);
    open_outcomes(fixture);
}

static int
setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err = { 0 };

    scratch_make(&fixture->scratch);
    open_outcomes(fixture);
    fixture->reader = reader_open(fixture->scratch.db, &err);
    must(fixture->reader != NULL, &err);
    *state = fixture;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;

    reader_close(fixture->reader);
    outcomes_close(fixture->outcomes);
    store_close(fixture->store);
    arena_free(&fixture->arena);
    scratch_remove(&fixture->scratch);
    free(fixture);
    return 0;
}

static void
write_all(struct fixture *fixture)
{
    struct err err = { 0 };

    must(sql_begin(store_sql(fixture->store), &err), &err);
    must(outcomes_write(fixture->outcomes, &err), &err);
    must(sql_commit(store_sql(fixture->store), &err), &err);
}

static struct store_status
status_of(struct fixture *fixture)
{
    struct store_status status;
    struct err err = { 0 };

    must(reader_status(fixture->reader, &fixture->arena, &status, &err), &err);
    return status;
}

static void
refuse(struct fixture *fixture, const char *source, int number)
{
    char message[32];

    snprintf(message, sizeof message, "message %d", number);
    outcomes_count(fixture->outcomes, str_of(source), "rejected", 1);
    outcomes_refuse(fixture->outcomes, str_of(source), number, "bad_field", "data.minutes", message);
}

static struct refused_line *
refused(struct fixture *fixture, size_t *count)
{
    struct refused_line *lines;
    struct err err = { 0 };

    must(reader_refused(fixture->reader, &fixture->arena, &lines, count, &err), &err);
    return lines;
}

static void
counts__of_each_source_add_up_over_batches_and_restarts(void **state)
{
    struct fixture *fixture = *state;
    struct store_status status;

    assert_int_equal(status_of(fixture).source_count, 0);
    for (int round = 0; round < 3; round++) {
        outcomes_count(fixture->outcomes, STR("gate/2"), "applied", 10);
        outcomes_count(fixture->outcomes, STR("gate/1"), "applied", 1);
        outcomes_count(fixture->outcomes, STR("gate/1"), "duplicate", 2);
        outcomes_count(fixture->outcomes, STR("gate/1"), "stale", 3);
        outcomes_count(fixture->outcomes, STR("gate/1"), "pending", 4);
        outcomes_count(fixture->outcomes, STR("gate/1"), "conflict", 5);
        outcomes_count(fixture->outcomes, STR("gate/1"), "rejected", 6);
        write_all(fixture);
        write_all(fixture); /* nothing new */
        reopen(fixture);
    }
    status = status_of(fixture);
    assert_int_equal(status.source_count, 2);
    assert_true(str_eq(status.sources[0].source, STR("gate/1")));
    assert_int_equal(status.sources[0].applied, 3);
    assert_int_equal(status.sources[0].duplicate, 6);
    assert_int_equal(status.sources[0].stale, 9);
    assert_int_equal(status.sources[0].pending, 12);
    assert_int_equal(status.sources[0].conflict, 15);
    assert_int_equal(status.sources[0].rejected, 18);
    assert_true(str_eq(status.sources[1].source, STR("gate/2")));
    assert_int_equal(status.sources[1].applied, 30);
}

static void
counts__are_not_there_before_they_are_committed(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };

    outcomes_count(fixture->outcomes, STR("gate/1"), "applied", 1);
    must(sql_begin(store_sql(fixture->store), &err), &err);
    must(outcomes_write(fixture->outcomes, &err), &err);
    assert_int_equal(status_of(fixture).source_count, 0);
    sql_rollback(store_sql(fixture->store));
    reopen(fixture);
    assert_int_equal(status_of(fixture).source_count, 0);
}

static void
refusals__come_back_as_they_were_newest_last(void **state)
{
    struct fixture *fixture = *state;
    struct refused_line *lines;
    size_t count;

    refuse(fixture, "gate/2", 1);
    refuse(fixture, "gate/1", 2);
    refuse(fixture, "", 3);
    write_all(fixture);
    reopen(fixture);
    refuse(fixture, "gate/2", 4);
    write_all(fixture);
    lines = refused(fixture, &count);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(lines[i].at, i + 1);
    assert_true(str_eq(lines[2].source, STR("")));
    assert_true(str_eq(lines[3].source, STR("gate/2")));
    assert_true(str_eq(lines[3].code, STR("bad_field")));
    assert_true(str_eq(lines[3].path, STR("data.minutes")));
    assert_true(str_eq(lines[3].message, STR("message 4")));
}

static void
refusals__of_each_source_are_the_last_thousand(void **state)
{
    struct fixture *fixture = *state;
    struct refused_line *lines;
    size_t count;

    refuse(fixture, "quiet", -1);
    for (int i = 1; i <= 2500; i++) {
        refuse(fixture, "loud", i);
        if (i % 700 == 0)
            write_all(fixture);
        if (i == 1400)
            reopen(fixture);
    }
    write_all(fixture);
    lines = refused(fixture, &count);
    assert_int_equal(count, REFUSALS_KEPT + 1);
    assert_int_equal(lines[0].at, -1);
    for (size_t i = 1; i < count; i++)
        assert_int_equal(lines[i].at, 1500 + i);
    assert_int_equal(status_of(fixture).sources[0].rejected, 2500);
}

static size_t
count_source(struct fixture *fixture, const char *source)
{
    struct store_status status = status_of(fixture);

    for (size_t i = 0; i < status.source_count; i++)
        if (str_eq(status.sources[i].source, str_of(source)))
            return status.sources[i].rejected;
    return 0;
}

static void
names__that_nobody_checked_do_not_fill_the_memory(void **state)
{
    struct fixture *fixture = *state;
    char source[32];
    size_t count;

    for (int i = 0; i < 1500; i++) {
        snprintf(source, sizeof source, "made-up-%d", i);
        refuse(fixture, source, i);
        if (i == 1200) {
            write_all(fixture);
            reopen(fixture);
        }
    }
    write_all(fixture);
    assert_int_equal(status_of(fixture).source_count, 1001);
    assert_int_equal(count_source(fixture, ""), 500);
    assert_int_equal(count_source(fixture, "made-up-999"), 1);
    assert_int_equal(count_source(fixture, "made-up-1000"), 0);
    outcomes_count(fixture->outcomes, STR("honest"), "applied", 1);
    refuse(fixture, "honest", 1);
    write_all(fixture);
    assert_int_equal(count_source(fixture, "honest"), 1);
    refused(fixture, &count);
    assert_int_equal(count, 1501);
}

static void
source__that_turns_out_to_be_real_makes_room_for_another(void **state)
{
    struct fixture *fixture = *state;
    char source[32];

    for (int i = 0; i < 1000; i++) {
        snprintf(source, sizeof source, "s%d", i);
        refuse(fixture, source, i);
    }
    outcomes_count(fixture->outcomes, STR("s0"), "applied", 1);
    refuse(fixture, "new", 1);
    refuse(fixture, "newer", 1);
    write_all(fixture);
    assert_int_equal(count_source(fixture, "new"), 1);
    assert_int_equal(count_source(fixture, "newer"), 0);
    assert_int_equal(count_source(fixture, ""), 1);
}

#define WITH_OUTCOMES(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_OUTCOMES(counts__of_each_source_add_up_over_batches_and_restarts),
        WITH_OUTCOMES(counts__are_not_there_before_they_are_committed),
        WITH_OUTCOMES(refusals__come_back_as_they_were_newest_last),
        WITH_OUTCOMES(refusals__of_each_source_are_the_last_thousand),
        WITH_OUTCOMES(names__that_nobody_checked_do_not_fill_the_memory),
        WITH_OUTCOMES(source__that_turns_out_to_be_real_makes_room_for_another),
    };

    return cmocka_run_group_tests_name("outcomes", tests, NULL, NULL);
}
