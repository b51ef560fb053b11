/* SPDX-License-Identifier: MIT */
#include "lib/engine/scoreboard.h"

#include "lib/base/mem.h"
#include "lib/engine/score_inputs.h"
#include "lib/engine/score_names.h"
#include "lib/engine/score_text.h"
#include "lib/model/ranking.h"
#include "lib/store/scores.h"

#include <stdlib.h>

void
scoreboard_init(struct scoreboard *scores, struct score_table *table)
{
    *scores = (struct scoreboard){ .table = table };
}

static void
free_board(struct score_board *board)
{
    for (size_t i = 0; i < board->count; i++) {
        free(board->entries[i].inputs);
        free(board->entries[i].lines);
    }
    free(board->entries);
    codebook_free(&board->owners);
}

void
scoreboard_free(struct scoreboard *scores)
{
    for (size_t i = 0; i < scores->count; i++)
        free_board(&scores->boards[i]);
    free(scores->boards);
    free(scores->seen);
    codebook_free(&scores->names);
    codebook_free(&scores->keys);
    *scores = (struct scoreboard){ 0 };
}

bool
scoreboard_clear(struct scoreboard *scores, struct err *err)
{
    scores->renamed = true;
    return score_table_clear(scores->table, err);
}

/* ---- boards and entries ---- */

static struct score_board *
find_board(const struct scoreboard *scores, uint32_t name, const struct period *period)
{
    int32_t key[3] = { (int32_t)name, period->first, period->end };
    uint32_t place = codebook_find(&scores->keys, (struct str){ (const char *)key, sizeof key });

    return place == CODE_NONE ? NULL : &scores->boards[place];
}

static struct score_board *
board_of(struct scoreboard *scores, const struct score_run *run, uint32_t card, const struct period *period)
{
    const struct scorecard *data = &run->ruleset->cards[card];
    uint32_t name = codebook_add(&scores->names, data->name);
    struct score_board *board = find_board(scores, name, period);
    int32_t key[3] = { (int32_t)name, period->first, period->end };

    if (board)
        return board;
    codebook_add(&scores->keys, (struct str){ (const char *)key, sizeof key });
    scores->boards = mem_grow(scores->boards, scores->count, &scores->capacity, sizeof *scores->boards);
    board = &scores->boards[scores->count++];
    *board = (struct score_board){ .name = name, .card = (int)card, .period = *period };
    board->plugin = codebook_add(&scores->names, run->ruleset->plugins[data->plugin].name);
    return board;
}

/* NULL: none yet. */
static struct score_entry *
find_entry(const struct score_board *board, uint32_t owner)
{
    uint32_t place = codebook_find(&board->owners, (struct str){ (const char *)&owner, sizeof owner });

    return place == CODE_NONE ? NULL : &board->entries[place];
}

static struct score_entry *
entry_of(struct scoreboard *scores, struct score_board *board, const struct scorecard *card, uint32_t owner)
{
    struct score_entry *entry = find_entry(board, owner);

    if (entry)
        return entry;
    codebook_add(&board->owners, (struct str){ (const char *)&owner, sizeof owner });
    board->entries = mem_grow(board->entries, board->count, &board->capacity, sizeof *board->entries);
    entry = &board->entries[board->count++];
    *entry = (struct score_entry){ .owner = owner, .number = scores->next_number++ };
    entry->inputs = mem_array(card->term_count, sizeof *entry->inputs);
    entry->lines = mem_array(card->term_count, sizeof *entry->lines);
    return entry;
}

/* ---- another ruleset ---- */

static bool
is_faulted(const struct ruleset *ruleset, struct str plugin)
{
    for (size_t i = 0; i < ruleset->fault_count; i++)
        if (str_eq(ruleset->faults[i].plugin, plugin))
            return true;
    return false;
}

static bool
has_plugin(const struct ruleset *ruleset, struct str plugin)
{
    for (size_t i = 0; i < ruleset->plugin_count; i++)
        if (str_eq(ruleset->plugins[i].name, plugin))
            return true;
    return false;
}

/* Scores of a card that is gone go; those of a plugin that did not load stay as they are. */
static void
adopt_board(struct scoreboard *scores, struct score_board *board, const struct ruleset *ruleset)
{
    struct str plugin = codebook_name(&scores->names, board->plugin);

    board->card = ruleset_find_card(ruleset, codebook_name(&scores->names, board->name));
    for (size_t i = 0; i < board->count; i++) {
        struct score_entry *entry = &board->entries[i];
        size_t terms = board->card < 0 ? 0 : ruleset->cards[board->card].term_count;

        if (board->card < 0 && (has_plugin(ruleset, plugin) || !is_faulted(ruleset, plugin)))
            entry->live = false;
        free(entry->inputs);
        free(entry->lines);
        entry->inputs = mem_array(terms, sizeof *entry->inputs);
        entry->lines = mem_array(terms, sizeof *entry->lines);
    }
    if (board->card >= 0)
        board->plugin = codebook_add(&scores->names, ruleset->plugins[ruleset->cards[board->card].plugin].name);
    board->moved = true;
}

