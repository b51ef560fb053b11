/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/* Publications that rest between transactions of their own: what readers see meanwhile, and afterwards. */
#include "lib/store/figures.h"

#include "lib/base/buf.h"
#include "lib/store/meta.h"
#include "lib/store/migrate.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"
#include "schema/migrations.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/scratch.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    struct scratch scratch;
    struct store *store;
    struct figures *figures;
    sqlite3 *db;  /* another program's connection */
    bool is_long; /* publications have more figures than are kept in memory */
};

enum { FILLER = 1000000 /* a cell that makes them long */ };

static void
open_writer(struct fixture *fixture)
{
    struct err err = { 0 };

    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    fixture->figures = figures_open(fixture->store, &err);
    must(fixture->figures != NULL, &err);
}

/* Whatever is under way is lost, as when the process is killed. */
static void
close_writer(struct fixture *fixture)
{
    figures_close(fixture->figures);
    store_close(fixture->store);
    fixture->figures = NULL;
    fixture->store = NULL;
}

static int
set_up(void **state, bool is_long)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    fixture->is_long = is_long;
    scratch_make(&fixture->scratch);
    open_writer(fixture);
    assert_int_equal(sqlite3_open_v2(fixture->scratch.db, &fixture->db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    *state = fixture;
    return 0;
}

static int
set_up_short(void **state)
{
    return set_up(state, false);
}

static int
set_up_long(void **state)
{
    return set_up(state, true);
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;

    sqlite3_close(fixture->db);
    close_writer(fixture);
    scratch_remove(&fixture->scratch);
    free(fixture);
    return 0;
}

/* All rows as "a|b;c|d"; valid until the next call. */
static const char *
rows(sqlite3 *db, const char *query)
{
    static char text[1 << 16];
    sqlite3_stmt *stmt;
    size_t len = 0;

    text[0] = '\0';
    if (sqlite3_prepare_v2(db, query, -1, &stmt, NULL) != SQLITE_OK)
        check_failed("%s: %s", query, sqlite3_errmsg(db));
    while (sqlite3_step(stmt) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const char *value = (const char *)sqlite3_column_text(stmt, i);
            len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", i ? "|" : len ? ";" : "", value ? value : "~");
        }
    sqlite3_finalize(stmt);
    return text;
}

/* What readers see: "u1=10;u2=20" */
static void
expect_seen(struct fixture *fixture, const char *expected)
{
    assert_string_equal(rows(fixture->db, "SELECT unit || '=' || numerator FROM figure WHERE unit <> 'filler' ORDER BY unit"), expected);
}

static void
expect_position(struct fixture *fixture, const char *position)
{
    assert_string_equal(rows(fixture->db, "SELECT value FROM meta WHERE key = 'published'"), position);
}

/* In how many slots something stands, for the writer or readers. */
static void
expect_values(struct fixture *fixture, const char *count)
{
    assert_string_equal(rows(fixture->db, "SELECT count(*) FROM cell_value WHERE slot % 4294967296 <> 1000000"), count);
}

static struct figure_row
figure(uint32_t cell, struct str unit, int64_t numerator)
{
    return (struct figure_row){
        .cell = cell,
        .indicator = STR("activities"),
        .unit = unit,
        .period = STR("2024"),
        .state = STR("ok"),
        .flags = STR(""),
        .notes = STR(""),
        .kind = STR("draft"),
        .plugin = STR("activities@1.0.0"),
        .has_numerator = true,
        .numerator = numerator,
    };
}

static void
put_in(struct figures *figures, uint32_t cell, struct str unit, int64_t numerator)
{
    const struct figure_row row = figure(cell, unit, numerator);
    struct err err = { 0 };

    must(figures_put(figures, &row, &err), &err);
}

static void
put(struct fixture *fixture, uint32_t cell, int64_t numerator)
{
    char unit[16];

    snprintf(unit, sizeof unit, "u%u", cell);
    put_in(fixture->figures, cell, str_of(unit), numerator);
}

static void
drop(struct fixture *fixture, uint32_t cell)
{
    struct err err = { 0 };

    must(figures_drop(fixture->figures, cell, &err), &err);
}

static void
begin(struct fixture *fixture)
{
    struct err err = { 0 };

    must(figures_begin(fixture->figures, &err), &err);
    for (int i = 0; fixture->is_long && i < 600; i++)
        put_in(fixture->figures, FILLER, STR("filler"), i);
}

static void
begin_whole(struct fixture *fixture)
{
    struct err err = { 0 };

    must(figures_begin_whole(fixture->figures, &err), &err);
}

/* Others have a transaction meanwhile. */
static void
rest(struct fixture *fixture)
{
    struct sql *sql = store_sql(fixture->store);
    struct err err = { 0 };

    must(figures_rest(fixture->figures, &err), &err);
    must(sql_begin(sql, &err) && meta_put_int(sql, "others", 1, &err) && sql_commit(sql, &err), &err);
    must(figures_resume(fixture->figures, &err), &err);
}

static bool
catch_up(struct fixture *fixture, size_t most)
{
    struct err err = { 0 };
    bool done;

    must(figures_catch_up(fixture->figures, most, &done, &err), &err);
    return done;
}

static void
commit(struct fixture *fixture, uint64_t position)
{
    struct err err = { 0 };

    must(figures_commit(fixture->figures, position, STR("2025-01-01"), &err), &err);
}

static void
reader__beside_an_unfinished_publication_sees_the_old_figures_whole(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, 1, 10);
    put(fixture, 2, 20);
    put(fixture, 3, 30);
    commit(fixture, 1);
    begin(fixture);
    put(fixture, 1, 11);
    rest(fixture);
    expect_seen(fixture, "u1=10;u2=20;u3=30");
    put(fixture, 4, 41);
    drop(fixture, 2);
    rest(fixture);
    expect_seen(fixture, "u1=10;u2=20;u3=30");
    expect_position(fixture, "1");
    assert_string_equal(rows(fixture->db, "SELECT count(*) FROM cell WHERE unit <> 'filler'"), "3");
    commit(fixture, 2);
    expect_seen(fixture, "u1=11;u3=30;u4=41");
    expect_position(fixture, "2");
}

