/* SPDX-License-Identifier: MIT */
#include "lib/model/quality_rule.h"

#define PARAM(name) (1u << QUALITY_##name)
#define CHECK(check, name, zh, en, severity, params) \
    [QUALITY_##check] = { STR_INIT(name), STR_INIT(zh), STR_INIT(en), SEVERITY_##severity, params }

const struct quality_check_info quality_checks[QUALITY_CHECKS] = {
    CHECK(BROKEN_CYCLE, "broken_cycle", "单位隶属关系成环，已断开", "Cycle of units, broken", ERROR, 0),
    CHECK(UNKNOWN_SESSION, "unknown_session", "所属活动未登记的记录", "Records of an unknown session", ERROR, 0),
    CHECK(PENDING, "pending", "等待所指对象登记的事件", "Events that wait for what they name", ERROR, 0),
    CHECK(OVER_100, "over_100", "指标超过百分之百", "Figure over 100 %", WARNING, 0),
    CHECK(HEADCOUNT_BELOW_NAMED, "headcount_below_named", "清点人数少于点名人数", "Headcount below the named", WARNING, 0),
    CHECK(OVERLAP, "overlap", "同一人同时出现在两场活动", "Same people in two sessions at once", WARNING, 0),
    CHECK(LONG_DAY, "long_day", "志愿服务一天时间过长", "Very long day of volunteering", WARNING, PARAM(MINUTES)),
    CHECK(NO_ATTENDANCE, "no_attendance", "活动没有考勤也没有清点人数", "Session without attendance or headcount", WARNING, PARAM(DAYS)),
    CHECK(BEFORE_OPENING, "before_opening", "早于单位成立日期的事件", "Events before the unit opened", WARNING, 0),
    CHECK(POPULATION_JUMP, "population_jump", "人口数骤变", "Jump of a population", WARNING, PARAM(PERCENT)),
    CHECK(STALE_POPULATION, "stale_population", "人口数已过期", "Population out of date", WARNING, PARAM(DAYS)),
    CHECK(PLAN_CHECK, "plan_check", "计划未达到自身要求", "Plan that fails its own check", WARNING, 0),
    CHECK(DECLARED, "declared", "申报数与记录数不符", "Declared and recorded differ", WARNING, 0),
    CHECK(HEADCOUNTS_DIFFER, "headcounts_differ", "不同来源的清点人数不一致", "Headcounts of several sources differ", WARNING, 0),
    CHECK(BACK_FILLED, "back_filled", "全年数据年末集中补录", "Whole year filled in at its end", NOTICE,
          PARAM(PERCENT) | PARAM(DAYS) | PARAM(AT_LEAST)),
    CHECK(IDENTICAL_LISTS, "identical_lists", "多场活动名单完全相同", "Identical name lists", NOTICE, PARAM(AT_LEAST) | PARAM(PEOPLE)),
    CHECK(ROUND_HEADCOUNTS, "round_headcounts", "清点人数多为整十数", "Round headcounts", NOTICE, PARAM(PERCENT) | PARAM(AT_LEAST)),
    CHECK(DORMANT_TEAM, "dormant_team", "队伍长期没有活动", "Dormant team", NOTICE, PARAM(DAYS)),
    CHECK(WAITING_CLOSE, "waiting_close", "关账在等下级单位", "Close that waits for units below", WARNING, 0),
    CHECK(SILENT_CHANNEL, "silent_channel", "宣传渠道长期没有更新", "Silent channel", NOTICE, PARAM(DAYS)),
};

const struct str quality_check_names[QUALITY_CHECKS] = {
    [QUALITY_BROKEN_CYCLE] = STR_INIT("broken_cycle"),
    [QUALITY_UNKNOWN_SESSION] = STR_INIT("unknown_session"),
    [QUALITY_PENDING] = STR_INIT("pending"),
    [QUALITY_OVER_100] = STR_INIT("over_100"),
    [QUALITY_HEADCOUNT_BELOW_NAMED] = STR_INIT("headcount_below_named"),
    [QUALITY_OVERLAP] = STR_INIT("overlap"),
    [QUALITY_LONG_DAY] = STR_INIT("long_day"),
    [QUALITY_NO_ATTENDANCE] = STR_INIT("no_attendance"),
    [QUALITY_BEFORE_OPENING] = STR_INIT("before_opening"),
    [QUALITY_POPULATION_JUMP] = STR_INIT("population_jump"),
    [QUALITY_STALE_POPULATION] = STR_INIT("stale_population"),
    [QUALITY_PLAN_CHECK] = STR_INIT("plan_check"),
    [QUALITY_DECLARED] = STR_INIT("declared"),
    [QUALITY_HEADCOUNTS_DIFFER] = STR_INIT("headcounts_differ"),
    [QUALITY_BACK_FILLED] = STR_INIT("back_filled"),
    [QUALITY_IDENTICAL_LISTS] = STR_INIT("identical_lists"),
    [QUALITY_ROUND_HEADCOUNTS] = STR_INIT("round_headcounts"),
    [QUALITY_DORMANT_TEAM] = STR_INIT("dormant_team"),
    [QUALITY_SILENT_CHANNEL] = STR_INIT("silent_channel"),
    [QUALITY_WAITING_CLOSE] = STR_INIT("waiting_close"),
};

const struct str quality_severity_names[SEVERITIES] = { STR_INIT("error"), STR_INIT("warning"), STR_INIT("notice") };
const struct str quality_param_names[QUALITY_PARAMS] = {
    STR_INIT("percent"), STR_INIT("days"), STR_INIT("at_least"), STR_INIT("minutes"), STR_INIT("people"),
};
const struct quality_range quality_ranges[QUALITY_PARAMS] = {
    [QUALITY_PERCENT] = { 0, 100000 }, [QUALITY_DAYS] = { 1, 36500 },  [QUALITY_AT_LEAST] = { 2, 1000000 },
    [QUALITY_MINUTES] = { 1, 1440 },   [QUALITY_PEOPLE] = { 1, 1000000 },
};
