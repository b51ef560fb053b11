/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * turnout backup and restore: a copy of a store in use is a whole store, and
 * what is put in its place was checked before; nothing is ever lost by either.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/control.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MANY = 3000, EXIT_USAGE = 64, EXIT_NO_FILE = 66, EXIT_UNAVAILABLE = 69, EXIT_STORE = 74 };

static struct daemon server;
static char file[DAEMON_PATH_SIZE];

static void
post_people(int from, int to)
{
    struct buf lines = { 0 };
    char id[32];

    for (int i = from; i < to; i++) {
        snprintf(id, sizeof id, "a-p%d", i);
        add_event(&lines, id, 1, "attendance", "\"activity\":\"a\",\"person\":\"p%d\",\"status\":\"present\"", i);
    }
    post_published(&server, &lines);
}

static int
set_up(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    snprintf(file, sizeof file, "%s/copy.db", server.folder);
    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    add_event(&lines, "n", 1, "population.put", "\"unit\":\"u\",\"basis\":\"usual\",\"count\":100,\"at\":\"2024-01-01\"");
    add_event(&lines, "a", 1, "activity.held", "\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"");
    post_published(&server, &lines);
    post_people(0, 20);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

/* The same daemon's folder with another database. */
static struct daemon
on_copy(void)
{
    struct daemon other = server;

    snprintf(other.db, sizeof other.db, "%.90s", file);
    return other;
}

/* "DB.before-20250529T140311Z" of that or of what stands beside it; the folder's own name may have any letter. */
static void
keep_database_name(char *name)
{
    char *time = strstr(name, ".before-");

    assert_non_null(time);
    time[strcspn(time, "Z") + 1] = '\0';
}

/* Files of the folder whose names begin so. */
static int
count_files(const char *beginning, char found[DAEMON_PATH_SIZE])
{
    DIR *folder = opendir(server.folder);
    struct dirent *entry;
    int count = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        if (strncmp(entry->d_name, beginning, strlen(beginning)) != 0)
            continue;
        count++;
        if (found)
            snprintf(found, DAEMON_PATH_SIZE, "%.60s/%.180s", server.folder, entry->d_name);
    }
    closedir(folder);
    return count;
}

static void
expect_rows_of(const struct daemon *daemon, const json_t *expected)
{
    json_t *rows = report_rows(daemon, NULL);

    expect_rows("figures", expected, rows);
    json_decref(rows);
}

static void
backup__of_a_running_daemon_is_a_whole_store_of_one_file(void **state)
{
    struct daemon copy;
    struct stat found;
    json_t *rows;

    (void)state;
    rows = report_rows(&server, NULL);
    daemon_command_says(&server, 0, WORDS("backup", file), "events up to log position 23\n", "");
    assert_int_equal(stat(file, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    daemon_stop(&server);
    copy = on_copy();
    assert_int_equal(count_files("copy.db", NULL), 1);
    expect_rows_of(&copy, rows);
    assert_int_equal(count_files("copy.db-", NULL), 0); /* no write-ahead log, though it was read */
    json_decref(rows);
}

/* The writer is never kept long: the posting goes on, and what the copy has is a beginning of the log that adds up. */
static void
backup__is_taken_while_events_come(void **state)
{
    struct buf lines = { 0 };
    struct client client;
    struct daemon copy;
    long long events;
    char id[32];

    (void)state;
    for (int i = 100; i < 100 + MANY; i++) {
        snprintf(id, sizeof id, "a-p%d", i);
        add_event(&lines, id, 1, "attendance", "\"activity\":\"a\",\"person\":\"p%d\",\"status\":\"present\"", i);
    }
    client_open(&client, server.socket);
    assert_true(client_send(&client, lines.ptr, lines.len / 2));
    daemon_command_says(&server, 0, WORDS("backup", file), "backup: ", "");
    assert_true(client_send(&client, lines.ptr + lines.len / 2, lines.len - lines.len / 2));
    client_wait_acked(&client, MANY);
    client_close(&client);
    copy = on_copy();
    events = database_number(&copy, "select count(*) from event");
    assert_true(events >= 23 && events <= 23 + MANY);
    assert_int_equal(database_number(&copy, "select max(last) from batch"), events);
    daemon_command_says(&server, 0, WORDS("restore", "--dry-run", file), "is a sound backup", "");
    buf_free(&lines);
}

static void
backup__replaces_nothing_but_an_older_backup_and_that_by_force(void **state)
{
    char letter[DAEMON_PATH_SIZE];
    FILE *stream;

    (void)state;
    snprintf(letter, sizeof letter, "%s/letter.txt", server.folder);
    daemon_command_says(&server, 0, WORDS("backup", file), "backup: ", "");
    daemon_command_says(&server, EXIT_USAGE, WORDS("backup", file), "", "is there already");
    daemon_command_says(&server, 0, WORDS("backup", "--force", file), "backup: ", "");
    stream = fopen(letter, "w");
    assert_non_null(stream);
    fputs("dear all, this is no database but a letter of some length, which nobody wants to lose to a slip of the hand\n", stream);
    fclose(stream);
    daemon_command_says(&server, EXIT_USAGE, WORDS("backup", "--force", letter), "", "is no backup of Turnout");
    daemon_command_says(&server, EXIT_USAGE, WORDS("backup", "--force", server.db), "", "is the database itself");
    daemon_command_says(&server, EXIT_NO_FILE, WORDS("backup", "/nowhere/at/all"), "", "there is no such folder");
    daemon_command_says(&server, EXIT_USAGE, WORDS("backup"), "", "say which file");
    assert_int_equal(count_files("copy.db", NULL), 1);
}

static void
backup__works_without_a_daemon(void **state)
{
    struct daemon copy;
    json_t *rows;

    (void)state;
    rows = report_rows(&server, NULL);
    daemon_stop(&server);
    daemon_command_says(&server, 0, WORDS("backup", file), "events up to log position 23\n", "");
    copy = on_copy();
    expect_rows_of(&copy, rows);
    json_decref(rows);
}

/* Another database than the daemon's is copied by the command itself. */
static void
backup__of_another_database_is_not_the_daemons(void **state)
{
    struct daemon copy;
    char second[DAEMON_PATH_SIZE];

    (void)state;
    daemon_command_says(&server, 0, WORDS("backup", file), "backup: ", "");
    post_people(20, 30);
    copy = on_copy();
    snprintf(second, sizeof second, "%s/second.db", server.folder);
    daemon_command_says(&copy, 0, WORDS("backup", second), "events up to log position 23\n", "");
}

static void
backup__for_a_client_that_went_leaves_no_half_file(void **state)
{
    struct client client;
    char text[DAEMON_PATH_SIZE + 100];

    (void)state;
    post_people(1000, 4000);
    snprintf(text, sizeof text, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"backup\",\"params\":{\"file\":\"%s\"}}\n", file);
    client_open(&client, server.control);
    client_send_text(&client, text);
    client_close(&client);
    daemon_stop(&server);
    assert_int_equal(count_files("copy.db.", NULL), 0);
}

static void
method__refuses_what_is_no_path(void **state)
{
    (void)state;
    json_decref(control_error(&server, "backup", NULL, -32602));
    json_decref(control_error(&server, "backup", json_pack("{s:s}", "file", "copy.db"), -32602));
    json_decref(control_error(&server, "backup", json_pack("{s:s,s:i}", "file", file, "force", 1), -32602));
    json_decref(control_error(&server, "backup", json_pack("{s:s,s:s}", "file", file, "database", "/etc/passwd"), -32003));
}

static void
restore__brings_back_the_figures_and_keeps_the_database_that_was_there(void **state)
{
    char kept[DAEMON_PATH_SIZE] = "";
    struct daemon before = server;
    json_t *rows;

    (void)state;
    rows = report_rows(&server, NULL);
    daemon_command_says(&server, 0, WORDS("backup", file), "backup: ", "");
    post_people(20, 40);
    daemon_command_says(&server, EXIT_UNAVAILABLE, WORDS("restore", file), "", "another daemon (process ");
    daemon_kill(&server); /* so that there is a write-ahead log */
    daemon_command_says(&server, 0, WORDS("restore", file), "log position 23\n", "");
    expect_rows_of(&server, rows);
    assert_true(count_files("t.db.before-", kept) >= 1);
    keep_database_name(kept);
    snprintf(before.db, sizeof before.db, "%.90s", kept);
    assert_int_equal(database_number(&before, "select max(last) from batch"), 43);
    daemon_start(&server);
    wait_published(&server);
    expect_rows_of(&server, rows);
    post_people(20, 25); /* life goes on */
    json_decref(rows);
}

static void
restore__takes_the_place_of_nothing(void **state)
{
    json_t *rows;

    (void)state;
    rows = report_rows(&server, NULL);
    daemon_command_says(&server, 0, WORDS("backup", file), "backup: ", "");
    daemon_stop(&server);
    daemon_forget(&server);
    daemon_command_says(&server, 0, WORDS("restore", file), "restored: ", "");
    expect_rows_of(&server, rows);
    json_decref(rows);
}

static void
flip_byte(const char *path, long at)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    unsigned char byte;

    assert_true(fd >= 0);
    assert_int_equal(pread(fd, &byte, 1, at), 1);
    byte ^= 0x41;
    assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

/* Nothing takes the database's place that is not what was once committed. */
static void
restore__refuses_a_backup_that_was_damaged_or_altered(void **state)
{
    struct daemon copy;
    struct stat found;
    char version[64];
    json_t *rows;

    (void)state;
    rows = report_rows(&server, NULL);
    daemon_command_says(&server, 0, WORDS("backup", file), "backup: ", "");
    daemon_stop(&server);
    copy = on_copy();
    snprintf(version, sizeof version, "PRAGMA user_version = %lld", database_number(&copy, "PRAGMA user_version"));
    database_change(&copy, "UPDATE event SET rev = 2 WHERE seq = 5");
    daemon_command_says(&server, EXIT_STORE, WORDS("restore", file), "", "does not match its hash");
    database_change(&copy, "UPDATE event SET rev = 1 WHERE seq = 5; PRAGMA user_version = 999");
    daemon_command_says(&server, EXIT_STORE, WORDS("restore", "--dry-run", file), "", "was written by a newer Turnout");
    database_change(&copy, version);
    assert_int_equal(stat(file, &found), 0);
    assert_int_equal(truncate(file, found.st_size - 4096), 0);
    daemon_command_says(&server, EXIT_STORE, WORDS("restore", file), "", "turnout: ");
    flip_byte(file, 0);
    daemon_command_says(&server, EXIT_STORE, WORDS("restore", file), "", "choose another file");
    daemon_command_says(&server, EXIT_NO_FILE, WORDS("restore", "/nowhere/at/all"), "", "/nowhere/at/all: ");
    daemon_command_says(&server, EXIT_USAGE, WORDS("restore", server.db), "", "is the database itself");
    expect_rows_of(&server, rows);
    assert_int_equal(count_files("t.db.", NULL), 2); /* the lock and the log of who saw everything */
    json_decref(rows);
}

static void
restore__brings_back_nobody_who_was_forgotten_since(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_command_says(&server, 0, WORDS("backup", file), "backup: ", "");
    add_event(&lines, "f", 1, "person.forget", "\"person\":\"p7\"");
    post_published(&server, &lines);
    daemon_stop(&server);
    assert_int_equal(database_number(&server, "select count(*) from person where substr(key, 1, 12) = zeroblob(12)"), 1);
    daemon_command_says(&server, 0, WORDS("restore", file), "1 person who was forgotten since then stays forgotten\n", "");
    assert_int_equal(database_number(&server, "select count(*) from person where substr(key, 1, 12) = zeroblob(12)"), 1);
    daemon_start(&server);
}

#define WITH_DAEMON(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DAEMON(backup__of_a_running_daemon_is_a_whole_store_of_one_file),
        WITH_DAEMON(backup__is_taken_while_events_come),
        WITH_DAEMON(backup__replaces_nothing_but_an_older_backup_and_that_by_force),
        WITH_DAEMON(backup__works_without_a_daemon),
        WITH_DAEMON(backup__of_another_database_is_not_the_daemons),
        WITH_DAEMON(backup__for_a_client_that_went_leaves_no_half_file),
        WITH_DAEMON(method__refuses_what_is_no_path),
        WITH_DAEMON(restore__brings_back_the_figures_and_keeps_the_database_that_was_there),
        WITH_DAEMON(restore__takes_the_place_of_nothing),
        WITH_DAEMON(restore__refuses_a_backup_that_was_damaged_or_altered),
        WITH_DAEMON(restore__brings_back_nobody_who_was_forgotten_since),
    };

    return cmocka_run_group_tests_name("backup and restore", tests, NULL, NULL);
}
