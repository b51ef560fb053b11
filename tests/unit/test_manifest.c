/* SPDX-License-Identifier: MIT */
#include "lua/manifest.h"

#include "tests/support/check.h"
#include "tests/support/events.h"

#include <stdlib.h>
#include <string.h>

/* Two plugins; the second one's indicators come first in the alphabet. */
#define SECOND_PLUGIN \
    "{'name':'early','version':'2','path':'p/early','title':{'zh':'早','en':'Early'},'meaning':'00000000000000000000000000000001'," \
    "'rules':[{'subject':'session','name':'early_all.numerator'}]," \
    "'indicators':[{'name':'early_all','kind':'value','title':{'zh':'早','en':'Early'},'by':['unit'],'over':['year']," \
    "'decimals':0,'factor':1,'numerator':{'kind':'count','of':'activity.held','where':0,'distinct':'series'}}]}"

/* Of records; its rule is about publicity. */
#define FOUR "['4','3','2','1']"
#define VALUE(name, numerator) \
    "{'name':'" name "','kind':'value','title':{'zh':'录','en':'Rec'},'by':['unit'],'over':['year'],'decimals':0,'factor':1,'numerator':{" numerator "}}"
#define RECORDS_PLUGIN \
    "{'name':'records','version':'1','path':'p/records','title':{'zh':'录','en':'Rec'},'meaning':'00000000000000000000000000000002'," \
    "'rules':[{'subject':'record','of':'publicity.put','name':'rec_sum.numerator'}],'indicators':[" \
    VALUE("rec_sum", "'kind':'sum','of':'publicity.put','field':'reach','where':0") "," \
    VALUE("rec_stock", "'kind':'count','of':'talent.put','stock':true,'distinct':'kind'") "," \
    VALUE("rec_months", "'kind':'periods','every':'month','of':'publicity.put','distinct':'channel','among':['a','b']") "," \
    VALUE("rec_weeks", "'kind':'weeks','minutes':2100") "," \
    VALUE("rec_awards", "'kind':'awards','nation':" FOUR ",'province':" FOUR ",'city':" FOUR ",'district':" FOUR ",'street':['1','0.5','0','0']") "]}"

static const char *const whole =
    "{'plugins':[{'name':'late','version':'1.0.0','path':'p/late','title':{'zh':'晚','en':'Late'},"
    "'meaning':'0123456789abcdef00000000000000ff','rules':[{'subject':'session','name':'late_months.numerator'},"
    "{'subject':'plan_item','name':'late_plan.numerator'}],'indicators':["
    "{'name':'late_plan','kind':'ratio','title':{'zh':'计','en':'Plan'},'by':['unit'],'over':['year'],'decimals':2,'factor':100,"
    "'target':{'at_most':'12.50'},'numerator':{'kind':'plan','every':'month','where':1},"
    "'requires':[{'kind':'periods','every':'quarter','at_least':2,'where':0}]},"
    "{'name':'late_months','kind':'ratio','title':{'zh':'月','en':'Months'},'by':['unit','team'],'over':['half','year'],"
    "'decimals':2,'factor':100,'target':{'at_least':'100'},'numerator':{'kind':'periods','every':'month','where':0}},"
    "{'name':'late','kind':'all_of','title':{'zh':'晚','en':'Late'},'by':['unit'],'over':['year'],'decimals':2,'factor':100,"
    "'parts':['late_plan','late_months']},"
    "{'name':'late_rate','kind':'ratio','title':{'zh':'率','en':'Rate'},'by':['group'],'over':['month'],'decimals':1,'factor':100,"
    "'numerator':{'kind':'people','status':['present','late'],'role':['audience'],'who':'all','scope':'reach','method':'upper',"
    "'min_times':3,'min_minutes':30},'denominator':{'kind':'population','basis':'staff','group':'youth','mode':'pinned','source':'census'}},"
    "{'name':'late_plain','kind':'ratio','title':{'zh':'率','en':'Rate'},'by':['unit'],'over':['month'],'decimals':1,'factor':100,"
    "'numerator':{'kind':'people'},'denominator':{'kind':'constant','value':'2.5'}}]}," SECOND_PLUGIN "," RECORDS_PLUGIN
    "],'faults':[{'plugin':'bad','message':'bad.lua:1: no'}]}";

