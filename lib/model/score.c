/* SPDX-License-Identifier: MIT */
#include "lib/model/score.h"

const struct str line_mark_names[LINE_MARKS] = {
    STR_INIT(""), STR_INIT("missing"), STR_INIT("excluded"), STR_INIT("not_applicable"), STR_INIT("shut"),
};
const struct str score_state_names[SCORE_STATES] = { STR_INIT("ok"), STR_INIT("new"), STR_INIT("blocked"), STR_INIT("n_a") };
const char *const score_flag_names[SCORE_FLAGS] = { "veto", "gate", "missing", "in_progress", "late", "revised" };

static struct exact
hundredths(int64_t points)
{
    return (struct exact){ points, 100 };
}

static bool
is_there(const struct score_value *value)
{
    return value->there && value->state == FIGURE_OK;
}

static bool
is_not_applicable(const struct score_value *value)
{
    return value->there && value->state == FIGURE_N_A;
}

static struct exact
exact_value(const struct score_value *value)
{
    return exact_mul((struct exact){ value->num, value->den }, (struct exact){ value->factor, 1 });
}

bool
score_value_cmp(const struct score_value *a, const struct score_value *b, int *sign)
{
    return exact_cmp(exact_value(a), exact_value(b), sign);
}

/* False: numbers too large to be scored, which nothing that was counted is. */
static bool
shape_line(const struct card_term *term, const struct score_value *value, struct score_line *line)
{
    struct exact points = shape_points(&term->shape, exact_value(value), term->points, &line->range);

    return exact_round(exact_mul(points, exact_of(term->weight)), SCORE_DECIMALS, &line->points);
}

static void
missing_line(const struct scorecard *card, struct score_line *line)
{
    line->counts = card->missing != MISSING_EXCLUDE;
    line->mark = line->counts ? LINE_MISSING : LINE_EXCLUDED;
}

static void
not_applicable_line(const struct scorecard *card, const struct card_term *term, struct score_line *line)
{
    line->mark = LINE_NOT_APPLICABLE;
    line->counts = card->not_applicable != N_A_RENORMALISE;
    line->points = card->not_applicable == N_A_FULL ? term->full : 0;
}

static struct score_line
item_line(const struct scorecard *card, const struct card_term *term, const struct score_value *value)
{
    struct score_line line = { .counts = true, .range = -1 };

    if (is_not_applicable(value))
        not_applicable_line(card, term, &line);
    else if (!is_there(value) || !shape_line(term, value, &line))
        missing_line(card, &line);
    return line;
}

/* Nothing is added for what is not known; a penalty says itself what its absence costs. */
static struct score_line
extra_line(const struct card_term *term, const struct score_value *value)
{
    struct score_line line = { .range = -1 };

    if (is_not_applicable(value)) {
        line.mark = LINE_NOT_APPLICABLE;
    } else if (!is_there(value) || !shape_line(term, value, &line)) {
        line.mark = LINE_MISSING;
        line.points = term->role == TERM_PENALTY ? term->missing : 0;
    }
    return line;
}

static bool
is_met(const struct card_term *gate, const struct score_value *value)
{
    int sign;

    if (!exact_cmp(exact_value(value), exact_of(gate->at_least), &sign))
        return false;
    return gate->shape.at_most ? sign <= 0 : sign >= 0;
}

/* A must-have that does not apply bars nobody. */
static struct score_line
gate_line(const struct card_term *gate, const struct score_value *value)
{
    struct score_line line = { .range = -1 };

    if (is_not_applicable(value))
        line.mark = LINE_NOT_APPLICABLE;
    else if (!is_there(value))
        line.mark = gate->missing_shuts ? LINE_SHUT : LINE_MISSING;
    else if (!is_met(gate, value))
        line.mark = LINE_SHUT;
    return line;
}

static struct score_line
line_of(const struct scorecard *card, const struct card_term *term, const struct score_value *value)
{
    switch (term->role) {
    case TERM_ITEM:
        return item_line(card, term, value);
    case TERM_BONUS:
    case TERM_PENALTY:
        return extra_line(term, value);
    case TERM_GATE:
        return gate_line(term, value);
    case TERM_TIE_BREAK:
        break;
    }
    return (struct score_line){ .range = -1 };
}

