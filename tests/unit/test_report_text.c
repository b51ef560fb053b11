/* SPDX-License-Identifier: MIT */
#include "cli/report_text.h"

#include "cli/lang.h"
#include "lib/model/day.h"
#include "tests/support/sample_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct report_view plain = { .page = { .width = 80 } };

static void
assert_text(enum lang lang, const struct report_row *rows, size_t count, const struct report_view *view,
            const char *expected)
{
    struct arena arena = { 0 };
    struct buf out = { 0 };

    lang_set(lang);
    report_text(&out, rows, count, view, &arena);
    buf_put_byte(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
    arena_free(&arena);
}

static void
text__shows_value_bounds_target_and_what_is_missing_in_chinese(void **state)
{
    const struct report_row rows[] = { sample_count("attendances", 14, "14"), sample_cadence(), sample_coverage(),
                                       sample_plan() };

    (void)state;
    assert_text(LANG_ZH, rows, 4, &plain,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "  指标              数值  分子/分母  实名 [上下限]      目标  结果\n"
                "  人次                14\n"
                "  月月有活动     58.33 %       7/12                    100 %  ✗ 差 5 个月\n"
                "    月 1■ 2■ 3■ 4■ 5■ 6■ 7■ 8□ 9□ 10□ 11□ 12□  7/12  缺：8–12 月\n"
                "  居民受教育面¹  72.66 %  2325/3200  2325 [2325–2410]   75 %  ✗ 差 75 人\n"
                "    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▌│\n"
                "  计划检查       83.33 %      10/12                    100 %  ✗ 差 2 个月\n"
                "    月 1■ 2■ 3■ 4■ 5■ 6■ 7■ 8■ 9■ 10■ 11□ 12□  10/12  计划 11, 12 月为空\n"
                "    季 1■ 2■ 3■ 4■  4/4\n"
                "    比赛 ■ 有\n"
                "    ¹ 1 场活动没有确切日期；3 人居住地不详\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__says_the_same_in_english(void **state)
{
    struct report_row rows[] = { sample_cadence(), sample_coverage(), sample_plan() };

    (void)state;
    rows[1].figure.flags = STR("in_progress estimated");
    rows[1].figure.method = STR("lower");
    for (size_t i = 0; i < 3; i++)
        rows[i].unit_name_en = STR("Willow Bridge");
    assert_text(LANG_EN, rows, 3, &plain,
                "Willow Bridge (liubeiqiao)  2024\n"
                "  indicator               value   fraction  named [between]   target  result\n"
                "  Something every       58.33 %       7/12                     100 %  ✗ 5 short\n"
                "  month\n"
                "    months 1■ 2■ 3■ 4■ 5■ 6■ 7■ 8□ 9□ 10□ 11□ 12□  7/12  missing: 8–12\n"
                "  Education coverage¹   72.66 %  2325/3200  2325 [2325–2410]    75 %  ✗ 75 short\n"
                "    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▌│\n"
                "  Plan check            83.33 %      10/12                     100 %  ✗ 2 short\n"
                "    months 1■ 2■ 3■ 4■ 5■ 6■ 7■ 8■ 9■ 10■ 11□ 12□  10/12  none planned: 11, 12\n"
                "    quarters 1■ 2■ 3■ 4■  4/4\n"
                "    contest ■ yes\n"
                "    ¹ judged by the lower bound; the period is not over; partly estimated; 1\n"
                "    session without an exact day; 3 people of unknown home\n"
                "\n"
                "As of 2025-01-01, log position 123456.\n");
}

static void
text__has_a_word_for_every_state_that_is_not_ok(void **state)
{
    static const char *const states[] = { "no_data", "no_denominator", "n_a", "error", "suppressed" };
    struct report_row rows[5];

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        rows[i] = sample_no_data();
        rows[i].figure.state = str_of(states[i]);
        rows[i].figure.has_denominator = false;
    }
    assert_text(LANG_ZH, rows, 5, &plain,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "  指标            数值  目标  结果\n"
                "  居民受教育面  无数据  75 %  –\n"
                "  居民受教育面  无分母  75 %  –\n"
                "  居民受教育面  不适用  75 %  –\n"
                "  居民受教育面    错误  75 %  –\n"
                "  居民受教育面  不公开  75 %  –\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__lists_categories_groups_and_teams_below_the_unit(void **state)
{
    struct report_row rows[] = { sample_coverage(), sample_coverage(), sample_no_data(), sample_coverage(),
                                 sample_rate("participation_rate", 60, 800, "7.50"),
                                 sample_count("attendances", 5, "5"), sample_no_data() };

    (void)state;
    rows[1].figure.category = STR("edu");
    rows[2].figure.group = STR("women");
    rows[3].figure.category = STR("edu.zither");
    rows[4].figure.category = STR("edu");
    rows[5].figure.category = STR("edu"); /* a count: only when asked for */
    rows[6].figure.category = STR("sport"); /* in another month of the year */
    assert_text(LANG_ZH, rows, 7, &plain,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "  指标              数值  分子/分母  实名 [上下限]     目标  结果\n"
                "  居民受教育面¹  72.66 %  2325/3200  2325 [2325–2410]  75 %  ✗ 差 75 人\n"
                "    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▌│\n"
                "    ¹ 1 场活动没有确切日期；3 人居住地不详\n"
                "\n"
                "  类别        居民受教育面         居民参与率\n"
                "  教育 (edu)   72.66 %  2325/3200    7.50 %  60/800\n"
                "  edu.zither   72.66 %  2325/3200\n"
                "\n"
                "  人群          居民受教育面\n"
                "  妇女 (women)    无数据  –/3200\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__tells_all_about_a_team_that_was_asked_for(void **state)
{
    struct report_view view = plain;
    struct report_row row = sample_cadence();

    (void)state;
    row.figure.team = STR("drums");
    row.team_name = STR("腰鼓队");
    view.in_full[BREAKDOWN_TEAM] = true;
    assert_text(LANG_ZH, &row, 1, &view,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "\n"
                "  队伍: 腰鼓队 (drums)\n"
                "  指标           数值               分子/分母   目标  结果\n"
                "  月月有活动  58.33 %  ▇▇▇▇▇▊    │       7/12  100 %  ✗ 差 5 个月\n"
                "    月 1■ 2■ 3■ 4■ 5■ 6■ 7■ 8□ 9□ 10□ 11□ 12□  7/12  缺：8–12 月\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__goes_unit_by_unit_in_tree_order_and_year_before_its_months(void **state)
{
    struct report_row rows[] = { sample_count("a", 1, "1"), sample_count("a", 2, "2"), sample_count("a", 3, "3"),
                                 sample_count("b", 4, "4"), sample_count("b", 5, "5"), sample_count("b", 6, "6") };

    (void)state;
    rows[0].figure.unit = rows[3].figure.unit = STR("street");
    rows[4].figure.unit = STR("jinzhili"); /* a unit that the first indicator does not have */
    rows[2].figure.period = STR("2024-01");
    rows[2].figure.period_end = day_of(2024, 2, 1);
    for (size_t i = 0; i < 6; i++)
        rows[i].unit_name = (struct str){ 0 };
    assert_text(LANG_ZH, rows, 6, &plain,
                "street  2024年\n  指标  数值\n  人次     1\n  人次     4\n\n"
                "jinzhili  2024年\n  指标  数值\n  人次     5\n\n"
                "liubeiqiao  2024年\n  指标  数值\n  人次     2\n  人次     6\n\n"
                "liubeiqiao  2024年1月\n  指标  数值\n  人次     3\n\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__shows_the_boxes_once_when_rules_are_taken_together(void **state)
{
    struct report_row rows[] = { sample_cadence(), sample_cadence() };

    (void)state;
    rows[0].title_zh = STR("月月季季年年");
    rows[0].figure.indicator = STR("cadence");
    rows[0].figure.numerator = 1;
    rows[0].figure.denominator = 3;
    rows[0].figure.shortfall = 2;
    rows[0].figure.value = STR("33.33");
    rows[0].figure.detail = STR("month=111111100000;quarter=1110;year=1");
    assert_text(LANG_ZH, rows, 2, &plain,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "  指标             数值               分子/分母   目标  结果\n"
                "  月月季季年年  33.33 %  ▇▇▇▎      │        1/3  100 %  ✗ 差 2\n"
                "    季 1■ 2■ 3■ 4□  3/4  缺：第 4 季度\n"
                "    年 ■ 有\n"
                "  月月有活动    58.33 %  ▇▇▇▇▇▊    │       7/12  100 %  ✗ 差 5 个月\n"
                "    月 1■ 2■ 3■ 4■ 5■ 6■ 7■ 8□ 9□ 10□ 11□ 12□  7/12  缺：8–12 月\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__says_a_remark_once_below_the_lines_that_share_it(void **state)
{
    struct report_row rows[] = { sample_count("a", 1, "1"), sample_count("b", 2, "2"), sample_count("c", 3, "3") };

    (void)state;
    rows[0].figure.notes = STR("undated=5");
    rows[1].figure.flags = STR("late");
    rows[2].figure.notes = STR("undated=5");
    assert_text(LANG_ZH, rows, 3, &plain,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "  指标   数值\n"
                "  人次¹     1\n"
                "  人次²     2\n"
                "  人次¹     3\n"
                "    ¹ 5 场活动没有确切日期\n"
                "    ² 有关账后补报的数据\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__says_whose_word_the_hours_of_volunteers_are(void **state)
{
    struct report_row rows[] = { sample_count("a", 1, "19.00"), sample_count("b", 2, "1.50") };

    (void)state;
    rows[0].figure.detail = STR("clock=180;declared=960");
    rows[1].figure.detail = STR("clock=0;declared=90");
    assert_text(LANG_ZH, rows, 2, &plain,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "  指标    数值\n"
                "  人次¹  19.00\n"
                "  人次²   1.50\n"
                "    ¹ 打卡 3.00 小时；自报 16.00 小时\n"
                "    ² 自报 1.50 小时\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__shows_no_boxes_where_there_is_no_data(void **state)
{
    struct report_row row = sample_plan();

    (void)state;
    row.figure.state = STR("no_data");
    row.figure.has_numerator = row.figure.has_met = row.figure.has_short = false;
    assert_text(LANG_ZH, &row, 1, &plain,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "  指标        数值  分子/分母   目标  结果\n"
                "  计划检查  无数据       –/12  100 %  –\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__has_signs_for_few_people_and_for_what_would_tell_them(void **state)
{
    struct report_row rows[] = { sample_hidden("<5"), sample_hidden("*"), sample_count("attendances", 4, "4"),
                                 sample_coverage() };

    (void)state;
    rows[1].figure.indicator = STR("participation_rate");
    rows[1].title_en = STR("Participation rate");
    rows[2].figure.state = STR("suppressed");
    rows[2].hidden = STR("<5");
    rows[3].figure.category = STR("edu");
    rows[3].figure.state = STR("suppressed");
    rows[3].hidden = STR("*");
    assert_text(LANG_EN, rows, 4, &plain,
                "柳背桥社区 (liubeiqiao)  2024\n"
                "  indicator            value  fraction  named [between]  target  result\n"
                "  Education coverage¹      *   <5/3200  <5                 75 %  –\n"
                "  Participation rate¹      *    */3200  *                  75 %  –\n"
                "  Attendances             <5\n"
                "    ¹ 1 session without an exact day\n"
                "\n"
                "  category         Education coverage\n"
                "  education (edu)         *  */3200\n"
                "\n"
                "<5: so few that somebody could be recognised. *: hidden, so that nobody can work\n"
                "out such a number from it.\n"
                "As of 2025-01-01, log position 123456.\n");
    assert_text(LANG_ZH, &rows[1], 1, &plain,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "  指标           数值  分子/分母  实名 [上下限]  目标  结果\n"
                "  居民受教育面¹     *     */3200  *              75 %  –\n"
                "    ¹ 1 场活动没有确切日期\n"
                "\n"
                "*：不公开，人数过少可能认出个人，或可由此推算。\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

static void
text__says_that_there_is_nothing(void **state)
{
    (void)state;
    assert_text(LANG_ZH, NULL, 0, &plain, "没有符合条件的指标。\n");
    assert_text(LANG_EN, NULL, 0, &plain, "There are no such figures.\n");
}

static void
text__keeps_the_signs_when_there_is_colour(void **state)
{
    const struct report_view view = { .page = { .width = 80, .has_colour = true } };
    struct report_row row = sample_coverage();

    (void)state;
    row.figure.notes = STR("");
    assert_text(LANG_EN, &row, 1, &view,
                "\033[1m柳背桥社区 (liubeiqiao)  2024\n\033[0m"
                "  \033[2mindicator         \033[0m  \033[2m  value\033[0m  \033[2m fraction\033[0m  "
                "\033[2mnamed [between] \033[0m  \033[2mtarget\033[0m  \033[2mresult    \033[0m\n"
                "  Education coverage  \033[1m72.66 %\033[0m  2325/3200  2325 [2325–2410]    75 %  "
                "\033[31m✗ 75 short\033[0m\n"
                "    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▌│\n"
                "\n\033[2mAs of 2025-01-01, log position 123456.\n\033[0m");
}

static void
text__folds_on_a_narrow_terminal(void **state)
{
    const struct report_view view = { .page = { .width = 40 } };
    struct report_row row = sample_coverage();

    (void)state;
    assert_text(LANG_ZH, &row, 1, &view,
                "柳背桥社区 (liubeiqiao)  2024年\n"
                "  指标              数值  分子/分母\n"
                "    实名 [上下限]     目标  结果\n"
                "  居民受教育面¹  72.66 %  2325/3200\n"
                "    2325 [2325–2410]  75 %  ✗ 差 75 人\n"
                "    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▌│\n"
                "    ¹ 1 场活动没有确切日期；3 人居住地不\n"
                "    详\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n");
}

/* The row of last year that the trend is against, and the months, as other_periods.h has them: in order of their periods. */
static void
text__says_what_changed_and_draws_the_months_in_columns_or_below(void **state)
{
    struct report_row rows[4] = { sample_coverage(), sample_coverage(), sample_coverage(), sample_hidden("*") }, now = sample_coverage();
    const struct report_row *others[] = { &rows[0], &rows[1], &rows[2], &rows[3] };
    struct report_view view = { .page = { .width = 80 }, .trends.earlier = { others, 1 }, .months = { others + 1, 3 } };

    (void)state;
    now.figure.notes = STR("");
    rows[0].figure.period = STR("2023");
    rows[0].figure.numerator = 2200;
    rows[1].figure.period = STR("2024-01");
    rows[1].figure.numerator = 800;
    rows[1].figure.value = STR("25.00");
    rows[2].figure.period = STR("2024-03");
    rows[2].figure.numerator = 200;
    rows[3].figure.period = STR("2024-04");
    assert_text(LANG_EN, &now, 1, &view,
                "柳背桥社区 (liubeiqiao)  2024\n"
                "  indicator             value   fraction  named [between]   target  result\n"
                "  Education coverage  72.66 %  2325/3200  2325 [2325–2410]    75 %  ✗ 75 short\n"
                "    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▌│        by month █·▂*········ at most 25.00 %   vs last year\n"
                "    ▲ +3.91\n"
                "    What rates changed by is in percentage points.\n"
                "\n"
                "As of 2025-01-01, log position 123456.\n");
    view.page.width = 130;
    view.page.is_ascii = true;
    assert_text(LANG_EN, &now, 1, &view,
                "柳背桥社区 (liubeiqiao)  2024\n"
                "  indicator             value                fraction  named [between]   target  result      vs last year  by month\n"
                "  Education coverage  72.66 %  #######-|    2325/3200  2325 [2325–2410]    75 %  ✗ 75 short  +3.91         7.1*........\n"
                "    What rates changed by is in percentage points.\n"
                "\n"
                "As of 2025-01-01, log position 123456.\n");
}

static void
text__is_markdown_with_every_name_escaped(void **state)
{
    const struct report_view view = { .page = { .is_markdown = true } };
    struct report_row rows[] = { sample_cadence(), sample_coverage(), sample_coverage() };

    (void)state;
    for (size_t i = 0; i < 3; i++)
        rows[i].unit_name = STR("a|b<script>");
    rows[2].figure.category = STR("edu");
    assert_text(LANG_ZH, rows, 3, &view,
                "## a\\|b&lt;script&gt; (liubeiqiao)  2024年\n"
                "\n"
                "| 指标          |    数值 | 分子/分母 | 实名 \\[上下限\\]    |  目标 | 结果        |\n"
                "| :------------ | ------: | --------: | :----------------- | ----: | :---------- |\n"
                "| 月月有活动    | 58.33 % |      7/12 |                    | 100 % | ✗ 差 5 个月 |\n"
                "| 居民受教育面¹ | 72.66 % | 2325/3200 | 2325 \\[2325–2410\\] |  75 % | ✗ 差 75 人  |\n"
                "\n"
                "- **月月有活动**: 月 1■ 2■ 3■ 4■ 5■ 6■ 7■ 8□ 9□ 10□ 11□ 12□  7/12  缺：8–12 月\n"
                "- ¹ 1 场活动没有确切日期；3 人居住地不详\n"
                "\n"
                "| 类别       | 居民受教育面        |\n"
                "| :--------- | :------------------ |\n"
                "| 教育 (edu) |  72.66 %  2325/3200 |\n"
                "\n"
                "截至 2025-01-01，日志位置 123456。\n"
                "\n");
}

static int
set_up(void **state)
{
    (void)state;
    lang_init();
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text__shows_value_bounds_target_and_what_is_missing_in_chinese),
        cmocka_unit_test(text__says_the_same_in_english),
        cmocka_unit_test(text__has_a_word_for_every_state_that_is_not_ok),
        cmocka_unit_test(text__lists_categories_groups_and_teams_below_the_unit),
        cmocka_unit_test(text__tells_all_about_a_team_that_was_asked_for),
        cmocka_unit_test(text__goes_unit_by_unit_in_tree_order_and_year_before_its_months),
        cmocka_unit_test(text__shows_the_boxes_once_when_rules_are_taken_together),
        cmocka_unit_test(text__says_a_remark_once_below_the_lines_that_share_it),
        cmocka_unit_test(text__says_whose_word_the_hours_of_volunteers_are),
        cmocka_unit_test(text__shows_no_boxes_where_there_is_no_data),
        cmocka_unit_test(text__has_signs_for_few_people_and_for_what_would_tell_them),
        cmocka_unit_test(text__says_that_there_is_nothing),
        cmocka_unit_test(text__keeps_the_signs_when_there_is_colour),
        cmocka_unit_test(text__folds_on_a_narrow_terminal),
        cmocka_unit_test(text__says_what_changed_and_draws_the_months_in_columns_or_below),
        cmocka_unit_test(text__is_markdown_with_every_name_escaped),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}
