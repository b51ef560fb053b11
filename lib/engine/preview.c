/* SPDX-License-Identifier: MIT */
#include "lib/engine/preview.h"

#include "lib/base/mem.h"
#include "lib/engine/agenda.h"
#include "lib/engine/engine.h"
#include "lib/engine/engine_ask.h"
#include "lib/engine/ledger.h"
#include "lib/engine/preview_boards.h"
#include "lib/engine/preview_cells.h"
#include "lib/engine/publish.h"
#include "lib/model/facts.h"
#include "lib/model/question_pieces.h"
#include "lib/model/reading.h"
#include "lib/model/staged_verdicts.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS_MAX = 64 /* of scores that read scores */ };

struct previewing {
    struct preview *preview;
    const struct preview_base *base;
    const struct preview_request *request;
    struct scoreboard scores; /* of the staged rules */
    struct group_presence groups;
    struct agenda agenda;
    uint8_t *silent;          /* by live indicator: what it says is not known */
    uint64_t faulted[4];      /* staged plugins that failed, one bit each */
    struct rule_mask unasked; /* staged plugins that are not asked about sessions, items and records */
    struct rule_mask failed;  /* staged plugins that are not asked about figures, either */
    uint32_t by;              /* breakdowns that anything has of what is computed */
    uint64_t paused[4];       /* live plugins that do not answer, one bit each */
    struct preview_pages pages; /* by the live rules, when the staged ones have facts of their own ... */
    bool is_tried;            /* ... as they have now; */
    bool facts_moved;         /* something left these, for a plugin failed */
    bool is_broken;           /* they cannot be made: err says why */
    size_t asked;
    size_t computed, to_compute; /* years of owners, for progress */
    struct err *err;
};

static void
progress(const struct previewing *run, enum preview_step step, size_t done, size_t total)
{
    if (run->request->on_progress)
        run->request->on_progress(run->request->ctx, step, done, total);
}

/* ---- the staged rules' answers ---- */

static void
take_faults(struct previewing *run, const struct rule_fault *faults, size_t count)
{
    struct preview *preview = run->preview;
    struct arena *arena = &preview->rules.arena;

    for (size_t i = 0; i < count; i++) {
        uint32_t plugin = faults[i].plugin;
        struct preview_fault *all;
        if (plugin >= preview->rules.staged->plugin_count || (run->faulted[plugin / 64] >> (plugin % 64) & 1))
            continue;
        run->faulted[plugin / 64] |= (uint64_t)1 << (plugin % 64);
        rule_mask_set(&run->unasked, (int)plugin);
        rule_mask_set(&run->failed, (int)plugin);
        all = arena_array(arena, preview->fault_count + 1, sizeof *all);
        if (preview->fault_count > 0)
            memcpy(all, preview->faults, preview->fault_count * sizeof *all);
        all[preview->fault_count++] = (struct preview_fault){ preview->rules.staged->plugins[plugin].name,
                                                              arena_copy(arena, faults[i].message) };
        preview->faults = all;
        preview_rules_drop(&preview->rules, plugin);
        run->facts_moved = run->is_tried;
        if (run->is_tried) /* what its maps emitted leaves, as it would */
            engine_pause_plugin(run->base->engine, &faults[i]);
    }
}

static void
take_verdicts(struct previewing *run, const struct preview_answers *answers, struct staged_verdicts *verdicts)
{
    for (size_t i = 0; i < answers->count; i++) {
        struct verdict bits = answers->verdicts[i];
        bits.mask = preview_rules_bits(&run->preview->rules, &bits.mask);
        staged_verdict(verdicts, run->base->facts, &bits);
    }
    take_faults(run, answers->faults, answers->fault_count);
}

static bool
ask_verdicts(struct previewing *run)
{
    const struct preview_rules *rules = &run->preview->rules;
    const struct staged_question question = { rules->asks_sessions, rules->asks_items, rules->asked_types };
    struct facts *facts = run->base->facts;
    struct rule_subject *subjects = mem_array(ASK_AT_ONCE, sizeof *subjects);
    struct staged_verdicts verdicts = { 0 };
    size_t place = 0, count;
    bool fine = true;

    while (fine && (count = staged_subjects(facts, &question, &place, subjects, ASK_AT_ONCE)) > 0) {
        struct preview_answers answers = { 0 };
        fine = run->request->ask(run->request->ctx, &run->unasked, subjects, count, &answers, run->err);
        if (fine)
            take_verdicts(run, &answers, &verdicts);
        progress(run, PREVIEW_ASKS, place, staged_places(facts));
    }
    free(subjects);
    staged_verdicts_join(&verdicts, facts);
    return fine;
}

/* ---- facts of their own ---- */