static void
cell__is_there_after_publications_that_do_not_write_it(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, 1, 10);
    put(fixture, 2, 20);
    commit(fixture, 1);
    for (int64_t position = 2; position < 7; position++) {
        begin(fixture);
        put(fixture, 2, 20 + position);
        if (position % 2)
            rest(fixture);
        commit(fixture, (uint64_t)position);
        assert_string_equal(rows(fixture->db, "SELECT numerator FROM figure WHERE unit = 'u1'"), "10");
        assert_string_equal(rows(fixture->db, "SELECT numerator - as_of FROM figure WHERE unit = 'u2'"), "20");
    }
    begin(fixture);
    put(fixture, 3, 30);
    commit(fixture, 7);
    expect_seen(fixture, "u1=10;u2=26;u3=30");
    begin(fixture);
    commit(fixture, 8);
    expect_seen(fixture, "u1=10;u2=26;u3=30");
    begin(fixture);
    put(fixture, 1, 19);
    commit(fixture, 9);
    expect_seen(fixture, "u1=19;u2=26;u3=30");
}

static void
dropped_cell__stays_away_on_both_sides(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, 1, 10);
    put(fixture, 2, 20);
    commit(fixture, 1);
    begin(fixture);
    put(fixture, 1, 11);
    put(fixture, 2, 21);
    rest(fixture);
    drop(fixture, 2);
    commit(fixture, 2);
    expect_seen(fixture, "u1=11");
    for (int64_t position = 3; position < 6; position++) {
        begin(fixture);
        put(fixture, 1, 10 * position);
        rest(fixture);
        commit(fixture, (uint64_t)position);
        expect_values(fixture, fixture->is_long ? "2" : "1");
    }
    expect_seen(fixture, "u1=50");
    begin(fixture);
    drop(fixture, 1);
    rest(fixture);
    expect_seen(fixture, "u1=50");
    commit(fixture, 6);
    expect_values(fixture, "0");
}

