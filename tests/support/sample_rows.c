/* SPDX-License-Identifier: MIT */
#include "tests/support/sample_rows.h"

#include "lib/model/day.h"

static struct report_row
blank(const char *indicator)
{
    struct report_row row = { .unit_name = STR("柳背桥社区"),
                              .unit_level = STR("community"),
                              .day = STR("2025-01-01"),
                              .as_of = 123456,
                              .unit_depth = 1,
                              .decimals = 2,
                              .factor = 100 };

    row.figure = (struct figure_row){ .indicator = str_of(indicator),
                                      .unit = STR("liubeiqiao"),
                                      .period = STR("2024"),
                                      .period_first = day_of(2024, 1, 1),
                                      .period_end = day_of(2025, 1, 1),
                                      .state = STR("ok"),
                                      .flags = STR(""),
                                      .notes = STR(""),
                                      .kind = STR("draft") };
    return row;
}

struct report_row
sample_rate(const char *indicator, int64_t part, int64_t whole, const char *value)
{
    struct report_row row = blank(indicator);

    row.title_zh = STR("居民参与率");
    row.title_en = STR("Participation rate");
    row.figure.plugin = STR("participation@1.0.0");
    row.figure.has_numerator = row.figure.has_denominator = row.figure.has_bounds = true;
    row.figure.numerator = row.figure.named = row.figure.lower = row.figure.upper = part;
    row.figure.denominator = whole;
    row.figure.value = str_of(value);
    row.figure.method = STR("named");
    return row;
}

struct report_row
sample_coverage(void)
{
    struct report_row row = sample_rate("education_coverage", 2325, 3200, "72.66");

    row.title_zh = STR("居民受教育面");
    row.title_en = STR("Education coverage");
    row.figure.plugin = STR("education_coverage@1.0.0");
    row.figure.upper = 2410;
    row.figure.target = STR("75");
    row.figure.has_met = row.figure.has_short = true;
    row.figure.shortfall = 75;
    row.figure.notes = STR("undated=1 unknown_home=3");
    return row;
}

struct report_row
sample_count(const char *indicator, int64_t count, const char *value)
{
    struct report_row row = blank(indicator);

    row.title_zh = STR("人次");
    row.title_en = STR("Attendances");
    row.decimals = 0;
    row.factor = 1;
    row.figure.plugin = STR("attendances@1.0.0");
    row.figure.has_numerator = row.figure.has_denominator = true;
    row.figure.numerator = count;
    row.figure.denominator = 1;
    row.figure.value = str_of(value);
    return row;
}

struct report_row
sample_cadence(void)
{
    struct report_row row = blank("cadence_month");

    row.title_zh = STR("月月有活动");
    row.title_en = STR("Something every month");
    row.figure.plugin = STR("cadence@1.0.0");
    row.figure.has_numerator = row.figure.has_denominator = row.figure.has_met = row.figure.has_short = true;
    row.figure.numerator = 7;
    row.figure.denominator = 12;
    row.figure.value = STR("58.33");
    row.figure.target = STR("100");
    row.figure.shortfall = 5;
    row.figure.detail = STR("month=111111100000");
    return row;
}

struct report_row
sample_plan(void)
{
    struct report_row row = sample_cadence();

    row.title_zh = STR("计划检查");
    row.title_en = STR("Plan check");
    row.figure.indicator = STR("plan_check");
    row.figure.plugin = STR("plan_check@1.0.0");
    row.figure.numerator = 10;
    row.figure.value = STR("83.33");
    row.figure.shortfall = 2;
    row.figure.detail = STR("month=111111111100;quarter=1111;year=1");
    return row;
}

struct report_row
sample_hidden(const char *mark)
{
    struct report_row row = sample_coverage();

    row.figure.state = STR("suppressed");
    row.figure.value = (struct str){ 0 };
    row.figure.has_numerator = row.figure.has_bounds = row.figure.has_met = row.figure.has_short = false;
    row.figure.notes = STR("undated=1");
    row.hidden = str_of(mark);
    return row;
}

struct report_row
sample_no_data(void)
{
    struct report_row row = sample_coverage();

    row.figure.state = STR("no_data");
    row.figure.value = (struct str){ 0 };
    row.figure.has_numerator = row.figure.has_bounds = row.figure.has_met = row.figure.has_short = false;
    row.figure.notes = STR("");
    return row;
}
