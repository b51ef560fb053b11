/* SPDX-License-Identifier: MIT */
/* ctest: threads */
#include "lib/store/figures.h"

#include "lib/store/plugin_faults.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/scratch.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    struct scratch scratch;
    struct store *store;
    struct figures *figures;
    sqlite3 *db; /* another program's connection */
};

static int
setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err = { 0 };

    scratch_make(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    fixture->figures = figures_open(fixture->store, &err);
    must(fixture->figures != NULL, &err);
    assert_int_equal(sqlite3_open_v2(fixture->scratch.db, &fixture->db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    *state = fixture;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;

    sqlite3_close(fixture->db);
    figures_close(fixture->figures);
    store_close(fixture->store);
    scratch_remove(&fixture->scratch);
    free(fixture);
    return 0;
}

/* All rows as "a|b|c;d|e|f", as the sqlite3 program shows them; NULL as "~". Valid until the next call. */
static const char *
rows(struct fixture *fixture, const char *query)
{
    static char text[8192];
    sqlite3_stmt *stmt;
    size_t len = 0;

    text[0] = '\0';
    if (sqlite3_prepare_v2(fixture->db, query, -1, &stmt, NULL) != SQLITE_OK)
        check_failed("%s: %s", query, sqlite3_errmsg(fixture->db));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        len += (size_t)snprintf(text + len, sizeof text - len, "%s", len ? ";" : "");
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const char *value = (const char *)sqlite3_column_text(stmt, i);
            len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", i ? "|" : "", value ? value : "~");
        }
    }
    sqlite3_finalize(stmt);
    return text;
}

/* Also those of no cell. */
#define VALUES_SHOWN "cell_value WHERE slot / 4294967296 = (SELECT value / 4294967296 FROM meta WHERE key = 'shown')"

static struct figure_row
ratio(uint32_t cell, int64_t numerator)
{
    return (struct figure_row){
        .cell = cell,
        .indicator = STR("education_coverage"),
        .unit = STR("liubeiqiao"),
        .period = STR("2024"),
        .period_first = 19723,
        .period_end = 20089,
        .state = STR("ok"),
        .value = STR("72.66"),
        .method = STR("named"),
        .target = STR("75"),
        .flags = STR("estimated in_progress"),
        .notes = STR("undated=1 unknown_home=3"),
        .kind = STR("draft"),
        .plugin = STR("education_coverage@1.0.0"),
        .detail = STR("month=1101"),
        .has_numerator = true,
        .has_denominator = true,
        .has_bounds = true,
        .has_met = true,
        .has_short = true,
        .numerator = numerator,
        .denominator = 3200,
        .named = numerator,
        .lower = numerator,
        .upper = 2410,
        .shortfall = 75,
    };
}

static void
begin(struct fixture *fixture)
{
    struct err err = { 0 };

    must(figures_begin(fixture->figures, &err), &err);
}

static void
commit(struct fixture *fixture, uint64_t position)
{
    struct err err = { 0 };

    must(figures_commit(fixture->figures, position, STR("2025-01-01"), &err), &err);
}

static void
put(struct fixture *fixture, struct figure_row row)
{
    struct err err = { 0 };

    must(figures_put(fixture->figures, &row, &err), &err);
}

static void
drop(struct fixture *fixture, uint32_t cell)
{
    struct err err = { 0 };

    must(figures_drop(fixture->figures, cell, &err), &err);
}

static void
put_units(struct fixture *fixture, const struct figure_unit *units, size_t count)
{
    struct err err = { 0 };

    must(figures_put_units(fixture->figures, units, count, &err), &err);
}

static void
view__has_the_columns_of_a_report_row(void **state)
{
    struct fixture *fixture = *state;

    assert_string_equal(rows(fixture, "SELECT group_concat(name, ' ') FROM pragma_table_info('figure')"),
                        "indicator unit team category group period state numerator denominator value method named lower "
                        "upper target met short flags notes kind unit_name plugin day as_of");
    begin(fixture);
    put(fixture, ratio(0, 2325));
    commit(fixture, 123456);
    assert_string_equal(rows(fixture, "SELECT * FROM figure"),
                        "education_coverage|liubeiqiao|~|~|~|2024|ok|2325|3200|72.66|named|2325|2325|2410|75|0|75|"
                        "estimated in_progress|undated=1 unknown_home=3|draft|~|education_coverage@1.0.0|2025-01-01|123456");
}

