/* SPDX-License-Identifier: MIT */
#include "cli/html/page_explained.h"

#include "cli/explain_lists.h"
#include "cli/explain_words.h"
#include "cli/html/packed_cells.h"
#include "cli/json_read.h"

#include <string.h>

/* Of one list as many entries are shown; how many more there are is said. */
enum { ENTRIES_MAX = 120, DEPTH_MAX = 4 };

/* ---- sentences ---- */

static struct str
say_title(const void *figure, struct arena *arena)
{
    (void)arena;
    return explain_title(figure);
}

static struct str
say_story(const void *figure, struct arena *arena)
{
    return explain_story(figure, arena);
}

static struct str
say_bounds(const void *figure, struct arena *arena)
{
    struct str text = { 0 };
    const json_t *measure;
    size_t i;

    json_array_foreach(json_object_get(figure, "measures"), i, measure) {
        struct str more = explain_bounds_story(measure, arena);
        if (more.len > 0)
            text = text.len > 0 ? arena_printf(arena, "%.*s %.*s", STR_ARG(text), STR_ARG(more)) : more;
    }
    return text;
}

static struct str
say_target(const void *figure, struct arena *arena)
{
    return explain_target_story(figure, arena);
}

static struct str
say_outlook(const void *figure, struct arena *arena)
{
    return explain_outlook_story(figure, arena);
}

static struct str
say_official(const void *figure, struct arena *arena)
{
    return explain_official_story(figure, arena);
}

static void
put_words(struct bilingual *words, json_t *part, const char *key, words_fn fn, const json_t *figure)
{
    json_t *number = bilingual_say(words, fn, figure);

    if (json_is_null(number))
        json_decref(number);
    else
        json_object_set_new(part, key, number);
}

/* ---- lists ---- */

static struct str
say_list(const void *list, struct arena *arena)
{
    (void)arena;
    return str_of(explain_list_title(*(const size_t *)list));
}

enum column_kind { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_POSITION };

static enum column_kind
kind_of(size_t list, size_t column)
{
    if (explain_list_is_position(list, column))
        return COLUMN_POSITION;
    return explain_list_is_number(list, column) ? COLUMN_NUMBER : COLUMN_TEXT;
}

struct place_of_column {
    size_t list, column;
};

static struct str
say_heading(const void *place, struct arena *arena)
{
    const struct place_of_column *of = place;

    (void)arena;
    return str_of(explain_list_heading(of->list, of->column));
}

json_t *
page_explain_lists(struct bilingual *words)
{
    json_t *lists = json_array();

    for (size_t list = 0; list < explain_list_count(); list++) {
        json_t *columns = json_array();
        for (size_t column = 0; column < explain_list_columns(list); column++) {
            const struct place_of_column place = { list, column };
            json_array_append_new(columns, json_pack("[o,i]", bilingual_say(words, say_heading, &place), kind_of(list, column)));
        }
        json_array_append_new(lists, json_pack("{s:o,s:o}", "title", bilingual_say(words, say_list, &list), "columns", columns));
    }
    return lists;
}

struct cell_of_entry {
    size_t list, column;
    const json_t *entry;
};

static struct str
say_cell(const void *cell, struct arena *arena)
{
    const struct cell_of_entry *of = cell;

    return explain_list_cell(of->list, of->column, of->entry, arena);
}

void
page_entries_init(struct page_entries *entries)
{
    *entries = (struct page_entries){ .texts = json_array() };
}

void
page_entries_free(struct page_entries *entries)
{
    codebook_free(&entries->known);
    json_decref(entries->texts);
    entries->texts = NULL;
}

static bool
can_be_packed(struct str text)
{
    return !memchr(text.ptr, ',', text.len) && !memchr(text.ptr, ';', text.len);
}

/* Numbers stand as they are, texts by their number; a number that is none is a text with w in front. */
static void
put_cell(struct packed_cells *cells, struct bilingual *words, const struct cell_of_entry *cell)
{
    struct str text;
    json_t *number;

    if (kind_of(cell->list, cell->column) == COLUMN_TEXT) {
        packed_json(cells, bilingual_say(words, say_cell, cell));
        return;
    }
    text = say_cell(cell, words->arena);
    if (text.len == 0 || can_be_packed(text)) {
        packed_word(cells, text);
        return;
    }
    number = bilingual_say(words, say_cell, cell);
    packed_word(cells, arena_printf(words->arena, "w%lld", (long long)json_integer_value(number)));
    json_decref(number);
}