/* Who posted what was emitted for is asked together. */
static bool
expect_origins(struct previewing *run, const struct preview_answers *answers)
{
    const struct origin_source *origins = run->base->ledger->origins;
    const struct records *records = &run->base->facts->records;
    uint64_t *seqs = mem_array(answers->count + 1, sizeof *seqs);
    size_t count = 0;
    bool fine;

    for (size_t i = 0; i < answers->count; i++) {
        const struct verdict *verdict = &answers->verdicts[i];
        if (verdict->kind == SUBJECT_RECORD && verdict->emission_count > 0 && verdict->number < records->count && records->all[verdict->number])
            seqs[count++] = records->all[verdict->number]->base.seq;
    }
    fine = count == 0 || !origins || origins->expect(origins->ctx, seqs, count, run->err);
    free(seqs);
    return fine;
}

/* What the engine asks while the facts become those of the staged rules. */
static void
answer_engine(void *ctx, const struct rule_subject *subjects, size_t count)
{
    struct previewing *run = ctx;
    struct engine *engine = run->base->engine;
    struct preview_answers answers = { 0 };
    struct rule_fault fault;

    run->is_broken = run->is_broken || !run->request->ask(run->request->ctx, &run->unasked, subjects, count, &answers, run->err) ||
                     !expect_origins(run, &answers);
    if (run->is_broken)
        return;
    engine_verdicts(engine, answers.verdicts, answers.count);
    take_faults(run, answers.faults, answers.fault_count);
    while (engine_next_fault(engine, &fault)) /* a map's; its plugin pauses already */
        take_faults(run, &fault, 1);
    run->asked += count;
    progress(run, PREVIEW_ASKS, run->asked, run->asked > staged_places(run->base->facts) ? run->asked : staged_places(run->base->facts));
}

/* ---- scores ---- */

static bool
no_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    (void)ctx;
    (void)scope;
    (void)indicator;
    (void)figure;
    return true;
}

/* All owners, as far as something is computed of them. */
static bool
is_wanted(const struct previewing *run, const struct agenda_item *item)
{
    return run->by & (item->kind == OWNER_TEAM ? BY_TEAM : BY_UNIT | BY_CATEGORY | BY_GROUP);
}

static void
rehearse(struct previewing *run, const struct sheet_settings *settings)
{
    for (size_t i = 0; i < run->agenda.count; i++) {
        const struct agenda_item *item = &run->agenda.items[i];
        struct period periods[YEAR_PERIODS];
        struct year_book book;
        if (!is_wanted(run, item))
            continue;
        year_periods(&item->year, run->base->year_start_month, periods);
        if (year_book_open(run->base->facts, item->kind, item->owner, &item->year, &book))
            for (int p = 0; p < YEAR_PERIODS; p++)
                sheet_compute(run->base->facts, settings, &book, &periods[p], no_row, run);
        year_book_close(&book);
    }
}

/* Live, its plugin would be paused for it. */
static void
blame_fold(struct previewing *run, const struct score_question *question)
{
    struct preview_rules *rules = &run->preview->rules;
    const struct rule_fault fault = {
        .plugin = rules->staged->rules[question->rule].plugin, .rule = RULE_NONE,
        .message = question_too_much(question, rules->staged, &rules->arena),
    };

    take_faults(run, &fault, 1);
}

static bool
ask_piece(struct previewing *run, struct answer_book *book, const struct score_question *questions, size_t count)
{
    struct preview_scores answers = { 0 };

    if (!run->request->ask_scores(run->request->ctx, &run->failed, questions, count, &answers, run->err))
        return false;
    for (size_t i = 0; i < answers.count; i++)
        answer_book_take(book, &answers.answers[i]);
    take_faults(run, answers.faults, answers.fault_count);
    return true;
}

static bool
ask_questions(struct previewing *run, struct answer_book *book)
{
    size_t count;
    const struct score_question *questions = answer_book_ask(book, &count);

    for (size_t at = 0, n; at < count; at += n) {
        n = question_pieces_next(questions + at, count - at);
        if (question_is_too_much(&questions[at]))
            blame_fold(run, &questions[at]);
        else if (!ask_piece(run, book, questions + at, n))
            return false;
    }
    return true;
}

/* Leaves all but the staged scores out. False: there are none. */
static bool
find_scores(const struct previewing *run, uint8_t *left_out)
{
    const struct preview_rules *rules = &run->preview->rules;
    uint8_t *scores = mem_array(rules->after.indicator_count + 1, 1);
    bool found = false;

    reading_find_scores(&rules->after, scores);
    for (size_t i = 0; i < rules->after.indicator_count; i++) {
        left_out[i] = rules->left_out_after[i] || !scores[i];
        found |= !left_out[i];
    }
    free(scores);
    return found;
}

