/* SPDX-License-Identifier: MIT */
#include "cli/import/merged_cells.h"

#include "cli/lang.h"
#include "lib/base/mem.h"

#include <ctype.h>
#include <stdlib.h>

enum { AREAS_MAX = 100000, LETTERS_MAX = 3, ROWS_MAX = 1048576, VALUES_MAX = 64 << 20 /* bytes */ };

bool
column_parse(struct str name, size_t *column)
{
    size_t number = 0;

    if (name.len == 0 || name.len > LETTERS_MAX)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        if (!isalpha((unsigned char)name.ptr[i]))
            return false;
        number = number * 26 + (size_t)(toupper((unsigned char)name.ptr[i]) - 'A') + 1;
    }
    *column = number - 1;
    return number <= SHEET_COLUMNS_MAX;
}

void
column_name(size_t column, char name[8])
{
    char reversed[8];
    size_t len = 0, at = 0;

    for (size_t rest = column + 1; rest > 0 && len < sizeof reversed - 1; rest = (rest - 1) / 26)
        reversed[len++] = (char)('A' + (rest - 1) % 26);
    while (len > 0)
        name[at++] = reversed[--len];
    name[at] = '\0';
}

bool
cell_name_parse(struct str name, size_t *column, uint64_t *row)
{
    size_t letters = 0;
    unsigned long long number;

    while (letters < name.len && isalpha((unsigned char)name.ptr[letters]))
        letters++;
    if (!column_parse((struct str){ name.ptr, letters }, column) ||
        !str_to_u64((struct str){ name.ptr + letters, name.len - letters }, &number) || number < 1 || number > ROWS_MAX)
        return false;
    *row = number;
    return true;
}

bool
merged_cells_add(struct merged_cells *merges, struct str area, struct err *err)
{
    const char *colon = memchr(area.ptr, ':', area.len);
    struct merge merge = { 0 };
    size_t before = colon ? (size_t)(colon - area.ptr) : 0;

    if (!colon || !cell_name_parse((struct str){ area.ptr, before }, &merge.first_column, &merge.first_row) ||
        !cell_name_parse((struct str){ colon + 1, area.len - before - 1 }, &merge.last_column, &merge.last_row) ||
        merge.last_row < merge.first_row || merge.last_column < merge.first_column)
        return true;
    if (merges->count == AREAS_MAX)
        return err_set(err, ERR_INPUT, _("the sheet has more than %d merged areas: take them apart first"), AREAS_MAX);
    merges->areas = mem_grow(merges->areas, merges->count, &merges->capacity, sizeof *merges->areas);
    merges->areas[merges->count++] = merge;
    return true;
}

static int
by_first_row(const void *a, const void *b)
{
    const struct merge *left = a, *right = b;

    return (left->first_row > right->first_row) - (left->first_row < right->first_row);
}

void
merged_cells_sort(struct merged_cells *merges)
{
    if (merges->count > 0)
        qsort(merges->areas, merges->count, sizeof *merges->areas, by_first_row);
}

static void
begin_areas(struct merged_cells *merges, const struct sheet_row *row)
{
    for (; merges->next < merges->count && merges->areas[merges->next].first_row <= row->number; merges->next++) {
        struct merge *area = &merges->areas[merges->next];

        if (area->first_row == row->number && area->first_column < row->count)
            area->value = row->cells[area->first_column];
        area->value.text = arena_copy(&merges->arena, area->value.text);
        merges->active = mem_grow(merges->active, merges->active_count, &merges->active_capacity, sizeof *merges->active);
        merges->active[merges->active_count++] = merges->next;
    }
}

static void
end_areas(struct merged_cells *merges, uint64_t row)
{
    size_t kept = 0;

    for (size_t i = 0; i < merges->active_count; i++)
        if (merges->areas[merges->active[i]].last_row >= row)
            merges->active[kept++] = merges->active[i];
    merges->active_count = kept;
}

/* Areas of one row that do not overlap are no wider than a sheet. */
static bool
check_width(const struct merged_cells *merges, struct err *err)
{
    size_t width = 0;

    for (size_t i = 0; i < merges->active_count; i++) {
        const struct merge *area = &merges->areas[merges->active[i]];

        width += area->last_column - area->first_column + 1;
    }
    if (width > SHEET_COLUMNS_MAX)
        return err_set(err, ERR_INPUT, _("merged areas of the sheet overlap: the workbook is damaged"));
    return merges->arena.bytes <= VALUES_MAX ||
           err_set(err, ERR_INPUT, _("the merged areas of the sheet hold too much text: take them apart first"));
}

static void
fill_area(const struct merge *area, struct sheet_row *row)
{
    if (area->value.kind == CELL_EMPTY)
        return;
    for (size_t column = area->first_column; column <= area->last_column; column++)
        row->cells[column] = area->value;
    if (row->count <= area->last_column)
        row->count = area->last_column + 1;
}

bool
merged_cells_fill(struct merged_cells *merges, struct sheet_row *row, struct err *err)
{
    end_areas(merges, row->number);
    begin_areas(merges, row);
    if (!check_width(merges, err))
        return false;
    for (size_t i = 0; i < merges->active_count; i++)
        fill_area(&merges->areas[merges->active[i]], row);
    return true;
}

void
merged_cells_free(struct merged_cells *merges)
{
    free(merges->areas);
    free(merges->active);
    arena_free(&merges->arena);
    *merges = (struct merged_cells){ 0 };
}
