/* SPDX-License-Identifier: MIT */
#include "cli/lists/list_print.h"

#include "cli/csv.h"
#include "cli/json_members.h"
#include "cli/lang.h"
#include "cli/table.h"
#include "cli/vocabulary.h"

enum { CODE, NAME, NAME_EN };

static size_t
column_count(enum code_list list)
{
    size_t count = 0;

    while (count < LIST_COLUMNS_MAX && code_list_columns[list][count].ptr)
        count++;
    return count;
}

/* The words come from the translations of that language. */
static void
name_in(enum lang lang, int column, enum code_list list, struct listed_code *codes, size_t count)
{
    lang_set(lang);
    for (size_t i = 0; i < count; i++)
        if (!codes[i].columns[column].ptr)
            codes[i].columns[column] =
                list == LIST_CATEGORIES ? word_of_category(codes[i].columns[CODE]) : word_of_group(codes[i].columns[CODE]);
}

void
list_name(enum code_list list, struct listed_code *codes, size_t count)
{
    enum lang now = lang_now();

    if (list != LIST_CATEGORIES && list != LIST_GROUPS)
        return;
    name_in(LANG_ZH, NAME, list, codes, count);
    name_in(LANG_EN, NAME_EN, list, codes, count);
    lang_set(now);
}

/* What people call the columns of the machine formats. */
static const char *
heading_of(struct str column)
{
    static const struct {
        struct str column;
        const char *text;
    } words[] = {
        { STR_INIT("unit"), N_("unit") },           { STR_INIT("team"), N_("team") },   { STR_INIT("category"), N_("category") },
        { STR_INIT("group"), N_("group") },         { STR_INIT("period"), N_("period") }, { STR_INIT("name"), N_("Chinese name") },
        { STR_INIT("name_en"), N_("English name") }, { STR_INIT("level"), N_("level") }, { STR_INIT("parent"), N_("parent") },
        { STR_INIT("indicator"), N_("indicator") }, { STR_INIT("title"), N_("Chinese title") }, { STR_INIT("title_en"), N_("English title") },
        { STR_INIT("plugin"), N_("plugin") },       { STR_INIT("first"), N_("first day") }, { STR_INIT("last"), N_("last day") },
        { STR_INIT("kinds"), N_("kind") },
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(words[i].column, column))
            return _(words[i].text);
    return column.ptr;
}

/* "draft official" in words. */
static struct str
kinds_text(struct str kinds, struct arena *arena)
{
    static const struct {
        struct str kind;
        const char *text;
    } words[] = { { STR_INIT("draft"), N_("draft") }, { STR_INIT("official"), N_("official") }, { STR_INIT("revised"), N_("revised") } };
    struct buf text = { 0 };
    struct str copy;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (kinds.len > 0 && memmem(kinds.ptr, kinds.len, words[i].kind.ptr, words[i].kind.len))
            buf_printf(&text, "%s%s", text.len > 0 ? ", " : "", _(words[i].text));
    copy = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

static struct str
cell_text(enum code_list list, const struct listed_code *code, size_t column, const struct page *page, struct arena *arena)
{
    struct str text = code->columns[column];

    if (list == LIST_PERIODS && str_eq(code_list_columns[list][column], STR("kinds")))
        return kinds_text(text, arena);
    if (column == CODE && code->depth > 0 && !page->is_markdown)
        return arena_printf(arena, "%*s%.*s", 2 * code->depth, "", STR_ARG(text));
    return text;
}

/* In text the tree shows the parent, and a title stands in one language, so that codes need not be cut. Returns how many there are. */
static size_t
choose_columns(enum code_list list, const struct page *page, size_t chosen[LIST_COLUMNS_MAX])
{
    size_t count = column_count(list);

    for (size_t k = 0; k < count; k++)
        chosen[k] = k;
    if (page->is_markdown || (list != LIST_UNITS && list != LIST_INDICATORS))
        return count;
    if (list == LIST_UNITS)
        return count - 1;
    chosen[1] = lang_now() == LANG_ZH ? NAME : NAME_EN;
    return 2;
}

void
list_text(struct buf *out, enum code_list list, const struct listed_code *codes, size_t count, const struct page *page,
          struct arena *arena)
{
    static const enum align align[LIST_COLUMNS_MAX] = { ALIGN_LEFT };
    size_t chosen[LIST_COLUMNS_MAX], columns = choose_columns(list, page, chosen);
    struct table table;

    if (count == 0) {
        page_line(out, str_of(_("There is none.")), 0, TONE_PLAIN, page);
        return;
    }
    table_init(&table, arena, align, columns);
    for (size_t k = 0; k < columns; k++)
        table.heading[k] = (struct cell){ str_of(heading_of(code_list_columns[list][chosen[k]])), TONE_QUIET };
    for (size_t i = 0; i < count; i++) {
        struct cell *cells = table_row(&table);

        for (size_t k = 0; k < columns; k++)
            cells[k].text = cell_text(list, &codes[i], chosen[k], page, arena);
    }
    table_print(&table, out, page);
    table_free(&table);
}

void
list_json(struct buf *out, enum code_list list, const struct listed_code *codes, size_t count)
{
    size_t columns = column_count(list);

    buf_put_byte(out, '[');
    for (size_t i = 0; i < count; i++) {
        buf_put_str(out, i > 0 ? STR(",\n{") : STR("\n{"));
        for (size_t k = 0; k < columns; k++) {
            if (str_eq(code_list_columns[list][k], STR("kinds")))
                json_words(out, "kinds", codes[i].columns[k]);
            else
                json_text(out, code_list_columns[list][k].ptr, codes[i].columns[k]);
        }
        buf_put_byte(out, '}');
    }
    buf_put_str(out, count > 0 ? STR("\n]\n") : STR("]\n"));
}

void
list_csv(struct buf *out, enum code_list list, const struct listed_code *codes, size_t count)
{
    size_t columns = column_count(list);

    for (size_t k = 0; k < columns; k++)
        csv_text(out, code_list_columns[list][k]);
    csv_end(out);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < columns; k++)
            csv_text(out, codes[i].columns[k]);
        csv_end(out);
    }
}
