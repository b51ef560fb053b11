/* SPDX-License-Identifier: MIT */
#include "lib/engine/score_text.h"

#include "lib/base/buf.h"
#include "lib/engine/score_inputs.h"

static const struct str comparison_names[] = { STR_INIT("none"), STR_INIT("same_rules"), STR_INIT("other_rules") };

static struct str
points_text(int64_t hundredths, struct arena *arena)
{
    char text[DECIMAL_SIZE];

    decimal_print(hundredths, 100, 1, SCORE_DECIMALS, text);
    return arena_copy(arena, str_of(text));
}

static struct str
change_text(const struct score_change *change, struct arena *arena)
{
    char text[DECIMAL_SIZE];

    if (change->comparison != COMPARISON_SAME_RULES)
        return (struct str){ 0 };
    decimal_print(change->points, 100, 1, SCORE_DECIMALS, text);
    return arena_printf(arena, "%s%s", change->points > 0 ? "+" : "", text);
}

static struct str
flags_text(uint32_t flags, struct arena *arena)
{
    struct buf text = { 0 };
    struct str kept;

    for (int i = 0; i < SCORE_FLAGS; i++)
        if (flags >> i & 1)
            buf_printf(&text, "%s%s", text.len ? " " : "", score_flag_names[i]);
    kept = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return kept;
}

static void
put_totals(struct score_row *row, const struct scorecard *card, const struct score *score, struct arena *arena)
{
    row->total = points_text(score->total, arena);
    row->sum = points_text(score->sum, arena);
    row->available = points_text(score->available, arena);
    row->base = points_text(score->base, arena);
    row->bonus = points_text(score->bonus, arena);
    row->penalty = points_text(score->penalty, arena);
    if (score->grade >= 0)
        row->grade = card->bands[score->grade].name;
}

struct score_row
score_text_row(const struct score_run *run, const struct score_board *board, const struct score_entry *entry,
               const struct score_change *change, struct arena *arena)
{
    const struct scorecard *card = &run->ruleset->cards[board->card];
    const struct plugin *plugin = &run->ruleset->plugins[card->plugin];
    struct facts *facts = run->facts;
    struct score_row row = { .score = entry->number, .card = card->name, .kind = STR("draft") };
    char code[PERIOD_CODE_SIZE];

    period_code(&board->period, run->year_start_month, code);
    row.unit = codebook_name(&facts->units.codes, entry->unit);
    row.team = card->of == CARD_TEAM ? codebook_name(&facts->teams.codes, entry->owner) : (struct str){ 0 };
    row.period = arena_copy(arena, str_of(code));
    row.period_first = board->period.first;
    row.period_end = board->period.end;
    row.plugin = arena_printf(arena, "%.*s@%.*s", STR_ARG(plugin->name), STR_ARG(plugin->version));
    row.state = score_state_names[entry->score.state];
    row.full = points_text(card->scale > 0 ? card->scale : card->full, arena);
    row.most = points_text(card->most, arena);
    if (score_has_total(&entry->score))
        put_totals(&row, card, &entry->score, arena);
    row.peers = score_peers_text(card, entry->peers, arena);
    row.has_rank = entry->rank > 0;
    row.rank = entry->rank;
    row.of = entry->of;
    row.change = change_text(change, arena);
    row.has_rank_change = change->has_ranks;
    row.rank_change = change->ranks;
    row.comparison = comparison_names[change->comparison];
    row.flags = flags_text(entry->score.flags, arena);
    return row;
}

void
score_text_revise(struct score_row *row, const struct score_entry *entry, struct arena *arena)
{
    uint32_t late = entry->frozen.is_late ? SCORE_FLAG_LATE : 0;

    row->kind = STR("revised");
    row->flags = flags_text(entry->score.flags | late | SCORE_FLAG_REVISED, arena);
}

static struct str
value_text(const struct term_input *input, struct arena *arena)
{
    const struct score_value *value = &input->value;
    char text[DECIMAL_SIZE];

    if (!value->there || value->state != FIGURE_OK)
        return (struct str){ 0 };
    if (input->missed)
        decimal_print_against(value->num, value->den, value->factor, input->decimals, input->target, text);
    else
        decimal_print(value->num, value->den, value->factor, input->decimals, text);
    return arena_copy(arena, str_of(text));
}

/* What a gate asks for, and what a threshold does. */
static struct str
target_text(const struct card_term *term, struct arena *arena)
{
    char text[DECIMAL_SIZE];

    if (term->role != TERM_GATE && (term->role == TERM_TIE_BREAK || term->shape.kind != SHAPE_THRESHOLD))
        return (struct str){ 0 };
    fraction_text(term->role == TERM_GATE ? term->at_least : term->shape.target, text);
    return arena_printf(arena, "%s %s", term->shape.at_most ? "≤" : "≥", text);
}

static struct str
grade_text(const struct card_term *term, const struct score_line *line)
{
    return line->range >= 0 ? term->shape.ranges[line->range].grade : (struct str){ 0 };
}

static struct str
self_text(const struct term_input *input, struct arena *arena)
{
    char text[DECIMAL_SIZE];

    if (!input->has_self)
        return (struct str){ 0 };
    decimal_print(input->self.num, input->self.den, 1, SCORE_DECIMALS, text);
    return arena_copy(arena, str_of(text));
}

static struct score_line_row
line_row(const struct card_term *term, const struct term_input *input, const struct score_line *line, struct arena *arena)
{
    bool has_points = term->role != TERM_GATE && term->role != TERM_TIE_BREAK;
    struct score_line_row row = { .role = term_role_names[term->role], .name = term->name, .mark = line_mark_names[line->mark] };

    if (term->field != FIELD_NONE)
        row.dimension = work_field_names[term->field];
    if (has_points) {
        row.full = points_text(term->full, arena);
        row.points = term->role == TERM_ITEM && !line->counts ? (struct str){ 0 } : points_text(line->points, arena);
        row.self = self_text(input, arena);
    }
    row.state = str_of(figure_state_name(input->value.there ? input->value.state : FIGURE_NO_DATA));
    row.value = value_text(input, arena);
    row.target = target_text(term, arena);
    row.grade = grade_text(term, line);
    return row;
}

struct score_line_row *
score_text_lines(const struct scorecard *card, const struct score_entry *entry, struct arena *arena)
{
    struct score_line_row *lines = arena_array(arena, card->term_count, sizeof *lines);

    for (size_t i = 0; i < card->term_count; i++)
        lines[i] = line_row(&card->terms[i], &entry->inputs[i], &entry->lines[i], arena);
    return lines;
}
