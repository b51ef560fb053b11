/* SPDX-License-Identifier: MIT */
#include "cli/report_csv.h"

#include "cli/csv.h"

#include <inttypes.h>

static const char header[] =
    "indicator,unit,team,category,group,period,state,numerator,denominator,value,method,named,lower,upper,target,met,"
    "short,flags,notes,kind,unit_name,plugin,day,as_of\n";

static void
put_row(struct buf *out, const struct report_row *row)
{
    const struct figure_row *f = &row->figure;

    csv_texts(out, (const struct str *const[]){ &f->indicator, &f->unit, &f->team, &f->category, &f->group, &f->period,
                                                &f->state }, 7);
    csv_number(out, f->has_numerator, f->numerator);
    csv_number(out, f->has_denominator, f->denominator);
    csv_texts(out, (const struct str *const[]){ &f->value, &f->method }, 2);
    csv_number(out, f->has_bounds, f->named);
    csv_number(out, f->has_bounds, f->lower);
    csv_number(out, f->has_bounds, f->upper);
    csv_texts(out, (const struct str *const[]){ &f->target }, 1);
    csv_truth(out, f->has_met, f->met);
    csv_number(out, f->has_short, f->shortfall);
    csv_texts(out, (const struct str *const[]){ &f->flags, &f->notes, &f->kind, &row->unit_name, &f->plugin, &row->day },
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
