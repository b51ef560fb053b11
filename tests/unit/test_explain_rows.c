/* SPDX-License-Identifier: MIT */
/*
 * Of random sets: what is explained is what is published, in every cell, and what is listed adds up to it.
 */
#include "lib/engine/explain.h"

#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/random_set.h"
#include "tests/support/shipped_rules.h"

#include <stdlib.h>
#include <string.h>

static struct shipped_rules rules;

static json_t *
explain_row(struct engine_bench *bench, const struct figure_row *row)
{
    const struct explain_question question = {
        .indicator = row->indicator, .unit = row->unit, .team = row->team, .category = row->category, .group = row->group,
        .period = row->period,
    };
    struct err err = { 0 };
    json_t *answer;
    bool waits;

    if (!engine_explain(bench->engine, &question, 0, &answer, &waits, &err))
        check_failed("%s", err.text);
    assert_false(waits);
    return answer;
}

static void
expect_number(const json_t *answer, const char *key, bool has, int64_t number)
{
    const json_t *found = json_object_get(answer, key);

    if (has ? !json_is_integer(found) || json_integer_value(found) != number : !json_is_null(found))
        check_failed("%s is %s%lld in the row, and in the explanation:\n%s", key, has ? "" : "not there, ", (long long)number,
                     json_dumps(answer, JSON_INDENT(1)));
}

static void
expect_text(const json_t *answer, const char *key, struct str text)
{
    const json_t *found = json_object_get(answer, key);

    if (text.ptr ? !json_is_string(found) || !str_eq(str_of(json_string_value(found)), text) : !json_is_null(found))
        check_failed("%s is %.*s in the row, and in the explanation:\n%s", key, STR_ARG(text), json_dumps(answer, JSON_INDENT(1)));
}

static void
expect_row(const json_t *answer, const struct figure_row *row)
{
    expect_text(answer, "state", row->state);
    expect_number(answer, "numerator", row->has_numerator, row->numerator);
    expect_number(answer, "denominator", row->has_denominator, row->denominator);
    expect_text(answer, "value", row->value);
    expect_text(answer, "method", row->method);
    expect_number(answer, "named", row->has_bounds, row->named);
    expect_number(answer, "lower", row->has_bounds, row->lower);
    expect_number(answer, "upper", row->has_bounds, row->upper);
    expect_text(answer, "target", row->target);
    expect_number(answer, "short", row->has_short, row->shortfall);
}

/* The first measure of that role. */
static const json_t *
measure_of(const json_t *answer, const char *role)
{
    const json_t *measure;
    size_t i;

    json_array_foreach(json_object_get(answer, "measures"), i, measure)
        if (strcmp(json_string_value(json_object_get(measure, "role")), role) == 0)
            return measure;
    return NULL;
}

static int64_t
number_of(const json_t *object, const char *key)
{
    return (int64_t)json_integer_value(json_object_get(object, key));
}

static int64_t
sum_of(const json_t *measure, const char *list, const char *key)
{
    const json_t *entry;
    int64_t sum = 0;
    size_t i;

    json_array_foreach(json_object_get(measure, list), i, entry)
        sum += number_of(entry, key);
    return sum;
}

static int64_t
least_of_sessions(const json_t *measure)
{
    const json_t *session;
    int64_t most = 0;
    size_t i;

    json_array_foreach(json_object_get(measure, "sessions"), i, session) {
        int64_t sure = number_of(session, "asked") + number_of(session, "least");
        most = sure > most ? sure : most;
    }
    return most;
}

static bool
is_kind(const json_t *measure, const char *kind)
{
    return measure && strcmp(json_string_value(json_object_get(measure, "kind")), kind) == 0;
}

static bool
is_true_of(const json_t *object, const char *key, const char *value)
{
    const json_t *found = json_object_get(object, key);

    return json_is_string(found) && strcmp(json_string_value(found), value) == 0;
}