/* The text with its ' as ", owned. */
static struct str
json_of(const char *text)
{
    char *copy = strdup(text);

    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    return str_of(copy);
}

static bool
read_text(const char *text, struct ruleset *ruleset, struct err *err)
{
    struct str json = json_of(text);
    bool good = manifest_read(json, ruleset, err);

    free((char *)json.ptr);
    return good;
}

static const struct indicator *
indicator(const struct ruleset *ruleset, const char *name)
{
    int found = ruleset_find(ruleset, str_of(name));

    assert_true(found >= 0);
    return &ruleset->indicators[found];
}

static void
read__puts_indicators_in_order_of_name_and_rules_in_order_of_plugins(void **state)
{
    struct ruleset ruleset = { 0 };
    struct err err = { 0 };

    (void)state;
    assert_true(read_text(whole, &ruleset, &err));
    assert_int_equal(ruleset.plugin_count, 3);
    assert_int_equal(ruleset.indicator_count, 11);
    assert_true(str_eq(ruleset.indicators[0].name, STR("early_all")));
    assert_true(str_eq(ruleset.indicators[5].name, STR("late_rate")));
    assert_int_equal(ruleset.plugins[0].indicator_count, 5);
    assert_int_equal(ruleset.rule_count, 4);
    assert_int_equal(ruleset.rules[2].plugin, 1);
    assert_int_equal(ruleset.indicators[0].numerator.rule, 2);
    assert_true(str_eq(ruleset.rules[1].name, STR("late_plan.numerator")));
    assert_int_equal(ruleset.rules[1].subject, SUBJECT_PLAN_ITEM);
    assert_int_equal(ruleset.plugins[0].meaning.high, 0x0123456789abcdef);
    assert_int_equal(ruleset.plugins[0].meaning.low, 0xff);
    assert_true(str_eq(ruleset.plugins[0].title_zh, STR("晚")));
    assert_true(str_eq(ruleset.faults[0].message, STR("bad.lua:1: no")));
    ruleset_free(&ruleset);
}

static void
read__fills_every_field_of_a_measure(void **state)
{
    struct ruleset ruleset = { 0 };
    const struct measure *people, *population;
    struct err err = { 0 };

    (void)state;
    assert_true(read_text(whole, &ruleset, &err));
    people = &indicator(&ruleset, "late_rate")->numerator;
    population = &indicator(&ruleset, "late_rate")->denominator;
    assert_int_equal(people->statuses, 1u << STATUS_PRESENT | 1u << STATUS_LATE);
    assert_int_equal(people->roles, 1u << ATTEND_AUDIENCE);
    assert_int_equal(people->who, WHO_ALL);
    assert_int_equal(people->scope, SCOPE_REACH);
    assert_int_equal(people->method, METHOD_UPPER);
    assert_int_equal(people->min_times, 3);
    assert_int_equal(people->min_minutes, 30);
    assert_int_equal(people->rule, RULE_NONE);
    assert_int_equal(population->basis, BASIS_STAFF);
    assert_true(str_eq(population->group, STR("youth")));
    assert_int_equal(population->mode, MODE_PINNED);
    assert_true(str_eq(population->pinned, STR("census")));
    assert_true(str_eq(indicator(&ruleset, "early_all")->numerator.distinct, STR("series")));
    ruleset_free(&ruleset);
}

static void
read__gives_what_is_left_out_its_default(void **state)
{
    struct ruleset ruleset = { 0 };
    const struct measure *people;
    struct err err = { 0 };

    (void)state;
    assert_true(read_text(whole, &ruleset, &err));
    people = &indicator(&ruleset, "late_plain")->numerator;
    assert_int_equal(people->statuses, STATUSES_COUNTED);
    assert_int_equal(people->roles, (1u << ATTEND_ROLES) - 1);
    assert_int_equal(people->who, WHO_RESIDENTS);
    assert_int_equal(people->min_times, 1);
    assert_int_equal(people->method, METHOD_NAMED);
    assert_int_equal(indicator(&ruleset, "late_plain")->denominator.constant.num, 5);
    assert_int_equal(indicator(&ruleset, "late_plain")->denominator.constant.den, 2);
    assert_false(indicator(&ruleset, "late_plain")->has_target);
    assert_int_equal(indicator(&ruleset, "early_all")->denominator.kind, MEASURE_NONE);
    ruleset_free(&ruleset);
}

