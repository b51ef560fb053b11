/* SPDX-License-Identifier: MIT */
#include "lua/manifest_card.h"

#include "lua/manifest_shape.h"

enum { POINTS_MOST = 1000000 };

static const struct fraction one = { 1, 1 }, none = { 0, 1 };

static bool
to_hundredths(struct fraction value, int64_t *hundredths)
{
    struct exact exact = exact_mul(exact_of(value), (struct exact){ 100, 1 });

    return exact.den != 0 && exact.num % exact.den == 0 && exact_round(exact, 0, hundredths);
}

/* A number of points of at most two decimals; optional: absent leaves it as it is. */
static bool
read_points(struct reading *reading, const json_t *object, const char *key, int64_t *hundredths)
{
    struct fraction value;

    if (!json_object_get(object, key))
        return true;
    if (!read_number(reading, json_object_get(object, key), key, &value))
        return false;
    if (value.num < 0 || fraction_cmp(value, (struct fraction){ POINTS_MOST, 1 }) > 0 || !to_hundredths(value, hundredths))
        return card_bad(reading, "%s must be points from 0 to %d of at most two decimals", key, POINTS_MOST);
    return true;
}

static bool
read_field(struct reading *reading, const json_t *object, struct card_term *term)
{
    int field = FIELD_NONE;

    if (!read_word(reading, object, "dimension", work_field_names, WORK_FIELDS, &field))
        return false;
    term->field = (enum work_field)field;
    return true;
}

/* The full points are printed, so they have two decimals, too. */
static bool
read_full(struct reading *reading, const json_t *object, struct card_term *term)
{
    const json_t *weight = json_object_get(object, "weight");
    struct exact full;

    term->weight = one;
    if (!read_number(reading, json_object_get(object, "points"), "points", &term->points) ||
        (weight && !read_number(reading, weight, "weight", &term->weight)))
        return false;
    if (term->points.num <= 0 || term->weight.num <= 0)
        return card_bad(reading, "%s: points and weight must be above 0", term->name.ptr);
    full = exact_mul(exact_mul(exact_of(term->points), exact_of(term->weight)), (struct exact){ 100, 1 });
    if (full.den == 0 || full.num % full.den != 0 || full.num / full.den > (exact_int)POINTS_MOST * 100)
        return card_bad(reading, "%s: points times weight must have at most two decimals", term->name.ptr);
    term->full = (int64_t)(full.num / full.den);
    return true;
}

static bool
read_scored(struct reading *reading, const json_t *object, struct card_term *term)
{
    if (!read_full(reading, object, term) || !read_field(reading, object, term) ||
        !manifest_shape_read(reading, json_object_get(object, "shape"), term->points, &term->shape))
        return false;
    if (term->role == TERM_PENALTY && !json_object_get(object, "missing"))
        return card_bad(reading, "%s: a penalty says what it costs when data is missing", term->name.ptr);
    return term->role != TERM_PENALTY || read_points(reading, object, "missing", &term->missing);
}

static int
find_band(const struct scorecard *card, struct str name)
{
    for (size_t i = 0; i < card->band_count; i++)
        if (str_eq(card->bands[i].name, name))
            return (int)i;
    return -1;
}

static bool
read_gate(struct reading *reading, const json_t *object, const struct scorecard *card, struct card_term *term)
{
    static const struct str words[] = { STR_INIT("passes"), STR_INIT("shuts") };
    const json_t *least = json_object_get(object, "at_least"), *most = json_object_get(object, "at_most");
    int missing = -1;

    if (!least == !most)
        return card_bad(reading, "the gate %s needs at_least or at_most", term->name.ptr);
    term->shape.at_most = most != NULL;
    term->grade = find_band(card, text_in(json_object_get(object, "grade")));
    if (term->grade < 0)
        return card_bad(reading, "the gate %s names a grade that is none of the bands", term->name.ptr);
    if (!read_number(reading, least ? least : most, "gate", &term->at_least) ||
        !read_word(reading, object, "missing", words, 2, &missing))
        return false;
    term->missing_shuts = missing == 1;
    return missing >= 0 || card_bad(reading, "the gate %s does not say what it does when data is missing", term->name.ptr);
}

