/* SPDX-License-Identifier: MIT */
#include "cli/sheets/figure_sheet.h"

#include "cli/breakdown_table.h"
#include "cli/figure_text.h"
#include "cli/lang.h"
#include "cli/vocabulary.h"

/* Of a breakdown CODE stands between the unit and the period; the sheet of units has no such column. */
enum column {
    UNIT, UNIT_CODE, BROKEN_BY, BROKEN_BY_CODE, PERIOD, TITLE, VALUE, TARGET, RESULT, NUMERATOR, DENOMINATOR, NAMED, LOWER, UPPER,
    KIND, REMARKS, INDICATOR, PLUGIN, DAY, POSITION, COLUMNS
};

static struct str
word_of_kind(struct str kind)
{
    if (str_eq(kind, STR("official")))
        return str_of(_("official"));
    if (str_eq(kind, STR("revised")))
        return str_of(_("revised"));
    return str_of(_("draft"));
}

void
sheet_put_value(struct sheet *sheet, const struct report_row *row, struct arena *arena)
{
    if (row->hidden.ptr || !row->figure.value.ptr)
        sheet_put_stand_in(sheet, figure_value(row, arena).text);
    else
        sheet_put_decimal(sheet, row->figure.value, row->factor == 100);
}

static void
put_number(struct sheet *sheet, const struct report_row *row, bool has_number, int64_t number)
{
    if (row->hidden.ptr && !has_number)
        sheet_put_stand_in(sheet, row->hidden);
    else
        sheet_put_integer(sheet, has_number, number);
}

static void
put_numbers(struct sheet *sheet, const struct report_row *row, struct arena *arena)
{
    const struct figure_row *figure = &row->figure;
    bool is_people = figure->method.len > 0;

    sheet_put_value(sheet, row, arena);
    if (figure->target.len > 0)
        sheet_put_decimal(sheet, figure_target_number(row, arena), row->factor == 100);
    else
        sheet_put(sheet, (struct str){ 0 });
    sheet_put(sheet, figure_verdict(row, arena).text);
    put_number(sheet, row, figure->has_numerator, figure->numerator);
    sheet_put_integer(sheet, figure->has_denominator, figure->denominator);
    if (is_people) {
        put_number(sheet, row, figure->has_bounds, figure->named);
        put_number(sheet, row, figure->has_bounds, figure->lower);
        put_number(sheet, row, figure->has_bounds, figure->upper);
        return;
    }
    for (int i = 0; i < 3; i++)
        sheet_put(sheet, (struct str){ 0 });
}

static void
put_row(struct sheet *sheet, const struct ordered_row *ordered, struct arena *arena)
{
    const struct report_row *row = ordered->row;

    sheet_put(sheet, figure_unit_name(row));
    sheet_put(sheet, row->figure.unit);
    if (ordered->breakdown != BREAKDOWN_NONE) {
        sheet_put(sheet, breakdown_plain_name(ordered));
        sheet_put(sheet, ordered->code);
    }
    sheet_put(sheet, row->figure.period);
    sheet_put(sheet, figure_title(row));
    put_numbers(sheet, row, arena);
    sheet_put(sheet, word_of_kind(row->figure.kind));
    sheet_put(sheet, figure_remarks(row, arena));
    sheet_put(sheet, row->figure.indicator);
    sheet_put(sheet, row->figure.plugin);
    sheet_put_date(sheet, row->day);
    sheet_put_integer(sheet, true, (int64_t)row->as_of);
    sheet_next(sheet);
}

/* Which of the columns the sheet has, in order. */
static size_t
choose_headings(enum breakdown breakdown, const char *headings[COLUMNS])
{
    const char *const all[COLUMNS] = {
        [UNIT] = _("unit"), [UNIT_CODE] = _("unit code"), [BROKEN_BY] = breakdown == BREAKDOWN_NONE ? NULL : breakdown_label(breakdown),
        [BROKEN_BY_CODE] = breakdown == BREAKDOWN_NONE ? NULL : _("code"), [PERIOD] = _("period"), [TITLE] = _("indicator"), [VALUE] = _("value"),
        [TARGET] = _("target"), [RESULT] = _("result"), [NUMERATOR] = _("numerator"), [DENOMINATOR] = _("denominator"), [NAMED] = _("by name"),
        [LOWER] = _("at least"), [UPPER] = _("at most"), [KIND] = _("kind"), [REMARKS] = _("remarks"), [INDICATOR] = _("indicator code"),
        [PLUGIN] = _("rule"), [DAY] = _("as-of day"), [POSITION] = _("log position"),
    };
    size_t n = 0;

    for (int i = 0; i < COLUMNS; i++)
        if (all[i])
            headings[n++] = all[i];
    return n;
}

static const char *
name_of_sheet(enum breakdown breakdown)
{
    switch (breakdown) {
    case BREAKDOWN_CATEGORY:
        return _("By category");
    case BREAKDOWN_GROUP:
        return _("By group");
    case BREAKDOWN_TEAM:
        return _("Teams");
    default:
        return _("Units");
    }
}

void
figure_sheet(struct workbook *workbook, const struct ordered_row *rows, size_t count, enum breakdown breakdown,
             struct str period, struct arena *arena)
{
    const char *headings[COLUMNS];
    size_t columns = choose_headings(breakdown, headings), shift = breakdown == BREAKDOWN_NONE ? 2 : 0;
    struct sheet *sheet = NULL;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].breakdown != breakdown || (period.ptr && !str_eq(rows[i].row->figure.period, period)))
            continue;
        if (!sheet)
            sheet = workbook_table(workbook, name_of_sheet(breakdown), headings, columns);
        put_row(sheet, &rows[i], arena);
    }
    if (sheet)
        sheet_mark_verdicts(sheet, RESULT - shift, VALUE - shift, RESULT - shift);
}
