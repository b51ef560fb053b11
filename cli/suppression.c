/* SPDX-License-Identifier: MIT */
#include "cli/suppression.h"

#include "cli/figure_past.h"
#include "cli/period_code.h"
#include "cli/words.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/model/fraction.h"

#include <stdlib.h>
#include <string.h>

struct suppressed_cell {
    uint32_t cell;
    enum disclosure disclosure;
    const struct people_row *row;
};

/* Numbers of people that stand multiplied are multiples; what is none would be rounded up. */
static int64_t
divided(int64_t number, int64_t multiple)
{
    return (number + multiple - 1) / multiple;
}

static void
take_values(const struct people_row *row, int64_t values[DISCLOSURE_COLUMNS])
{
    const int64_t bounds[] = { row->named, row->lower, row->upper };

    values[0] = row->has_numerator ? divided(row->numerator, row->multiple) : 0;
    for (int i = 0; i < 3; i++)
        values[1 + i] = row->has_bounds ? divided(bounds[i], row->multiple) : 0;
    values[4] = row->whole > 0 ? divided(row->denominator, row->whole) : 0;
}

/* The nearest unit above, of those of the table that stand before the row in tree order; `path` leads down to it. */
static uint32_t
find_parent(const struct people_row *rows, const uint32_t *path, size_t *depth, uint32_t row)
{
    while (*depth > 0 && rows[path[*depth - 1]].end <= rows[row].place)
        --*depth;
    return *depth > 0 && rows[row].place >= 0 ? path[*depth - 1] : DISCLOSURE_ROOT;
}

static int
by_number(const void *left, const void *right)
{
    const struct suppressed_cell *a = left, *b = right;

    return (a->cell > b->cell) - (a->cell < b->cell);
}

static int
compare_all(const struct str *const a[], const struct str *const b[], size_t count)
{
    int order = 0;

    for (size_t i = 0; order == 0 && i < count; i++)
        order = str_cmp(*a[i], *b[i]);
    return order;
}

static int
by_name(const void *left, const void *right)
{
    const struct people_row *a = ((const struct suppressed_cell *)left)->row;
    const struct people_row *b = ((const struct suppressed_cell *)right)->row;

    return compare_all((const struct str *const[]){ &a->indicator, &a->unit, &a->period, &a->kind, &a->team, &a->category, &a->group },
                       (const struct str *const[]){ &b->indicator, &b->unit, &b->period, &b->kind, &b->team, &b->category, &b->group },
                       7);
}

/* Of a plugin's rows about one unit and period. */
static int
by_unit_of_plugin(const void *left, const void *right)
{
    const struct people_row *a = ((const struct suppressed_cell *)left)->row;
    const struct people_row *b = ((const struct suppressed_cell *)right)->row;

    return compare_all((const struct str *const[]){ &a->plugin, &a->unit, &a->period, &a->kind },
                       (const struct str *const[]){ &b->plugin, &b->unit, &b->period, &b->kind }, 4);
}

static void
sort(struct suppressed_cell *cells, size_t count, int (*order)(const void *, const void *))
{
    if (count > 0)
        qsort(cells, count, sizeof *cells, order);
}

static const struct suppressed_cell *
search(const struct suppressed_cell *cells, size_t count, const struct suppressed_cell *key,
       int (*order)(const void *, const void *))
{
    return count > 0 ? bsearch(key, cells, count, sizeof *cells, order) : NULL;
}

/* Hidden cells of categories, in the order by_unit_of_plugin: a sum over categories would tell them. */
struct parts {
    struct suppressed_cell *cells;
    size_t count;
};

static bool
would_tell(const struct parts *parts, const struct people_row *row)
{
    const struct suppressed_cell key = { .row = row };

    return row->is_sum && !row->team.ptr && !row->group.ptr && search(parts->cells, parts->count, &key, by_unit_of_plugin);
}

/* Of the rows about a team in a period. */
static int
by_team(const void *left, const void *right)
{
    const struct people_row *a = ((const struct suppressed_cell *)left)->row;
    const struct people_row *b = ((const struct suppressed_cell *)right)->row;

    return compare_all((const struct str *const[]){ &a->team, &a->unit, &a->period, &a->kind },
                       (const struct str *const[]){ &b->team, &b->unit, &b->period, &b->kind }, 4);
}

/* Rows that say how many members a team has, of those that have few, in the order by_team. */
static struct parts
small_teams(const struct suppression *suppression, const struct people_row *rows, size_t count)
{
    struct parts teams = { .cells = mem_array(count, sizeof *teams.cells) };

    for (size_t i = 0; i < count; i++)
        if (rows[i].whole < 0 && rows[i].denominator > 0 && disclosure_is_few(suppression->rule, rows[i].denominator))
            teams.cells[teams.count++] = (struct suppressed_cell){ .row = &rows[i] };
    sort(teams.cells, teams.count, by_team);
    return teams;
}

