/* SPDX-License-Identifier: MIT */
#include "cli/summary/figures.h"

#include "cli/filter.h"
#include "cli/lang.h"
#include "cli/summary/figure_data.h"
#include "cli/summary/told.h"
#include "cli/vocabulary.h"

#include <string.h>

/* What is told of teams and of units below. */
static const struct str told_below[] = {
    STR_INIT("activities"),       STR_INIT("attendances"), STR_INIT("participation_rate"), STR_INIT("education_coverage"),
    STR_INIT("roster_rate"),      STR_INIT("shows"),       STR_INIT("team_vitality"),
};
static const struct str told_by_month[] = { STR_INIT("activities"), STR_INIT("attendances") };

/* ---- reading ---- */

static bool
read_rows(struct reader *reader, struct report_filter *filter, struct arena *arena, struct report_row **rows, size_t *count,
          struct err *err)
{
    bool done = reader_report(reader, filter, arena, rows, count, err);

    filter_free(filter);
    return done;
}

static void
only_whole(struct report_filter *filter)
{
    filter_add(filter, FILTER_CATEGORY, STR("-"));
    filter_add(filter, FILTER_GROUP, STR("-"));
}

static bool
read_year(struct summary_figures *figures, struct reader *reader, struct str unit, struct str period, struct arena *arena,
          struct err *err)
{
    struct report_filter filter = { 0 };

    filter_add(&filter, FILTER_UNIT, unit);
    filter_add(&filter, FILTER_PERIOD, period);
    return read_rows(reader, &filter, arena, &figures->year, &figures->year_count, err);
}

static bool
read_months(struct summary_figures *figures, struct reader *reader, struct str unit, const struct summary_period *period,
            struct arena *arena, struct err *err)
{
    struct report_filter filter = { 0 };

    filter_add(&filter, FILTER_UNIT, unit);
    filter_add(&filter, FILTER_TEAM, STR("-"));
    only_whole(&filter);
    for (size_t i = 0; i < sizeof told_by_month / sizeof *told_by_month; i++)
        filter_add(&filter, FILTER_INDICATOR, told_by_month[i]);
    for (size_t i = 0; i < period->month_count; i++)
        filter_add(&filter, FILTER_PERIOD, str_of(period->month_codes[i]));
    return read_rows(reader, &filter, arena, &figures->months, &figures->month_count, err);
}

static bool
read_below(struct summary_figures *figures, struct reader *reader, struct str unit, struct str period, struct arena *arena,
           struct err *err)
{
    struct report_filter filter = { 0 };

    filter_add(&filter, FILTER_UNIT, arena_printf(arena, "%.*s/", STR_ARG(unit)));
    filter_add(&filter, FILTER_PERIOD, period);
    only_whole(&filter);
    for (size_t i = 0; i < sizeof told_below / sizeof *told_below; i++)
        filter_add(&filter, FILTER_INDICATOR, told_below[i]);
    return read_rows(reader, &filter, arena, &figures->below, &figures->below_count, err);
}

static bool
is_official(const struct report_row *row)
{
    return str_eq(row->figure.kind, STR("official"));
}

static bool
is_revised(const struct report_row *row)
{
    return str_eq(row->figure.kind, STR("revised"));
}

static void
hide(const struct suppression *suppression, struct report_row *rows, size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++)
        suppression_apply(suppression, &rows[i], arena);
}

/* The periods stand in the arena, for what was decided borrows them. */
static bool
read_suppression(struct summary_figures *figures, struct reader *reader, const struct summary_period *period,
                 struct arena *arena, struct err *err)
{
    static const struct str plugin = STR_INIT("attendances");
    struct str *months = arena_array(arena, period->month_count, sizeof *months), *whole = arena_array(arena, 1, sizeof *whole);
    struct report_filter of_year = { .values[FILTER_PERIOD] = whole, .counts[FILTER_PERIOD] = 1 };
    struct report_filter of_months = { .values[FILTER_PERIOD] = months, .counts[FILTER_PERIOD] = period->month_count };

