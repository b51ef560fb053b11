/* SPDX-License-Identifier: MIT */
#include "lib/engine/preview_rules.h"

#include "lib/engine/same_indicator.h"
#include "lib/engine/score_names.h"
#include "lib/model/facts.h"
#include "lib/model/foreign.h"
#include "lib/model/reading.h"

#include <stdlib.h>

static int
find_plugin(const struct ruleset *ruleset, struct str name)
{
    for (size_t i = 0; i < ruleset->plugin_count; i++)
        if (str_eq(ruleset->plugins[i].name, name))
            return (int)i;
    return -1;
}

static bool
has_bit(const uint64_t *bits, uint32_t number)
{
    return bits[number / 64] >> (number % 64) & 1;
}

/* ---- plugins ---- */

static bool
same_titles(const struct ruleset *a, uint32_t plugin, const struct ruleset *b)
{
    for (size_t i = 0; i < a->indicator_count; i++) {
        const struct indicator *one = &a->indicators[i];
        int place = one->plugin == plugin ? ruleset_find(b, one->name) : -1;
        if (place >= 0 && (!str_eq(one->title_zh, b->indicators[place].title_zh) ||
                           !str_eq(one->title_en, b->indicators[place].title_en)))
            return false;
    }
    return true;
}

/* Names of a card and of its grades. */
static bool
same_cards(const struct ruleset *a, uint32_t plugin, const struct ruleset *b)
{
    for (size_t i = 0; i < a->card_count; i++) {
        const struct scorecard *card = &a->cards[i];
        int place = card->plugin == plugin ? ruleset_find_card(b, card->name) : -1;
        struct ruleset one = *a, other = *b;
        if (place < 0)
            continue;
        one.cards = a->cards + i;
        other.cards = b->cards + place;
        one.card_count = other.card_count = 1;
        if (score_names_hash(&one) != score_names_hash(&other))
            return false;
    }
    return true;
}

static enum rules_change
change_of(const struct ruleset *live, int was, const struct ruleset *staged, int is)
{
    const struct plugin *before = was >= 0 ? &live->plugins[was] : NULL;
    const struct plugin *after = is >= 0 ? &staged->plugins[is] : NULL;

    if (!before)
        return RULES_NEW;
    if (!after)
        return RULES_GONE;
    if (!hash128_eq(before->meaning, after->meaning))
        return RULES_MEANING;
    if (str_eq(before->version, after->version) && str_eq(before->title_zh, after->title_zh) &&
        str_eq(before->title_en, after->title_en) && same_titles(live, (uint32_t)was, staged) &&
        same_cards(live, (uint32_t)was, staged))
        return RULES_SAME;
    return RULES_PRESENTATION;
}

static void
note_plugin(struct preview_rules *rules, struct str name)
{
    int was = find_plugin(rules->live, name), is = find_plugin(rules->staged, name);
    struct plugin_change change = { .name = name, .change = change_of(rules->live, was, rules->staged, is) };

    if (was >= 0)
        change.before = rules->live->plugins[was].version;
    if (is >= 0)
        change.after = rules->staged->plugins[is].version;
    if (change.change != RULES_SAME)
        rules->plugins[rules->plugin_count++] = change;
}

static int
by_name(const void *a, const void *b)
{
    return str_cmp(((const struct plugin_change *)a)->name, ((const struct plugin_change *)b)->name);
}

static void
compare_plugins(struct preview_rules *rules)
{
    const struct ruleset *live = rules->live, *staged = rules->staged;

    rules->plugins = arena_array(&rules->arena, live->plugin_count + staged->plugin_count + 1, sizeof *rules->plugins);
    for (size_t i = 0; i < live->plugin_count; i++)
        note_plugin(rules, live->plugins[i].name);
    for (size_t i = 0; i < staged->plugin_count; i++)
        if (find_plugin(live, staged->plugins[i].name) < 0)
            note_plugin(rules, staged->plugins[i].name);
    qsort(rules->plugins, rules->plugin_count, sizeof *rules->plugins, by_name);
}

