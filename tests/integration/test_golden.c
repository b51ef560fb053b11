/* SPDX-License-Identifier: MIT */
/*
 * What the command prints of the demonstration, byte by byte: tests/golden has a file for each case.
 * When a change is meant, scripts/renew-golden.sh writes them afresh: look at what git diff says then.
 */
#include "lib/base/mem.h"
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/demonstration.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 20 };

static struct daemon server;

struct golden {
    const char *file;
    const char *words[WORDS_MAX]; /* of the command */
};

#define YEAR_OF_ONE "report", "--unit", "liubeiqiao", "--period", "2025", "--team", "-"
#define MONTH_OF_ONE "report", "--unit", "liubeiqiao", "--period", "2025-06", "--team", "-", "--category", "-", "--group", "-"
#define TEAMS_BY_MONTH "report", "--by", "team,month", "--indicator", "team_attendance", "--indicator", "cadence_month"

static const struct golden texts[] = {
    { "report-year.zh.80.txt", { YEAR_OF_ONE, "--lang", "zh", "--width", "80" } },
    { "report-year.en.80.txt", { YEAR_OF_ONE, "--lang", "en", "--width", "80" } },
    { "report-year.zh.120.txt", { YEAR_OF_ONE, "--lang", "zh", "--width", "120" } },
    { "report-year.en.120.txt", { YEAR_OF_ONE, "--lang", "en", "--width", "120" } },
    { "report-month.zh.80.txt", { MONTH_OF_ONE, "--lang", "zh", "--width", "80" } },
    { "report-month.en.120.txt", { MONTH_OF_ONE, "--lang", "en", "--width", "120" } },
    { "report-teams.zh.80.txt", { "report", "--unit", "jinzhili", "--team", "jz-kongzhu", "--lang", "zh", "--width", "80" } },
    { "by-unit.zh.80.txt", { "report", "--by", "unit", "--lang", "zh", "--width", "80" } },
    { "by-unit.en.120.txt", { "report", "--by", "unit", "--lang", "en", "--width", "120" } },
    { "by-team-month.zh.80.txt", { TEAMS_BY_MONTH, "--lang", "zh", "--width", "80" } },
    { "by-team-month.en.120.txt", { TEAMS_BY_MONTH, "--lang", "en", "--width", "120" } },
    { "by-indicator-quarter.zh.80.txt",
      { "report", "--by", "indicator,quarter", "--unit", "liubeiqiao", "--period", "2024", "--period", "2025", "--lang", "zh", "--width", "80" } },
    { "scorecard.zh.80.txt", { "scorecard", "--card", "unit_score", "--period", "2025", "--lang", "zh", "--width", "80" } },
    { "scorecard.en.120.txt", { "scorecard", "--period", "2025", "--unit", "liubeiqiao", "--team", "-", "--lang", "en", "--width", "120" } },
    { "quality.zh.80.txt", { "quality", "--lang", "zh", "--width", "80" } },
    { "quality.en.120.txt", { "quality", "--lang", "en", "--width", "120" } },
    { "list-units.zh.txt", { "list", "units", "--lang", "zh", "--width", "80" } },
    { "list-indicators.en.txt", { "list", "indicators", "--lang", "en", "--width", "80" } },
};

static const struct golden others[] = {
    { "report.zh.md", { YEAR_OF_ONE, "--lang", "zh", "--format", "md" } },
    { "report.en.md", { MONTH_OF_ONE, "--lang", "en", "--format", "md" } },
    { "by-team-month.zh.md", { TEAMS_BY_MONTH, "--lang", "zh", "--format", "md" } },
    { "scorecard.zh.md", { "scorecard", "--period", "2025", "--unit", "liubeiqiao", "--team", "-", "--lang", "zh", "--format", "md" } },
    { "quality.en.md", { "quality", "--lang", "en", "--format", "md" } },
    { "report.csv", { "report", "--unit", "liubeiqiao", "--period", "2025", "--team", "-", "--category", "-", "--format", "csv" } },
    { "report.json", { "report", "--unit", "liubeiqiao", "--period", "2025", "--team", "-", "--category", "-", "--format", "json" } },
    { "by-team-month.csv", { TEAMS_BY_MONTH, "--period", "2025", "--format", "csv" } },
    { "scorecard.csv", { "scorecard", "--format", "csv" } },
    { "scorecard-components.csv", { "scorecard", "--card", "unit_score", "--components", "--format", "csv" } },
    { "scorecard.json", { "scorecard", "--unit", "liubeiqiao", "--team", "-", "--format", "json" } },
    { "quality.csv", { "quality", "--format", "csv" } },
    { "quality.json", { "quality", "--format", "json" } },
    { "list-teams.json", { "list", "teams", "--format", "json" } },
    { "list-categories.csv", { "list", "categories", "--format", "csv" } },
    { "list-groups.json", { "list", "groups", "--format", "json" } },
    { "list-periods.csv", { "list", "periods", "--unit", "jinzhili", "--format", "csv" } },
};

