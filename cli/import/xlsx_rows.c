/* SPDX-License-Identifier: MIT */
#include "cli/import/xlsx_rows.h"

#include "cli/import/xml_part.h"
#include "cli/lang.h"
#include "lib/base/mem.h"

#include <stdio.h>
#include <stdlib.h>

enum { CELL_BYTES_MAX = 4 * 32767 /* a spreadsheet takes 32767 characters */ };

/*
 *  <row r="5"> <c r="B5" s="3" t="s"> <f>..</f> <v>12</v> </c> ... </row>
 *                                               <is> <r> <t>..</t> </r> </is>
 */
struct rows {
    const struct xlsx_book *book;
    struct merged_cells *merges;
    const struct sheet_sink *sink;
    uint64_t total; /* bytes of the part */
    struct sheet_row row;
    struct arena arena; /* texts of the row */
    size_t row_bytes;
    /* the cell */
    size_t column;
    char type[16];
    const struct number_format *format;
    bool in_value, in_phonetic, has_formula, has_value;
    struct buf value;
};

static struct sheet_cell
fault(struct rows *rows, const char *text)
{
    return (struct sheet_cell){ CELL_FAULT, arena_copy(&rows->arena, str_of(text)) };
}

static struct sheet_cell
text_cell(struct rows *rows, struct str text)
{
    struct str copy = arena_copy(&rows->arena, text);

    return (struct sheet_cell){ copy.len > 0 ? CELL_TEXT : CELL_EMPTY, copy };
}

static struct sheet_cell
shared_cell(struct rows *rows)
{
    struct str text;

    if (!shared_strings_get(rows->book->strings, buf_str(&rows->value), &text))
        return fault(rows, _("it names a text that the workbook does not have"));
    if (text.len > CELL_BYTES_MAX)
        return fault(rows, _("it has more text than a cell can hold"));
    return (struct sheet_cell){ text.len > 0 ? CELL_TEXT : CELL_EMPTY, text };
}

/* ISO 8601, which few programs write. */
static struct sheet_cell
iso_date_cell(struct rows *rows)
{
    static const struct str midnight = STR_INIT("T00:00:00");
    struct str text = buf_str(&rows->value);

    if (text.len == 10 + midnight.len && memcmp(text.ptr + 10, midnight.ptr, midnight.len) == 0)
        text.len = 10;
    return (struct sheet_cell){ CELL_DATE, arena_copy(&rows->arena, text) };
}

static struct sheet_cell
typed_cell(struct rows *rows)
{
    struct str value = buf_str(&rows->value), type = str_of(rows->type);

    if (str_eq(type, STR("s")))
        return shared_cell(rows);
    if (str_eq(type, STR("str")) || str_eq(type, STR("inlineStr")))
        return text_cell(rows, value);
    if (str_eq(type, STR("b")))
        return (struct sheet_cell){ CELL_TRUTH, str_eq(value, STR("1")) ? STR("true") : STR("false") };
    if (str_eq(type, STR("d")))
        return iso_date_cell(rows);
    if (str_eq(type, STR("e")))
        return (struct sheet_cell){ CELL_FAULT, arena_printf(&rows->arena, _("the spreadsheet could not compute it (%.*s)"),
                                                             value.len < 20 ? (int)value.len : 20, value.ptr) };
    return number_format_show(rows->format, value, rows->book->is_1904, &rows->arena);
}

static struct sheet_cell
finished_cell(struct rows *rows)
{
    if (rows->has_value && rows->value.len > 0)
        return typed_cell(rows);
    if (rows->has_formula && strcmp(rows->type, "str") != 0)
        return fault(rows, _("a formula without a value: open the file in the spreadsheet program and save it again"));
    return (struct sheet_cell){ CELL_EMPTY, { 0 } };
}

static bool
begin_row(struct rows *rows, const char **attributes, struct err *err)
{
    const char *name = xml_attribute(attributes, "r");
    unsigned long long number = rows->row.number + 1;

    if (name && (!str_to_u64(str_of(name), &number) || number <= rows->row.number))
        return err_set(err, ERR_INPUT, _("its rows are not in order behind row %llu: the workbook is damaged"),
                       (unsigned long long)rows->row.number);
    memset(rows->row.cells, 0, rows->row.count * sizeof *rows->row.cells);
    rows->row = (struct sheet_row){ number, rows->row.cells, 0 };
    arena_reset(&rows->arena);
    rows->row_bytes = 0;
    rows->column = SIZE_MAX; /* the one in front of A */
    return true;
}

