/* SPDX-License-Identifier: MIT */
/*
 * Identities, revisions, retractions and what is refused (domain.md D2), with
 * the engine over a real store: events go in as lines, figures and the states
 * of the log's view come out.
 */
#include "lib/engine/ledger.h"

#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/events.h"
#include "tests/support/random_set.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct engine_bench bench;
static struct arena arena;
static struct refusal refusal; /* of the last post */

static const char *line_of(const char *source, const char *id, unsigned rev, const char *type, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
static enum outcome post(const char *source, const char *id, unsigned rev, const char *type, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

__attribute__((format(printf, 5, 0))) static const char *
format_line(const char *source, const char *id, unsigned rev, const char *type, const char *format, va_list args)
{
    char data[512];

    vsnprintf(data, sizeof data, format, args);
    return arena_printf(&arena,
                        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"rev\":%u,\"type\":\"turnout.%s\","
                        "\"time\":\"2025-01-01T00:00:00+08:00\",\"data\":{%s}}",
                        id, source, rev, type, data).ptr;
}

static const char *
line_of(const char *source, const char *id, unsigned rev, const char *type, const char *format, ...)
{
    const char *line;
    va_list args;

    va_start(args, format);
    line = format_line(source, id, rev, type, format, args);
    va_end(args);
    return line;
}

static enum outcome
post(const char *source, const char *id, unsigned rev, const char *type, const char *format, ...)
{
    const char *line;
    va_list args;

    va_start(args, format);
    line = format_line(source, id, rev, type, format, args);
    va_end(args);
    return bench_post(&bench, line, &refusal);
}

/* A session of the gate community with population 10, and residents 1 and 2. */
static int
set_up(void **state)
{
    (void)state;
    bench_start(&bench);
    post("s", "gate", 1, "unit.put", "\"unit\":\"gate\",\"level\":\"community\"");
    post("s", "pop", 1, "population.put", "\"unit\":\"gate\",\"basis\":\"usual\",\"count\":10");
    post("s", "p1", 1, "person.put", "\"person\":\"one\",\"home\":\"gate\"");
    post("s", "p2", 1, "person.put", "\"person\":\"two\",\"home\":\"gate\"");
    post("s", "games", 1, "activity.held", "\"activity\":\"games\",\"unit\":\"gate\",\"category\":\"sport\",\"start\":\"2025-05-01\"");
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    bench_stop(&bench);
    arena_free(&arena);
    return 0;
}

static enum outcome
attend(const char *id, unsigned rev, const char *person, const char *status)
{
    return post("s", id, rev, "attendance", "\"activity\":\"games\",\"person\":\"%s\",\"status\":\"%s\"", person, status);
}

static enum outcome
retract(const char *id, unsigned rev, const char *target, unsigned target_rev)
{
    return post("s", id, rev, "retract", "\"source\":\"s\",\"id\":\"%s\",\"rev\":%u", target, target_rev);
}

/* The year's participation of the gate: "2/10", or "no_data"; after a restart the same, and after one from saved sessions. */
static const char *
participation(void)
{
    static const char begin[] = "participation gate t: c: g: 2025 ";
    const char *line = NULL;

    for (int round = 0; round < 3; round++) {
        size_t count;
        const char *again;
        bench_publish(&bench);
        again = strstr(bench_figures(&bench, &arena, &count).ptr, begin);
        again = again ? arena_printf(&arena, "%.*s", (int)strcspn(again, "["), again + sizeof begin - 1).ptr : "none";
        if (line)
            assert_string_equal(line, again);
        line = again;
        if (round == 1)
            bench_save(&bench);
        bench_restart(&bench);
    }
    return line;
}

static void
expect_people(int people)
{
    const char *begin = arena_printf(&arena, "ok %d/10 ", people).ptr, *found = participation();

    if (strncmp(found, begin, strlen(begin)) != 0)
        check_failed("%s instead of %s", found, begin);
}

static void
expect_state(const char *id, unsigned rev, const char *expected)
{
    bench_publish(&bench);
    assert_string_equal(bench_state(&bench, &arena, id, rev).ptr, expected);
}

/* ---- the same identity again ---- */

static void
the_same_content__is_a_duplicate_however_it_is_written(void **state)
{
    (void)state;
    assert_int_equal(attend("a", 1, "one", "present"), OUTCOME_APPLIED);
    assert_int_equal(attend("a", 1, "one", "present"), OUTCOME_DUPLICATE);
    assert_int_equal(bench_post(&bench,
                                "{\"data\": {\"status\": \"present\", \"person\": \"one\", \"activity\": \"g\\u0061mes\"}, \"rev\": 1, \"id\": \"a\","
                                "\"time\": \"2025-01-01T00:00:00+08:00\", \"type\": \"turnout.attendance\", \"source\": \"s\", \"specversion\": \"1.0\"}",
                                &refusal),
                     OUTCOME_DUPLICATE);
    expect_people(1);
}

static void
other_content_of_the_same_rev__is_a_conflict_and_changes_nothing(void **state)
{
    (void)state;
    attend("a", 1, "one", "present");
    assert_int_equal(attend("a", 1, "one", "absent"), OUTCOME_CONFLICT);
    assert_int_equal(refusal.code, REFUSED_CONFLICT);
    assert_int_equal(attend("a", 1, "two", "present"), OUTCOME_CONFLICT); /* the person is content, too */
    assert_int_equal(post("s", "a", 1, "headcount", "\"activity\":\"games\",\"total\":9"), OUTCOME_CONFLICT);
    expect_people(1);
    expect_state("a", 1, "applied");
}

static void
another_source__is_another_identity(void **state)
{
    (void)state;
    attend("a", 1, "one", "present");
    assert_int_equal(post("t", "a", 1, "attendance", "\"activity\":\"games\",\"person\":\"two\",\"status\":\"present\""), OUTCOME_APPLIED);
    expect_people(2);
}

static void
a_higher_rev__supersedes_and_a_lower_one_is_stale(void **state)
{
    (void)state;
    assert_int_equal(attend("a", 3, "one", "present"), OUTCOME_APPLIED);
    assert_int_equal(attend("a", 2, "one", "absent"), OUTCOME_STALE);
    expect_people(1);
    assert_int_equal(attend("a", 10, "one", "absent"), OUTCOME_APPLIED);
    expect_people(0);
    assert_int_equal(attend("a", 9, "one", "present"), OUTCOME_STALE); /* as numbers */
    expect_people(0);
    assert_int_equal(attend("a", 3, "one", "present"), OUTCOME_DUPLICATE);
    assert_int_equal(attend("a", 2, "one", "present"), OUTCOME_CONFLICT); /* also of what is stale */
    expect_state("a", 2, "superseded");
    expect_state("a", 3, "superseded");
    expect_state("a", 10, "applied");
}

static void
a_correction__may_be_about_something_else_altogether(void **state)
{
    (void)state;
    attend("a", 1, "one", "present");
    attend("b", 1, "two", "present");
    assert_int_equal(post("s", "a", 2, "headcount", "\"activity\":\"games\",\"total\":9"), OUTCOME_APPLIED);
    expect_people(1);
    assert_int_equal(attend("a", 3, "one", "late"), OUTCOME_APPLIED);
    expect_people(2);
}

/* ---- retractions ---- */

static void
a_retraction__takes_back_what_it_names_up_to_its_rev(void **state)
{
    static const struct {
        unsigned rev, retracted;
        int people;
        const char *state;
    } rows[] = { { 1, 1, 0, "retracted" }, { 2, 1, 1, "applied" }, { 2, 2, 0, "retracted" }, { 2, 9, 0, "retracted" } };

    for (size_t i = 0; i < 2 * sizeof rows / sizeof *rows; i++) {
        bool first = i % 2; /* the retraction comes first */
        if (first)
            assert_int_equal(retract("r", 1, "a", rows[i / 2].retracted), OUTCOME_PENDING);
        assert_int_equal(attend("a", rows[i / 2].rev, "one", "present"), OUTCOME_APPLIED);
        if (!first)
            assert_int_equal(retract("r", 1, "a", rows[i / 2].retracted), OUTCOME_APPLIED);
        expect_people(rows[i / 2].people);
        expect_state("a", rows[i / 2].rev, rows[i / 2].state);
        expect_state("r", 1, "applied");
        tear_down(state);
        set_up(state);
    }
}

static void
a_higher_rev__brings_back_what_was_retracted(void **state)
{
    (void)state;
    attend("a", 1, "one", "present");
    retract("r", 1, "a", 2);
    assert_int_equal(attend("a", 2, "one", "present"), OUTCOME_APPLIED);
    expect_people(0); /* the retraction reaches it */
    expect_state("a", 2, "retracted");
    assert_int_equal(attend("a", 3, "one", "present"), OUTCOME_APPLIED);
    expect_people(1);
    expect_state("a", 3, "applied");
}

static void
a_retraction__waits_for_its_target(void **state)
{
    (void)state;
    assert_int_equal(retract("r", 1, "a", 1), OUTCOME_PENDING);
    expect_state("r", 1, "pending");
    attend("a", 1, "one", "present");
    expect_state("r", 1, "applied");
    expect_state("a", 1, "retracted");
}

static void
a_retraction_of_a_retraction__is_accepted_and_has_no_effect(void **state)
{
    (void)state;
    attend("a", 1, "one", "present");
    retract("r", 1, "a", 1);
    assert_int_equal(retract("rr", 1, "r", 1), OUTCOME_APPLIED);
    expect_people(0);
    expect_state("r", 1, "applied");
    expect_state("rr", 1, "applied");
    assert_int_equal(retract("self", 1, "self", 9), OUTCOME_APPLIED);
    assert_int_equal(retract("qq", 1, "q", 1), OUTCOME_PENDING);
    expect_state("qq", 1, "pending");
    retract("q", 1, "b", 1);
    expect_state("qq", 1, "applied"); /* what it names is there, to no effect */
    expect_people(0);
}

static void
a_superseded_retraction__lets_go_of_what_it_named(void **state)
{
    (void)state;
    attend("a", 1, "one", "present");
    attend("b", 1, "two", "present");
    retract("r", 1, "a", 1);
    expect_people(1);
    assert_int_equal(retract("r", 2, "b", 1), OUTCOME_APPLIED);
    expect_people(1);
    expect_state("a", 1, "applied");
    expect_state("b", 1, "retracted");
    assert_int_equal(retract("r", 1, "a", 1), OUTCOME_DUPLICATE);
    assert_int_equal(post("s", "r", 3, "headcount", "\"activity\":\"games\",\"total\":2"), OUTCOME_APPLIED);
    expect_people(2); /* it is no retraction any more */
}

static void
of_two_retractions__one_is_enough(void **state)
{
    (void)state;
    attend("a", 1, "one", "present");
    retract("r", 1, "a", 1);
    retract("q", 1, "a", 1);
    retract("r", 2, "nothing", 1);
    expect_people(0);
    retract("q", 2, "nothing", 1);
    expect_people(1);
}

static void
a_retracted_session__leaves_what_names_it_inactive(void **state)
{
    (void)state;
    attend("a", 1, "one", "present");
    post("s", "h", 1, "headcount", "\"activity\":\"games\",\"total\":5");
    retract("r", 1, "games", 1);
    assert_string_equal(participation(), "none");
    expect_state("games", 1, "retracted");
    expect_state("a", 1, "inactive");
    expect_state("h", 1, "inactive");
    post("s", "games", 2, "activity.held", "\"activity\":\"games\",\"unit\":\"gate\",\"category\":\"sport\",\"start\":\"2025-05-01\"");
    expect_people(1);
    expect_state("a", 1, "applied");
    expect_state("h", 1, "applied");
}

static void
a_void__and_its_retraction(void **state)
{
    (void)state;
    attend("a", 1, "one", "present");
    assert_int_equal(post("s", "v", 1, "activity.void", "\"activity\":\"games\""), OUTCOME_APPLIED);
    assert_string_equal(participation(), "none");
    expect_state("a", 1, "inactive");
    expect_state("games", 1, "inactive");
    expect_state("v", 1, "applied");
    retract("r", 1, "v", 1);
    expect_people(1);
    expect_state("v", 1, "retracted");
    expect_state("games", 1, "applied");
    assert_int_equal(post("s", "w", 1, "activity.void", "\"activity\":\"unheard\""), OUTCOME_PENDING);
    expect_state("w", 1, "pending");
}

/* No restart in between: what readers were told must be taken back. */
static void
what_a_void_silenced__is_told_again_when_the_void_goes(void **state)
{
    (void)state;
    expect_state("games", 1, "applied");
    post("s", "v", 1, "activity.void", "\"activity\":\"games\"");
    expect_state("games", 1, "inactive");
    retract("r", 1, "v", 1);
    expect_state("games", 1, "applied");
    post("s", "v", 2, "activity.void", "\"activity\":\"games\"");
    expect_state("games", 1, "inactive");
    post("s", "v", 3, "activity.void", "\"activity\":\"another\"");
    expect_state("games", 1, "applied");
    expect_state("v", 3, "pending");
}

/* Its activity is no longer the one it named: the void waits again. */
static void
a_void__waits_again_when_its_activity_is_another_one(void **state)
{
    (void)state;
    post("s", "show", 1, "activity.held", "\"activity\":\"show\",\"unit\":\"gate\",\"category\":\"culture\",\"start\":\"2025-05-01\"");
    post("s", "v", 1, "activity.void", "\"activity\":\"show\"");
    post("s", "h", 1, "headcount", "\"activity\":\"show\",\"total\":3");
    expect_state("v", 1, "applied");
    post("s", "show", 2, "activity.held", "\"activity\":\"opera\",\"unit\":\"gate\",\"category\":\"culture\",\"start\":\"2025-05-01\"");
    expect_state("v", 1, "pending");
    expect_state("h", 1, "pending");
    post("s", "later", 1, "headcount", "\"activity\":\"opera\",\"total\":3"); /* posted while it was known */
    post("s", "show", 3, "activity.held", "\"activity\":\"ballet\",\"unit\":\"gate\",\"category\":\"culture\",\"start\":\"2025-05-01\"");
    expect_state("later", 1, "pending");
}

/* ---- what waits ---- */

static void
what_waits__is_applied_when_the_thing_appears_and_waits_again_when_it_goes(void **state)
{
    (void)state;
    assert_int_equal(post("s", "p3", 1, "person.put", "\"person\":\"three\",\"home\":\"bridge\""), OUTCOME_PENDING);
    assert_int_equal(post("s", "show", 1, "activity.held",
                          "\"activity\":\"show\",\"unit\":\"bridge\",\"category\":\"culture\",\"start\":\"2025-05-01\""),
                     OUTCOME_PENDING);
    assert_int_equal(post("s", "b", 1, "attendance", "\"activity\":\"show\",\"person\":\"three\",\"status\":\"present\""), OUTCOME_PENDING);
    expect_state("show", 1, "pending");
    expect_state("b", 1, "pending");
    post("s", "bridge", 1, "unit.put", "\"unit\":\"bridge\",\"level\":\"community\"");
    expect_state("p3", 1, "applied");
    expect_state("show", 1, "applied");
    expect_state("b", 1, "applied");
    retract("r", 1, "bridge", 1);
    expect_state("bridge", 1, "retracted");
    expect_state("p3", 1, "pending");
    expect_state("show", 1, "pending");
    expect_state("b", 1, "pending");
}

/* What was there when an event came is gone before anybody looked. */
static void
what_was_known_for_a_moment__leaves_what_named_it_waiting(void **state)
{
    const char *lines[] = {
        line_of("s", "bridge", 1, "unit.put", "\"unit\":\"bridge\",\"level\":\"community\""),
        line_of("s", "p3", 1, "person.put", "\"person\":\"three\",\"home\":\"bridge\""),
        line_of("s", "show", 1, "activity.held", "\"activity\":\"show\",\"unit\":\"gate\",\"category\":\"culture\",\"start\":\"2025-05-01\""),
        line_of("s", "h", 1, "headcount", "\"activity\":\"show\",\"total\":3"),
        line_of("s", "show", 2, "activity.held", "\"activity\":\"opera\",\"unit\":\"gate\",\"category\":\"culture\",\"start\":\"2025-05-01\""),
        line_of("s", "t", 1, "team.put", "\"team\":\"drum\",\"unit\":\"gate\""),
        line_of("s", "j", 1, "team.join", "\"team\":\"drum\",\"person\":\"one\""),
        line_of("s", "r", 1, "retract", "\"source\":\"s\",\"id\":\"bridge\""),
        line_of("s", "q", 1, "retract", "\"source\":\"s\",\"id\":\"t\""),
    };

    (void)state;
    bench_post_together(&bench, lines, sizeof lines / sizeof *lines);
    expect_state("p3", 1, "pending");
    expect_state("h", 1, "pending");
    expect_state("j", 1, "pending");
    expect_state("games", 1, "applied");
}

/* ---- cycles ---- */

static enum outcome
put_unit(const char *id, unsigned rev, const char *unit, const char *parent, const char *at)
{
    return post("s", id, rev, "unit.put", "\"unit\":\"%s\",\"level\":\"grid\"%s,\"at\":\"%s\"", unit,
                parent ? arena_printf(&arena, ",\"parent\":\"%s\"", parent).ptr : "", at);
}

static const char *
parent_of(const char *unit)
{
    const char *begin = arena_printf(&arena, "teams %s ", unit).ptr;
    size_t count;

    bench_publish(&bench);
    return strstr(bench_figures(&bench, &arena, &count).ptr, begin) ? "known" : "unknown";
}

static void
a_cycle__is_refused_and_what_was_accepted_first_stays(void **state)
{
    (void)state;
    assert_int_equal(put_unit("a", 1, "a", NULL, "2025-01-01"), OUTCOME_APPLIED);
    assert_int_equal(put_unit("b", 1, "b", "a", "2025-01-01"), OUTCOME_APPLIED);
    assert_int_equal(put_unit("c", 1, "c", "b", "2025-01-01"), OUTCOME_APPLIED);
    assert_int_equal(put_unit("x", 1, "a", "c", "2025-06-01"), OUTCOME_REJECTED);
    assert_int_equal(refusal.code, REFUSED_CYCLE);
    assert_string_equal(refusal.path, "data.parent");
    assert_int_equal(put_unit("y", 1, "a", "gate", "2025-06-01"), OUTCOME_APPLIED);
    assert_int_equal(bench_state(&bench, &arena, "x", 1).len, 0); /* not in the log */
}

static enum outcome
merge(const char *id, unsigned rev, const char *from, const char *into)
{
    return post("s", id, rev, "person.merge", "\"from\":\"%s\",\"into\":\"%s\"", from, into);
}

static void
merged_persons__count_once_and_apart_again_after_a_retraction(void **state)
{
    (void)state;
    attend("a1", 1, "one", "present");
    attend("a2", 1, "two", "present");
    expect_people(2);
    assert_int_equal(merge("m", 1, "one", "two"), OUTCOME_APPLIED);
    expect_people(1);
    attend("a3", 1, "third", "present"); /* of unknown home, until it is the same person, too */
    assert_int_equal(merge("n", 1, "third", "one"), OUTCOME_APPLIED);
    expect_people(1);
    retract("r", 1, "m", 1);
    expect_people(2);
}

static void
a_merge_that_leads_back__is_refused(void **state)
{
    (void)state;
    assert_int_equal(merge("m", 1, "one", "two"), OUTCOME_APPLIED);
    assert_int_equal(merge("n", 1, "two", "three"), OUTCOME_APPLIED);
    assert_int_equal(merge("x", 1, "three", "one"), OUTCOME_REJECTED);
    assert_int_equal(refusal.code, REFUSED_CYCLE);
    assert_string_equal(refusal.path, "data.into");
    assert_int_equal(merge("m", 2, "three", "one"), OUTCOME_APPLIED); /* in place of what led there */
    assert_int_equal(merge("x", 1, "one", "two"), OUTCOME_REJECTED);
    retract("r", 1, "n", 1);
    assert_int_equal(merge("x", 1, "one", "two"), OUTCOME_APPLIED);
}

/* The correction takes the root away that made the cycle impossible to see. */
static void
a_correction__that_closes_a_cycle_is_refused(void **state)
{
    (void)state;
    put_unit("a", 1, "a", NULL, "2025-01-01");
    put_unit("b", 1, "b", "a", "2025-01-01");
    assert_int_equal(put_unit("a", 2, "a", "b", "2025-01-01"), OUTCOME_REJECTED);
    assert_int_equal(refusal.code, REFUSED_CYCLE);
    post("s", "t", 1, "activity.held", "\"activity\":\"t\",\"unit\":\"b\",\"category\":\"sport\",\"start\":\"2025-05-01\"");
    assert_string_equal(parent_of("b"), "known");
    assert_string_equal(parent_of("a"), "known");
    assert_int_equal(put_unit("a", 2, "a", "gate", "2025-01-01"), OUTCOME_APPLIED);
}

/* Which of the two links holds is decided by identity, before the new one is in the log. */
static void
a_second_link_of_the_same_date__is_checked_for_cycles(void **state)
{
    (void)state;
    put_unit("m", 1, "a", NULL, "2025-01-01");
    put_unit("b", 1, "b", "a", "2025-01-01");
    assert_int_equal(put_unit("z", 1, "a", "b", "2025-01-01"), OUTCOME_REJECTED); /* would hold */
    assert_int_equal(put_unit("c", 1, "a", "b", "2025-01-01"), OUTCOME_APPLIED);  /* "m" is greater: it does not */
    assert_int_equal(put_unit("d", 1, "a", "gate", "2025-01-01"), OUTCOME_APPLIED);
}

static void
a_cycle_of_units_that_wait__is_refused(void **state)
{
    (void)state;
    assert_int_equal(put_unit("a", 1, "a", "b", "2025-01-01"), OUTCOME_PENDING);
    assert_int_equal(put_unit("b", 1, "b", "a", "2025-01-01"), OUTCOME_REJECTED);
    assert_int_equal(put_unit("b", 1, "b", "gate", "2025-01-01"), OUTCOME_APPLIED);
    expect_state("a", 1, "applied");
}

/* Retracting the later link of b lays the cycle bare: it is broken at its greatest link, and both units stay. */
static void
a_cycle_that_comes_by_a_retraction__is_broken(void **state)
{
    (void)state;
    put_unit("a", 1, "a", "b", "2025-02-01");
    put_unit("b2", 1, "b", NULL, "2025-01-01");
    put_unit("b1", 1, "b", "a", "2025-01-01"); /* "b2" is greater */
    post("s", "t", 1, "activity.held", "\"activity\":\"t\",\"unit\":\"b\",\"category\":\"sport\",\"start\":\"2025-05-01\"");
    assert_string_equal(parent_of("b"), "known");
    assert_string_equal(parent_of("a"), "unknown"); /* nothing happens in it */
    retract("r", 1, "b2", 1);
    assert_string_equal(parent_of("b"), "known");
    assert_string_equal(parent_of("a"), "known"); /* b is below it now; a's own link was the greatest */
    bench_restart(&bench);
    assert_string_equal(parent_of("a"), "known");
}

/* ---- any order ---- */

enum { SETS = 24, ORDERS = 4, BATCH = 5 };

static void
post_shuffled(unsigned seed, unsigned order)
{
    json_t *events = random_set(seed);

    shuffle(events, seed * 100 + order);
    for (size_t i = 0; i < json_array_size(events); i += BATCH) {
        char *lines[BATCH];
        size_t count = 0;
        for (; count < BATCH && i + count < json_array_size(events); count++)
            lines[count] = json_dumps(json_array_get(events, i + count), JSON_COMPACT);
        bench_post_together(&bench, (const char *const *)lines, count);
        assert_int_equal(bench_post(&bench, lines[0], NULL), OUTCOME_DUPLICATE);
        if (i % (order + 2) == 0)
            bench_publish(&bench);
        while (count > 0)
            free(lines[--count]);
    }
    bench_publish(&bench);
    json_decref(events);
}

static void
any_order__of_revisions_retractions_and_voids_gives_the_same_figures_and_states(void **state)
{
    (void)state;
    for (unsigned seed = 101; seed < 101 + SETS; seed++) {
        struct arena kept = { 0 };
        struct str figures = { 0 }, states = { 0 };

        for (unsigned order = 0; order < ORDERS; order++) {
            struct str new_figures, new_states;
            size_t count;
            tear_down(state);
            bench_start(&bench);
            post_shuffled(seed, order);
            new_figures = bench_figures(&bench, &kept, &count);
            new_states = bench_states(&bench, &kept);
            if (order == 0) {
                figures = new_figures;
                states = new_states;
            }
            if (!str_eq(figures, new_figures))
                check_failed("set %u, order %u\n%s\ninstead of\n%s", seed, order, new_figures.ptr, figures.ptr);
            if (!str_eq(states, new_states))
                check_failed("set %u, order %u\n%s\ninstead of\n%s", seed, order, new_states.ptr, states.ptr);
        }
        arena_free(&kept);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_content__is_a_duplicate_however_it_is_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_content_of_the_same_rev__is_a_conflict_and_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_source__is_another_identity, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_higher_rev__supersedes_and_a_lower_one_is_stale, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_correction__may_be_about_something_else_altogether, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_retraction__takes_back_what_it_names_up_to_its_rev, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_higher_rev__brings_back_what_was_retracted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_retraction__waits_for_its_target, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_retraction_of_a_retraction__is_accepted_and_has_no_effect, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_superseded_retraction__lets_go_of_what_it_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_two_retractions__one_is_enough, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_retracted_session__leaves_what_names_it_inactive, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_void__and_its_retraction, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_void_silenced__is_told_again_when_the_void_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_void__waits_again_when_its_activity_is_another_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_waits__is_applied_when_the_thing_appears_and_waits_again_when_it_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_known_for_a_moment__leaves_what_named_it_waiting, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cycle__is_refused_and_what_was_accepted_first_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(merged_persons__count_once_and_apart_again_after_a_retraction, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_merge_that_leads_back__is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_correction__that_closes_a_cycle_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_second_link_of_the_same_date__is_checked_for_cycles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cycle_of_units_that_wait__is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cycle_that_comes_by_a_retraction__is_broken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_order__of_revisions_retractions_and_voids_gives_the_same_figures_and_states, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
