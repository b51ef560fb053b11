/* SPDX-License-Identifier: MIT */
/*
 * One small year, and what is told of a figure of each kind of measure, whole.
 */
#include "lib/engine/explain.h"

#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/events.h"
#include "tests/support/shipped_rules.h"

#include <stdlib.h>
#include <string.h>

static struct shipped_rules rules;
static struct engine_bench bench;

/* The events have the log positions 1, 2 ... in this order. */
static void
add_world(struct buf *lines)
{
    add_event(lines, "u", 1, "unit.put", "\"unit\":\"gate\",\"level\":\"community\",\"name\":\"Gate\",\"at\":\"2020-01-01\"");
    add_event(lines, "pop", 1, "population.put", "\"unit\":\"gate\",\"basis\":\"usual\",\"count\":100,\"source\":\"census\",\"at\":\"2025-01-01\"");
    add_event(lines, "h1", 1, "person.put", "\"person\":\"p1\",\"home\":\"gate\",\"groups\":[\"elderly\"],\"at\":\"2024-01-01\"");
    add_event(lines, "h2", 1, "person.put", "\"person\":\"p2\",\"home\":\"gate\",\"at\":\"2024-01-01\"");
    add_event(lines, "team", 1, "team.put", "\"team\":\"drum\",\"unit\":\"gate\",\"name\":\"Drums\",\"at\":\"2024-01-01\"");
    add_event(lines, "i1", 1, "plan.put", "\"item\":\"i1\",\"unit\":\"gate\",\"window\":\"2025-03\",\"title\":\"A lecture\"");
    add_event(lines, "i2", 2, "plan.put", "\"item\":\"i2\",\"unit\":\"gate\",\"window\":\"2025-05\",\"weight\":2");
    add_event(lines, "a1", 1, "activity.held",
              "\"activity\":\"a1\",\"unit\":\"gate\",\"category\":\"edu.law\",\"start\":\"2025-03-01\",\"item\":\"i1\",\"title\":\"Law\"");
    add_event(lines, "n1", 1, "attendance", "\"activity\":\"a1\",\"persons\":[\"p1\",\"p2\"],\"status\":\"present\"");
    add_event(lines, "n2", 1, "headcount", "\"activity\":\"a1\",\"total\":5");
    add_event(lines, "a2", 1, "activity.held",
              "\"activity\":\"a2\",\"unit\":\"gate\",\"category\":\"culture.show\",\"kind\":\"show\",\"start\":\"2025-06-10\",\"teams\":[\"drum\"]");
    add_event(lines, "n3", 1, "attendance", "\"activity\":\"a2\",\"person\":\"p2\",\"status\":\"present\"");
    add_event(lines, "v1", 1, "volunteer.count", "\"unit\":\"gate\",\"period\":\"2025H1\",\"registered\":20");
    add_event(lines, "v2", 1, "volunteer.hours", "\"unit\":\"gate\",\"persons\":10,\"minutes\":90,\"at\":\"2025-04-01\"");
    add_event(lines, "f1", 1, "feedback.summary", "\"unit\":\"gate\",\"counts\":{\"5\":20,\"3\":10},\"sent\":60,\"at\":\"2025-04-30\"");
    add_event(lines, "m1", 1, "publicity.put", "\"unit\":\"gate\",\"channel\":\"website\",\"topic\":\"health\",\"at\":\"2025-04-02\"");
    add_event(lines, "w1", 1, "award.put", "\"team\":\"drum\",\"contest\":\"c1\",\"level\":\"province\",\"rank\":\"first\",\"at\":\"2025-05-04\"");
    add_event(lines, "l1", 1, "venue.put", "\"venue\":\"lib\",\"unit\":\"gate\",\"kind\":\"library\",\"weekly_minutes\":60,\"at\":\"2025-11-03\"");
    add_event(lines, "l2", 1, "venue.open", "\"venue\":\"lib\",\"from\":\"2025-11-05T09:00:00+08:00\",\"to\":\"2025-11-05T11:00:00+08:00\"");
    add_event(lines, "t1", 1, "target.put", "\"indicator\":\"education_coverage\",\"unit\":\"gate\",\"value\":12,\"mode\":\"prorated\",\"at\":\"2025-01-01\"");
}

