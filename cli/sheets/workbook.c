/* SPDX-License-Identifier: MIT */
#include "cli/sheets/workbook.h"

#include "cli/columns.h"
#include "cli/lang.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/model/day.h"
#include "lib/model/fraction.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

enum {
    TEXT_MOST = 32000, /* characters in a cell: Excel allows 32,767 */
    NAME_MOST = 31,    /* characters in a sheet's name */
    WIDTH_LEAST = 6,
    WIDTH_MOST = 48, /* columns of text; what is longer is wrapped */
    DECIMALS = DECIMAL_PLACES_MAX + 1,
    CHARTS_ACROSS = 2,
    CHART_ROWS = 16, /* rows and columns of the page that a chart takes */
    CHART_COLUMNS = 8,
    CHART_ROWS_A_PAGE = 2,
    PAGE_BREAKS = 50,
    TITLE_HEIGHT = 24, /* points */
};

static const int64_t exact_most = 999999999999999; /* 15 digits are what a spreadsheet keeps */
static const size_t file_most = (size_t)1 << 30;
static const time_t seconds_a_day = 86400;

struct sheet {
    struct workbook *workbook;
    lxw_worksheet *worksheet;
    struct sheet *next;
    size_t row, column, columns; /* columns: of a table, else 0 */
    size_t charts;
    size_t *widths; /* by column, in columns of text */
    size_t width_count;
};

struct workbook {
    lxw_workbook *book;
    lxw_error error; /* the first */
    struct sheet *sheets, **last;
    char path[64];
    lxw_format *heading, *text, *strong, *stand_in, *integer, *date, *title, *good, *bad;
    lxw_format *numbers[DECIMALS], *percents[DECIMALS]; /* made when first used */
};

static void
note(struct workbook *workbook, lxw_error error)
{
    if (workbook->error == LXW_NO_ERROR)
        workbook->error = error;
}

