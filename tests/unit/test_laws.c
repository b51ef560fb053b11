/* SPDX-License-Identifier: MIT */
/*
 * Laws that hold for every set of events under the rules that ship: the engine
 * with a real store, thousands of small sets.
 *
 * Each set is posted once in its order, and again in another, with repetitions,
 * in batches, published in between, restarted somewhere, with events that are
 * retracted afterwards: all figures must be equal.  Rows obey what D5 and D8
 * say of each; parents are the sums of their parts.
 */
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/events.h"
#include "tests/support/random_set.h"
#include "tests/support/shipped_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under the sanitizers; ./run test asks a build without them for 2,000, half of them each, by TURNOUT_TEST_SETS=FIRST-LAST. */
enum { SETS = 100, BATCH = 7, ONE_MORE = 3 /* sets of which one is asked what an attendance changes, another for sums */ };

static struct shipped_rules rules;

/* The lines of a set; freed by the caller. */
struct lines {
    char **lines;
    size_t count;
};

static struct lines
lines_of(const json_t *events)
{
    struct lines lines = { mem_array(json_array_size(events), sizeof(char *)), json_array_size(events) };

    for (size_t i = 0; i < lines.count; i++)
        lines.lines[i] = json_dumps(json_array_get(events, i), JSON_COMPACT);
    return lines;
}

static void
lines_free(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->lines[i]);
    free(lines->lines);
}

static void
post_in_order(struct engine_bench *bench, const json_t *events)
{
    struct lines lines = lines_of(events);

    bench_post_together(bench, (const char *const *)lines.lines, lines.count);
    bench_publish(bench);
    lines_free(&lines);
}

/* In batches; published after some; closed and opened again after one: all of the log is read again, or all since the sessions were saved. */
static void
post_disturbed(struct engine_bench *bench, const json_t *events, unsigned seed)
{
    struct lines lines = lines_of(events);
    size_t restart = seed % (lines.count / BATCH + 1);

    for (size_t at = 0, batch = 0; at < lines.count; at += BATCH, batch++) {
        size_t left = lines.count - at;
        bench_post_together(bench, (const char *const *)lines.lines + at, left < BATCH ? left : BATCH);
        if (batch % 5 == seed % 5)
            bench_publish(bench);
        if (seed % 2 == 0 && batch == restart / 2)
            bench_save(bench);
        if (batch == restart)
            bench_restart(bench);
    }
    if (seed % 4 == 0) {
        bench_save(bench);
        bench_restart(bench);
    }
    bench_publish(bench);
    lines_free(&lines);
}

static json_t *
post_of(unsigned number, const char *type, json_t *data)
{
    char id[24];

    snprintf(id, sizeof id, "late%u", number);
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:o}", "specversion", "1.0", "id", id, "source", "late", "type", type, "time",
                     "2025-01-02T00:00:00+08:00", "data", data);
}

/* Shuffled, one in four twice, and another set's events posted and taken back under names of their own. */
static json_t *
disturbed(const json_t *events, unsigned seed)
{
    json_t *other = json_deep_copy(events), *strangers = random_small_set(seed + 7777);

    for (size_t i = 0; i < json_array_size(events); i += 4)
        json_array_append(other, json_array_get(events, i));
    for (unsigned i = 0; i < 6; i++) {
        const json_t *stranger = json_array_get(strangers, (seed + i * 11) % json_array_size(strangers));
        const char *type = json_string_value(json_object_get(stranger, "type"));
        if (strcmp(type, "turnout.unit.put") == 0 || strcmp(type, "turnout.retract") == 0)
            continue; /* a link may close a cycle: what was accepted first stays */
        json_array_append_new(other, post_of(2 * i, type, json_incref(json_object_get(stranger, "data"))));
        json_array_append_new(other, post_of(2 * i + 1, "turnout.retract",
                                             json_pack("{s:s,s:s}", "source", "late", "id",
                                                       json_string_value(json_object_get(json_array_get(other, json_array_size(other) - 1), "id")))));
    }
    json_decref(strangers);
    shuffle(other, seed);
    return other;
}

static void
expect_same(unsigned seed, struct str left, struct str right)
{
    if (!str_eq(left, right))
        check_failed("seed %u: in order\n%s\ndisturbed\n%s", seed, left.ptr, right.ptr);
}

/* -- laws of single rows -- */

static int64_t
decimal(struct str text) /* in millionths; texts of the report have few digits */
{
    double value = text.ptr ? strtod(text.ptr, NULL) : 0;

    return (int64_t)(value * 1000000 + (value < 0 ? -0.5 : 0.5));
}

