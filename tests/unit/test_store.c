/* SPDX-License-Identifier: MIT */
#include "lib/store/store.h"

#include "lib/store/meta.h"
#include "lib/store/sql.h"
#include "tests/support/check.h"
#include "tests/support/scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOBODY = 65534 };

static int
setup(void **state)
{
    struct scratch *scratch = calloc(1, sizeof *scratch);

    scratch_make(scratch);
    *state = scratch;
    return 0;
}

static int
teardown(void **state)
{
    scratch_remove(*state);
    free(*state);
    return 0;
}

static struct store *
open_store(const char *path)
{
    struct err err = { 0 };
    struct store *store = store_open(path, &err);

    must(store != NULL, &err);
    return store;
}

static void
refused(const char *path, enum err_code code, const char *piece)
{
    struct err err = { 0 };

    assert_null(store_open(path, &err));
    must_say(&err, code, piece);
}

static void
read_refused(const char *path, enum err_code code, const char *piece)
{
    struct err err = { 0 };

    assert_null(store_open_to_read(path, &err));
    must_say(&err, code, piece);
}

static int64_t
number(const char *path, const char *query)
{
    sqlite3_stmt *stmt;
    sqlite3 *db;
    int64_t value;

    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, query, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return value;
}

static void
run_sql(const char *path, const char *text)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
        check_failed("%s: %s", text, sqlite3_errmsg(db));
    sqlite3_close(db);
}

static long long
size_of(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 ? (long long)status.st_size : -1;
}

