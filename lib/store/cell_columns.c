/* SPDX-License-Identifier: MIT */
#include "lib/store/cell_columns.h"

#include "lib/store/figure_row.h"

enum name_column { NAME_CELL, INDICATOR, UNIT, TEAM, CATEGORY, GROUP, PERIOD, FIRST, END, KIND, PLUGIN, CLOSING, UNIT_NAME };
enum value_column {
    VALUE_CELL, STATE, NUMERATOR, DENOMINATOR, VALUE, METHOD, NAMED, LOWER, UPPER, TARGET, MET, SHORT, FLAGS, NOTES, DETAIL
};

static void
number_if(bool has, struct sqlite3_context *result, int64_t value)
{
    if (has)
        incoming_int(result, value);
}

static void
put_name(const void *data, int column, struct sqlite3_context *result)
{
    const struct figure_row *row = data;

    switch ((enum name_column)column) {
    case NAME_CELL:
        incoming_int(result, row->cell);
        break;
    case INDICATOR:
        incoming_text(result, row->indicator);
        break;
    case UNIT:
        incoming_text(result, row->unit);
        break;
    case TEAM:
        incoming_text(result, row->team);
        break;
    case CATEGORY:
        incoming_text(result, row->category);
        break;
    case GROUP:
        incoming_text(result, row->group);
        break;
    case PERIOD:
        incoming_text(result, row->period);
        break;
    case FIRST:
        incoming_int(result, row->period_first);
        break;
    case END:
        incoming_int(result, row->period_end);
        break;
    case KIND:
        incoming_text(result, row->kind);
        break;
    case PLUGIN:
        incoming_text(result, row->plugin);
        break;
    case CLOSING:
        number_if(row->closing != 0, result, row->closing);
        break;
    case UNIT_NAME:
        incoming_text(result, row->unit_name);
        break;
    }
}

static void
put_value(const void *data, int column, struct sqlite3_context *result)
{
    const struct figure_row *row = data;

    switch ((enum value_column)column) {
    case VALUE_CELL:
        incoming_int(result, row->cell);
        break;
    case STATE:
        incoming_text(result, row->state);
        break;
    case NUMERATOR:
        number_if(row->has_numerator, result, row->numerator);
        break;
    case DENOMINATOR:
        number_if(row->has_denominator, result, row->denominator);
        break;
    case VALUE:
        incoming_text(result, row->value);
        break;
    case METHOD:
        incoming_text(result, row->method);
        break;
    case NAMED:
        number_if(row->has_bounds, result, row->named);
        break;
    case LOWER:
        number_if(row->has_bounds, result, row->lower);
        break;
    case UPPER:
        number_if(row->has_bounds, result, row->upper);
        break;
    case TARGET:
        incoming_text(result, row->target);
        break;
    case MET:
        number_if(row->has_met, result, row->met);
        break;
    case SHORT:
        number_if(row->has_short, result, row->shortfall);
        break;
    case FLAGS:
        incoming_text(result, row->flags);
        break;
    case NOTES:
        incoming_text(result, row->notes);
        break;
    case DETAIL:
        incoming_text(result, row->detail);
        break;
    }
}

static void
put_number(const void *data, int column, struct sqlite3_context *result)
{
    (void)column;
    incoming_int(result, *(const uint32_t *)data);
}

const struct incoming cell_columns_names = {
    .declaration = "CREATE TABLE x(" CELL_NAME_COLUMNS ")",
    .column = put_name,
    .row_size = sizeof(struct figure_row),
};

const struct incoming cell_columns_values = {
    .declaration = "CREATE TABLE x(cell, " CELL_VALUE_COLUMNS ")",
    .column = put_value,
    .row_size = sizeof(struct figure_row),
};

const struct incoming cell_columns_numbers = {
    .declaration = "CREATE TABLE x(cell)",
    .column = put_number,
    .row_size = sizeof(uint32_t),
};