static struct hash128
rules_hash(const struct ruleset *ruleset)
{
    struct hash128 hash = { ruleset->plugin_count + 1, ruleset->fault_count };

    for (size_t i = 0; i < ruleset->plugin_count; i++) {
        const struct plugin *plugin = &ruleset->plugins[i];

        hash.low = hash_mix(hash.low, hash_mix(plugin->meaning.low, hash64(plugin->name.ptr, plugin->name.len)));
        hash.high = hash_mix(hash.high, hash_mix(plugin->meaning.high, hash64(plugin->version.ptr, plugin->version.len)));
    }
    for (size_t i = 0; i < ruleset->fault_count; i++)
        hash.low = hash_mix(hash.low, hash64(ruleset->faults[i].plugin.ptr, ruleset->faults[i].plugin.len));
    hash.low = hash_mix(hash.low, score_names_hash(ruleset));
    return hash;
}

void
scoreboard_begin(struct scoreboard *scores, const struct score_run *run)
{
    struct hash128 rules = rules_hash(run->ruleset);

    if (hash128_eq(rules, scores->rules))
        return;
    scores->rules = rules;
    scores->renamed = true;
    free(scores->seen);
    scores->seen = mem_array(run->ruleset->indicator_count + 1, sizeof *scores->seen);
    for (size_t i = 0; i < scores->count; i++)
        adopt_board(scores, &scores->boards[i], run->ruleset);
}

/* ---- one page ---- */

void
scoreboard_page(struct scoreboard *scores, enum owner_kind kind, uint32_t owner)
{
    scores->page++;
    scores->kind = kind;
    scores->owner = owner;
    scores->has_rows = false;
}

void
scoreboard_see(struct scoreboard *scores, const struct score_run *run, const struct scope *scope, uint32_t indicator,
               const struct figure *figure)
{
    const struct indicator *data = &run->ruleset->indicators[indicator];

    if (scope->category != CODE_NONE || scope->group != CODE_NONE)
        return;
    scores->has_rows = true;
    scores->unit = scope->unit;
    scores->seen[indicator] = (struct seen_figure){
        .page = scores->page,
        .input = { .value = { true, figure->state, figure->numerator, figure->denominator, data->factor },
                   .decimals = data->decimals, .missed = figure->has_target && !figure->met, .target = figure->target },
    };
}

static bool
is_paused(const struct score_run *run, uint32_t plugin)
{
    return run->paused[plugin / 64] >> (plugin % 64) & 1;
}

/* Another card's total over the same owner and period. */
static struct term_input
card_input(const struct scoreboard *scores, const struct score_run *run, uint32_t card, const struct period *period)
{
    const struct str name = run->ruleset->cards[card].name;
    const struct score_board *board = find_board(scores, codebook_find(&scores->names, name), period);
    const struct score_entry *entry = board ? find_entry(board, scores->owner) : NULL;
    struct term_input input = { .decimals = SCORE_DECIMALS };

    if (entry && entry->live)
        input.value = score_as_value(&entry->score);
    return input;
}

static void
gather_inputs(const struct scoreboard *scores, const struct score_run *run, const struct scorecard *card,
              const struct period *period, struct term_input *inputs)
{
    for (size_t i = 0; i < card->term_count; i++) {
        const struct card_term *term = &card->terms[i];

        if (term->card >= 0)
            inputs[i] = card_input(scores, run, (uint32_t)term->card, period);
        else if (scores->seen[term->indicator].page == scores->page)
            inputs[i] = scores->seen[term->indicator].input;
        else if (!is_paused(run, run->ruleset->indicators[term->indicator].plugin))
            inputs[i] = (struct term_input){ 0 };
    }
}

/* Of the card and of what it scores. */
static struct hash128
meaning_of(const struct ruleset *ruleset, const struct scorecard *card)
{
    struct hash128 meaning = ruleset->plugins[card->plugin].meaning;

    for (size_t i = 0; i < card->term_count; i++) {
        const struct card_term *term = &card->terms[i];
        struct hash128 part = term->card >= 0 ? meaning_of(ruleset, &ruleset->cards[term->card])
                                              : ruleset->plugins[ruleset->indicators[term->indicator].plugin].meaning;

        meaning.low = hash_mix(meaning.low, part.low);
        meaning.high = hash_mix(meaning.high, part.high);
    }
    return meaning;
}

