/* SPDX-License-Identifier: MIT */
#include "lib/store/people_rows.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/store/cell_columns.h"
#include "lib/store/meta.h"
#include "lib/store/query.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

/* An average over days stands multiplied by those of the period that are over or begun. */
static const char select_rows[] =
    "SELECT c.cell, c.indicator, i.plugin, i.counts IS 'each', i.counts IS 'records', c.unit, c.team, c.category, c.\"group\", c.period, c.kind, c.first, c.\"end\","
    " i.counts IS NOT NULL AND v.numerator IS NOT NULL, v.named IS NOT NULL, v.numerator, v.named, v.lower, v.upper, v.denominator,"
    " iif(i.multiple > 0, i.multiple, max(1, min(c.\"end\", 1 + unixepoch(coalesce(k.day, (SELECT value FROM meta WHERE key = 'day'))) / 86400) - c.first)),"
    " i.whole FROM ";
static const char rows_now[] = "indicator AS i CROSS JOIN cell AS c ON c.indicator = i.name CROSS JOIN cell_value AS v ON " CELL_VALUE_SHOWN
                               " LEFT JOIN closing AS k ON k.closing = c.closing";
/* What closes of one number froze, whether it stands or not. */
static const char rows_frozen[] = "closing AS k CROSS JOIN official AS c ON c.closing = k.closing CROSS JOIN official AS v ON v.cell = c.cell"
                                  " CROSS JOIN indicator AS i ON i.name = c.indicator";
static const char which_rows[] =
    " WHERE (v.named IS NOT NULL OR (i.counts IN ('attendances', 'records', 'volunteers') AND v.numerator IS NOT NULL) OR"
    " (i.whole <> 0 AND v.denominator IS NOT NULL)) AND (i.counts IS NOT NULL OR i.whole <> 0)";

static void
read_row(struct query_row *row, void *item)
{
    static const struct people_row none;
    const struct people_row *before = row->before ? row->before : &none;
    struct people_row *people = item;

    people->cell = (uint32_t)row_int(row);
    people->indicator = row_text_like(row, before->indicator);
    people->plugin = row_text_like(row, before->plugin);
    people->is_sum = row_int(row) != 0;
    people->is_records = row_int(row) != 0;
    people->unit = row_text_like(row, before->unit);
    people->team = row_text_like(row, before->team);
    people->category = row_text_like(row, before->category);
    people->group = row_text_like(row, before->group);
    people->period = row_text_like(row, before->period);
    people->kind = row_text_like(row, before->kind);
    people->period_first = (int32_t)row_int(row);
    people->period_end = (int32_t)row_int(row);
    people->has_numerator = row_int(row) != 0;
    people->has_bounds = row_int(row) != 0;
    people->numerator = row_int(row);
    people->named = row_int(row);
    people->lower = row_int(row);
    people->upper = row_int(row);
    people->denominator = row_int(row);
    people->multiple = row_int(row);
    people->whole = row_int(row);
}

/* Where a unit stands in the tree. They are few: found here, not once for each row by SQLite. */
struct unit_place {
    struct str code;
    int64_t place, end;
};

static void
read_unit(struct query_row *row, void *item)
{
    struct unit_place *unit = item;

    unit->code = row_text(row);
    unit->place = row_int(row);
    unit->end = row_int(row);
}

static int
by_code(const void *left, const void *right)
{
    return str_cmp(((const struct unit_place *)left)->code, ((const struct unit_place *)right)->code);
}