static struct card_term *
new_term(struct scorecard *card, enum term_role role)
{
    struct card_term *term = &card->terms[card->term_count++];

    *term = (struct card_term){ .role = role, .indicator = -1, .card = -1, .points = one, .weight = one,
                                .field = FIELD_NONE, .at_least = none };
    return term;
}

static bool
read_terms(struct reading *reading, const json_t *list, enum term_role role, struct scorecard *card)
{
    const json_t *object;
    size_t i;

    json_array_foreach(list, i, object) {
        struct card_term *term = new_term(card, role);

        if (!read_text(reading, object, "indicator", &term->name) ||
            !(role == TERM_GATE ? read_gate(reading, object, card, term) : read_scored(reading, object, term)))
            return false;
    }
    return true;
}

static bool
read_tie_breaks(struct reading *reading, const json_t *list, struct scorecard *card)
{
    const json_t *name;
    size_t i;

    json_array_foreach(list, i, name) {
        if (!json_is_string(name))
            return bad(reading, "tie_break", "must be names");
        new_term(card, TERM_TIE_BREAK)->name = arena_copy(&reading->ruleset->arena, text_in(name));
    }
    return true;
}

static bool
read_all_terms(struct reading *reading, const json_t *object, struct scorecard *card)
{
    static const char *const lists[] = { "items", "bonus", "penalty", "gates", "tie_break" };
    size_t count = 0;

    for (int i = 0; i < TERM_ROLES; i++)
        count += json_array_size(json_object_get(object, lists[i]));
    if (json_array_size(json_object_get(object, "items")) == 0 || count > CARD_TERMS_MAX)
        return card_bad(reading, "a card has 1 to %d items, bonuses, penalties, gates and tie breaks", CARD_TERMS_MAX);
    card->terms = arena_array(&reading->ruleset->arena, count, sizeof *card->terms);
    for (int i = 0; i < TERM_TIE_BREAK; i++)
        if (!read_terms(reading, json_object_get(object, lists[i]), (enum term_role)i, card))
            return false;
    return read_tie_breaks(reading, json_object_get(object, "tie_break"), card);
}

/* A grade without a title is called by its name. */
static bool
read_band(struct reading *reading, const json_t *object, struct card_band *band)
{
    if (!read_text(reading, object, "grade", &band->name) ||
        !read_number(reading, json_object_get(object, "from"), "from", &band->from))
        return false;
    band->title_zh = band->title_en = band->name;
    return !json_object_get(object, "title") || read_title(reading, object, &band->title_zh, &band->title_en);
}

static bool
check_bands(struct reading *reading, const struct scorecard *card)
{
    for (size_t i = 0; i < card->band_count; i++) {
        if (i > 0 && fraction_cmp(card->bands[i - 1].from, card->bands[i].from) <= 0)
            return card_bad(reading, "bands stand highest first, each lower than the one before");
        if (find_band(card, card->bands[i].name) != (int)i)
            return card_bad(reading, "two bands are called %s", card->bands[i].name.ptr);
    }
    if (card->band_count > 0 && card->bands[card->band_count - 1].from.num != 0)
        return card_bad(reading, "the last band begins at 0, so that every score has a grade");
    return true;
}

static bool
read_bands(struct reading *reading, const json_t *object, struct scorecard *card)
{
    static const struct str words[] = { STR_INIT("exact"), STR_INIT("rounded(0)"), STR_INIT("rounded(1)"), STR_INIT("rounded(2)") };
    const json_t *list = json_object_get(object, "bands"), *band;
    int on = 0;
    size_t i;

    if (json_array_size(list) > CARD_BANDS_MAX)
        return card_bad(reading, "has more than %d bands", CARD_BANDS_MAX);
    card->bands = arena_array(&reading->ruleset->arena, json_array_size(list), sizeof *card->bands);
    json_array_foreach(list, i, band)
        if (!read_band(reading, band, &card->bands[card->band_count++]))
            return false;
    if (!read_word(reading, object, "band_on", words, 4, &on))
        return false;
    card->band_decimals = on == 0 ? BAND_EXACT : on - 1;
    return check_bands(reading, card);
}