static void
compute_entry(struct score_entry *entry, const struct score_run *run, const struct scorecard *card,
              const struct period *period)
{
    struct score_value values[CARD_TERMS_MAX];
    const struct score_inputs inputs = {
        .values = values,
        .is_new = score_is_new(run, card, entry, period),
    };

    for (size_t i = 0; i < card->term_count; i++)
        values[i] = entry->inputs[i].value;
    score_compute(card, &inputs, entry->lines, &entry->score);
    if (period->first <= run->day && run->day < period->end)
        entry->score.flags |= SCORE_FLAG_IN_PROGRESS;
    entry->peers = score_peers(run, card, entry, period);
    entry->meaning = meaning_of(run->ruleset, card);
}

static void
score_page(struct scoreboard *scores, const struct score_run *run, uint32_t place, const struct period *period, bool keeps)
{
    const struct scorecard *card = &run->ruleset->cards[place];
    struct score_board *board = board_of(scores, run, place, period);
    struct score_entry *entry = scores->has_rows ? entry_of(scores, board, card, scores->owner)
                                                 : find_entry(board, scores->owner);

    if (!entry || (!scores->has_rows && keeps))
        return;
    board->moved |= entry->live || scores->has_rows;
    entry->live = scores->has_rows;
    if (!entry->live)
        return;
    entry->unit = scores->unit;
    gather_inputs(scores, run, card, period, entry->inputs);
    compute_entry(entry, run, card, period);
}

void
scoreboard_page_end(struct scoreboard *scores, const struct score_run *run, const struct period *period, bool keeps)
{
    for (uint32_t i = 0; i < run->ruleset->card_count; i++) {
        const struct scorecard *card = &run->ruleset->cards[i];
        bool is_about = (card->of == CARD_TEAM) == (scores->kind == OWNER_TEAM);

        if (is_about && (card->over >> period->kind & 1) && !is_paused(run, card->plugin))
            score_page(scores, run, i, period, keeps);
    }
}

/* ---- ranks ---- */

static bool
is_ranked(const struct score_entry *entry)
{
    return entry->live && entry->score.state == SCORE_OK;
}

static struct str
code_of(const struct score_run *run, const struct scorecard *card, const struct score_entry *entry)
{
    return codebook_name(card->of == CARD_TEAM ? &run->facts->teams.codes : &run->facts->units.codes, entry->owner);
}

static void
rank_board(struct score_board *board, const struct score_run *run)
{
    const struct scorecard *card = &run->ruleset->cards[board->card];
    struct contender *contenders = mem_array(board->count + 1, sizeof *contenders);
    struct score_value *values = mem_array(board->count * card->term_count + 1, sizeof *values);
    size_t count = 0;

    for (size_t i = 0; i < board->count; i++) {
        struct score_entry *entry = &board->entries[i];
        struct score_value *own = values + i * card->term_count;

        entry->rank = entry->of = 0;
        for (size_t t = 0; t < card->term_count; t++)
            own[t] = entry->inputs[t].value;
        if (is_ranked(entry))
            contenders[count++] = (struct contender){
                .peers = entry->peers, .total = entry->score.total, .vetoed = entry->score.flags & SCORE_FLAG_VETO,
                .code = code_of(run, card, entry), .values = own, .card = card, .place = (uint32_t)i,
            };
    }
    ranking_fill(contenders, count);
    for (size_t i = 0; i < count; i++) {
        board->entries[contenders[i].place].rank = contenders[i].rank;
        board->entries[contenders[i].place].of = contenders[i].of;
    }
    free(values);
    free(contenders);
}

/* The same kind of period, so many years later. */
static struct period
other_year(const struct period *period, int years, int year_start_month)
{
    struct civil first = day_civil(period->first);

    return period_containing(period->kind, day_of(first.year + years, first.month, first.day), year_start_month);
}

static struct score_change
change_of(const struct scoreboard *scores, const struct score_run *run, const struct score_board *board,
          const struct score_entry *entry)
{
    struct period before = other_year(&board->period, -1, run->year_start_month);
    const struct score_board *then = find_board(scores, board->name, &before);
    const struct score_entry *old = then ? find_entry(then, entry->owner) : NULL;
    struct score_change change = { .comparison = COMPARISON_NONE };

    if (!old || !old->live || !score_has_total(&old->score) || !score_has_total(&entry->score))
        return change;
    change.comparison = hash128_eq(old->meaning, entry->meaning) ? COMPARISON_SAME_RULES : COMPARISON_OTHER_RULES;
    if (change.comparison == COMPARISON_OTHER_RULES)
        return change;
    change.points = entry->score.total - old->score.total;
    change.has_ranks = entry->rank > 0 && old->rank > 0;
    change.ranks = (int64_t)old->rank - entry->rank;
    return change;
}