static void
drop__that_a_put_follows_drops_nothing_and_the_other_way_round(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, 1, 10);
    put(fixture, 2, 20);
    commit(fixture, 1);
    begin(fixture);
    drop(fixture, 1);
    put(fixture, 2, 21);
    put(fixture, 3, 31);
    rest(fixture);
    put(fixture, 1, 11);
    drop(fixture, 2);
    drop(fixture, 3);
    rest(fixture);
    put(fixture, 3, 32);
    commit(fixture, 2);
    expect_seen(fixture, "u1=11;u3=32");
}

static void
name__that_changed_appears_with_its_value_not_before(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    put_in(fixture->figures, 1, STR("old"), 10);
    commit(fixture, 1);
    begin(fixture);
    put_in(fixture->figures, 1, STR("new"), 11);
    rest(fixture);
    expect_seen(fixture, "old=10");
    rest(fixture);
    expect_seen(fixture, "old=10");
    commit(fixture, 2);
    expect_seen(fixture, "new=11");
}

static void
rollback__after_a_rest_leaves_nothing_and_the_next_publication_is_right(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture);
    put(fixture, 1, 10);
    put(fixture, 2, 20);
    put(fixture, 3, 30);
    commit(fixture, 1);
    begin(fixture);
    put(fixture, 1, 11);
    put(fixture, 4, 41);
    drop(fixture, 3);
    rest(fixture);
    put(fixture, 2, 21);
    figures_rollback(fixture->figures);
    expect_seen(fixture, "u1=10;u2=20;u3=30");
    begin(fixture);
    put(fixture, 2, 22);
    rest(fixture);
    commit(fixture, 2);
    expect_seen(fixture, "u1=10;u2=22;u3=30");
    expect_values(fixture, fixture->is_long ? "6" : "3");
}

static void
rollback__while_it_rests_leaves_the_transaction_of_others_alone(void **state)
{
    struct fixture *fixture = *state;
    struct sql *sql = store_sql(fixture->store);
    struct err err = { 0 };

    begin(fixture);
    put(fixture, 1, 10);
    must(figures_rest(fixture->figures, &err), &err);
    must(sql_begin(sql, &err) && meta_put_int(sql, "others", 7, &err), &err);
    figures_rollback(fixture->figures);
    must(sql_commit(sql, &err), &err);
    assert_string_equal(rows(fixture->db, "SELECT value FROM meta WHERE key = 'others'"), "7");
    expect_seen(fixture, "");
}

/* In a process of its own, which is killed. */
static void
publish_and_die(const char *path)
{
    struct fixture child = { 0 };

    snprintf(child.scratch.db, sizeof child.scratch.db, "%s", path);
    open_writer(&child);
    begin(&child);
    for (uint32_t cell = 1; cell < 2000; cell++)
        put(&child, cell, 9);
    rest(&child);
    for (uint32_t cell = 1; cell < 2000; cell++)
        drop(&child, cell);
    put(&child, 2, 8);
    catch_up(&child, 1);
    rest(&child);
    put(&child, 1, 7);
    kill(getpid(), SIGKILL);
}

