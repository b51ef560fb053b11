/* SPDX-License-Identifier: MIT */
#include "cli/html/page_names.h"

#include "cli/figure_text.h"
#include "cli/vocabulary.h"

static void
list_init(struct page_list *list)
{
    *list = (struct page_list){ .entries = json_array() };
}

static void
list_free(struct page_list *list)
{
    codebook_free(&list->codes);
    json_decref(list->entries);
    list->entries = NULL;
}

void
page_names_init(struct page_names *names, struct bilingual *words)
{
    *names = (struct page_names){ .words = words };
    list_init(&names->units);
    list_init(&names->indicators);
    list_init(&names->periods);
    list_init(&names->things);
}

void
page_names_free(struct page_names *names)
{
    list_free(&names->units);
    list_free(&names->indicators);
    list_free(&names->periods);
    list_free(&names->things);
}

void
page_names_put(const struct page_names *names, json_t *data)
{
    json_object_set(data, "units", names->units.entries);
    json_object_set(data, "indicators", names->indicators.entries);
    json_object_set(data, "periods", names->periods.entries);
    json_object_set(data, "things", names->things.entries);
}

/* True: it is new, and *number the one that its entry gets. */
static bool
is_new(struct page_list *list, struct str code, json_t **number)
{
    size_t count = list->codes.count;

    *number = json_integer(codebook_add(&list->codes, code));
    return list->codes.count > count;
}

static json_t *
code_of(struct str code)
{
    return json_stringn(code.ptr, code.len);
}

static struct str
say_unit(const void *row, struct arena *arena)
{
    (void)arena;
    return figure_unit_name(row);
}

json_t *
page_unit(struct page_names *names, const struct report_row *row)
{
    json_t *number;

    if (is_new(&names->units, row->figure.unit, &number))
        json_array_append_new(names->units.entries,
                              json_pack("{s:o,s:o,s:o,s:i}", "code", code_of(row->figure.unit), "name",
                                        bilingual_say(names->words, say_unit, row), "level", code_of(row->unit_level.ptr ? row->unit_level : STR("")),
                                        "depth", row->unit_depth));
    return number;
}

json_t *
page_unit_of(struct page_names *names, struct str code, struct str name, struct str name_en)
{
    const struct report_row row = { .figure = { .unit = code }, .unit_name = name, .unit_name_en = name_en };

    return code.ptr ? page_unit(names, &row) : json_null();
}

static struct str
say_indicator(const void *row, struct arena *arena)
{
    (void)arena;
    return figure_title(row);
}

json_t *
page_indicator(struct page_names *names, const struct report_row *row)
{
    json_t *number;

    if (is_new(&names->indicators, row->figure.indicator, &number))
        json_array_append_new(names->indicators.entries,
                              json_pack("{s:o,s:o,s:i,s:i,s:o}", "code", code_of(row->figure.indicator), "title",
                                        bilingual_say(names->words, say_indicator, row), "factor", row->factor, "decimals", row->decimals,
                                        "rule", code_of(row->figure.plugin.ptr ? row->figure.plugin : STR(""))));
    return number;
}

static struct str
say_period(const void *code, struct arena *arena)
{
    return words_of_period(*(const struct str *)code, arena);
}

/* Its months count on from year to year: [first, end). */
json_t *
page_period(struct page_names *names, struct str code, day_t first, day_t end)
{
    json_t *number;

    if (!code.ptr)
        return json_null();
    if (is_new(&names->periods, code, &number))
        json_array_append_new(names->periods.entries,
                              json_pack("{s:o,s:o,s:i,s:i}", "code", code_of(code), "name", bilingual_say(names->words, say_period, &code),
                                        "first", day_month_index(first), "end", day_month_index(end - 1) + 1));
    return number;
}

/* The name alone: a page has room for names, and the code stands in the command that it shows. */
static struct str
say_thing(const void *thing, struct arena *arena)
{
    const struct ordered_row *row = thing;
    struct str name = row->breakdown == BREAKDOWN_TEAM       ? row->row->team_name
                      : row->breakdown == BREAKDOWN_CATEGORY ? word_of_category(row->code)
                                                             : word_of_group(row->code);

    (void)arena;
    return name.len > 0 ? name : row->code;
}

json_t *
page_thing(struct page_names *names, const struct ordered_row *row)
{
    static const char *const kinds[BREAKDOWNS] = { "", "category", "group", "team" };
    const char *kind = kinds[row->breakdown];
    json_t *number;
    struct str key;

    if (row->breakdown == BREAKDOWN_NONE)
        return json_null();
    key = arena_printf(names->words->arena, "%s %.*s", kind, STR_ARG(row->code));
    if (is_new(&names->things, key, &number))
        json_array_append_new(names->things.entries, json_pack("{s:s,s:o,s:o}", "kind", kind, "code", code_of(row->code), "name",
                                                               bilingual_say(names->words, say_thing, row)));
    return number;
}
