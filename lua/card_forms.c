/* SPDX-License-Identifier: MIT */
#include "lua/card_forms.h"

#include "lib/model/scorecard.h"

static const struct str period_words[] = { STR_INIT("month"), STR_INIT("quarter"), STR_INIT("half"), STR_INIT("year") };
static const struct str from_words[] = { STR_INIT("zero"), STR_INIT("floor") };
static const struct str step_words[] = { STR_INIT("whole"), STR_INIT("started") };
static const struct str bound_words[] = { STR_INIT("above"), STR_INIT("below") };
static const struct str gate_words[] = { STR_INIT("shuts"), STR_INIT("passes") };
static const struct str band_words[] = { STR_INIT("exact"), STR_INIT("rounded(0)"), STR_INIT("rounded(1)"), STR_INIT("rounded(2)") };

#define WORDS(list) .words = list, .word_count = sizeof list / sizeof *list
#define OPTIONS(list) .options = list, .option_count = sizeof list / sizeof *list
#define NUMBER(text) { .name = text, .kind = OPTION_NUMBER, .required = true }

/* ---- shapes: each thing that a regulation may leave open has to be said ---- */

static const struct option linear_options[] = {
    NUMBER("target"),
    NUMBER("floor"),
    { .name = "from", .kind = OPTION_WORD, .required = true, WORDS(from_words) },
    NUMBER("cap"),
};

static const struct option threshold_options[] = {
    { .name = "at_least", .kind = OPTION_NUMBER },
    { .name = "at_most", .kind = OPTION_NUMBER },
};

static const struct option grade_options[] = { { .name = "grade", .kind = OPTION_TEXT, .required = true }, NUMBER("from"), NUMBER("points") };
static const struct form grade_form = { "graded step", FORM_RECORD, true, OPTIONS(grade_options) };

static const struct option range_options[] = { NUMBER("from"), NUMBER("points") };
static const struct form range_form = { "piecewise step", FORM_RECORD, false, OPTIONS(range_options) };

#define TABLE_OPTIONS(form) \
    { .name = "steps", .kind = OPTION_RECORDS, .required = true, .least = 1, .record = &form }, \
    { .name = "bound", .kind = OPTION_WORD, .required = true, WORDS(bound_words) }, NUMBER("below")

static const struct option graded_options[] = { TABLE_OPTIONS(grade_form) };
static const struct option piecewise_options[] = { TABLE_OPTIONS(range_form) };

static const struct option steps_options[] = {
    NUMBER("from"),
    NUMBER("per"),
    NUMBER("minus"),
    { .name = "step", .kind = OPTION_WORD, .required = true, WORDS(step_words) },
};

static const struct option per_count_options[] = { NUMBER("each"), NUMBER("most") };

/* ---- the lists of a card ---- */

#define SCORED \
    { .name = "indicator", .kind = OPTION_TEXT, .required = true }, NUMBER("points"), \
    { .name = "shape", .kind = OPTION_SHAPE, .required = true }, { .name = "weight", .kind = OPTION_NUMBER }, \
    { .name = "dimension", .kind = OPTION_WORD, WORDS(work_field_names) }

static const struct option item_options[] = { SCORED };
static const struct form item_form = { "scorecard item", FORM_RECORD, true, OPTIONS(item_options) };

static const struct option penalty_options[] = { SCORED, NUMBER("missing") };
static const struct form penalty_form = { "scorecard penalty", FORM_RECORD, true, OPTIONS(penalty_options) };

static const struct option gate_options[] = {
    { .name = "indicator", .kind = OPTION_TEXT, .required = true },
    { .name = "at_least", .kind = OPTION_NUMBER },
    { .name = "at_most", .kind = OPTION_NUMBER },
    { .name = "grade", .kind = OPTION_TEXT, .required = true },
    { .name = "missing", .kind = OPTION_WORD, .required = true, WORDS(gate_words) },
};
static const struct form gate_form = { "scorecard gate", FORM_RECORD, true, OPTIONS(gate_options) };

static const struct option band_options[] = {
    { .name = "grade", .kind = OPTION_TEXT, .required = true },
    NUMBER("from"),
    { .name = "title", .kind = OPTION_TITLE },
};
static const struct form band_form = { "scorecard band", FORM_RECORD, true, OPTIONS(band_options) };

static const struct option card_options[] = {
    { .name = "title", .kind = OPTION_TITLE },
    { .name = "of", .kind = OPTION_WORD, .required = true, WORDS(card_of_names) },
    { .name = "over", .kind = OPTION_WORDS, .required = true, .least = 1, WORDS(period_words) },
    { .name = "items", .kind = OPTION_RECORDS, .required = true, .least = 1, .record = &item_form },
    { .name = "bonus", .kind = OPTION_RECORDS, .least = 1, .record = &item_form },
    { .name = "bonus_most", .kind = OPTION_NUMBER },
    { .name = "penalty", .kind = OPTION_RECORDS, .least = 1, .record = &penalty_form },
    { .name = "gates", .kind = OPTION_RECORDS, .least = 1, .record = &gate_form },
    { .name = "veto", .kind = OPTION_BOOLEAN, .required = true },
    { .name = "scale", .kind = OPTION_NUMBER },
    NUMBER("most"),
    { .name = "bands", .kind = OPTION_RECORDS, .least = 1, .record = &band_form },
    { .name = "band_on", .kind = OPTION_WORD, WORDS(band_words) },
    { .name = "missing", .kind = OPTION_WORD, WORDS(missing_policy_names) },
    { .name = "not_applicable", .kind = OPTION_WORD, WORDS(not_applicable_policy_names) },
    { .name = "strict_n", .kind = OPTION_BOOLEAN },
    { .name = "rank", .kind = OPTION_WORD, WORDS(rank_ties_names) },
    { .name = "tie_break", .kind = OPTION_NAMES, .least = 1 },
    { .name = "sizes", .kind = OPTION_NUMBERS, .least = 1 },
};

const struct form card_forms[] = {
    { "graded", FORM_SHAPE, false, OPTIONS(graded_options) },
    { "linear", FORM_SHAPE, false, OPTIONS(linear_options) },
    { "per_count", FORM_SHAPE, false, OPTIONS(per_count_options) },
    { "piecewise", FORM_SHAPE, false, OPTIONS(piecewise_options) },
    { "scorecard", FORM_CARD, false, OPTIONS(card_options) },
    { "steps", FORM_SHAPE, false, OPTIONS(steps_options) },
    { "threshold", FORM_SHAPE, false, OPTIONS(threshold_options) },
};
const size_t card_form_count = sizeof card_forms / sizeof *card_forms;