/* Does it mean the same as the plugin of that name in the other set? */
static bool
means_the_same(const struct ruleset *ruleset, uint32_t plugin, const struct ruleset *other)
{
    int place = find_plugin(other, ruleset->plugins[plugin].name);

    return place >= 0 && hash128_eq(ruleset->plugins[plugin].meaning, other->plugins[place].meaning);
}

/* ---- indicators ---- */

/* A plugin that means something else may have indicators that do not. */
static bool
may_differ(const struct ruleset *ruleset, const struct indicator *indicator, const struct ruleset *other)
{
    int place = ruleset_find(other, indicator->name);

    return !means_the_same(ruleset, indicator->plugin, other) && (place < 0 || !same_indicator(indicator, &other->indicators[place]));
}

static void
mark_changed(const struct ruleset *ruleset, const struct ruleset *other, uint8_t *marks)
{
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        marks[i] = may_differ(ruleset, &ruleset->indicators[i], other);
}

/* An indicator that may differ on one side may differ on the other: true when something was added. */
static bool
share_marks(const struct preview_rules *rules, uint8_t *before, uint8_t *after)
{
    bool more = false;

    for (size_t i = 0; i < rules->live->indicator_count; i++) {
        int place = rules->after_of[i];
        if (place < 0 || before[i] == after[place])
            continue;
        before[i] = after[place] = 1;
        more = true;
    }
    return more;
}

/* Fills left_out with what need not be compared. */
static void
find_indicators(struct preview_rules *rules)
{
    const struct ruleset *live = rules->live, *staged = rules->staged;
    uint8_t *before = arena_new(&rules->arena, live->indicator_count + 1);
    uint8_t *after = arena_new(&rules->arena, staged->indicator_count + 1);

    rules->after_of = arena_array(&rules->arena, live->indicator_count + 1, sizeof *rules->after_of);
    for (size_t i = 0; i < live->indicator_count; i++)
        rules->after_of[i] = ruleset_find(staged, live->indicators[i].name);
    if (rules->other_facts) {
        memset(before, 1, live->indicator_count);
        memset(after, 1, staged->indicator_count);
    } else {
        mark_changed(live, staged, before);
        mark_changed(staged, live, after);
    }
    do {
        reading_spread(live, before);
        reading_spread(staged, after);
    } while (share_marks(rules, before, after));
    for (size_t i = 0; i < live->indicator_count; i++)
        before[i] = !before[i];
    for (size_t i = 0; i < staged->indicator_count; i++)
        after[i] = !after[i];
    rules->left_out = before;
    rules->left_out_after = after;
}

/* ---- cards ---- */

/* Cards that another is made of stand before it. */
static void
mark_cards(const struct preview_rules *rules, const struct ruleset *ruleset, const struct ruleset *other, const uint8_t *left_out,
           bool *differs)
{
    for (size_t i = 0; i < ruleset->card_count; i++) {
        const struct scorecard *card = &ruleset->cards[i];
        differs[i] = rules->other_facts || !means_the_same(ruleset, card->plugin, other);
        for (size_t t = 0; t < card->term_count; t++)
            differs[i] |= card->terms[t].card >= 0 ? differs[card->terms[t].card] : !left_out[card->terms[t].indicator];
    }
}

/* A card's other terms are computed, too, in the rows that it reads. */
static void
need_terms(struct preview_rules *rules, const struct scorecard *card)
{
    for (size_t t = 0; t < card->term_count; t++) {
        int place = card->terms[t].indicator;
        struct indicator *indicator = place >= 0 ? &rules->after.indicators[place] : NULL;
        if (!indicator || (!rules->left_out_after[place] && !rules->scored_only[place]))
            continue;
        if (!rules->scored_only[place])
            indicator->by = indicator->over = 0;
        rules->scored_only[place] = 1;
        rules->left_out_after[place] = 0;
        indicator->by |= rules->staged->indicators[place].by & (card->of == CARD_TEAM ? BY_TEAM : BY_UNIT);
        indicator->over |= rules->staged->indicators[place].over & card->over;
    }
}

