/* SPDX-License-Identifier: MIT */
/*
 * Sheets posted to a real daemon: again, corrected, interrupted, refused.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/report.h"

#include <errno.h>
#include <iconv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { MANY = 3000 };

static struct daemon daemon_;

/* A path in the daemon's folder; valid for seven calls more. */
static const char *
path_of(const char *name)
{
    static char paths[8][160];
    static int turn;

    turn = (turn + 1) % 8;
    snprintf(paths[turn], sizeof paths[turn], "%s/%s", daemon_.folder, name);
    return paths[turn];
}

static const char *
write_file(const char *name, struct str bytes)
{
    const char *path = path_of(name);
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
    return path;
}

static const char *
write_gb18030(const char *name, const char *text)
{
    iconv_t to = iconv_open("GB18030", "UTF-8");
    char bytes[4096], *in = (char *)text, *out = bytes;
    size_t left = strlen(text), room = sizeof bytes;

    assert_int_equal(iconv(to, &in, &left, &out, &room), 0);
    iconv_close(to);
    return write_file(name, (struct str){ bytes, sizeof bytes - room });
}

/* Posts the sheet with these options and checks how it ends and the totals: "applied 3 duplicate 0". */
static void
expect_totals(int status, const char *file, const char *const *words, int applied, int duplicate)
{
    const char *line[40] = { "post", "--wait", "--format", "json", "--key-file", path_of("import.key"), file };
    size_t count = 7;
    struct command command;
    json_t *totals;

    while (*words)
        line[count++] = *words++;
    command = daemon_command_ends(&daemon_, status, line);
    totals = json_loads(command.out, 0, NULL);
    if (json_integer_value(json_object_get(totals, "applied")) != applied ||
        json_integer_value(json_object_get(totals, "duplicate")) != duplicate)
        check_failed("expected %d applied and %d duplicate, got %s%s", applied, duplicate, command.out, command.err);
    json_decref(totals);
    command_free(&command);
}

#define SIGN_IN WORDS("--csv", "attendance", "--pseudonyms", "--set", "activity=law-0529", "--set", "at=2024-05-29")

static void
sheets__make_a_community_and_what_took_place(void **state)
{
    (void)state;
    expect_totals(0, write_gb18030("units.csv", "单位,级别,名称,上级\ns1,街道,某街道,\nc1,社区,柳背桥社区,s1\n"),
                  WORDS("--csv", "unit.put", "--set", "at=2024-01-01"), 2, 0);
    expect_totals(0, write_gb18030("people.csv", "单位,口径,人口\nc1,常住,\"1,600\"\n"),
                  WORDS("--csv", "population.put", "--set", "at=2024年1月1日"), 1, 0);
    expect_totals(0, write_gb18030("held.csv", "活动编号,单位,类别,活动日期,活动名称,类型\nlaw-0529,c1,edu.law,2024/5/29 14:00,法律讲座,讲座\n"),
                  WORDS("--csv", "activity.held"), 1, 0);
}

static void
sheet__posted_again_changes_nothing(void **state)
{
    const char *text = "法律讲座签到表,,\n序号,姓名,签到情况\n1,王伟,到\n2,李娜,√\n3,张三,请假\n4,李四,迟到\n";

    (void)state;
    expect_totals(0, write_gb18030("sign.csv", text), SIGN_IN, 4, 0);
    expect_totals(0, write_gb18030("sign.csv", text), SIGN_IN, 0, 4);
    expect_totals(0, write_file("sign utf8.csv", STR("姓名,签到情况\n李四,迟到\n张三,请假\n李 娜,到\n王伟,出席\n")), SIGN_IN, 0, 4);
}