static void
post_world(void)
{
    struct buf lines = { 0 };
    char *line, *rest;

    add_world(&lines);
    buf_put_byte(&lines, '\0');
    for (line = strtok_r(lines.ptr, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) /* allowed: the text is the test's own */
        assert_int_equal(bench_post(&bench, line, NULL), OUTCOME_APPLIED);
    buf_free(&lines);
    bench_publish(&bench);
}

static int
set_up(void **state)
{
    (void)state;
    shipped_rules_load(&rules);
    bench_start_shipped(&bench, &rules);
    post_world();
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    bench_stop(&bench);
    shipped_rules_free(&rules);
    return 0;
}

static json_t *
explain_of(const char *indicator, const char *team)
{
    const struct explain_question question = {
        .indicator = str_of(indicator), .unit = STR("gate"), .team = team ? str_of(team) : (struct str){ 0 }, .period = STR("2025"),
    };
    struct err err = { 0 };
    json_t *answer;
    bool waits;

    if (!engine_explain(bench.engine, &question, 0, &answer, &waits, &err))
        check_failed("%s", err.text);
    assert_false(waits);
    return answer;
}

/* The text is JSON with ' for ". */
static json_t *
parse(const char *text)
{
    char *copy = strdup(text);
    json_error_t why;
    json_t *value;

    for (char *at = copy; (at = strchr(at, '\''));)
        *at = '"';
    value = json_loads(copy, 0, &why);
    if (!value)
        check_failed("%s in %s", why.text, copy);
    free(copy);
    return value;
}

static void
expect(const char *what, const json_t *found, const char *text)
{
    json_t *expected = parse(text);

    if (!json_equal(expected, found))
        check_failed("%s: expected\n%s\nfound\n%s", what, json_dumps(expected, JSON_SORT_KEYS), json_dumps(found, JSON_SORT_KEYS));
    json_decref(expected);
}

/* The measure at that place of the indicator's year. */
static void
expect_measure(const char *indicator, size_t place, const char *text)
{
    json_t *answer = explain_of(indicator, NULL);

    expect(indicator, json_array_get(json_object_get(answer, "measures"), place), text);
    json_decref(answer);
}

#define LAW "'activity':'a1','date':'2025-03-01','title':'Law','category':'edu.law','unit':'gate','seq':8,'named':2,'headcount':5,'headcount_seq':10"
#define SHOW "'activity':'a2','date':'2025-06-10','title':null,'category':'culture.show','unit':'gate','seq':11,'named':1,'headcount':null,'headcount_seq':null"

static void
people__come_with_their_sessions_and_what_brings_the_bounds(void **state)
{
    (void)state;
    expect_measure("education_coverage", 1,
                   "{'role':'numerator','kind':'people','rule':'education_coverage.numerator','who':'residents','scope':'host',"
                   "'min_times':1,'min_minutes':0,"
                   "'bounds':{'lower':2,'lower_by':'named','lower_session':null,'upper':5,'upper_by':'anonymous','anonymous':3},"
                   "'sessions':[{" LAW ",'asked':2,'least':0,'most':3}]}");
    expect_measure("education_coverage", 0,
                   "{'role':'denominator','kind':'population','rule':null,'basis':'usual','mode':'end','populations':"
                   "[{'unit':'gate','count':100,'from':'2025-01-01','day':'2025-11-15','source':'census','days':1,'stale':false,'seq':2}]}");
}

static void
a_posted_target__comes_with_what_is_due_of_it(void **state)
{
    json_t *answer = explain_of("education_coverage", NULL);

    (void)state;
    expect("target", json_object_get(answer, "target_from"), /* ten months of twelve are over */
           "{'value':'10','direction':'at_least','posted':'12','mode':'prorated','seq':20,'from':'unit','unit':'gate'}");
    expect("outlook", json_object_get(answer, "outlook"), /* 8 in 47 days */
           "{'missing':8,'days_left':47,'per_30_days':6,'best_possible':{'numerator':100,'denominator':100,'value':'100.00','met':true}}");
    json_decref(answer);
}

static void
attendances_and_counts__come_with_what_each_session_adds(void **state)
{
    (void)state;
    expect_measure("attendances", 0,
                   "{'role':'numerator','kind':'attendances','rule':null,'sessions':[{" LAW ",'adds':5},{" SHOW ",'adds':1}]}");
    expect_measure("shows", 0, "{'role':'numerator','kind':'count','rule':'shows.numerator','sessions':[{" SHOW ",'adds':1}]}");
    expect_measure("teams", 0,
                   "{'role':'numerator','kind':'count','rule':null,'things':[{'kind':'team','code':'drum','name':'Drums','seq':5}]}");
    expect_measure("venues", 0,
                   "{'role':'numerator','kind':'count','rule':'venues.numerator','record_counts':{'venue.put':1},'records':[{'type':'venue.put','from':'2025-11-03',"
                   "'to':'2025-11-03','unit':'gate','data':{'venue':'lib','unit':'gate','kind':'library','weekly_minutes':60,'equipped':false,'free':false},'seq':18}]}");
}

/* Only the lecture was planned. */
static void
periods__come_with_the_sessions_that_met_them(void **state)
{
    (void)state;
    expect_measure("cadence_quarter", 0,
                   "{'role':'numerator','kind':'periods','rule':'cadence_quarter.numerator','sessions':[{" LAW ",'adds':1}],'parts':["
                   "{'period':'2025Q1','state':'met','had':1,'needed':1,'activities':['a1']},"
                   "{'period':'2025Q2','state':'missed','had':0,'needed':1,'activities':[]},"
                   "{'period':'2025Q3','state':'missed','had':0,'needed':1,'activities':[]},"
                   "{'period':'2025Q4','state':'in_progress','had':0,'needed':1,'activities':[]}]}");
}

static void
a_plan__comes_item_by_item(void **state)
{
    (void)state;
    expect_measure("plan_completion", 0,
                   "{'role':'numerator','kind':'completion','rule':null,'sessions':[{" LAW ",'adds':1}],'items':["
                   "{'item':'i1','title':'A lecture','from':'2025-03-01','to':'2025-03-31','revision':1,'seq':6,'done':1,'required':1,'weight':1,'dropped':false},"
                   "{'item':'i2','title':null,'from':'2025-05-01','to':'2025-05-31','revision':2,'seq':7,'done':0,'required':1,'weight':2,'dropped':false}]}");
}

static void
a_gap__comes_with_the_sessions_at_its_ends(void **state)
{
    (void)state;
    expect_measure("cadence_gap", 0,
                   "{'role':'numerator','kind':'gap','rule':'cadence_gap.numerator','sessions':[{" LAW ",'adds':1},{" SHOW ",'adds':1}],"
                   "'stretch':{'from':'2025-06-10','to':'2025-11-15','days':158,'after':'a2','before':null}}");
}

static void
records__come_with_their_data_and_positions(void **state)
{
    (void)state;
    expect_measure("volunteer_rate", 1,
                   "{'role':'numerator','kind':'volunteers','rule':null,'record_counts':{'volunteer.count':1},'records':[{'type':'volunteer.count',"
                   "'from':'2025-01-01','to':'2025-06-30','unit':'gate','data':{'unit':'gate','period':'2025H1','registered':20},'seq':13}]}");
    expect_measure("volunteer_hours", 0,
                   "{'role':'numerator','kind':'volunteer_hours','rule':null,'record_counts':{'volunteer.hours':1},'records':[{'type':'volunteer.hours',"
                   "'from':'2025-04-01','to':'2025-04-01','unit':'gate','data':{'unit':'gate','minutes':90,'proof':'declared','persons':10},'seq':14}]}");
    expect_measure("satisfaction", 1,
                   "{'role':'numerator','kind':'feedback','rule':null,'record_counts':{'feedback.summary':1},'records':[{'type':'feedback.summary',"
                   "'from':'2025-04-30','to':'2025-04-30','unit':'gate','data':{'unit':'gate','counts':{'5':20,'3':10},'sent':60},'seq':15}]}");
    expect_measure("award_points", 0,
                   "{'role':'numerator','kind':'awards','rule':null,'record_counts':{'award.put':1},'records':[{'type':'award.put',"
                   "'from':'2025-05-04','to':'2025-05-04','unit':'gate','data':{'team':'drum','contest':'c1','level':'province','rank':'first'},'seq':17}]}");
}

static void
venues__come_with_their_weeks(void **state)
{
    (void)state;
    expect_measure("venue_compliance", 0,
                   "{'role':'numerator','kind':'weeks','rule':'venue_compliance.numerator','venues':[{'venue':'lib','name':null,'met':1,'expected':1,'excused':0,'gap':60,'seq':18}]}");
}

/* What is on a list: found or not. */
static void
expect_entry(const char *indicator, const char *name, const char *text)
{
    json_t *answer = explain_of(indicator, NULL), *entry;
    const json_t *entries = json_object_get(json_array_get(json_object_get(answer, "measures"), 0), "entries");
    bool found = false;
    size_t i;

    json_array_foreach(entries, i, entry)
        if (strcmp(json_string_value(json_object_get(entry, "name")), name) == 0) {
            expect(indicator, entry, text);
            found = true;
        }
    if (!found)
        check_failed("%s is not in %s", name, json_dumps(answer, 0));
    json_decref(answer);
}

static void
lists__come_entry_by_entry(void **state)
{
    (void)state;
    expect_entry("groups_reached", "elderly", "{'name':'elderly','found':1,'needed':1,'met':true}");
    expect_entry("groups_reached", "disabled", "{'name':'disabled','found':0,'needed':1,'met':false}");
    expect_entry("publicity_channels", "website", "{'name':'website','found':1,'needed':1,'met':true}");
}

/* Of what is made of others each is told like a figure of its own. */
static void
expect_made_of(const char *indicator, const char *team, const char *names)
{
    json_t *answer = explain_of(indicator, team), *list = json_array(), *part;
    size_t i;

    json_array_foreach(json_object_get(answer, "made_of"), i, part)
        json_array_append(list, json_object_get(part, "indicator"));
    expect(indicator, list, names);
    json_decref(list);
    json_decref(answer);
}

static void
a_figure_made_of_others__comes_with_them(void **state)
{
    (void)state;
    expect_made_of("cadence", NULL, "['cadence_month','cadence_quarter','cadence_year']");
}

static void
a_score__comes_component_by_component(void **state)
{
    json_t *answer = explain_of("unit_score", NULL);
    const json_t *line = json_array_get(json_object_get(answer, "lines"), 0);

    (void)state;
    expect("education", line, /* 2 of 75 %, 18 points: 0.48 */
           "{'role':'item','name':'education_coverage','title_zh':'居民受教育面','title_en':'Education coverage','full':'18.00','points':'0.48','self':null,"
           "'state':'ok','mark':'','value':'2.00','target':null,'grade':null,'numerator':2,'denominator':100,"
           "'shape':{'kind':'linear','target':'75','floor':'0','from_floor':false,'cap':'100'},'range':null}");
    json_decref(answer);
}

static json_t *
explain_with(const struct explain_question *question)
{
    struct err err = { 0 };
    json_t *answer;
    bool waits;

    if (!engine_explain(bench.engine, question, 0, &answer, &waits, &err))
        check_failed("%s", err.text);
    assert_false(waits);
    return answer;
}

/* The lecture had five heads, the show one person. */
static void
with_a_limit__the_sessions_with_the_most_people_are_told_and_the_others_counted(void **state)
{
    const struct explain_question question = {
        .indicator = STR("cadence_month"), .unit = STR("gate"), .period = STR("2025"), .limit = 1,
    };
    json_t *answer = explain_with(&question), *measure = json_array_get(json_object_get(answer, "measures"), 0);
    const json_t *sessions = json_object_get(measure, "sessions"), *parts = json_object_get(measure, "parts");

    (void)state;
    assert_int_equal(json_array_size(sessions), 1);
    assert_string_equal(json_string_value(json_object_get(json_array_get(sessions, 0), "activity")), "a1");
    expect("the others", json_object_get(measure, "left_out"), "{'sessions':1,'with_people':1,'people':1}");
    expect("March", json_object_get(json_array_get(parts, 2), "activities"), "['a1']");
    expect("June", json_object_get(json_array_get(parts, 5), "activities"), "[]");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(parts, 5), "left_out")), 1);
    json_decref(answer);
}