static bool
begin_cell(struct rows *rows, const char **attributes, struct err *err)
{
    const char *name = xml_attribute(attributes, "r"), *type = xml_attribute(attributes, "t");
    size_t column = rows->column + 1;
    uint64_t row;

    if ((name && !cell_name_parse(str_of(name), &column, &row)) || column >= SHEET_COLUMNS_MAX)
        return err_set(err, ERR_INPUT, _("row %llu has a cell that no spreadsheet has: the workbook is damaged"),
                       (unsigned long long)rows->row.number);
    rows->column = column;
    snprintf(rows->type, sizeof rows->type, "%s", type ? type : "n");
    rows->format = cell_styles_get(rows->book->styles, xml_attribute(attributes, "s"));
    rows->has_formula = rows->has_value = false;
    rows->value.len = 0;
    return true;
}

static bool
on_begin(void *ctx, const char *name, const char **attributes, struct err *err)
{
    struct rows *rows = ctx;

    if (strcmp(name, "row") == 0)
        return begin_row(rows, attributes, err);
    if (strcmp(name, "c") == 0)
        return begin_cell(rows, attributes, err);
    rows->in_value = strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !rows->in_phonetic);
    rows->has_value |= rows->in_value;
    rows->has_formula |= strcmp(name, "f") == 0;
    rows->in_phonetic |= strcmp(name, "rPh") == 0;
    return true;
}

static bool
on_text(void *ctx, struct str text, struct err *err)
{
    struct rows *rows = ctx;

    if (!rows->in_value)
        return true;
    rows->row_bytes += text.len;
    if (rows->row_bytes > SHEET_ROW_BYTES_MAX)
        return err_set(err, ERR_INPUT, _("row %llu has more than a mebibyte of text"), (unsigned long long)rows->row.number);
    buf_put_str(&rows->value, text);
    return true;
}

static void
end_cell(struct rows *rows)
{
    struct buf plain = { 0 };

    if (rows->column >= SHEET_COLUMNS_MAX)
        return; /* a cell outside of every row */
    shared_strings_put(&plain, buf_str(&rows->value));
    rows->value.len = 0;
    buf_put_str(&rows->value, buf_str(&plain));
    buf_free(&plain);
    rows->row.cells[rows->column] = finished_cell(rows);
    if (rows->row.count <= rows->column)
        rows->row.count = rows->column + 1;
}

static bool
end_row(struct rows *rows, struct err *err)
{
    return merged_cells_fill(rows->merges, &rows->row, err) &&
           (rows->row.count == 0 || rows->sink->row(rows->sink->ctx, &rows->row, err));
}

static bool
on_end(void *ctx, const char *name, struct err *err)
{
    struct rows *rows = ctx;

    rows->in_value = false;
    if (strcmp(name, "rPh") == 0)
        rows->in_phonetic = false;
    if (strcmp(name, "c") == 0)
        end_cell(rows);
    return strcmp(name, "row") != 0 || end_row(rows, err);
}

static bool
on_moved(void *ctx, uint64_t bytes, struct err *err)
{
    struct rows *rows = ctx;

    return rows->sink->moved(rows->sink->ctx, bytes, rows->total, err);
}

bool
xlsx_rows(const struct xlsx_book *book, const char *part, struct merged_cells *merges, const struct sheet_sink *sink,
              struct err *err)
{
    struct rows rows = { .book = book, .merges = merges, .sink = sink, .total = zip_parts_size(book->parts, part),
                         .column = SIZE_MAX };
    const struct xml_reader reader = { on_begin, on_end, on_text, on_moved, &rows };
    bool done;

    rows.row.cells = mem_array(SHEET_COLUMNS_MAX, sizeof *rows.row.cells);
    done = xml_part_read(book->parts, part, &reader, err);
    free(rows.row.cells);
    arena_free(&rows.arena);
    buf_free(&rows.value);
    return done;
}

/* -- looking over it -- */

struct survey {
    struct merged_cells *merges;
    bool has_rows;
};

static bool
survey_begin(void *ctx, const char *name, const char **attributes, struct err *err)
{
    struct survey *survey = ctx;
    const char *area = xml_attribute(attributes, "ref");

    survey->has_rows |= strcmp(name, "v") == 0 || strcmp(name, "is") == 0;
    return strcmp(name, "mergeCell") != 0 || !area || merged_cells_add(survey->merges, str_of(area), err);
}

bool
xlsx_survey(struct zip_parts *parts, const char *part, struct merged_cells *merges, bool *has_rows, struct err *err)
{
    struct survey survey = { .merges = merges };
    const struct xml_reader reader = { .begin = survey_begin, .ctx = &survey };

    if (!xml_part_read(parts, part, &reader, err))
        return false;
    merged_cells_sort(merges);
    *has_rows = survey.has_rows;
    return true;
}