static void
sheet__that_was_corrected_corrects_and_so_does_taking_that_back(void **state)
{
    const char *first = "姓名,签到情况\n王伟,到\n", *second = "姓名,签到情况\n王伟,缺席\n";

    (void)state;
    expect_totals(0, write_gb18030("sign.csv", second), SIGN_IN, 1, 0);
    expect_totals(0, write_gb18030("sign.csv", second), SIGN_IN, 0, 1);
    expect_totals(0, write_gb18030("sign.csv", first), SIGN_IN, 1, 0);
    expect_totals(0, write_gb18030("sign.csv", first), SIGN_IN, 0, 1);
    daemon_command_says(&daemon_, 0, WORDS("log", "--type", "attendance", "--state", "superseded", "--format", "json"), "\"absent\"", "");
}

static void
activity__that_was_held_may_be_corrected_into_one_that_was_cancelled(void **state)
{
    const char *text = "活动编号,单位,类别,活动日期\nwalk,c1,sport,2024/6/1\n";

    (void)state;
    expect_totals(0, write_gb18030("walk.csv", text), WORDS("--csv", "activity.held"), 1, 0);
    expect_totals(0, write_gb18030("walk.csv", text), WORDS("--csv", "activity.cancelled"), 1, 0);
    expect_totals(0, write_gb18030("walk.csv", text), WORDS("--csv", "activity.cancelled"), 0, 1);
}

static void
log__holds_neither_names_nor_what_leads_to_them(void **state)
{
    struct command command = daemon_command_ends(&daemon_, 0, WORDS("log", "--format", "json"));

    (void)state;
    assert_null(strstr(command.out, "王"));
    assert_null(strstr(command.out, "x-"));
    command_free(&command);
}

static void
rows__that_are_wrong_are_named_and_the_others_are_posted(void **state)
{
    const char *file = write_file("bad.csv", STR("姓名,签到情况,分钟\n赵一,到,90\n钱二,睡着了,90\n孙三,到,九十\n"));

    (void)state;
    daemon_command_says(&daemon_, 65,
                        WORDS("post", "--key-file", path_of("import.key"), "--csv", "attendance", "--pseudonyms", "--set",
                              "activity=law-0529", "--set", "at=2024-05-29", file),
                        "", "bad.csv, row 3, column B (签到情况): bad_field: status must be one of");
    expect_totals(65, file, SIGN_IN, 0, 1);
}

/* What only the daemon can know is named by row and column, too. */
static void
rows__that_the_daemon_refuses_are_named_by_row_and_column(void **state)
{
    const char *file = write_file("circle.csv", STR("单位,级别,上级\n\nu1,社区,u2\nu2,社区,u1\n"));

    (void)state;
    daemon_command_says(&daemon_, 65, WORDS("post", "--csv", "unit.put", "--set", "at=2024-01-01", file), "",
                        "circle.csv, row 4, column C (上级): cycle: ");
}

static void
file__that_is_broken_sends_nothing_at_all(void **state)
{
    json_t *before = status_object(&daemon_), *after;
    const char *file = write_file("broken.csv", STR("姓名,签到情况\n周四,到\n\"吴五,到\n"));

    (void)state;
    daemon_command_says(&daemon_, 65,
                        WORDS("post", "--key-file", path_of("import.key"), "--csv", "attendance", "--pseudonyms", "--set",
                              "activity=law-0529", "--set", "at=2024-05-29", file),
                        "", "broken.csv: row 3, column A: a quote that is opened here is never closed");
    after = status_object(&daemon_);
    assert_true(json_equal(json_object_get(before, "log"), json_object_get(after, "log")));
    json_decref(before);
    json_decref(after);
}

