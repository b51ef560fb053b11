/* SPDX-License-Identifier: MIT */
#include "tests/support/rules.h"

#include "tests/support/check.h"

#include "lua/manifest.h"

#include <stdio.h>
#include <string.h>

const struct rule_limits test_limits = { .instructions = 10000000, .cpu_ms = 60000, .memory = 16 * 1024 * 1024,
                                         .allocated = 64 * 1024 * 1024 };

enum { TEXTS_MAX = 8 };

static void
load_all(struct rules *rules, const struct load_request *request)
{
    struct buf manifest = { 0 };
    struct err err = { 0 };

    rules->host = rule_host_new(&rules->board);
    rule_host_load(rules->host, request, &manifest);
    if (!manifest_read(buf_str(&manifest), &rules->ruleset, &err))
        check_failed("%s in %.*s", err.text, STR_ARG(buf_str(&manifest)));
    buf_free(&manifest);
}

void
rules_load(struct rules *rules, const struct load_request *overrides, ...)
{
    static char names[TEXTS_MAX][16];
    struct plugin_source sources[TEXTS_MAX] = { 0 };
    struct load_request request = { .limits = test_limits };
    va_list texts;
    const char *text;

    memset(rules, 0, sizeof *rules);
    if (overrides)
        request = *overrides;
    if (request.limits.memory == 0)
        request.limits = test_limits;
    request.sources = sources;
    va_start(texts, overrides);
    while ((text = va_arg(texts, const char *)) != NULL && request.source_count < TEXTS_MAX) {
        size_t i = request.source_count++;

        snprintf(names[i], sizeof names[i], "t%zu.lua", i + 1);
        sources[i] = (struct plugin_source){ .path = str_of(names[i]), .file = str_of(names[i]), .text = str_of(text) };
    }
    va_end(texts);
    load_all(rules, &request);
}

void
rules_load_request(struct rules *rules, const struct load_request *request)
{
    memset(rules, 0, sizeof *rules);
    load_all(rules, request);
}

void
rules_free(struct rules *rules)
{
    rule_host_free(rules->host);
    ruleset_free(&rules->ruleset);
    arena_free(&rules->arena);
}

void
rules_ask(struct rules *rules, const struct rule_subject *subject)
{
    struct rule_subject copy = *subject;
    struct ask ask = { .batch = 1, .subjects = &copy, .count = 1 };

    arena_reset(&rules->arena);
    rule_host_answer(rules->host, &ask, &rules->arena, &rules->batch);
}

bool
rules_said(const struct rules *rules, const char *rule)
{
    for (size_t i = 0; i < rules->ruleset.rule_count; i++)
        if (str_eq(rules->ruleset.rules[i].name, str_of(rule)))
            return rule_mask_has(&rules->batch.verdicts[0].mask, (int)i);
    check_failed("there is no rule %s", rule);
}

const char *
rules_load_fault(const struct rules *rules)
{
    return rules->ruleset.fault_count ? rules->ruleset.faults[0].message.ptr : "";
}

const char *
rules_fault(const struct rules *rules)
{
    return rules->batch.fault_count ? rules->batch.faults[0].message.ptr : "";
}

void
expect_load_fault(const char *text, const char *words)
{
    struct rules rules;

    rules_load(&rules, NULL, text, NULL);
    assert_int_equal(rules.ruleset.fault_count, 1);
    if (!strstr(rules_load_fault(&rules), words))
        check_failed("%s\nsays: %s\nnot: %s", text, rules_load_fault(&rules), words);
    rules_free(&rules);
}

void
expect_loads(const char *text)
{
    struct rules rules;

    rules_load(&rules, NULL, text, NULL);
    if (rules.ruleset.fault_count || rules.ruleset.plugin_count != 1)
        check_failed("%s\nsays: %s", text, rules_load_fault(&rules));
    rules_free(&rules);
}