static void
expect_lawful(const struct figure_row *row)
{
    if (row->has_bounds && !(row->named <= row->lower && row->lower <= row->upper))
        check_failed("bounds out of order: %.*s %.*s %.*s", STR_ARG(row->indicator), STR_ARG(row->unit), STR_ARG(row->period));
    if (row->has_bounds && row->has_denominator &&
        (str_eq(row->indicator, STR("participation_rate")) || str_eq(row->indicator, STR("education_coverage"))) &&
        row->upper > (row->denominator > row->named ? row->denominator : row->named))
        check_failed("more than there are: %.*s %.*s", STR_ARG(row->unit), STR_ARG(row->period));
    if (row->has_met && row->has_short && row->met != (row->shortfall <= 0) && !str_eq(row->indicator, STR("plan_check")))
        check_failed("met and short disagree: %.*s %.*s %.*s", STR_ARG(row->indicator), STR_ARG(row->unit), STR_ARG(row->period));
    if (str_eq(row->state, STR("ok")) != (row->value.ptr != NULL) || (!row->has_numerator && decimal(row->value) != 0))
        check_failed("state and value disagree: %.*s %.*s", STR_ARG(row->indicator), STR_ARG(row->unit));
}

/* -- laws of two sets -- */

static bool
same_cell(const struct figure_row *a, const struct figure_row *b)
{
    return str_eq(a->indicator, b->indicator) && str_eq(a->unit, b->unit) && str_eq(a->team, b->team) &&
           str_eq(a->category, b->category) && str_eq(a->group, b->group) && str_eq(a->period, b->period);
}

static bool
only_grows(const struct figure_row *row)
{
    return str_eq(row->indicator, STR("participation_rate")) || str_eq(row->indicator, STR("education_coverage")) ||
           str_eq(row->indicator, STR("attendances")) || str_eq(row->indicator, STR("activities"));
}

/* Both are in report order; an attendance makes rows come (of a group), never go. */
static void
expect_nothing_lower(const struct report_row *before, size_t count, const struct report_row *after, size_t after_count)
{
    size_t at = 0;

    for (size_t i = 0; i < count; i++) {
        const struct figure_row *old = &before[i].figure;
        while (at < after_count && !same_cell(&after[at].figure, old))
            at++;
        if (at == after_count)
            check_failed("a row went: %.*s %.*s %.*s", STR_ARG(old->indicator), STR_ARG(old->unit), STR_ARG(old->period));
        if (only_grows(old) && old->has_numerator && after[at].figure.numerator < old->numerator)
            check_failed("an attendance lowered %.*s %.*s %.*s", STR_ARG(old->indicator), STR_ARG(old->unit), STR_ARG(old->period));
    }
}

static void
add_attendance(struct engine_bench *bench, unsigned seed)
{
    char line[320];

    snprintf(line, sizeof line,
             "{\"specversion\":\"1.0\",\"id\":\"one-more\",\"source\":\"late\",\"type\":\"turnout.attendance\","
             "\"time\":\"2026-01-01T00:00:00+08:00\",\"data\":{\"activity\":\"a%u\",\"person\":\"p%u\",\"status\":\"present\"}}",
             seed % 4, seed % 7);
    bench_post(bench, line, NULL);
    bench_publish(bench);
}

/* -- the law of sums: a unit has the attendances of those below it and its own -- */

static const char *
word_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* The set with one tree for all days, units that are always open, and sessions of one host: there rows add up. */
static json_t *
made_additive(const json_t *events, json_t *parents)
{
    json_t *plain = json_deep_copy(events), *event;
    size_t i;

    json_array_foreach(plain, i, event) {
        json_t *data = json_object_get(event, "data");
        const char *unit = word_of(data, "unit");
        json_object_del(data, "cohosts");
        if (strcmp(word_of(event, "type"), "turnout.unit.put") != 0)
            continue;
        if (!json_object_get(parents, unit))
            json_object_set_new(parents, unit, json_string(word_of(data, "parent") ? word_of(data, "parent") : ""));
        if (*word_of(parents, unit))
            json_object_set(data, "parent", json_object_get(parents, unit));
        else
            json_object_del(data, "parent");
        json_object_del(data, "opened");
        json_object_del(data, "closed");
    }
    return plain;
}

/* The same, but what units with others below them host themselves is hosted by a unit "own-" of theirs. */
static json_t *
with_own_apart(const json_t *plain, const json_t *parents)
{
    json_t *apart = json_array(), *copy = json_deep_copy(plain), *event, *parent;
    const char *unit;
    unsigned number = 1000;
    char own[48];
    size_t i;

    json_object_foreach((json_t *)parents, unit, parent) {
        snprintf(own, sizeof own, "own-%s", unit);
        json_array_append_new(apart, post_of(number++, "turnout.unit.put", json_pack("{s:s,s:s,s:s,s:s}", "unit", own, "level", "community",
                                                                                     "parent", unit, "at", "2020-01-01")));
    }
    json_array_foreach(copy, i, event) {
        json_t *data = json_object_get(event, "data");
        const char *type = word_of(event, "type");
        if (strcmp(type, "turnout.activity.held") == 0 || strcmp(type, "turnout.activity.cancelled") == 0) {
            snprintf(own, sizeof own, "own-%s", word_of(data, "unit"));
            json_object_set_new(data, "unit", json_string(own));
        }
    }
    json_array_extend(apart, copy);
    json_decref(copy);
    return apart;
}