static char *
path_of(const char *file)
{
    char relative[200];

    snprintf(relative, sizeof relative, "tests/golden/%s", file);
    return mem_text(str_of(source_path(relative)));
}

static void
write_file(const char *path, const struct command *ran)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(ran->out, 1, ran->out_len, file), ran->out_len);
    assert_int_equal(fclose(file), 0);
}

/* What is now against what is to be, as diff prints it. */
static bool
is_same(const char *path, const struct command *ran)
{
    struct command diff;

    command_run(&diff, (const char *const[]){ "/usr/bin/diff", "-u", "--label", "golden", "--label", "printed", path, "-", NULL }, ran->out);
    if (diff.status != 0)
        print_error("%s%s%s: scripts/renew-golden.sh takes it over when it is meant\n", diff.out, diff.err, path);
    command_free(&diff);
    return diff.status == 0;
}

static bool
check(const struct golden *golden)
{
    char *path = path_of(golden->file);
    struct command ran = daemon_command_ends(&server, 0, golden->words);
    bool same = true;

    if (getenv("TURNOUT_RENEW_GOLDEN"))
        write_file(path, &ran);
    else
        same = is_same(path, &ran);
    command_free(&ran);
    free(path);
    return same;
}

/* All are tried, so that one run shows all that is another. */
static void
check_all(const struct golden *cases, size_t count)
{
    size_t different = 0;

    for (size_t i = 0; i < count; i++)
        different += !check(&cases[i]);
    if (different > 0)
        check_failed("%zu of %zu golden files differ", different, count);
}

static void
text__of_the_demonstration_is_as_it_was_looked_at(void **state)
{
    (void)state;
    check_all(texts, sizeof texts / sizeof *texts);
}

static void
md_csv_and_json__of_the_demonstration_are_as_they_were(void **state)
{
    (void)state;
    check_all(others, sizeof others / sizeof *others);
}

static void
a_wrong_word__is_refused_with_what_was_meant(void **state)
{
    (void)state;
    daemon_command_says(&server, 64, WORDS("list", "uints"), "", "what to list is one of units, teams, categories, groups, indicators, periods, not \"uints\": did you mean units?");
    daemon_command_says(&server, 64, WORDS("list"), "", "say what to list");
    daemon_command_says(&server, 64, WORDS("list", "units", "teams"), "", "takes no \"teams\"");
    daemon_command_says(&server, 64, WORDS("list", "teams", "--unit", "jinzhil"), "", "did you mean jinzhili?");
    daemon_command_says(&server, 0, WORDS("list", "team", "--unit", "jinzhili-street"), "There is none.", "");
    daemon_command_says(&server, 64, WORDS("report", "--by", "unit,mnth"), "", "did you mean month?");
    daemon_command_says(&server, 64, WORDS("report", "--by", "team,month", "--category", "edu"), "", "never of two of them");
    daemon_command_says(&server, 64, WORDS("report", "--by", "unit", "--format", "xlsx", "--out", "/nowhere/x.xlsx"), "", "--by makes tables of text and md");
    daemon_command_says(&server, 64, WORDS("scorecard", "--format", "jsn"), "", "did you mean json?");
}

static int
set_up(void **state)
{
    (void)state;
    setenv("LC_ALL", "C.UTF-8", 1);
    demonstration_make(&server);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text__of_the_demonstration_is_as_it_was_looked_at),
        cmocka_unit_test(md_csv_and_json__of_the_demonstration_are_as_they_were),
        cmocka_unit_test(a_wrong_word__is_refused_with_what_was_meant),
    };

    return cmocka_run_group_tests_name("golden", tests, set_up, tear_down);
}
