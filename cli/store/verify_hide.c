/* SPDX-License-Identifier: MIT */
#include "cli/store/verify_hide.h"

#include "cli/filter.h"
#include "cli/json_read.h"
#include "cli/suppression.h"
#include "lib/store/people_rows.h"

#include <string.h>

static bool
is_kind(const json_t *difference, const char *kind)
{
    return strcmp(json_string_value(json_object_get(difference, "kind")), kind) == 0;
}

static void
hide(json_t *difference)
{
    json_object_set_new(difference, "hidden", json_true());
    json_object_set_new(difference, "stored", json_null());
    json_object_set_new(difference, "rebuilt", json_null());
}

static bool
is_few(const json_t *side, struct disclosure_rule rule)
{
    static const char *const members[] = { "numerator", "named", "lower", "upper" };

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const json_t *value = json_object_get(side, members[i]);
        if (json_is_integer(value) && disclosure_is_few(rule, json_integer_value(value)))
            return true;
    }
    return false;
}

static bool
must_hide(const struct suppression *suppression, const json_t *difference)
{
    const struct people_row row = {
        .indicator = json_str(difference, "indicator"), .unit = json_str(difference, "unit"), .team = json_str(difference, "team"),
        .category = json_str(difference, "category"),   .group = json_str(difference, "group"), .period = json_str(difference, "period"),
        .kind = json_str(difference, "figure_kind"),
    };
    const char *change = json_string_value(json_object_get(difference, "change"));

    return strcmp(change, "missing") == 0 || suppression_hides_any(suppression, &row) ||
           is_few(json_object_get(difference, "stored"), suppression->rule) ||
           is_few(json_object_get(difference, "rebuilt"), suppression->rule);
}

static void
hide_figures(const struct suppression *suppression, json_t *differences)
{
    json_t *difference;
    size_t i;

    json_array_foreach(differences, i, difference)
        if (is_kind(difference, "figure") && must_hide(suppression, difference))
            hide(difference);
}

static bool
read_and_hide(struct reader *reader, json_t *differences, struct report_filter *filter, struct err *err)
{
    struct suppression suppression;
    struct arena arena = { 0 };
    bool done = reader_begin(reader, err) && suppression_read(&suppression, reader, filter, &arena, err);

    reader_end(reader);
    if (done)
        hide_figures(&suppression, differences);
    arena_free(&arena);
    return done;
}

bool
verify_hide(const char *db_path, json_t *differences, struct err *err)
{
    struct report_filter filter = { 0 };
    struct reader *reader;
    json_t *difference;
    bool done;
    size_t i;

    json_array_foreach(differences, i, difference) {
        if (is_kind(difference, "figure"))
            filter_add(&filter, FILTER_PERIOD, json_str(difference, "period"));
        else if (is_kind(difference, "score") || is_kind(difference, "component"))
            hide(difference);
    }
    if (filter.counts[FILTER_PERIOD] == 0)
        return true;
    reader = reader_open(db_path, err);
    done = reader && read_and_hide(reader, differences, &filter, err);
    reader_close(reader);
    filter_free(&filter);
    return done;
}