static void
dry_run__needs_no_daemon_and_shows_the_first_event(void **state)
{
    const char *file = write_file("try.csv", STR("备注,person,status\n,p1,到\n,p2,？\n"));
    const char *const *words = WORDS("--socket", "/nonexistent/socket", "post", "--key-file", path_of("none.key"), "--dry-run", "--csv",
                                     "attendance", "--set", "activity=a", "--set", "at=2024", file);

    (void)state;
    daemon_command_says(&daemon_, 65, words, "person = B (person)", "try.csv, row 3, column C (status): bad_field");
    daemon_command_says(&daemon_, 65, words, "not used: 备注", "");
    daemon_command_says(&daemon_, 65, words, "2 rows: 1 event, 1 refused", "");
    daemon_command_says(&daemon_, 65, words, "\"data\":{\"activity\":\"a\",\"at\":\"2024\",\"person\":\"p1\",\"status\":\"present\"}", "");
    daemon_command_says(&daemon_, 65, words, "Nothing was sent.", "");
    assert_int_not_equal(access(path_of("none.key"), F_OK), 0);
    daemon_command_says(&daemon_, 65,
                        WORDS("post", "--dry-run", "--format", "json", "--csv", "attendance", "--key-file", path_of("none.key"), "--set",
                              "activity=a", "--set", "at=2024", file),
                        "{\"dry_run\":true,\"rows\":2,\"events\":1,\"corrected\":0,\"repeated\":0,\"sums\":0,\"refused\":1}", "");
}

static void
workbook__of_several_sheets_is_posted_sheet_by_sheet(void **state)
{
    const char *path = path_of("签到.xlsx"), *key = path_of("import.key");
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *may = workbook_add_worksheet(book, "五月"), *june = workbook_add_worksheet(book, "六月");
    lxw_format *day = workbook_add_format(book);
    lxw_worksheet *both[] = { may, june };

    (void)state;
    format_set_num_format(day, "yyyy/m/d");
    for (int i = 0; i < 2; i++) {
        worksheet_merge_range(both[i], 0, 0, 0, 2, "太极拳签到表", NULL);
        worksheet_write_string(both[i], 1, 0, "人员编号", NULL);
        worksheet_write_string(both[i], 1, 1, "状态", NULL);
        worksheet_write_string(both[i], 1, 2, "日期", NULL);
        worksheet_write_number(both[i], 2, 0, 417 + i, NULL);
        worksheet_write_string(both[i], 2, 1, i ? "迷路" : "到", NULL);
        worksheet_write_number(both[i], 2, 2, 45441 + i, day);
    }
    assert_int_equal(workbook_close(book), 0);
    daemon_command_says(&daemon_, 64, WORDS("post", "--key-file", key, "--xlsx", "attendance", "--set", "activity=law-0529", path), "",
                        "it has several sheets: say --sheet NAME, or --sheet \"*\" for all: 五月, 六月");
    daemon_command_says(&daemon_, 64,
                        WORDS("post", "--key-file", key, "--xlsx", "attendance", "--sheet", "七月", "--set", "activity=law-0529", path), "",
                        "there is no sheet \"七月\": it has 五月, 六月");
    expect_totals(0, path, WORDS("--csv", "attendance", "--sheet", "五月", "--set", "activity=law-0529"), 1, 0);
    daemon_command_says(&daemon_, 65,
                        WORDS("post", "--key-file", key, "--xlsx", "attendance", "--sheet", "*", "--set", "activity=law-0529", path), "",
                        "签到.xlsx, sheet 六月, row 3, column B (状态): bad_field");
}

/* -- a connection that breaks, and Ctrl-C: somebody between the command and the daemon -- */

static const char *
many_rows(void)
{
    struct buf text = { 0 };
    const char *path;

    buf_put_str(&text, STR("person,status\n"));
    for (int i = 0; i < MANY; i++)
        buf_printf(&text, "m%04d,到\n", i);
    path = write_file("many.csv", buf_str(&text));
    buf_free(&text);
    return path;
}

static int
listen_between(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 1), 0);
    return fd;
}

/* Reads until there are so many bytes, or the end. */
static void
take_bytes(int fd, size_t most, struct buf *taken)
{
    char bytes[4096];
    ssize_t got = 1;

    while (taken->len < most && got > 0) {
        got = read(fd, bytes, sizeof bytes);
        if (got > 0)
            buf_put(taken, bytes, (size_t)got);
    }
}

static size_t
whole_lines(struct buf *taken)
{
    size_t lines = 0;

    while (taken->len > 0 && taken->ptr[taken->len - 1] != '\n')
        taken->len--;
    for (size_t i = 0; i < taken->len; i++)
        lines += taken->ptr[i] == '\n';
    return lines;
}

