/* SPDX-License-Identifier: MIT */
/*
 * Workbooks of the demonstration, read back by a program of its own
 * (tests/oracle/sheets.py) and by LibreOffice.
 */
#include "tests/support/check.h"
#include "tests/support/command.h"
#include "tests/support/demo_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct daemon server;

static char *
in_folder(const char *name)
{
    char *path;

    assert_true(asprintf(&path, "%s/%s", server.folder, name) > 0);
    return path;
}

static int
setup(void **state)
{
    (void)state;
    demo_start(&server);
    daemon_stop(&server); /* what reads needs no daemon */
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

/* Every sheet as LibreOffice shows it: FILE-SHEET.csv in the folder. Fails when it repairs or cannot read the file. */
static void
open_in_libreoffice(const char *path)
{
    char *profile;
    struct command command;

    assert_true(asprintf(&profile, "-env:UserInstallation=file://%s/profile", server.folder) > 0);
    command_run(&command, (const char *const[]){ "/usr/bin/soffice", profile, "--headless", "--convert-to",
                                                 "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1",
                                                 "--outdir", server.folder, path, NULL }, NULL);
    assert_int_equal(command.status, 0);
    assert_null(strstr(command.err, "Error"));
    assert_non_null(strstr(command.out, "convert"));
    command_free(&command);
    free(profile);
}

static void
report__the_workbook_has_the_figures_as_real_numbers_and_libreoffice_shows_them(void **state)
{
    char *book = in_folder("report.xlsx"), *json = in_folder("report.json"), *shown = in_folder("report-Units.csv");
    struct command command;

    (void)state;
    command = daemon_command_ends(&server, 0, WORDS("report", "--period", "2025", "--lang", "en", "--format", "xlsx", "--out", book));
    assert_string_equal(command.out, "");
    command_free(&command);
    command = daemon_command_ends(&server, 0, WORDS("report", "--period", "2025", "--format", "json", "--out", json));
    command_free(&command);
    open_in_libreoffice(book);
    command_run(&command, (const char *const[]){ "/usr/bin/python3", source_path("tests/oracle/sheets.py"), book, json, shown, NULL }, NULL);
    if (command.status != 0)
        print_error("%s%s", command.out, command.err);
    assert_int_equal(command.status, 0);
    command_free(&command);
    free(book);
    free(json);
    free(shown);
}

static void
report__the_same_figures_give_the_same_bytes(void **state)
{
    struct command first, again;

    (void)state;
    first = daemon_command_ends(&server, 0, WORDS("report", "--lang", "zh", "--format", "xlsx"));
    again = daemon_command_ends(&server, 0, WORDS("report", "--lang", "zh", "--format", "xlsx"));
    assert_int_equal(first.out_len, again.out_len);
    assert_memory_equal(first.out, again.out, first.out_len);
    assert_memory_equal(first.out, "PK", 2);
    command_free(&first);
    command_free(&again);
}

static void
scorecard_and_quality__their_workbooks_open_with_chinese_sheets(void **state)
{
    static const char *const words[][2] = { { "scorecard", "scorecard-评分项.csv" }, { "quality", "quality-问题.csv" } };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char name[32], *book, *shown = in_folder(words[i][1]);
        struct command command;

        snprintf(name, sizeof name, "%s.xlsx", words[i][0]);
        book = in_folder(name);
        command = daemon_command_ends(&server, 0, WORDS(words[i][0], "--lang", "zh", "--format", "xlsx", "--out", book));
        command_free(&command);
        open_in_libreoffice(book);
        assert_int_equal(access(shown, R_OK), 0);
        free(book);
        free(shown);
    }
}

static void
xlsx__of_nothing_is_a_workbook_that_says_so(void **state)
{
    char *book = in_folder("none.xlsx"), *shown = in_folder("none-Overview.csv");
    struct command command;
    FILE *file;
    char line[200] = "";

    (void)state;
    command = daemon_command_ends(&server, 0, WORDS("report", "--period", "2025-01", "--unit", "liubeiqiao", "--team", "-", "--indicator",
                                                    "team_vitality", "--lang", "en", "--format", "xlsx", "--out", book));
    command_free(&command);
    open_in_libreoffice(book);
    file = fopen(shown, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    fclose(file);
    assert_non_null(strstr(line, "There are no such figures."));
    free(book);
    free(shown);
}

static void
xlsx__a_file_that_cannot_be_written_is_named(void **state)
{
    (void)state;
    daemon_command_says(&server, 74, WORDS("report", "--format", "xlsx", "--out", "/nowhere/report.xlsx"), "", "/nowhere/report.xlsx");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report__the_workbook_has_the_figures_as_real_numbers_and_libreoffice_shows_them),
        cmocka_unit_test(report__the_same_figures_give_the_same_bytes),
        cmocka_unit_test(scorecard_and_quality__their_workbooks_open_with_chinese_sheets),
        cmocka_unit_test(xlsx__of_nothing_is_a_workbook_that_says_so),
        cmocka_unit_test(xlsx__a_file_that_cannot_be_written_is_named),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
