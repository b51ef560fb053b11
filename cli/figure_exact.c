/* SPDX-License-Identifier: MIT */
#include "cli/figure_exact.h"

#include <string.h>

bool
figure_is_hidden(const struct report_row *row)
{
    return row->hidden.ptr || str_eq(row->figure.state, STR("suppressed"));
}

bool
figure_exact_value(const struct report_row *row, struct exact *value)
{
    const struct figure_row *figure = &row->figure;

    if (figure_is_hidden(row) || !str_eq(figure->state, STR("ok")) || !figure->has_numerator || !figure->has_denominator ||
        figure->denominator <= 0)
        return false;
    *value = exact_mul(exact_of((struct fraction){ figure->numerator, figure->denominator }),
                       exact_of((struct fraction){ row->factor, 1 }));
    return value->den != 0;
}

/* "75", "12.5" or, where there is no such decimal, "200/3". */
bool
figure_exact_target(const struct report_row *row, struct exact *target)
{
    struct str text = row->figure.target;
    const char *slash = text.len > 0 ? memchr(text.ptr, '/', text.len) : NULL;
    struct str over = { text.ptr, slash ? (size_t)(slash - text.ptr) : text.len };
    struct fraction number, under = { 1, 1 };

    if (slash && (!fraction_parse((struct str){ slash + 1, text.len - over.len - 1 }, &under) || under.num <= 0))
        return false;
    if (!fraction_parse(over, &number))
        return false;
    *target = exact_div(exact_of(number), exact_of(under));
    return target->den != 0;
}
