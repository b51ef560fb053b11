/* SPDX-License-Identifier: MIT */
#include "lua/reporting_forms.h"

#include "lib/model/event.h"
#include "lib/model/reports.h"

enum { GRACE_MOST = 3660 };

#define OPTIONS(list) .options = list, .option_count = sizeof list / sizeof *list
#define DATASET { .name = "dataset", .kind = OPTION_WORD, .words = dataset_names, .word_count = DATASETS }

static const struct option reported_options[] = {
    DATASET,
    { .name = "levels", .kind = OPTION_WORDS, .least = 1, .words = unit_level_names, .word_count = LEVELS },
};

static const struct option timely_options[] = {
    DATASET,
    { .name = "grace", .kind = OPTION_INTEGER, .required = true, .least = 0, .most = GRACE_MOST },
};

const struct form reporting_forms[] = {
    { "reported", FORM_MEASURE, false, OPTIONS(reported_options) },
    { "timely", FORM_MEASURE, false, OPTIONS(timely_options) },
};
const size_t reporting_form_count = sizeof reporting_forms / sizeof *reporting_forms;

bool
reporting_forms_has(lua_State *L, int measure)
{
    for (size_t i = 0; i < reporting_form_count; i++)
        if (form_of(L, measure) == &reporting_forms[i])
            return true;
    return false;
}

void
reporting_forms_check_by(struct writer *writer, int indicator, int measure)
{
    lua_State *L = writer->L;
    struct str by;

    if (!reporting_forms_has(L, measure))
        return;
    writer_words(writer, indicator, "by");
    for (int i = 1; (by = writer_word(L, -1, i)).ptr; i++)
        if (!str_eq(by, STR("unit")))
            form_fail(L, indicator, "units report, nobody by %.*s: by must be { \"unit\" }", STR_ARG(by));
    lua_pop(L, 1);
}