struct rule_subject
full_session(void)
{
    static struct str cohosts[] = { STR_INIT("c2") }, teams[] = { STR_INIT("t1"), STR_INIT("t2") };
    static struct str partners[] = { STR_INIT("federation") }, tags[] = { STR_INIT("福满金芝"), STR_INIT("summer") };
    static struct activity_put activity;

    activity = (struct activity_put){
        .activity = STR_INIT("a1"), .unit = STR_INIT("c1"), .category = STR_INIT("edu.law"), .title = STR_INIT("法律讲座"),
        .item = STR_INIT("i1"), .place = STR_INIT("square"), .festival = STR_INIT("spring"), .series = STR_INIT("s1"),
        .lead = STR_INIT("party"), .kind = KIND_LECTURE, .role = ROLE_HOST, .scale = SCALE_LARGE,
        .cohosts = { cohosts, 1 }, .teams = { teams, 2 }, .partners = { partners, 1 }, .tags = { tags, 2 },
        .has_minutes = true, .has_edition = true, .has_experts = true, .minutes = 90, .edition = 2, .experts = 1,
        .start = { .precision = WHEN_INSTANT, .instant = 1716962400 },
        .end = { .precision = WHEN_INSTANT, .instant = 1716967800 },
    };
    return (struct rule_subject){
        .kind = SUBJECT_SESSION, .number = 7, .version = 3, .activity = &activity, .date = day_of(2024, 5, 29),
        .precision = WHEN_DAY, .level = LEVEL_COMMUNITY,
    };
}

struct rule_subject
bare_session(void)
{
    static struct activity_put activity = {
        .activity = STR_INIT("a2"), .unit = STR_INIT("c1"), .category = STR_INIT("culture"), .kind = KIND_OTHER,
        .role = ROLE_GUEST, .scale = SCALE_SMALL,
    };

    return (struct rule_subject){
        .kind = SUBJECT_SESSION, .number = 8, .version = 1, .activity = &activity, .date = day_of(2025, 1, 1),
        .precision = WHEN_YEAR, .level = LEVEL_STREET,
    };
}

struct rule_subject
plan_item(void)
{
    static struct plan_put item;

    item = (struct plan_put){
        .item = STR_INIT("i1"), .unit = STR_INIT("c1"), .title = STR_INIT("games"), .category = STR_INIT("sport"),
        .window = { .precision = WHEN_MONTH, .first = day_of(2025, 7, 1), .last = day_of(2025, 7, 31) },
        .has_kind = true, .kind = KIND_CONTEST, .role = ROLE_HOST, .count = 1, .weight = 2,
    };
    return (struct rule_subject){
        .kind = SUBJECT_PLAN_ITEM, .number = 9, .version = 1, .plan = &item, .date = day_of(2025, 7, 1),
        .precision = WHEN_MONTH, .level = LEVEL_COMMUNITY,
    };
}

static struct rule_subject
record(enum event_type type, const union event_data *data)
{
    return (struct rule_subject){
        .kind = SUBJECT_RECORD, .number = 11, .version = 2, .type = type, .data = data, .date = day_of(2025, 3, 4),
        .precision = WHEN_DAY, .level = LEVEL_COMMUNITY,
    };
}

struct rule_subject
publicity_item(void)
{
    static const union event_data data = { .publicity_put = {
        .unit = STR_INIT("c1"), .channel = STR_INIT("website"), .topic = STR_INIT("health"), .has_reach = true, .reach = 1200,
        .subject_at = { .precision = WHEN_DAY, .first = 20147, .last = 20147 }, /* 2025-02-28 */
    } };
    struct rule_subject subject = record(EVENT_PUBLICITY_PUT, &data);

    subject.has_delay = true;
    subject.delay = 4;
    return subject;
}

struct rule_subject
declared_number(void)
{
    static const union event_data data = { .declared_put = {
        .unit = STR_INIT("c1"), .what = STR_INIT("hours"), .period = STR_INIT("2025"), .value = { 25, 2 },
    } };

    return record(EVENT_DECLARED_PUT, &data);
}

struct rule_subject
feedback_summary(void)
{
    static struct group_count counts[] = { { STR_INIT("5"), 40 }, { STR_INIT("0"), 10 } };
    static const union event_data data = { .feedback = {
        .unit = STR_INIT("c1"), .counts = counts, .count_count = 2, .has_sent = true, .sent = 60,
    } };

    return record(EVENT_FEEDBACK_SUMMARY, &data);
}

struct rule_subject
library(void)
{
    static struct str rooms[] = { STR_INIT("reading"), STR_INIT("children") };
    static const union event_data data = { .venue_put = {
        .venue = STR_INIT("v1"), .unit = STR_INIT("c1"), .kind = STR_INIT("library"), .rooms = { rooms, 2 },
        .equipped = true, .has_weekly_minutes = true, .weekly_minutes = 2520,
    } };

    return record(EVENT_VENUE_PUT, &data);
}
