/* SPDX-License-Identifier: MIT */
#include "cli/suppression.h"

#include "cli/words.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"

#include <stdlib.h>

struct suppressed_cell {
    uint32_t cell;
    enum disclosure disclosure;
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
    const int64_t numbers[DISCLOSURE_COLUMNS] = { row->numerator, row->named, row->lower, row->upper };

    for (int i = 0; i < DISCLOSURE_COLUMNS; i++)
        values[i] = i == 0 || row->has_bounds ? divided(numbers[i], row->multiple) : 0;
}

/* The nearest unit above, of those of the table that stand before the row in tree order; `path` leads down to it. */
static uint32_t
find_parent(const struct people_row *rows, const uint32_t *path, size_t *depth, uint32_t row)
{
    while (*depth > 0 && rows[path[*depth - 1]].end <= rows[row].place)
        --*depth;
    return *depth > 0 && rows[row].place >= 0 ? path[*depth - 1] : DISCLOSURE_ROOT;
}

/* The rows of one table, in tree order. */
static void
decide_table(struct suppression *suppression, const struct people_row *rows, size_t count)
{
    struct disclosure_cell *cells = mem_array(count, sizeof *cells);
    uint32_t *path = mem_array(count, sizeof *path);
    size_t depth = 0;

    for (uint32_t i = 0; i < count; i++) {
        take_values(&rows[i], cells[i].values);
        cells[i].parent = find_parent(rows, path, &depth, i);
        path[depth++] = i;
    }
    disclosure_decide(suppression->rule, cells, count);
    for (size_t i = 0; i < count; i++)
        if (cells[i].disclosure != DISCLOSURE_SHOWN)
            suppression->cells[suppression->count++] = (struct suppressed_cell){ rows[i].cell, cells[i].disclosure };
    free(cells);
    free(path);
}

static int
by_number(const void *left, const void *right)
{
    const struct suppressed_cell *a = left, *b = right;

    return (a->cell > b->cell) - (a->cell < b->cell);
}

void
suppression_decide(struct suppression *suppression, const struct people_row *rows, size_t count, struct arena *arena)
{
    suppression->cells = arena_array(arena, count, sizeof *suppression->cells);
    suppression->count = 0;
    for (size_t i = 0, n; i < count; i += n) {
        for (n = 1; i + n < count && people_row_same_table(&rows[i], &rows[i + n]);)
            n++;
        decide_table(suppression, rows + i, n);
    }
    if (suppression->count > 0)
        qsort(suppression->cells, suppression->count, sizeof *suppression->cells, by_number);
}

bool
suppression_read(struct suppression *suppression, struct reader *reader, const struct report_filter *filter,
                 struct arena *arena, struct err *err)
{
    struct people_row *rows;
    size_t count;

    if (!reader_disclosure(reader, &suppression->rule, err) ||
        !reader_people(reader, filter, arena, &rows, &count, err))
        return false;
    suppression_decide(suppression, rows, count, arena);
    return true;
}

static enum disclosure
find(const struct suppression *suppression, uint32_t cell)
{
    const struct suppressed_cell key = { .cell = cell };
    const struct suppressed_cell *found = NULL;

    if (suppression->count > 0)
        found = bsearch(&key, suppression->cells, suppression->count, sizeof key, by_number);
    return found ? found->disclosure : DISCLOSURE_SHOWN;
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

void
suppression_apply(const struct suppression *suppression, struct report_row *row, struct arena *arena)
{
    struct figure_row *figure = &row->figure;
    const int64_t values[DISCLOSURE_COLUMNS] = { figure->numerator, figure->named, figure->lower, figure->upper };
    enum disclosure disclosure = find(suppression, figure->cell);

    if (disclosure == DISCLOSURE_SHOWN && figure->has_bounds)
        disclosure = disclosure_alone(suppression->rule, values); /* people that no table knows are people all the same */
    if (disclosure == DISCLOSURE_SHOWN)
        return;
    figure->state = STR("suppressed");
    figure->value = (struct str){ 0 };
    figure->detail = (struct str){ 0 };
    figure->has_numerator = figure->has_bounds = figure->has_met = figure->has_short = false;
    figure->flags = without(figure->flags, STR("over_100"), arena);
    figure->notes = without(figure->notes, STR("unknown_home"), arena);
    row->hidden = disclosure == DISCLOSURE_SMALL
                      ? arena_printf(arena, "<%lld", (long long)suppression->rule.below)
                      : STR("*");
}