static void
read__finds_targets_parts_and_requirements(void **state)
{
    struct ruleset ruleset = { 0 };
    const struct indicator *all, *plan;
    struct err err = { 0 };

    (void)state;
    assert_true(read_text(whole, &ruleset, &err));
    plan = indicator(&ruleset, "late_plan");
    all = indicator(&ruleset, "late");
    assert_true(plan->has_target && !plan->target_at_least);
    assert_int_equal(fraction_cmp(plan->target, (struct fraction){ 25, 2 }), 0);
    assert_int_equal(plan->require_count, 1);
    assert_int_equal(plan->requires[0].every, PERIOD_QUARTER);
    assert_int_equal(plan->requires[0].at_least, 2);
    assert_int_equal(plan->by, BY_UNIT);
    assert_int_equal(indicator(&ruleset, "late_months")->by, BY_UNIT | BY_TEAM);
    assert_int_equal(indicator(&ruleset, "late_months")->over, 1u << PERIOD_HALF | 1u << PERIOD_YEAR);
    assert_int_equal(all->part_count, 2);
    assert_ptr_equal(&ruleset.indicators[all->parts[0]], plan);
    ruleset_free(&ruleset);
}

static void
read__knows_what_records_are_asked(void **state)
{
    struct ruleset ruleset = { 0 };
    const struct measure *sum, *months, *awards;
    struct err err = { 0 };

    (void)state;
    assert_true(read_text(whole, &ruleset, &err));
    sum = &indicator(&ruleset, "rec_sum")->numerator;
    months = &indicator(&ruleset, "rec_months")->numerator;
    awards = &indicator(&ruleset, "rec_awards")->numerator;
    assert_int_equal(sum->type, EVENT_PUBLICITY_PUT);
    assert_true(str_eq(sum->field, STR("reach")));
    assert_int_equal(ruleset.rules[sum->rule].subject, SUBJECT_RECORD);
    assert_int_equal(ruleset.rules[sum->rule].of, EVENT_PUBLICITY_PUT);
    assert_true(indicator(&ruleset, "rec_stock")->numerator.stock);
    assert_int_equal(months->list_of, LIST_AMONG);
    assert_int_equal(months->list.count, 2);
    assert_true(measure_is_of_records(months));
    assert_int_equal(indicator(&ruleset, "rec_weeks")->numerator.minutes, 2100);
    assert_int_equal(awards->points[AWARD_STREET][AWARD_SECOND].den, 2);
    ruleset_free(&ruleset);
}

