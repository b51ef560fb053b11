/* SPDX-License-Identifier: MIT */
/*
 * The plugins that ship, in the real worker: that they load, what their rules
 * answer, that their cases are cases and that the page about rules is true.
 */
#include "lua/manifest.h"
#include "lua/module.h"

#include "tests/support/check.h"
#include "tests/support/rule_worker.h"
#include "tests/support/rules.h"

#include <glob.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define SOURCE(path) TURNOUT_TEST_SOURCE_DIR "/" path

enum { PLUGINS_ROOM = 64 };

struct shipped {
    struct rule_worker worker;
    struct ruleset ruleset;
    struct arena arena;
    struct verdict_batch batch;
    size_t folders;
};

static char *
file_text(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;

    if (!file)
        check_failed("cannot open %s", path);
    if (getdelim(&text, &size, '\0', file) < 0)
        check_failed("%s is empty", path);
    fclose(file);
    return text;
}

static void
load_shipped(struct shipped *shipped)
{
    struct plugin_source sources[PLUGINS_ROOM] = { 0 };
    struct load_request request = { .limits = test_limits, .sources = sources };
    struct buf frame = { 0 };
    struct err err = { 0 };
    glob_t found;

    memset(shipped, 0, sizeof *shipped);
    assert_int_equal(glob(SOURCE("plugins/*/init.lua"), 0, NULL, &found), 0);
    assert_true(found.gl_pathc <= PLUGINS_ROOM);
    for (; request.source_count < found.gl_pathc; request.source_count++) {
        char *path = found.gl_pathv[request.source_count];

        sources[request.source_count].file = sources[request.source_count].path = str_of(path);
        sources[request.source_count].text = str_of(file_text(path));
    }
    shipped->folders = found.gl_pathc;
    rule_worker_start(&shipped->worker);
    protocol_put_load(&frame, &request);
    rule_worker_send(&shipped->worker, &frame);
    assert_true(manifest_read(rule_worker_receive(&shipped->worker, FRAME_MANIFEST), &shipped->ruleset, &err));
    for (size_t i = 0; i < request.source_count; i++)
        free((char *)sources[i].text.ptr);
    globfree(&found);
}

static void
end_shipped(struct shipped *shipped)
{
    assert_int_equal(rule_worker_end(&shipped->worker), EX_OK);
    ruleset_free(&shipped->ruleset);
    arena_free(&shipped->arena);
}

static void
ask_shipped(struct shipped *shipped, const struct rule_subject *subjects, size_t count)
{
    struct rule_mask nobody = { { 0 } };
    struct buf frame = { 0 };
    struct err err = { 0 };

    protocol_put_ask(&frame, 1, &nobody, subjects, count);
    rule_worker_send(&shipped->worker, &frame);
    assert_true(protocol_read_verdicts(rule_worker_receive(&shipped->worker, FRAME_VERDICTS), &shipped->arena, &shipped->batch, &err));
    assert_int_equal(shipped->batch.count, count);
    assert_int_equal(shipped->batch.fault_count, 0);
}

/* The rules of some plugins that say yes to the subject, as "a b c" in the order of their numbers. */
static void
expect_yes(struct shipped *shipped, const char *plugins, struct rule_subject subject, const char *expected)
{
    char said[512] = "";

    ask_shipped(shipped, &subject, 1);
    for (size_t i = 0; i < shipped->ruleset.rule_count; i++)
        if (rule_mask_has(&shipped->batch.verdicts[0].mask, (int)i) &&
            strstr(plugins, shipped->ruleset.plugins[shipped->ruleset.rules[i].plugin].name.ptr))
            snprintf(said + strlen(said), sizeof said - strlen(said), "%s%.*s", *said ? " " : "", STR_ARG(shipped->ruleset.rules[i].name));
    assert_string_equal(said, expected);
}

/* ---- the plugins ---- */