/* ---- rows ---- */

/* Equal hashes: the published row would say the same. */
static struct hash128
row_hash(const struct score_entry *entry, const struct score_change *change, const struct score_run *run, const struct scorecard *card)
{
    const struct score *score = &entry->score;
    const struct str version = run->ruleset->plugins[card->plugin].version;
    const int64_t numbers[] = {
        score->state, score->sum, score->available, score->base, score->bonus, score->penalty, score->total, score->grade,
        score->flags, entry->rank, entry->of, entry->unit, change->comparison, change->points, change->has_ranks,
        change->ranks, (int64_t)entry->meaning.low, (int64_t)entry->meaning.high, (int64_t)hash64(version.ptr, version.len),
    };

    return hash128(numbers, sizeof numbers);
}

static struct hash128
content_hash(const struct score_entry *entry, const struct scorecard *card)
{
    struct hash128 hash = entry->meaning;

    for (size_t i = 0; i < card->term_count; i++) {
        const struct term_input *input = &entry->inputs[i];
        const struct score_line *line = &entry->lines[i];
        const int64_t numbers[] = {
            (int64_t)hash.low, (int64_t)hash.high, line->points, line->mark, line->counts, line->range, input->value.there,
            input->value.state, input->value.num, input->value.den, input->value.factor, input->decimals, input->missed,
            input->target.num, input->target.den, input->has_self, input->self.num, input->self.den,
        };
        hash = hash128(numbers, sizeof numbers);
    }
    return hash;
}

static bool
drop_entry(struct scoreboard *scores, struct score_entry *entry, struct err *err)
{
    if (!entry->is_published)
        return true;
    entry->is_published = false;
    return score_table_drop(scores->table, entry->number, err);
}

static bool
write_entry(struct scoreboard *scores, const struct score_run *run, const struct score_board *board,
            struct score_entry *entry, struct arena *arena, struct err *err)
{
    const struct scorecard *card = &run->ruleset->cards[board->card];
    struct score_change change = change_of(scores, run, board, entry);
    struct hash128 row = row_hash(entry, &change, run, card), content = content_hash(entry, card);
    bool same_lines = entry->is_published && hash128_eq(content, entry->content);
    struct score_line_row *lines = NULL;
    struct score_row text;
    bool done;

    if (same_lines && hash128_eq(row, entry->row))
        return true;
    text = score_text_row(run, board, entry, &change, arena);
    if (!same_lines)
        lines = score_text_lines(card, entry, arena);
    done = score_table_put(scores->table, &text, lines, card->term_count, err);
    entry->is_published = true;
    entry->row = row;
    entry->content = content;
    arena_reset(arena);
    return done;
}

static bool
write_board(struct scoreboard *scores, const struct score_run *run, struct score_board *board, struct err *err)
{
    struct arena arena = { 0 };
    bool fine = true;

    for (size_t i = 0; fine && i < board->count; i++) {
        if (!board->entries[i].live)
            fine = drop_entry(scores, &board->entries[i], err);
        else if (board->card >= 0)
            fine = write_entry(scores, run, board, &board->entries[i], &arena, err);
    }
    arena_free(&arena);
    return fine;
}

/* Did the board of a year before move, with which this one is compared? */
static bool
is_concerned(const struct scoreboard *scores, const struct score_run *run, const struct score_board *board)
{
    struct period before = other_year(&board->period, -1, run->year_start_month);
    const struct score_board *then = find_board(scores, board->name, &before);

    return board->moved || (then && then->moved);
}

bool
scoreboard_publish(struct scoreboard *scores, const struct score_run *run, struct err *err)
{
    if (scores->renamed && !score_names_put(scores->table, run->ruleset, err))
        return false;
    scores->renamed = false;
    for (size_t i = 0; i < scores->count; i++)
        if (scores->boards[i].moved && scores->boards[i].card >= 0)
            rank_board(&scores->boards[i], run);
    for (size_t i = 0; i < scores->count; i++)
        if (is_concerned(scores, run, &scores->boards[i]) && !write_board(scores, run, &scores->boards[i], err))
            return false;
    for (size_t i = 0; i < scores->count; i++)
        scores->boards[i].moved = false;
    return true;
}