static void
kill__in_between_leaves_the_old_figures(void **state)
{
    struct fixture *fixture = *state;
    int status;
    pid_t child;

    begin(fixture);
    put(fixture, 1, 10);
    put(fixture, 2, 20);
    commit(fixture, 1);
    close_writer(fixture);
    child = fork();
    if (child == 0) {
        publish_and_die(fixture->scratch.db);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    expect_seen(fixture, "u1=10;u2=20");
    open_writer(fixture);
    expect_seen(fixture, "u1=10;u2=20");
    begin(fixture);
    put(fixture, 2, 21);
    rest(fixture);
    expect_seen(fixture, "u1=10;u2=20");
    commit(fixture, 2);
    expect_seen(fixture, "u1=10;u2=21");
    if (fixture->is_long)
        expect_values(fixture, "4"); /* and nothing of the one that was killed */
}

static void
catching_up__goes_in_pieces_and_counts_what_is_written_anyway(void **state)
{
    enum { CELLS = 10000 };
    struct fixture *fixture = *state;
    int pieces = 0;

    begin(fixture);
    for (uint32_t cell = 0; cell < CELLS; cell++)
        put(fixture, cell, 1);
    commit(fixture, 1);
    begin(fixture);
    for (uint32_t cell = 0; cell < CELLS; cell += 2)
        put(fixture, cell, 2);
    while (!catch_up(fixture, 1000)) {
        pieces++;
        rest(fixture);
        put(fixture, 1, 3);
    }
    assert_in_range(pieces, 4, 5); /* half of them were put */
    assert_string_equal(rows(fixture->db, "SELECT count(*), sum(numerator) FROM figure"), "10000|10000");
    commit(fixture, 2);
    assert_string_equal(rows(fixture->db, "SELECT count(*), sum(numerator) FROM figure"), "10000|15002");
}

static void
whole_publication__writes_where_readers_look_and_cannot_rest(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };

    begin_whole(fixture);
    put(fixture, 1, 10);
    put(fixture, 2, 20);
    assert_true(catch_up(fixture, 1));
    assert_false(figures_rest(fixture->figures, &err));
    must_say(&err, ERR_INTERNAL, "cannot rest");
    expect_seen(fixture, "");
    commit(fixture, 1);
    expect_seen(fixture, "u1=10;u2=20");
    expect_values(fixture, "2");
    begin(fixture);
    put(fixture, 2, 21);
    rest(fixture);
    commit(fixture, 2);
    expect_seen(fixture, "u1=10;u2=21");
    begin_whole(fixture);
    put(fixture, 1, 12);
    drop(fixture, 2);
    commit(fixture, 3);
    expect_seen(fixture, "u1=12");
    begin(fixture);
    put(fixture, 3, 33);
    commit(fixture, 4);
    expect_seen(fixture, "u1=12;u3=33");
}

static void
rest__is_refused_after_what_readers_would_see(void **state)
{
    static const struct figure_unit units[] = { { .code = STR_INIT("s") } };
    static const struct figure_session session = { .activity = STR_INIT("a"), .state = STR_INIT("applied") };
    static const struct figure_event event = { .seq = 1, .state = STR_INIT("pending") };
    struct fixture *fixture = *state;

    for (int step = 0; step < 4; step++) {
        struct err err = { 0 };
        begin(fixture);
        put(fixture, 1, 10);
        if (step == 0)
            must(figures_put_units(fixture->figures, units, 1, &err), &err);
        else if (step == 1)
            must(figures_put_session(fixture->figures, &session, &err), &err);
        else if (step == 2)
            must(figures_put_event(fixture->figures, &event, &err), &err);
        else
            must(figures_clear(fixture->figures, &err), &err);
        assert_false(figures_rest(fixture->figures, &err));
        must_say(&err, ERR_INTERNAL, "cannot rest");
        figures_rollback(fixture->figures);
    }
    expect_seen(fixture, "");
    assert_string_equal(rows(fixture->db, "SELECT unit FROM unit_tree"), "");
}

static void
list__that_is_what_it_was_does_not_keep_from_resting(void **state)
{
    static const struct figure_unit units[] = { { .code = STR_INIT("s") } };
    struct fixture *fixture = *state;
    struct err err = { 0 };

    begin(fixture);
    must(figures_put_units(fixture->figures, units, 1, &err), &err);
    commit(fixture, 1);
    begin(fixture);
    must(figures_put_units(fixture->figures, units, 1, &err), &err);
    rest(fixture);
    commit(fixture, 2);
    assert_string_equal(rows(fixture->db, "SELECT unit FROM unit_tree"), "s");
}

/* ---- the disk ---- */

enum { FRAME = 4096 + 24, LOG_HEADER = 32 };