/* Each is the whole manifest with one piece changed. */
static const struct {
    const char *from, *to, *words;
} damages[] = {
    { "'faults':[", "'fault':[", "faults must be lists" },
    { "'subject':'record','of':'publicity.put'", "'subject':'record','of':'activity.held'", "is no record" },
    { "'subject':'record','of':'publicity.put'", "'subject':'record','of':'award.put'", "where asks about another kind" },
    { "'subject':'record','of':'publicity.put'", "'subject':'session'", "where asks about another kind" },
    { "'field':'reach'", "'field':'channel'", "field is no number of it" },
    { "'of':'publicity.put','field'", "'of':'activity.held','field'", "of is no record" },
    { "'distinct':'kind'", "'distinct':'colour'", "distinct is no field of it" },
    { "'distinct':'channel','among'", "'among'", "among goes with distinct" },
    { "'of':'publicity.put','distinct'", "'distinct'", "among goes with records" },
    { "'minutes':2100", "'minutes':-1", "minutes is out of range" },
    { "['1','0.5','0','0']", "['1','0.5','0']", "street must have the points of each rank" },
    { "['1','0.5','0','0']", "['1','x','0','0']", "street must be a decimal" },
    { "'name':'late',", "'name':'Late',", "small letters" },
    { "'name':'late',", "'nam':'late',", "name must be a text" },
    { "'name':'late',", "'name':'early',", "two plugins are called early" },
    { "'name':'early_all'", "'name':'late_plan'", "two indicators are called late_plan" },
    { "'version':'1.0.0'", "'version':1", "version must be a text" },
    { "'meaning':'0123", "'meaning':'012", "meaning must be 32" },
    { "'meaning':'0123", "'meaning':'012g", "meaning must be 32" },
    { "{'subject':'session','name':'late", "{'subject':'unit','name':'late", "subject is none of its words" },
    { "{'subject':'session','name':'late", "{'name':'late", "subject is missing" },
    { "'where':1}", "'where':2}", "where is out of range" },
    { "'where':1}", "'where':-1}", "where is out of range" },
    { "'where':1}", "'where':'1'}", "where is out of range" },
    { "'where':1}", "'where':0}", "where asks about another kind" },
    { "'of':'activity.held'", "'of':'team.put'", "where asks about another kind" },
    { "'of':'activity.held',", "", "of is missing" },
    { "'every':'month','where':1", "'every':'week','where':1", "every is none of its words" },
    { "'every':'month','where':1", "'where':1", "must say how often" },
    { "'at_least':2", "'at_least':0", "must say how often" },
    { "'at_least':2", "'at_least':-2", "at_least is out of range" },
    { "'kind':'people'}", "'kind':'persons'}", "kind is none of its words" },
    { "{'kind':'people'}", "{}", "kind is missing" },
    { "{'kind':'people'}", "7", "kind is missing" },
    { "{'kind':'people'}", "{'kind':'volunteers'}", "of is missing" },
    { "{'kind':'people'}", "{'kind':'volunteers','of':'active','method':'declared'}", "method is none of them" },
    { "{'kind':'people'}", "{'kind':'volunteers','of':'starred','stars':2,'hours':['1']}", "stars are more than hours" },
    { "{'kind':'people'}", "{'kind':'volunteers','of':'starred','stars':1,'hours':['2','1']}", "hours must rise" },
    { "{'kind':'people'}", "{'kind':'volunteers','of':'starred','stars':1,'hours':['0.01']}", "whole minutes" },
    { "{'kind':'people'}", "{'kind':'volunteers','of':'starred','stars':1,'hours':['1','2','3','4','5','6','7','8','9','10','11']}", "hours are too many" },
    { "{'kind':'people'}", "{'kind':'volunteer_hours','as':'days'}", "as is none of its words" },
    { "{'kind':'people'}", "{'kind':'feedback','levels':['6']}", "levels are from 0 to 5" },
    { "{'kind':'people'}", "{'kind':'feedback','weights':['1']}", "weights are five" },
    { "{'kind':'people'}", "{'kind':'feedback','weights':['1','1','1','1','-1']}", "weights are out of range" },
    { "{'kind':'people'}", "{'kind':'feedback','weights':['1','1','1','1','0.0001']}", "weights are out of range" },
    { "{'kind':'people'}", "{'kind':'feedback','levels':['5'],'weights':['1','1','1','1','1']}", "weights are of all levels" },
    { "'denominator':{'kind':'constant','value':'2.5'}", "'x':1", "denominator is missing" },
    { "'denominator':{'kind':'constant','value':'2.5'}", "'denominator':{'kind':'plan','every':'month'}", "denominator is given twice" },
    { "'value':'2.5'", "'value':2.5", "value must be a decimal" },
    { "'value':'2.5'", "'value':'2,5'", "value must be a decimal" },
    { "'min_times':3", "'min_times':0", "min_times is out of range" },
    { "'status':['present','late']", "'status':['gone']", "status holds a word" },
    { "'status':['present','late']", "'status':[]", "status must be a list" },
    { "'status':['present','late']", "'status':'present'", "status must be a list" },
    { "'mode':'pinned',", "", "source goes with the mode pinned" },
    { ",'source':'census'", "", "source goes with the mode pinned" },
    { "'decimals':1,'factor':100,'numerator':{'kind':'people'}", "'factor':100,'numerator':{'kind':'people'}", "decimals and factor" },
    { "'decimals':0,'factor':1", "'decimals':0,'factor':10", "decimals and factor" },
    { "'decimals':0,'factor':1", "'decimals':7,'factor':1", "decimals is out of range" },
    { "'target':{'at_most':'12.50'}", "'target':{}", "target must say" },
    { "'target':{'at_most':'12.50'}", "'target':{'at_most':'1','at_least':'1'}", "target must say" },
    { "'target':{'at_most':'12.50'}", "'target':{'at_most':'x'}", "target must be a decimal" },
    { "'by':['group']", "'by':['groups']", "by holds a word" },
    { "'by':['group'],", "", "kind or by or over is missing" },
    { "'over':['half','year']", "'over':['week']", "over holds a word" },
    { "'kind':'all_of'", "'kind':'any_of'", "kind is none of its words" },
    { "'parts':['late_plan','late_months']", "'parts':['late_plan','nothing']", "parts names an indicator that is not there" },
    { "'parts':['late_plan','late_months']", "'parts':['early_all']", "parts names an indicator that is not there" },
    { "'parts':['late_plan','late_months']", "'parts':['late']", "parts names an indicator that is not there" },
    { "'parts':['late_plan','late_months']", "'parts':[]", "parts is empty" },
    { "'requires':[{'kind':'periods'", "'requires':[{'kind':'attendances'", "requires takes periods" },
    { "'title':{'zh':'月','en':'Months'}", "'title':{'zh':'月'}", "en must be a text" },
    { "'message':'bad.lua:1: no'", "'message':1", "message must be a text" },
    { "'factor':1,", "'factor':1,'factor':1,", "duplicate object key" },
    { "'faults'", "faults", "manifest: byte" },
};