static void
find_cards(struct preview_rules *rules)
{
    const struct ruleset *live = rules->live, *staged = rules->staged;
    bool *needed = arena_array(&rules->arena, staged->card_count + 1, sizeof *needed);

    rules->card_differs = arena_array(&rules->arena, live->card_count + 1, sizeof *rules->card_differs);
    rules->card_differs_after = arena_array(&rules->arena, staged->card_count + 1, sizeof *needed);
    mark_cards(rules, live, staged, rules->left_out, rules->card_differs);
    mark_cards(rules, staged, live, rules->left_out_after, rules->card_differs_after);
    memset(rules->unscored, 0xff, sizeof rules->unscored);
    for (size_t i = staged->card_count; i-- > 0;) {
        const struct scorecard *card = &staged->cards[i];
        needed[i] |= rules->card_differs_after[i];
        if (!needed[i])
            continue;
        rules->unscored[card->plugin / 64] &= ~((uint64_t)1 << (card->plugin % 64));
        for (size_t t = 0; t < card->term_count; t++)
            if (card->terms[t].card >= 0)
                needed[card->terms[t].card] = true;
    }
    for (size_t i = 0; i < staged->card_count; i++)
        if (needed[i])
            need_terms(rules, &staged->cards[i]);
}

/* ---- rules ---- */

/* Which of its plugin's rules it is. */
static size_t
ordinal_of(const struct ruleset *ruleset, size_t rule)
{
    size_t ordinal = 0;

    for (size_t i = 0; i < rule; i++)
        ordinal += ruleset->rules[i].plugin == ruleset->rules[rule].plugin;
    return ordinal;
}

/* The live rule that gives the same answers; -1: none is asked. */
static int
live_rule(const struct preview_rules *rules, size_t staged_rule, const uint64_t *paused)
{
    const struct rule *rule = &rules->staged->rules[staged_rule];
    int plugin = find_plugin(rules->live, rules->staged->plugins[rule->plugin].name);
    size_t ordinal = ordinal_of(rules->staged, staged_rule);

    if (!means_the_same(rules->staged, rule->plugin, rules->live) || has_bit(paused, (uint32_t)plugin))
        return -1;
    for (size_t i = 0; i < rules->live->rule_count; i++)
        if (rules->live->rules[i].plugin == (uint32_t)plugin && ordinal-- == 0)
            return (int)i;
    return -1;
}

static void
note_asked(struct preview_rules *rules, const struct rule *rule)
{
    rules->unasked.bits[rule->plugin / 64] &= ~((uint64_t)1 << (rule->plugin % 64));
    rules->asks_sessions |= rule->subject == SUBJECT_SESSION;
    rules->asks_items |= rule->subject == SUBJECT_PLAN_ITEM;
    if (rule->subject == SUBJECT_RECORD)
        rules->asked_types |= (uint64_t)1 << rule->of;
}

/* Over facts of their own the staged rules are asked everything, and need no bits beside others. */
static void
keep_bits(struct preview_rules *rules)
{
    for (size_t i = 0; i < rules->staged->rule_count; i++)
        rules->bits[i] = (int)i;
}

static bool
give_bits(struct preview_rules *rules, const uint64_t *paused, struct err *err)
{
    const struct ruleset *staged = rules->staged;
    size_t next = rules->live->rule_count;
    int live;

    rules->bits = arena_array(&rules->arena, staged->rule_count + 1, sizeof *rules->bits);
    if (rules->other_facts) {
        keep_bits(rules);
        return true;
    }
    memset(&rules->unasked, 0xff, sizeof rules->unasked);
    for (size_t i = 0; i < staged->rule_count; i++) {
        rules->bits[i] = -1;
        if (staged->rules[i].subject == SUBJECT_FIGURES || (live = live_rule(rules, i, paused)) >= 0)
            continue;
        if (next == RULES_MAX)
            return err_set(err, ERR_RULE, "the live rules and the changed ones are more than %d together: change fewer plugins at once",
                           RULES_MAX);
        rules->bits[i] = (int)next++;
        note_asked(rules, &staged->rules[i]);
    }
    return true;
}

