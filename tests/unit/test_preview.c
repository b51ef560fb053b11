/* SPDX-License-Identifier: MIT */
/*
 * A preview tells exactly what changing the rules does: rows are published by
 * the shipped rules and by edited ones, and every difference between the two
 * must have been told before, with both figures, and nothing else.
 */
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/engine/preview.h"
#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/events.h"
#include "tests/support/random_set.h"
#include "tests/support/shipped_rules.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 1, SMALL_SETS = 5 };

static const struct rule_edit edits[] = {
    { "education_coverage", "t.under(a.category, \"edu\")", "t.under(a.category, \"edu\") or a.kind == \"lecture\" or a.category == \"culture\"" },
    { "team_vitality", "points * 100 / full", "points * 90 / full" },
    { "unit_score", "points = 18", "points = 28" },
    { "cadence", "return a.role == \"host\"", "return a.kind ~= \"show\"" },
    { "plan_check", "p.kind == \"contest\"", "p.category ~= \"edu\"" },
    { "publicity", "p.delay ~= nil and p.delay <= t.param \"days\"", "p.channel ~= nil" },
    { "participation_rate", "min_times = t.integer(1)", "min_times = t.integer(2)" }, /* which group_parity reads */
    { "group_parity", "decimals = 2", "decimals = 1" },
    { "films", "", NULL },
    { "shows", "by = { \"unit\", \"team\", \"category\" }", "by = { \"team\" }" },
};

/* ---- rows as lines: "key|what it says" ---- */

struct lines {
    char **all;
    size_t count, capacity;
};

static void
add_line(struct lines *lines, struct buf *text)
{
    buf_put_byte(text, 0);
    lines->all = mem_grow(lines->all, lines->count, &lines->capacity, sizeof *lines->all);
    lines->all[lines->count++] = text->ptr;
}

static void
lines_free(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->all[i]);
    free(lines->all);
    *lines = (struct lines){ 0 };
}