static void
shipped_plugins__load_in_the_worker(void **state)
{
    struct shipped shipped;

    (void)state;
    load_shipped(&shipped);
    if (shipped.ruleset.fault_count)
        check_failed("%s", shipped.ruleset.faults[0].message.ptr);
    assert_int_equal(shipped.ruleset.plugin_count, shipped.folders);
    end_shipped(&shipped);
}

/* The table of indicators, as domain.md has it: name, title, by, over, decimals, target or "". */
static const struct {
    const char *name, *zh, *by, *over, *target;
    int decimals, factor;
} indicators[] = {
    { "activities", "活动场次", "unit team category", "month quarter half year", "", 0, 1 },
    { "attendances", "人次", "unit team category", "month quarter half year", "", 0, 1 },
    { "attendances_per_capita", "人均参与次数", "unit team category", "month quarter half year", "", 2, 1 },
    { "award_points", "获奖积分", "unit team", "month quarter half year", "", 2, 1 },
    { "awards", "获奖数", "unit team", "month quarter half year", "", 0, 1 },
    { "cadence", "月月季季年年", "unit team", "year", "100", 2, 100 },
    { "cadence_gap", "最长间隔天数", "unit team", "month quarter half year", "", 0, 1 },
    { "cadence_month", "月月有活动", "unit team", "quarter half year", "100", 2, 100 },
    { "cadence_quarter", "季季有安排", "unit team", "half year", "100", 2, 100 },
    { "cadence_year", "年年有比赛", "unit team", "year", "100", 2, 100 },
    { "contests", "比赛场次", "unit team category", "month quarter half year", "", 0, 1 },
    { "education_all", "各类教育全覆盖率", "unit team group", "month quarter half year", "", 2, 100 },
    { "education_breadth", "教育门类覆盖", "unit team", "month quarter half year", "", 2, 100 },
    { "education_coverage", "居民受教育面", "unit team category group", "month quarter half year", "75", 2, 100 },
    { "education_opportunity", "教育机会率", "unit team group", "month quarter half year", "", 2, 100 },
    { "evidence_items", "佐证材料数", "unit", "month quarter half year", "", 0, 1 },
    { "films", "电影场次", "unit team category", "month quarter half year", "", 0, 1 },
    { "group_parity", "群体参与均等", "group", "month quarter half year", "", 2, 1 },
    { "groups_reached", "群体覆盖", "unit team category", "month quarter half year", "", 2, 100 },
    { "groups_targeted", "群体专场", "unit team category", "month quarter half year", "", 2, 100 },
    { "participation_rate", "居民参与率", "unit team category group", "month quarter half year", "", 2, 100 },
    { "partners", "共建单位数", "unit", "month quarter half year", "", 0, 1 },
    { "plan_check", "计划检查", "unit", "year", "100", 2, 100 },
    { "plan_completion", "计划完成率", "unit team category", "month quarter half year", "", 2, 100 },
    { "publicity_cadence", "宣传渠道月月更新率", "unit", "month quarter half year", "", 2, 100 },
    { "publicity_channels", "宣传渠道覆盖率", "unit", "month quarter half year", "", 2, 100 },
    { "publicity_items", "宣传条数", "unit", "month quarter half year", "", 0, 1 },
    { "publicity_promptness", "宣传及时率", "unit", "month quarter half year", "", 2, 100 },
    { "publicity_reach", "宣传触达人次", "unit", "month quarter half year", "", 0, 1 },
    { "publicity_reach_per_capita", "人均宣传触达次数", "unit", "month quarter half year", "", 2, 1 },
    { "publicity_topics", "宣传主题覆盖率", "unit", "month quarter half year", "", 2, 100 },
    { "reporting_completeness", "上报完整率", "unit", "month quarter half year", "", 2, 100 },
    { "reporting_timeliness", "上报及时率", "unit", "month quarter half year", "", 2, 100 },
    { "roster_rate", "队员参与率", "team", "month quarter half year", "", 2, 100 },
    { "satisfaction", "居民满意度", "unit team category", "month quarter half year", "", 2, 100 },
    { "satisfaction_index", "满意度指数", "unit team category", "month quarter half year", "", 2, 1 },
    { "satisfaction_response", "问卷回收率", "unit team category", "month quarter half year", "", 2, 100 },
    { "shows", "演出场次", "unit team category", "month quarter half year", "", 0, 1 },
    { "sites_per_10000", "每万人活动站点数", "unit", "month quarter half year", "", 2, 10000 },
    { "talent_breadth", "人才门类覆盖率", "unit", "month quarter half year", "", 2, 100 },
    { "talents", "文艺人才数", "unit", "month quarter half year", "", 0, 1 },
    { "talents_per_1000", "每千人文艺人才数", "unit", "month quarter half year", "", 2, 1000 },
    { "team_attendance", "队伍出勤率", "unit team category", "month quarter half year", "", 2, 100 },
    { "team_vitality", "队伍活力", "team", "quarter half year", "", 2, 1 },
    { "teams", "队伍数", "unit", "month quarter half year", "", 0, 1 },
    { "venue_all_day", "场馆全天开放率", "unit", "month quarter half year", "", 2, 100 },
    { "venue_compliance", "场馆开放达标率", "unit", "month quarter half year", "", 2, 100 },
    { "venue_rota_gap", "无人值班分钟数", "unit", "month quarter half year", "", 0, 1 },
    { "venues", "场馆数", "unit", "month quarter half year", "", 0, 1 },
    { "venues_equipped", "有设施的场馆比例", "unit", "month quarter half year", "", 2, 100 },
    { "volunteer_active_rate", "志愿者活跃率", "unit", "month quarter half year", "", 2, 100 },
    { "volunteer_hours", "志愿服务时长", "unit team category", "month quarter half year", "", 2, 1 },
    { "volunteer_hours_active", "活跃志愿者人均时长", "unit", "month quarter half year", "", 2, 1 },
    { "volunteer_hours_average", "注册志愿者人均时长", "unit", "month quarter half year", "", 2, 1 },
    { "volunteer_rate", "志愿者注册率", "unit", "month quarter half year", "", 2, 100 },
    { "volunteer_stars", "星级志愿者", "unit", "month quarter half year", "", 0, 1 },
    { "volunteers_recruited", "新招募志愿者", "unit", "month quarter half year", "", 0, 1 },
};

