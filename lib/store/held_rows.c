/* SPDX-License-Identifier: MIT */
#include "lib/store/held_rows.h"

#include "lib/store/cell_columns.h"
#include "lib/store/figure_columns.h"
#include "lib/store/query.h"

static void
read_name(struct query_row *row, struct figure_row *figure)
{
    figure->unit = row_text(row);
    figure->team = row_text(row);
    figure->category = row_text(row);
    figure->group = row_text(row);
    figure->period = row_text(row);
    figure->period_first = (int32_t)row_int(row);
    figure->period_end = (int32_t)row_int(row);
    figure->kind = row_text(row);
    figure->plugin = row_text(row);
}

static void
read_value(struct query_row *row, struct figure_row *figure)
{
    figure->state = row_text(row);
    figure->value = row_text(row);
    figure->method = row_text(row);
    figure->target = row_text(row);
    figure->flags = row_text(row);
    figure->notes = row_text(row);
    figure->detail = row_text(row);
    figure_columns_counts(row, figure);
}

static void
read_row(struct query_row *row, void *item)
{
    read_name(row, item);
    read_value(row, item);
}

bool
held_rows_read(struct sql *sql, struct str indicator, struct arena *arena, struct figure_row **rows, size_t *count, struct err *err)
{
    static const char select[] = "SELECT c.unit, c.team, c.category, c.\"group\", c.period, c.first, c.\"end\", c.kind, c.plugin, v.state,"
                                 " v.value, v.method, v.target, v.flags, v.notes, v.detail, v.numerator, v.denominator, v.named, v.lower,"
                                 " v.upper, v.met, v.short"
                                 " FROM cell AS c CROSS JOIN cell_value AS v ON " CELL_VALUE_SHOWN
                                 " WHERE c.indicator = ? AND c.closing IS NULL ORDER BY c.cell";
    void *found;

    if (!query_all(sql, select, &indicator, 1, (struct query_item){ sizeof **rows, read_row }, arena, &found, count, err))
        return false;
    *rows = found;
    for (size_t i = 0; i < *count; i++)
        (*rows)[i].indicator = indicator;
    return true;
}
