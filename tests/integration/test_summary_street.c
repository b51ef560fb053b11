/* SPDX-License-Identifier: MIT */
/* turnout summary of a small street with everything that is awkward to say. */
#include "tests/support/check.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/report.h"
#include "tests/support/summary.h"

#include <stdio.h>
#include <stdlib.h>

static struct daemon street;

/* gate: eight residents; a union beside it. As of 1 August the year is not over, and its first half is closed. */
static void
add_street(struct buf *lines)
{
    add_event(lines, "s", 1, "unit.put", "\"unit\":\"street\",\"level\":\"street\",\"name\":\"街道\",\"at\":\"2024-01-01\"");
    add_event(lines, "g", 1, "unit.put",
              "\"unit\":\"gate\",\"level\":\"community\",\"parent\":\"street\",\"name\":\"<script>*门*|[口](x)\",\"at\":\"2024-01-01\"");
    add_event(lines, "u", 1, "unit.put", "\"unit\":\"union\",\"level\":\"union\",\"parent\":\"street\",\"name\":\"工会\",\"at\":\"2024-01-01\"");
    add_event(lines, "e", 1, "unit.put", "\"unit\":\"empty\",\"level\":\"community\",\"parent\":\"street\",\"name\":\"空\",\"at\":\"2024-01-01\"");
    add_event(lines, "n", 1, "population.put", "\"unit\":\"gate\",\"basis\":\"usual\",\"count\":800,\"at\":\"2024-01-01\"");
    add_event(lines, "n-w", 1, "population.put", "\"unit\":\"gate\",\"basis\":\"usual\",\"group\":\"women\",\"count\":400,\"at\":\"2024-01-01\"");
    add_event(lines, "b", 1, "unit.put", "\"unit\":\"branch\",\"level\":\"branch\",\"name\":\"分会\",\"at\":\"2024-01-01\"");
    for (int i = 0; i < 3; i++) {
        char id[16];
        snprintf(id, sizeof id, "p%d", i);
        add_event(lines, id, 1, "person.put", "\"person\":\"p%d\",\"home\":\"gate\",\"groups\":[\"women\"],\"at\":\"2024-01-01\"", i);
    }
}

static void
add_sessions(struct buf *lines)
{
    add_event(lines, "h1", 1, "activity.held", "\"activity\":\"h1\",\"unit\":\"gate\",\"category\":\"edu.law\",\"start\":\"2025-03\",\"title\":\"<b>法</b> & `律`\"");
    add_event(lines, "h2", 1, "activity.held", "\"activity\":\"h2\",\"unit\":\"gate\",\"category\":\"sport\",\"start\":\"2025-01-01/2025-06-30\",\"title\":\"晨练\"");
    add_event(lines, "h3", 1, "activity.held", "\"activity\":\"h3\",\"unit\":\"gate\",\"category\":\"sport\",\"start\":\"2025\",\"title\":\"出游\"");
    add_event(lines, "h4", 1, "activity.held", "\"activity\":\"h4\",\"unit\":\"gate\",\"category\":\"sport\",\"start\":\"2025-05-02\"");
    add_event(lines, "h4-2", 1, "activity.held", "\"activity\":\"h4\",\"unit\":\"gate\",\"category\":\"sport\",\"start\":\"2025-05-03\",\"title\":\"赛跑\"");
    add_event(lines, "h5", 1, "activity.held", "\"activity\":\"h5\",\"unit\":\"gate\",\"category\":\"sport\",\"start\":\"2025-06-01\",\"title\":\"没有的\"");
    add_event(lines, "v5", 1, "activity.void", "\"activity\":\"h5\"");
    add_event(lines, "c6", 1, "activity.cancelled", "\"activity\":\"h6\",\"unit\":\"gate\",\"category\":\"sport\",\"start\":\"2025-06-02\",\"title\":\"雨中\"");
    for (int i = 0; i < 3; i++) {
        char id[16];
        snprintf(id, sizeof id, "a%d", i);
        add_event(lines, id, 1, "attendance", "\"activity\":\"h4\",\"person\":\"p%d\",\"status\":\"present\"", i);
    }
    add_event(lines, "k4", 1, "headcount", "\"activity\":\"h4\",\"total\":3");
    add_event(lines, "u1", 1, "activity.held", "\"activity\":\"u1\",\"unit\":\"union\",\"category\":\"sport\",\"start\":\"2025-02-03\",\"cohosts\":[\"gate\"],\"title\":\"合办\"");
}