static void
number_measure(const struct preview_rules *rules, const uint64_t *paused, struct measure *measure)
{
    if (measure->rule == RULE_NONE || measure->kind == MEASURE_NONE)
        return;
    measure->rule = rules->bits[measure->rule] >= 0 ? rules->bits[measure->rule]
                                                    : live_rule(rules, (size_t)measure->rule, paused);
}

static void
number_indicator(struct preview_rules *rules, const uint64_t *paused, struct indicator *indicator)
{
    struct measure *requires = arena_array(&rules->arena, indicator->require_count + 1, sizeof *requires);
    struct score_read *reads = arena_array(&rules->arena, indicator->read_count + 1, sizeof *reads);

    number_measure(rules, paused, &indicator->numerator);
    number_measure(rules, paused, &indicator->denominator);
    for (size_t i = 0; i < indicator->require_count; i++) {
        requires[i] = indicator->requires[i];
        number_measure(rules, paused, &requires[i]);
    }
    for (size_t i = 0; i < indicator->read_count; i++) {
        struct indicator *own = arena_new(&rules->arena, sizeof *own);
        reads[i] = indicator->reads[i];
        if (!reads[i].own)
            continue;
        *own = *reads[i].own;
        number_indicator(rules, paused, own);
        reads[i].own = own;
    }
    indicator->requires = requires;
    indicator->reads = reads;
}

/* The staged rules once more; the function of a score keeps its number, for the worker is asked by it. */
static void
copy_staged(struct preview_rules *rules, const uint64_t *paused)
{
    rules->after = *rules->staged;
    rules->after.indicators =
        arena_array(&rules->arena, rules->staged->indicator_count + 1, sizeof *rules->after.indicators);
    for (size_t i = 0; i < rules->staged->indicator_count; i++) {
        rules->after.indicators[i] = rules->staged->indicators[i];
        number_indicator(rules, paused, &rules->after.indicators[i]);
    }
    rules->scored_only = arena_new(&rules->arena, rules->staged->indicator_count + 1);
}

/* Is there an event of the type? Of one that never came nothing can change. facts NULL: who knows. */
static bool
has_events(const struct facts *facts, struct str type)
{
    if (!facts)
        return true;
    for (size_t i = 0; i < facts->records.count; i++) {
        const struct record *record = facts->records.all[i];
        if (record && record->type == EVENT_FOREIGN && str_eq(record->as.foreign.type, type))
            return true;
    }
    return false;
}

/* Does the plugin make events of others? */
static bool
reads_others(const struct ruleset *ruleset, uint32_t plugin, const struct facts *facts)
{
    for (size_t i = 0; i < ruleset->rule_count; i++) {
        const struct rule *rule = &ruleset->rules[i];
        if (rule->plugin == plugin && rule->emits != 0 && has_events(facts, rule->foreign))
            return true;
    }
    return false;
}

/* With a map that is another one the facts themselves are others. */
static bool
changes_a_map(const struct ruleset *a, const struct ruleset *b, const struct facts *facts)
{
    for (uint32_t i = 0; i < a->plugin_count; i++)
        if (reads_others(a, i, facts) && !means_the_same(a, i, b))
            return true;
    return false;
}

static bool
declares(const struct foreign_types *types, const struct foreign_type *type)
{
    const struct foreign_type *other = foreign_type_find(types, type->name);
    bool same = other && other->field_count == type->field_count;

    for (size_t i = 0; same && i < type->field_count; i++) {
        const struct foreign_field *field = foreign_field_find(other, type->fields[i].name);
        same = field && field->kind == type->fields[i].kind && field->is_required == type->fields[i].is_required;
    }
    return same;
}