static void
accept(const char *id, int rev, const char *type, const char *data)
{
    struct buf line = { 0 };

    add_event(&line, id, rev, type, "%s", data);
    line.ptr[line.len - 1] = '\0';
    assert_int_equal(bench_post(&bench, line.ptr, NULL), OUTCOME_APPLIED);
    buf_free(&line);
}

static const json_t *
record_measure(const json_t *answer)
{
    const json_t *measure, *found = NULL;
    size_t i;

    json_array_foreach(json_object_get(answer, "measures"), i, measure)
        if (json_object_get(measure, "records"))
            found = measure;
    return found;
}

static void
with_a_limit__the_last_records_are_told_and_the_others_counted(void **state)
{
    const struct explain_question question = {
        .indicator = STR("publicity_reach"), .unit = STR("gate"), .period = STR("2025"), .limit = 1,
    };
    const json_t *whole, *measure;
    json_t *all, *answer;
    size_t count;

    (void)state;
    accept("m3", 1, "publicity.put", "\"unit\":\"gate\",\"channel\":\"board\",\"reach\":5,\"at\":\"2025-04-01\"");
    accept("m2", 1, "publicity.put", "\"unit\":\"gate\",\"channel\":\"board\",\"reach\":9,\"at\":\"2025-04-03\"");
    all = explain_of("publicity_reach", NULL);
    answer = explain_with(&question);
    whole = record_measure(all);
    measure = record_measure(answer);
    count = json_array_size(json_object_get(whole, "records"));
    assert_int_equal(count, 3);
    assert_true(json_equal(json_array_get(json_object_get(whole, "records"), count - 1),
                           json_array_get(json_object_get(measure, "records"), 0)));
    assert_int_equal(json_array_size(json_object_get(measure, "records")), 1);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(measure, "left_out"), "records")), (json_int_t)count - 1);
    json_decref(answer);
    json_decref(all);
}