/* A score may read a score: what is asked next is known when the first has answered. */
static bool
ask_all_scores(struct previewing *run)
{
    struct answer_book *book = &run->base->publisher->answers;
    uint8_t *left_out = mem_array(run->preview->rules.after.indicator_count + 1, 1);
    struct sheet_settings settings = {
        .ruleset = &run->preview->rules.after,
        .groups = &run->groups,
        .as_of = run->base->day,
        .year_start_month = run->base->year_start_month,
        .held = left_out,
        .answers = book,
        .sealed = &run->base->publisher->sealed.source,
    };
    bool fine = true;

    for (int round = 0; fine && find_scores(run, left_out); round++) {
        answer_book_begin(book);
        rehearse(run, &settings);
        if (book->missing == 0)
            break;
        fine = round < ROUNDS_MAX ? ask_questions(run, book)
                                  : err_set(run->err, ERR_RULE, "the staged scores leave questions without an answer");
    }
    free(left_out);
    return fine;
}

/* ---- figures ---- */

/* Of one page; book NULL: it has no rows by the facts that are there. */
typedef bool (*page_fn)(struct previewing *run, struct preview_page *page, struct year_book *book);

static bool
compare_page(struct previewing *run, struct preview_page *page, struct year_book *book)
{
    (void)run;
    return !book || (preview_page_live(page, book) && preview_page_compare(page, book));
}

static bool
keep_page(struct previewing *run, struct preview_page *page, struct year_book *book)
{
    if (!book || !preview_page_live(page, book))
        return !book;
    if (page->count > 0)
        preview_pages_put(&run->pages, page->kind, page->owner, &page->scope.period, page->rows, page->count);
    return true;
}

static bool
compare_kept(struct previewing *run, struct preview_page *page, struct year_book *book)
{
    page->count = preview_pages_get(&run->pages, page->kind, page->owner, &page->scope.period, &page->rows, &page->capacity);
    return preview_page_compare(page, book);
}

static bool
walk_year(struct previewing *run, struct preview_page *page, const struct agenda_item *item, page_fn fn)
{
    struct month_sets months = { 0 };
    struct year_people people;
    struct period periods[YEAR_PERIODS];
    struct year_book book;
    bool open = year_book_open(run->base->facts, item->kind, item->owner, &item->year, &book), fine = true;

    month_sets_begin(&months, item->year.first, YEAR_ALL, YEAR_ALL);
    book.months = &months;
    year_people_init(&people, &book.buckets, item->year.first);
    book.people = &people;
    year_periods(&item->year, run->base->year_start_month, periods);
    for (int i = 0; fine && i < YEAR_PERIODS; i++) {
        preview_page_begin(page, item->kind, item->owner, &periods[i]);
        fine = fn(run, page, open ? &book : NULL);
    }
    year_people_free(&people);
    month_sets_free(&months);
    year_book_close(&book);
    return fine;
}

static bool
walk(struct previewing *run, struct preview_page *page, page_fn fn)
{
    bool fine = true;

    for (size_t i = 0; fine && i < run->agenda.count; i++) {
        if (is_wanted(run, &run->agenda.items[i]))
            fine = walk_year(run, page, &run->agenda.items[i], fn);
        progress(run, PREVIEW_COMPUTES, ++run->computed, run->to_compute);
    }
    return fine;
}

static struct sheet_settings
settings_of(const struct previewing *run, const struct ruleset *ruleset, const uint8_t *left_out)
{
    return (struct sheet_settings){
        .ruleset = ruleset,
        .groups = &run->groups,
        .as_of = run->base->day,
        .year_start_month = run->base->year_start_month,
        .held = left_out,
        .answers = &run->base->publisher->answers,
        .sealed = &run->base->publisher->sealed.source,
    };
}

static struct score_run
score_run_of(const struct previewing *run, const struct ruleset *ruleset, const uint64_t *paused, const uint8_t *held)
{
    return (struct score_run){
        .facts = run->base->facts,
        .ruleset = ruleset,
        .paused = paused,
        .held = held,
        .day = run->base->day,
        .year_start_month = run->base->year_start_month,
    };
}

/* By both sets of rules, or by the one that `fn` looks at; staged NULL: it looks at the live one. */
static bool
walk_pages(struct previewing *run, const struct score_run *staged, page_fn fn)
{
    const struct preview_rules *rules = &run->preview->rules;
    struct preview_page page = {
        .base = run->base, .request = run->request, .preview = run->preview, .silent = run->silent, .scores = &run->scores,
        .run = staged, .before = settings_of(run, rules->live, rules->left_out),
        .after = settings_of(run, &rules->after, rules->left_out_after), .err = run->err,
    };
    bool fine = walk(run, &page, fn);

    free(page.rows);
    arena_free(&page.arena);
    return fine;
}