/* Six members, and nobody said of how many. */
static void
add_branch(struct buf *lines)
{
    add_event(lines, "b1", 1, "activity.held", "\"activity\":\"b1\",\"unit\":\"branch\",\"category\":\"edu.law\",\"start\":\"2025-02-03\",\"title\":\"学法\"");
    for (int i = 0; i < 6; i++) {
        char id[16];
        snprintf(id, sizeof id, "m%d", i);
        add_event(lines, id, 1, "person.put", "\"person\":\"m%d\",\"home\":\"branch\",\"at\":\"2024-01-01\"", i);
        snprintf(id, sizeof id, "ma%d", i);
        add_event(lines, id, 1, "attendance", "\"activity\":\"b1\",\"person\":\"m%d\",\"status\":\"present\"", i);
    }
}

/* Twenty in May, and three on a day that nobody remembers. */
static void
add_club(struct buf *lines)
{
    add_event(lines, "cl", 1, "unit.put", "\"unit\":\"club\",\"level\":\"branch\",\"name\":\"社团\",\"at\":\"2024-01-01\"");
    add_event(lines, "cl1", 1, "activity.held", "\"activity\":\"cl1\",\"unit\":\"club\",\"category\":\"sport\",\"start\":\"2025-05-03\"");
    add_event(lines, "cl2", 1, "activity.held", "\"activity\":\"cl2\",\"unit\":\"club\",\"category\":\"sport\",\"start\":\"2025\"");
    add_event(lines, "clk1", 1, "headcount", "\"activity\":\"cl1\",\"total\":20");
    add_event(lines, "clk2", 1, "headcount", "\"activity\":\"cl2\",\"total\":3");
}

/* More than fit on paper: 310 of a community, two of them large. */
static void
add_many(struct buf *lines)
{
    add_event(lines, "my", 1, "unit.put", "\"unit\":\"many\",\"level\":\"street\",\"name\":\"多\",\"at\":\"2024-01-01\"");
    add_event(lines, "mc", 1, "unit.put", "\"unit\":\"many-c\",\"level\":\"community\",\"parent\":\"many\",\"name\":\"多多\",\"at\":\"2024-01-01\"");
    for (int i = 0; i < 310; i++) {
        char id[16];
        snprintf(id, sizeof id, "my%d", i);
        add_event(lines, id, 1, "activity.held",
                  "\"activity\":\"my%d\",\"unit\":\"many-c\",\"category\":\"sport\",\"start\":\"2025-03-%02d\",\"scale\":\"%s\",\"title\":\"第%d场\"", i,
                  i % 28 + 1, i < 2 ? "large" : "small", i);
    }
}

static void
add_plans(struct buf *lines)
{
    add_event(lines, "i1", 1, "plan.put", "\"item\":\"i1\",\"unit\":\"gate\",\"window\":\"2025-04\",\"title\":\"春游\"");
    add_event(lines, "i2", 1, "plan.put", "\"item\":\"i2\",\"unit\":\"gate\",\"window\":\"2025-06\",\"title\":\"义诊\"");
    add_event(lines, "d2", 1, "plan.drop", "\"item\":\"i2\",\"reason\":\"高温\"");
    add_event(lines, "i3", 1, "plan.put", "\"item\":\"i3\",\"unit\":\"gate\",\"window\":\"2025-12\",\"title\":\"年会\"");
    add_event(lines, "i4", 1, "plan.put", "\"item\":\"i4\",\"unit\":\"gate\",\"window\":\"2026-02\",\"title\":\"灯会\"");
    add_close(lines, "close", "gate", "2025H1", "2025-07-15");
}

static void
start_street(void)
{
    struct buf lines = { 0 };

    daemon_init(&street, "2025-08-01");
    daemon_start(&street);
    add_street(&lines);
    add_sessions(&lines);
    add_branch(&lines);
    add_club(&lines);
    add_many(&lines);
    add_plans(&lines);
    post_published(&street, &lines);
    add_event(&lines, "late", 1, "activity.held", "\"activity\":\"late\",\"unit\":\"gate\",\"category\":\"sport\",\"start\":\"2025-04-04\",\"title\":\"迟到\"");
    post_published(&street, &lines);
    buf_free(&lines);
    daemon_stop(&street);
}

/* Some are hidden, and the period is not over. */
static void
figures__are_those_of_the_report(void **state)
{
    (void)state;
    expect_figures_of_report(&street, "gate");
}