static void
add_line(const struct scorecard *card, const struct card_term *term, const struct score_line *line, struct score *score)
{
    if (term->role == TERM_ITEM) {
        score->sum += line->points;
        score->available += line->counts ? term->full : 0;
        if (line->mark == LINE_MISSING && card->missing == MISSING_BLOCK)
            score->state = SCORE_BLOCKED;
    } else if (term->role == TERM_BONUS) {
        score->bonus += line->points;
    } else if (term->role == TERM_PENALTY) {
        score->penalty += line->points;
    }
    if (term->role != TERM_BONUS && (line->mark == LINE_MISSING || line->mark == LINE_EXCLUDED))
        score->flags |= SCORE_FLAG_MISSING;
    if (line->mark == LINE_SHUT)
        score->flags |= SCORE_FLAG_GATE;
}

/* sum * scale / available, where nothing is left out and nothing scaled exactly the sum. */
static int64_t
base_of(const struct scorecard *card, const struct score *score)
{
    int64_t scale = card->scale > 0 ? card->scale : card->full, base = score->sum;

    if (score->available == scale)
        return base;
    exact_round(exact_mul(hundredths(score->sum), exact_div(hundredths(scale), hundredths(score->available))),
                SCORE_DECIMALS, &base);
    return base;
}

static int64_t
within(int64_t value, int64_t least, int64_t most)
{
    return value < least ? least : value > most ? most : value;
}

static struct exact
graded_total(const struct scorecard *card, int64_t total)
{
    int64_t rounded = 0, power = 1;

    if (card->band_decimals == BAND_EXACT || !exact_round(hundredths(total), card->band_decimals, &rounded))
        return hundredths(total);
    for (int i = 0; i < card->band_decimals; i++)
        power *= 10;
    return (struct exact){ rounded, power };
}

int
score_band(const struct scorecard *card, int64_t total)
{
    struct exact graded = graded_total(card, total);
    int sign;

    for (size_t i = 0; i < card->band_count; i++)
        if (exact_cmp(graded, exact_of(card->bands[i].from), &sign) && sign >= 0)
            return (int)i;
    return (int)card->band_count - 1;
}

static int
grade_of(const struct scorecard *card, const struct score_line *lines, const struct score *score)
{
    int grade = score_band(card, score->total);

    for (size_t i = 0; i < card->term_count; i++)
        if (lines[i].mark == LINE_SHUT && card->terms[i].grade > grade)
            grade = card->terms[i].grade;
    return score->flags & SCORE_FLAG_VETO ? (int)card->band_count - 1 : grade;
}

void
score_compute(const struct scorecard *card, const struct score_inputs *inputs, struct score_line *lines,
              struct score *score)
{
    *score = (struct score){ .grade = -1, .state = inputs->is_new ? SCORE_NEW : SCORE_OK };
    for (size_t i = 0; i < card->term_count; i++) {
        lines[i] = line_of(card, &card->terms[i], &inputs->values[i]);
        add_line(card, &card->terms[i], &lines[i], score);
    }
    if (card->veto && inputs->vetoed)
        score->flags |= SCORE_FLAG_VETO;
    if (score->state != SCORE_BLOCKED && score->available == 0)
        score->state = SCORE_N_A;
    if (!score_has_total(score))
        return;
    score->base = base_of(card, score);
    score->bonus = within(score->bonus, 0, card->bonus_most);
    score->total = within(score->base + score->bonus - score->penalty, 0, card->most);
    if (card->band_count > 0)
        score->grade = grade_of(card, lines, score);
}

struct score_value
score_as_value(const struct score *score)
{
    struct score_value value = { .there = true, .den = 100, .factor = 1 };

    value.num = score->total;
    value.state = score->state == SCORE_BLOCKED ? FIGURE_NO_DATA : score->state == SCORE_N_A ? FIGURE_N_A : FIGURE_OK;
    return value;
}
