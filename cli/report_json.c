/* SPDX-License-Identifier: MIT */
#include "cli/report_json.h"

#include "cli/json_members.h"
#include "cli/words.h"

static void
put_notes(struct buf *out, struct str notes)
{
    unsigned long long count;
    const char *between = "";
    struct str note, name;

    json_key(out, "notes");
    buf_put_byte(out, '{');
    while (words_next(&notes, &note)) {
        if (!words_pair(note, &name, &count))
            continue;
        buf_put_str(out, str_of(between));
        buf_put_json(out, name);
        buf_printf(out, ":%llu", count);
        between = ",";
    }
    buf_put_byte(out, '}');
}

static void
put_result(struct buf *out, const struct figure_row *figure)
{
    json_text(out, "state", figure->state);
    json_number(out, "numerator", figure->has_numerator, figure->numerator);
    json_number(out, "denominator", figure->has_denominator, figure->denominator);
    json_text(out, "value", figure->value);
    json_text(out, "method", figure->method);
    json_number(out, "named", figure->has_bounds, figure->named);
    json_number(out, "lower", figure->has_bounds, figure->lower);
    json_number(out, "upper", figure->has_bounds, figure->upper);
    json_text(out, "target", figure->target);
    json_truth(out, "met", figure->has_met, figure->met);
    json_number(out, "short", figure->has_short, figure->shortfall);
    json_words(out, "flags", figure->flags);
    put_notes(out, figure->notes);
}

static void
put_row(struct buf *out, const struct report_row *row)
{
    const struct figure_row *figure = &row->figure;

    buf_put_byte(out, '{');
    json_text(out, "indicator", figure->indicator);
    json_text(out, "unit", figure->unit);
    json_text(out, "team", figure->team);
    json_text(out, "category", figure->category);
    json_text(out, "group", figure->group);
    json_text(out, "period", figure->period);
    put_result(out, figure);
    json_text(out, "kind", figure->kind);
    json_text(out, "unit_name", row->unit_name);
    json_text(out, "plugin", figure->plugin);
    json_text(out, "day", row->day);
    json_number(out, "as_of", true, (int64_t)row->as_of);
    buf_put_byte(out, '}');
}

void
report_json(struct buf *out, const struct report_row *rows, size_t count)
{
    buf_put_byte(out, '[');
    for (size_t i = 0; i < count; i++) {
        buf_put_str(out, i > 0 ? STR(",\n") : STR("\n"));
        put_row(out, &rows[i]);
    }
    buf_put_str(out, count > 0 ? STR("\n]\n") : STR("]\n"));
}