static int
line_cmp(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
put_key(struct buf *text, const struct figure_row *row)
{
    buf_printf(text, "%.*s %.*s t:%.*s c:%.*s g:%.*s %.*s|", STR_ARG(row->indicator), STR_ARG(row->unit), STR_ARG(row->team),
               STR_ARG(row->category), STR_ARG(row->group), STR_ARG(row->period));
}

static void
put_content(struct buf *text, const struct figure_row *row)
{
    buf_printf(text, "%.*s %d:%lld/%d:%lld %.*s %.*s[%lld %lld %lld] %.*s %d:%d %lld %.*s %.*s %.*s", STR_ARG(row->state),
               row->has_numerator, (long long)row->numerator, row->has_denominator, (long long)row->denominator,
               STR_ARG(row->value), STR_ARG(row->method), (long long)row->named, (long long)row->lower,
               (long long)row->upper, STR_ARG(row->target), row->has_met, row->has_met && row->met,
               row->has_short ? (long long)row->shortfall : 0, STR_ARG(row->flags), STR_ARG(row->notes), STR_ARG(row->detail));
}

static struct lines
published(struct engine_bench *bench)
{
    struct arena arena = { 0 };
    struct lines lines = { 0 };
    size_t count;
    const struct report_row *rows = bench_rows(bench, &arena, &count);

    for (size_t i = 0; i < count; i++) {
        struct buf text = { 0 };
        put_key(&text, &rows[i].figure);
        put_content(&text, &rows[i].figure);
        add_line(&lines, &text);
    }
    arena_free(&arena);
    if (lines.count > 0)
        qsort(lines.all, lines.count, sizeof *lines.all, line_cmp);
    return lines;
}

static int
key_cmp(const char *a, const char *b)
{
    size_t one = (size_t)(strchr(a, '|') - a), other = (size_t)(strchr(b, '|') - b);
    int order = memcmp(a, b, one < other ? one : other);

    return order ? order : (one > other) - (one < other);
}

/* "key|before -> after", where a side may be empty. */
static void
add_difference(struct lines *told, const char *before, const char *after)
{
    const char *any = before ? before : after;
    struct buf text = { 0 };

    if (before && after && strcmp(before, after) == 0)
        return;
    buf_put(&text, any, (size_t)(strchr(any, '|') + 1 - any));
    buf_printf(&text, "%s -> %s", before ? strchr(before, '|') + 1 : "", after ? strchr(after, '|') + 1 : "");
    add_line(told, &text);
}

static int
by_key(const void *a, const void *b)
{
    return key_cmp(*(char *const *)a, *(char *const *)b);
}

static struct lines
difference(struct lines *before, struct lines *after)
{
    struct lines told = { 0 };
    size_t i = 0, k = 0;

    qsort(before->all, before->count, sizeof *before->all, by_key);
    qsort(after->all, after->count, sizeof *after->all, by_key);
    while (i < before->count || k < after->count) {
        int order = i == before->count ? 1 : k == after->count ? -1 : key_cmp(before->all[i], after->all[k]);
        add_difference(&told, order <= 0 ? before->all[i] : NULL, order >= 0 ? after->all[k] : NULL);
        i += order <= 0;
        k += order >= 0;
    }
    if (told.count > 0)
        qsort(told.all, told.count, sizeof *told.all, line_cmp);
    return told;
}

/* ---- what the preview tells ---- */

struct hearing {
    struct shipped_rules *staged;
    struct lines cells, scores;
    size_t asked;
};

static bool
on_ask(void *ctx, const struct rule_mask *left_out, const struct rule_subject *subjects, size_t count,
       struct preview_answers *answers, struct err *err)
{
    struct hearing *hearing = ctx;
    struct verdict_batch batch;

    (void)left_out;
    (void)err;
    batch = shipped_answer(hearing->staged, subjects, count);
    hearing->asked += count;
    *answers = (struct preview_answers){ .verdicts = batch.verdicts, .count = batch.count };
    return true;
}

static bool
on_ask_scores(void *ctx, const struct rule_mask *left_out, const struct score_question *questions, size_t count,
              struct preview_scores *answers, struct err *err)
{
    struct hearing *hearing = ctx;
    struct score_batch batch = shipped_answer_scores(hearing->staged, questions, count);

    (void)left_out;
    (void)err;
    *answers = (struct preview_scores){ .answers = batch.answers, .count = batch.count };
    return true;
}

static bool
on_cell(void *ctx, const struct preview_cell *cell)
{
    struct hearing *hearing = ctx;
    struct buf text = { 0 };

    put_key(&text, cell->after ? cell->after : cell->before);
    if (cell->before)
        put_content(&text, cell->before);
    buf_printf(&text, " -> ");
    if (cell->after)
        put_content(&text, cell->after);
    add_line(&hearing->cells, &text);
    assert_int_equal(cell->change, !cell->before ? CELL_NEW : !cell->after ? CELL_GONE : CELL_CHANGED);
    return true;
}

static void
put_score(struct buf *text, const struct score_row *row)
{
    buf_printf(text, "%.*s %.*s %.*s %lld/%lld", STR_ARG(row->state), STR_ARG(row->total), STR_ARG(row->grade),
               (long long)(row->has_rank ? row->rank : 0), (long long)(row->has_rank ? row->of : 0));
}

static bool
on_score(void *ctx, const struct preview_score *score)
{
    struct hearing *hearing = ctx;
    const struct score_row *any = score->after ? score->after : score->before;
    struct buf text = { 0 };

    buf_printf(&text, "%.*s %.*s t:%.*s %.*s|", STR_ARG(any->card), STR_ARG(any->unit), STR_ARG(any->team), STR_ARG(any->period));
    if (score->before)
        put_score(&text, score->before);
    buf_printf(&text, " -> ");
    if (score->after)
        put_score(&text, score->after);
    add_line(&hearing->scores, &text);
    return true;
}

static void
hear(struct engine_bench *bench, struct shipped_rules *staged, struct hearing *hearing)
{
    struct ruleset ruleset = shipped_ruleset(staged);
    const struct preview_request request = {
        .staged = &ruleset, .ask = on_ask, .ask_scores = on_ask_scores, .on_cell = on_cell, .on_score = on_score, .ctx = hearing,
    };
    struct preview_base base;
    struct preview preview;
    struct err err = { 0 };

    *hearing = (struct hearing){ .staged = staged };
    assert_true(engine_preview_base(bench->engine, &base));
    if (!preview_run(&preview, &base, &request, &err))
        check_failed("%s", err.text);
    assert_int_equal(preview.unknown, 0);
    preview_free(&preview);
    ruleset_free(&ruleset);
    if (hearing->cells.count > 0)
        qsort(hearing->cells.all, hearing->cells.count, sizeof *hearing->cells.all, line_cmp);
    if (hearing->scores.count > 0)
        qsort(hearing->scores.all, hearing->scores.count, sizeof *hearing->scores.all, line_cmp);
}

static void
expect_same(const char *what, const struct lines *told, const struct lines *done)
{
    for (size_t i = 0; i < told->count && i < done->count; i++)
        if (strcmp(told->all[i], done->all[i]) != 0)
            check_failed("%s: told\n%s\nbut it is\n%s", what, told->all[i], done->all[i]);
    if (told->count != done->count)
        check_failed("%s: told of %zu, and %zu differ: %s", what, told->count, done->count,
                     told->count > done->count ? told->all[done->count] : done->all[told->count]);
}

/* Scores as lines of the view. */
static struct lines
published_scores(struct engine_bench *bench)
{
    struct arena arena = { 0 };
    struct str text = bench_scores_short(bench, &arena);
    struct lines lines = { 0 };

    for (const char *at = text.ptr, *end; at && (end = strchr(at, '\n')) != NULL; at = end + 1) {
        struct buf line = { 0 };
        buf_put(&line, at, (size_t)(end - at));
        add_line(&lines, &line);
    }
    arena_free(&arena);
    return lines;
}

static void
post_set(struct engine_bench *bench, json_t *events)
{
    size_t count = json_array_size(events);
    char **lines = mem_array(count + 1, sizeof *lines);

    for (size_t i = 0; i < count; i++)
        lines[i] = json_dumps(json_array_get(events, i), JSON_COMPACT);
    bench_post_together(bench, (const char *const *)lines, count);
    bench_publish(bench);
    for (size_t i = 0; i < count; i++)
        free(lines[i]);
    free(lines);
    json_decref(events);
}

struct tally_of_tests {
    size_t cells, scores;
};

static void
check_edit(struct shipped_rules *live, struct shipped_rules *staged, const char *what, unsigned seed, bool small,
           struct tally_of_tests *seen)
{
    struct lines before, after, cells, scores_before, scores_after, scores;
    struct engine_bench bench;
    struct hearing hearing;

    bench_start_shipped(&bench, live);
    post_set(&bench, small ? random_small_set(seed) : random_set(seed));
    before = published(&bench);
    scores_before = published_scores(&bench);
    hear(&bench, staged, &hearing);
    bench.rules = staged;
    bench_restart(&bench);
    bench_publish(&bench);
    after = published(&bench);
    scores_after = published_scores(&bench);
    cells = difference(&before, &after);
    scores = difference(&scores_before, &scores_after);
    expect_same(what, &hearing.cells, &cells);
    expect_same(what, &hearing.scores, &scores);
    seen->cells += cells.count;
    seen->scores += scores.count;
    bench_stop(&bench);
    lines_free(&before);
    lines_free(&after);
    lines_free(&cells);
    lines_free(&scores_before);
    lines_free(&scores_after);
    lines_free(&scores);
    lines_free(&hearing.cells);
    lines_free(&hearing.scores);
}

static void
what_is_told__is_what_the_edited_rules_publish(void **state)
{
    struct shipped_rules live;

    (void)state;
    shipped_rules_load(&live);
    for (size_t e = 0; e < sizeof edits / sizeof *edits; e++) {
        struct tally_of_tests seen = { 0 };
        struct shipped_rules staged;

        shipped_rules_load_edited(&staged, &edits[e]);
        for (unsigned seed = 1; seed <= SETS; seed++)
            check_edit(&live, &staged, edits[e].plugin, seed, false, &seen);
        for (unsigned seed = 1; seed <= SMALL_SETS; seed++)
            check_edit(&live, &staged, edits[e].plugin, seed, true, &seen);
        if (seen.cells + seen.scores == 0)
            check_failed("%s: nothing differs in any set: the edit tests nothing", edits[e].plugin);
        shipped_rules_free(&staged);
    }
    shipped_rules_free(&live);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_told__is_what_the_edited_rules_publish),
    };

    return cmocka_run_group_tests_name("preview", tests, NULL, NULL);
}