/* D12: of a small team nothing is printed about who came how often. */
static bool
is_of_small_team(const struct parts *teams, const struct people_row *row)
{
    const struct suppressed_cell key = { .row = row };

    return row->is_records && row->team.ptr && search(teams->cells, teams->count, &key, by_team);
}

/* What makes rows hidden beside their own numbers. */
struct beside {
    struct parts parts, teams;
};

/* The rows of one table, in tree order. */
static void
decide_table(struct suppression *suppression, const struct people_row *rows, size_t count, const struct beside *beside)
{
    struct disclosure_cell *cells = mem_array(count, sizeof *cells);
    uint32_t *path = mem_array(count, sizeof *path);
    size_t depth = 0;

    for (uint32_t i = 0; i < count; i++) {
        take_values(&rows[i], cells[i].values);
        cells[i].parent = find_parent(rows, path, &depth, i);
        path[depth++] = i;
        if (would_tell(&beside->parts, &rows[i]) || is_of_small_team(&beside->teams, &rows[i]))
            cells[i].disclosure = DISCLOSURE_HIDDEN;
    }
    disclosure_decide(suppression->rule, cells, count);
    for (size_t i = 0; i < count; i++)
        if (cells[i].disclosure != DISCLOSURE_SHOWN)
            suppression->cells[suppression->count++] = (struct suppressed_cell){ rows[i].cell, cells[i].disclosure, &rows[i] };
    free(cells);
    free(path);
}

/* Tables from a row on, of sums or not. Returns the place of the first row that was left. */
static size_t
decide_tables(struct suppression *suppression, const struct people_row *rows, size_t from, size_t count, bool sums,
              const struct beside *beside)
{
    size_t i = from, n;

    for (; i < count && rows[i].is_sum == sums; i += n) {
        for (n = 1; i + n < count && people_row_same_table(&rows[i], &rows[i + n]);)
            n++;
        decide_table(suppression, rows + i, n, beside);
    }
    return i;
}

static struct parts
hidden_categories(const struct suppression *suppression)
{
    struct parts parts = { .cells = mem_array(suppression->count, sizeof *parts.cells) };

    for (size_t i = 0; i < suppression->count; i++)
        if (suppression->cells[i].row->category.ptr)
            parts.cells[parts.count++] = suppression->cells[i];
    sort(parts.cells, parts.count, by_unit_of_plugin);
    return parts;
}

void
suppression_decide(struct suppression *suppression, const struct people_row *rows, size_t count, struct arena *arena)
{
    struct beside beside = { .teams = small_teams(suppression, rows, count) };
    size_t sums;

    suppression->cells = arena_array(arena, count, sizeof *suppression->cells);
    suppression->names = arena_array(arena, count, sizeof *suppression->names);
    suppression->count = 0;
    sums = decide_tables(suppression, rows, 0, count, false, &beside);
    beside.parts = hidden_categories(suppression);
    decide_tables(suppression, rows, sums, count, true, &beside);
    free(beside.parts.cells);
    free(beside.teams.cells);
    if (suppression->count > 0)
        memcpy(suppression->names, suppression->cells, suppression->count * sizeof *suppression->names);
    sort(suppression->cells, suppression->count, by_number);
    sort(suppression->names, suppression->count, by_name);
}

bool
suppression_read(struct suppression *suppression, struct reader *reader, const struct report_filter *filter,
                 struct arena *arena, struct err *err)
{
    return suppression_read_of(suppression, reader, filter, NULL, 0, arena, err);
}

/* A target may be a figure of the period before: these are decided on, too, where there are such targets. */
static void
add_past(struct report_filter *wide, const struct report_filter *filter, struct arena *arena)
{
    size_t count = filter->counts[FILTER_PERIOD];
    struct str *periods = arena_array(arena, 2 * count + 1, sizeof *periods);
    char code[PERIOD_CODE_SIZE];

    memcpy(periods, filter->values[FILTER_PERIOD], count * sizeof *periods);
    wide->values[FILTER_PERIOD] = periods;
    for (size_t i = 0; i < count; i++)
        if (period_code_before(periods[i], code) && str_find(str_of(code), periods, wide->counts[FILTER_PERIOD]) < 0)
            periods[wide->counts[FILTER_PERIOD]++] = arena_copy(arena, str_of(code));
}

/* What every decision hangs on. *wide is what is to be read: the periods of the filter, and those that are improved on. */
static bool
prepare(struct suppression *suppression, struct reader *reader, const struct report_filter *filter, struct report_filter *wide,
        struct arena *arena, struct err *err)
{
    bool improves;