    *whole = period->code;
    for (size_t i = 0; i < period->month_count; i++)
        months[i] = arena_copy(arena, str_of(period->month_codes[i]));
    return suppression_read(&figures->suppression, reader, &of_year, arena, err) &&
           suppression_read_of(&figures->monthly, reader, &of_months, &plugin, 1, arena, err);
}

static bool
is_of_unit_alone(const struct figure_row *figure)
{
    return !figure->team.ptr && !figure->category.ptr && !figure->group.ptr;
}

static bool
is_attendances_of_unit(const struct figure_row *figure)
{
    return str_eq(figure->indicator, STR("attendances")) && is_of_unit_alone(figure);
}

static bool
has_hidden_attendances(const struct report_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_attendances_of_unit(&rows[i].figure) && rows[i].hidden.ptr)
            return true;
    return false;
}

/* Of both together: what is left of the year is of sessions that lie in no month. */
static bool
leaves_few(const struct summary_figures *figures)
{
    int64_t left = 0;

    for (size_t i = 0; i < figures->year_count; i++)
        if (is_attendances_of_unit(&figures->year[i].figure) && !is_revised(&figures->year[i]))
            left += figures->year[i].figure.numerator;
    for (size_t i = 0; i < figures->month_count; i++)
        if (is_attendances_of_unit(&figures->months[i].figure) && !is_revised(&figures->months[i]))
            left -= figures->months[i].figure.numerator;
    return left > 0 && disclosure_is_few(figures->suppression.rule, left);
}

/* On one page the months and their sum would tell the one of them that is hidden, or what few lie in none: then none of the months is told. */
static void
hide_months_together(struct summary_figures *figures, struct arena *arena)
{
    if (!has_hidden_attendances(figures->year, figures->year_count) && !has_hidden_attendances(figures->months, figures->month_count) &&
        !leaves_few(figures))
        return;
    for (size_t i = 0; i < figures->month_count; i++) {
        struct report_row *row = &figures->months[i];
        if (is_attendances_of_unit(&row->figure) && !row->hidden.ptr && row->figure.has_numerator)
            suppression_hide_row(row, STR("*"), arena);
    }
    figures->hides_months = true;
}

static bool
hide_small(struct summary_figures *figures, struct reader *reader, const struct summary_period *period, struct arena *arena,
           struct err *err)
{
    if (!read_suppression(figures, reader, period, arena, err))
        return false;
    hide(&figures->suppression, figures->year, figures->year_count, arena);
    hide(&figures->monthly, figures->months, figures->month_count, arena);
    hide(&figures->suppression, figures->below, figures->below_count, arena);
    hide_months_together(figures, arena);
    return true;
}

/* The official ones where there are some; of others the latest: one whose rule failed stands for an earlier day. */
static bool
stands_more(const struct summary_figures *figures, const struct report_row *row)
{
    if (!figures->day.ptr || is_official(row) != figures->is_official)
        return !figures->day.ptr || is_official(row);
    return row->as_of > figures->as_of;
}

static void
find_standing(struct summary_figures *figures)
{
    for (size_t i = 0; i < figures->year_count; i++) {
        const struct report_row *row = &figures->year[i];
        if (!stands_more(figures, row))
            continue;
        figures->is_official = is_official(row);
        figures->day = row->day;
        figures->as_of = row->as_of;
    }
}

bool
summary_figures_read(struct summary_figures *figures, struct reader *reader, struct str unit,
                     const struct summary_period *period, bool full, struct arena *arena, struct err *err)
{
    *figures = (struct summary_figures){ 0 };
    if (!read_year(figures, reader, unit, period->code, arena, err) || !read_months(figures, reader, unit, period, arena, err) ||
        !read_below(figures, reader, unit, period->code, arena, err))
        return false;
    find_standing(figures);
    return full || hide_small(figures, reader, period, arena, err);
}

/* ---- telling ---- */

/* Are both about the same, so that one may be the revised one of the other? */
static bool
same_cell(const struct report_row *a, const struct report_row *b)
{
    const struct figure_row *one = &a->figure, *other = &b->figure;

    return str_eq(one->indicator, other->indicator) && str_eq(one->unit, other->unit) && str_eq(one->team, other->team) &&
           str_eq(one->category, other->category) && str_eq(one->group, other->group) && str_eq(one->period, other->period);
}

