/* SPDX-License-Identifier: MIT */
#include "lib/engine/scoreboard.h"

#include "lib/base/mem.h"
#include "lib/engine/frozen_page.h"
#include "lib/engine/score_inputs.h"
#include "lib/engine/score_names.h"
#include "lib/engine/score_rows.h"
#include "lib/model/ranking.h"
#include "lib/store/scores.h"

#include <stdlib.h>

void
scoreboard_init(struct scoreboard *scores, struct score_table *table, struct frozen_scores *frozen)
{
    *scores = (struct scoreboard){ .table = table };
    score_archive_init(&scores->archive, frozen);
}

void
scoreboard_free(struct scoreboard *scores)
{
    score_boards_free(&scores->all);
    score_archive_free(&scores->archive);
    free(scores->seen);
    *scores = (struct scoreboard){ 0 };
}

bool
scoreboard_clear(struct scoreboard *scores, struct err *err)
{
    scores->renamed = scores->is_first = true;
    return score_table_clear(scores->table, err);
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
    struct str plugin = codebook_name(&scores->all.names, board->plugin);

    board->card = ruleset_find_card(ruleset, codebook_name(&scores->all.names, board->name));
    for (size_t i = 0; i < board->count; i++) {
        struct score_entry *entry = &board->entries[i];
        size_t terms = board->card < 0 ? 0 : ruleset->cards[board->card].term_count;

        if (board->card < 0 && (has_plugin(ruleset, plugin) || !is_faulted(ruleset, plugin)))
            entry->live = false;
        score_entry_reset(entry, terms);
        score_entry_touch(board, entry);
    }
    if (board->card >= 0)
        board->plugin = codebook_add(&scores->all.names, ruleset->plugins[ruleset->cards[board->card].plugin].name);
    board->moved = board->ranks_anew = true;
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
scoreboard_retitle(struct scoreboard *scores, const struct ruleset *ruleset)
{
    if (!scores->seen) /* nothing was published yet */
        return;
    scores->rules = rules_hash(ruleset);
    scores->renamed = true;
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
    for (size_t i = 0; i < scores->all.count; i++)
        adopt_board(scores, &scores->all.boards[i], run->ruleset);
}

/* ---- one page ---- */

void
scoreboard_page(struct scoreboard *scores, enum owner_kind kind, uint32_t owner, const struct frozen_page *frozen)
{
    scores->page++;
    scores->kind = kind;
    scores->owner = owner;
    scores->has_rows = scores->differs = false;
    scores->frozen = frozen;
}

static struct term_input
input_of(const struct indicator *indicator, const struct figure *figure)
{
    return (struct term_input){
        .value = { true, figure->state, figure->numerator, figure->denominator, indicator->factor },
        .decimals = indicator->decimals, .low_n = figure->flags & FLAG_LOW_N, .missed = figure->has_target && !figure->met,
        .target = figure->target,
    };
}

static bool
is_about(const struct scorecard *card, enum owner_kind kind, const struct period *period)
{
    return (card->of == CARD_TEAM) == (kind == OWNER_TEAM) && (card->over >> period->kind & 1);
}

void
scoreboard_restore(struct scoreboard *scores, const struct score_run *run, enum owner_kind kind, uint32_t owner,
                   const struct period *period, uint32_t indicator, const struct figure *figure)
{
    for (uint32_t i = 0; i < run->ruleset->card_count; i++) {
        const struct scorecard *card = &run->ruleset->cards[i];
        for (size_t t = 0; is_about(card, kind, period) && t < card->term_count; t++) {
            struct score_board *board;
            struct score_entry *entry;
            if (card->terms[t].card >= 0 || card->terms[t].indicator != (int)indicator)
                continue;
            board = score_board_of(&scores->all, run, i, period);
            entry = score_entry_of(&scores->all, board, card->term_count, owner);
            entry->inputs[t] = input_of(&run->ruleset->indicators[indicator], figure);
            score_entry_touch(board, entry);
        }
    }
}

void
scoreboard_see(struct scoreboard *scores, const struct score_run *run, const struct scope *scope, uint32_t indicator,
               const struct figure *figure)
{
    if (scope->category != CODE_NONE || scope->group != CODE_NONE)
        return;
    scores->has_rows = true;
    scores->unit = scope->unit;
    scores->seen[indicator] = (struct seen_figure){
        .page = scores->page, .input = input_of(&run->ruleset->indicators[indicator], figure),
    };
}

static bool
is_paused(const struct score_run *run, uint32_t plugin)
{
    return run->paused[plugin / 64] >> (plugin % 64) & 1;
}

/* Does its figure stand though it was not seen on the open page? */
static bool
stays(const struct score_run *run, int indicator)
{
    return (run->computed && !run->computed[indicator]) || run->held[indicator];
}

/* Another card's total over the same owner and period. */
static struct term_input
card_input(const struct scoreboard *scores, const struct score_run *run, uint32_t card, const struct period *period)
{
    const struct str name = run->ruleset->cards[card].name;
    const struct score_board *board = score_board_find(&scores->all, codebook_find(&scores->all.names, name), period);
    const struct score_entry *entry = board ? score_entry_find(board, scores->owner) : NULL;
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
        else if (!stays(run, term->indicator))
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

/* What is scored: with strict_n too few answers are no data. */
static struct score_value
value_of(const struct scorecard *card, const struct term_input *input)
{
    struct score_value value = input->value;

    if (card->strict_n && input->low_n && value.state == FIGURE_OK)
        value.state = FIGURE_NO_DATA;
    return value;
}

static void
compute_entry(struct score_entry *entry, const struct score_run *run, const struct scorecard *card,
              const struct period *period)
{
    struct score_value values[CARD_TERMS_MAX];
    const struct score_inputs inputs = {
        .values = values,
        .vetoed = score_is_vetoed(run, card, entry, period),
        .is_new = score_is_new(run, card, entry, period),
    };

    for (size_t i = 0; i < card->term_count; i++)
        values[i] = value_of(card, &entry->inputs[i]);
    score_self_assess(run, card, entry, period);
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
    struct score_board *board = score_board_of(&scores->all, run, place, period);
    struct score_entry *entry = scores->has_rows ? score_entry_of(&scores->all, board, card->term_count, scores->owner)
                                                 : score_entry_find(board, scores->owner);

    if (!entry || (!scores->has_rows && keeps))
        return;
    board->moved |= entry->live || scores->has_rows;
    score_entry_touch(board, entry);
    entry->live = scores->has_rows;
    if (!entry->live)
        return;
    entry->unit = scores->unit;
    gather_inputs(scores, run, card, period, entry->inputs);
    compute_entry(entry, run, card, period);
    frozen_page_judge(scores->frozen, run, board, entry);
    scores->differs |= entry->frozen.closing != 0 && !hash128_eq(entry->frozen.then, entry->frozen.now);
}

/* Of a paused plugin's card: does it have to be made of what an earlier process left? */
static bool
is_restored(const struct scoreboard *scores, const struct scorecard *card, const struct period *period)
{
    uint32_t name = scores->is_first ? codebook_find(&scores->all.names, card->name) : CODE_NONE;
    const struct score_board *board = name == CODE_NONE ? NULL : score_board_find(&scores->all, name, period);

    return board && score_entry_find(board, scores->owner);
}

void
scoreboard_page_end(struct scoreboard *scores, const struct score_run *run, const struct period *period, bool keeps)
{
    for (uint32_t i = 0; i < run->ruleset->card_count; i++) {
        const struct scorecard *card = &run->ruleset->cards[i];

        if (is_about(card, scores->kind, period) && (!is_paused(run, card->plugin) || is_restored(scores, card, period)))
            score_page(scores, run, i, period, keeps);
    }
}

void
scoreboard_page_late(struct scoreboard *scores, const struct score_run *run, const struct period *period, bool is_late)
{
    for (uint32_t i = 0; i < run->ruleset->card_count; i++) {
        uint32_t name = codebook_find(&scores->all.names, run->ruleset->cards[i].name);
        struct score_board *board = name == CODE_NONE ? NULL : score_board_find(&scores->all, name, period);
        struct score_entry *entry = board ? score_entry_find(board, scores->owner) : NULL;

        if (!entry || !is_about(&run->ruleset->cards[i], scores->kind, period))
            continue;
        entry->frozen.is_late = is_late && !hash128_eq(entry->frozen.then, entry->frozen.now);
        score_entry_touch(board, entry);
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

/* The values by which ties are broken, in order; how many there are. */
static size_t
tie_breaks(const struct scorecard *card, const struct score_entry *entry, struct score_value *values)
{
    size_t count = 0;

    for (size_t i = 0; i < card->term_count; i++)
        if (card->terms[i].role == TERM_TIE_BREAK)
            values[count++] = entry->inputs[i].value;
    return count;
}

static size_t
tie_break_count(const struct scorecard *card)
{
    size_t count = 0;

    for (size_t i = 0; i < card->term_count; i++)
        count += card->terms[i].role == TERM_TIE_BREAK;
    return count;
}

/* Equal hashes: it ranks as it did, if the others do. */
static struct hash128
merit_of(const struct scorecard *card, const struct score_entry *entry)
{
    struct score_value values[CARD_TERMS_MAX];
    struct hash128 hash = { 1, entry->peers };
    size_t count;

    if (!is_ranked(entry))
        return (struct hash128){ 0, 0 };
    count = tie_breaks(card, entry, values);
    hash.low = hash_mix((uint64_t)entry->score.total, entry->score.flags & SCORE_FLAG_VETO);
    for (size_t i = 0; i < count; i++) {
        const int64_t numbers[] = {
            (int64_t)hash.low, (int64_t)hash.high, values[i].there, values[i].state, values[i].num, values[i].den, values[i].factor,
        };
        hash = hash128(numbers, sizeof numbers);
    }
    return hash;
}

/* Has an entry that was touched another merit than it was ranked by? Notes what they have now. */
static bool
merits_changed(struct score_board *board, const struct scorecard *card)
{
    bool changed = board->ranks_anew;

    for (size_t i = 0; i < board->touched_count; i++) {
        struct score_entry *entry = &board->entries[board->touched[i]];
        struct hash128 merit = merit_of(card, entry);
        changed |= !hash128_eq(merit, entry->merit);
        entry->merit = merit;
    }
    return changed;
}

/* A board being ranked. */
struct ranking {
    struct score_board *board;
    const struct score_run *run;
    const struct scorecard *card;
    struct contender *contenders;
    struct score_value *values; /* of their tie-breaks */
    size_t count, used;
};

static void
enter(struct ranking *ranking, uint32_t place)
{
    struct score_entry *entry = &ranking->board->entries[place];
    struct score_value *own = ranking->values + ranking->used;

    ranking->used += tie_breaks(ranking->card, entry, own);
    ranking->contenders[ranking->count++] = (struct contender){
        .peers = entry->peers, .total = entry->score.total, .vetoed = entry->score.flags & SCORE_FLAG_VETO,
        .code = code_of(ranking->run, ranking->card, entry), .values = own, .card = ranking->card, .place = place,
    };
}

/* Those that were not touched keep their order; the others are put among them. */
static void
enter_all(struct ranking *ranking)
{
    struct score_board *board = ranking->board;
    size_t sorted;

    for (size_t i = 0; !board->ranks_anew && i < board->ordered; i++)
        if (!board->entries[board->order[i]].touched)
            enter(ranking, board->order[i]);
    sorted = ranking->count;
    for (size_t i = 0; i < board->touched_count; i++)
        if (is_ranked(&board->entries[board->touched[i]]))
            enter(ranking, board->touched[i]);
    ranking_refill(ranking->contenders, sorted, ranking->count);
}

static void
set_rank(struct score_board *board, struct score_entry *entry, uint32_t rank, uint32_t of)
{
    if (entry->rank != rank || entry->of != of)
        score_entry_touch(board, entry);
    entry->rank = rank;
    entry->of = of;
}

static void
take_ranks(struct ranking *ranking)
{
    struct score_board *board = ranking->board;

    for (size_t i = 0; i < board->touched_count; i++)
        if (!is_ranked(&board->entries[board->touched[i]]))
            set_rank(board, &board->entries[board->touched[i]], 0, 0);
    board->ordered = 0;
    for (size_t i = 0; i < ranking->count; i++) {
        const struct contender *one = &ranking->contenders[i];
        board->order = mem_grow(board->order, board->ordered, &board->order_capacity, sizeof *board->order);
        board->order[board->ordered++] = one->place;
        set_rank(board, &board->entries[one->place], one->rank, one->of);
    }
    board->ranks_anew = false;
}

static void
rank_board(struct score_board *board, const struct score_run *run)
{
    struct ranking ranking = { .board = board, .run = run, .card = &run->ruleset->cards[board->card] };

    if (!merits_changed(board, ranking.card))
        return;
    ranking.contenders = mem_array(board->count + 1, sizeof *ranking.contenders);
    ranking.values = mem_array(board->count * tie_break_count(ranking.card) + 1, sizeof *ranking.values);
    enter_all(&ranking);
    take_ranks(&ranking);
    free(ranking.values);
    free(ranking.contenders);
}

/* Did the board of a year before move, with which this one is compared? */
static bool
is_concerned(const struct scoreboard *scores, const struct score_run *run, const struct score_board *board)
{
    const struct score_board *then = score_board_in(&scores->all, run, board, -1);

    return board->moved || (then && then->moved);
}

void
scoreboard_rank(struct scoreboard *scores, const struct score_run *run)
{
    for (size_t i = 0; i < scores->all.count; i++)
        if (scores->all.boards[i].moved && scores->all.boards[i].card >= 0)
            rank_board(&scores->all.boards[i], run);
}

bool
scoreboard_publish(struct scoreboard *scores, const struct score_run *run, const struct freezer *freezer, struct err *err)
{
    if (scores->renamed && !score_names_put(scores->table, run->ruleset, err))
        return false;
    scores->renamed = false;
    scoreboard_rank(scores, run);
    if (!score_archive_freeze(&scores->archive, &scores->all, run, freezer, err) ||
        !score_archive_show(&scores->archive, freezer, err))
        return false;
    for (size_t i = 0; i < scores->all.count; i++)
        if (is_concerned(scores, run, &scores->all.boards[i]) && !score_rows_write(scores->table, &scores->all, run, &scores->all.boards[i], err))
            return false;
    for (size_t i = 0; i < scores->all.count; i++)
        scores->all.boards[i].moved = false;
    scores->is_first = false;
    return true;
}