/* Residents counted once who came once: domain.md D5 again, from what is listed. */
static void
expect_bounds(const json_t *answer, const json_t *measure, const struct figure_row *row)
{
    int64_t asked = sum_of(measure, "sessions", "asked"), most = sum_of(measure, "sessions", "most");
    int64_t population = row->has_denominator ? row->denominator : INT64_MAX;
    int64_t sure = least_of_sessions(measure), upper = row->named + most;

    if (row->named > asked)
        check_failed("%lld are named, and %lld at all sessions:\n%s", (long long)row->named, (long long)asked,
                     json_dumps(answer, JSON_INDENT(1)));
    sure = sure > population ? population : sure;
    upper = upper > population ? population : upper;
    sure = sure < row->named ? row->named : sure;
    assert_int_equal(row->lower, sure);
    assert_int_equal(row->upper, upper < sure ? sure : upper);
}

static int64_t
parts_that_are(const json_t *measure, const char *state)
{
    const json_t *part;
    int64_t count = 0;
    size_t i;

    json_array_foreach(json_object_get(measure, "parts"), i, part)
        count += is_true_of(part, "state", state);
    return count;
}

struct tried {
    size_t rows, sums, bounds, parts;
};

static void
expect_sums(const json_t *answer, const struct figure_row *row, struct tried *tried)
{
    const json_t *numerator = measure_of(answer, "numerator");
    bool is_plain = json_array_size(json_object_get(answer, "made_of")) == 0;

    if (!row->has_numerator || !is_plain)
        return;
    if (is_kind(numerator, "attendances") && !str_eq(row->indicator, STR("team_attendance"))) {
        assert_int_equal(sum_of(numerator, "sessions", "adds"), row->numerator);
        tried->sums++;
    }
    if (str_eq(row->indicator, STR("activities"))) {
        assert_int_equal(json_array_size(json_object_get(numerator, "sessions")), row->numerator);
        tried->sums++;
    }
    if (str_eq(row->indicator, STR("participation_rate")) || str_eq(row->indicator, STR("education_coverage"))) {
        expect_bounds(answer, numerator, row);
        tried->bounds++;
    }
    if (is_kind(numerator, "periods") && !json_object_get(numerator, "record_counts")) {
        assert_int_equal(parts_that_are(numerator, "met"), row->numerator);
        assert_int_equal(parts_that_are(numerator, "met") + parts_that_are(numerator, "missed"), row->denominator);
        tried->parts++;
    }
}

static void
post_all(struct engine_bench *bench, json_t *events)
{
    const json_t *event;
    size_t i;

    json_array_foreach(events, i, event) {
        char *line = json_dumps(event, JSON_COMPACT);
        struct refusal refusal;
        enum outcome outcome = bench_post(bench, line, &refusal);
        assert_int_not_equal(outcome, OUTCOME_REJECTED);
        free(line);
    }
}

static void
try_rows(struct engine_bench *bench, struct tried *tried)
{
    struct arena arena = { 0 };
    struct report_row *rows;
    size_t count;

    bench_publish(bench);
    rows = bench_rows(bench, &arena, &count);
    for (size_t i = 0; i < count; i++) {
        const struct figure_row *row = &rows[i].figure;
        json_t *answer;
        if (!str_eq(row->kind, STR("draft")))
            continue;
        answer = explain_row(bench, row);
        expect_row(answer, row);
        expect_sums(answer, row, tried);
        json_decref(answer);
        tried->rows++;
    }
    arena_free(&arena);
}

static void
any_set__is_explained_as_it_is_published(void **state)
{
    struct tried tried = { 0 };

    (void)state;
    for (unsigned seed = 0; seed < 4; seed++) {
        struct engine_bench bench = { 0 };
        json_t *events = seed % 2 ? random_small_set(seed) : random_set(seed);
        bench_start_shipped(&bench, &rules);
        post_all(&bench, events);
        try_rows(&bench, &tried);
        json_decref(events);
        bench_stop(&bench);
    }
    print_message("%zu rows, of these %zu sums, %zu bounds, %zu of sub-periods\n", tried.rows, tried.sums, tried.bounds, tried.parts);
    assert_true(tried.rows > 1000 && tried.sums > 100 && tried.bounds > 100 && tried.parts > 100);
}

static int
load(void **state)
{
    (void)state;
    shipped_rules_load(&rules);
    return 0;
}

static int
unload(void **state)
{
    (void)state;
    shipped_rules_free(&rules);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_set__is_explained_as_it_is_published),
    };

    return cmocka_run_group_tests_name("explain_rows", tests, load, unload);
}
