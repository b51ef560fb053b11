/* SPDX-License-Identifier: MIT */
#include "cli/crosstab/axes.h"

#include "cli/filter.h"
#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/base/nearest.h"
#include "lib/store/rule_settings.h"

#include <stdlib.h>

enum { PARTS_MAX = 12 };

static const struct str names[AXES] = {
    [AXIS_UNIT] = STR_INIT("unit"),   [AXIS_TEAM] = STR_INIT("team"),           [AXIS_CATEGORY] = STR_INIT("category"),
    [AXIS_GROUP] = STR_INIT("group"), [AXIS_INDICATOR] = STR_INIT("indicator"), [AXIS_MONTH] = STR_INIT("month"),
    [AXIS_QUARTER] = STR_INIT("quarter"), [AXIS_HALF] = STR_INIT("half"),       [AXIS_YEAR] = STR_INIT("year"),
    [AXIS_PERIOD] = STR_INIT("period"),
};

static const struct str plurals[AXES] = {
    [AXIS_UNIT] = STR_INIT("units"),   [AXIS_TEAM] = STR_INIT("teams"),           [AXIS_CATEGORY] = STR_INIT("categories"),
    [AXIS_GROUP] = STR_INIT("groups"), [AXIS_INDICATOR] = STR_INIT("indicators"), [AXIS_MONTH] = STR_INIT("months"),
    [AXIS_QUARTER] = STR_INIT("quarters"), [AXIS_HALF] = STR_INIT("halves"),      [AXIS_YEAR] = STR_INIT("years"),
    [AXIS_PERIOD] = STR_INIT("periods"),
};

static bool
refuse(struct str word, struct err *err)
{
    int near = nearest_word(word, names, AXES);
    struct buf list = { 0 };

    for (size_t i = 0; i < AXES; i++)
        buf_printf(&list, "%s%.*s", i > 0 ? ", " : "", STR_ARG(names[i]));
    if (near >= 0)
        err_set(err, ERR_USAGE, _("--by takes rows and columns out of %.*s, not \"%.*s\": did you mean %.*s?"), (int)list.len, list.ptr,
                STR_ARG(word), STR_ARG(names[near]));
    else
        err_set(err, ERR_USAGE, _("--by takes rows and columns out of %.*s, not \"%.*s\""), (int)list.len, list.ptr, STR_ARG(word));
    buf_free(&list);
    return false;
}

static bool
parse_axis(struct str word, enum axis *axis, struct err *err)
{
    int found;

    while (word.len > 0 && word.ptr[0] == ' ')
        word = (struct str){ word.ptr + 1, word.len - 1 };
    while (word.len > 0 && word.ptr[word.len - 1] == ' ')
        word.len--;
    found = str_find(word, names, AXES);
    if (found < 0)
        found = str_find(word, plurals, AXES);
    if (found < 0)
        return refuse(word, err);
    *axis = (enum axis)found;
    return true;
}

static bool
is_breakdown(enum axis axis)
{
    return axis == AXIS_TEAM || axis == AXIS_CATEGORY || axis == AXIS_GROUP;
}

static bool
is_time(enum axis axis)
{
    return axis >= AXIS_MONTH;
}

static bool
check_pair(const struct axes *axes, struct err *err)
{
    struct str rows = names[axes->rows], columns = names[axes->columns];

    if (axes->rows == axes->columns)
        return err_set(err, ERR_USAGE, _("--by %.*s,%.*s: rows and columns are the same"), STR_ARG(rows), STR_ARG(columns));
    if (is_breakdown(axes->rows) && is_breakdown(axes->columns))
        return err_set(err, ERR_USAGE,
                       _("--by %.*s,%.*s: a figure is of a team, a category or a group, never of two of them"), STR_ARG(rows),
                       STR_ARG(columns));
    if (is_time(axes->rows) && is_time(axes->columns))
        return err_set(err, ERR_USAGE, _("--by %.*s,%.*s: both are periods; take one of them, and --period for the other"),
                       STR_ARG(rows), STR_ARG(columns));
    return true;
}