static void
write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* The answer of a process of its own: 0 for yes. As another user, where this one is root. */
static bool
says_another_process(bool (*question)(const char *path), const char *path, bool as_nobody)
{
    pid_t pid = fork();
    int status;

    if (pid == 0) {
        if (as_nobody && geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
            _exit(2);
        _exit(question(path) ? 0 : 1);
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
open__makes_a_private_file_and_marks_it(void **state)
{
    struct scratch *scratch = *state;
    struct stat status;

    store_close(open_store(scratch->db));
    assert_int_equal(stat(scratch->db, &status), 0);
    assert_int_equal(status.st_mode & 0777 & ~0640, 0);
    assert_int_equal(number(scratch->db, "PRAGMA application_id"), 0x54524e54);
    assert_true(number(scratch->db, "PRAGMA user_version") >= 2);
    assert_int_equal(number(scratch->db, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
}

static void
open__makes_only_strict_tables(void **state)
{
    struct scratch *scratch = *state;

    store_close(open_store(scratch->db));
    assert_int_equal(number(scratch->db, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                                         " AND name NOT LIKE 'sqlite%' AND NOT strict"),
                     0);
}

static void
open__waits_for_the_disk_at_every_commit(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = open_store(scratch->db);
    struct err err = { 0 };
    struct sqlite3_stmt *stmt = sql_prepare(store_sql(store), "PRAGMA synchronous", &err);
    struct sql_values none = sql_bind(stmt);
    bool row;

    must(sql_first(store_sql(store), &none, &row, &err), &err);
    assert_int_equal(sql_column_int(stmt, 0), 2); /* FULL */
    sql_finalize(stmt);
    store_close(store);
}

static void
put_number(const char *path, int64_t value)
{
    struct store *store = open_store(path);
    struct err err = { 0 };

    must(meta_put_int(store_sql(store), "test", value, &err), &err);
    store_close(store);
}

static void
has_number(const char *path, int64_t expected)
{
    struct store *store = open_store(path);
    struct err err = { 0 };
    int64_t value = 0;

    must(meta_get_int(store_sql(store), "test", &value, &err), &err);
    assert_int_equal(value, expected);
    store_close(store);
}

static void
open__makes_large_pages_and_leaves_those_of_an_older_program(void **state)
{
    struct scratch *scratch = *state;

    put_number(scratch->db, 42);
    assert_int_equal(number(scratch->db, "PRAGMA page_size"), 16384);
    run_sql(scratch->db, "PRAGMA journal_mode = DELETE; PRAGMA page_size = 4096; VACUUM");
    has_number(scratch->db, 42);
    put_number(scratch->db, 43);
    assert_int_equal(number(scratch->db, "PRAGMA page_size"), 4096);
}

static void
open__finds_what_was_there(void **state)
{
    struct scratch *scratch = *state;

    put_number(scratch->db, 42);
    has_number(scratch->db, 42);
}

static void
open__refuses_a_second_writer_and_names_the_first(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = open_store(scratch->db);
    char process[32];

    snprintf(process, sizeof process, "process %ld", (long)getpid());
    refused(scratch->db, ERR_UNAVAILABLE, process);
    refused(scratch->db, ERR_UNAVAILABLE, scratch->db);
    store_close(store);
    store_close(open_store(scratch->db));
}

static void
open__refuses_a_second_writer_that_comes_by_another_name(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = open_store(scratch->db);

    assert_int_equal(symlink(scratch->db, scratch_path(scratch, "link.db")), 0);
    refused(scratch_path(scratch, "link.db"), ERR_UNAVAILABLE, "another daemon");
    refused(scratch_path(scratch, "./t.db"), ERR_UNAVAILABLE, "another daemon");
    store_close(store);
}

static bool
hold_for_ever(const char *path)
{
    struct err err;
    struct store *store = store_open(path, &err);

    if (!store)
        return false;
    raise(SIGKILL);
    return false;
}

static void
open__takes_over_from_a_killed_writer(void **state)
{
    struct scratch *scratch = *state;

    says_another_process(hold_for_ever, scratch->db, false);
    assert_true(size_of(scratch_path(scratch, "t.db.lock")) > 0); /* its process id is still there */
    store_close(open_store(scratch->db));
}

static void
open__refuses_a_file_of_a_newer_program(void **state)
{
    struct scratch *scratch = *state;

    store_close(open_store(scratch->db));
    run_sql(scratch->db, "PRAGMA user_version = 900");
    refused(scratch->db, ERR_STORE, "newer Turnout (schema 900");
    read_refused(scratch->db, ERR_STORE, "newer Turnout (schema 900");
    assert_int_equal(number(scratch->db, "PRAGMA user_version"), 900);
}

static void
open__refuses_what_is_no_database(void **state)
{
    struct scratch *scratch = *state;

    write_file(scratch->db, "this is a letter, not a database, and it is longer than a header of SQLite: "
                            "a hundred bytes and some more, so that it is looked at");
    refused(scratch->db, ERR_STORE, "file is not a database");
    refused(scratch->db, ERR_STORE, scratch->db);
    read_refused(scratch->db, ERR_STORE, "file is not a database");
    assert_true(size_of(scratch->db) < 200);
}

static void
open__refuses_the_database_of_another_program_and_leaves_it_alone(void **state)
{
    struct scratch *scratch = *state;

    run_sql(scratch->db, "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('dumplings')");
    refused(scratch->db, ERR_STORE, "another program");
    assert_int_equal(number(scratch->db, "SELECT count(*) FROM sqlite_schema"), 1);
    assert_int_equal(number(scratch->db, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'delete'"), 1);
    assert_int_equal(number(scratch->db, "PRAGMA application_id"), 0);
}

static void
open__refuses_a_file_in_which_numbers_mean_something_else(void **state)
{
    struct scratch *scratch = *state;

    store_close(open_store(scratch->db));
    run_sql(scratch->db, "UPDATE word SET name = 'came' WHERE kind = 'status' AND no = 0");
    refused(scratch->db, ERR_STORE, "status 0 is \"came\" there and \"present\" in this program");
}

static void
open__says_which_path_it_could_not_make(void **state)
{
    struct scratch *scratch = *state;

    refused(scratch_path(scratch, "no/such/folder.db"), ERR_STORE, "no/such/folder.db: No such file or directory");
    refused(scratch->folder, ERR_STORE, scratch->folder);
}

static bool
cannot_write(const char *path)
{
    struct err err = { 0 };
    struct store *store = store_open(path, &err);
    bool done = !store && err.code == ERR_STORE && strstr(err.text, path) && strstr(err.text, "ermission");

    store_close(store);
    return done;
}

static void
open__says_when_it_may_not_write(void **state)
{
    struct scratch *scratch = *state;

    assert_int_equal(chmod(scratch->folder, 0755), 0);
    store_close(open_store(scratch->db));
    assert_int_equal(chmod(scratch->db, 0444), 0);
    assert_int_equal(chmod(scratch_path(scratch, "t.db.lock"), 0444), 0);
    assert_int_equal(chmod(scratch->folder, 0555), 0);
    assert_true(says_another_process(cannot_write, scratch->db, true));
    assert_int_equal(chmod(scratch->folder, 0755), 0);
}

static void
read__needs_a_file_that_is_there_and_ready(void **state)
{
    struct scratch *scratch = *state;

    read_refused(scratch->db, ERR_NO_FILE, scratch->db);
    assert_int_equal(size_of(scratch->db), -1);
    write_file(scratch->db, "");
    read_refused(scratch->db, ERR_STORE, "start turnoutd");
    assert_int_equal(size_of(scratch->db), 0);
    store_close(open_store(scratch->db));
    run_sql(scratch->db, "PRAGMA user_version = 1");
    read_refused(scratch->db, ERR_STORE, "older Turnout; start turnoutd");
}

static void
read__sees_commits_of_the_writer_and_cannot_write(void **state)
{
    struct scratch *scratch = *state;
    struct store *writer = open_store(scratch->db), *reader;
    struct err err = { 0 };
    int64_t value = 0;

    reader = store_open_to_read(scratch->db, &err);
    must(reader != NULL, &err);
    must(meta_put_int(store_sql(writer), "test", 1, &err), &err);
    must(meta_get_int(store_sql(reader), "test", &value, &err), &err);
    assert_int_equal(value, 1);
    must(sql_begin(store_sql(writer), &err), &err);
    must(meta_put_int(store_sql(writer), "test", 2, &err), &err);
    must(meta_get_int(store_sql(reader), "test", &value, &err), &err);
    assert_int_equal(value, 1); /* not yet committed */
    must(sql_commit(store_sql(writer), &err), &err);
    must(meta_get_int(store_sql(reader), "test", &value, &err), &err);
    assert_int_equal(value, 2);
    assert_false(meta_put_int(store_sql(reader), "test", 3, &err));
    must_say(&err, ERR_STORE, "readonly");
    store_close(reader);
    store_close(writer);
}

static bool
can_read(const char *path)
{
    struct err err;
    struct store *store = store_open_to_read(path, &err);
    int64_t value = 0;
    bool done = store && meta_get_int(store_sql(store), "test", &value, &err) && value == 42;

    if (!done)
        fprintf(stderr, "%s\n", err.text);
    store_close(store);
    return done;
}

static bool
is_told_why_not(const char *path)
{
    struct err err = { 0 };
    struct store *store = store_open_to_read(path, &err);
    bool done = !store && err.code == ERR_STORE && strstr(err.text, "-shm is not there") && strstr(err.text, path);

    if (!done)
        fprintf(stderr, "%s\n", err.text);
    store_close(store);
    return done;
}

/* A member of the group that may read the files, in a folder where only the daemon may make some. */
static void
read__works_without_the_right_to_write_whether_the_writer_is_there_or_not(void **state)
{
    struct scratch *scratch = *state;
    struct store *store;
    struct err err = { 0 };

    store = open_store(scratch->db);
    must(meta_put_int(store_sql(store), "test", 42, &err), &err);
    assert_int_equal(chmod(scratch->db, 0444), 0);
    assert_int_equal(chmod(scratch_path(scratch, "t.db-wal"), 0444), 0);
    assert_int_equal(chmod(scratch_path(scratch, "t.db-shm"), 0444), 0);
    assert_int_equal(chmod(scratch->folder, 0555), 0);
    assert_true(says_another_process(can_read, scratch->db, true));
    store_close(store);
    assert_true(says_another_process(can_read, scratch->db, true));
    assert_int_equal(chmod(scratch->folder, 0755), 0);
    unlink(scratch_path(scratch, "t.db-wal"));
    unlink(scratch_path(scratch, "t.db-shm"));
    assert_int_equal(chmod(scratch->folder, 0555), 0);
    if (geteuid() == 0 || access(scratch->folder, W_OK) != 0)
        assert_true(says_another_process(is_told_why_not, scratch->db, true));
    assert_int_equal(chmod(scratch->folder, 0755), 0);
}

static void
rest__moves_a_long_write_ahead_log_into_the_file(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = open_store(scratch->db);
    struct err err = { 0 };
    char *bytes = calloc(1, 8 << 20);
    long long before;

    store_rest(store); /* nothing to do */
    must(meta_put_blob(store_sql(store), "test", bytes, 8 << 20, &err), &err);
    before = size_of(scratch->db);
    assert_true(before < 1 << 20);
    store_rest(store);
    assert_true(size_of(scratch->db) > 8 << 20);
    store_close(store);
    free(bytes);
}

static void
commits__keep_the_write_ahead_log_bounded(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = open_store(scratch->db);
    struct err err = { 0 };
    char *bytes = calloc(1, 8 << 20);

    for (int i = 0; i < 20; i++)
        must(meta_put_blob(store_sql(store), "test", bytes, 8 << 20, &err), &err);
    assert_true(size_of(scratch_path(scratch, "t.db-wal")) < 90 << 20);
    store_close(store);
    free(bytes);
}

static void
close__takes_nothing(void **state)
{
    (void)state;
    store_close(NULL);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(open__makes_a_private_file_and_marks_it),
        WITH_FOLDER(open__makes_only_strict_tables),
        WITH_FOLDER(open__waits_for_the_disk_at_every_commit),
        WITH_FOLDER(open__makes_large_pages_and_leaves_those_of_an_older_program),
        WITH_FOLDER(open__finds_what_was_there),
        WITH_FOLDER(open__refuses_a_second_writer_and_names_the_first),
        WITH_FOLDER(open__refuses_a_second_writer_that_comes_by_another_name),
        WITH_FOLDER(open__takes_over_from_a_killed_writer),
        WITH_FOLDER(open__refuses_a_file_of_a_newer_program),
        WITH_FOLDER(open__refuses_what_is_no_database),
        WITH_FOLDER(open__refuses_the_database_of_another_program_and_leaves_it_alone),
        WITH_FOLDER(open__refuses_a_file_in_which_numbers_mean_something_else),
        WITH_FOLDER(open__says_which_path_it_could_not_make),
        WITH_FOLDER(open__says_when_it_may_not_write),
        WITH_FOLDER(read__needs_a_file_that_is_there_and_ready),
        WITH_FOLDER(read__sees_commits_of_the_writer_and_cannot_write),
        WITH_FOLDER(read__works_without_the_right_to_write_whether_the_writer_is_there_or_not),
        WITH_FOLDER(rest__moves_a_long_write_ahead_log_into_the_file),
        WITH_FOLDER(commits__keep_the_write_ahead_log_bounded),
        cmocka_unit_test(close__takes_nothing),
    };

    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
