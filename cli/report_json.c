/* SPDX-License-Identifier: MIT */
#include "cli/report_json.h"

#include "cli/words.h"

#include <inttypes.h>

static void
put_key(struct buf *out, const char *key)
{
    buf_printf(out, "%s\"%s\":", out->ptr[out->len - 1] == '{' ? "" : ",", key);
}

static void
put_text(struct buf *out, const char *key, struct str text)
{
    put_key(out, key);
    if (text.ptr)
        buf_put_json(out, text);
    else
        buf_put_str(out, STR("null"));
}

static void
put_number(struct buf *out, const char *key, bool has_number, int64_t number)
{
    put_key(out, key);
    if (has_number)
        buf_printf(out, "%" PRId64, number);
    else
        buf_put_str(out, STR("null"));
}

static void
put_truth(struct buf *out, const char *key, bool has_truth, bool truth)
{
    put_key(out, key);
    buf_put_str(out, !has_truth ? STR("null") : truth ? STR("true") : STR("false"));
}

static void
put_flags(struct buf *out, struct str flags)
{
    const char *between = "";
    struct str flag;

    put_key(out, "flags");
    buf_put_byte(out, '[');
    while (words_next(&flags, &flag)) {
        buf_put_str(out, str_of(between));
        buf_put_json(out, flag);
        between = ",";
    }
    buf_put_byte(out, ']');
}

static void
put_notes(struct buf *out, struct str notes)
{
    unsigned long long count;
    const char *between = "";
    struct str note, name;

    put_key(out, "notes");
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
    put_text(out, "state", figure->state);
    put_number(out, "numerator", figure->has_numerator, figure->numerator);
    put_number(out, "denominator", figure->has_denominator, figure->denominator);
    put_text(out, "value", figure->value);
    put_text(out, "method", figure->method);
    put_number(out, "named", figure->has_bounds, figure->named);
    put_number(out, "lower", figure->has_bounds, figure->lower);
    put_number(out, "upper", figure->has_bounds, figure->upper);
    put_text(out, "target", figure->target);
    put_truth(out, "met", figure->has_met, figure->met);
    put_number(out, "short", figure->has_short, figure->shortfall);
    put_flags(out, figure->flags);
    put_notes(out, figure->notes);
}

static void
put_row(struct buf *out, const struct report_row *row)
{
    const struct figure_row *figure = &row->figure;

    buf_put_byte(out, '{');
    put_text(out, "indicator", figure->indicator);
    put_text(out, "unit", figure->unit);
    put_text(out, "team", figure->team);
    put_text(out, "category", figure->category);
    put_text(out, "group", figure->group);
    put_text(out, "period", figure->period);
    put_result(out, figure);
    put_text(out, "kind", figure->kind);
    put_text(out, "unit_name", row->unit_name);
    put_text(out, "plugin", figure->plugin);
    put_text(out, "day", row->day);
    put_number(out, "as_of", true, (int64_t)row->as_of);
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