static void
view__shows_null_where_there_is_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct figure_row row = {
        .cell = 4,
        .indicator = STR("activities"),
        .unit = STR("s"),
        .team = STR("drums"),
        .period = STR("2024-05"),
        .state = STR("no_data"),
        .flags = STR(""),
        .notes = STR(""),
        .kind = STR("draft"),
        .plugin = STR("activities@1.0.0"),
    };

    begin(fixture);
    put(fixture, row);
    commit(fixture, 1);
    assert_string_equal(rows(fixture, "SELECT * FROM figure"),
                        "activities|s|drums|~|~|2024-05|no_data|~|~|~|~|~|~|~|~|~|~|||draft|~|activities@1.0.0|2025-01-01|1");
    assert_string_equal(rows(fixture, "SELECT typeof(flags), typeof(met), typeof(value) FROM figure"), "text|null|null");
}

static void
publication__is_seen_as_a_whole_or_not_at_all(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, ratio(0, 1));
    assert_string_equal(rows(fixture, "SELECT count(*) FROM figure"), "0");
    commit(fixture, 10);
    begin(fixture);
    for (uint32_t cell = 0; cell < 3000; cell++) /* more than wait to be written */
        put(fixture, ratio(cell, 2));
    assert_string_equal(rows(fixture, "SELECT count(*), sum(numerator), max(as_of) FROM figure"), "1|1|10");
    commit(fixture, 20);
    assert_string_equal(rows(fixture, "SELECT count(*), sum(numerator), min(as_of) FROM figure"), "3000|6000|20");
}

static void
position__moves_in_every_row_though_none_is_written(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, ratio(0, 1));
    commit(fixture, 10);
    begin(fixture);
    commit(fixture, 11);
    assert_string_equal(rows(fixture, "SELECT numerator, as_of FROM figure"), "1|11");
}

static void
put__replaces_by_cell_what_stands_there_and_what_it_is_about(void **state)
{
    struct fixture *fixture = *state;
    struct figure_row row = ratio(7, 1);

    begin(fixture);
    put(fixture, row);
    row.numerator = 2;
    put(fixture, row);
    commit(fixture, 1);
    assert_string_equal(rows(fixture, "SELECT numerator, plugin FROM figure"), "2|education_coverage@1.0.0");
    begin(fixture);
    row.plugin = STR("education_coverage@1.1.0");
    row.state = STR("no_denominator");
    row.has_denominator = row.has_met = row.has_short = false;
    row.value = (struct str){ 0 };
    put(fixture, row);
    commit(fixture, 2);
    assert_string_equal(rows(fixture, "SELECT state, numerator, denominator, value, met, short, plugin FROM figure"),
                        "no_denominator|2|~|~|~|~|education_coverage@1.1.0");
}

static void
put__by_another_process_replaces_too(void **state)
{
    struct fixture *fixture = *state;
    struct figure_row row = ratio(7, 1);
    struct err err = { 0 };

    begin(fixture);
    put(fixture, row);
    commit(fixture, 1);
    figures_close(fixture->figures);
    fixture->figures = figures_open(fixture->store, &err);
    must(fixture->figures != NULL, &err);
    begin(fixture);
    row.unit = STR("jinzhili");
    put(fixture, row);
    commit(fixture, 1);
    assert_string_equal(rows(fixture, "SELECT unit FROM figure"), "jinzhili");
}

static void
drop__takes_the_row_away_and_put_brings_it_back(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, ratio(1, 1));
    put(fixture, ratio(2, 2));
    drop(fixture, 1); /* still waiting */
    drop(fixture, 9); /* never there */
    commit(fixture, 1);
    assert_string_equal(rows(fixture, "SELECT numerator FROM figure"), "2");
    begin(fixture);
    drop(fixture, 2);
    put(fixture, ratio(1, 5));
    put(fixture, ratio(2, 6));
    drop(fixture, 1);
    put(fixture, ratio(1, 7));
    commit(fixture, 2);
    assert_string_equal(rows(fixture, "SELECT numerator FROM figure ORDER BY numerator"), "6;7");
    assert_string_equal(rows(fixture, "SELECT count(*) FROM cell UNION ALL SELECT count(*) FROM " VALUES_SHOWN), "2;2");
}