/* The rows of one cell stand together; NULL: there is none. */
static const struct report_row *
revised_of(const struct report_row *rows, size_t count, size_t i)
{
    for (size_t k = i + 1; k < count && same_cell(&rows[i], &rows[k]); k++)
        if (is_revised(&rows[k]))
            return &rows[k];
    return NULL;
}

static void
put_figure(json_t *figures, const struct report_row *rows, size_t count, size_t i, struct arena *arena)
{
    if (is_revised(&rows[i]))
        return;
    json_object_set_new(figures, arena_copy(arena, rows[i].figure.indicator).ptr,
                        figure_data(&rows[i], revised_of(rows, count, i), arena));
}

json_t *
summary_figures_of_unit(const struct summary_figures *figures, const struct summary_period *period, int month,
                        struct arena *arena)
{
    const struct report_row *rows = month < 0 ? figures->year : figures->months;
    size_t count = month < 0 ? figures->year_count : figures->month_count;
    struct str code = month < 0 ? period->code : str_of(period->month_codes[month]);
    json_t *object = json_object();

    for (size_t i = 0; i < count; i++)
        if (is_of_unit_alone(&rows[i].figure) && str_eq(rows[i].figure.period, code))
            put_figure(object, rows, count, i, arena);
    return object;
}

/* The entry of the code; a new one at the end if there is none. */
static json_t *
entry_of(json_t *list, struct str code, struct str name)
{
    json_t *entry;
    size_t i;

    json_array_foreach(list, i, entry)
        if (str_eq(str_of(json_string_value(json_object_get(entry, "code"))), code))
            return entry;
    entry = json_object();
    told_text(entry, "code", code);
    told_text(entry, "name", name.ptr ? name : code);
    json_object_set_new(entry, "figures", json_object());
    json_array_append_new(list, entry);
    return entry;
}

static void
put_in_entry(json_t *list, struct str code, struct str name, const struct report_row *rows, size_t count, size_t i,
             struct arena *arena)
{
    put_figure(json_object_get(entry_of(list, code, name), "figures"), rows, count, i, arena);
}

json_t *
summary_figures_of_groups(const struct summary_figures *figures, struct arena *arena)
{
    json_t *list = json_array();

    for (size_t i = 0; i < figures->year_count; i++) {
        struct str code = figures->year[i].figure.group;
        if (code.ptr)
            put_in_entry(list, code, word_of_group(code), figures->year, figures->year_count, i, arena);
    }
    return list;
}

json_t *
summary_figures_of_categories(const struct summary_figures *figures, struct arena *arena)
{
    json_t *list = json_array();

    for (size_t i = 0; i < figures->year_count; i++) {
        struct str code = figures->year[i].figure.category;
        if (code.ptr)
            put_in_entry(list, code, told_category(code), figures->year, figures->year_count, i, arena);
    }
    return list;
}

/* Of the unit itself, which is the highest among the rows. */
static int
depth_of(const struct summary_figures *figures, struct str unit)
{
    for (size_t i = 0; i < figures->below_count; i++)
        if (str_eq(figures->below[i].figure.unit, unit))
            return figures->below[i].unit_depth;
    return -1;
}

json_t *
summary_figures_of_units(const struct summary_figures *figures, struct str unit, struct arena *arena)
{
    int depth = depth_of(figures, unit);
    json_t *list = json_array();

    for (size_t i = 0; i < figures->below_count; i++) {
        const struct report_row *row = &figures->below[i];
        struct str name = lang_name(row->unit_name, row->unit_name_en, row->figure.unit);
        if (depth >= 0 && row->unit_depth == depth + 1 && is_of_unit_alone(&row->figure))
            put_in_entry(list, row->figure.unit, name, figures->below, figures->below_count, i, arena);
    }
    return list;
}

json_t *
summary_figures_of_team(const struct summary_figures *figures, struct str team, struct arena *arena)
{
    json_t *object = json_object();

    for (size_t i = 0; i < figures->below_count; i++)
        if (figures->below[i].figure.team.ptr && str_eq(figures->below[i].figure.team, team))
            put_figure(object, figures->below, figures->below_count, i, arena);
    return object;
}