static void
expect_words(uint32_t mask, const struct str *names, size_t count, const char *expected)
{
    char words[128] = "";

    for (size_t i = 0; i < count; i++)
        if (mask >> i & 1)
            snprintf(words + strlen(words), sizeof words - strlen(words), "%s%s", *words ? " " : "", names[i].ptr);
    assert_string_equal(words, expected);
}

static void
shipped_indicators__are_those_of_the_contract(void **state)
{
    static const struct str periods[] = { STR_INIT("month"), STR_INIT("quarter"), STR_INIT("half"), STR_INIT("year") };
    struct shipped shipped;

    (void)state;
    load_shipped(&shipped);
    assert_int_equal(shipped.ruleset.indicator_count, sizeof indicators / sizeof *indicators);
    for (size_t i = 0; i < shipped.ruleset.indicator_count; i++) {
        const struct indicator *indicator = &shipped.ruleset.indicators[i];
        char target[DECIMAL_SIZE] = "";

        assert_string_equal(indicator->name.ptr, indicators[i].name);
        assert_string_equal(indicator->title_zh.ptr, indicators[i].zh);
        expect_words(indicator->by, breakdown_names, BREAKDOWNS, indicators[i].by);
        expect_words(indicator->over, periods, PERIOD_KINDS, indicators[i].over);
        assert_int_equal(indicator->decimals, indicators[i].decimals);
        assert_int_equal(indicator->factor, indicators[i].factor);
        if (indicator->has_target)
            fraction_text(indicator->target, target);
        assert_string_equal(target, indicators[i].target);
    }
    end_shipped(&shipped);
}