static pid_t
post_through(const char *socket, const char *file, const char *activity)
{
    char program[256], set[64];
    const char *argv[] = { program, "--db", daemon_.db, "--socket", socket, "post", "--csv", "attendance", "--key-file",
                           path_of("import.key"), "--set", set, "--set", "at=2024-05-29", "--quiet", file, NULL };

    snprintf(program, sizeof program, "%s", turnout_program("turnout"));
    snprintf(set, sizeof set, "activity=%s", activity);
    return command_spawn(argv, -1, -1, -1);
}

static void
post__whose_connection_broke_is_finished_by_posting_again(void **state)
{
    const char *socket = path_of("between.sock"), *file = many_rows();
    int listener = listen_between(socket), fd;
    pid_t pid = post_through(socket, file, "law-0529");
    struct buf taken = { 0 };
    int there;

    (void)state;
    fd = accept(listener, NULL, NULL);
    take_bytes(fd, 100000, &taken);
    there = (int)whole_lines(&taken);
    assert_true(there > 100 && there < MANY);
    post_accepted(daemon_.socket, &taken);
    close(fd); /* and the command hears nothing more */
    assert_int_equal(command_wait(pid), 74);
    expect_totals(0, file, WORDS("--csv", "attendance", "--set", "activity=law-0529", "--set", "at=2024-05-29"), MANY - there, there);
    close(listener);
    buf_free(&taken);
}

static void
post__that_was_interrupted_is_finished_by_posting_again(void **state)
{
    const char *socket = path_of("ctrl-c.sock"), *file = many_rows();
    int listener = listen_between(socket), fd;
    pid_t pid = post_through(socket, file, "walk-2");
    struct buf taken = { 0 };
    char *reply;
    int there;

    (void)state;
    fd = accept(listener, NULL, NULL);
    kill(pid, SIGINT);
    take_bytes(fd, SIZE_MAX, &taken);
    there = (int)whole_lines(&taken);
    reply = post_text(daemon_.socket, taken.ptr ? taken.ptr : "", taken.len);
    assert_int_equal(write(fd, reply, strlen(reply)), (ssize_t)strlen(reply));
    close(fd);
    assert_int_equal(command_wait(pid), 130);
    assert_true(there < MANY);
    free(reply);
    expect_totals(0, write_file("walk-2.csv", STR("活动编号,单位,类别,活动日期\nwalk-2,c1,sport,2024/6/2\n")), WORDS("--csv", "activity.held"), 1, 0);
    expect_totals(0, path_of("many.csv"), WORDS("--csv", "attendance", "--set", "activity=walk-2", "--set", "at=2024-05-29"), MANY - there, there);
    close(listener);
    buf_free(&taken);
}

static int
start(void **state)
{
    (void)state;
    daemon_init(&daemon_, "2025-01-01");
    daemon_start(&daemon_);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    daemon_stop(&daemon_);
    daemon_remove(&daemon_);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets__make_a_community_and_what_took_place),
        cmocka_unit_test(sheet__posted_again_changes_nothing),
        cmocka_unit_test(sheet__that_was_corrected_corrects_and_so_does_taking_that_back),
        cmocka_unit_test(activity__that_was_held_may_be_corrected_into_one_that_was_cancelled),
        cmocka_unit_test(log__holds_neither_names_nor_what_leads_to_them),
        cmocka_unit_test(rows__that_are_wrong_are_named_and_the_others_are_posted),
        cmocka_unit_test(rows__that_the_daemon_refuses_are_named_by_row_and_column),
        cmocka_unit_test(file__that_is_broken_sends_nothing_at_all),
        cmocka_unit_test(dry_run__needs_no_daemon_and_shows_the_first_event),
        cmocka_unit_test(workbook__of_several_sheets_is_posted_sheet_by_sheet),
        cmocka_unit_test(post__whose_connection_broke_is_finished_by_posting_again),
        cmocka_unit_test(post__that_was_interrupted_is_finished_by_posting_again),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
