/* SPDX-License-Identifier: MIT */
/*
 * What the checks of the data publish: the engine with a real store and the
 * rules that ship.
 */
#include "lib/base/buf.h"
#include "lib/store/finding_reader.h"
#include "tests/support/check.h"
#include "tests/support/deadline.h"
#include "tests/support/engine_bench.h"
#include "tests/support/events.h"
#include "tests/support/random_set.h"
#include "tests/support/shipped_rules.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum { SETS = 40 };

static struct shipped_rules rules;

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

static struct findings_report
read_findings(const struct engine_bench *bench, struct arena *arena)
{
    const struct report_filter all = { 0 };
    struct findings_report report;
    struct err err;
    struct reader *reader = reader_open(bench->scratch.db, &err);

    must(reader != NULL, &err);
    must(finding_reader_report(reader, &all, arena, &report, &err), &err);
    reader_close(reader);
    return report;
}

/* Publishes until the findings stand for the whole log. */
static struct findings_report
findings(struct engine_bench *bench, struct arena *arena)
{
    int64_t deadline = deadline_start();
    struct findings_report report;

    for (;;) {
        bench_publish(bench);
        report = read_findings(bench, arena);
        if (report.day.ptr && report.as_of == engine_head(bench->engine))
            return report;
        if (deadline_left(deadline) == 0)
            check_failed("the findings do not reach the end of the log");
        poll(NULL, 0, 5);
    }
}

static struct str
or_none(struct str text)
{
    return text.ptr ? text : STR("-");
}

static char *
all_findings(struct engine_bench *bench)
{
    struct arena arena = { 0 };
    struct findings_report report = findings(bench, &arena);
    struct buf text = { 0 };

    for (size_t i = 0; i < report.count; i++) {
        const struct finding_row *row = &report.findings[i].row;
        buf_printf(&text, "%.*s %.*s %.*s %.*s %.*s %.*s %.*s %.*s %.*s %llu\n", STR_ARG(row->severity), STR_ARG(row->check),
                   STR_ARG(or_none(row->unit)), STR_ARG(or_none(row->team)), STR_ARG(or_none(row->activity)),
                   STR_ARG(or_none(row->subject)), STR_ARG(or_none(row->period)), STR_ARG(row->numbers),
                   STR_ARG(row->events), (unsigned long long)row->more);
    }
    arena_free(&arena);
    buf_put_byte(&text, '\0');
    return text.ptr;
}

static void
post_all(struct engine_bench *bench, json_t *events, size_t every)
{
    for (size_t i = 0; i < json_array_size(events); i++) {
        char *line = json_dumps(json_array_get(events, i), JSON_COMPACT);
        assert_true(bench_post(bench, line, NULL) <= OUTCOME_PENDING);
        free(line);
        if (i % every == 0)
            bench_publish(bench);
    }
}

static void
findings__are_the_same_in_any_order_and_after_a_restart(void **state)
{
    size_t lines = 0;

    (void)state;
    for (unsigned seed = 1; seed <= SETS; seed++) {
        json_t *events = random_small_set(seed);
        struct engine_bench bench, other;
        char *stepwise, *afresh, *shuffled;

        bench_start_shipped(&bench, &rules);
        post_all(&bench, events, 1 + seed % 5);
        stepwise = all_findings(&bench);
        bench_restart(&bench);
        afresh = all_findings(&bench);
        bench_stop(&bench);
        shuffle(events, seed);
        bench_start_shipped(&other, &rules);
        post_all(&other, events, json_array_size(events) + 1);
        shuffled = all_findings(&other);
        bench_stop(&other);
        if (strcmp(stepwise, afresh) != 0)
            check_failed("seed %u: step by step\n%s\nafresh\n%s", seed, stepwise, afresh);
        if (strcmp(stepwise, shuffled) != 0)
            check_failed("seed %u: in order\n%s\nin another\n%s", seed, stepwise, shuffled);
        lines += *stepwise != '\0';
        free(stepwise);
        free(afresh);
        free(shuffled);
        json_decref(events);
    }
    assert_true(lines > SETS / 2);
}

static void
post(struct engine_bench *bench, const char *id, const char *type, const char *data)
{
    assert_true(bench_post_event(bench, id, type, data) <= OUTCOME_PENDING);
}

static void
a_finding__shows_twenty_events_in_order_of_their_names_and_counts_the_rest(void **state)
{
    struct arena arena = { 0 };
    struct engine_bench bench;
    struct findings_report report;

    (void)state;
    bench_start_shipped(&bench, &rules);
    for (int i = 25; i > 0; i--) {
        char id[16], data[80];
        snprintf(id, sizeof id, "p%02d", i);
        snprintf(data, sizeof data, "\"person\":\"n%d\",\"home\":\"nowhere\"", i);
        post(&bench, id, "person.put", data);
    }
    report = findings(&bench, &arena);
    assert_int_equal(report.count, 1);
    assert_true(str_eq(report.findings[0].row.check, STR("pending")));
    assert_int_equal(report.findings[0].event_count, 20);
    assert_int_equal(report.findings[0].row.more, 5);
    assert_true(str_eq(report.findings[0].events[0].id, STR("p01")));
    assert_true(str_eq(report.findings[0].events[19].id, STR("p20")));
    post(&bench, "u", "unit.put", "\"unit\":\"nowhere\",\"level\":\"community\"");
    report = findings(&bench, &arena);
    assert_int_equal(report.count, 0);
    bench_stop(&bench);
    arena_free(&arena);
}

static void
an_event_that_waits_no_more__leaves_the_findings(void **state)
{
    struct arena arena = { 0 };
    struct engine_bench bench;

    (void)state;
    bench_start_shipped(&bench, &rules);
    post(&bench, "t", "team.put", "\"team\":\"t\",\"unit\":\"nowhere\",\"kind\":\"team\"");
    post(&bench, "r", "retract", "\"source\":\"test\",\"id\":\"later\"");
    assert_int_equal(findings(&bench, &arena).count, 2);
    post(&bench, "r2", "retract", "\"source\":\"test\",\"id\":\"t\"");
    assert_int_equal(findings(&bench, &arena).count, 1);
    post(&bench, "later", "unit.put", "\"unit\":\"u\",\"level\":\"community\"");
    assert_int_equal(findings(&bench, &arena).count, 0);
    bench_stop(&bench);
    arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings__are_the_same_in_any_order_and_after_a_restart),
        cmocka_unit_test(a_finding__shows_twenty_events_in_order_of_their_names_and_counts_the_rest),
        cmocka_unit_test(an_event_that_waits_no_more__leaves_the_findings),
    };

    return cmocka_run_group_tests_name("inspection", tests, load, unload);
}
