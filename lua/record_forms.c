/* SPDX-License-Identifier: MIT */
#include "lua/record_forms.h"

#include "lib/model/ruleset.h"

enum { WEEK_MINUTES = 7 * 24 * 60, DAY_MINUTES = 24 * 60 };

#define OPTIONS(list) .options = list, .option_count = sizeof list / sizeof *list
#define RECORD_WORDS .words = count_of_names + COUNT_RECORDS, .word_count = COUNTS_OF - COUNT_RECORDS
#define RANKS(level) { .name = level, .kind = OPTION_NUMBERS, .required = true, .least = AWARD_RANKS }

#define FIELD_AND_WHERE { .name = "field", .kind = OPTION_TEXT, .required = true }, { .name = "where", .kind = OPTION_RULE }

static const struct option sum_options[] = {
    { .name = "of", .kind = OPTION_TYPE, .required = true, RECORD_WORDS },
    FIELD_AND_WHERE,
};

static const struct option latest_options[] = {
    { .name = "of", .kind = OPTION_TYPE, .required = true, RECORD_WORDS },
    FIELD_AND_WHERE,
};

/* In the order of award_level_names. */
static const struct option awards_options[] = {
    RANKS("nation"), RANKS("province"), RANKS("city"), RANKS("district"), RANKS("street"),
    { .name = "where", .kind = OPTION_RULE },
};

static const struct option weeks_options[] = {
    { .name = "minutes", .kind = OPTION_INTEGER, .required = true, .least = 0, .most = WEEK_MINUTES },
    { .name = "where", .kind = OPTION_RULE },
};

static const struct option days_options[] = {
    { .name = "minutes", .kind = OPTION_INTEGER, .required = true, .least = 1, .most = DAY_MINUTES },
    { .name = "where", .kind = OPTION_RULE },
};

const struct form record_forms[] = {
    { "awards", FORM_MEASURE, false, OPTIONS(awards_options) },
    { "days", FORM_MEASURE, false, OPTIONS(days_options) },
    { "latest", FORM_MEASURE, false, OPTIONS(latest_options) },
    { "rota", FORM_MEASURE, false, OPTIONS(weeks_options) },
    { "sum", FORM_MEASURE, false, OPTIONS(sum_options) },
    { "weeks", FORM_MEASURE, false, OPTIONS(weeks_options) },
};
const size_t record_form_count = sizeof record_forms / sizeof *record_forms;