static void
imprecise_dates__are_said_as_they_are_known(void **state)
{
    (void)state;
    expect_words(&street, "gate", "zh", "：3月，开展");
    expect_words(&street, "gate", "zh", "上半年，开展晨练");
    expect_words(&street, "gate", "zh", "2025年内，开展出游");
    expect_words(&street, "gate", "en", "March: ");
    expect_words(&street, "gate", "en", "the first half: 晨练");
    expect_words(&street, "gate", "en", "some time in 2025: 出游");
}

static void
statements__that_do_not_hold_are_not_told(void **state)
{
    char *text = SUMMARY(&street, "--unit", "gate", "--lang", "zh");

    (void)state;
    expect_in(text, "5月3日，开展赛跑");
    expect_not_in(text, "5月2日");
    expect_not_in(text, "没有的");
    expect_in(text, "原定而未举行的：6月2日，开展雨中。");
    expect_in(text, "2月3日，开展合办（工会）");
    free(text);
}

static void
small_numbers__are_hidden_as_in_the_report(void **state)
{
    char *hidden = SUMMARY(&street, "--unit", "gate", "--lang", "zh"), *full = SUMMARY(&street, "--unit", "gate", "--lang", "zh", "--full");

    (void)state;
    expect_not_in(hidden, "清点3人");
    expect_not_in(hidden, "3/800");
    expect_not_in(hidden, "3/400");
    expect_in(hidden, "人数很少的数据为保护个人不列出");
    expect_in(hidden, "- 5月（1场）：");
    expect_in(hidden, "- 2月（1场）："); /* the months would add up to what is hidden */
    expect_in(full, "清点3人");
    expect_in(full, "3/800");
    expect_in(full, "- 5月（1场，3人次）：");
    free(hidden);
    free(full);
}

static void
months__do_not_tell_what_few_lie_in_none(void **state)
{
    char *text = SUMMARY(&street, "--unit", "club", "--lang", "zh");

    (void)state;
    expect_in(text, "参与23人次");
    expect_not_in(text, "20人");
    expect_in(text, "- 5月（1场）：");
    free(text);
}

static void
open_period__is_said_to_be_open(void **state)
{
    (void)state;
    expect_words(&street, "gate", "zh", "本期尚未结束，数据截至2025年8月1日，为非正式数据");
    expect_words(&street, "gate", "en", "The period is not over: figures until 1 August 2025, not official");
    expect_words(&street, "gate", "zh", "尚未到期的：年会（12月）");
}

static void
closed_period__has_official_figures_and_tells_what_came_late(void **state)
{
    char *text = summary_said(&street, WORDS("summary", "--unit", "gate", "--period", "2025H1", "--lang", "zh"));

    (void)state;
    expect_in(text, "2025年上半年活动总结");
    expect_in(text, "正式数据，2025年8月1日关账");
    expect_in(text, "4月4日，开展迟到（关账后补报）");
    expect_in(text, "关账后补报的数据未计入正式数据：活动场次正式4、修订后5");
    free(text);
}

static void
plan__tells_what_was_not_done_and_what_comes_next(void **state)
{
    (void)state;
    expect_words(&street, "gate", "zh", "没有开展的：春游（4月）。取消的：义诊（6月，高温）。");
    expect_words(&street, "gate", "zh", "2026年计划1项：");
    expect_words(&street, "gate", "zh", "- 2026年2月：灯会。");
    expect_words(&street, "gate", "en", "The plan for 2026 has 1 item:");
    expect_words(&street, "gate", "en", "- February 2026: 灯会.");
}

static void
names__stay_text_on_every_paper(void **state)
{
    char path[128], *md = SUMMARY(&street, "--unit", "gate", "--lang", "zh"), *page = SUMMARY(&street, "--unit", "gate", "--lang", "zh", "--format", "html");
    struct command command;

    (void)state;
    expect_in(md, "# &lt;script&gt;\\*门\\*\\|\\[口\\](x)2025年活动总结");
    expect_in(md, "&lt;b&gt;法&lt;/b&gt; &amp; \\`律\\`");
    expect_not_in(page, "<script");
    expect_not_in(page, "<b>");
    snprintf(path, sizeof path, "%s/names.docx", street.folder);
    free(SUMMARY(&street, "--unit", "gate", "--lang", "zh", "--format", "docx", "--out", path));
    command_run(&command, WORDS("/usr/bin/pandoc", "--wrap=none", "--standalone", "--to=plain", path), NULL);
    expect_in(command.out, "<script>*门*|[口](x)2025年活动总结");
    expect_in(command.out, "<b>法</b> & `律`");
    command_free(&command);
    free(md);
    free(page);
}