static struct rule_subject
session(const char *category, enum activity_kind kind, enum host_role role, enum activity_scale scale, const char *item)
{
    static struct activity_put activity;
    struct rule_subject subject = bare_session();

    activity = *subject.activity;
    activity.category = str_of(category);
    activity.kind = kind;
    activity.role = role;
    activity.scale = scale;
    activity.item = str_of(item);
    subject.activity = &activity;
    return subject;
}

#define MONTH "cadence_gap.numerator" /* the first measure that asks it gives its name */
#define QUARTER "cadence_quarter.numerator"
#define YEAR "cadence_year.numerator"
#define EDUCATION "education_coverage.numerator"
#define THREE "cadence education_coverage"

static size_t
rules_about(const struct ruleset *ruleset, enum subject_kind subject)
{
    size_t count = 0;

    for (size_t i = 0; i < ruleset->rule_count; i++)
        count += ruleset->rules[i].subject == subject;
    return count;
}

static void
shipped_rules__answer_about_sessions(void **state)
{
    struct shipped shipped;

    (void)state;
    load_shipped(&shipped);
    expect_yes(&shipped, THREE, session("culture", KIND_OTHER, ROLE_GUEST, SCALE_LARGE, "i1"), "");
    expect_yes(&shipped, THREE, session("culture", KIND_OTHER, ROLE_HOST, SCALE_SMALL, NULL), MONTH);
    expect_yes(&shipped, THREE, session("culture", KIND_OTHER, ROLE_HOST, SCALE_LARGE, NULL), MONTH " " QUARTER);
    expect_yes(&shipped, THREE, session("culture", KIND_OTHER, ROLE_HOST, SCALE_SMALL, "i1"), MONTH " " QUARTER);
    expect_yes(&shipped, THREE, session("sport", KIND_CONTEST, ROLE_HOST, SCALE_SMALL, NULL), MONTH " " YEAR);
    expect_yes(&shipped, THREE, session("sport", KIND_CONTEST, ROLE_GUEST, SCALE_SMALL, NULL), "");
    expect_yes(&shipped, THREE, session("edu", KIND_LECTURE, ROLE_GUEST, SCALE_SMALL, NULL), EDUCATION);
    expect_yes(&shipped, THREE, session("edu.law.traffic", KIND_CONTEST, ROLE_HOST, SCALE_LARGE, "i1"), MONTH " " QUARTER " " YEAR " " EDUCATION);
    expect_yes(&shipped, THREE, session("education", KIND_LECTURE, ROLE_GUEST, SCALE_SMALL, NULL), "");
    end_shipped(&shipped);
}

static void
shipped_rules__answer_about_plan_items(void **state)
{
    struct rule_subject item = plan_item();
    struct plan_put guest = *item.plan, lecture = *item.plan, unknown = *item.plan;
    struct shipped shipped;

    (void)state;
    load_shipped(&shipped);
    guest.role = ROLE_GUEST;
    lecture.kind = KIND_LECTURE;
    unknown.has_kind = false;
    expect_yes(&shipped, "plan_check", item, "plan_check.requires[2]");
    item.plan = &guest;
    expect_yes(&shipped, "plan_check", item, "");
    item.plan = &lecture;
    expect_yes(&shipped, "plan_check", item, "");
    item.plan = &unknown;
    expect_yes(&shipped, "plan_check", item, "");
    end_shipped(&shipped);
}

static void
worker__answers_thousands_in_one_batch(void **state)
{
    static struct rule_subject subjects[5000];
    struct shipped shipped;

    (void)state;
    for (size_t i = 0; i < 5000; i++) {
        subjects[i] = i % 2 ? full_session() : plan_item();
        subjects[i].number = (uint32_t)i;
    }
    load_shipped(&shipped);
    ask_shipped(&shipped, subjects, 5000);
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(shipped.batch.verdicts[i].number, i);
    assert_int_equal(shipped.batch.calls, 2500 * (rules_about(&shipped.ruleset, SUBJECT_SESSION) +
                                                  rules_about(&shipped.ruleset, SUBJECT_PLAN_ITEM)));
    end_shipped(&shipped);
}

