/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/* Publications whose figures are put on another thread than the store's. */
#include "lib/store/figures.h"

#include "lib/engine/figure_thread.h"
#include "lib/store/meta.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/figures_fixture.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { MANY = 3 * CELL_PAGES * CELL_ROWS_HELD + 77, FEW = 100 };

struct fixture {
    struct figures_fixture *in;
    struct figures *figures; /* its */
    struct figure_thread *thread;
    sqlite3 *db;             /* another program's connection */
    uint32_t count, step;    /* cells that are put: 0, step, 2 step ... below count */
    int64_t numerator;       /* of all of them */
    size_t full, asked;      /* pages the owner was told of; how often it had to write at once */
};

static int
setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    void *in;

    figures_fixture_set_up(&in);
    fixture->in = in;
    fixture->figures = fixture->in->figures;
    fixture->thread = figure_thread_new();
    assert_int_equal(sqlite3_open_v2(fixture->in->scratch.db, &fixture->db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    *state = fixture;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;
    void *in = fixture->in;

    sqlite3_close(fixture->db);
    figure_thread_free(fixture->thread);
    figures_fixture_tear_down(&in);
    free(fixture);
    return 0;
}

static int64_t
ask(struct fixture *fixture, const char *query)
{
    sqlite3_stmt *stmt;
    int64_t value;

    if (sqlite3_prepare_v2(fixture->db, query, -1, &stmt, NULL) != SQLITE_OK || sqlite3_step(stmt) != SQLITE_ROW)
        check_failed("%s: %s", query, sqlite3_errmsg(fixture->db));
    value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

static bool
put_all(void *ctx, struct err *err)
{
    struct fixture *fixture = ctx;

    for (uint32_t cell = 0; cell < fixture->count; cell += fixture->step) {
        char unit[16];
        struct figure_row row = {
            .cell = cell,
            .indicator = STR("activities"),
            .period = STR("2024"),
            .state = STR("ok"),
            .flags = STR(""),
            .notes = STR(""),
            .kind = STR("draft"),
            .plugin = STR("activities@1.0.0"),
            .has_numerator = true,
            .numerator = fixture->numerator,
        };
        snprintf(unit, sizeof unit, "u%u", cell);
        row.unit = str_of(unit);
        if (!figures_put(fixture->figures, &row, err))
            return false;
    }
    return true;
}

static bool
write_all(void *ctx, struct err *err)
{
    struct fixture *fixture = ctx;

    fixture->asked++;
    return figures_write(fixture->figures, UINT_MAX, err);
}

static bool
ask_to_write(void *ctx, struct err *err)
{
    return figure_thread_visit(((struct fixture *)ctx)->thread, write_all, ctx, err);
}

static void
count_page(void *ctx)
{
    ((struct fixture *)ctx)->full++;
}

/* Others have a transaction between those of the figures. */
static void
have_others(struct fixture *fixture)
{
    struct sql *sql = store_sql(fixture->in->store);
    struct err err = { 0 };

    must(sql_begin(sql, &err) && meta_put_int(sql, "others", 1, &err) && sql_commit(sql, &err), &err);
}

/* at_once: pages that the owner writes between two of its own transactions; 0: only when it must. */
static void
publish(struct fixture *fixture, uint32_t count, uint32_t step, int64_t numerator, unsigned at_once)
{
    const struct cell_owner owner = { count_page, ask_to_write, fixture };
    const struct figure_work work = { put_all, fixture, NULL, NULL };
    int64_t before = ask(fixture, "SELECT coalesce(sum(numerator), 0) FROM figure");
    struct err err = { 0 };
    bool done = false;

    fixture->count = count;
    fixture->step = step;
    fixture->numerator = numerator;
    fixture->full = fixture->asked = 0;
    figures_begin_handed(fixture->figures, &owner);
    figure_thread_begin(fixture->thread, &work);
    do {
        have_others(fixture);
        must(figures_write(fixture->figures, at_once, &err), &err);
        if (fixture->asked % 8 == 0)
            assert_int_equal(ask(fixture, "SELECT coalesce(sum(numerator), 0) FROM figure"), before);
    } while (figure_thread_serve(fixture->thread));
    must(figure_thread_end(fixture->thread, &err), &err);
    figures_take_back(fixture->figures);
    must(figures_resume(fixture->figures, &err), &err);
    must(figures_catch_up(fixture->figures, SIZE_MAX, &done, &err), &err);
    assert_int_equal(ask(fixture, "SELECT coalesce(sum(numerator), 0) FROM figure"), before);
    must(figures_commit(fixture->figures, (uint64_t)numerator, STR("2025-01-01"), &err), &err);
}

static void
publish_whole(struct fixture *fixture, uint32_t count, uint32_t step, int64_t numerator)
{
    struct err err = { 0 };

    fixture->count = count;
    fixture->step = step;
    fixture->numerator = numerator;
    must(figures_begin_whole(fixture->figures, &err), &err);
    must(put_all(fixture, &err), &err);
    must(figures_commit(fixture->figures, (uint64_t)numerator, STR("2025-01-01"), &err), &err);
}

/* How many cells show each of these numerators. */
static void
expect(struct fixture *fixture, int64_t numerator, int64_t count)
{
    char query[96];

    snprintf(query, sizeof query, "SELECT count(*) FROM figure WHERE numerator = %lld", (long long)numerator);
    assert_int_equal(ask(fixture, query), count);
}

static int64_t
multiples(uint32_t count, uint32_t step)
{
    return (count + step - 1) / step;
}

static void
figures_of_another_thread__are_seen_when_all_are_there(void **state)
{
    struct fixture *fixture = *state;

    publish(fixture, MANY, 1, 10, 1);
    expect(fixture, 10, MANY);
    publish(fixture, MANY, 3, 11, 2);
    expect(fixture, 11, multiples(MANY, 3));
    expect(fixture, 10, MANY - multiples(MANY, 3));
    assert_int_equal(ask(fixture, "SELECT value FROM meta WHERE key = 'published'"), 11);
}

static void
owner_that_writes_nothing_by_itself__is_asked_to_when_all_pages_are_full(void **state)
{
    struct fixture *fixture = *state;

    publish(fixture, MANY, 1, 10, 0);
    expect(fixture, 10, MANY);
    assert_true(fixture->asked >= 3);
    assert_true(fixture->full > 0);
}

static void
publications_of_every_kind__follow_each_other(void **state)
{
    struct fixture *fixture = *state;

    publish_whole(fixture, MANY, 1, 10); /* its pages are written by the store's own thread */
    publish(fixture, MANY - 2000, 1, 11, 3);
    publish_whole(fixture, MANY - 4000, 1, 12);
    publish(fixture, FEW, 1, 13, 3); /* fill no page */
    publish(fixture, 5000, 2, 14, 1);
    publish_whole(fixture, MANY, 1000, 15);
    publish(fixture, 600, 1, 16, 1);
    expect(fixture, 16, 600);
    expect(fixture, 15, multiples(MANY, 1000) - 1);
    expect(fixture, 14, (5000 - 600) / 2 - 4);
    expect(fixture, 13, 0);
    expect(fixture, 12, MANY - 4000 - 600 - (5000 - 600) / 2 - (multiples(MANY - 4000, 1000) - 1) + 4);
    expect(fixture, 11, 2000 - (multiples(MANY - 2000, 1000) - multiples(MANY - 4000, 1000)));
    expect(fixture, 10, 2000 - (multiples(MANY, 1000) - multiples(MANY - 2000, 1000)));
}

/* Else the first change after a start would copy them all. */
static void
first_publication_of_all__leaves_nothing_to_be_copied(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };

    must(figures_begin_whole(fixture->figures, &err) && figures_clear(fixture->figures, &err), &err);
    fixture->count = MANY;
    fixture->step = 1;
    fixture->numerator = 10;
    must(put_all(fixture, &err), &err);
    must(figures_commit(fixture->figures, 1, STR("2025-01-01"), &err), &err);
    expect(fixture, 10, MANY);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM cell_value WHERE numerator = 10"), 2 * MANY);
    publish(fixture, 1000, 1, 11, 1);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM cell_value WHERE numerator = 10"), 2 * MANY - 1000);
    expect(fixture, 10, MANY - 1000);
    expect(fixture, 11, 1000);
}

static void
publication_that_is_given_up__is_never_seen(void **state)
{
    struct fixture *fixture = *state;
    const struct cell_owner owner = { count_page, ask_to_write, fixture };
    const struct figure_work work = { put_all, fixture, NULL, NULL };
    struct err err = { 0 };

    publish(fixture, MANY, 1, 10, 1);
    fixture->numerator = 11;
    figures_begin_handed(fixture->figures, &owner);
    figure_thread_begin(fixture->thread, &work);
    must(figure_thread_end(fixture->thread, &err), &err);
    figures_rollback(fixture->figures);
    expect(fixture, 10, MANY);
    publish(fixture, MANY, 2, 12, 4);
    expect(fixture, 12, multiples(MANY, 2));
    expect(fixture, 10, MANY - multiples(MANY, 2));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(figures_of_another_thread__are_seen_when_all_are_there, setup, teardown),
        cmocka_unit_test_setup_teardown(owner_that_writes_nothing_by_itself__is_asked_to_when_all_pages_are_full, setup, teardown),
        cmocka_unit_test_setup_teardown(publications_of_every_kind__follow_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(first_publication_of_all__leaves_nothing_to_be_copied, setup, teardown),
        cmocka_unit_test_setup_teardown(publication_that_is_given_up__is_never_seen, setup, teardown),
    };

    return cmocka_run_group_tests_name("handed_figures", tests, NULL, NULL);
}