static json_int_t
people_of_street(void)
{
    const struct explain_question question = { .indicator = STR("participation_rate"), .unit = STR("street"), .period = STR("2025") };
    json_t *answer = explain_with(&question);
    json_int_t people = json_integer_value(json_object_get(answer, "numerator"));

    json_decref(answer);
    return people;
}

/* A unit with others below it keeps the unions of its months: an explanation borrows them, and says what holds now. */
static void
between_two_publications__who_came_and_who_left_are_told(void **state)
{
    (void)state;
    accept("s", 1, "unit.put", "\"unit\":\"street\",\"level\":\"street\",\"at\":\"2020-01-01\"");
    accept("u", 2, "unit.put", "\"unit\":\"gate\",\"level\":\"community\",\"name\":\"Gate\",\"parent\":\"street\",\"at\":\"2020-01-01\"");
    accept("h3", 1, "person.put", "\"person\":\"p3\",\"home\":\"gate\",\"at\":\"2024-01-01\"");
    bench_publish(&bench);
    assert_int_equal(people_of_street(), 2);
    accept("n4", 1, "attendance", "\"activity\":\"a2\",\"person\":\"p3\",\"status\":\"present\"");
    assert_int_equal(people_of_street(), 3);
    assert_int_equal(people_of_street(), 3);
    bench_publish(&bench);
    assert_int_equal(people_of_street(), 3);
    accept("r", 1, "retract", "\"source\":\"test\",\"id\":\"n4\"");
    assert_int_equal(people_of_street(), 2);
    bench_publish(&bench);
    assert_int_equal(people_of_street(), 2);
}

