/* SPDX-License-Identifier: MIT */
#include "lib/engine/row_text.h"

#include "lib/base/buf.h"

static struct str
kept(struct arena *arena, struct buf *buf)
{
    struct str text = arena_copy(arena, buf_str(buf));

    buf_free(buf);
    return text;
}

static struct str
value_text(const struct indicator *indicator, const struct figure *figure, struct arena *arena)
{
    char text[DECIMAL_SIZE];

    if (figure->state != FIGURE_OK)
        return (struct str){ 0 };
    if (figure->has_target && !figure->met)
        decimal_print_against(figure->numerator, figure->denominator, indicator->factor, indicator->decimals,
                              figure->target, text);
    else
        decimal_print(figure->numerator, figure->denominator, indicator->factor, indicator->decimals, text);
    return arena_copy(arena, str_of(text));
}

static struct str
target_text(const struct figure *figure, struct arena *arena)
{
    char text[DECIMAL_SIZE];

    if (!figure->has_target)
        return (struct str){ 0 };
    fraction_text(figure->target, text);
    return arena_copy(arena, str_of(text));
}

static struct str
flags_text(const struct figure *figure, struct arena *arena)
{
    struct buf text = { 0 };

    for (int i = 0; i < FIGURE_FLAGS; i++)
        if (figure->flags >> i & 1)
            buf_printf(&text, "%s%s", text.len ? " " : "", figure_flag_names[i]);
    return kept(arena, &text);
}

static struct str
notes_text(const struct figure *figure, struct arena *arena)
{
    const struct {
        const char *name;
        int64_t count;
    } notes[] = {
        { "undated", figure->undated },
        { "unknown_home", figure->unknown_home },
        { "extra", figure->extra },
        { "rescheduled", figure->rescheduled },
    };
    struct buf text = { 0 };

    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (notes[i].count > 0)
            buf_printf(&text, "%s%s=%lld", text.len ? " " : "", notes[i].name, (long long)notes[i].count);
    return kept(arena, &text);
}

static struct str
code_or_null(const struct codebook *book, uint32_t number)
{
    return number == CODE_NONE ? (struct str){ 0 } : codebook_name(book, number);
}

struct figure_row
row_text_make(const struct scope *scope, const struct ruleset *ruleset, uint32_t place, const struct figure *figure,
         struct arena *arena)
{
    const struct facts *facts = scope->facts;
    const struct indicator *indicator = &ruleset->indicators[place];
    const struct plugin *plugin = &ruleset->plugins[indicator->plugin];
    char code[PERIOD_CODE_SIZE];

    period_code(&scope->period, scope->year_start_month, code);
    return (struct figure_row){
        .indicator = indicator->name,
        .unit = codebook_name(&facts->units.codes, scope->unit),
        .team = code_or_null(&facts->teams.codes, scope->team),
        .category = code_or_null(&facts->categories.codes, scope->category),
        .group = code_or_null(&facts->people.groups, scope->group),
        .period = arena_copy(arena, str_of(code)),
        .period_first = scope->period.first,
        .period_end = scope->period.end,
        .state = str_of(figure_state_name(figure->state)),
        .value = value_text(indicator, figure, arena),
        .method = figure->has_bounds ? str_of(people_method_name(figure->method)) : (struct str){ 0 },
        .target = target_text(figure, arena),
        .flags = flags_text(figure, arena),
        .notes = notes_text(figure, arena),
        .kind = STR("draft"),
        .plugin = arena_printf(arena, "%.*s@%.*s", STR_ARG(plugin->name), STR_ARG(plugin->version)),
        .detail = figure->detail[0] ? arena_copy(arena, str_of(figure->detail)) : (struct str){ 0 },
        .has_numerator = figure->has_numerator,
        .has_denominator = figure->has_denominator,
        .has_bounds = figure->has_bounds,
        .has_met = figure->has_target && figure->state == FIGURE_OK,
        .has_short = figure->has_target && figure->state == FIGURE_OK,
        .numerator = figure->numerator,
        .denominator = figure->denominator,
        .named = figure->named,
        .lower = figure->lower,
        .upper = figure->upper,
        .shortfall = figure->shortfall,
        .met = figure->met,
    };
}