static void
rollback__leaves_the_figures_as_they_were(void **state)
{
    const struct figure_unit unit = { .code = STR("s"), .name = STR("Street") };
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, ratio(1, 1));
    commit(fixture, 1);
    begin(fixture);
    for (uint32_t cell = 0; cell < 3000; cell++)
        put(fixture, ratio(cell, 9));
    put_units(fixture, &unit, 1);
    figures_rollback(fixture->figures);
    assert_string_equal(rows(fixture, "SELECT numerator, as_of FROM figure"), "1|1");
    begin(fixture);
    put(fixture, ratio(2, 2)); /* its names were thrown away with the rest */
    put_units(fixture, &unit, 1);
    commit(fixture, 2);
    assert_string_equal(rows(fixture, "SELECT numerator FROM figure ORDER BY 1"), "1;2");
    assert_string_equal(rows(fixture, "SELECT unit FROM unit_tree"), "s");
}

static void
put_fault(struct fixture *fixture, const char *plugin, const char *message, uint64_t position)
{
    const struct fault_row fault = { .plugin = str_of(plugin), .cause = STR("error"), .message = str_of(message), .position = position };
    struct err err = { 0 };

    must(plugin_faults_put(store_sql(fixture->store), &fault, &err), &err);
}

static void
clear__drops_all_but_the_faults(void **state)
{
    const struct figure_unit unit = { .code = STR("s") };
    const struct figure_indicator indicator = { .name = STR("i") };
    const struct figure_code code = { .kind = STR("team"), .code = STR("t") };
    const struct figure_session session = { .activity = STR("a"), .state = STR("applied") };
    const struct figure_event event = { .seq = 1, .state = STR("retracted") };
    struct fixture *fixture = *state;
    struct err err = { 0 };

    for (int round = 0; round < 2; round++) {
        begin(fixture);
        put(fixture, ratio(1, 1));
        put_units(fixture, &unit, 1);
        must(figures_put_indicators(fixture->figures, &indicator, 1, &err), &err);
        must(figures_put_codes(fixture->figures, &code, 1, &err), &err);
        must(figures_put_session(fixture->figures, &session, &err), &err);
        must(figures_put_event(fixture->figures, &event, &err), &err);
        put_fault(fixture, "p", "broken", 3);
        commit(fixture, 1);
        assert_string_equal(rows(fixture, "SELECT (SELECT count(*) FROM cell), (SELECT count(*) FROM " VALUES_SHOWN "),"
                                          " (SELECT count(*) FROM unit), (SELECT count(*) FROM indicator),"
                                          " (SELECT count(*) FROM code), (SELECT count(*) FROM session),"
                                          " (SELECT count(*) FROM event_state)"),
                            "1|1|1|1|1|1|1");
        begin(fixture);
        put(fixture, ratio(2, 1));
        must(figures_clear(fixture->figures, &err), &err);
        commit(fixture, 1);
        assert_string_equal(rows(fixture, "SELECT (SELECT count(*) FROM cell), (SELECT count(*) FROM " VALUES_SHOWN "),"
                                          " (SELECT count(*) FROM unit), (SELECT count(*) FROM indicator),"
                                          " (SELECT count(*) FROM code), (SELECT count(*) FROM session),"
                                          " (SELECT count(*) FROM event_state), (SELECT count(*) FROM plugin_fault)"),
                            "0|0|0|0|0|0|0|1");
    }
}