/* ---- the worker ---- */

static void
worker__ends_when_a_frame_makes_no_sense(void **state)
{
    static const struct str frames[] = {
        STR_INIT("\0\0\0\0"), STR_INIT("\1\0\0\0\7"), STR_INIT("\1\0\0\0\2"), STR_INIT("\1\0\0\0\3"), STR_INIT("\2\0\0\0\1x"), STR_INIT("\7\0\0\0\1"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        struct rule_worker worker;
        struct buf frame = { 0 };

        rule_worker_start(&worker);
        buf_put_str(&frame, frames[i]);
        rule_worker_send(&worker, &frame);
        assert_int_equal(rule_worker_end(&worker), EX_PROTOCOL);
    }
}

static void
worker__ends_well_when_the_daemon_leaves(void **state)
{
    struct rule_worker worker;

    (void)state;
    rule_worker_start(&worker);
    assert_int_equal(rule_worker_end(&worker), EX_OK);
}

static void
worker__lists_a_plugin_that_is_to_be_skipped(void **state)
{
    struct plugin_source source = { .path = STR_INIT("plugins/bad"), .file = STR_INIT("plugins/bad/init.lua"), .text = STR_INIT("while true do end"),
                                    .skip = true, .reason = STR_INIT("it ended the worker") };
    struct load_request request = { .limits = test_limits, .sources = &source, .source_count = 1 };
    struct rule_worker worker;
    struct ruleset ruleset;
    struct buf frame = { 0 };
    struct err err;

    (void)state;
    rule_worker_start(&worker);
    protocol_put_load(&frame, &request);
    rule_worker_send(&worker, &frame);
    assert_true(manifest_read(rule_worker_receive(&worker, FRAME_MANIFEST), &ruleset, &err));
    assert_int_equal(ruleset.fault_count, 1);
    assert_string_equal(ruleset.faults[0].plugin.ptr, "bad");
    assert_string_equal(ruleset.faults[0].message.ptr, "it ended the worker");
    ruleset_free(&ruleset);
    assert_int_equal(rule_worker_end(&worker), EX_OK);
}

/* ---- the cases ---- */

static bool
is_event(const json_t *event)
{
    return json_is_string(json_object_get(event, "type")) && json_is_string(json_object_get(event, "id")) &&
           json_is_string(json_object_get(event, "source")) && json_is_object(json_object_get(event, "data"));
}

static void
check_case(const char *path, const struct ruleset *ruleset)
{
    json_error_t error;
    json_t *whole = json_load_file(path, JSON_REJECT_DUPLICATES, &error), *one;
    bool expects_findings;
    size_t i;

    if (!whole)
        check_failed("%s:%d: %s", path, error.line, error.text);
    expects_findings = json_is_array(json_object_get(whole, "findings"));
    if (json_object_size(whole) != 4 + (json_object_get(whole, "scores") != NULL) || !json_is_string(json_object_get(whole, "title")) || !json_is_string(json_object_get(whole, "as_of")))
        check_failed("%s has not title, as_of, events, expect (or findings) and perhaps scores", path);
    json_array_foreach(json_object_get(whole, "events"), i, one)
        if (!is_event(one))
            check_failed("%s: event %zu is none", path, i);
    assert_true(expects_findings || json_array_size(json_object_get(whole, "expect")) > 0);
    json_array_foreach(json_object_get(whole, "expect"), i, one) {
        const json_t *name = json_object_get(one, "indicator");

        if (!json_is_string(name) || ruleset_find(ruleset, str_of(json_string_value(name))) < 0)
            check_failed("%s: row %zu is about no indicator", path, i);
    }
    json_decref(whole);
}

static void
every_plugin__has_a_readme_and_three_cases(void **state)
{
    struct shipped shipped;

    (void)state;
    load_shipped(&shipped);
    for (size_t i = 0; i < shipped.ruleset.plugin_count; i++) {
        const char *name = shipped.ruleset.plugins[i].name.ptr;
        char path[512];
        glob_t found;

        snprintf(path, sizeof path, SOURCE("plugins/%s/README.md"), name);
        free(file_text(path));
        snprintf(path, sizeof path, SOURCE("plugins/%s/cases/*.json"), name);
        assert_int_equal(glob(path, 0, NULL, &found), 0);
        assert_true(found.gl_pathc >= 3);
        for (size_t j = 0; j < found.gl_pathc; j++)
            check_case(found.gl_pathv[j], &shipped.ruleset);
        globfree(&found);
    }
    end_shipped(&shipped);
}

/* ---- docs/rules.md ---- */

static void
page__has_a_heading_for_every_function(void **state)
{
    char *page = file_text(SOURCE("docs/rules.md"));

    (void)state;
    for (const char *const *name = module_functions(); *name; name++) {
        char heading[64];

        snprintf(heading, sizeof heading, "\n### `t.%s", *name);
        if (!strstr(page, heading))
            check_failed("docs/rules.md has no heading for t.%s", *name);
    }
    free(page);
}

/* ---- lua/annotations ---- */

static void
annotations__name_every_function_and_no_other(void **state)
{
    char *text = file_text(SOURCE("lua/annotations/turnout.lua"));
    size_t count = 0, annotated = 0;

    (void)state;
    for (const char *const *name = module_functions(); *name; name++, count++) {
        char line[80];

        snprintf(line, sizeof line, "\nfunction t.%s(", *name);
        if (!strstr(text, line))
            check_failed("lua/annotations/turnout.lua has no t.%s", *name);
    }
    for (const char *at = text; (at = strstr(at, "\nfunction t.")) != NULL; at++)
        annotated++;
    assert_int_equal(annotated, count);
    free(text);
}

static void
run_example(const char *text, int number)
{
    struct rule_subject subjects[] = { full_session(), bare_session(), plan_item(), publicity_item(), declared_number(), feedback_summary(), library() };
    struct rules rules;

    rules_load(&rules, NULL, text, NULL);
    if (rules.ruleset.fault_count)
        check_failed("example %d of docs/rules.md: %s\n%s", number, rules_load_fault(&rules), text);
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        rules_ask(&rules, &subjects[i]);
        if (rules.batch.fault_count)
            check_failed("example %d of docs/rules.md: %s\n%s", number, rules_fault(&rules), text);
    }
    rules_free(&rules);
}