static lxw_format *
new_format(struct workbook *workbook)
{
    lxw_format *format = workbook_add_format(workbook->book);

    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static void
make_formats(struct workbook *workbook)
{
    workbook->heading = new_format(workbook);
    format_set_bold(workbook->heading);
    format_set_text_wrap(workbook->heading);
    format_set_bg_color(workbook->heading, 0xE7ECF2);
    format_set_bottom(workbook->heading, LXW_BORDER_THIN);
    workbook->text = new_format(workbook);
    format_set_text_wrap(workbook->text);
    workbook->strong = new_format(workbook);
    format_set_text_wrap(workbook->strong);
    format_set_bold(workbook->strong);
    workbook->stand_in = new_format(workbook);
    format_set_align(workbook->stand_in, LXW_ALIGN_RIGHT);
    format_set_font_color(workbook->stand_in, 0x5A6570);
    workbook->integer = new_format(workbook);
    format_set_num_format(workbook->integer, "0");
    workbook->date = new_format(workbook);
    format_set_num_format(workbook->date, "yyyy-mm-dd");
    workbook->title = new_format(workbook);
    format_set_bold(workbook->title);
    format_set_font_size(workbook->title, 16);
    workbook->good = workbook_add_format(workbook->book);
    format_set_font_color(workbook->good, 0x1B5E20);
    format_set_bg_color(workbook->good, 0xE3F1E4);
    workbook->bad = workbook_add_format(workbook->book);
    format_set_font_color(workbook->bad, 0x9C1C12);
    format_set_bg_color(workbook->bad, 0xFBE6E3);
}

/* Text that steers nothing and fits a cell; valid until the sheet's next one. */
static const char *
cell_text(struct buf *buf, struct str text)
{
    buf->len = 0;
    columns_put(buf, (struct str){ text.ptr, columns_fit(text, TEXT_MOST) });
    buf_put_byte(buf, 0);
    return buf->ptr;
}

/* The file says that it was made on the as-of day, so that the same figures give the same bytes. */
static void
set_properties(struct workbook *workbook, struct str title, struct str day)
{
    lxw_doc_properties properties = { 0 };
    char author[] = "Turnout";
    struct buf name = { 0 };
    day_t number;

    cell_text(&name, title);
    properties.title = name.ptr;
    properties.author = author;
    if (day_parse(day, &number))
        properties.created = (time_t)number * seconds_a_day;
    note(workbook, workbook_set_properties(workbook->book, &properties));
    buf_free(&name);
}

/* libxlsxwriter writes to a file; where temporary files lie. */
static bool
make_path(char path[], size_t size, struct err *err)
{
    const char *folder = getenv("TMPDIR");
    int fd;

    if (snprintf(path, size, "%s/turnout-XXXXXX", folder && *folder ? folder : "/tmp") >= (int)size)
        return err_set(err, ERR_STORE, _("TMPDIR is too long: %.100s…"), folder);
    fd = mkstemp(path);
    if (fd < 0)
        return err_set(err, ERR_STORE, _("cannot write %s: %s"), path, strerror(errno));
    close(fd);
    return true;
}

struct workbook *
workbook_new_file(struct str title, struct str day, struct err *err)
{
    struct workbook *workbook = mem_new(sizeof *workbook);

    if (!make_path(workbook->path, sizeof workbook->path, err)) {
        free(workbook);
        return NULL;
    }
    workbook->last = &workbook->sheets;
    workbook->book = workbook_new(workbook->path);
    if (!workbook->book) {
        unlink(workbook->path);
        free(workbook);
        err_set(err, ERR_INTERNAL, _("no memory for the workbook"));
        return NULL;
    }
    make_formats(workbook);
    set_properties(workbook, title, day);
    return workbook;
}

/* ---- sheets ---- */

/* Excel refuses these characters and longer names. */
static void
put_sheet_name(struct buf *out, const char *name)
{
    cell_text(out, str_of(name));
    for (char *c = out->ptr; *c; c++)
        if (strchr("[]:*?/\\'", *c))
            *c = ' ';
    out->ptr[columns_fit(str_of(out->ptr), NAME_MOST)] = '\0';
}

struct sheet *
workbook_page(struct workbook *workbook, const char *name)
{
    struct sheet *sheet = mem_new(sizeof *sheet);
    struct buf safe = { 0 };

    put_sheet_name(&safe, name);
    sheet->workbook = workbook;
    sheet->worksheet = workbook_add_worksheet(workbook->book, safe.ptr);
    buf_free(&safe);
    *workbook->last = sheet;
    workbook->last = &sheet->next;
    if (!sheet->worksheet) {
        note(workbook, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return sheet;
    }
    worksheet_set_landscape(sheet->worksheet);
    worksheet_set_paper(sheet->worksheet, 9 /* A4 */);
    worksheet_fit_to_pages(sheet->worksheet, 1, 0);
    note(workbook, worksheet_set_footer(sheet->worksheet, "&L&A&R&P / &N"));
    return sheet;
}

/* The place of the next cell is taken, and its column gets as wide as the text. */
static bool
take(struct sheet *sheet, size_t width, lxw_row_t *row, lxw_col_t *column)
{
    *row = (lxw_row_t)sheet->row;
    *column = (lxw_col_t)sheet->column++;
    if (*column >= sheet->width_count) {
        sheet->widths = mem_resize(sheet->widths, (*column + 1) * sizeof *sheet->widths);
        memset(sheet->widths + sheet->width_count, 0, (*column + 1 - sheet->width_count) * sizeof *sheet->widths);
        sheet->width_count = *column + 1;
    }
    if (width > sheet->widths[*column])
        sheet->widths[*column] = width;
    return sheet->worksheet != NULL;
}

static void
put_text(struct sheet *sheet, struct str text, lxw_format *format)
{
    lxw_row_t row;
    lxw_col_t column;
    struct buf safe = { 0 };

    if (take(sheet, columns_width(text), &row, &column) && text.len > 0)
        note(sheet->workbook, worksheet_write_string(sheet->worksheet, row, column, cell_text(&safe, text), format));
    buf_free(&safe);
}

struct sheet *
workbook_table(struct workbook *workbook, const char *name, const char *const *headings, size_t columns)
{
    struct sheet *sheet = workbook_page(workbook, name);

    sheet->columns = columns;
    for (size_t i = 0; i < columns; i++)
        put_text(sheet, str_of(headings[i]), workbook->heading);
    sheet_next(sheet);
    if (!sheet->worksheet)
        return sheet;
    worksheet_freeze_panes(sheet->worksheet, 1, 1);
    note(workbook, worksheet_repeat_rows(sheet->worksheet, 0, 0));
    return sheet;
}

size_t
sheet_rows(const struct sheet *sheet)
{
    return sheet->row;
}

void
sheet_next(struct sheet *sheet)
{
    sheet->row++;
    sheet->column = 0;
}

void
sheet_put(struct sheet *sheet, struct str text)
{
    put_text(sheet, text, sheet->workbook->text);
}

void
sheet_put_strong(struct sheet *sheet, struct str text)
{
    put_text(sheet, text, sheet->workbook->strong);
}

void
sheet_put_stand_in(struct sheet *sheet, struct str text)
{
    put_text(sheet, text, sheet->workbook->stand_in);
}

/* What runs on over other cells makes no column wide. */
static void
put_over(struct sheet *sheet, struct str text, lxw_format *format)
{
    struct buf safe = { 0 };

    if (sheet->worksheet)
        note(sheet->workbook, worksheet_write_string(sheet->worksheet, (lxw_row_t)sheet->row, (lxw_col_t)sheet->column,
                                                     cell_text(&safe, text), format));
    sheet->column++;
    buf_free(&safe);
}

void
sheet_put_title(struct sheet *sheet, struct str text)
{
    if (sheet->worksheet)
        note(sheet->workbook, worksheet_set_row(sheet->worksheet, (lxw_row_t)sheet->row, TITLE_HEIGHT, NULL));
    put_over(sheet, text, sheet->workbook->title);
}

void
sheet_put_words(struct sheet *sheet, struct str text)
{
    put_over(sheet, text, NULL);
}

static void
put_number(struct sheet *sheet, double number, size_t width, lxw_format *format)
{
    lxw_row_t row;
    lxw_col_t column;

    if (take(sheet, width, &row, &column))
        note(sheet->workbook, worksheet_write_number(sheet->worksheet, row, column, number, format));
}

static bool
is_exact(int64_t number)
{
    return number <= exact_most && number >= -exact_most;
}

void
sheet_put_integer(struct sheet *sheet, bool has_number, int64_t number)
{
    char text[32];

    if (!has_number) {
        sheet_put(sheet, (struct str){ 0 });
        return;
    }
    snprintf(text, sizeof text, "%lld", (long long)number);
    if (is_exact(number))
        put_number(sheet, (double)number, strlen(text), sheet->workbook->integer);
    else
        sheet_put_stand_in(sheet, str_of(text));
}

static size_t
count_decimals(struct str decimal)
{
    const char *point = memchr(decimal.ptr, '.', decimal.len);

    return point ? decimal.len - (size_t)(point - decimal.ptr) - 1 : 0;
}

/* "0.00" or "0.00%" */
static lxw_format *
decimal_format(struct workbook *workbook, size_t decimals, bool is_percent)
{
    lxw_format **format = is_percent ? &workbook->percents[decimals] : &workbook->numbers[decimals];
    char pattern[DECIMALS + 4];

    if (!*format) {
        snprintf(pattern, sizeof pattern, "0%s%.*s%s", decimals > 0 ? "." : "", (int)decimals, "000000000000000000",
                 is_percent ? "%" : "");
        *format = new_format(workbook);
        format_set_num_format(*format, pattern);
    }
    return *format;
}

void
sheet_put_decimal(struct sheet *sheet, struct str decimal, bool is_percent)
{
    struct fraction value;
    size_t decimals;

    if (!decimal.len || !fraction_parse(decimal, &value) || !is_exact(value.num) || count_decimals(decimal) >= DECIMALS) {
        sheet_put_stand_in(sheet, decimal);
        return;
    }
    decimals = count_decimals(decimal);
    put_number(sheet, (double)value.num / ((double)value.den * (is_percent ? 100 : 1)), decimal.len + is_percent,
               decimal_format(sheet->workbook, decimals, is_percent));
}

void
sheet_put_date(struct sheet *sheet, struct str date)
{
    lxw_datetime when = { 0 };
    lxw_row_t row;
    lxw_col_t column;
    struct civil parts;
    day_t day;

    if (!day_parse(date, &day)) {
        sheet_put(sheet, date);
        return;
    }
    parts = day_civil(day);
    when.year = parts.year;
    when.month = parts.month;
    when.day = parts.day;
    if (take(sheet, date.len, &row, &column))
        note(sheet->workbook, worksheet_write_datetime(sheet->worksheet, row, column, &when, sheet->workbook->date));
}

/* ---- what stands for met and missed ---- */

static void
mark(struct sheet *sheet, size_t verdict, size_t from, size_t to, const char *sign, lxw_format *format)
{
    char cell[LXW_MAX_CELL_NAME_LENGTH], criterion[64];
    lxw_conditional_format rule = { .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = criterion, .format = format };

    lxw_rowcol_to_cell(cell, 1, (lxw_col_t)verdict);
    snprintf(criterion, sizeof criterion, "=LEFT($%s,1)=\"%s\"", cell, sign);
    note(sheet->workbook, worksheet_conditional_format_range(sheet->worksheet, 1, (lxw_col_t)from, (lxw_row_t)sheet->row - 1,
                                                             (lxw_col_t)to, &rule));
}

void
sheet_mark_verdicts(struct sheet *sheet, size_t verdict, size_t from, size_t to)
{
    if (!sheet->worksheet || sheet->row < 2)
        return;
    mark(sheet, verdict, from, to, "✓", sheet->workbook->good);
    mark(sheet, verdict, from, to, "✗", sheet->workbook->bad);
}

/* ---- charts ---- */

/* Bars can be told apart on paper without colour: the second ones are hatched. */
static void
fill_bars(lxw_chart_series *series, size_t place)
{
    lxw_chart_fill fill = { .color = 0x2F5D8A };
    lxw_chart_pattern hatching = { .fg_color = 0x7A828C, .bg_color = LXW_COLOR_WHITE, .type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL };

    if (place == 0)
        chart_series_set_fill(series, &fill);
    else
        chart_series_set_pattern(series, &hatching);
}

static void
add_series(lxw_chart *chart, const struct chart_spec *spec, const struct sheet_range *values)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    const char *sheet = spec->table->worksheet->name;
    const struct sheet_range *names = &spec->names;

    if (spec->kind == CHART_BARS)
        fill_bars(series, (size_t)(values - spec->values));
    else
        chart_series_set_marker_type(series, LXW_CHART_MARKER_AUTOMATIC);
    if (spec->by_rows) {
        chart_series_set_categories(series, sheet, 0, (lxw_col_t)names->first, 0, (lxw_col_t)names->last);
        chart_series_set_values(series, sheet, (lxw_row_t)values->column, (lxw_col_t)values->first,
                                (lxw_row_t)values->column, (lxw_col_t)values->last);
        chart_series_set_name_range(series, sheet, (lxw_row_t)values->column, 0);
        return;
    }
    chart_series_set_categories(series, sheet, (lxw_row_t)names->first, (lxw_col_t)names->column, (lxw_row_t)names->last,
                                (lxw_col_t)names->column);
    chart_series_set_values(series, sheet, (lxw_row_t)values->first, (lxw_col_t)values->column, (lxw_row_t)values->last,
                            (lxw_col_t)values->column);
    chart_series_set_name_range(series, sheet, 0, (lxw_col_t)values->column);
}

void
sheet_put_chart(struct sheet *page, const struct chart_spec *spec)
{
    struct workbook *workbook = page->workbook;
    lxw_chart *chart = workbook_add_chart(workbook->book, spec->kind == CHART_BARS ? LXW_CHART_COLUMN : LXW_CHART_LINE);
    struct buf title = { 0 };

    if (!chart || !page->worksheet || !spec->table->worksheet) {
        note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    for (size_t i = 0; i < spec->series; i++)
        add_series(chart, spec, &spec->values[i]);
    chart_title_set_name(chart, cell_text(&title, spec->title));
    buf_free(&title);
    chart_axis_set_min(chart->y_axis, 0);
    if (spec->is_percent)
        chart_axis_set_num_format(chart->y_axis, "0%");
    if (spec->series > 1)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    else
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    note(workbook, worksheet_insert_chart(page->worksheet, (lxw_row_t)(page->row + page->charts / CHARTS_ACROSS * CHART_ROWS),
                                          (lxw_col_t)(page->charts % CHARTS_ACROSS * CHART_COLUMNS), chart));
    page->charts++;
}

/* ---- the end ---- */

/* No chart is cut in two on paper. */
static void
break_pages(struct sheet *sheet)
{
    lxw_row_t breaks[PAGE_BREAKS + 1];
    size_t across = CHARTS_ACROSS * CHART_ROWS_A_PAGE, n = 0;

    while (n < PAGE_BREAKS && (n + 1) * across < sheet->charts) {
        breaks[n] = (lxw_row_t)(sheet->row + (n + 1) * CHART_ROWS_A_PAGE * CHART_ROWS);
        n++;
    }
    breaks[n] = 0;
    if (n > 0)
        note(sheet->workbook, worksheet_set_h_pagebreaks(sheet->worksheet, breaks));
}

static void
finish_sheet(struct sheet *sheet)
{
    if (!sheet->worksheet)
        return;
    for (size_t i = 0; i < sheet->width_count; i++) {
        size_t width = sheet->widths[i] < WIDTH_LEAST ? WIDTH_LEAST : sheet->widths[i] > WIDTH_MOST ? WIDTH_MOST : sheet->widths[i];

        note(sheet->workbook, worksheet_set_column(sheet->worksheet, (lxw_col_t)i, (lxw_col_t)i, (double)width + 2, NULL));
    }
    break_pages(sheet);
    if (sheet->columns > 0 && sheet->row > 1)
        note(sheet->workbook, worksheet_autofilter(sheet->worksheet, 0, 0, (lxw_row_t)sheet->row - 1, (lxw_col_t)(sheet->columns - 1)));
}

static void
free_workbook(struct workbook *workbook)
{
    for (struct sheet *sheet = workbook->sheets, *next; sheet; sheet = next) {
        next = sheet->next;
        free(sheet->widths);
        free(sheet);
    }
    unlink(workbook->path);
    free(workbook);
}

static bool
read_back(const struct workbook *workbook, struct buf *out, struct err *err)
{
    if (workbook->error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
        return err_set(err, ERR_INPUT, _("more rows than a sheet of Excel can hold (1,048,576): ask for fewer units, periods or indicators"));
    if (workbook->error != LXW_NO_ERROR)
        return err_set(err, ERR_STORE, _("the workbook cannot be made: %s"), lxw_strerror(workbook->error));
    return file_read(workbook->path, file_most, out, err);
}

bool
workbook_finish(struct workbook *workbook, struct buf *out, struct err *err)
{
    bool done;

    for (struct sheet *sheet = workbook->sheets; sheet; sheet = sheet->next)
        finish_sheet(sheet);
    note(workbook, workbook_close(workbook->book));
    done = read_back(workbook, out, err);
    free_workbook(workbook);
    return done;
}