/* Attendances of the unit itself and of all below it; 0 where there is no such row, or nothing in it. */
static int64_t
attendances_of(const struct report_row *rows, size_t count, const char *unit, struct str period)
{
    for (size_t i = 0; i < count; i++) {
        const struct figure_row *row = &rows[i].figure;
        if (str_eq(row->indicator, STR("attendances")) && !row->team.ptr && !row->category.ptr && str_eq(row->unit, str_of(unit)) &&
            str_eq(row->period, period))
            return row->has_numerator ? row->numerator : 0;
    }
    return 0;
}

static int64_t
sum_of_parts(const struct report_row *rows, size_t count, const struct report_row *apart, size_t apart_count, const json_t *parents,
             const char *unit, struct str period)
{
    int64_t sum;
    const char *child;
    json_t *parent;
    char own[48];

    snprintf(own, sizeof own, "own-%s", unit);
    sum = attendances_of(apart, apart_count, own, period);
    json_object_foreach((json_t *)parents, child, parent)
        if (strcmp(json_string_value(parent), unit) == 0)
            sum += attendances_of(rows, count, child, period);
    return sum;
}

/* How many units had some of both. */
static size_t
expect_sums(unsigned seed)
{
    json_t *events = random_small_set(seed), *parents = json_object(), *plain = made_additive(events, parents),
           *apart = with_own_apart(plain, parents);
    struct engine_bench together, split;
    struct arena arena = { 0 };
    struct report_row *rows, *apart_rows;
    size_t count, apart_count, both = 0;

    bench_start_shipped(&together, &rules);
    post_in_order(&together, plain);
    bench_start_shipped(&split, &rules);
    post_in_order(&split, apart);
    rows = bench_rows(&together, &arena, &count);
    apart_rows = bench_rows(&split, &arena, &apart_count);
    for (size_t i = 0; i < count; i++) {
        const struct figure_row *row = &rows[i].figure;
        int64_t sum;
        if (!str_eq(row->indicator, STR("attendances")) || row->team.ptr || row->category.ptr || !row->has_numerator)
            continue;
        sum = sum_of_parts(rows, count, apart_rows, apart_count, parents, arena_printf(&arena, "%.*s", STR_ARG(row->unit)).ptr,
                           row->period);
        if (row->numerator != sum)
            check_failed("seed %u: %.*s has %lld attendances in %.*s, its parts %lld", seed, STR_ARG(row->unit), (long long)row->numerator,
                         STR_ARG(row->period), (long long)sum);
        both += sum > attendances_of(apart_rows, apart_count, arena_printf(&arena, "own-%.*s", STR_ARG(row->unit)).ptr, row->period);
    }
    bench_stop(&together);
    bench_stop(&split);
    arena_free(&arena);
    json_decref(events);
    json_decref(parents);
    json_decref(plain);
    json_decref(apart);
    return both;
}

static size_t
hold_one_set_to_the_laws(unsigned seed)
{
    json_t *events = random_small_set(seed), *other = disturbed(events, seed);
    struct report_row *rows, *more;
    struct engine_bench left, right;
    struct arena arena = { 0 };
    size_t count, more_count;

    bench_start_shipped(&left, &rules);
    post_in_order(&left, events);
    bench_start_shipped(&right, &rules);
    post_disturbed(&right, other, seed);
    expect_same(seed, bench_figures(&left, &arena, &count), bench_figures(&right, &arena, &more_count));
    expect_same(seed, bench_scores(&left, &arena), bench_scores(&right, &arena));
    rows = bench_rows(&left, &arena, &count);
    for (size_t i = 0; i < count; i++)
        expect_lawful(&rows[i].figure);
    if (seed % ONE_MORE == 0) {
        add_attendance(&left, seed);
        more = bench_rows(&left, &arena, &more_count);
        expect_nothing_lower(rows, count, more, more_count);
    }
    bench_stop(&left);
    bench_stop(&right);
    arena_free(&arena);
    json_decref(events);
    json_decref(other);
    return count;
}

static void
any_set__obeys_the_laws(void **state)
{
    const char *sets = getenv("TURNOUT_TEST_SETS");
    unsigned first = 1, last = SETS;
    size_t rows = 0, sums = 0, summed = 0;

    (void)state;
    if (sets && sscanf(sets, "%u-%u", &first, &last) != 2)
        check_failed("TURNOUT_TEST_SETS is %s, not FIRST-LAST", sets);
    shipped_rules_load(&rules);
    for (unsigned seed = first; seed <= last; seed++) {
        rows += hold_one_set_to_the_laws(seed);
        if (seed % ONE_MORE == 1) {
            sums += expect_sums(seed);
            summed++;
        }
    }
    assert_true(sums > 0 || summed < 5);
    assert_true(rows > 100 * (size_t)(last - first + 1));
    shipped_rules_free(&rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_set__obeys_the_laws),
    };

    return cmocka_run_group_tests_name("laws", tests, NULL, NULL);
}