static void
units__stand_as_a_tree(void **state)
{
    static const struct figure_unit units[] = {
        { .code = STR_INIT("city"), .name = STR_INIT("市"), .level = STR_INIT("city") },
        { .code = STR_INIT("d1"), .parent = STR_INIT("city") },
        { .code = STR_INIT("s1"), .parent = STR_INIT("d1"), .name_en = STR_INIT("Street") },
        { .code = STR_INIT("s2"), .parent = STR_INIT("d1") },
        { .code = STR_INIT("d2"), .parent = STR_INIT("city") },
        { .code = STR_INIT("union") },
        { .code = STR_INIT("lost"), .parent = STR_INIT("elsewhere") },
    };
    struct fixture *fixture = *state;

    begin(fixture);
    put_units(fixture, units, 7);
    commit(fixture, 1);
    assert_string_equal(rows(fixture, "SELECT unit, parent, depth FROM unit_tree ORDER BY place"),
                        "city|~|0;d1|city|1;s1|d1|2;s2|d1|2;d2|city|1;union|~|0;lost|elsewhere|0");
    assert_string_equal(rows(fixture, "SELECT group_concat(name, ' ') FROM pragma_table_info('unit_tree')"),
                        "unit parent name name_en level depth place");
    assert_string_equal(rows(fixture, "SELECT name, name_en, level FROM unit_tree WHERE unit IN ('city', 's1')"
                                      " ORDER BY place"),
                        "市|~|city;~|Street|~");
    begin(fixture);
    put_units(fixture, units, 0);
    commit(fixture, 2);
    assert_string_equal(rows(fixture, "SELECT * FROM unit_tree"), "");
}

static void
unit__with_a_new_name_shows_it_in_rows_that_were_not_written(void **state)
{
    struct figure_unit unit = { .code = STR("liubeiqiao"), .name = STR("柳背桥社区") };
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, ratio(1, 1));
    put_units(fixture, &unit, 1);
    commit(fixture, 1);
    assert_string_equal(rows(fixture, "SELECT unit_name FROM figure"), "柳背桥社区");
    begin(fixture);
    unit.name = STR("柳背桥");
    put_units(fixture, &unit, 1);
    commit(fixture, 2);
    assert_string_equal(rows(fixture, "SELECT unit_name FROM figure"), "柳背桥");
}

/* Rows that the writer changed so far. */
static int64_t
changes(struct fixture *fixture)
{
    struct sql *sql = store_sql(fixture->store);
    struct err err = { 0 };
    struct sqlite3_stmt *stmt = sql_prepare(sql, "SELECT total_changes()", &err);
    struct sql_values none = sql_bind(stmt);
    int64_t count;
    bool row;

    must(stmt && sql_first(sql, &none, &row, &err), &err);
    count = sql_column_int(stmt, 0);
    sql_finalize(stmt);
    return count;
}

static int64_t
publish_lists(struct fixture *fixture, const struct figure_unit *units, size_t count)
{
    static const struct figure_code codes[] = { { .kind = STR_INIT("team"), .code = STR_INIT("t"), .name = STR_INIT("T") } };
    static const struct figure_indicator indicators[] = { { .name = STR_INIT("i"), .decimals = 2, .factor = 100 } };
    struct err err = { 0 };
    int64_t before = changes(fixture);

    begin(fixture);
    put_units(fixture, units, count);
    must(figures_put_codes(fixture->figures, codes, 1, &err), &err);
    must(figures_put_indicators(fixture->figures, indicators, 1, &err), &err);
    commit(fixture, 1);
    return changes(fixture) - before;
}

static void
lists__that_did_not_change_are_not_written_again(void **state)
{
    static const struct figure_unit units[] = { { .code = STR_INIT("a") }, { .code = STR_INIT("b"), .parent = STR_INIT("a") } };
    static const struct figure_unit moved[] = { { .code = STR_INIT("a") }, { .code = STR_INIT("b") } };
    struct fixture *fixture = *state;
    enum { POSITION_AND_DAY = 2, ROWS = 4, HOW_MANY_IMPROVE = 1 /* of the indicators: beside their list */ };

    assert_int_equal(publish_lists(fixture, units, 2), POSITION_AND_DAY + ROWS + HOW_MANY_IMPROVE);
    assert_int_equal(publish_lists(fixture, units, 2), POSITION_AND_DAY);
    assert_true(publish_lists(fixture, moved, 2) > POSITION_AND_DAY);
    assert_string_equal(rows(fixture, "SELECT group_concat(depth) FROM unit_tree"), "0,0");
    assert_true(publish_lists(fixture, units, 0) > POSITION_AND_DAY);
    assert_string_equal(rows(fixture, "SELECT * FROM unit_tree"), "");
}

