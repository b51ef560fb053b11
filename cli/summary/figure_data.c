/* SPDX-License-Identifier: MIT */
#include "cli/summary/figure_data.h"

#include "cli/figure_text.h"
#include "cli/lang.h"
#include "cli/strip.h"
#include "cli/summary/told.h"
#include "cli/vocabulary.h"
#include "cli/words.h"

#include <string.h>

/* In a sentence the sign stands at the number: 72.66%. */
static struct str
joined(struct str text, struct arena *arena)
{
    if (text.len < 2 || memcmp(text.ptr + text.len - 2, " %", 2) != 0)
        return text;
    return arena_printf(arena, "%.*s%%", (int)text.len - 2, text.ptr);
}

static void
put_integer(json_t *object, const char *key, bool has, int64_t number)
{
    if (has)
        json_object_set_new(object, key, json_integer((json_int_t)number));
}

static void
put_numbers(json_t *object, const struct report_row *row)
{
    const struct figure_row *figure = &row->figure;
    bool is_count = row->factor == 1 && figure->denominator == 1;

    put_integer(object, "numerator", figure->has_numerator, figure->numerator);
    put_integer(object, "denominator", figure->has_denominator && !is_count, figure->denominator);
    put_integer(object, "named", figure->has_bounds, figure->named);
    put_integer(object, "lower", figure->has_bounds, figure->lower);
    put_integer(object, "upper", figure->has_bounds, figure->upper);
    put_integer(object, "short", figure->has_short, figure->shortfall);
    if (figure->has_met)
        json_object_set_new(object, "met", json_boolean(figure->met));
}

static void
put_texts(json_t *object, const struct report_row *row, struct arena *arena)
{
    struct str target = figure_target(row, arena), fraction = figure_fraction(row, arena);

    told_text(object, "text", joined(figure_value(row, arena).text, arena));
    if (str_eq(row->figure.state, STR("ok")))
        told_text(object, "value", row->figure.value);
    if (fraction.len > 0)
        told_text(object, "fraction", fraction);
    if (target.len > 0)
        told_text(object, "target", joined(target, arena));
    if (row->hidden.ptr)
        told_text(object, "hidden", row->hidden);
}

static json_t *
flags_of(const struct report_row *row, struct arena *arena)
{
    struct str rest = row->figure.flags, word;
    json_t *flags = json_object();

    while (words_next(&rest, &word))
        json_object_set_new(flags, arena_copy(arena, word).ptr, json_true());
    return flags;
}

static json_t *
notes_of(const struct report_row *row, struct arena *arena)
{
    struct str rest = row->figure.notes, word, name;
    json_t *notes = json_object();
    unsigned long long count;

    while (words_next(&rest, &word))
        if (words_pair(word, &name, &count))
            json_object_set_new(notes, arena_copy(arena, name).ptr, json_integer((json_int_t)count));
    return notes;
}

/* {month = {8, 9, 11}}: which sub-periods were missed. */
static json_t *
missed_of(const struct report_row *row)
{
    struct str detail = row->figure.detail;
    int month = day_civil(row->figure.period_first).month;
    json_t *missed = json_object();
    struct strip strip;

    while (strip_next(&detail, &strip)) {
        unsigned first = strip_first(strip.every, row->figure.period, month);
        bool is_months = strip.every == PERIOD_MONTH; /* of a school year from 9 on */
        json_t *list = json_array();
        for (size_t i = 0; i < strip.marks.len; i++)
            if (strip.marks.ptr[i] == '0')
                json_array_append_new(list, json_integer((json_int_t)(first + i - 1) % (is_months ? 12 : 4) + 1));
        json_object_set_new(missed, period_kind_name(strip.every), list);
    }
    return missed;
}

/* "education_coverage (居民受教育面), liubeiqiao, 2025, official, log position 2308" */
static struct str
source_of(const struct report_row *row, struct arena *arena)
{
    const struct figure_row *figure = &row->figure;
    struct str part = figure->team.ptr ? figure->team : figure->category.ptr ? figure->category : figure->group;
    struct str of = part.ptr ? arena_printf(arena, "%.*s, %.*s", STR_ARG(figure->unit), STR_ARG(part)) : figure->unit;

    if (str_eq(figure->kind, STR("official")))
        return arena_printf(arena, _("indicator %.*s (%.*s), %.*s, %.*s, official, log position %llu"), STR_ARG(figure->indicator),
                            STR_ARG(figure_title(row)), STR_ARG(of), STR_ARG(figure->period), (unsigned long long)row->as_of);
    return arena_printf(arena, _("indicator %.*s (%.*s), %.*s, %.*s, log position %llu"), STR_ARG(figure->indicator),
                        STR_ARG(figure_title(row)), STR_ARG(of), STR_ARG(figure->period), (unsigned long long)row->as_of);
}

/* Only where it is another number. */
static void
put_revised(json_t *object, const struct report_row *row, const struct report_row *revised, struct arena *arena)
{
    if (!revised || (str_eq(row->figure.state, revised->figure.state) && str_eq(row->figure.value, revised->figure.value)))
        return;
    told_text(object, "revised", joined(figure_value(revised, arena).text, arena));
}

json_t *
figure_data(const struct report_row *row, const struct report_row *revised, struct arena *arena)
{
    json_t *object = json_object();

    told_text(object, "indicator", row->figure.indicator);
    told_text(object, "title", figure_title(row));
    told_text(object, "state", row->figure.state);
    put_texts(object, row, arena);
    put_numbers(object, row);
    json_object_set_new(object, "flags", flags_of(row, arena));
    json_object_set_new(object, "notes", notes_of(row, arena));
    json_object_set_new(object, "missed", missed_of(row));
    told_text(object, "source", source_of(row, arena));
    put_revised(object, row, revised, arena);
    return object;
}