static int
synchronous(struct fixture *fixture)
{
    struct sql *sql = store_sql(fixture->store);
    struct err err = { 0 };
    struct sqlite3_stmt *stmt = sql_prepare(sql, "PRAGMA synchronous", &err);
    struct sql_values none = sql_bind(stmt);
    bool row = false;
    int level;

    must(stmt && sql_first(sql, &none, &row, &err), &err);
    level = (int)sql_column_int(stmt, 0);
    sql_finalize(stmt);
    return level;
}

static void
transaction__that_does_not_wait_for_the_disk_leaves_those_of_others_waiting(void **state)
{
    enum { NORMAL = 1, FULL = 2 };
    struct fixture *fixture = *state;
    struct err err = { 0 };

    begin(fixture);
    assert_int_equal(synchronous(fixture), FULL);
    commit(fixture, 1);
    figures_relax(fixture->figures, true);
    begin(fixture);
    assert_int_equal(synchronous(fixture), NORMAL);
    must(figures_rest(fixture->figures, &err), &err);
    assert_int_equal(synchronous(fixture), FULL);
    must(figures_resume(fixture->figures, &err), &err);
    assert_int_equal(synchronous(fixture), NORMAL);
    commit(fixture, 2);
    assert_int_equal(synchronous(fixture), FULL);
    begin(fixture);
    figures_rollback(fixture->figures);
    assert_int_equal(synchronous(fixture), FULL);
    figures_relax(fixture->figures, false);
    begin_whole(fixture);
    assert_int_equal(synchronous(fixture), FULL);
    commit(fixture, 3);
}