bool
axes_parse(struct str text, struct axes *axes, struct err *err)
{
    const char *comma = text.len > 0 ? memchr(text.ptr, ',', text.len) : NULL;
    struct str first = { text.ptr, comma ? (size_t)(comma - text.ptr) : text.len };
    struct axes parsed = { .is_given = true };

    if (!parse_axis(first, &parsed.rows, err))
        return false;
    parsed.columns = parsed.rows == AXIS_INDICATOR ? AXIS_UNIT : AXIS_INDICATOR;
    if (comma && !parse_axis((struct str){ comma + 1, text.len - first.len - 1 }, &parsed.columns, err))
        return false;
    if (!check_pair(&parsed, err))
        return false;
    *axes = parsed;
    return true;
}

bool
axes_have(const struct axes *axes, enum axis axis)
{
    return axes->rows == axis || axes->columns == axis;
}

bool
axes_periods(const struct axes *axes, enum period_kind *kind)
{
    static const enum period_kind kinds[AXES] = { [AXIS_MONTH] = PERIOD_MONTH, [AXIS_QUARTER] = PERIOD_QUARTER,
                                                  [AXIS_HALF] = PERIOD_HALF,   [AXIS_YEAR] = PERIOD_YEAR,
                                                  [AXIS_PERIOD] = PERIOD_DAYS };

    for (enum axis axis = AXIS_MONTH; axis < AXES; axis++)
        if (axes_have(axes, axis)) {
            *kind = kinds[axis];
            return true;
        }
    return false;
}

/* Behind the named period its parts of the kind, as codes. */
static void
add_parts(struct report_filter *filter, struct str code, enum period_kind kind, int year_start, struct arena *arena)
{
    struct period period, parts[PARTS_MAX];
    char text[PERIOD_CODE_SIZE];
    size_t count;

    if (!period_parse(code, year_start, &period) || period.kind == kind || period.kind > PERIOD_YEAR)
        return;
    count = period_split(&period, kind, year_start, parts, PARTS_MAX);
    for (size_t i = 0; i < count && i < PARTS_MAX; i++) {
        period_code(&parts[i], year_start, text);
        filter_add(filter, FILTER_PERIOD, arena_copy(arena, str_of(text)));
    }
}

static bool
filter_periods(const struct axes *axes, struct report_filter *filter, struct reader *reader, struct arena *arena, struct err *err)
{
    struct rule_settings settings;
    enum period_kind kind;
    size_t named = filter->counts[FILTER_PERIOD];

    if (!axes_periods(axes, &kind) || kind == PERIOD_DAYS)
        return true;
    if (!rule_settings_get(reader, arena, &settings, err))
        return false;
    for (size_t i = 0; i < named; i++)
        add_parts(filter, filter->values[FILTER_PERIOD][i], kind, settings.year_start_month, arena);
    return true;
}

bool
axes_filter(const struct axes *axes, struct report_filter *filter, struct reader *reader, struct arena *arena, struct err *err)
{
    static const enum axis breakdowns[] = { AXIS_TEAM, AXIS_CATEGORY, AXIS_GROUP };
    static const enum filter_kind kinds[] = { FILTER_TEAM, FILTER_CATEGORY, FILTER_GROUP };
    bool asks_for_one = false;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        asks_for_one |= filter->counts[kinds[i]] > 0 && !axes_have(axes, breakdowns[i]);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (filter->counts[kinds[i]] == 0 && !axes_have(axes, breakdowns[i]))
            filter_add(filter, kinds[i], STR("-"));
    if (asks_for_one && (axes_have(axes, AXIS_TEAM) || axes_have(axes, AXIS_CATEGORY) || axes_have(axes, AXIS_GROUP)))
        return err_set(err, ERR_USAGE, _("--by and --team, --category or --group: a figure is of a team, a category or a group, never of two of them"));
    return filter_periods(axes, filter, reader, arena, err);
}