/* What the list says of the thing itself: its number among the entries. */
static uint32_t
entry_of(struct bilingual *words, struct page_entries *entries, size_t list, const json_t *of)
{
    struct packed_cells cells = { 0 };
    size_t count = entries->known.count;
    json_t *text;
    uint32_t number;

    packed_row(&cells);
    for (size_t column = 0; column < explain_list_columns(list); column++)
        if (kind_of(list, column) != COLUMN_NUMBER)
            put_cell(&cells, words, &(struct cell_of_entry){ list, column, of });
    text = packed_take(&cells);
    number = codebook_add(&entries->known, (struct str){ json_string_value(text), json_string_length(text) });
    if (number == count) {
        entries->bytes += json_dumpb(text, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY) + 1;
        json_array_append(entries->texts, text);
    }
    json_decref(text);
    return number;
}

static void
put_list(struct bilingual *words, struct page_entries *entries, json_t *lists, size_t list, const json_t *measure)
{
    const json_t *of = explain_list_entries(list, measure);
    size_t count = json_array_size(of), shown = count < ENTRIES_MAX ? count : ENTRIES_MAX;
    struct packed_cells cells = { 0 };
    json_int_t more = (json_int_t)(count - shown) + explain_list_left_out(list, measure);
    json_t *one = json_object();

    for (size_t i = 0; i < shown; i++) {
        const json_t *entry = json_array_get(of, i);

        packed_row(&cells);
        packed_number(&cells, true, entry_of(words, entries, list, entry));
        for (size_t column = 0; column < explain_list_columns(list); column++)
            if (kind_of(list, column) == COLUMN_NUMBER)
                put_cell(&cells, words, &(struct cell_of_entry){ list, column, entry });
    }
    json_object_set_new(one, "list", json_integer((json_int_t)list));
    json_object_set_new(one, "rows", packed_take(&cells));
    if (more > 0)
        json_object_set_new(one, "more", json_integer(more));
    json_array_append_new(lists, one);
}

static void
put_lists_of(struct bilingual *words, struct page_entries *entries, json_t *lists, const json_t *figure, const char *role)
{
    const json_t *measure;
    size_t i;

    json_array_foreach(json_object_get(figure, "measures"), i, measure)
        for (size_t list = 0; list < explain_list_count() && str_eq(json_str(measure, "role"), str_of(role)); list++)
            if (json_array_size(explain_list_entries(list, measure)) > 0)
                put_list(words, entries, lists, list, measure);
}

/* First what is counted, then of how many. */
static void
put_lists(struct bilingual *words, struct page_entries *entries, json_t *part, const json_t *figure)
{
    json_t *lists = json_array();

    put_lists_of(words, entries, lists, figure, "numerator");
    put_lists_of(words, entries, lists, figure, "denominator");
    if (json_array_size(lists) > 0)
        json_object_set(part, "lists", lists);
    json_decref(lists);
}

/* ---- figures ---- */

static json_t *
explained(struct bilingual *words, struct page_entries *entries, const json_t *figure, int depth)
{
    bool is_hidden = str_eq(json_str(figure, "state"), STR("suppressed"));
    struct str value = json_str(figure, "value");
    json_t *part = json_object(), *parts = json_array();
    const json_t *child;
    size_t i;

    /* Of a hidden figure the sentences would say what is hidden. */
    if (!is_hidden) {
        put_words(words, part, "story", say_story, figure);
        put_words(words, part, "bounds", say_bounds, figure);
    }
    if (depth > 0) {
        put_words(words, part, "title", say_title, figure);
        if (value.ptr)
            json_object_set_new(part, "value", json_stringn(value.ptr, value.len));
    }
    put_lists(words, entries, part, figure);
    json_array_foreach(json_object_get(figure, "made_of"), i, child)
        if (depth < DEPTH_MAX)
            json_array_append_new(parts, explained(words, entries, child, depth + 1));
    if (json_array_size(parts) > 0)
        json_object_set(part, "made_of", parts);
    json_decref(parts);
    return part;
}

json_t *
page_explained(struct bilingual *words, struct page_entries *entries, const json_t *answer)
{
    json_t *part = explained(words, entries, answer, 0);

    put_words(words, part, "target", say_target, answer);
    put_words(words, part, "outlook", say_outlook, answer);
    put_words(words, part, "official", say_official, answer);
    return part;
}
