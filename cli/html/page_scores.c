/* SPDX-License-Identifier: MIT */
#include "cli/html/page_scores.h"

#include "cli/html/packed_cells.h"
#include "cli/score_words.h"

static json_t *
text_or_null(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

static struct str
say_card(const void *score, struct arena *arena)
{
    (void)arena;
    return score_card_title(score);
}

static struct str
say_owner(const void *score, struct arena *arena)
{
    return score_owner(score, arena);
}

static struct str
say_grade(const void *score, struct arena *arena)
{
    (void)arena;
    return score_grade(score);
}

static struct str
say_class(const void *score, struct arena *arena)
{
    return score_class(score, arena);
}

static struct str
say_change(const void *score, struct arena *arena)
{
    return score_change(score, arena);
}

static struct str
say_remarks(const void *score, struct arena *arena)
{
    return score_remarks(score, arena);
}

static struct str
say_title(const void *line, struct arena *arena)
{
    (void)arena;
    return line_title(line);
}

static struct str
say_value(const void *line, struct arena *arena)
{
    return line_value(line, arena);
}

static struct str
say_mark(const void *line, struct arena *arena)
{
    (void)arena;
    return line_mark(line);
}

/* What the lines of a card have in common: [role, title, full, target], each once. */
static int64_t
shape_of(struct page_names *names, struct page_list *shapes, const struct score_report_line *line)
{
    size_t count = shapes->codes.count;
    bool is_percent = line->words.factor == 100 && line->line.target.ptr;
    struct str target = is_percent ? arena_printf(names->words->arena, "%.*s %%", STR_ARG(line->line.target)) : line->line.target;
    struct str key = arena_printf(names->words->arena, "%.*s %.*s %.*s %.*s %.*s", STR_ARG(line->line.role), STR_ARG(line->line.name),
                                  STR_ARG(line->words.title_zh), STR_ARG(line->line.full), STR_ARG(target));
    uint32_t number = codebook_add(&shapes->codes, key);

    if (number == count)
        json_array_append_new(shapes->entries, json_pack("[o,o,o,o]", text_or_null(line->line.role), bilingual_say(names->words, say_title, line),
                                                         text_or_null(line->line.full), text_or_null(target)));
    return number;
}

/* Rows of shape, self, points, value, mark. */
static json_t *
lines_of(struct page_names *names, struct page_list *shapes, const struct score_report *score)
{
    struct packed_cells cells = { 0 };

    for (size_t i = 0; i < score->line_count; i++) {
        const struct score_report_line *line = &score->lines[i];

        packed_row(&cells);
        packed_number(&cells, true, shape_of(names, shapes, line));
        packed_word(&cells, line->line.self);
        packed_word(&cells, line->line.points);
        packed_json(&cells, bilingual_say(names->words, say_value, line));
        packed_json(&cells, bilingual_say(names->words, say_mark, line));
    }
    return packed_take(&cells);
}

static void
put_sums(json_t *entry, const struct score_row *row)
{
    const struct {
        const char *name;
        struct str value;
    } sums[] = {
        { "total", row->total },   { "sum", row->sum },       { "available", row->available }, { "full", row->full }, { "base", row->base },
        { "bonus", row->bonus },   { "penalty", row->penalty }, { "most", row->most },
    };

    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (sums[i].value.ptr)
            json_object_set_new(entry, sums[i].name, text_or_null(sums[i].value));
}

static json_t *
score_of(struct page_names *names, struct page_list *shapes, const struct score_report *score)
{
    struct bilingual *words = names->words;
    const struct score_row *row = &score->row;
    json_t *entry = json_object();

    json_object_set_new(entry, "card", bilingual_say(words, say_card, score));
    json_object_set_new(entry, "unit", page_unit_of(names, row->unit, score->words.unit, score->words.unit_en));
    json_object_set_new(entry, "team", text_or_null(row->team));
    json_object_set_new(entry, "period", page_period(names, row->period, row->period_first, row->period_end));
    json_object_set_new(entry, "kind", text_or_null(row->kind));
    json_object_set_new(entry, "owner", bilingual_say(words, say_owner, score));
    json_object_set_new(entry, "grade", bilingual_say(words, say_grade, score));
    json_object_set_new(entry, "class", bilingual_say(words, say_class, score));
    json_object_set_new(entry, "change", bilingual_say(words, say_change, score));
    json_object_set_new(entry, "remarks", bilingual_say(words, say_remarks, score));
    json_object_set_new(entry, "rank", bilingual_name(words, score_rank(score, words->arena)));
    put_sums(entry, row);
    json_object_set_new(entry, "lines", lines_of(names, shapes, score));
    return entry;
}

json_t *
page_scores(struct page_names *names, const struct score_report *scores, size_t count, json_t **shapes)
{
    struct page_list known = { .entries = json_array() };
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, score_of(names, &known, &scores[i]));
    codebook_free(&known.codes);
    *shapes = known.entries;
    return list;
}