static bool
compare_all(struct previewing *run)
{
    const struct preview_rules *rules = &run->preview->rules;
    const struct score_run staged = score_run_of(run, &rules->after, rules->unscored, rules->left_out_after);
    const struct score_run live = score_run_of(run, rules->live, run->paused, rules->left_out);

    scoreboard_begin(&run->scores, &staged);
    return walk_pages(run, &staged, run->is_tried ? compare_kept : compare_page) &&
           preview_boards_compare(run->base, run->request, rules, &live, &run->scores, &staged);
}

static void
find_breakdowns(struct previewing *run)
{
    const struct preview_rules *rules = &run->preview->rules;

    for (size_t i = 0; i < rules->live->indicator_count; i++)
        run->by |= rules->left_out[i] ? 0 : rules->live->indicators[i].by;
    for (size_t i = 0; i < rules->after.indicator_count; i++)
        run->by |= rules->left_out_after[i] ? 0 : rules->after.indicators[i].by;
}

/* Everything that may have rows by the facts as they are. */
static void
find_agenda(struct previewing *run, struct agenda *agenda)
{
    const struct publication everything = {
        .facts = run->base->facts, .ruleset = run->base->ruleset, .year_start_month = run->base->year_start_month,
    };

    run->base->facts->all_dirty = true;
    group_presence_free(&run->groups);
    group_presence_find(run->base->facts, &run->groups);
    publication_agenda(run->base->publisher, &everything, 0, agenda);
}

static bool
work(struct previewing *run)
{
    if (!ask_verdicts(run))
        return false;
    find_agenda(run, &run->agenda);
    find_breakdowns(run);
    run->to_compute = run->agenda.count;
    return ask_all_scores(run) && compare_all(run);
}

/* The agenda with what has rows now, too. */
static void
widen_agenda(struct previewing *run)
{
    struct agenda now = { 0 };

    find_agenda(run, &now);
    for (size_t i = 0; i < now.count; i++)
        agenda_add(&run->agenda, now.items[i].kind, now.items[i].owner, &now.items[i].year, YEAR_ALL, 0);
    agenda_free(&now);
}

/* A plugin that fails at a score takes the events of its maps along. */
static bool
settle_scores(struct previewing *run)
{
    struct engine *engine = run->base->engine;

    do {
        run->facts_moved = false;
        engine_ask(engine);
        if (run->is_broken)
            return false;
        if (!engine_has_verdicts(engine))
            return err_set(run->err, ERR_RULE, "the staged rules leave questions without an answer");
        widen_agenda(run);
        if (!ask_all_scores(run))
            return false;
    } while (run->facts_moved);
    return true;
}

/* First the live figures, then the facts become those of the staged rules, then theirs. */
static bool
work_anew(struct previewing *run)
{
    struct engine_trial was;
    bool fine;

    find_agenda(run, &run->agenda);
    find_breakdowns(run);
    run->to_compute = 2 * run->agenda.count;
    if (!walk_pages(run, NULL, keep_page))
        return false;
    run->is_tried = true;
    engine_try_ruleset(run->base->engine, run->request->staged, answer_engine, run, &was);
    fine = settle_scores(run);
    run->to_compute = run->computed + run->agenda.count;
    fine = fine && compare_all(run);
    engine_end_trial(run->base->engine, &was);
    return fine;
}

bool
preview_run(struct preview *preview, const struct preview_base *base, const struct preview_request *request,
            struct err *err)
{
    struct previewing run = { .preview = preview, .base = base, .request = request, .err = err };
    bool fine;

    *preview = (struct preview){ .position = base->position };
    memcpy(run.paused, base->publisher->paused, sizeof run.paused);
    if (!preview_rules_compare(&preview->rules, base->ruleset, request->staged, run.paused, base->facts, err))
        return false;
    if (!preview_rules_differ(&preview->rules))
        return true;
    run.unasked = preview->rules.unasked;
    run.silent = mem_array(base->ruleset->indicator_count + 1, 1);
    reading_find_held(base->ruleset, run.paused, run.silent);
    scoreboard_init(&run.scores, NULL, NULL);
    fine = preview->rules.other_facts ? work_anew(&run) : work(&run);
    scoreboard_free(&run.scores);
    agenda_free(&run.agenda);
    group_presence_free(&run.groups);
    preview_pages_free(&run.pages);
    free(run.silent);
    return fine;
}

void
preview_free(struct preview *preview)
{
    preview_rules_free(&preview->rules);
    *preview = (struct preview){ 0 };
}