/* By November the lecture was held and May is over: of the weights 1 and 2, and 1 that December can still bring, 2 of 4. */
static void
of_a_plan__the_best_is_that_all_is_done_that_is_not_over(void **state)
{
    json_t *answer;

    (void)state;
    accept("i3", 1, "plan.put", "\"item\":\"i3\",\"unit\":\"gate\",\"window\":\"2025-12\"");
    answer = explain_of("plan_completion", NULL);
    expect("the outlook", json_object_get(json_object_get(answer, "outlook"), "best_possible"),
           "{'numerator':2,'denominator':4,'value':'50.00'}");
    json_decref(answer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people__come_with_their_sessions_and_what_brings_the_bounds),
        cmocka_unit_test(a_posted_target__comes_with_what_is_due_of_it),
        cmocka_unit_test(attendances_and_counts__come_with_what_each_session_adds),
        cmocka_unit_test(periods__come_with_the_sessions_that_met_them),
        cmocka_unit_test(a_plan__comes_item_by_item),
        cmocka_unit_test(a_gap__comes_with_the_sessions_at_its_ends),
        cmocka_unit_test(records__come_with_their_data_and_positions),
        cmocka_unit_test(venues__come_with_their_weeks),
        cmocka_unit_test(lists__come_entry_by_entry),
        cmocka_unit_test(a_figure_made_of_others__comes_with_them),
        cmocka_unit_test(a_score__comes_component_by_component),
        cmocka_unit_test(with_a_limit__the_sessions_with_the_most_people_are_told_and_the_others_counted),
        cmocka_unit_test(with_a_limit__the_last_records_are_told_and_the_others_counted),
        cmocka_unit_test(of_a_plan__the_best_is_that_all_is_done_that_is_not_over),
        cmocka_unit_test(between_two_publications__who_came_and_who_left_are_told),
    };

    return cmocka_run_group_tests_name("explain", tests, set_up, tear_down);
}
