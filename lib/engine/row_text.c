/* SPDX-License-Identifier: MIT */
#include "lib/engine/row_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_SIZE = 512 /* all flags, or all notes with the greatest numbers: half of that */ };

/* Words between spaces; what would not fit is none of ours. */
struct words {
    char text[WORDS_SIZE];
    size_t len;
};

static void
add_word(struct words *words, struct str word)
{
    if (words->len + word.len + 1 > sizeof words->text)
        abort();
    if (words->len > 0)
        words->text[words->len++] = ' ';
    memcpy(words->text + words->len, word.ptr, word.len);
    words->len += word.len;
}

static struct str
words_text(const struct words *words, struct arena *arena)
{
    return words->len == 0 ? STR("") : arena_copy(arena, (struct str){ words->text, words->len });
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
    struct words words = { .len = 0 };

    for (int i = 0; i < FIGURE_FLAGS && figure->flags >> i; i++)
        if (figure->flags >> i & 1)
            add_word(&words, str_of(figure_flag_names[i]));
    return words_text(&words, arena);
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
    struct words words = { .len = 0 };
    char note[48];

    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        if (notes[i].count <= 0)
            continue;
        snprintf(note, sizeof note, "%s=%lld", notes[i].name, (long long)notes[i].count);
        add_word(&words, str_of(note));
    }
    return words_text(&words, arena);
}

static struct str
code_or_null(const struct codebook *book, uint32_t number)
{
    return number == CODE_NONE ? (struct str){ 0 } : codebook_name(book, number);
}

struct str
row_text_plugin(const struct plugin *plugin, struct arena *arena)
{
    return arena_printf(arena, "%.*s@%.*s", STR_ARG(plugin->name), STR_ARG(plugin->version));
}

struct figure_row
row_text_make(const struct scope *scope, const struct ruleset *ruleset, uint32_t place, const struct figure *figure,
         struct arena *arena)
{
    char code[PERIOD_CODE_SIZE];
    struct row_words words = { .plugin = row_text_plugin(&ruleset->plugins[ruleset->indicators[place].plugin], arena) };

    period_code(&scope->period, scope->year_start_month, code);
    words.period = arena_copy(arena, str_of(code));
    return row_text_with(&words, scope, ruleset, place, figure, arena);
}

struct figure_row
row_text_with(const struct row_words *words, const struct scope *scope, const struct ruleset *ruleset, uint32_t place,
              const struct figure *figure, struct arena *arena)
{
    const struct facts *facts = scope->facts;
    const struct indicator *indicator = &ruleset->indicators[place];

    return (struct figure_row){
        .indicator = indicator->name,
        .unit = codebook_name(&facts->units.codes, scope->unit),
        .team = code_or_null(&facts->teams.codes, scope->team),
        .category = code_or_null(&facts->categories.codes, scope->category),
        .group = code_or_null(&facts->people.groups, scope->group),
        .period = words->period,
        .period_first = scope->period.first,
        .period_end = scope->period.end,
        .state = str_of(figure_state_name(figure->state)),
        .value = value_text(indicator, figure, arena),
        .method = figure->has_bounds ? str_of(people_method_name(figure->method)) : (struct str){ 0 },
        .target = target_text(figure, arena),
        .flags = flags_text(figure, arena),
        .notes = notes_text(figure, arena),
        .kind = STR("draft"),
        .plugin = words->plugin,
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
