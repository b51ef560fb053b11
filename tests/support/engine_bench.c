/* SPDX-License-Identifier: MIT */
#include "tests/support/engine_bench.h"

#include "lib/base/buf.h"
#include "lib/store/reader.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/random_facts.h"
#include "tests/support/sample_rules.h"
#include "tests/support/shipped_rules.h"

#include <sqlite3.h>

enum { NOW = 1800000000 /* 2027: nothing that tests post lies in the future */ };

/* The worker of the bench: yes or no by the subject alone. */
static void
answer(void *ctx, const struct rule_subject *subjects, size_t count)
{
    struct engine_bench *bench = ctx;

    if (bench->rules) {
        struct verdict_batch batch = shipped_answer(bench->rules, subjects, count);
        engine_verdicts(bench->engine, batch.verdicts, batch.count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct verdict verdict = {
            .kind = subjects[i].kind,
            .number = subjects[i].number,
            .version = subjects[i].version,
            .mask = random_answer(&subjects[i]),
        };
        engine_verdicts(bench->engine, &verdict, 1);
    }
}

/* Only the rules that ship have scores. */
static void
answer_scores(void *ctx, const struct score_question *questions, size_t count)
{
    struct engine_bench *bench = ctx;
    struct score_batch batch = shipped_answer_scores(bench->rules, questions, count);

    engine_scores(bench->engine, batch.answers, batch.count);
}

static enum outcome accept_line(struct engine_bench *bench, const char *line, struct refusal *refusal, bool *taken);

static bool
wants_interlude(void *ctx, bool interrupts)
{
    const struct bench_interludes *interludes = ((struct engine_bench *)ctx)->interludes;

    (void)interrupts;
    return interludes && !interludes->is_closed && interludes->posted < interludes->count;
}

static bool
take_interlude(void *ctx, struct err *err)
{
    struct engine_bench *bench = ctx;
    struct bench_interludes *interludes = bench->interludes;
    struct refusal refusal;

    if (interludes->look)
        interludes->look(interludes->ctx);
    if (++interludes->interludes == interludes->fails_at)
        return err_set(err, ERR_STORE, "the interlude that fails");
    must(engine_begin(bench->engine, err), err);
    for (size_t i = 0; i < interludes->at_once && interludes->posted < interludes->count && !interludes->is_closed; i++) {
        bool taken;
        if (accept_line(bench, interludes->lines[interludes->posted], &refusal, &taken) > OUTCOME_PENDING)
            check_failed("%s: %s", interludes->lines[interludes->posted], refusal.message);
        interludes->is_closed = !taken;
        interludes->posted += taken;
    }
    must(engine_commit(bench->engine, bench->clock * 1000, err), err);
    return true;
}

static void
open_engine(struct engine_bench *bench)
{
    struct engine_config config = {
        .db_path = bench->scratch.db,
        .year_start_month = 1,
        .has_as_of = true,
        .as_of = day_of(2025, 11, 15),
        .ask = answer,
        .ask_scores = answer_scores,
        .interlude = { .is_wanted = wants_interlude, .take = take_interlude },
        .ctx = bench,
    };
    struct ruleset rules = bench->rules ? shipped_ruleset(bench->rules) : *sample_rules(true);
    struct err err;

    bench->engine = engine_open(&config, &err);
    must(bench->engine != NULL, &err);
    bench->reader = line_reader_new(engine_person_key(bench->engine));
    engine_set_ruleset(bench->engine, &rules);
}

static void
close_engine(struct engine_bench *bench)
{
    line_reader_free(bench->reader);
    engine_close(bench->engine);
}

void
bench_start(struct engine_bench *bench)
{
    *bench = (struct engine_bench){ .clock = NOW };
    scratch_make(&bench->scratch);
    open_engine(bench);
}

void
bench_start_shipped(struct engine_bench *bench, struct shipped_rules *rules)
{
    *bench = (struct engine_bench){ .rules = rules, .clock = NOW };
    scratch_make(&bench->scratch);
    open_engine(bench);
}

void
bench_restart(struct engine_bench *bench)
{
    close_engine(bench);
    open_engine(bench);
}

void
bench_save(struct engine_bench *bench)
{
    struct err err = { 0 };

    must(engine_save(bench->engine, &err), &err);
    assert_int_equal(engine_unsaved(bench->engine), 0);
}

void
bench_stop(struct engine_bench *bench)
{
    close_engine(bench);
    scratch_remove(&bench->scratch);
}

void
bench_set_clock(struct engine_bench *bench, const char *instant)
{
    struct when when;

    if (!when_parse_instant(str_of(instant), &when))
        check_failed("%s is no instant", instant);
    bench->clock = when.instant;
}

static enum outcome
accept_line(struct engine_bench *bench, const char *line, struct refusal *refusal, bool *taken)
{
    struct arena arena = { 0 };
    enum outcome outcome = OUTCOME_APPLIED;
    struct event event;
    struct err err;

    if (!line_read(bench->reader, str_of(line), NOW, &arena, &event, refusal))
        check_failed("%s: %s: %s", line, refusal->path, refusal->message);
    *taken = engine_takes(bench->engine, &event);
    if (*taken)
        must(engine_accept(bench->engine, &event, &outcome, refusal, &err), &err);
    arena_free(&arena);
    return outcome;
}

enum outcome
bench_post(struct engine_bench *bench, const char *line, struct refusal *refusal)
{
    struct refusal ignored;
    enum outcome outcome;
    struct err err;
    bool taken;

    must(engine_begin(bench->engine, &err), &err);
    outcome = accept_line(bench, line, refusal ? refusal : &ignored, &taken);
    assert_true(taken);
    must(engine_commit(bench->engine, bench->clock * 1000, &err), &err);
    return outcome;
}

enum outcome
bench_post_event(struct engine_bench *bench, const char *id, const char *type, const char *data)
{
    struct buf line = { 0 };
    enum outcome outcome;

    add_event(&line, id, 1, type, "%s", data);
    line.ptr[line.len - 1] = '\0'; /* for the line feed */
    outcome = bench_post(bench, line.ptr, NULL);
    buf_free(&line);
    return outcome;
}

void
bench_post_together(struct engine_bench *bench, const char *const *lines, size_t count)
{
    struct refusal refusal;
    struct err err;
    bool taken;

    must(engine_begin(bench->engine, &err), &err);
    for (size_t i = 0; i < count; i++)
        if (accept_line(bench, lines[i], &refusal, &taken) > OUTCOME_PENDING || !taken)
            check_failed("%s: %s", lines[i], refusal.message);
    must(engine_commit(bench->engine, bench->clock * 1000, &err), &err);
}

bool
bench_publish(struct engine_bench *bench)
{
    enum publish_result result;
    struct err err;

    must(engine_publish(bench->engine, NOW, &result, &err), &err);
    assert_int_not_equal(result, PUBLISH_WAITS);
    return result == PUBLISH_DONE;
}

bool
bench_publish_with(struct engine_bench *bench, struct bench_interludes *interludes)
{
    enum publish_result result = PUBLISH_NOTHING;
    struct err err;
    bool fine;

    bench->interludes = interludes;
    fine = engine_publish(bench->engine, NOW, &result, &err);
    bench->interludes = NULL;
    if (!fine && !interludes->fails_at)
        check_failed("%s", err.text);
    if (fine)
        assert_int_equal(result, PUBLISH_DONE);
    return fine;
}

void
bench_join(struct engine_bench *bench, uint64_t at_once)
{
    struct err err;

    while (engine_is_behind(bench->engine))
        must(engine_join(bench->engine, at_once, &err), &err);
}

struct report_row *
bench_rows(const struct engine_bench *bench, struct arena *arena, size_t *count)
{
    const struct report_filter everything = { 0 };
    struct report_row *rows;
    struct reader *reader;
    struct err err;

    reader = reader_open(bench->scratch.db, &err);
    must(reader != NULL, &err);
    must(reader_report(reader, &everything, arena, &rows, count, &err), &err);
    reader_close(reader);
    return rows;
}

struct str
bench_figures(const struct engine_bench *bench, struct arena *arena, size_t *count)
{
    struct report_row *rows = bench_rows(bench, arena, count);
    struct buf text = { 0 };
    struct str kept;

    for (size_t i = 0; i < *count; i++) {
        const struct figure_row *row = &rows[i].figure;
        buf_printf(&text, "%.*s %.*s t:%.*s c:%.*s g:%.*s %.*s %.*s %lld/%lld %.*s [%lld %lld %lld] %d %lld %.*s|%.*s|%.*s\n",
                   STR_ARG(row->indicator), STR_ARG(row->unit), STR_ARG(row->team), STR_ARG(row->category),
                   STR_ARG(row->group), STR_ARG(row->period), STR_ARG(row->state), (long long)row->numerator,
                   (long long)row->denominator, STR_ARG(row->value), (long long)row->named, (long long)row->lower,
                   (long long)row->upper, row->met, (long long)row->shortfall, STR_ARG(row->flags),
                   STR_ARG(row->notes), STR_ARG(row->detail));
    }
    kept = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return kept;
}

/* A column of all rows, a line each. */
static struct str
ask(const struct engine_bench *bench, struct arena *arena, const char *sql)
{
    struct buf text = { 0 };
    sqlite3_stmt *rows;
    sqlite3 *db;
    struct str kept;

    assert_int_equal(sqlite3_open_v2(bench->scratch.db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &rows, NULL) != SQLITE_OK)
        check_failed("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(rows) == SQLITE_ROW)
        buf_printf(&text, "%s\n", (const char *)sqlite3_column_text(rows, 0));
    sqlite3_finalize(rows);
    sqlite3_close(db);
    kept = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return kept;
}

struct str
bench_scores(const struct engine_bench *bench, struct arena *arena)
{
    return ask(bench, arena, "SELECT card || ' ' || unit || ' ' || coalesce(team, '-') || ' ' || period || ' ' || row FROM ("
               "SELECT card, unit, team, period, -1 AS place, concat_row AS row FROM ("
               "SELECT *, state || ' total ' || coalesce(total, '-') || ' ' || coalesce(grade, '-') || ' ' || coalesce(rank, '-') || '/'"
               " || coalesce(\"of\", '-') || ' sum ' || coalesce(sum, '-') || ' of ' || coalesce(available, '-') || ' base ' || coalesce(base, '-')"
               " || ' + ' || coalesce(bonus, '-') || ' - ' || coalesce(penalty, '-') || ' ' || comparison || ' ' || coalesce(change, '-')"
               " || ' ' || coalesce(rank_change, '-') || ' ' || flags AS concat_row FROM score)"
               " UNION ALL SELECT card, unit, team, period, place, role || ' ' || component || ' ' || coalesce(points, '-') || ' of '"
               " || coalesce(\"full\", '-') || ' ' || state || ' ' || mark || ' ' || coalesce(value, '-') || ' self ' || coalesce(self, '-') FROM score_component)"
               " ORDER BY card, period, unit, team, place");
}

struct str
bench_scores_short(const struct engine_bench *bench, struct arena *arena)
{
    return ask(bench, arena, "SELECT card || ' ' || unit || ' t:' || coalesce(team, '') || ' ' || period || '|' || state || ' ' ||"
               " coalesce(total, '') || ' ' || coalesce(grade, '') || ' ' || coalesce(rank, 0) || '/' || coalesce(\"of\", 0)"
               " FROM score");
}

struct str
bench_states(const struct engine_bench *bench, struct arena *arena)
{
    return ask(bench, arena, "SELECT source || '/' || id || ' ' || rev || ' ' || state || ' ' || coalesce(unit, '-') || ' ' || "
                             "coalesce(local_date, '-') || ' ' || coalesce(precision, '-') FROM event_log ORDER BY source, id, rev");
}

struct str
bench_state(const struct engine_bench *bench, struct arena *arena, const char *id, unsigned rev)
{
    struct str line = ask(bench, arena, arena_printf(arena, "SELECT state FROM event_log WHERE id = '%s' AND rev = %u", id, rev).ptr);

    return arena_copy(arena, (struct str){ line.ptr, line.len ? line.len - 1 : 0 });
}
