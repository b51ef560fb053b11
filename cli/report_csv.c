/* SPDX-License-Identifier: MIT */
#include "cli/report_csv.h"

#include <inttypes.h>

static const char header[] =
    "indicator,unit,team,category,group,period,state,numerator,denominator,value,method,named,lower,upper,target,met,"
    "short,flags,notes,kind,unit_name,plugin,day,as_of\n";

static bool
needs_quotes(struct str value)
{
    if (value.len > 0 && (value.ptr[0] == ' ' || value.ptr[value.len - 1] == ' '))
        return true;
    for (size_t i = 0; i < value.len; i++)
        if (strchr(",\"\r\n", value.ptr[i]))
            return true;
    return false;
}

void
csv_put(struct buf *out, struct str value)
{
    if (!needs_quotes(value)) {
        buf_put_str(out, value);
        return;
    }
    buf_put_byte(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '"')
            buf_put_byte(out, '"');
        buf_put_byte(out, (uint8_t)value.ptr[i]);
    }
    buf_put_byte(out, '"');
}

static void
put_texts(struct buf *out, const struct str *const texts[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        csv_put(out, *texts[i]);
        buf_put_byte(out, ',');
    }
}

static void
put_number(struct buf *out, bool has_number, int64_t number)
{
    if (has_number)
        buf_printf(out, "%" PRId64, number);
    buf_put_byte(out, ',');
}

static void
put_truth(struct buf *out, bool has_truth, bool truth)
{
    if (has_truth)
        buf_put_str(out, truth ? STR("true") : STR("false"));
    buf_put_byte(out, ',');
}

static void
put_row(struct buf *out, const struct report_row *row)
{
    const struct figure_row *f = &row->figure;

    put_texts(out, (const struct str *const[]){ &f->indicator, &f->unit, &f->team, &f->category, &f->group, &f->period,
                                                &f->state }, 7);
    put_number(out, f->has_numerator, f->numerator);
    put_number(out, f->has_denominator, f->denominator);
    put_texts(out, (const struct str *const[]){ &f->value, &f->method }, 2);
    put_number(out, f->has_bounds, f->named);
    put_number(out, f->has_bounds, f->lower);
    put_number(out, f->has_bounds, f->upper);
    put_texts(out, (const struct str *const[]){ &f->target }, 1);
    put_truth(out, f->has_met, f->met);
    put_number(out, f->has_short, f->shortfall);
    put_texts(out, (const struct str *const[]){ &f->flags, &f->notes, &f->kind, &row->unit_name, &f->plugin, &row->day },
              6);
    buf_printf(out, "%" PRIu64 "\n", row->as_of);
}

void
report_csv(struct buf *out, const struct report_row *rows, size_t count)
{
    buf_put_str(out, str_of(header));
    for (size_t i = 0; i < count; i++)
        put_row(out, &rows[i]);
}