static struct buf
replaced(const char *from, const char *to)
{
    const char *at = strstr(whole, from);
    struct buf text = { 0 };

    assert_non_null(at);
    buf_put(&text, whole, (size_t)(at - whole));
    buf_put_str(&text, str_of(to));
    buf_put(&text, at + strlen(from), strlen(at + strlen(from)) + 1);
    return text;
}

static void
read__refuses_what_no_honest_worker_sends(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct buf text = replaced(damages[i].from, damages[i].to);
        struct ruleset ruleset = { 0 };
        struct err err = { 0 };

        if (read_text(text.ptr, &ruleset, &err) || !strstr(err.text, damages[i].words))
            check_failed("%s instead of %s: \"%s\", not \"%s\"", damages[i].to, damages[i].from, err.text, damages[i].words);
        assert_int_equal(err.code, ERR_RULE);
        assert_null(ruleset.plugins);
        buf_free(&text);
    }
}

static void
read__takes_or_refuses_any_damaged_text(void **state)
{
    struct str json = json_of(whole);
    struct dice dice = { 5 };
    struct err err = { 0 };

    (void)state;
    for (size_t len = 0; len < json.len; len += 7)
        assert_false(manifest_read((struct str){ json.ptr, len }, &(struct ruleset){ 0 }, &err));
    for (int i = 0; i < 3000; i++) {
        struct ruleset ruleset = { 0 };
        struct buf copy = { 0 };

        buf_put_str(&copy, json);
        copy.ptr[dice_below(&dice, (unsigned)copy.len)] = "\"{}[],:01aZ\xff"[dice_below(&dice, 12)];
        if (manifest_read(buf_str(&copy), &ruleset, &err))
            ruleset_free(&ruleset);
        buf_free(&copy);
    }
    free((char *)json.ptr);
}

static void
read__takes_no_plugins_at_all(void **state)
{
    struct ruleset ruleset = { 0 };
    struct err err = { 0 };

    (void)state;
    assert_true(read_text("{'plugins':[],'faults':[]}", &ruleset, &err));
    assert_int_equal(ruleset.indicator_count, 0);
    ruleset_free(&ruleset);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__puts_indicators_in_order_of_name_and_rules_in_order_of_plugins),
        cmocka_unit_test(read__fills_every_field_of_a_measure),
        cmocka_unit_test(read__gives_what_is_left_out_its_default),
        cmocka_unit_test(read__finds_targets_parts_and_requirements),
        cmocka_unit_test(read__knows_what_records_are_asked),
        cmocka_unit_test(read__refuses_what_no_honest_worker_sends),
        cmocka_unit_test(read__takes_or_refuses_any_damaged_text),
        cmocka_unit_test(read__takes_no_plugins_at_all),
    };

    return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
