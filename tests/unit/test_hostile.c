/* SPDX-License-Identifier: MIT */
/*
 * Every rule in tests/hostile, asked in this process with the limits of the
 * product: which limit stops it, and where.  How the daemon takes it:
 * tests/integration/test_hostile_rules.c.
 */
#include "lib/base/file.h"

#include "tests/support/check.h"
#include "tests/support/hostile.h"
#include "tests/support/rules.h"

#include <stdio.h>
#include <string.h>

enum { FILE_MAX = 64 * 1024, ASKED = 2 /* sessions: some are hostile to the second one */ };

/* The product's, and time for a machine that does other things too where time is not what must end it. */
static struct rule_limits
limits_for(const struct hostile_rule *rule)
{
    struct rule_limits limits = test_limits;

    if (strcmp(rule->limit, "time") == 0)
        limits.cpu_ms = 200;
    return limits;
}

static void
load(struct rules *rules, const struct hostile_rule *rule)
{
    struct load_request request = { .limits = limits_for(rule), .source_count = 1 };
    struct plugin_source source = { .path = str_of(rule->path), .file = str_of(rule->path) };
    struct buf text = { 0 };
    struct err err;

    if (!file_read(rule->path, FILE_MAX, &text, &err))
        check_failed("%s", err.text);
    source.text = buf_str(&text);
    request.sources = &source;
    rules_load_request(rules, &request);
    buf_free(&text);
}

/* The message of its fault, of loading or of being asked; "": it has none. Valid until rules_free. */
static const char *
fault_of(struct rules *rules)
{
    if (rules->ruleset.fault_count > 0)
        return rules_load_fault(rules);
    for (int i = 0; i < ASKED; i++) {
        struct rule_subject session = full_session();

        rules_ask(rules, &session);
        if (rules->batch.fault_count > 0)
            return rules_fault(rules);
    }
    return "";
}

static void
each__is_stopped_by_its_limit_with_its_line(void **state)
{
    static struct hostile_rule hostile[HOSTILE_MAX];
    size_t count = hostile_rules(hostile), failed = 0;

    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct rules rules;
        const char *message;

        load(&rules, &hostile[i]);
        message = fault_of(&rules);
        if (!hostile_is_told(&hostile[i], message, false)) {
            print_error("%s says: %s\n  not: %s ... %s\n", hostile[i].name, message, hostile[i].place, hostile[i].words);
            failed++;
        }
        rules_free(&rules);
    }
    assert_int_equal(failed, 0);
}

/* There is a rule for each limit that a state has, and for what it leaves out. */
static void
each_limit__has_rules_that_reach_it(void **state)
{
    static const char *const limits[] = { "instructions", "time", "memory", "allocated", "string", "not there" };
    static struct hostile_rule hostile[HOSTILE_MAX];
    size_t count = hostile_rules(hostile);

    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        size_t found = 0;

        for (size_t j = 0; j < count; j++)
            found += strcmp(hostile[j].limit, limits[i]) == 0;
        if (found < 3)
            check_failed("%zu rules are stopped by \"%s\"", found, limits[i]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each__is_stopped_by_its_limit_with_its_line),
        cmocka_unit_test(each_limit__has_rules_that_reach_it),
    };

    return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