/* Likewise when other events are read. */
static bool
changes_a_type(const struct ruleset *a, const struct ruleset *b, const struct facts *facts)
{
    for (size_t i = 0; i < a->foreign.count; i++)
        if (!declares(&b->foreign, &a->foreign.types[i]) && has_events(facts, a->foreign.types[i].name))
            return true;
    return false;
}

bool
preview_rules_compare(struct preview_rules *rules, const struct ruleset *live, const struct ruleset *staged,
                      const uint64_t *paused, const struct facts *facts, struct err *err)
{
    struct ruleset *copy;

    *rules = (struct preview_rules){ .staged = staged };
    copy = arena_new(&rules->arena, sizeof *copy);
    *copy = *live;
    rules->live = copy;
    rules->other_facts = changes_a_map(live, staged, facts) || changes_a_map(staged, live, facts) ||
                         changes_a_type(live, staged, facts) || changes_a_type(staged, live, facts);
    compare_plugins(rules);
    if (!give_bits(rules, paused, err))
        return false;
    copy_staged(rules, paused);
    find_indicators(rules);
    find_cards(rules);
    return true;
}

void
preview_rules_free(struct preview_rules *rules)
{
    arena_free(&rules->arena);
    *rules = (struct preview_rules){ 0 };
}

/* A card that would be scored without what is left out says nothing. */
static void
drop_cards(struct preview_rules *rules, uint32_t plugin)
{
    bool *dropped = arena_array(&rules->arena, rules->after.card_count + 1, sizeof *dropped);

    for (size_t i = 0; i < rules->after.card_count; i++) {
        const struct scorecard *card = &rules->after.cards[i];
        bool drops = card->plugin == plugin;
        int place = ruleset_find_card(rules->live, card->name);
        for (size_t t = 0; t < card->term_count; t++)
            drops |= card->terms[t].card >= 0 ? dropped[card->terms[t].card] : rules->left_out_after[card->terms[t].indicator];
        if (!drops || !rules->card_differs_after[i])
            continue;
        dropped[i] = true;
        rules->card_differs_after[i] = false;
        if (place >= 0)
            rules->card_differs[place] = false;
    }
}

void
preview_rules_drop(struct preview_rules *rules, uint32_t plugin)
{
    uint8_t *marks = arena_new(&rules->arena, rules->after.indicator_count + 1);

    for (size_t i = 0; i < rules->after.indicator_count; i++)
        marks[i] = rules->after.indicators[i].plugin == plugin;
    reading_spread(&rules->after, marks);
    for (size_t i = 0; i < rules->after.indicator_count; i++)
        rules->left_out_after[i] |= marks[i];
    for (size_t i = 0; i < rules->live->indicator_count; i++)
        if (rules->after_of[i] >= 0 && marks[rules->after_of[i]])
            rules->left_out[i] = 1;
    drop_cards(rules, plugin);
}

bool
preview_rules_differ(const struct preview_rules *rules)
{
    for (size_t i = 0; i < rules->live->indicator_count; i++)
        if (!rules->left_out[i])
            return true;
    for (size_t i = 0; i < rules->after.indicator_count; i++)
        if (!rules->left_out_after[i])
            return true;
    for (size_t i = 0; i < rules->live->card_count; i++)
        if (rules->card_differs[i])
            return true;
    return false;
}

struct rule_mask
preview_rules_bits(const struct preview_rules *rules, const struct rule_mask *said)
{
    struct rule_mask bits = { { 0 } };

    for (size_t i = 0; i < rules->staged->rule_count; i++)
        if (rules->bits[i] >= 0 && rule_mask_has(said, (int)i))
            rule_mask_set(&bits, rules->bits[i]);
    return bits;
}