static void
copy_file(const char *from, const char *to, size_t most)
{
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    char block[FRAME];
    size_t got = 1;

    assert_true(in && out);
    for (; most > 0 && got > 0; most -= got) {
        got = fread(block, 1, most < sizeof block ? most : sizeof block, in);
        assert_int_equal(fwrite(block, 1, got, out), got);
    }
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

static size_t
file_size(const char *path)
{
    FILE *file = fopen(path, "rb");
    long size;

    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size = ftell(file);
    fclose(file);
    return (size_t)size;
}

/* What stands when so much of the write-ahead log has reached the disk. */
static void
check_cut(struct fixture *fixture, size_t log_size)
{
    char db[128], log[128];
    sqlite3 *cut;

    snprintf(db, sizeof db, "%s", scratch_path(&fixture->scratch, "cut.db"));
    snprintf(log, sizeof log, "%s-wal", fixture->scratch.db);
    copy_file(fixture->scratch.db, db, SIZE_MAX);
    copy_file(log, scratch_path(&fixture->scratch, "cut.db-wal"), log_size);
    unlink(scratch_path(&fixture->scratch, "cut.db-shm"));
    assert_int_equal(sqlite3_open(db, &cut), SQLITE_OK);
    assert_string_equal(rows(cut, "SELECT count(*), ifnull(min(numerator - as_of), 100), ifnull(max(numerator - as_of), 100),"
                                  " ifnull(max(as_of), 0) <= (SELECT ifnull(max(value), 0) FROM meta WHERE key = 'others')"
                                  " FROM figure WHERE unit <> 'filler' HAVING count(*) = 3 OR NOT EXISTS (SELECT * FROM cell)"),
                        strcmp(rows(cut, "SELECT count(*) FROM cell"), "0") == 0 ? "0|100|100|1" : "3|100|100|1");
    sqlite3_close(cut);
    unlink(scratch_path(&fixture->scratch, "cut.db-wal"));
}

/* "others" stands for the log, which waits for the disk before figures of it are made. */
static void
power_cut__leaves_one_publication_or_another_whole_and_of_a_position_that_the_log_has(void **state)
{
    struct fixture *fixture = *state;
    struct sql *sql = store_sql(fixture->store);
    struct err err = { 0 };
    char log[128];

    must(sql_exec(sql, "PRAGMA wal_checkpoint(TRUNCATE)", &err), &err);
    figures_relax(fixture->figures, true);
    for (int64_t position = 1; position < 6; position++) {
        must(sql_begin(sql, &err) && meta_put_int(sql, "others", position, &err) && sql_commit(sql, &err), &err);
        begin(fixture);
        for (uint32_t cell = 1; cell < 4; cell++) {
            put(fixture, cell, position + 100);
            must(figures_rest(fixture->figures, &err), &err);
            must(sql_begin(sql, &err) && meta_put_int(sql, "others", position, &err) && sql_commit(sql, &err), &err);
            must(figures_resume(fixture->figures, &err), &err);
        }
        commit(fixture, (uint64_t)position);
    }
    snprintf(log, sizeof log, "%s-wal", fixture->scratch.db);
    for (size_t size = LOG_HEADER; size <= file_size(log); size += FRAME)
        check_cut(fixture, size);
}

/* ---- any order of steps ---- */

enum { CELLS = 40, STEPS = 1500 };

struct model {
    struct fixture *fixture;
    struct dice dice;
    int64_t seen[CELLS], made[CELLS]; /* 0: none; else the value, and its unit's number is that / 1000 % 3 */
    uint64_t position;
    bool is_open, may_rest;
};

static void
check_seen(struct model *model)
{
    struct buf expected = { 0 };
    const char *seen = rows(model->fixture->db, "SELECT c.cell || '/' || c.unit || '=' || f.numerator FROM cell AS c"
                                                " LEFT JOIN figure AS f ON f.unit = c.unit AND f.period = c.period ORDER BY c.cell");

    for (int i = 0; i < CELLS; i++)
        if (model->seen[i])
            buf_printf(&expected, "%s%d/%d.%d=%d", expected.len ? ";" : "", i, i, (int)(model->seen[i] / 1000 % 3), (int)model->seen[i]);
    buf_put_byte(&expected, '\0');
    assert_string_equal(seen, expected.ptr);
    buf_free(&expected);
}

static void
open_publication(struct model *model)
{
    model->may_rest = dice_below(&model->dice, 4) > 0;
    if (model->may_rest)
        begin(model->fixture);
    else
        begin_whole(model->fixture);
    memcpy(model->made, model->seen, sizeof model->made);
    model->is_open = true;
}

static void
put_some(struct model *model)
{
    unsigned count = dice_below(&model->dice, 10) ? dice_below(&model->dice, 12) : dice_below(&model->dice, 1500);

    for (unsigned i = 0; i < count; i++) {
        unsigned cell = dice_below(&model->dice, CELLS);
        int64_t value = 1 + dice_below(&model->dice, 9999);
        char unit[16];
        snprintf(unit, sizeof unit, "%u.%d", cell, (int)(value / 1000 % 3));
        put_in(model->fixture->figures, cell, str_of(unit), value);
        model->made[cell] = value;
    }
}

static void
drop_some(struct model *model)
{
    for (unsigned count = dice_below(&model->dice, 6); count > 0; count--) {
        unsigned cell = dice_below(&model->dice, CELLS);
        drop(model->fixture, cell);
        model->made[cell] = 0;
    }
}

static void
clear_all(struct model *model)
{
    struct err err = { 0 };

    must(figures_clear(model->fixture->figures, &err), &err);
    memset(model->made, 0, sizeof model->made);
    model->may_rest = false;
}

static void
finish(struct model *model)
{
    commit(model->fixture, ++model->position);
    memcpy(model->seen, model->made, sizeof model->seen);
    model->is_open = false;
}

static void
give_up(struct model *model)
{
    figures_rollback(model->fixture->figures);
    model->is_open = false;
}

static void
die(struct model *model)
{
    close_writer(model->fixture);
    open_writer(model->fixture);
    model->is_open = false;
}

static void
step(struct model *model)
{
    unsigned choice = dice_below(&model->dice, 100);

    if (!model->is_open)
        open_publication(model);
    else if (choice < 35)
        put_some(model);
    else if (choice < 50)
        drop_some(model);
    else if (choice < 65 && model->may_rest)
        rest(model->fixture);
    else if (choice < 75)
        catch_up(model->fixture, dice_below(&model->dice, 20));
    else if (choice < 94)
        finish(model);
    else if (choice < 97)
        give_up(model);
    else if (choice < 98)
        clear_all(model);
    else if (choice < 99)
        die(model);
}

static void
steps__in_any_order_show_what_was_committed(void **state)
{
    struct model model = { .fixture = *state, .dice = { 20240529 } };

    for (int i = 0; i < STEPS; i++) {
        step(&model);
        check_seen(&model);
    }
    assert_string_equal(rows(model.fixture->db, "PRAGMA integrity_check"), "ok");
}

/* ---- a database of before ---- */

static void
run_sql(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        check_failed("%s: %s", sql, sqlite3_errmsg(db));
}

static void
figures__of_an_older_database_are_there(void **state)
{
    struct fixture *fixture = *state;
    char stamp[96];
    sqlite3 *db;

    close_writer(fixture);
    sqlite3_close(fixture->db);
    assert_int_equal(unlink(fixture->scratch.db), 0);
    unlink(scratch_path(&fixture->scratch, "t.db-wal"));
    unlink(scratch_path(&fixture->scratch, "t.db-shm"));
    assert_int_equal(sqlite3_open(fixture->scratch.db, &db), SQLITE_OK);
    for (size_t i = 0; i < migration_count && migrations[i].number < 15; i++)
        run_sql(db, migrations[i].sql);
    snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d; PRAGMA user_version = 14", MIGRATE_APPLICATION_ID);
    run_sql(db, stamp);
    run_sql(db, "INSERT INTO cell (cell, indicator, unit, period, first, \"end\", kind, plugin) VALUES (7, 'i', 'u7', '2024', 0, 1, 'draft', 'p@1');"
                "INSERT INTO cell_value (cell, state, numerator, flags, notes, detail) VALUES (7, 'ok', 70, 'late', 'undated=1', 'month=1')");
    sqlite3_close(db);
    open_writer(fixture);
    assert_int_equal(sqlite3_open_v2(fixture->scratch.db, &fixture->db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_string_equal(rows(fixture->db, "SELECT unit, state, numerator, flags, notes FROM figure"), "u7|ok|70|late|undated=1");
    assert_string_equal(rows(fixture->db, "SELECT detail FROM cell_value"), "month=1");
    begin(fixture);
    put(fixture, 8, 80);
    rest(fixture);
    expect_seen(fixture, "u7=70");
    commit(fixture, 1);
    expect_seen(fixture, "u7=70;u8=80");
}

#define IN_A_STORE(test) \
    { #test ", of few figures", test, set_up_short, teardown, NULL }, { #test ", of many", test, set_up_long, teardown, NULL }

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STORE(reader__beside_an_unfinished_publication_sees_the_old_figures_whole),
        IN_A_STORE(cell__is_there_after_publications_that_do_not_write_it),
        IN_A_STORE(dropped_cell__stays_away_on_both_sides),
        IN_A_STORE(drop__that_a_put_follows_drops_nothing_and_the_other_way_round),
        IN_A_STORE(name__that_changed_appears_with_its_value_not_before),
        IN_A_STORE(rollback__after_a_rest_leaves_nothing_and_the_next_publication_is_right),
        IN_A_STORE(rollback__while_it_rests_leaves_the_transaction_of_others_alone),
        IN_A_STORE(kill__in_between_leaves_the_old_figures),
        cmocka_unit_test_setup_teardown(catching_up__goes_in_pieces_and_counts_what_is_written_anyway, set_up_short, teardown),
        IN_A_STORE(whole_publication__writes_where_readers_look_and_cannot_rest),
        IN_A_STORE(rest__is_refused_after_what_readers_would_see),
        IN_A_STORE(list__that_is_what_it_was_does_not_keep_from_resting),
        IN_A_STORE(figures__of_an_older_database_are_there),
        IN_A_STORE(transaction__that_does_not_wait_for_the_disk_leaves_those_of_others_waiting),
        IN_A_STORE(power_cut__leaves_one_publication_or_another_whole_and_of_a_position_that_the_log_has),
        cmocka_unit_test_setup_teardown(steps__in_any_order_show_what_was_committed, set_up_short, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