    *wide = *filter;
    if (!reader_improves(reader, &improves, err))
        return false;
    if (improves && filter->counts[FILTER_PERIOD] > 0)
        add_past(wide, filter, arena);
    suppression->periods = wide->values[FILTER_PERIOD];
    suppression->period_count = wide->counts[FILTER_PERIOD];
    suppression->knows_all = wide->counts[FILTER_PERIOD] == 0;
    return reader_disclosure(reader, &suppression->rule, err) &&
           reader_derived(reader, arena, &suppression->derived, &suppression->derived_count, err);
}

bool
suppression_read_of(struct suppression *suppression, struct reader *reader, const struct report_filter *filter,
                    const struct str *plugins, size_t plugin_count, struct arena *arena, struct err *err)
{
    struct report_filter wide;
    struct people_row *rows;
    size_t count;

    if (!prepare(suppression, reader, filter, &wide, arena, err) ||
        !reader_people_of(reader, &wide, plugins, plugin_count, arena, &rows, &count, err))
        return false;
    suppression_decide(suppression, rows, count, arena);
    return true;
}

bool
suppression_read_alone(struct suppression *suppression, struct reader *reader, const struct report_filter *filter,
                       const struct str *indicators, size_t indicator_count, struct arena *arena, struct err *err)
{
    struct report_filter wide;
    struct people_row *rows;
    size_t count;

    if (!prepare(suppression, reader, filter, &wide, arena, err) ||
        !reader_people_alone(reader, &wide, indicators, indicator_count, arena, &rows, &count, err))
        return false;
    suppression_decide(suppression, rows, count, arena);
    return true;
}

static bool
is_of_units_alone(const struct report_filter *filter)
{
    for (enum filter_kind kind = FILTER_TEAM; kind <= FILTER_GROUP; kind++)
        if (filter->counts[kind] != 1 || !filter_is_none(kind, filter->values[kind][0]))
            return false;
    return true;
}

bool
suppression_read_printed(struct suppression *suppression, struct reader *reader, const struct report_filter *filter,
                         struct arena *arena, struct err *err)
{
    if (is_of_units_alone(filter))
        return suppression_read_alone(suppression, reader, filter, NULL, 0, arena, err);
    return suppression_read(suppression, reader, filter, arena, err);
}

static int
by_indicator(const void *left, const void *right)
{
    return str_cmp(((const struct derived_indicator *)left)->name, ((const struct derived_indicator *)right)->name);
}

static bool
hides_row(const struct suppression *suppression, const struct people_row *row);

/* A group's figure may be made of that of everybody. */
static bool
hides_source(const struct suppression *suppression, const struct people_row *row, struct str source)
{
    struct people_row of = *row;

    if (!source.ptr)
        return false;
    of.indicator = source;
    if (hides_row(suppression, &of))
        return true;
    of.group = (struct str){ 0 };
    return row->group.ptr && hides_row(suppression, &of);
}

/* A figure that is made of itself, however far away, does not load: this ends. */
static bool
hides_row(const struct suppression *suppression, const struct people_row *row)
{
    const struct derived_indicator name = { .name = row->indicator }, *derived = NULL;
    const struct suppressed_cell key = { .row = row };

    if (search(suppression->names, suppression->count, &key, by_name))
        return true;
    if (suppression->count > 0 && suppression->derived_count > 0)
        derived = bsearch(&name, suppression->derived, suppression->derived_count, sizeof name, by_indicator);
    return derived && (hides_source(suppression, row, derived->numerator_of) ||
                       hides_source(suppression, row, derived->denominator_of));
}

bool
suppression_hides(const struct suppression *suppression, struct str indicator, struct str unit, struct str team,
                  struct str period, struct str kind)
{
    return hides_row(suppression, &(struct people_row){ .indicator = indicator, .unit = unit, .team = team,
                                                        .period = period, .kind = kind });
}

bool
suppression_hides_row(const struct suppression *suppression, const struct people_row *row)
{
    return hides_row(suppression, row);
}

const struct people_row *
suppression_row(const struct suppression *suppression, size_t i)
{
    return suppression->cells[i].row;
}

bool
suppression_hides_any(const struct suppression *suppression, const struct people_row *row)
{
    static const struct str kinds[] = { STR_INIT("draft"), STR_INIT("official"), STR_INIT("revised") };
    struct people_row of = *row;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        of.kind = kinds[i];
        if (hides_row(suppression, &of))
            return true;
    }
    return false;
}

static struct people_row
row_of(const struct figure_row *figure)
{
    return (struct people_row){
        .indicator = figure->indicator, .unit = figure->unit, .team = figure->team, .category = figure->category,
        .group = figure->group, .period = figure->period, .kind = figure->kind,
    };
}