static bool
read_sizes(struct reading *reading, const json_t *list, struct scorecard *card)
{
    const json_t *number;
    size_t i;

    if (json_array_size(list) > CARD_SIZES_MAX)
        return card_bad(reading, "has more than %d sizes", CARD_SIZES_MAX);
    json_array_foreach(list, i, number) {
        struct fraction bound;

        if (!read_number(reading, number, "sizes", &bound))
            return false;
        if (bound.den != 1 || bound.num <= (i > 0 ? card->sizes[i - 1] : 0))
            return card_bad(reading, "sizes are numbers of residents, above 0 and rising");
        card->sizes[card->size_count++] = bound.num;
    }
    return true;
}

static bool
read_policies(struct reading *reading, const json_t *object, struct scorecard *card)
{
    int of = -1, missing = MISSING_ZERO, not_applicable = N_A_RENORMALISE, ties = RANK_STANDARD;

    if (!read_word(reading, object, "of", card_of_names, CARDS_OF, &of) ||
        !read_word(reading, object, "missing", missing_policy_names, MISSING_POLICIES, &missing) ||
        !read_word(reading, object, "not_applicable", not_applicable_policy_names, N_A_POLICIES, &not_applicable) ||
        !read_word(reading, object, "rank", rank_ties_names, RANKS_TIES, &ties) ||
        !read_mask(reading, object, "over", period_words, PERIOD_KINDS, &card->over))
        return false;
    if (of < 0 || card->over == 0 || !json_is_boolean(json_object_get(object, "veto")))
        return card_bad(reading, "needs of, over and veto");
    card->of = (enum card_of)of;
    card->missing = (enum missing_policy)missing;
    card->not_applicable = (enum not_applicable_policy)not_applicable;
    card->ties = (enum rank_ties)ties;
    card->strict_n = json_is_true(json_object_get(object, "strict_n"));
    card->veto = json_is_true(json_object_get(object, "veto"));
    return true;
}

static bool
read_caps(struct reading *reading, const json_t *object, struct scorecard *card)
{
    bool has_bonus = json_array_size(json_object_get(object, "bonus")) > 0;

    if (!read_points(reading, object, "most", &card->most) || !read_points(reading, object, "scale", &card->scale) ||
        !read_points(reading, object, "bonus_most", &card->bonus_most))
        return false;
    if (has_bonus != (json_object_get(object, "bonus_most") != NULL))
        return card_bad(reading, "bonus and bonus_most, its cap, go together");
    if (json_object_get(object, "scale") && card->scale == 0)
        return card_bad(reading, "scale must be above 0");
    for (size_t i = 0; i < card->term_count; i++)
        card->full += card->terms[i].role == TERM_ITEM ? card->terms[i].full : 0;
    if (card->most < (card->scale ? card->scale : card->full))
        return card_bad(reading, "most, the cap of the total, is below the full points");
    if (card->veto && card->of == CARD_TEAM)
        return card_bad(reading, "incidents are those of units: a team's card has veto = false");
    if (card->veto && card->band_count == 0)
        return card_bad(reading, "a veto forces the lowest grade: it needs bands");
    return true;
}

bool
manifest_card_read(struct reading *reading, const json_t *object, struct scorecard *card)
{
    struct str place = { 0 };

    *card = (struct scorecard){ .plugin = reading->plugin };
    if (!read_name(reading, object, &card->name) || !read_text(reading, object, "place", &place))
        return false;
    reading->where = arena_printf(&reading->ruleset->arena, "%s: t.scorecard %s", place.ptr, card->name.ptr).ptr;
    card->title_zh = reading->ruleset->plugins[reading->plugin].title_zh;
    card->title_en = reading->ruleset->plugins[reading->plugin].title_en;
    if (json_object_get(object, "title") && !read_title(reading, object, &card->title_zh, &card->title_en))
        return false;
    return read_policies(reading, object, card) && read_bands(reading, object, card) &&
           read_all_terms(reading, object, card) && read_sizes(reading, json_object_get(object, "sizes"), card) &&
           read_caps(reading, object, card);
}