static void
unit__that_reported_nothing_has_honest_sentences(void **state)
{
    (void)state;
    expect_words(&street, "union", "zh", "共开展活动1场，没有报送参加人数");
    expect_words(&street, "union", "zh", "2月（1场，没有报送参加人数）");
    expect_words(&street, "union", "zh", "没有报送开放时间。");
    expect_words(&street, "union", "zh", "没有报送本期计划");
    expect_words(&street, "union", "zh", "没有登记文体队伍。");
    expect_words(&street, "union", "en", "held 1 activity, no attendance reported.");
    expect_words(&street, "union", "en", "No opening hours were reported.");
    expect_words(&street, "union", "en", "No awards were reported.");
    expect_words(&street, "street", "zh", "所辖各单位情况如下：");
}

static void
union__has_members_and_no_rate_without_their_number(void **state)
{
    (void)state;
    expect_words(&street, "branch", "zh", "登记姓名参加的会员6人，没有报送会员总数，不计算参与率");
    expect_words(&street, "branch", "zh", "参加教育类活动并登记姓名的会员6人，没有报送会员总数");
    expect_words(&street, "branch", "en", "By name 6 members took part; how many members there are was not reported");
}

static void
sessions__that_are_too_many_are_counted_and_not_listed(void **state)
{
    char *above = SUMMARY(&street, "--unit", "many", "--lang", "zh"), *own = SUMMARY(&street, "--unit", "many-c", "--lang", "en");

    (void)state;
    expect_in(above, "共开展活动310场");
    expect_in(above, "开展第0场（多多）；3月2日，开展第1场（多多）。");
    expect_in(above, "另有308场未逐一列出");
    expect_not_in(above, "第2场");
    expect_in(own, "10 more are not listed");
    free(above);
    free(own);
}

static void
rules__that_failed_are_told_of(void **state)
{
    (void)state;
    database_change(&street, "UPDATE cell_value SET notes = 'stale_since=5' WHERE slot % 4294967296 IN"
                             " (SELECT cell FROM cell WHERE indicator = 'cadence_gap' AND unit = 'many' AND period = '2025')");
    expect_words(&street, "many", "zh", "停留在出错以前的数据：最长间隔天数。");
    expect_words(&street, "many", "en", "they stand as they were before: ");
}

static void
questions__that_cannot_be_answered_say_why(void **state)
{
    (void)state;
    daemon_command_says(&street, 64, WORDS("summary"), "", "say of which unit");
    daemon_command_says(&street, 64, WORDS("summary", "--unit", "gates"), "", "did you mean gate?");
    daemon_command_says(&street, 64, WORDS("summary", "--unit", "gate", "--unit", "union"), "", "one at a time");
    daemon_command_says(&street, 64, WORDS("summary", "--unit", "street/"), "", "a summary is of one unit");
    daemon_command_says(&street, 64, WORDS("summary", "--unit", "gate", "--period", "2025-W30"), "", "a year, half, quarter or month");
    daemon_command_says(&street, 64, WORDS("summary", "--unit", "gate", "--format", "pdf"), "", "md, html, docx");
    daemon_command_says(&street, 65, WORDS("summary", "--unit", "gate", "--period", "2019"), "", "there is nothing to summarise");
    daemon_command_says(&street, 74, WORDS("summary", "--unit", "gate", "--out", "/nowhere/summary.md"), "", "/nowhere/summary.md");
}

static int
set_up(void **state)
{
    (void)state;
    start_street();
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&street);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures__are_those_of_the_report),
        cmocka_unit_test(imprecise_dates__are_said_as_they_are_known),
        cmocka_unit_test(statements__that_do_not_hold_are_not_told),
        cmocka_unit_test(small_numbers__are_hidden_as_in_the_report),
        cmocka_unit_test(months__do_not_tell_what_few_lie_in_none),
        cmocka_unit_test(open_period__is_said_to_be_open),
        cmocka_unit_test(closed_period__has_official_figures_and_tells_what_came_late),
        cmocka_unit_test(plan__tells_what_was_not_done_and_what_comes_next),
        cmocka_unit_test(names__stay_text_on_every_paper),
        cmocka_unit_test(unit__that_reported_nothing_has_honest_sentences),
        cmocka_unit_test(union__has_members_and_no_rate_without_their_number),
        cmocka_unit_test(sessions__that_are_too_many_are_counted_and_not_listed),
        cmocka_unit_test(rules__that_failed_are_told_of),
        cmocka_unit_test(questions__that_cannot_be_answered_say_why),
    };

    return cmocka_run_group_tests_name("summary_street", tests, set_up, tear_down);
}