/* Every block of Lua there is a whole plugin. */
static void
page__has_examples_that_run(void **state)
{
    char *page = file_text(SOURCE("docs/rules.md")), *end;
    int count = 0;

    (void)state;
    for (char *at = page; (at = strstr(at, "\n```lua\n")) != NULL; at = end + 1) {
        end = strstr(at + 8, "\n```\n");
        assert_non_null(end);
        *end = '\0';
        run_example(at + 8, ++count);
    }
    assert_true(count >= 15);
    free(page);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_plugins__load_in_the_worker),
        cmocka_unit_test(shipped_indicators__are_those_of_the_contract),
        cmocka_unit_test(shipped_rules__answer_about_sessions),
        cmocka_unit_test(shipped_rules__answer_about_plan_items),
        cmocka_unit_test(worker__answers_thousands_in_one_batch),
        cmocka_unit_test(worker__ends_when_a_frame_makes_no_sense),
        cmocka_unit_test(worker__ends_well_when_the_daemon_leaves),
        cmocka_unit_test(worker__lists_a_plugin_that_is_to_be_skipped),
        cmocka_unit_test(every_plugin__has_a_readme_and_three_cases),
        cmocka_unit_test(page__has_a_heading_for_every_function),
        cmocka_unit_test(annotations__name_every_function_and_no_other),
        cmocka_unit_test(page__has_examples_that_run),
    };

    return cmocka_run_group_tests_name("shipped plugins", tests, NULL, NULL);
}