static bool
is_made_of_hidden(const struct suppression *suppression, const struct figure_row *figure)
{
    const struct people_row key = row_of(figure);

    return hides_row(suppression, &key);
}

/* NULL: it is shown. */
static const struct suppressed_cell *
find(const struct suppression *suppression, uint32_t cell)
{
    const struct suppressed_cell key = { .cell = cell };

    return search(suppression->cells, suppression->count, &key, by_number);
}

/* "more than the whole" of a small whole, and how many came from elsewhere, are numbers of people, too. */
static struct str
without(struct str words, struct str name, struct arena *arena)
{
    struct buf kept = { 0 };
    struct str word, text;

    while (words_next(&words, &word)) {
        bool is_it = str_starts(word, name) && (word.len == name.len || word.ptr[name.len] == '=');

        if (!is_it)
            buf_printf(&kept, "%s%.*s", kept.len > 0 ? " " : "", STR_ARG(word));
    }
    text = arena_copy(arena, buf_str(&kept));
    buf_free(&kept);
    return text;
}

/* Shown by the tables; people that no table knows are people all the same. */
static bool
is_small_alone(const struct suppression *suppression, const struct figure_row *figure)
{
    const int64_t values[DISCLOSURE_COLUMNS] = { figure->numerator, figure->named, figure->lower, figure->upper };

    return figure->has_bounds && disclosure_is_small(suppression->rule, values);
}

/* What may be said of the number of people; only where the row is about people can they be called few. */
static struct str
mark_of(const struct suppression *suppression, const struct suppressed_cell *found, struct arena *arena)
{
    bool is_small = !found || (found->disclosure == DISCLOSURE_SMALL && found->row->has_numerator);

    return is_small ? arena_printf(arena, "<%lld", (long long)suppression->rule.below) : STR("*");
}

bool
suppression_hides_past(const struct suppression *suppression, const struct people_row *row, struct str period)
{
    struct people_row past = *row;

    past.period = period;
    return (!suppression->knows_all && str_find(period, suppression->periods, suppression->period_count) < 0) ||
           suppression_hides_any(suppression, &past);
}

/* The value as it is printed where there is no target that asks for more decimals. */
static struct str
plain_value(const struct report_row *row, struct arena *arena)
{
    const struct figure_row *figure = &row->figure;
    char text[DECIMAL_SIZE];

    if (!figure->value.ptr || !figure->has_numerator || !figure->has_denominator || figure->denominator <= 0)
        return figure->value;
    decimal_print(figure->numerator, figure->denominator, row->factor, row->decimals, text);
    return arena_copy(arena, str_of(text));
}

/* The target is the figure of an earlier period: is that one hidden, nothing is asked for. */
static void
hide_target(const struct suppression *suppression, struct report_row *row, struct arena *arena)
{
    struct figure_row *figure = &row->figure;
    const struct people_row key = row_of(figure);
    struct str past = figure_past_of(figure);

    if (!past.ptr || !suppression_hides_past(suppression, &key, past))
        return;
    figure->value = plain_value(row, arena);
    figure->target = (struct str){ 0 };
    figure->has_met = figure->has_short = false;
}

void
suppression_hide_row(struct report_row *row, struct str mark, struct arena *arena)
{
    struct figure_row *figure = &row->figure;

    figure->state = STR("suppressed");
    figure->value = (struct str){ 0 };
    figure->detail = (struct str){ 0 };
    figure->has_numerator = figure->has_bounds = figure->has_met = figure->has_short = false;
    figure->flags = without(figure->flags, STR("over_100"), arena);
    figure->notes = without(figure->notes, STR("unknown_home"), arena);
    row->hidden = mark;
}

void
suppression_apply(const struct suppression *suppression, struct report_row *row, struct arena *arena)
{
    struct figure_row *figure = &row->figure;
    const struct suppressed_cell *found = find(suppression, figure->cell);
    bool is_derived = !found && is_made_of_hidden(suppression, figure);

    hide_target(suppression, row, arena);
    if (!found && !is_derived && !is_small_alone(suppression, figure))
        return;
    if (is_derived || (found && found->row->whole > 0))
        figure->has_denominator = false;
    if (str_eq(figure->state, STR("no_data")))
        return; /* there was nothing to hide but out of how many */
    suppression_hide_row(row, is_derived ? STR("*") : mark_of(suppression, found, arena), arena);
}

bool
suppression_hide(struct reader *reader, const struct report_filter *filter, struct report_row *rows, size_t count,
                 struct arena *arena, struct err *err)
{
    struct suppression suppression;

    if (count == 0)
        return true;
    if (!suppression_read_printed(&suppression, reader, filter, arena, err))
        return false;
    for (size_t i = 0; i < count; i++)
        suppression_apply(&suppression, &rows[i], arena);
    return true;
}