static bool
place_rows(struct sql *sql, struct people_row *rows, size_t count, struct arena *arena, struct err *err)
{
    const struct query_item item = { sizeof(struct unit_place), read_unit };
    void *units = NULL;
    size_t unit_count;

    if (count == 0)
        return true;
    if (!query_all(sql, "SELECT code, place, \"end\" FROM unit ORDER BY code", NULL, 0, item, arena, &units, &unit_count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct unit_place of = { .code = rows[i].unit };
        const struct unit_place *unit = unit_count > 0 ? bsearch(&of, units, unit_count, sizeof of, by_code) : NULL;

        rows[i].place = unit ? unit->place : -1;
        rows[i].end = unit ? unit->end : -1;
    }
    return true;
}

static int
compare_table(const struct people_row *a, const struct people_row *b)
{
    const struct str codes[][2] = { { a->indicator, b->indicator }, { a->kind, b->kind }, { a->team, b->team },
                                    { a->category, b->category }, { a->group, b->group } };
    int order = (a->is_sum > b->is_sum) - (a->is_sum < b->is_sum);

    for (size_t i = 0; order == 0 && i < sizeof codes / sizeof *codes; i++)
        if (codes[i][0].ptr != codes[i][1].ptr)
            order = str_cmp(codes[i][0], codes[i][1]);
    if (order == 0)
        order = (a->period_first > b->period_first) - (a->period_first < b->period_first);
    return order != 0 ? order : (a->period_end > b->period_end) - (a->period_end < b->period_end);
}

static int
by_table_and_place(const void *left, const void *right)
{
    const struct people_row *a = left, *b = right;
    int order = compare_table(a, b);

    if (order == 0)
        order = (a->place > b->place) - (a->place < b->place);
    return order != 0 ? order : (a->cell > b->cell) - (a->cell < b->cell);
}

/* Appends " AND (... OR i.plugin IN (?, ?))", and the names to what is bound. */
static void
put_plugins(struct buf *text, struct conditions *conditions, const struct str *plugins, size_t count)
{
    buf_put_str(text, STR(" AND (i.whole < 0 OR i.counts = 'attendances' OR i.plugin IN ("));
    conditions->values = mem_resize(conditions->values, (conditions->count + count + 1) * sizeof *conditions->values);
    for (size_t i = 0; i < count; i++) {
        buf_put_str(text, i > 0 ? STR(", ?") : STR("?"));
        conditions->values[conditions->count++] = plugins[i];
    }
    buf_put_str(text, STR("))"));
}

/* Which of the rows: appends conditions, and what is bound in them. */
typedef void put_choice_fn(struct buf *text, struct conditions *conditions, const struct str *names, size_t count);

static bool
read_rows(struct sql *sql, struct buf *text, const struct conditions *conditions, struct arena *arena, struct people_row **rows,
          size_t *count, struct err *err)
{
    const struct query_item item = { sizeof **rows, read_row };
    void *found = NULL;

    if (!query_all(sql, text->ptr, conditions->values, conditions->count, item, arena, &found, count, err) ||
        !place_rows(sql, found, *count, arena, err))
        return false;
    *rows = found;
    if (*count > 0) /* they come in the order of cell_of_table, nearly this one: SQLite would sort them from scratch */
        qsort(*rows, *count, sizeof **rows, by_table_and_place);
    return true;
}

static bool
read_people(struct reader *reader, const struct report_filter *filter, put_choice_fn *put_choice, const struct str *names, size_t name_count,
            struct arena *arena, struct people_row **rows, size_t *count, struct err *err)
{
    static const char *const columns[FILTERS] = { [FILTER_PERIOD] = "c.period" };
    struct sql *sql = reader_sql(reader);
    struct buf text = { 0 };
    struct conditions conditions;
    bool done, begun;

    buf_put_str(&text, str_of(select_rows));
    buf_put_str(&text, str_of(filter->official ? rows_frozen : rows_now));
    buf_put_str(&text, str_of(which_rows));
    if (filter->official)
        buf_printf(&text, " AND k.official = %llu", (unsigned long long)filter->official);
    conditions = conditions_put(&text, filter, columns);
    if (put_choice)
        put_choice(&text, &conditions, names, name_count);
    buf_put(&text, "", 1); /* the NUL byte */
    done = sql_begin_reading(sql, &begun, err);
    done = done && read_rows(sql, &text, &conditions, arena, rows, count, err);
    if (begun)
        sql_rollback(sql);
    free(conditions.values);
    buf_free(&text);
    return done;
}

bool
reader_people(struct reader *reader, const struct report_filter *filter, struct arena *arena,
              struct people_row **rows, size_t *count, struct err *err)
{
    return read_people(reader, filter, NULL, NULL, 0, arena, rows, count, err);
}

bool
reader_people_of(struct reader *reader, const struct report_filter *filter, const struct str *plugins, size_t plugin_count,
                 struct arena *arena, struct people_row **rows, size_t *count, struct err *err)
{
    return read_people(reader, filter, plugin_count > 0 ? put_plugins : NULL, plugins, plugin_count, arena, rows, count, err);
}

/* Appends " AND (... IN (?, ?))" */
static void
put_alone(struct buf *text, struct conditions *conditions, const struct str *names, size_t count)
{
    static const char alone[] = "c.team IS NULL AND c.category IS NULL AND c.\"group\" IS NULL";

    if (count == 0) {
        buf_printf(text, " AND ((%s) OR (c.category IS NOT NULL AND i.plugin IN (SELECT plugin FROM indicator WHERE counts = 'each')))", alone);
        return;
    }
    buf_printf(text, " AND %s AND c.indicator IN (", alone);
    conditions->values = mem_resize(conditions->values, (conditions->count + count + 1) * sizeof *conditions->values);
    for (size_t i = 0; i < count; i++) {
        buf_put_str(text, i > 0 ? STR(", ?") : STR("?"));
        conditions->values[conditions->count++] = names[i];
    }
    buf_put_str(text, STR(")"));
}

bool
reader_people_alone(struct reader *reader, const struct report_filter *filter, const struct str *indicators, size_t indicator_count,
                    struct arena *arena, struct people_row **rows, size_t *count, struct err *err)
{
    return read_people(reader, filter, put_alone, indicators, indicator_count, arena, rows, count, err);
}

static void
read_name(struct query_row *row, void *item)
{
    *(struct str *)item = row_text(row);
}

bool
reader_plain_rates(struct reader *reader, struct arena *arena, struct str **names, size_t *count, struct err *err)
{
    const struct query_item item = { sizeof **names, read_name };
    void *found = NULL;

    if (!query_all(reader_sql(reader),
                   "SELECT name FROM indicator WHERE factor = 100 AND counts IS NOT 'each' AND numerator_of IS NULL AND denominator_of IS NULL"
                   " ORDER BY name",
                   NULL, 0, item, arena, &found, count, err))
        return false;
    *names = found;
    return true;
}

static void
read_derived(struct query_row *row, void *item)
{
    struct derived_indicator *indicator = item;

    indicator->name = row_text(row);
    indicator->numerator_of = row_text(row);
    indicator->denominator_of = row_text(row);
}

bool
reader_derived(struct reader *reader, struct arena *arena, struct derived_indicator **indicators, size_t *count,
               struct err *err)
{
    const struct query_item item = { sizeof **indicators, read_derived };
    void *found = NULL;

    if (!query_all(reader_sql(reader),
                   "SELECT name, numerator_of, denominator_of FROM indicator"
                   " WHERE numerator_of IS NOT NULL OR denominator_of IS NOT NULL ORDER BY name",
                   NULL, 0, item, arena, &found, count, err))
        return false;
    *indicators = found;
    return true;
}

bool
reader_improves(struct reader *reader, bool *improves, struct err *err)
{
    int64_t improving;

    if (!meta_get_int(reader_sql(reader), "improving", &improving, err))
        return false;
    *improves = improving > 0;
    return true;
}

static bool
same_code(struct str a, struct str b)
{
    return (a.ptr == NULL) == (b.ptr == NULL) && str_eq(a, b);
}

bool
people_row_same_table(const struct people_row *a, const struct people_row *b)
{
    return a->period_first == b->period_first && a->period_end == b->period_end && str_eq(a->indicator, b->indicator) &&
           str_eq(a->kind, b->kind) && same_code(a->team, b->team) && same_code(a->category, b->category) &&
           same_code(a->group, b->group);
}

bool
reader_disclosure(struct reader *reader, struct disclosure_rule *rule, struct err *err)
{
    int64_t below, hides_zero;

    if (!meta_get_int(reader_sql(reader), "suppress_below", &below, err) ||
        !meta_get_int(reader_sql(reader), "hide_zero", &hides_zero, err))
        return false;
    *rule = (struct disclosure_rule){ below > 0 ? below : DISCLOSURE_BELOW, hides_zero != 0 };
    return true;
}

bool
store_put_disclosure(struct store *store, struct disclosure_rule rule, struct err *err)
{
    return meta_put_int(store_sql(store), "suppress_below", rule.below, err) &&
           meta_put_int(store_sql(store), "hide_zero", rule.hides_zero, err);
}