static void
many_cells__are_all_there(void **state)
{
    struct fixture *fixture = *state;

    for (int64_t round = 1; round <= 3; round++) {
        begin(fixture);
        for (uint32_t cell = 0; cell < 20000; cell++)
            put(fixture, ratio(cell, round * 100000 + cell));
        commit(fixture, (uint64_t)round);
    }
    assert_string_equal(rows(fixture, "SELECT count(*), min(numerator), max(numerator) FROM figure"), "20000|300000|319999");
    assert_string_equal(rows(fixture, "PRAGMA integrity_check"), "ok");
}

static void
drop__takes_rows_away_that_a_thread_has_to_write_yet(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    for (uint32_t cell = 0; cell < 5000; cell++) {
        put(fixture, ratio(cell, cell));
        if (cell % 600 == 599) /* handed over, being written, written; and one that waits for its page to be full */
            for (uint32_t back = 0; back < 600; back += 199)
                drop(fixture, cell - back);
    }
    put(fixture, ratio(599, -1));
    commit(fixture, 1);
    assert_string_equal(rows(fixture, "SELECT count(*), min(numerator) FROM figure"), "4969|-1");
    assert_string_equal(rows(fixture, "SELECT count(*) FROM cell UNION ALL SELECT count(*) FROM " VALUES_SHOWN), "4969;4969");
    assert_string_equal(rows(fixture, "SELECT numerator FROM figure WHERE numerator BETWEEN 1199 - 1 AND 1199 + 1 ORDER BY 1"), "1198;1200");
}

static void
row__that_a_thread_cannot_write_fails_the_publication(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };
    bool fine = true;

    begin(fixture);
    put(fixture, ratio(1, 1));
    commit(fixture, 1);
    begin(fixture);
    for (uint32_t cell = 0; fine && cell < 5000; cell++) {
        struct figure_row row = ratio(cell, 9);
        if (cell == 10)
            row.state = (struct str){ 0 };
        fine = figures_put(fixture->figures, &row, &err);
    }
    fine = fine && figures_commit(fixture->figures, 2, STR("2025-01-01"), &err);
    assert_false(fine);
    assert_int_equal(err.code, ERR_STORE);
    figures_rollback(fixture->figures);
    assert_string_equal(rows(fixture, "SELECT numerator, as_of FROM figure"), "1|1");
    begin(fixture);
    put(fixture, ratio(2, 2));
    commit(fixture, 2);
    assert_string_equal(rows(fixture, "SELECT numerator, as_of FROM figure ORDER BY 1"), "1|2;2|2");
}

#define WITH_FIGURES(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIGURES(view__has_the_columns_of_a_report_row),
        WITH_FIGURES(view__shows_null_where_there_is_nothing),
        WITH_FIGURES(publication__is_seen_as_a_whole_or_not_at_all),
        WITH_FIGURES(position__moves_in_every_row_though_none_is_written),
        WITH_FIGURES(put__replaces_by_cell_what_stands_there_and_what_it_is_about),
        WITH_FIGURES(put__by_another_process_replaces_too),
        WITH_FIGURES(drop__takes_the_row_away_and_put_brings_it_back),
        WITH_FIGURES(rollback__leaves_the_figures_as_they_were),
        WITH_FIGURES(clear__drops_all_but_the_faults),
        WITH_FIGURES(units__stand_as_a_tree),
        WITH_FIGURES(unit__with_a_new_name_shows_it_in_rows_that_were_not_written),
        WITH_FIGURES(lists__that_did_not_change_are_not_written_again),
        WITH_FIGURES(many_cells__are_all_there),
        WITH_FIGURES(drop__takes_rows_away_that_a_thread_has_to_write_yet),
        WITH_FIGURES(row__that_a_thread_cannot_write_fails_the_publication),
    };

    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
