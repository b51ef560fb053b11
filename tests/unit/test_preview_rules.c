/* SPDX-License-Identifier: MIT */
#include "lib/engine/preview_rules.h"

#include "lib/model/facts.h"
#include "tests/support/check.h"

#include <string.h>

static struct foreign_field fields[] = { { STR_INIT("unit"), FOREIGN_TEXT, true }, { STR_INIT("people"), FOREIGN_INTEGER, true } };
static struct foreign_field looser[] = { { STR_INIT("people"), FOREIGN_INTEGER, true }, { STR_INIT("unit"), FOREIGN_TEXT, false } };
static struct foreign_type door = { .name = STR_INIT("com.example.door"), .fields = fields, .field_count = 2 }, loose_door = { .name = STR_INIT("com.example.door"), .fields = looser, .field_count = 2 };
static struct plugin doors = { .name = STR_INIT("doors"), .version = STR_INIT("1"), .meaning = { 1, 1 } };
static struct plugin other_doors = { .name = STR_INIT("doors"), .version = STR_INIT("2"), .meaning = { 2, 2 } };
static struct rule map = { .subject = SUBJECT_RECORD, .of = EVENT_FOREIGN, .foreign = STR_INIT("com.example.door"), .emits = 1, .name = STR_INIT("door.map") };

static struct ruleset
rules_of(struct plugin *plugin, struct foreign_type *type)
{
    return (struct ruleset){ .plugins = plugin, .plugin_count = 1, .rules = &map, .rule_count = 1, .foreign = { type, 1 } };
}

/* Do the two need facts of their own? facts NULL: they may have any event. */
static bool
make_other_facts(const struct facts *facts, const struct ruleset *live, const struct ruleset *staged)
{
    static const uint64_t nobody[RULES_MAX / 64];
    struct preview_rules rules;
    struct err err = { 0 };
    bool other;

    assert_true(preview_rules_compare(&rules, live, staged, nobody, facts, &err));
    other = rules.other_facts;
    preview_rules_free(&rules);
    return other;
}

/* A new map, or a first declaration: there is nothing yet that it could change. */
static void
of_events_that_never_came__the_facts_stay_the_same(void **state)
{
    static const struct facts nothing_happened;
    struct ruleset live = rules_of(&doors, &door), staged = rules_of(&other_doors, &loose_door), nothing = { .plugin_count = 0 };

    (void)state;
    assert_false(make_other_facts(&nothing_happened, &live, &staged));
    assert_false(make_other_facts(&nothing_happened, &nothing, &live));
    assert_false(make_other_facts(&nothing_happened, &live, &nothing));
}

/* 200 of the one plugin beside 57 of the changed one. */
static void
more_rules_than_a_session_has_bits__are_refused_by_name(void **state)
{
    static struct rule all[200];
    struct ruleset live = { .plugins = &doors, .plugin_count = 1, .rules = all, .rule_count = 200 };
    struct ruleset staged = { .plugins = &other_doors, .plugin_count = 1, .rules = all, .rule_count = 56 };
    static const uint64_t nobody[RULES_MAX / 64];
    struct preview_rules rules;
    struct err err = { 0 };

    (void)state;
    assert_true(preview_rules_compare(&rules, &live, &staged, nobody, NULL, &err));
    preview_rules_free(&rules);
    staged.rule_count = 57;
    assert_false(preview_rules_compare(&rules, &live, &staged, nobody, NULL, &err));
    preview_rules_free(&rules);
    assert_int_equal(err.code, ERR_RULE);
    assert_non_null(strstr(err.text, "more than 256 together: change fewer plugins at once"));
}

static void
maps_that_change__make_other_facts(void **state)
{
    struct ruleset live = rules_of(&doors, &door), same = rules_of(&doors, &door), staged = rules_of(&other_doors, &door);
    struct ruleset nothing = { .foreign = { &door, 1 } };

    (void)state;
    assert_false(make_other_facts(NULL, &live, &same));
    assert_true(make_other_facts(NULL, &live, &staged));
    assert_true(make_other_facts(NULL, &live, &nothing));
    assert_true(make_other_facts(NULL, &nothing, &live));
}

static void
declarations_that_change__make_other_facts(void **state)
{
    struct ruleset live = { .foreign = { &door, 1 } }, staged = { .foreign = { &loose_door, 1 } }, nothing = { .foreign = { NULL, 0 } };

    (void)state;
    assert_false(make_other_facts(NULL, &live, &live));
    assert_true(make_other_facts(NULL, &live, &staged));
    assert_true(make_other_facts(NULL, &live, &nothing));
    assert_true(make_other_facts(NULL, &nothing, &live));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_events_that_never_came__the_facts_stay_the_same),
        cmocka_unit_test(more_rules_than_a_session_has_bits__are_refused_by_name),
        cmocka_unit_test(maps_that_change__make_other_facts),
        cmocka_unit_test(declarations_that_change__make_other_facts),
    };

    return cmocka_run_group_tests_name("preview rules", tests, NULL, NULL);
}
